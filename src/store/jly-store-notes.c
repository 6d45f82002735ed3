/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-store-notes.h. */
#include "config.h"

#include "store/jly-store-notes.h"

#include "store/jly-store-post-private.h"

#define TABLE "note"
#define COLUMN "bytes"

const char jly_store_note_tables[]
    = "CREATE TABLE note ("
      "  study_id TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0),"
      "  mark BLOB NOT NULL, flags INTEGER NOT NULL, bytes BLOB NOT NULL,"
      "  PRIMARY KEY (study_id, number), UNIQUE (study_id, mark)) STRICT;";

void
jly_stored_note_free (JlyStoredNote *note)
{
  if (note == NULL)
    return;
  g_clear_pointer (&note->bytes, g_bytes_unref);
  g_free (note);
}

/* One number of a query; 0 if it gives no row. */
static gboolean
read_number (JlyStore *self, JlySqlStatement *stmt, gint64 *number, GError **error)
{
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *number = code == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
add (JlyStore *self,
     const char *study_id,
     GBytes *mark,
     GBytes *note,
     JlyNoteFlags flags,
     gint64 *number,
     gboolean *is_new,
     GError **error)
{
  g_autoptr (JlySqlStatement) known = jly_sql_prepare (
      self, error, "SELECT number FROM note WHERE study_id = ? AND mark = ?", "tb", study_id, mark);
  g_autoptr (JlySqlStatement) last = NULL;
  g_autoptr (GBytes) sealed = NULL;

  if (!read_number (self, known, number, error))
    return FALSE;
  *is_new = *number == 0;
  if (!*is_new)
    return TRUE;
  last = jly_sql_prepare (self, error, "SELECT max (number) FROM note WHERE study_id = ?", "t",
                          study_id);
  if (!read_number (self, last, number, error))
    return FALSE;
  sealed = jly_store_seal (self, TABLE, COLUMN, study_id, ++*number, note);
  return jly_sql_run (self, error, "INSERT INTO note VALUES (?, ?, ?, ?, ?)", "tibib", study_id,
                      *number, mark, (gint64)flags, sealed);
}

gboolean
jly_store_add_note (JlyStore *self,
                    const char *study_id,
                    const guint8 hash[32],
                    GBytes *note,
                    JlyNoteFlags flags,
                    guint *number,
                    gboolean *is_new,
                    GError **error)
{
  g_autoptr (GBytes) mark = NULL;
  gint64 place = 0;
  gboolean fresh = FALSE;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  mark = jly_store_post_blind (self, study_id, hash);
  if (!jly_sql_end (self, add (self, study_id, mark, note, flags, &place, &fresh, error), error))
    return FALSE;
  if (number != NULL)
    *number = (guint)place;
  if (is_new != NULL)
    *is_new = fresh;
  return TRUE;
}

static gboolean
list (JlyStore *self, const char *study_id, GPtrArray *notes, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT number, flags, bytes FROM note WHERE study_id = ? ORDER BY number", "t",
      study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  for (; code == SQLITE_ROW; code = jly_sql_step (self, stmt, error))
    {
      JlyStoredNote *note = g_new0 (JlyStoredNote, 1);
      g_autoptr (GBytes) sealed = jly_sql_dup_blob (stmt, 2);

      g_ptr_array_add (notes, note);
      note->number = (guint)sqlite3_column_int (stmt, 0);
      note->flags = (JlyNoteFlags)sqlite3_column_int (stmt, 1);
      note->bytes = jly_store_unseal (self, TABLE, COLUMN, study_id, note->number, sealed, error);
      if (note->bytes == NULL)
        return FALSE;
    }
  return code != SQLITE_ERROR;
}

GPtrArray *
jly_store_list_notes (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_stored_note_free);

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error)
      || !jly_sql_end (self, list (self, study_id, notes, error), error))
    return NULL;
  return g_steal_pointer (&notes);
}

gboolean
jly_store_mark_notes (
    JlyStore *self, const char *study_id, const GArray *numbers, JlyNoteFlags flags, GError **error)
{
  gboolean ok = TRUE;

  if (numbers->len == 0)
    return TRUE;
  if (!jly_store_post_begin (self, error))
    return FALSE;
  for (guint i = 0; ok && i < numbers->len; i++)
    ok = jly_sql_run (self, error,
                      "UPDATE note SET flags = flags | ? WHERE study_id = ? AND number = ?", "iti",
                      (gint64)flags, study_id, (gint64)g_array_index (numbers, guint, i));
  return jly_sql_end (self, ok, error);
}
