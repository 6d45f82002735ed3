/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-suppress.h. All tables go side by side: a lane a cell, a line, or a column of a table. */
#include "config.h"

#include "analysis/jly-suppress.h"

#include "analysis/jly-limbs.h"
#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"
#include "engine/jly-public.h"

#include <string.h>

typedef struct
{
  JlyEngine *engine;
  guint self;
  const JlyTables *tables;
  const JlyLimits *limits;
} Work;

static void
flip (const Work *work, JlyBits *x)
{
  jly_bits_flip (x, work->self);
}

/* n_groups lanes: lane g is the AND of lanes first[g * size ...], by their numbers. */
static JlyBits *
all_of (const Work *work,
        const JlyBits *x,
        const guint32 *lanes,
        guint n_groups,
        guint size,
        GError **error)
{
  g_autoptr (JlyBits) left = jly_pick_bits (x, lanes, (gsize)n_groups * size);
  guint n = size;

  /* lanes are dealt so that those of one group lie n_groups apart. */
  while (n > 1)
    {
      guint half = n / 2, rest = n - half;
      g_autofree guint32 *low = g_new (guint32, (gsize)half * n_groups);
      g_autofree guint32 *high = g_new (guint32, (gsize)half * n_groups);
      g_autoptr (JlyBits) a = NULL, b = NULL, both = NULL;
      g_autoptr (JlyBits) middle = NULL;
      const JlyBits *parts[2];

      for (guint32 i = 0; i < half * n_groups; i++)
        {
          low[i] = i;
          high[i] = rest * n_groups + i;
        }
      a = jly_pick_bits (left, low, (gsize)half * n_groups);
      b = jly_pick_bits (left, high, (gsize)half * n_groups);
      both = jly_gate_and (work->engine, a, b, error);
      if (both == NULL)
        return NULL;
      if (rest > half)
        {
          for (guint32 i = 0; i < n_groups; i++)
            low[i % (half * n_groups)] = half * n_groups + i;
          middle = jly_pick_bits (left, low, n_groups);
        }
      parts[0] = both;
      parts[1] = middle;
      jly_bits_free (g_steal_pointer (&left));
      left = jly_bits_join_lanes (parts, middle != NULL ? 2 : 1, 1);
      n = rest;
    }
  return g_steal_pointer (&left);
}

/* Lane numbers for all_of: group g has members (g / per) * outer + g % per + k * step. */
static guint32 *
list_lanes (guint n_groups, guint size, guint per, guint outer, guint inner, guint step)
{
  guint32 *lanes = g_new (guint32, (gsize)n_groups * size);

  for (guint32 k = 0; k < size; k++)
    for (guint32 g = 0; g < n_groups; g++)
      lanes[k * n_groups + g] = g / per * outer + g % per * inner + k * step;
  return lanes;
}

/* n sums of numbers that lie n apart. */
static JlyRing *
add_parties (const JlyRing *x, guint n)
{
  JlyRing *out = jly_ring_new (n, x->width);
  guint64 mask = jly_ring_mask (x->width);

  for (gsize i = 0; i < x->n; i++)
    {
      out->own[i % n] = (out->own[i % n] + x->own[i]) & mask;
      out->prev[i % n] = (out->prev[i % n] + x->prev[i]) & mask;
    }
  return out;
}

/* 1 where the number of width bits is at least bound. */
static JlyBits *
is_at_least (const Work *work, const JlyBits *x, guint64 bound, GError **error)
{
  JlyBits *below = jly_gate_less_than_constant (work->engine, x, bound, error);

  if (below != NULL)
    flip (work, below);
  return below;
}

static JlyBits *
has_rows (const Work *work, const JlyRing *counts, guint n, GError **error)
{
  g_autoptr (JlyRing) totals = add_parties (counts, n);
  g_autoptr (JlyBits) bits
      = jly_convert_to_bits (work->engine, totals, work->tables->count_width, error);

  return bits != NULL ? is_at_least (work, bits, work->limits->min_rows, error) : NULL;
}

