/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-text.h. A block is small enough to stay in the processor's cache while it is read,
 * checked, decoded and split. */
#include "config.h"

#include "table/jly-text.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK (256 * 1024)
#define KEPT_MAX 4           /* bytes of a character that the end of a block cuts */
#define CHECKED_AT_ONCE 64   /* bytes */
#define DOS_END_OF_FILE 0x1a /* DOS programs close a text file with this byte */

struct _JlyTextReader
{
  JlySource *source;
  JlyEncoding encoding;
  guint8 block[BLOCK + KEPT_MAX];
  gsize n_kept;        /* at the block's start */
  gboolean started;    /* past the byte order mark */
  gboolean is_wide;    /* a character beyond ASCII was there */
  gboolean is_refuted; /* a byte does not fit, and no character beyond ASCII before it did */
  char table[128][4];  /* of a code page: each byte from 0x80 on as UTF-8, "" for none */
};

static const struct
{
  const char *name;
  const char *folded;
} encodings[] = {
  [JLY_ENCODING_NONE] = { "", "" },
  [JLY_ENCODING_UTF_8] = { "UTF-8", "utf8" },
  [JLY_ENCODING_UTF_16_LE] = { "UTF-16 LE", "utf16le" },
  [JLY_ENCODING_UTF_16_BE] = { "UTF-16 BE", "utf16be" },
  [JLY_ENCODING_WINDOWS_1252] = { "Windows-1252", "windows1252" },
  [JLY_ENCODING_WINDOWS_1257] = { "Windows-1257", "windows1257" },
};

const char *
jly_encoding_get_name (JlyEncoding encoding)
{
  return encodings[encoding].name;
}

JlyEncoding
jly_encoding_find (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);
  gsize n = 0;

  for (const char *at = folded; *at != '\0'; at++)
    if (*at != '-' && *at != ' ' && *at != '_')
      folded[n++] = *at;
  folded[n] = '\0';
  for (guint i = 1; i < G_N_ELEMENTS (encodings); i++)
    if (g_str_equal (folded, encodings[i].folded))
      return (JlyEncoding)i;
  return JLY_ENCODING_NONE;
}

