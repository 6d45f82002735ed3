/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-guard.h. Filters are compared pair by pair: each question of now with every other of now
 * and before; and where two differ, the groups that they show as well. */
#include "config.h"

#include "analysis/jly-guard.h"

#include "analysis/jly-cells.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-gathered.h"
#include "analysis/jly-validity.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-public.h"
#include "engine/jly-transport-dry.h"

#define MAX_PAIRS (JLY_BITS_MAX_WIDTH / 3) /* three planes of one vector each */

/* A question's place: its part, and among all questions of all parts. */
typedef struct
{
  guint part;
  gsize question;
} Place;

/* Two sets of rows: a question's place, and which of its sets: 0 all rows that it takes, 1 + i
 * those of its group i. */
typedef struct
{
  guint one, other;
  guint one_set, other_set;
} Pair;

static GArray *
list_places (const JlyGuardPart *parts, gsize n_parts)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < n_parts; i++)
    for (gsize k = 0; k < parts[i].n_questions; k++)
      g_array_append_val (places, ((Place){ i, k }));
  return places;
}

static const JlyQuery *
get_query (const JlyGuardPart *parts, const GArray *places, guint place)
{
  const Place *where = &g_array_index (places, Place, place);

  return &parts[where->part].questions[where->question].query;
}

/* Whether a question takes every row that there is. */
static gboolean
takes_all (const JlyGuardPart *parts, const GArray *places, guint place)
{
  const JlyQuery *query = get_query (parts, places, place);

  return !jly_condition_is_any (query) && jly_validity_is_free (query->inputs);
}

/* Two without a filter take the same rows if both take all, or those that the same checks leave. */
static gboolean
is_same (const JlyGuardPart *parts, const GArray *places, guint one, guint other)
{
  const JlyQuery *a = get_query (parts, places, one), *b = get_query (parts, places, other);

  if (jly_condition_is_any (a) || jly_condition_is_any (b))
    return FALSE;
  return a->inputs == b->inputs
         || (takes_all (parts, places, one) && takes_all (parts, places, other));
}

/* How many sets of rows a question has: all that it takes, and each of its groups. */
static guint
count_sets (const JlyQuery *query)
{
  g_auto (JlyCells) cells = jly_cells_read (query);

  return cells.n_dimensions > 0 ? 1 + cells.n : 1;
}

/* Of the same groups, two different ones have no row in common. */
static gboolean
has_same_groups (const JlyQuery *a, const JlyQuery *b)
{
  static const char *const names[] = { "by", "by-2", "edges" };

  if (jly_query_get (a, "edges") != NULL
      && g_strcmp0 (jly_query_get (a, "column"), jly_query_get (b, "column")) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (jly_query_get (a, names[i]), jly_query_get (b, names[i])) != 0)
      return FALSE;
  return TRUE;
}

/* Every set of the one with every set of the other, but for the two that are all their rows. */
static void
add_groups (GArray *pairs, const JlyQuery *a, const JlyQuery *b, guint one, guint other)
{
  guint n_one = count_sets (a), n_other = count_sets (b);
  gboolean is_alike = has_same_groups (a, b);

  for (guint i = 0; i < n_one; i++)
    for (guint k = 0; k < n_other; k++)
      if (i + k > 0 && !(is_alike && i > 0 && k > 0 && i != k))
        g_array_append_val (pairs, ((Pair){ one, other, i, k }));
}

/* Those that need counting: a question of now with each that comes after it in the list; all their
 * rows, or the groups of such two. */
static GArray *
list_pairs (const JlyGuardPart *parts, const GArray *places, gboolean of_groups)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < parts[0].n_questions; i++)
    for (guint k = i + 1; k < places->len; k++)
      {
        if (is_same (parts, places, i, k))
          continue;
        if (of_groups)
          add_groups (pairs, get_query (parts, places, i), get_query (parts, places, k), i, k);
        else
          g_array_append_val (pairs, ((Pair){ i, k, 0, 0 }));
      }
  return pairs;
}

gboolean
jly_guard_is_needed (const JlyGuardPart *parts, gsize n_parts, gsize least_rows)
{
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GArray) pairs = list_pairs (parts, places, FALSE);

  return least_rows > 1 && pairs->len > 0;
}

