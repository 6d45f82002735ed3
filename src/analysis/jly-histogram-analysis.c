/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "histogram": how many rows lie in each range between agreed edges, an edge belonging to the range
 * above it. */
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
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_GROUP },
  { "edges", JLY_PARAMETER_EDGES, TRUE, "column", N_ ("Edges") },
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
  return jly_tabulate_describe (&tabulation, query, answer,
                                jly_query_get_column (query, "column", NULL)->title);
}

const JlyAnalysis jly_histogram_analysis = {
  .id = "histogram",
  .title = N_ ("Histogram"),
  .who = N_ ("Every company learns how many rows are in each range that is shown; the computing "
             "parties learn nothing."),
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
