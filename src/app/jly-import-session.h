/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person's figures on their way into a study, for the pages: reads a file, and works on a
 * JlyImport after each change, always in a thread of its own, so that the window never waits.
 *
 * Signals: "changed" whenever something is to be shown anew; "progress" while a file is read.
 */
#pragma once

#include "app/jly-import-kept.h"
#include "app/jly-import-reading.h"
#include "table/jly-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_TYPE_IMPORT_SESSION (jly_import_session_get_type ())
G_DECLARE_FINAL_TYPE (JlyImportSession, jly_import_session, JLY, IMPORT_SESSION, GObject)

/* What the person did to the import; quick, called in the main thread when nobody else uses it. */
typedef void (*JlyImportChange) (JlyImport *import, gpointer data);

/* profile_folder: where is remembered how files were read (jly-profile.h); NULL: nowhere. */
JlyImportSession *jly_import_session_new (const char *profile_folder);
const char *jly_import_session_get_profile_folder (JlyImportSession *self);

/* From now on corrections and confirmations are kept in the same folder after each change, all that
 * was done meanwhile in one go, and come back with the file. Once, before the first file. */
void jly_import_session_set_study (JlyImportSession *self, const char *study_id);
/* What was found of last time; NULL while somebody works on the import or nothing is kept. Owned by
 * the session. */
JlyImportKept *jly_import_session_get_kept (JlyImportSession *self);

/* What the study wants; may come after the figures, and change: then these are understood anew, and
 * corrections stay. rules are kept and must not change; NULL: nothing is wanted yet. */
void jly_import_session_set_rules (JlyImportSession *self, JlyRules *rules);
JlyRules *jly_import_session_get_rules (JlyImportSession *self);

/* Reads a file in place of what was there. */
void jly_import_session_open (JlyImportSession *self, const char *path);
/* The same with what the clipboard holds (jly-paste.h); either may be NULL. */
void jly_import_session_paste (JlyImportSession *self, const char *text, const char *html);
/* The same with figures that were typed into a form; takes import. */
void jly_import_session_take_import (JlyImportSession *self, JlyImport *import);
/* Nothing is there any more. */
void jly_import_session_clear (JlyImportSession *self);
/* Read the same file again: another sheet of the file (from 0); in another encoding, with another
 * separator, more or fewer rows of column names; with or without its totals rows. Corrections go,
 * because rows are counted anew; those of each way are kept by themselves. */
void jly_import_session_choose_sheet (JlyImportSession *self, guint number);
void jly_import_session_keep_totals (JlyImportSession *self, gboolean keeps);
/* Only what is said of text and of column names counts. */
void jly_import_session_choose_text (JlyImportSession *self, const JlyImportReading *reading);
/* Whether a row below the column names belongs to them (JlyNamesQuestion): also of what was pasted.
 */
void jly_import_session_choose_names (JlyImportSession *self, guint n_name_rows);
/* What was chosen, now or for the last file like it. Owned by the session. */
const JlyImportReading *jly_import_session_get_reading (JlyImportSession *self);
/* Keeps how the present file was read, for the next one like it. Waits for the disk; that it cannot
 * be kept is no reason to stop. */
void jly_import_session_remember (JlyImportSession *self);
/* Shows that a source could not be had; takes error. */
void jly_import_session_fail (JlyImportSession *self, GError *error);
/* Stops reading; what was there before stays. */
void jly_import_session_cancel (JlyImportSession *self);

/* Called in the thread after each time that an import was read or refreshed: what the page makes of
 * it, NULL with an error if nothing can be made. */
typedef gpointer (*JlyImportFinish) (JlyImport *import, gpointer data, GError **error);
/* From the next job on. data is freed when no thread needs it any more. */
void jly_import_session_set_finish (JlyImportSession *self,
                                    JlyImportFinish finish,
                                    gpointer data,
                                    GDestroyNotify free_data,
                                    GDestroyNotify free_result);
/* What finish made of the last job, and why it could not; owned by the session, until the next
 * "changed". */
gpointer jly_import_session_get_result (JlyImportSession *self);
const GError *jly_import_session_get_result_error (JlyImportSession *self);

/* Does change as soon as nobody works on the import, and refreshes it. free_data may be NULL. */
void jly_import_session_change (JlyImportSession *self,
                                JlyImportChange change,
                                gpointer data,
                                GDestroyNotify free_data);

/* A file is being read; how much of it, 0 to 1, negative while nobody knows. */
gboolean jly_import_session_is_reading (JlyImportSession *self);
double jly_import_session_get_fraction (JlyImportSession *self);
/* Reading, or working on a change. */
gboolean jly_import_session_is_busy (JlyImportSession *self);

/* NULL while nothing was read or somebody works on it: what is on the screen then stays as it is.
 */
JlyImport *jly_import_session_get_import (JlyImportSession *self);
/* Why the last source could not be used; NULL if it could. Owned by the session. */
const GError *jly_import_session_get_error (JlyImportSession *self);
/* Of the file that is or was read last; NULL if it was none. */
const char *jly_import_session_get_path (JlyImportSession *self);
/* The figures as they were read, or the first rows while the rest is; NULL: none. Owned by the
 * session. */
JlySheet *jly_import_session_get_sheet (JlyImportSession *self);

G_END_DECLS
