/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel's files (ECMA-376, SpreadsheetML). */
#include "config.h"

#include "table/jly-workbook.h"
#include "table/jly-table-error.h"
#include "table/jly-xlsx-styles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const JlyPackage *package;
  gboolean from_1904;
  char *sheet_name;
  char *sheet_id;   /* relation */
  char *sheet_part; /* its part in the package */
  GPtrArray *strings;
  GByteArray *styles; /* JlyXlsxKind of each cell style */
  JlyGridBuilder *builder;
} Workbook;

/* One cell while it is read. */
typedef struct
{
  guint column;
  char *type;
  guint style;
  GString *value;
} Cell;

static gboolean
fail_damaged (const Workbook *self, GError **error)
{
  const JlyTablePlace place = { .file = self->package->name };

  return jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."),
                         _ ("This file is damaged."));
}

gboolean
jly_workbook_is_xlsx (const JlyPackage *package)
{
  return jly_package_has (package, "xl/workbook.xml");
}

/* Calls take for each element of a part until it returns FALSE. A part that is not there is an
 * error only where it is needed. */
typedef gboolean (*TakeElement) (Workbook *self, xmlTextReader *reader);

static gboolean
walk_part (Workbook *self, const char *part, TakeElement take, gboolean is_needed, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = jly_package_read (self->package, part, &problem);
  g_autoptr (xmlTextReader) reader = NULL;
  int status;

  if (bytes == NULL && problem == NULL && !is_needed)
    return TRUE;
  if (bytes == NULL && problem == NULL)
    return fail_damaged (self, error);
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  reader = jly_package_open_xml (bytes);
  while ((status = jly_package_next (self->package, reader, error)) == 1)
    if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT && !take (self, reader))
      return TRUE;
  return status == 0;
}

/* The first sheet that is not hidden. */
static gboolean
take_workbook_element (Workbook *self, xmlTextReader *reader)
{
  g_autofree char *state = NULL;

  if (jly_package_is (reader, "workbookPr"))
    {
      g_autofree char *flag = jly_package_dup_attribute (reader, "date1904");

      self->from_1904 = g_strcmp0 (flag, "1") == 0 || g_strcmp0 (flag, "true") == 0;
    }
  if (!jly_package_is (reader, "sheet"))
    return TRUE;
  state = jly_package_dup_attribute (reader, "state");
  if (state != NULL && !g_str_equal (state, "visible"))
    return TRUE;
  self->sheet_name = jly_package_dup_attribute (reader, "name");
  self->sheet_id = jly_package_dup_attribute (reader, "id");
  return FALSE;
}

static gboolean
take_relation (Workbook *self, xmlTextReader *reader)
{
  g_autofree char *id = NULL;
  g_autofree char *target = NULL;

  if (!jly_package_is (reader, "Relationship"))
    return TRUE;
  id = jly_package_dup_attribute (reader, "Id");
  target = jly_package_dup_attribute (reader, "Target");
  if (target == NULL || g_strcmp0 (id, self->sheet_id) != 0)
    return TRUE;
  self->sheet_part = target[0] == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
  return FALSE;
}

/* All words inside an element, but not those that only say how it is spoken (rPh). */
static char *
take_words (Workbook *self, xmlTextReader *reader, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const int depth = xmlTextReaderDepth (reader);
  gboolean is_spoken = FALSE;
  int status;

  if (xmlTextReaderIsEmptyElement (reader))
    return g_strdup ("");
  while ((status = jly_package_next (self->package, reader, error)) == 1
         && xmlTextReaderDepth (reader) > depth)
    {
      const int type = xmlTextReaderNodeType (reader);

      if (jly_package_is (reader, "rPh"))
        is_spoken = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement (reader);
      if (!is_spoken
          && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA
              || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE))
        g_string_append (words, (const char *)xmlTextReaderConstValue (reader));
    }
  return status == 1 ? g_strdup (words->str) : NULL;
}

static gboolean
read_strings (Workbook *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = jly_package_read (self->package, "xl/sharedStrings.xml", &problem);
  g_autoptr (xmlTextReader) reader = NULL;
  int status;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (bytes == NULL)
    return TRUE;
  reader = jly_package_open_xml (bytes);
  while ((status = jly_package_next (self->package, reader, error)) == 1)
    if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT && jly_package_is (reader, "si"))
      {
        char *words = take_words (self, reader, error);

        if (words == NULL)
          return FALSE;
        g_ptr_array_add (self->strings, words);
      }
  return status == 0;
}

/* "AB12": the column from its letters, and the row; FALSE for anything else. */
static gboolean
read_reference (const char *reference, guint *column, gsize *row)
{
  guint letters = 0;
  guint64 number;

  while (g_ascii_isupper (*reference) && letters <= JLY_GRID_COLUMNS_MAX * 26)
    letters = letters * 26 + (guint)(*reference++ - 'A') + 1;
  if (letters == 0
      || !g_ascii_string_to_unsigned (reference, 10, 1, JLY_GRID_RECORDS_MAX, &number, NULL))
    return FALSE;
  *column = letters - 1;
  *row = number - 1;
  return TRUE;
}

