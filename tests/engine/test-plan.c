/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The circuits of comparisons by themselves, without shares: right for all inputs of small widths
 * and for random ones of all widths, nothing used before it is there, and as cheap as promised.
 */
#include "config.h"

#include "engine/jly-bits.h"
#include "engine/jly-compare-plan.h"

#define MAX_WIDTH JLY_BITS_MAX_WIDTH

/* The bits of two numbers, lowest first. */
typedef struct
{
  gboolean x[MAX_WIDTH], y[MAX_WIDTH];
} Pair;

static gboolean
get_plane (const Pair *pair, const gboolean *results, guint width, JlyPlaneNumber plane)
{
  if (plane == JLY_PLANE_NONE)
    return FALSE;
  if (plane < width)
    return pair->x[plane] == pair->y[plane];
  return plane < 2 * width ? pair->y[plane - width] : results[plane - 2 * width];
}

/* The steps in the order in which an exchange would do them. */
static gboolean
evaluate (const JlyComparePlan *plan, const Pair *pair)
{
  g_autofree gboolean *results = g_new0 (gboolean, plan->steps->len + 1);

  for (guint round = 1; round <= plan->n_rounds + 1; round++)
    for (guint is_sent = 0; is_sent < 2; is_sent++)
      for (guint i = 0; i < plan->steps->len; i++)
        {
          const JlyCompareStep *step = &g_array_index (plan->steps, JlyCompareStep, i);

          if (step->round != round || step->is_local == (gboolean)is_sent)
            continue;
          results[i] = get_plane (pair, results, plan->width, step->linear);
          for (guint t = 0; t < step->n_terms; t++)
            {
              const JlyCompareTerm *term
                  = &g_array_index (plan->terms, JlyCompareTerm, step->first_term + t);

              results[i] ^= get_plane (pair, results, plan->width, term->x)
                            & (get_plane (pair, results, plan->width, term->y)
                               ^ get_plane (pair, results, plan->width, term->v));
            }
        }
  return get_plane (pair, results, plan->width, plan->result);
}

static gboolean
expect (JlyCompareKind kind, const Pair *pair, guint width)
{
  for (guint i = width; i-- > 0;)
    if (pair->x[i] != pair->y[i])
      return kind != JLY_COMPARE_EQUAL && pair->y[i];
  return kind == JLY_COMPARE_EQUAL;
}

static void
check_all_kinds (JlyComparePlans *plans, guint width, const Pair *pair)
{
  for (guint kind = 0; kind < JLY_COMPARE_N_KINDS; kind++)
    g_assert_cmpint (evaluate (jly_compare_plans_get (plans, (JlyCompareKind)kind, width), pair),
                     ==, expect ((JlyCompareKind)kind, pair, width));
}

static void
test_exhaustive (void)
{
  g_autoptr (JlyComparePlans) plans = jly_compare_plans_new ();

  for (guint width = 1; width <= 6; width++)
    for (guint j = 0; j < 1u << 2 * width; j++)
      {
        Pair pair = { { 0 } };

        for (guint i = 0; i < width; i++)
          {
            pair.x[i] = j >> i & 1;
            pair.y[i] = j >> (width + i) & 1;
          }
        check_all_kinds (plans, width, &pair);
      }
}

/* Numbers that differ at one bit and below, wherever that is. */
static void
test_all_widths (void)
{
  g_autoptr (JlyComparePlans) plans = jly_compare_plans_new ();

  for (guint width = 1; width <= MAX_WIDTH; width++)
    for (guint highest = 0; highest <= width; highest++)
      {
        Pair pair = { { 0 } };

        for (guint i = 0; i < width; i++)
          {
            pair.x[i] = g_test_rand_bit ();
            pair.y[i] = i >= highest       ? pair.x[i]
                        : i + 1 == highest ? !pair.x[i]
                                           : g_test_rand_bit ();
          }
        check_all_kinds (plans, width, &pair);
      }
}

static guint
round_up_log2 (guint n)
{
  return n == 1 ? 0 : g_bit_storage (n - 1);
}

static void
test_cost (void)
{
  g_autoptr (JlyComparePlans) plans = jly_compare_plans_new ();
  static const struct
  {
    guint width, less, rounds;
  } table[] = { { 8, 9, 5 },   { 16, 19, 6 },  { 32, 41, 7 },
                { 64, 85, 8 }, { 84, 111, 9 }, { 160, 207, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const JlyComparePlan *plan = jly_compare_plans_get (plans, JLY_COMPARE_LESS, table[i].width);

      g_assert_cmpuint (plan->n_sent, ==, table[i].less);
      g_assert_cmpuint (plan->n_rounds, ==, table[i].rounds);
    }
  for (guint width = 1; width <= MAX_WIDTH; width++)
    {
      const JlyComparePlan *less = jly_compare_plans_get (plans, JLY_COMPARE_LESS, width);
      const JlyComparePlan *less_public
          = jly_compare_plans_get (plans, JLY_COMPARE_LESS_PUBLIC, width);
      const JlyComparePlan *equal = jly_compare_plans_get (plans, JLY_COMPARE_EQUAL, width);

      g_assert_cmpuint (less->n_sent, <=, width + width / 2);
      g_assert_cmpuint (less->n_rounds, <=, 2 + round_up_log2 (width));
      g_assert_cmpuint (less_public->n_sent, <, less->n_sent);
      g_assert_cmpuint (less_public->n_rounds, <=, 2 + round_up_log2 (width));
      g_assert_cmpuint (equal->n_sent, ==, width - 1);
      g_assert_cmpuint (equal->n_rounds, ==, round_up_log2 (width));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/exhaustive", test_exhaustive);
  g_test_add_func ("/plan/all-widths", test_all_widths);
  g_test_add_func ("/plan/cost", test_cost);
  return g_test_run ();
}
