/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "chi-squared": whether two columns of categories have to do with each other. Lines that are
 * hidden, and categories without rows, take no part. Source: Pearson, "On the criterion", 1900; the
 * correction of tables of two by two, where asked for, Yates, 1934. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-exact.h"
#include "analysis/jly-tabulate.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_EXPECTED 5

static const JlyTabulation tabulation = { .terms = { JLY_TERM_COUNT }, .n_terms = 1 };

static const JlyParameterSpec parameters[] = {
  { "by", JLY_PARAMETER_CATEGORIES, TRUE, NULL, N_ ("By"), JLY_USE_GROUP },
  { "by-2", JLY_PARAMETER_CATEGORIES, TRUE, NULL, N_ ("And by"), JLY_USE_GROUP },
  { "correction", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("Yates’s correction"), 0, "no|yes" },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

/* What is shown of the table, and its margins. */
typedef struct
{
  guint n_lines, n_across;
  gint64 *cells, *lines, *across, n;
  guint n_hidden; /* lines */
} Table;

static void
table_clear (Table *table)
{
  g_free (table->cells);
  g_free (table->lines);
  g_free (table->across);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static Table
read_table (const JlyQuery *query, const JlyAnswer *answer)
{
  guint n_lines = jly_input_column_count_categories (jly_query_get_column (query, "by", NULL));
  guint n_across = jly_input_column_count_categories (jly_query_get_column (query, "by-2", NULL));
  Table table = { n_lines,
                  n_across,
                  g_new0 (gint64, n_lines * n_across),
                  g_new0 (gint64, n_lines),
                  g_new0 (gint64, n_across),
                  0,
                  0 };

  for (guint i = 0; i < n_lines * n_across; i++)
    {
      table.cells[i] = (gint64)jly_answer_get (answer, 0, i);
      table.lines[i / n_across] += table.cells[i];
      table.across[i % n_across] += table.cells[i];
      table.n += table.cells[i];
      table.n_hidden += i % n_across == 0 && !jly_tabulate_is_shown (&tabulation, answer, i);
    }
  return table;
}

static guint
count_used (const gint64 *margin, guint n)
{
  guint n_used = 0;

  for (guint i = 0; i < n; i++)
    n_used += margin[i] > 0;
  return n_used;
}

typedef struct
{
  const char *reason; /* why there is no test; NULL: there is */
  guint n_hidden;
  double x, degrees, p, strength; /* strength: Cramér's V */
  gboolean is_rough;              /* some expected number is small */
} Result;

static double
get_expected (const Table *table, guint i)
{
  return (double)table->lines[i / table->n_across] * (double)table->across[i % table->n_across]
         / (double)table->n;
}

static double
get_least_distance (const Table *table)
{
  double least = 0.5;

  for (guint i = 0; i < table->n_lines * table->n_across; i++)
    if (table->lines[i / table->n_across] > 0 && table->across[i % table->n_across] > 0)
      least = MIN (least, fabs ((double)table->cells[i] - get_expected (table, i)));
  return least;
}

/* Sum of cell^2 / (line across), times n, less n: exact until the end. */
static double
add_exactly (const Table *table)
{
  g_auto (JlyExact) sum = jly_exact_new (-1);

  for (guint i = 0; i < table->n_lines * table->n_across; i++)
    {
      g_auto (JlyExact) part = jly_exact_new ((__int128)table->cells[i] * table->cells[i]);
      g_auto (JlyExact) margins = jly_exact_new ((__int128)table->lines[i / table->n_across]
                                                 * table->across[i % table->n_across]);

      if (table->cells[i] == 0)
        continue;
      jly_exact_divide (&part, &margins);
      jly_exact_add (&sum, &part, 1);
    }
  return (double)table->n * jly_exact_get (&sum, 0);
}

static double
add_corrected (const Table *table)
{
  double least = get_least_distance (table), sum = 0;

  for (guint i = 0; i < table->n_lines * table->n_across; i++)
    {
      double expected = get_expected (table, i);

      if (expected > 0)
        sum += pow (fabs ((double)table->cells[i] - expected) - least, 2) / expected;
    }
  return sum;
}

static gboolean
is_rough (const Table *table)
{
  for (guint i = 0; i < table->n_lines * table->n_across; i++)
    {
      double expected = get_expected (table, i);

      if (expected > 0 && expected < LEAST_EXPECTED)
        return TRUE;
    }
  return FALSE;
}

static Result
work_out (const JlyQuery *query, const JlyAnswer *answer)
{
  g_auto (Table) table = read_table (query, answer);
  guint lines = count_used (table.lines, table.n_lines);
  guint across = count_used (table.across, table.n_across);
  gboolean is_corrected = g_strcmp0 (jly_query_get (query, "correction"), "yes") == 0;
  Result result = { .n_hidden = table.n_hidden };

  if (lines < 2 || across < 2)
    {
      result.reason = table.n_hidden > 0
                          ? _ ("too little of the table is shown")
                          : _ ("all rows are in one line or one column of the table");
      return result;
    }
  result.x
      = is_corrected && lines == 2 && across == 2 ? add_corrected (&table) : add_exactly (&table);
  result.degrees = (double)(lines - 1) * (across - 1);
  result.p = jly_chance_of_chi_squared (result.x, result.degrees);
  result.strength = sqrt (result.x / (double)table.n / (MIN (lines, across) - 1));
  result.is_rough = is_rough (&table);
  return result;
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  Result result = work_out (query, answer);

  if (result.reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", NULL, result.reason);
      return;
    }
  jly_figures_add_number (figures, "chi-squared", NULL, result.x, NULL);
  jly_figures_add_number (figures, "degrees-of-freedom", NULL, result.degrees, NULL);
  jly_figures_add_number (figures, "strength", NULL, result.strength, NULL);
  jly_chance_add_figure (figures, NULL, result.p);
  if (result.is_rough)
    jly_figures_add_text (figures, "note", NULL,
                          _ ("Some groups are so small that the p-value is only rough."));
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const char *by = jly_query_get_column (query, "by", NULL)->title;
  const char *by_2 = jly_query_get_column (query, "by-2", NULL)->title;
  Result result = work_out (query, answer);
  g_autofree char *found = NULL, *strength = NULL;

  if (result.reason != NULL)
    return g_strdup_printf (_ ("“%s” and “%s” cannot be compared: %s."), by, by_2, result.reason);
  strength = jly_chance_format_number (format, result.strength, 2, NULL);
  found = g_strdup_printf (
      result.n_hidden > 0
          ? _ ("In what is shown, “%s” is distributed differently by “%s” (strength %s of 1).")
          : _ ("“%s” is distributed differently by “%s” (strength %s of 1)."),
      by_2, by, strength);
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_chi_squared_analysis = {
  .id = "chi-squared",
  .title = N_ ("Whether two categories have to do with each other (chi-squared test)"),
  .who = N_ ("Every company learns the number of rows in each cell of the table that is shown; the "
             "computing parties learn nothing."),
  /* With two, the number tells each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check,
  .clear = clear,
  .secure = secure,
  .label = label,
  .derive = derive,
  .headline = headline,
};
