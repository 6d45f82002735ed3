/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-tabulate-rows.h. Bits of rows become numbers modulo 2^64, sums are dot products of flags
 * and values, a block of rows after the other. */
#include "config.h"

#include "analysis/jly-tabulate-rows.h"

#include "analysis/jly-condition.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"
#include "engine/jly-strands.h"

#include <string.h>

#define WORD_BITS 64
#define NUMBERS_AT_ONCE ((gsize)1 << 20) /* of a block: 16 MiB of shares for each kind */
#define BLOCK_STEP 512                   /* rows; whole words */
#define FEW_FLAGS 16384                  /* injected: 64 bits each, and two rounds */

JlyTabulateWork
jly_tabulate_work (JlyEngine *engine,
                   const JlyTabulation *tabulation,
                   const JlyQuery *query,
                   const JlySecretTable *table,
                   const JlyMeasures *measures)
{
  return (JlyTabulateWork){
    engine,
    tabulation,
    query,
    table,
    measures,
    jly_measures_get_tables (measures, tabulation, query),
    jly_inputs_count_rows (query->inputs),
    jly_limbs_get_bits (jly_inputs_count_most_rows (query->inputs)),
  };
}

void
jly_totals_clear (JlyTotals *self)
{
  for (guint t = 0; t < JLY_TERMS; t++)
    for (guint s = 0; s < self->of[t].n; s++)
      jly_ring_free (self->of[t].numbers[s]);
}

static gboolean
has_term (const JlyTabulateWork *work, JlyTerm term)
{
  for (guint i = 0; i < work->tabulation->n_terms; i++)
    if (work->tabulation->terms[i] == term)
      return TRUE;
  return FALSE;
}

static gboolean
needs_term (const JlyTabulateWork *work, JlyTerm term)
{
  return has_term (work, term) || term == JLY_TERM_COUNT
         || (term == JLY_TERM_SUM && work->tables.sum_width > 0);
}

/* Whether rows must become numbers: for anything but counting them. */
static gboolean
needs_numbers (const JlyTabulateWork *work)
{
  return needs_term (work, JLY_TERM_SUM) || has_term (work, JLY_TERM_OTHER)
         || has_term (work, JLY_TERM_SQUARE) || has_term (work, JLY_TERM_PRODUCT);
}

static gboolean
is_wide (const JlyTabulateWork *work, JlyTerm term)
{
  return jly_measures_get_width (work->measures, work->query, term) > JLY_TABULATE_WORD;
}

/* Whether the first (or the second) column is needed in limbs. */
static gboolean
needs_limbs (const JlyTabulateWork *work, gboolean is_other)
{
  const JlyTerm alone = is_other ? JLY_TERM_OTHER : JLY_TERM_SUM;

  return (needs_term (work, alone) && is_wide (work, alone))
         || (!is_other && has_term (work, JLY_TERM_SQUARE) && is_wide (work, JLY_TERM_SQUARE))
         || (has_term (work, JLY_TERM_PRODUCT) && is_wide (work, JLY_TERM_PRODUCT));
}

/* One plane a measure: where its cells are there; planes of measures that lack nothing are not
 * meant. has says which. NULL with the transport's error. */
static JlyBits *
find_there (const JlyTabulateWork *work, gboolean *has, GError **error)
{
  const JlyMeasures *m = work->measures;
  const JlyBits *other = m->has_other ? jly_secret_table_get_there (work->table, m->other) : NULL;
  g_autoptr (JlyBits) there = jly_bits_new (work->n_rows, m->n), kept = NULL;

  for (guint i = 0; i < m->n; i++)
    {
      const JlyBits *first
          = m->has_first ? jly_secret_table_get_there (work->table, m->first[i]) : NULL;
      JlyBits plane = jly_bits_view (there, i, 1);

      has[i] = first != NULL || other != NULL;
      if (first != NULL)
        jly_bits_assign (&plane, first);
      else
        jly_bits_flip (&plane, jly_engine_get_self (work->engine));
    }
  if (other == NULL)
    return g_steal_pointer (&there);
  {
    g_autoptr (JlyRound) round = jly_round_new (work->engine, "cells");

    kept = jly_bits_new (work->n_rows, m->n);
    jly_round_and (round, kept, there, other);
    return jly_round_run (round, error) ? g_steal_pointer (&kept) : NULL;
  }
}

