/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-compare-plan.h. Costs of all shapes are tabulated once; then the best one is written out
 * step by step, each in the earliest round in which its operands are there. */
#include "config.h"

#include "engine/jly-compare-plan.h"

#include "engine/jly-bits.h"

#include <string.h>

#define MAX_WIDTH JLY_BITS_MAX_WIDTH
#define MAX_ARITY 8   /* bits or blocks taken together */
#define MAX_ROUNDS 16 /* more than 2 + lg of the largest width */
#define IMPOSSIBLE 10000

/* n things are taken together arity by arity, and their products made in depth rounds. */
typedef struct
{
  guint cost;
  guint arity, depth;
} Shape;

/* Tables of what things cost at best: products P_i of k things in d rounds, and whole levels from n
 * things on within r rounds (is_leaf: the things are single bits). */
typedef struct
{
  gboolean is_public;
  guint prefix[MAX_ARITY + 1][MAX_ROUNDS];
  guint split[MAX_ARITY + 1][MAX_ROUNDS];
  Shape shapes[2][MAX_WIDTH + 1][MAX_ROUNDS];
} Costs;

/* A plan that is being written. */
typedef struct
{
  const Costs *costs;
  JlyComparePlan *plan;
  GArray *ready; /* by step: after which exchange its result is there */
} Writer;

static guint
round_up_log2 (guint n)
{
  return n <= 1 ? 0 : g_bit_storage (n - 1);
}

/* All products of the top 1, 2 .. k things: the upper ones and the lower ones by themselves, then
 * each of the lower ones by all of the upper. */
static void
tabulate_prefixes (Costs *costs)
{
  for (guint k = 2; k <= MAX_ARITY; k++)
    for (guint d = 0; d < MAX_ROUNDS; d++)
      {
        costs->prefix[k][d] = IMPOSSIBLE;
        for (guint upper = 1; upper < k && d > 0; upper++)
          {
            guint lower = k - upper;
            guint cost = costs->prefix[upper][d - 1] + costs->prefix[lower][d - 1] + lower;

            if (cost < costs->prefix[k][d])
              {
                costs->prefix[k][d] = cost;
                costs->split[k][d] = upper;
              }
          }
      }
}

/* Bits for one level of n things. */
static guint
measure_level (const Costs *costs, gboolean is_leaf, guint n, guint arity, guint depth)
{
  guint sum = is_leaf && costs->is_public ? 0 : 1, cost = 0;

  for (guint low = 0; low < n; low += arity)
    {
      guint k = MIN (arity, n - low);

      if (is_leaf)
        cost += costs->prefix[k][depth] + sum;
      else if (k > 1)
        cost += costs->prefix[low > 0 ? k : k - 1][depth] + sum;
    }
  return cost;
}

/* What remains after the last level is the round of its sum. */
static guint
get_last_round (const Costs *costs, gboolean is_leaf)
{
  return is_leaf && costs->is_public ? 0 : 1;
}

static Shape
find_shape (const Costs *costs, gboolean is_leaf, guint n, guint rounds)
{
  Shape best = { IMPOSSIBLE, 0, 0 };

  for (guint arity = is_leaf ? 1 : 2; arity <= MIN (n, MAX_ARITY); arity++)
    for (guint depth = round_up_log2 (arity); depth < MAX (arity, 1) && depth <= rounds; depth++)
      {
        guint n_blocks = (n + arity - 1) / arity, left = rounds - depth;
        guint cost = measure_level (costs, is_leaf, n, arity, depth);

        if (n_blocks > 1)
          cost += costs->shapes[FALSE][n_blocks][left].cost;
        else if (left < get_last_round (costs, is_leaf))
          cost = IMPOSSIBLE;
        if (cost < best.cost)
          best = (Shape){ cost, arity, depth };
      }
  return best;
}

static void
tabulate (Costs *costs, guint width)
{
  tabulate_prefixes (costs);
  for (guint n = 2; n <= width; n++)
    for (guint rounds = 0; rounds < MAX_ROUNDS; rounds++)
      costs->shapes[FALSE][n][rounds] = find_shape (costs, FALSE, n, rounds);
  for (guint rounds = 0; rounds < MAX_ROUNDS; rounds++)
    costs->shapes[TRUE][width][rounds] = find_shape (costs, TRUE, width, rounds);
}

/* The fewest rounds in which as few bits are sent as in the most that are allowed. */
static guint
choose_rounds (const Costs *costs, guint width)
{
  guint rounds = 2 + round_up_log2 (width);

  while (rounds > 0
         && costs->shapes[TRUE][width][rounds - 1].cost == costs->shapes[TRUE][width][rounds].cost)
    rounds--;
  return rounds;
}

static guint
get_ready (const Writer *writer, JlyPlaneNumber plane)
{
  guint n_inputs = 2 * writer->plan->width;

  return plane == JLY_PLANE_NONE || plane < n_inputs
             ? 0
             : g_array_index (writer->ready, guint, plane - n_inputs);
}

