/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-text.h. The decoders never trust a length: each output is sized before it is written. */
#include "config.h"

#include "table/jly-text.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Windows-1252 where it differs from Latin-1 (0x80 to 0x9f); 0: not used. Source: Unicode's mapping
 * table for the code page. */
static const guint16 windows_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* The row in a text editor of the byte at the offset. */
static guint64
count_rows (const guint8 *bytes, gsize offset)
{
  guint64 rows = 1;

  for (gsize i = 0; i < offset; i++)
    rows += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
  return rows;
}

static const char *
advise_utf8 (void)
{
  return _ ("Save it again as CSV in UTF-8 and bring that file.");
}

static gboolean
fail_unreadable (const char *name, guint64 row, GError **error)
{
  const JlyTablePlace place = { .file = name, .row = row };

  return jly_table_fail (error, &place, advise_utf8 (),
                         _ ("A character here cannot be read: the file is damaged."));
}

/* Whether any character beyond ASCII in valid UTF-8 stands before the offset: then the file is
 * UTF-8, and what follows is damage, not another encoding. */
static gboolean
has_wide_before (const guint8 *bytes, gsize offset)
{
  for (gsize i = 0; i < offset; i++)
    if (bytes[i] >= 0x80)
      return TRUE;
  return FALSE;
}

/* Whether the text ends in the middle of a UTF-8 character. */
static gboolean
is_cut (const char *end, gsize left)
{
  return left < 4 && g_utf8_get_char_validated (end, (gssize)left) == (gunichar)-2;
}

static void
take_copy (const guint8 *bytes, gsize n_bytes, const char *encoding, JlyText *text)
{
  text->text = g_malloc (n_bytes + 1);
  memcpy (text->text, bytes, n_bytes);
  text->text[n_bytes] = '\0';
  text->length = n_bytes;
  text->encoding = encoding;
}

static gboolean
decode_windows_1252 (
    const char *name, const guint8 *bytes, gsize n_bytes, JlyText *text, GError **error)
{
  GString *decoded = g_string_sized_new (n_bytes + n_bytes / 8);

  for (gsize i = 0; i < n_bytes; i++)
    if (bytes[i] < 0x80)
      g_string_append_c (decoded, (char)bytes[i]);
    else if (bytes[i] >= 0xa0)
      g_string_append_unichar (decoded, bytes[i]);
    else if (windows_1252[bytes[i] - 0x80] != 0)
      g_string_append_unichar (decoded, windows_1252[bytes[i] - 0x80]);
    else
      {
        g_string_free (decoded, TRUE);
        return fail_unreadable (name, count_rows (bytes, i), error);
      }
  text->length = decoded->len;
  text->text = g_string_free (decoded, FALSE);
  text->encoding = "Windows-1252";
  return TRUE;
}

static guint
read_unit (const guint8 *at, gboolean big)
{
  return big ? (guint)at[0] << 8 | at[1] : (guint)at[1] << 8 | at[0];
}

/* Bytes without the byte order mark. */
static gboolean
decode_utf16 (const char *name,
              const guint8 *bytes,
              gsize n_bytes,
              gboolean big,
              JlyText *text,
              GError **error)
{
  GString *decoded = g_string_sized_new (n_bytes / 2 + n_bytes / 8);
  guint64 row = 1;
  gsize at = 0;
  gboolean valid = TRUE;

  while (valid && at + 2 <= n_bytes)
    {
      gunichar c = read_unit (bytes + at, big);

      at += 2;
      if (c >= 0xd800 && c < 0xdc00 && at + 2 <= n_bytes)
        {
          const guint low = read_unit (bytes + at, big);

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              at += 2;
            }
        }
      valid = c != 0 && g_unichar_validate (c);
      row += c == '\n';
      if (valid)
        g_string_append_unichar (decoded, c);
    }
  if (!valid || n_bytes % 2 != 0)
    {
      g_string_free (decoded, TRUE);
      return fail_unreadable (name, row, error);
    }
  text->length = decoded->len;
  text->text = g_string_free (decoded, FALSE);
  text->encoding = big ? "UTF-16 BE" : "UTF-16 LE";
  return TRUE;
}

static gboolean
decode_bytes (const char *name, const guint8 *bytes, gsize n_bytes, JlyText *text, GError **error)
{
  const gboolean marked = n_bytes >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0;
  const char *end;

  if (marked)
    {
      bytes += 3;
      n_bytes -= 3;
    }
  if (g_utf8_validate_len ((const char *)bytes, n_bytes, &end))
    {
      take_copy (bytes, n_bytes, "UTF-8", text);
      return TRUE;
    }
  const gsize offset = (gsize)(end - (const char *)bytes);
  if (marked || has_wide_before (bytes, offset) || is_cut (end, n_bytes - offset))
    return fail_unreadable (name, count_rows (bytes, offset), error);
  return decode_windows_1252 (name, bytes, n_bytes, text, error);
}

