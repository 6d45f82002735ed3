/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounded reading and writing of numbers and bytes. */
#include "config.h"

#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <fcntl.h>
#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#define MARKER_BYTES 48
#define N_MARKERS 100

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

#ifndef __SANITIZE_ADDRESS__
/* The marker is nowhere in memory but where it is written: this gives one byte of it at a time. */
static guint8
get_marker_byte (gsize i)
{
  return (guint8)(0x5a ^ (37 * i + 11));
}

static gboolean
has_marker (const guint8 *bytes, gsize n)
{
  for (gsize at = 0; at + MARKER_BYTES <= n; at++)
    {
      gsize same = 0;

      while (same < MARKER_BYTES && bytes[at + same] == get_marker_byte (same))
        same++;
      if (same == MARKER_BYTES)
        return TRUE;
    }
  return FALSE;
}

/* Whether the marker stands in any part of this process's memory that it can write to. */
static gboolean
find_marker (void)
{
  static guint8 block[1u << 16];
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  gboolean is_found = FALSE;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL && !is_found; i++)
    {
      gulong from, to;
      char access[5];

      if (sscanf (lines[i], "%lx-%lx %4s", &from, &to, access) != 3 || access[1] != 'w')
        continue;
      for (gulong at = from; at < to && !is_found; at += sizeof block / 2)
        {
          gssize n = pread (memory, block, MIN (sizeof block, to - at), (off_t)at);

          is_found = n > 0
                     && (at >= (gulong)block + sizeof block || at + (gulong)n <= (gulong)block)
                     && has_marker (block, (gsize)n);
          sodium_memzero (block, sizeof block);
        }
    }
  close (memory);
  return is_found;
}

/* Nothing of what was written is left behind, neither by growing nor at the end. */
static void
test_wiped (void)
{
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) all = NULL;
  guint8 marker[MARKER_BYTES];

  /* What the allocator does to freed memory would hide what we do not. */
  mallopt (M_PERTURB, 0);
  for (gsize i = 0; i < MARKER_BYTES; i++)
    marker[i] = get_marker_byte (i);
  jly_writer_init (&writer, N_MARKERS * MARKER_BYTES);
  for (guint i = 0; i < N_MARKERS; i++)
    g_assert_true (jly_writer_put_bytes (&writer, marker, sizeof marker));
  sodium_memzero (marker, sizeof marker);
  all = jly_writer_finish (&writer);
  g_assert_cmpuint (g_bytes_get_size (all), ==, N_MARKERS * MARKER_BYTES);
  g_assert_true (find_marker ());
  g_clear_pointer (&all, g_bytes_unref);
  g_assert_false (find_marker ());
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/reader/round-trip", test_round_trip);
  g_test_add_func ("/base/reader/short", test_short);
  g_test_add_func ("/base/reader/maximum", test_maximum);
  g_test_add_func ("/base/reader/nothing", test_nothing);
#ifndef __SANITIZE_ADDRESS__
  /* Under a sanitizer the memory of a program is mostly the sanitizer's, and terabytes of it. */
  g_test_add_func ("/base/writer/wiped", test_wiped);
#endif
  return g_test_run ();
}
