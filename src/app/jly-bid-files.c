/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a table together with the tender that it was understood by. */
#include "config.h"

#include "app/jly-bid-files.h"

static void
clear_tender (gpointer data)
{
  JlyBidTender *self = data;

  g_free (self->path);
  g_clear_pointer (&self->tender, jly_tender_free);
  g_clear_error (&self->error);
}

JlyBidTender *
jly_bid_tender_ref (JlyBidTender *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
jly_bid_tender_unref (JlyBidTender *self)
{
  g_atomic_rc_box_release_full (self, clear_tender);
}

static void
clear_files (gpointer data)
{
  JlyBidFiles *self = data;

  g_free (self->figures_path);
  g_clear_pointer (&self->table, jly_bid_table_free);
  g_clear_error (&self->figures_error);
  g_clear_pointer (&self->source, jly_bid_tender_unref);
}

JlyBidFiles *
jly_bid_files_new (JlyBidTender *source, JlyBidTable *table)
{
  JlyBidFiles *self = g_atomic_rc_box_new0 (JlyBidFiles);

  self->table = table;
  if (source == NULL)
    return self;
  self->source = jly_bid_tender_ref (source);
  self->tender = source->tender;
  self->tender_path = source->path;
  self->beside = source->beside;
  return self;
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

/* What the thread works on. */
typedef struct
{
  JlyBidTender *tender;
  char *figures_path;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  jly_bid_tender_unref (reading->tender);
  g_free (reading->figures_path);
  g_free (reading);
}

static void
look_beside (Reading *reading)
{
  static const char *const names[] = { "tender.csv", "tender.xlsx", "tender.ods" };
  g_autofree char *folder = g_path_get_dirname (reading->figures_path);

  for (guint i = 0; i < G_N_ELEMENTS (names) && !reading->tender->beside; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      reading->tender->path = g_steal_pointer (&path);
      reading->tender->beside = TRUE;
    }
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  JlyBidTender *self = reading->tender;
  g_autoptr (JlySheet) sheet = NULL;

  if (self->path == NULL && reading->figures_path != NULL)
    look_beside (reading);
  if (self->path != NULL)
    sheet = jly_sheet_load (self->path, cancellable, &self->error);
  if (sheet != NULL)
    self->tender = jly_tender_read (sheet, NULL, &self->error);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, jly_bid_tender_ref (self), (GDestroyNotify)jly_bid_tender_unref);
}

void
jly_bid_tender_read_async (const char *path,
                           const char *figures_path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->tender = g_atomic_rc_box_new0 (JlyBidTender);
  reading->tender->path = g_strdup (path);
  reading->figures_path = g_strdup (figures_path);
  g_task_set_source_tag (task, jly_bid_tender_read_async);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_worker);
}

JlyBidTender *
jly_bid_tender_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
