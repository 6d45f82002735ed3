/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in lines, each as wide as it likes, as many in a line as fit. Properties: spacing;
 * centered, whether lines stand in the middle rather than at the start; filled, whether the
 * children of a line share what it leaves, so that it reaches from side to side. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_WRAP (jly_wrap_get_type ())
G_DECLARE_FINAL_TYPE (JlyWrap, jly_wrap, JLY, WRAP, GtkWidget)

GtkWidget *jly_wrap_new (int spacing);
void jly_wrap_add (JlyWrap *self, GtkWidget *child);

G_END_DECLS
