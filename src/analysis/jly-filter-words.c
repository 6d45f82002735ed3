/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters as people read them. What is signed and computed is the text of jly-filter.c; this says
 * the same tree, part by part, with every group of more than one part in brackets. */
#include "config.h"

#include "analysis/jly-filter.h"
#include "base/jly-decimal.h"

#include <glib/gi18n-lib.h>

static char *
say_value (const JlyInputColumn *column, gint64 value)
{
  g_autofree char *number = NULL;

  if (column->categories != NULL)
    return g_strdup (column->categories[value]);
  number = jly_decimal_format (value, column->scale);
  if (column->unit == NULL || *column->unit == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s %s", number, column->unit);
}

static char *
say_comparison (const char *title, JlyComparison comparison, const char *value)
{
  switch (comparison)
    {
    case JLY_COMPARISON_LESS:
      return g_strdup_printf (_ ("“%s” is less than %s"), title, value);
    case JLY_COMPARISON_AT_MOST:
      return g_strdup_printf (_ ("“%s” is at most %s"), title, value);
    case JLY_COMPARISON_EQUAL:
      return g_strdup_printf (_ ("“%s” is %s"), title, value);
    case JLY_COMPARISON_NOT_EQUAL:
      return g_strdup_printf (_ ("“%s” is not %s"), title, value);
    case JLY_COMPARISON_AT_LEAST:
      return g_strdup_printf (_ ("“%s” is at least %s"), title, value);
    case JLY_COMPARISON_MORE:
      return g_strdup_printf (_ ("“%s” is more than %s"), title, value);
    }
  g_assert_not_reached ();
}

/* "north, south or far east" */
static char *
say_values (const JlyInputColumn *column, const GArray *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      g_autofree char *value = say_value (column, g_array_index (values, gint64, i));

      if (i > 0)
        g_string_append (text, i + 1 < values->len ? ", " : _ (" or "));
      g_string_append (text, value);
    }
  return g_string_free (text, FALSE);
}

static char *
say_test (const JlyFilter *self, const JlyInputs *inputs)
{
  const JlyInputColumn *column = &inputs->columns[self->column];
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->kind == JLY_FILTER_MISSING)
    return g_strdup_printf (_ ("“%s” is not given"), column->title);
  if (self->kind == JLY_FILTER_LIST)
    {
      first = say_values (column, self->values);
      return say_comparison (column->title, JLY_COMPARISON_EQUAL, first);
    }
  first = say_value (column, g_array_index (self->values, gint64, 0));
  if (self->kind == JLY_FILTER_COMPARE)
    return say_comparison (column->title, self->comparison, first);
  last = say_value (column, g_array_index (self->values, gint64, 1));
  return g_strdup_printf (_ ("“%s” is from %s to %s"), column->title, first, last);
}

static char *say (const JlyFilter *self, const JlyInputs *inputs, gboolean is_inside);

static char *
say_not (const JlyFilter *part, const JlyInputs *inputs)
{
  g_autofree char *inner = NULL;

  if (part->kind == JLY_FILTER_MISSING)
    return g_strdup_printf (_ ("“%s” is given"), inputs->columns[part->column].title);
  inner = say (part, inputs, FALSE);
  /* Translators: turns a condition over: "not (“Size” is small)". */
  return g_strdup_printf (_ ("not (%s)"), inner);
}

static char *
say (const JlyFilter *self, const JlyInputs *inputs, gboolean is_inside)
{
  GString *text;

  if (self->kind == JLY_FILTER_NOT)
    return say_not (self->parts->pdata[0], inputs);
  if (self->kind != JLY_FILTER_ALL && self->kind != JLY_FILTER_ANY)
    return say_test (self, inputs);
  text = g_string_new (is_inside ? "(" : "");
  for (guint i = 0; i < self->parts->len; i++)
    {
      g_autofree char *part = say (self->parts->pdata[i], inputs, TRUE);

      if (i > 0)
        g_string_append (text, self->kind == JLY_FILTER_ANY ? _ (" or ") : _ (" and "));
      g_string_append (text, part);
    }
  g_string_append (text, is_inside ? ")" : "");
  return g_string_free (text, FALSE);
}

char *
jly_filter_say (const JlyFilter *self, const JlyInputs *inputs)
{
  return say (self, inputs, FALSE);
}
