/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-concentration.h; this is the reference. The secure form is in jly-concentration-secure.c.
 */
#include "config.h"

#include "analysis/jly-concentration-private.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-rounded.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define MOST_AMOUNT_BITS 62 /* a limb's place and a word */
#define MOST_BITS 120       /* of what is above and below the line */

const JlyTabulation jly_concentration_tabulation = {
  .column = "column",
  .terms = { JLY_TERM_SUM, JLY_TERM_COUNT },
  .n_terms = 2,
};

gboolean
jly_concentration_is_of_companies (const JlyQuery *query)
{
  return g_strcmp0 (jly_query_get (query, "of"), "companies") == 0;
}

guint
jly_concentration_get_largest (const JlyQuery *query)
{
  return jly_query_get_whole (query, "largest", JLY_LARGEST_DEFAULT);
}

guint
jly_concentration_get_width (const JlyMeasures *measures, const JlyQuery *query)
{
  guint width = 1;

  if (jly_concentration_is_of_companies (query))
    return jly_measures_get_width (measures, query, JLY_TERM_SUM);
  for (guint i = 0; i < measures->n; i++)
    width = MAX (width, query->inputs->columns[measures->first[i]].width);
  return width;
}

gsize
jly_concentration_count_most (const JlyQuery *query)
{
  return jly_concentration_is_of_companies (query) ? query->inputs->n_sources
                                                   : jly_inputs_count_most_rows (query->inputs);
}

static gboolean
check_columns (const JlyMeasures *measures, const JlyQuery *query, GError **error)
{
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Ask about a column of amounts whose agreed range begins at zero."),
  };

  for (guint i = 0; i < measures->n; i++)
    {
      const JlyInputColumn *column = &query->inputs->columns[measures->first[i]];

      if (column->least < 0)
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("“%s” may be below zero, so parts of its total mean nothing."),
                         column->title);
    }
  return TRUE;
}

static gboolean
check_width (const JlyMeasures *measures, const JlyQuery *query, GError **error)
{
  guint width = jly_concentration_get_width (measures, query);
  guint lg = jly_gate_log2 (jly_concentration_count_most (query));
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Agree on a smaller range, on fewer decimals or on fewer rows."),
  };

  return (width <= MOST_AMOUNT_BITS && 2 * (width + lg) <= MOST_BITS && lg <= 25)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The agreed range of “%s” is too wide: what is asked of it could not be "
                         "computed exactly."),
                      query->inputs->columns[measures->first[0]].title);
}

/* The share of all is nothing to ask for. */
static gboolean
check_largest (JlyConcentration kind, const JlyQuery *query, GError **error)
{
  guint k = jly_concentration_get_largest (query);
  JlyErrorDetail detail = { .step = "study", .next = _ ("Ask for the share of fewer.") };

  return kind != JLY_CONCENTRATION_LARGEST || k < jly_concentration_count_most (query)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The %u largest are all that there can be."), k);
}