static JlyBits *
has_parties (const Work *work, const JlyRing *counts, guint n, GError **error)
{
  g_autoptr (JlyBits) bits
      = jly_convert_to_bits (work->engine, counts, work->tables->count_width, error);
  g_autoptr (JlyBits) are_there = bits != NULL ? is_at_least (work, bits, 1, error) : NULL;
  g_autoptr (JlyColumns) columns = NULL;
  g_autoptr (JlyBits) n_parties = NULL;

  if (are_there == NULL)
    return NULL;
  columns = jly_columns_new (are_there->n_lanes, jly_count_width (work->tables->n_parties));
  jly_columns_add (columns, are_there, 0);
  jly_columns_sum_lanes_by (columns, n);
  n_parties = jly_columns_resolve (columns, work->engine, error);
  return n_parties != NULL ? is_at_least (work, n_parties, work->limits->min_parties, error) : NULL;
}

/* The sign of each number, of 64 bits in two's complement. */
static JlyBits *
get_signs (const Work *work, const JlyRing *x, GError **error)
{
  g_autoptr (JlyBits) bits = jly_convert_to_bits (work->engine, x, x->width, error);
  JlyBits top;

  if (bits == NULL)
    return NULL;
  top = jly_bits_view (bits, x->width - 1, 1);
  return jly_bits_copy (&top);
}

/* |x| = x - 2 [x < 0] x. */
static JlyRing *
make_absolute (const Work *work, const JlyRing *x, GError **error)
{
  g_autoptr (JlyBits) signs = get_signs (work, x, error);
  g_autoptr (JlyRing) negative
      = signs != NULL ? jly_convert_bit_times (work->engine, signs, x, error) : NULL;
  JlyRing *out;

  if (negative == NULL)
    return NULL;
  jly_ring_scale (negative, 2);
  out = jly_ring_copy (x);
  jly_ring_subtract (out, negative);
  return out;
}

/* percent total - 100 part is below zero for nobody, in words. */
static JlyBits *
has_no_large_word (const Work *work, const JlyRing *sums, guint n, GError **error)
{
  guint n_parties = work->tables->n_parties;
  g_autoptr (JlyRing) parts = make_absolute (work, sums, error);
  g_autoptr (JlyRing) totals = NULL, rest = NULL;
  g_autoptr (JlyBits) signs = NULL;

  if (parts == NULL)
    return NULL;
  totals = add_parties (parts, n);
  jly_ring_scale (totals, work->limits->top_share);
  jly_ring_scale (parts, 100);
  rest = jly_ring_new (sums->n, sums->width);
  for (guint p = 0; p < n_parties; p++)
    {
      memcpy (rest->own + (gsize)p * n, totals->own, n * sizeof *rest->own);
      memcpy (rest->prev + (gsize)p * n, totals->prev, n * sizeof *rest->prev);
    }
  jly_ring_subtract (rest, parts);
  signs = get_signs (work, rest, error);
  if (signs != NULL)
    flip (work, signs);
  return g_steal_pointer (&signs);
}

/* Bits of 100 times all parties' sums. */
static guint
get_share_width (const Work *work)
{
  return work->tables->sum_width + jly_gate_log2 (100) + jly_gate_log2 (work->tables->n_parties);
}

/* |x| of numbers in two's complement: NOT x + 1 below zero. */
static JlyBits *
make_absolute_bits (const Work *work, const JlyBits *x, GError **error)
{
  JlyBits sign = jly_bits_view (x, x->width - 1, 1);
  g_autoptr (JlyBits) turned = jly_bits_copy (x), one = jly_bits_copy_resized (&sign, x->width);
  g_autoptr (JlyBits) sum = NULL;

  for (guint b = 0; b < x->width; b++)
    {
      JlyBits plane = jly_bits_view (turned, b, 1);

      jly_bits_xor (&plane, &sign);
    }
  sum = jly_gate_add (work->engine, turned, one, error);
  return sum != NULL ? jly_bits_copy_resized (sum, work->tables->sum_width) : NULL;
}

