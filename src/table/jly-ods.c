/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LibreOffice's files (OpenDocument 1.2, part 1, 9). Rows and cells may be repeated by a number:
 * empty ones are counted and only made when something follows, others are bounded by the grid. */
#include "config.h"

#include "table/jly-workbook.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const JlyPackage *package;
  xmlTextReader *reader;
  JlyGridBuilder *builder;
  char *sheet_name;
  gsize next_row;    /* index of the row that comes next */
  GPtrArray *texts;  /* of the row that is read; NULL for an empty cell */
  GByteArray *kinds; /* is_number of each */
} Document;

gboolean
jly_workbook_is_ods (const JlyPackage *package)
{
  g_autoptr (GBytes) bytes = jly_package_read (package, "mimetype", NULL);
  static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
  gsize length;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data != NULL && length >= strlen (type) && memcmp (data, type, strlen (type)) == 0;
}

static gboolean
fail (const Document *self, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = self->package->name, .row = self->next_row + 1 };

  return jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."), "%s",
                         what);
}

/* How often the cell or row stands here; 0 if that is no sensible number. */
static guint64
read_repeats (const Document *self, const char *attribute)
{
  g_autofree char *text = jly_package_dup_attribute (self->reader, attribute);
  guint64 n = 0;

  if (text == NULL)
    return 1;
  g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &n, NULL);
  return n;
}

/* The words of the cell's paragraphs; comments beside it are no part of it. Leaves the reader on
 * the cell's end. */
static char *
take_words (Document *self, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const int depth = xmlTextReaderDepth (self->reader);
  int comment = -1, status;
  guint n_paragraphs = 0;

  if (xmlTextReaderIsEmptyElement (self->reader))
    return g_strdup ("");
  while ((status = jly_package_next (self->package, self->reader, error)) == 1
         && xmlTextReaderDepth (self->reader) > depth)
    {
      const int type = xmlTextReaderNodeType (self->reader);

      if (type == XML_READER_TYPE_ELEMENT && jly_package_is (self->reader, "annotation"))
        comment = xmlTextReaderDepth (self->reader);
      if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth (self->reader) == comment)
        comment = -1;
      if (comment >= 0)
        continue;
      if (type == XML_READER_TYPE_ELEMENT && jly_package_is (self->reader, "p")
          && n_paragraphs++ > 0)
        g_string_append_c (words, '\n');
      if (type == XML_READER_TYPE_ELEMENT && jly_package_is (self->reader, "s"))
        g_string_append_c (words, ' ');
      if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
        g_string_append (words, (const char *)xmlTextReaderConstValue (self->reader));
    }
  return status == 1 ? g_strdup (words->str) : NULL;
}

/* The value itself where the cell has one that is no text; NULL: use its words. */
static char *
dup_value (Document *self, gboolean *is_number)
{
  g_autofree char *type = jly_package_dup_attribute (self->reader, "value-type");
  g_autofree char *value = jly_package_dup_attribute (self->reader, "value");
  g_autofree char *currency = jly_package_dup_attribute (self->reader, "currency");
  g_autofree char *plain = NULL;

  *is_number = g_strcmp0 (type, "float") == 0 || g_strcmp0 (type, "currency") == 0;
  if (g_strcmp0 (type, "date") == 0)
    return jly_package_dup_attribute (self->reader, "date-value");
  if (g_strcmp0 (type, "percentage") == 0 && value != NULL)
    return jly_package_percent (value);
  if (!*is_number || value == NULL)
    {
      *is_number = FALSE;
      return NULL;
    }
  plain = jly_package_plain_number (value);
  if (plain == NULL || currency == NULL)
    return g_steal_pointer (&plain);
  return g_strconcat (plain, " ", currency, NULL);
}

static gboolean
take_cell (Document *self, GError **error)
{
  const guint64 repeats = read_repeats (self, "number-columns-repeated");
  gboolean is_number;
  g_autofree char *value = dup_value (self, &is_number);
  g_autofree char *words = take_words (self, error);
  const char *text = value != NULL ? value : words;

  if (words == NULL)
    return FALSE;
  if (repeats == 0)
    return fail (self, error, _ ("This file is damaged."));
  /* LibreOffice repeats the empty cell at a row's end up to its last column. */
  if (text[0] == '\0' && self->texts->len + repeats > JLY_GRID_COLUMNS_MAX)
    return TRUE;
  if (self->texts->len + repeats > JLY_GRID_COLUMNS_MAX)
    return fail (self, error, _ ("This row has more than 4096 cells."));
  for (guint64 i = 0; i < repeats; i++)
    {
      g_ptr_array_add (self->texts, text[0] != '\0' ? g_strdup (text) : NULL);
      g_byte_array_append (self->kinds, &(guint8){ is_number != FALSE }, 1);
    }
  return TRUE;
}

