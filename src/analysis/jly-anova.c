/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "anova": whether the means of a column differ between the groups of another one: analysis of
 * variance of one factor. Groups that are hidden, or have no rows, take no part. Source: Fisher,
 * "Statistical methods for research workers", 1925. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-groups.h"
#include "analysis/jly-model.h"
#include "analysis/jly-spread.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "by", JLY_PARAMETER_CATEGORIES, TRUE, NULL, N_ ("By"), JLY_USE_GROUP },
  JLY_CONDITION_PARAMETERS,
};

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, JLY_SPREAD_SHOWN, FALSE);
  g_auto (JlyGroups) groups = { 0 };
  guint column, by;

  jly_query_get_column (query, "column", &column);
  jly_query_get_column (query, "by", &by);
  jly_moments_add_column (self, column);
  jly_moments_add_column (self, by);
  groups = jly_groups_add (self, query, NULL, TRUE);
  for (guint k = 0; k < JLY_SPREAD_SHOWN; k++)
    for (guint i = 0; i < groups.n; i++)
      jly_moments_add_pair (self, k, k == JLY_SPREAD_SQUARES ? groups.amounts[i] : groups.flags[i],
                            k == JLY_SPREAD_COUNT ? groups.flags[i] : groups.amounts[i], i);
  return self;
}

static const JlyModel model = { NULL, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return g_strdup (jly_query_get_column (query, "by", NULL)->categories[i]);
}

typedef struct
{
  const char *reason; /* why there is no test; NULL: there is */
  guint n_groups, n_hidden;
  gint64 n;
  double f, p, explained; /* the share of the variation that groups explain */
} Result;

/* What adds up over the groups that are shown. */
typedef struct
{
  JlyExact sum, between, within; /* between: sum of n mean^2 at first */
} Totals;

static void
add_group (const JlySpread *spread, Totals *totals, Result *result)
{
  g_auto (JlyExact) part = jly_exact_new (0);

  if (spread->n == 0)
    return;
  result->n_groups++;
  result->n += spread->n;
  jly_exact_add (&totals->sum, &spread->mean, spread->n);
  jly_exact_add (&part, &spread->mean, spread->n);
  jly_exact_multiply (&part, &spread->mean);
  jly_exact_add (&totals->between, &part, 1);
  jly_exact_add (&totals->within, &spread->deviation, 1);
}

static void
test (Totals *totals, Result *result)
{
  g_auto (JlyExact) n = jly_exact_new (result->n), square = jly_exact_new (0);
  g_auto (JlyExact) f = jly_exact_new (1), all = jly_exact_new (0), one = jly_exact_new (1);
  g_auto (JlyExact) above = jly_exact_new (result->n_groups - 1);
  g_auto (JlyExact) below = jly_exact_new (result->n - result->n_groups);

  jly_exact_add (&square, &totals->sum, 1);
  jly_exact_multiply (&square, &totals->sum);
  jly_exact_divide (&square, &n);
  jly_exact_add (&totals->between, &square, -1);
  if (jly_exact_sign (&totals->within) == 0)
    {
      result->reason = _ ("the values do not vary within the groups");
      return;
    }
  jly_exact_multiply (&f, &totals->between);
  jly_exact_multiply (&f, &below);
  jly_exact_divide (&f, &above);
  jly_exact_divide (&f, &totals->within);
  result->f = jly_exact_get (&f, 0);
  result->p
      = jly_chance_of_f (result->f, result->n_groups - 1, (double)(result->n - result->n_groups));
  jly_exact_add (&all, &totals->between, 1);
  jly_exact_add (&all, &totals->within, 1);
  jly_exact_multiply (&one, &totals->between);
  jly_exact_divide (&one, &all);
  result->explained = jly_exact_get (&one, 0);
}

static Result
work_out (const JlyQuery *query, const JlyAnswer *answer)
{
  Totals totals = { jly_exact_new (0), jly_exact_new (0), jly_exact_new (0) };
  gint64 base = jly_input_column_get_base (jly_query_get_column (query, "column", NULL));
  Result result = { NULL };

  for (gsize i = 0; i < answer->outputs[JLY_SPREAD_SHOWN].n; i++)
    {
      g_auto (JlySpread) spread = jly_spread_read (answer, i, base);

      if (answer->outputs[JLY_SPREAD_SHOWN].values[i] == 0)
        result.n_hidden++;
      else
        add_group (&spread, &totals, &result);
    }
  if (result.n_groups < 2)
    result.reason = _ ("fewer than two groups are shown");
  else if (result.n <= result.n_groups)
    result.reason = _ ("no group has two rows");
  else
    test (&totals, &result);
  jly_exact_clear (&totals.sum);
  jly_exact_clear (&totals.between);
  jly_exact_clear (&totals.within);
  return result;
}

static void
add_group_figures (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);

  for (gsize i = 0; i < answer->outputs[JLY_SPREAD_SHOWN].n; i++)
    {
      g_auto (JlySpread) spread = jly_spread_read (answer, i, jly_input_column_get_base (column));
      g_autofree char *name = label (query, JLY_SPREAD_COUNT, i);

      if (answer->outputs[JLY_SPREAD_SHOWN].values[i] == 0)
        jly_figures_add_hidden (figures, "mean", name, query);
      else if (spread.n == 0)
        jly_figures_add_none (figures, "mean", name, _ ("no rows"));
      else
        jly_figures_add_number (figures, "mean", name,
                                jly_exact_get (&spread.mean, -(int)column->scale), column->unit);
    }
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  Result result = work_out (query, answer);

  add_group_figures (query, answer, figures);
  if (result.reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", NULL, result.reason);
      return;
    }
  jly_figures_add_number (figures, "f", NULL, result.f, NULL);
  jly_figures_add_number (figures, "degrees-of-freedom", NULL, result.n_groups - 1, NULL);
  jly_figures_add_number (figures, "degrees-of-freedom-within", NULL,
                          (double)(result.n - result.n_groups), NULL);
  jly_figures_add_number (figures, "explained", NULL, 100 * result.explained, "%");
  jly_chance_add_figure (figures, NULL, result.p);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  const JlyInputColumn *by = jly_query_get_column (query, "by", NULL);
  Result result = work_out (query, answer);
  g_autofree char *found = NULL, *share = NULL;

  if (result.reason != NULL)
    return g_strdup_printf (_ ("“%s” cannot be compared by “%s”: %s."), column->title, by->title,
                            result.reason);
  share = jly_chance_format_number (format, 100 * result.explained, 1, "%");
  found = g_strdup_printf (
      ngettext ("The means of “%s” differ between the %u group of “%s”, which explains %s of the "
                "variation.",
                "The means of “%s” differ between the %u groups of “%s”, which explain %s of the "
                "variation.",
                result.n_groups),
      column->title, result.n_groups, by->title, share);
  if (result.n_hidden > 0)
    {
      g_autofree char *all = g_steal_pointer (&found);

      found = g_strdup_printf (ngettext ("%s %u hidden group takes no part.",
                                         "%s %u hidden groups take no part.", result.n_hidden),
                               all, result.n_hidden);
    }
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_anova_analysis = {
  .id = "anova",
  .title = N_ ("Compare the means of several groups (analysis of variance)"),
  .who = N_ ("Every company learns number of rows, sum and sum of squares of every shown group, "
             "and so their means and deviations; the computing parties learn nothing."),
  /* With two, sums tell each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = jly_spread_outputs,
  .n_outputs = JLY_SPREAD_N_OUTPUTS,
  .check = check,
  .clear = clear,
  .secure = secure,
  .label = label,
  .derive = derive,
  .headline = headline,
};