static JlyBits *
make_cells (const JlyTabulateWork *work, GError **error)
{
  g_autoptr (JlyBits) weight = jly_condition_weigh (work->engine, work->query, work->table, error);

  if (weight == NULL)
    return NULL;
  return jly_cells_secure (work->engine, &work->measures->cells, work->query->inputs, work->table,
                           weight, error);
}

JlyBits *
jly_tabulate_make_planes (const JlyTabulateWork *work, gboolean is_missing, GError **error)
{
  const JlyMeasures *m = work->measures;
  g_autofree gboolean *has = g_new0 (gboolean, m->n);
  g_autoptr (JlyBits) cells = make_cells (work, error), there = NULL, planes = NULL;
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "cells");

  there = cells != NULL ? find_there (work, has, error) : NULL;
  if (there == NULL)
    return NULL;
  if (is_missing)
    jly_bits_flip (there, jly_engine_get_self (work->engine));
  planes = jly_bits_new (work->n_rows, (guint)m->n_values);
  for (guint i = 0; i < m->n; i++)
    {
      JlyBits to = jly_bits_view (planes, i * m->cells.n, m->cells.n);
      JlyBits plane = jly_bits_view (there, i, 1);

      if (has[i])
        jly_round_and (round, &to, cells, &plane);
      else if (!is_missing)
        jly_bits_assign (&to, cells);
    }
  return jly_round_run (round, error) ? g_steal_pointer (&planes) : NULL;
}

/* Everything that a block of rows becomes. */
typedef struct
{
  gsize first_row, n;
  JlyRing *flags; /* [value][row]: 1 where the row counts for it and is there */
  JlyRing *first; /* [measure][row] */
  JlyRing *other; /* [row] */
  JlyRing *first_limbs[JLY_LIMBS_MAX], *other_limbs[JLY_LIMBS_MAX];
  guint n_first, n_other;     /* limbs; 0: the whole numbers will do */
  JlyTotal squares, products; /* by weight, of every measure and row */
} Rows;

static void
total_clear (JlyTotal *self)
{
  for (guint s = 0; s < self->n; s++)
    jly_ring_free (self->numbers[s]);
  self->n = 0;
}

