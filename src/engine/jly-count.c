/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-count.h. */
#include "config.h"

#include "engine/jly-count.h"

#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"

#include "base/jly-secret.h"

#define WORD_BITS 64
#define FEW_LANES 512
#define MAX_FLAGS ((gsize)1 << 21) /* converted at once: 32 MiB of shares */

JlyCountWay
jly_count_choose (gsize n_lanes)
{
  return n_lanes <= FEW_LANES ? JLY_COUNT_FEW_ROUNDS : JLY_COUNT_FEW_BYTES;
}

guint
jly_count_width (gsize n)
{
  return MAX (1, g_bit_storage (n));
}

/* Numbers first .. first + n - 1 of x, borrowed. What is read modulo 2^width from a wider vector is
 * still the same number modulo 2^width. */
static JlyRing
view_numbers (const JlyRing *x, gsize first, gsize n, guint width)
{
  return (JlyRing){ n, width, x->own + first, x->prev + first };
}

static void
put_number (JlyRing *to, gsize at, const JlyRing *number)
{
  to->own[at] = number->own[0] & jly_ring_mask (to->width);
  to->prev[at] = number->prev[0] & jly_ring_mask (to->width);
}

static JlyRing *
count_by_injection (JlyEngine *engine, const JlyBits *x, guint width, GError **error)
{
  gsize n = x->n_lanes;
  g_autoptr (JlyBits) lanes = jly_bits_planes_to_lanes (x);
  g_autoptr (JlyRing) numbers = jly_convert_bit (engine, lanes, width, error);
  JlyRing *counts;

  if (numbers == NULL)
    return NULL;
  counts = jly_ring_new (x->width, numbers->width);
  for (guint b = 0; b < x->width; b++)
    {
      JlyRing plane = view_numbers (numbers, b * n, n, numbers->width);
      g_autoptr (JlyRing) sum = jly_ring_sum (&plane);

      put_number (counts, b, sum);
    }
  return counts;
}

/* One plane: the first word of every plane, then the second of every plane, and so on. So lanes
 * that lie 64 times the number of planes apart belong to the same plane. */
static JlyBits *
deal_words (const JlyBits *x)
{
  gsize n_words = (x->n_lanes + WORD_BITS - 1) / WORD_BITS;
  JlyBits *out = jly_bits_new (n_words * x->width * WORD_BITS, 1);

  for (gsize i = 0; i < n_words; i++)
    for (guint b = 0; b < x->width; b++)
      {
        out->own[i * x->width + b] = x->own[b * x->words_per_plane + i];
        out->prev[i * x->width + b] = x->prev[b * x->words_per_plane + i];
      }
  return out;
}

static void
deal_component (const guint64 *from, guint64 *to, gsize n, guint width, guint n_sums)
{
  guint64 *numbers = (guint64 *)jly_secret_buffer_new (2 * n * sizeof *numbers);
  guint64 *dealt = numbers + n;

  jly_lanes_unslice (from, n, width, numbers);
  for (gsize j = 0; j < n; j++)
    dealt[j % WORD_BITS * n_sums + j / WORD_BITS] = numbers[j];
  jly_lanes_slice (dealt, n, width, to);
  jly_secret_buffer_free ((guint8 *)numbers, 2 * n * sizeof *numbers);
}

/* The 64 lanes of every word become lanes n_sums apart. */
static JlyBits *
deal_lanes (const JlyBits *x, guint n_sums)
{
  JlyBits *out = jly_bits_new (x->n_lanes, x->width);

  deal_component (x->own, out->own, x->n_lanes, x->width, n_sums);
  deal_component (x->prev, out->prev, x->n_lanes, x->width, n_sums);
  return out;
}

/* Lanes of x that lie n_sums apart are added up. */
static JlyBits *
sum_lanes_by (JlyEngine *engine, const JlyBits *x, gsize n_sums, guint width, GError **error)
{
  g_autoptr (JlyColumns) columns = jly_columns_new (x->n_lanes, width);

  jly_columns_add (columns, x, 0);
  jly_columns_sum_lanes_by (columns, n_sums);
  return jly_columns_resolve (columns, engine, error);
}

/* First words are added to words, so that lanes move by whole words; then the 64 lanes of a word.
 */
