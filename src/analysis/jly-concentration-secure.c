/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Concentration on the engine; see jly-concentration.h. Amounts that do not belong to a value are
 * zero: they come first in the order and add nothing. Each value is a strand until above and below
 * the line are known; then all are divided at once. */
#include "config.h"

#include "analysis/jly-concentration-private.h"

#include "analysis/jly-limbs.h"
#include "analysis/jly-rounded.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"
#include "engine/jly-round.h"
#include "engine/jly-sort-radix.h"
#include "engine/jly-strands.h"

#define WORD_BITS 64
#define MAX_LIMBS JLY_LIMBS_MAX_SUMS
#define AMOUNTS_AT_ONCE 1000000 /* of all strands */

/* One value: what goes in and what comes out. */
typedef struct
{
  JlyConcentration kind;
  guint k;
  guint width;        /* bits of an amount */
  gsize n_most;       /* amounts there may be, by the agreement */
  JlyBits *amounts;   /* n lanes */
  JlyBits *are_there; /* one plane: which of them belong to the value */
  JlyBits *above, *below;
} Value;

static void
value_clear (gpointer data)
{
  Value *value = data;

  jly_bits_free (value->amounts);
  jly_bits_free (value->are_there);
  jly_bits_free (value->above);
  jly_bits_free (value->below);
}

/* Limbs of numbers, each modulo 2^64. */
typedef struct
{
  JlyRing *numbers[MAX_LIMBS];
  guint n, bits;
} Limbs;

static void
limbs_clear (Limbs *self)
{
  for (guint j = 0; j < self->n; j++)
    jly_ring_free (self->numbers[j]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Limbs, limbs_clear)

static gboolean
take_apart (JlyEngine *engine, const JlyBits *amounts, guint bits, Limbs *out, GError **error)
{
  gint64 base = 0;

  out->bits = bits;
  for (guint j = 0; j < jly_limbs_count (amounts->width, bits); j++)
    {
      out->numbers[j] = jly_limbs_convert (engine, amounts, &base, 1, bits, j, error);
      if (out->numbers[j] == NULL)
        return FALSE;
      out->n++;
    }
  return TRUE;
}

/* The sum of every limb's numbers from first on, each times its weight: local. */
static Limbs
add_up (const Limbs *x, gsize first, gboolean is_weighted)
{
  Limbs out = { .n = x->n, .bits = x->bits };

  for (guint j = 0; j < x->n; j++)
    {
      const JlyRing *numbers = x->numbers[j];

      out.numbers[j] = jly_ring_new (1, WORD_BITS);
      for (gsize i = first; i < numbers->n; i++)
        {
          guint64 weight = is_weighted ? i + 1 : 1;

          out.numbers[j]->own[0] += weight * numbers->own[i];
          out.numbers[j]->prev[0] += weight * numbers->prev[i];
        }
    }
  return out;
}

/* factor times every limb: one round. */
static gboolean
multiply (JlyEngine *engine, const Limbs *x, const JlyRing *factor, Limbs *out, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "products");

  out->bits = x->bits;
  for (guint j = 0; j < x->n; j++)
    {
      out->numbers[out->n++] = jly_ring_new (1, WORD_BITS);
      jly_round_multiply (round, out->numbers[j], x->numbers[j], factor);
    }
  return jly_round_run (round, error);
}

static JlyBits *
join (JlyEngine *engine, const Limbs *x, GError **error)
{
  return jly_limbs_join (engine, x->numbers, x->n, x->bits, error);
}

static gboolean
sort (JlyEngine *engine, Value *value, GError **error)
{
  const JlySortKey key = { .bits = value->amounts };
  const JlyShuffleColumn column = { .bits = value->amounts };

  return jly_sort_radix (engine, &key, 1, &column, 1, error);
}

/* 2 W - (2 n + 1) S + m S over m S, with W the sum of i x_i over all n places, of which the last m
 * belong to the value. */
static gboolean
find_gini (JlyEngine *engine, Value *value, GError **error)
{
  gsize n = value->amounts->n_lanes;
  guint bits = WORD_BITS - 3 - 2 * jly_gate_log2 (MAX (value->n_most, 2));
  g_autoptr (JlyRing) m
      = jly_count_wide (engine, value->are_there, WORD_BITS, JLY_COUNT_FEW_BYTES, error);
  g_auto (Limbs) limbs = { .n = 0 }, sums = { .n = 0 }, weighted = { .n = 0 },
                 products = { .n = 0 };

  if (m == NULL || !sort (engine, value, error)
      || !take_apart (engine, value->amounts, bits, &limbs, error))
    return FALSE;
  sums = add_up (&limbs, 0, FALSE);
  weighted = add_up (&limbs, 0, TRUE);
  if (!multiply (engine, &sums, m, &products, error))
    return FALSE;
  for (guint j = 0; j < limbs.n; j++)
    {
      jly_ring_scale (weighted.numbers[j], 2);
      jly_ring_scale (sums.numbers[j], 2 * n + 1);
      jly_ring_subtract (weighted.numbers[j], sums.numbers[j]);
      jly_ring_add (weighted.numbers[j], products.numbers[j]);
    }
  value->above = join (engine, &weighted, error);
  value->below = value->above != NULL ? join (engine, &products, error) : NULL;
  return value->below != NULL;
}

