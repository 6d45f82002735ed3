/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person did with a file, kept beside it: matches, answers, corrections and confirmations.
 * The file itself is neither changed nor copied; of its cells only those that were corrected or
 * confirmed are kept, and of rows that were left out a digest. With the same file all of it comes
 * back by itself; with a file that was changed since, corrections are offered where the cell is
 * still the same.
 */
#pragma once

#include "table/jly-import.h"

G_BEGIN_DECLS

#define JLY_KEPT_DIGEST_BYTES 32

typedef struct
{
  guint64 file_row; /* as a spreadsheet counts */
  char *header;     /* of its column */
  char *before;     /* in the file */
  char *after;
} JlyKeptEdit;

/* A row that was left out. */
typedef struct
{
  guint64 file_row;
  guint8 digest[JLY_KEPT_DIGEST_BYTES]; /* of its cells in the file */
} JlyKeptLeft;

typedef struct
{
  char *name;                           /* of the file */
  guint8 digest[JLY_KEPT_DIGEST_BYTES]; /* of the file's cells */
  guint8 rules[JLY_KEPT_DIGEST_BYTES];  /* of the rules: confirmations are of one set of them */
  JlyProfile *profile;                  /* matches and answers */
  GPtrArray *edits;                     /* JlyKeptEdit* */
  GPtrArray *confirmed;                 /* keys of jly_check_dup_key */
  GArray *rows;                         /* JlyKeptLeft */
} JlyKept;

/* NULL if there is more than can be kept in one file (a MiB). */
JlyKept *jly_kept_new (JlyImport *import);
/* The same where the digest of the import's file is known; it takes as long as reading the cells.
 */
void jly_kept_digest_file (JlyImport *import, guint8 digest[JLY_KEPT_DIGEST_BYTES]);
JlyKept *jly_kept_new_of (JlyImport *import, const guint8 digest[JLY_KEPT_DIGEST_BYTES]);
void jly_kept_free (JlyKept *self);

GBytes *jly_kept_encode (const JlyKept *self);
/* JLY_ERROR_PROTOCOL for any other bytes than an encoding. */
JlyKept *jly_kept_decode (GBytes *bytes, GError **error);

/* Where the work on a file is kept: in folder, by study and by the file's path. */
char *jly_kept_build_path (const char *folder, const char *study_id, const char *file);
/* Replaces the whole file, readable by its owner alone; makes the folder. */
gboolean jly_kept_save (const JlyKept *self, const char *path, GError **error);
/* NULL if there is none that can be read. */
JlyKept *jly_kept_load (const char *path);
/* Removes what is kept of a study; with the study itself. */
void jly_kept_erase (const char *folder, const char *study_id);

typedef struct
{
  gboolean is_same_file; /* everything came back */
  guint n_edits;         /* corrections and rows left out that came back, or can
                            (jly_kept_apply_offered) */
  guint n_gone;          /* those whose cell or row is another one now */
  char *words;           /* one or two sentences, or NULL if there is nothing to say */
} JlyKeptReport;

/* Brings back what fits, and refreshes. The report's words are owned by the caller. */
void jly_kept_apply (const JlyKept *self, JlyImport *import, JlyKeptReport *report);
/* Once the person agreed: the corrections of cells that are the same in the changed file. */
void jly_kept_apply_offered (const JlyKept *self, JlyImport *import);
/* Only the confirmations, if they are of the same rules; the caller refreshes. */
void jly_kept_apply_confirmed (const JlyKept *self, JlyImport *import);
/* Whether each correction whose cell is the same is there. */
gboolean jly_kept_is_in_place (const JlyKept *self, JlyImport *import);
/* Gives those cells that are as they were corrected the file's text again. */
void jly_kept_take_back (const JlyKept *self, JlyImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyKept, jly_kept_free)

G_END_DECLS
