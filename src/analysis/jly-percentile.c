/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "percentile": any percentile, in steps of a tenth. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-quantiles.h"
#include "analysis/jly-search.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "percent", JLY_PARAMETER_PERCENT, TRUE, NULL, N_ ("Percent"), 0 },
  { "type", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("As in R, type"), 0, "7|1" },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "percentile", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static JlyQuantiles
read_quantiles (const JlyQuery *query)
{
  JlyFraction fraction = jly_fraction_new (jly_query_get_tenths (query, "percent", 500));

  return (JlyQuantiles){ 1, fraction.divisor, { fraction.numerator } };
}

JLY_QUANTILES_FORMS (jly_percentile_analysis, read_quantiles (query))

const JlyAnalysis jly_percentile_analysis = {
  .id = "percentile",
  .title = N_ ("Percentile"),
  JLY_QUANTILES_FIELDS,
};