static void
start_step (Writer *writer, JlyPlaneNumber linear, gboolean is_local)
{
  JlyCompareStep step = { .is_local = is_local, .linear = linear };

  step.first_term = writer->plan->terms->len;
  step.round = get_ready (writer, linear) + 1;
  g_array_append_val (writer->plan->steps, step);
}

static void
add_term (Writer *writer, JlyPlaneNumber x, JlyPlaneNumber y, JlyPlaneNumber v)
{
  GArray *steps = writer->plan->steps;
  JlyCompareStep *step = &g_array_index (steps, JlyCompareStep, steps->len - 1);
  JlyCompareTerm term = { x, y, v };

  step->n_terms++;
  step->round = MAX (step->round, get_ready (writer, x) + 1);
  step->round = MAX (step->round, get_ready (writer, y) + 1);
  step->round = MAX (step->round, get_ready (writer, v) + 1);
  g_array_append_val (writer->plan->terms, term);
}

static JlyPlaneNumber
end_step (Writer *writer)
{
  GArray *steps = writer->plan->steps;
  const JlyCompareStep *step = &g_array_index (steps, JlyCompareStep, steps->len - 1);
  guint ready = step->is_local ? step->round - 1 : step->round;

  g_array_append_val (writer->ready, ready);
  return 2 * writer->plan->width + steps->len - 1;
}

static JlyPlaneNumber
write_and (Writer *writer, JlyPlaneNumber x, JlyPlaneNumber y)
{
  start_step (writer, JLY_PLANE_NONE, FALSE);
  add_term (writer, x, y, JLY_PLANE_NONE);
  return end_step (writer);
}

/* things[0] is the top one; products[i] becomes the product of things 0 .. i. */
static void
write_prefixes (
    Writer *writer, const JlyPlaneNumber *things, guint k, guint depth, JlyPlaneNumber *products)
{
  guint upper;

  if (k == 0)
    return;
  if (k == 1)
    {
      products[0] = things[0];
      return;
    }
  upper = writer->costs->split[k][depth];
  write_prefixes (writer, things, upper, depth - 1, products);
  write_prefixes (writer, things + upper, k - upper, depth - 1, products + upper);
  for (guint i = upper; i < k; i++)
    products[i] = write_and (writer, products[i], products[upper - 1]);
}

/* The things of one level, lowest first; less is the plane of y for single bits. */
typedef struct
{
  JlyPlaneNumber same[MAX_WIDTH], less[MAX_WIDTH];
  guint n;
} Level;

/* Things low .. low + k - 1 of bits become one block: all products are needed. */
static void
write_leaf (Writer *writer, Level *level, guint low, guint k, guint depth, guint block)
{
  JlyPlaneNumber things[MAX_ARITY] = { 0 }, products[MAX_ARITY] = { 0 };

  for (guint i = 0; i < k; i++)
    things[i] = level->same[low + k - 1 - i];
  write_prefixes (writer, things, k, depth, products);
  start_step (writer, level->less[low + k - 1], writer->costs->is_public);
  for (guint i = 0; i < k; i++)
    {
      guint bit = low + k - 1 - i;

      add_term (writer, products[i], level->less[bit],
                i + 1 < k ? level->less[bit - 1] : JLY_PLANE_NONE);
    }
  level->less[block] = end_step (writer);
  level->same[block] = products[k - 1];
}

/* The same for blocks: one of them is less exactly where it is not the same, so that no differences
 * are needed. */
static void
write_node (Writer *writer, Level *level, guint low, guint k, guint depth, guint block)
{
  JlyPlaneNumber things[MAX_ARITY] = { 0 }, products[MAX_ARITY] = { 0 };
  guint n_products = low > 0 ? k : k - 1;

  for (guint i = 0; i < k; i++)
    things[i] = level->same[low + k - 1 - i];
  write_prefixes (writer, things, n_products, depth, products);
  if (k > 1)
    {
      start_step (writer, level->less[low + k - 1], FALSE);
      for (guint i = 1; i < k; i++)
        add_term (writer, products[i - 1], level->less[low + k - 1 - i], JLY_PLANE_NONE);
      level->less[block] = end_step (writer);
    }
  else
    level->less[block] = level->less[low];
  level->same[block] = low > 0 ? products[k - 1] : JLY_PLANE_NONE;
}

static void
write_less (Writer *writer)
{
  guint width = writer->plan->width, rounds = choose_rounds (writer->costs, width);
  gboolean is_leaf = TRUE;
  Level level = { .n = width };

  for (guint i = 0; i < width; i++)
    {
      level.same[i] = i;
      level.less[i] = width + i;
    }
  for (; is_leaf || level.n > 1; is_leaf = FALSE)
    {
      Shape shape = writer->costs->shapes[is_leaf][level.n][rounds];
      guint block = 0;

      for (guint low = 0; low < level.n; low += shape.arity, block++)
        {
          guint k = MIN (shape.arity, level.n - low);

          (is_leaf ? write_leaf : write_node) (writer, &level, low, k, shape.depth, block);
        }
      level.n = block;
      rounds -= shape.depth;
    }
  writer->plan->result = level.less[0];
}

