/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-gate.h. Comparing needs only the last carry of a sum: a binary tree over the bits in
 * which neighbours combine as in jly-gate-add.c, an odd top node waits, and the lowest node, below
 * which nothing comes, never needs its p.
 */
#include "config.h"

#include "engine/jly-gate.h"

#include "engine/jly-round.h"

/* The nodes of one tree, lowest first; g and p shrink to one plane. */
typedef struct
{
  JlyBits *g, *p, *t, *u;
  guint n_nodes;
} Tree;

static void
tree_init (Tree *tree, JlyBits *g, JlyBits *p)
{
  tree->g = g;
  tree->p = p;
  tree->t = jly_bits_new (g->n_lanes, g->width / 2);
  tree->u = jly_bits_new (g->n_lanes, g->width / 2);
  tree->n_nodes = g->width;
}

static void
clear_trees (Tree *trees, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      jly_bits_free (trees[i].g);
      jly_bits_free (trees[i].p);
      jly_bits_free (trees[i].t);
      jly_bits_free (trees[i].u);
    }
  g_free (trees);
}

static void
queue_pairs (const Tree *tree, JlyRound *round)
{
  for (guint j = 0; j < tree->n_nodes / 2; j++)
    {
      JlyBits p_high = jly_bits_view (tree->p, 2 * j + 1, 1);
      JlyBits g_low = jly_bits_view (tree->g, 2 * j, 1), p_low = jly_bits_view (tree->p, 2 * j, 1);
      JlyBits t = jly_bits_view (tree->t, j, 1), u = jly_bits_view (tree->u, j, 1);

      jly_round_and (round, &t, &p_high, &g_low);
      if (j > 0)
        jly_round_and (round, &u, &p_high, &p_low);
    }
}

static void
move_node (const Tree *tree, guint to, guint from)
{
  JlyBits g_to = jly_bits_view (tree->g, to, 1), g_from = jly_bits_view (tree->g, from, 1);
  JlyBits p_to = jly_bits_view (tree->p, to, 1), p_from = jly_bits_view (tree->p, from, 1);

  jly_bits_assign (&g_to, &g_from);
  jly_bits_assign (&p_to, &p_from);
}

static void
finish_pairs (Tree *tree)
{
  guint n_pairs = tree->n_nodes / 2;

  for (guint j = 0; j < n_pairs; j++)
    {
      JlyBits g = jly_bits_view (tree->g, j, 1), p = jly_bits_view (tree->p, j, 1);
      JlyBits t = jly_bits_view (tree->t, j, 1), u = jly_bits_view (tree->u, j, 1);

      move_node (tree, j, 2 * j + 1);
      jly_bits_xor (&g, &t);
      jly_bits_assign (&p, &u);
    }
  if (tree->n_nodes % 2 != 0)
    move_node (tree, n_pairs, tree->n_nodes - 1);
  tree->n_nodes = n_pairs + tree->n_nodes % 2;
}

/* Brings every tree down to one node, whose g is the carry out. */
static gboolean
reduce (JlyEngine *engine, Tree *trees, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "less-than");
  gboolean is_more = TRUE;

  while (is_more)
    {
      is_more = FALSE;
      for (gsize i = 0; i < n; i++)
        queue_pairs (&trees[i], round);
      if (!jly_round_run (round, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          finish_pairs (&trees[i]);
          is_more |= trees[i].n_nodes > 1;
        }
    }
  return TRUE;
}

static JlyBits *
copy_root (const Tree *tree)
{
  return jly_bits_copy_resized (tree->g, 1);
}

/* x < y exactly when y + ~x carries out. */
gboolean
jly_gate_less_than_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "less-than");
  g_autoptr (GPtrArray) flipped = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  Tree *trees = g_new0 (Tree, n);
  gboolean is_done;

  for (gsize i = 0; i < n; i++)
    {
      JlyBits *not_x = jly_bits_copy (tasks[i].x), *p;

      g_assert (not_x->width > 0);
      g_ptr_array_add (flipped, not_x);
      jly_bits_flip (not_x, jly_engine_get_self (engine));
      p = jly_bits_copy (not_x);
      jly_bits_xor (p, tasks[i].y);
      tree_init (&trees[i], jly_bits_new (p->n_lanes, p->width), p);
      jly_round_and (round, trees[i].g, not_x, tasks[i].y);
    }
  is_done = jly_round_run (round, error) && reduce (engine, trees, n, error);
  for (gsize i = 0; i < n && is_done; i++)
    tasks[i].out = copy_root (&trees[i]);
  clear_trees (trees, n);
  return is_done;
}

JlyBits *
jly_gate_less_than (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  JlyGateTask task = { x, y, NULL };

  return jly_gate_less_than_many (engine, &task, 1, error) ? task.out : NULL;
}

/* to ^= x & c, one plane. */
static void
xor_masked (JlyBits *to, const JlyBits *x, const JlyPublic *c)
{
  g_autoptr (JlyBits) masked = jly_bits_copy (x);

  jly_bits_and_public (masked, c);
  jly_bits_xor (to, masked);
}

