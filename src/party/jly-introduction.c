/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-introduction.h. A contract is kept if the one who sends it is a party of it and has
 * signed the bytes, and this party is one too, or may join. Nothing is believed by that: whoever it
 * is for reads it, compares words on a call, and signs or does not.
 */
#include "config.h"

#include "party/jly-introduction.h"

#include "base/jly-error.h"
#include "store/jly-store-governance.h"

#include <string.h>

static const JlyContractParty *
find_party (const JlyContract *contract, const guint8 key[32])
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (memcmp (party->keys.identity, key, 32) == 0)
        return party;
    }
  return NULL;
}

/* The contract that a letter brings, if it may be kept here; NULL otherwise. */
static JlyContract *
read_contract (const JlyPostOffice *office, const JlyEnvelope *letter, JlyNote **note)
{
  g_autoptr (JlyNote) read = jly_note_decode (letter->body, NULL);
  GBytes *bytes
      = read != NULL && g_str_equal (read->kind, "contract") ? jly_note_get (read, 0) : NULL;
  g_autoptr (JlyContract) contract = bytes != NULL ? jly_contract_decode (bytes, NULL) : NULL;
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  guint8 own[32], unused[32];

  jly_identity_get_public (office->identity, own, unused, unused);
  if (contract == NULL || !jly_envelope_study_from_text (contract->study_id, study)
      || memcmp (study, letter->study, sizeof study) != 0
      || memcmp (read->signer, letter->sender, 32) != 0
      || find_party (contract, letter->sender) == NULL
      || (find_party (contract, own) == NULL && contract->policy.n_joining == 0)
      || !jly_note_verify (read, JLY_SIGNS_DRAFT, bytes))
    return NULL;
  *note = g_steal_pointer (&read);
  return g_steal_pointer (&contract);
}

static gboolean
keep_note (JlyPostOffice *office,
           const char *study_id,
           const JlyNote *note,
           JlyNoteFlags flags,
           GError **error)
{
  g_autoptr (GBytes) bytes = jly_note_encode (note);
  guint8 hash[JLY_HASH_BYTES];

  jly_note_hash (bytes, hash);
  return jly_store_add_note (office->store, study_id, hash, bytes, flags, NULL, NULL, error);
}

/* Who may join is in no contract: its own address stands in the book as a guest's. */
static gboolean
keep_own (JlyPostOffice *office, const JlyContract *contract, GError **error)
{
  g_autoptr (JlyNote) guest = NULL;
  JlyPublicKeys own;

  jly_identity_get_public (office->identity, own.identity, own.link, own.sealing);
  if (find_party (contract, own.identity) != NULL)
    return TRUE;
  guest = jly_study_book_guest_new ("", &own);
  return keep_note (office, contract->study_id, guest, JLY_NOTE_TAKEN | JLY_NOTE_SENT, error);
}

static gboolean
take_contract (JlyPostOffice *office,
               const JlyEnvelope *letter,
               JlyPostReport *report,
               gboolean *is_in,
               GError **error)
{
  g_autoptr (JlyNote) note = NULL;
  g_autoptr (JlyContract) contract = read_contract (office, letter, &note);
  GError *problem = NULL;

  if (contract == NULL || jly_post_office_find (office, contract->study_id) != NULL)
    return TRUE;
  if (!jly_store_add_contract (office->store, jly_note_get (note, 0), office->now, &problem))
    {
      jly_post_report_problem (report, problem);
      return TRUE;
    }
  *is_in = TRUE;
  return keep_own (office, contract, error)
         && jly_post_office_reload (office, contract->study_id, error);
}

static gboolean
take_acceptance (JlyPostOffice *office,
                 const JlyEnvelope *letter,
                 JlyPostReport *report,
                 gboolean *is_in,
                 GError **error)
{
  g_autofree char *study_id = jly_envelope_study_to_text (letter->study);
  g_autoptr (GBytes) bytes = jly_store_get_contract (office->store, study_id, 0, NULL);
  g_autoptr (JlyContract) contract = bytes != NULL ? jly_contract_decode (bytes, NULL) : NULL;
  g_autoptr (JlyNote) note = jly_note_decode (letter->body, NULL);
  g_autoptr (JlyAcceptance) acceptance = NULL;
  GError *problem = NULL;
  guint8 hash[JLY_HASH_BYTES];

  if (contract == NULL || note == NULL || memcmp (note->signer, letter->sender, 32) != 0)
    return TRUE;
  jly_contract_hash (bytes, hash);
  acceptance = jly_study_book_read_acceptance (contract, hash, note, &problem);
  if (acceptance == NULL)
    {
      jly_post_report_problem (report, problem);
      return TRUE;
    }
  if (!keep_note (office, study_id, note, JLY_NOTE_SENT, error)
      || !jly_post_office_reload (office, study_id, error))
    return FALSE;
  *is_in
      = jly_address_book_find (jly_post_office_find (office, study_id)->book, letter->sender) >= 0;
  return TRUE;
}

gboolean
jly_introduction_take (JlyPostOffice *office,
                       GBytes *envelope,
                       JlyPostReport *report,
                       guint n_joins,
                       gboolean *is_in,
                       GError **error)
{
  g_autoptr (JlyEnvelope) letter = jly_envelope_open (envelope, office->identity, NULL);

  *is_in = FALSE;
  if (letter == NULL)
    return TRUE;
  if (letter->kind == JLY_POST_JOIN)
    {
      if (report->joins->len == n_joins)
        g_ptr_array_add (report->joins, g_steal_pointer (&letter));
      return TRUE;
    }
  g_ptr_array_set_size (report->joins, (gint)n_joins);
  if (letter->kind == JLY_POST_CONTRACT)
    return take_contract (office, letter, report, is_in, error);
  return letter->kind != JLY_POST_ACCEPTANCE
         || take_acceptance (office, letter, report, is_in, error);
}
