/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Companies by their totals of a column, without the totals: what "who is richer" and "who is the
 * largest" have in common. One is ahead of another if it has rows and the other has none, or if its
 * total is larger, or if both are the same and it comes earlier in the order of the contract.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

/* Whether totals can be compared: JLY_ERROR_CONFIG; how many columns are asked of. */
gboolean jly_rivals_check (const JlyQuery *query,
                           gsize *n_columns,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an answer says of the company that is ahead of all others, counted from 0 on. */
typedef guint64 (*JlyRivalsFunc) (guint first);

/* Two outputs, a value a column: what is said of who is ahead, 0 where that is hidden; and whether
 * it is shown: at least n_least companies have rows, and the limits on rows and parties are kept.
 * The query was checked. The answer is the caller's. */
JlyAnswer *jly_rivals_clear (const JlyQuery *query,
                             const JlyClearTable *table,
                             guint n_least,
                             JlyRivalsFunc say);

/* A plane a company and a lane a column: 1 where it is ahead of all others; and *shown, one plane.
 * Every company is compared with every other. Opens nothing. NULL with the transport's error. */
JlyBits *jly_rivals_secure (JlyEngine *engine,
                            const JlyQuery *query,
                            const JlySecretTable *table,
                            guint n_least,
                            JlyBits **shown,
                            GError **error);

/* "turnover", or NULL for the only column. */
char *jly_rivals_label (const JlyQuery *query, gsize i);

G_END_DECLS
