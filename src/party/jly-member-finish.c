/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three computing parties finish a computation together, though each may be killed at any moment:
 * each keeps the sealed letters of the attempt on its disk (DIR/prepared), then the three tell each
 * other that they have them, and only who heard it from both counts the question as answered and
 * sends. It also says so to all in a note of kind "done". Whoever had kept its letters and did not
 * hear the others learns from that note that the attempt counts, and finishes with the same
 * letters; since no new attempt begins without the one who finished, nothing is computed twice.
 * (Two-phase commit with cooperative termination; Gray and Reuter, Transaction Processing, 10.3.)
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-writer.h"
#include "base/jly-error.h"
#include "party/jly-heads.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define SIGNS_DONE "computation-done"
#define MAX_PREPARED (16u << 20)
#define MAX_LETTERS 256

char *
jly_member_build_prepared (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES])
{
  char hex[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, hash, JLY_HASH_BYTES);
  return g_build_filename (self->dir, "prepared", hex, NULL);
}

gboolean
jly_member_keep_prepared (const JlyMember *self,
                          const guint8 hash[JLY_HASH_BYTES],
                          const guint8 attempt[JLY_HASH_BYTES],
                          const GPtrArray *letters,
                          GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = jly_member_build_prepared (self, hash);
  g_autofree char *dir = g_path_get_dirname (path);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Make room on the disk.") };

  jly_cbor_begin_array (writer, letters->len + 1);
  jly_cbor_put_bytes (writer, attempt, JLY_HASH_BYTES);
  for (guint i = 0; i < letters->len; i++)
    jly_cbor_put_bytes (writer, g_bytes_get_data (letters->pdata[i], NULL),
                        g_bytes_get_size (letters->pdata[i]));
  jly_cbor_end (writer);
  bytes = jly_cbor_writer_finish (writer, error);
  if (bytes == NULL)
    return FALSE;
  if (g_mkdir_with_parents (dir, 0700) == 0
      && g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, _ ("The sealed results could not be kept."));
}

/* GBytes*: the attempt, then the letters; NULL if nothing whole is kept. */
static GPtrArray *
load_prepared (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES])
{
  g_autofree char *path = jly_member_build_prepared (self, hash);
  g_autofree char *data = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (JlyCborReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n = 0, count = 0;

  if (!g_file_get_contents (path, &data, &n, NULL) || n > MAX_PREPARED)
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), n);
  reader = jly_cbor_reader_new (bytes, "prepared");
  jly_cbor_enter_array (reader, "letters", MAX_LETTERS, &count);
  for (gsize i = 0; i < count; i++)
    {
      GBytes *part = NULL;

      if (jly_cbor_get_bytes (reader, "letter", MAX_PREPARED, &part))
        g_ptr_array_add (parts, part);
    }
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL) || parts->len == 0
      || g_bytes_get_size (parts->pdata[0]) != JLY_HASH_BYTES)
    return NULL;
  return g_steal_pointer (&parts);
}

static JlyNote *
make_done (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES], GBytes *attempt)
{
  JlyNote *note = jly_note_new ("done");
  g_autoptr (GBytes) all = NULL;

  jly_note_add (note, self->contract_hash, JLY_HASH_BYTES);
  jly_note_add (note, hash, JLY_HASH_BYTES);
  jly_note_add_bytes (note, attempt);
  all = jly_member_join_parts (note);
  jly_note_sign (note, self->identity, SIGNS_DONE, all);
  return note;
}

/* Whether note says, by a computing party of this contract, that this attempt of the question
 * (NULL: any) is done. */
static gboolean
is_done_note (const JlyMember *self, const JlyNote *note, const guint8 *hash, GBytes *attempt)
{
  const JlyContractParty *party;
  guint8 contract[JLY_HASH_BYTES], about[JLY_HASH_BYTES];
  g_autoptr (GBytes) all = NULL;

  if (!g_str_equal (note->kind, "done") || note->parts->len != 3
      || !jly_note_copy (note, 0, contract, sizeof contract)
      || !jly_note_copy (note, 1, about, sizeof about)
      || memcmp (contract, self->contract_hash, sizeof contract) != 0
      || memcmp (about, hash, sizeof about) != 0
      || (attempt != NULL && !g_bytes_equal (jly_note_get (note, 2), attempt)))
    return FALSE;
  party = jly_contract_get_party (self->contract, jly_member_find_party (self, note->signer));
  all = jly_member_join_parts (note);
  return party != NULL && (party->roles & JLY_ROLE_FLAG_MINER) != 0
         && jly_note_verify (note, SIGNS_DONE, all);
}

/* Whether another one says so, or this party itself. */
static gboolean
is_told (const JlyMember *self, const guint8 *hash, GBytes *attempt, gboolean by_self)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      gboolean is_own = memcmp (note->signer, self->keys.identity, 32) == 0;

      if (is_own == by_self && is_done_note (self, note, hash, attempt))
        return TRUE;
    }
  return FALSE;
}

