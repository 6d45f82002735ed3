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

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  return jly_concentration_check (JLY_CONCENTRATION_LARGEST, query, shapes, error);
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  return jly_concentration_clear (JLY_CONCENTRATION_LARGEST, query, table);
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  return jly_concentration_secure (JLY_CONCENTRATION_LARGEST, engine, query, table, error);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return jly_concentration_label (query, i);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_concentration_headline (&jly_largest_share_analysis, query, answer,
                                     _ ("Share of the largest"), format);
}

const JlyAnalysis jly_largest_share_analysis = {
  .id = "largest-share",
  .title = N_ ("Share of the largest"),
  .who = N_ ("Every company learns which part of the total the largest have together, in "
             "hundredths of a percent; one that knows to be among them can work out bounds of the "
             "total; the computing parties learn nothing."),
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