static gboolean
find_largest (JlyEngine *engine, Value *value, GError **error)
{
  gsize n = value->amounts->n_lanes;
  g_auto (Limbs) limbs = { .n = 0 }, sums = { .n = 0 }, largest = { .n = 0 };

  if (!sort (engine, value, error)
      || !take_apart (engine, value->amounts, jly_limbs_get_bits (value->n_most), &limbs, error))
    return FALSE;
  sums = add_up (&limbs, 0, FALSE);
  largest = add_up (&limbs, n > value->k ? n - value->k : 0, FALSE);
  value->above = join (engine, &largest, error);
  value->below = value->above != NULL ? join (engine, &sums, error) : NULL;
  return value->below != NULL;
}

/* The sums of products of every two limbs, added up by weight: a dot product each. */
static gboolean
square (JlyEngine *engine, const Limbs *x, Limbs *out, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "products");
  g_autoptr (GPtrArray) dots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  guint at = 0;

  out->bits = x->bits;
  out->n = 2 * x->n - 1;
  for (guint s = 0; s < out->n; s++)
    out->numbers[s] = jly_ring_new (1, WORD_BITS);
  for (guint i = 0; i < x->n; i++)
    for (guint j = i; j < x->n; j++)
      {
        g_ptr_array_add (dots, jly_ring_new (1, WORD_BITS));
        jly_round_dot (round, dots->pdata[dots->len - 1], x->numbers[i], x->numbers[j]);
      }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint i = 0; i < x->n; i++)
    for (guint j = i; j < x->n; j++, at++)
      {
        jly_ring_scale (dots->pdata[at], i == j ? 1 : 2);
        jly_ring_add (out->numbers[i + j], dots->pdata[at]);
      }
  return TRUE;
}

static gboolean
find_herfindahl (JlyEngine *engine, Value *value, GError **error)
{
  guint width = value->width + jly_gate_log2 (value->n_most);
  g_auto (Limbs) limbs = { .n = 0 }, sums = { .n = 0 }, squares = { .n = 0 };
  g_autoptr (JlyBits) sum = NULL, wide = NULL;

  if (!take_apart (engine, value->amounts, jly_limbs_get_bits (value->n_most), &limbs, error)
      || !square (engine, &limbs, &squares, error))
    return FALSE;
  sums = add_up (&limbs, 0, FALSE);
  value->above = join (engine, &squares, error);
  wide = value->above != NULL ? join (engine, &sums, error) : NULL;
  if (wide == NULL)
    return FALSE;
  sum = jly_bits_copy_resized (wide, width);
  value->below = jly_gate_multiply (engine, sum, sum, error);
  return value->below != NULL;
}

static gboolean
compute_value (JlyEngine *engine, gpointer data, GError **error)
{
  Value *value = data;

  switch (value->kind)
    {
    case JLY_CONCENTRATION_GINI:
      return find_gini (engine, value, error);
    case JLY_CONCENTRATION_LARGEST:
      return find_largest (engine, value, error);
    default:
      return find_herfindahl (engine, value, error);
    }
}

typedef struct
{
  JlyEngine *engine;
  const JlyQuery *query;
  const JlySecretTable *table;
  const JlyMeasures *measures;
  Value *values;
} Work;

/* The rows' own amounts, where they belong to the value. */
static gboolean
take_rows (const Work *work, const JlyBits *planes, GError **error)
{
  const JlyMeasures *m = work->measures;
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "amounts");

  for (gsize i = 0; i < m->n_values; i++)
    {
      const JlyBits *codes = work->table->columns[m->first[i / m->cells.n]];
      JlyBits plane = jly_bits_view (planes, (guint)i, 1);
      Value *value = &work->values[i];

      value->are_there = jly_bits_copy (&plane);
      value->amounts = jly_bits_new (codes->n_lanes, codes->width);
      jly_round_and (round, value->amounts, codes, value->are_there);
    }
  return jly_round_run (round, error);
}

/* Every n-th lane of x from lane i on. */
static JlyBits *
pick (const JlyBits *x, gsize i, gsize n, guint n_parties)
{
  g_autofree guint32 *lanes = g_new (guint32, n_parties);

  for (guint32 p = 0; p < n_parties; p++)
    lanes[p] = (guint32)(p * n + i);
  return jly_pick_bits (x, lanes, n_parties);
}

