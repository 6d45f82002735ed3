/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "missing": in how many rows the cell of a column is missing. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = NULL,
  .terms = { JLY_TERM_MISSING },
  .n_terms = 1,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_COUNT },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "missing", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_tabulate_describe (&tabulation, query, answer, _ ("Number missing"));
}

const JlyAnalysis jly_missing_analysis = {
  .id = "missing",
  .title = N_ ("Number missing"),
  .who = N_ ("Every company learns in how many rows the figure is missing; the computing parties "
             "learn nothing."),
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
