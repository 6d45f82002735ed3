/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-let-in.h. */
#include "config.h"

#include "party/jly-let-in.h"

#include "post/jly-invitation.h"
#include "store/jly-store-governance.h"

#include <string.h>

/* What a guest may read before it joins. Figures and results are in none of these. */
static gboolean
find_kind (const JlyNote *note, JlyPostKind *kind)
{
  if (g_str_equal (note->kind, "contract"))
    *kind = JLY_POST_CONTRACT;
  else if (g_str_equal (note->kind, "signature"))
    *kind = JLY_POST_SIGNATURE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
send_past (JlyPostOffice *office, const JlyPostStudy *study, guint member, GError **error)
{
  g_autoptr (GPtrArray) notes = jly_store_list_notes (office->store, study->book->study_id, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const JlyStoredNote *stored = notes->pdata[i];
      g_autoptr (JlyNote) note = jly_note_decode (stored->bytes, NULL);
      JlyPostKind kind;

      if (note != NULL && (stored->flags & JLY_NOTE_SENT) != 0 && find_kind (note, &kind)
          && !jly_post_send (study->post, member, kind, stored->bytes, error))
        return FALSE;
    }
  return notes != NULL;
}

static gboolean
add_guest (JlyPostOffice *office,
           const char *study_id,
           const char *name,
           const JlyPublicKeys *keys,
           GError **error)
{
  g_autoptr (JlyNote) note = jly_study_book_guest_new (name, keys);
  g_autoptr (GBytes) bytes = jly_note_encode (note);
  const JlyPostStudy *study;
  guint8 hash[JLY_HASH_BYTES];
  gboolean is_new = FALSE;
  gint member;

  jly_note_hash (bytes, hash);
  if (!jly_store_add_note (office->store, study_id, hash, bytes, JLY_NOTE_TAKEN | JLY_NOTE_SENT,
                           NULL, &is_new, error)
      || !jly_post_office_reload (office, study_id, error))
    return FALSE;
  study = jly_post_office_find (office, study_id);
  if (study == NULL || !is_new)
    return TRUE;
  member = jly_address_book_find (study->book, keys->identity);
  return member < 0 || (guint)member == jly_post_get_own (study->post)
         || send_past (office, study, (guint)member, error);
}

gboolean
jly_let_in (JlyPostOffice *office, const JlyEnvelope *letter, char **name, GError **error)
{
  g_autoptr (JlyJoin) join = jly_join_decode (letter, error);
  g_autofree char *study_id = jly_envelope_study_to_text (letter->study);
  guint8 hash[JLY_ENVELOPE_HASH_BYTES];
  JlyPublicKeys keys;

  if (join == NULL)
    return FALSE;
  memcpy (keys.identity, letter->sender, sizeof keys.identity);
  memcpy (keys.link, join->link, sizeof keys.link);
  memcpy (keys.sealing, join->sealing, sizeof keys.sealing);
  jly_invitation_hash_secret (join->secret, hash);
  if (!jly_store_burn_invitation (office->store, study_id, hash, letter->sender, office->now, error)
      || !add_guest (office, study_id, join->name, &keys, error))
    return FALSE;
  *name = g_strdup (join->name);
  return TRUE;
}

void
jly_let_in_all (JlyPostOffice *office, JlyPostReport *report, GPtrArray *guests)
{
  for (guint i = 0; i < report->joins->len; i++)
    {
      GError *problem = NULL;
      char *name = NULL;

      if (jly_let_in (office, report->joins->pdata[i], &name, &problem))
        g_ptr_array_add (guests, name);
      else
        jly_post_report_problem (report, problem);
    }
}
