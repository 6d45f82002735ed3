/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One agreed range of the checks editor: the rule as a sentence, the range to change beside the
 * person's own figures, and how many of these fit. Signal "changed": get the limits.
 */
#pragma once

#include "app/jly-status.h"
#include "table/jly-check.h"

G_BEGIN_DECLS

#define JLY_TYPE_RANGE_ROW (jly_range_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyRangeRow, jly_range_row, JLY, RANGE_ROW, GtkListBoxRow)

/* rule is a range, and copied; rules must outlive the row. values: the person's own figures of the
 * column, borrowed as long as the row lives; NULL if there are none. */
GtkWidget *jly_range_row_new (const JlyRules *rules, const JlyRule *rule, const JlyValues *values);
/* The rule with the limits as they are now. Owned by the row. */
const JlyRule *jly_range_row_get_rule (JlyRangeRow *self);
/* How many of the own values the limits keep out. */
gsize jly_range_row_count_outside (JlyRangeRow *self);

/* The own figures are about to go; what is shown of them stays. */
void jly_range_row_forget_own (JlyRangeRow *self);

G_END_DECLS
