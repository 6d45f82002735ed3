/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-condition.h. */
#include "config.h"

#include "analysis/jly-condition.h"

#include "analysis/jly-filter.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *text;
  gboolean is_order;
} comparisons[] = {
  [JLY_COMPARISON_LESS] = { "<", TRUE },      [JLY_COMPARISON_AT_MOST] = { "<=", TRUE },
  [JLY_COMPARISON_EQUAL] = { "=", FALSE },    [JLY_COMPARISON_NOT_EQUAL] = { "<>", FALSE },
  [JLY_COMPARISON_AT_LEAST] = { ">=", TRUE }, [JLY_COMPARISON_MORE] = { ">", TRUE },
};

gboolean
jly_comparison_parse (const char *text, gboolean has_order, JlyComparison *comparison)
{
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (g_str_equal (comparisons[i].text, text) && (has_order || !comparisons[i].is_order))
      {
        if (comparison != NULL)
          *comparison = (JlyComparison)i;
        return TRUE;
      }
  return FALSE;
}

const char *
jly_comparison_get_text (JlyComparison comparison)
{
  return comparisons[comparison].text;
}

static JlyFilter *
read_short (const JlyQuery *query)
{
  JlyFilter *self = jly_filter_new (JLY_FILTER_COMPARE);
  gint64 bound = jly_query_get_value (query, "value", "where");
  gboolean is_read = jly_comparison_parse (jly_query_get (query, "is"), TRUE, &self->comparison);

  g_assert (is_read);
  jly_query_get_column (query, "where", &self->column);
  g_array_append_val (self->values, bound);
  return self;
}

JlyFilter *
jly_condition_read (const JlyQuery *query)
{
  JlyFilter *self = jly_filter_new (JLY_FILTER_ALL);
  const char *text = jly_query_get (query, "filter");

  if (jly_query_get (query, "where") != NULL)
    g_ptr_array_add (self->parts, read_short (query));
  if (text != NULL)
    {
      JlyFilter *filter = jly_filter_parse (query->inputs, text, NULL);

      g_assert (filter != NULL);
      g_ptr_array_add (self->parts, filter);
    }
  return self;
}

char *
jly_condition_describe (const JlyQuery *query)
{
  g_autoptr (JlyFilter) filter = jly_condition_read (query);
  g_autofree char *said = NULL;

  if (filter->parts->len == 0)
    return NULL;
  said = jly_filter_say (filter->parts->len == 1 ? filter->parts->pdata[0] : filter, query->inputs);
  return g_strdup_printf (_ ("where %s"), said);
}

gboolean
jly_condition_is_any (const JlyQuery *query)
{
  return jly_query_get (query, "where") != NULL || jly_query_get (query, "filter") != NULL;
}

gboolean
jly_condition_takes (const JlyQuery *query, const JlyClearTable *table, gsize row)
{
  g_autoptr (JlyFilter) filter = jly_condition_read (query);

  return jly_filter_holds (filter, table, row);
}

gboolean *
jly_condition_judge (const JlyQuery *query, const JlyClearTable *table)
{
  g_autoptr (JlyFilter) filter = jly_condition_read (query);
  gsize n = jly_inputs_count_rows (query->inputs);
  gboolean *counts = g_new (gboolean, n);

  for (gsize row = 0; row < n; row++)
    counts[row] = table->is_valid[row] && jly_filter_holds (filter, table, row);
  return counts;
}

JlyBits *
jly_condition_weigh (JlyEngine *engine,
                     const JlyQuery *query,
                     const JlySecretTable *table,
                     GError **error)
{
  g_autoptr (JlyFilter) filter = jly_condition_read (query);
  g_autoptr (JlyBits) meets = NULL;

  if (filter->parts->len == 0 && table->valid != NULL)
    return jly_bits_copy (table->valid);
  meets = jly_filter_secure (engine, filter, query->inputs, table, error);
  if (meets == NULL || table->valid == NULL)
    return g_steal_pointer (&meets);
  return jly_gate_and (engine, meets, table->valid, error);
}
