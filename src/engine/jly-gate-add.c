/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-gate.h. Adding by a Sklansky prefix tree. Bit b generates a carry (g) or propagates one
 * (p); neighbouring groups combine by (g, p) o (g', p') = (g ^ p g', p p'), where XOR may stand for
 * OR since g and p exclude each other.
 */
#include "config.h"

#include "engine/jly-gate.h"

#include "engine/jly-blocks.h"
#include "engine/jly-round.h"

/* One addition, or the block of lanes of it that is under way. Of y and c one is there; if x and y
 * are pairs, they are g and p already. */
typedef struct
{
  JlyBits x, y, out;
  JlyPublic c;
  gboolean is_pairs, carry;
  JlyBits *g; /* becomes the carry out of every bit */
  JlyBits *p; /* becomes the propagation of groups */
  JlyBits *t, *u;
} Adder;

static void
end_block (Adder *adder)
{
  g_clear_pointer (&adder->g, jly_bits_free);
  g_clear_pointer (&adder->p, jly_bits_free);
  g_clear_pointer (&adder->t, jly_bits_free);
  g_clear_pointer (&adder->u, jly_bits_free);
}

/* Upper halves [middle, end) of the blocks of this level; below each lies its lower half's top
 * plane, middle - 1. FALSE when there is no further block. */
static gboolean
next_block (const Adder *adder, guint half, guint *middle, guint *end)
{
  guint width = adder->x.width;

  *middle = *middle == 0 ? half : *middle + 2 * half;
  *end = MIN (*middle + half, width);
  return *middle < width;
}

static void
queue_level (const Adder *adder, guint half, JlyRound *round)
{
  for (guint middle = 0, end; next_block (adder, half, &middle, &end);)
    {
      guint n = end - middle;
      JlyBits p = jly_bits_view (adder->p, middle, n);
      JlyBits t = jly_bits_view (adder->t, middle, n), u = jly_bits_view (adder->u, middle, n);
      JlyBits g_below = jly_bits_view (adder->g, middle - 1, 1);
      JlyBits p_below = jly_bits_view (adder->p, middle - 1, 1);

      jly_round_and (round, &t, &p, &g_below);
      /* A group that reaches down to bit 0 has nothing below to propagate. */
      if (middle > half)
        jly_round_and (round, &u, &p, &p_below);
    }
}

static void
finish_level (const Adder *adder, guint half)
{
  for (guint middle = 0, end; next_block (adder, half, &middle, &end);)
    {
      guint n = end - middle;
      JlyBits g = jly_bits_view (adder->g, middle, n), p = jly_bits_view (adder->p, middle, n);
      JlyBits t = jly_bits_view (adder->t, middle, n), u = jly_bits_view (adder->u, middle, n);

      jly_bits_xor (&g, &t);
      if (middle > half)
        jly_bits_assign (&p, &u);
    }
}

/* Turns every g into the carries out of each bit, all adders level by level together. */
static gboolean
propagate (JlyEngine *engine, Adder *adders, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "add");
  guint width = 0;

  for (gsize i = 0; i < n; i++)
    width = MAX (width, adders[i].x.width);
  for (guint half = 1; half < width; half *= 2)
    {
      for (gsize i = 0; i < n; i++)
        queue_level (&adders[i], half, round);
      if (!jly_round_run (round, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        finish_level (&adders[i], half);
    }
  return TRUE;
}

/* x + c, whose pairs are free. A carry into bit 0 makes it generate what it propagates, and turns
 * its sum over. */
static void
start_public (Adder *adder, guint self)
{
  jly_bits_assign (adder->p, &adder->x);
  jly_bits_xor_public (adder->p, &adder->c, self);
  jly_bits_assign (adder->g, &adder->x);
  jly_bits_and_public (adder->g, &adder->c);
  if (adder->carry)
    {
      JlyBits g = jly_bits_view (adder->g, 0, 1), p = jly_bits_view (adder->p, 0, 1);

      jly_bits_xor (&g, &p);
    }
}

/* What is not free of the pairs is queued. The sum begins as p, with nothing above. */
static void
start_block (Adder *adder, JlyEngine *engine, JlyRound *round)
{
  JlyPool *pool = jly_engine_get_pool (engine);
  guint self = jly_engine_get_self (engine), width = adder->x.width;
  JlyBits sum = jly_bits_view (&adder->out, 0, width), top = jly_bits_view (&adder->out, width, 1);

  adder->g = jly_bits_new_from (pool, adder->x.n_lanes, width);
  adder->p = jly_bits_new_from (pool, adder->x.n_lanes, width);
  adder->t = jly_bits_new_from (pool, adder->x.n_lanes, width);
  adder->u = jly_bits_new_from (pool, adder->x.n_lanes, width);
  if (adder->c.planes != NULL)
    start_public (adder, self);
  else if (adder->is_pairs)
    {
      jly_bits_assign (adder->g, &adder->x);
      jly_bits_assign (adder->p, &adder->y);
    }
  else
    {
      jly_bits_set_xor (adder->p, &adder->x, &adder->y);
      jly_round_and (round, adder->g, &adder->x, &adder->y);
    }
  jly_bits_assign (&sum, adder->p);
  jly_bits_set_xor (&top, &top, &top);
  if (adder->carry)
    {
      JlyBits lowest = jly_bits_view (&adder->out, 0, 1);

      jly_bits_flip (&lowest, self);
    }
}

/* All additions, their rounds together: in the end p ^ carry into each bit, and the last carry. */
static gboolean
run_block (JlyEngine *engine, Adder *adders, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "add");
  gboolean is_done;

  for (gsize i = 0; i < n; i++)
    start_block (&adders[i], engine, round);
  is_done = jly_round_run (round, error) && propagate (engine, adders, n, error);
  for (gsize i = 0; i < n; i++)
    {
      JlyBits above = jly_bits_view (&adders[i].out, 1, adders[i].x.width);

      if (is_done)
        jly_bits_xor (&above, adders[i].g);
      end_block (&adders[i]);
    }
  return is_done;
}