static gboolean
add_row (Document *self, GError **error)
{
  if (!jly_grid_builder_begin (self->builder, self->next_row, error))
    return FALSE;
  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);

      if (text != NULL
          && !jly_grid_builder_add (self->builder, i, text, self->kinds->data[i] != 0, error))
        return FALSE;
    }
  self->next_row++;
  return TRUE;
}

static gboolean
is_empty_row (const Document *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (g_ptr_array_index (self->texts, i) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
take_row (Document *self, GError **error)
{
  const guint64 repeats = read_repeats (self, "number-rows-repeated");
  const int depth = xmlTextReaderDepth (self->reader);
  const gboolean is_closed = xmlTextReaderIsEmptyElement (self->reader) == 1;
  int status = 1;

  g_ptr_array_set_size (self->texts, 0);
  g_byte_array_set_size (self->kinds, 0);
  while (!is_closed && (status = jly_package_next (self->package, self->reader, error)) == 1
         && xmlTextReaderDepth (self->reader) > depth)
    if (xmlTextReaderNodeType (self->reader) == XML_READER_TYPE_ELEMENT
        && (jly_package_is (self->reader, "table-cell")
            || jly_package_is (self->reader, "covered-table-cell"))
        && !take_cell (self, error))
      return FALSE;
  if (status != 1)
    return FALSE;
  if (repeats == 0)
    return fail (self, error, _ ("This file is damaged."));
  if (is_empty_row (self))
    {
      self->next_row += repeats;
      return TRUE;
    }
  for (guint64 i = 0; i < repeats; i++)
    if (!add_row (self, error))
      return FALSE;
  return TRUE;
}

/* The first table; its name is kept. */
static gboolean
read_table (Document *self, GError **error)
{
  const JlyTablePlace place = { .file = self->package->name };
  int status;

  while ((status = jly_package_next (self->package, self->reader, error)) == 1)
    {
      const int type = xmlTextReaderNodeType (self->reader);

      if (jly_package_is (self->reader, "table") && type == XML_READER_TYPE_ELEMENT
          && self->sheet_name == NULL)
        self->sheet_name = jly_package_dup_attribute (self->reader, "name");
      else if (jly_package_is (self->reader, "table") && type == XML_READER_TYPE_END_ELEMENT)
        return TRUE;
      else if (type == XML_READER_TYPE_ELEMENT && jly_package_is (self->reader, "table-row")
               && !take_row (self, error))
        return FALSE;
    }
  return status == 0
         && jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."),
                            _ ("There is no table in this file."));
}

gboolean
jly_workbook_read_ods (const JlyPackage *package, JlyGrid *grid, char **sheet_name, GError **error)
{
  const JlyTablePlace place = { .file = package->name };
  g_autoptr (GBytes) bytes = jly_package_read (package, "content.xml", error);
  Document self = { .package = package };
  gboolean read;

  if (bytes == NULL)
    return error != NULL && *error != NULL
               ? FALSE
               : jly_table_fail (error, &place,
                                 _ ("Open it in its own program and save it as CSV."),
                                 _ ("This file is damaged."));
  self.reader = jly_package_open_xml (bytes);
  self.builder = jly_grid_builder_new (package->name);
  self.texts = g_ptr_array_new_with_free_func (g_free);
  self.kinds = g_byte_array_new ();
  read = read_table (&self, error);
  if (read)
    {
      jly_grid_builder_finish (g_steal_pointer (&self.builder), grid);
      *sheet_name = g_steal_pointer (&self.sheet_name);
    }
  jly_grid_builder_free (self.builder);
  xmlFreeTextReader (self.reader);
  g_ptr_array_unref (self.texts);
  g_byte_array_unref (self.kinds);
  g_free (self.sheet_name);
  return read;
}
