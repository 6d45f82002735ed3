/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "gini": how unevenly an amount is spread, from 0 (all have the same) to 1. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-concentration.h"
#include "analysis/jly-condition.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  JLY_CONCENTRATION_PARAMETERS,
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "gini", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL,
    N_ ("the total may be zero"), 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_CONCENTRATION_FORMS (jly_gini_analysis, JLY_CONCENTRATION_GINI)

const JlyAnalysis jly_gini_analysis = {
  .id = "gini",
  .title = N_ ("Gini coefficient"),
  .who = N_ ("Every company learns the coefficient, rounded to four decimals, and neither amounts "
             "nor their number; the computing parties learn nothing."),
  JLY_CONCENTRATION_FIELDS,
};
