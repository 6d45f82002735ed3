/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows come in order for every order they may have had, with about as few questions and batches as
 * is said, and wrong answers do no harm. */
#include "config.h"

#include "engine/jly-order.h"

#include <math.h>
#include <string.h>

typedef struct
{
  gsize n_questions, n_batches;
} Effort;

static void
move (guint32 *ranks, const guint32 *moves, gsize n)
{
  g_autofree guint32 *old = g_memdup2 (ranks, n * sizeof *ranks);

  for (gsize i = 0; i < n; i++)
    ranks[i] = old[moves[i]];
}

/* Sorts rows of which row i belongs at place ranks[i], at most max questions at a time. */
static Effort
sort (const guint32 *ranks, gsize n, gsize max)
{
  g_autoptr (JlyOrder) order = jly_order_new (n);
  g_autofree guint32 *x = g_new (guint32, max), *y = g_new (guint32, max);
  g_autofree guint64 *answers = g_new (guint64, max);
  g_autofree guint32 *now = g_memdup2 (ranks, n * sizeof *ranks);
  Effort effort = { 0, 0 };
  gsize n_asked, left = 0;

  while ((left = left > 0 ? left : jly_order_get_batch (order)) > 0)
    {
      const guint32 *moves = jly_order_take_moves (order);

      if (moves != NULL)
        move (now, moves, n);
      n_asked = jly_order_ask (order, x, y, max);
      g_assert_cmpuint (n_asked, ==, MIN (left, max));
      for (gsize i = 0; i < n_asked; i++)
        {
          g_assert_cmpuint (x[i], !=, y[i]);
          answers[i] = now[x[i]] < now[y[i]];
        }
      g_assert_true (jly_order_answer (order, answers));
      effort.n_questions += n_asked;
      left -= n_asked;
      effort.n_batches += left == 0;
    }
  g_assert_cmpuint (jly_order_ask (order, x, y, max), ==, 0);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (ranks[jly_order_get_rows (order)[i]], ==, i);
  return effort;
}

static void
swap (guint32 *a, guint32 *b)
{
  guint32 old = *a;

  *a = *b;
  *b = old;
}

/* All orders of the rows from first on. */
static void
sort_all (guint32 *ranks, gsize n, gsize first, gsize max)
{
  if (first == n)
    sort (ranks, n, max);
  for (gsize i = first; i < n; i++)
    {
      swap (&ranks[first], &ranks[i]);
      sort_all (ranks, n, first + 1, max);
      swap (&ranks[first], &ranks[i]);
    }
}

static void
test_every_order (void)
{
  guint32 ranks[] = { 0, 1, 2, 3, 4, 5, 6, 7 };

  for (gsize n = 0; n <= G_N_ELEMENTS (ranks); n++)
    sort_all (ranks, n, 0, 7);
}

static void
shuffle (guint32 *ranks, gsize n, GRand *rand)
{
  for (gsize i = 0; i < n; i++)
    ranks[i] = (guint32)i;
  for (gsize i = n; i > 1; i--)
    swap (&ranks[i - 1], &ranks[g_rand_int_range (rand, 0, (gint32)i)]);
}

/* Even rows that come in the worst order for the choice of samples are put in order. */
static void
test_sorted_before (void)
{
  const gsize n = 3000;
  g_autofree guint32 *ranks = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    ranks[i] = (guint32)i;
  sort (ranks, n, 1000);
  for (gsize i = 0; i < n; i++)
    ranks[i] = (guint32)(n - 1 - i);
  sort (ranks, n, 1000);
}

/* The figures that jly-sort.h states, and eight standard deviations more. */
static void
test_effort (void)
{
  const struct
  {
    gsize n;
    double n_questions; /* for each n lg n */
    gsize n_batches;
  } cases[] = { { 1000, 1.20, 34 }, { 10000, 1.12, 36 }, { 100000, 1.09, 40 } };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      gsize n = cases[c].n;
      g_autofree guint32 *ranks = g_new (guint32, n);

      for (guint i = 0; i < 5; i++)
        {
          Effort effort;

          shuffle (ranks, n, rand);
          effort = sort (ranks, n, 4096);
          g_assert_cmpfloat ((double)effort.n_questions, <,
                             cases[c].n_questions * (double)n * log2 ((double)n));
          g_assert_cmpuint (effort.n_batches, <=, cases[c].n_batches);
        }
    }
}

/* Answers of a coin: either found out, or all rows are still there. */
static void
test_contradictions (void)
{
  guint32 seed = g_test_rand_int (), x[64], y[64];
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_found = 0;

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 200; run++)
    {
      gsize n = (gsize)g_rand_int_range (rand, 3, 40), n_asked;
      g_autoptr (JlyOrder) order = jly_order_new (n);
      g_autofree guint32 *seen = g_new0 (guint32, n);
      gboolean is_right = TRUE;

      while (is_right && (n_asked = jly_order_ask (order, x, y, 64)) > 0)
        {
          guint64 answers[64];

          for (gsize i = 0; i < n_asked; i++)
            answers[i] = g_rand_boolean (rand) ? 1 : 0;
          is_right = jly_order_answer (order, answers);
        }
      n_found += !is_right;
      for (gsize i = 0; i < n && is_right; i++)
        g_assert_cmpuint (seen[jly_order_get_rows (order)[i]]++, ==, 0);
    }
  g_assert_cmpuint (n_found, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/every-order", test_every_order);
  g_test_add_func ("/order/sorted-before", test_sorted_before);
  g_test_add_func ("/order/effort", test_effort);
  g_test_add_func ("/order/contradictions", test_contradictions);
  return g_test_run ();
}
