/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The <policy> of a case file: read into clauses, and turned into the policy of a contract once
 * there are parties. data/cases/README.md describes the elements.
 */
#include "config.h"

#include "study/jly-case-private.h"
#include "study/jly-contract.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_KEPT 30
#define MAX_JOINING 1000000u

static const char *const role_words[]
    = { "provider",  "miner", "asker",   "approver",       "recipient",
        "organizer", "owner", "officer", "representative", NULL };

static const char *const rule_elements[CASE_N_RULES] = {
  [CASE_RULE_ASK] = "ask",
  [CASE_RULE_APPROVE_FIRST] = "approve-first",
  [CASE_RULE_APPROVE] = "approve",
  [CASE_RULE_MANDATE] = "mandate",
};

void
case_side_free (CaseSide *side)
{
  g_free (side->id);
  g_free (side->title);
  g_free (side);
}

static const char *
get (const CaseAttributes *attributes, const char *name)
{
  for (guint i = 0; attributes->names[i] != NULL; i++)
    if (g_str_equal (attributes->names[i], name))
      return attributes->values[i];
  return NULL;
}

static gboolean
check_known (const CaseAttributes *attributes, const char *const *known, char **problem)
{
  for (guint i = 0; attributes->names[i] != NULL; i++)
    if (!g_strv_contains (known, attributes->names[i]))
      {
        *problem = g_strdup_printf (_ ("“%s” is not known here."), attributes->names[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_yes (const CaseAttributes *attributes, const char *name, gboolean *value, char **problem)
{
  const char *text = get (attributes, name);

  *value = g_strcmp0 (text, "yes") == 0;
  if (text == NULL || *value || g_str_equal (text, "no"))
    return TRUE;
  *problem = g_strdup_printf (_ ("“%s” must be yes or no, not “%s”."), name, text);
  return FALSE;
}

/* One bit for a word of the list, or 0. */
static guint
find_bit (const char *word, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return 1u << i;
  return 0;
}

/* Names of roles, apart by spaces. */
static gboolean
read_roles (const CaseAttributes *attributes, const char *name, guint *roles, char **problem)
{
  g_auto (GStrv) words
      = g_strsplit (get (attributes, name) != NULL ? get (attributes, name) : "", " ", -1);

  *roles = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint bit = find_bit (words[i], role_words);

      if (bit == 0 && *words[i] != '\0')
        {
          *problem = g_strdup_printf (_ ("“%s” is no role."), words[i]);
          return FALSE;
        }
      *roles |= bit;
    }
  return TRUE;
}

static gboolean
find_side (const CasePolicy *policy, const char *id, guint *side, char **problem)
{
  *side = JLY_NO_SIDE;
  for (guint i = 0; id != NULL && i < policy->sides->len; i++)
    if (g_str_equal (((const CaseSide *)policy->sides->pdata[i])->id, id))
      *side = i;
  if (id == NULL || *side != JLY_NO_SIDE)
    return TRUE;
  *problem = g_strdup_printf (_ ("there is no side “%s” above this row."), id);
  return FALSE;
}

static gboolean
start_side (CasePolicy *policy, const CaseAttributes *attributes, char **problem)
{
  static const char *const known[] = { "id", NULL };
  const char *id = get (attributes, "id");
  CaseSide *side;

  if (!check_known (attributes, known, problem))
    return FALSE;
  if (id == NULL || policy->sides->len == JLY_CONTRACT_MAX_SIDES)
    {
      *problem = g_strdup_printf (_ ("a side needs an id, and there can be %u of them."),
                                  JLY_CONTRACT_MAX_SIDES);
      return FALSE;
    }
  side = g_new0 (CaseSide, 1);
  side->id = g_strdup (id);
  g_ptr_array_add (policy->sides, side);
  return TRUE;
}

static gboolean
start_clause (CasePolicy *policy,
              JlyQuorum *quorum,
              const CaseAttributes *attributes,
              char **problem)
{
  static const char *const known[] = { "who", "side", "at-least", "represented", NULL };
  const char *at_least = get (attributes, "at-least");
  guint64 count = 0;
  JlyClause clause = { 0 };

  if (!check_known (attributes, known, problem)
      || !read_roles (attributes, "who", &clause.roles, problem)
      || !find_side (policy, get (attributes, "side"), &clause.side, problem)
      || !read_yes (attributes, "represented", &clause.may_represent, problem))
    return FALSE;
  if (clause.roles == 0 || quorum->n == JLY_POLICY_MAX_CLAUSES
      || (at_least != NULL
          && !g_ascii_string_to_unsigned (at_least, 10, 1, JLY_POLICY_MAX_PARTIES, &count, NULL)))
    {
      *problem = g_strdup (_ ("it needs who=\"…\", and at-least from 1 to 50 if at all."));
      return FALSE;
    }
  clause.at_least = (guint)count;
  quorum->clauses[quorum->n++] = clause;
  return TRUE;
}

static gboolean
start_learn (CasePolicy *policy, const CaseAttributes *attributes, char **problem)
{
  static const char *const known[] = { "who", "side", "proposers", "own-part", NULL };
  JlyLearners *learn = &policy->learn;
  guint side;

  if (!check_known (attributes, known, problem)
      || !read_roles (attributes, "who", &learn->roles, problem)
      || !find_side (policy, get (attributes, "side"), &side, problem)
      || !read_yes (attributes, "proposers", &learn->proposers, problem)
      || !read_yes (attributes, "own-part", &learn->own_part, problem))
    return FALSE;
  learn->sides = side == JLY_NO_SIDE ? 0 : 1u << side;
  return TRUE;
}

/* Sides in the order in which they stand above, as in a contract. */
static gboolean
start_join (CasePolicy *policy, const CaseAttributes *attributes, char **problem)
{
  static const char *const known[] = { "side", "at-most", NULL };
  const char *at_most = get (attributes, "at-most");
  JlyJoining *joining = &policy->joining[policy->n_joining];
  guint64 count = 0;

  if (!check_known (attributes, known, problem))
    return FALSE;
  if (policy->n_joining == JLY_POLICY_MAX_CLAUSES || at_most == NULL
      || !g_ascii_string_to_unsigned (at_most, 10, 1, MAX_JOINING, &count, NULL))
    {
      *problem = g_strdup_printf (_ ("it needs at-most from 1 to %u."), MAX_JOINING);
      return FALSE;
    }
  joining->at_most = (guint)count;
  if (!find_side (policy, get (attributes, "side"), &joining->side, problem))
    return FALSE;
  if (policy->n_joining > 0 && joining->side <= joining[-1].side)
    {
      *problem = g_strdup (_ ("sides that may be joined stand in their order, each once."));
      return FALSE;
    }
  policy->n_joining++;
  return TRUE;
}

static gboolean
start_whole (CasePolicy *policy, const CaseAttributes *attributes, char **problem)
{
  static const char *const known[] = { "standing", "beforehand", "veto", NULL };

  if (policy->is_there)
    {
      *problem = g_strdup_printf (_ ("<%s> stands here a second time."), "policy");
      return FALSE;
    }
  policy->is_there = TRUE;
  return check_known (attributes, known, problem)
         && read_yes (attributes, "standing", &policy->is_standing, problem)
         && read_roles (attributes, "beforehand", &policy->beforehand, problem)
         && read_roles (attributes, "veto", &policy->veto, problem);
}

gboolean
case_policy_start (CasePolicy *policy,
                   const char *element,
                   const CaseAttributes *attributes,
                   char **problem)
{
  if (g_str_equal (element, "policy"))
    return start_whole (policy, attributes, problem);
  if (g_str_equal (element, "side"))
    return start_side (policy, attributes, problem);
  if (g_str_equal (element, "learn"))
    return start_learn (policy, attributes, problem);
  if (g_str_equal (element, "join"))
    return start_join (policy, attributes, problem);
  for (guint i = 0; i < CASE_N_RULES; i++)
    if (g_str_equal (element, rule_elements[i]))
      return start_clause (policy, &policy->rules[i], attributes, problem);
  g_return_val_if_reached (FALSE);
}

/* Where a case says nothing of a first question, it is approved like any other. */
static void
fill_rules (const CasePolicy *from, JlyPolicy *policy)
{
  policy->ask = from->rules[CASE_RULE_ASK];
  policy->approve = from->rules[CASE_RULE_APPROVE];
  policy->approve_first = from->rules[CASE_RULE_APPROVE_FIRST].n > 0
                              ? from->rules[CASE_RULE_APPROVE_FIRST]
                              : policy->approve;
  policy->mandate = from->rules[CASE_RULE_MANDATE];
  policy->is_standing = from->is_standing;
  policy->learn = from->learn;
  policy->n_joining = from->n_joining;
  memcpy (policy->joining, from->joining, sizeof policy->joining);
}

void
jly_case_fill_contract (JlyCase *self, JlyContract *contract)
{
  JlyPolicy *policy = &contract->policy;

  for (guint i = contract->sides->len; i < self->policy.sides->len; i++)
    g_ptr_array_add (contract->sides,
                     g_strdup (((const CaseSide *)self->policy.sides->pdata[i])->title));
  fill_rules (&self->policy, policy);
  policy->beforehand = jly_contract_select (contract, self->policy.beforehand, JLY_NO_SIDE);
  policy->veto = jly_contract_select (contract, self->policy.veto, JLY_NO_SIDE);
  policy->min_rows = self->rules.rows;
  policy->min_parties = self->rules.parties;
  policy->top_share = self->rules.top_share;
  policy->max_questions = MAX (self->rules.questions, 1);
  policy->days_kept = DAYS_KEPT;
  g_free (contract->case_id);
  contract->case_id = g_strdup (self->id);
  jly_case_get_hash (self, contract->template_hash);
}
