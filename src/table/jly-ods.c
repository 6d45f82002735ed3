/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LibreOffice's files (OpenDocument 1.2, part 1, 9). Rows and cells may be repeated by a number:
 * empty ones are counted and only made when something follows, others are bounded by the grid. All
 * sheets are in one part; those that are not meant are passed over and their rows counted. */
#include "config.h"

#include "table/jly-sheet-private.h"
#include "table/jly-table-error.h"
#include "table/jly-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One cell of a row, as often as it stands there. */
typedef struct
{
  guint32 text; /* kept in the builder; 0: empty */
  guint32 repeats;
  guint8 is_number;
} Cell;

typedef struct
{
  const JlyPackage *package;
  const JlySheetOptions *options;
  JlyWorkbookRead *read;
  JlyGridBuilder *builder;
  GHashTable *hidden; /* names of styles */
  char *style;        /* that is read */

  JlySheetInfo *sheet; /* that is read, or passed over; NULL between them */
  gboolean is_taken;   /* it is the one whose cells are kept */
  gboolean is_found;   /* no other will be taken */
  int only;            /* index of the one sheet to take, -1: what looks most like a table */
  int best;            /* of those that were taken, the one that looks most like it */
  JlySheetLook look;   /* of that one */
  gsize next_row;      /* index of the row that comes next */
  gsize n_made;        /* rows up to the last that holds something */

  guint64 row_repeats;
  GArray *cells; /* Cell, of the row that is read */
  guint n_cells; /* with repeats */
  gboolean in_cell;
  guint64 cell_repeats;
  gboolean is_number;
  gboolean is_inexact;
  gboolean is_error;
  gboolean has_value;
  gboolean has_formula;
  GString *value; /* the cell's value, or its words */
  guint n_paragraphs;
  guint in_paragraph; /* depth */
  guint in_comment;   /* depth */
} Document;

gboolean
jly_workbook_is_ods (const JlyPackage *package)
{
  g_autoptr (GBytes) bytes = jly_package_peek (package, "mimetype", 100);
  static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
  gsize length;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data != NULL && length >= strlen (type) && memcmp (data, type, strlen (type)) == 0;
}

static JlyXmlNext
fail (const Document *self, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = self->package->name, .row = self->next_row + 1 };

  jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."), "%s", what);
  return JLY_XML_FAIL;
}

static JlyXmlNext
fail_damaged (const Document *self, GError **error)
{
  return fail (self, error, _ ("This file is damaged."));
}

static gboolean
is_wanted (const Document *self)
{
  const GPtrArray *sheets = self->read->sheets;
  const char *wanted = self->options->sheet;

  if (self->is_found)
    return FALSE;
  if (self->only >= 0)
    return self->only == (int)sheets->len - 1;
  /* A number is only known to be no name at the end, but a name is known here. */
  return wanted == NULL ? !self->sheet->is_hidden
                        : jly_workbook_find_sheet (sheets, wanted) == (int)sheets->len - 1;
}

static JlyXmlNext
begin_sheet (Document *self, const JlyAttributes *attributes, GError **error)
{
  g_autofree char *name = jly_attributes_dup (attributes, "name");
  g_autofree char *style = jly_attributes_dup (attributes, "style-name");

  /* A sheet within a sheet would be one in a comment or a chart. */
  if (self->sheet != NULL)
    return fail_damaged (self, error);
  self->sheet
      = jly_sheet_info_new (name, style != NULL && g_hash_table_contains (self->hidden, style));
  g_ptr_array_add (self->read->sheets, self->sheet);
  self->is_taken = is_wanted (self);
  self->next_row = self->n_made = 0;
  if (self->is_taken)
    {
      jly_grid_builder_restart (self->builder);
      self->read->errors = self->read->formulas = self->read->inexact = (JlyCellCount){ 0 };
    }
  return JLY_XML_GO_ON;
}

static void
take_sheet (Document *self)
{
  const JlySheetLook look = jly_workbook_look (self->builder);

  for (guint i = 0; i < self->read->sheets->len; i++)
    ((JlySheetInfo *)g_ptr_array_index (self->read->sheets, i))->is_chosen = FALSE;
  self->sheet->is_chosen = TRUE;
  self->is_found = self->options->sheet != NULL || self->only >= 0 || look == JLY_SHEET_FIGURES;
  if (self->best >= 0 && look <= self->look && !self->is_found)
    return;
  self->best = (int)self->read->sheets->len - 1;
  self->look = look;
}

