/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-select.h. One plane of active rows for each rank; all ranks share their rounds. */
#include "config.h"

#include "engine/jly-select.h"

#include "engine/jly-convert.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-round.h"

#include <string.h>

#define MAX_DIVISOR ((guint)1 << 20)
#define MAX_RANKS 64

/* One search under way. */
typedef struct
{
  JlyEngine *engine;
  const JlySelection *selection;
  guint self, width; /* width of all counts and ranks, with a sign */
  JlyBits *active;   /* plane r: rows that agree with the value of rank r so far, */
  JlyBits *zeros;    /* and those of them that have a 0 next */
  JlyRing *need;     /* for each rank: divisor times how many active rows are up to the value */
  JlyRing *below;    /* divisor times how many zeros there are */
} Search;

static void
search_free (Search *search)
{
  jly_bits_free (search->active);
  jly_bits_free (search->zeros);
  jly_ring_free (search->need);
  jly_ring_free (search->below);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

JlyRank
jly_rank_quantile (guint numerator, guint divisor, gboolean is_upper)
{
  g_assert (divisor > 0 && divisor < MAX_DIVISOR && numerator <= divisor);
  g_assert (is_upper ? numerator < divisor : numerator > 0);
  return (JlyRank){ numerator, is_upper ? 1 : 0, divisor, 1 };
}

JlyRank
jly_rank_smallest (gsize k)
{
  g_assert (k >= 1 && k < G_MAXUINT32);
  return (JlyRank){ 0, (gint64)k, 1, k };
}

JlyRank
jly_rank_largest (gsize k)
{
  g_assert (k >= 1 && k < G_MAXUINT32);
  return (JlyRank){ 1, 1 - (gint64)k, 1, k };
}

/* Every number compared lies strictly between - divisor n and divisor n, with one to spare. */
static guint
choose_width (const JlySelection *selection)
{
  guint64 largest = 1;

  for (guint r = 0; r < selection->n_ranks; r++)
    largest = MAX (largest, selection->ranks[r].divisor);
  return g_bit_storage (largest * selection->x->n_lanes + 1) + 1;
}

static Search *
search_new (JlyEngine *engine, const JlySelection *selection)
{
  Search *search = g_new0 (Search, 1);

  g_assert (selection->x->n_lanes > 0 && selection->x->n_lanes < G_MAXUINT32);
  g_assert (selection->x->width > 0);
  g_assert (selection->n_ranks > 0 && selection->n_ranks <= MAX_RANKS);
  search->engine = engine;
  search->selection = selection;
  search->self = jly_engine_get_self (engine);
  search->width = choose_width (selection);
  return search;
}

static JlyBits *
copy_valid (const Search *search)
{
  const JlySelection *selection = search->selection;
  JlyBits *valid = selection->valid != NULL ? jly_bits_copy (selection->valid)
                                            : jly_bits_new (selection->x->n_lanes, 1);

  g_assert (valid->width == 1 && valid->n_lanes == selection->x->n_lanes);
  if (selection->valid == NULL)
    jly_bits_flip (valid, search->self);
  return valid;
}

/* One plane: where the numbers, in two's complement, are negative. */
static JlyBits *
get_signs (const Search *search, const JlyRing *numbers, GError **error)
{
  g_autoptr (JlyBits) bits = jly_convert_to_bits (search->engine, numbers, numbers->width, error);
  JlyBits sign;

  if (bits == NULL)
    return NULL;
  sign = jly_bits_view (bits, bits->width - 1, 1);
  return jly_bits_copy (&sign);
}

/* n_rows valid rows, as one number: public if all are. */
static JlyRing *
count_valid (const Search *search, const JlyBits *valid, GError **error)
{
  guint64 n = search->selection->x->n_lanes;
  JlyRing *n_valid;

  if (search->selection->valid != NULL)
    return jly_count_wide (search->engine, valid, search->width, search->selection->way, error);
  n_valid = jly_ring_new (1, search->width);
  jly_ring_add_public (n_valid, &n, search->self);
  return n_valid;
}

static gsize
get_least (const JlySelection *selection)
{
  gsize least = MAX (selection->least, 1);

  for (guint r = 0; r < selection->n_ranks; r++)
    least = MAX (least, selection->ranks[r].least);
  return least;
}

/* Opens whether there are at least as many valid rows as it takes. */
static gboolean
check_enough (const Search *search, const JlyRing *n_valid, gboolean *is_enough, GError **error)
{
  gsize n = search->selection->x->n_lanes, least = get_least (search->selection);
  guint64 less = (0 - (guint64)least) & jly_ring_mask (search->width), is_short;
  g_autoptr (JlyRing) rest = NULL;
  g_autoptr (JlyBits) sign = NULL;

  *is_enough = n >= least;
  if (search->selection->valid == NULL || !*is_enough)
    return TRUE;
  rest = jly_ring_copy (n_valid);
  jly_ring_add_public (rest, &less, search->self);
  sign = get_signs (search, rest, error);
  if (sign == NULL || !jly_open_to_all (search->engine, sign, &is_short, error))
    return FALSE;
  *is_enough = is_short == 0 || jly_engine_get_transport (search->engine)->is_dry;
  return TRUE;
}

/* need = per_row N + constant. */
static JlyRing *
make_needs (const Search *search, const JlyRing *n_valid)
{
  const JlySelection *selection = search->selection;
  guint64 mask = jly_ring_mask (search->width);
  g_autofree guint64 *constants = g_new (guint64, selection->n_ranks);
  JlyRing *need = jly_ring_new (selection->n_ranks, search->width);

  for (guint r = 0; r < selection->n_ranks; r++)
    {
      guint64 per_row = (guint64)selection->ranks[r].per_row;

      need->own[r] = per_row * n_valid->own[0] & mask;
      need->prev[r] = per_row * n_valid->prev[0] & mask;
      constants[r] = (guint64)selection->ranks[r].constant & mask;
    }
  jly_ring_add_public (need, constants, search->self);
  return need;
}

static JlyBits *
repeat_plane (const JlyBits *plane, guint n_times)
{
  JlyBits *out = jly_bits_new (plane->n_lanes, n_times);

  for (guint r = 0; r < n_times; r++)
    {
      JlyBits to = jly_bits_view (out, r, 1);

      jly_bits_assign (&to, plane);
    }
  return out;
}

/* Counts valid rows, says whether they are enough, and if so gets ready to search. */
static gboolean
begin (Search *search, gboolean *is_enough, GError **error)
{
  guint n_ranks = search->selection->n_ranks;
  g_autoptr (JlyBits) valid = copy_valid (search);
  g_autoptr (JlyRing) n_valid = count_valid (search, valid, error);

  if (n_valid == NULL || !check_enough (search, n_valid, is_enough, error))
    return FALSE;
  search->need = make_needs (search, n_valid);
  search->active = repeat_plane (valid, n_ranks);
  search->zeros = jly_bits_new (valid->n_lanes, n_ranks);
  return TRUE;
}

/* Plane b of what is searched, as unsigned numbers, turned over. */
static JlyBits *
get_not_plane (const Search *search, guint b)
{
  JlyBits plane = jly_bits_view (search->selection->x, b, 1);
  JlyBits *not_plane = jly_bits_copy (&plane);

  if (!search->selection->is_signed || b + 1 < search->selection->x->width)
    jly_bits_flip (not_plane, search->self);
  return not_plane;
}

static void
scale_by_divisors (const Search *search, JlyRing *counts)
{
  for (guint r = 0; r < search->selection->n_ranks; r++)
    {
      guint64 divisor = search->selection->ranks[r].divisor;

      counts->own[r] = counts->own[r] * divisor & jly_ring_mask (counts->width);
      counts->prev[r] = counts->prev[r] * divisor & jly_ring_mask (counts->width);
    }
}

/* One plane: for each rank whether bit b of its value is 1, because the rows with 0 are not
 * enough: divisor * zeros - need is negative. */
static JlyBits *
find_bits (Search *search, guint b, GError **error)
{
  g_autoptr (JlyBits) not_plane = get_not_plane (search, b);
  g_autoptr (JlyRound) round = jly_round_new (search->engine, "select");
  g_autoptr (JlyRing) rest = NULL;

  jly_round_and (round, search->zeros, search->active, not_plane);
  if (!jly_round_run (round, error))
    return NULL;
  jly_ring_free (search->below);
  search->below = jly_count_wide (search->engine, search->zeros, search->width,
                                  search->selection->way, error);
  if (search->below == NULL)
    return NULL;
  scale_by_divisors (search, search->below);
  rest = jly_ring_copy (search->below);
  jly_ring_subtract (rest, search->need);
  return get_signs (search, rest, error);
}

/* The rows with 1 stay in question, and the others are known to be below; or those with 0 stay. */
static void
go_on_publicly (Search *search, const guint64 *bits)
{
  for (guint r = 0; r < search->selection->n_ranks; r++)
    {
      JlyBits active = jly_bits_view (search->active, r, 1);
      JlyBits zeros = jly_bits_view (search->zeros, r, 1);
      guint64 mask = jly_ring_mask (search->width);

      if (bits[r] == 0)
        {
          jly_bits_assign (&active, &zeros);
          continue;
        }
      jly_bits_xor (&active, &zeros);
      search->need->own[r] = (search->need->own[r] - search->below->own[r]) & mask;
      search->need->prev[r] = (search->need->prev[r] - search->below->prev[r]) & mask;
    }
}

/* bit = 1 is everywhere the flipped top bit of a negative number. */
static guint64
get_result_bit (const JlySelection *selection, guint b, guint64 bit)
{
  gboolean is_sign = selection->is_signed && b + 1 == selection->x->width;

  return (is_sign ? !bit : bit) << b;
}

gboolean
jly_select_open (JlyEngine *engine,
                 const JlySelection *selection,
                 gboolean *is_enough,
                 guint64 *values,
                 GError **error)
{
  g_autoptr (Search) search = search_new (engine, selection);
  guint64 bits[MAX_RANKS];

  g_assert (selection->x->width <= JLY_VALUE_MAX_WIDTH);
  if (!begin (search, is_enough, error))
    return FALSE;
  if (!*is_enough)
    return TRUE;
  memset (values, 0, selection->n_ranks * sizeof *values);
  for (guint b = selection->x->width; b-- > 0;)
    {
      g_autoptr (JlyBits) found = find_bits (search, b, error);

      if (found == NULL || !jly_open_to_all (engine, found, bits, error))
        return FALSE;
      go_on_publicly (search, bits);
      for (guint r = 0; r < selection->n_ranks; r++)
        values[r] |= get_result_bit (selection, b, bits[r]);
    }
  return TRUE;
}

/* The same with a secret bit: active = zeros ^ (bit & active), need = need - bit * below. */
static gboolean
go_on_secretly (Search *search, const JlyBits *found, GError **error)
{
  g_autoptr (JlyBits) planes = jly_bits_lanes_to_planes (found, 1);
  g_autoptr (JlyBits) everywhere = jly_bits_repeat_lane (planes, search->active->n_lanes);
  g_autoptr (JlyBits) kept = jly_bits_new (search->active->n_lanes, search->active->width);
  g_autoptr (JlyRound) round = jly_round_new (search->engine, "select");
  g_autoptr (JlyRing) passed = NULL;

  jly_round_and (round, kept, search->active, everywhere);
  if (!jly_round_run (round, error))
    return FALSE;
  jly_bits_assign (search->active, search->zeros);
  jly_bits_xor (search->active, kept);
  passed = jly_convert_bit_times (search->engine, found, search->below, error);
  if (passed == NULL)
    return FALSE;
  jly_ring_subtract (search->need, passed);
  return TRUE;
}

static void
keep_bit (JlyBits *values, const JlyBits *found, guint b, guint self, gboolean is_flipped)
{
  JlyBits plane = jly_bits_view (values, b, 1);

  jly_bits_assign (&plane, found);
  if (is_flipped)
    jly_bits_flip (&plane, self);
}

gboolean
jly_select_secret (JlyEngine *engine,
                   const JlySelection *selection,
                   gboolean *is_enough,
                   JlyBits **values,
                   GError **error)
{
  g_autoptr (Search) search = search_new (engine, selection);
  guint width = selection->x->width;
  g_autoptr (JlyBits) out = jly_bits_new (selection->n_ranks, width);

  *values = NULL;
  if (!begin (search, is_enough, error))
    return FALSE;
  if (!*is_enough)
    return TRUE;
  for (guint b = width; b-- > 0;)
    {
      g_autoptr (JlyBits) found = find_bits (search, b, error);

      if (found == NULL)
        return FALSE;
      keep_bit (out, found, b, search->self, selection->is_signed && b + 1 == width);
      if (b > 0 && !go_on_secretly (search, found, error))
        return FALSE;
    }
  *values = g_steal_pointer (&out);
  return TRUE;
}
