/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "quartiles": the values that a quarter, half and three quarters of the rows
 * do not exceed. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-quantiles.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "type", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("As in R, type"), 0, "7|1" },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "quartiles", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static const JlyQuantiles quantiles = { 3, 4, { 1, 2, 3 } };

JLY_QUANTILES_FORMS (jly_quartiles_analysis, quantiles)

const JlyAnalysis jly_quartiles_analysis = {
  .id = "quartiles",
  .title = N_ ("Quartiles"),
  JLY_QUANTILES_FIELDS,
};
