/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-store-sql.h. Error texts name the database file, never what stands in it. */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

/* Which store a statement belongs to, by its database; guards also each store's idle ones. */
static GMutex statements;
static GHashTable *stores;

static void
finalize (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

void
jly_sql_open (JlyStore *self)
{
  g_mutex_lock (&statements);
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize);
  if (stores == NULL)
    stores = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (stores, self->db, self);
  g_mutex_unlock (&statements);
}

void
jly_sql_close (JlyStore *self)
{
  g_mutex_lock (&statements);
  if (self->idle != NULL)
    g_hash_table_remove (stores, self->db);
  if (stores != NULL && g_hash_table_size (stores) == 0)
    g_clear_pointer (&stores, g_hash_table_unref);
  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_mutex_unlock (&statements);
}

void
jly_sql_done (sqlite3_stmt *stmt)
{
  JlyStore *store;

  if (stmt == NULL)
    return;
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
  g_mutex_lock (&statements);
  store = stores != NULL ? g_hash_table_lookup (stores, sqlite3_db_handle (stmt)) : NULL;
  /* The key is the statement's own text. */
  if (store != NULL && !g_hash_table_contains (store->idle, sqlite3_sql (stmt)))
    g_hash_table_insert (store->idle, (char *)sqlite3_sql (stmt), stmt);
  else
    finalize (stmt);
  g_mutex_unlock (&statements);
}

/* One that was prepared before and is idle, or NULL. */
static sqlite3_stmt *
take_idle (JlyStore *self, const char *sql)
{
  gpointer stmt = NULL;

  g_mutex_lock (&statements);
  if (self->idle != NULL)
    g_hash_table_steal_extended (self->idle, sql, NULL, &stmt);
  g_mutex_unlock (&statements);
  return stmt;
}

static gboolean
fail_damaged (JlyStore *self, GError **error)
{
  JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Move this file to another folder, or put a copy back in its place; Jointly then "
               "starts with what it finds."),
  };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("The file “%s”, where your studies are kept, is damaged."), self->path);
}

static gboolean
fail_busy (JlyStore *self, GError **error)
{
  JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Wait until it is done, or close it, then try again."),
  };

  return jly_fail (error, JLY_ERROR_IO, &detail,
                   _ ("Another program of yours is using the file “%s”."), self->path);
}

gboolean
jly_sql_fail (JlyStore *self, GError **error)
{
  int code = sqlite3_errcode (self->db) & 0xff;
  JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Check that the disk is not full and that the folder may be written to, then try "
               "again."),
  };

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    return fail_damaged (self, error);
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return fail_busy (self, error);
  if (code == SQLITE_FULL)
    return jly_fail (error, JLY_ERROR_IO, &detail,
                     _ ("The disk is full, so nothing more could be written to “%s”."), self->path);
  if (code == SQLITE_READONLY)
    return jly_fail (error, JLY_ERROR_IO, &detail, _ ("“%s” may be read, but not written."),
                     self->path);
  return jly_fail (error, JLY_ERROR_IO, &detail,
                   _ ("The file “%s”, where your studies are kept, could not be used: %s."),
                   self->path, sqlite3_errmsg (self->db));
}

gboolean
jly_sql_exec (JlyStore *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || jly_sql_fail (self, error);
}

static int
bind_one (sqlite3_stmt *stmt, int index, char kind, va_list *args)
{
  const char *text;
  GBytes *bytes;
  gconstpointer data;
  gsize size;

  switch (kind)
    {
    case 'i':
      return sqlite3_bind_int64 (stmt, index, va_arg (*args, gint64));
    case 'b':
      bytes = va_arg (*args, GBytes *);
      data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
      if (bytes == NULL)
        return sqlite3_bind_null (stmt, index);
      return sqlite3_bind_blob64 (stmt, index, size > 0 ? data : "", size, SQLITE_TRANSIENT);
    default:
      text = va_arg (*args, const char *);
      return sqlite3_bind_text (stmt, index, text, -1, SQLITE_TRANSIENT);
    }
}

static sqlite3_stmt *
prepare_valist (JlyStore *self, GError **error, const char *sql, const char *format, va_list *args)
{
  g_autoptr (JlySqlStatement) stmt = take_idle (self, sql);

  if (stmt == NULL && sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL) != SQLITE_OK)
    {
      jly_sql_fail (self, error);
      return NULL;
    }
  for (int i = 0; format[i] != '\0'; i++)
    if (bind_one (stmt, i + 1, format[i], args) != SQLITE_OK)
      {
        jly_sql_fail (self, error);
        return NULL;
      }
  return g_steal_pointer (&stmt);
}

sqlite3_stmt *
jly_sql_prepare (JlyStore *self, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *stmt;
  va_list args;

  va_start (args, format);
  stmt = prepare_valist (self, error, sql, format, &args);
  va_end (args);
  return stmt;
}

gboolean
jly_sql_run (JlyStore *self, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (JlySqlStatement) stmt = NULL;
  va_list args;
  int code;

  va_start (args, format);
  stmt = prepare_valist (self, error, sql, format, &args);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  do
    code = jly_sql_step (self, stmt, error);
  while (code == SQLITE_ROW);
  return code == SQLITE_DONE;
}

int
jly_sql_step (JlyStore *self, sqlite3_stmt *stmt, GError **error)
{
  int code = sqlite3_step (stmt);

  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return code;
  jly_sql_fail (self, error);
  return SQLITE_ERROR;
}

static gboolean
is_held (JlyStore *self)
{
  return g_atomic_pointer_get (&self->holder) == g_thread_self ();
}

static gboolean
begin (JlyStore *self, const char *sql, GError **error)
{
  if (is_held (self))
    return jly_sql_run (self, error, "SAVEPOINT part", "");
  g_mutex_lock (&self->mutex);
  if (jly_sql_run (self, error, sql, ""))
    return TRUE;
  g_mutex_unlock (&self->mutex);
  return FALSE;
}

gboolean
jly_sql_begin (JlyStore *self, GError **error)
{
  return begin (self, "BEGIN IMMEDIATE", error);
}

gboolean
jly_sql_begin_read (JlyStore *self, GError **error)
{
  return begin (self, "BEGIN DEFERRED", error);
}

/* A part that fails leaves no trace in the whole. */
static gboolean
end_part (JlyStore *self, gboolean ok, GError **error)
{
  if (ok)
    ok = jly_sql_run (self, error, "RELEASE part", "");
  if (!ok)
    sqlite3_exec (self->db, "ROLLBACK TO part; RELEASE part", NULL, NULL, NULL);
  return ok;
}

gboolean
jly_sql_hold (JlyStore *self, GError **error)
{
  if (!jly_sql_begin (self, error))
    return FALSE;
  g_atomic_pointer_set (&self->holder, g_thread_self ());
  return TRUE;
}

gboolean
jly_sql_release (JlyStore *self, GError **error)
{
  g_atomic_pointer_set (&self->holder, NULL);
  return jly_sql_end (self, TRUE, error);
}

gboolean
jly_sql_end (JlyStore *self, gboolean ok, GError **error)
{
  if (is_held (self))
    return end_part (self, ok, error);
  if (ok)
    ok = jly_sql_run (self, error, "COMMIT", "");
  if (!ok)
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_mutex_unlock (&self->mutex);
  return ok;
}

char *
jly_sql_dup_text (sqlite3_stmt *stmt, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (stmt, column));
}

GBytes *
jly_sql_dup_blob (sqlite3_stmt *stmt, int column)
{
  return g_bytes_new (sqlite3_column_blob (stmt, column),
                      (gsize)sqlite3_column_bytes (stmt, column));
}