/* factor times x, and where n_sums is not 0, added up over lanes that lie n_sums apart. */
static JlyBits *
multiply_bits (const Work *work, const JlyBits *x, guint factor, gsize n_sums, GError **error)
{
  g_autoptr (JlyColumns) columns = jly_columns_new (x->n_lanes, get_share_width (work));

  for (guint bit = 0; factor >> bit != 0; bit++)
    if (factor >> bit & 1)
      jly_columns_add (columns, x, bit);
  if (n_sums > 0)
    jly_columns_sum_lanes_by (columns, n_sums);
  return jly_columns_resolve (columns, work->engine, error);
}

/* The same by comparing bits, however many these are. */
static JlyBits *
has_no_large_bits (const Work *work, const JlyAmounts *amounts, guint n, GError **error)
{
  guint n_lanes = work->tables->n_parties * n;
  g_autofree guint32 *lanes = g_new (guint32, n_lanes);
  g_autoptr (JlyBits) sums = NULL, parts = NULL, totals = NULL, scaled = NULL, large = NULL;
  g_autoptr (JlyBits) all = NULL;

  sums = jly_limbs_join (work->engine, amounts->numbers, amounts->n, amounts->limb_bits, error);
  parts = sums != NULL ? make_absolute_bits (work, sums, error) : NULL;
  totals = parts != NULL ? multiply_bits (work, parts, work->limits->top_share, n, error) : NULL;
  scaled = totals != NULL ? multiply_bits (work, parts, 100, 0, error) : NULL;
  if (scaled == NULL)
    return NULL;
  for (guint32 i = 0; i < n_lanes; i++)
    lanes[i] = i % n;
  all = jly_pick_bits (totals, lanes, n_lanes);
  large = jly_gate_less_than (work->engine, all, scaled, error);
  if (large != NULL)
    flip (work, large);
  return g_steal_pointer (&large);
}

/* A lane a group: 1 where no party has more than the share. */
static JlyBits *
has_no_large_share (const Work *work, const JlyAmounts *amounts, guint n, GError **error)
{
  guint n_parties = work->tables->n_parties;
  gboolean is_word = amounts->n == 1 && get_share_width (work) < 63;
  g_autoptr (JlyBits) fine = is_word ? has_no_large_word (work, amounts->numbers[0], n, error)
                                     : has_no_large_bits (work, amounts, n, error);
  g_autofree guint32 *lanes = list_lanes (n, n_parties, n, 0, 1, n);

  return fine != NULL ? all_of (work, fine, lanes, n, n_parties, error) : NULL;
}

/* Takes both; NULL where one is NULL. */
static JlyBits *
both_of (const Work *work, JlyBits *a, JlyBits *b, GError **error)
{
  JlyBits *both = a != NULL && b != NULL ? jly_gate_and (work->engine, a, b, error) : NULL;

  jly_bits_free (a);
  jly_bits_free (b);
  return both;
}

/* One lane for each of n groups of which every party has counts and sums. */
static JlyBits *
judge (const Work *work, const JlyRing *counts, const JlyAmounts *sums, guint n, GError **error)
{
  guint top_share = work->limits->top_share;
  JlyBits *safe = has_rows (work, counts, n, error);

  if (safe != NULL && work->limits->min_parties > 1)
    safe = both_of (work, safe, has_parties (work, counts, n, error), error);
  if (safe != NULL && sums != NULL && top_share > 0 && top_share < 100)
    safe = both_of (work, safe, has_no_large_share (work, sums, n, error), error);
  return safe;
}

/* x of every party for cells of hidden lines, added up over the lines: a number for each party,
 * table and place across. */
