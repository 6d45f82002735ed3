/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form made from the study's columns, for a record or a handful of figures that are typed in.
 * What was typed becomes a sheet, so that it is read, checked and read back exactly as a file is.
 */
#pragma once

#include "table/jly-import.h"

G_BEGIN_DECLS

#define JLY_FORM_ROWS_MAX 1000
#define JLY_FORM_CELL_MAX 1000 /* bytes */

typedef struct _JlyForm JlyForm;

/* Begins with one empty row. rules is kept and must not change any more. */
JlyForm *jly_form_new (JlyRules *rules);
void jly_form_free (JlyForm *self);

guint jly_form_get_n_rows (const JlyForm *self);
/* FALSE if there are JLY_FORM_ROWS_MAX already; the new row is the last one. */
gboolean jly_form_add_row (JlyForm *self);
/* The last row that is left is emptied instead. */
void jly_form_remove_row (JlyForm *self, guint row);

const char *jly_form_get_cell (const JlyForm *self, guint row, guint column);
/* FALSE, and nothing changed, if text is no UTF-8 of at most JLY_FORM_CELL_MAX bytes. */
gboolean jly_form_set_cell (JlyForm *self, guint row, guint column, const char *text);

/* Reads what was typed; rows without anything in them are left out. Answers that were given to an
 * earlier import of this form may be carried over (NULL: none). NULL with JLY_ERROR_DATA while
 * nothing is typed. */
JlyImport *jly_form_import (const JlyForm *self, JlyImport *earlier, GError **error);
/* The row of the form that a row of the import's sheet is. */
guint jly_form_find_row (JlyImport *import, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyForm, jly_form_free)

G_END_DECLS
