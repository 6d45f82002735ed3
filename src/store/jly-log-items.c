/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-items.h. */
#include "config.h"

#include "store/jly-log-items.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Lists without the marks of figures had no format byte; their lengths are multiples of 72, which
 * those of this form never are. */
#define SUBMISSIONS_FORMAT 2
#define SUBMISSION_BYTES 104
#define OLD_SUBMISSION_BYTES 72
#define MAX_SUBMISSIONS_BYTES (SUBMISSION_BYTES * 100000)

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((JlySigned *)data)->bytes, g_bytes_unref);
}

GBytes *
jly_log_items_encode (const JlySigned *items, gsize n)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_array (writer, n);
  for (gsize i = 0; i < n; i++)
    {
      gsize size = 0;
      const guint8 *bytes = g_bytes_get_data (items[i].bytes, &size);

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_bytes (writer, bytes, size);
      jly_cbor_put_uint (writer, items[i].signer);
      jly_cbor_put_bytes (writer, items[i].signature, JLY_SIGNATURE_BYTES);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static gboolean
get_item (JlyCborReader *reader, GArray *items)
{
  JlySigned item = { 0 };
  guint64 signer = 0;
  gsize n = 0;

  jly_cbor_enter_array (reader, "item", 3, &n);
  if (n != 3)
    jly_cbor_refuse (reader, "item");
  jly_cbor_get_bytes (reader, "bytes", JLY_CBOR_MAX_BYTES, &item.bytes);
  jly_cbor_get_uint (reader, "signer", JLY_LOG_NO_SIGNER, &signer);
  jly_cbor_get_fixed_bytes (reader, "signature", item.signature, sizeof item.signature);
  jly_cbor_leave (reader);
  item.signer = (guint)signer;
  if (item.bytes == NULL)
    return FALSE;
  g_array_append_val (items, item);
  return TRUE;
}

GArray *
jly_log_items_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the signed record");
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (JlySigned));
  gsize n = 0;

  g_array_set_clear_func (items, clear_item);
  jly_cbor_enter_array (reader, "items", JLY_LOG_MAX_ITEMS, &n);
  if (n == 0)
    jly_cbor_refuse (reader, "items");
  for (gsize i = 0; i < n && get_item (reader, items); i++)
    ;
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&items);
}

GBytes *
jly_log_submissions_encode (const JlySubmission *submissions, gsize n)
{
  JlyWriter writer;

  if (n == 0)
    return g_bytes_new (NULL, 0);
  jly_writer_init (&writer, MAX_SUBMISSIONS_BYTES);
  jly_writer_put_u8 (&writer, SUBMISSIONS_FORMAT);
  for (gsize i = 0; i < n; i++)
    {
      jly_writer_put_bytes (&writer, submissions[i].provider, 32);
      jly_writer_put_bytes (&writer, submissions[i].upload, 32);
      jly_writer_put_bytes (&writer, submissions[i].figures, 32);
      jly_writer_put_u64 (&writer, submissions[i].n_rows);
    }
  return jly_writer_finish (&writer);
}

GArray *
jly_log_submissions_decode (GBytes *bytes, GError **error)
{
  g_autoptr (GArray) submissions = g_array_new (FALSE, TRUE, sizeof (JlySubmission));
  JlyReader reader;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  gboolean has_marks = n % OLD_SUBMISSION_BYTES != 0;
  guint8 format = SUBMISSIONS_FORMAT;

  jly_reader_init (&reader, data, n, MAX_SUBMISSIONS_BYTES);
  if (has_marks)
    jly_reader_get_u8 (&reader, &format);
  if (has_marks
      && (format != SUBMISSIONS_FORMAT || jly_reader_get_left (&reader) == 0
          || jly_reader_get_left (&reader) % SUBMISSION_BYTES != 0))
    reader.failed = TRUE;
  while (!reader.failed && jly_reader_get_left (&reader) > 0)
    {
      JlySubmission submission = { 0 };

      jly_reader_get_bytes (&reader, submission.provider, 32);
      jly_reader_get_bytes (&reader, submission.upload, 32);
      if (has_marks)
        jly_reader_get_bytes (&reader, submission.figures, 32);
      jly_reader_get_u64 (&reader, &submission.n_rows);
      g_array_append_val (submissions, submission);
    }
  if (jly_reader_is_done (&reader))
    return g_steal_pointer (&submissions);
  jly_fail (error, JLY_ERROR_PROTOCOL, NULL, _ ("The list of submissions is damaged."));
  return NULL;
}
