/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What screen readers say, set from C. Strings are copied. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void jly_accessible_set_label (GtkWidget *widget, const char *label);
/* One more sentence, said after the label. */
void jly_accessible_set_description (GtkWidget *widget, const char *description);
/* The label hint says more of field: a reader says it after the name, also when it changes. */
void jly_accessible_describe_by (GtkWidget *field, GtkWidget *hint);
/* Whether what stands in field is refused, for the eye and a reader; message is the label that says
 * why. */
void jly_accessible_set_refused (GtkWidget *field, GtkWidget *message, gboolean is_refused);
/* The second line of an AdwActionRow, if it has one, describes this field in the row. Of the widget
 * that the row activates libadwaita says so itself. */
void jly_accessible_describe_by_row (GtkWidget *field, GtkWidget *row);
/* Words that come or change while the keyboard is elsewhere on the page are said then. To be called
 * before they are shown. GTK 4.8 has no announcements: such words have the role of a status, and
 * readers are told of a new name of theirs. Whether one says it is up to the reader. */
void jly_accessible_set_live (GtkLabel *words);
/* Whether a screen reader passes over the widget and all that it holds, although it is there. */
void jly_accessible_set_hidden (GtkWidget *widget, gboolean is_hidden);
/* A menu button with only an icon: tooltip and name. */
void jly_accessible_name_menu_button (GtkMenuButton *button, const char *name);
/* An icon beside words that say the same: screen readers pass over it. NULL: none yet. */
GtkWidget *jly_accessible_new_icon (const char *icon_name);

G_END_DECLS
