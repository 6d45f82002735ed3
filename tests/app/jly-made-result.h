/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint bid's study, own figures and result for tests of what is shown, without a run: five
 * resources; the company "North" has a part of three of them. */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study.h"
#include "table/jly-bid-table.h"

G_BEGIN_DECLS

/* Money has two decimals, amounts have amount_scale. */
JlyStudy *jly_made_study (guint amount_scale);
/* All met and a price of 412 600.00, or two of five not met and no price. */
JlyResult *jly_made_result (const JlyStudy *study, gboolean all_met);
/* North's figures, which go with the parts of the result: an income of 148 300.00. Only the
 * numbers: there is no file behind them. */
JlyBidTable *jly_made_table (guint amount_scale);
void jly_made_table_free (JlyBidTable *table);

G_END_DECLS
