/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "largest-share": what part of the total the k largest have together. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-concentration.h"
#include "analysis/jly-condition.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  JLY_CONCENTRATION_PARAMETERS,
  { "largest", JLY_PARAMETER_WHOLE, FALSE, NULL, N_ ("How many"), 0 },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "largest-share", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL,
    N_ ("the total may be zero"), 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_CONCENTRATION_FORMS (jly_largest_share_analysis, JLY_CONCENTRATION_LARGEST)

const JlyAnalysis jly_largest_share_analysis = {
  .id = "largest-share",
  .title = N_ ("Share of the largest"),
  .who = N_ ("Every company learns which part of the total the largest have together, in "
             "hundredths of a percent; one that knows to be among them can work out bounds of the "
             "total; the computing parties learn nothing."),
  JLY_CONCENTRATION_FIELDS,
};