/* The node above two bits high and low of x, added to public d: with q = high & low,
 * g = d_high high ^ d_low q ^ d_high d_low low and p = (high ^ d_high) (low ^ d_low) opened up. */
static void
make_pair_node (
    Tree *tree, guint j, const JlyBits *x, const JlyPublic *d, const JlyBits *q, guint self)
{
  JlyBits low = jly_bits_view (x, 2 * j, 1), high = jly_bits_view (x, 2 * j + 1, 1);
  JlyPublic d_low = jly_public_view (d, 2 * j, 1), d_high = jly_public_view (d, 2 * j + 1, 1);
  JlyBits g = jly_bits_view (tree->g, j, 1), p = jly_bits_view (tree->p, j, 1);

  jly_bits_assign (&g, &low);
  jly_bits_and_public (&g, &d_low);
  jly_bits_and_public (&g, &d_high);
  xor_masked (&g, &high, &d_high);
  xor_masked (&g, q, &d_low);

  jly_bits_assign (&p, &low);
  jly_bits_xor_public (&p, &d_low, self);
  jly_bits_and_public (&p, &d_high);
  xor_masked (&p, &high, &d_low);
  jly_bits_xor (&p, q);
}

static void
make_single_node (Tree *tree, guint j, const JlyBits *x, const JlyPublic *d, guint self)
{
  JlyBits bit = jly_bits_view (x, 2 * j, 1);
  JlyPublic d_bit = jly_public_view (d, 2 * j, 1);
  JlyBits g = jly_bits_view (tree->g, j, 1), p = jly_bits_view (tree->p, j, 1);

  jly_bits_assign (&g, &bit);
  jly_bits_and_public (&g, &d_bit);
  jly_bits_assign (&p, &bit);
  jly_bits_xor_public (&p, &d_bit, self);
}

/* All pairs of the first level in one round: q_j = x_{2j+1} & x_{2j}. */
static JlyBits *
multiply_neighbours (JlyEngine *engine, const JlyBits *x, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "less-than");
  g_autoptr (JlyBits) q = jly_bits_new (x->n_lanes, x->width / 2);

  for (guint j = 0; j < x->width / 2; j++)
    {
      JlyBits low = jly_bits_view (x, 2 * j, 1), high = jly_bits_view (x, 2 * j + 1, 1);
      JlyBits out = jly_bits_view (q, j, 1);

      jly_round_and (round, &out, &high, &low);
    }
  return jly_round_run (round, error) ? g_steal_pointer (&q) : NULL;
}

/* The carry out of x + d for public d. */
static JlyBits *
carry_out_public (JlyEngine *engine, const JlyBits *x, const JlyPublic *d, GError **error)
{
  g_autoptr (JlyBits) q = multiply_neighbours (engine, x, error);
  guint n_nodes = (x->width + 1) / 2, self = jly_engine_get_self (engine);
  JlyBits *out = NULL;
  Tree *tree;

  if (q == NULL)
    return NULL;
  tree = g_new0 (Tree, 1);
  tree_init (tree, jly_bits_new (x->n_lanes, n_nodes), jly_bits_new (x->n_lanes, n_nodes));
  for (guint j = 0; j < x->width / 2; j++)
    {
      JlyBits q_j = jly_bits_view (q, j, 1);

      make_pair_node (tree, j, x, d, &q_j, self);
    }
  if (x->width % 2 != 0)
    make_single_node (tree, n_nodes - 1, x, d, self);
  if (reduce (engine, tree, 1, error))
    out = copy_root (tree);
  clear_trees (tree, 1);
  return out;
}

JlyBits *
jly_gate_less_than_public (JlyEngine *engine, const JlyBits *x, const JlyPublic *c, GError **error)
{
  g_autoptr (JlyBits) not_x = jly_bits_copy (x);

  g_assert (x->width > 0 && x->width == c->width && x->n_lanes == c->n_lanes);
  jly_bits_flip (not_x, jly_engine_get_self (engine));
  return carry_out_public (engine, not_x, c, error);
}

JlyBits *
jly_gate_equal (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "equal");
  g_autoptr (JlyBits) same = jly_bits_copy (x), both = NULL;
  guint n = x->width;

  g_assert (n > 0);
  jly_bits_xor (same, y);
  jly_bits_flip (same, jly_engine_get_self (engine));
  both = jly_bits_new (x->n_lanes, n / 2);
  for (; n > 1; n -= n / 2)
    {
      JlyBits low = jly_bits_view (same, 0, n / 2), high = jly_bits_view (same, n - n / 2, n / 2);
      JlyBits out = jly_bits_view (both, 0, n / 2);

      jly_round_and (round, &out, &low, &high);
      if (!jly_round_run (round, error))
        return NULL;
      jly_bits_assign (&low, &out);
    }
  return jly_bits_copy_resized (same, 1);
}