/* Lanes first to first + n_lanes of adder, or as many as there are; FALSE if there are none. */
static gboolean
cut_block (const Adder *adder, gsize first, gsize n_lanes, Adder *block)
{
  gsize n = first < adder->x.n_lanes ? MIN (n_lanes, adder->x.n_lanes - first) : 0;

  if (n == 0)
    return FALSE;
  *block = *adder;
  block->x = jly_bits_view_lanes (&adder->x, first, n);
  block->out = jly_bits_view_lanes (&adder->out, first, n);
  if (adder->c.planes != NULL)
    block->c = jly_public_view_lanes (&adder->c, first, n);
  else
    block->y = jly_bits_view_lanes (&adder->y, first, n);
  return TRUE;
}

static gboolean
run (JlyEngine *engine, const Adder *adders, gsize n, GError **error)
{
  g_autofree Adder *blocks = g_new (Adder, n);
  gsize n_planes = 0, n_lanes, n_blocks;

  for (gsize i = 0; i < n; i++)
    n_planes += 4 * adders[i].x.width;
  n_lanes = jly_block_lanes (engine, n_planes);
  for (gsize first = 0;; first += n_lanes)
    {
      n_blocks = 0;
      for (gsize i = 0; i < n; i++)
        if (cut_block (&adders[i], first, n_lanes, &blocks[n_blocks]))
          n_blocks++;
      if (n_blocks == 0)
        return TRUE;
      if (!run_block (engine, blocks, n_blocks, error))
        return FALSE;
    }
}

static JlyBits *
new_sum (JlyEngine *engine, const JlyBits *x)
{
  return jly_bits_new_from (jly_engine_get_pool (engine), x->n_lanes, x->width + 1);
}

gboolean
jly_gate_add_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
{
  g_autofree Adder *adders = g_new0 (Adder, n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert (tasks[i].x->width == tasks[i].y->width
                && tasks[i].x->n_lanes == tasks[i].y->n_lanes);
      tasks[i].out = new_sum (engine, tasks[i].x);
      adders[i] = (Adder){ .x = *tasks[i].x, .y = *tasks[i].y, .out = *tasks[i].out };
    }
  if (run (engine, adders, n, error))
    return TRUE;
  jly_gate_tasks_clear (tasks, n);
  return FALSE;
}

JlyBits *
jly_gate_add (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  JlyGateTask task = { x, y, NULL };

  return jly_gate_add_many (engine, &task, 1, error) ? task.out : NULL;
}

JlyBits *
jly_gate_add_pairs (JlyEngine *engine, const JlyBits *g, const JlyBits *p, GError **error)
{
  g_autoptr (JlyBits) out = new_sum (engine, g);
  Adder adder = { .x = *g, .y = *p, .out = *out, .is_pairs = TRUE };

  return run (engine, &adder, 1, error) ? g_steal_pointer (&out) : NULL;
}

JlyBits *
jly_gate_add_public (
    JlyEngine *engine, const JlyBits *x, const JlyPublic *c, gboolean carry, GError **error)
{
  g_autoptr (JlyBits) out = new_sum (engine, x);
  Adder adder = { .x = *x, .c = *c, .out = *out, .carry = carry };

  g_assert (x->width > 0);
  return run (engine, &adder, 1, error) ? g_steal_pointer (&out) : NULL;
}