JlyEncoding
jly_text_sniff (const guint8 *bytes, gsize n_bytes)
{
  if (n_bytes >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    return JLY_ENCODING_UTF_16_LE;
  if (n_bytes >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    return JLY_ENCODING_UTF_16_BE;
  return JLY_ENCODING_UTF_8;
}

static void
make_table (JlyTextReader *self, JlyCodePage page)
{
  for (guint i = 0; i < 128; i++)
    {
      const gunichar c = jly_code_page_get (page, (guint8)(i + 0x80));

      if (c != 0)
        g_unichar_to_utf8 (c, self->table[i]);
    }
}

JlyTextReader *
jly_text_reader_new (JlySource *source, JlyEncoding encoding)
{
  JlyTextReader *self = g_new0 (JlyTextReader, 1);

  g_assert (encoding != JLY_ENCODING_NONE);
  jly_source_rewind (source);
  self->source = source;
  self->encoding = encoding;
  if (encoding == JLY_ENCODING_WINDOWS_1252)
    make_table (self, JLY_CODE_PAGE_1252);
  else if (encoding == JLY_ENCODING_WINDOWS_1257)
    make_table (self, JLY_CODE_PAGE_1257);
  return self;
}

void
jly_text_reader_free (JlyTextReader *self)
{
  g_free (self);
}

gboolean
jly_text_reader_may_be_other (JlyTextReader *self)
{
  return self->is_refuted;
}

static gboolean
is_utf16 (const JlyTextReader *self)
{
  return self->encoding == JLY_ENCODING_UTF_16_LE || self->encoding == JLY_ENCODING_UTF_16_BE;
}

/* Line ends in a piece of a file; a CR whose LF begins the next piece counts with that one. */
static guint64
count_line_ends (const JlyTextReader *self, const guint8 *bytes, gsize n)
{
  const gsize step = is_utf16 (self) ? 2 : 1;
  const gsize low = self->encoding == JLY_ENCODING_UTF_16_BE ? 1 : 0;
  guint64 rows = 0;

  for (gsize i = 0; i + step <= n; i += step)
    {
      const gboolean is_ascii = step == 1 || bytes[i + 1 - low] == 0;
      const guint8 next = i + step + low < n ? bytes[i + step + low] : 0;

      rows += is_ascii && (bytes[i + low] == '\n' || (bytes[i + low] == '\r' && next != '\n'));
    }
  return rows;
}

/* The row in a text editor of the byte at the offset. The file is read again: errors are rare. */
static guint64
count_rows (JlyTextReader *self, gsize offset)
{
  guint64 rows = 1;
  gssize n;

  jly_source_rewind (self->source);
  while (offset > 0
         && (n = jly_source_read (self->source, self->block, MIN (offset, BLOCK), NULL)) > 0)
    {
      rows += count_line_ends (self, self->block, (gsize)n);
      offset -= (gsize)n;
    }
  return rows;
}

static int
fail_at (JlyTextReader *self, gsize offset, GError **error, const char *what)
{
  const JlyTablePlace place
      = { .file = jly_source_get_name (self->source), .row = count_rows (self, offset) };

  jly_table_fail (error, &place, _ ("Save it again as CSV in UTF-8 and bring that file."), "%s",
                  what);
  return -1;
}

static int
fail_unreadable (JlyTextReader *self, gsize offset, GError **error)
{
  return fail_at (self, offset, error, _ ("A character here cannot be read: the file is damaged."));
}

static inline gboolean
is_control (guint8 byte)
{
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/* The first byte that is a control character, n for none; *is_wide tells whether any is beyond
 * ASCII. Without branches within a piece, so that the compiler can take many bytes at once. */
static gsize
find_control (const guint8 *bytes, gsize n, gboolean *is_wide)
{
  guint8 high = 0;
  gsize at = 0;

  for (; at + CHECKED_AT_ONCE <= n; at += CHECKED_AT_ONCE)
    {
      guint8 bad = 0;

      for (guint i = 0; i < CHECKED_AT_ONCE; i++)
        {
          const guint8 byte = bytes[at + i];

          high |= byte;
          bad |= (guint8)((byte < 0x20) & (byte != '\t') & (byte != '\n') & (byte != '\r'))
                 | (guint8)(byte == 0x7f);
        }
      if (bad != 0)
        break;
    }
  for (; at < n && !is_control (bytes[at]); at++)
    high |= bytes[at];
  *is_wide = high >= 0x80;
  return at;
}

/* The first byte that is not UTF-8, n for none. Runs of ASCII are passed eight bytes at a time. */
static gsize
find_invalid (const guint8 *bytes, gsize n)
{
  gsize at = 0;

  while (at < n)
    {
      guint64 eight;
      gunichar c;

      if (at + sizeof eight <= n)
        {
          memcpy (&eight, bytes + at, sizeof eight);
          if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
            {
              at += sizeof eight;
              continue;
            }
        }
      if (bytes[at] < 0x80)
        {
          at++;
          continue;
        }
      c = g_utf8_get_char_validated ((const char *)bytes + at, (gssize)(n - at));
      if (c >= (gunichar)-2)
        return at;
      at += bytes[at] >= 0xf0 ? 4 : bytes[at] >= 0xe0 ? 3 : 2;
    }
  return n;
}

/* Tabs and line ends are the only control characters that a table of figures needs; any other one
 * could not be seen on the page, and NUL would end the text early. */
static int
fail_control (JlyTextReader *self, guint8 byte, gsize offset, GError **error)
{
  return fail_at (self, offset, error,
                  byte == 0 ? _ ("An empty byte stands here, which no text has.")
                            : _ ("A control character stands here, which cannot be shown."));
}

/* Bytes at the end that begin a character of which more are to come. */
static gsize
count_cut (const guint8 *bytes, gsize n)
{
  for (gsize back = 1; back <= MIN (n, 3); back++)
    {
      const guint8 byte = bytes[n - back];

      if ((byte & 0xc0) == 0x80)
        continue;
      if (byte < 0xc0)
        return 0;
      return back < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? back : 0;
    }
  return 0;
}

static void
keep (JlyTextReader *self, gsize from, gsize n)
{
  memmove (self->block, self->block + from, n);
  self->n_kept = n;
}

static int
take_utf8 (
    JlyTextReader *self, gsize n, gsize offset, gboolean is_last, GString *text, GError **error)
{
  const gsize cut = is_last ? 0 : count_cut (self->block, n);
  gboolean is_wide;
  const gsize control = find_control (self->block, n, &is_wide);
  const gsize n_text = MIN (n - cut, control);
  const gsize bad = is_wide ? find_invalid (self->block, n_text) : n_text;

  if (bad < n_text)
    {
      for (gsize i = 0; i < bad && !self->is_wide; i++)
        self->is_wide = self->block[i] >= 0x80;
      /* A file that ends within a character was cut, and is not in another encoding. */
      self->is_wide |= is_last && count_cut (self->block, n) == n - bad;
      self->is_refuted = !self->is_wide;
      return fail_unreadable (self, offset + bad, error);
    }
  if (control < n)
    return fail_control (self, self->block[control], offset + control, error);
  self->is_wide |= is_wide;
  g_string_append_len (text, (const char *)self->block, (gssize)(n - cut));
  keep (self, n - cut, cut);
  return 1;
}

static int
take_code_page (JlyTextReader *self, gsize n, gsize offset, GString *text, GError **error)
{
  gboolean is_wide;
  const gsize control = find_control (self->block, n, &is_wide);
  const gsize length = text->len;
  gsize used = 0;
  char *to;

  if (control < n)
    return fail_control (self, self->block[control], offset + control, error);
  g_string_set_size (text, length + n * 3);
  to = text->str + length;
  for (gsize i = 0; i < n; i++)
    {
      const guint8 byte = self->block[i];

      if (byte < 0x80)
        {
          to[used++] = (char)byte;
          continue;
        }
      if (self->table[byte - 0x80][0] == '\0')
        return fail_unreadable (self, offset + i, error);
      for (const char *at = self->table[byte - 0x80]; *at != '\0'; at++)
        to[used++] = *at;
    }
  g_string_set_size (text, length + used);
  self->n_kept = 0;
  return 1;
}

static guint
read_unit (const guint8 *at, gboolean big)
{
  return big ? (guint)at[0] << 8 | at[1] : (guint)at[1] << 8 | at[0];
}

/* The character at *at, which moves behind it; 0 for what is none. */
static gunichar
take_character (const guint8 *bytes, gsize n, gsize *at, gboolean big)
{
  gunichar c = read_unit (bytes + *at, big);

  *at += 2;
  if (c < 0xd800 || c >= 0xe000)
    return c;
  if (c < 0xdc00 && *at + 2 <= n)
    {
      const guint low = read_unit (bytes + *at, big);

      if (low >= 0xdc00 && low < 0xe000)
        {
          *at += 2;
          return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
    }
  return 0xd800; /* half of a pair */
}

/* Bytes at the end that are half of a unit, or a unit that is half of a character. */
static gsize
count_cut_units (const guint8 *bytes, gsize n, gboolean big)
{
  const gsize odd = n % 2;

  if (n - odd < 2)
    return odd;
  return (read_unit (bytes + n - odd - 2, big) & 0xfc00) == 0xd800 ? odd + 2 : odd;
}

static int
take_utf16 (
    JlyTextReader *self, gsize n, gsize offset, gboolean is_last, GString *text, GError **error)
{
  const gboolean big = self->encoding == JLY_ENCODING_UTF_16_BE;
  const gsize cut = is_last ? 0 : count_cut_units (self->block, n, big);
  const gsize length = text->len;
  char *to;

  if (is_last && n % 2 != 0)
    return fail_unreadable (self, offset + n - 1, error);
  g_string_set_size (text, length + (n / 2) * 3);
  to = text->str + length;
  for (gsize at = 0; at + 2 <= n - cut;)
    {
      const gsize start = at;
      const gunichar c = take_character (self->block, n - cut, &at, big);

      if (c == DOS_END_OF_FILE && is_last && at == n)
        break;
      if (c < 0x80 && is_control ((guint8)c) && c != 0)
        return fail_control (self, (guint8)c, offset + start, error);
      if (c == 0 || !g_unichar_validate (c))
        return fail_unreadable (self, offset + start, error);
      if (c < 0x80)
        *to++ = (char)c;
      else
        to += g_unichar_to_utf8 (c, to);
    }
  g_string_set_size (text, (gsize)(to - text->str));
  keep (self, n - cut, cut);
  return 1;
}

/* Passes over the byte order mark at the file's beginning; a mark in UTF-8 says that it is UTF-8,
 * so that damage behind it is damage. */
static gsize
skip_mark (JlyTextReader *self, gsize n)
{
  gsize mark = 0;

  if (self->started)
    return n;
  self->started = TRUE;
  if (is_utf16 (self) && n >= 2 && jly_text_sniff (self->block, n) == self->encoding)
    mark = 2;
  else if (self->encoding == JLY_ENCODING_UTF_8 && n >= 3
           && memcmp (self->block, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  self->is_wide = mark == 3;
  memmove (self->block, self->block + mark, n - mark);
  return n - mark;
}

int
jly_text_reader_next (JlyTextReader *self, GString *text, GError **error)
{
  const gssize got = jly_source_read (self->source, self->block + self->n_kept, BLOCK, error);
  const gsize end = jly_source_get_offset (self->source);
  const gboolean is_last = end == jly_source_get_size (self->source);
  gsize n, offset;

  if (got < 0)
    return -1;
  if (got == 0)
    return 0;
  n = skip_mark (self, self->n_kept + (gsize)got);
  offset = end - n;
  if (is_last && !is_utf16 (self) && n > 0 && self->block[n - 1] == DOS_END_OF_FILE)
    n--;
  jly_source_report (self->source, (double)end / (double)jly_source_get_size (self->source));
  if (self->encoding == JLY_ENCODING_UTF_8)
    return take_utf8 (self, n, offset, is_last, text, error);
  if (is_utf16 (self))
    return take_utf16 (self, n, offset, is_last, text, error);
  return take_code_page (self, n, offset, text, error);
}
