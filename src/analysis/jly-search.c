/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-search.h. */
#include "config.h"

#include "analysis/jly-search.h"

#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-public.h"
#include "engine/jly-round.h"

#include <stdlib.h>

#define MAX_SEARCHES JLY_BITS_MAX_WIDTH

JlyFraction
jly_fraction_new (guint tenths)
{
  guint a = tenths, b = 1000;

  while (a != 0)
    {
      guint rest = b % a;

      b = a;
      a = rest;
    }
  return (JlyFraction){ tenths / b, 1000 / b };
}

guint
jly_search_get_width (guint width, guint divisor)
{
  return width + jly_gate_log2 (divisor + 1);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return x < y ? -1 : x > y;
}

gint64
jly_search_clear (gint64 *values, gsize n, const JlyFraction *fraction, gboolean is_type_1)
{
  guint64 p = fraction->numerator, q = fraction->divisor, place, rest;

  if (n == 0)
    return 0;
  qsort (values, n, sizeof *values, compare_values);
  if (is_type_1)
    {
      place = (n * p + q - 1) / q;
      return values[place > 0 ? place - 1 : 0] * (gint64)q;
    }
  place = (n - 1) * p / q;
  rest = (n - 1) * p % q;
  return values[place] * (gint64)(q - rest) + (rest > 0 ? values[place + 1] * (gint64)rest : 0);
}

/* All searches under way: plane s of active and zeros, number s of need and
 * below. */
typedef struct
{
  JlyEngine *engine;
  guint self, n, width, value_width;
  const JlyBits **codes; /* of each search; borrowed */
  guint64 *divisors;
  JlyBits *active, *zeros, *out;
  JlyRing *need, *below;
} Search;

