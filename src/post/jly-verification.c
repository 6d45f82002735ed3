/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes, words and states. The letters are in jly-verification-letters.c. See jly-verification.h.
 */
#include "config.h"

#include "post/jly-verification-private.h"

#include "base/jly-error.h"
#include "base/jly-writer.h"
#include "post/jly-spoken.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static void
finish_hash (JlyWriter *writer, const char *what, guint8 hash[JLY_VERIFICATION_BYTES])
{
  g_autoptr (GBytes) bytes = jly_writer_finish (writer);
  gsize n;
  const guint8 *data;

  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &n);
  jly_hash (what, data, n, hash);
}

static void
hash_keys (JlyVerification *self)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, 4 + 96 * JLY_VERIFICATION_MAX_FOUNDERS);
  jly_writer_put_u32 (&writer, self->n_founders);
  for (guint i = 0; i < self->n_founders; i++)
    {
      jly_writer_put_bytes (&writer, self->founders[i].identity, 32);
      jly_writer_put_bytes (&writer, self->founders[i].link, 32);
      jly_writer_put_bytes (&writer, self->founders[i].sealing, 32);
    }
  finish_hash (&writer, "verification-keys", self->keys);
}

/* The founder's place is in it, so that nobody can give another's commitment as an own one. */
void
jly_verification_hash_part (const JlyVerification *self,
                            guint founder,
                            const guint8 number[JLY_VERIFICATION_BYTES],
                            guint8 commitment[JLY_VERIFICATION_BYTES])
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, 256);
  jly_writer_put_bytes (&writer, self->draft, sizeof self->draft);
  jly_writer_put_bytes (&writer, self->keys, sizeof self->keys);
  jly_writer_put_u32 (&writer, founder);
  jly_writer_put_bytes (&writer, number, JLY_VERIFICATION_BYTES);
  finish_hash (&writer, "verification-part", commitment);
}

char *
jly_verification_words_of (const JlyVerification *self, guint founder)
{
  g_auto (JlyWriter) writer = { 0 };
  guint8 hash[JLY_VERIFICATION_BYTES];

  jly_writer_init (&writer, 128 + 64 * JLY_VERIFICATION_MAX_FOUNDERS);
  jly_writer_put_bytes (&writer, self->draft, sizeof self->draft);
  jly_writer_put_bytes (&writer, self->keys, sizeof self->keys);
  jly_writer_put_u32 (&writer, founder);
  for (guint i = 0; i < self->n_founders; i++)
    {
      jly_writer_put_bytes (&writer, self->parts[i].commitment, JLY_VERIFICATION_BYTES);
      jly_writer_put_bytes (&writer, self->parts[i].number, JLY_VERIFICATION_BYTES);
    }
  finish_hash (&writer, "verification-words", hash);
  return jly_spoken_new (hash, self->n_syllables);
}

JlyVerification *
jly_verification_new (const guint8 draft[32],
                      const JlyFounder *founders,
                      guint n_founders,
                      guint own)
{
  JlyVerification *self = g_new0 (JlyVerification, 1);
  JlyVerificationPart *part;

  g_assert (n_founders >= 2 && n_founders <= JLY_VERIFICATION_MAX_FOUNDERS && own < n_founders);
  memcpy (self->draft, draft, sizeof self->draft);
  self->founders = g_memdup2 (founders, n_founders * sizeof *founders);
  for (guint i = 0; i < n_founders; i++)
    self->founders[i].name = g_strdup (founders[i].name);
  self->n_founders = n_founders;
  self->own = own;
  self->other = -1;
  self->n_syllables = JLY_SPOKEN_SYLLABLES;
  self->parts = g_new0 (JlyVerificationPart, n_founders);
  hash_keys (self);
  part = &self->parts[own];
  randombytes_buf (part->number, sizeof part->number);
  jly_verification_hash_part (self, own, part->number, part->commitment);
  part->has_commitment = part->has_number = TRUE;
  return self;
}

void
jly_verification_free (JlyVerification *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_founders; i++)
    g_free (self->founders[i].name);
  sodium_memzero (self->parts, self->n_founders * sizeof *self->parts);
  g_free (self->founders);
  g_free (self->parts);
  g_free (self->words);
  g_free (self);
}

JlyVerificationState
jly_verification_get_state (const JlyVerification *self)
{
  return self->state;
}

