/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-words.h. The policy in words: who asks, agrees and learns, and the limits. */
#include "config.h"

#include "study/jly-contract-words-private.h"

#include "study/jly-question-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PLAIN JLY_TONE_PLAIN
#define WARN JLY_TONE_WARN

static const char *const role_groups[] = {
  N_ ("those who bring figures"), N_ ("the computing parties"),      N_ ("those entitled to ask"),
  N_ ("the approving parties"),   N_ ("the receiving parties"),      N_ ("the organizers"),
  N_ ("the owners of data"),      N_ ("the data security officers"), N_ ("the representatives"),
};

char *
contract_words_name_set (const JlyContract *contract, JlyPartySet set)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 64; i++)
    if ((set >> i & 1) != 0)
      {
        const JlyContractParty *party = jly_contract_get_party (contract, i);

        g_ptr_array_add (
            names, party != NULL
                       ? g_strdup (party->name)
                       : g_strdup_printf (_ ("party %u, which is not in this contract"), i + 1));
      }
  return jly_words_list ((const char *const *)names->pdata, names->len);
}

char *
contract_words_name_side (const JlyContract *contract, guint side)
{
  if (side < contract->sides->len)
    return g_strdup (contract->sides->pdata[side]);
  return g_strdup_printf (_ ("number %u, which is not in this contract"), side + 1);
}

char *
contract_words_name_roles (guint roles)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (role_groups); i++)
    if ((roles >> i & 1) != 0)
      g_string_append_printf (
          out, "%s%s", out->len > 0 ? C_ ("between roles of which one is enough", " or ") : "",
          _ (role_groups[i]));
  if (out->len == 0)
    g_string_append (out, _ ("nobody"));
  return g_string_free (out, FALSE);
}

/* A rule's sentences: %1$s who in general, %2$s their names, %3$s how many. */
typedef struct
{
  const char *field;
  const char *all, *some, *none; /* N_() */
} RuleWords;

char *
jly_words_name_clause (const JlyContract *contract, const JlyClause *clause)
{
  g_autofree char *roles = contract_words_name_roles (clause->roles);
  g_autofree char *side = NULL;

  if (clause->side == JLY_NO_SIDE)
    return g_steal_pointer (&roles);
  side = contract_words_name_side (contract, clause->side);
  return g_strdup_printf (_ ("%s on the side “%s”"), roles, side);
}

static void
add_quorum (JlyStatement *words,
            const JlyContract *contract,
            const JlyQuorum *quorum,
            const RuleWords *rule)
{
  if (quorum->n == 0)
    jly_statement_add (words, WARN, rule->field, _ (rule->none), NULL);
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];
      JlyPartySet who = jly_contract_select (contract, clause->roles, clause->side);
      g_autofree char *group = jly_words_name_clause (contract, clause);
      g_autofree char *names = contract_words_name_set (contract, who);
      g_autofree char *count = g_strdup_printf ("%u", clause->at_least);

      if (clause->at_least == 0)
        jly_statement_add (words, PLAIN, rule->field, _ (rule->all), group, names, NULL);
      else
        jly_statement_add (words, PLAIN, rule->field, _ (rule->some), group, names, count, NULL);
      if (clause->may_represent)
        jly_statement_add (words, PLAIN, rule->field,
                           _ ("A representative of theirs whose mandate counts may act for all "
                              "of them."),
                           NULL);
    }
}

void
contract_words_joining (JlyStatement *words, const JlyContract *contract)
{
  const JlyPolicy *policy = &contract->policy;

  for (guint i = 0; i < policy->n_joining; i++)
    {
      const JlyJoining *joining = &policy->joining[i];
      g_autofree char *count = g_strdup_printf ("%u", joining->at_most);
      g_autofree char *side = contract_words_name_side (contract, joining->side);

      if (joining->side == JLY_NO_SIDE)
        jly_statement_add (words, PLAIN, "joining",
                           ngettext ("%1$s more party may join later and bring figures.",
                                     "Up to %1$s more parties may join later and bring figures.",
                                     joining->at_most),
                           count, NULL);
      else
        jly_statement_add (
            words, PLAIN, "joining",
            ngettext ("%1$s more party may join the side “%2$s” later and bring figures.",
                      "Up to %1$s more parties may join the side “%2$s” later and bring figures.",
                      joining->at_most),
            count, side, NULL);
    }
  if (policy->n_joining == 0)
    jly_statement_add (words, PLAIN, "joining", _ ("Nobody else may join."), NULL);
}

