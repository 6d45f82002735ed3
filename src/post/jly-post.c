/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way out, and reading what came. The way in is in jly-post-take-in.c. See jly-post.h. */
#include "config.h"

#include "post/jly-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the writer of a letter needs inside of the store's transaction. */
typedef struct
{
  JlyPost *post;
  const JlyAddress *receiver;
  guint kind;
  GBytes *body;
} Draft;

JlyPost *
jly_post_new (JlyStore *store,
              const JlyIdentity *identity,
              const JlyAddressBook *book,
              GError **error)
{
  JlyPost *self;
  guint8 own[32], unused[32];
  gint place;

  jly_identity_get_public (identity, own, unused, unused);
  place = jly_address_book_find (book, own);
  if (place < 0)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("Your keys are not among those of the study."));
      return NULL;
    }
  self = g_new0 (JlyPost, 1);
  self->store = store;
  self->identity = identity;
  self->book = book;
  self->own = (guint)place;
  return self;
}

void
jly_post_free (JlyPost *self)
{
  g_free (self);
}

const JlyAddressBook *
jly_post_get_book (const JlyPost *self)
{
  return self->book;
}

guint
jly_post_get_own (const JlyPost *self)
{
  return self->own;
}

static GBytes *
seal_letter (const Draft *draft, guint64 number, GError **error)
{
  JlyPost *post = draft->post;
  g_autoptr (JlyEnvelope) envelope
      = jly_envelope_new (post->book->study, post->book->contract, draft->receiver->identity,
                          number, draft->kind, draft->body);

  return jly_envelope_seal (envelope, post->identity, draft->receiver->sealing, error);
}

static GBytes *
write_letter (guint64 number, gpointer draft, GError **error)
{
  return seal_letter (draft, number, error);
}

gboolean
jly_post_send (JlyPost *self, guint member, guint kind, GBytes *body, GError **error)
{
  Draft draft = {
    .post = self,
    .receiver = jly_address_book_get (self->book, member),
    .kind = kind,
    .body = body,
  };

  g_assert (member != self->own && kind != JLY_POST_RECEIVED);
  return jly_store_post_send (self->store, self->book->study_id, draft.receiver->identity, kind,
                              write_letter, &draft, NULL, error);
}

gboolean
jly_post_send_all (JlyPost *self, guint kind, GBytes *body, GError **error)
{
  for (guint i = 0; i < self->book->members->len; i++)
    if (i != self->own && !jly_post_send (self, i, kind, body, error))
      return FALSE;
  return TRUE;
}

void
jly_post_item_free (JlyPostItem *item)
{
  if (item == NULL)
    return;
  g_clear_pointer (&item->envelope, g_bytes_unref);
  g_free (item);
}

static void
add_item (GPtrArray *items, guint member, guint kind, GBytes *envelope)
{
  JlyPostItem *item = g_new0 (JlyPostItem, 1);

  item->member = member;
  item->kind = kind;
  item->envelope = g_bytes_ref (envelope);
  g_ptr_array_add (items, item);
}

/* The note that this party has all of a member's letters up to a number, and which of its own it
 * has erased. It has no number itself: only the last of them counts. */
static GBytes *
write_note (JlyPost *self, guint member, guint64 received, const GArray *given_up, GError **error)
{
  const JlyPostNote note = { .received = received, .given_up = (GArray *)given_up };
  g_autoptr (GBytes) body = jly_post_note_encode (&note);
  Draft draft = { .post = self, .receiver = jly_address_book_get (self->book, member) };

  draft.kind = JLY_POST_RECEIVED;
  draft.body = body;
  return seal_letter (&draft, 0, error);
}

/* The note of what came from a member, unless it would say again what was told before (*told, as in
 * jly_post_gather_news; or NULL). What was given up may be longer than one note: it is always told.
 */
