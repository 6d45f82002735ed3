/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CBOR of a stranger: the typed calls stay inside the bytes, and what counts as canonical is read
 * by them to its last byte. */
#include "config.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "fuzz/fuzz.h"

const char *const fuzz_name = "cbor";

/* Reads the sample of fuzz_seed; FALSE if it is something else. */
static gboolean
read_sample (JlyCborReader *reader)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 hash[8];
  guint64 number;
  gint64 whole;
  gsize n;

  if (!jly_cbor_enter_map (reader, "all", 5) || !jly_cbor_get_key (reader, "list", 1)
      || !jly_cbor_enter_array (reader, "list", 20, &n))
    return FALSE;
  g_assert (n <= 20);
  for (gsize i = 0; i < n; i++)
    if (!jly_cbor_get_uint (reader, "number", 70000, &number))
      return FALSE;
    else
      g_assert (number <= 70000);
  if (!jly_cbor_leave (reader) || !jly_cbor_get_key (reader, "text", 2)
      || !jly_cbor_get_text (reader, "text", 40, &text))
    return FALSE;
  g_assert (g_utf8_validate (text, -1, NULL));
  return jly_cbor_get_key (reader, "bytes", 3) && jly_cbor_get_bytes (reader, "bytes", 50, &bytes)
         && jly_cbor_get_key (reader, "hash", 4)
         && jly_cbor_get_fixed_bytes (reader, "hash", hash, sizeof hash)
         && jly_cbor_get_key (reader, "whole", 500)
         && jly_cbor_get_int (reader, "whole", -1000, 1000, &whole) && jly_cbor_leave (reader);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, n);
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (input, "the input");
  g_autoptr (GError) error = NULL;
  gboolean ok = read_sample (reader);

  g_assert (ok == jly_cbor_reader_finish (reader, &error));
  g_assert (ok == (error == NULL));
  g_assert (!ok || jly_cbor_is_canonical (input));
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  if (index >= 4)
    return NULL;
  jly_cbor_begin_map (writer, 5);
  jly_cbor_put_key (writer, 1);
  jly_cbor_begin_array (writer, 5 * index);
  for (guint i = 0; i < 5 * index; i++)
    jly_cbor_put_uint (writer, i * i * 300);
  jly_cbor_end (writer);
  jly_cbor_put_key (writer, 2);
  jly_cbor_put_text (writer, "D\xc3\xa4mmung, 4\xe2\x82\xac");
  jly_cbor_put_key (writer, 3);
  jly_cbor_put_bytes (writer, (const guint8 *)"0123456789012345678901234567890123456789",
                      10 * index);
  jly_cbor_put_key (writer, 4);
  jly_cbor_put_bytes (writer, (const guint8 *)"12345678", 8);
  jly_cbor_put_key (writer, 500);
  jly_cbor_put_int (writer, 100 - 300 * (gint64)index);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}
