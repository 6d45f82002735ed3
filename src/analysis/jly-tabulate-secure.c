/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on the engine; see jly-tabulate.h. Bits of rows become numbers modulo
 * 2^64, sums are dot products, all in the rounds of one; what comes out becomes
 * bits again, and is kept or cleared. */
#include "config.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-tabulate-private.h"
#include "engine/jly-convert.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"

#define WORD_BITS 64

typedef struct
{
  JlyEngine *engine;
  const JlyTabulation *tabulation;
  const JlyQuery *query;
  const JlySecretTable *table;
  const JlyMeasures *measures;
  JlyTables tables;
  gsize n_rows;
} Work;

/* Everything that rows become: numbers of the whole table, borrowed row by row
 * below. */
typedef struct
{
  JlyRing *flags;   /* [value][row]: 1 where the row counts for it and is there */
  JlyRing *missing; /* the same where it is not there; NULL: nobody asks */
  JlyRing *first;   /* [measure][row] */
  JlyRing *other;   /* [row] */
  JlyRing *squares, *products;
} Rows;

static void
rows_clear (Rows *rows)
{
  jly_ring_free (rows->flags);
  jly_ring_free (rows->missing);
  jly_ring_free (rows->first);
  jly_ring_free (rows->other);
  jly_ring_free (rows->squares);
  jly_ring_free (rows->products);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static gboolean
has_term (const Work *work, JlyTerm term)
{
  for (guint i = 0; i < work->tabulation->n_terms; i++)
    if (work->tabulation->terms[i] == term)
      return TRUE;
  return FALSE;
}

/* Values of columns one after the other, in their own units: code and base. */
static JlyRing *
convert_columns (const Work *work, const guint *columns, guint n, GError **error)
{
  const JlyInputs *inputs = work->query->inputs;
  g_autofree const JlyBits **parts = g_new (const JlyBits *, n);
  g_autofree guint64 *bases = g_new (guint64, n * work->n_rows);
  g_autoptr (JlyBits) codes = NULL;
  JlyRing *numbers;
  guint width = 0;

  for (guint i = 0; i < n; i++)
    {
      parts[i] = work->table->columns[columns[i]];
      width = MAX (width, parts[i]->width);
      for (gsize row = 0; row < work->n_rows; row++)
        bases[i * work->n_rows + row]
            = (guint64)jly_input_column_get_base (&inputs->columns[columns[i]]);
    }
  codes = jly_bits_join_lanes (parts, n, width);
  numbers = jly_convert_to_ring (work->engine, codes, WORD_BITS, error);
  if (numbers != NULL)
    jly_ring_add_public (numbers, bases, jly_engine_get_self (work->engine));
  return numbers;
}

/* One plane: where the measure's cells are there; NULL: everywhere. *is_failed
 * if that could not be found out. */
static JlyBits *
find_there (const Work *work, guint measure, gboolean *is_failed, GError **error)
{
  const JlyMeasures *m = work->measures;
  const JlyBits *first
      = m->has_first ? jly_secret_table_get_there (work->table, m->first[measure]) : NULL;
  const JlyBits *other = m->has_other ? jly_secret_table_get_there (work->table, m->other) : NULL;
  JlyBits *both;

  *is_failed = FALSE;
  if (first == NULL || other == NULL)
    return first != NULL || other != NULL ? jly_bits_copy (first != NULL ? first : other) : NULL;
  both = jly_gate_and (work->engine, first, other, error);
  *is_failed = both == NULL;
  return both;
}

/* A lane for each value and row. With is_missing: rows that count and lack the
 * measure. */
static JlyBits *
make_flags (const Work *work, const JlyBits *cells, gboolean is_missing, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  for (guint i = 0; i < work->measures->n; i++)
    {
      gboolean is_failed;
      g_autoptr (JlyBits) there = find_there (work, i, &is_failed, error);
      g_autoptr (JlyBits) kept = NULL;

      if (is_failed)
        return NULL;
      if (there == NULL && is_missing)
        kept = jly_bits_new (cells->n_lanes, cells->width);
      else if (there != NULL)
        {
          if (is_missing)
            jly_bits_flip (there, jly_engine_get_self (work->engine));
          kept = jly_gate_and (work->engine, cells, there, error);
          if (kept == NULL)
            return NULL;
        }
      g_ptr_array_add (parts, jly_bits_planes_to_lanes (kept != NULL ? kept : cells));
    }
  return jly_bits_join_lanes ((const JlyBits *const *)parts->pdata, parts->len, 1);
}

static JlyRing *
convert_flags (const Work *work, const JlyBits *cells, gboolean is_missing, GError **error)
{
  g_autoptr (JlyBits) flags = make_flags (work, cells, is_missing, error);

  return flags != NULL ? jly_convert_bit (work->engine, flags, WORD_BITS, error) : NULL;
}

/* Squares of every measure, and products of the first with the other column:
 * one round. */
static gboolean
multiply (const Work *work, Rows *rows, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "products");

  if (has_term (work, JLY_TERM_SQUARE))
    {
      rows->squares = jly_ring_new (rows->first->n, WORD_BITS);
      jly_round_multiply (round, rows->squares, rows->first, rows->first);
    }
  if (has_term (work, JLY_TERM_PRODUCT))
    {
      rows->products = jly_ring_new (rows->other->n, WORD_BITS);
      jly_round_multiply (round, rows->products, rows->first, rows->other);
    }
  return jly_round_run (round, error);
}

