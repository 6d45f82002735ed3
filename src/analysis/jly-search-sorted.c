/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles by sorting once: rows in the order of their group and value, so that every value wanted
 * lies in a place that follows from the groups' numbers of rows. See jly_search_sorted. The place
 * is secret: a piece of the column is taken by as many bits as there are pieces, of which one is 1,
 * and a row of it by halving.
 */
#include "config.h"

#include "analysis/jly-search-places.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-one-hot.h"
#include "engine/jly-public.h"
#include "engine/jly-round.h"
#include "engine/jly-sort.h"

#define LEAST_ROWS 4096         /* below, sorting takes more rounds than it saves bytes */
#define LANES_AT_ONCE (1 << 23) /* of flags that say which piece: 2 MiB of shares */

gboolean
jly_search_is_sorted_cheaper (
    gsize n_rows, guint width, guint n_groups, guint n_fractions, gboolean is_type_1)
{
  guint64 lg = jly_gate_log2 (MAX (2, n_rows)), n_searches = n_groups * n_fractions;
  guint64 key = width + jly_gate_log2 (n_groups + 1) + lg;
  /* Bits a row: of comparisons and a shuffle, and of ANDs and a count a bit of every search. */
  guint64 by_sorting = key * (3 * lg + 4) / 2;
  guint64 by_searching = 3 * width * n_searches * (is_type_1 ? 1 : 2);

  return n_rows >= LEAST_ROWS && by_sorting < by_searching;
}

typedef struct
{
  JlySearchPlaces places;
  const JlyBits *codes, *rows;
  gsize n_chunk, n_chunks; /* a column is taken apart into pieces of so many rows */
  guint place_width;       /* bits of a place */
} Work;

static void
work_clear (Work *work)
{
  jly_search_places_clear (&work->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
cut (Work *work)
{
  gsize n = work->codes->n_lanes;

  work->n_chunk = JLY_BITS_BLOCK_LANES;
  while (n > work->n_chunk * JLY_BITS_MAX_WIDTH)
    work->n_chunk *= 2;
  work->n_chunks = (n + work->n_chunk - 1) / work->n_chunk;
  work->place_width = jly_gate_log2 (work->n_chunk) + MAX (1, jly_gate_log2 (work->n_chunks));
}

/* The number of each row's group, counted from 1, and 0 where it is in none: local, since a row is
 * in one group at most. */
static JlyBits *
number_groups (const Work *work)
{
  guint n_groups = work->places.n_groups;
  JlyBits *numbers = jly_bits_new (work->rows->n_lanes, jly_gate_log2 (n_groups + 1));

  for (guint g = 0; g < n_groups; g++)
    for (guint b = 0; b < numbers->width; b++)
      if ((g + 1) >> b & 1)
        {
          JlyBits to = jly_bits_view (numbers, b, 1), from = jly_bits_view (work->rows, g, 1);

          jly_bits_xor (&to, &from);
        }
  return numbers;
}

/* The column in order, and zeros up to whole pieces. */
static JlyBits *
sort (const Work *work, GError **error)
{
  g_autoptr (JlyBits) numbers = number_groups (work), codes = jly_bits_copy (work->codes);
  g_autoptr (JlyBits) rest = NULL;
  const JlySortKey keys[] = { { .bits = numbers }, { .bits = codes } };
  const JlyShuffleColumn column = { .bits = codes };
  gsize n_rest = work->n_chunk * work->n_chunks - codes->n_lanes;

  if (!jly_sort (work->places.engine, keys, G_N_ELEMENTS (keys), &column, 1, error))
    return NULL;
  if (n_rest == 0)
    return g_steal_pointer (&codes);
  rest = jly_bits_new (n_rest, codes->width);
  return jly_bits_join_lanes ((const JlyBits *[]){ codes, rest }, 2, codes->width);
}

/* A lane a search: the first place of its group, n less the rows of this and all later groups. */
static JlyBits *
find_starts (const Work *work, GError **error)
{
  const JlySearchPlaces *places = &work->places;
  guint n = places->n_groups * places->n_fractions;
  guint64 mask = jly_ring_mask (places->width), own = 0, prev = 0;
  g_autoptr (JlyRing) starts = jly_ring_new (n, places->width);
  g_autofree guint64 *all = g_new (guint64, n);

  for (guint s = n; s-- > 0;)
    {
      if ((s + 1) % places->n_fractions == 0)
        {
          own += places->rows->own[s / places->n_fractions];
          prev += places->rows->prev[s / places->n_fractions];
        }
      starts->own[s] = (0 - own) & mask;
      starts->prev[s] = (0 - prev) & mask;
      all[s] = work->codes->n_lanes;
    }
  jly_ring_add_public (starts, all, jly_engine_get_self (places->engine));
  return jly_convert_to_bits (places->engine, starts, work->place_width, error);
}

/* The places of all values: of the lower ones and, for type 7, of the upper ones behind them. */
static JlyBits *
find_places (const Work *work, const JlyBits *before, GError **error)
{
  JlyEngine *engine = work->places.engine;
  g_autoptr (JlyBits) starts = find_starts (work, error), sum = NULL, low = NULL, next = NULL;
  g_autoptr (JlyBits) steps = jly_bits_copy_resized (before, work->place_width), high = NULL;
  g_autoptr (JlyPublic) zero = NULL;
  g_autofree guint64 *zeros = g_new0 (guint64, before->n_lanes);

  sum = starts != NULL ? jly_gate_add (engine, starts, steps, error) : NULL;
  if (sum == NULL)
    return NULL;
  low = jly_bits_copy_resized (sum, work->place_width);
  if (work->places.is_type_1)
    return g_steal_pointer (&low);
  zero = jly_public_new (zeros, low->n_lanes, work->place_width);
  next = jly_gate_add_public (engine, low, zero, TRUE, error);
  if (next == NULL)
    return NULL;
  high = jly_bits_copy_resized (next, work->place_width);
  return jly_bits_join_lanes ((const JlyBits *[]){ low, high }, 2, work->place_width);
}

/* One lane of x everywhere. */
static JlyBits *
spread (const JlyBits *x, gsize lane, gsize n_lanes)
{
  g_autoptr (JlyBits) one = jly_bits_copy_lanes (x, lane, 1);

  return jly_bits_repeat_lane (one, n_lanes);
}

/* For searches first to first + n - 1 the piece that each place is in: the sum of all pieces, each
 * times its flag. */
static gboolean
take_pieces (const Work *work,
             const JlyBits *column,
             const JlyBits *flags,
             guint first,
             guint n,
             GPtrArray *pieces,
             GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->places.engine, "quantiles");
  g_autoptr (GPtrArray) spreads = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  for (guint s = first; s < first + n; s++)
    {
      JlyBits *piece = jly_bits_new (work->n_chunk, column->width);
      JlyBits *everywhere = spread (flags, s, work->n_chunk);

      g_ptr_array_add (pieces, piece);
      g_ptr_array_add (spreads, everywhere);
      jly_round_sum (round, piece, NULL);
      for (gsize c = 0; c < work->n_chunks; c++)
        {
          JlyBits part = jly_bits_view_lanes (column, c * work->n_chunk, work->n_chunk);
          JlyBits flag = jly_bits_view (everywhere, (guint)c, 1);

          jly_round_add_product (round, &part, &flag, NULL);
        }
    }
  return jly_round_run (round, error);
}

/* The half of every piece that bit says: low, or with 1 high: low ^ bit (low ^ high). */
static gboolean
halve (const Work *work, GPtrArray *pieces, const JlyBits *places, guint bit, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->places.engine, "quantiles");
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (GPtrArray) halves = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  const JlyBits plane = jly_bits_view (places, bit, 1);
  gsize n = (gsize)1 << bit;

  for (guint s = 0; s < pieces->len; s++)
    {
      JlyBits *low = jly_bits_copy_lanes (pieces->pdata[s], 0, n);
      JlyBits *both = jly_bits_copy_lanes (pieces->pdata[s], n, n);
      JlyBits *flag = spread (&plane, s, n), *half = jly_bits_new (n, low->width);

      jly_bits_xor (both, low);
      g_ptr_array_add (operands, low);
      g_ptr_array_add (operands, both);
      g_ptr_array_add (operands, flag);
      g_ptr_array_add (halves, half);
      jly_round_sum (round, half, low);
      jly_round_add_product (round, both, flag, NULL);
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint s = 0; s < pieces->len; s++)
    {
      jly_bits_free (pieces->pdata[s]);
      pieces->pdata[s] = halves->pdata[s];
      halves->pdata[s] = NULL;
    }
  return TRUE;
}

