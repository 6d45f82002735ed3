/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deterministic CBOR: known bytes, refusals of everything else, and random objects there and back.
 * The known bytes are those of RFC 8949, appendix A. */
#include "config.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <string.h>

static GBytes *
finish (JlyCborWriter *writer)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = jly_cbor_writer_finish (writer, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_hex (GBytes *bytes, const char *expected)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

static GBytes *
unhex (const char *hex)
{
  gsize n = strlen (hex) / 2;
  guint8 *data = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    data[i]
        = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (data, n);
}

static void
test_known_numbers (void)
{
  static const struct
  {
    gint64 value;
    const char *hex;
  } known[] = {
    { 0, "00" },
    { 23, "17" },
    { 24, "1818" },
    { 100, "1864" },
    { 1000, "1903e8" },
    { 1000000, "1a000f4240" },
    { 1000000000000, "1b000000e8d4a51000" },
    { -1, "20" },
    { -100, "3863" },
    { -1000, "3903e7" },
    { G_MAXINT64, "1b7fffffffffffffff" },
    { G_MININT64, "3b7fffffffffffffff" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (JlyCborReader) reader = NULL;
      gint64 back;

      jly_cbor_put_int (writer, known[i].value);
      bytes = finish (writer);
      assert_hex (bytes, known[i].hex);
      reader = jly_cbor_reader_new (bytes, "the test");
      g_assert_true (jly_cbor_get_int (reader, "number", G_MININT64, G_MAXINT64, &back));
      g_assert_true (jly_cbor_reader_finish (reader, NULL));
      g_assert_true (back == known[i].value);
    }
}

/* {1: [1, h'0102'], 2: "ü", 300: {}}, the u with its dots given apart. */
static GBytes *
encode_sample (void)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, 3);
  jly_cbor_put_key (writer, 1);
  jly_cbor_begin_array (writer, 2);
  jly_cbor_put_uint (writer, 1);
  jly_cbor_put_bytes (writer, (const guint8 *)"\1\2", 2);
  jly_cbor_end (writer);
  jly_cbor_put_key (writer, 2);
  jly_cbor_put_text (writer, "u\xcc\x88");
  jly_cbor_put_key (writer, 300);
  jly_cbor_begin_map (writer, 0);
  jly_cbor_end (writer);
  jly_cbor_end (writer);
  return finish (writer);
}

