/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-form.h. */
#include "config.h"

#include "table/jly-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows of the sheet above the first one typed in, as a person would count: the names. */
#define HEADER_ROWS 1

struct _JlyForm
{
  JlyRules *rules;
  GPtrArray *rows; /* char **, with one text per column */
};

static guint
count_columns (const JlyForm *self)
{
  return self->rules->columns->len;
}

static char **
get_row (const JlyForm *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

JlyForm *
jly_form_new (JlyRules *rules)
{
  JlyForm *self = g_new0 (JlyForm, 1);

  self->rules = jly_rules_ref (rules);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  jly_form_add_row (self);
  return self;
}

void
jly_form_free (JlyForm *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  jly_rules_free (self->rules);
  g_free (self);
}

guint
jly_form_get_n_rows (const JlyForm *self)
{
  return self->rows->len;
}

gboolean
jly_form_add_row (JlyForm *self)
{
  char **cells;

  if (self->rows->len >= JLY_FORM_ROWS_MAX)
    return FALSE;
  cells = g_new0 (char *, count_columns (self) + 1);
  for (guint i = 0; i < count_columns (self); i++)
    cells[i] = g_strdup ("");
  g_ptr_array_add (self->rows, cells);
  return TRUE;
}

void
jly_form_remove_row (JlyForm *self, guint row)
{
  g_return_if_fail (row < jly_form_get_n_rows (self));

  g_ptr_array_remove_index (self->rows, row);
  if (self->rows->len == 0)
    jly_form_add_row (self);
}

const char *
jly_form_get_cell (const JlyForm *self, guint row, guint column)
{
  g_return_val_if_fail (row < jly_form_get_n_rows (self) && column < count_columns (self), "");

  return get_row (self, row)[column];
}

gboolean
jly_form_set_cell (JlyForm *self, guint row, guint column, const char *text)
{
  g_return_val_if_fail (row < jly_form_get_n_rows (self) && column < count_columns (self), FALSE);

  if (strlen (text) > JLY_FORM_CELL_MAX || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  g_free (get_row (self, row)[column]);
  get_row (self, row)[column] = g_strdup (text);
  return TRUE;
}

static gboolean
add_record (const JlyForm *self, JlyGridBuilder *builder, guint record, GError **error)
{
  if (!jly_grid_builder_begin (builder, record, error))
    return FALSE;
  for (guint i = 0; i < count_columns (self); i++)
    {
      const char *text = record < HEADER_ROWS ? jly_rules_get_column (self->rules, i)->title
                                              : get_row (self, record - HEADER_ROWS)[i];

      if (!jly_grid_builder_add (builder, i, text, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static JlySheet *
make_sheet (const JlyForm *self, GError **error)
{
  /* Translators: stands where a file's name stands in other sentences. */
  const char *name = _ ("What you typed in");
  g_autoptr (JlyGridBuilder) builder = jly_grid_builder_new (name);
  JlyGrid grid = { 0 };

  for (guint i = 0; i < self->rows->len + HEADER_ROWS; i++)
    if (!add_record (self, builder, i, error))
      return NULL;
  jly_grid_builder_finish (g_steal_pointer (&builder), &grid);
  return jly_sheet_new_from_grid (name, _ ("form"), &grid, TRUE, error);
}

JlyImport *
jly_form_import (const JlyForm *self, JlyImport *earlier, GError **error)
{
  g_autoptr (JlySheet) sheet = make_sheet (self, error);
  JlyImport *import;

  if (sheet == NULL)
    return NULL;
  import = jly_import_new (sheet, self->rules, NULL);
  for (guint i = 0; i < count_columns (self); i++)
    {
      if (jly_import_get_match (import, i)->sheet_column != (int)i)
        jly_import_set_match (import, i, (int)i);
      if (earlier != NULL)
        jly_import_set_answers (import, i, jly_import_get_answers (earlier, i));
    }
  if (earlier != NULL)
    jly_import_set_confirmed (import, jly_import_get_confirmed (earlier));
  jly_import_refresh (import);
  return import;
}

guint
jly_form_find_row (JlyImport *import, gsize row)
{
  return (guint)jly_sheet_get_file_row (jly_import_get_sheet (import), row) - 1;
}
