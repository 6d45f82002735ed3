/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person's hand does to an import. Each waits until nobody works on it; rows are therefore
 * said as the file counts them, which no other deed changes.
 */
#pragma once

#include "app/jly-import-session.h"

G_BEGIN_DECLS

void jly_import_deeds_edit (JlyImportSession *session,
                            guint64 file_row,
                            guint sheet_column,
                            const char *text);
void jly_import_deeds_leave_out (JlyImportSession *session, guint64 file_row, gboolean is_out);
/* A finding is known by its rule and its cell. */
void jly_import_deeds_confirm (JlyImportSession *session,
                               const JlyRule *rule,
                               guint64 file_row,
                               guint sheet_column,
                               gboolean is_right);
/* Answers for all columns whose figures leave the decimal mark open; NONE: asked again. */
void jly_import_deeds_choose_mark (JlyImportSession *session, JlyDecimalMark mark);
void jly_import_deeds_undo (JlyImportSession *session);
void jly_import_deeds_redo (JlyImportSession *session);

G_END_DECLS
