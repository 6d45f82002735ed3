/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-gate.h. Runs the plans of jly-compare-plan.h, a block of lanes after the other: what a
 * block needs in between stays in the cache, and memory does not grow with the lanes.
 */
#include "config.h"

#include "engine/jly-gate.h"

#include "engine/jly-blocks.h"
#include "engine/jly-compare-plan.h"
#include "engine/jly-kernel.h"
#include "engine/jly-round.h"

/* One comparison, or the block of it that is under way. Of y and c one is there. */
typedef struct
{
  const JlyComparePlan *plan;
  JlyBits x, y, out;
  JlyPublic c;
  JlyBits *same; /* plane i: whether bits i are the same */
  JlyBits *tape; /* plane i: the result of step i */
  guint next_step, next_local;
} Comparison;

static gsize
choose_block_lanes (JlyEngine *engine, const Comparison *all, gsize n)
{
  gsize n_planes = 0;

  for (gsize i = 0; i < n; i++)
    n_planes += all[i].plan->width + all[i].plan->steps->len;
  return jly_block_lanes (engine, n_planes);
}

static JlyBits
get_plane (const Comparison *c, JlyPlaneNumber plane)
{
  guint width = c->plan->width;

  if (plane < width)
    return jly_bits_view (c->same, plane, 1);
  if (plane == c->plan->result)
    return c->out;
  return plane < 2 * width ? jly_bits_view (&c->y, plane - width, 1)
                           : jly_bits_view (c->tape, plane - 2 * width, 1);
}

static const JlyCompareStep *
get_step (const Comparison *c, guint i)
{
  return i < c->plan->steps->len ? &g_array_index (c->plan->steps, JlyCompareStep, i) : NULL;
}

/* to ^= x & (d ^ e), word by word; e may be NULL. */
static void
add_masked (JlyBits *to, const JlyBits *x, const JlyPublic *d, const JlyPublic *e)
{
  for (gsize i = 0; i < jly_bits_words (to->n_lanes); i++)
    {
      guint64 word = d->planes[i] ^ (e != NULL ? e->planes[i] : 0);

      to->own[i] ^= x->own[i] & word;
      to->prev[i] ^= x->prev[i] & word;
    }
}

static void
do_local_step (const Comparison *c, guint i, guint self)
{
  guint width = c->plan->width;
  const JlyCompareStep *step = get_step (c, i);
  JlyBits out = get_plane (c, 2 * width + i);
  JlyPublic linear = jly_public_view (&c->c, step->linear - width, 1);

  jly_bits_set_xor (&out, &out, &out);
  jly_bits_xor_public (&out, &linear, self);
  for (guint t = 0; t < step->n_terms; t++)
    {
      const JlyCompareTerm *term
          = &g_array_index (c->plan->terms, JlyCompareTerm, step->first_term + t);
      JlyBits x = get_plane (c, term->x);
      JlyPublic d = jly_public_view (&c->c, term->y - width, 1), e;

      if (term->v != JLY_PLANE_NONE)
        e = jly_public_view (&c->c, term->v - width, 1);
      add_masked (&out, &x, &d, term->v != JLY_PLANE_NONE ? &e : NULL);
    }
}

static void
queue_step (const Comparison *c, guint i, JlyRound *round)
{
  const JlyCompareStep *step = get_step (c, i);
  JlyBits out = get_plane (c, 2 * c->plan->width + i), linear;

  if (step->linear != JLY_PLANE_NONE)
    linear = get_plane (c, step->linear);
  jly_round_sum (round, &out, step->linear != JLY_PLANE_NONE ? &linear : NULL);
  for (guint t = 0; t < step->n_terms; t++)
    {
      const JlyCompareTerm *term
          = &g_array_index (c->plan->terms, JlyCompareTerm, step->first_term + t);
      JlyBits x = get_plane (c, term->x), y = get_plane (c, term->y), v;

      if (term->v != JLY_PLANE_NONE)
        v = get_plane (c, term->v);
      jly_round_add_product (round, &x, &y, term->v != JLY_PLANE_NONE ? &v : NULL);
    }
}

/* Does the local steps that can be done before exchange number n_round, and queues those of it. */
static void
advance (Comparison *c, guint n_round, JlyRound *round, guint self)
{
  const JlyCompareStep *step;

  for (; (step = get_step (c, c->next_local)) != NULL && step->round <= n_round; c->next_local++)
    do_local_step (c, c->next_local, self);
  for (; c->next_step < c->plan->n_sent && get_step (c, c->next_step)->round == n_round;
       c->next_step++)
    queue_step (c, c->next_step, round);
}

