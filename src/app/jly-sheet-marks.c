/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-marks.h. */
#include "config.h"

#include "app/jly-sheet-marks.h"

#include "table/jly-sheet.h"

struct _JlySheetMarks
{
  GHashTable *descriptions; /* column -> JlySheetDescription */
  GHashTable *marks;        /* jly_sheet_cell_key -> JlySheetMark */
  GHashTable *edited;       /* the same keys */
};

static void
free_description (gpointer data)
{
  JlySheetDescription *description = data;

  g_free (description->words);
  g_free (description->reason);
  g_free (description);
}

static void
free_mark (gpointer data)
{
  g_free (((JlySheetMark *)data)->words);
  g_free (data);
}

JlySheetMarks *
jly_sheet_marks_new (void)
{
  JlySheetMarks *self = g_new0 (JlySheetMarks, 1);

  self->descriptions = g_hash_table_new_full (NULL, NULL, NULL, free_description);
  self->marks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_mark);
  self->edited = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
jly_sheet_marks_free (JlySheetMarks *self)
{
  g_hash_table_unref (self->descriptions);
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->edited);
  g_free (self);
}

const JlySheetDescription *
jly_sheet_marks_get_description (JlySheetMarks *self, guint column)
{
  return g_hash_table_lookup (self->descriptions, GUINT_TO_POINTER (column));
}

gboolean
jly_sheet_marks_describe (JlySheetMarks *self, guint column, const JlySheetDescription *description)
{
  const JlySheetDescription *old = jly_sheet_marks_get_description (self, column);
  JlySheetDescription *kept;

  if (old != NULL && old->kind == description->kind && old->is_taken == description->is_taken
      && g_str_equal (old->words, description->words)
      && g_strcmp0 (old->reason, description->reason) == 0)
    return FALSE;
  kept = g_memdup2 (description, sizeof *description);
  kept->words = g_strdup (description->words);
  kept->reason = g_strdup (description->reason);
  g_hash_table_replace (self->descriptions, GUINT_TO_POINTER (column), kept);
  return TRUE;
}

JlyTableTitle
jly_sheet_marks_make_title (JlySheetMarks *self, guint column, const char *header, gboolean at_end)
{
  const JlySheetDescription *described = jly_sheet_marks_get_description (self, column);
  JlyTableTitle title = { .title = header, .at_end = at_end };

  if (described == NULL)
    return title;
  title.words = described->words;
  title.reason = described->reason;
  title.icon
      = described->kind != JLY_STATUS_PLAIN ? jly_status_kind_get_icon (described->kind) : NULL;
  title.style = jly_status_kind_get_style (described->kind);
  return title;
}

void
jly_sheet_marks_forget_columns (JlySheetMarks *self)
{
  g_hash_table_remove_all (self->descriptions);
}

static gint64 *
dup_key (gsize row, guint column)
{
  const gint64 key = jly_sheet_cell_key (row, column);

  return g_memdup2 (&key, sizeof key);
}

const JlySheetMark *
jly_sheet_marks_get (JlySheetMarks *self, gsize row, guint column)
{
  const gint64 key = jly_sheet_cell_key (row, column);

  return g_hash_table_lookup (self->marks, &key);
}

void
jly_sheet_marks_add (
    JlySheetMarks *self, gsize row, guint column, JlyStatusKind kind, const char *words)
{
  JlySheetMark *mark;

  if (jly_sheet_marks_get (self, row, column) != NULL)
    return;
  mark = g_new0 (JlySheetMark, 1);
  mark->kind = kind;
  mark->words = g_strdup (words);
  g_hash_table_insert (self->marks, dup_key (row, column), mark);
}

void
jly_sheet_marks_add_edited (JlySheetMarks *self, gsize row, guint column)
{
  g_hash_table_add (self->edited, dup_key (row, column));
}

gboolean
jly_sheet_marks_is_edited (JlySheetMarks *self, gsize row, guint column)
{
  const gint64 key = jly_sheet_cell_key (row, column);

  return g_hash_table_contains (self->edited, &key);
}

void
jly_sheet_marks_forget_cells (JlySheetMarks *self)
{
  g_hash_table_remove_all (self->marks);
  g_hash_table_remove_all (self->edited);
}
