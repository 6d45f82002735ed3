/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-job.h. */
#include "config.h"

#include "app/jly-import-job.h"

#include "table/jly-paste.h"

#include <glib/gstdio.h>

#define LONG_FILE (2 * 1024 * 1024) /* bytes: the first rows of larger ones are shown at once */
#define PREVIEW_ROWS 200

static void
clear_finisher (gpointer data)
{
  JlyImportFinisher *finisher = data;

  if (finisher->free_data != NULL)
    finisher->free_data (finisher->data);
}

JlyImportFinisher *
jly_import_finisher_new (JlyImportFinish finish,
                         gpointer data,
                         GDestroyNotify free_data,
                         GDestroyNotify free_result)
{
  JlyImportFinisher *self = g_atomic_rc_box_new0 (JlyImportFinisher);

  self->finish = finish;
  self->data = data;
  self->free_data = free_data;
  self->free_result = free_result;
  return self;
}

void
jly_import_finisher_free (JlyImportFinisher *self, gpointer result)
{
  if (self != NULL && result != NULL)
    self->free_result (result);
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_finisher);
}

static void
clear_correction (gpointer data)
{
  g_free (((JlyImportCorrection *)data)->text);
}

GArray *
jly_import_job_list_corrections (JlyImport *import)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (JlyImportCorrection));
  g_autoptr (GArray) edits = jly_edits_list (jly_import_get_edits (import));
  g_autoptr (GArray) out = jly_edits_list_out (jly_import_get_edits (import));

  g_array_set_clear_func (list, clear_correction);
  for (guint i = 0; i < edits->len; i++)
    {
      const JlyEdit *edit = &g_array_index (edits, JlyEdit, i);
      const JlyImportCorrection one = { edit->row, edit->column, g_strdup (edit->after) };

      g_array_append_val (list, one);
    }
  for (guint i = 0; i < out->len; i++)
    {
      const JlyImportCorrection one = { g_array_index (out, gsize, i), JLY_EDITS_ROW, NULL };

      g_array_append_val (list, one);
    }
  return list;
}

JlyImportJob *
jly_import_job_new (void)
{
  JlyImportJob *self = g_new0 (JlyImportJob, 1);

  self->cancellable = g_cancellable_new ();
  self->fraction = -1;
  g_mutex_init (&self->lock);
  return self;
}

