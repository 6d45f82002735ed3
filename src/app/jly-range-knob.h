/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One end of a range: a knob that takes the keyboard and is a slider for screen readers. It does
 * not know where it stands; JlyRangeView places it. Signal "step" (int): arrow keys ask for one
 * step (1, -1, as numbers grow), Page Up and Down for ten.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_RANGE_KNOB (jly_range_knob_get_type ())
G_DECLARE_FINAL_TYPE (JlyRangeKnob, jly_range_knob, JLY, RANGE_KNOB, GtkWidget)

/* name: "Smallest", as a screen reader says it. */
GtkWidget *jly_range_knob_new (const char *name);
/* What a screen reader says of the value; words is the value as people write it. */
void jly_range_knob_set_value (
    JlyRangeKnob *self, double value, double from, double to, const char *words);

G_END_DECLS
