/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verification words of a study's founders, played over notes: a commitment and then a number
 * of each, for the contract that is in force. What is typed on the call is kept by the store alone.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COMMITMENT "commitment"
#define REVEAL "reveal"
#define JLY_SIGNS_WORDS "verification"

/* In the order of the contract; names are borrowed from it. */
static GArray *
list_founders (const JlyMember *self)
{
  GArray *founders = g_array_new (FALSE, TRUE, sizeof (JlyFounder));

  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[i];
      JlyFounder founder = { .name = party->name };

      memcpy (founder.identity, party->keys.identity, sizeof founder.identity);
      memcpy (founder.link, party->keys.link, sizeof founder.link);
      memcpy (founder.sealing, party->keys.sealing, sizeof founder.sealing);
      g_array_append_val (founders, founder);
    }
  return founders;
}

/* What belongs to a version of the contract before this one is no news. */
static gboolean
is_of_older_version (const JlyMember *self, const JlyNote *note)
{
  guint8 named[JLY_HASH_BYTES], hash[JLY_HASH_BYTES];

  if (!jly_note_copy (note, 0, named, sizeof named))
    return TRUE;
  for (guint version = 1; version < self->contract->version; version++)
    {
      g_autoptr (GBytes) bytes
          = jly_store_get_contract (self->store, self->study_id, version, NULL);

      if (bytes == NULL)
        continue;
      jly_contract_hash (bytes, hash);
      if (memcmp (hash, named, sizeof hash) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The founder whose words' part this is, in its own hand; JLY_MEMBER_NOBODY otherwise. */
static guint
find_sender (const JlyMember *self, const JlyNote *note, const char *kind)
{
  GBytes *body = jly_note_get (note, 1);

  if (!g_str_equal (note->kind, kind) || body == NULL || is_of_older_version (self, note)
      || !jly_note_verify (note, JLY_SIGNS_WORDS, body))
    return JLY_MEMBER_NOBODY;
  return jly_member_find_party (self, note->signer);
}

static gboolean
has_any (const JlyMember *self)
{
  for (guint i = 0; i < self->posts->len; i++)
    if (find_sender (self, self->posts->pdata[i], COMMITMENT) != JLY_MEMBER_NOBODY)
      return TRUE;
  return FALSE;
}

typedef gboolean (*TakeFunc) (JlyVerification *words, guint from, GBytes *body, GError **error);

/* A part that cannot be read changes nothing; one that blocks changes the state, which says it. */
static void
take_parts (const JlyMember *self, JlyVerification *words, const char *kind, TakeFunc take)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      guint from = find_sender (self, note, kind);
      g_autoptr (GError) problem = NULL;

      if (from == JLY_MEMBER_NOBODY || from == self->self
          || jly_verification_get_state (words) >= JLY_VERIFICATION_KEY_CHANGED)
        continue;
      if (!take (words, from, jly_note_get (note, 1), &problem))
        g_debug ("%s", problem->message);
    }
}

static gboolean
put_part (JlyMember *self, const char *kind, GBytes *body, GError **error)
{
  JlyNote *note = jly_note_add (jly_note_new (kind), self->contract_hash, JLY_HASH_BYTES);

  jly_note_add_bytes (note, body);
  jly_note_sign (note, self->identity, JLY_SIGNS_WORDS, body);
  return jly_member_put (self, note, error);
}

static gboolean
save (JlyMember *self, const JlyVerification *words, GError **error)
{
  g_autoptr (GBytes) state = jly_verification_encode (words);

  return jly_store_set_verification (self->store, self->study_id, state, error);
}

/* The kept one, if it is of this contract; a new one is on the disk before anybody hears of it. */
static JlyVerification *
load (JlyMember *self, gboolean begin, GError **error)
{
  g_autoptr (GArray) founders = list_founders (self);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) kept = jly_store_get_verification (self->store, self->study_id, &problem);
  JlyVerification *words = NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (kept != NULL)
    words = jly_verification_decode (kept, self->contract_hash,
                                     (const JlyFounder *)(gpointer)founders->data, founders->len,
                                     self->self, NULL);
  if (words != NULL || (!begin && !has_any (self)))
    return words;
  words = jly_verification_new (self->contract_hash, (const JlyFounder *)(gpointer)founders->data,
                                founders->len, self->self);
  if (!save (self, words, error))
    g_clear_pointer (&words, jly_verification_free);
  return words;
}

/* Others' parts, then own ones. */
static gboolean
play (JlyMember *self, JlyVerification *words, GError **error)
{
  g_autoptr (GBytes) commitment = jly_verification_commit (words);
  g_autoptr (GBytes) reveal = NULL;

  take_parts (self, words, COMMITMENT, jly_verification_take_commitment);
  take_parts (self, words, REVEAL, jly_verification_take_reveal);
  if (!save (self, words, error) || !put_part (self, COMMITMENT, commitment, error))
    return FALSE;
  reveal = jly_verification_reveal (words);
  return reveal == NULL || put_part (self, REVEAL, reveal, error);
}

gboolean
jly_member_play_words (JlyMember *self, gboolean begin, JlyVerification **words, GError **error)
{
  g_autoptr (JlyVerification) played = NULL;
  g_autoptr (GError) problem = NULL;

  if (words != NULL)
    *words = NULL;
  if (self->contract == NULL || self->self == JLY_MEMBER_NOBODY || self->contract->parties->len < 2
      || self->contract->parties->len > JLY_VERIFICATION_MAX_FOUNDERS)
    return TRUE;
  played = load (self, begin, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (played == NULL)
    return TRUE;
  if (!play (self, played, error))
    return FALSE;
  /* From a state that blocks on, nothing more is taken from anybody. */
  if (jly_verification_get_state (played) >= JLY_VERIFICATION_KEY_CHANGED)
    jly_store_set_verified (self->governance, (JlyPartySet)1 << self->self);
  if (words != NULL)
    *words = g_steal_pointer (&played);
  return TRUE;
}

gboolean
jly_member_type_words (JlyMember *self, guint from, const char *typed, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Begin with: study words. The others do the same.") };
  g_autoptr (JlyVerification) words = NULL;
  gboolean ok;

  if (!jly_member_check_contract (self, error)
      || !jly_member_play_words (self, FALSE, &words, error))
    return FALSE;
  if (words == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, &detail,
                     _ ("There are no verification words in this study yet."));
  ok = jly_verification_type (words, from, typed, error);
  /* A wrong try counts also for who starts the program anew. */
  return save (self, words, ok ? error : NULL) && ok;
}

gboolean
jly_member_check_may_act (JlyMember *self, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "unverified",
    .next = _ ("Compare the verification words on a call first; until then you can read and change "
               "the draft."),
  };
  g_autoptr (JlyVerification) words = NULL;

  if (!jly_member_play_words (self, FALSE, &words, error))
    return FALSE;
  if (words != NULL && !jly_verification_check (words, error))
    return FALSE;
  if (!self->needs_words)
    return TRUE;
  if (words == NULL)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("Nobody has verified yet who the others in this study are."));
  return jly_verification_check_may_act (words, error);
}
