/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-shuffle.h. The order is pi_1 . pi_0 . pi_2, where pi_i comes from K_i, so that each miner
 * lacks one of the three. Miner 2 starts with A = x_1 + x_2, miner 0 with B = x_0:
 *
 *   miner 2 to 1:  A' = pi_2 (A) + Z_2                 miner 1 has V_1 = pi_1 (pi_0 (A') - Z_0)
 *   miner 0 to 2:  Y = pi_0 (pi_2 (B) - Z_2) + Z_0     miner 2 has V_2 = pi_1 (Y)
 *
 * V_1 + V_2 is the shuffled table, which miners 1 and 2 reshare. Z_i are masks from K_i.
 */
#include "config.h"

#include "engine/jly-shuffle.h"

#include "engine/jly-lanes.h"
#include "engine/jly-parcel.h"
#include "engine/jly-permutation.h"

#include "base/jly-secret.h"

#include <string.h>

/* One shuffle under way. */
typedef struct
{
  JlyEngine *engine;
  guint self;
  const JlyShuffleColumn *columns;
  gsize n_columns, n;
  guint64 *words; /* what this miner works on, column after column */
  JlyPermutation *order_own, *order_prev;
  JlyPrgStream mask_own, mask_prev;
} Shuffle;

static gsize
get_rows (const JlyShuffleColumn *column)
{
  return column->ring != NULL ? column->ring->n : column->bits->n_lanes;
}

static guint
get_width (const JlyShuffleColumn *column)
{
  return column->ring != NULL ? column->ring->width : column->bits->width;
}

static gsize
measure_words (const Shuffle *s)
{
  return s->n_columns * s->n * sizeof *s->words;
}

static void
shuffle_free (Shuffle *s)
{
  jly_secret_buffer_free ((guint8 *)s->words, measure_words (s));
  jly_permutation_free (s->order_own);
  jly_permutation_free (s->order_prev);
  jly_prg_stream_clear (&s->mask_own);
  jly_prg_stream_clear (&s->mask_prev);
  g_free (s);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shuffle, shuffle_free)

/* Draws this miner's two orders and starts its two streams of masks. */
static gboolean
draw (Shuffle *s, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (s->engine);
  guint64 operation = jly_randomness_next_operation (randomness);
  JlyPrgStream own, prev;

  if (!jly_randomness_draw (randomness, operation, JLY_PURPOSE_ORDER, &own, &prev, error))
    return FALSE;
  s->order_own = jly_permutation_draw (&own, s->n);
  s->order_prev = jly_permutation_draw (&prev, s->n);
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);
  return jly_randomness_draw (randomness, operation, JLY_PURPOSE_SHUFFLE, &s->mask_own,
                              &s->mask_prev, error);
}

/* to := to + from, or to - from, as the column's sharing has it. */
static void
add_words (const JlyShuffleColumn *column, guint64 *to, const guint64 *from, gboolean is_minus)
{
  gsize n = get_rows (column);

  for (gsize i = 0; i < n; i++)
    if (column->ring == NULL)
      to[i] ^= from[i];
    else
      to[i] = (is_minus ? to[i] - from[i] : to[i] + from[i]) & jly_ring_mask (column->ring->width);
}

static void
load (const JlyShuffleColumn *column, gboolean is_own, guint64 *words)
{
  const JlyBits *bits = column->bits;
  const JlyRing *ring = column->ring;

  if (ring != NULL)
    memcpy (words, is_own ? ring->own : ring->prev, ring->n * sizeof *words);
  else
    jly_lanes_unslice (is_own ? bits->own : bits->prev, bits->n_lanes, bits->width, words);
}

/* B of miner 0, A of miner 2. */
static void
load_column (const Shuffle *s, gsize c, guint64 *spare)
{
  guint64 *words = s->words + c * s->n;

  load (&s->columns[c], TRUE, words);
  if (s->self != 2)
    return;
  load (&s->columns[c], FALSE, spare);
  add_words (&s->columns[c], words, spare, FALSE);
}

/* words := order (words), then + or - the next mask of the stream. */
static void
step_column (const Shuffle *s,
             gsize c,
             const JlyPermutation *order,
             JlyPrgStream *stream,
             gboolean is_minus,
             guint64 *spare)
{
  guint64 *words = s->words + c * s->n;

  jly_permutation_apply (order, words);
  jly_mask_ring (stream, spare, s->n, get_width (&s->columns[c]));
  add_words (&s->columns[c], words, spare, is_minus);
}

