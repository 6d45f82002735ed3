/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet.h. Loading in its steps, and what others ask a sheet for. */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "base/jly-error.h"
#include "table/jly-text.h"

#include <string.h>

#define MAGIC_BYTES 4

static void
note_free (gpointer data)
{
  JlySheetNote *note = data;

  g_free (note->words);
  g_free (note);
}

static void
info_free (gpointer data)
{
  JlySheetInfo *info = data;

  g_free (info->name);
  g_free (info);
}

JlySheetInfo *
jly_sheet_info_new (const char *name, gboolean is_hidden)
{
  JlySheetInfo *info = g_new0 (JlySheetInfo, 1);

  info->name = g_strdup (name != NULL ? name : "");
  info->is_hidden = is_hidden;
  return info;
}

void
jly_sheet_add_note (JlySheet *self,
                    JlySheetNoteKind kind,
                    guint64 row,
                    gsize count,
                    gboolean is_question,
                    char *words)
{
  JlySheetNote *note = g_new0 (JlySheetNote, 1);

  *note = (JlySheetNote){
    .kind = kind, .row = row, .count = count, .is_question = is_question, .words = words
  };
  g_ptr_array_add (self->notes, note);
}

static int
compare_notes_cb (gconstpointer a, gconstpointer b)
{
  const JlySheetNote *const *first = a;
  const JlySheetNote *const *second = b;

  return (int)(*first)->kind - (int)(*second)->kind;
}

void
jly_sheet_sort_notes (JlySheet *self)
{
  g_ptr_array_sort (self->notes, compare_notes_cb);
}

JlySheet *
jly_sheet_new (const char *name)
{
  JlySheet *self = g_new0 (JlySheet, 1);

  g_atomic_ref_count_init (&self->refs);
  self->name = g_strdup (name);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  self->sheets = g_ptr_array_new_with_free_func (info_free);
  self->left = g_array_new (FALSE, FALSE, sizeof (JlySheetLeft));
  return self;
}

static gboolean
read_source (JlySheet *self, JlySource *source, const JlySheetOptions *options, GError **error)
{
  guint8 magic[MAGIC_BYTES];
  const gssize n = jly_source_read (source, magic, sizeof magic, error);

  if (n < 0)
    return FALSE;
  jly_source_rewind (source);
  if (n == MAGIC_BYTES && memcmp (magic, "PK\x03\x04", MAGIC_BYTES) == 0)
    return jly_sheet_read_workbook (self, source, options, error);
  return jly_sheet_read_text (self, source, options, error);
}

static JlySheet *
read_sheet (JlySource *source,
            const JlySheetOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  static const JlySheetOptions none = { 0 };
  g_autoptr (JlySheet) self = jly_sheet_new (jly_source_get_name (source));

  if (options == NULL)
    options = &none;
  jly_source_watch (source, cancellable, options->progress, options->progress_data);
  if (!read_source (self, source, options, error) || !jly_sheet_lay_out (self, options, error))
    return NULL;
  jly_sheet_find_totals (self, options);
  jly_sheet_find_left (self);
  jly_sheet_sort_notes (self);
  return g_steal_pointer (&self);
}

JlySheet *
jly_sheet_parse_with (const char *name,
                      const guint8 *bytes,
                      gsize n_bytes,
                      const JlySheetOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JlySource) source = jly_source_new_for_bytes (name, bytes, n_bytes);

  return read_sheet (source, options, cancellable, error);
}

JlySheet *
jly_sheet_parse (const char *name, const guint8 *bytes, gsize n_bytes, GError **error)
{
  return jly_sheet_parse_with (name, bytes, n_bytes, NULL, NULL, error);
}

JlySheet *
jly_sheet_load_with (const char *path,
                     const JlySheetOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (JlySource) source = jly_source_open (path, error);

  return source != NULL ? read_sheet (source, options, cancellable, error) : NULL;
}

JlySheet *
jly_sheet_load (const char *path, GCancellable *cancellable, GError **error)
{
  return jly_sheet_load_with (path, NULL, cancellable, error);
}

const char *const *
jly_sheet_list_encodings (void)
{
  static const char *const names[]
      = { "UTF-8", "UTF-16 LE", "UTF-16 BE", "Windows-1252", "Windows-1257", NULL };

  return names;
}

