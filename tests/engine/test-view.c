/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one miner sees of an AND says nothing about the operands. Not sampled but enumerated: for
 * one bit, over every sharing and every mask, the number of times each view occurs must be the same
 * for all operands; and with the result opened, for all operands with that result.
 */
#include "config.h"

#include "engine/jly-kernel.h"

#include <glib.h>
#include <string.h>

#define N_BITS 7 /* two free components of each operand, three masks */
#define N_VIEWS (1 << (6 + 2))

/* One execution: everything that happens, as bits. */
typedef struct
{
  guint64 x[3], y[3], rho[3], z[3];
} Execution;

static void
execute (guint x, guint y, guint random, Execution *e)
{
  for (guint i = 0; i < 3; i++)
    e->rho[i] = random >> i & 1;
  for (guint i = 0; i < 2; i++)
    {
      e->x[i] = random >> (3 + i) & 1;
      e->y[i] = random >> (5 + i) & 1;
    }
  e->x[2] = x ^ e->x[0] ^ e->x[1];
  e->y[2] = y ^ e->y[0] ^ e->y[1];
  for (guint i = 0; i < 3; i++)
    {
      guint prev = (i + 2) % 3;

      jly_kernel_and (&e->z[i], &e->x[i], &e->x[prev], &e->y[i], &e->y[prev], &e->rho[i],
                      &e->rho[prev], 1);
    }
  g_assert_cmpuint (e->z[0] ^ e->z[1] ^ e->z[2], ==, x & y);
}

/* What miner i holds, and the message z_{i-1}; with_opening adds z_{i+1}. */
static guint
get_view (const Execution *e, guint i, gboolean with_opening)
{
  guint prev = (i + 2) % 3, next = (i + 1) % 3;
  guint64 bits[] = { e->x[i],   e->x[prev],   e->y[i],    e->y[prev],
                     e->rho[i], e->rho[prev], e->z[prev], with_opening ? e->z[next] : 0 };
  guint view = 0;

  for (guint b = 0; b < G_N_ELEMENTS (bits); b++)
    view |= (guint)bits[b] << b;
  return view;
}

static void
count_views (guint x, guint y, guint i, gboolean with_opening, guint counts[N_VIEWS])
{
  memset (counts, 0, N_VIEWS * sizeof *counts);
  for (guint random = 0; random < 1 << N_BITS; random++)
    {
      Execution e;

      execute (x, y, random, &e);
      counts[get_view (&e, i, with_opening)]++;
    }
}

static void
test_and (void)
{
  guint reference[N_VIEWS], counts[N_VIEWS];

  for (guint i = 0; i < 3; i++)
    {
      count_views (0, 0, i, FALSE, reference);
      for (guint operands = 1; operands < 4; operands++)
        {
          count_views (operands & 1, operands >> 1, i, FALSE, counts);
          g_assert_cmpmem (counts, sizeof counts, reference, sizeof reference);
        }
    }
}

static void
test_and_opened (void)
{
  guint reference[N_VIEWS], counts[N_VIEWS];

  for (guint i = 0; i < 3; i++)
    {
      count_views (0, 0, i, TRUE, reference);
      for (guint operands = 1; operands < 3; operands++)
        {
          count_views (operands & 1, operands >> 1, i, TRUE, counts);
          g_assert_cmpmem (counts, sizeof counts, reference, sizeof reference);
        }
      /* The test itself must be able to fail: another result is another view. */
      count_views (1, 1, i, TRUE, counts);
      g_assert_cmpint (memcmp (counts, reference, sizeof counts), !=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/and", test_and);
  g_test_add_func ("/view/and-opened", test_and_opened);
  return g_test_run ();
}
