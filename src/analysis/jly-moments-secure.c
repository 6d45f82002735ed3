/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of products on the engine; see jly-moments.h. */
#include "config.h"

#include "analysis/jly-moments-private.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-limbs.h"
#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"
#include "engine/jly-round.h"

#define WORD_BITS 64

/* Some bits of a vector as numbers, one a row. */
typedef struct
{
  guint vector, offset, width;
  JlyRing numbers; /* borrowed from one of the rings */
} Piece;

typedef struct
{
  const JlyMoments *moments;
  JlyEngine *engine;
  const JlySecretTable *table;
  gsize n_rows;
  GPtrArray *vectors; /* JlyBits, one a vector */
  GArray *pieces;     /* Piece, those of a vector one after the other */
  GPtrArray *rings;   /* JlyRing that hold what pieces borrow */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->vectors, g_ptr_array_unref);
  g_clear_pointer (&work->pieces, g_array_unref);
  g_clear_pointer (&work->rings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static const Piece *
get_piece (const Work *work, guint i)
{
  return &g_array_index (work->pieces, Piece, i);
}

/* The rows that count: one plane. */
static JlyBits *
weigh_rows (const Work *work, GError **error)
{
  const JlyMoments *moments = work->moments;
  g_autoptr (JlyBits) rows = jly_condition_weigh (work->engine, moments->query, work->table, error);

  for (guint c = 0; c < moments->columns->len && rows != NULL; c++)
    {
      const JlyBits *there
          = jly_secret_table_get_there (work->table, g_array_index (moments->columns, guint, c));
      JlyBits *kept;

      if (there == NULL)
        continue;
      kept = jly_gate_and (work->engine, rows, there, error);
      jly_bits_free (rows);
      rows = kept;
    }
  return g_steal_pointer (&rows);
}

/* Bits of a piece, so that sums of products of two fit into a word; without need nothing is cut. */
static guint
choose_piece_width (const Work *work)
{
  guint widest = 0;

  for (guint i = 0; i < work->moments->pairs->len; i++)
    widest = MAX (widest, jly_moments_get_width (work->moments, i, work->n_rows));
  return widest <= WORD_BITS ? WORD_BITS : (WORD_BITS - jly_gate_log2 (work->n_rows)) / 2;
}

static void
cut_vectors (Work *work)
{
  guint most = choose_piece_width (work);

  work->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint v = 0; v < work->vectors->len; v++)
    {
      const JlyBits *bits = work->vectors->pdata[v];

      for (guint offset = 0; offset < bits->width; offset += most)
        {
          const Piece piece
              = { .vector = v, .offset = offset, .width = MIN (most, bits->width - offset) };

          g_array_append_val (work->pieces, piece);
        }
    }
}

/* All pieces of one bit, or all others, in the rounds of one conversion. */
static gboolean
convert_pieces (Work *work, gboolean is_bit, GError **error)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (JlyBits) all = NULL;
  JlyRing *numbers;
  guint width = 1, at = 0;

  for (guint i = 0; i < work->pieces->len; i++)
    {
      const Piece *piece = get_piece (work, i);
      JlyBits view
          = jly_bits_view (work->vectors->pdata[piece->vector], piece->offset, piece->width);

      if ((piece->width == 1) == is_bit)
        g_ptr_array_add (copies, jly_bits_copy (&view));
      width = MAX (width, is_bit ? 1 : piece->width);
    }
  if (copies->len == 0)
    return TRUE;
  all = jly_bits_join_lanes ((const JlyBits *const *)copies->pdata, copies->len, width);
  numbers = is_bit ? jly_convert_bit (work->engine, all, WORD_BITS, error)
                   : jly_convert_to_ring (work->engine, all, WORD_BITS, error);
  if (numbers == NULL)
    return FALSE;
  g_ptr_array_add (work->rings, numbers);
  for (guint i = 0; i < work->pieces->len; i++)
    {
      Piece *piece = &g_array_index (work->pieces, Piece, i);
      gsize first = at * work->n_rows;

      if ((piece->width == 1) != is_bit)
        continue;
      piece->numbers
          = (JlyRing){ work->n_rows, WORD_BITS, numbers->own + first, numbers->prev + first, NULL };
      at++;
    }
  return TRUE;
}

static gboolean
prepare (Work *work, GError **error)
{
  const JlyMoments *moments = work->moments;
  g_autoptr (JlyBits) rows = weigh_rows (work, error);

  if (rows == NULL)
    return FALSE;
  work->rings = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  work->vectors = jly_vectors_secure (
      work->engine, (const JlyVector *)(void *)moments->vectors->data, moments->vectors->len,
      moments->query->inputs, work->table, rows, error);
  if (work->vectors == NULL)
    return FALSE;
  cut_vectors (work);
  return convert_pieces (work, TRUE, error) && convert_pieces (work, FALSE, error);
}