/* One plane a set of a question: the rows that it takes, and then those of each group. */
static JlyBits *
weigh_question (JlyEngine *engine,
                const JlyQuery *query,
                const JlySecretTable *table,
                GError **error)
{
  g_auto (JlyCells) cells = jly_cells_read (query);
  g_autoptr (JlyBits) weight = jly_condition_weigh (engine, query, table, error);
  g_autoptr (JlyBits) groups = NULL;
  JlyBits *all, view;

  if (weight == NULL || cells.n_dimensions == 0)
    return g_steal_pointer (&weight);
  groups = jly_cells_secure (engine, &cells, query->inputs, table, weight, error);
  if (groups == NULL)
    return NULL;
  all = jly_bits_new (weight->n_lanes, 1 + groups->width);
  view = jly_bits_view (all, 0, 1);
  jly_bits_assign (&view, weight);
  view = jly_bits_view (all, 1, groups->width);
  jly_bits_assign (&view, groups);
  return all;
}

/* One vector a question of the part. */
static gboolean
weigh_part (JlyEngine *engine, const JlyGuardPart *part, GPtrArray *weights, GError **error)
{
  g_autoptr (JlyGathered) joined = jly_gathered_new (part->inputs, part->columns);
  JlySecretTable table = jly_gathered_get_table (joined);
  g_autoptr (JlyBits) valid = NULL;
  gboolean is_done = TRUE;

  if (!jly_validity_is_free (part->inputs))
    {
      valid = jly_validity_secure (engine, part->inputs, &table, error);
      is_done = valid != NULL;
    }
  table.valid = valid;
  for (gsize i = 0; is_done && i < part->n_questions; i++)
    {
      JlyBits *weight = weigh_question (engine, &part->questions[i].query, &table, error);

      is_done = weight != NULL;
      if (is_done)
        g_ptr_array_add (weights, weight);
    }
  return is_done;
}

/* One plane a pair: the rows of its first, or of its second, set. */
static JlyBits *
gather (const GPtrArray *weights, const Pair *pairs, guint n, gboolean is_second)
{
  const JlyBits *first = weights->pdata[0];
  JlyBits *planes = jly_bits_new (first->n_lanes, n);

  for (guint i = 0; i < n; i++)
    {
      const JlyBits *sets = weights->pdata[is_second ? pairs[i].other : pairs[i].one];
      JlyBits from = jly_bits_view (sets, is_second ? pairs[i].other_set : pairs[i].one_set, 1);
      JlyBits plane = jly_bits_view (planes, i, 1);

      jly_bits_assign (&plane, &from);
    }
  return planes;
}

/* Three planes a pair: the rows that only the first takes, those that only the second takes, and
 * those that both take. */
static JlyBits *
find_differences (
    JlyEngine *engine, const GPtrArray *weights, const Pair *pairs, guint n, GError **error)
{
  g_autoptr (JlyBits) one = gather (weights, pairs, n, FALSE);
  g_autoptr (JlyBits) other = gather (weights, pairs, n, TRUE);
  g_autoptr (JlyBits) both = jly_gate_and (engine, one, other, error);
  JlyBits *all;
  JlyBits view;

  if (both == NULL)
    return NULL;
  all = jly_bits_new (one->n_lanes, 3 * n);
  view = jly_bits_view (all, 2 * n, n);
  jly_bits_assign (&view, both);
  view = jly_bits_view (all, 0, n);
  jly_bits_set_xor (&view, one, both);
  view = jly_bits_view (all, n, n);
  jly_bits_set_xor (&view, other, both);
  return all;
}

/* One bit a lane: 1 where the count is below the bound. */
static JlyBits *
is_below (JlyEngine *engine, const JlyBits *counts, gsize bound, GError **error)
{
  g_autoptr (JlyPublic) number = NULL;
  JlyBits *all;

  if (counts->width < 62 && bound >> counts->width == 0)
    {
      number = jly_public_new_same (bound, counts->n_lanes, counts->width);
      return jly_gate_less_than_public (engine, counts, number, error);
    }
  all = jly_bits_new (counts->n_lanes, 1);
  jly_bits_flip (all, jly_engine_get_self (engine));
  return all;
}

/* One lane a plane: whether its rows are fewer than the least, and whether there are none. */
static gboolean
judge_planes (JlyEngine *engine,
              const JlyBits *planes,
              gsize least_rows,
              JlyBits **are_few,
              JlyBits **are_none,
              GError **error)
{
  guint width = jly_count_width (planes->n_lanes);
  g_autoptr (JlyRing) numbers = jly_count (engine, planes, JLY_COUNT_FEW_BYTES, error);
  g_autoptr (JlyBits) counts
      = numbers != NULL ? jly_convert_to_bits (engine, numbers, width, error) : NULL;

  *are_few = counts != NULL ? is_below (engine, counts, least_rows, error) : NULL;
  *are_none = *are_few != NULL ? is_below (engine, counts, 1, error) : NULL;
  return *are_none != NULL;
}

