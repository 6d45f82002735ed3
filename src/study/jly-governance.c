/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-governance.h. The state, the contract's signatures, mandates, and what can be asked of
 * the state; questions and their life are in jly-governance-life.c. */
#include "config.h"

#include "study/jly-governance-private.h"

#include "crypto/jly-identity.h"

#include <string.h>

static void
free_input_set (gpointer data)
{
  JlyInputSet *set = data;

  g_array_unref (set->submissions);
  g_free (set);
}

static void
free_asked (gpointer data)
{
  JlyAsked *asked = data;

  jly_proposal_free (asked->question);
  g_free (asked);
}

JlyGovernance *
jly_governance_new (GBytes *contract, GError **error)
{
  g_autoptr (JlyContract) decoded = jly_contract_decode (contract, error);
  JlyGovernance *self;

  if (decoded == NULL || !jly_contract_check (decoded, error))
    return NULL;
  self = g_new0 (JlyGovernance, 1);
  self->bytes = g_bytes_ref (contract);
  self->contract = g_steal_pointer (&decoded);
  jly_contract_hash (contract, self->hash);
  self->mandates = g_array_new (FALSE, FALSE, sizeof (JlyMandate));
  self->input_sets = g_ptr_array_new_with_free_func (free_input_set);
  self->asked = g_ptr_array_new_with_free_func (free_asked);
  self->joined = g_ptr_array_new_with_free_func (jly_governance_free_joined);
  self->inherited = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self->heard
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  return self;
}

void
jly_governance_free (JlyGovernance *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->heard);
  g_ptr_array_unref (self->inherited);
  g_ptr_array_unref (self->joined);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->input_sets);
  g_array_unref (self->mandates);
  jly_contract_free (self->contract);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const guint8 *
jly_governance_get_contract_hash (const JlyGovernance *self)
{
  return self->hash;
}

const char *
jly_governance_name (const JlyGovernance *self, guint party)
{
  const JlyContractParty *found = jly_contract_get_party (self->contract, party);

  return found == NULL ? NULL : found->name;
}

gboolean
jly_governance_verify (const JlyGovernance *self,
                       const char *what,
                       const JlySigned *item,
                       GError **error)
{
  const JlyContractParty *party = jly_contract_get_party (self->contract, item->signer);
  gsize n;
  const guint8 *bytes = g_bytes_get_data (item->bytes, &n);

  if (party == NULL || !jly_verify (party->keys.identity, what, bytes, n, item->signature))
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, party == NULL ? NULL : party->name);
  if (self->unverified & (JlyPartySet)1 << item->signer)
    return jly_refuse (error, JLY_REFUSAL_UNVERIFIED, party->name);
  return TRUE;
}

void
jly_governance_set_verified (JlyGovernance *self, JlyPartySet verified)
{
  self->unverified = ~verified;
}

gboolean
jly_governance_take_signature (JlyGovernance *self,
                               guint signer,
                               const guint8 signature[JLY_SIGNATURE_BYTES],
                               GError **error)
{
  JlySigned item = { .bytes = self->bytes, .signer = signer };

  memcpy (item.signature, signature, JLY_SIGNATURE_BYTES);
  if (!jly_governance_verify (self, JLY_SIGNS_CONTRACT, &item, error))
    return FALSE;
  self->has_signed |= (JlyPartySet)1 << signer;
  return TRUE;
}

JlyPartySet
jly_governance_get_unsigned (const JlyGovernance *self)
{
  JlyPartySet all = ((JlyPartySet)1 << self->contract->parties->len) - 1;

  return all & ~self->has_signed;
}

/* The signers over these very bytes, each verified. */
static gboolean
collect_signers (const JlyGovernance *self,
                 const JlySigned *signatures,
                 gsize n,
                 JlyPartySet *signers,
                 GError **error)
{
  *signers = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!g_bytes_equal (signatures[i].bytes, signatures[0].bytes))
        return jly_refuse (error, JLY_REFUSAL_MANDATE,
                           jly_governance_name (self, signatures[i].signer));
      if (!jly_governance_verify (self, JLY_SIGNS_MANDATE, &signatures[i], error))
        return FALSE;
      *signers |= (JlyPartySet)1 << signatures[i].signer;
    }
  return TRUE;
}

/* Only members of the side that is represented count. */
static gboolean
is_given_by (const JlyGovernance *self, const JlyMandate *mandate, JlyPartySet signers)
{
  const JlyQuorum *quorum = &self->contract->policy.mandate;
  JlyQuorumBase base;

  for (guint i = 0; i < quorum->n; i++)
    {
      base.who[i] = jly_contract_select (self->contract, quorum->clauses[i].roles, mandate->side)
                    & ~((JlyPartySet)1 << mandate->representative);
      base.representatives[i] = 0;
    }
  return jly_quorum_judge (quorum, &base, signers, 0) == JLY_QUORUM_MET;
}

static gboolean
may_represent (const JlyGovernance *self, const JlyMandate *mandate)
{
  const JlyContractParty *party = jly_contract_get_party (self->contract, mandate->representative);

  return party != NULL && (party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) != 0
         && party->side == mandate->side;
}

gboolean
jly_governance_take_mandate (JlyGovernance *self,
                             const JlySigned *signatures,
                             gsize n,
                             GError **error)
{
  JlyMandate mandate = { 0 };
  JlyPartySet signers;

  if (n == 0)
    return jly_refuse (error, JLY_REFUSAL_MANDATE, NULL);
  if (!collect_signers (self, signatures, n, &signers, error)
      || !jly_mandate_decode (signatures[0].bytes, &mandate, error))
    return FALSE;
  if (memcmp (mandate.contract_hash, self->hash, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT,
                       jly_governance_name (self, mandate.representative));
  if (!may_represent (self, &mandate) || !is_given_by (self, &mandate, signers))
    return jly_refuse (error, JLY_REFUSAL_MANDATE,
                       jly_governance_name (self, mandate.representative));
  g_array_append_val (self->mandates, mandate);
  return TRUE;
}

guint
jly_governance_count_questions (const JlyGovernance *self)
{
  return self->asked->len;
}

const JlyProposal *
jly_governance_get_question (const JlyGovernance *self, guint question)
{
  return ((const JlyAsked *)self->asked->pdata[question])->question;
}

gint
jly_governance_find_question (const JlyGovernance *self, const guint8 hash[JLY_HASH_BYTES])
{
  for (guint i = 0; i < self->asked->len; i++)
    if (memcmp (((const JlyAsked *)self->asked->pdata[i])->hash, hash, JLY_HASH_BYTES) == 0)
      return (gint)i;
  return -1;
}

guint
jly_governance_get_budget (const JlyGovernance *self)
{
  guint used = 0;

  for (guint i = 0; i < self->asked->len; i++)
    used += ((const JlyAsked *)self->asked->pdata[i])->is_charged ? 1 : 0;
  return self->contract->policy.max_questions - MIN (used, self->contract->policy.max_questions);
}
