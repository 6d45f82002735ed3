/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-gate.h. Adding by a Sklansky prefix tree. Bit b generates a carry (g) or propagates one
 * (p); neighbouring groups combine by (g, p) o (g', p') = (g ^ p g', p p'), where XOR may stand for
 * OR since g and p exclude each other.
 */
#include "config.h"

#include "engine/jly-gate.h"

#include "engine/jly-round.h"

/* One addition under way. */
typedef struct
{
  JlyBits *g;   /* becomes the carry out of every bit */
  JlyBits *p;   /* becomes the propagation of groups */
  JlyBits *sum; /* p of the single bits, one plane more */
  JlyBits *t, *u;
} Adder;

static void
adder_clear (Adder *adder)
{
  g_clear_pointer (&adder->g, jly_bits_free);
  g_clear_pointer (&adder->p, jly_bits_free);
  g_clear_pointer (&adder->sum, jly_bits_free);
  g_clear_pointer (&adder->t, jly_bits_free);
  g_clear_pointer (&adder->u, jly_bits_free);
}

static void
clear_adders (Adder *adders, gsize n)
{
  for (gsize i = 0; i < n; i++)
    adder_clear (&adders[i]);
  g_free (adders);
}

/* Takes p; g is filled by the caller. */
static void
adder_init (Adder *adder, JlyBits *p)
{
  adder->p = p;
  adder->sum = jly_bits_copy_resized (p, p->width + 1);
  adder->g = jly_bits_new (p->n_lanes, p->width);
  adder->t = jly_bits_new (p->n_lanes, p->width);
  adder->u = jly_bits_new (p->n_lanes, p->width);
}

/* Upper halves [middle, end) of the blocks of this level; below each lies its lower half's top
 * plane, middle - 1. FALSE when there is no further block. */
static gboolean
next_block (const Adder *adder, guint half, guint *middle, guint *end)
{
  guint width = adder->g->width;

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
    width = MAX (width, adders[i].g->width);
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

/* The sum: p ^ carry into each bit, and the last carry on top. */
static JlyBits *
take_sum (Adder *adder)
{
  JlyBits above = jly_bits_view (adder->sum, 1, adder->g->width);

  jly_bits_xor (&above, adder->g);
  return g_steal_pointer (&adder->sum);
}

static JlyBits *
copy_xor (const JlyBits *x, const JlyBits *y)
{
  JlyBits *out = jly_bits_copy (x);

  jly_bits_xor (out, y);
  return out;
}

gboolean
jly_gate_add_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "add");
  Adder *adders = g_new0 (Adder, n);
  gboolean is_done;

  for (gsize i = 0; i < n; i++)
    {
      adder_init (&adders[i], copy_xor (tasks[i].x, tasks[i].y));
      jly_round_and (round, adders[i].g, tasks[i].x, tasks[i].y);
    }
  is_done = jly_round_run (round, error) && propagate (engine, adders, n, error);
  for (gsize i = 0; i < n && is_done; i++)
    tasks[i].out = take_sum (&adders[i]);
  clear_adders (adders, n);
  return is_done;
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
  Adder *adder = g_new0 (Adder, 1);
  JlyBits *sum = NULL;

  adder_init (adder, jly_bits_copy (p));
  jly_bits_assign (adder->g, g);
  if (propagate (engine, adder, 1, error))
    sum = take_sum (adder);
  clear_adders (adder, 1);
  return sum;
}

/* A carry into bit 0 makes it generate what it propagates, and turns its sum over. */
static void
carry_in (Adder *adder, guint self)
{
  JlyBits g = jly_bits_view (adder->g, 0, 1), p = jly_bits_view (adder->p, 0, 1);
  JlyBits sum = jly_bits_view (adder->sum, 0, 1);

  jly_bits_xor (&g, &p);
  jly_bits_flip (&sum, self);
}

JlyBits *
jly_gate_add_public (
    JlyEngine *engine, const JlyBits *x, const JlyPublic *c, gboolean carry, GError **error)
{
  guint self = jly_engine_get_self (engine);
  Adder *adder = g_new0 (Adder, 1);
  JlyBits *p = jly_bits_copy (x), *sum = NULL;

  g_assert (x->width > 0);
  jly_bits_xor_public (p, c, self);
  adder_init (adder, p);
  jly_bits_assign (adder->g, x);
  jly_bits_and_public (adder->g, c);
  if (carry)
    carry_in (adder, self);
  if (propagate (engine, adder, 1, error))
    sum = take_sum (adder);
  clear_adders (adder, 1);
  return sum;
}
