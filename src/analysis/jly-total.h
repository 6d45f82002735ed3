/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact total of a column over the rows that count: what sum and threshold have in common.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

/* Of the parameters "column" and "where". Bits of the largest total that the most rows can have,
 * one more where numbers may be below zero; JLY_ERROR_CONFIG if they are more than 63. */
gboolean
jly_total_check (const JlyQuery *query, guint *width, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The reference, in steps. */
gint64 jly_total_clear (const JlyQuery *query, const JlyClearTable *table);

/* The least and the largest total of the rows that are there, or of the most rows. */
void jly_total_get_bounds (const JlyQuery *query, gsize n_rows, gint64 *least, gint64 *most);

/* One lane: the total minus n base, with n the number of all rows, width bits; never below zero.
 * Rows that do not count go in as the code of zero. w ANDs a row and a round for that, then a
 * carry-save sum of about as many. Opens nothing. */
JlyBits *jly_total_secure (JlyEngine *engine,
                           const JlyQuery *query,
                           const JlySecretTable *table,
                           guint width,
                           GError **error);

/* weight where the column's cell is there: an AND and a round if cells may be missing. */
JlyBits *jly_total_leave_out_missing (JlyEngine *engine,
                                      const JlySecretTable *table,
                                      guint column,
                                      const JlyBits *weight,
                                      GError **error);

/* x masked anew, widened to width: so the planes that this run did not need look like the others to
 * whoever learns x, and tell nothing of the number of rows. width ANDs, 1 round. */
JlyBits *jly_total_refresh (JlyEngine *engine, const JlyBits *x, guint width, GError **error);

G_END_DECLS
