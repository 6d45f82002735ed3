/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one sheet of an Excel file (ECMA-376, part 1, 18.3). Where a row or a cell does not
 * say its place, it stands behind the one before. */
#include "config.h"

#include "table/jly-xlsx-private.h"

#include <string.h>

#define PHANTOM_DAY 60
#define PEEKED 4096 /* bytes in which the dimension stands, if anywhere */
#define FORMULA_SHOWN 200
#define MERGED "mergeCells" /* the element that holds them; it stands below all rows */

/* What is open. */
typedef enum
{
  INSIDE_NOTHING,
  INSIDE_VALUE,   /* v, or t of is */
  INSIDE_FORMULA, /* f */
} Inside;

typedef struct
{
  JlyXlsxBook *book;
  JlyWorkbookRead *read;
  gsize n_most; /* records */
  gsize row;    /* index; G_MAXSIZE before the first */
  gboolean in_row;
  gboolean in_cell;
  guint column; /* of the cell, or of the next one */
  guint style;
  char type; /* s: shared, i: in line, b: boolean, e: error, n: number, t: text */
  Inside inside;
  gboolean is_spoken;
  gboolean has_formula;
  GString *value;
  GString *formula;
} Reading;

static JlyXmlNext
fail_damaged (const Reading *reading, GError **error)
{
  jly_package_fail_damaged (reading->book->package, error);
  return JLY_XML_FAIL;
}

/* "AB12": the column from its letters, and the row, both from 0. */
static gboolean
read_place (const char *reference, gsize length, gsize *row, guint *column)
{
  guint letters = 0;
  gsize number = 0, at = 0;

  for (; at < length && g_ascii_isupper (reference[at]) && letters <= JLY_GRID_COLUMNS_MAX * 26;
       at++)
    letters = letters * 26 + (guint)(reference[at] - 'A') + 1;
  if (letters == 0 || at == length || length - at > 9)
    return FALSE;
  for (; at < length; at++)
    {
      if (!g_ascii_isdigit (reference[at]))
        return FALSE;
      number = number * 10 + (gsize)(reference[at] - '0');
    }
  *column = letters - 1;
  *row = number - 1;
  return number > 0;
}

/* The row must be the own one. */
static gboolean
read_reference (const char *reference, gsize length, gsize row, guint *column)
{
  gsize own;

  return read_place (reference, length, &own, column) && own == row;
}

/* "B1:D1". What cannot be read is passed over: spans only help to name columns. */
static void
take_span (JlyGridBuilder *builder, const JlyAttributes *attributes)
{
  gsize length, first, last;
  guint left, right;
  const char *reference = jly_attributes_find (attributes, "ref", &length);
  const char *colon = reference != NULL ? memchr (reference, ':', length) : NULL;

  if (colon != NULL && read_place (reference, (gsize)(colon - reference), &first, &left)
      && read_place (colon + 1, length - (gsize)(colon + 1 - reference), &last, &right)
      && first <= last && left <= right)
    {
      const JlyGridSpan span = { .record = (guint32)MIN (first, G_MAXUINT32),
                                 .column = left,
                                 .n_records = (guint32)(last - first + 1),
                                 .n_columns = right - left + 1 };

      jly_grid_builder_add_span (builder, &span);
    }
}

static JlyXmlNext
begin_row (Reading *reading, const JlyAttributes *attributes, GError **error)
{
  const gsize next = reading->row == G_MAXSIZE ? 0 : reading->row + 1;
  guint64 number = next + 1;

  if (!jly_attributes_read_number (attributes, "r", next + 1, JLY_GRID_RECORDS_MAX, &number))
    return fail_damaged (reading, error);
  if (reading->n_most > 0 && number > reading->n_most)
    {
      reading->read->is_cut = TRUE;
      return JLY_XML_STOP;
    }
  reading->row = number - 1;
  reading->column = 0;
  reading->in_row = TRUE;
  return jly_grid_builder_begin (reading->book->builder, reading->row, error) ? JLY_XML_GO_ON
                                                                              : JLY_XML_FAIL;
}

static char
read_type (const JlyAttributes *attributes)
{
  gsize length;
  const char *type = jly_attributes_find (attributes, "t", &length);

  if (type == NULL || (length == 1 && *type == 'n'))
    return 'n';
  if (length == 1 && strchr ("sbe", *type) != NULL)
    return *type;
  return 't'; /* str, inlineStr, and d for a date as ISO writes it */
}