static void
start_block (Comparison *c, JlyPool *pool, guint self)
{
  c->same = jly_bits_new_from (pool, c->x.n_lanes, c->plan->width);
  c->tape = jly_bits_new_from (pool, c->x.n_lanes, c->plan->steps->len);
  c->next_step = 0;
  c->next_local = c->plan->n_sent;
  if (c->c.planes == NULL)
    jly_bits_set_same (c->same, &c->x, &c->y, self);
  else
    {
      jly_bits_assign (c->same, &c->x);
      jly_bits_xor_public (c->same, &c->c, self);
      jly_bits_flip (c->same, self);
    }
  /* Nothing is multiplied to compare one bit for equality, or with a public one. */
  if (c->plan->result < c->plan->width)
    jly_bits_assign (&c->out, c->same);
}

static void
end_block (Comparison *c)
{
  g_clear_pointer (&c->same, jly_bits_free);
  g_clear_pointer (&c->tape, jly_bits_free);
}

/* All comparisons, their rounds together. */
static gboolean
run_block (JlyEngine *engine, Comparison *all, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "compare");
  guint self = jly_engine_get_self (engine), n_rounds = 0;
  gboolean is_done = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      start_block (&all[i], jly_engine_get_pool (engine), self);
      n_rounds = MAX (n_rounds, all[i].plan->n_rounds);
    }
  for (guint n_round = 1; n_round <= n_rounds + 1 && is_done; n_round++)
    {
      for (gsize i = 0; i < n; i++)
        advance (&all[i], n_round, round, self);
      is_done = jly_round_run (round, error);
    }
  for (gsize i = 0; i < n; i++)
    end_block (&all[i]);
  return is_done;
}

/* Lanes first to first + n_lanes of c, or as many as there are; FALSE if there are none. */
static gboolean
cut_block (const Comparison *c, gsize first, gsize n_lanes, Comparison *block)
{
  gsize n = first < c->x.n_lanes ? MIN (n_lanes, c->x.n_lanes - first) : 0;

  if (n == 0)
    return FALSE;
  *block = *c;
  block->x = jly_bits_view_lanes (&c->x, first, n);
  block->out = jly_bits_view_lanes (&c->out, first, n);
  if (c->c.planes != NULL)
    block->c = jly_public_view_lanes (&c->c, first, n);
  else
    block->y = jly_bits_view_lanes (&c->y, first, n);
  return TRUE;
}

static gboolean
run (JlyEngine *engine, const Comparison *all, gsize n, GError **error)
{
  g_autofree Comparison *blocks = g_new (Comparison, n);
  gsize n_lanes = choose_block_lanes (engine, all, n), n_blocks;

  for (gsize first = 0;; first += n_lanes)
    {
      n_blocks = 0;
      for (gsize i = 0; i < n; i++)
        if (cut_block (&all[i], first, n_lanes, &blocks[n_blocks]))
          n_blocks++;
      if (n_blocks == 0)
        return TRUE;
      if (!run_block (engine, blocks, n_blocks, error))
        return FALSE;
    }
}

static Comparison
make_comparison (
    JlyEngine *engine, JlyCompareKind kind, const JlyBits *x, const JlyBits *y, JlyBits *out)
{
  g_assert (x->width > 0 && (y == NULL || (x->width == y->width && x->n_lanes == y->n_lanes)));
  return (Comparison){ .plan
                       = jly_compare_plans_get (jly_engine_get_plans (engine), kind, x->width),
                       .x = *x,
                       .y = y != NULL ? *y : *x,
                       .out = *out };
}

static JlyBits *
new_result (JlyEngine *engine, const JlyBits *x)
{
  return jly_bits_new_from (jly_engine_get_pool (engine), x->n_lanes, 1);
}

gboolean
jly_gate_less_than_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
{
  g_autofree Comparison *all = g_new (Comparison, n);

  for (gsize i = 0; i < n; i++)
    {
      tasks[i].out = new_result (engine, tasks[i].x);
      all[i] = make_comparison (engine, JLY_COMPARE_LESS, tasks[i].x, tasks[i].y, tasks[i].out);
    }
  if (run (engine, all, n, error))
    return TRUE;
  jly_gate_tasks_clear (tasks, n);
  return FALSE;
}

JlyBits *
jly_gate_less_than (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  JlyGateTask task = { x, y, NULL };

  return jly_gate_less_than_many (engine, &task, 1, error) ? task.out : NULL;
}

JlyBits *
jly_gate_less_than_public (JlyEngine *engine, const JlyBits *x, const JlyPublic *c, GError **error)
{
  g_autoptr (JlyBits) out = new_result (engine, x);
  Comparison comparison = make_comparison (engine, JLY_COMPARE_LESS_PUBLIC, x, NULL, out);

  g_assert (x->width == c->width && x->n_lanes == c->n_lanes);
  comparison.c = *c;
  return run (engine, &comparison, 1, error) ? g_steal_pointer (&out) : NULL;
}

JlyBits *
jly_gate_equal (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyBits) out = new_result (engine, x);
  Comparison comparison = make_comparison (engine, JLY_COMPARE_EQUAL, x, y, out);

  return run (engine, &comparison, 1, error) ? g_steal_pointer (&out) : NULL;
}