static void
rows_clear (Rows *rows)
{
  jly_ring_free (rows->flags);
  jly_ring_free (rows->first);
  jly_ring_free (rows->other);
  for (guint j = 0; j < rows->n_first; j++)
    jly_ring_free (rows->first_limbs[j]);
  for (guint j = 0; j < rows->n_other; j++)
    jly_ring_free (rows->other_limbs[j]);
  total_clear (&rows->squares);
  total_clear (&rows->products);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

/* sum of 2^(bits j) limbs[j], modulo 2^64: local. */
static JlyRing *
join_limbs (JlyRing *const *limbs, guint n, guint bits)
{
  JlyRing *whole = jly_ring_copy (limbs[0]);

  for (guint j = 1; j < n && j * bits < WORD_BITS; j++)
    {
      g_autoptr (JlyRing) part = jly_ring_copy (limbs[j]);

      jly_ring_scale (part, (guint64)1 << j * bits);
      jly_ring_add (whole, part);
    }
  return whole;
}

/* Values of columns one after the other: whole and, where they are asked for, their limbs. */
static gboolean
convert_columns (const JlyTabulateWork *work,
                 const Rows *rows,
                 const guint *columns,
                 guint n,
                 gboolean in_limbs,
                 JlyRing **limbs,
                 guint *n_limbs,
                 JlyRing **whole,
                 GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autofree gint64 *bases = g_new (gint64, n);
  g_autoptr (JlyBits) codes = NULL;
  guint width = 0, limb_bits = WORD_BITS, n_parts = 1;

  for (guint i = 0; i < n; i++)
    {
      const JlyBits *column = work->table->columns[columns[i]];

      g_ptr_array_add (parts, jly_bits_copy_lanes (column, rows->first_row, rows->n));
      width = MAX (width, column->width);
      bases[i] = jly_input_column_get_base (&work->query->inputs->columns[columns[i]]);
    }
  codes = jly_bits_join_lanes ((const JlyBits *const *)parts->pdata, n, width);
  if (in_limbs)
    {
      limb_bits = work->limb_bits;
      n_parts = jly_limbs_count (width, limb_bits);
      g_assert (n_parts <= JLY_LIMBS_MAX);
    }
  for (guint j = 0; j < n_parts; j++)
    {
      JlyRing *limb = jly_limbs_convert (work->engine, codes, bases, n, limb_bits, j, error);

      if (limb == NULL)
        return FALSE;
      if (!in_limbs)
        *whole = limb;
      else
        limbs[(*n_limbs)++] = limb;
    }
  if (in_limbs)
    *whole = join_limbs (limbs, n_parts, limb_bits);
  return TRUE;
}

static void
add_numbers (JlyTotal *to, guint weight, const JlyRing *x)
{
  while (to->n <= weight)
    to->numbers[to->n++] = jly_ring_new (x->n, WORD_BITS);
  jly_ring_add (to->numbers[weight], x);
}

/* Products of every pair of limbs, added up by weight. */
static gboolean
multiply_limbs (const JlyTabulateWork *work,
                JlyRing *const *x,
                guint n_x,
                JlyRing *const *y,
                guint n_y,
                JlyTotal *out,
                GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "products");
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  guint at = 0;

  for (guint i = 0; i < n_x; i++)
    for (guint j = x == y ? i : 0; j < n_y; j++)
      {
        g_ptr_array_add (made, jly_ring_new (x[i]->n, WORD_BITS));
        jly_round_multiply (round, made->pdata[made->len - 1], x[i], y[j]);
      }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint i = 0; i < n_x; i++)
    for (guint j = x == y ? i : 0; j < n_y; j++, at++)
      {
        /* Of a square, two different limbs meet twice. */
        if (x == y && i != j)
          jly_ring_scale (made->pdata[at], 2);
        add_numbers (out, i + j, made->pdata[at]);
      }
  return TRUE;
}

static gboolean
multiply (const JlyTabulateWork *work, Rows *rows, GError **error)
{
  if (has_term (work, JLY_TERM_SQUARE))
    {
      gboolean wide = is_wide (work, JLY_TERM_SQUARE);
      JlyRing **x = wide ? rows->first_limbs : &rows->first;
      guint n = wide ? rows->n_first : 1;

      if (!multiply_limbs (work, x, n, x, n, &rows->squares, error))
        return FALSE;
    }
  if (has_term (work, JLY_TERM_PRODUCT))
    {
      gboolean wide = is_wide (work, JLY_TERM_PRODUCT);

      return multiply_limbs (work, wide ? rows->first_limbs : &rows->first,
                             wide ? rows->n_first : 1, wide ? rows->other_limbs : &rows->other,
                             wide ? rows->n_other : 1, &rows->products, error);
    }
  return TRUE;
}

/* A block: planes are those of all rows. */
static gboolean
prepare (const JlyTabulateWork *work, const JlyBits *planes, Rows *rows, GError **error)
{
  const JlyMeasures *m = work->measures;
  g_autoptr (JlyBits) block = jly_bits_copy_lanes (planes, rows->first_row, rows->n);
  g_autoptr (JlyBits) lanes = jly_bits_planes_to_lanes (block);

  rows->flags = jly_convert_bit (work->engine, lanes, WORD_BITS, error);
  if (rows->flags == NULL)
    return FALSE;
  if (m->has_first
      && !convert_columns (work, rows, m->first, m->n, needs_limbs (work, FALSE), rows->first_limbs,
                           &rows->n_first, &rows->first, error))
    return FALSE;
  if (m->has_other
      && !convert_columns (work, rows, &m->other, 1, needs_limbs (work, TRUE), rows->other_limbs,
                           &rows->n_other, &rows->other, error))
    return FALSE;
  return multiply (work, rows, error);
}