static JlyRing *
count_by_adders (JlyEngine *engine, const JlyBits *x, guint width, GError **error)
{
  guint n_sums = x->width;
  g_autoptr (JlyBits) words = deal_words (x), by_lane = NULL, dealt = NULL, counts = NULL;
  gsize n_words = words->n_lanes / WORD_BITS / n_sums;

  by_lane
      = sum_lanes_by (engine, words, (gsize)n_sums * WORD_BITS, jly_count_width (n_words), error);
  if (by_lane == NULL)
    return NULL;
  dealt = deal_lanes (by_lane, n_sums);
  counts = sum_lanes_by (engine, dealt, n_sums, jly_count_width (x->n_lanes), error);
  return counts != NULL ? jly_convert_to_ring (engine, counts, width, error) : NULL;
}

JlyRing *
jly_count_wide (JlyEngine *engine, const JlyBits *x, guint width, JlyCountWay way, GError **error)
{
  g_assert (x->n_lanes > 0 && x->width > 0 && width >= jly_count_width (x->n_lanes));
  return way == JLY_COUNT_FEW_BYTES ? count_by_adders (engine, x, width, error)
                                    : count_by_injection (engine, x, width, error);
}

JlyRing *
jly_count (JlyEngine *engine, const JlyBits *x, JlyCountWay way, GError **error)
{
  return jly_count_wide (engine, x, jly_count_width (x->n_lanes), way, error);
}

/* Sums under way: where the results go, and the operands of the dot products of one block. */
typedef struct
{
  JlyEngine *engine;
  const JlyRing *const *values;
  guint n_values;
  JlyRing **sums;
  JlyRing *counts;
} Sums;

/* One round of dot products: flags holds n_planes planes of flags as numbers, of which the first is
 * plane first of all. */
static gboolean
sum_block (const Sums *s, const JlyRing *flags, guint first, guint n_planes, GError **error)
{
  gsize n = flags->n / n_planes;
  guint n_dots = n_planes * s->n_values;
  g_autoptr (JlyRound) round = jly_round_new (s->engine, "sum");
  g_autoptr (GPtrArray) dots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autofree JlyRing *factors = g_new (JlyRing, n_dots);

  for (guint d = 0; d < n_dots; d++)
    {
      const JlyRing *value = s->values[d % s->n_values];

      factors[d] = view_numbers (flags, d / s->n_values * n, n, value->width);
      g_ptr_array_add (dots, jly_ring_new (1, value->width));
      jly_round_dot (round, dots->pdata[d], &factors[d], value);
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint d = 0; d < n_dots; d++)
    put_number (s->sums[d % s->n_values], first + d / s->n_values, dots->pdata[d]);
  for (guint b = 0; b < n_planes && s->counts != NULL; b++)
    {
      JlyRing plane = view_numbers (flags, b * n, n, flags->width);
      g_autoptr (JlyRing) sum = jly_ring_sum (&plane);

      put_number (s->counts, first + b, sum);
    }
  return TRUE;
}

static gboolean
sum_all (const Sums *s, const JlyBits *flags, guint width, GError **error)
{
  guint at_once = (guint)CLAMP (MAX_FLAGS / flags->n_lanes, 1, flags->width);

  for (guint first = 0; first < flags->width; first += at_once)
    {
      guint n_planes = MIN (at_once, flags->width - first);
      JlyBits planes = jly_bits_view (flags, first, n_planes);
      g_autoptr (JlyBits) lanes = jly_bits_planes_to_lanes (&planes);
      g_autoptr (JlyRing) numbers = jly_convert_bit (s->engine, lanes, width, error);

      if (numbers == NULL || !sum_block (s, numbers, first, n_planes, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_count_sums (JlyEngine *engine,
                const JlyBits *flags,
                const JlyRing *const *values,
                guint n_values,
                JlyRing **sums,
                guint count_width,
                JlyRing **counts,
                GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autoptr (JlyRing) count = counts != NULL ? jly_ring_new (flags->width, count_width) : NULL;
  guint width = counts != NULL ? count_width : 1;
  Sums s = { engine, values, n_values, NULL, count };

  g_assert (flags->n_lanes > 0 && flags->width > 0);
  for (guint v = 0; v < n_values; v++)
    {
      g_assert (values[v]->n == flags->n_lanes);
      width = MAX (width, values[v]->width);
      g_ptr_array_add (made, jly_ring_new (flags->width, values[v]->width));
    }
  s.sums = (JlyRing **)made->pdata;
  if (!sum_all (&s, flags, width, error))
    return FALSE;
  for (guint v = 0; v < n_values; v++)
    sums[v] = g_ptr_array_steal_index (made, 0);
  if (counts != NULL)
    *counts = g_steal_pointer (&count);
  return TRUE;
}
