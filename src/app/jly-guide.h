/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What guide pages are put together from, where a template would say the same again and again. */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

/* Fills the page with one scrolled column of at most width pixels; returns its box (gaps of 18). */
GtkBox *jly_guide_fill (JlyPage *page, int width);
/* The page's question and, unless NULL, a dim sentence under it; returns the former's label. */
GtkLabel *jly_guide_add_question (GtkBox *box, const char *question, const char *detail);
/* A box (gaps of 12) under a heading, appended to box. note may be NULL. */
GtkBox *jly_guide_add_group (GtkBox *box, const char *title, const char *note);
/* A boxed list without selection, named for screen readers. */
GtkListBox *jly_guide_new_list (const char *label);
void jly_guide_clear (GtkWidget *container);

/* Text that wraps, at most 75 characters a line. style may be NULL. */
GtkWidget *jly_text_new (const char *text, const char *style);

/* What the radio buttons of a choice join as their group: an unseen one, owned by owner, so that
 * one that stands alone is a radio button too, and stays chosen when it is pressed again. */
GtkWidget *jly_guide_new_choice (GtkWidget *owner);

/* A button for the send line: label with mnemonic, action of the page; suggested or plain. */
GtkWidget *
jly_guide_add_button (JlyPage *page, const char *label, const char *action, gboolean is_suggested);

G_END_DECLS