static void
add_setting (JlyStatement *words,
             const JlyContract *contract,
             const char *analysis,
             const JlyContractSetting *setting)
{
  const char *name = jly_question_words_setting (analysis, setting->name);
  gint column = jly_question_words_is_column (analysis, setting->name)
                    ? jly_contract_find_column (contract, setting->value)
                    : -1;

  if (setting->is_free)
    jly_statement_add (words, PLAIN, "questions",
                       _ ("Of its settings, “%1$s” (%2$s) is free for whoever asks."), name,
                       setting->name, NULL);
  else if (column >= 0)
    jly_statement_add (words, PLAIN, "questions",
                       _ ("Of its settings, “%1$s” (%2$s) is always the column “%3$s” (%4$s)."),
                       name, setting->name,
                       ((const JlyContractColumn *)contract->columns->pdata[column])->title,
                       setting->value, NULL);
  else
    jly_statement_add (words, PLAIN, "questions",
                       _ ("Of its settings, “%1$s” (%2$s) is always “%3$s”."), name, setting->name,
                       setting->value, NULL);
}

static void
add_question (JlyStatement *words, const JlyContract *contract, const JlyContractQuestion *question)
{
  jly_statement_add (words, PLAIN, "questions",
                     _ ("This kind of question may be asked: %1$s (%2$s)."),
                     jly_question_words_title (question->analysis), question->analysis, NULL);
  for (guint i = 0; i < question->settings->len; i++)
    add_setting (words, contract, question->analysis, question->settings->pdata[i]);
}

void
contract_words_asking (JlyStatement *words, const JlyContract *contract)
{
  static const RuleWords rule = {
    .field = "ask",
    .all = N_ ("A question must be asked by all of %1$s: %2$s."),
    .some = N_ ("A question must be asked by at least %3$s of %1$s: %2$s."),
    .none = N_ ("Nobody may ask a question."),
  };

  jly_statement_begin (words, "asking", _ ("Who may ask, and what"));
  add_quorum (words, contract, &contract->policy.ask, &rule);
  if (contract->questions->len == 0)
    jly_statement_add (words, WARN, "questions", _ ("No kind of question is permitted."), NULL);
  for (guint i = 0; i < contract->questions->len; i++)
    add_question (words, contract, contract->questions->pdata[i]);
}

static gboolean
is_same_quorum (const JlyQuorum *a, const JlyQuorum *b)
{
  gboolean is_same = a->n == b->n;

  for (guint i = 0; is_same && i < a->n; i++)
    is_same = a->clauses[i].roles == b->clauses[i].roles && a->clauses[i].side == b->clauses[i].side
              && a->clauses[i].at_least == b->clauses[i].at_least
              && a->clauses[i].may_represent == b->clauses[i].may_represent;
  return is_same;
}

static void
add_agreement (JlyStatement *words, const JlyContract *contract)
{
  static const RuleWords every = {
    .field = "approve",
    .all = N_ ("Every question needs the agreement of all of %1$s: %2$s."),
    .some = N_ ("Every question needs the agreement of at least %3$s of %1$s: %2$s."),
    .none = N_ ("No question can ever be agreed to."),
  };
  static const RuleWords first = {
    .field = "approve-first",
    .all = N_ ("The first question needs the agreement of all of %1$s: %2$s."),
    .some = N_ ("The first question needs the agreement of at least %3$s of %1$s: %2$s."),
    .none = N_ ("The first question can never be agreed to."),
  };
  static const RuleWords later = {
    .field = "approve",
    .all = N_ ("Every later question needs the agreement of all of %1$s: %2$s."),
    .some = N_ ("Every later question needs the agreement of at least %3$s of %1$s: %2$s."),
    .none = N_ ("No later question can be agreed to."),
  };
  const JlyPolicy *policy = &contract->policy;

  if (is_same_quorum (&policy->approve_first, &policy->approve))
    {
      add_quorum (words, contract, &policy->approve, &every);
      return;
    }
  add_quorum (words, contract, &policy->approve_first, &first);
  add_quorum (words, contract, &policy->approve, &later);
}

void
contract_words_approving (JlyStatement *words, const JlyContract *contract)
{
  static const RuleWords mandate = {
    .field = "mandate",
    .all = N_ ("The mandate of a representative must be signed by all of %1$s of its side."),
    .some
    = N_ ("The mandate of a representative must be signed by at least %3$s of %1$s of its side."),
    .none = N_ ("Nobody can be given a mandate."),
  };
  const JlyPolicy *policy = &contract->policy;
  g_autofree char *beforehand = contract_words_name_set (contract, policy->beforehand);
  g_autofree char *veto = contract_words_name_set (contract, policy->veto);

  jly_statement_begin (words, "approving", _ ("Who must agree"));
  add_agreement (words, contract);
  jly_statement_add (words, PLAIN, "approve",
                     _ ("Whoever asks a question has agreed to it. Agreement can be taken back "
                        "until the computation begins; a rejection is final."),
                     NULL);
  if (policy->mandate.n > 0)
    add_quorum (words, contract, &policy->mandate, &mandate);
  if (policy->beforehand != 0)
    jly_statement_add (words, PLAIN, "beforehand",
                       _ ("Before any question, this contract needs the approval of %1$s."),
                       beforehand, NULL);
  if (policy->veto != 0)
    jly_statement_add (words, PLAIN, "veto",
                       _ ("A rejection by %1$s ends a question, whoever else has agreed."), veto,
                       NULL);
  if (policy->is_standing)
    jly_statement_add (words, PLAIN, "standing",
                       _ ("A question about nothing but columns that are open to all who ask it "
                          "needs nobody’s further agreement."),
                       NULL);
}