static gboolean
prepare (const Work *work, Rows *rows, GError **error)
{
  const JlyMeasures *m = work->measures;
  g_autoptr (JlyBits) weight = jly_condition_weigh (work->engine, work->query, work->table, error);
  g_autoptr (JlyBits) cells = NULL;

  if (weight != NULL)
    cells = jly_cells_secure (work->engine, &m->cells, work->query->inputs, work->table, weight,
                              error);
  if (cells == NULL)
    return FALSE;
  rows->flags = convert_flags (work, cells, FALSE, error);
  if (rows->flags == NULL)
    return FALSE;
  if (has_term (work, JLY_TERM_MISSING))
    {
      rows->missing = convert_flags (work, cells, TRUE, error);
      if (rows->missing == NULL)
        return FALSE;
    }
  if (m->has_first && !has_term (work, JLY_TERM_MISSING))
    {
      rows->first = convert_columns (work, m->first, m->n, error);
      if (rows->first == NULL)
        return FALSE;
    }
  if (m->has_other)
    {
      rows->other = convert_columns (work, &m->other, 1, error);
      if (rows->other == NULL)
        return FALSE;
    }
  return multiply (work, rows, error);
}

/* Rows first to first + n - 1 of part of numbers, borrowed. */
static JlyRing
view_rows (const Work *work, const JlyRing *numbers, gsize part, gsize first, gsize n)
{
  gsize at = part * work->n_rows + first;

  return (JlyRing){ n, numbers->width, numbers->own + at, numbers->prev + at, NULL };
}

/* What a term adds up, of a measure; NULL: the flags themselves. */
static const JlyRing *
get_operand (const Rows *rows, JlyTerm term, guint measure, gsize *part)
{
  *part = 0;
  switch (term)
    {
    case JLY_TERM_SUM:
      *part = measure;
      return rows->first;
    case JLY_TERM_SQUARE:
      *part = measure;
      return rows->squares;
    case JLY_TERM_OTHER:
      return rows->other;
    case JLY_TERM_PRODUCT:
      return rows->products;
    default:
      return NULL;
    }
}

static void
put_number (JlyRing *to, gsize at, const JlyRing *number)
{
  to->own[at] = number->own[0];
  to->prev[at] = number->prev[0];
}