/* The numbers that a term adds up at a weight, and of which part of them; NULL: flags alone. */
static const JlyRing *
get_operand (const JlyTabulateWork *work,
             const Rows *rows,
             JlyTerm term,
             guint s,
             guint measure,
             gsize *part)
{
  *part = measure;
  switch (term)
    {
    case JLY_TERM_SUM:
      return is_wide (work, term) ? rows->first_limbs[s] : rows->first;
    case JLY_TERM_SQUARE:
      return rows->squares.numbers[s];
    case JLY_TERM_PRODUCT:
      return rows->products.numbers[s];
    case JLY_TERM_OTHER:
      *part = 0;
      return is_wide (work, term) ? rows->other_limbs[s] : rows->other;
    default:
      return NULL;
    }
}

/* How many weights a term has. */
static guint
count_weights (const JlyTabulateWork *work, const Rows *rows, JlyTerm term)
{
  switch (term)
    {
    case JLY_TERM_SUM:
      return is_wide (work, term) ? rows->n_first : 1;
    case JLY_TERM_OTHER:
      return is_wide (work, term) ? rows->n_other : 1;
    case JLY_TERM_SQUARE:
      return rows->squares.n;
    case JLY_TERM_PRODUCT:
      return rows->products.n;
    default:
      return 1;
    }
}

/* Numbers first to first + n - 1 of part of a block's numbers, borrowed. */
static JlyRing
view_rows (const Rows *rows, const JlyRing *numbers, gsize part, gsize first, gsize n)
{
  gsize at = part * rows->n + first;

  return (JlyRing){ n, numbers->width, numbers->own + at, numbers->prev + at, NULL };
}

/* With few rows a party a product of every row costs no more bytes than a dot product of every
 * party, and is one vector instead of many small ones. */
static gboolean
is_row_by_row (const JlyTabulateWork *work)
{
  return work->tables.n_parties > 1 && work->n_rows <= 2 * (gsize)work->tables.n_parties;
}

/* The operand of every value and row. */
static JlyRing *
spread_operand (const JlyTabulateWork *work, const Rows *rows, JlyTerm term, guint s)
{
  JlyRing *out = jly_ring_new (rows->flags->n, WORD_BITS);

  for (gsize i = 0; i < work->measures->n_values; i++)
    {
      gsize part;
      const JlyRing *operand
          = get_operand (work, rows, term, s, (guint)(i / work->measures->cells.n), &part);

      memcpy (out->own + i * rows->n, operand->own + part * rows->n, rows->n * sizeof *out->own);
      memcpy (out->prev + i * rows->n, operand->prev + part * rows->n, rows->n * sizeof *out->prev);
    }
  return out;
}

/* Numbers of every value and row, to those of every party and value. */
static void
add_rows_by_party (const JlyTabulateWork *work, const Rows *rows, const JlyRing *x, JlyRing *to)
{
  gsize n_values = work->measures->n_values, begin = 0;

  for (guint p = 0; p < work->tables.n_parties; p++)
    {
      gsize n = work->query->inputs->n_rows[p];
      gsize first = MAX (begin, rows->first_row), end = MIN (begin + n, rows->first_row + rows->n);

      begin += n;
      for (gsize row = first; row < end; row++)
        for (gsize i = 0; i < n_values; i++)
          {
            to->own[p * n_values + i] += x->own[i * rows->n + row - rows->first_row];
            to->prev[p * n_values + i] += x->prev[i * rows->n + row - rows->first_row];
          }
    }
}

/* One term at one weight, row by row. */
static gboolean
add_term (const JlyTabulateWork *work,
          const Rows *rows,
          JlyTerm term,
          guint s,
          JlyRing *to,
          GError **error)
{
  gsize part;
  g_autoptr (JlyRing) operand = NULL, products = NULL;
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "sums");

  if (get_operand (work, rows, term, s, 0, &part) == NULL)
    {
      add_rows_by_party (work, rows, rows->flags, to);
      return TRUE;
    }
  operand = spread_operand (work, rows, term, s);
  products = jly_ring_new (operand->n, WORD_BITS);
  jly_round_multiply (round, products, rows->flags, operand);
  if (!jly_round_run (round, error))
    return FALSE;
  add_rows_by_party (work, rows, products, to);
  return TRUE;
}

/* The dot products of one block, all in one round; then they are added to the totals. */
typedef struct
{
  JlyRound *round;
  GPtrArray *dots; /* JlyRing of one number */
  GArray *views;   /* JlyRing; they stay where they are until the round has run */
  GArray *places;  /* where each dot goes */
} Dots;

