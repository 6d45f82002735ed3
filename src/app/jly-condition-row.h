/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One test of a condition: "not", column, comparison and value, chosen one after the other. Writes
 * into its part (borrowed) and says "changed"; what depends on a choice comes and goes behind it,
 * so that the keyboard stays where it is.
 */
#pragma once

#include "study/jly-condition-part.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_CONDITION_ROW (jly_condition_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyConditionRow, jly_condition_row, JLY, CONDITION_ROW, AdwBin)

/* may_test has one entry a column; number is what screen readers call the condition by. inputs and
 * may_test are borrowed. */
JlyConditionRow *jly_condition_row_new (const JlyInputs *inputs,
                                        const gboolean *may_test,
                                        JlyConditionPart *part,
                                        guint number);
/* Puts a widget behind the others: the button that removes the row. */
void jly_condition_row_add (JlyConditionRow *self, GtkWidget *widget);
void jly_condition_row_focus (JlyConditionRow *self);

/* A drop-down of words, named for screen readers; long words are broken into lines. */
GtkWidget *jly_condition_choice_new (const char *const *words, guint selected, const char *name);

G_END_DECLS
