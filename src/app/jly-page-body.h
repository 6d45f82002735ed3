/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The room between a page's header and its bottom line. It has one child. A child that scrolls is
 * never asked how high it would like to be: it needs no height of its own, and the answer is dear,
 * since all words of the page would be broken into lines of a width that they do not get.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_PAGE_BODY (jly_page_body_get_type ())
G_DECLARE_FINAL_TYPE (JlyPageBody, jly_page_body, JLY, PAGE_BODY, GtkWidget)

/* child: taken; what was there before is let go. NULL: nothing. */
void jly_page_body_set_child (JlyPageBody *self, GtkWidget *child);
/* Owned by the body; NULL: nothing. */
GtkWidget *jly_page_body_get_child (JlyPageBody *self);

G_END_DECLS
