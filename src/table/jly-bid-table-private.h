/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-bid-table. */
#pragma once

#include "table/jly-bid-table.h"

G_BEGIN_DECLS

/* A table of zeros for the tender's rows, nothing present. */
JlyBidTable *jly_bid_table_new (const JlyTender *tender);

/* Fills in the read-back sentences and the notes, once the values are there. unused lists the names
 * that the tender does not have, "" if none. */
void jly_bid_table_describe (JlyBidTable *self,
                             const JlyTender *tender,
                             const JlyDecimalMark marks[JLY_BID_TABLE_COLUMNS],
                             const char *unused);

G_END_DECLS
