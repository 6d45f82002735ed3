/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounded reading and writing of numbers and bytes. */
#include "config.h"

#include "base/jly-reader.h"
#include "base/jly-writer.h"

static void
test_round_trip (void)
{
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) all = NULL;
  JlyReader reader;
  guint8 small, tail[3];
  guint16 medium;
  guint32 large;
  guint64 huge;

  jly_writer_init (&writer, 18);
  g_assert_true (jly_writer_put_u8 (&writer, 0xfe));
  g_assert_true (jly_writer_put_u16 (&writer, 0x0102));
  g_assert_true (jly_writer_put_u32 (&writer, 0x03040506));
  g_assert_true (jly_writer_put_u64 (&writer, G_GUINT64_CONSTANT (0xf708090a0b0c0d0e)));
  g_assert_true (jly_writer_put_bytes (&writer, (const guint8 *)"end", 3));
  all = jly_writer_finish (&writer);
  g_assert_cmpmem (g_bytes_get_data (all, NULL), g_bytes_get_size (all),
                   "\xfe\1\2\3\4\5\6\xf7\x08\x09\x0a\x0b\x0c\x0d\x0e"
                   "end",
                   18);
  jly_reader_init (&reader, g_bytes_get_data (all, NULL), 18, 18);
  g_assert_true (jly_reader_get_u8 (&reader, &small));
  g_assert_true (jly_reader_get_u16 (&reader, &medium));
  g_assert_true (jly_reader_get_u32 (&reader, &large));
  g_assert_true (jly_reader_get_u64 (&reader, &huge));
  g_assert_false (jly_reader_is_done (&reader));
  g_assert_true (jly_reader_get_bytes (&reader, tail, 3));
  g_assert_true (jly_reader_is_done (&reader));
  g_assert_cmpuint (small, ==, 0xfe);
  g_assert_cmpuint (medium, ==, 0x0102);
  g_assert_cmpuint (large, ==, 0x03040506);
  g_assert_cmphex (huge, ==, G_GUINT64_CONSTANT (0xf708090a0b0c0d0e));
}

/* A read that does not fit changes nothing, and nothing is read after it. */
static void
test_short (void)
{
  const guint8 bytes[3] = { 1, 2, 3 };
  JlyReader reader;
  guint32 large = 77;
  guint8 small = 78;

  jly_reader_init (&reader, bytes, 3, 3);
  g_assert_false (jly_reader_get_u32 (&reader, &large));
  g_assert_cmpuint (large, ==, 77);
  g_assert_false (jly_reader_get_u8 (&reader, &small));
  g_assert_cmpuint (small, ==, 78);
  g_assert_cmpuint (jly_reader_get_left (&reader), ==, 0);
  g_assert_false (jly_reader_is_done (&reader));
  jly_reader_init (&reader, bytes, 3, 3);
  g_assert_null (jly_reader_peek (&reader, G_MAXSIZE));
}

static void
test_maximum (void)
{
  const guint8 bytes[3] = { 1, 2, 3 };
  g_auto (JlyWriter) writer = { 0 };
  JlyReader reader;
  guint8 small;

  jly_reader_init (&reader, bytes, 3, 2);
  g_assert_false (jly_reader_get_u8 (&reader, &small));
  jly_writer_init (&writer, 2);
  g_assert_true (jly_writer_put_u8 (&writer, 1));
  g_assert_false (jly_writer_put_u16 (&writer, 1));
  g_assert_false (jly_writer_put_u8 (&writer, 1));
  g_assert_cmpuint (jly_writer_get_size (&writer), ==, 1);
  g_assert_null (jly_writer_finish (&writer));
}

/* Of nothing, nothing can be read, and that is no failure. */
static void
test_nothing (void)
{
  JlyReader reader;
  guint8 small;

  jly_reader_init (&reader, NULL, 0, 10);
  g_assert_true (jly_reader_get_bytes (&reader, &small, 0));
  g_assert_true (jly_reader_is_done (&reader));
  g_assert_false (jly_reader_get_u8 (&reader, &small));
  g_assert_false (jly_reader_is_done (&reader));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/reader/round-trip", test_round_trip);
  g_test_add_func ("/base/reader/short", test_short);
  g_test_add_func ("/base/reader/maximum", test_maximum);
  g_test_add_func ("/base/reader/nothing", test_nothing);
  return g_test_run ();
}