/* A lane for each way of each of n pairs of groups: 1 where all rows of the one, which is shown,
 * are among those of the other, which has few more. */
static JlyBits *
judge_nested (
    JlyEngine *engine, const JlyBits *some, const JlyBits *few, const JlyBits *none, GError **error)
{
  gsize n = some->n_lanes / 3;
  g_autoptr (JlyBits) is_more = jly_bits_copy_lanes (some, 0, 2 * n), is_inside = NULL;
  g_autoptr (JlyBits) none_one = jly_bits_copy_lanes (none, 0, n);
  g_autoptr (JlyBits) none_other = jly_bits_copy_lanes (none, n, n);
  g_autoptr (JlyBits) enough = jly_bits_copy_lanes (few, 2 * n, n), is_shown = NULL, near = NULL;

  jly_bits_flip (enough, jly_engine_get_self (engine));
  is_inside = jly_bits_join_lanes ((const JlyBits *[]){ none_other, none_one }, 2, 1);
  is_shown = jly_bits_join_lanes ((const JlyBits *[]){ enough, enough }, 2, 1);
  near = jly_gate_and (engine, is_more, is_inside, error);
  return near != NULL ? jly_gate_and (engine, near, is_shown, error) : NULL;
}

/* A lane for each way of each of n pairs: 1 where they are too near. */
static JlyBits *
judge_some (JlyEngine *engine,
            const GPtrArray *weights,
            const Pair *pairs,
            guint n,
            gboolean are_groups,
            gsize least_rows,
            GError **error)
{
  g_autoptr (JlyBits) planes = find_differences (engine, weights, pairs, n, error);
  g_autoptr (JlyBits) few = NULL, none = NULL, some = NULL;

  if (planes == NULL || !judge_planes (engine, planes, least_rows, &few, &none, error))
    return NULL;
  /* None are few as well, so that the two differ just for those that are some and few. */
  some = jly_bits_copy (few);
  jly_bits_xor (some, none);
  return are_groups ? judge_nested (engine, some, few, none, error)
                    : jly_bits_copy_lanes (some, 0, 2 * (gsize)n);
}

static gboolean
judge_pairs (JlyEngine *engine,
             const GPtrArray *weights,
             const GArray *pairs,
             gboolean are_groups,
             gsize least_rows,
             GPtrArray *judged,
             GError **error)
{
  for (guint first = 0; first < pairs->len; first += MAX_PAIRS)
    {
      guint n = MIN (pairs->len - first, MAX_PAIRS);
      JlyBits *lanes = judge_some (engine, weights, &g_array_index (pairs, Pair, first), n,
                                   are_groups, least_rows, error);

      if (lanes == NULL)
        return FALSE;
      g_ptr_array_add (judged, lanes);
    }
  return TRUE;
}

/* Opens whether any lane is 1: not all of them are 0. */
static gboolean
open_any (JlyEngine *engine, JlyBits *lanes, gboolean *is_any, GError **error)
{
  g_autoptr (JlyBits) all = NULL;
  guint64 bit;

  jly_bits_flip (lanes, jly_engine_get_self (engine));
  all = jly_gate_all_lanes (engine, lanes, error);
  if (all == NULL || !jly_open_to_all (engine, all, &bit, error))
    return FALSE;
  *is_any = bit == 0;
  return TRUE;
}

gboolean
jly_guard_secure (JlyEngine *engine,
                  const JlyGuardPart *parts,
                  gsize n_parts,
                  gsize least_rows,
                  gboolean *is_too_near,
                  GError **error)
{
  g_autoptr (GPtrArray) weights = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GArray) pairs = list_pairs (parts, places, FALSE);
  g_autoptr (GArray) groups = list_pairs (parts, places, TRUE);
  g_autoptr (JlyBits) lanes = NULL;

  for (gsize i = 0; i < n_parts; i++)
    if (!weigh_part (engine, &parts[i], weights, error))
      return FALSE;
  if (!judge_pairs (engine, weights, pairs, FALSE, least_rows, judged, error)
      || !judge_pairs (engine, weights, groups, TRUE, least_rows, judged, error))
    return FALSE;
  lanes = jly_bits_join_lanes ((const JlyBits *const *)judged->pdata, judged->len, 1);
  return open_any (engine, lanes, is_too_near, error);
}