void
jly_import_job_free (JlyImportJob *self)
{
  jly_import_finisher_free (self->finisher, self->result);
  g_clear_error (&self->result_error);
  g_free (self->path);
  g_free (self->text);
  g_free (self->html);
  g_free (self->kept_folder);
  g_free (self->kept_study);
  jly_import_reading_clear (&self->reading);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  g_clear_pointer (&self->rules, jly_rules_free);
  g_clear_pointer (&self->profile, jly_profile_free);
  g_clear_pointer (&self->import, jly_import_free);
  g_clear_pointer (&self->again, g_array_unref);
  g_clear_pointer (&self->answers, jly_profile_free);
  g_clear_pointer (&self->keeper, jly_import_kept_free);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Where columns went, and what was answered, as far as the other rules have the same columns. */
static void
answer_again (JlyImportJob *self)
{
  const JlyRules *rules = jly_import_get_rules (self->import);

  for (guint i = 0; self->answers != NULL && i < self->answers->columns->len; i++)
    {
      const JlyProfileColumn *from = g_ptr_array_index (self->answers->columns, i);
      const int k = jly_rules_find_column (rules, from->id);
      const int column = jly_profile_find_header (self->sheet, from->header);

      if (k < 0 || column < 0)
        continue;
      if (jly_import_get_match (self->import, (guint)k)->sheet_column != column)
        jly_import_set_match (self->import, (guint)k, column);
      jly_import_set_answers (self->import, (guint)k, &from->answers);
    }
}

/* Corrections of a table that is understood anew; cells that it does not have any more are left. */
static void
make_again (JlyImportJob *self)
{
  const gsize n_rows = jly_sheet_get_n_rows (self->sheet);
  const guint n_columns = jly_sheet_get_n_columns (self->sheet);

  for (guint i = 0; self->again != NULL && i < self->again->len; i++)
    {
      const JlyImportCorrection *one = &g_array_index (self->again, JlyImportCorrection, i);

      if (one->row < n_rows && one->column == JLY_EDITS_ROW)
        jly_import_leave_out (self->import, one->row, TRUE);
      else if (one->row < n_rows && one->column < n_columns)
        jly_import_edit (self->import, one->row, one->column, one->text);
    }
  answer_again (self);
  if (self->answers != NULL || self->again != NULL)
    jly_import_refresh (self->import);
}

/* At most one report is on its way: a fast disk must not fill the main loop with them. */
static void
progress_cb (double fraction, gpointer data)
{
  JlyImportJob *self = data;
  gboolean is_due;

  g_mutex_lock (&self->lock);
  self->fraction = fraction;
  is_due = !self->reports;
  self->reports = TRUE;
  g_mutex_unlock (&self->lock);
  if (is_due)
    self->report (self, NULL, self->report_data);
}

/* The first rows of a file that takes a while. */
static void
read_preview (JlyImportJob *self, const JlySheetOptions *options)
{
  JlySheetOptions first = *options;
  JlySheet *preview;
  GStatBuf found;

  if (g_stat (self->path, &found) != 0 || found.st_size < LONG_FILE)
    return;
  first.n_rows = PREVIEW_ROWS;
  first.progress = NULL;
  preview = jly_sheet_load_with (self->path, &first, self->cancellable, NULL);
  if (preview != NULL)
    self->report (self, preview, self->report_data);
}

static JlySheet *
read_source (JlyImportJob *self, GError **error)
{
  JlySheetOptions options = jly_import_reading_to_options (&self->reading);

  options.progress = progress_cb;
  options.progress_data = self;
  if (self->path == NULL)
    return jly_paste_read (self->text, self->html, self->reading.n_name_rows, self->rules, error);
  read_preview (self, &options);
  return jly_sheet_load_with (self->path, &options, self->cancellable, error);
}

/* A file that was read before it was known what is wanted of it may have to be read once more. */
static void
remember_reading (JlyImportJob *self)
{
  if (self->path != NULL && self->rules != NULL && self->profile != NULL
      && jly_import_reading_remember (&self->reading, self->path, self->profile, self->rules))
    g_clear_pointer (&self->sheet, jly_sheet_unref);
}

/* Each way of reading a file has corrections of its own. */
static void
find_kept (JlyImportJob *self)
{
  g_autofree char *name = jly_import_reading_dup_name (&self->reading, self->path);

  if (self->keeper == NULL)
    self->keeper = jly_import_kept_new (self->kept_folder, self->kept_study, name);
}

static gboolean
make_import (JlyImportJob *self, GError **error)
{
  remember_reading (self);
  if (self->sheet == NULL)
    self->sheet = read_source (self, error);
  if (self->sheet == NULL)
    return FALSE;
  if (self->rules == NULL || g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  self->import = jly_import_new (self->sheet, self->rules, self->profile);
  find_kept (self);
  if (self->keeper != NULL)
    jly_import_kept_restore (self->keeper, self->import);
  make_again (self);
  return TRUE;
}

static void
refresh (JlyImportJob *self)
{
  jly_import_refresh (self->import);
  if (self->is_refresh && self->keeper != NULL)
    jly_import_kept_save (self->keeper, self->import);
}

gboolean
jly_import_job_work (JlyImportJob *self, GError **error)
{
  if (self->import != NULL)
    refresh (self);
  else if (!make_import (self, error))
    return FALSE;
  if (self->import != NULL && self->finisher != NULL)
    self->result = self->finisher->finish (self->import, self->finisher->data, &self->result_error);
  return TRUE;
}

double
jly_import_job_get_fraction (JlyImportJob *self)
{
  double fraction;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  g_mutex_unlock (&self->lock);
  return fraction;
}

void
jly_import_job_note_report (JlyImportJob *self)
{
  g_mutex_lock (&self->lock);
  self->reports = FALSE;
  g_mutex_unlock (&self->lock);
}
