/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract.h. What must hold before anybody signs, and who stands behind two miners. */
#include "config.h"

#include "study/jly-contract.h"

#include "study/jly-agreed.h"
#include "study/jly-governance-words.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (GError **error, const char *party, const char *column, const char *next, const char *text)
{
  const JlyErrorDetail detail
      = { .party = party, .column = column, .step = "contract", .next = next };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s", text);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= JLY_STUDY_MAX_NAME && jly_plain_is_line (name);
}

static gboolean
have_same_key (const JlyPublicKeys *a, const JlyPublicKeys *b)
{
  return memcmp (a->identity, b->identity, 32) == 0 || memcmp (a->link, b->link, 32) == 0
         || memcmp (a->sealing, b->sealing, 32) == 0;
}

static gboolean
check_pair (const JlyContractParty *a, const JlyContractParty *b, GError **error)
{
  g_autofree char *folded_a = g_utf8_casefold (a->name, -1);
  g_autofree char *folded_b = g_utf8_casefold (b->name, -1);

  if (strcmp (folded_a, folded_b) == 0)
    return fail (error, b->name, NULL, _ ("Give each party a name of its own."),
                 _ ("Two parties of the contract have the same name."));
  if (have_same_key (&a->keys, &b->keys))
    return fail (error, b->name, NULL, _ ("Ask both for their cards again."),
                 _ ("Two parties of the contract have the same key."));
  return TRUE;
}

static gboolean
check_parties (const JlyContract *self, GError **error)
{
  for (guint i = 0; i < self->parties->len; i++)
    {
      const JlyContractParty *party = self->parties->pdata[i];

      if (!is_name (party->name))
        return fail (error, NULL, NULL, _ ("Write each name on one line."),
                     _ ("A party of the contract has no name that can be shown."));
      if (party->roles == 0)
        return fail (error, party->name, NULL, _ ("Give it a role or take it out."),
                     _ ("A party of the contract has no role."));
      for (guint j = 0; j < i; j++)
        if (!check_pair (self->parties->pdata[j], party, error))
          return FALSE;
    }
  if (jly_party_set_count (jly_contract_select (self, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE)) != 3)
    return fail (error, NULL, NULL, _ ("Choose exactly three computing parties."),
                 _ ("A contract needs exactly three computing parties."));
  if (self->parties->len < 3 || self->parties->len > JLY_POLICY_MAX_PARTIES)
    return fail (error, NULL, NULL, _ ("A contract has 3 to 53 founding parties."),
                 _ ("The number of parties does not fit."));
  return TRUE;
}

