/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-search-places.h. */
#include "config.h"

#include "analysis/jly-search-places.h"

#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"
#include "engine/jly-public.h"

guint
jly_search_get_width (guint width, guint divisor)
{
  return width + jly_gate_log2 (divisor + 1);
}

JlySearchPlaces
jly_search_places (JlyEngine *engine,
                   gsize n_lanes,
                   guint n_groups,
                   const JlyFraction *fractions,
                   guint n_fractions,
                   gboolean is_type_1)
{
  JlySearchPlaces self = {
    .engine = engine,
    .fractions = fractions,
    .n_groups = n_groups,
    .n_fractions = n_fractions,
    .is_type_1 = is_type_1,
    .divisor = 1,
  };

  for (guint f = 0; f < n_fractions; f++)
    self.divisor = MAX (self.divisor, fractions[f].divisor);
  self.width = g_bit_storage (2 * (guint64)self.divisor * (n_lanes + 1)) + 1;
  return self;
}

void
jly_search_places_clear (JlySearchPlaces *self)
{
  g_clear_pointer (&self->rows, jly_ring_free);
}

gboolean
jly_search_places_count (JlySearchPlaces *self, const JlyBits *planes, GError **error)
{
  self->rows = jly_count_wide (self->engine, planes, self->width,
                               jly_count_choose (planes->n_lanes), error);
  return self->rows != NULL;
}

/* What is divided: (N - 1) p, or for type 1 N p - 1, and 0 where p is 0. */
static JlyBits *
make_dividends (const JlySearchPlaces *self, GError **error)
{
  guint n = self->n_groups * self->n_fractions;
  guint64 mask = jly_ring_mask (self->width);
  g_autoptr (JlyRing) products = jly_ring_new (n, self->width);
  g_autofree guint64 *constants = g_new (guint64, n);

  for (guint s = 0; s < n; s++)
    {
      guint64 p = self->fractions[s % self->n_fractions].numerator;

      products->own[s] = p * self->rows->own[s / self->n_fractions] & mask;
      products->prev[s] = p * self->rows->prev[s / self->n_fractions] & mask;
      constants[s] = (0 - (self->is_type_1 ? MIN (p, 1) : p)) & mask;
    }
  jly_ring_add_public (products, constants, jly_engine_get_self (self->engine));
  return jly_convert_to_bits (self->engine, products, self->width, error);
}

/* 2^shift q of every search, turned over, for a subtraction; FALSE if all are too large to be taken
 * off. One that is too large alone is never passed. */
static gboolean
list_multiples (const JlySearchPlaces *self, guint shift, guint64 *turned)
{
  guint64 mask = jly_ring_mask (self->width);
  gboolean is_any = FALSE;

  for (guint s = 0; s < self->n_groups * self->n_fractions; s++)
    {
      guint64 q = self->fractions[s % self->n_fractions].divisor;
      gboolean fits = shift < 40 && q << shift <= mask / 2;

      turned[s] = fits ? mask - (q << shift) : 0;
      is_any = is_any || fits;
    }
  return is_any;
}

/* Takes 2^shift q off *rests where it can be; *enough says where. */
static gboolean
take_off (const JlySearchPlaces *self,
          const guint64 *turned,
          JlyBits **rests,
          JlyBits *to,
          GError **error)
{
  g_autoptr (JlyPublic) number = jly_public_new (turned, (*rests)->n_lanes, self->width);
  g_autoptr (JlyBits) difference = jly_gate_add_public (self->engine, *rests, number, TRUE, error);
  JlyBits enough, low, *next;

  if (difference == NULL)
    return FALSE;
  enough = jly_bits_view (difference, self->width, 1);
  low = jly_bits_view (difference, 0, self->width);
  next = jly_gate_mux (self->engine, &enough, &low, *rests, error);
  if (next == NULL)
    return FALSE;
  jly_bits_assign (to, &enough);
  jly_bits_free (*rests);
  *rests = next;
  return TRUE;
}

gboolean
jly_search_places_divide (const JlySearchPlaces *self,
                          JlyBits **before,
                          JlyBits **rests,
                          GError **error)
{
  guint n = self->n_groups * self->n_fractions;
  g_autofree guint64 *turned = g_new (guint64, n);
  g_autoptr (JlyBits) left = make_dividends (self, error);
  g_autoptr (JlyBits) quotients = jly_bits_new (n, self->width);

  for (guint shift = self->width - 1; left != NULL && shift-- > 0;)
    {
      JlyBits to = jly_bits_view (quotients, shift, 1);

      if (list_multiples (self, shift, turned) && !take_off (self, turned, &left, &to, error))
        return FALSE;
    }
  if (left == NULL)
    return FALSE;
  if (before != NULL)
    *before = g_steal_pointer (&quotients);
  if (rests != NULL)
    *rests = g_steal_pointer (&left);
  return TRUE;
}

JlyBits *
jly_search_places_scale (const JlySearchPlaces *self, const JlyBits *values, GError **error)
{
  guint width = jly_search_get_width (values->width, self->divisor);
  g_autoptr (JlyColumns) columns = jly_columns_new (values->n_lanes, width);

  /* Each lane by its own divisor: planes of lanes whose divisor has that bit. */
  for (guint bit = 0; self->divisor >> bit != 0; bit++)
    {
      g_autoptr (JlyBits) part = jly_bits_copy (values);

      for (guint s = 0; s < values->n_lanes; s++)
        if (!(self->fractions[s % self->n_fractions].divisor >> bit & 1))
          for (guint b = 0; b < part->width; b++)
            {
              gsize at = b * part->words_per_plane + s / 64;

              part->own[at] &= ~((guint64)1 << s % 64);
              part->prev[at] &= ~((guint64)1 << s % 64);
            }
      jly_columns_add (columns, part, bit);
    }
  return jly_columns_resolve (columns, self->engine, error);
}

/* high - low = NOT (NOT high + low). */
static JlyBits *
subtract (const JlySearchPlaces *self, const JlyBits *high, const JlyBits *low, GError **error)
{
  guint index = jly_engine_get_self (self->engine);
  g_autoptr (JlyBits) turned = jly_bits_copy (high), complement = NULL;
  JlyBits *difference;

  jly_bits_flip (turned, index);
  complement = jly_gate_add (self->engine, turned, low, error);
  if (complement == NULL)
    return NULL;
  difference = jly_bits_copy_resized (complement, low->width);
  jly_bits_flip (difference, index);
  return difference;
}

JlyBits *
jly_search_places_interpolate (const JlySearchPlaces *self,
                               const JlyBits *low,
                               const JlyBits *high,
                               const JlyBits *rests,
                               GError **error)
{
  guint width = jly_search_get_width (low->width, self->divisor);
  g_autoptr (JlyBits) base = jly_search_places_scale (self, low, error);
  g_autoptr (JlyBits) distance = base != NULL ? subtract (self, high, low, error) : NULL;
  g_autoptr (JlyBits) short_rests = NULL, part = NULL, wide = NULL, sum = NULL;

  if (distance == NULL)
    return NULL;
  short_rests = jly_bits_copy_resized (rests, jly_gate_log2 (self->divisor + 1));
  part = jly_gate_multiply (self->engine, distance, short_rests, error);
  if (part == NULL)
    return NULL;
  wide = jly_bits_copy_resized (part, width);
  sum = jly_gate_add (self->engine, base, wide, error);
  return sum != NULL ? jly_bits_copy_resized (sum, width) : NULL;
}
