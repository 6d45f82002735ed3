/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of a line of the preview; where the line was left out, with an icon and a word. */
#pragma once

#include "app/jly-sheet-lines.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *jly_sheet_number_new (void);
void jly_sheet_number_set (GtkWidget *number, JlySheet *sheet, const JlySheetLine *line);

G_END_DECLS