static gboolean
has_parameter (const JlyAnalysis *analysis, const char *name)
{
  for (gsize i = 0; i < analysis->n_parameters; i++)
    if (strcmp (analysis->parameters[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_questions (const JlyContract *self, GError **error)
{
  if (self->questions->len == 0)
    return fail (error, NULL, NULL, _ ("Choose at least one kind of question."),
                 _ ("The contract permits no kind of question."));
  for (guint i = 0; i < self->questions->len; i++)
    {
      const JlyContractQuestion *question = self->questions->pdata[i];
      const JlyAnalysis *analysis = jly_analysis_find (question->analysis);

      if (analysis == NULL)
        return fail (error, NULL, NULL,
                     _ ("Use a version of Jointly that has it, or leave it out."),
                     _ ("The contract permits a question that this version of Jointly cannot "
                        "compute."));
      for (guint k = 0; k < question->settings->len; k++)
        {
          const JlyContractSetting *setting = question->settings->pdata[k];

          if (!has_parameter (analysis, setting->name))
            return fail (error, NULL, NULL, _ ("Leave that setting out."),
                         _ ("A question of the contract has a setting that means nothing."));
        }
    }
  return TRUE;
}

/* What nobody could bring or compute, or what people could not tell apart. */
static gboolean
check_table (const JlyContract *self, GError **error)
{
  g_autoptr (JlyStudy) table = jly_agreed_table_new (self);

  return jly_study_check_table (table, error);
}

static gboolean
check_columns (const JlyContract *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const JlyContractColumn *column = self->columns->pdata[i];

      if (!is_name (column->id) || !is_name (column->title))
        return fail (error, NULL, column->id, _ ("Write each name on one line."),
                     _ ("A column of the contract has no name that can be shown."));
      if (jly_contract_find_column (self, column->id) != (gint)i)
        return fail (error, NULL, column->title, _ ("Leave one of them out."),
                     _ ("Two columns of the contract have the same name."));
      if (column->min > column->max)
        return fail (error, NULL, column->title, _ ("Exchange the two."),
                     _ ("The smallest agreed value of a column is above its largest."));
      if (self->parties->len < 64 && column->open_to >> self->parties->len != 0)
        return fail (error, NULL, column->title, NULL,
                     _ ("A column is open to a party that is not in the contract."));
    }
  return TRUE;
}

/* Whether enough parties of the contract count for each clause, so that the rule can be met. */
static gboolean
can_be_met (const JlyContract *self, const JlyQuorum *quorum)
{
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];
      guint n = jly_party_set_count (jly_contract_select (self, clause->roles, clause->side));

      if (n == 0 || n < clause->at_least)
        return FALSE;
    }
  return quorum->n > 0;
}

static gboolean
may_anybody_represent (const JlyPolicy *policy)
{
  const JlyQuorum *const quorums[] = { &policy->ask, &policy->approve_first, &policy->approve };

  for (guint q = 0; q < G_N_ELEMENTS (quorums); q++)
    for (guint i = 0; i < quorums[q]->n; i++)
      if (quorums[q]->clauses[i].may_represent)
        return TRUE;
  return FALSE;
}

/* A mandate is given by members of the side that is represented, each for itself: its clauses have
 * no side of their own, and no representative. */
static gboolean
is_mandate_rule (const JlyQuorum *quorum)
{
  for (guint i = 0; i < quorum->n; i++)
    if (quorum->clauses[i].side != JLY_NO_SIDE || quorum->clauses[i].may_represent)
      return FALSE;
  return TRUE;
}

static gboolean
check_joining (const JlyContract *self, GError **error)
{
  const JlyPolicy *policy = &self->policy;

  for (guint i = 0; i < policy->n_joining; i++)
    if (policy->joining[i].at_most == 0
        || (policy->joining[i].side != JLY_NO_SIDE && policy->joining[i].side >= self->sides->len)
        || (i > 0 && policy->joining[i].side <= policy->joining[i - 1].side))
      return fail (error, NULL, NULL, _ ("Name each side once, and how many may join there."),
                   _ ("It is not clear who may join later."));
  return TRUE;
}

static gboolean
check_policy (const JlyContract *self, GError **error)
{
  const JlyPolicy *policy = &self->policy;
  const JlyLearners *learn = &policy->learn;

  if (!can_be_met (self, &policy->ask))
    return fail (error, NULL, NULL, _ ("Say who may ask."),
                 _ ("By its rules nobody can ask a question."));
  if (!can_be_met (self, &policy->approve_first) || !can_be_met (self, &policy->approve))
    return fail (error, NULL, NULL, _ ("Say who must agree."),
                 _ ("By its rules no question can ever be approved."));
  if (may_anybody_represent (policy) && !can_be_met (self, &policy->mandate))
    return fail (error, NULL, NULL, _ ("Say who gives representatives their mandate."),
                 _ ("Representatives may act, but nobody can give them a mandate."));
  if (!is_mandate_rule (&policy->mandate))
    return fail (error, NULL, NULL, _ ("Let the members of each side give the mandate."),
                 _ ("The rule for mandates names a side or a representative."));
  if (learn->roles == 0 && learn->sides == 0 && !learn->proposers && !learn->own_part)
    return fail (error, NULL, NULL, _ ("Say who learns the results."),
                 _ ("By its rules nobody learns a result."));
  if (policy->max_questions == 0)
    return fail (error, NULL, NULL, _ ("Allow at least one question."),
                 _ ("The contract allows no question."));
  return check_joining (self, error);
}

gboolean
jly_contract_check (const JlyContract *self, GError **error)
{
  if (!is_name (self->title))
    return fail (error, NULL, NULL, _ ("Give the study a title of one line."),
                 _ ("The contract has no title that can be shown."));
  if (self->ends_at <= self->made_at)
    return fail (error, NULL, NULL, _ ("Choose a later day."),
                 _ ("The contract ends before it begins."));
  return check_questions (self, error) && check_parties (self, error) && check_columns (self, error)
         && check_table (self, error) && check_policy (self, error);
}

typedef struct
{
  goffset field;
  const char *sentence; /* %1$s and %2$s: two computing parties, %3$s: what they share */
} SheetLine;

static gboolean
is_same_thing (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return *g_strstrip (folded_a) != '\0' && strcmp (folded_a, g_strstrip (folded_b)) == 0;
}

static void
compare_sheets (const JlyContractParty *a, const JlyContractParty *b, GPtrArray *sentences)
{
  const SheetLine lines[] = {
    { G_STRUCT_OFFSET (JlyContractParty, operated_by),
      N_ ("%1$s and %2$s are both operated by %3$s.") },
    { G_STRUCT_OFFSET (JlyContractParty, administered_by),
      N_ ("%1$s and %2$s are both looked after by %3$s.") },
    { G_STRUCT_OFFSET (JlyContractParty, hosted_by),
      N_ ("%1$s and %2$s run on machines of %3$s.") },
    { G_STRUCT_OFFSET (JlyContractParty, network_of),
      N_ ("%1$s and %2$s are reached through the network of %3$s.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *thing_a = G_STRUCT_MEMBER (char *, a, lines[i].field);
      const char *thing_b = G_STRUCT_MEMBER (char *, b, lines[i].field);

      if (is_same_thing (thing_a, thing_b))
        g_ptr_array_add (sentences,
                         jly_words_fill (_ (lines[i].sentence),
                                         (const char *[]){ a->name, b->name, thing_a, NULL }));
    }
}

GPtrArray *
jly_contract_find_dependence (const JlyContract *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  JlyPartySet miners = jly_contract_select (self, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE);

  for (guint i = 0; i < self->parties->len; i++)
    for (guint j = i + 1; j < self->parties->len; j++)
      if ((miners >> i & 1) != 0 && (miners >> j & 1) != 0)
        compare_sheets (self->parties->pdata[i], self->parties->pdata[j], sentences);
  return sentences;
}
