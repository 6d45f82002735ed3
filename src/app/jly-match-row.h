/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A column that the study needs, and the column of the person's file that goes there: proposed with
 * a reason, changed by hand. Signal "chosen" (int): the file's column, -1 for none.
 */
#pragma once

#include "app/jly-status.h"

G_BEGIN_DECLS

#define JLY_TYPE_MATCH_ROW (jly_match_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyMatchRow, jly_match_row, JLY, MATCH_ROW, GtkListBoxRow)

/* title: "Turnover, in euro"; headers: the file's own titles, shared by all rows, kept by a
 * reference; its first entry says that the file has no such column. */
GtkWidget *jly_match_row_new (const char *title, GListModel *headers);
/* column -1: none. words NULL: there is no status. reason: why it was proposed and how its cells
 * were read, or NULL. Does not emit "chosen". */
void jly_match_row_set (
    JlyMatchRow *self, int column, JlyStatusKind kind, const char *words, const char *reason);
int jly_match_row_get_column (JlyMatchRow *self);

G_END_DECLS
