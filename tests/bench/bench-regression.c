/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A regression of n rows by ten columns of 20 bits, as a question of a study is computed: sums of
 * products of all pairs of columns, with what is handed out to the recipients, which is opened
 * among the three here and compared.
 */
#include "config.h"

#include "bench/bench-work.h"

#include "analysis/jly-analysis.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"

#define N_PREDICTORS 10
#define N_COLUMNS (N_PREDICTORS + 1)
#define N_TERMS (N_COLUMNS + 1) /* the constant as well */

static const char *const ids[N_COLUMNS] = { "y", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };

typedef struct
{
  JlyInputColumn columns[N_COLUMNS];
  gsize n_rows[3];
  JlyInputs inputs;
  JlyParameter parameters[2];
  JlyQuery query;
} Question;

static void
ask (const BenchWork *work, Question *question)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    question->columns[c] = (JlyInputColumn){ .id = ids[c],
                                             .title = ids[c],
                                             .unit = "",
                                             .kind = JLY_VALUE_NUMBER,
                                             .most = ((gint64)1 << work->width) - 1,
                                             .width = work->width };
  question->n_rows[0] = question->n_rows[1] = work->n / 3;
  question->n_rows[2] = work->n - 2 * (work->n / 3);
  question->inputs = (JlyInputs){ .columns = question->columns,
                                  .n_columns = N_COLUMNS,
                                  .n_sources = 3,
                                  .n_rows = question->n_rows,
                                  .most_rows = work->n,
                                  .limits = { 5, 3, 80, FALSE } };
  question->parameters[0] = (JlyParameter){ "outcome", "y" };
  question->parameters[1] = (JlyParameter){ "predictors", "a,b,c,d,e,f,g,h,i,j" };
  question->query = (JlyQuery){ &question->inputs, question->parameters, 2 };
}

static void
fill_regression (BenchWork *work)
{
  gsize n = N_COLUMNS * work->n;

  bench_share_bits (work, 0, bench_values (n, work->width, 0), n, work->width);
}

/* What the recipient of a piece would put together, for the three to open. */
static JlyBits *
take_back (const Question *question, const JlyShares *shares)
{
  const JlyAnalysis *analysis = jly_analysis_find ("regression");
  JlyOutputShape shapes[JLY_ANALYSIS_MAX_OUTPUTS];
  gsize size;
  const guint8 *bytes = g_bytes_get_data (jly_shares_get (shares, 0, 0), &size);
  JlyBits *bits;

  if (!jly_analysis_check (analysis, &question->query, shapes, NULL) || shapes[0].width > 64)
    return NULL;
  bits = jly_bits_new (shapes[0].n, shapes[0].width);
  jly_lanes_unpack (bytes, bits->n_lanes, bits->width, bits->own);
  jly_lanes_unpack (bytes + size / 2, bits->n_lanes, bits->width, bits->prev);
  return bits;
}

static gboolean
run_regression (BenchWork *work, GError **error)
{
  const JlyBits *columns[N_COLUMNS];
  const JlySecretTable table = { columns, NULL, NULL };
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (JlyShares) shares = NULL;
  Question question;

  ask (work, &question);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_ptr_array_add (copies, jly_bits_copy_lanes (work->bits[0], c * work->n, work->n));
      columns[c] = copies->pdata[c];
    }
  shares = jly_analysis_find ("regression")->secure (work->engine, &question.query, &table, error);
  work->out_bits = shares != NULL ? take_back (&question, shares) : NULL;
  return work->out_bits != NULL;
}

/* The predictors come first among the terms, and the outcome, which is the first column, last. */
static guint64
get_term (const BenchWork *work, guint term, gsize row)
{
  guint column = term == N_TERMS - 1 ? 0 : term;

  return term == 0 ? 1 : work->clear[0][column * work->n + row];
}

static gboolean
check_regression (BenchWork *work, GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->out_bits->n_lanes);
  gsize at = 0;

  if (!jly_open_to_all (work->engine, work->out_bits, opened, error))
    return FALSE;
  for (guint i = 0; i < N_TERMS; i++)
    for (guint k = i; k < N_TERMS; k++, at++)
      {
        guint64 sum = 0;

        for (gsize row = 0; row < work->n; row++)
          sum += get_term (work, i, row) * get_term (work, k, row);
        if (opened[at] != sum)
          return FALSE;
      }
  return at == work->out_bits->n_lanes;
}

const BenchKind bench_regression = { fill_regression, run_regression, check_regression };