static gboolean
gather_note (JlyPost *self,
             guint member,
             guint64 received,
             const GArray *given_up,
             guint64 *told,
             GPtrArray *items,
             GError **error)
{
  g_autoptr (GBytes) note = NULL;

  if (given_up->len == 0 && (received == 0 || (told != NULL && *told == received + 1)))
    return TRUE;
  note = write_note (self, member, received, given_up, error);
  if (note == NULL)
    return FALSE;
  add_item (items, member, JLY_POST_RECEIVED, note);
  if (told != NULL)
    *told = received + 1;
  return TRUE;
}

/* Letters that the member has not; *last is the number of the last one that it then has. */
static gboolean
gather_letters (
    JlyPost *self, guint member, GPtrArray *items, gsize *left, guint64 *last, GError **error)
{
  g_autoptr (GPtrArray) letters
      = jly_store_post_list (self->store, self->book->study_id,
                             jly_address_book_get (self->book, member)->identity, 0, *left, error);

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      const JlyOutgoing *outgoing = letters->pdata[i];
      gsize n = g_bytes_get_size (outgoing->envelope);

      if (n > *left)
        break;
      *left -= n;
      *last = outgoing->number;
      add_item (items, member, outgoing->kind, outgoing->envelope);
    }
  return letters != NULL;
}

/* *left is how many bytes may still be added. */
static gboolean
gather_for (JlyPost *self,
            guint member,
            guint64 *told,
            GPtrArray *items,
            gsize *left,
            gboolean *is_all,
            GError **error)
{
  const JlyAddress *address = jly_address_book_get (self->book, member);
  g_autoptr (GArray) given_up = NULL;
  guint n_before = items->len;
  JlyPostState state;

  if (!jly_store_post_get_state (self->store, self->book->study_id, address->identity, &state,
                                 error))
    return FALSE;
  /* Most members of a large study have nothing to expect. */
  if (state.received == 0 && state.sent == state.acknowledged)
    return TRUE;
  given_up
      = jly_store_post_list_given_up (self->store, self->book->study_id, address->identity, error);
  if (given_up == NULL || !gather_note (self, member, state.received, given_up, told, items, error))
    return FALSE;
  for (guint i = n_before; i < items->len; i++)
    *left -= MIN (*left, g_bytes_get_size (((const JlyPostItem *)items->pdata[i])->envelope));
  if (state.sent > state.acknowledged
      && !gather_letters (self, member, items, left, &state.acknowledged, error))
    return FALSE;
  /* The last ones may be those that are here no more. */
  if (given_up->len > 0)
    state.acknowledged
        = MAX (state.acknowledged, g_array_index (given_up, JlyGivenUp, given_up->len - 1).last);
  *is_all = *is_all && state.acknowledged == state.sent;
  return TRUE;
}

GPtrArray *
jly_post_gather (JlyPost *self, gint member, gsize max_bytes, gboolean *is_all, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_post_item_free);
  gboolean all = TRUE;

  for (guint i = 0; i < self->book->members->len; i++)
    if (i != self->own && (member < 0 || (guint)member == i)
        && !gather_for (self, i, NULL, items, &max_bytes, &all, error))
      return NULL;
  if (is_all != NULL)
    *is_all = all;
  return g_steal_pointer (&items);
}

GPtrArray *
jly_post_gather_news (JlyPost *self, guint member, gsize max_bytes, guint64 *told, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_post_item_free);
  gboolean all = TRUE;

  return gather_for (self, member, told, items, &max_bytes, &all, error) ? g_steal_pointer (&items)
                                                                         : NULL;
}

JlyEnvelope *
jly_post_next (JlyPost *self, guint member, GError **error)
{
  const JlyAddress *sender = jly_address_book_get (self->book, member);
  g_autoptr (GBytes) bytes = NULL;
  guint64 number = 0;

  bytes = jly_store_post_next (self->store, self->book->study_id, sender->identity, &number, error);
  return bytes != NULL ? jly_envelope_open (bytes, self->identity, error) : NULL;
}

gboolean
jly_post_done (JlyPost *self, const JlyEnvelope *letter, GError **error)
{
  return jly_store_post_take (self->store, self->book->study_id, letter->sender, letter->number,
                              error);
}
