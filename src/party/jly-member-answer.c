/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a computing party sends of an answer. The letters are in the database with the answer, in
 * one transaction, before any of them leaves: so a stop in between loses none.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-cbor-reader.h"

#include <string.h>

#define MOST_LETTERS (JLY_STUDY_MAX_PARTIES + JLY_POLICY_MAX_PARTIES)

gboolean
jly_member_put_letter (JlyMember *self,
                       const JlyAgreed *agreed,
                       const guint8 proposal_hash[JLY_HASH_BYTES],
                       guint reader,
                       GBytes *letter,
                       GError **error)
{
  const JlyParty *party = jly_study_get_reader (agreed->study, reader);
  JlyNote *post = jly_note_new ("letter");
  guint8 miner = (guint8)jly_member_get_miner (self);
  g_autoptr (GBytes) all = NULL;

  jly_note_add (post, proposal_hash, JLY_HASH_BYTES);
  jly_note_add (post, &miner, 1);
  jly_note_add (post, party->keys.identity, 32);
  jly_note_add_bytes (post, letter);
  all = jly_member_join_parts (post);
  jly_note_sign (post, self->identity, JLY_SIGNS_LETTER, all);
  return jly_member_put (self, post, error);
}

/* As jly_gate_finish writes them: one for each reader. NULL if the answer was erased, or is none.
 */
static GPtrArray *
load_letters (JlyMember *self, guint question)
{
  g_autoptr (GBytes) document = jly_store_get_answer (self->governance, question, NULL);
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (JlyCborReader) reader = NULL;
  gsize n = 0;

  if (document == NULL)
    return NULL;
  reader = jly_cbor_reader_new (document, "an answer");
  jly_cbor_enter_array (reader, "letters", MOST_LETTERS, &n);
  for (gsize i = 0; i < n; i++)
    {
      GBytes *letter = NULL;

      jly_cbor_get_bytes (reader, "letters", JLY_CBOR_MAX_BYTES, &letter);
      if (letter != NULL)
        g_ptr_array_add (letters, letter);
    }
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL) && letters->len == n ? g_steal_pointer (&letters)
                                                                    : NULL;
}

static gboolean
is_written (const JlyMember *self, GBytes *letter)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      GBytes *kept = jly_note_get (post, 3);

      if (g_str_equal (post->kind, "letter") && memcmp (post->signer, self->keys.identity, 32) == 0
          && kept != NULL && g_bytes_equal (kept, letter))
        return TRUE;
    }
  return FALSE;
}

static gboolean
complete_one (JlyMember *self, const JlyGovernance *governance, guint question, GError **error)
{
  g_autoptr (GPtrArray) letters = load_letters (self, question);
  g_autoptr (GBytes) bytes
      = jly_proposal_encode (jly_governance_get_question (governance, question));
  g_autoptr (JlyAgreed) agreed = NULL;
  guint8 hash[JLY_HASH_BYTES];

  jly_proposal_hash (bytes, hash);
  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      if (is_written (self, letters->pdata[i]))
        continue;
      if (agreed == NULL)
        agreed = jly_member_agree (self, question, error);
      if (agreed == NULL)
        return FALSE;
      if (jly_study_count_readers (agreed->study) != letters->len)
        return TRUE; /* of another program; nobody could be told from these whom they are for */
      if (!jly_member_put_letter (self, agreed, hash, i, letters->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_member_complete_letters (JlyMember *self, GError **error)
{
  const JlyGovernance *governance;

  if (self->governance == NULL || jly_member_get_miner (self) == JLY_STUDY_MINERS)
    return TRUE;
  governance = jly_store_governance_get (self->governance, error);
  for (guint i = 0; governance != NULL && i < jly_governance_count_questions (governance); i++)
    if (jly_governance_get_stage (governance, i, self->now) == JLY_PROPOSAL_ANSWERED
        && !complete_one (self, governance, i, error))
      return FALSE;
  return governance != NULL;
}