static JlyXmlNext
begin_cell (Reading *reading, const JlyAttributes *attributes, GError **error)
{
  gsize length;
  const char *reference = jly_attributes_find (attributes, "r", &length);
  guint64 style = 0;

  if (!reading->in_row || reading->in_cell
      || !jly_attributes_read_number (attributes, "s", 0, G_MAXUINT32, &style)
      || (reference != NULL && !read_reference (reference, length, reading->row, &reading->column)))
    return fail_damaged (reading, error);
  reading->in_cell = TRUE;
  reading->style = (guint)style;
  reading->type = read_type (attributes);
  reading->has_formula = FALSE;
  g_string_truncate (reading->value, 0);
  g_string_truncate (reading->formula, 0);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Reading *reading = data;

  if (strcmp (name, "c") == 0)
    return begin_cell (reading, attributes, error);
  if (strcmp (name, "row") == 0)
    return begin_row (reading, attributes, error);
  if (strcmp (name, "mergeCell") == 0)
    take_span (reading->book->builder, attributes);
  if (strcmp (name, "rPh") == 0)
    reading->is_spoken = TRUE;
  if (reading->in_cell && (strcmp (name, "v") == 0 || strcmp (name, "t") == 0))
    reading->inside = INSIDE_VALUE;
  else if (reading->in_cell && strcmp (name, "f") == 0)
    {
      reading->inside = INSIDE_FORMULA;
      reading->has_formula = TRUE;
    }
  return JLY_XML_GO_ON;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Reading *reading = data;

  /* One byte too many is enough to say so. */
  if (reading->inside == INSIDE_VALUE && !reading->is_spoken
      && reading->value->len <= JLY_GRID_CELL_MAX)
    g_string_append_len (reading->value, text, (gssize)length);
  else if (reading->inside == INSIDE_FORMULA && reading->formula->len < FORMULA_SHOWN)
    g_string_append_len (reading->formula, text, (gssize)length);
}

