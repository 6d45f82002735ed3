/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "count": how many rows there are or meet a condition, in all or by group: also the frequency
 * table of a column and the cross table of two. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = NULL,
  .other = NULL,
  .terms = { JLY_TERM_COUNT },
  .n_terms = 1,
};

static const JlyParameterSpec parameters[] = {
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  g_autofree char *where = jly_condition_describe (query), *number = NULL;
  guint64 found = answer->outputs[0].values[0];
  gulong n = (gulong)found;

  if (jly_query_get (query, "by") != NULL || !jly_tabulate_is_shown (&tabulation, answer, 0))
    return jly_tabulate_describe (&tabulation, query, answer, _ ("Number of rows"));
  number = format ((gint64)found, 0);
  if (where == NULL)
    return g_strdup_printf (ngettext ("%s row in all", "%s rows in all", n), number);
  return g_strdup_printf (ngettext ("%s row %s", "%s rows %s", n), number, where);
}

const JlyAnalysis jly_count_analysis = {
  .id = "count",
  .title = N_ ("Number of rows"),
  .who = N_ ("Every company learns the numbers that are shown and not which rows are in them; the "
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
  .headline = headline,
};