/* Tabs and line ends are the only control characters that a table of figures needs; any other one
 * could not be seen on the page, and NUL would end the text early. */
static gboolean
check_controls (const char *name, const guint8 *bytes, gsize n_bytes, GError **error)
{
  /* DOS programs close a text file with this byte. */
  if (n_bytes > 0 && bytes[n_bytes - 1] == 0x1a)
    n_bytes--;
  for (gsize i = 0; i < n_bytes; i++)
    if ((bytes[i] < 0x20 && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
        || bytes[i] == 0x7f)
      {
        const JlyTablePlace place = { .file = name, .row = count_rows (bytes, i) };

        if (bytes[i] == 0)
          return jly_table_fail (error, &place, advise_utf8 (),
                                 _ ("An empty byte stands here, which no text has."));
        return jly_table_fail (error, &place, advise_utf8 (),
                               _ ("A control character stands here, which cannot be shown."));
      }
  return TRUE;
}

static gboolean
fail_kind (const char *name, const char *kind, GError **error)
{
  const JlyTablePlace place = { .file = name };

  return jly_table_fail (
      error, &place,
      _ ("In its own program, save the table as Excel (.xlsx) or CSV, and open that file."), "%s",
      kind);
}

gboolean
jly_text_decode (
    const char *name, const guint8 *bytes, gsize n_bytes, JlyText *text, GError **error)
{
  const char *kind = jly_text_guess_kind (bytes, n_bytes);
  const gboolean wide
      = n_bytes >= 2
        && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff));
  g_autofree char *owned = NULL;

  if (n_bytes == 0)
    {
      take_copy ((const guint8 *)"", 0, "UTF-8", text);
      return TRUE;
    }
  if (kind != NULL)
    return fail_kind (name, kind, error);
  if (!wide && !check_controls (name, bytes, n_bytes, error))
    return FALSE;
  if (!wide && n_bytes > 0 && bytes[n_bytes - 1] == 0x1a)
    n_bytes--;
  if (!wide)
    return decode_bytes (name, bytes, n_bytes, text, error);
  if (!decode_utf16 (name, bytes + 2, n_bytes - 2, bytes[0] == 0xfe, text, error))
    return FALSE;
  owned = text->text;
  if (!check_controls (name, (const guint8 *)text->text, text->length, error))
    return FALSE;
  text->text = g_steal_pointer (&owned);
  return TRUE;
}

static gboolean
holds (const guint8 *bytes, gsize n_bytes, const char *words)
{
  return memmem (bytes, n_bytes, words, strlen (words)) != NULL;
}

const char *
jly_text_guess_kind (const guint8 *bytes, gsize n_bytes)
{
  static const struct
  {
    const char *start;
    gsize length;
    const char *kind;
  } kinds[] = {
    { "\xd0\xcf\x11\xe0", 4, N_ ("This is an old or a locked Excel file.") },
    { "PK\x03\x04", 4, N_ ("This is a packed folder (ZIP), not a table.") },
    { "\x89PNG", 4, N_ ("This is a picture, not a table.") },
    { "\xff\xd8\xff", 3, N_ ("This is a picture, not a table.") },
    { "GIF8", 4, N_ ("This is a picture, not a table.") },
    { "%PDF-", 5, N_ ("This is a PDF document, not a table.") },
    { "\x1f\x8b", 2, N_ ("This is a packed file, not a table.") },
    { "SQLite format 3", 15, N_ ("This is a database, not a table.") },
    { "{\\rtf", 5, N_ ("This is a text document, not a table.") },
    { "<!DOCTYPE", 9, N_ ("This is a web page, not a table.") },
    { "<html", 5, N_ ("This is a web page, not a table.") },
    { "<?xml", 5, N_ ("This is an XML file, not a table.") },
    { "\xff\xfe\0\0", 4, N_ ("This text is in UTF-32, which is not read here.") },
    { "\0\0\xfe\xff", 4, N_ ("This text is in UTF-32, which is not read here.") },
  };

  if (bytes == NULL)
    return NULL;
  if (n_bytes >= 4 && memcmp (bytes, "PK\x03\x04", 4) == 0)
    {
      const gsize head = MIN (n_bytes, 4096);

      if (holds (bytes, head, "[Content_Types].xml")
          || holds (bytes, head, "application/vnd.oasis.opendocument"))
        return _ ("This is an office document, but not a spreadsheet.");
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (n_bytes >= kinds[i].length && memcmp (bytes, kinds[i].start, kinds[i].length) == 0)
      return _ (kinds[i].kind);
  return NULL;
}
