/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One format after the other; another program may offer any bytes, so both are checked to be
 * text; how large they may be is jly-paste's. */
#include "config.h"

#include "app/jly-clipboard-table.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>

static const char *const html_types[] = { "text/html", NULL };
static const char *const text_types[] = { "text/plain;charset=utf-8", "text/plain", NULL };

typedef struct
{
  GdkClipboard *clipboard;
  GOutputStream *bytes; /* of the format that is being read */
  gboolean is_html;
  char *text;
  char *html;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->bytes);
  g_object_unref (reading->clipboard);
  g_free (reading->text);
  g_free (reading->html);
  g_free (reading);
}

static void read_format (GTask *task, gboolean is_html);

static void
finish (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  const JlyErrorDetail detail
      = { .next = _ ("Copy the cells in your spreadsheet, then paste them here.") };
  GError *error = NULL;

  if (reading->text == NULL && reading->html == NULL)
    {
      jly_fail (&error, JLY_ERROR_NO_INPUT, &detail, _ ("There is no table on the clipboard."));
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Goes on with the next format; what could not be had as one may be there as the other. */
static void
go_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->is_html)
    read_format (task, FALSE);
  else
    finish (task);
}

static char *
take_text (Reading *reading)
{
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (reading->bytes);
  const char *data = g_memory_output_stream_get_data (stream);
  const gsize n = g_memory_output_stream_get_data_size (stream);

  return n > 0 && g_utf8_validate_len (data, n, NULL) ? g_strndup (data, n) : NULL;
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  const gssize n = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_clear_error (&error);
  if (n > 0)
    *(reading->is_html ? &reading->html : &reading->text) = take_text (reading);
  go_on (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  if (stream == NULL)
    {
      go_on (task);
      return;
    }
  g_clear_object (&reading->bytes);
  reading->bytes = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (
      reading->bytes, stream,
      G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
      g_task_get_cancellable (task), spliced_cb, task);
}

static void
read_format (GTask *task, gboolean is_html)
{
  Reading *reading = g_task_get_task_data (task);

  reading->is_html = is_html;
  gdk_clipboard_read_async (reading->clipboard, (const char **)(is_html ? html_types : text_types),
                            G_PRIORITY_DEFAULT, g_task_get_cancellable (task), opened_cb, task);
}

void
jly_clipboard_table_read_async (GdkClipboard *clipboard,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->clipboard = g_object_ref (clipboard);
  g_task_set_source_tag (task, jly_clipboard_table_read_async);
  g_task_set_task_data (task, reading, free_reading);
  read_format (task, TRUE);
}

gboolean
jly_clipboard_table_read_finish (GAsyncResult *result, char **text, char **html, GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *text = g_steal_pointer (&reading->text);
  *html = g_steal_pointer (&reading->html);
  return TRUE;
}
