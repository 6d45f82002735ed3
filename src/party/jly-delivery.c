/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-delivery.h. */
#include "config.h"

#include "party/jly-delivery.h"

#include "base/jly-error.h"
#include "party/jly-call.h"
#include "party/jly-drop-folder.h"
#include "party/jly-let-in.h"
#include "party/jly-member-private.h"
#include "party/jly-pass-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT 20000u /* milliseconds, for each wait */
#define MAX_ROUNDS 4   /* what came may make this party write at once */

static void
free_delivered (gpointer data)
{
  JlyDelivered *delivered = data;

  g_free (delivered->study_id);
  g_free (delivered);
}

JlyDelivery *
jly_delivery_new (void)
{
  JlyDelivery *self = g_new0 (JlyDelivery, 1);

  self->report = jly_post_report_new ();
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->guests = g_ptr_array_new_with_free_func (g_free);
  self->carried = g_ptr_array_new_with_free_func (free_delivered);
  return self;
}

void
jly_delivery_free (JlyDelivery *self)
{
  if (self == NULL)
    return;
  jly_post_report_free (self->report);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->guests);
  g_ptr_array_unref (self->carried);
  g_free (self);
}

/* Calls. */

/* So that the others need not be given them. */
static gboolean
pass_on (JlyMember *member, GError **error)
{
  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autoptr (JlyPass) pass = jly_pass_book_find (member->dir, party->keys.identity);

      if (pass != NULL && !jly_member_pass_on (member, pass, error))
        return FALSE;
    }
  return TRUE;
}

/* The secret of the one who is called, and the contract, if an invitation is at hand. */
static GBytes *
make_offer (const JlyMember *member, const guint8 key[32])
{
  g_autoptr (JlyPass) pass = jly_pass_book_find (member->dir, key);
  g_autoptr (GBytes) note
      = pass != NULL && pass->has_secret ? jly_member_dup_contract_note (member) : NULL;
  GByteArray *all;

  if (note == NULL)
    return NULL;
  all = g_byte_array_new ();
  g_byte_array_append (all, pass->secret, sizeof pass->secret);
  g_byte_array_append (all, g_bytes_get_data (note, NULL), (guint)g_bytes_get_size (note));
  return g_byte_array_free_to_bytes (all);
}

/* Somebody who does not know the study yet turns its letters away, and takes the offer of it. */
static gint64
call_or_offer (JlyDelivery *self, JlyMember *member, JlyCall *call, GError **error)
{
  const JlyContractParty *party = member->contract->parties->pdata[call->place];
  g_autoptr (GBytes) offer = NULL;
  g_autoptr (GError) problem = NULL;
  gint64 round_trip = -1;

  if (jly_call_run (call, self->report, &round_trip, self->cancellable, &problem))
    return round_trip;
  if (g_error_matches (problem, JLY_ERROR, JLY_ERROR_REFUSED))
    offer = make_offer (member, party->keys.identity);
  if (offer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return -1;
    }
  call->offer = offer;
  if (!jly_call_run (call, self->report, &round_trip, self->cancellable, error))
    round_trip = -1;
  call->offer = NULL;
  return round_trip;
}

/* Names of the computing parties that can be called; borrowed from the contract. */
static GHashTable *
list_known (const JlyMember *member)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autofree char *address = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0)
        continue;
      address = jly_member_find_address (member, party->keys.identity);
      if (address != NULL)
        g_hash_table_add (known, party->name);
    }
  return known;
}

/* By place in the book: who computes, is not at home in this program, and cannot be called. */
static gboolean *
list_away (const JlyMember *member, const JlyPost *post)
{
  const JlyAddressBook *book = jly_post_get_book (post);
  g_autoptr (GHashTable) known = list_known (member);
  gboolean *is_away = g_new0 (gboolean, book->members->len);

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      gint place = jly_address_book_find (book, party->keys.identity);

      if ((party->roles & JLY_ROLE_FLAG_MINER) != 0 && i != member->self && place >= 0)
        is_away[place] = !g_hash_table_contains (known, party->name);
    }
  return is_away;
}

