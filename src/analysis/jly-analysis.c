/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-analysis.h: the list of all analyses, and what is checked of any
 * query. */
#include "config.h"

#include "analysis/jly-analysis.h"

#include "analysis/jly-analyses.h"
#include "base/jly-error.h"
#include "engine/jly-open.h"

#include <glib/gi18n-lib.h>

static const JlyAnalysis *const analyses[] = {
  &jly_anova_analysis,        &jly_box_plot_analysis,      &jly_chi_squared_analysis,
  &jly_count_analysis,        &jly_gini_analysis,          &jly_growth_analysis,
  &jly_herfindahl_analysis,   &jly_histogram_analysis,     &jly_joint_bid_analysis,
  &jly_largest_analysis,      &jly_largest_share_analysis, &jly_mann_whitney_analysis,
  &jly_mean_analysis,         &jly_median_analysis,        &jly_missing_analysis,
  &jly_own_position_analysis, &jly_paired_t_test_analysis, &jly_pearson_analysis,
  &jly_percentile_analysis,   &jly_quartiles_analysis,     &jly_ratio_analysis,
  &jly_regression_analysis,   &jly_richer_analysis,        &jly_share_analysis,
  &jly_spearman_analysis,     &jly_sum_analysis,           &jly_t_test_analysis,
  &jly_threshold_analysis,    &jly_variance_analysis,      &jly_weighted_mean_analysis,
  &jly_wilcoxon_analysis,
};

const JlyAnalysis *const *
jly_analysis_list (gsize *n)
{
  *n = G_N_ELEMENTS (analyses);
  return analyses;
}

const JlyAnalysis *
jly_analysis_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (analyses); i++)
    if (g_str_equal (analyses[i]->id, id))
      return analyses[i];
  return NULL;
}

static gboolean
check_sources (const JlyAnalysis *self, const JlyInputs *inputs, GError **error)
{
  JlyErrorDetail detail = { .step = "study" };

  /* Who asks alone about figures of his own learns nothing of others. */
  if (inputs->is_alone && self->most_sources > self->least_sources)
    return TRUE;
  if (inputs->n_sources < self->least_sources || inputs->n_sources > self->most_sources)
    {
      detail.next = _ ("Ask something else, or agree on another study with as many companies.");
      if (self->most_sources == self->least_sources)
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("“%s” needs %u companies, this study has %u."), _ (self->title),
                         self->least_sources, inputs->n_sources);
      detail.next = _ ("Ask further companies to take part, or ask something else.");
      return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                       _ ("“%s” needs %u companies at least, this study has %u; with fewer, a "
                          "company could work out another one's figures."),
                       _ (self->title), self->least_sources, inputs->n_sources);
    }
  return TRUE;
}

/* What one reads of public rows would have no meaning for rows that everybody
 * numbers himself. */
static gboolean
check_rows (const JlyAnalysis *self, const JlyInputs *inputs, GError **error)
{
  JlyErrorDetail detail = { .step = "study" };

  if (self->needs_public_rows && inputs->needs == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("“%s” needs a public table of what is required."), _ (self->title));
  return TRUE;
}

static gboolean
check_limits (const JlyLimits *limits, GError **error)
{
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Agree on up to 1000000 rows, 50 companies and 100 percent."),
  };

  return jly_limits_is_valid (limits)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("What a group must have to be shown cannot be kept."));
}

gboolean
jly_analysis_check (const JlyAnalysis *self,
                    const JlyQuery *query,
                    JlyOutputShape *shapes,
                    GError **error)
{
  JlyOutputShape own[JLY_ANALYSIS_MAX_OUTPUTS];

  g_assert (self->n_outputs <= JLY_ANALYSIS_MAX_OUTPUTS);
  return check_sources (self, query->inputs, error) && check_rows (self, query->inputs, error)
         && check_limits (&query->inputs->limits, error)
         && jly_query_check (query, self->parameters, self->n_parameters, error)
         && self->check (query, shapes != NULL ? shapes : own, error);
}

/* Whether all three sent the output, which must be so if it is due, and else
 * none. */
static gboolean
check_due (const JlyAnalysis *self,
           const JlyAnswer *answer,
           guint output,
           GBytes *const pieces[3],
           gboolean is_told,
           gboolean *is_due,
           GError **error)
{
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  *is_due = is_told && (self->outputs[output].condition == NULL || self->is_due (answer, output));
  for (guint i = 0; i < 3; i++)
    if ((pieces[i] != NULL) != *is_due)
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       *is_due ? _ ("The computing parties' results contradict each other: “%s” "
                                    "belongs to them and is not there.")
                               : _ ("The computing parties' results contradict each other: “%s” "
                                    "is there and does not belong to them."),
                       self->outputs[output].id);
  return TRUE;
}

gsize
jly_output_shape_count_words (const JlyOutputShape *self)
{
  return self->width > 64 ? 2 * self->n : self->n;
}

guint64 *
jly_output_shape_open (const JlyOutputShape *self, JlyAnswer *answer, gsize output)
{
  return self->width > 64 ? jly_answer_open_wide (answer, output, self->n)
                          : jly_answer_open (answer, output, self->n);
}

/* The highest words have the sign. */
static void
extend_sign (const JlyOutputShape *shape, guint64 *values)
{
  guint64 sign = (guint64)1 << ((shape->width - 1) % 64);
  gsize n = jly_output_shape_count_words (shape);

  for (gsize i = n - shape->n; shape->is_signed && i < n; i++)
    values[i] = (values[i] ^ sign) - sign;
}

/* The pieces of a wide output are those of its low words and then of its high
 * ones. */
static gboolean
join_output (const JlyOutputShape *shape, GBytes *const pieces[3], guint64 *values, GError **error)
{
  if (!jly_open_join (pieces, jly_output_shape_count_words (shape), MIN (shape->width, 64), values,
                      error))
    return FALSE;
  extend_sign (shape, values);
  return TRUE;
}

JlyAnswer *
jly_analysis_join (const JlyAnalysis *self,
                   const JlyQuery *query,
                   GBytes *const (*pieces)[3],
                   const gboolean *is_told,
                   GError **error)
{
  g_autoptr (JlyAnswer) answer = jly_answer_new (self->n_outputs);
  JlyOutputShape shapes[JLY_ANALYSIS_MAX_OUTPUTS];

  if (!self->check (query, shapes, error))
    return NULL;
  for (guint i = 0; i < self->n_outputs; i++)
    {
      gboolean is_due;

      if (!check_due (self, answer, i, pieces[i], is_told == NULL || is_told[i], &is_due, error))
        return NULL;
      if (!is_due)
        continue;
      if (!join_output (&shapes[i], pieces[i], jly_output_shape_open (&shapes[i], answer, i),
                        error))
        return NULL;
    }
  return g_steal_pointer (&answer);
}