static void
end_sheet (Document *self)
{
  self->sheet->n_rows = self->n_made;
  if (self->is_taken)
    take_sheet (self);
  self->sheet = NULL;
}

static JlyXmlNext
begin_row (Document *self, const JlyAttributes *attributes, GError **error)
{
  self->row_repeats = 1;
  g_array_set_size (self->cells, 0);
  self->n_cells = 0;
  return jly_attributes_read_number (attributes, "number-rows-repeated", 1, G_MAXUINT32,
                                     &self->row_repeats)
             ? JLY_XML_GO_ON
             : fail_damaged (self, error);
}

/* Takes text as the cell's value; NULL for what is no number. */
static JlyXmlNext
set_value (Document *self, char *text, GError **error)
{
  g_autofree char *owned = text;

  self->has_value = TRUE;
  if (owned == NULL)
    return fail_damaged (self, error);
  g_string_assign (self->value, owned);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
set_number (Document *self, const JlyAttributes *attributes, const char *value, GError **error)
{
  g_autofree char *currency = jly_attributes_dup (attributes, "currency");
  const JlyXmlNext next = set_value (self, jly_package_plain_number (value), error);

  self->is_number = TRUE;
  self->is_inexact = next == JLY_XML_GO_ON && jly_package_is_inexact (self->value->str);
  if (next == JLY_XML_GO_ON && currency != NULL)
    g_string_append_printf (self->value, " %s", currency);
  return next;
}

/* Attributes that are no number say nothing: spans only help to name columns. */
static void
take_span (Document *self, const JlyAttributes *attributes)
{
  guint64 n_records = 1, n_columns = 1;

  if (jly_attributes_read_number (attributes, "number-rows-spanned", 1, G_MAXINT32, &n_records)
      && jly_attributes_read_number (attributes, "number-columns-spanned", 1, G_MAXINT32,
                                     &n_columns)
      && n_records * n_columns > 1)
    {
      const JlyGridSpan span = { .record = (guint32)MIN (self->next_row, G_MAXUINT32),
                                 .column = self->n_cells,
                                 .n_records = (guint32)n_records,
                                 .n_columns = (guint32)n_columns };

      jly_grid_builder_add_span (self->builder, &span);
    }
}

/* The value itself where the cell has one that is no text; else its words will be it. */
static JlyXmlNext
begin_cell (Document *self, const JlyAttributes *attributes, GError **error)
{
  g_autofree char *value = jly_attributes_dup (attributes, "value");
  gsize length;

  self->cell_repeats = 1;
  self->in_cell = TRUE;
  self->n_paragraphs = self->in_paragraph = self->in_comment = 0;
  self->is_number = self->is_inexact = self->has_value = FALSE;
  self->is_error = jly_attributes_has (attributes, "value-type", "error");
  self->has_formula = jly_attributes_find (attributes, "formula", &length) != NULL;
  g_string_truncate (self->value, 0);
  if (!jly_attributes_read_number (attributes, "number-columns-repeated", 1, G_MAXUINT32,
                                   &self->cell_repeats))
    return fail_damaged (self, error);
  if (self->is_taken && self->next_row < JLY_GRID_SPAN_RECORDS)
    take_span (self, attributes);
  if (self->is_error || !self->is_taken)
    return JLY_XML_GO_ON;
  if (jly_attributes_has (attributes, "value-type", "date"))
    {
      g_autofree char *date = jly_attributes_dup (attributes, "date-value");

      return date != NULL ? set_value (self, g_steal_pointer (&date), error) : JLY_XML_GO_ON;
    }
  if (value == NULL)
    return JLY_XML_GO_ON;
  if (jly_attributes_has (attributes, "value-type", "percentage"))
    return set_value (self, jly_package_percent (value), error);
  if (jly_attributes_has (attributes, "value-type", "float")
      || jly_attributes_has (attributes, "value-type", "currency"))
    return set_number (self, attributes, value, error);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
append_cell (Document *self, guint32 text, GError **error)
{
  const Cell cell = { .text = text,
                      .repeats = (guint32)self->cell_repeats,
                      .is_number = self->is_inexact ? JLY_GRID_INEXACT : self->is_number != FALSE };

  /* LibreOffice repeats the empty cell at a row's end up to its last column. */
  if (self->n_cells + self->cell_repeats > JLY_GRID_COLUMNS_MAX)
    return text == 0 ? JLY_XML_GO_ON : fail (self, error, _ ("This row has more than 4096 cells."));
  self->n_cells += (guint)self->cell_repeats;
  g_array_append_val (self->cells, cell);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
end_cell (Document *self, GError **error)
{
  const guint column = self->n_cells;
  guint32 text;

  self->in_cell = FALSE;
  /* Of a sheet that is passed over only whether anything is there. */
  if (!self->is_taken)
    return append_cell (self, self->value->len > 0, error);
  if (self->is_error)
    jly_cell_count_add (&self->read->errors, self->next_row, column);
  if (self->is_inexact)
    jly_cell_count_add (&self->read->inexact, self->next_row, column);
  if (self->has_formula && !self->has_value && self->n_paragraphs == 0)
    {
      jly_cell_count_add (&self->read->formulas, self->next_row, column);
      g_string_assign (self->value, "=…");
    }
  if (!jly_grid_builder_keep (self->builder, self->value->str, &text, error))
    return JLY_XML_FAIL;
  return append_cell (self, text, error);
}

static gboolean
add_one (Document *self, guint column, const Cell *cell, GError **error)
{
  if (!jly_grid_builder_add_kept (self->builder, column, cell->text, cell->is_number != 0, error))
    return FALSE;
  if (cell->is_number == JLY_GRID_INEXACT)
    jly_grid_builder_mark_inexact (self->builder);
  return TRUE;
}

static gboolean
add_cells (Document *self, GError **error)
{
  guint column = 0;

  if (!jly_grid_builder_begin (self->builder, self->next_row, error))
    return FALSE;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);

      for (guint k = 0; k < cell->repeats; k++, column++)
        if (cell->text != 0 && !add_one (self, column, cell, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
is_empty_row (const Document *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, Cell, i).text != 0)
      return FALSE;
  return TRUE;
}

/* A preview has as many rows as it needs, but the others are still counted. */
static gboolean
is_enough (Document *self)
{
  const gsize wanted = jly_workbook_count_wanted (self->options);

  if (wanted == 0 || self->next_row < wanted)
    return FALSE;
  self->read->is_cut = TRUE;
  return TRUE;
}

static JlyXmlNext
end_row (Document *self, GError **error)
{
  const gboolean is_empty = is_empty_row (self);

  while (self->row_repeats > 0 && !is_empty && self->is_taken && !is_enough (self))
    {
      if (!add_cells (self, error))
        return JLY_XML_FAIL;
      self->next_row++;
      self->row_repeats--;
    }
  self->next_row += self->row_repeats;
  if (!is_empty)
    self->n_made = self->next_row;
  return JLY_XML_GO_ON;
}

/* Spaces and line ends within a paragraph are elements. */
static void
take_space (Document *self, const char *name, const JlyAttributes *attributes)
{
  guint64 n = 1;

  if (self->has_value || self->in_comment > 0)
    return;
  if (strcmp (name, "s") == 0)
    {
      jly_attributes_read_number (attributes, "c", 1, 1000, &n);
      for (; n > 0 && self->value->len <= JLY_GRID_CELL_MAX; n--)
        g_string_append_c (self->value, ' ');
    }
  else if (strcmp (name, "tab") == 0)
    g_string_append_c (self->value, '\t');
  else if (strcmp (name, "line-break") == 0)
    g_string_append_c (self->value, '\n');
}

static void
start_in_cell (Document *self, const char *name, const JlyAttributes *attributes)
{
  if (strcmp (name, "annotation") == 0)
    self->in_comment++;
  else if (strcmp (name, "p") == 0)
    {
      self->in_paragraph++;
      if (self->in_comment == 0 && self->n_paragraphs++ > 0 && !self->has_value)
        g_string_append_c (self->value, '\n');
    }
  else
    take_space (self, name, attributes);
}

/* Before the sheets: the styles that hide one. */
static void
take_style (Document *self, const char *name, const JlyAttributes *attributes)
{
  if (strcmp (name, "style") == 0)
    {
      g_free (self->style);
      self->style = jly_attributes_dup (attributes, "name");
    }
  else if (strcmp (name, "table-properties") == 0 && self->style != NULL
           && jly_attributes_has (attributes, "display", "false"))
    g_hash_table_add (self->hidden, g_strdup (self->style));
}

static JlyXmlNext
start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Document *self = data;

  if (self->in_cell)
    {
      start_in_cell (self, name, attributes);
      return JLY_XML_GO_ON;
    }
  if (strcmp (name, "table") == 0)
    return begin_sheet (self, attributes, error);
  if (self->sheet == NULL)
    take_style (self, name, attributes);
  else if (strcmp (name, "table-row") == 0)
    return begin_row (self, attributes, error);
  else if (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0)
    return begin_cell (self, attributes, error);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
end_cb (gpointer data, const char *name, GError **error)
{
  Document *self = data;

  if (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0)
    return self->in_cell ? end_cell (self, error) : JLY_XML_GO_ON;
  if (self->in_cell && strcmp (name, "annotation") == 0 && self->in_comment > 0)
    self->in_comment--;
  else if (self->in_cell && strcmp (name, "p") == 0 && self->in_paragraph > 0)
    self->in_paragraph--;
  if (self->in_cell || self->sheet == NULL)
    return JLY_XML_GO_ON;
  if (strcmp (name, "table-row") == 0)
    return end_row (self, error);
  if (strcmp (name, "table") == 0)
    end_sheet (self);
  return JLY_XML_GO_ON;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Document *self = data;

  if (self->in_cell && self->in_paragraph > 0 && self->in_comment == 0 && !self->has_value
      && self->value->len <= JLY_GRID_CELL_MAX)
    g_string_append_len (self->value, text, (gssize)length);
}

static gboolean
check_found (const Document *self, GError **error)
{
  const JlyTablePlace place = { .file = self->package->name };
  const GPtrArray *sheets = self->read->sheets;

  for (guint i = 0; i < sheets->len; i++)
    if (((const JlySheetInfo *)g_ptr_array_index (sheets, i))->is_chosen)
      return TRUE;
  if (self->options->sheet != NULL)
    return jly_workbook_fail_no_sheet (self->package, sheets, self->options->sheet, error);
  return jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."),
                         _ ("There is no table in this file."));
}

static gboolean
is_chosen (const JlyWorkbookRead *read, int index)
{
  return index >= 0 && ((const JlySheetInfo *)g_ptr_array_index (read->sheets, index))->is_chosen;
}

/* Reads all sheets, and keeps the cells of one. *best: the one that should have been kept, which is
 * known at the end only. */
static gboolean
read_document (const JlyPackage *package,
               const JlySheetOptions *options,
               int only,
               JlyWorkbookRead *read,
               int *best,
               GError **error)
{
  static const JlyXmlListener listener = { .start = start_cb, .end = end_cb, .text = text_cb };
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (JlyGridBuilder) builder = jly_grid_builder_new (package->name);
  Document self = { .package = package,
                    .options = options,
                    .read = read,
                    .builder = builder,
                    .hidden = hidden,
                    .cells = cells,
                    .value = value,
                    .only = only,
                    .best = -1 };
  const gboolean done = jly_package_parse (package, "content.xml", &listener, &self, NULL, error)
                        && check_found (&self, error);

  g_free (self.style);
  *best = self.best;
  read->look = self.look;
  if (done)
    jly_grid_builder_finish (g_steal_pointer (&builder), &read->grid);
  return done;
}

gboolean
jly_workbook_read_ods (const JlyPackage *package,
                       const JlySheetOptions *options,
                       JlyWorkbookRead *read,
                       GError **error)
{
  int best;

  if (!read_document (package, options, -1, read, &best, error))
    return FALSE;
  if (is_chosen (read, best))
    return TRUE;
  /* None holds figures, and a later one was kept than the one that looks most like a table. */
  jly_grid_clear (&read->grid);
  g_ptr_array_set_size (read->sheets, 0);
  read->is_cut = FALSE;
  return read_document (package, options, best, read, &best, error);
}
