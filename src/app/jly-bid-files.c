/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the tender and one company's figures together, so that the page never shows a table that
 * was understood by another tender. */
#include "config.h"

#include "app/jly-bid-files.h"

static void
clear_files (gpointer data)
{
  JlyBidFiles *self = data;

  g_free (self->tender_path);
  g_free (self->figures_path);
  g_clear_pointer (&self->table, jly_bid_table_free);
  g_clear_pointer (&self->tender, jly_tender_free);
  g_clear_error (&self->tender_error);
  g_clear_error (&self->figures_error);
}

JlyBidFiles *
jly_bid_files_ref (JlyBidFiles *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
jly_bid_files_unref (JlyBidFiles *self)
{
  g_atomic_rc_box_release_full (self, clear_files);
}

gboolean
jly_bid_files_is_ready (const JlyBidFiles *self)
{
  return self->tender != NULL && self->table != NULL;
}

static void
look_beside (JlyBidFiles *self)
{
  static const char *const names[] = { "tender.csv", "tender.xlsx", "tender.ods" };
  g_autofree char *folder = g_path_get_dirname (self->figures_path);

  for (guint i = 0; i < G_N_ELEMENTS (names) && !self->beside; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      self->tender_path = g_steal_pointer (&path);
      self->beside = TRUE;
    }
}

static void
read_tender (JlyBidFiles *self, GCancellable *cancellable)
{
  g_autoptr (JlySheet) sheet = jly_sheet_load (self->tender_path, cancellable, &self->tender_error);

  if (sheet != NULL)
    self->tender = jly_tender_read (sheet, NULL, &self->tender_error);
}

static void
read_figures (JlyBidFiles *self, GCancellable *cancellable)
{
  g_autoptr (JlySheet) sheet
      = jly_sheet_load (self->figures_path, cancellable, &self->figures_error);

  if (sheet != NULL)
    self->table = jly_bid_table_read (sheet, self->tender, &self->figures_error);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JlyBidFiles *self = data;

  if (self->tender_path == NULL && self->figures_path != NULL)
    look_beside (self);
  if (self->tender_path != NULL)
    read_tender (self, cancellable);
  if (self->tender != NULL && self->figures_path != NULL)
    read_figures (self, cancellable);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, jly_bid_files_ref (self), (GDestroyNotify)jly_bid_files_unref);
}

void
jly_bid_files_read_async (const char *tender_path,
                          const char *figures_path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  JlyBidFiles *self = g_atomic_rc_box_new0 (JlyBidFiles);

  self->tender_path = g_strdup (tender_path);
  self->figures_path = g_strdup (figures_path);
  g_task_set_source_tag (task, jly_bid_files_read_async);
  g_task_set_task_data (task, self, (GDestroyNotify)jly_bid_files_unref);
  g_task_run_in_thread (task, read_worker);
}

JlyBidFiles *
jly_bid_files_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
