/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide a wrapped label wants to be, found out without laying its text out more often than to
 * show it. Three things took seconds on a page of a hundred sentences:
 *
 * - Asked for its width at a given height, GTK's label lays its text out at a dozen widths to find
 *   the narrowest that still fits; boxes ask that of every label, again and again. On our pages
 *   heights follow from widths: a label answers with what it wants without a height.
 * - A box that stands upright searches in the same way, with all that is in it: the words of a row
 *   were laid out at fifteen widths, three times. It answers with what it wants without a height.
 * - To learn how narrow a text can be that may be broken within words, it is laid out with a line
 *   for each letter. Only texts with a word that may not fit are broken so.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For all labels and boxes of this process; in the main thread, after gtk_init. */
void jly_label_width_install (void);

G_END_DECLS
