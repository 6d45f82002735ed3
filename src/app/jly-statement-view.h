/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences of a statement on paper, section by section, the grave ones with icon and weight. With
 * an earlier statement beside it, what is new has a bar and what went is struck through.
 */
#pragma once

#include "study/jly-statement.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_STATEMENT_VIEW (jly_statement_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyStatementView, jly_statement_view, JLY, STATEMENT_VIEW, GtkBox)

GtkWidget *jly_statement_view_new (void);
/* title and note (may be NULL) stand above. earlier (may be NULL): marks what differs from it.
 * Nothing is kept of either statement. */
void jly_statement_view_show (JlyStatementView *self,
                              const char *title,
                              const char *note,
                              const JlyStatement *statement,
                              const JlyStatement *earlier);

G_END_DECLS
