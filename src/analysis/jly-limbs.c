/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-limbs.h. */
#include "config.h"

#include "analysis/jly-limbs.h"

#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"

#define WORD_BITS 64
#define ROOM 4 /* for the sign and for sums of up to four products */

guint
jly_limbs_get_bits (gsize n_rows)
{
  return (WORD_BITS - ROOM - jly_gate_log2 (MAX (n_rows, 1))) / 2;
}

guint
jly_limbs_count (guint width, guint limb_bits)
{
  return MAX (1, (width + limb_bits - 1) / limb_bits);
}

JlyRing *
jly_limbs_convert (JlyEngine *engine,
                   const JlyBits *codes,
                   const gint64 *bases,
                   guint n_bases,
                   guint limb_bits,
                   guint j,
                   GError **error)
{
  guint first = MIN (j * limb_bits, codes->width);
  guint width = MIN (limb_bits, codes->width - first);
  gsize n = codes->n_lanes / n_bases;
  g_autofree guint64 *parts = g_new (guint64, codes->n_lanes);
  JlyBits view = jly_bits_view (codes, first, width);
  JlyRing *numbers = width > 0 ? jly_convert_to_ring (engine, &view, WORD_BITS, error)
                               : jly_ring_new (codes->n_lanes, WORD_BITS);

  if (numbers == NULL)
    return NULL;
  for (gsize i = 0; i < codes->n_lanes; i++)
    {
      guint64 distance = (guint64)-bases[i / n];

      parts[i] = -(distance >> MIN (j * limb_bits, 63) & jly_ring_mask (limb_bits));
    }
  jly_ring_add_public (numbers, parts, jly_engine_get_self (engine));
  return numbers;
}

/* All planes from the word's sign on are that sign. */
static JlyBits *
extend (const JlyBits *word, guint width)
{
  JlyBits *wide = jly_bits_copy_resized (word, width);
  JlyBits sign = jly_bits_view (word, word->width - 1, 1);

  for (guint b = word->width; b < width; b++)
    {
      JlyBits plane = jly_bits_view (wide, b, 1);

      jly_bits_assign (&plane, &sign);
    }
  return wide;
}

static void
put_numbers (JlyRing *to, gsize at, const JlyRing *from)
{
  for (gsize i = 0; i < from->n; i++)
    {
      to->own[at + i] = from->own[i];
      to->prev[at + i] = from->prev[i];
    }
}

JlyBits *
jly_limbs_join (
    JlyEngine *engine, JlyRing *const *numbers, guint n, guint limb_bits, GError **error)
{
  gsize n_lanes = numbers[0]->n;
  g_autoptr (JlyRing) all = jly_ring_new (n * n_lanes, WORD_BITS);
  g_autoptr (JlyBits) words = NULL;
  g_autoptr (JlyColumns) columns = NULL;

  for (guint s = 0; s < n; s++)
    put_numbers (all, s * n_lanes, numbers[s]);
  words = jly_convert_to_bits (engine, all, WORD_BITS, error);
  if (words == NULL)
    return NULL;
  if (n == 1)
    return extend (words, JLY_LIMBS_WIDTH);
  columns = jly_columns_new (n_lanes, JLY_LIMBS_WIDTH);
  for (guint s = 0; s < n; s++)
    {
      g_autoptr (JlyBits) word = jly_bits_copy_lanes (words, s * n_lanes, n_lanes);
      g_autoptr (JlyBits) wide = extend (word, JLY_LIMBS_WIDTH - s * limb_bits);

      jly_columns_add (columns, wide, s * limb_bits);
    }
  return jly_columns_resolve (columns, engine, error);
}

JlyBits *
jly_limbs_arrange (const JlyBits *wide)
{
  JlyBits low = jly_bits_view (wide, 0, WORD_BITS);
  JlyBits high = jly_bits_view (wide, WORD_BITS, wide->width - WORD_BITS);
  const JlyBits *parts[] = { &low, &high };

  return jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), WORD_BITS);
}
