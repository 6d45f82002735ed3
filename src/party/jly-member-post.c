/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between notes and letters: what a party says is kept, then written to those whom it concerns, and
 * marked as sent; what letters bring is kept, then acknowledged. A stop anywhere in between is made
 * good at the next start: what was signed and stands in the log alone becomes a note, and what is
 * not marked as sent is sent, perhaps twice, which changes nothing for who gets it.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "party/jly-drop-folder.h"
#include "party/jly-upload-pieces.h"
#include "store/jly-log-entry.h"
#include "store/jly-store-carry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who gets a note. */
typedef enum
{
  TO_ALL,
  TO_NOBODY, /* known elsewhere, or told in another way */
  TO_READER, /* whose key is part 2 */
  TO_MINERS, /* and to who handed in what it is about */
} Audience;

static const struct
{
  const char *note;
  JlyPostKind post;
  Audience audience;
} kinds[] = {
  { "contract", JLY_POST_CONTRACT, TO_ALL },     { "signature", JLY_POST_SIGNATURE, TO_ALL },
  { "commitment", JLY_POST_COMMITMENT, TO_ALL }, { "reveal", JLY_POST_REVEAL, TO_ALL },
  { "acceptance", JLY_POST_ACCEPTANCE, TO_ALL }, { "mandate", JLY_POST_MANDATE, TO_ALL },
  { "inputs", JLY_POST_INPUTS, TO_ALL },         { "proposal", JLY_POST_QUESTION, TO_ALL },
  { "decision", JLY_POST_DECISION, TO_ALL },     { "change", JLY_POST_CHANGE, TO_ALL },
  { "refusal", JLY_POST_REFUSAL, TO_ALL },       { "letter", JLY_POST_ANSWER, TO_READER },
  { "receipt", JLY_POST_RECEIPT, TO_MINERS },    { "upload", JLY_POST_PIECE, TO_NOBODY },
  { "guest", JLY_POST_OTHER, TO_NOBODY },        { "proof", JLY_POST_OTHER, TO_READER },
  { "head", JLY_POST_LOG_HEAD, TO_ALL },         { "done", JLY_POST_OTHER, TO_ALL },
  { JLY_NOTE_ERASED, JLY_POST_OTHER, TO_ALL },
};

const JlyPostStudy *
jly_member_get_post (const JlyMember *self)
{
  return self->study_id != NULL ? jly_post_office_find (self->office, self->study_id) : NULL;
}

static gboolean
is_own (const JlyMember *self, const JlyNote *note)
{
  return memcmp (note->signer, self->keys.identity, 32) == 0;
}

/* All that is known here but answers: no figure stands in it. */
static gboolean
is_lasting (const JlyNote *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].note, note->kind))
      return kinds[i].post != JLY_POST_ANSWER;
  return FALSE;
}

/* Takes note; *added (may be NULL) is borrowed, and NULL for one that was kept already. */
static gboolean
keep (JlyMember *self, JlyNote *note, JlyNoteFlags flags, JlyNote **added, GError **error)
{
  g_autoptr (JlyNote) own = note;
  g_autoptr (GBytes) bytes = jly_note_encode (own);
  gboolean is_new = FALSE;

  if (added != NULL)
    *added = NULL;
  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This is too much for one message."));
  jly_note_hash (bytes, own->hash);
  if (is_lasting (own))
    flags |= JLY_NOTE_LASTING;
  if (!jly_store_add_note (self->store, self->study_id, own->hash, bytes, flags, &own->number,
                           &is_new, error))
    return FALSE;
  if (!is_new)
    return TRUE;
  own->flags = flags;
  if (flags & JLY_NOTE_TAKEN)
    jly_member_mark_taken (self, own);
  if (added != NULL)
    *added = own;
  g_ptr_array_add (self->posts, g_steal_pointer (&own));
  return TRUE;
}

static JlyPostKind
find_kind (const JlyNote *note, Audience *audience)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].note, note->kind))
      {
        *audience = kinds[i].audience;
        return kinds[i].post;
      }
  *audience = TO_ALL;
  return JLY_POST_OTHER;
}

static gboolean
is_miner (const JlyMember *self, const guint8 key[32])
{
  const JlyContractParty *party
      = jly_contract_get_party (self->contract, jly_member_find_party (self, key));

  return party != NULL && (party->roles & JLY_ROLE_FLAG_MINER) != 0;
}

/* provider: whose figures a receipt is about; NULL if that is not known here. */
static gboolean
is_for (const JlyMember *self,
        const JlyNote *note,
        Audience audience,
        const guint8 *provider,
        const guint8 key[32])
{
  guint8 reader[32];

  switch (audience)
    {
    case TO_NOBODY:
      return FALSE;
    case TO_READER:
      return jly_note_copy (note, 2, reader, sizeof reader) && memcmp (reader, key, 32) == 0;
    case TO_MINERS:
      return is_miner (self, key) || (provider != NULL && memcmp (provider, key, 32) == 0);
    case TO_ALL:
    default:
      return TRUE;
    }
}

