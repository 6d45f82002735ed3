/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The local database (sqlite): this app's or this miner's studies, results and log. See SCHEMA.md.
 * Never holds a provider's plain figures, in no program. A store may be used from several threads.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "store/jly-log-head.h"

G_BEGIN_DECLS

typedef struct _JlyStore JlyStore;

/* Opens or makes DIR/jointly.db (folder mode 0700, file 0600), migrates; an unknown newer version
 * or a damaged file is JLY_ERROR_CONFIG with what to do. */
JlyStore *jly_store_open (const char *dir, GError **error);
void jly_store_close (JlyStore *self);
/* The folder; owned by the caller. */
char *jly_store_dup_dir (const JlyStore *self);
/* From here on what is personal is sealed with keys that come from identity, and the log's heads
 * are signed by it. The first identity to do so owns the folder; any other is JLY_ERROR_CONFIG. */
gboolean jly_store_unlock (JlyStore *self, const JlyIdentity *identity, GError **error);
gboolean jly_store_is_unlocked (JlyStore *self);

typedef struct
{
  char *id;
  char *case_id;
  char *title;
  gint64 created; /* Unix seconds */
  char *state;    /* "running", "done", "failed" */
  char *headline; /* sentence for the home page, may be NULL */
  gboolean rehearsal;
} JlyStudyRecord;

void jly_study_record_free (JlyStudyRecord *record);

/* body is the study's CBOR. A study that a dead process left "running" is turned to "failed" at
 * open. */
gboolean
jly_store_add_study (JlyStore *self, const JlyStudyRecord *record, GBytes *body, GError **error);
gboolean jly_store_set_state (
    JlyStore *self, const char *study_id, const char *state, const char *headline, GError **error);
GPtrArray *jly_store_list_studies (JlyStore *self,
                                   GError **error); /* JlyStudyRecord*, newest first */
gboolean jly_store_remove_study (JlyStore *self, const char *study_id, GError **error);
/* The result document (JSON) of a study; NULL and no error if there is none yet. */
gboolean
jly_store_set_result (JlyStore *self, const char *study_id, const char *json, GError **error);
char *jly_store_get_result (JlyStore *self, const char *study_id, GError **error);
GBytes *jly_store_get_study (JlyStore *self, const char *study_id, GError **error);
/* A line of the study's log: what happened, by whom (no values). */
gboolean jly_store_log (
    JlyStore *self, const char *study_id, const char *who, const char *what, GError **error);
typedef struct
{
  gint64 when;
  guint kind; /* JlyLogKind (jly-log-entry.h) */
  char *who;
  char *what;
} JlyLogLine;
void jly_log_line_free (JlyLogLine *line);
GPtrArray *jly_store_get_log (JlyStore *self, const char *study_id, GError **error);
/* JLY_ERROR_DATA naming the first line that is not as it was written. */
gboolean jly_store_verify_log (JlyStore *self, const char *study_id, GError **error);
/* The log's head now, signed by the identity that unlocked the store: for a decision of one's own
 * (log_size, log_root), and to be given to others. */
gboolean jly_store_get_log_head (
    JlyStore *self, const char *study_id, JlyLogHead *head, guint8 signature[64], GError **error);

/* A miner's part: attempt numbers must be on disk before any nonce leaves; an upload before its
 * receipt. */
gboolean
jly_store_next_attempt (JlyStore *self, const char *study_id, guint64 *number, GError **error);
gboolean jly_store_add_upload (JlyStore *self,
                               const char *study_id,
                               const char *provider,
                               GBytes *manifest,
                               GBytes *sealed,
                               GBytes *blob,
                               GError **error); /* a second one is refused */
/* Overwrites and forgets a study's uploads, also in sqlite's write-ahead log. */
gboolean jly_store_erase_uploads (JlyStore *self, const char *study_id, GError **error);
gboolean
jly_store_count_uploads (JlyStore *self, const char *study_id, guint *count, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStore, jly_store_close)

G_END_DECLS
