/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Case A's two kinds of file: the tender (public) and a company's figures, matched to the tender's
 * rows.
 */
#pragma once

#include "table/jly-amount.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

#define JLY_BID_TABLE_COLUMNS 3 /* free amount, unit cost, smallest unit revenue */

#define JLY_TENDER_ROWS_MAX 10000
#define JLY_TENDER_NAME_BYTES 200 /* of a row's name or unit, in UTF-8 */

/* The agreed ranges and scales. */
typedef struct
{
  guint amount_scale; /* decimals of amounts, 0 to 2: by default as many as the tender writes */
  guint money_scale;  /* 2 */
  guint64 amount_max; /* in steps */
  guint64 money_max;
} JlyBidRanges;

typedef struct
{
  char *name;
  char *unit;
  guint64 need;        /* in steps */
  guint64 guide_price; /* public guide price in steps, 0 where the tender gives none */
  guint64 file_row;
} JlyTenderRow;

typedef struct
{
  char *title; /* from the file's name, "tender.csv" -> "Tender" */
  char *currency;
  JlyBidRanges ranges;
  GPtrArray *rows; /* JlyTenderRow* */
} JlyTender;

/* How one of the study's columns was understood, for the read-back and the preview. */
typedef struct
{
  int sheet_column; /* -1: not found */
  char *header;     /* the file's own header */
  char *understood; /* "Money in euro, two decimals, decimal point" */
  char *read_back;  /* "5 rows. Unit cost will enter as 12.50 to 410.00 euro." */
} JlyColumnReading;

typedef struct
{
  JlySheet *sheet; /* NULL for made-up figures */
  int resource_column;
  char *read_back; /* of the file: "4 of the 5 resources are in north.csv (comma-separated, UTF-8)."
                    */
  JlyColumnReading columns[JLY_BID_TABLE_COLUMNS];
  guint64 *
      values[JLY_BID_TABLE_COLUMNS]; /* one per tender row, in the tender's order; 0 where absent */
  gboolean *present;                 /* per tender row: the company's file has it */
  GPtrArray *notes; /* char*: "Not in your file, so taken as none: Crane days." and the like */
} JlyBidTable;

/* Both fail with a sentence that names file, row and column, and what to do. Where no ranges are
 * given: amounts up to 1 000 000, with as many decimals as the tender writes (at most two), and
 * money up to 1 000 000.00. sheet is kept by the bid table, and only read by the tender. */
JlyTender *jly_tender_read (JlySheet *sheet, const JlyBidRanges *ranges_or_null, GError **error);
void jly_tender_free (JlyTender *self);
JlyBidTable *jly_bid_table_read (JlySheet *sheet, const JlyTender *tender, GError **error);
void jly_bid_table_free (JlyBidTable *self);
/* "Free amount", "Unit cost", "Smallest unit revenue". */
const char *jly_bid_table_get_title (guint column);

/* Made-up figures for one partner of a rehearsal, inside the agreed ranges and near the tender's
 * guide prices; the same seed gives the same figures. Fills values as in JlyBidTable. */
JlyBidTable *jly_bid_table_make_up (const JlyTender *tender, const guint8 seed[32]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyTender, jly_tender_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidTable, jly_bid_table_free)

G_END_DECLS