/* Adds times the sum of the vector over n rows from first on to number i. */
static void
add_sum (const Work *work, guint vector, gsize first, gsize n, guint64 times, JlyRing *to, gsize at)
{
  for (guint i = 0; i < work->pieces->len; i++)
    {
      const Piece *piece = get_piece (work, i);
      guint64 factor = times << piece->offset;

      for (gsize row = first; piece->vector == vector && row < first + n; row++)
        {
          to->own[at] += factor * piece->numbers.own[row];
          to->prev[at] += factor * piece->numbers.prev[row];
        }
    }
}

/* Rows and amounts of every party and cell: local. */
static void
add_cells (const Work *work, const JlyTables *tables, JlyRing *counts, JlyRing *sums)
{
  const JlyMoments *moments = work->moments;
  const JlyInputs *inputs = moments->query->inputs;
  guint n_cells = moments->cells->len;
  gsize first = 0;

  for (guint p = 0; p < tables->n_parties; p++)
    {
      gsize n = tables->n_parties > 1 ? inputs->n_rows[p] : work->n_rows;

      for (guint c = 0; c < n_cells; c++)
        {
          const JlyMomentCell *cell = jly_moments_get_cell (moments, c);
          gsize at = (gsize)p * n_cells + c;
          gint64 base;

          add_sum (work, cell->flag, first, n, 1, counts, at);
          if (cell->amount == JLY_MOMENTS_NONE)
            continue;
          base = jly_vector_get_base (jly_moments_get_vector (moments, cell->amount), inputs);
          add_sum (work, cell->amount, first, n, 1, sums, at);
          add_sum (work, cell->flag, first, n, (guint64)base, sums, at);
        }
      first += n;
    }
}

/* One lane: whether all needed cells are shown. */
static JlyBits *
join_needed (const Work *work, const JlyBits *shown, GError **error)
{
  const JlyMoments *moments = work->moments;
  g_autofree guint32 *lanes = g_new (guint32, moments->cells->len);
  g_autoptr (JlyBits) needed = NULL;
  gsize n = 0;

  for (guint32 c = 0; c < moments->cells->len; c++)
    if (jly_moments_get_cell (moments, c)->is_needed)
      lanes[n++] = c;
  needed = jly_pick_bits (shown, lanes, n);
  return n > 1 ? jly_gate_all_lanes (work->engine, needed, error) : g_steal_pointer (&needed);
}

/* A lane a cell, or one of a whole. */
static JlyBits *
find_shown (const Work *work, GError **error)
{
  const JlyMoments *moments = work->moments;
  JlyTables tables = jly_moments_get_tables (moments);
  gsize n = (gsize)tables.n_parties * moments->cells->len;
  g_autoptr (JlyRing) counts = jly_ring_new (n, WORD_BITS), sums = jly_ring_new (n, WORD_BITS);
  g_autoptr (JlyBits) shown = NULL;

  if (!jly_limits_is_any (&moments->query->inputs->limits))
    {
      shown = jly_bits_new (moments->is_whole ? 1 : moments->cells->len, 1);
      jly_bits_flip (shown, jly_engine_get_self (work->engine));
      return g_steal_pointer (&shown);
    }
  add_cells (work, &tables, counts, sums);
  shown = jly_suppress_secure (work->engine, &tables, &moments->query->inputs->limits, counts,
                               tables.sum_width > 0 ? sums : NULL, error);
  if (shown == NULL || !moments->is_whole)
    return g_steal_pointer (&shown);
  return join_needed (work, shown, error);
}

/* One product of two pieces: a part of a pair's sum, to be moved up by offset bits. */
typedef struct
{
  guint pair, offset, place; /* place: which part of its pair */
  guint first, second;       /* pieces */
} Part;

static guint
list_parts (const Work *work, GArray *parts)
{
  guint n_places = 0;

  for (guint i = 0; i < work->moments->pairs->len; i++)
    {
      const JlyMomentPair *pair = jly_moments_get_pair (work->moments, i);
      guint place = 0;

      for (guint a = 0; a < work->pieces->len; a++)
        for (guint b = 0; b < work->pieces->len && get_piece (work, a)->vector == pair->first; b++)
          {
            guint offset = get_piece (work, a)->offset + get_piece (work, b)->offset;
            const Part part = { i, offset, place, a, b };

            if (get_piece (work, b)->vector != pair->second)
              continue;
            g_array_append_val (parts, part);
            place++;
          }
      n_places = MAX (n_places, place);
    }
  return n_places;
}

/* All parts as numbers: one dot product each, one round. */
static JlyRing *
multiply (const Work *work, const GArray *parts, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "sums of products");
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autoptr (JlyRing) all = jly_ring_new (parts->len, WORD_BITS);

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      JlyRing *sum = jly_ring_new (1, WORD_BITS);

      g_ptr_array_add (sums, sum);
      jly_round_dot (round, sum, &get_piece (work, part->first)->numbers,
                     &get_piece (work, part->second)->numbers);
    }
  if (!jly_round_run (round, error))
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    {
      const JlyRing *sum = sums->pdata[i];

      all->own[i] = sum->own[0];
      all->prev[i] = sum->prev[0];
    }
  return g_steal_pointer (&all);
}

