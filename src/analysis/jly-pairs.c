/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-pairs.h. */
#include "config.h"

#include "analysis/jly-pairs.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

/* Else both are taken as they are. */
static gboolean
is_difference (const JlyQuery *query)
{
  return jly_query_get (query, "minus") != NULL;
}

static const JlyInputColumn *
get_second (const JlyQuery *query, guint *index)
{
  return jly_query_get_column (query, is_difference (query) ? "minus" : "with", index);
}

gboolean
jly_pairs_check (const JlyQuery *query, GError **error)
{
  const JlyInputColumn *first = jly_query_get_column (query, "column", NULL);
  const JlyInputColumn *second = get_second (query, NULL);
  JlyErrorDetail detail = { .step = "study", .column = first->title };

  if (first == second)
    {
      detail.next = _ ("Choose two different columns.");
      return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” cannot be compared with itself."),
                       first->title);
    }
  detail.next = _ ("Choose two columns that are counted in the same way.");
  return !is_difference (query)
         || (first->scale == second->scale && g_str_equal (first->unit, second->unit))
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("“%s” and “%s” have different units or decimals."), first->title,
                      second->title);
}

guint
jly_pairs_add (JlyMoments *moments, const JlyQuery *query, gboolean with_amounts)
{
  const JlyLimits *limits = &query->inputs->limits;
  gboolean is_share_kept = limits->top_share > 0 && limits->top_share < 100;
  const JlyVector ones = { JLY_VECTOR_ONE, 0, 0, 0, 0, 0 };
  guint one = jly_moments_add_vector (moments, &ones), columns[2];

  jly_query_get_column (query, "column", &columns[0]);
  get_second (query, &columns[1]);
  for (guint i = 0; i < 2; i++)
    {
      const JlyVector amount = { JLY_VECTOR_NUMBER, columns[i], 0, 0, 0, 0 };

      jly_moments_add_column (moments, columns[i]);
      if (with_amounts && is_share_kept)
        jly_moments_add_cell (moments, one, jly_moments_add_vector (moments, &amount), TRUE);
    }
  if (!with_amounts || !is_share_kept)
    jly_moments_add_cell (moments, one, JLY_MOMENTS_NONE, TRUE);
  return one;
}

char *
jly_pairs_describe_none (const JlyQuery *query, const char *reason)
{
  const char *first = jly_query_get_column (query, "column", NULL)->title;
  const char *second = get_second (query, NULL)->title;

  if (reason == NULL)
    return g_strdup_printf (_ ("The difference between “%s” and “%s” is hidden."), first, second);
  return g_strdup_printf (_ ("“%s” and “%s” cannot be compared: %s."), first, second, reason);
}
