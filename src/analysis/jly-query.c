/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-query.h. What a study says is text until it was checked here. */
#include "config.h"

#include "analysis/jly-query.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-filter.h"
#include "analysis/jly-query-private.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

/* So that a difference to any number that can be written down fits 64 bits. */
#define LARGEST ((gint64)1 << 61)

gint64
jly_input_column_get_base (const JlyInputColumn *self)
{
  return MIN (self->least, 0);
}

guint
jly_input_column_get_upload_width (const JlyInputColumn *self)
{
  return self->width + (self->may_be_missing ? 1 : 0);
}

guint
jly_input_column_count_categories (const JlyInputColumn *self)
{
  return self->categories != NULL ? g_strv_length ((char **)self->categories) : 0;
}

guint
jly_input_width (gint64 least, gint64 most)
{
  guint64 largest;
  guint width = 0;

  if (least > most || most < 0 || most > LARGEST || least < -LARGEST)
    return 0;
  for (largest = (guint64)(most - MIN (least, 0)); largest > 0; largest >>= 1)
    width++;
  return width;
}

char *
jly_inputs_dup_name (const JlyInputs *self, guint source)
{
  if (self->names != NULL)
    return g_strdup (self->names[source]);
  /* Translators: a number, counted from 1; it stands at the beginning of a sentence, too. */
  return g_strdup_printf (_ ("No. %u of the companies in the contract"), source + 1);
}

gsize
jly_inputs_count_rows (const JlyInputs *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->n_sources; i++)
    n += self->n_rows[i];
  return n;
}

gsize
jly_inputs_count_most_rows (const JlyInputs *self)
{
  return self->n_sources * self->most_rows;
}

GHashTable *
jly_inputs_make_index (const JlyInputs *self)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_columns; i++)
    if (!g_hash_table_contains (index, self->columns[i].id))
      g_hash_table_insert (index, (gpointer)self->columns[i].id, GUINT_TO_POINTER (i + 1));
  return index;
}

const JlyInputColumn *
jly_inputs_find_column (const JlyInputs *self, const char *id, guint *index)
{
  if (self->index != NULL)
    {
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, id));

      if (found > 0 && index != NULL)
        *index = found - 1;
      return found > 0 ? &self->columns[found - 1] : NULL;
    }
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].id, id))
      {
        if (index != NULL)
          *index = i;
        return &self->columns[i];
      }
  return NULL;
}

const char *
jly_query_get (const JlyQuery *self, const char *name)
{
  for (gsize i = 0; i < self->n_parameters; i++)
    if (g_str_equal (self->parameters[i].name, name))
      return self->parameters[i].value;
  return NULL;
}

const JlyInputColumn *
jly_query_get_column (const JlyQuery *self, const char *name, guint *index)
{
  return jly_inputs_find_column (self->inputs, jly_query_get (self, name), index);
}

gboolean
jly_input_column_parse (const JlyInputColumn *column, const char *text, gint64 *value)
{
  if (column->kind == JLY_VALUE_NUMBER)
    return jly_decimal_parse (text, column->scale, value);
  for (guint i = 0; column->categories[i] != NULL; i++)
    if (g_str_equal (column->categories[i], text))
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

gint64
jly_query_get_value (const JlyQuery *self, const char *name, const char *of)
{
  const JlyInputColumn *column = jly_query_get_column (self, of, NULL);
  gint64 value = 0;
  gboolean is_read = jly_input_column_parse (column, jly_query_get (self, name), &value);

  g_assert (is_read);
  return value;
}

static gboolean
refuse (GError **error, const char *next, char *message)
{
  JlyErrorDetail detail = { .step = "study", .next = next };

  jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s", message);
  g_free (message);
  return FALSE;
}

/* A misspelt parameter must not be taken as one that was left out. */
static gboolean
check_names (const JlyQuery *self, const JlyParameterSpec *specs, gsize n_specs, GError **error)
{
  for (gsize i = 0; i < self->n_parameters; i++)
    {
      const char *name = self->parameters[i].name;
      gboolean is_known = FALSE;

      for (gsize k = 0; k < n_specs; k++)
        is_known = is_known || g_str_equal (specs[k].name, name);
      if (!is_known)
        return refuse (error, _ ("Take it out of the question."),
                       g_strdup_printf (_ ("The question has no setting “%s”."), name));
      for (gsize k = 0; k < i; k++)
        if (g_str_equal (self->parameters[k].name, name))
          return refuse (error, _ ("Take one of them out of the question."),
                         g_strdup_printf (_ ("The question has the setting “%s” twice."), name));
    }
  return TRUE;
}

static gboolean
is_wanted (const JlyQuery *self, const JlyParameterSpec *spec)
{
  return spec->of != NULL ? jly_query_get (self, spec->of) != NULL : spec->is_required;
}

static gboolean
check_column (const JlyQuery *self, const JlyParameterSpec *spec, const char *value, GError **error)
{
  const JlyInputColumn *column = jly_inputs_find_column (self->inputs, value, NULL);

  if (column == NULL)
    return refuse (error, _ ("Name one of the study's columns by its id."),
                   g_strdup_printf (_ ("The study has no column “%s”."), value));
  if (spec->kind == JLY_PARAMETER_COLUMN && column->kind != JLY_VALUE_NUMBER)
    return refuse (error, _ ("Choose a column of numbers."),
                   g_strdup_printf (_ ("“%s” does not hold numbers."), column->title));
  if (spec->kind == JLY_PARAMETER_CATEGORIES && column->categories == NULL)
    return refuse (error, _ ("Choose a column of categories."),
                   g_strdup_printf (_ ("“%s” does not hold categories."), column->title));
  return TRUE;
}

static gboolean
check_of_column (const JlyQuery *self,
                 const JlyParameterSpec *spec,
                 const char *value,
                 GError **error)
{
  const JlyInputColumn *column = jly_query_get_column (self, spec->of, NULL);
  gint64 number;

  if (spec->kind == JLY_PARAMETER_COMPARISON
      && !jly_comparison_parse (value, column->kind == JLY_VALUE_NUMBER, NULL))
    return refuse (error,
                   column->kind == JLY_VALUE_NUMBER ? _ ("Write <, <=, =, <>, >= or >.")
                                                    : _ ("Write = or <>."),
                   g_strdup_printf (_ ("“%s” is no comparison for “%s”."), value, column->title));
  if (spec->kind == JLY_PARAMETER_VALUE && !jly_input_column_parse (column, value, &number))
    return refuse (
        error,
        _ ("Write a number with a decimal point and no more decimals than agreed, or one of the "
           "agreed categories."),
        g_strdup_printf (_ ("“%s” is no value that “%s” can have."), value, column->title));
  if (spec->kind == JLY_PARAMETER_EDGES && !jly_query_parse_edges (column, value, NULL))
    return refuse (error,
                   _ ("Write from 1 to 100 numbers that ascend, a space between, inside the "
                      "agreed range."),
                   g_strdup_printf (_ ("“%s” are no edges for “%s”."), value, column->title));
  return TRUE;
}

/* One column after the other, each of numbers. */
static gboolean
check_columns (const JlyQuery *self,
               const JlyParameterSpec *spec,
               const char *value,
               GError **error)
{
  g_auto (GStrv) ids = g_strsplit (value, ",", -1);
  JlyParameterSpec one = *spec;

  one.kind = JLY_PARAMETER_COLUMN;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!check_column (self, &one, g_strstrip (ids[i]), error))
        return FALSE;
      for (guint k = 0; k < i; k++)
        if (g_str_equal (ids[k], ids[i]))
          return refuse (error, _ ("Name every column once."),
                         g_strdup_printf (_ ("The question names “%s” twice."), ids[i]));
    }
  return TRUE;
}

