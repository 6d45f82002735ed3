/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kept study in a list: small picture, title, headline, when, how it stands. */
#pragma once

#include "store/jly-store.h"
#include "study/jly-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_KEPT_ROW (jly_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyKeptRow, jly_kept_row, JLY, KEPT_ROW, GtkListBoxRow)

/* the_case: NULL if its template is no longer there; then there is no picture. */
GtkWidget *jly_kept_row_new (const JlyStudyRecord *record, JlyCase *the_case);
const char *jly_kept_row_get_id (JlyKeptRow *self);
/* How far it is, of a study under way. */
void jly_kept_row_say (JlyKeptRow *self, const char *words);

G_END_DECLS
