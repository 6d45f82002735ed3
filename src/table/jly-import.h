/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person's file on its way into a study: file + answers + corrections give the columns that the
 * study wants, what is wrong with them, and the sentences that say what will enter. Everything here
 * follows from these three, so the same ones give the same columns again.
 *
 * What changes something (match, answer, edit, confirm) is quick and only marks the columns
 * concerned; jly_import_refresh does the work and may run in another thread, as long as nobody else
 * uses the import meanwhile. All that is read is as of the last refresh.
 */
#pragma once

#include "table/jly-check.h"
#include "table/jly-edits.h"
#include "table/jly-match.h"
#include "table/jly-names-question.h"
#include "table/jly-profile.h"
#include "table/jly-question.h"
#include "table/jly-values.h"

G_BEGIN_DECLS

typedef struct _JlyImport JlyImport;

/* Recognizes the columns of the file, proposes the matches and reads. Both are kept; rules must not
 * change any more. profile (jly-profile.h) may be NULL. Never fails. */
JlyImport *jly_import_new (JlySheet *sheet, JlyRules *rules, const JlyProfile *profile);
void jly_import_free (JlyImport *self);

/* The file with the corrections in it, and as it was read; the study's columns. Borrowed. */
JlySheet *jly_import_get_sheet (JlyImport *self);
JlySheet *jly_import_get_file (JlyImport *self);
const JlyRules *jly_import_get_rules (JlyImport *self);

/* Reads again what was changed, then checks. */
void jly_import_refresh (JlyImport *self);

/* What the file's own columns hold, recognized without the study: for the preview. Borrowed until
 * the next refresh. */
const JlyColumn *jly_import_get_reading (JlyImport *self, guint sheet_column);

/* Matching. column is of the rules. A column of the file that is taken away from another column
 * leaves that one without. */
const JlyMatch *jly_import_get_match (JlyImport *self, guint column);
void jly_import_set_match (JlyImport *self, guint column, int sheet_column);
/* The study's column that a column of the file goes into, or -1. */
int jly_import_find_column (JlyImport *self, guint sheet_column);
/* "As last time: …", or NULL if nothing was remembered for such a file. */
const char *jly_import_get_profile_words (JlyImport *self);

/* Whether a row belongs to the column names; NULL if that is clear. It is answered by reading the
 * file again. Borrowed. */
const JlyNamesQuestion *jly_import_get_names_question (JlyImport *self);

/* Open questions (JlyQuestion*), in the order of the columns. */
GPtrArray *jly_import_get_questions (JlyImport *self);
void jly_import_answer (JlyImport *self, const JlyQuestion *question, guint choice);
/* Answers given so far, and all of a column's taken back. */
const JlyColumnAnswers *jly_import_get_answers (JlyImport *self, guint column);
void jly_import_set_answers (JlyImport *self, guint column, const JlyColumnAnswers *answers);
/* Whether the person said of a column where it goes or how it is meant, today or the last time. */
gboolean jly_import_has_choices (JlyImport *self);
/* What was answered about a file before: also which writings mean which category, so that only new
 * ones are asked about. */
void jly_import_set_remembered (JlyImport *self, guint column, const JlyProfileColumn *remembered);

/* Corrections: see jly-edits.h. row is of jly_import_get_file; sheet and findings count without the
 * rows that are left out (jly_sheet_find_row tells which is which). */
const JlyEdits *jly_import_get_edits (JlyImport *self);
gboolean jly_import_edit (JlyImport *self, gsize row, guint sheet_column, const char *text);
gboolean jly_import_leave_out (JlyImport *self, gsize row, gboolean is_out);
gboolean jly_import_undo (JlyImport *self, gsize *row, guint *sheet_column);
gboolean jly_import_redo (JlyImport *self, gsize *row, guint *sheet_column);

/* Findings (JlyFinding*), hard ones first. At most 1000 are kept; the counts are of all. */
GPtrArray *jly_import_get_findings (JlyImport *self);
/* What only whoever uses the figures can find wrong with a row: one more hard finding, until the
 * next refresh. column: of the rules; words: one sentence; next: what to do, static. */
void jly_import_add_finding (
    JlyImport *self, gsize row, guint column, const char *words, const char *next);
gsize jly_import_count_hard (JlyImport *self);
gsize jly_import_count_unconfirmed (JlyImport *self); /* soft ones */
/* "Yes, it is right": remembered for this row, rule and text. */
void jly_import_confirm (JlyImport *self, const JlyFinding *finding, gboolean is_right);
/* The keys of jly_check_dup_key that were confirmed; borrowed, changed by jly_import_confirm only.
 */
GHashTable *jly_import_get_confirmed (JlyImport *self);
/* Confirms what was confirmed before, in another import of the same rules. Copied. */
void jly_import_set_confirmed (JlyImport *self, GHashTable *confirmed);

/* What will enter. NULL for a column without a match, or with an open question. Borrowed. */
const JlyValues *jly_import_get_values (JlyImport *self, guint column);
/* The sentence of a column, or NULL; and the file's. */
const char *jly_import_get_read_back (JlyImport *self, guint column);
const char *jly_import_get_file_read_back (JlyImport *self);

/* How this file was read, for the next one like it. Owned by the caller. */
JlyProfile *jly_import_dup_profile (JlyImport *self);

/* No open question about names or columns, no hard finding, each soft one confirmed, each column
 * there that must be. */
gboolean jly_import_is_ready (JlyImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyImport, jly_import_free)

G_END_DECLS