gint
jly_verification_get_other (const JlyVerification *self)
{
  return self->other;
}

const char *
jly_verification_get_words (const JlyVerification *self)
{
  return self->state < JLY_VERIFICATION_KEY_CHANGED ? self->words : NULL;
}

void
jly_verification_advance (JlyVerification *self)
{
  gboolean all_committed = TRUE, all_revealed = TRUE;

  for (guint i = 0; i < self->n_founders; i++)
    {
      all_committed = all_committed && self->parts[i].has_commitment;
      all_revealed = all_revealed && self->parts[i].has_number;
    }
  if (self->state == JLY_VERIFICATION_COMMITTING && all_committed)
    self->state = JLY_VERIFICATION_REVEALING;
  if (self->state == JLY_VERIFICATION_REVEALING && all_revealed)
    self->state = JLY_VERIFICATION_READING;
  if (self->state >= JLY_VERIFICATION_READING && all_revealed && self->words == NULL)
    self->words = jly_verification_words_of (self, self->own);
}

gboolean
jly_verification_block (JlyVerification *self,
                        JlyVerificationState state,
                        guint other,
                        GError **error)
{
  self->state = state;
  self->other = (gint)other;
  return jly_verification_check (self, error);
}

gboolean
jly_verification_check (const JlyVerification *self, GError **error)
{
  const char *name = self->other >= 0 ? self->founders[self->other].name : NULL;
  JlyErrorDetail detail = { .party = name, .step = "verification" };

  switch (self->state)
    {
    case JLY_VERIFICATION_KEY_CHANGED:
      detail.next
          = _ ("Ask on a call, not by mail: if somebody has a new computer or new keys, make "
               "a new draft with them; if nobody has, go no further with this study.");
      return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                       _ ("“%s” has other keys of somebody in this study than you have."), name);
    case JLY_VERIFICATION_DRAFT_CHANGED:
      detail.next = _ ("Ask who made the last change, and send that draft to all.");
      return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                       _ ("“%s” has another draft of the contract than you have."), name);
    case JLY_VERIFICATION_BROKEN:
      detail.next
          = _ ("Tell the others on a call, and make a new draft with those whom you trust.");
      return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                       _ ("What came from “%s” for the verification words contradicts itself."),
                       name);
    case JLY_VERIFICATION_WORDS_DIFFER:
      detail.next
          = _ ("Read them out once more, letter by letter. If they are different, somebody is "
               "between you: hand in nothing, and invite each other in another way.");
      return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                       _ ("The verification words of “%s” are not what you typed, three times."),
                       name);
    default:
      return TRUE;
    }
}

gboolean
jly_verification_check_may_act (const JlyVerification *self, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "unverified",
    .next = _ ("Compare the verification words on a call first; until then you can read and change "
               "the draft."),
  };

  return jly_verification_check (self, error)
         && (self->state == JLY_VERIFICATION_VERIFIED
             || jly_fail (error, JLY_ERROR_REFUSED, &detail,
                          _ ("Nobody has verified yet who the others in this study are.")));
}

gboolean
jly_verification_type (JlyVerification *self, guint from, const char *typed, GError **error)
{
  const JlyErrorDetail again = {
    .step = "again",
    .next = _ ("Ask for them to be read out once more, and type them again."),
  };
  const JlyErrorDetail early = {
    .step = "early",
    .next = _ ("Wait until all have sent their parts."),
  };
  g_autofree char *expected = NULL;

  g_assert (from < self->n_founders && from != self->own);
  if (!jly_verification_check (self, error))
    return FALSE;
  if (self->state < JLY_VERIFICATION_READING)
    return jly_fail (error, JLY_ERROR_REFUSED, &early, _ ("There are no words to compare yet."));
  expected = jly_verification_words_of (self, from);
  if (jly_spoken_is_same (expected, typed))
    {
      self->state = JLY_VERIFICATION_VERIFIED;
      self->other = (gint)from;
      return TRUE;
    }
  if (++self->n_tries >= JLY_VERIFICATION_TRIES)
    return jly_verification_block (self, JLY_VERIFICATION_WORDS_DIFFER, from, error);
  return jly_fail (error, JLY_ERROR_REFUSED, &again,
                   _ ("These are not the words that “%s” should read out."),
                   self->founders[from].name);
}
