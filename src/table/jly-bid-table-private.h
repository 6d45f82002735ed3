/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-bid-table. */
#pragma once

#include "table/jly-bid-table.h"

G_BEGIN_DECLS

/* A table of zeros for the tender's rows, nothing present. */
JlyBidTable *jly_bid_table_new (const JlyTender *tender);

/* Of names that a sentence lists. */
#define JLY_BID_NAMES_MAX 12

/* Says how many of n names are not listed. */
void jly_bid_table_add_rest (GString *names, gsize n);

/* Fills in the read-back sentences and the notes, once the values are there. unused lists the names
 * that the tender does not have, "" if none. */
void jly_bid_table_describe (JlyBidTable *self,
                             const JlyTender *tender,
                             const JlyDecimalMark marks[JLY_BID_TABLE_COLUMNS],
                             const char *unused);

G_END_DECLS
