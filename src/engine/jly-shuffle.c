/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-shuffle.h. The order is pi_1 . pi_0 . pi_2, where pi_i comes from K_i, so that each miner
 * lacks one of the three. Miner 2 starts with A = x_1 + x_2, miner 0 with B = x_0:
 *
 *   miner 2 to 1:  A' = pi_2 (A) + Z_2                 miner 1 has V_1 = pi_1 (pi_0 (A') - Z_0)
 *   miner 0 to 2:  Y = pi_0 (pi_2 (B) - Z_2) + Z_0     miner 2 has V_2 = pi_1 (Y)
 *
 * V_1 + V_2 is the shuffled table, which miners 1 and 2 reshare. Z_i are masks from K_i. What moves
 * lies row by row (jly-rows.h), so that a row is fetched from memory once, however many columns
 * there are.
 */
#include "config.h"

#include "engine/jly-shuffle.h"

#include "engine/jly-parcel.h"
#include "engine/jly-permutation.h"
#include "engine/jly-rows.h"

/* One shuffle under way. */
typedef struct
{
  JlyEngine *engine;
  JlyPool *pool;
  guint self;
  JlyRows *rows;
  JlyPermutation *order_own, *order_prev;
  JlyPrgStream mask_own, mask_prev;
} Shuffle;

static void
shuffle_free (Shuffle *s)
{
  jly_rows_free (s->rows);
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
  s->order_own = jly_permutation_draw (&own, s->rows->n);
  s->order_prev = jly_permutation_draw (&prev, s->rows->n);
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);
  return jly_randomness_draw (randomness, operation, JLY_PURPOSE_SHUFFLE, &s->mask_own,
                              &s->mask_prev, error);
}

/* What is sent in the first round: A' by miner 2, Y by miner 0. */
static void
prepare (Shuffle *s, guint8 *message)
{
  switch (s->self)
    {
    case 0:
      jly_rows_load (s->rows, FALSE);
      jly_rows_move (s->rows, s->order_prev, &s->mask_prev, JLY_ROWS_SUBTRACT, NULL);
      jly_rows_move (s->rows, s->order_own, &s->mask_own, JLY_ROWS_ADD, message);
      break;
    case 2:
      jly_rows_load (s->rows, TRUE);
      jly_rows_move (s->rows, s->order_own, &s->mask_own, JLY_ROWS_ADD, message);
      break;
    default:
      break;
    }
}

/* From what arrived to V_1 and V_2. */
static void
finish (Shuffle *s, const guint8 *message)
{
  if (s->self == 0)
    return;
  jly_rows_unpack (s->rows, message);
  if (s->self == 1)
    jly_rows_move (s->rows, s->order_prev, &s->mask_prev, JLY_ROWS_SUBTRACT, NULL);
  jly_rows_move (s->rows, s->self == 1 ? s->order_own : s->order_prev, NULL, JLY_ROWS_ADD, NULL);
}

/* Miner 2 sends A' to miner 1, its previous, and gets Y from miner 0, its next. */
static gboolean
pass_on (Shuffle *s, GError **error)
{
  JlyTransport *transport = jly_engine_get_transport (s->engine);
  gsize n = jly_rows_measure (s->rows), n_words = n / sizeof (guint64) + 1;
  guint64 *message = s->self != 1 ? jly_pool_take (s->pool, n_words) : NULL;
  guint64 *arrived = s->self != 0 ? jly_pool_take (s->pool, n_words) : NULL;
  JlyExchange x = { 0 };
  gboolean is_done;

  prepare (s, (guint8 *)message);
  if (s->self != 1)
    x = (JlyExchange){ .to_prev = (guint8 *)message, .n_to_prev = n };
  if (s->self != 0)
    {
      x.from_next = (guint8 *)arrived;
      x.n_from_next = n;
    }
  transport->step = "shuffle";
  is_done = jly_transport_exchange (transport, &x, error);
  jly_pool_give (s->pool, message);
  if (is_done)
    finish (s, (guint8 *)arrived);
  jly_pool_give (s->pool, arrived);
  return is_done;
}

static gboolean
share_again (const Shuffle *s, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (s->engine, "shuffle reshare", error);

  if (parcel == NULL)
    return FALSE;
  jly_rows_reshare (s->rows, parcel);
  return jly_parcel_run (parcel, error);
}

gboolean
jly_shuffle (JlyEngine *engine, const JlyShuffleColumn *columns, gsize n_columns, GError **error)
{
  g_autoptr (Shuffle) s = g_new0 (Shuffle, 1);

  s->engine = engine;
  s->pool = jly_engine_get_pool (engine);
  s->self = jly_engine_get_self (engine);
  s->rows = jly_rows_new (s->pool, columns, n_columns);
  return draw (s, error) && pass_on (s, error) && share_again (s, error);
}