static void
test_sample (void)
{
  g_autoptr (GBytes) bytes = encode_sample ();
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the test");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) inner = NULL;
  g_autofree char *text = NULL;
  guint64 one;
  gsize n;

  assert_hex (bytes, "a3018201420102"
                     "0262c3bc"
                     "19012ca0");
  g_assert_true (jly_cbor_enter_map (reader, "all", 3));
  g_assert_true (jly_cbor_get_key (reader, "list", 1));
  g_assert_true (jly_cbor_enter_array (reader, "list", 9, &n));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (jly_cbor_get_uint (reader, "one", 1, &one));
  g_assert_true (jly_cbor_get_bytes (reader, "inner", 2, &inner));
  g_assert_true (jly_cbor_leave (reader));
  g_assert_true (jly_cbor_get_key (reader, "text", 2));
  g_assert_true (jly_cbor_get_text (reader, "text", 2, &text));
  g_assert_true (jly_cbor_get_key (reader, "empty", 300));
  g_assert_true (jly_cbor_enter_map (reader, "empty", 0));
  g_assert_true (jly_cbor_leave (reader));
  g_assert_true (jly_cbor_leave (reader));
  g_assert_true (jly_cbor_reader_finish (reader, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "\xc3\xbc");
}

/* Every way to write an object differently, or to write what we never write. */
static void
test_other_forms (void)
{
  static const char *const refused[] = {
    "",                     /* nothing */
    "1817",                 /* 23 in two bytes */
    "190017",               /* ... in three */
    "1b0000000000000017",   /* ... in nine */
    "3800",                 /* -1 in two bytes */
    "3bffffffffffffffff",   /* below 64 bits */
    "0000",                 /* two objects */
    "5801ff",               /* length of a byte string in two bytes */
    "42ff",                 /* byte string cut */
    "62c3",                 /* text cut */
    "61ff",                 /* text not UTF-8 */
    "6100",                 /* text with NUL */
    "6375cc88",             /* text not composed */
    "8101ff",               /* more after the end */
    "8201",                 /* array cut */
    "9f01ff",               /* array of unknown length */
    "5f4101ff",             /* byte string in pieces */
    "7f6161ff",             /* text in pieces */
    "bf0102ff",             /* map of unknown length */
    "a2020101ff",           /* keys descending */
    "a201010101",           /* key twice */
    "a1616101",             /* key is text */
    "a12001",               /* key is negative */
    "a101",                 /* value missing */
    "f4",                   /* false */
    "f6",                   /* null */
    "f7",                   /* undefined */
    "f90000",               /* half float */
    "fb3ff0000000000000",   /* double */
    "c001",                 /* tag */
    "ff",                   /* break */
    "1c",                   /* reserved */
    "5bffffffffffffffff00", /* byte string of 2^64 - 1 bytes */
    "9bffffffffffffffff00", /* array of 2^64 - 1 items */
    "818181818181818180",   /* nine levels */
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = unhex (refused[i]);
      g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the test");
      g_autoptr (GError) error = NULL;
      guint64 value;

      g_test_message ("%s", refused[i]);
      g_assert_false (jly_cbor_is_canonical (bytes));
      g_assert_false (jly_cbor_get_uint (reader, "number", G_MAXUINT64, &value));
      g_assert_false (jly_cbor_reader_finish (reader, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
    }
}

static void
test_depth (void)
{
  g_autoptr (GBytes) eight = unhex ("8181818181818180");

  g_assert_true (jly_cbor_is_canonical (eight));
}

/* The error names the first field that did not fit, and later calls do not change it. */
static void
test_error_names_field (void)
{
  g_autoptr (GBytes) bytes = encode_sample ();
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the study of Ridge");
  g_autoptr (GError) error = NULL;
  gsize n = 5;

  g_assert_true (jly_cbor_enter_map (reader, "all", 3));
  g_assert_true (jly_cbor_get_key (reader, "list", 1));
  g_assert_false (jly_cbor_enter_array (reader, "providers", 1, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (jly_cbor_get_key (reader, "title", 2));
  g_assert_false (jly_cbor_leave (reader));
  g_assert_false (jly_cbor_reader_finish (reader, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "the study of Ridge"));
  g_assert_nonnull (strstr (error->message, "providers"));
  g_assert_null (strstr (error->message, "title"));
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

static void
test_unread_rest (void)
{
  g_autoptr (GBytes) bytes = encode_sample ();
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the test");

  g_assert_true (jly_cbor_enter_map (reader, "all", 3));
  g_assert_false (jly_cbor_leave (reader));
  g_assert_false (jly_cbor_reader_finish (reader, NULL));
}

static void
test_bad_text_is_an_error (void)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GError) error = NULL;

  jly_cbor_put_text (writer, "\xff");
  g_assert_null (jly_cbor_writer_finish (writer, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

static void
test_too_large_is_an_error (void)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autofree guint8 *bytes = g_malloc0 (JLY_CBOR_MAX_BYTES);
  g_autoptr (GError) error = NULL;

  jly_cbor_put_bytes (writer, bytes, JLY_CBOR_MAX_BYTES);
  g_assert_null (jly_cbor_writer_finish (writer, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

static void
put_random (JlyCborWriter *writer, guint depth)
{
  static const char *const texts[6]
      = { "", "A\xcc\x8a", "\xe2\x84\xab", "e", "\xf0\x9f\x8c\xb1", "Roof" };
  gsize n = (gsize)g_test_rand_int_range (0, 6);

  switch (g_test_rand_int_range (0, depth == JLY_CBOR_MAX_DEPTH ? 4 : 6))
    {
    case 0:
      jly_cbor_put_uint (writer, (guint64)g_test_rand_int () >> g_test_rand_int_range (0, 32));
      break;
    case 1:
      jly_cbor_put_int (writer, -(gint64)((guint32)g_test_rand_int ()));
      break;
    case 2:
      jly_cbor_put_bytes (writer, (const guint8 *)"abcdef", n);
      break;
    case 3:
      jly_cbor_put_text (writer, texts[n]);
      break;
    case 4:
      jly_cbor_begin_array (writer, n);
      for (gsize i = 0; i < n; i++)
        put_random (writer, depth + 1);
      jly_cbor_end (writer);
      break;
    default:
      jly_cbor_begin_map (writer, n);
      for (gsize i = 0; i < n; i++)
        {
          jly_cbor_put_key (writer, i * 100 + (guint)g_test_rand_int_range (0, 100));
          put_random (writer, depth + 1);
        }
      jly_cbor_end (writer);
    }
}

/* What the writer writes is canonical, and no cut or longer form of it is. */
static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
      g_autoptr (GBytes) bytes = NULL, cut = NULL;

      put_random (writer, 0);
      if (jly_cbor_is_canonical ((bytes = finish (writer))))
        {
          cut = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
          g_assert_false (jly_cbor_is_canonical (cut));
          continue;
        }
      g_assert_not_reached ();
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/cbor/known-numbers", test_known_numbers);
  g_test_add_func ("/base/cbor/sample", test_sample);
  g_test_add_func ("/base/cbor/other-forms", test_other_forms);
  g_test_add_func ("/base/cbor/depth", test_depth);
  g_test_add_func ("/base/cbor/error-names-field", test_error_names_field);
  g_test_add_func ("/base/cbor/unread-rest", test_unread_rest);
  g_test_add_func ("/base/cbor/bad-text", test_bad_text_is_an_error);
  g_test_add_func ("/base/cbor/too-large", test_too_large_is_an_error);
  g_test_add_func ("/base/cbor/random", test_random);
  return g_test_run ();
}
