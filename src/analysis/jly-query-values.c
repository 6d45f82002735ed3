/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings that are lists, percentages and whole numbers. */
#include "config.h"

#include "analysis/jly-query-private.h"

#include "analysis/jly-filter.h"
#include "base/jly-decimal.h"

#define MAX_WHOLE 1000

gboolean
jly_query_parse_edges (const JlyInputColumn *column, const char *text, GArray *edges)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  gint64 before = G_MININT64;
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 edge;

      if (*words[i] == '\0')
        continue;
      if (!jly_decimal_parse (words[i], column->scale, &edge) || edge <= before
          || edge < column->least || edge > column->most || ++n > JLY_QUERY_MAX_EDGES)
        return FALSE;
      before = edge;
      if (edges != NULL)
        g_array_append_val (edges, edge);
    }
  return n > 0;
}

gboolean
jly_query_parse_tenths (const char *text, guint *tenths)
{
  gint64 number;

  if (!jly_decimal_parse (text, 1, &number) || number < 0 || number > 1000)
    return FALSE;
  *tenths = (guint)number;
  return TRUE;
}

gboolean
jly_query_parse_whole (const char *text, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_WHOLE, &value, NULL))
    return FALSE;
  *number = (guint)value;
  return TRUE;
}

char **
jly_parameter_list_columns (const JlyParameterSpec *spec, const char *value)
{
  char **ids;

  switch (spec->kind)
    {
    case JLY_PARAMETER_COLUMN:
    case JLY_PARAMETER_ANY_COLUMN:
    case JLY_PARAMETER_CATEGORIES:
    case JLY_PARAMETER_COLUMNS:
      ids = g_strsplit (value, ",", -1);
      for (guint i = 0; ids[i] != NULL; i++)
        g_strstrip (ids[i]);
      return ids;
    case JLY_PARAMETER_FILTER:
      return jly_filter_list_columns (value);
    default:
      return g_new0 (char *, 1);
    }
}

guint
jly_query_get_columns (const JlyQuery *self, const char *name, guint *indices, guint n)
{
  g_auto (GStrv) ids = g_strsplit (jly_query_get (self, name), ",", -1);
  guint found = 0;

  for (; ids[found] != NULL && found < n; found++)
    jly_inputs_find_column (self->inputs, g_strstrip (ids[found]), &indices[found]);
  return found;
}

guint
jly_query_get_whole (const JlyQuery *self, const char *name, guint fallback)
{
  const char *text = jly_query_get (self, name);
  guint number = fallback;
  gboolean is_read = text == NULL || jly_query_parse_whole (text, &number);

  g_assert (is_read);
  return number;
}

guint
jly_query_get_tenths (const JlyQuery *self, const char *name, guint fallback)
{
  const char *text = jly_query_get (self, name);
  guint tenths = fallback;
  gboolean is_read = text == NULL || jly_query_parse_tenths (text, &tenths);

  g_assert (is_read);
  return tenths;
}

GArray *
jly_query_get_edges (const JlyQuery *self, const char *name, const char *of)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_read = jly_query_parse_edges (jly_query_get_column (self, of, NULL),
                                            jly_query_get (self, name), edges);

  g_assert (is_read);
  return edges;
}
