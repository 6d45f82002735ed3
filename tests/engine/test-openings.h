/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What everybody learned during a task: every opening is put together from the three messages that
 * made it, as a miner that listens would.
 */
#pragma once

#include "engine/test-work.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *messages[3]; /* GBytes, by sender: what it sent to the next miner in an opening */
} TestOpenings;

TestOpenings *test_openings_new (void);
void test_openings_free (TestOpenings *openings);
/* Before the task runs. Takes the place of test_task_record. */
void test_openings_record (TestOpenings *openings, TestTask *task);

guint test_openings_count (const TestOpenings *openings);
/* The numbers modulo 2^width, or the bits of a vector of one plane, of one opening. */
guint64 *
test_openings_read_ring (const TestOpenings *openings, guint opening, gsize n, guint width);
guint64 *test_openings_read_bits (const TestOpenings *openings, guint opening, gsize n);
/* All that was opened as one string, for counting how often each comes. Openings that are shown
 * here must be of planes, with XOR. */
char *test_openings_describe (const TestOpenings *openings);

/* How often each of the six orders of three rows was opened. */
typedef struct
{
  guint counts[6];
  guint n;
} TestOrders;

/* The opening must be an order of three rows in numbers of 2 bits. Returns which, 0 to 5. */
guint test_orders_add (TestOrders *orders, const TestOpenings *openings, guint opening);
/* Chi-square, below what is exceeded once in a million times. */
void test_orders_check_uniform (const TestOrders *orders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestOpenings, test_openings_free)

G_END_DECLS