/* How this party's log stands after what was computed, for all to keep. */
static gboolean
put_head (JlyMember *self, GError **error)
{
  JlyNote *note;
  JlyKeptHead own;
  g_autoptr (GBytes) bytes = NULL;

  if (!jly_store_make_head (self->governance, &own, error))
    return FALSE;
  bytes = jly_log_head_encode (&own.head);
  note = jly_note_add_bytes (jly_note_new ("head"), bytes);
  memcpy (note->signer, own.head.owner, sizeof note->signer);
  memcpy (note->signature, own.signature, sizeof note->signature);
  return jly_member_put (self, note, error);
}

/* A head of its signer's own log of this study. */
static gboolean
read_head (const JlyMember *self, const JlyNote *note, JlyLogHead *head)
{
  return g_str_equal (note->kind, "head") && jly_note_get (note, 0) != NULL
         && jly_log_head_decode (jly_note_get (note, 0), head, NULL)
         && memcmp (head->owner, note->signer, sizeof head->owner) == 0
         && strcmp (head->study_id, self->contract->study_id) == 0
         && jly_log_head_verify (head, note->signature);
}

/* Whether an earlier note of the same party tells of a log that this one cannot have followed:
 * letters of one party are read in the order in which they were written. */
static gboolean
goes_back (const JlyMember *self, const JlyNote *note, const JlyLogHead *head)
{
  for (guint i = 0; i < self->posts->len && self->posts->pdata[i] != note; i++)
    {
      JlyLogHead before;

      if (memcmp (((const JlyNote *)self->posts->pdata[i])->signer, note->signer, 32) == 0
          && read_head (self, self->posts->pdata[i], &before)
          && (before.size > head->size
              || (before.size == head->size
                  && memcmp (&before.root, &head->root, sizeof before.root) != 0)))
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_member_take_head (JlyMember *self, const JlyNote *note, GError **error)
{
  guint party = jly_member_find_party (self, note->signer);
  JlyKeptHead kept;
  JlyLogHead head;

  if (party == JLY_MEMBER_NOBODY || !read_head (self, note, &head))
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, jly_member_get_name (self, party));
  if (goes_back (self, note, &head))
    return jly_heads_fail (jly_member_get_name (self, party), FALSE, error);
  return jly_store_find_head (self->governance, head.owner, &kept, error)
         && ((kept.is_there && kept.head.size >= head.size)
             || jly_store_keep_head (self->governance, &head, note->signature, self->now, error));
}

gboolean
jly_member_put_done (JlyMember *self,
                     const guint8 hash[JLY_HASH_BYTES],
                     const guint8 attempt[JLY_HASH_BYTES],
                     GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (attempt, JLY_HASH_BYTES);

  return jly_member_put (self, make_done (self, hash, bytes), error) && put_head (self, error);
}

/* The attempt counted for the others, so it counts here. */
static gboolean
answer (JlyMember *self, guint question, const GPtrArray *prepared, GError **error)
{
  g_autoptr (JlyAgreed) agreed = jly_member_agree (self, question, error);
  g_autoptr (GPtrArray) letters = g_ptr_array_new ();
  const JlyGate gate = { .governance = self->governance,
                         .question = question,
                         .agreed = agreed,
                         .identity = self->identity,
                         .miner = jly_member_get_miner (self),
                         .now = self->now };
  guint64 number;

  for (guint i = 1; i < prepared->len; i++)
    g_ptr_array_add (letters, prepared->pdata[i]);
  return agreed != NULL && jly_gate_start (&gate, &number, error)
         && jly_gate_finish (&gate, letters, error);
}

static gboolean
finish_one (JlyMember *self, guint question, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) prepared = NULL;
  guint8 hash[JLY_HASH_BYTES];
  JlyProposalStage stage;

  if (governance == NULL)
    return FALSE;
  bytes = jly_proposal_encode (jly_governance_get_question (governance, question));
  jly_proposal_hash (bytes, hash);
  prepared = load_prepared (self, hash);
  if (prepared == NULL || is_told (self, hash, prepared->pdata[0], TRUE))
    return TRUE;
  stage = jly_governance_get_stage (governance, question, self->now);
  /* Counted here, and stopped before it was said; or counted by another. */
  if ((stage != JLY_PROPOSAL_ANSWERED || is_told (self, hash, NULL, TRUE))
      && (!is_told (self, hash, prepared->pdata[0], FALSE)
          || !answer (self, question, prepared, error)))
    return error == NULL || *error == NULL;
  return jly_member_complete_letters (self, error)
         && jly_member_put (self, make_done (self, hash, prepared->pdata[0]), error)
         && put_head (self, error);
}

gboolean
jly_member_finish (JlyMember *self, GError **error)
{
  const JlyGovernance *governance
      = self->governance != NULL ? jly_store_governance_get (self->governance, error) : NULL;
  guint n = governance != NULL ? jly_governance_count_questions (governance) : 0;

  if (jly_member_get_miner (self) == JLY_STUDY_MINERS)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      GError *problem = NULL;

      if (!finish_one (self, i, &problem))
        {
          g_propagate_error (error, problem);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
jly_member_end_attempt (JlyMember *self, guint question, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);

  if (governance == NULL)
    return FALSE;
  return jly_governance_get_stage (governance, question, self->now) != JLY_PROPOSAL_RUNNING
         || jly_store_fail_attempt (self->governance, question, JLY_ATTEMPT_MAY_RETRY, self->now,
                                    error);
}
