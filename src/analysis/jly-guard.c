/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-guard.h. Filters are compared pair by pair: each question of now with every other of now
 * and before. */
#include "config.h"

#include "analysis/jly-guard.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-gathered.h"
#include "analysis/jly-validity.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-public.h"

#define MAX_PAIRS (JLY_BITS_MAX_WIDTH / 2) /* both ways of a pair are planes of one vector */

/* A question's place: its part, and among all questions of all parts. */
typedef struct
{
  guint part;
  gsize question;
} Place;

typedef struct
{
  guint one, other; /* places */
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

/* Those that need counting: a question of now with each that comes after it in the list. */
static GArray *
list_pairs (const JlyGuardPart *parts, const GArray *places)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < parts[0].n_questions; i++)
    for (guint k = i + 1; k < places->len; k++)
      if (!is_same (parts, places, i, k))
        g_array_append_val (pairs, ((Pair){ i, k }));
  return pairs;
}

gboolean
jly_guard_is_needed (const JlyGuardPart *parts, gsize n_parts, gsize least_rows)
{
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GArray) pairs = list_pairs (parts, places);

  return least_rows > 1 && pairs->len > 0;
}

/* One plane a question of the part: the rows that it takes. */
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
      JlyBits *weight = jly_condition_weigh (engine, &part->questions[i].query, &table, error);

      is_done = weight != NULL;
      if (is_done)
        g_ptr_array_add (weights, weight);
    }
  return is_done;
}

/* One plane a pair: the rows of its first, or of its second, question. */
static JlyBits *
gather (const GPtrArray *weights, const Pair *pairs, guint n, gboolean is_second)
{
  const JlyBits *first = weights->pdata[0];
  JlyBits *planes = jly_bits_new (first->n_lanes, n);

  for (guint i = 0; i < n; i++)
    {
      JlyBits plane = jly_bits_view (planes, i, 1);

      jly_bits_assign (&plane, weights->pdata[is_second ? pairs[i].other : pairs[i].one]);
    }
  return planes;
}

/* Two planes a pair: the rows that only the first takes, and those that only the second takes. */
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
  all = jly_bits_new (one->n_lanes, 2 * n);
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

/* One lane a plane: 1 where its rows are some, and fewer than the least. None are below one as
 * well, so that the two comparisons differ just for those. */
static JlyBits *
judge_planes (JlyEngine *engine, const JlyBits *planes, gsize least_rows, GError **error)
{
  guint width = jly_count_width (planes->n_lanes);
  g_autoptr (JlyRing) numbers = jly_count (engine, planes, JLY_COUNT_FEW_BYTES, error);
  g_autoptr (JlyBits) counts
      = numbers != NULL ? jly_convert_to_bits (engine, numbers, width, error) : NULL;
  g_autoptr (JlyBits) are_few
      = counts != NULL ? is_below (engine, counts, least_rows, error) : NULL;
  g_autoptr (JlyBits) are_none = are_few != NULL ? is_below (engine, counts, 1, error) : NULL;

  if (are_none == NULL)
    return NULL;
  jly_bits_xor (are_few, are_none);
  return g_steal_pointer (&are_few);
}

/* A lane for each way of each pair. */
static JlyBits *
judge_pairs (JlyEngine *engine,
             const GPtrArray *weights,
             const GArray *pairs,
             gsize least_rows,
             GError **error)
{
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  for (guint first = 0; first < pairs->len; first += MAX_PAIRS)
    {
      guint n = MIN (pairs->len - first, MAX_PAIRS);
      g_autoptr (JlyBits) planes
          = find_differences (engine, weights, &g_array_index (pairs, Pair, first), n, error);
      JlyBits *lanes = planes != NULL ? judge_planes (engine, planes, least_rows, error) : NULL;

      if (lanes == NULL)
        return NULL;
      g_ptr_array_add (judged, lanes);
    }
  return jly_bits_join_lanes ((const JlyBits *const *)judged->pdata, judged->len, 1);
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
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GArray) pairs = list_pairs (parts, places);
  g_autoptr (JlyBits) lanes = NULL;

  for (gsize i = 0; i < n_parts; i++)
    if (!weigh_part (engine, &parts[i], weights, error))
      return FALSE;
  lanes = judge_pairs (engine, weights, pairs, least_rows, error);
  return lanes != NULL && open_any (engine, lanes, is_too_near, error);
}

static gboolean
takes_row (const JlyGuardPart *parts,
           const JlyClearTable *tables,
           const GArray *places,
           guint place,
           gsize row)
{
  const JlyClearTable *table = &tables[g_array_index (places, Place, place).part];

  return table->is_valid[row] && jly_condition_takes (get_query (parts, places, place), table, row);
}

gboolean
jly_guard_clear (const JlyGuardPart *parts,
                 const JlyClearTable *tables,
                 gsize n_parts,
                 gsize least_rows)
{
  g_autoptr (GArray) places = list_places (parts, n_parts);
  g_autoptr (GArray) pairs = list_pairs (parts, places);
  gsize n_rows = jly_inputs_count_rows (parts[0].inputs);

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      gsize only_one = 0, only_other = 0;

      for (gsize row = 0; row < n_rows; row++)
        {
          gboolean one = takes_row (parts, tables, places, pair->one, row);
          gboolean other = takes_row (parts, tables, places, pair->other, row);

          only_one += one && !other;
          only_other += other && !one;
        }
      if ((only_one > 0 && only_one < least_rows) || (only_other > 0 && only_other < least_rows))
        return TRUE;
    }
  return FALSE;
}
