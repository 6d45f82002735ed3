/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for every page in every state, measured on the page as it stands on the screen: no
 * text is cut off, all of it can be read, and the Tab key alone gets everywhere. Each fails the
 * test with the text, or the widget and where it stands. jly_ui_check_page calls them.
 */
#pragma once

#include "jly-ui-test.h"

G_BEGIN_DECLS

/* Whatever a label says is seen: it is not shortened without a tooltip, it has the room that its
 * lines need, and nothing around it clips it. What is scrolled to counts as seen. */
void jly_ui_assert_whole (JlyUiTest *ui);
void jly_ui_assert_whole_below (GtkWidget *root);
/* Text against what is behind it, from the rendered picture in light and dark: at least 4.5 by WCAG
 * 2.1, at any size. What is insensitive is left out, as there. The page is scrolled through. */
void jly_ui_assert_readable (JlyUiTest *ui);
/* Tab reaches whatever takes the keyboard, or a group of which arrow keys reach the rest, from top
 * to bottom, and comes round; no text field keeps it. Focus and place are as before afterwards. */
void jly_ui_assert_walked (JlyUiTest *ui);

/* Words that are said when they change were told as they stand. Each field with a hint beside or
 * below it tells a screen reader of that hint, and each that is refused says so and why. Nothing is
 * called by the name of its class. */
void jly_ui_assert_related (JlyUiTest *ui);
/* How many words of those that are seen below root are said when they change. */
guint jly_ui_count_live (GtkWidget *root);

/* The widget alone, scale pixels for each of its own, as it is on the screen. Owned by the caller.
 */
GdkTexture *jly_ui_render (GtkWidget *widget, int scale);

/* Whether JLY_SCREENSHOTS names a folder; a picture of a window with its menus in light and, where
 * that is wanted, dark. */
gboolean jly_ui_wants_pictures (void);
void jly_ui_take_both (JlyUiTest *ui, GtkWindow *window, const char *name);

/* A finding fails the test; with JLY_UI_FINDINGS=FILE it is written there instead, for who wants to
 * see all of them at once (screens/make.sh). */
void jly_ui_report (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* What a finding names: the widget, its classes, and what holds it. The caller frees. */
char *jly_ui_dup_place (GtkWidget *widget);
/* Calls visit for each mapped widget below root, in reading order, until it returns TRUE; returns
 * that widget, or NULL. */
typedef gboolean (*JlyUiVisit) (GtkWidget *widget, gpointer data);
GtkWidget *jly_ui_walk (GtkWidget *root, JlyUiVisit visit, gpointer data);
/* Of what takes the keyboard, what has to have a name. */
gboolean jly_ui_is_interactive (GtkWidget *widget);

G_END_DECLS
