/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-lanes.h. Where lanes are not aligned to words they are shifted into place. */
#include "config.h"

#include "engine/jly-lanes.h"

#include "engine/jly-transpose.h"

#include <sodium.h>
#include <string.h>

/* XORs n bits of from, starting at bit first, to to, starting at bit 0; to is zero padded. */
static void
copy_down (guint64 *to, const guint64 *from, gsize from_words, gsize first, gsize n)
{
  gsize skip = first / 64, n_words = (n + 63) / 64;
  guint shift = first % 64;

  for (gsize i = 0; i < n_words; i++)
    {
      guint64 low = from[skip + i] >> shift;
      guint64 high
          = shift != 0 && skip + i + 1 < from_words ? from[skip + i + 1] << (64 - shift) : 0;

      to[i] = low | high;
    }
  jly_bits_clear_tail (to, n);
}

/* Puts n bits of from (zero padded) at bit first of to, which is zero there. */
static void
copy_up (guint64 *to, gsize to_words, gsize first, const guint64 *from, gsize n)
{
  gsize skip = first / 64, n_words = (n + 63) / 64;
  guint shift = first % 64;

  for (gsize i = 0; i < n_words; i++)
    {
      to[skip + i] |= from[i] << shift;
      if (shift != 0 && skip + i + 1 < to_words)
        to[skip + i + 1] |= from[i] >> (64 - shift);
    }
}

JlyBits *
jly_bits_copy_lanes (const JlyBits *x, gsize first, gsize n_lanes)
{
  JlyBits *out = jly_bits_new (n_lanes, x->width);

  g_assert (first <= x->n_lanes && n_lanes <= x->n_lanes - first);
  for (guint b = 0; b < x->width; b++)
    {
      gsize at = b * out->words_per_plane, from = b * x->words_per_plane;

      copy_down (out->own + at, x->own + from, jly_bits_words (x->n_lanes), first, n_lanes);
      copy_down (out->prev + at, x->prev + from, jly_bits_words (x->n_lanes), first, n_lanes);
    }
  return out;
}

static void
put_lanes (JlyBits *out, gsize first, const JlyBits *part)
{
  for (guint b = 0; b < part->width; b++)
    {
      gsize at = b * out->words_per_plane, from = b * part->words_per_plane;

      copy_up (out->own + at, out->words_per_plane, first, part->own + from, part->n_lanes);
      copy_up (out->prev + at, out->words_per_plane, first, part->prev + from, part->n_lanes);
    }
}

JlyBits *
jly_bits_join_lanes (const JlyBits *const *parts, gsize n_parts, guint width)
{
  gsize n_lanes = 0, first = 0;
  JlyBits *out;

  for (gsize i = 0; i < n_parts; i++)
    n_lanes += parts[i]->n_lanes;
  out = jly_bits_new (n_lanes, width);
  for (gsize i = 0; i < n_parts; i++)
    {
      g_assert (parts[i]->width <= width);
      put_lanes (out, first, parts[i]);
      first += parts[i]->n_lanes;
    }
  return out;
}

JlyBits *
jly_bits_planes_to_lanes (const JlyBits *x)
{
  JlyBits *out = jly_bits_new (x->n_lanes * x->width, 1);

  for (guint b = 0; b < x->width; b++)
    {
      JlyBits plane = jly_bits_view (x, b, 1);

      put_lanes (out, b * x->n_lanes, &plane);
    }
  return out;
}

static void
fill_plane (guint64 *plane, gsize n_lanes, guint64 bit)
{
  for (gsize i = 0; i < jly_bits_words (n_lanes); i++)
    plane[i] = 0 - bit;
  jly_bits_clear_tail (plane, n_lanes);
}

JlyBits *
jly_bits_repeat_lane (const JlyBits *x, gsize n_lanes)
{
  JlyBits *out = jly_bits_new (n_lanes, x->width);

  for (guint b = 0; b < x->width; b++)
    {
      gsize from = b * x->words_per_plane, to = b * out->words_per_plane;

      fill_plane (out->own + to, n_lanes, x->own[from] & 1);
      fill_plane (out->prev + to, n_lanes, x->prev[from] & 1);
    }
  return out;
}

JlyBits *
jly_bits_lanes_to_planes (const JlyBits *x, gsize n_lanes)
{
  JlyBits *out;

  g_assert (x->width == 1 && n_lanes > 0 && x->n_lanes % n_lanes == 0);
  out = jly_bits_new (n_lanes, (guint)(x->n_lanes / n_lanes));
  for (guint b = 0; b < out->width; b++)
    {
      g_autoptr (JlyBits) part = jly_bits_copy_lanes (x, b * n_lanes, n_lanes);
      JlyBits plane = jly_bits_view (out, b, 1);

      jly_bits_assign (&plane, part);
    }
  return out;
}

static gsize
plane_bytes (gsize n_lanes)
{
  return n_lanes / 8 + (n_lanes % 8 != 0);
}

gsize
jly_lanes_packed_size (gsize n_lanes, guint width)
{
  return width * plane_bytes (n_lanes);
}

void
jly_lanes_pack (const guint64 *planes, gsize n_lanes, guint width, guint8 *bytes)
{
  gsize n = plane_bytes (n_lanes), words = jly_bits_words (n_lanes);

  for (guint b = 0; b < width; b++)
    memcpy (bytes + b * n, planes + b * words, n);
}

void
jly_lanes_unpack (const guint8 *bytes, gsize n_lanes, guint width, guint64 *planes)
{
  gsize n = plane_bytes (n_lanes), words = jly_bits_words (n_lanes);

  for (guint b = 0; b < width; b++)
    {
      memcpy (planes + b * words, bytes + b * n, n);
      jly_bits_clear_tail (planes + b * words, n_lanes);
    }
}

void
jly_lanes_slice (const guint64 *values, gsize n_lanes, guint width, guint64 *planes)
{
  gsize words = jly_bits_words (n_lanes);
  guint64 block[64];

  g_assert (width <= JLY_VALUE_MAX_WIDTH);
  for (gsize i = 0; i * 64 < n_lanes; i++)
    {
      gsize n = MIN (64, n_lanes - i * 64);

      memset (block, 0, sizeof block);
      memcpy (block, values + i * 64, n * sizeof *block);
      jly_transpose_64 (block);
      for (guint b = 0; b < width; b++)
        planes[b * words + i] = block[b];
    }
  sodium_memzero (block, sizeof block);
}

static void
unslice_plane (const guint64 *plane, gsize n_lanes, guint64 *values)
{
  for (gsize j = 0; j < n_lanes; j++)
    values[j] = plane[j / 64] >> j % 64 & 1;
}

void
jly_lanes_unslice (const guint64 *planes, gsize n_lanes, guint width, guint64 *values)
{
  jly_lanes_unslice_some (planes, jly_bits_words (n_lanes), n_lanes, width, values);
}

void
jly_lanes_unslice_some (
    const guint64 *planes, gsize words, gsize n_lanes, guint width, guint64 *values)
{
  guint64 block[64];

  g_assert (width <= JLY_VALUE_MAX_WIDTH);
  if (width == 1)
    {
      unslice_plane (planes, n_lanes, values);
      return;
    }
  for (gsize i = 0; i * 64 < n_lanes; i++)
    {
      gsize n = MIN (64, n_lanes - i * 64);

      memset (block, 0, sizeof block);
      for (guint b = 0; b < width; b++)
        block[b] = planes[b * words + i];
      jly_transpose_64 (block);
      memcpy (values + i * 64, block, n * sizeof *block);
    }
  sodium_memzero (block, sizeof block);
}
