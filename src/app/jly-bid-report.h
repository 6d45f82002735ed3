/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the result of a joint bid says, in sentences and numbers, ready for the page, its table and
 * its exports. Works all of it out on this computer, from the public study, the result document
 * and, as long as they are in memory, this company's own figures. Exact: no floating point in any
 * number.
 */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study.h"
#include "table/jly-bid-table.h"

G_BEGIN_DECLS

typedef struct
{
  char *name; /* "Roofing" */
  char *need; /* "640 hours" */
  gboolean met;
  char *part;   /* "212 hours"; NULL where the document has none for this company */
  char *others; /* "428 hours": need minus part, if met; else NULL */
  double share; /* part by need, 0..1, for drawing; -1 without a part */
} JlyBidLine;

typedef struct
{
  char *study_title;
  char *own_name; /* NULL if no part of anybody is in the document */
  guint n_met;
  GPtrArray *lines; /* JlyBidLine* */
  char *headline;   /* "Yes, together you can bid: from 412 600 euro" */
  char *subtitle;
  char *price;    /* "412 600 euro"; NULL unless all is met */
  char *income;   /* own part times own ask; NULL without own figures or without a price */
  char *others;   /* price minus income: what the other two cost together; NULL as above */
  char *rejected; /* "1 of your 5 rows was left out by the agreed checks."; NULL where none was, or
                     the document does not say it of this company */
  gboolean rehearsal;
} JlyBidReport;

/* own may be NULL (a result that is opened again: plain figures are never kept). Fails with
 * JLY_ERROR_CONFIG where study and result do not belong together. */
JlyBidReport *jly_bid_report_new (JlyResult *result,
                                  const JlyStudy *study,
                                  const JlyBidTable *own,
                                  GError **error);
void jly_bid_report_free (JlyBidReport *self);

gboolean jly_bid_report_is_all_met (const JlyBidReport *self);
/* What can be worked out from what was opened: whole sentences (char *), most telling first. */
GPtrArray *jly_bid_report_dup_worked_out (const JlyBidReport *self);
/* The table as CSV (UTF-8, comma, CRLF); cells that a spreadsheet would run as a formula are
 * disarmed. The own part only where the person asked for it. */
char *jly_bid_report_dup_csv (const JlyBidReport *self, gboolean with_own_part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidReport, jly_bid_report_free)

G_END_DECLS