/* A date as people in all countries read it, a time of day, or the number if it is neither. */
static char *
print_date (const Reading *reading, const char *value)
{
  const double serial = g_ascii_strtod (value, NULL);
  const double days = serial + (reading->book->from_1904 ? 1462 : 0);
  GDate date;

  if (!(days >= 0 && days < 2958466))
    return g_strdup (value);
  /* Excel counts a 29 February 1900, which there was not, and others do not: before it, one number
   * is two days, so that it is left to the person. */
  if (days >= 1 && days <= PHANTOM_DAY)
    return g_strdup (value);
  if (days < 1)
    return g_strdup_printf ("%02d:%02d", (int)(days * 24), (int)(days * 1440) % 60);
  /* Day 0 is 30 December 1899, so that the days after February 1900 are right. */
  g_date_clear (&date, 1);
  g_date_set_julian (&date, 693594 + (guint32)days);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

static gboolean
add (Reading *reading, const char *text, gboolean is_number, GError **error)
{
  return jly_grid_builder_add (reading->book->builder, reading->column, text, is_number, error);
}

/* Takes text; NULL is a cell that is damaged. */
static gboolean
add_made (Reading *reading, char *text, gboolean is_number, GError **error)
{
  g_autofree char *owned = text;

  return owned != NULL ? add (reading, owned, is_number, error)
                       : jly_package_fail_damaged (reading->book->package, error);
}

static gboolean
add_number (Reading *reading, const char *value, GError **error)
{
  const GByteArray *styles = reading->book->styles;
  const guint8 kind = reading->style < styles->len ? styles->data[reading->style] : JLY_XLSX_NUMBER;
  g_autofree char *plain = NULL;

  if (kind == JLY_XLSX_DATE)
    return add_made (reading, print_date (reading, value), FALSE, error);
  if (kind == JLY_XLSX_PERCENT)
    return add_made (reading, jly_package_percent (value), FALSE, error);
  if (jly_package_is_plain_number (value))
    return add (reading, value, TRUE, error);
  plain = jly_package_plain_number (value);
  if (plain == NULL)
    return jly_package_fail_damaged (reading->book->package, error);
  if (!add (reading, plain, TRUE, error))
    return FALSE;
  if (jly_package_is_inexact (plain))
    {
      jly_cell_count_add (&reading->read->inexact, reading->row, reading->column);
      jly_grid_builder_mark_inexact (reading->book->builder);
    }
  return TRUE;
}

static gboolean
add_shared (Reading *reading, const char *value, GError **error)
{
  const GArray *strings = reading->book->strings;
  guint64 index;

  if (strings->len == 0
      || !g_ascii_string_to_unsigned (value, 10, 0, strings->len - 1, &index, NULL))
    return jly_package_fail_damaged (reading->book->package, error);
  return jly_grid_builder_add_kept (reading->book->builder, reading->column,
                                    g_array_index (strings, guint32, index), FALSE, error);
}

/* Without a result the cell would look empty, and an empty cell is no figure of anybody's. */
static gboolean
add_formula (Reading *reading, GError **error)
{
  jly_cell_count_add (&reading->read->formulas, reading->row, reading->column);
  g_string_prepend_c (reading->formula, '=');
  return add_made (reading, g_utf8_make_valid (reading->formula->str, -1), FALSE, error);
}

static gboolean
add_cell (Reading *reading, GError **error)
{
  const char *value = reading->value->str;

  if (value[0] == '\0')
    return reading->has_formula && reading->type != 't' ? add_formula (reading, error)
                                                        : add (reading, "", FALSE, error);
  if (reading->type == 's')
    return add_shared (reading, value, error);
  if (reading->type == 'b')
    return add (reading, g_str_equal (value, "1") ? "TRUE" : "FALSE", FALSE, error);
  if (reading->type == 'e')
    jly_cell_count_add (&reading->read->errors, reading->row, reading->column);
  return reading->type == 'n' ? add_number (reading, value, error)
                              : add (reading, value, FALSE, error);
}

static JlyXmlNext
end_cb (gpointer data, const char *name, GError **error)
{
  Reading *reading = data;

  reading->inside = INSIDE_NOTHING;
  if (strcmp (name, "c") == 0)
    {
      reading->in_cell = FALSE;
      if (!add_cell (reading, error))
        return JLY_XML_FAIL;
      reading->column++;
    }
  else if (strcmp (name, "rPh") == 0)
    reading->is_spoken = FALSE;
  else if (strcmp (name, "row") == 0)
    reading->in_row = FALSE;
  return JLY_XML_GO_ON;
}

gboolean
jly_xlsx_read_sheet (
    JlyXlsxBook *book, const char *part, gsize n_records, JlyWorkbookRead *read, GError **error)
{
  static const JlyXmlListener listener = { .start = start_cb, .end = end_cb, .text = text_cb };
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) formula = g_string_new (NULL);
  Reading reading = { .book = book,
                      .read = read,
                      .n_most = n_records,
                      .row = G_MAXSIZE,
                      .value = value,
                      .formula = formula };

  return jly_package_parse (book->package, part, &listener, &reading, NULL, error);
}

static JlyXmlNext
span_start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  if (strcmp (name, "mergeCell") == 0)
    take_span (data, attributes);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
span_end_cb (gpointer data, const char *name, GError **error)
{
  return strcmp (name, MERGED) == 0 ? JLY_XML_STOP : JLY_XML_GO_ON;
}

gboolean
jly_xlsx_read_spans (JlyXlsxBook *book, const char *part, GError **error)
{
  static const JlyXmlListener listener = { .start = span_start_cb, .end = span_end_cb };

  return jly_package_parse_element (book->package, part, MERGED, &listener, book->builder, error);
}

gsize
jly_xlsx_peek_rows (const JlyPackage *package, const char *part)
{
  g_autoptr (GBytes) bytes = jly_package_peek (package, part, PEEKED);
  const char *start, *at;
  gsize length;
  guint64 row;

  if (bytes == NULL)
    return 0;
  start = g_bytes_get_data (bytes, &length);
  /* <dimension ref="A1:T100001"/>; the bytes end in a NUL of their own. */
  at = length > 0 ? g_strstr_len (start, (gssize)length, "<dimension ") : NULL;
  at = at != NULL ? strstr (at, "ref=") : NULL;
  if (at == NULL)
    return 0;
  at += strlen ("ref=") + 1;
  at += strcspn (at, ":\"'>");
  if (*at != ':')
    return 0;
  at += 1 + strspn (at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$");
  row = g_ascii_strtoull (at, NULL, 10);
  return row <= JLY_GRID_RECORDS_MAX ? row : 0;
}
