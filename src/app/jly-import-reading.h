/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person wants a file to be read. Zeros: found by content. */
#pragma once

#include "table/jly-profile.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

typedef struct
{
  char *sheet;                /* of a workbook: its number from 1; owned */
  const char *encoding;       /* of text: one of jly_sheet_list_encodings */
  const char *usual_encoding; /* remembered: see JlySheetOptions */
  char delimiter;             /* of text */
  guint n_name_rows;          /* that the column names take */
  gboolean keep_totals;       /* a totals row is a row like others */
  gboolean is_by_hand; /* the person chose encoding, separator or names for this file: what is
                          remembered of another one does not count */
} JlyImportReading;

/* For the reader; borrows from self. */
JlySheetOptions jly_import_reading_to_options (const JlyImportReading *self);
/* Takes what is remembered of the last file, if this one at path is like it. Waits for the disk.
 * TRUE if that changes how it is read. */
gboolean jly_import_reading_remember (JlyImportReading *self,
                                      const char *path,
                                      const JlyProfile *profile,
                                      const JlyRules *rules);
/* What is to be remembered for the next file. */
JlyProfileReading jly_import_reading_to_profile (const JlyImportReading *self);
void jly_import_reading_clear (JlyImportReading *self);
/* into must be clear. */
void jly_import_reading_copy (const JlyImportReading *self, JlyImportReading *into);
/* The file's name with what was chosen behind it, so that each way of reading it has a name of its
 * own; only the file's where nothing was. NULL for none. Owned by the caller. */
char *jly_import_reading_dup_name (const JlyImportReading *self, const char *file);

G_END_DECLS