static gboolean
call_one (JlyDelivery *self, JlyMember *member, JlyPost *post, guint place, GError **error)
{
  const JlyContractParty *party = member->contract->parties->pdata[place];
  g_autofree char *address = jly_member_find_address (member, party->keys.identity);
  g_autofree gboolean *is_away = list_away (member, post);
  const JlyErrorDetail detail = {
    .party = party->name,
    .next
    = _ ("Ask for its file or link, and open it in Jointly or give it to jointlyctl study meet."),
  };
  JlyCall call = {
    .store = member->store,
    .identity = member->identity,
    .post = post,
    .place = place,
    .link_key = party->keys.link,
    .address = address,
    .is_away = is_away,
    .timeout_ms = TIMEOUT,
  };
  JlyDeliveryCall made = { member->contract->study_id, party->name, address != NULL, -1, NULL };
  gboolean ok;

  if (address != NULL)
    made.round_trip = call_or_offer (self, member, &call, &made.problem);
  else
    jly_fail (&made.problem, JLY_ERROR_UNAVAILABLE, &detail,
              _ ("Nobody knows where “%s” is reached."), party->name);
  ok = made.problem == NULL;
  self->n_calls += made.is_known;
  self->n_reached += ok;
  if (self->told != NULL)
    self->told (&made, self->data);
  if (!ok)
    g_propagate_error (error, made.problem);
  return ok;
}

