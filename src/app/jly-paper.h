/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that count, on the warm paper surface: read this slowly. Any box can be paper by the style
 * class "paper"; this one is a heading with paragraphs. Property: heading (string; NULL: none).
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_PAPER (jly_paper_get_type ())
G_DECLARE_FINAL_TYPE (JlyPaper, jly_paper, JLY, PAPER, GtkBox)

void jly_paper_set_heading (JlyPaper *self, const char *heading);
/* Plain text; the label is returned so that a page can change it. */
GtkLabel *jly_paper_add (JlyPaper *self, const char *sentence);
/* Takes away all paragraphs, not the heading. */
void jly_paper_clear (JlyPaper *self);

G_END_DECLS