static JlyRing *
add_hidden (const Work *work, const JlyRing *x, const JlyBits *hidden, GError **error)
{
  const JlyTables *t = work->tables;
  guint n_cells = jly_tables_count_cells (t), n_columns = t->n_tables * t->n_across;
  g_autofree guint32 *lines = g_new (guint32, x->n);
  g_autoptr (JlyBits) bits = NULL;
  g_autoptr (JlyRing) chosen = NULL;
  JlyRing *out;

  for (gsize i = 0; i < x->n; i++)
    lines[i] = (guint32)(i % n_cells / t->n_across);
  bits = jly_pick_bits (hidden, lines, x->n);
  chosen = jly_convert_bit_times (work->engine, bits, x, error);
  if (chosen == NULL)
    return NULL;
  out = jly_ring_new ((gsize)t->n_parties * n_columns, x->width);
  for (gsize i = 0; i < x->n; i++)
    {
      guint cell = i % n_cells, table = cell / (t->n_lines * t->n_across);
      gsize to = i / n_cells * n_columns + table * t->n_across + cell % t->n_across;

      out->own[to] += chosen->own[i];
      out->prev[to] += chosen->prev[i];
    }
  return out;
}

/* The same of every weight. */
static GPtrArray *
add_hidden_amounts (const Work *work, const JlyAmounts *x, const JlyBits *hidden, GError **error)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);

  for (guint s = 0; s < x->n; s++)
    {
      JlyRing *number = add_hidden (work, x->numbers[s], hidden, error);

      if (number == NULL)
        return NULL;
      g_ptr_array_add (numbers, number);
    }
  return g_steal_pointer (&numbers);
}

/* A lane a table: 1 where at most one line is hidden. */
static JlyBits *
is_alone (const Work *work, const JlyBits *hidden, GError **error)
{
  const JlyTables *t = work->tables;
  g_autofree guint32 *lanes = list_lanes (t->n_tables, t->n_lines, 1, t->n_lines, 0, 1);
  g_autoptr (JlyBits) dealt = jly_pick_bits (hidden, lanes, hidden->n_lanes);
  g_autoptr (JlyColumns) columns = jly_columns_new (dealt->n_lanes, jly_count_width (t->n_lines));
  g_autoptr (JlyBits) n_hidden = NULL;

  jly_columns_add (columns, dealt, 0);
  jly_columns_sum_lanes_by (columns, t->n_tables);
  n_hidden = jly_columns_resolve (columns, work->engine, error);
  return n_hidden != NULL ? jly_gate_less_than_constant (work->engine, n_hidden, 2, error) : NULL;
}

/* A lane a table: 1 where nothing is hidden. */
static JlyBits *
is_nothing (const Work *work, const JlyBits *hidden, GError **error)
{
  const JlyTables *t = work->tables;
  g_autofree guint32 *lanes = list_lanes (t->n_tables, t->n_lines, 1, t->n_lines, 0, 1);
  g_autoptr (JlyBits) shown = jly_bits_copy (hidden);

  flip (work, shown);
  return all_of (work, shown, lanes, t->n_tables, t->n_lines, error);
}

