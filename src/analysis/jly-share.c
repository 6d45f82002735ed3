/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "share": the sum of every group, and what part of the sum of all shown groups it is. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = NULL,
  .terms = { JLY_TERM_SUM },
  .n_terms = 1,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  gsize n = jly_tabulate_count_values (&tabulation, query);
  __int128 total = 0;

  for (gsize i = 0; i < n; i++)
    total += jly_answer_get (answer, 0, i);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = label (query, 0, i);

      if (!jly_tabulate_is_shown (&tabulation, answer, i))
        jly_figures_add_hidden (figures, "share", name, query);
      else if (total == 0)
        jly_figures_add_none (figures, "share", name, _ ("the total is zero"));
      else
        jly_figures_add_ratio (figures, "share", name,
                               (__int128)100 * jly_answer_get (answer, 0, i), total, 0, "%");
    }
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_tabulate_describe (&tabulation, query, answer, _ ("Share of the total"));
}

const JlyAnalysis jly_share_analysis = {
  .id = "share",
  .title = N_ ("Share of the total"),
  .who = N_ ("Every company learns the sum of each group that is shown, and so its share of what "
             "is shown; the computing parties learn nothing."),
  /* With two, the number tells each the other's. */
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
  .derive = derive,
  .headline = headline,
};
