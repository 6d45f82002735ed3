/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inference.h. What a contract permits, and what is asked under it, seen as questions of a
 * world. */
#include "config.h"

#include "study/jly-agreed.h"
#include "study/jly-inference.h"

#include "analysis/jly-analysis.h"

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
  { "richer", JLY_ASKS_RIVALS, JLY_USE_SUM },
  { "largest", JLY_ASKS_RIVALS, JLY_USE_SUM },
  { "joint-bid", JLY_ASKS_JOINT_BID, 0 },
};

typedef struct
{
  GPtrArray *names;
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

static guint
find_kind (const char *analysis)
{
  guint kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && strcmp (kinds[kind].analysis, analysis) != 0)
    kind++;
  return kind;
}

static void
add_analysis (Builder *self, const JlyContract *contract, const char *analysis)
{
  guint n = contract->columns->len, kind = find_kind (analysis);

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

      g_ptr_array_add (self->names, g_strdup (party->name));
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

/* Borrows what is in the builder. */
static JlyWorld
make_world (const Builder *self, const JlyContract *contract, JlyPartySet learners)
{
  return (JlyWorld){
    .names = (const char *const *)self->names->pdata,
    .n_parties = self->names->len,
    .learners = learners,
    .owners = (const guint *)(gpointer)self->owners->data,
    .n_figures = self->owners->len,
    .questions = (const JlyWorldQuestion *)(gpointer)self->questions->data,
    .n_questions = self->questions->len,
    .min_rows = contract->policy.min_rows,
    .min_parties = contract->policy.min_parties,
    .top_share = contract->policy.top_share,
  };
}

static void
clear (Builder *self)
{
  g_ptr_array_unref (self->names);
  g_array_unref (self->owners);
  g_array_unref (self->questions);
}

static GPtrArray *
find (Builder *self, const JlyContract *contract, JlyPartySet learners)
{
  const JlyWorld world = make_world (self, contract, learners);
  GPtrArray *findings = jly_inference_find (&world);

  clear (self);
  return findings;
}

static Builder
begin (void)
{
  return (Builder){
    .names = g_ptr_array_new_with_free_func (g_free),
    .owners = g_array_new (FALSE, FALSE, sizeof (guint)),
    .questions = g_array_new (FALSE, FALSE, sizeof (JlyWorldQuestion)),
  };
}

GPtrArray *
jly_inference_find_in_contract (const JlyContract *contract)
{
  Builder builder = begin ();

  add_parties (&builder, contract);
  for (guint i = 0; i < contract->questions->len; i++)
    add_analysis (&builder, contract,
                  ((const JlyContractQuestion *)contract->questions->pdata[i])->analysis);
  return find (&builder, contract, jly_contract_find_learners (contract, find_askers (contract)));
}

/* A party that is no founder, or one that is not known. */
static void
add_stranger (Builder *self)
{
  guint party = self->names->len;

  g_ptr_array_add (self->names, g_strdup_printf (_ ("party %u"), party + 1));
  g_array_append_val (self->owners, party);
}

static gint
find_provider (const JlyContract *contract, const guint8 key[32])
{
  for (guint i = 0; i < contract->parties->len; i++)
    if (memcmp (((const JlyContractParty *)contract->parties->pdata[i])->keys.identity, key, 32)
        == 0)
      return (gint)i;
  return -1;
}

/* Whose figures are in the set. */
static void
add_owners (Builder *self, const JlyContract *contract, const JlySubmission *submissions, gsize n)
{
  for (guint i = 0; i < contract->parties->len; i++)
    g_ptr_array_add (self->names,
                     g_strdup (((const JlyContractParty *)contract->parties->pdata[i])->name));
  for (gsize k = 0; submissions != NULL && k < n; k++)
    {
      gint party = find_provider (contract, submissions[k].provider);

      if (party < 0)
        add_stranger (self);
      else
        g_array_append_val (self->owners, party);
    }
  for (guint i = 0; submissions == NULL && i < contract->parties->len && self->owners->len < n; i++)
    if ((((const JlyContractParty *)contract->parties->pdata[i])->roles & JLY_ROLE_FLAG_PROVIDER)
        != 0)
      g_array_append_val (self->owners, i);
  while (submissions == NULL && self->owners->len < n)
    add_stranger (self);
}

/* How a question uses columns: those of which it asks, and how hidden ones choose its rows
 * (JLY_USE_FILTER, JLY_USE_GROUP). */
static GArray *
read_columns (const JlyContract *contract, const JlyStudyQuestion *asked, guint *choosing)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) uses = NULL;

  *choosing = 0;
  g_ptr_array_add (one, (gpointer)asked);
  uses = jly_agreed_derive_uses (contract, one, NULL);
  for (guint i = 0; uses != NULL && i < uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (uses, JlyProposalUse, i);

      *choosing |= use->use & (JLY_USE_FILTER | JLY_USE_GROUP);
      if ((use->use & (JLY_USE_FILTER | JLY_USE_GROUP)) == 0)
        g_array_append_val (columns, use->column);
    }
  return columns;
}