/* One term by party and value, in one round, or none for counts. */
static JlyRing *
add_up (const Work *work, const Rows *rows, JlyTerm term, GError **error)
{
  const JlyInputs *inputs = work->query->inputs;
  gsize n_values = work->measures->n_values, first = 0;
  guint n_parties = work->tables.n_parties;
  const JlyRing *flags = term == JLY_TERM_MISSING ? rows->missing : rows->flags;
  g_autoptr (JlyRing) out = jly_ring_new (n_parties * n_values, WORD_BITS);
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "sums");
  g_autoptr (GPtrArray) dots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autofree JlyRing *views = g_new (JlyRing, 2 * n_parties * n_values);

  for (guint p = 0; p < n_parties; p++)
    {
      gsize n = n_parties > 1 ? inputs->n_rows[p] : work->n_rows;

      for (gsize i = 0; i < n_values; i++)
        {
          JlyRing *pair = views + 2 * (p * n_values + i);
          gsize part;
          const JlyRing *operand
              = get_operand (rows, term, (guint)(i / work->measures->cells.n), &part);

          pair[0] = view_rows (work, flags, i, first, n);
          if (operand == NULL)
            {
              g_ptr_array_add (dots, jly_ring_sum (&pair[0]));
              continue;
            }
          pair[1] = view_rows (work, operand, part, first, n);
          g_ptr_array_add (dots, jly_ring_new (1, WORD_BITS));
          jly_round_dot (round, dots->pdata[dots->len - 1], &pair[0], &pair[1]);
        }
      first += n;
    }
  if (!jly_round_run (round, error))
    return NULL;
  for (guint i = 0; i < dots->len; i++)
    put_number (out, i, dots->pdata[i]);
  return g_steal_pointer (&out);
}

static JlyRing *
add_parties (const Work *work, const JlyRing *x)
{
  JlyRing *out = jly_ring_new (work->measures->n_values, WORD_BITS);

  for (gsize i = 0; i < x->n; i++)
    {
      out->own[i % out->n] += x->own[i];
      out->prev[i % out->n] += x->prev[i];
    }
  return out;
}

/* One plane, a lane a value. */
static JlyBits *
find_shown (const Work *work, const JlyRing *counts, const JlyRing *sums, GError **error)
{
  const JlyLimits *limits = &work->query->inputs->limits;
  JlyBits *shown;

  if (jly_limits_is_any (limits))
    return jly_suppress_secure (work->engine, &work->tables, limits, counts, sums, error);
  shown = jly_bits_new (work->measures->n_values, 1);
  jly_bits_flip (shown, jly_engine_get_self (work->engine));
  return shown;
}

/* The term where it is shown, else zero: masked anew by the AND. */
static gboolean
hand_out (const Work *work,
          const JlyRing *totals,
          guint width,
          const JlyBits *shown,
          guint output,
          JlyShares *shares,
          GError **error)
{
  g_autoptr (JlyBits) bits = jly_convert_to_bits (work->engine, totals, width, error);
  g_autoptr (JlyBits) kept = bits != NULL ? jly_gate_and (work->engine, bits, shown, error) : NULL;

  if (kept == NULL)
    return FALSE;
  jly_shares_add (shares, output, kept);
  return TRUE;
}

static gboolean
hand_out_all (const Work *work, const Rows *rows, JlyShares *shares, GError **error)
{
  const JlyTabulation *tabulation = work->tabulation;
  g_autoptr (JlyRing) counts = add_up (work, rows, JLY_TERM_COUNT, error);
  g_autoptr (JlyRing) sums = NULL;
  g_autoptr (JlyBits) shown = NULL, fresh = NULL, ones = NULL;

  if (counts == NULL)
    return FALSE;
  if (work->tables.sum_width > 0)
    {
      sums = add_up (work, rows, JLY_TERM_SUM, error);
      if (sums == NULL)
        return FALSE;
    }
  shown = find_shown (work, counts, sums, error);
  if (shown == NULL)
    return FALSE;
  for (guint i = 0; i < tabulation->n_terms; i++)
    {
      guint width = jly_measures_get_width (work->measures, work->query, tabulation->terms[i]);
      g_autoptr (JlyRing) term = add_up (work, rows, tabulation->terms[i], error);
      g_autoptr (JlyRing) totals = term != NULL ? add_parties (work, term) : NULL;

      if (totals == NULL || !hand_out (work, totals, width, shown, i, shares, error))
        return FALSE;
    }
  ones = jly_bits_new (shown->n_lanes, 1);
  jly_bits_flip (ones, jly_engine_get_self (work->engine));
  fresh = jly_gate_and (work->engine, shown, ones, error);
  if (fresh == NULL)
    return FALSE;
  jly_shares_add (shares, tabulation->n_terms, fresh);
  return TRUE;
}

