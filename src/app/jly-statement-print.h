/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement on real paper or in a PDF: the same sentences as on the screen, in the same order. */
#pragma once

#include "study/jly-statement.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* foot stands at the foot of every page beside the page's number: the contract's check number.
 * Nothing is kept of statement. Each page is drawn by the operation when it runs. */
GtkPrintOperation *
jly_statement_print_new (const char *title, const char *foot, const JlyStatement *statement);
/* Writes a PDF; JLY_ERROR_IO naming the file. */
gboolean jly_statement_save_pdf (const char *title,
                                 const char *foot,
                                 const JlyStatement *statement,
                                 const char *path,
                                 GError **error);

G_END_DECLS