/* A lane a table: 1 where what is hidden is some, and alone or not safe together. */
static JlyBits *
is_exposed (const Work *work,
            const JlyRing *counts,
            const JlyAmounts *sums,
            const JlyBits *hidden,
            GError **error)
{
  const JlyTables *t = work->tables;
  guint n_columns = t->n_tables * t->n_across;
  g_autofree guint32 *lanes = list_lanes (t->n_tables, t->n_across, 1, t->n_across, 0, 1);
  g_autoptr (JlyRing) rows = add_hidden (work, counts, hidden, error);
  g_autoptr (GPtrArray) numbers = NULL;
  g_autoptr (JlyBits) safe = NULL, all = NULL, alone = NULL, nothing = NULL;
  JlyAmounts amounts = sums != NULL ? *sums : (JlyAmounts){ 0 };
  JlyBits *fine, *exposed;

  if (rows != NULL && sums != NULL)
    numbers = add_hidden_amounts (work, sums, hidden, error);
  if (numbers != NULL)
    amounts.numbers = (JlyRing *const *)numbers->pdata;
  if (rows != NULL && (sums == NULL || numbers != NULL))
    safe = judge (work, rows, sums != NULL ? &amounts : NULL, n_columns, error);
  all = safe != NULL ? all_of (work, safe, lanes, t->n_tables, t->n_across, error) : NULL;
  alone = all != NULL ? is_alone (work, hidden, error) : NULL;
  nothing = alone != NULL ? is_nothing (work, hidden, error) : NULL;
  if (nothing == NULL)
    return NULL;
  flip (work, alone);
  /* exposed = NOT nothing AND NOT (all AND NOT alone). */
  fine = jly_gate_and (work->engine, all, alone, error);
  if (fine == NULL)
    return NULL;
  flip (work, fine);
  flip (work, nothing);
  exposed = jly_gate_and (work->engine, fine, nothing, error);
  jly_bits_free (fine);
  return exposed;
}

