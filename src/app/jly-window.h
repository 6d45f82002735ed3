/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window: a pile of pages, of which the topmost is seen. At the bottom is the home page. Its
 * actions are listed in ACTIONS.md.
 */
#pragma once

#include "app/jly-application.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_WINDOW (jly_window_get_type ())
G_DECLARE_FINAL_TYPE (JlyWindow, jly_window, JLY, WINDOW, AdwApplicationWindow)

JlyWindow *jly_window_new (JlyApplication *application);
/* The window that shows the widget, or NULL. */
JlyWindow *jly_window_of (GtkWidget *widget);

/* Shows a page on top of the present one. The window takes the page. */
void jly_window_push (JlyWindow *self, JlyPage *page);
/* The page takes the place of an old one in the pile (running, then result): Back leads to the one
 * before. It is shown at once if the old one is; whatever lies above that stays where it is. */
void jly_window_replace (JlyWindow *self, JlyPage *old, JlyPage *page);
/* Leaves the present page without asking it; nothing happens on the home page. */
void jly_window_pop (JlyWindow *self);
/* Leaves all pages but home without asking them. */
void jly_window_go_home (JlyWindow *self);
JlyPage *jly_window_get_page (JlyWindow *self);
/* Whether the page is in the pile: not left. */
gboolean jly_window_has_page (JlyWindow *self, JlyPage *page);

/* A short confirmation of what the person just did; plain text. */
void jly_window_toast (JlyWindow *self, const char *text);
/* The same, with a button; takes the toast. */
void jly_window_add_toast (JlyWindow *self, AdwToast *toast);

G_END_DECLS
