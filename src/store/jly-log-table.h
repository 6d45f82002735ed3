/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of a study as rows of the database: appended to inside a transaction, and read back with
 * every hash checked. For the store's own files only.
 */
#pragma once

#include "store/jly-log-entry.h"
#include "store/jly-log-head.h"
#include "store/jly-store-sql.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* of the row, ascending over all studies */
  GBytes *bytes;
  JlyLogEntry *entry;
  GBytes *body; /* salted; NULL if there is none or it was erased */
} JlyLogRow;

typedef struct
{
  GPtrArray *rows; /* JlyLogRow* */
  JlyLogHead head;
  gboolean is_signed; /* by the identity that unlocked the store */
  guint8 signature[64];
} JlyLogRows;

void jly_log_rows_free (JlyLogRows *self);

/* Inside a transaction: appends entry (whose number and body's hash are filled in) with content,
 * which is NULL for kinds without a body. Content is sealed, so it needs an unlocked store. */
gboolean jly_log_append (
    JlyStore *self, const char *study_id, JlyLogEntry *entry, GBytes *content, GError **error);
/* How many entries there are; 0 for a study without a log. With the mutex held. */
gboolean jly_log_get_size (JlyStore *self, const char *study_id, guint64 *size, GError **error);
/* All entries, checked against the head and its signature: JLY_ERROR_DATA naming the line that was
 * changed, moved or removed. With the mutex held. */
JlyLogRows *jly_log_read (JlyStore *self, const char *study_id, GError **error);
/* Deletes the log of a study. Inside a transaction. */
gboolean jly_log_delete (JlyStore *self, const char *study_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLogRows, jly_log_rows_free)

G_END_DECLS
