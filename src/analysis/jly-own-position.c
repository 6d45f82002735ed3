/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "own-position": each company alone learns in which quarter its own total stands among those of
 * all companies that have one, and whether it is above the median. Quarter 1 is up to the first
 * quartile (R's type 7 of the companies' totals), 4 above the third; 0 is for a company without
 * rows, and for everybody where fewer companies have rows than the limits want.
 */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-search.h"
#include "analysis/jly-tabulate-private.h"
#include "base/jly-error.h"
#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"

#include <glib/gi18n-lib.h>

#define N_QUARTILES 3
#define MAX_WIDTH 59 /* of a total, so that four times its place fits 64 bits */
#define SCALE_BITS 2 /* quartiles come in steps of a quarter */

static const JlyTabulation tabulation
    = { .column = "column", .terms = { JLY_TERM_SUM }, .n_terms = 1 };

static const JlyFraction quartiles[N_QUARTILES] = { { 1, 4 }, { 2, 4 }, { 3, 4 } };

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "quarter", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_EACH_PROVIDER, NULL, NULL, 0, FALSE },
  { "above-median", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_EACH_PROVIDER, NULL, NULL, 0, FALSE },
};

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  JlyOutputShape totals[2];
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Agree on a smaller range, on fewer decimals or on fewer rows."),
  };

  if (!jly_tabulate_check (&tabulation, query, totals, error))
    return FALSE;
  if (totals[0].width > MAX_WIDTH)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("The agreed range of “%s” is too wide: positions could not be computed "
                        "exactly."),
                     jly_tabulate_get_column (&tabulation, query, 0)->title);
  shapes[0] = (JlyOutputShape){ .n = totals[0].n, .width = 3 };
  shapes[1] = (JlyOutputShape){ .n = totals[0].n, .width = 1 };
  return TRUE;
}

/* Where a company's total stands; totals are sorted here. */
static guint
find_quarter (gint64 *totals, gsize n, gint64 own)
{
  guint quarter = 1;

  for (guint f = 0; f < N_QUARTILES; f++)
    quarter += 4 * own > jly_search_clear (totals, n, &quartiles[f], FALSE);
  return quarter;
}

/* The total of every company for one column, and whether it has rows. */
static void
add_totals (const JlyQuery *query,
            const JlyClearTable *table,
            const gboolean *takes,
            guint column,
            gint64 *totals,
            gboolean *is_there)
{
  gsize row = 0;

  for (guint p = 0; p < query->inputs->n_sources; p++)
    {
      totals[p] = 0;
      is_there[p] = FALSE;
      for (gsize i = 0; i < query->inputs->n_rows[p]; i++, row++)
        if (takes[row] && jly_clear_table_has (table, column, row))
          {
            totals[p] += table->values[column][row];
            is_there[p] = TRUE;
          }
    }
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&tabulation, query);
  g_autofree gboolean *takes = jly_condition_judge (query, table);
  guint n_parties = query->inputs->n_sources;
  g_autofree gint64 *totals = g_new (gint64, n_parties), *there = g_new (gint64, n_parties);
  g_autofree gboolean *is_there = g_new (gboolean, n_parties);
  JlyAnswer *answer = jly_answer_new (2);
  guint64 *quarters = jly_answer_open (answer, 0, measures.n);
  guint64 *above = jly_answer_open (answer, 1, measures.n);

  for (guint m = 0; m < measures.n; m++)
    {
      gsize n = 0;

      add_totals (query, table, takes, measures.first[m], totals, is_there);
      for (guint p = 0; p < n_parties; p++)
        if (is_there[p])
          there[n++] = totals[p];
      if (!is_there[source] || n < query->inputs->limits.min_parties)
        continue;
      quarters[m] = find_quarter (there, n, totals[source]);
      above[m] = quarters[m] > 2;
    }
  return answer;
}

/* What is computed with: a lane for each company and column, company by company. */
typedef struct
{
  JlyEngine *engine;
  guint self, n_parties, n, width;
  JlyBits *codes; /* totals, moved so that the least is 0 or above */
  JlyBits *there; /* whether the company has rows */
} Work;

static void
work_clear (Work *work)
{
  jly_bits_free (work->codes);
  jly_bits_free (work->there);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
prepare (Work *work, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&tabulation, query);
  g_autoptr (JlyRing) counts = NULL, sums = NULL;
  g_autoptr (JlyBits) rows = NULL;
  JlyBits sign;

  if (!jly_tabulate_find_parties (&tabulation, work->engine, query, table, &counts, &sums, error))
    return FALSE;
  work->n = measures.n;
  work->width = jly_measures_get_width (&measures, query, JLY_TERM_SUM) + 1;
  work->codes = jly_convert_to_bits (work->engine, sums, work->width, error);
  if (work->codes == NULL)
    return FALSE;
  sign = jly_bits_view (work->codes, work->width - 1, 1);
  jly_bits_flip (&sign, work->self);
  rows = jly_convert_to_bits (work->engine, counts,
                              jly_measures_get_width (&measures, query, JLY_TERM_COUNT), error);
  work->there = rows != NULL ? jly_gate_less_than_constant (work->engine, rows, 1, error) : NULL;
  if (work->there == NULL)
    return FALSE;
  jly_bits_flip (work->there, work->self);
  return TRUE;
}

