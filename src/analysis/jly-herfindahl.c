/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "herfindahl": the sum of squared shares, from 1 / m (all have the same) to 1. */
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
  { "herfindahl", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL,
    N_ ("the total may be zero"), 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_CONCENTRATION_FORMS (jly_herfindahl_analysis, JLY_CONCENTRATION_HERFINDAHL)

const JlyAnalysis jly_herfindahl_analysis = {
  .id = "herfindahl",
  .title = N_ ("Herfindahl index"),
  .who = N_ ("Every company learns the index, rounded to four decimals, and neither amounts nor "
             "their number; the computing parties learn nothing."),
  JLY_CONCENTRATION_FIELDS,
};
