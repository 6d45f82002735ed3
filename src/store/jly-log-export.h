/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A party's log of one study as a file that anybody can check (SCHEMA.md has the bytes): the signed
 * head, every entry, and those bodies that all parties of the contract may see. The list of
 * submissions, acceptances of joining providers and answers stay at home; of them the file holds
 * salted hashes.
 */
#pragma once

#include "store/jly-log-entry.h"
#include "store/jly-store.h"

G_BEGIN_DECLS

#define JLY_LOG_EXPORT_MAX_BYTES ((gsize)64 << 20)

typedef struct
{
  GBytes *bytes;      /* as they stand in the tree */
  JlyLogEntry *entry; /* decoded from them */
  GBytes *body;       /* salt and content, or NULL if it is not shown */
} JlyLogExportLine;

typedef struct
{
  JlyLogHead head;
  guint8 signature[64];
  GPtrArray *lines; /* JlyLogExportLine* */
} JlyLogExport;

JlyLogExport *jly_log_export_new (void);
void jly_log_export_free (JlyLogExport *self);
/* Both references are taken over; body may be NULL. FALSE if bytes are no entry. */
gboolean jly_log_export_add (JlyLogExport *self, GBytes *bytes, GBytes *body, GError **error);

/* NULL if it becomes longer than JLY_LOG_EXPORT_MAX_BYTES. */
GBytes *jly_log_export_encode (const JlyLogExport *self);
/* The form alone; whether it is true says jly_log_verify. JLY_ERROR_PROTOCOL. */
JlyLogExport *jly_log_export_decode (GBytes *bytes, GError **error);

/* Of a log that an unlocked store keeps, checked before it is given away. */
JlyLogExport *jly_store_export_log (JlyStore *self, const char *study_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLogExport, jly_log_export_free)

G_END_DECLS