/* Whether the number of rows that count is opened, by itself or beside a mean. */
static gboolean
tells_number (const char *id)
{
  const JlyAnalysis *analysis = jly_analysis_find (id);

  for (gsize i = 0; analysis != NULL && i < analysis->n_outputs; i++)
    if (strcmp (analysis->outputs[i].id, "count") == 0)
      return TRUE;
  return FALSE;
}

static void
add_asked (Builder *self, const JlyContract *contract, const JlyStudyQuestion *asked)
{
  guint kind = find_kind (asked->analysis), n = contract->columns->len;
  guint choosing;
  g_autoptr (GArray) columns = read_columns (contract, asked, &choosing);
  guint first = self->questions->len;

  if (kind == G_N_ELEMENTS (kinds))
    add_question (self, contract, JLY_ASKS_OTHER, n + 1 + first, asked->analysis);
  else if (kinds[kind].right == 0)
    add_question (self, contract, kinds[kind].asks, n, _ ("the number of rows"));
  for (guint i = 0; kind < G_N_ELEMENTS (kinds) && kinds[kind].right != 0 && i < columns->len; i++)
    {
      guint column = g_array_index (columns, guint, i);

      add_question (self, contract, kinds[kind].asks, column,
                    ((const JlyContractColumn *)contract->columns->pdata[column])->title);
    }
  for (guint i = first; i < self->questions->len; i++)
    {
      JlyWorldQuestion *question = &g_array_index (self->questions, JlyWorldQuestion, i);

      question->has_filter = choosing != 0;
      question->tells_rest = (choosing & JLY_USE_FILTER) != 0 && tells_number (asked->analysis);
    }
}

static Builder
begin_proposal (const JlyContract *contract,
                const JlyProposal *proposal,
                const JlySubmission *submissions,
                gsize n)
{
  Builder builder = begin ();

  add_owners (&builder, contract, submissions,
              submissions != NULL ? n : MIN (proposal->n_submissions, JLY_STUDY_MAX_PARTIES));
  for (guint i = 0; i < proposal->questions->len; i++)
    add_asked (&builder, contract, proposal->questions->pdata[i]);
  /* One bound is asked for now, whatever may follow. */
  for (guint i = 0; i < builder.questions->len; i++)
    g_array_index (builder.questions, JlyWorldQuestion, i).times = 1;
  return builder;
}

GPtrArray *
jly_inference_find_in_questions (const JlyContract *contract, const JlyProposal *proposal)
{
  Builder builder = begin ();

  add_parties (&builder, contract);
  for (guint i = 0; i < proposal->questions->len; i++)
    add_asked (&builder, contract, proposal->questions->pdata[i]);
  return find (&builder, contract, jly_contract_find_learners (contract, find_askers (contract)));
}

GPtrArray *
jly_inference_find_in_proposal (const JlyContract *contract,
                                const JlyProposal *proposal,
                                const JlySubmission *submissions,
                                gsize n)
{
  Builder builder = begin_proposal (contract, proposal, submissions, n);

  return find (&builder, contract, proposal->recipients);
}

gboolean
jly_inference_is_refused (const JlyContract *contract,
                          const JlyProposal *proposal,
                          const JlySubmission *submissions,
                          gsize n)
{
  Builder builder;
  JlyWorld world;
  gboolean is_telling;

  if (contract->policy.min_parties <= 1 || contract->rehearsal)
    return FALSE;
  builder = begin_proposal (contract, proposal, submissions, n);
  world = make_world (&builder, contract, proposal->recipients);
  is_telling = jly_inference_is_telling (&world);
  clear (&builder);
  return is_telling;
}