static void
search_free (Search *self)
{
  g_free (self->codes);
  g_free (self->divisors);
  jly_bits_free (self->active);
  jly_bits_free (self->zeros);
  jly_bits_free (self->out);
  jly_ring_free (self->need);
  jly_ring_free (self->below);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

/* Plane b of every search's own codes, turned over; where codes have fewer
 * planes they are 0. */
static JlyBits *
gather_not_planes (const Search *self, guint b)
{
  JlyBits *planes = jly_bits_new (self->active->n_lanes, self->n);

  for (guint s = 0; s < self->n; s++)
    {
      JlyBits to = jly_bits_view (planes, s, 1), from;

      if (b >= self->codes[s]->width)
        continue;
      from = jly_bits_view (self->codes[s], b, 1);
      jly_bits_assign (&to, &from);
    }
  jly_bits_flip (planes, self->self);
  return planes;
}

static void
scale (const Search *self, JlyRing *counts)
{
  guint64 mask = jly_ring_mask (counts->width);

  for (guint s = 0; s < self->n; s++)
    {
      counts->own[s] = counts->own[s] * self->divisors[s] & mask;
      counts->prev[s] = counts->prev[s] * self->divisors[s] & mask;
    }
}

/* A lane a search: 1 where the rows with 0 are not enough. */
static JlyBits *
find_bits (Search *self, guint b, GError **error)
{
  g_autoptr (JlyBits) not_planes = gather_not_planes (self, b), bits = NULL;
  g_autoptr (JlyRound) round = jly_round_new (self->engine, "quantiles");
  g_autoptr (JlyRing) rest = NULL;
  JlyBits sign;

  jly_round_and (round, self->zeros, self->active, not_planes);
  if (!jly_round_run (round, error))
    return NULL;
  jly_ring_free (self->below);
  self->below = jly_count_wide (self->engine, self->zeros, self->width, JLY_COUNT_FEW_BYTES, error);
  if (self->below == NULL)
    return NULL;
  scale (self, self->below);
  rest = jly_ring_copy (self->below);
  jly_ring_subtract (rest, self->need);
  bits = jly_convert_to_bits (self->engine, rest, self->width, error);
  if (bits == NULL)
    return NULL;
  sign = jly_bits_view (bits, self->width - 1, 1);
  return jly_bits_copy (&sign);
}

/* active = zeros ^ (bit & active), need = need - bit below. */
static gboolean
go_on (Search *self, const JlyBits *found, GError **error)
{
  g_autoptr (JlyBits) planes = jly_bits_lanes_to_planes (found, 1);
  g_autoptr (JlyBits) everywhere = jly_bits_repeat_lane (planes, self->active->n_lanes);
  g_autoptr (JlyBits) kept = jly_bits_new (self->active->n_lanes, self->n);
  g_autoptr (JlyRound) round = jly_round_new (self->engine, "quantiles");
  g_autoptr (JlyRing) passed = NULL;

  jly_round_and (round, kept, self->active, everywhere);
  if (!jly_round_run (round, error))
    return FALSE;
  jly_bits_assign (self->active, self->zeros);
  jly_bits_xor (self->active, kept);
  passed = jly_convert_bit_times (self->engine, found, self->below, error);
  if (passed == NULL)
    return FALSE;
  jly_ring_subtract (self->need, passed);
  return TRUE;
}

static gboolean
run (Search *self, GError **error)
{
  for (guint b = self->value_width; b-- > 0;)
    {
      g_autoptr (JlyBits) found = find_bits (self, b, error);
      JlyBits plane;

      if (found == NULL)
        return FALSE;
      plane = jly_bits_view (self->out, b, 1);
      jly_bits_assign (&plane, found);
      if (b > 0 && !go_on (self, found, error))
        return FALSE;
    }
  return TRUE;
}

/* What is searched: groups, fractions and, for type 7, lower and upper values.
 */
typedef struct
{
  JlyEngine *engine;
  const JlySearchGroup *groups;
  guint n_groups;
  const JlyFraction *fractions;
  guint n_fractions;
  gboolean is_type_1;
  JlyRing *rows; /* of each group, their number, modulo 2^width */
  guint width, value_width, divisor;
} Work;

static void
measure (Work *work)
{
  gsize n = work->groups[0].codes->n_lanes;

  work->divisor = 1;
  for (guint f = 0; f < work->n_fractions; f++)
    work->divisor = MAX (work->divisor, work->fractions[f].divisor);
  for (guint g = 0; g < work->n_groups; g++)
    work->value_width = MAX (work->value_width, work->groups[g].codes->width);
  work->width = g_bit_storage (2 * (guint64)work->divisor * (n + 1)) + 1;
}

static gboolean
count_rows (Work *work, GError **error)
{
  JlyBits *planes = jly_bits_new (work->groups[0].rows->n_lanes, work->n_groups);

  for (guint g = 0; g < work->n_groups; g++)
    {
      JlyBits to = jly_bits_view (planes, g, 1);

      jly_bits_assign (&to, work->groups[g].rows);
    }
  work->rows = jly_count_wide (work->engine, planes, work->width, JLY_COUNT_FEW_BYTES, error);
  jly_bits_free (planes);
  return work->rows != NULL;
}

/* need: divisor times the rows up to the value are at least so many. */
static Search *
begin (const Work *work, gboolean is_upper)
{
  Search *self = g_new0 (Search, 1);
  guint self_index = jly_engine_get_self (work->engine);
  guint64 mask = jly_ring_mask (work->width);
  g_autofree guint64 *constants = NULL;

  self->engine = work->engine;
  self->self = self_index;
  self->n = work->n_groups * work->n_fractions;
  self->width = work->width;
  self->value_width = work->value_width;
  self->codes = g_new (const JlyBits *, self->n);
  self->divisors = g_new (guint64, self->n);
  self->active = jly_bits_new (work->groups[0].rows->n_lanes, self->n);
  self->zeros = jly_bits_new (work->groups[0].rows->n_lanes, self->n);
  self->out = jly_bits_new (self->n, work->value_width);
  self->need = jly_ring_new (self->n, work->width);
  constants = g_new (guint64, self->n);
  for (guint s = 0; s < self->n; s++)
    {
      const JlyFraction *fraction = &work->fractions[s % work->n_fractions];
      guint group = s / work->n_fractions;
      guint64 p = fraction->numerator, q = fraction->divisor;
      JlyBits to = jly_bits_view (self->active, s, 1);

      self->codes[s] = work->groups[group].codes;
      self->divisors[s] = q;
      jly_bits_assign (&to, work->groups[group].rows);
      self->need->own[s] = p * work->rows->own[group] & mask;
      self->need->prev[s] = p * work->rows->prev[group] & mask;
      /* Type 1 needs p N, and one row at least; type 7 p (N - 1) + 1, and q more
       * above. */
      constants[s] = work->is_type_1 ? (p == 0 ? 1 : 0) : (1 - p + (is_upper ? q : 0)) & mask;
    }
  jly_ring_add_public (self->need, constants, self_index);
  return self;
}

/* (N - 1) p modulo q, a lane a search, by the remainder's own bits: what stays
 * when the largest multiples of q are taken off, one after the other. */
static JlyBits *
find_rests (const Work *work, GError **error)
{
  guint n = work->n_groups * work->n_fractions, self = jly_engine_get_self (work->engine);
  guint64 mask = jly_ring_mask (work->width);
  g_autoptr (JlyRing) products = jly_ring_new (n, work->width);
  g_autofree guint64 *constants = g_new (guint64, n), *multiples = g_new (guint64, n);
  g_autoptr (JlyBits) rest = NULL;

  for (guint s = 0; s < n; s++)
    {
      guint64 p = work->fractions[s % work->n_fractions].numerator;

      products->own[s] = p * work->rows->own[s / work->n_fractions] & mask;
      products->prev[s] = p * work->rows->prev[s / work->n_fractions] & mask;
      constants[s] = (0 - p) & mask;
    }
  jly_ring_add_public (products, constants, self);
  rest = jly_convert_to_bits (work->engine, products, work->width, error);
  for (guint shift = work->width - 1; rest != NULL && shift-- > 0;)
    {
      g_autoptr (JlyPublic) number = NULL;
      g_autoptr (JlyBits) difference = NULL;
      gboolean is_any = FALSE;
      JlyBits enough, low;

      for (guint s = 0; s < n; s++)
        {
          guint64 q = work->fractions[s % work->n_fractions].divisor;
          guint64 multiple = q << shift;

          /* A multiple that is too large to be taken off is never passed. */
          multiples[s] = shift < 40 && multiple <= mask / 2 ? multiple : mask;
          is_any = is_any || multiples[s] != mask;
          multiples[s] = mask - multiples[s];
        }
      if (!is_any)
        continue;
      number = jly_public_new (multiples, n, work->width);
      difference = jly_gate_add_public (work->engine, rest, number, TRUE, error);
      if (difference == NULL)
        return NULL;
      enough = jly_bits_view (difference, work->width, 1);
      low = jly_bits_view (difference, 0, work->width);
      {
        JlyBits *next = jly_gate_mux (work->engine, &enough, &low, rest, error);

        jly_bits_free (rest);
        rest = next;
      }
    }
  return g_steal_pointer (&rest);
}

static JlyBits *
scale_values (const Work *work, const JlyBits *values, GError **error)
{
  guint width = jly_search_get_width (work->value_width, work->divisor);
  g_autoptr (JlyColumns) columns = jly_columns_new (values->n_lanes, width);

  /* Each lane by its own divisor: planes of lanes whose divisor has that bit.
   */
  for (guint bit = 0; work->divisor >> bit != 0; bit++)
    {
      g_autoptr (JlyBits) part = jly_bits_copy (values);

      for (guint s = 0; s < values->n_lanes; s++)
        if (!(work->fractions[s % work->n_fractions].divisor >> bit & 1))
          for (guint b = 0; b < part->width; b++)
            {
              gsize at = b * part->words_per_plane + s / 64;

              part->own[at] &= ~((guint64)1 << s % 64);
              part->prev[at] &= ~((guint64)1 << s % 64);
            }
      jly_columns_add (columns, part, bit);
    }
  return jly_columns_resolve (columns, work->engine, error);
}

/* q low + rest (high - low); high is not below low where there is a rest, and
 * what it is without one does not count. */
static JlyBits *
interpolate (const Work *work, const JlyBits *low, const JlyBits *high, GError **error)
{
  guint width = jly_search_get_width (work->value_width, work->divisor);
  guint self = jly_engine_get_self (work->engine);
  g_autoptr (JlyBits) rest = find_rests (work, error), short_rest = NULL;
  g_autoptr (JlyBits) base = rest != NULL ? scale_values (work, low, error) : NULL;
  g_autoptr (JlyBits) turned = NULL, distance = NULL, part = NULL, wide = NULL, sum = NULL;
  g_autoptr (JlyBits) complement = NULL;

  if (base == NULL)
    return NULL;
  /* high - low = NOT (NOT high + low). */
  turned = jly_bits_copy (high);
  jly_bits_flip (turned, self);
  complement = jly_gate_add (work->engine, turned, low, error);
  if (complement == NULL)
    return NULL;
  distance = jly_bits_copy_resized (complement, work->value_width);
  jly_bits_flip (distance, self);
  short_rest = jly_bits_copy_resized (rest, jly_gate_log2 (work->divisor + 1));
  part = jly_gate_multiply (work->engine, distance, short_rest, error);
  if (part == NULL)
    return NULL;
  wide = jly_bits_copy_resized (part, width);
  sum = jly_gate_add (work->engine, base, wide, error);
  return sum != NULL ? jly_bits_copy_resized (sum, width) : NULL;
}

/* As many groups as there is room for. */
static JlyBits *
search_some (Work *work, GError **error)
{
  g_autoptr (Search) low = NULL, high = NULL;

  if (!count_rows (work, error))
    return NULL;
  low = begin (work, FALSE);
  if (!run (low, error))
    return NULL;
  if (work->is_type_1)
    return scale_values (work, low->out, error);
  high = begin (work, TRUE);
  return run (high, error) ? interpolate (work, low->out, high->out, error) : NULL;
}

JlyBits *
jly_search_secure (JlyEngine *engine,
                   const JlySearchGroup *groups,
                   guint n_groups,
                   const JlyFraction *fractions,
                   guint n_fractions,
                   gboolean is_type_1,
                   GError **error)
{
  guint at_once = MAX (1, MAX_SEARCHES / n_fractions);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  guint width = 0;

  for (guint first = 0; first < n_groups; first += at_once)
    {
      Work work = { engine,
                    groups + first,
                    MIN (at_once, n_groups - first),
                    fractions,
                    n_fractions,
                    is_type_1,
                    NULL,
                    0,
                    0,
                    1 };
      JlyBits *part;

      measure (&work);
      part = search_some (&work, error);
      jly_ring_free (work.rows);
      if (part == NULL)
        return NULL;
      width = MAX (width, part->width);
      g_ptr_array_add (parts, part);
    }
  return jly_bits_join_lanes ((const JlyBits *const *)parts->pdata, parts->len, width);
}
