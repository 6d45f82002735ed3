/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing the database. Write-ahead log and synchronous=FULL: what was committed is on
 * the disk before the call returns, since an attempt's number that were forgotten could use a
 * stream of randomness twice.
 */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail_system (const char *path, GError **error)
{
  int reason = errno;
  JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Check that you may write to this folder, and that its disk is in order."),
  };

  return jly_fail (error, JLY_ERROR_SYSTEM, &detail, _ ("“%s” could not be opened: %s."), path,
                   g_strerror (reason));
}

static gboolean
make_private_file (const char *path, int *fd, GError **error)
{
  *fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*fd < 0 || fchmod (*fd, 0600) != 0)
    return fail_system (path, error);
  return TRUE;
}

/* sqlite gives its side files the mode of the main one, so that one is made first, by us. One that
 * is there must not be opened but by sqlite: closing any descriptor of a file drops all locks that
 * this process has on it, those of sqlite's other connections too, and another process would take
 * itself for the last one and clear their log away (sqlite.org/howtocorrupt.html, section 2.2). */
static gboolean
make_private_database (const char *path, GError **error)
{
  static GMutex making; /* so that no other thread has opened what is closed here */
  struct stat info;
  gboolean ok;
  int fd = -1;

  g_mutex_lock (&making);
  if (lstat (path, &info) != 0)
    ok = make_private_file (path, &fd, error);
  else if (S_ISLNK (info.st_mode))
    {
      errno = ELOOP;
      ok = fail_system (path, error);
    }
  else
    ok = (info.st_mode & 0777) == 0600 || chmod (path, 0600) == 0 || fail_system (path, error);
  if (fd >= 0)
    close (fd);
  g_mutex_unlock (&making);
  return ok;
}

/* Whoever gets the lock alone knows that no other process has the folder open; *alone says so.
 * Afterwards everybody holds it shared. */
static gboolean
lock_folder (JlyStore *self, const char *dir, gboolean *alone, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "jointly.lock", NULL);

  if (!make_private_file (path, &self->lock_fd, error))
    return FALSE;
  *alone = flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0;
  return TRUE;
}

static gboolean
open_database (JlyStore *self, GError **error)
{
  if (!make_private_database (self->path, error))
    return FALSE;
  if (sqlite3_open_v2 (self->path, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL)
      != SQLITE_OK)
    return jly_sql_fail (self, error);
  jly_sql_open (self);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, 5000);
  return jly_sql_exec (self,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
                       "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
                       error);
}

static gboolean
find_dead_until (JlyStore *self, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (self, error, "SELECT max (id) FROM log", "");

  if (stmt == NULL || jly_sql_step (self, stmt, error) != SQLITE_ROW)
    return FALSE;
  self->dead_until = sqlite3_column_int64 (stmt, 0);
  return TRUE;
}

/* Only called while nobody else has the folder open. */
static gboolean
end_dead_studies (JlyStore *self, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_sql_run (self, error, "UPDATE study SET state = 'failed' WHERE state = 'running'", "")
       && find_dead_until (self, error);
  return jly_sql_end (self, ok, error);
}

JlyStore *
jly_store_open (const char *dir, GError **error)
{
  g_autoptr (JlyStore) self = g_new0 (JlyStore, 1);
  gboolean alone = FALSE;

  g_mutex_init (&self->mutex);
  self->lock_fd = -1;
  self->path = g_build_filename (dir, "jointly.db", NULL);
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      fail_system (dir, error);
      return NULL;
    }
  if (!lock_folder (self, dir, &alone, error) || !open_database (self, error)
      || !jly_store_migrate (self, error) || (alone && !end_dead_studies (self, error)))
    return NULL;
  if (flock (self->lock_fd, LOCK_SH) != 0)
    {
      fail_system (dir, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

char *
jly_store_dup_dir (const JlyStore *self)
{
  return g_path_get_dirname (self->path);
}

void
jly_store_close (JlyStore *self)
{
  if (self == NULL)
    return;
  jly_sql_close (self);
  sqlite3_close_v2 (self->db);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  jly_identity_free (self->identity);
  jly_secret_free (self->key);
  g_clear_pointer (&self->checked, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}
