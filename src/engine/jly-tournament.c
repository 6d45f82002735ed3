/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-tournament.h. */
#include "config.h"

#include "engine/jly-tournament.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"
#include "engine/jly-pick.h"

/* Who is left: lanes of the vectors, group after group. */
typedef struct
{
  JlyEngine *engine;
  JlyTournament *tournaments;
  guint n;
  JlyBits **left; /* one vector for each tournament, with the sign turned over */
  gsize n_groups;
  guint64 *sizes;
  guint32 *lanes;
} State;

/* Who meets whom next, by lane of what is left, and who waits. */
typedef struct
{
  guint32 *first, *second, *waiting;
  gsize n_pairs, n_waiting;
} Level;

static void
turn_sign (const State *s, guint t, JlyBits *x)
{
  JlyBits sign = jly_bits_view (x, x->width - 1, 1);

  if (s->tournaments[t].is_signed)
    jly_bits_flip (&sign, jly_engine_get_self (s->engine));
}

static gsize
count_left (const State *s)
{
  gsize n = 0;

  for (gsize g = 0; g < s->n_groups; g++)
    n += s->sizes[g];
  return n;
}

/* Pairs up, and says where the winners will lie: pairs in order, then those who waited. */
static void
pair_up (State *s, Level *level)
{
  gsize n = count_left (s), at = 0, to = 0, n_pairs = 0;
  guint32 *lanes = s->lanes;

  *level = (Level){ g_new (guint32, n), g_new (guint32, n), g_new (guint32, n), 0, 0 };
  for (gsize g = 0; g < s->n_groups; g++)
    n_pairs += s->sizes[g] / 2;
  for (gsize g = 0; g < s->n_groups; g++)
    {
      gsize end = at + s->sizes[g];

      for (; at + 1 < end; at += 2)
        {
          level->first[level->n_pairs] = lanes[at];
          level->second[level->n_pairs] = lanes[at + 1];
          /* Not before at, which was read already. */
          lanes[to++] = (guint32)level->n_pairs++;
        }
      if (at < end)
        {
          level->waiting[level->n_waiting] = lanes[at++];
          lanes[to++] = (guint32)(n_pairs + level->n_waiting++);
        }
      s->sizes[g] = (s->sizes[g] + 1) / 2;
    }
}

static void
level_clear (Level *level)
{
  g_free (level->first);
  g_free (level->second);
  g_free (level->waiting);
}

/* The first, or the second where that wins: first ^ s (first ^ second), and s is 1 where the first
 * is less for a maximum, or where it is not for a minimum. */
static gboolean
choose (const State *s, const JlyGateTask *tasks, JlyBits **winners, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (s->engine, "choose");
  g_autoptr (GPtrArray) differences
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  for (guint t = 0; t < s->n; t++)
    {
      JlyBits *difference = jly_bits_copy (tasks[t].x);

      g_ptr_array_add (differences, difference);
      jly_bits_xor (difference, tasks[t].y);
      winners[t] = jly_bits_new (difference->n_lanes, difference->width);
      if (!s->tournaments[t].is_max)
        jly_bits_flip (tasks[t].out, jly_engine_get_self (s->engine));
      jly_round_and (round, winners[t], difference, tasks[t].out);
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint t = 0; t < s->n; t++)
    jly_bits_xor (winners[t], tasks[t].x);
  return TRUE;
}

static void
replace_left (State *s, const Level *level, JlyBits *const *winners)
{
  for (guint t = 0; t < s->n; t++)
    {
      g_autoptr (JlyBits) old = s->left[t];
      g_autoptr (JlyBits) waiting = jly_pick_bits (old, level->waiting, level->n_waiting);
      const JlyBits *parts[] = { winners[t], waiting };

      s->left[t] = jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), old->width);
    }
}

static gboolean
play (State *s, const Level *level, GError **error)
{
  JlyGateTask *tasks = g_new0 (JlyGateTask, s->n);
  JlyBits **winners = g_new0 (JlyBits *, s->n);
  gboolean is_done;

  for (guint t = 0; t < s->n; t++)
    {
      tasks[t].x = jly_pick_bits (s->left[t], level->first, level->n_pairs);
      tasks[t].y = jly_pick_bits (s->left[t], level->second, level->n_pairs);
    }
  is_done = jly_gate_less_than_many (s->engine, tasks, s->n, error)
            && choose (s, tasks, winners, error);
  if (is_done)
    replace_left (s, level, winners);
  for (guint t = 0; t < s->n; t++)
    {
      jly_bits_free ((JlyBits *)tasks[t].x);
      jly_bits_free ((JlyBits *)tasks[t].y);
      jly_bits_free (winners[t]);
    }
  jly_gate_tasks_clear (tasks, s->n);
  g_free (tasks);
  g_free (winners);
  return is_done;
}

static gboolean
play_all (State *s, GError **error)
{
  while (s->n > 0 && count_left (s) > s->n_groups)
    {
      Level level;
      gboolean is_done;

      pair_up (s, &level);
      is_done = play (s, &level, error);
      level_clear (&level);
      if (!is_done)
        return FALSE;
    }
  return TRUE;
}

static void
state_init (State *s, const guint32 *rows, const guint64 *sizes)
{
  gsize n;

  s->sizes = g_memdup2 (sizes, s->n_groups * sizeof *sizes);
  n = count_left (s);
  s->lanes = g_new (guint32, n);
  for (gsize j = 0; j < n; j++)
    s->lanes[j] = (guint32)j;
  s->left = g_new0 (JlyBits *, s->n);
  for (guint t = 0; t < s->n; t++)
    {
      s->left[t] = jly_pick_bits (s->tournaments[t].bits, rows, n);
      turn_sign (s, t, s->left[t]);
    }
}

gboolean
jly_tournament_run (JlyEngine *engine,
                    JlyTournament *tournaments,
                    guint n_tournaments,
                    const guint32 *rows,
                    const guint64 *sizes,
                    gsize n_groups,
                    GError **error)
{
  State s = { .engine = engine, .tournaments = tournaments, .n = n_tournaments };
  gboolean is_done;

  s.n_groups = n_groups;
  state_init (&s, rows, sizes);
  is_done = play_all (&s, error);
  for (guint t = 0; t < s.n; t++)
    {
      if (is_done)
        {
          /* The last winners are in no order. */
          tournaments[t].out = jly_pick_bits (s.left[t], s.lanes, n_groups);
          turn_sign (&s, t, tournaments[t].out);
        }
      jly_bits_free (s.left[t]);
    }
  g_free (s.left);
  g_free (s.lanes);
  g_free (s.sizes);
  return is_done;
}
