/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The local database (sqlite): this app's or this miner's studies, results and log. See SCHEMA.md.
 * Never holds a provider's plain figures, in no program. A store may be used from several threads.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JlyStore JlyStore;

/* Opens or makes DIR/jointly.db (folder mode 0700, file 0600), migrates; an unknown newer version
 * or a damaged file is JLY_ERROR_CONFIG with what to do. */
JlyStore *jly_store_open (const char *dir, GError **error);
void jly_store_close (JlyStore *self);

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
/* A line of the study's log: what happened, by whom (no values). Each entry carries the hash of the
 * one before. */
gboolean jly_store_log (
    JlyStore *self, const char *study_id, const char *who, const char *what, GError **error);
typedef struct
{
  gint64 when;
  char *who;
  char *what;
} JlyLogLine;
void jly_log_line_free (JlyLogLine *line);
GPtrArray *jly_store_get_log (JlyStore *self, const char *study_id, GError **error);
gboolean jly_store_verify_log (JlyStore *self, const char *study_id, GError **error);

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