typedef struct
{
  JlyRing *to;
  gsize at;
} Place;

static void
queue (const JlyTabulateWork *work,
       const Rows *rows,
       const JlyRing *operand,
       gsize part,
       gsize value,
       gsize first,
       gsize n,
       Dots *dots)
{
  JlyRing views[2] = { view_rows (rows, rows->flags, value, first, n) };
  guint at = dots->views->len;

  if (operand == NULL)
    {
      g_ptr_array_add (dots->dots, jly_ring_sum (&views[0]));
      return;
    }
  views[1] = view_rows (rows, operand, part, first, n);
  g_array_append_vals (dots->views, views, 2);
  g_ptr_array_add (dots->dots, jly_ring_new (1, WORD_BITS));
  jly_round_dot (dots->round, dots->dots->pdata[dots->dots->len - 1],
                 &g_array_index (dots->views, JlyRing, at),
                 &g_array_index (dots->views, JlyRing, at + 1));
}

/* One term at one weight, for all parties that have rows in the block. */
static void
queue_term (
    const JlyTabulateWork *work, const Rows *rows, JlyTerm term, guint s, JlyRing *to, Dots *dots)
{
  gsize n_values = work->measures->n_values, begin = 0;
  guint n_parties = work->tables.n_parties;

  for (guint p = 0; p < n_parties; p++)
    {
      gsize n = n_parties > 1 ? work->query->inputs->n_rows[p] : work->n_rows;
      gsize first = MAX (begin, rows->first_row), end = MIN (begin + n, rows->first_row + rows->n);

      begin += n;
      for (gsize i = 0; i < n_values && first < end; i++)
        {
          gsize part;
          const JlyRing *operand
              = get_operand (work, rows, term, s, (guint)(i / work->measures->cells.n), &part);

          queue (work, rows, operand, part, i, first - rows->first_row, end - first, dots);
          g_array_append_val (dots->places, ((Place){ to, p * n_values + i }));
        }
    }
}

static gsize
count_all_weights (const JlyTabulateWork *work, const Rows *rows)
{
  gsize n = 0;

  for (guint t = 0; t < JLY_TERMS; t++)
    if (needs_term (work, t))
      n += count_weights (work, rows, t);
  return n;
}

static gboolean
add_block (const JlyTabulateWork *work, const Rows *rows, JlyTotals *totals, GError **error)
{
  gsize n_numbers = work->tables.n_parties * work->measures->n_values;
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "sums");
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autoptr (GArray) views = g_array_sized_new (
      FALSE, FALSE, sizeof (JlyRing), (guint)(2 * n_numbers * count_all_weights (work, rows)));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Dots dots = { round, made, views, places };

  for (guint t = 0; t < JLY_TERMS; t++)
    {
      JlyTotal *total = &totals->of[t];

      if (!needs_term (work, t) || t == JLY_TERM_MISSING)
        continue;
      for (guint s = 0; s < count_weights (work, rows, t); s++)
        {
          if (total->n <= s)
            total->numbers[total->n++] = jly_ring_new (n_numbers, WORD_BITS);
          if (is_row_by_row (work))
            {
              if (!add_term (work, rows, t, s, total->numbers[s], error))
                return FALSE;
              continue;
            }
          queue_term (work, rows, t, s, total->numbers[s], &dots);
        }
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      const JlyRing *dot = made->pdata[i];

      place->to->own[place->at] += dot->own[0];
      place->to->prev[place->at] += dot->prev[0];
    }
  return TRUE;
}

static gboolean
add_blocks (const JlyTabulateWork *work, const JlyBits *planes, JlyTotals *totals, GError **error)
{
  gsize at_once = NUMBERS_AT_ONCE / (work->measures->n_values + work->measures->n);

  at_once = MAX (BLOCK_STEP, at_once / BLOCK_STEP * BLOCK_STEP);
  for (gsize first = 0; first < work->n_rows; first += at_once)
    {
      g_auto (Rows) rows = { .first_row = first, .n = MIN (at_once, work->n_rows - first) };

      if (!prepare (work, planes, &rows, error) || !add_block (work, &rows, totals, error))
        return FALSE;
    }
  return TRUE;
}

