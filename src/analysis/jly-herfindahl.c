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

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  return jly_concentration_check (JLY_CONCENTRATION_HERFINDAHL, query, shapes, error);
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  return jly_concentration_clear (JLY_CONCENTRATION_HERFINDAHL, query, table);
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  return jly_concentration_secure (JLY_CONCENTRATION_HERFINDAHL, engine, query, table, error);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return jly_concentration_label (query, i);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_concentration_headline (&jly_herfindahl_analysis, query, answer,
                                     _ ("Herfindahl index"), format);
}

const JlyAnalysis jly_herfindahl_analysis = {
  .id = "herfindahl",
  .title = N_ ("Herfindahl index"),
  .who = N_ ("Every company learns the index, rounded to four decimals, and neither amounts nor "
             "their number; the computing parties learn nothing."),
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
