/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clear and the secure form of concentration share; not for other files. */
#pragma once

#include "analysis/jly-concentration.h"
#include "analysis/jly-tabulate-private.h"

G_BEGIN_DECLS

#define JLY_LARGEST_DEFAULT 3

/* Sums for the limits, and numbers of rows for where there are any. */
extern const JlyTabulation jly_concentration_tabulation;

gboolean jly_concentration_is_of_companies (const JlyQuery *query);
/* How many are the largest. */
guint jly_concentration_get_largest (const JlyQuery *query);
/* Bits of an amount, and how many there may be at most. */
guint jly_concentration_get_width (const JlyMeasures *measures, const JlyQuery *query);
gsize jly_concentration_count_most (const JlyQuery *query);

G_END_DECLS