/* What is sent in the first round: A' by miner 2, Y by miner 0. */
static void
prepare_column (Shuffle *s, gsize c, guint64 *spare)
{
  if (s->self == 1)
    return;
  load_column (s, c, spare);
  if (s->self == 2)
    step_column (s, c, s->order_own, &s->mask_own, FALSE, spare);
  else
    {
      step_column (s, c, s->order_prev, &s->mask_prev, TRUE, spare);
      step_column (s, c, s->order_own, &s->mask_own, FALSE, spare);
    }
}

/* From what arrived to V_1 and V_2. */
static void
finish_column (Shuffle *s, gsize c, guint64 *spare)
{
  if (s->self == 1)
    {
      step_column (s, c, s->order_prev, &s->mask_prev, TRUE, spare);
      jly_permutation_apply (s->order_own, s->words + c * s->n);
    }
  else if (s->self == 2)
    jly_permutation_apply (s->order_prev, s->words + c * s->n);
}

/* Miner 2 sends A' before Y, which comes to it, takes its place. */
static gboolean
pass_on (Shuffle *s, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (s->engine, "shuffle", error);
  guint64 *spare;
  gboolean is_done;

  if (parcel == NULL)
    return FALSE;
  spare = (guint64 *)jly_secret_buffer_new (s->n * sizeof *spare);
  for (gsize c = 0; c < s->n_columns; c++)
    {
      guint64 *words = s->words + c * s->n;
      guint width = get_width (&s->columns[c]);

      prepare_column (s, c, spare);
      if (s->self != 1)
        jly_parcel_send_ring (parcel, s->self == 2 ? 1 : 2, words, s->n, width);
      if (s->self != 0)
        jly_parcel_receive_ring (parcel, s->self == 2 ? 0 : 2, words, s->n, width);
    }
  is_done = jly_parcel_run (parcel, error);
  for (gsize c = 0; c < s->n_columns && is_done; c++)
    finish_column (s, c, spare);
  jly_secret_buffer_free ((guint8 *)spare, s->n * sizeof *spare);
  return is_done;
}

static void
queue_reshare (const Shuffle *s, JlyParcel *parcel, gsize c, JlyShuffleColumn *fresh)
{
  const JlyShuffleColumn *column = &s->columns[c];
  const guint64 *words = s->words + c * s->n;
  g_autoptr (JlyBits) part = NULL;

  if (column->ring != NULL)
    {
      fresh->ring = jly_ring_new (s->n, column->ring->width);
      jly_parcel_reshare_ring (parcel, fresh->ring, words);
      return;
    }
  fresh->bits = jly_bits_new (s->n, column->bits->width);
  part = jly_bits_new (s->n, column->bits->width);
  if (s->self != 0)
    jly_lanes_slice (words, s->n, part->width, part->own);
  jly_parcel_reshare_bits (parcel, fresh->bits, part->own);
}

static void
replace (const JlyShuffleColumn *column, const JlyShuffleColumn *fresh)
{
  if (column->ring == NULL)
    {
      jly_bits_assign (column->bits, fresh->bits);
      return;
    }
  memcpy (column->ring->own, fresh->ring->own, fresh->ring->n * sizeof *fresh->ring->own);
  memcpy (column->ring->prev, fresh->ring->prev, fresh->ring->n * sizeof *fresh->ring->prev);
}

static gboolean
share_again (const Shuffle *s, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (s->engine, "shuffle reshare", error);
  JlyShuffleColumn *fresh;
  gboolean is_done;

  if (parcel == NULL)
    return FALSE;
  fresh = g_new0 (JlyShuffleColumn, s->n_columns);
  for (gsize c = 0; c < s->n_columns; c++)
    queue_reshare (s, parcel, c, &fresh[c]);
  is_done = jly_parcel_run (parcel, error);
  for (gsize c = 0; c < s->n_columns; c++)
    {
      if (is_done)
        replace (&s->columns[c], &fresh[c]);
      jly_bits_free (fresh[c].bits);
      jly_ring_free (fresh[c].ring);
    }
  g_free (fresh);
  return is_done;
}

gboolean
jly_shuffle (JlyEngine *engine, const JlyShuffleColumn *columns, gsize n_columns, GError **error)
{
  g_autoptr (Shuffle) s = g_new0 (Shuffle, 1);

  g_assert (n_columns > 0);
  s->engine = engine;
  s->self = jly_engine_get_self (engine);
  s->columns = columns;
  s->n_columns = n_columns;
  s->n = get_rows (&columns[0]);
  for (gsize c = 0; c < n_columns; c++)
    g_assert ((columns[c].bits == NULL) != (columns[c].ring == NULL)
              && get_rows (&columns[c]) == s->n && get_width (&columns[c]) > 0);
  s->words = (guint64 *)jly_secret_buffer_new (measure_words (s));
  return draw (s, error) && pass_on (s, error) && share_again (s, error);
}