static void
add_learning_sides (JlyStatement *words, const JlyContract *contract)
{
  for (guint side = 0; side < JLY_CONTRACT_MAX_SIDES; side++)
    if ((contract->policy.learn.sides >> side & 1) != 0)
      {
        g_autofree char *title = contract_words_name_side (contract, side);

        jly_statement_add (words, PLAIN, "learn",
                           _ ("A result may go to everybody on the side “%1$s”."), title, NULL);
      }
}

void
contract_words_learning (JlyStatement *words, const JlyContract *contract)
{
  const JlyLearners *learn = &contract->policy.learn;
  g_autofree char *group = contract_words_name_roles (learn->roles);
  g_autofree char *names = contract_words_name_set (
      contract, jly_contract_select (contract, learn->roles, JLY_NO_SIDE));

  jly_statement_begin (words, "learning", _ ("Who learns what"));
  if (learn->roles != 0)
    jly_statement_add (words, PLAIN, "learn", _ ("A result may go to %1$s: %2$s."), group, names,
                       NULL);
  add_learning_sides (words, contract);
  if (learn->proposers)
    jly_statement_add (words, PLAIN, "learn", _ ("A result may go to those who asked for it."),
                       NULL);
  if (learn->own_part)
    jly_statement_add (words, PLAIN, "learn",
                       _ ("Each of those who bring figures learns what concerns it alone."), NULL);
  jly_statement_add (words, PLAIN, "learn",
                     _ ("Nobody else learns a result, and nobody learns the figures of another."),
                     NULL);
}

static void
add_count (JlyStatement *words, const char *field, guint count, const char *pattern)
{
  g_autofree char *number = g_strdup_printf ("%u", count);

  jly_statement_add (words, PLAIN, field, pattern, number, NULL);
}

static void
add_group_limits (JlyStatement *words, const JlyPolicy *policy)
{
  if (policy->min_rows > 0)
    add_count (words, "min-rows", policy->min_rows,
               ngettext ("A group is shown if it has at least %1$s row.",
                         "A group is shown if it has at least %1$s rows; a smaller one stays "
                         "hidden.",
                         policy->min_rows));
  else
    jly_statement_add (words, PLAIN, "min-rows",
                       _ ("There is no least number of rows that a group must have to be shown."),
                       NULL);
  if (policy->min_parties > 0)
    add_count (words, "min-parties", policy->min_parties,
               ngettext ("A result needs the figures of at least %1$s party.",
                         "A result needs the figures of at least %1$s parties; and no two results "
                         "may differ by the figures of fewer.",
                         policy->min_parties));
  else
    jly_statement_add (words, PLAIN, "min-parties",
                       _ ("There is no least number of parties behind a result."), NULL);
  if (policy->top_share > 0)
    add_count (words, "top-share", policy->top_share,
               _ ("A total is shown if no party has more than %1$s percent of it."));
  else
    jly_statement_add (words, PLAIN, "top-share",
                       _ ("One party may have any share of a total that is shown."), NULL);
  if (policy->may_show_ends)
    jly_statement_add (words, WARN, "show-ends",
                       _ ("Least and largest values may be asked for, each of which is that of a "
                          "single row."),
                       NULL);
}

void
contract_words_limits (JlyStatement *words, const JlyContract *contract)
{
  const JlyPolicy *policy = &contract->policy;
  g_autofree char *ends = contract_words_name_time (contract->ends_at);

  jly_statement_begin (words, "limits", _ ("Limits"));
  add_group_limits (words, policy);
  add_count (words, "max-questions", policy->max_questions,
             ngettext ("%1$s question may be answered.", "%1$s questions may be answered in all.",
                       policy->max_questions));
  jly_statement_add (words, PLAIN, "ends-at", _ ("Nothing is computed from %1$s on."), ends, NULL);
  add_count (words, "days-kept", policy->days_kept,
             ngettext ("The computing parties erase their pieces %1$s day after that.",
                       "The computing parties erase their pieces %1$s days after that.",
                       policy->days_kept));
}