static gboolean
send_note (JlyMember *self, JlyNote *note, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (self);
  g_autoptr (GBytes) bytes = jly_note_encode (note);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  Audience audience;
  JlyPostKind kind = find_kind (note, &audience);
  const guint8 *provider = audience == TO_MINERS ? jly_member_find_provider (self, note) : NULL;

  for (guint i = 0; i < study->book->members->len; i++)
    if (i != jly_post_get_own (study->post)
        && is_for (self, note, audience, provider, jly_address_book_get (study->book, i)->identity)
        && !jly_post_send (study->post, i, kind, bytes, error))
      return FALSE;
  note->flags |= JLY_NOTE_SENT;
  g_array_append_val (numbers, note->number);
  return jly_store_mark_notes (self->store, self->study_id, numbers, JLY_NOTE_SENT, error);
}

gboolean
jly_member_send (JlyMember *self, GError **error)
{
  if (jly_member_get_post (self) == NULL)
    return TRUE;
  for (guint i = 0; i < self->posts->len; i++)
    {
      JlyNote *note = self->posts->pdata[i];

      if (is_own (self, note) && (note->flags & JLY_NOTE_SENT) == 0
          && !send_note (self, note, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_member_put (JlyMember *self, JlyNote *post, GError **error)
{
  return keep (self, post, JLY_NOTE_TAKEN, NULL, error) && jly_member_send (self, error);
}

gboolean
jly_member_note (JlyMember *self, JlyNote *post, GError **error)
{
  return keep (self, post, JLY_NOTE_TAKEN | JLY_NOTE_SENT, NULL, error);
}

gboolean
jly_member_offer (JlyMember *self, JlyNote *post, GError **error)
{
  return keep (self, post, 0, NULL, error) && jly_member_sync (self, error);
}

gboolean
jly_member_load_posts (JlyMember *self, GError **error)
{
  g_autoptr (GPtrArray) stored = jly_store_list_notes (self->store, self->study_id, error);

  if (stored == NULL)
    return FALSE;
  g_ptr_array_set_size (self->posts, 0);
  for (guint i = 0; i < stored->len; i++)
    {
      const JlyStoredNote *kept = stored->pdata[i];
      JlyNote *note = jly_note_decode (kept->bytes, NULL);

      if (note == NULL)
        continue;
      g_ptr_array_add (self->posts, note);
      note->flags = kept->flags;
      if (kept->flags & JLY_NOTE_TAKEN)
        jly_member_mark_taken (self, note); /* without number: it is marked in the store */
      note->number = kept->number;
    }
  return TRUE;
}

gboolean
jly_member_save_taken (JlyMember *self, GError **error)
{
  if (!jly_store_mark_notes (self->store, self->study_id, self->marks, JLY_NOTE_TAKEN, error))
    return FALSE;
  g_array_set_size (self->marks, 0);
  return TRUE;
}

/* Once the last piece is there; *must_wait: the letter stays the next one. */
static gboolean
take_piece (JlyMember *self,
            const JlyEnvelope *letter,
            const char *name,
            gboolean *must_wait,
            GError **error)
{
  JlyUploadPart *part = NULL;
  GError *problem = NULL;
  gboolean is_early = FALSE, ok;

  if (jly_member_get_miner (self) == JLY_STUDY_MINERS)
    return TRUE;
  ok = jly_upload_pieces_take (self->store, self->study_id, letter, name, &part, &problem);
  if (ok && part == NULL)
    return TRUE;
  ok = ok && jly_member_take_part (self, letter->sender, part, &is_early, &problem);
  jly_upload_part_free (part);
  if (!ok && problem->code != JLY_ERROR_REFUSED && problem->code != JLY_ERROR_PROTOCOL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (!ok)
    jly_member_refuse (self, 0, name, problem);
  g_clear_error (&problem);
  *must_wait = is_early;
  return is_early || jly_store_erase_pieces (self->store, self->study_id, letter->sender, error);
}

/* What only this party itself may write down is no news from others. */
static gboolean
may_come (const JlyNote *note)
{
  return !g_str_equal (note->kind, "upload") && !g_str_equal (note->kind, JLY_NOTE_GUEST);
}

static gboolean
take_letter (JlyMember *self,
             const JlyEnvelope *letter,
             const char *name,
             gboolean *is_new,
             gboolean *must_wait,
             GError **error)
{
  g_autoptr (GError) problem = NULL;
  JlyNote *note, *added = NULL;

  *must_wait = FALSE;
  if (letter->kind == JLY_POST_PIECE)
    return take_piece (self, letter, name, must_wait, error);
  note = jly_note_decode (letter->body, &problem);
  if (note == NULL || !may_come (note))
    {
      if (problem != NULL)
        jly_member_refuse (self, 0, name, problem);
      g_clear_pointer (&note, jly_note_free);
      return TRUE;
    }
  if (!keep (self, note, JLY_NOTE_SENT, &added, error))
    return FALSE;
  *is_new = *is_new || added != NULL;
  return TRUE;
}

/* A letter is done when its note is kept: it then need not come again. */
static gboolean
take_from (
    JlyMember *self, const JlyPostStudy *study, guint member, gboolean *is_new, GError **error)
{
  const char *name = jly_address_book_get (study->book, member)->name;
  gboolean must_wait = FALSE;

  while (!must_wait)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (JlyEnvelope) letter = jly_post_next (study->post, member, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (letter == NULL)
        return TRUE;
      if (!take_letter (self, letter, name, is_new, &must_wait, error)
          || (!must_wait && !jly_post_done (study->post, letter, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_member_take_letters (JlyMember *self, gboolean *is_new, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (self);

  for (guint i = 0; study != NULL && i < study->book->members->len; i++)
    if (i != jly_post_get_own (study->post) && !take_from (self, study, i, is_new, error))
      return FALSE;
  return TRUE;
}

gboolean
jly_member_take_figures (
    JlyMember *self, const guint8 sender[32], gint64 now, gboolean *is_new, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (self);
  gint place = study != NULL ? jly_address_book_find (study->book, sender) : -1;

  *is_new = FALSE;
  self->now = now;
  return place < 0 || (guint)place == jly_post_get_own (study->post)
         || take_from (self, study, (guint)place, is_new, error);
}

static JlyNote *
make_note (const JlyMember *self, const JlyStoreSigned *item, const JlySigned *own)
{
  const JlySigned *first = &g_array_index (item->items, JlySigned, 0);
  JlyNote *note;

  if (item->kind == JLY_LOG_SIGNATURE)
    note = jly_note_add (jly_note_new ("signature"), self->contract_hash, JLY_HASH_BYTES);
  else if (item->kind == JLY_LOG_QUESTION)
    note = jly_note_add_bytes (jly_note_add_bytes (jly_note_new ("proposal"), first->bytes),
                               own->bytes);
  else
    note = jly_note_add_bytes (
        jly_note_new (item->kind == JLY_LOG_MANDATE ? "mandate" : "decision"), own->bytes);
  memcpy (note->signer, self->keys.identity, sizeof note->signer);
  memcpy (note->signature, own->signature, sizeof note->signature);
  return note;
}

gboolean
jly_member_complete (JlyMember *self, GError **error)
{
  g_autoptr (GPtrArray) signed_ = NULL;

  if (self->governance == NULL || self->self == JLY_MEMBER_NOBODY)
    return TRUE;
  signed_ = jly_store_list_signed (self->governance, error);
  for (guint i = 0; signed_ != NULL && i < signed_->len; i++)
    {
      const JlyStoreSigned *item = signed_->pdata[i];

      for (guint k = 0; k < item->items->len; k++)
        {
          const JlySigned *own = &g_array_index (item->items, JlySigned, k);

          if (own->signer == self->self
              && !keep (self, make_note (self, item, own), JLY_NOTE_TAKEN, NULL, error))
            return FALSE;
        }
    }
  return signed_ != NULL;
}

static void
choose_newest (JlyMember *self, GHashTable *ids)
{
  g_auto (GStrv) kept = jly_store_list_agreed (self->store, NULL);

  for (guint i = 0; kept != NULL && kept[i] != NULL; i++)
    if (g_hash_table_size (ids) == 0 || g_hash_table_contains (ids, kept[i]))
      {
        g_free (self->study_id);
        self->study_id = g_strdup (kept[i]);
      }
}

gboolean
jly_member_take_folder (JlyMember *self, GError **error)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_mkdir_with_parents (self->folder, 0700) != 0
      || !jly_drop_folder_take (self->office, self->folder, report, ids, error))
    return error != NULL && *error != NULL
               ? FALSE
               : jly_fail (error, JLY_ERROR_IO, NULL,
                           _ ("The folder “%s” of what the parties send cannot be used."),
                           self->folder);
  for (guint i = 0; i < report->problems->len; i++)
    g_ptr_array_add (self->refused, g_strdup (report->problems->pdata[i]));
  if (self->study_id == NULL)
    choose_newest (self, ids);
  return TRUE;
}

void
jly_member_choose (JlyMember *self, const char *study_id)
{
  g_clear_pointer (&self->governance, jly_store_governance_free);
  self->contract = NULL;
  self->self = JLY_MEMBER_NOBODY;
  g_ptr_array_set_size (self->posts, 0);
  g_hash_table_remove_all (self->taken);
  g_free (self->study_id);
  self->study_id = g_strdup (study_id);
}

gboolean
jly_member_flush (JlyMember *self, GError **error)
{
  return self->folder == NULL || jly_drop_folder_put (self->office, self->folder, error);
}

gboolean
jly_member_put_card (JlyMember *self, const char *name, GError **error)
{
  return jly_drop_folder_put_card (self->identity, name, self->folder, error);
}

GPtrArray *
jly_member_list_cards (const JlyMember *self)
{
  return jly_drop_folder_list_cards (self->folder != NULL ? self->folder : "");
}
