/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children side by side where there is room, one below the other where there is not; libadwaita 1.2
 * has no breakpoints. In a template: <child>s in reading order.
 *
 * Properties:
 *   threshold  narrower than this (pixels at 100 % text; grows with it) they stand one below the
 *              other; the same if their smallest widths do not fit.
 *   share      0: the first child takes what the others leave, these have their natural width;
 *              otherwise the first's share of the width in percent, the others divide the rest.
 *   spacing    between them, in both directions.
 *   drop-last  the last child only decorates: it is not shown where there is no room beside the
 *              others.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_FOLD (jly_fold_get_type ())
G_DECLARE_FINAL_TYPE (JlyFold, jly_fold, JLY, FOLD, GtkWidget)

GtkWidget *jly_fold_new (int threshold, int share, int spacing);
void jly_fold_add (JlyFold *self, GtkWidget *child);
/* Widths are given for text of 100 %; large text needs as much more. */
int jly_fold_scale (GtkWidget *widget, int pixels);

G_END_DECLS