/* A lane a pair: the part of that place, moved up; zero where a pair has none. */
static JlyBits *
place_parts (const Work *work, const GArray *parts, const JlyBits *bits, guint place, guint width)
{
  guint n = work->moments->pairs->len;
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lanes, jly_bits_new (1, width));
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autoptr (JlyBits) lane = NULL;
      JlyBits from, to;
      guint n_planes;

      if (part->place != place || part->offset >= width)
        continue;
      lane = jly_bits_copy_lanes (bits, i, 1);
      n_planes = MIN (bits->width, width - part->offset);
      from = jly_bits_view (lane, 0, n_planes);
      to = jly_bits_view (lanes->pdata[part->pair], part->offset, n_planes);
      jly_bits_assign (&to, &from);
    }
  return jly_bits_join_lanes ((const JlyBits *const *)lanes->pdata, n, width);
}

/* A lane a pair, width bits. */
static JlyBits *
add_up (const Work *work, guint width, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  guint n_places = list_parts (work, parts);
  g_autoptr (JlyRing) numbers = multiply (work, parts, error);
  g_autoptr (JlyBits) bits = NULL, total = NULL;

  if (numbers != NULL)
    bits = jly_convert_to_bits (work->engine, numbers,
                                n_places > 1 ? WORD_BITS : MIN (width, WORD_BITS), error);
  if (bits == NULL)
    return NULL;
  total = place_parts (work, parts, bits, 0, width);
  for (guint place = 1; place < n_places && total != NULL; place++)
    {
      g_autoptr (JlyBits) next = place_parts (work, parts, bits, place, width);
      g_autoptr (JlyBits) sum = jly_gate_add (work->engine, total, next, error);

      jly_bits_free (total);
      total = sum != NULL ? jly_bits_copy_resized (sum, width) : NULL;
    }
  return g_steal_pointer (&total);
}

/* What is shown of each value, else zero: masked anew by the AND. */
static JlyBits *
hide (const Work *work, const JlyBits *values, const JlyBits *shown, GError **error)
{
  const JlyMoments *moments = work->moments;
  g_autofree guint32 *cells = g_new (guint32, moments->pairs->len);
  g_autoptr (JlyBits) of_values = NULL;

  for (guint i = 0; i < moments->pairs->len; i++)
    cells[i] = moments->is_whole ? 0 : jly_moments_get_pair (moments, i)->cell;
  of_values = jly_pick_bits (shown, cells, moments->pairs->len);
  return jly_gate_and (work->engine, values, of_values, error);
}

/* Values of more than a word go out as all low words, and then all high ones. */
static void
hand_out (const JlyBits *values,
          guint first,
          const JlyOutputShape *shape,
          guint output,
          JlyShares *shares)
{
  g_autoptr (JlyBits) lanes = jly_bits_copy_lanes (values, first, shape->n);
  gboolean is_wide = shape->width > WORD_BITS;
  g_autoptr (JlyBits) all = jly_bits_copy_resized (lanes, is_wide ? JLY_LIMBS_WIDTH : shape->width);
  g_autoptr (JlyBits) words = is_wide ? jly_limbs_arrange (all) : NULL;

  jly_shares_add (shares, output, is_wide ? words : all);
}

static gboolean
hand_out_all (const Work *work, JlyShares *shares, GError **error)
{
  const JlyMoments *moments = work->moments;
  g_autofree JlyOutputShape *shapes = g_new0 (JlyOutputShape, moments->n_outputs + 1);
  gboolean is_fine = jly_moments_check (moments, shapes, NULL);
  g_autoptr (JlyBits) shown = NULL, values = NULL, kept = NULL, ones = NULL, fresh = NULL;
  guint width = 1, first = 0;

  g_assert (is_fine); /* the query was checked */
  for (guint k = 0; k < moments->n_outputs; k++)
    width = MAX (width, shapes[k].width);
  shown = find_shown (work, error);
  values = shown != NULL ? add_up (work, width, error) : NULL;
  kept = values != NULL ? hide (work, values, shown, error) : NULL;
  if (kept == NULL)
    return FALSE;
  for (guint k = 0; k < moments->n_outputs; first += (guint)shapes[k++].n)
    hand_out (kept, first, &shapes[k], k, shares);
  ones = jly_bits_new (shown->n_lanes, 1);
  jly_bits_flip (ones, jly_engine_get_self (work->engine));
  fresh = jly_gate_and (work->engine, shown, ones, error);
  if (fresh == NULL)
    return FALSE;
  jly_shares_add (shares, moments->n_outputs, fresh);
  return TRUE;
}

JlyShares *
jly_moments_secure (const JlyMoments *self,
                    JlyEngine *engine,
                    const JlySecretTable *table,
                    GError **error)
{
  g_auto (Work) work = {
    .moments = self,
    .engine = engine,
    .table = table,
    .n_rows = jly_inputs_count_rows (self->query->inputs),
  };
  g_autoptr (JlyShares) shares = jly_shares_new (self->n_outputs + 1);

  if (!prepare (&work, error) || !hand_out_all (&work, shares, error))
    return NULL;
  return g_steal_pointer (&shares);
}
