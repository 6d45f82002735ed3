/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A field for one limit of a column, in the column's own writing: checked while it is typed, told
 * when it is left or Enter is pressed. Signal "entered" (int64): another value than before.
 */
#pragma once

#include "base/jly-rules.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_LIMIT_FIELD (jly_limit_field_get_type ())
G_DECLARE_FINAL_TYPE (JlyLimitField, jly_limit_field, JLY, LIMIT_FIELD, GtkBox)

/* title: "Smallest"; name: the same with the column in it, for screen readers. column, of numbers
 * or dates, must outlive the field. */
GtkWidget *jly_limit_field_new (const char *title, const char *name, const JlyRuleColumn *column);
void jly_limit_field_set (JlyLimitField *self, gint64 value);

G_END_DECLS
