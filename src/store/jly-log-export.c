/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-export.h. */
#include "config.h"

#include "store/jly-log-export.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "store/jly-store-governance-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char magic[] = "jointly log 1\n";

#define MAGIC_BYTES (sizeof magic - 1)
#define MAX_HEAD 512

static void
free_line (gpointer data)
{
  JlyLogExportLine *line = data;

  g_clear_pointer (&line->bytes, g_bytes_unref);
  g_clear_pointer (&line->body, g_bytes_unref);
  jly_log_entry_free (line->entry);
  g_free (line);
}

JlyLogExport *
jly_log_export_new (void)
{
  JlyLogExport *self = g_new0 (JlyLogExport, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  return self;
}

void
jly_log_export_free (JlyLogExport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

gboolean
jly_log_export_add (JlyLogExport *self, GBytes *bytes, GBytes *body, GError **error)
{
  JlyLogExportLine *line = g_new0 (JlyLogExportLine, 1);

  line->bytes = bytes;
  line->body = body;
  line->entry = jly_log_entry_decode (bytes, error);
  if (line->entry == NULL)
    {
      free_line (line);
      return FALSE;
    }
  g_ptr_array_add (self->lines, line);
  return TRUE;
}

static void
put_piece (JlyWriter *writer, GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_writer_put_u32 (writer, (guint32)n);
  jly_writer_put_bytes (writer, data, n);
}

GBytes *
jly_log_export_encode (const JlyLogExport *self)
{
  g_autoptr (GBytes) head = jly_log_head_encode (&self->head);
  JlyWriter writer;

  jly_writer_init (&writer, JLY_LOG_EXPORT_MAX_BYTES);
  jly_writer_put_bytes (&writer, (const guint8 *)magic, MAGIC_BYTES);
  put_piece (&writer, head);
  jly_writer_put_bytes (&writer, self->signature, sizeof self->signature);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const JlyLogExportLine *line = self->lines->pdata[i];

      put_piece (&writer, line->bytes);
      jly_writer_put_u8 (&writer, line->body != NULL);
      if (line->body != NULL)
        put_piece (&writer, line->body);
    }
  return jly_writer_finish (&writer);
}

/* NULL if there are not so many bytes, or more than max. */
static GBytes *
get_piece (JlyReader *reader, gsize max)
{
  guint32 n = 0;
  const guint8 *data;

  if (!jly_reader_get_u32 (reader, &n) || n > max)
    {
      reader->failed = TRUE;
      return NULL;
    }
  data = jly_reader_peek (reader, n);
  return data != NULL ? g_bytes_new (data, n) : NULL;
}

static gboolean
get_line (JlyReader *reader, JlyLogExport *self, GError **error)
{
  g_autoptr (GBytes) bytes = get_piece (reader, JLY_LOG_MAX_TEXT + 1024);
  g_autoptr (GBytes) body = NULL;
  guint8 is_shown = 0;

  if (bytes == NULL || !jly_reader_get_u8 (reader, &is_shown) || is_shown > 1)
    return FALSE;
  if (is_shown == 1)
    {
      body = get_piece (reader, JLY_LOG_EXPORT_MAX_BYTES);
      if (body == NULL)
        return FALSE;
    }
  return jly_log_export_add (self, g_steal_pointer (&bytes), g_steal_pointer (&body), error);
}

static gboolean
get_head (JlyReader *reader, JlyLogExport *self, GError **error)
{
  const guint8 *begin = jly_reader_peek (reader, MAGIC_BYTES);
  g_autoptr (GBytes) head = NULL;

  if (begin == NULL || memcmp (begin, magic, MAGIC_BYTES) != 0)
    return FALSE;
  head = get_piece (reader, MAX_HEAD);
  return head != NULL && jly_log_head_decode (head, &self->head, error)
         && jly_reader_get_bytes (reader, self->signature, sizeof self->signature);
}

JlyLogExport *
jly_log_export_decode (GBytes *bytes, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "format",
    .next = _ ("Ask for the file again: it is no log of Jointly, or was damaged on its way."),
  };
  g_autoptr (JlyLogExport) self = jly_log_export_new ();
  JlyReader reader;
  gboolean ok;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_reader_init (&reader, data, n, JLY_LOG_EXPORT_MAX_BYTES);
  ok = get_head (&reader, self, NULL);
  while (ok && jly_reader_get_left (&reader) > 0)
    ok = get_line (&reader, self, NULL);
  if (ok && jly_reader_is_done (&reader))
    return g_steal_pointer (&self);
  jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
            _ ("The file is no exported log, or is damaged behind line %u."), self->lines->len);
  return NULL;
}

/* What every party of the contract may see. */
static gboolean
is_for_all (JlyLogKind kind)
{
  return kind != JLY_LOG_INPUTS && kind != JLY_LOG_ACCEPTANCE && kind != JLY_LOG_ANSWER;
}

JlyLogExport *
jly_store_export_log (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self, study_id, error);
  g_autoptr (JlyLogExport) export = jly_log_export_new ();

  if (log == NULL)
    return NULL;
  for (guint i = 0; i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];
      gboolean show = row->body != NULL && is_for_all (row->entry->kind);

      if (!jly_log_export_add (export, g_bytes_ref (row->bytes),
                               show ? g_bytes_ref (row->body) : NULL, error))
        return NULL;
    }
  export->head = log->head;
  jly_log_head_sign (&export->head, self->identity, export->signature);
  return g_steal_pointer (&export);
}
