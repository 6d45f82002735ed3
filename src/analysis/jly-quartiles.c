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
  return jly_quantiles_headline (&quantiles, &jly_quartiles_analysis, query, answer,
                                 _ ("Quartiles"), format);
}

const JlyAnalysis jly_quartiles_analysis = {
  .id = "quartiles",
  .title = N_ ("Quartiles"),
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
