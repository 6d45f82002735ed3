/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts n rows in order by asking which of two comes first, as many questions at a time as can be
 * asked without an answer. Knows rows by number alone and holds no secret: the answers are public.
 *
 * Few rows are compared each with each. Of more, the first ones are a sample: it is compared each
 * with each, and in its order it is a balanced search tree for the rest, one level a batch; what
 * falls between two of the sample is a segment of its own from then on.
 *
 * If the rows come in random order, the questions are random too, and depend on nothing but that
 * order, because every choice made here is a function of n and of earlier answers.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JlyOrder JlyOrder;

/* n < 2^32. */
JlyOrder *jly_order_new (gsize n);
void jly_order_free (JlyOrder *order);

/* The next questions of this batch, at most max: does row x[i] come before row y[i]? Returns how
 * many; 0 when the rows are in order. They must be answered before more are asked. */
gsize jly_order_ask (JlyOrder *order, guint32 *x, guint32 *y, gsize max);
/* One answer for each question of the last jly_order_ask: 1 for yes, 0 for no. FALSE if answers
 * were found to contradict each other; then the order must not be used any more. Whatever the
 * answers, no memory is touched that is not order's. */
gboolean jly_order_answer (JlyOrder *order, const guint64 *is_before) G_GNUC_WARN_UNUSED_RESULT;
/* When many rows were split into segments for the first time they get new numbers, such that those
 * of one segment follow each other: row i is the one that was row moves[i] so far. To be called
 * before every jly_order_ask; NULL if nothing changed. Borrowed. */
const guint32 *jly_order_take_moves (JlyOrder *order);
/* How many questions this batch has in all, asked or not; 0 when the rows are in order. */
gsize jly_order_get_batch (JlyOrder *order);

/* When no questions are left: the rows, first to last, by their first numbers. Borrowed. */
const guint32 *jly_order_get_rows (JlyOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyOrder, jly_order_free)

G_END_DECLS
