/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-parts.h. */
#include "config.h"

#include "app/jly-parts.h"

#include "study/jly-statement.h"

#include <glib/gi18n.h>

#define N_ROLE_FLAGS 9
#define BIT(role) (1u << (role))

/* Whether the party counts for one of the clauses, or may stand for those who do. */
static gboolean
counts (const JlyQuorum *quorum, const JlyContractParty *party)
{
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];
      gboolean is_of_side = clause->side == JLY_NO_SIDE || clause->side == party->side;

      if (is_of_side
          && ((party->roles & clause->roles) != 0
              || (clause->may_represent && (party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) != 0)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
learns (const JlyContract *contract, const JlyContractParty *party)
{
  const JlyLearners *learn = &contract->policy.learn;

  return (party->roles & learn->roles) != 0
         || (party->side < JLY_CONTRACT_MAX_SIDES && (learn->sides >> party->side & 1) != 0)
         || (learn->proposers && counts (&contract->policy.ask, party))
         || (learn->own_part && (party->roles & JLY_ROLE_FLAG_PROVIDER) != 0);
}

guint
jly_parts_of (const JlyContract *contract, guint place)
{
  const JlyContractParty *party = jly_contract_get_party (contract, place);
  const JlyPolicy *policy = &contract->policy;
  guint parts = 0;

  if (party == NULL)
    return 0;
  if (party->roles & JLY_ROLE_FLAG_PROVIDER)
    parts |= BIT (JLY_ROLE_BRINGS);
  if (party->roles & JLY_ROLE_FLAG_MINER)
    parts |= BIT (JLY_ROLE_COMPUTES);
  if (counts (&policy->ask, party))
    parts |= BIT (JLY_ROLE_ASKS);
  if (counts (&policy->approve, party) || counts (&policy->approve_first, party)
      || (policy->beforehand >> place & 1) != 0)
    parts |= BIT (JLY_ROLE_APPROVES);
  if (learns (contract, party))
    parts |= BIT (JLY_ROLE_LEARNS);
  return parts;
}

char *
jly_parts_describe (guint parts)
{
  const char *const words[JLY_N_ROLES] = {
    [JLY_ROLE_BRINGS] = _ ("brings figures"),
    [JLY_ROLE_COMPUTES] = _ ("computes"),
    [JLY_ROLE_ASKS] = _ ("asks"),
    [JLY_ROLE_APPROVES] = _ ("approves"),
    [JLY_ROLE_LEARNS] = _ ("learns"),
  };
  const char *found[JLY_N_ROLES];
  g_autofree char *list = NULL;
  gsize n = 0;

  for (guint i = 0; i < JLY_N_ROLES; i++)
    if (parts & BIT (i))
      found[n++] = words[i];
  if (n == 0)
    return g_strdup (_ ("Takes no part yet"));
  list = jly_words_list (found, n);
  return jly_words_begin (list);
}

void
jly_party_kind_free (JlyPartyKind *kind)
{
  g_free (kind->name);
  g_free (kind);
}

/* A contract with one party of each role, filled by the case: the sets in it tell roles. */
static JlyContract *
make_probe (JlyCase *the_case)
{
  JlyContract *probe = jly_contract_new ();

  for (guint i = 0; i < N_ROLE_FLAGS; i++)
    jly_contract_add_party (probe, "", 1u << i, JLY_NO_SIDE);
  jly_case_fill_contract (the_case, probe);
  return probe;
}

static guint
collect (const JlyQuorum *quorum)
{
  guint roles = 0;

  for (guint i = 0; i < quorum->n; i++)
    roles |= quorum->clauses[i].roles
             | (quorum->clauses[i].may_represent ? JLY_ROLE_FLAG_REPRESENTATIVE : 0);
  return roles;
}

static guint
collect_all (const JlyContract *probe)
{
  const JlyPolicy *policy = &probe->policy;

  return collect (&policy->ask) | collect (&policy->approve) | collect (&policy->approve_first)
         | policy->learn.roles | (guint)policy->beforehand | (guint)policy->veto
         | JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER;
}

guint
jly_parts_get_roles (JlyCase *the_case)
{
  g_autoptr (JlyContract) probe = make_probe (the_case);

  return collect_all (probe);
}

/* A group that brings nothing and approves alone is a checking authority, or the officer. */
static guint
choose_roles (const JlyCaseGroup *group, guint wanted)
{
  guint roles = 0;

  if (group->count > 0)
    roles |= JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_OWNER;
  if (group->asks)
    roles |= JLY_ROLE_FLAG_ASKER | (group->count == 0 ? JLY_ROLE_FLAG_REPRESENTATIVE : 0);
  if (group->approves)
    roles |= JLY_ROLE_FLAG_APPROVER;
  if (group->approves && !group->asks && group->count == 0
      && (wanted & JLY_ROLE_FLAG_APPROVER) == 0)
    roles |= JLY_ROLE_FLAG_OFFICER;
  if (group->learns)
    roles |= JLY_ROLE_FLAG_RECIPIENT;
  return roles & (wanted | JLY_ROLE_FLAG_OWNER);
}

static JlyPartyKind *
add_kind (GPtrArray *kinds, const char *name, guint roles, guint side, guint n_computing)
{
  JlyPartyKind *kind = g_new0 (JlyPartyKind, 1);

  kind->name = g_strdup (name);
  kind->roles = roles;
  kind->side = side;
  kind->n_computing = n_computing;
  g_ptr_array_add (kinds, kind);
  return kind;
}

/* Those beside the circle belong to the sides in their order. */
static guint
choose_side (const JlyCaseGroup *group, guint n_sides, guint *n_beside)
{
  if (n_sides == 0)
    return JLY_NO_SIDE;
  if (group->market_right)
    return MIN (1, n_sides - 1);
  if (group->count == 0)
    return MIN ((*n_beside)++, n_sides - 1);
  return 0;
}

GPtrArray *
jly_parts_list_kinds (JlyCase *the_case)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_kind_free);
  g_autoptr (JlyContract) probe = make_probe (the_case);
  GPtrArray *groups = jly_case_get_groups (the_case);
  guint wanted = collect_all (probe), found = 0, n_beside = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const JlyCaseGroup *group = groups->pdata[i];
      guint roles;

      if (group->subjects)
        continue;
      roles = choose_roles (group, wanted);
      found |= roles;
      add_kind (kinds, group->name, roles, choose_side (group, probe->sides->len, &n_beside),
                group->n_computing)
          ->all_compute
          = group->count > 0 && !group->many && group->n_computing == group->count;
    }
  if (jly_case_get_outside_miners (the_case) > 0)
    add_kind (kinds, _ ("A computing party from outside"), 0, JLY_NO_SIDE,
              jly_case_get_outside_miners (the_case))
        ->all_compute
        = TRUE;
  if ((wanted & ~found & JLY_ROLE_FLAG_OFFICER) != 0)
    add_kind (kinds, _ ("The data security officer"), JLY_ROLE_FLAG_OFFICER, JLY_NO_SIDE, 0);
  return kinds;
}