/* The same parts over blank figures of their shapes. */
static void
make_blank_parts (const JlyGuardPart *parts, gsize n_parts, JlyGuardPart *blank)
{
  for (gsize i = 0; i < n_parts; i++)
    {
      blank[i] = parts[i];
      blank[i].columns = (JlyBits *const *const *)jly_gathered_new_blank (parts[i].inputs);
    }
}

static void
free_blank_parts (JlyGuardPart *blank, gsize n_parts)
{
  for (gsize i = 0; i < n_parts; i++)
    jly_gathered_free_blank (blank[i].inputs, (JlyBits ***)blank[i].columns);
}

/* What miner self sends, by a run with nobody there. */
static void
count_miner (const JlyGuardPart *blank,
             gsize n_parts,
             gsize least_rows,
             guint self,
             guint64 *bytes,
             guint64 *rounds)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  JlyTransport *nobody = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, nobody, JLY_PRG_CHACHA20, no_key, no_key);
  gboolean is_too_near;

  if (!jly_guard_secure (engine, blank, n_parts, least_rows, &is_too_near, NULL))
    g_assert_not_reached ();
  *bytes = nobody->bytes_sent;
  *rounds = nobody->rounds;
  jly_engine_free (engine);
  jly_transport_dry_free (nobody);
}

void
jly_guard_cost (
    const JlyGuardPart *parts, gsize n_parts, gsize least_rows, guint64 bytes[3], guint64 *rounds)
{
  g_autofree JlyGuardPart *blank = NULL;

  bytes[0] = bytes[1] = bytes[2] = *rounds = 0;
  if (!jly_guard_is_needed (parts, n_parts, least_rows))
    return;
  blank = g_new (JlyGuardPart, n_parts);
  make_blank_parts (parts, n_parts, blank);
  /* Where bits become numbers the three have different parts. */
  for (guint self = 0; self < 3; self++)
    count_miner (blank, n_parts, least_rows, self, &bytes[self], rounds);
  free_blank_parts (blank, n_parts);
}

/* The sets that every row is in: entry [row] of a place is -1 where the question does not take it,
 * else the number of its group, or -2 where it is in none. */
static int *
place_rows (const JlyGuardPart *parts,
            const JlyClearTable *tables,
            const GArray *places,
            guint place,
            gsize n_rows)
{
  const JlyClearTable *table = &tables[g_array_index (places, Place, place).part];
  const JlyQuery *query = get_query (parts, places, place);
  g_auto (JlyCells) cells = jly_cells_read (query);
  int *sets = jly_cells_place (&cells, query, table);

  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean takes = table->is_valid[row] && jly_condition_takes (query, table, row);

      sets[row] = !takes ? -1 : sets[row] < 0 ? -2 : sets[row];
    }
  return sets;
}

static gboolean
has_row (const int *sets, guint set, gsize row)
{
  return set == 0 ? sets[row] != -1 : sets[row] == (int)set - 1;
}

static gboolean
is_near_clear (const Pair *pair, const GPtrArray *sets, gsize n_rows, gsize least_rows)
{
  gboolean are_groups = pair->one_set + pair->other_set > 0;
  gsize n[3] = { 0 };

  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean one = has_row (sets->pdata[pair->one], pair->one_set, row);
      gboolean other = has_row (sets->pdata[pair->other], pair->other_set, row);

      n[0] += one && !other;
      n[1] += other && !one;
      n[2] += one && other;
    }
  for (guint way = 0; way < 2; way++)
    if (n[way] > 0 && n[way] < least_rows
        && (!are_groups || (n[1 - way] == 0 && n[2] >= least_rows)))
      return TRUE;
  return FALSE;
}

gboolean
jly_guard_clear (const JlyGuardPart *parts,
                 const JlyClearTable *tables,
                 gsize n_parts,
                 gsize least_rows)
{
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func (g_free);
  gsize n_rows = jly_inputs_count_rows (parts[0].inputs);

  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (sets, place_rows (parts, tables, places, i, n_rows));
  for (guint of_groups = 0; of_groups < 2; of_groups++)
    {
      g_autoptr (GArray) pairs = list_pairs (parts, places, of_groups == 1);

      for (guint i = 0; i < pairs->len; i++)
        if (is_near_clear (&g_array_index (pairs, Pair, i), sets, n_rows, least_rows))
          return TRUE;
    }
  return FALSE;
}