/* The first problem is *error if nobody was reached. */
static gboolean
call_round (JlyDelivery *self, JlyMember *member, JlyPost *post, GError **error)
{
  g_autoptr (GError) first = NULL;
  guint n_ok = 0;

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autoptr (GError) problem = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0 || i == member->self)
        continue;
      n_ok += call_one (self, member, post, i, &problem);
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  if (n_ok > 0 || first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* What a round of calls may change so that another one is worth it. */
typedef struct
{
  guint64 n_written; /* letters of this party, ever */
  guint n_known;     /* computing parties whose address is known */
  guint n_carried;   /* letters that came from who was not called: nobody but a carrier confirms */
} Outlook;

static gboolean
look_out (JlyDelivery *self, JlyMember *member, Outlook *outlook, GError **error)
{
  g_autoptr (GHashTable) known = list_known (member);

  *outlook = (Outlook){ .n_known = g_hash_table_size (known) };
  for (guint i = 0; i < self->report->taken->len; i++)
    {
      const JlyPostCount *count = self->report->taken->pdata[i];

      outlook->n_carried += g_hash_table_contains (known, count->name) ? 0 : count->n;
    }
  return jly_store_post_count_written (member->store, member->study_id, &outlook->n_written, error);
}

static gboolean
has_more (const Outlook *before, const Outlook *after)
{
  return after->n_written > before->n_written || after->n_known > before->n_known
         || after->n_carried > before->n_carried;
}

gboolean
jly_delivery_call_all (JlyDelivery *self, JlyMember *member, GError **error)
{
  Outlook before, after;

  if (!jly_member_check_contract (member, error) || !pass_on (member, error)
      || !look_out (self, member, &after, error))
    return FALSE;
  for (guint i = 0; i == 0 || (i < MAX_ROUNDS && has_more (&before, &after)); i++)
    {
      const JlyPostStudy *study = jly_member_get_post (member);

      before = after;
      if (study == NULL)
        return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
      if (!call_round (self, member, study->post, error) || !jly_member_sync (member, error)
          || !look_out (self, member, &after, error))
        return FALSE;
    }
  return TRUE;
}

/* All studies. */

static gboolean
has_address (JlyMember *member)
{
  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autofree char *address = NULL;
      g_autoptr (JlyPass) pass = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0 || i == member->self)
        continue;
      address = jly_member_find_address (member, party->keys.identity);
      pass = address == NULL ? jly_pass_book_find (member->dir, party->keys.identity) : NULL;
      if (address != NULL || pass != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
note_carried (JlyDelivery *self, const JlyMember *member)
{
  JlyDelivered *delivered = g_new0 (JlyDelivered, 1);

  delivered->study_id = g_strdup (member->study_id);
  delivered->last = jly_member_get_last_note (member);
  g_ptr_array_add (self->carried, delivered);
}

/* What is wrong with one study or one way there stops no other. */
static gboolean
is_local (const GError *problem)
{
  return problem->domain == JLY_ERROR
         && (problem->code == JLY_ERROR_UNAVAILABLE || problem->code == JLY_ERROR_REFUSED
             || problem->code == JLY_ERROR_PROTOCOL);
}

static gboolean
carry_study (JlyDelivery *self, JlyMember *member, gboolean by_folder, GError **error)
{
  guint n_before = self->n_reached;
  g_autoptr (GError) problem = NULL;

  if (member->contract != NULL && has_address (member)
      && !jly_delivery_call_all (self, member, &problem) && !is_local (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  for (guint i = 0; i < member->refused->len; i++)
    g_ptr_array_add (self->refused, g_strdup (member->refused->pdata[i]));
  if (by_folder || self->n_reached > n_before)
    note_carried (self, member);
  return TRUE;
}

static gboolean
carry_studies (JlyDelivery *self, JlyPostOffice *office, gboolean by_folder, GError **error)
{
  for (guint i = 0; i < office->studies->len; i++)
    {
      const JlyPostStudy *study = office->studies->pdata[i];
      g_autoptr (JlyMember) member = jly_member_new (office->store, study->book->study_id,
                                                     office->identity, office->now, error);

      if (member == NULL || !carry_study (self, member, by_folder, error))
        return FALSE;
    }
  return TRUE;
}

/* Once: a card that others have opened must not change under their hands. */
static gboolean
put_card (const JlyIdentity *identity, const char *folder, const char *name, GError **error)
{
  g_autoptr (GPtrArray) cards = jly_drop_folder_list_cards (folder);
  guint8 key[32], unused[32];

  jly_identity_get_public (identity, key, unused, unused);
  for (guint i = 0; i < cards->len; i++)
    if (memcmp (((const JlyParty *)cards->pdata[i])->keys.identity, key, 32) == 0)
      return TRUE;
  return jly_drop_folder_put_card (identity, name, folder, error);
}

/* What was taken meanwhile is to be confirmed, and what was signed is to be sent: from a new
 * office.
 */
static gboolean
put (JlyDelivery *self,
     const JlyPostOffice *old,
     const char *folder,
     const char *name,
     GError **error)
{
  g_autoptr (JlyPostOffice) office
      = jly_post_office_new (old->store, old->identity, old->now, error);

  if (office != NULL && (name == NULL || put_card (office->identity, folder, name, error))
      && jly_drop_folder_put_new (office, folder, self->put, error))
    return TRUE;
  g_ptr_array_set_size (self->carried, 0);
  return FALSE;
}

gboolean
jly_delivery_run (JlyDelivery *self,
                  JlyStore *store,
                  const JlyIdentity *identity,
                  gint64 now,
                  const char *folder,
                  const char *name,
                  GError **error)
{
  g_autoptr (JlyPostOffice) office = jly_post_office_new (store, identity, now, error);
  g_autoptr (GError) problem = NULL;

  if (office == NULL)
    return FALSE;
  if (folder != NULL && jly_drop_folder_take (office, folder, self->report, NULL, &problem))
    jly_let_in_all (office, self->report, self->guests);
  if (!carry_studies (self, office, folder != NULL && problem == NULL, error))
    return FALSE;
  if (problem == NULL)
    return folder == NULL || put (self, office, folder, name, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