static gboolean
check_word (const JlyParameterSpec *spec, const char *value, GError **error)
{
  guint number;

  if (spec->kind == JLY_PARAMETER_PERCENT && !jly_query_parse_tenths (value, &number))
    return refuse (error, _ ("Write a number from 0 to 100 with one decimal at most."),
                   g_strdup_printf (_ ("“%s” is no percentage."), value));
  if (spec->kind == JLY_PARAMETER_WHOLE && !jly_query_parse_whole (value, &number))
    return refuse (error, _ ("Write a whole number from 1 to 1000."),
                   g_strdup_printf (_ ("“%s” cannot be “%s”."), value, spec->name));
  if (spec->kind == JLY_PARAMETER_CHOICE)
    {
      g_auto (GStrv) choices = g_strsplit (spec->choices, "|", -1);
      g_autofree char *words = g_strjoinv (", ", choices);
      g_autofree char *next = g_strdup_printf (_ ("Write one of these: %s."), words);

      if (!g_strv_contains ((const char *const *)choices, value))
        return refuse (error, next,
                       g_strdup_printf (_ ("“%s” cannot be “%s”."), value, spec->name));
    }
  return TRUE;
}

static gboolean
check_value (const JlyQuery *self, const JlyParameterSpec *spec, const char *value, GError **error)
{
  g_autoptr (JlyFilter) filter = NULL;

  switch (spec->kind)
    {
    case JLY_PARAMETER_COLUMN:
    case JLY_PARAMETER_ANY_COLUMN:
    case JLY_PARAMETER_CATEGORIES:
      return check_column (self, spec, value, error);
    case JLY_PARAMETER_COLUMNS:
      return check_columns (self, spec, value, error);
    case JLY_PARAMETER_COMPARISON:
    case JLY_PARAMETER_VALUE:
    case JLY_PARAMETER_EDGES:
      return check_of_column (self, spec, value, error);
    case JLY_PARAMETER_FILTER:
      filter = jly_filter_parse (self->inputs, value, error);
      return filter != NULL;
    case JLY_PARAMETER_PERCENT:
    case JLY_PARAMETER_WHOLE:
    case JLY_PARAMETER_CHOICE:
      break;
    }
  return check_word (spec, value, error);
}

gboolean
jly_query_check (const JlyQuery *self, const JlyParameterSpec *specs, gsize n_specs, GError **error)
{
  if (!check_names (self, specs, n_specs, error))
    return FALSE;
  for (gsize i = 0; i < n_specs; i++)
    {
      const char *value = jly_query_get (self, specs[i].name);

      if (value == NULL && is_wanted (self, &specs[i]))
        return refuse (error, _ ("Add it to the question."),
                       g_strdup_printf (_ ("The question lacks the setting “%s”."), specs[i].name));
      if (value == NULL)
        continue;
      if (!is_wanted (self, &specs[i]) && specs[i].of != NULL)
        return refuse (error, _ ("Add that setting, or take this one out."),
                       g_strdup_printf (_ ("The setting “%s” means nothing without “%s”."),
                                        specs[i].name, specs[i].of));
      if (!check_value (self, &specs[i], value, error))
        return FALSE;
    }
  return TRUE;
}
