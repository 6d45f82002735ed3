/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-place.h. */
#include "config.h"

#include "engine/jly-place.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-prefix.h"
#include "engine/jly-round.h"
#include "engine/jly-pick.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOWHERE G_MAXUINT32

guint
jly_place_width (gsize n)
{
  return MAX (1, jly_gate_log2 (n));
}

/* Row j lies at places[j]; rows tells which row lies where. FALSE if that is no order. */
static gboolean
turn_round (const guint64 *places, guint32 *rows, gsize n)
{
  memset (rows, 0xff, n * sizeof *rows);
  for (gsize j = 0; j < n; j++)
    {
      if (places[j] >= n || rows[places[j]] != NOWHERE)
        return FALSE;
      rows[places[j]] = (guint32)j;
    }
  return TRUE;
}

static gboolean
refuse_order (GError **error)
{
  return jly_fail (error, JLY_ERROR_PROTOCOL,
                   &(JlyErrorDetail){ .step = "place", .next = _ ("Start again.") },
                   _ ("The computing parties came to an order of rows that names a row twice, so "
                      "the result was thrown away."));
}

/* Over a dry transport the places are all zero, and one order costs what any other costs. */
static gboolean
open_order (JlyEngine *engine, const JlyRing *places, guint32 *rows, GError **error)
{
  g_autofree guint64 *values = g_new (guint64, places->n);

  if (!jly_open_ring_to_all (engine, places, values, error))
    return FALSE;
  if (jly_engine_get_transport (engine)->is_dry)
    for (gsize j = 0; j < places->n; j++)
      values[j] = j;
  return turn_round (values, rows, places->n) || refuse_order (error);
}

gboolean
jly_place_rows (JlyEngine *engine,
                JlyRing *places,
                const JlyShuffleColumn *columns,
                gsize n_columns,
                GError **error)
{
  g_autofree JlyShuffleColumn *all = g_new (JlyShuffleColumn, n_columns + 1);
  g_autofree guint32 *rows = g_new (guint32, places->n);

  g_assert (places->n < NOWHERE && places->width >= jly_place_width (places->n));
  for (gsize c = 0; c < n_columns; c++)
    all[c] = columns[c];
  all[n_columns] = (JlyShuffleColumn){ .ring = places };
  if (!jly_shuffle (engine, all, n_columns + 1, error) || !open_order (engine, places, rows, error))
    return FALSE;
  jly_pick_all (columns, n_columns, rows);
  return TRUE;
}

/* x_j := c - x_j for one shared c. */
static void
subtract_from (JlyRing *x, guint64 c_own, guint64 c_prev)
{
  guint64 mask = jly_ring_mask (x->width);

  for (gsize j = 0; j < x->n; j++)
    {
      x->own[j] = (c_own - x->own[j]) & mask;
      x->prev[j] = (c_prev - x->prev[j]) & mask;
    }
}

/* With C_j flags down to row j and T in all, a flagged row goes to C_j - 1 and another to
 * T + j - C_j. So the place is others + flag (C_j - 1 - others), modulo 2^p; where T is 2^p there
 * are no others. */
static JlyRing *
compute_places (JlyEngine *engine, const JlyRing *flags, GError **error)
{
  guint self = jly_engine_get_self (engine);
  gsize last = flags->n - 1;
  g_autoptr (JlyRing) flagged = jly_ring_copy (flags), places = NULL;
  g_autoptr (JlyRing) numbers = jly_pick_numbers (flags->n, flags->width, self);
  g_autoptr (JlyRing) product = jly_ring_new (flags->n, flags->width);
  g_autoptr (JlyRound) round = jly_round_new (engine, "place");
  g_autofree guint64 *ones = g_new (guint64, flags->n);

  for (gsize j = 0; j < flags->n; j++)
    ones[j] = G_MAXUINT64; /* -1 */
  jly_prefix_sum (flagged);
  places = jly_ring_copy (flagged);
  subtract_from (places, flagged->own[last], flagged->prev[last]);
  jly_ring_add (places, numbers);
  jly_ring_add_public (flagged, ones, self);
  jly_ring_subtract (flagged, places);
  jly_round_multiply (round, product, flags, flagged);
  if (!jly_round_run (round, error))
    return NULL;
  jly_ring_add (places, product);
  return g_steal_pointer (&places);
}

gboolean
jly_place_flagged_first (JlyEngine *engine,
                         const JlyBits *flags,
                         const JlyShuffleColumn *columns,
                         gsize n_columns,
                         GError **error)
{
  g_autoptr (JlyRing) numbers
      = jly_convert_bit (engine, flags, jly_place_width (flags->n_lanes), error);
  g_autoptr (JlyRing) places = NULL;

  if (numbers == NULL)
    return FALSE;
  places = compute_places (engine, numbers, error);
  return places != NULL && jly_place_rows (engine, places, columns, n_columns, error);
}