static void
write_equal (Writer *writer)
{
  guint n = writer->plan->width;
  JlyPlaneNumber same[MAX_WIDTH];

  for (guint i = 0; i < n; i++)
    same[i] = i;
  for (; n > 1; n -= n / 2)
    for (guint i = 0; i < n / 2; i++)
      same[i] = write_and (writer, same[i], same[n - 1 - i]);
  writer->plan->result = same[0];
}

static guint
get_order (const JlyCompareStep *step)
{
  return step->is_local ? G_MAXUINT / 2 + step->round : step->round;
}

static JlyPlaneNumber
renumber (JlyPlaneNumber plane, const guint *places, guint n_inputs)
{
  return plane == JLY_PLANE_NONE || plane < n_inputs ? plane : n_inputs + places[plane - n_inputs];
}

/* Sorts the steps by round, local ones last, so that what one round sends lies together. */
static void
sort_steps (JlyComparePlan *plan)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (JlyCompareStep));
  guint n_inputs = 2 * plan->width, n = plan->steps->len, order = 0;
  g_autofree guint *places = g_new0 (guint, n + 1);

  while (sorted->len < n)
    {
      guint next = G_MAXUINT;

      for (guint i = 0; i < n; i++)
        {
          const JlyCompareStep *step = &g_array_index (plan->steps, JlyCompareStep, i);

          if (get_order (step) > order)
            next = MIN (next, get_order (step));
          if (get_order (step) != order)
            continue;
          places[i] = sorted->len;
          g_array_append_val (sorted, *step);
        }
      order = next;
    }
  for (guint i = 0; i < n; i++)
    {
      JlyCompareStep *step = &g_array_index (sorted, JlyCompareStep, i);

      step->linear = renumber (step->linear, places, n_inputs);
    }
  for (guint i = 0; i < plan->terms->len; i++)
    {
      JlyCompareTerm *term = &g_array_index (plan->terms, JlyCompareTerm, i);

      *term = (JlyCompareTerm){ renumber (term->x, places, n_inputs),
                                renumber (term->y, places, n_inputs),
                                renumber (term->v, places, n_inputs) };
    }
  plan->result = renumber (plan->result, places, n_inputs);
  g_array_unref (plan->steps);
  plan->steps = sorted;
}

static void
count_steps (JlyComparePlan *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const JlyCompareStep *step = &g_array_index (plan->steps, JlyCompareStep, i);

      if (step->is_local)
        continue;
      plan->n_sent++;
      plan->n_rounds = MAX (plan->n_rounds, step->round);
    }
}

static JlyComparePlan *
make_plan (JlyCompareKind kind, guint width)
{
  Costs *costs = g_new0 (Costs, 1);
  JlyComparePlan *plan = g_new0 (JlyComparePlan, 1);
  Writer writer = { costs, plan, g_array_new (FALSE, FALSE, sizeof (guint)) };

  plan->width = width;
  plan->steps = g_array_new (FALSE, FALSE, sizeof (JlyCompareStep));
  plan->terms = g_array_new (FALSE, FALSE, sizeof (JlyCompareTerm));
  costs->is_public = kind == JLY_COMPARE_LESS_PUBLIC;
  tabulate (costs, width);
  if (kind == JLY_COMPARE_EQUAL)
    write_equal (&writer);
  else
    write_less (&writer);
  sort_steps (plan);
  count_steps (plan);
  g_array_unref (writer.ready);
  g_free (costs);
  return plan;
}

struct _JlyComparePlans
{
  JlyComparePlan *plans[JLY_COMPARE_N_KINDS][MAX_WIDTH + 1];
};

JlyComparePlans *
jly_compare_plans_new (void)
{
  return g_new0 (JlyComparePlans, 1);
}

static void
free_plan (JlyComparePlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref (plan->steps);
  g_array_unref (plan->terms);
  g_free (plan);
}

void
jly_compare_plans_free (JlyComparePlans *plans)
{
  if (plans == NULL)
    return;
  for (guint kind = 0; kind < JLY_COMPARE_N_KINDS; kind++)
    for (guint width = 0; width <= MAX_WIDTH; width++)
      free_plan (plans->plans[kind][width]);
  g_free (plans);
}

const JlyComparePlan *
jly_compare_plans_get (JlyComparePlans *plans, JlyCompareKind kind, guint width)
{
  g_assert (kind < JLY_COMPARE_N_KINDS && width >= 1 && width <= MAX_WIDTH);
  if (plans->plans[kind][width] == NULL)
    plans->plans[kind][width] = make_plan (kind, width);
  return plans->plans[kind][width];
}
