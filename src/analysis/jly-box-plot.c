/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "box-plot": five figures in one search: the ends of the whiskers, the quartiles and the median.
 * Whiskers end where 5 % or 10 % of the rows lie outside on either side, or at the least and the
 * largest value, which are somebody's own figures and must be allowed. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-quantiles.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "whiskers", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("Whiskers"), 0, "5-95|10-90|ends" },
  { "type", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("As in R, type"), 0, "7|1" },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "box", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static JlyQuantiles
read_quantiles (const JlyQuery *query)
{
  const char *whiskers = jly_query_get (query, "whiskers");

  if (g_strcmp0 (whiskers, "ends") == 0)
    return (JlyQuantiles){ 5, 4, { 0, 1, 2, 3, 4 } };
  if (g_strcmp0 (whiskers, "10-90") == 0)
    return (JlyQuantiles){ 5, 20, { 2, 5, 10, 15, 18 } };
  return (JlyQuantiles){ 5, 20, { 1, 5, 10, 15, 19 } };
}

JLY_QUANTILES_FORMS (jly_box_plot_analysis, read_quantiles (query))

const JlyAnalysis jly_box_plot_analysis = {
  .id = "box-plot",
  .title = N_ ("Box plot"),
  JLY_QUANTILES_FIELDS,
};