/* One party's counts, as a strand. */
typedef struct
{
  const JlyBits *planes;
  gsize first, n;
  JlyRing *counts;
} Part;

static gboolean
count_part (JlyEngine *engine, gpointer data, GError **error)
{
  Part *part = data;
  g_autoptr (JlyBits) planes = jly_bits_copy_lanes (part->planes, part->first, part->n);

  part->counts = jly_count_wide (engine, planes, WORD_BITS, JLY_COUNT_FEW_BYTES, error);
  return part->counts != NULL;
}

static JlyRing *
count_by_adders (const JlyTabulateWork *work, const JlyBits *planes, GError **error)
{
  guint n_parties = work->tables.n_parties;
  g_autofree Part *parts = g_new0 (Part, n_parties);
  g_autofree gpointer *data = g_new (gpointer, n_parties);
  JlyRing *out = jly_ring_new (n_parties * planes->width, WORD_BITS);
  gsize first = 0;
  gboolean is_done;

  for (guint p = 0; p < n_parties; p++)
    {
      gsize n = n_parties > 1 ? work->query->inputs->n_rows[p] : work->n_rows;

      parts[p] = (Part){ planes, first, n, NULL };
      data[p] = &parts[p];
      first += n;
    }
  is_done = jly_strands_run (work->engine, count_part, data, n_parties, error);
  for (guint p = 0; p < n_parties; p++)
    {
      for (gsize i = 0; i < planes->width && is_done; i++)
        {
          out->own[p * planes->width + i] = parts[p].counts->own[i];
          out->prev[p * planes->width + i] = parts[p].counts->prev[i];
        }
      jly_ring_free (parts[p].counts);
    }
  if (!is_done)
    g_clear_pointer (&out, jly_ring_free);
  return out;
}

static JlyRing *
count_by_injection (const JlyTabulateWork *work, const JlyBits *planes, GError **error)
{
  g_autoptr (JlyBits) lanes = jly_bits_planes_to_lanes (planes);
  g_autoptr (JlyRing) flags = jly_convert_bit (work->engine, lanes, WORD_BITS, error);
  guint n_parties = work->tables.n_parties;
  gsize first = 0;
  JlyRing *out;

  if (flags == NULL)
    return NULL;
  out = jly_ring_new (n_parties * planes->width, WORD_BITS);
  for (guint p = 0; p < n_parties; p++)
    {
      gsize n = n_parties > 1 ? work->query->inputs->n_rows[p] : work->n_rows;

      for (gsize i = 0; i < planes->width; i++)
        for (gsize row = i * work->n_rows + first; row < i * work->n_rows + first + n; row++)
          {
            out->own[p * planes->width + i] += flags->own[row];
            out->prev[p * planes->width + i] += flags->prev[row];
          }
      first += n;
    }
  return out;
}

JlyRing *
jly_tabulate_count_planes (const JlyTabulateWork *work, const JlyBits *planes, GError **error)
{
  return work->n_rows * planes->width <= FEW_FLAGS ? count_by_injection (work, planes, error)
                                                   : count_by_adders (work, planes, error);
}

static gboolean
count_into (const JlyTabulateWork *work, const JlyBits *planes, JlyTotal *total, GError **error)
{
  total->numbers[0] = jly_tabulate_count_planes (work, planes, error);
  total->n = total->numbers[0] != NULL;
  return total->n > 0;
}

gboolean
jly_tabulate_add_up (const JlyTabulateWork *work, JlyTotals *totals, GError **error)
{
  g_autoptr (JlyBits) planes = jly_tabulate_make_planes (work, FALSE, error), missing = NULL;

  if (planes == NULL)
    return FALSE;
  if (!needs_numbers (work))
    {
      if (!count_into (work, planes, &totals->of[JLY_TERM_COUNT], error))
        return FALSE;
    }
  else if (!add_blocks (work, planes, totals, error))
    return FALSE;
  if (!has_term (work, JLY_TERM_MISSING))
    return TRUE;
  missing = jly_tabulate_make_planes (work, TRUE, error);
  return missing != NULL && count_into (work, missing, &totals->of[JLY_TERM_MISSING], error);
}
