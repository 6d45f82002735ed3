/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-public.h. */
#include "config.h"

#include "engine/jly-public.h"

#include "engine/jly-kernel.h"
#include "engine/jly-lanes.h"

JlyPublic *
jly_public_new (const guint64 *values, gsize n_lanes, guint width)
{
  JlyPublic *c = g_new0 (JlyPublic, 1);

  g_assert (width <= JLY_VALUE_MAX_WIDTH);
  c->n_lanes = n_lanes;
  c->width = width;
  c->words_per_plane = jly_bits_words (n_lanes);
  c->planes = g_new0 (guint64, c->words_per_plane * width);
  jly_lanes_slice (values, n_lanes, width, c->planes);
  return c;
}

JlyPublic *
jly_public_new_same (guint64 value, gsize n_lanes, guint width)
{
  g_autofree guint64 *values = g_new (guint64, n_lanes);

  for (gsize i = 0; i < n_lanes; i++)
    values[i] = value;
  return jly_public_new (values, n_lanes, width);
}

void
jly_public_free (JlyPublic *c)
{
  if (c == NULL)
    return;
  g_free (c->planes);
  g_free (c);
}

void
jly_public_flip (JlyPublic *c)
{
  for (guint b = 0; b < c->width; b++)
    {
      guint64 *plane = c->planes + b * c->words_per_plane;

      for (gsize i = 0; i < c->words_per_plane; i++)
        plane[i] = ~plane[i];
      jly_bits_clear_tail (plane, c->n_lanes);
    }
}

JlyPublic
jly_public_view_lanes (const JlyPublic *c, gsize first, gsize n_lanes)
{
  JlyPublic view = *c;

  g_assert (first % JLY_BITS_BLOCK_LANES == 0);
  g_assert (first <= c->n_lanes && n_lanes <= c->n_lanes - first);
  view.n_lanes = n_lanes;
  view.planes += first / 64;
  return view;
}

JlyPublic
jly_public_view (const JlyPublic *c, guint first, guint width)
{
  JlyPublic view = *c;

  g_assert (first <= c->width && width <= c->width - first);
  view.width = width;
  view.planes += first * c->words_per_plane;
  return view;
}

void
jly_bits_xor_public (JlyBits *x, const JlyPublic *c, guint self)
{
  guint64 *component = jly_bits_get_component_0 (x, self);

  g_assert (x->n_lanes == c->n_lanes && x->width == c->width);
  for (guint b = 0; b < x->width && component != NULL; b++)
    jly_kernel_xor (component + b * x->words_per_plane, c->planes + b * c->words_per_plane,
                    jly_bits_words (x->n_lanes));
}

void
jly_bits_and_public (JlyBits *x, const JlyPublic *c)
{
  g_assert (x->n_lanes == c->n_lanes && x->width == c->width);
  for (guint b = 0; b < x->width; b++)
    {
      gsize x_at = b * x->words_per_plane, c_at = b * c->words_per_plane;

      for (gsize i = 0; i < jly_bits_words (x->n_lanes); i++)
        {
          x->own[x_at + i] &= c->planes[c_at + i];
          x->prev[x_at + i] &= c->planes[c_at + i];
        }
    }
}