/* A lane a column and quartile. */
static JlyBits *
find_quartiles (const Work *work, GError **error)
{
  g_autofree JlySearchGroup *groups = g_new (JlySearchGroup, work->n);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autofree guint32 *lanes = g_new (guint32, work->n_parties);

  for (guint m = 0; m < work->n; m++)
    {
      for (guint32 p = 0; p < work->n_parties; p++)
        lanes[p] = p * work->n + m;
      g_ptr_array_add (kept, jly_pick_bits (work->codes, lanes, work->n_parties));
      g_ptr_array_add (kept, jly_pick_bits (work->there, lanes, work->n_parties));
      groups[m] = (JlySearchGroup){ kept->pdata[2 * m], kept->pdata[2 * m + 1] };
    }
  return jly_search_secure (work->engine, groups, work->n, quartiles, N_QUARTILES, FALSE, error);
}

/* Plane f: 1 where the company's total is above quartile f of the column. */
static JlyBits *
compare (const Work *work, const JlyBits *found, GError **error)
{
  guint n = work->n_parties * work->n;
  g_autofree guint32 *own = g_new (guint32, n * N_QUARTILES);
  g_autofree guint32 *other = g_new (guint32, n * N_QUARTILES);
  g_autoptr (JlyBits) scaled = jly_bits_new (n, found->width), x = NULL, y = NULL, above = NULL;
  JlyBits planes = jly_bits_view (scaled, SCALE_BITS, work->width);

  jly_bits_assign (&planes, work->codes);
  for (guint32 i = 0; i < n * N_QUARTILES; i++)
    {
      own[i] = i % n;
      other[i] = i % n % work->n * N_QUARTILES + i / n;
    }
  x = jly_pick_bits (found, other, (gsize)n * N_QUARTILES);
  y = jly_pick_bits (scaled, own, (gsize)n * N_QUARTILES);
  above = jly_gate_less_than (work->engine, x, y, error);
  return above != NULL ? jly_bits_lanes_to_planes (above, n) : NULL;
}

/* there, where as many companies as the limits want have rows for the column. */
static JlyBits *
find_told (const Work *work, const JlyLimits *limits, GError **error)
{
  g_autoptr (JlyColumns) columns
      = jly_columns_new (work->there->n_lanes, jly_count_width (work->n_parties));
  g_autofree guint32 *lanes = g_new (guint32, work->there->n_lanes);
  g_autoptr (JlyBits) n_there = NULL, few = NULL, enough = NULL;

  jly_columns_add (columns, work->there, 0);
  jly_columns_sum_lanes_by (columns, work->n);
  n_there = jly_columns_resolve (columns, work->engine, error);
  few = n_there != NULL
            ? jly_gate_less_than_constant (work->engine, n_there, limits->min_parties, error)
            : NULL;
  if (few == NULL)
    return NULL;
  jly_bits_flip (few, work->self);
  for (guint32 i = 0; i < work->there->n_lanes; i++)
    lanes[i] = i % work->n;
  enough = jly_pick_bits (few, lanes, work->there->n_lanes);
  return jly_gate_and (work->engine, work->there, enough, error);
}

/* Quarters 1 to 4 in three planes, and above the median in a fourth: above says for the three
 * quartiles in turn, and each holds only where the one before does. */
static JlyBits *
make_quarters (const Work *work, const JlyBits *above, const JlyBits *told, GError **error)
{
  g_autoptr (JlyBits) planes = jly_bits_new (above->n_lanes, 4);
  JlyBits first = jly_bits_view (above, 0, 1), second = jly_bits_view (above, 1, 1);
  JlyBits third = jly_bits_view (above, 2, 1);
  JlyBits bit = jly_bits_view (planes, 0, 1);

  jly_bits_set_xor (&bit, &first, &second);
  jly_bits_xor (&bit, &third);
  jly_bits_flip (&bit, work->self);
  bit = jly_bits_view (planes, 1, 1);
  jly_bits_set_xor (&bit, &first, &third);
  bit = jly_bits_view (planes, 2, 1);
  jly_bits_assign (&bit, &third);
  bit = jly_bits_view (planes, 3, 1);
  jly_bits_assign (&bit, &second);
  return jly_gate_and (work->engine, planes, told, error);
}

static void
hand_out (const Work *work, const JlyBits *quarters, JlyShares *shares)
{
  for (guint p = 0; p < work->n_parties; p++)
    {
      g_autoptr (JlyBits) own = jly_bits_copy_lanes (quarters, (gsize)p * work->n, work->n);
      JlyBits quarter = jly_bits_view (own, 0, 3), above = jly_bits_view (own, 3, 1);

      jly_shares_add (shares, 0, &quarter);
      jly_shares_add (shares, 1, &above);
    }
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_auto (Work) work = { .engine = engine,
                         .self = jly_engine_get_self (engine),
                         .n_parties = query->inputs->n_sources };
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) found = NULL, above = NULL, told = NULL, quarters = NULL;

  if (!prepare (&work, query, table, error))
    return NULL;
  found = find_quartiles (&work, error);
  above = found != NULL ? compare (&work, found, error) : NULL;
  told = above != NULL ? find_told (&work, &query->inputs->limits, error) : NULL;
  quarters = told != NULL ? make_quarters (&work, above, told, error) : NULL;
  if (quarters == NULL)
    return NULL;
  hand_out (&work, quarters, shares);
  return g_steal_pointer (&shares);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return jly_tabulate_label (&tabulation, query, i);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return g_strdup (_ ("Each company alone learned in which quarter it stands."));
}

const JlyAnalysis jly_own_position_analysis = {
  .id = "own-position",
  .title = N_ ("Own position"),
  .who = N_ ("Each company alone learns its own quarter and whether it is above the median; the "
             "computing parties learn nothing."),
  /* With fewer, a quarter tells too much of single others. */
  .least_sources = 4,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check,
  .clear = clear,
  .secure = secure,
  .label = label,
  .headline = headline,
};
