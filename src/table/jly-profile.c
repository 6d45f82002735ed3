/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-profile.h. */
#include "config.h"

#include "table/jly-profile.h"

#include <string.h>

#define TRIED_ROWS 50 /* of a file, to see whether it is like the last one */

static void
free_near (gpointer data)
{
  JlyProfileNear *near = data;

  g_free (near->cell);
  g_free (near->category);
  g_free (near);
}

static void
free_column (gpointer data)
{
  JlyProfileColumn *column = data;

  g_free (column->id);
  g_free (column->header);
  g_ptr_array_unref (column->near);
  g_free (column);
}

JlyProfile *
jly_profile_new (const char *format)
{
  JlyProfile *self = g_new0 (JlyProfile, 1);

  self->format = g_strdup (format);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  return self;
}

void
jly_profile_free (JlyProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

JlyProfileColumn *
jly_profile_add (JlyProfile *self,
                 const char *id,
                 const char *header,
                 const JlyColumnAnswers *answers)
{
  JlyProfileColumn *column;

  /* Nobody misses the memory of a name that long. */
  if (strlen (id) > JLY_PROFILE_TEXT_MAX || strlen (header) > JLY_PROFILE_TEXT_MAX
      || self->columns->len >= JLY_PROFILE_COLUMNS_MAX)
    return NULL;
  column = g_new0 (JlyProfileColumn, 1);
  column->id = g_strdup (id);
  column->header = g_strdup (header);
  column->answers = *answers;
  column->near = g_ptr_array_new_with_free_func (free_near);
  g_ptr_array_add (self->columns, column);
  return column;
}

void
jly_profile_column_add_near (JlyProfileColumn *self, const char *cell, const char *category)
{
  JlyProfileNear *near;

  if (strlen (cell) > JLY_PROFILE_TEXT_MAX || strlen (category) > JLY_PROFILE_TEXT_MAX
      || self->near->len >= JLY_PROFILE_NEAR_MAX)
    return;
  near = g_new0 (JlyProfileNear, 1);
  near->cell = g_strdup (cell);
  near->category = g_strdup (category);
  g_ptr_array_add (self->near, near);
}

GHashTable *
jly_profile_column_dup_near (const JlyProfileColumn *self)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->near->len; i++)
    {
      const JlyProfileNear *near = g_ptr_array_index (self->near, i);

      g_hash_table_insert (all, g_strdup (near->cell), g_strdup (near->category));
    }
  return all;
}

const JlyProfileColumn *
jly_profile_find (const JlyProfile *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const JlyProfileColumn *column = g_ptr_array_index (self->columns, i);

      if (g_str_equal (column->id, id))
        return column;
    }
  return NULL;
}

int
jly_profile_find_header (JlySheet *sheet, const char *header)
{
  g_autofree char *wanted = g_utf8_normalize (header, -1, G_NORMALIZE_NFC);
  int found = -1;

  for (guint i = 0; wanted != NULL && i < jly_sheet_get_n_columns (sheet); i++)
    {
      g_autofree char *name
          = g_utf8_normalize (jly_sheet_get_header (sheet, i), -1, G_NORMALIZE_NFC);

      if (g_strcmp0 (name, wanted) != 0)
        continue;
      if (found >= 0)
        return -1;
      found = (int)i;
    }
  return found;
}

gboolean
jly_profile_fits (const JlyProfile *self, JlySheet *sheet, const JlyRules *rules)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const JlyProfileColumn *column = g_ptr_array_index (self->columns, i);
      const int found = jly_profile_find_header (sheet, column->header);

      if (found < 0 || jly_rules_find_column (rules, column->id) < 0
          || jly_profile_find (self, column->id) != column
          || !g_hash_table_add (used, GINT_TO_POINTER (found)))
        return FALSE;
    }
  return self->columns->len > 0;
}

gboolean
jly_profile_choose_reading (const JlyProfile *self,
                            const char *path,
                            const JlyRules *rules,
                            JlySheetOptions *options)
{
  JlySheetOptions trial = *options;
  g_autoptr (JlySheet) sheet = NULL;

  if (trial.encoding == NULL && trial.usual_encoding == NULL)
    trial.usual_encoding = self->reading.encoding;
  if (trial.delimiter == 0)
    trial.delimiter = self->reading.delimiter;
  if (trial.n_name_rows == 0)
    trial.n_name_rows = self->reading.n_name_rows;
  if (trial.usual_encoding == options->usual_encoding && trial.delimiter == options->delimiter
      && trial.n_name_rows == options->n_name_rows)
    return FALSE;
  trial.n_rows = TRIED_ROWS;
  trial.progress = NULL;
  sheet = jly_sheet_load_with (path, &trial, NULL, NULL);
  if (sheet == NULL || !jly_profile_fits (self, sheet, rules))
    return FALSE;
  options->usual_encoding = trial.usual_encoding;
  options->delimiter = trial.delimiter;
  options->n_name_rows = trial.n_name_rows;
  return TRUE;
}
