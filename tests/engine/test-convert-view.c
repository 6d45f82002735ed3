/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one miner sees of a conversion says nothing about what is converted. Enumerated, not
 * sampled: the protocols of the engine run once with a lane for every sharing and every mask, and
 * each miner's views (components, masks under its two keys, messages) must be the same multiset for
 * all inputs; with the result opened as well, for all inputs with that result.
 */
#include "config.h"

#include "engine/convert-work.h"
#include "engine/test-parties.h"
#include "engine/test-script.h"

#include "engine/jly-lanes.h"

#include <string.h>

#define MAX_MASKS 32
#define MAX_MESSAGES 16
#define MIN_LANES 512

/* One mask per lane: width 0 is a bit of a plane, else a number. */
typedef struct
{
  guint key, width;
} Mask;

typedef struct
{
  ConvertKind kind;
  guint w, width; /* of the bits that go in; of the result and of numbers that go in */
  gboolean is_opened;
  Mask masks[MAX_MASKS]; /* in the order of reading */
  guint n_masks;
} Protocol;

typedef struct
{
  const Protocol *protocol;
  gsize n;                    /* lanes */
  guint64 *index;             /* what is left of each lane's random choices */
  guint64 *digits[MAX_MASKS]; /* the masks */
  guint64 *views[3];          /* by miner */
  GBytes *messages[3][3][MAX_MESSAGES];
  const char *steps[3][3][MAX_MESSAGES];
  guint n_messages[3][3];
} Run;

static gboolean
has_bits (const Protocol *p)
{
  return p->kind != CONVERT_TO_BITS;
}

static gboolean
has_numbers (const Protocol *p)
{
  return p->kind == CONVERT_TO_BITS || p->kind == CONVERT_BIT_TIMES;
}

static void
add_masks (Protocol *p, guint key, guint width, guint n)
{
  for (guint i = 0; i < n; i++)
    p->masks[p->n_masks++] = (Mask){ key, width };
}

static void
add_zero_masks (Protocol *p, guint n)
{
  for (guint key = 0; key < 3; key++)
    add_masks (p, key, 0, n);
}

static void
add_bit_masks (Protocol *p, guint width)
{
  add_masks (p, 0, width, 2); /* spreading c, resharing the product */
  add_masks (p, 2, width, 1);
}

/* The masks that each protocol uses, by hand: the script fails if it reads others. */
static Protocol
describe (ConvertKind kind, guint w, guint width, gboolean is_opened)
{
  Protocol p = { kind, w, width, is_opened, { { 0, 0 } }, 0 };

  switch (kind)
    {
    case CONVERT_BIT:
      add_bit_masks (&p, width);
      break;
    case CONVERT_BIT_TIMES:
      add_bit_masks (&p, width);
      for (guint key = 0; key < 3; key++)
        add_masks (&p, key, width, 1);
      break;
    case CONVERT_TO_RING:
      add_masks (&p, 0, w, 1);
      add_masks (&p, 2, w, 1);
      add_masks (&p, 0, 0, w);
      if (width > w)
        add_masks (&p, 0, width - w, 1);
      /* One for each pair, and the nodes of two bits. */
      add_zero_masks (&p, width > w ? (w == 1 ? 1 : 3) : w - 1);
      if (width > w)
        add_bit_masks (&p, width - w);
      break;
    default:
      add_masks (&p, 0, 0, 2 * width - 1);
      add_masks (&p, 2, 0, width - 1);
      add_zero_masks (&p, width == 3 ? 1 : 0);
    }
  return p;
}

static guint
count_random_bits (const Protocol *p)
{
  guint n = (has_bits (p) ? 2 * p->w : 0) + (has_numbers (p) ? 2 * p->width : 0);

  for (guint m = 0; m < p->n_masks; m++)
    n += MAX (p->masks[m].width, 1);
  return n;
}

/* The next digit of every lane. */
static guint64 *
take (Run *run, guint width)
{
  guint64 *digits = g_new (guint64, run->n);

  for (gsize j = 0; j < run->n; j++)
    {
      digits[j] = run->index[j] & jly_ring_mask (width);
      run->index[j] >>= width;
    }
  return digits;
}

static void
see (guint64 *view, const guint64 *seen, gsize n, guint width)
{
  for (gsize j = 0; j < n; j++)
    {
      g_assert_cmpuint (view[j] >> (64 - width), ==, 0);
      view[j] = view[j] << width | seen[j];
    }
}

