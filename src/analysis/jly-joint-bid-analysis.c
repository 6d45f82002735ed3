/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "joint-bid": case A as an analysis. A company's row that breaks the agreed checks counts as no
 * free amount of that resource; so it wins nothing and lifts nothing.
 */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-joint-bid.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"

#include <glib/gi18n-lib.h>

#define N JLY_JOINT_BID_PARTIES

enum
{
  OUTPUT_MET,
  OUTPUT_PRICE,
  OUTPUT_PART,
  N_OUTPUTS
};

static const JlyAnalysisOutput outputs[N_OUTPUTS] = {
  { "met", JLY_OUTPUT_BOOL, TRUE, JLY_OUTPUT_TO_EVERYONE, NULL, NULL },
  { "price", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_EVERYONE, "only if every requirement is met",
    N_ ("The price is opened only if every requirement is met.") },
  { "part", JLY_OUTPUT_NUMBER, TRUE, JLY_OUTPUT_TO_EACH_PROVIDER, NULL, NULL },
};

static const char *const column_ids[JLY_BID_N_COLUMNS] = { "amount", "cost", "revenue" };

static void
read_bid (const JlyInputs *inputs, JlyJointBid *bid)
{
  bid->n_resources = inputs->most_rows;
  bid->need = inputs->needs;
  bid->amount_width = inputs->columns[JLY_BID_AMOUNT].width;
  bid->money_width = inputs->columns[JLY_BID_COST].width;
}

/* The agreed ranges begin at zero, so that codes are the numbers themselves. */
static gboolean
check_columns (const JlyInputs *inputs, GError **error)
{
  const JlyInputColumn *cost = &inputs->columns[JLY_BID_COST];
  const JlyInputColumn *revenue = &inputs->columns[JLY_BID_REVENUE];
  JlyErrorDetail detail = { .step = "study" };

  if (inputs->n_columns != JLY_BID_N_COLUMNS)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("A joint bid needs three columns, this study has %u."), inputs->n_columns);
  for (guint i = 0; i < JLY_BID_N_COLUMNS; i++)
    if (!g_str_equal (inputs->columns[i].id, column_ids[i])
        || inputs->columns[i].kind != JLY_VALUE_NUMBER || inputs->columns[i].least != 0)
      return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                       _ ("Column %u of the study is not what a joint bid needs."), i + 1);
  if (cost->scale != revenue->scale || cost->width != revenue->width)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("Costs and revenues must have the same agreed range."));
  return TRUE;
}

/* Whether a requirement is met tells of three rows, one of each company, whatever is in them; the
 * price may be one company's alone. */
static gboolean
check_limits (const JlyLimits *limits, GError **error)
{
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Agree on other limits for a joint bid, or ask something else."),
  };

  if (limits->min_parties > N || limits->min_rows > N)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("A joint bid tells of %d companies' rows at a time; the study wants more "
                        "for whatever is shown."),
                     N);
  if (limits->top_share > 0 && limits->top_share < 100)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("In a joint bid one company may have the whole work, so a largest share "
                        "cannot be kept."));
  return TRUE;
}

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  const JlyInputs *inputs = query->inputs;
  const JlyInputColumn *amount = &inputs->columns[JLY_BID_AMOUNT];
  const JlyInputColumn *cost = &inputs->columns[JLY_BID_COST];
  JlyJointBid bid;
  guint price_width;

  if (!check_columns (inputs, error) || !check_limits (&inputs->limits, error))
    return FALSE;
  read_bid (inputs, &bid);
  if (!jly_joint_bid_check (&bid, &price_width, error))
    return FALSE;
  shapes[OUTPUT_MET] = (JlyOutputShape){ .n = bid.n_resources, .width = 1 };
  shapes[OUTPUT_PRICE] = (JlyOutputShape){
    .n = 1,
    .width = price_width,
    .scale = amount->scale + cost->scale,
    .unit = cost->unit,
  };
  shapes[OUTPUT_PART] = (JlyOutputShape){
    .n = bid.n_resources,
    .width = bid.amount_width,
    .scale = amount->scale,
  };
  return TRUE;
}

/* The companies' figures one by one, without those of rows that do not count. Numbers that other
 * rules than the ranges let through are below 2^width in both forms. */
