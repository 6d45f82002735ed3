/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a row below the column names belongs to them or is a record: what only the person knows
 * about a file before any column of it is read. */
#pragma once

#include "table/jly-sheet.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 row;       /* of the file */
  char *title;       /* the question */
  char *text;        /* what stands in the row */
  char *if_names;    /* what becomes of it */
  char *if_record;   /* likewise */
  guint n_if_names;  /* for JlySheetOptions.n_name_rows */
  guint n_if_record; /* likewise */
} JlyNamesQuestion;

/* NULL if nothing is open. Only the sheet as it was read knows, not one with corrections. */
JlyNamesQuestion *jly_names_question_new (JlySheet *sheet);
void jly_names_question_free (JlyNamesQuestion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyNamesQuestion, jly_names_question_free)

G_END_DECLS
