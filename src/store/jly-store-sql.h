/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store's own files share: the handle, and few words around sqlite that turn every failure
 * into a sentence. Not for other rooms.
 */
#pragma once

#include "store/jly-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _JlyStore
{
  sqlite3 *db;
  char *path;
  int lock_fd;           /* shared lock on DIR/jointly.lock while open */
  JlyIdentity *identity; /* who unlocked it; NULL while locked */
  guint8 *key;           /* 32 bytes of locked memory, or NULL */
  gint64 dead_until;     /* entries of the log up to this id were written by dead processes */
  GMutex mutex;          /* one transaction at a time, from whatever thread */
  GThread *holder;       /* whose transactions are parts of one at present; atomic; else NULL */
  GHashTable *checked;   /* study's id -> head of its log whose signature was found good; NULL until
                            there is one; guarded by mutex */
  GHashTable *idle;      /* text -> sqlite3_stmt that nobody uses now; guarded by jly_sql_done's own
                            mutex */
};

/* Around the life of db: what is prepared once is kept, since that takes longer than running it. */
void jly_sql_open (JlyStore *self);
void jly_sql_close (JlyStore *self);

/* The reason of the handle's last failure as a JLY_ERROR; always FALSE. */
gboolean jly_sql_fail (JlyStore *self, GError **error);
/* Runs statements that give no rows. */
gboolean jly_sql_exec (JlyStore *self, const char *sql, GError **error);
/* A statement with its parameters bound from a format: 't' const char * (may be NULL), 'i' gint64,
 * 'b' GBytes *. NULL on failure. Owned by the caller (jly_sql_done). */
sqlite3_stmt *
jly_sql_prepare (JlyStore *self, GError **error, const char *sql, const char *format, ...);
/* The caller's use of a statement is over, however far it came. NULL is allowed. */
void jly_sql_done (sqlite3_stmt *stmt);
/* Prepares, steps until done and lets go of it. */
gboolean jly_sql_run (JlyStore *self, GError **error, const char *sql, const char *format, ...);
/* The next row: SQLITE_ROW, SQLITE_DONE, or SQLITE_ERROR with error set. */
int jly_sql_step (JlyStore *self, sqlite3_stmt *stmt, GError **error);

/* Takes the mutex and begins a transaction that may write; end commits if ok, rolls back otherwise,
 * and gives the mutex back in every case. */
gboolean jly_sql_begin (JlyStore *self, GError **error);
/* The same for reading alone: all that is read until the end is of one moment. */
gboolean jly_sql_begin_read (JlyStore *self, GError **error);
gboolean jly_sql_end (JlyStore *self, gboolean ok, GError **error);
/* All transactions that this thread begins until jly_sql_release are parts of one, each of which
 * may fail by itself; on the disk they are together, with the release. No two at once. */
gboolean jly_sql_hold (JlyStore *self, GError **error);
gboolean jly_sql_release (JlyStore *self, GError **error);

/* Writes the write-ahead log back and cuts it, so that what was erased is in no file. Fails if
 * another program holds it. */
gboolean jly_sql_cut_log (JlyStore *self, GError **error);

char *jly_sql_dup_text (sqlite3_stmt *stmt, int column);
GBytes *jly_sql_dup_blob (sqlite3_stmt *stmt, int column);

/* JLY_ERROR_REFUSED while no identity has unlocked the store. */
gboolean jly_store_check_unlocked (JlyStore *self, GError **error);
/* Seals a record of an unlocked store, bound to its place. */
GBytes *jly_store_seal (JlyStore *self,
                        const char *table,
                        const char *column,
                        const char *study_id,
                        gint64 row,
                        GBytes *plain);
/* NULL with JLY_ERROR_DATA if it does not open, JLY_ERROR_REFUSED if the store is locked. */
GBytes *jly_store_unseal (JlyStore *self,
                          const char *table,
                          const char *column,
                          const char *study_id,
                          gint64 row,
                          GBytes *sealed,
                          GError **error);

/* Inside a transaction: the next number of an attempt in the study, which never comes again. */
gboolean
jly_store_count_attempt (JlyStore *self, const char *study_id, guint64 *number, GError **error);

/* Takes the log of the first form (a chain of hashes) over, from the table log_1. */
gboolean jly_store_migrate_log (JlyStore *self, GError **error);
/* Makes or updates the tables; JLY_ERROR_CONFIG for a newer database. */
gboolean jly_store_migrate (JlyStore *self, GError **error);

typedef sqlite3_stmt JlySqlStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySqlStatement, jly_sql_done)

G_END_DECLS
