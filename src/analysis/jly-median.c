/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "median": the middle value, or the mean of the two middle ones. */
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
  { "median", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static const JlyQuantiles quantiles = { 1, 2, { 1 } };

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  return jly_quantiles_check (&quantiles, query, shapes, error);
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  return jly_quantiles_clear (&quantiles, query, table);
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  return jly_quantiles_secure (&quantiles, engine, query, table, error);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return jly_quantiles_label (&quantiles, query, i);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_quantiles_headline (&quantiles, &jly_median_analysis, query, answer, _ ("Median"),
                                 format);
}

const JlyAnalysis jly_median_analysis = {
  .id = "median",
  .title = N_ ("Median"),
  .who = N_ ("Every company learns the values that are shown, and neither "
             "numbers of rows nor other "
             "figures; the computing parties learn nothing."),
  /* With two, the value tells each the other's. */
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