/* The companies' totals, and which have rows. */
static gboolean
take_companies (const Work *work, GError **error)
{
  const JlyMeasures *m = work->measures;
  guint n_parties = work->query->inputs->n_sources;
  g_autoptr (JlyRing) counts = NULL, sums = NULL;
  g_autoptr (JlyBits) amounts = NULL, rows = NULL, are_there = NULL;

  if (!jly_tabulate_find_parties (&jly_concentration_tabulation, work->engine, work->query,
                                  work->table, &counts, &sums, error))
    return FALSE;
  amounts = jly_convert_to_bits (work->engine, sums, work->values[0].width, error);
  rows = amounts != NULL ? jly_convert_to_bits (
             work->engine, counts, jly_measures_get_width (m, work->query, JLY_TERM_COUNT), error)
                         : NULL;
  are_there = rows != NULL ? jly_gate_less_than_constant (work->engine, rows, 1, error) : NULL;
  if (are_there == NULL)
    return FALSE;
  jly_bits_flip (are_there, jly_engine_get_self (work->engine));
  for (gsize i = 0; i < m->n_values; i++)
    {
      work->values[i].amounts = pick (amounts, i, m->n_values, n_parties);
      work->values[i].are_there = pick (are_there, i, m->n_values, n_parties);
    }
  return TRUE;
}

static gboolean
compute_all (const Work *work, GError **error)
{
  gsize n = work->measures->n_values, n_lanes = work->values[0].amounts->n_lanes;
  gsize at_once = CLAMP (AMOUNTS_AT_ONCE / MAX (n_lanes, 1), 1, JLY_STRANDS_MAX);

  for (gsize first = 0; first < n; first += at_once)
    {
      gpointer data[JLY_STRANDS_MAX];
      guint n_here = (guint)MIN (at_once, n - first);

      for (guint i = 0; i < n_here; i++)
        data[i] = &work->values[first + i];
      if (!jly_strands_run (work->engine, compute_value, data, n_here, error))
        return FALSE;
    }
  return TRUE;
}

/* A lane a value. */
static JlyBits *
gather (const Work *work, gboolean is_above)
{
  gsize n = work->measures->n_values;
  g_autofree const JlyBits **parts = g_new (const JlyBits *, n);
  guint width = 0;

  for (gsize i = 0; i < n; i++)
    {
      parts[i] = is_above ? work->values[i].above : work->values[i].below;
      width = MAX (width, parts[i]->width);
    }
  return jly_bits_join_lanes (parts, n, width);
}

/* The quotients where they are shown and there are any, else zero. */
static JlyShares *
hand_out (const Work *work, const JlyBits *shown, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) above = gather (work, TRUE), below = gather (work, FALSE), defined = NULL;
  g_autoptr (JlyBits) quotient = jly_rounded_secure (work->engine, above, below, &defined, error);
  g_autoptr (JlyBits) both = NULL, kept = NULL;

  both = quotient != NULL ? jly_gate_and (work->engine, shown, defined, error) : NULL;
  kept = both != NULL ? jly_gate_and (work->engine, quotient, both, error) : NULL;
  if (kept == NULL)
    return NULL;
  jly_shares_add (shares, 0, kept);
  jly_shares_add (shares, 1, both);
  return g_steal_pointer (&shares);
}

static JlyShares *
run (const Work *work, GError **error)
{
  g_autoptr (JlyBits) planes = NULL;
  g_autoptr (JlyBits) shown = jly_tabulate_find_shown (&jly_concentration_tabulation, work->engine,
                                                       work->query, work->table, &planes, error);
  gboolean is_done = shown != NULL;

  if (is_done && jly_concentration_is_of_companies (work->query))
    is_done = take_companies (work, error);
  else if (is_done)
    is_done = take_rows (work, planes, error);
  return is_done && compute_all (work, error) ? hand_out (work, shown, error) : NULL;
}

JlyShares *
jly_concentration_secure (JlyConcentration kind,
                          JlyEngine *engine,
                          const JlyQuery *query,
                          const JlySecretTable *table,
                          GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&jly_concentration_tabulation, query);
  g_autofree Value *values = g_new0 (Value, measures.n_values);
  const Work work = { engine, query, table, &measures, values };
  JlyShares *shares;

  for (gsize i = 0; i < measures.n_values; i++)
    values[i] = (Value){
      .kind = kind,
      .k = jly_concentration_get_largest (query),
      .width = jly_concentration_get_width (&measures, query),
      .n_most = jly_concentration_count_most (query),
    };
  shares = run (&work, error);
  for (gsize i = 0; i < measures.n_values; i++)
    value_clear (&values[i]);
  return shares;
}
