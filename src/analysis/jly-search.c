/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-search.h. */
#include "config.h"

#include "analysis/jly-search-places.h"

#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"
#include "engine/jly-strands.h"

#include <stdlib.h>

#define MAX_SEARCHES JLY_BITS_MAX_WIDTH
#define LANES_SIDE_BY_SIDE 65536

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
  self->below = jly_count_wide (self->engine, self->zeros, self->width,
                                jly_count_choose (self->zeros->n_lanes), error);
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

/* What is searched: fractions of groups. */
typedef struct
{
  JlySearchPlaces places;
  const JlySearchGroup *groups;
  guint value_width;
} Work;

static void
work_clear (Work *work)
{
  jly_search_places_clear (&work->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
count_rows (Work *work, GError **error)
{
  guint n_groups = work->places.n_groups;
  g_autoptr (JlyBits) planes = jly_bits_new (work->groups[0].rows->n_lanes, n_groups);

  for (guint g = 0; g < n_groups; g++)
    {
      JlyBits to = jly_bits_view (planes, g, 1);

      jly_bits_assign (&to, work->groups[g].rows);
      work->value_width = MAX (work->value_width, work->groups[g].codes->width);
    }
  return jly_search_places_count (&work->places, planes, error);
}

/* need: divisor times the rows up to the value are at least so many. */
static Search *
begin (const Work *work, gboolean is_upper)
{
  Search *self = g_new0 (Search, 1);
  guint self_index = jly_engine_get_self (work->places.engine);
  guint64 mask = jly_ring_mask (work->places.width);
  g_autofree guint64 *constants = NULL;

  self->engine = work->places.engine;
  self->self = self_index;
  self->n = work->places.n_groups * work->places.n_fractions;
  self->width = work->places.width;
  self->value_width = work->value_width;
  self->codes = g_new (const JlyBits *, self->n);
  self->divisors = g_new (guint64, self->n);
  self->active = jly_bits_new (work->groups[0].rows->n_lanes, self->n);
  self->zeros = jly_bits_new (work->groups[0].rows->n_lanes, self->n);
  self->out = jly_bits_new (self->n, work->value_width);
  self->need = jly_ring_new (self->n, work->places.width);
  constants = g_new (guint64, self->n);
  for (guint s = 0; s < self->n; s++)
    {
      const JlyFraction *fraction = &work->places.fractions[s % work->places.n_fractions];
      guint group = s / work->places.n_fractions;
      guint64 p = fraction->numerator, q = fraction->divisor;
      JlyBits to = jly_bits_view (self->active, s, 1);

      self->codes[s] = work->groups[group].codes;
      self->divisors[s] = q;
      jly_bits_assign (&to, work->groups[group].rows);
      self->need->own[s] = p * work->places.rows->own[group] & mask;
      self->need->prev[s] = p * work->places.rows->prev[group] & mask;
      /* Type 1 needs p N, and one row at least; type 7 p (N - 1) + 1, and q more
       * above. */
      constants[s]
          = work->places.is_type_1 ? (p == 0 ? 1 : 0) : (1 - p + (is_upper ? q : 0)) & mask;
    }
  jly_ring_add_public (self->need, constants, self_index);
  return self;
}

/* What type 7 needs: both searches, and how far between them the value lies. */
typedef struct
{
  Search *search; /* NULL: the rests are divided */
  JlySearchPlaces places;
  JlyBits *rests;
} Part;

static gboolean
run_part (JlyEngine *engine, gpointer data, GError **error)
{
  Part *part = data;

  part->places.engine = engine;
  if (part->search == NULL)
    return jly_search_places_divide (&part->places, NULL, &part->rests, error);
  part->search->engine = engine;
  return run (part->search, error);
}

/* Side by side, so that they share their rounds; long columns one after the other, since each
 * search holds bits of every row. */
static gboolean
run_parts (const Work *work, Part parts[3], GError **error)
{
  const gpointer data[3] = { &parts[0], &parts[1], &parts[2] };
  guint at_once = work->groups[0].rows->n_lanes <= LANES_SIDE_BY_SIDE ? 3 : 1;

  for (guint first = 0; first < 3; first += at_once)
    if (!jly_strands_run (work->places.engine, run_part, data + first, at_once, error))
      return FALSE;
  return TRUE;
}

/* As many groups as there is room for. */
static JlyBits *
search_some (Work *work, GError **error)
{
  g_autoptr (Search) low = NULL, high = NULL;
  g_autoptr (JlyBits) rests = NULL;
  Part parts[3] = { { 0 } };
  gboolean ok;

  if (!count_rows (work, error))
    return NULL;
  low = begin (work, FALSE);
  if (work->places.is_type_1)
    return run (low, error) ? jly_search_places_scale (&work->places, low->out, error) : NULL;
  high = begin (work, TRUE);
  for (guint i = 0; i < 3; i++)
    parts[i].places = work->places;
  parts[0].search = low;
  parts[1].search = high;
  ok = run_parts (work, parts, error);
  rests = parts[2].rests;
  return ok ? jly_search_places_interpolate (&work->places, low->out, high->out, rests, error)
            : NULL;
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
      g_auto (Work) work = { .groups = groups + first };
      JlyBits *part;

      work.places
          = jly_search_places (engine, groups[0].rows->n_lanes, MIN (at_once, n_groups - first),
                               fractions, n_fractions, is_type_1);
      part = search_some (&work, error);
      if (part == NULL)
        return NULL;
      width = MAX (width, part->width);
      g_ptr_array_add (parts, part);
    }
  return jly_bits_join_lanes ((const JlyBits *const *)parts->pdata, parts->len, width);
}