JlySheet *
jly_sheet_ref (JlySheet *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
jly_sheet_unref (JlySheet *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->original != NULL)
    {
      jly_sheet_unref (self->original);
      g_hash_table_unref (self->cells);
      if (self->out != NULL)
        {
          g_array_unref (self->out);
          g_array_unref (self->left);
          g_free (self->records);
        }
      g_free (self);
      return;
    }
  g_free (self->name);
  g_free (self->format);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->left);
  jly_grid_clear (&self->grid);
  g_free (self->records);
  g_free (self->places);
  g_strfreev (self->headers);
  g_free (self);
}

const char *
jly_sheet_get_name (JlySheet *self)
{
  return self->name;
}

guint
jly_sheet_get_n_columns (JlySheet *self)
{
  return self->n_columns;
}

gsize
jly_sheet_get_n_rows (JlySheet *self)
{
  return self->n_rows;
}

const char *
jly_sheet_get_header (JlySheet *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, "");

  return self->headers[column];
}

/* The row of the original: as many more as are out above it. */
static gsize
find_original (JlySheet *self, gsize row)
{
  gsize from = 0, to = self->out != NULL ? self->out->len : 0;

  while (from < to)
    {
      const gsize middle = from + (to - from) / 2;

      if (g_array_index (self->out, gsize, middle) - middle <= row)
        from = middle + 1;
      else
        to = middle;
    }
  return row + from;
}

/* The other text of an edited cell, or NULL. */
static const char *
find_edited (JlySheet *self, gsize row, guint column)
{
  gint64 key;

  if (self->cells == NULL)
    return NULL;
  key = jly_sheet_cell_key (find_original (self, row), column);
  return g_hash_table_lookup (self->cells, &key);
}

const char *
jly_sheet_get_cell (JlySheet *self, gsize row, guint column)
{
  const char *edited = find_edited (self, row, column);

  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, "");

  if (edited != NULL)
    return edited;
  return jly_grid_get_cell (&self->grid, self->records[row], self->places[column]);
}

gboolean
jly_sheet_is_number (JlySheet *self, gsize row, guint column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, FALSE);

  /* What a person typed says nothing of the kind. */
  return find_edited (self, row, column) == NULL
         && jly_grid_is_number (&self->grid, self->records[row], self->places[column]);
}

gboolean
jly_sheet_is_inexact (JlySheet *self, gsize row, guint column)
{
  return jly_sheet_is_number (self, row, column)
         && jly_grid_is_inexact (&self->grid, self->records[row], self->places[column]);
}

guint64
jly_sheet_get_file_row (JlySheet *self, gsize row)
{
  g_return_val_if_fail (row < self->n_rows, 0);

  return (guint64)self->records[row] + (self->is_form ? 0 : 1);
}

gsize
jly_sheet_find_row (JlySheet *self, guint64 file_row)
{
  const gsize record = (gsize)file_row - (self->is_form ? 0 : 1);
  const gsize row = file_row > 0 ? jly_sheet_count_above (self, record) : self->n_rows;

  return row < self->n_rows && jly_sheet_get_file_row (self, row) == file_row ? row : self->n_rows;
}

guint64
jly_sheet_get_header_row (JlySheet *self)
{
  return self->header + 1;
}

guint
jly_sheet_get_n_name_rows (JlySheet *self)
{
  return self->n_name_rows;
}

const char *
jly_sheet_get_format (JlySheet *self)
{
  return self->format;
}

const char *
jly_sheet_get_encoding (JlySheet *self)
{
  return self->encoding;
}

char
jly_sheet_get_delimiter (JlySheet *self)
{
  return self->delimiter;
}

const GPtrArray *
jly_sheet_get_notes (JlySheet *self)
{
  return self->notes;
}

const JlySheetNote *
jly_sheet_find_note (JlySheet *self, JlySheetNoteKind kind)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const JlySheetNote *note = g_ptr_array_index (self->notes, i);

      if (note->kind == kind)
        return note;
    }
  return NULL;
}

const GPtrArray *
jly_sheet_get_sheets (JlySheet *self)
{
  return self->sheets;
}

gboolean
jly_sheet_is_preview (JlySheet *self)
{
  return self->is_preview;
}

gsize
jly_sheet_estimate_rows (JlySheet *self)
{
  const gsize above = self->header + self->n_name_rows;

  if (!self->is_preview)
    return self->n_rows;
  return MAX (self->n_rows,
              self->n_records_estimated > above ? self->n_records_estimated - above : 0);
}