static void
start (Run *run, const Protocol *p)
{
  memset (run, 0, sizeof *run);
  run->protocol = p;
  run->n = MAX ((gsize)1 << count_random_bits (p), MIN_LANES);
  run->index = g_new (guint64, run->n);
  for (gsize j = 0; j < run->n; j++)
    run->index[j] = j;
  for (guint i = 0; i < 3; i++)
    {
      run->views[i] = g_new (guint64, run->n);
      for (gsize j = 0; j < run->n; j++)
        run->views[i][j] = 1; /* guards the leading zeros of what follows */
    }
  test_script_reset ();
  for (guint m = 0; m < p->n_masks; m++)
    {
      Mask mask = p->masks[m];

      run->digits[m] = take (run, MAX (mask.width, 1));
      if (mask.width == 0)
        test_script_add_plane (mask.key, run->digits[m], run->n);
      else
        test_script_add_numbers (mask.key, run->digits[m], run->n);
      see (run->views[mask.key], run->digits[m], run->n, MAX (mask.width, 1));
      see (run->views[(mask.key + 1) % 3], run->digits[m], run->n, MAX (mask.width, 1));
    }
}

/* The components of x in every lane; each is seen by its two holders. */
static void
split (Run *run, guint64 x, guint width, gboolean is_ring, guint64 *components[3])
{
  components[0] = take (run, width);
  components[1] = take (run, width);
  components[2] = g_new (guint64, run->n);
  for (gsize j = 0; j < run->n; j++)
    components[2][j] = is_ring ? (x - components[0][j] - components[1][j]) & jly_ring_mask (width)
                               : x ^ components[0][j] ^ components[1][j];
  for (guint i = 0; i < 3; i++)
    {
      see (run->views[i], components[i], run->n, width);
      see (run->views[i], components[(i + 2) % 3], run->n, width);
    }
}

static void
share_bits (Run *run, guint64 x, JlyBits *held[3])
{
  guint64 *components[3];
  guint w = run->protocol->w;

  split (run, x, w, FALSE, components);
  for (guint i = 0; i < 3; i++)
    {
      held[i] = jly_bits_new (run->n, w);
      jly_lanes_slice (components[i], run->n, w, held[i]->own);
      jly_lanes_slice (components[(i + 2) % 3], run->n, w, held[i]->prev);
    }
  for (guint i = 0; i < 3; i++)
    g_free (components[i]);
}

static void
share_numbers (Run *run, guint64 x, JlyRing *held[3])
{
  guint64 *components[3];
  gsize size = run->n * sizeof **components;

  split (run, x, run->protocol->width, TRUE, components);
  for (guint i = 0; i < 3; i++)
    {
      held[i] = jly_ring_new (run->n, run->protocol->width);
      memcpy (held[i]->own, components[i], size);
      memcpy (held[i]->prev, components[(i + 2) % 3], size);
    }
  for (guint i = 0; i < 3; i++)
    g_free (components[i]);
}

/* Each pair of miners has its own list, and messages of one sender come in order. */
static void
keep_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Run *run = data;
  guint m = run->n_messages[from][to]++;

  g_assert_cmpuint (m, <, MAX_MESSAGES);
  run->messages[from][to][m] = g_bytes_new (bytes, n);
  run->steps[from][to][m] = step;
}

/* Planes first, then numbers of one width. */
static guint
count_planes (const Run *run, guint from, const char *step, gsize n_bits)
{
  if (g_str_equal (step, "convert mask"))
    return run->protocol->w;
  if (g_str_equal (step, "convert open") && from != 0)
    return run->protocol->w;
  if (g_str_has_prefix (step, "convert"))
    return 0;
  return (guint)n_bits;
}