/* A lane a place: the row that lies there. */
static JlyBits *
take (const Work *work, const JlyBits *column, const JlyBits *places, GError **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  guint low_width = jly_gate_log2 (work->n_chunk), n = (guint)places->n_lanes;
  guint at_once = (guint)MAX (1, LANES_AT_ONCE / (work->n_chunk * work->n_chunks));
  JlyBits which = jly_bits_view (places, low_width, work->place_width - low_width);
  g_autoptr (JlyBits) flags
      = jly_one_hot (work->places.engine, &which, NULL, (guint)work->n_chunks, error);

  if (flags == NULL)
    return NULL;
  for (guint first = 0; first < n; first += at_once)
    if (!take_pieces (work, column, flags, first, MIN (at_once, n - first), pieces, error))
      return NULL;
  for (guint bit = low_width; bit-- > 0;)
    if (!halve (work, pieces, places, bit, error))
      return NULL;
  return jly_bits_join_lanes ((const JlyBits *const *)pieces->pdata, n, column->width);
}

static JlyBits *
search (Work *work, GError **error)
{
  g_autoptr (JlyBits) column = NULL, places = NULL, values = NULL, low = NULL, high = NULL;
  g_autoptr (JlyBits) before = NULL, rests = NULL;
  guint n = work->places.n_groups * work->places.n_fractions;

  if (!jly_search_places_count (&work->places, work->rows, error)
      || !jly_search_places_divide (&work->places, &before, &rests, error))
    return NULL;
  places = find_places (work, before, error);
  column = places != NULL ? sort (work, error) : NULL;
  values = column != NULL ? take (work, column, places, error) : NULL;
  if (values == NULL)
    return NULL;
  if (work->places.is_type_1)
    return jly_search_places_scale (&work->places, values, error);
  low = jly_bits_copy_lanes (values, 0, n);
  high = jly_bits_copy_lanes (values, n, n);
  return jly_search_places_interpolate (&work->places, low, high, rests, error);
}

JlyBits *
jly_search_sorted (JlyEngine *engine,
                   const JlyBits *codes,
                   const JlyBits *rows,
                   const JlyFraction *fractions,
                   guint n_fractions,
                   gboolean is_type_1,
                   GError **error)
{
  g_auto (Work) work = { .codes = codes, .rows = rows };

  work.places
      = jly_search_places (engine, codes->n_lanes, rows->width, fractions, n_fractions, is_type_1);
  cut (&work);
  return search (&work, error);
}
