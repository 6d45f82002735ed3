/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The next version of a contract. While not everybody has signed it, it lies among the notes and
 * nothing follows from it: the version in force holds, and nobody can stop a study by proposing
 * another. Once the signatures of all founders are here it goes into the log, and then they do;
 * from then on it is in force, and what was asked under the version before stays under that one.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The contract of a note that would follow the one in force; NULL for any other note. */
static JlyContract *
read_next (const JlyMember *self, const JlyNote *note)
{
  GBytes *bytes = jly_note_get (note, 0);
  g_autoptr (JlyContract) next = NULL;

  if (self->contract == NULL || !g_str_equal (note->kind, "contract") || bytes == NULL
      || jly_member_find_party (self, note->signer) == JLY_MEMBER_NOBODY
      || !jly_note_verify (note, JLY_SIGNS_DRAFT, bytes))
    return NULL;
  next = jly_contract_decode (bytes, NULL);
  if (next == NULL || next->version != self->contract->version + 1
      || memcmp (next->previous, self->contract_hash, JLY_HASH_BYTES) != 0
      || g_strcmp0 (next->study_id, self->contract->study_id) != 0
      || !jly_member_check_next (self, next, NULL))
    return NULL;
  return g_steal_pointer (&next);
}

/* Founders are those of the version in force, since nobody else has it to go on from; others join.
 * Who leaves must have signed as well. */
gboolean
jly_member_check_next (const JlyMember *self, const JlyContract *next, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Keep to the founding parties; others can be let in to join.") };

  if (!jly_contract_check (next, error))
    return FALSE;
  for (guint i = 0; self->contract != NULL && i < next->parties->len; i++)
    {
      const JlyContractParty *party = next->parties->pdata[i];

      if (jly_member_find_party (self, party->keys.identity) == JLY_MEMBER_NOBODY)
        return jly_fail (error, JLY_ERROR_USAGE, &detail,
                         _ ("“%s” is no founding party of this study, so it cannot be one of a new "
                            "version."),
                         party->name);
    }
  return TRUE;
}

/* Founders of the version in force whose signature over these bytes is not among the notes. */
static JlyPartySet
find_unsigned (const JlyMember *self, GBytes *bytes, const guint8 hash[JLY_HASH_BYTES])
{
  JlyPartySet missing = ((JlyPartySet)1 << self->contract->parties->len) - 1;

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      guint signer = jly_member_find_party (self, note->signer);
      guint8 about[JLY_HASH_BYTES];

      if (g_str_equal (note->kind, "signature") && signer != JLY_MEMBER_NOBODY
          && jly_note_copy (note, 0, about, sizeof about) && memcmp (about, hash, sizeof about) == 0
          && jly_note_verify (note, JLY_SIGNS_CONTRACT, bytes))
        missing &= ~((JlyPartySet)1 << signer);
    }
  return missing;
}

/* Whether note is a contract that waits for signatures, with who is missing. */
static gboolean
is_waiting_contract (const JlyMember *self, const JlyNote *note, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyContract) next = read_next (self, note);

  if (next == NULL)
    return FALSE;
  jly_contract_hash (jly_note_get (note, 0), hash);
  return find_unsigned (self, jly_note_get (note, 0), hash) != 0;
}

gboolean
jly_member_is_waiting (const JlyMember *self, const JlyNote *note)
{
  guint8 hash[JLY_HASH_BYTES], about[JLY_HASH_BYTES];

  if (g_str_equal (note->kind, "contract"))
    return is_waiting_contract (self, note, hash);
  if (!g_str_equal (note->kind, "signature") || !jly_note_copy (note, 0, about, sizeof about)
      || memcmp (about, self->contract_hash, sizeof about) == 0)
    return FALSE;
  for (guint i = 0; i < self->posts->len; i++)
    if (is_waiting_contract (self, self->posts->pdata[i], hash)
        && memcmp (about, hash, sizeof about) == 0)
      return TRUE;
  return FALSE;
}

GBytes *
jly_member_get_next (const JlyMember *self, guint n, JlyPartySet *unsigned_by)
{
  guint8 hash[JLY_HASH_BYTES];

  for (guint i = self->posts->len; i > 0; i--)
    {
      const JlyNote *note = self->posts->pdata[i - 1];

      if (!is_waiting_contract (self, note, hash) || n-- > 0)
        continue;
      if (unsigned_by != NULL)
        *unsigned_by = find_unsigned (self, jly_note_get (note, 0), hash);
      return jly_note_get (note, 0);
    }
  return NULL;
}

/* Two versions that follow the same one cannot both be in force; so nobody signs both. */
static gboolean
check_signed_no_other (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES], GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Let the others sign that one, or agree on a version that follows it.") };

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      guint8 other[JLY_HASH_BYTES];

      if (!is_waiting_contract (self, note, other) || memcmp (other, hash, sizeof other) == 0)
        continue;
      if ((find_unsigned (self, jly_note_get (note, 0), other) >> self->self & 1) == 0)
        return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                         _ ("You have signed another proposal for the next version already."));
    }
  return TRUE;
}

gboolean
jly_member_sign_next (JlyMember *self, const guint8 hash[JLY_HASH_BYTES], GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("See whether there is one: study status.") };
  guint8 waiting[JLY_HASH_BYTES];

  if (!jly_member_check_contract (self, error))
    return FALSE;
  if (self->self == JLY_MEMBER_NOBODY)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      JlyNote *signature;

      if (!is_waiting_contract (self, note, waiting) || memcmp (waiting, hash, sizeof waiting) != 0)
        continue;
      if (!check_signed_no_other (self, hash, error))
        return FALSE;
      signature = jly_note_add (jly_note_new ("signature"), waiting, sizeof waiting);
      jly_note_sign (signature, self->identity, JLY_SIGNS_CONTRACT, jly_note_get (note, 0));
      return jly_member_offer (self, signature, error);
    }
  return jly_fail (error, JLY_ERROR_USAGE, &detail,
                   _ ("No new version of the contract waits for signatures."));
}

gboolean
jly_member_look_at (JlyMember *self, guint version, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("See which version is in force: study status.") };
  g_autoptr (GBytes) bytes = NULL;

  if (!jly_member_check_contract (self, error))
    return FALSE;
  bytes = jly_store_get_contract (self->store, self->study_id, version, error);
  if (bytes == NULL)
    return jly_fail (error != NULL && *error != NULL ? NULL : error, JLY_ERROR_USAGE, &detail,
                     _ ("There is no version %u of this contract."), version);
  g_clear_pointer (&self->governance, jly_store_governance_free);
  self->contract = NULL;
  self->governance = jly_store_load_version (self->store, self->study_id, version, error);
  if (self->governance == NULL)
    return FALSE;
  self->contract = jly_store_governance_get_contract (self->governance);
  jly_contract_hash (bytes, self->contract_hash);
  self->self = jly_member_find_party (self, self->keys.identity);
  return TRUE;
}
