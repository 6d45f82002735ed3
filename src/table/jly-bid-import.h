/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Case A by way of JlyImport: the columns that a company's file must have, as the rules of a study
 * say them, and a company's figures from an import that was matched, answered and corrected by
 * hand.
 */
#pragma once

#include "table/jly-bid-table.h"
#include "table/jly-import.h"

G_BEGIN_DECLS

/* Columns of the rules, as a person would fill them in. */
typedef enum
{
  JLY_BID_RESOURCE,
  JLY_BID_UNIT,
  JLY_BID_AMOUNT, /* the figures, in the order of JlyBidTable */
  JLY_BID_COST,
  JLY_BID_REVENUE,
  JLY_BID_N_COLUMNS
} JlyBidColumn;

/* What the tender asks of a company's file: the agreed ranges and scales, its currency, and its
 * unit where all rows have one. To be freed with jly_rules_free. */
JlyRules *jly_bid_rules_new (const JlyTender *tender);

/* The figures in the tender's order, from an import of such rules that is refreshed.
 * JLY_ERROR_USAGE while the import still asks something or finds something wrong: it was too early,
 * and the import says why. What only the tender can tell of a row (another unit, a resource twice)
 * becomes findings of the import, all of them, until it is refreshed. That nothing is in the tender
 * is JLY_ERROR_DATA with the file as in jly_bid_table_read. */
JlyBidTable *jly_bid_table_read_import (JlyImport *import, const JlyTender *tender, GError **error);

G_END_DECLS