static void
see_message (Run *run, guint from, guint to, guint m)
{
  gsize size, n = run->n;
  const guint8 *bytes = g_bytes_get_data (run->messages[from][to][m], &size);
  guint n_bits = (guint)(size * 8 / n);
  guint n_planes = count_planes (run, from, run->steps[from][to][m], n_bits);
  g_autofree guint64 *numbers = g_new (guint64, n);

  g_assert_cmpuint (size * 8 % n, ==, 0);
  for (guint b = 0; b < n_planes; b++, bytes += n / 8)
    {
      for (gsize j = 0; j < n; j++)
        numbers[j] = bytes[j / 8] >> j % 8 & 1;
      see (run->views[to], numbers, n, 1);
    }
  if (n_bits == n_planes)
    return;
  jly_ring_unpack (bytes, n, n_bits - n_planes, numbers);
  see (run->views[to], numbers, n, n_bits - n_planes);
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

static void
finish_views (Run *run, const ConvertWork works[3])
{
  for (guint to = 0; to < 3; to++)
    {
      const ConvertWork *missing = &works[(to + 1) % 3];

      for (guint step = 1; step < 3; step++)
        for (guint m = 0; m < run->n_messages[(to + step) % 3][to]; m++)
          see_message (run, (to + step) % 3, to, m);
      if (run->protocol->is_opened)
        see (run->views[to], missing->ring_out->own, run->n, missing->ring_out->width);
      qsort (run->views[to], run->n, sizeof **run->views, compare_views);
    }
}

/* All executions with this input; views are left in run. */
static void
play (Run *run, const Protocol *p, guint64 x, guint64 v)
{
  g_autoptr (TestParties) parties = NULL;
  JlyBits *bits[3] = { NULL };
  JlyRing *numbers[3] = { NULL };
  ConvertWork works[3];
  GError *errors[3];

  start (run, p);
  if (has_bits (p))
    share_bits (run, x, bits);
  if (has_numbers (p))
    share_numbers (run, v, numbers);
  parties = test_parties_new (1, JLY_PRG_CHACHA20);
  jly_local_net_set_hook (parties->net, keep_cb, run);
  for (guint i = 0; i < 3; i++)
    works[i] = (ConvertWork){ p->kind, p->width, bits[i], numbers[i], NULL, NULL };
  test_parties_run (parties, convert_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                    errors);
  test_script_check_used ();
  finish_views (run, works);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      g_clear_pointer (&bits[i], jly_bits_free);
      g_clear_pointer (&numbers[i], jly_ring_free);
      g_clear_pointer (&works[i].ring_out, jly_ring_free);
      g_clear_pointer (&works[i].bits_out, jly_bits_free);
    }
}

static void
clear (Run *run)
{
  g_free (run->index);
  for (guint m = 0; m < MAX_MASKS; m++)
    g_free (run->digits[m]);
  for (guint i = 0; i < 3; i++)
    {
      g_free (run->views[i]);
      for (guint j = 0; j < 3; j++)
        for (guint m = 0; m < run->n_messages[i][j]; m++)
          g_bytes_unref (run->messages[i][j][m]);
    }
}

static gboolean
is_same_view (const Run *a, const Run *b, guint i)
{
  return memcmp (a->views[i], b->views[i], a->n * sizeof **a->views) == 0;
}

/* All inputs against the input zero; where the result is opened, those whose result is zero. */
static void
check_protocol (const Protocol *p)
{
  guint64 n_x = has_bits (p) ? (guint64)1 << p->w : 1;
  guint64 n_v = has_numbers (p) ? (guint64)1 << p->width : 1;
  Run reference;

  play (&reference, p, 0, 0);
  for (guint64 x = 0; x < n_x; x++)
    for (guint64 v = 0; v < n_v; v++)
      {
        gboolean is_expected = !p->is_opened || x * v == 0;
        Run run;

        play (&run, p, x, v);
        for (guint i = 0; i < 3; i++)
          g_assert_cmpint (is_same_view (&run, &reference, i), ==, is_expected);
        clear (&run);
      }
  clear (&reference);
}

static void
test_bit (void)
{
  for (guint width = 1; width <= 3; width++)
    {
      Protocol p = describe (CONVERT_BIT, 1, width, FALSE);

      check_protocol (&p);
    }
}

static void
test_bit_times (void)
{
  for (guint width = 1; width <= 2; width++)
    for (gboolean is_opened = FALSE; is_opened <= TRUE; is_opened++)
      {
        Protocol p = describe (CONVERT_BIT_TIMES, 1, width, is_opened);

        check_protocol (&p);
      }
}

static void
test_to_ring (void)
{
  static const guint widths[][2] = { { 1, 1 }, { 1, 2 }, { 1, 3 }, { 2, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Protocol p = describe (CONVERT_TO_RING, widths[i][0], widths[i][1], FALSE);

      check_protocol (&p);
    }
}

static void
test_to_bits (void)
{
  for (guint width = 1; width <= 3; width++)
    {
      Protocol p = describe (CONVERT_TO_BITS, 0, width, FALSE);

      check_protocol (&p);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/convert-view/bit", test_bit);
  g_test_add_func ("/convert-view/bit-times", test_bit_times);
  g_test_add_func ("/convert-view/to-ring", test_to_ring);
  g_test_add_func ("/convert-view/to-bits", test_to_bits);
  return g_test_run ();
}
