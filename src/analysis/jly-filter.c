/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters as trees: made, printed and judged in clear. The parser is in jly-filter-parse.c, the
 * secure form in jly-filter-secure.c. */
#include "config.h"

#include "analysis/jly-filter.h"

#include "analysis/jly-filter-private.h"
#include "base/jly-decimal.h"

#include <string.h>

JlyFilter *
jly_filter_new (JlyFilterKind kind)
{
  JlyFilter *self = g_new0 (JlyFilter, 1);

  self->kind = kind;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_filter_free);
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
jly_filter_free (JlyFilter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_array_unref (self->values);
  g_free (self);
}

static gint64
get_value (const JlyFilter *self, guint i)
{
  return g_array_index (self->values, gint64, i);
}

static gboolean
compare (JlyComparison comparison, gint64 value, gint64 bound)
{
  switch (comparison)
    {
    case JLY_COMPARISON_LESS:
      return value < bound;
    case JLY_COMPARISON_AT_MOST:
      return value <= bound;
    case JLY_COMPARISON_EQUAL:
      return value == bound;
    case JLY_COMPARISON_NOT_EQUAL:
      return value != bound;
    case JLY_COMPARISON_AT_LEAST:
      return value >= bound;
    case JLY_COMPARISON_MORE:
      return value > bound;
    }
  g_assert_not_reached ();
}

static gboolean
holds_for (const JlyFilter *self, gint64 value)
{
  if (self->kind == JLY_FILTER_COMPARE)
    return compare (self->comparison, value, get_value (self, 0));
  if (self->kind == JLY_FILTER_RANGE)
    return value >= get_value (self, 0) && value <= get_value (self, 1);
  for (guint i = 0; i < self->values->len; i++)
    if (value == get_value (self, i))
      return TRUE;
  return FALSE;
}

static guint
count_parts (const JlyFilter *self, const JlyClearTable *table, gsize row)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += jly_filter_holds (self->parts->pdata[i], table, row);
  return n;
}

gboolean
jly_filter_holds (const JlyFilter *self, const JlyClearTable *table, gsize row)
{
  switch (self->kind)
    {
    case JLY_FILTER_ALL:
      return count_parts (self, table, row) == self->parts->len;
    case JLY_FILTER_ANY:
      return count_parts (self, table, row) > 0;
    case JLY_FILTER_NOT:
      return count_parts (self, table, row) == 0;
    case JLY_FILTER_MISSING:
      return !jly_clear_table_has (table, self->column, row);
    case JLY_FILTER_COMPARE:
    case JLY_FILTER_RANGE:
    case JLY_FILTER_LIST:
      break;
    }
  return jly_clear_table_has (table, self->column, row)
         && holds_for (self, table->values[self->column][row]);
}

/* As the parser reads it: in quotes unless it is a plain word. */
static void
print_value (GString *text, const JlyInputColumn *column, gint64 value)
{
  g_autofree char *number = NULL;
  const char *word;

  if (column->categories == NULL)
    {
      number = jly_decimal_format (value, column->scale);
      g_string_append (text, number);
      return;
    }
  word = column->categories[value];
  if (jly_filter_is_plain (word))
    {
      g_string_append (text, word);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *at = word; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
}

static void
print_test (GString *text, const JlyFilter *self, const JlyInputs *inputs)
{
  const JlyInputColumn *column = &inputs->columns[self->column];

  g_string_append (text, column->id);
  switch (self->kind)
    {
    case JLY_FILTER_MISSING:
      g_string_append (text, " is missing");
      return;
    case JLY_FILTER_COMPARE:
      g_string_append_printf (text, " %s ", jly_comparison_get_text (self->comparison));
      print_value (text, column, get_value (self, 0));
      return;
    case JLY_FILTER_RANGE:
      g_string_append (text, " from ");
      print_value (text, column, get_value (self, 0));
      g_string_append (text, " to ");
      print_value (text, column, get_value (self, 1));
      return;
    default:
      break;
    }
  for (guint i = 0; i < self->values->len; i++)
    {
      g_string_append (text, i == 0 ? " in [" : ", ");
      print_value (text, column, get_value (self, i));
    }
  g_string_append_c (text, ']');
}

static void
print (GString *text, const JlyFilter *self, const JlyInputs *inputs, gboolean is_inside)
{
  const char *between = self->kind == JLY_FILTER_ANY ? " or " : " and ";
  gboolean is_list = self->kind == JLY_FILTER_ALL || self->kind == JLY_FILTER_ANY;

  if (self->kind == JLY_FILTER_NOT)
    {
      g_string_append (text, "not ");
      print (text, self->parts->pdata[0], inputs, TRUE);
      return;
    }
  if (!is_list)
    {
      print_test (text, self, inputs);
      return;
    }
  g_string_append (text, is_inside ? "(" : "");
  for (guint i = 0; i < self->parts->len; i++)
    {
      g_string_append (text, i > 0 ? between : "");
      print (text, self->parts->pdata[i], inputs, TRUE);
    }
  g_string_append (text, is_inside ? ")" : "");
}

char *
jly_filter_print (const JlyFilter *self, const JlyInputs *inputs)
{
  GString *text = g_string_new (NULL);

  print (text, self, inputs, FALSE);
  return g_string_free (text, FALSE);
}