/* A date as people in all countries read it, a time of day, or the number if it is neither. */
static char *
print_date (const Workbook *self, const char *value)
{
  const double serial = g_ascii_strtod (value, NULL);
  const double days = serial + (self->from_1904 ? 1462 : 0);
  GDate date;

  if (!(days >= 0 && days < 2958466))
    return g_strdup (value);
  if (days < 1)
    return g_strdup_printf ("%02d:%02d", (int)(days * 24), (int)(days * 1440) % 60);
  /* Day 0 is 30 December 1899, so that the days after February 1900 are right. */
  g_date_set_julian (&date, 693594 + (guint32)days);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

/* What the cell says, as text; NULL if it is damaged. */
static char *
make_text (const Workbook *self, const Cell *cell, gboolean *is_number)
{
  const char *value = cell->value->str;
  const guint8 kind
      = cell->style < self->styles->len ? self->styles->data[cell->style] : JLY_XLSX_NUMBER;
  guint64 index;

  *is_number = FALSE;
  if (value[0] == '\0')
    return g_strdup ("");
  if (g_strcmp0 (cell->type, "s") == 0)
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &index, NULL)
                   && index < self->strings->len
               ? g_strdup (g_ptr_array_index (self->strings, index))
               : NULL;
  if (g_strcmp0 (cell->type, "b") == 0)
    return g_strdup (g_str_equal (value, "1") ? "TRUE" : "FALSE");
  if (cell->type != NULL && !g_str_equal (cell->type, "n"))
    return g_strdup (value);
  if (kind == JLY_XLSX_DATE)
    return print_date (self, value);
  if (kind == JLY_XLSX_PERCENT)
    return jly_package_percent (value);
  *is_number = TRUE;
  return jly_package_plain_number (value);
}

/* Reads the inside of <c>: <v>, or <is> with words of its own; the formula <f> is passed over. */
static gboolean
take_cell_value (Workbook *self, xmlTextReader *reader, Cell *cell, GError **error)
{
  const int depth = xmlTextReaderDepth (reader);
  int status = 1;

  if (xmlTextReaderIsEmptyElement (reader))
    return TRUE;
  while ((status = jly_package_next (self->package, reader, error)) == 1
         && xmlTextReaderDepth (reader) > depth)
    if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT
        && (jly_package_is (reader, "v") || jly_package_is (reader, "is")))
      {
        g_autofree char *words = take_words (self, reader, error);

        if (words == NULL)
          return FALSE;
        g_string_append (cell->value, words);
      }
  return status == 1;
}

static gboolean
take_cell (Workbook *self, xmlTextReader *reader, gsize *row, GError **error)
{
  g_autofree char *reference = jly_package_dup_attribute (reader, "r");
  g_autofree char *type = jly_package_dup_attribute (reader, "t");
  g_autofree char *style = jly_package_dup_attribute (reader, "s");
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *text = NULL;
  Cell cell = { .type = type, .value = value };
  guint64 number = 0;
  gsize own_row;
  gboolean is_number;

  if (reference == NULL || !read_reference (reference, &cell.column, &own_row) || own_row != *row
      || (style != NULL && !g_ascii_string_to_unsigned (style, 10, 0, G_MAXUINT32, &number, NULL)))
    return fail_damaged (self, error);
  cell.style = (guint)number;
  if (!take_cell_value (self, reader, &cell, error))
    return FALSE;
  text = make_text (self, &cell, &is_number);
  if (text == NULL)
    return fail_damaged (self, error);
  return jly_grid_builder_add (self->builder, cell.column, text, is_number, error);
}

static gboolean
begin_row (Workbook *self, xmlTextReader *reader, gsize *row, GError **error)
{
  g_autofree char *number = jly_package_dup_attribute (reader, "r");
  guint64 index;

  if (number == NULL
      || !g_ascii_string_to_unsigned (number, 10, 1, JLY_GRID_RECORDS_MAX, &index, NULL)
      || (*row != G_MAXSIZE && index - 1 <= *row))
    return fail_damaged (self, error);
  *row = index - 1;
  return jly_grid_builder_begin (self->builder, *row, error);
}

static gboolean
read_sheet (Workbook *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (xmlTextReader) reader = NULL;
  g_autoptr (GError) problem = NULL;
  gsize row = G_MAXSIZE;
  int status;

  bytes = jly_package_read (self->package, self->sheet_part, &problem);
  if (bytes == NULL)
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      else
        fail_damaged (self, error);
      return FALSE;
    }
  reader = jly_package_open_xml (bytes);
  while ((status = jly_package_next (self->package, reader, error)) == 1)
    {
      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (jly_package_is (reader, "row") && !begin_row (self, reader, &row, error))
        return FALSE;
      if (jly_package_is (reader, "c")
          && (row == G_MAXSIZE ? !fail_damaged (self, error)
                               : !take_cell (self, reader, &row, error)))
        return FALSE;
    }
  return status == 0;
}

static gboolean
read_all (Workbook *self, GError **error)
{
  if (!walk_part (self, "xl/workbook.xml", take_workbook_element, TRUE, error))
    return FALSE;
  if (self->sheet_id == NULL
      || !walk_part (self, "xl/_rels/workbook.xml.rels", take_relation, TRUE, error)
      || self->sheet_part == NULL)
    return *error != NULL ? FALSE : fail_damaged (self, error);
  self->styles = jly_xlsx_read_styles (self->package, error);
  return self->styles != NULL && read_strings (self, error) && read_sheet (self, error);
}

gboolean
jly_workbook_read_xlsx (const JlyPackage *package, JlyGrid *grid, char **sheet_name, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Workbook self = { .package = package };
  gboolean read;

  self.strings = g_ptr_array_new_with_free_func (g_free);
  self.builder = jly_grid_builder_new (package->name);
  read = read_all (&self, &problem);
  if (read)
    {
      jly_grid_builder_finish (g_steal_pointer (&self.builder), grid);
      *sheet_name = g_steal_pointer (&self.sheet_name);
    }
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  jly_grid_builder_free (self.builder);
  g_ptr_array_unref (self.strings);
  g_clear_pointer (&self.styles, g_byte_array_unref);
  g_free (self.sheet_name);
  g_free (self.sheet_id);
  g_free (self.sheet_part);
  return read;
}