JlyShares *
jly_tabulate_secure (const JlyTabulation *self,
                     JlyEngine *engine,
                     const JlyQuery *query,
                     const JlySecretTable *table,
                     GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_auto (Rows) rows = { NULL };
  g_autoptr (JlyShares) shares = jly_shares_new (self->n_terms + 1);
  const Work work = {
    engine,
    self,
    query,
    table,
    &measures,
    jly_measures_get_tables (&measures, self, query),
    jly_inputs_count_rows (query->inputs),
  };

  if (!prepare (&work, &rows, error) || !hand_out_all (&work, &rows, shares, error))
    return NULL;
  return g_steal_pointer (&shares);
}

/* 1 where a value has a row at all. */
static JlyBits *
find_used (const Work *work, const JlyRing *counts, GError **error)
{
  guint width = jly_measures_get_width (work->measures, work->query, JLY_TERM_COUNT);
  g_autoptr (JlyRing) totals = add_parties (work, counts);
  g_autoptr (JlyBits) bits = jly_convert_to_bits (work->engine, totals, width, error);
  JlyBits *used = bits != NULL ? jly_gate_less_than_constant (work->engine, bits, 1, error) : NULL;

  if (used != NULL)
    jly_bits_flip (used, jly_engine_get_self (work->engine));
  return used;
}

/* The flags of all values as planes. */
static JlyBits *
make_rows (const Work *work, GError **error)
{
  g_autoptr (JlyBits) weight = jly_condition_weigh (work->engine, work->query, work->table, error);
  g_autoptr (JlyBits) cells = NULL, flags = NULL;

  if (weight != NULL)
    cells = jly_cells_secure (work->engine, &work->measures->cells, work->query->inputs,
                              work->table, weight, error);
  flags = cells != NULL ? make_flags (work, cells, FALSE, error) : NULL;
  return flags != NULL ? jly_bits_lanes_to_planes (flags, work->n_rows) : NULL;
}

JlyBits *
jly_tabulate_find_shown (const JlyTabulation *self,
                         JlyEngine *engine,
                         const JlyQuery *query,
                         const JlySecretTable *table,
                         JlyBits **rows,
                         GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_auto (Rows) all = { NULL };
  const Work work = {
    engine,
    self,
    query,
    table,
    &measures,
    jly_measures_get_tables (&measures, self, query),
    jly_inputs_count_rows (query->inputs),
  };
  g_autoptr (JlyBits) planes = make_rows (&work, error), lanes = NULL, shown = NULL, used = NULL;
  g_autoptr (JlyRing) counts = NULL;
  JlyBits *both;

  if (planes == NULL)
    return NULL;
  lanes = jly_bits_planes_to_lanes (planes);
  all.flags = jly_convert_bit (engine, lanes, WORD_BITS, error);
  counts = all.flags != NULL ? add_up (&work, &all, JLY_TERM_COUNT, error) : NULL;
  shown = counts != NULL ? find_shown (&work, counts, NULL, error) : NULL;
  used = shown != NULL ? find_used (&work, counts, error) : NULL;
  both = used != NULL ? jly_gate_and (engine, shown, used, error) : NULL;
  if (both != NULL)
    *rows = g_steal_pointer (&planes);
  return both;
}

gboolean
jly_tabulate_find_parties (const JlyTabulation *self,
                           JlyEngine *engine,
                           const JlyQuery *query,
                           const JlySecretTable *table,
                           JlyRing **counts,
                           JlyRing **sums,
                           GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_auto (Rows) rows = { NULL };
  Work work = {
    engine,
    self,
    query,
    table,
    &measures,
    jly_measures_get_tables (&measures, self, query),
    jly_inputs_count_rows (query->inputs),
  };
  g_autoptr (JlyRing) found = NULL;

  work.tables.n_parties = query->inputs->n_sources;
  if (!prepare (&work, &rows, error))
    return FALSE;
  found = add_up (&work, &rows, JLY_TERM_COUNT, error);
  *sums = found != NULL ? add_up (&work, &rows, JLY_TERM_SUM, error) : NULL;
  if (*sums == NULL)
    return FALSE;
  *counts = g_steal_pointer (&found);
  return TRUE;
}