/* Keys of lines for the search of the smallest: hidden lines last, then by rows, then in order. */
static JlyBits *
make_keys (const Work *work, const JlyRing *counts, const JlyBits *hidden, GError **error)
{
  const JlyTables *t = work->tables;
  guint n = t->n_tables * t->n_lines, n_cells = jly_tables_count_cells (t);
  guint index_width = MAX (1, jly_gate_log2 (t->n_lines));
  g_autoptr (JlyRing) rows = jly_ring_new (n, counts->width);
  g_autoptr (JlyBits) bits = NULL;
  g_autofree guint64 *places = g_new (guint64, n);
  g_autoptr (JlyPublic) numbers = NULL;
  JlyBits *keys, view;

  for (gsize i = 0; i < counts->n; i++)
    {
      rows->own[i % n_cells / t->n_across] += counts->own[i];
      rows->prev[i % n_cells / t->n_across] += counts->prev[i];
    }
  bits = jly_convert_to_bits (work->engine, rows, t->count_width, error);
  if (bits == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    places[i] = i % t->n_lines;
  numbers = jly_public_new (places, n, index_width);
  keys = jly_bits_new (n, index_width + t->count_width + 1);
  view = jly_bits_view (keys, 0, index_width);
  jly_bits_xor_public (&view, numbers, work->self);
  view = jly_bits_view (keys, index_width, t->count_width);
  jly_bits_assign (&view, bits);
  view = jly_bits_view (keys, index_width + t->count_width, 1);
  jly_bits_assign (&view, hidden);
  return keys;
}

/* A lane a line: 1 at the line of each table that is smaller than all others, hidden or not; every
 * line is compared with every other. */
static JlyBits *
find_smallest (const Work *work, const JlyRing *counts, const JlyBits *hidden, GError **error)
{
  const JlyTables *t = work->tables;
  guint n = t->n_tables * t->n_lines, n_others = t->n_lines - 1;
  g_autoptr (JlyBits) keys = make_keys (work, counts, hidden, error);
  g_autofree guint32 *own = g_new (guint32, (gsize)n * n_others);
  g_autofree guint32 *other = g_new (guint32, (gsize)n * n_others);
  g_autofree guint32 *lanes = list_lanes (n, n_others, n, 0, 1, n);
  g_autoptr (JlyBits) x = NULL, y = NULL, less = NULL;

  if (keys == NULL)
    return NULL;
  for (guint k = 0; k < n_others; k++)
    for (guint i = 0; i < n; i++)
      {
        guint line = i % t->n_lines;

        own[k * n + i] = i;
        other[k * n + i] = i - line + (line + k + 1) % t->n_lines;
      }
  x = jly_pick_bits (keys, own, (gsize)n * n_others);
  y = jly_pick_bits (keys, other, (gsize)n * n_others);
  less = jly_gate_less_than (work->engine, x, y, error);
  return less != NULL ? all_of (work, less, lanes, n, n_others, error) : NULL;
}

/* hidden or, in tables where it is due, also chosen (NULL: every line). */
static JlyBits *
hide_more (const Work *work,
           const JlyBits *hidden,
           const JlyBits *is_due,
           const JlyBits *chosen,
           GError **error)
{
  const JlyTables *t = work->tables;
  g_autofree guint32 *tables = g_new (guint32, hidden->n_lanes);
  g_autoptr (JlyBits) due = NULL, more = NULL, shown = NULL;
  JlyBits *left;

  for (guint32 i = 0; i < hidden->n_lanes; i++)
    tables[i] = i / t->n_lines;
  due = jly_pick_bits (is_due, tables, hidden->n_lanes);
  more = chosen != NULL ? jly_gate_and (work->engine, due, chosen, error) : jly_bits_copy (due);
  if (more == NULL)
    return NULL;
  shown = jly_bits_copy (hidden);
  flip (work, shown);
  flip (work, more);
  left = jly_gate_and (work->engine, shown, more, error);
  if (left != NULL)
    flip (work, left);
  return left;
}

/* A lane a line. */
static JlyBits *
hide_unsafe (const Work *work, const JlyRing *counts, const JlyAmounts *sums, GError **error)
{
  const JlyTables *t = work->tables;
  guint n_lines = t->n_tables * t->n_lines;
  g_autofree guint32 *lanes = list_lanes (n_lines, t->n_across, 1, t->n_across, 0, 1);
  g_autoptr (JlyBits) safe = judge (work, counts, sums, jly_tables_count_cells (t), error);
  JlyBits *hidden;

  hidden = safe != NULL ? all_of (work, safe, lanes, n_lines, t->n_across, error) : NULL;
  if (hidden != NULL)
    flip (work, hidden);
  return hidden;
}

static JlyBits *
hide_lines (const Work *work, const JlyRing *counts, const JlyAmounts *sums, GError **error)
{
  g_autoptr (JlyBits) hidden = hide_unsafe (work, counts, sums, error);
  g_autoptr (JlyBits) exposed = NULL, smallest = NULL, more = NULL, still = NULL;

  if (hidden == NULL || work->tables->n_lines == 1)
    return g_steal_pointer (&hidden);
  exposed = is_exposed (work, counts, sums, hidden, error);
  smallest = exposed != NULL ? find_smallest (work, counts, hidden, error) : NULL;
  more = smallest != NULL ? hide_more (work, hidden, exposed, smallest, error) : NULL;
  still = more != NULL ? is_exposed (work, counts, sums, more, error) : NULL;
  return still != NULL ? hide_more (work, more, still, NULL, error) : NULL;
}

JlyBits *
jly_suppress_secure (JlyEngine *engine,
                     const JlyTables *self,
                     const JlyLimits *limits,
                     const JlyRing *counts,
                     const JlyRing *sums,
                     GError **error)
{
  JlyRing *number = (JlyRing *)sums;
  const JlyAmounts amounts = { &number, 1, 0 };

  return jly_suppress_secure_wide (engine, self, limits, counts, sums != NULL ? &amounts : NULL,
                                   error);
}

JlyBits *
jly_suppress_secure_wide (JlyEngine *engine,
                          const JlyTables *self,
                          const JlyLimits *limits,
                          const JlyRing *counts,
                          const JlyAmounts *sums,
                          GError **error)
{
  const Work work = { engine, jly_engine_get_self (engine), self, limits };
  guint n_cells = jly_tables_count_cells (self);
  g_autofree guint32 *lines = g_new (guint32, n_cells);
  g_autoptr (JlyBits) hidden = hide_lines (&work, counts, sums, error);
  JlyBits *shown;

  if (hidden == NULL)
    return NULL;
  for (guint32 i = 0; i < n_cells; i++)
    lines[i] = i / self->n_across;
  shown = jly_pick_bits (hidden, lines, n_cells);
  flip (&work, shown);
  return shown;
}