static void
copy_figures (const JlyQuery *query,
              const JlyClearTable *table,
              guint64 *values[N][JLY_BID_N_COLUMNS])
{
  gsize n = query->inputs->most_rows;

  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      {
        values[c][k] = g_new0 (guint64, n);
        for (gsize r = 0; r < n; r++)
          if (k != JLY_BID_AMOUNT || table->is_valid[c * n + r])
            values[c][k][r] = (guint64)table->values[k][c * n + r];
      }
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  JlyAnswer *answer = jly_answer_new (N_OUTPUTS);
  guint64 *values[N][JLY_BID_N_COLUMNS], *met, *part;
  g_autoptr (JlyBidAnswer) found = NULL;
  JlyJointBid bid;

  read_bid (query->inputs, &bid);
  copy_figures (query, table, values);
  found = jly_joint_bid_clear (&bid, (gpointer)values);
  met = jly_answer_open (answer, OUTPUT_MET, bid.n_resources);
  part = jly_answer_open (answer, OUTPUT_PART, bid.n_resources);
  for (gsize r = 0; r < bid.n_resources; r++)
    {
      met[r] = found->met[r];
      part[r] = found->part[source][r];
    }
  if (found->all_met)
    jly_answer_open (answer, OUTPUT_PRICE, 1)[0] = found->price;
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      g_free (values[c][k]);
  return answer;
}

/* The amounts of all companies, where the row keeps the checks; w ANDs a row, 1 round. */
static JlyBits *
weigh_amounts (JlyEngine *engine, const JlySecretTable *table, GError **error)
{
  const JlyBits *amounts = table->columns[JLY_BID_AMOUNT];

  if (table->valid == NULL)
    return jly_bits_copy (amounts);
  return jly_gate_and (engine, amounts, table->valid, error);
}

static JlyBidShares *
run (JlyEngine *engine,
     const JlyQuery *query,
     const JlySecretTable *table,
     const JlyBits *amounts,
     GError **error)
{
  gsize n = query->inputs->most_rows;
  const JlyBits *all[] = { amounts, table->columns[JLY_BID_COST], table->columns[JLY_BID_REVENUE] };
  const JlyBits *columns[N][JLY_BID_N_COLUMNS];
  JlyBits *copies[N][JLY_BID_N_COLUMNS];
  JlyBidShares *shares;
  JlyJointBid bid;

  read_bid (query->inputs, &bid);
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      columns[c][k] = copies[c][k] = jly_bits_copy_lanes (all[k], c * n, n);
  shares = jly_joint_bid_secure (engine, &bid, columns, error);
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      jly_bits_free (copies[c][k]);
  return shares;
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyBits) amounts = weigh_amounts (engine, table, error);
  g_autoptr (JlyBidShares) bid = NULL;
  JlyShares *shares;

  if (amounts == NULL)
    return NULL;
  bid = run (engine, query, table, amounts, error);
  if (bid == NULL)
    return NULL;
  shares = jly_shares_new (N_OUTPUTS);
  jly_shares_add_piece (shares, OUTPUT_MET, bid->met_piece);
  if (bid->price_piece != NULL)
    jly_shares_add_piece (shares, OUTPUT_PRICE, bid->price_piece);
  for (guint c = 0; c < N; c++)
    jly_shares_add_piece (shares, OUTPUT_PART, bid->part_piece[c]);
  return shares;
}

static gboolean
is_due (const JlyAnswer *answer, guint output)
{
  const JlyAnswerOutput *met = &answer->outputs[OUTPUT_MET];

  for (gsize r = 0; output == OUTPUT_PRICE && r < met->n; r++)
    if (met->values[r] == 0)
      return FALSE;
  return TRUE;
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyAnswerOutput *met = &answer->outputs[OUTPUT_MET];
  const JlyAnswerOutput *price = &answer->outputs[OUTPUT_PRICE];
  const JlyInputColumn *amount = &query->inputs->columns[JLY_BID_AMOUNT];
  const JlyInputColumn *cost = &query->inputs->columns[JLY_BID_COST];
  g_autofree char *number = NULL;
  guint n_unmet = 0;

  for (gsize r = 0; r < met->n; r++)
    n_unmet += met->values[r] == 0;
  if (n_unmet > 0)
    return g_strdup_printf (ngettext ("Not yet: %u of %u requirements is not met.",
                                      "Not yet: %u of %u requirements are not met.", n_unmet),
                            n_unmet, (guint)met->n);
  number = format ((gint64)price->values[0], amount->scale + cost->scale);
  return g_strdup_printf (_ ("Yes: together the three can bid, from %s %s."), number, cost->unit);
}

const JlyAnalysis jly_joint_bid_analysis = {
  .id = "joint-bid",
  .title = N_ ("Joint bid"),
  .who = N_ ("All three companies, and with them the computing parties, learn which requirements "
             "are met and, if all are, the price; each company alone learns its own part."),
  .least_sources = N,
  .most_sources = N,
  .needs_public_rows = TRUE,
  .uses_all = JLY_USE_MODEL,
  .outputs = outputs,
  .n_outputs = N_OUTPUTS,
  .check = check,
  .clear = clear,
  .secure = secure,
  .is_due = is_due,
  .headline = headline,
};
