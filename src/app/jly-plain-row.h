/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of words that somebody else chose: never read as markup, never cut off. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An AdwActionRow with as many lines as its words need. subtitle may be NULL. */
GtkWidget *jly_plain_row_new (const char *title, const char *subtitle);
/* A field's title has one line: where it is cut off, the tooltip says all of it. */
void jly_plain_row_tell_title (GtkWidget *field);

G_END_DECLS
