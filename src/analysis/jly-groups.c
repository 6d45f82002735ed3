/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-groups.h. */
#include "config.h"

#include "analysis/jly-groups.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

void
jly_groups_read (const JlyQuery *query, guint groups[2])
{
  groups[0] = (guint)jly_query_get_value (query, "first", "by");
  groups[1] = (guint)jly_query_get_value (query, "second", "by");
}

gboolean
jly_groups_check (const JlyQuery *query, GError **error)
{
  JlyErrorDetail detail = { .step = "study", .next = _ ("Choose two different groups.") };
  guint groups[2];

  jly_groups_read (query, groups);
  return groups[0] != groups[1]
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("A group cannot be compared with itself."));
}

char *
jly_groups_describe_none (const JlyQuery *query, const char *reason)
{
  const char *column = jly_query_get_column (query, "column", NULL)->title;
  const char *first = jly_query_get (query, "first"), *second = jly_query_get (query, "second");

  if (reason == NULL)
    return g_strdup_printf (_ ("“%s” of “%s” and “%s” is hidden, so they are not compared."),
                            column, first, second);
  return g_strdup_printf (_ ("“%s” of “%s” and “%s” cannot be compared: %s."), column, first,
                          second, reason);
}

JlyGroups
jly_groups_add (JlyMoments *moments,
                const JlyQuery *query,
                const guint *only,
                gboolean with_amounts)
{
  const JlyLimits *limits = &query->inputs->limits;
  gboolean is_share_kept = limits->top_share > 0 && limits->top_share < 100;
  guint by, column = 0;
  guint n = jly_input_column_count_categories (jly_query_get_column (query, "by", &by));
  JlyGroups self = { n, g_new (guint, n), g_new (guint, n) };

  if (with_amounts)
    jly_query_get_column (query, "column", &column);
  for (guint c = 0; c < n; c++)
    {
      const JlyVector flag = { JLY_VECTOR_CATEGORY, 0, 0, by, c, 0 };
      const JlyVector amount = { JLY_VECTOR_GROUPED, column, 0, by, c, 0 };
      gboolean is_needed = only == NULL || c == only[0] || c == only[1];

      self.flags[c] = self.amounts[c] = JLY_GROUPS_NONE;
      /* Without limits nobody looks at the others. */
      if (!is_needed && !jly_limits_is_any (limits))
        continue;
      self.flags[c] = jly_moments_add_vector (moments, &flag);
      if (with_amounts && (is_needed || is_share_kept))
        self.amounts[c] = jly_moments_add_vector (moments, &amount);
      jly_moments_add_cell (moments, self.flags[c],
                            is_share_kept ? self.amounts[c] : JLY_MOMENTS_NONE, is_needed);
    }
  jly_moments_end_table (moments, only != NULL && !jly_limits_is_any (limits) ? 2 : n);
  return self;
}

void
jly_groups_clear (JlyGroups *self)
{
  g_free (self->flags);
  g_free (self->amounts);
}
