/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inference.h. What a contract permits, seen as questions of a world. */
#include "config.h"

#include "study/jly-inference.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How the analyses ask, and which right to a column they use. */
static const struct
{
  const char *analysis;
  JlyAsks asks;
  guint right; /* JlyUseFlags; 0: it asks of rows, not of a column */
} kinds[] = {
  { "sum", JLY_ASKS_SUM, JLY_USE_SUM },
  { "mean", JLY_ASKS_SUM, JLY_USE_MEAN },
  { "count", JLY_ASKS_SUM, 0 },
  { "threshold", JLY_ASKS_THRESHOLD, JLY_USE_SUM },
  { "minimum", JLY_ASKS_LEAST, JLY_USE_SUM },
  { "maximum", JLY_ASKS_MOST, JLY_USE_SUM },
  { "joint-bid", JLY_ASKS_JOINT_BID, 0 },
};

typedef struct
{
  GPtrArray *names;  /* borrowed */
  GArray *owners;    /* guint */
  GArray *questions; /* JlyWorldQuestion */
} Builder;

/* Figures of a column are numbered like the column; of rows, after all columns; of what is unknown,
 * after that. */
static void
add_question (Builder *self, const JlyContract *contract, JlyAsks asks, guint of, const char *title)
{
  const JlyWorldQuestion question = {
    .asks = asks,
    .of = of,
    .title = title,
    .n_values = G_MAXUINT64,
    .times = asks == JLY_ASKS_THRESHOLD ? MAX (contract->policy.max_questions, 1) : 1,
  };

  g_array_append_val (self->questions, question);
}

static void
add_analysis (Builder *self, const JlyContract *contract, const char *analysis)
{
  guint n = contract->columns->len, kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && strcmp (kinds[kind].analysis, analysis) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    add_question (self, contract, JLY_ASKS_OTHER, n + 1 + self->questions->len, analysis);
  else if (kinds[kind].right == 0)
    add_question (self, contract, kinds[kind].asks, n, _ ("the number of rows"));
  for (guint i = 0; kind < G_N_ELEMENTS (kinds) && i < n; i++)
    {
      const JlyContractColumn *column = contract->columns->pdata[i];

      if ((column->rights & kinds[kind].right) != 0)
        add_question (self, contract, kinds[kind].asks, i, column->title);
    }
}

static void
add_parties (Builder *self, const JlyContract *contract)
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      g_ptr_array_add (self->names, party->name);
      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) != 0)
        g_array_append_val (self->owners, i);
    }
}

/* Whoever may ask. */
static JlyPartySet
find_askers (const JlyContract *contract)
{
  const JlyQuorum *ask = &contract->policy.ask;
  JlyPartySet set = 0;

  for (guint i = 0; i < ask->n; i++)
    {
      set |= jly_contract_select (contract, ask->clauses[i].roles, ask->clauses[i].side);
      if (ask->clauses[i].may_represent)
        set |= jly_contract_select (contract, JLY_ROLE_FLAG_REPRESENTATIVE, ask->clauses[i].side);
    }
  return set;
}

GPtrArray *
jly_inference_find_in_contract (const JlyContract *contract)
{
  Builder builder = {
    .names = g_ptr_array_new (),
    .owners = g_array_new (FALSE, FALSE, sizeof (guint)),
    .questions = g_array_new (FALSE, FALSE, sizeof (JlyWorldQuestion)),
  };
  GPtrArray *findings;
  JlyWorld world;

  add_parties (&builder, contract);
  for (guint i = 0; i < contract->questions->len; i++)
    add_analysis (&builder, contract,
                  ((const JlyContractQuestion *)contract->questions->pdata[i])->analysis);
  world = (JlyWorld){
    .names = (const char *const *)builder.names->pdata,
    .n_parties = builder.names->len,
    .learners = jly_contract_find_learners (contract, find_askers (contract)),
    .owners = (const guint *)(gpointer)builder.owners->data,
    .n_figures = builder.owners->len,
    .questions = (const JlyWorldQuestion *)(gpointer)builder.questions->data,
    .n_questions = builder.questions->len,
    .min_rows = contract->policy.min_rows,
    .min_parties = contract->policy.min_parties,
    .top_share = contract->policy.top_share,
  };
  findings = jly_inference_find (&world);
  g_ptr_array_unref (builder.names);
  g_array_unref (builder.owners);
  g_array_unref (builder.questions);
  return findings;
}