gboolean
jly_concentration_check (JlyConcentration kind,
                         const JlyQuery *query,
                         JlyOutputShape *shapes,
                         GError **error)
{
  g_auto (JlyMeasures) measures = { .n = 0 };
  JlyOutputShape terms[3];

  if (!jly_tabulate_check (&jly_concentration_tabulation, query, terms, error))
    return FALSE;
  measures = jly_measures_read (&jly_concentration_tabulation, query);
  shapes[0] = (JlyOutputShape){
    .n = measures.n_values,
    .width = JLY_ROUNDED_WIDTH,
    .scale = kind == JLY_CONCENTRATION_LARGEST ? 2 : 4,
    .unit = kind == JLY_CONCENTRATION_LARGEST ? "%" : NULL,
  };
  shapes[1] = (JlyOutputShape){ .n = measures.n_values, .width = 1 };
  return check_columns (&measures, query, error) && check_width (&measures, query, error)
         && check_largest (kind, query, error);
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

/* Sorts the m amounts. */
static guint
measure (JlyConcentration kind, guint64 *amounts, gsize m, guint k)
{
  unsigned __int128 sum = 0, squares = 0, weighted = 0, largest = 0;

  qsort (amounts, m, sizeof *amounts, compare_amounts);
  for (gsize i = 0; i < m; i++)
    {
      sum += amounts[i];
      squares += (unsigned __int128)amounts[i] * amounts[i];
      weighted += (unsigned __int128)(i + 1) * amounts[i];
      largest += i + k >= m ? amounts[i] : 0;
    }
  switch (kind)
    {
    case JLY_CONCENTRATION_GINI:
      return jly_rounded_clear (2 * weighted - (m + 1) * sum, m * sum);
    case JLY_CONCENTRATION_LARGEST:
      return jly_rounded_clear (largest, sum);
    default:
      return jly_rounded_clear (squares, sum * sum);
    }
}

/* The amounts of one value; their number is returned. */
static gsize
take_amounts (const JlyMeasures *measures,
              const JlyQuery *query,
              const JlyClearTable *table,
              const int *cells,
              gsize value,
              guint64 *amounts)
{
  const JlyInputs *inputs = query->inputs;
  guint column = measures->first[value / measures->cells.n];
  gboolean is_of_companies = jly_concentration_is_of_companies (query);
  gsize n = 0, row = 0;

  for (guint p = 0; p < inputs->n_sources; p++)
    {
      gboolean is_begun = FALSE;

      for (gsize i = 0; i < inputs->n_rows[p]; i++, row++)
        {
          if (cells[row] != (int)(value % measures->cells.n)
              || !jly_clear_table_has (table, column, row))
            continue;
          if (!is_begun || !is_of_companies)
            amounts[n++] = 0;
          amounts[n - 1] += (guint64)table->values[column][row];
          is_begun = TRUE;
        }
    }
  return n;
}

JlyAnswer *
jly_concentration_clear (JlyConcentration kind, const JlyQuery *query, const JlyClearTable *table)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&jly_concentration_tabulation, query);
  g_autoptr (JlyAnswer) sums = jly_tabulate_clear (&jly_concentration_tabulation, query, table);
  g_autofree int *cells = jly_cells_place (&measures.cells, query, table);
  g_autofree guint64 *amounts = g_new (guint64, jly_inputs_count_rows (query->inputs) + 1);
  JlyAnswer *answer = jly_answer_new (2);
  guint64 *out = jly_answer_open (answer, 0, measures.n_values);
  guint64 *shown = jly_answer_open (answer, 1, measures.n_values);

  for (gsize i = 0; i < measures.n_values; i++)
    {
      gsize m = take_amounts (&measures, query, table, cells, i, amounts);
      guint value = measure (kind, amounts, m, jly_concentration_get_largest (query));

      shown[i]
          = value != G_MAXUINT && jly_tabulate_is_shown (&jly_concentration_tabulation, sums, i);
      out[i] = shown[i] ? value : 0;
    }
  return answer;
}

char *
jly_concentration_label (const JlyQuery *query, guint output, gsize i)
{
  return jly_tabulate_label (&jly_concentration_tabulation, query, i);
}

char *
jly_concentration_headline (const JlyAnalysis *analysis,
                            const JlyQuery *query,
                            const JlyAnswer *answer,
                            JlyFormatFunc format)
{
  const char *name = _ (analysis->title);
  const JlyAnswerOutput *shown = &answer->outputs[1];
  gsize n_hidden = 0;

  if (shown->n == 1 && shown->values[0] != 0)
    return jly_tabulate_say (&jly_concentration_tabulation, analysis, query, answer, name,
                             analysis->outputs[0].id, format);
  for (gsize i = 0; i < shown->n; i++)
    n_hidden += shown->values[i] == 0;
  return jly_tabulate_describe_counts (&jly_concentration_tabulation, query, name, shown->n,
                                       n_hidden);
}
