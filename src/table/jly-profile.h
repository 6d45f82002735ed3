/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a person's file was read, remembered for the next one like it: which of its columns went
 * where and what was answered. Names and answers only, never a figure.
 */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-column.h"

G_BEGIN_DECLS

#define JLY_PROFILE_COLUMNS_MAX 1000
#define JLY_PROFILE_TEXT_MAX 1000 /* bytes of a name */

#define JLY_PROFILE_NEAR_MAX 100 /* of a column */

/* A writing that the person took for a category of the study's list. */
typedef struct
{
  char *cell; /* folded (jly_name_fold) */
  char *category;
} JlyProfileNear;

typedef struct
{
  char *id;     /* of the study's column */
  char *header; /* of the file's column, as it stands there */
  JlyColumnAnswers answers;
  GPtrArray *near; /* JlyProfileNear* */
} JlyProfileColumn;

/* What the person chose because the reader was wrong or not sure; zeros: nothing. */
typedef struct
{
  const char *encoding; /* one of jly_sheet_list_encodings that jly_sheet_is_code_page; or NULL */
  char delimiter;
  guint n_name_rows;
} JlyProfileReading;

typedef struct
{
  char *format; /* "Excel, sheet “2025”": for the sentence */
  JlyProfileReading reading;
  GPtrArray *columns; /* JlyProfileColumn* */
} JlyProfile;

JlyProfile *jly_profile_new (const char *format);
void jly_profile_free (JlyProfile *self);
/* The new column, owned by self; NULL if it is not remembered, because a name is too long or there
 * are too many. */
JlyProfileColumn *jly_profile_add (JlyProfile *self,
                                   const char *id,
                                   const char *header,
                                   const JlyColumnAnswers *answers);
void jly_profile_column_add_near (JlyProfileColumn *self, const char *cell, const char *category);
/* folded cell -> category, of all its writings; transfer full. */
GHashTable *jly_profile_column_dup_near (const JlyProfileColumn *self);

/* The column of the study, or NULL. */
const JlyProfileColumn *jly_profile_find (const JlyProfile *self, const char *id);

/* Whether the file has each column of the profile exactly once, and the study wants each of them.
 */
gboolean jly_profile_fits (const JlyProfile *self, JlySheet *sheet, const JlyRules *rules);
/* Fills in what was chosen for the last file, if this one is of the same shape when it is read so:
 * its beginning is tried. Waits for the disk. TRUE if options were changed; what they say already
 * stays. */
gboolean jly_profile_choose_reading (const JlyProfile *self,
                                     const char *path,
                                     const JlyRules *rules,
                                     JlySheetOptions *options);
/* The sheet's one column of this very name, or -1. */
int jly_profile_find_header (JlySheet *sheet, const char *header);

/* Deterministic CBOR, see src/table/README.md. Decoding refuses every other form with
 * JLY_ERROR_PROTOCOL. */
GBytes *jly_profile_encode (const JlyProfile *self);
JlyProfile *jly_profile_decode (GBytes *bytes, GError **error);

/* The profile for a study's columns in a folder, NULL if there is none that can be read: a profile
 * is a help and never a reason to stop. */
JlyProfile *jly_profile_load (const char *folder, const JlyRules *rules);
/* Replaces the file as a whole, readable by its owner alone; makes the folder. */
gboolean jly_profile_save (const JlyProfile *self,
                           const char *folder,
                           const JlyRules *rules,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyProfile, jly_profile_free)

G_END_DECLS
