/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parties that join a contract without being founders: who may, and who has. */
#include "config.h"

#include "study/jly-governance-private.h"

#include "study/jly-acceptance.h"

#include "crypto/jly-identity.h"

#include <string.h>

void
jly_governance_free_joined (gpointer data)
{
  JlyJoinedParty *joined = data;

  g_free (joined->party.name);
  g_free (joined);
}

static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return strcmp (folded_a, folded_b) == 0;
}

/* A key has one owner, and a name too. */
static gboolean
is_taken (const JlyAcceptance *acceptance, const char *name, const JlyPublicKeys *keys)
{
  return is_same_name (acceptance->name, name)
         || memcmp (acceptance->keys.identity, keys->identity, 32) == 0
         || memcmp (acceptance->keys.link, keys->link, 32) == 0
         || memcmp (acceptance->keys.sealing, keys->sealing, 32) == 0;
}

static gboolean
check_is_new (const JlyGovernance *self, const JlyAcceptance *acceptance, GError **error)
{
  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      const JlyContractParty *founder = self->contract->parties->pdata[i];

      if (is_taken (acceptance, founder->name, &founder->keys))
        return jly_refuse (error, JLY_REFUSAL_TWICE, acceptance->name);
    }
  for (guint i = 0; i < self->joined->len; i++)
    {
      const JlyParty *party = self->joined->pdata[i];

      if (is_taken (acceptance, party->name, &party->keys))
        return jly_refuse (error, JLY_REFUSAL_TWICE, acceptance->name);
    }
  return TRUE;
}

static guint
count_joined (const JlyGovernance *self, guint side)
{
  guint n = 0;

  for (guint i = 0; i < self->joined->len; i++)
    n += ((const JlyJoinedParty *)self->joined->pdata[i])->side == side;
  return n;
}

static gboolean
check_may_join (const JlyGovernance *self, const JlyAcceptance *acceptance, GError **error)
{
  const JlyPolicy *policy = &self->contract->policy;

  for (guint i = 0; i < policy->n_joining; i++)
    if (policy->joining[i].side == acceptance->side
        && count_joined (self, acceptance->side) < policy->joining[i].at_most)
      return TRUE;
  return jly_refuse (error, JLY_REFUSAL_JOINING, acceptance->name);
}

/* The signature is by the key in the bytes; it is also what later uploads are signed with. */
static JlyAcceptance *
read_acceptance (const JlyGovernance *self, const JlySigned *item, GError **error)
{
  g_autoptr (JlyAcceptance) acceptance = jly_acceptance_decode (item->bytes, error);
  gsize n;
  const guint8 *bytes = g_bytes_get_data (item->bytes, &n);

  if (acceptance == NULL)
    return NULL;
  if (!jly_verify (acceptance->keys.identity, JLY_SIGNS_ACCEPTANCE, bytes, n, item->signature))
    {
      jly_refuse (error, JLY_REFUSAL_SIGNATURE, acceptance->name);
      return NULL;
    }
  if (memcmp (acceptance->contract_hash, self->hash, JLY_HASH_BYTES) != 0)
    {
      jly_refuse (error, JLY_REFUSAL_CONTRACT, acceptance->name);
      return NULL;
    }
  return g_steal_pointer (&acceptance);
}

gboolean
jly_governance_take_acceptance (JlyGovernance *self,
                                const JlySigned *item,
                                gint64 now,
                                GError **error)
{
  g_autoptr (JlyAcceptance) acceptance = NULL;
  JlyJoinedParty *joined;

  if (!jly_governance_check_in_force (self, now, error))
    return FALSE;
  acceptance = read_acceptance (self, item, error);
  if (acceptance == NULL)
    return FALSE;
  if (acceptance->wording != self->contract->wording)
    return jly_refuse (error, JLY_REFUSAL_WORDING, acceptance->name);
  if (!check_is_new (self, acceptance, error) || !check_may_join (self, acceptance, error))
    return FALSE;
  joined = g_new0 (JlyJoinedParty, 1);
  joined->party.name = g_steal_pointer (&acceptance->name);
  joined->party.keys = acceptance->keys;
  joined->side = acceptance->side;
  g_ptr_array_add (self->joined, joined);
  return TRUE;
}

const GPtrArray *
jly_governance_get_joined (const JlyGovernance *self)
{
  return self->joined;
}
