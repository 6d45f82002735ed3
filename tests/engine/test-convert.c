/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways between the two sharings: values on all inputs of small width and at random up to 64 bits,
 * bytes and rounds as documented and as a dry run says, and messages that look random. */
#include "config.h"

#include "engine/convert-work.h"
#include "engine/test-parties.h"

#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#define MAX_LANES 1024

/* Clear inputs: bits are x, numbers v. w and v_width are their widths. */
typedef struct
{
  ConvertKind kind;
  guint w, v_width, width;
  gsize n;
  guint64 x[MAX_LANES], v[MAX_LANES];
} Case;

static guint64
expect (const Case *c, gsize j)
{
  switch (c->kind)
    {
    case CONVERT_BIT:
    case CONVERT_TO_RING:
      return c->x[j];
    case CONVERT_BIT_TIMES:
      return c->x[j] * c->v[j];
    default:
      return c->v[j] & jly_ring_mask (c->width);
    }
}

/* Nodes of a Sklansky tree over w planes. */
static guint64
count_nodes (guint w)
{
  guint64 n = 0;

  for (guint half = 1; half < w; half *= 2)
    for (guint middle = half; middle < w; middle += 2 * half)
      n += MIN (half, w - middle) * (middle > half ? 2 : 1);
  return n;
}

static guint
log2_up (guint w)
{
  guint n = 0;

  while (((guint64)1 << n) < w)
    n++;
  return n;
}

/* The table of PROTOCOL.md. */
static guint64
count_bytes (const Case *c, guint self)
{
  gsize n8 = (c->n + 7) / 8, number = (c->n * c->width + 7) / 8;
  gsize rest = (c->n * (c->width - c->w) + 7) / 8;

  switch (c->kind)
    {
    case CONVERT_BIT:
      return number;
    case CONVERT_BIT_TIMES:
      return 2 * number;
    case CONVERT_TO_RING:
      if (c->width == c->w)
        return (c->w - 1 + count_nodes (c->w - 1) + c->w) * n8;
      return (2 * c->w + count_nodes (c->w)) * n8 + (self == 0 ? 2 : 1) * rest;
    default:
      return (c->width - (self == 0 ? 0 : 1) + count_nodes (c->width - 1)) * n8;
    }
}

static guint64
count_rounds (const Case *c)
{
  switch (c->kind)
    {
    case CONVERT_BIT:
    case CONVERT_BIT_TIMES:
      return 2;
    case CONVERT_TO_RING:
      if (c->width == c->w)
        return c->w == 1 ? 2 : 3 + log2_up (c->w - 1);
      return 4 + log2_up (c->w);
    default:
      return c->width == 1 ? 1 : 2 + log2_up (c->width - 1);
    }
}

static void
clear_work (ConvertWork *work)
{
  g_clear_pointer (&work->ring_out, jly_ring_free);
  g_clear_pointer (&work->bits_out, jly_bits_free);
}

static void
check_cost (const Case *c, const JlyTransport *counted, guint self)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *dry = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, dry, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyBits) bits = jly_bits_new (c->n, c->w);
  g_autoptr (JlyRing) ring = jly_ring_new (c->n, c->v_width);
  ConvertWork work = { c->kind, c->width, bits, ring, NULL, NULL };
  gboolean is_done = convert_party (engine, &work, NULL);

  g_assert_true (is_done);
  g_assert_cmpuint (dry->bytes_sent, ==, counted->bytes_sent);
  g_assert_cmpuint (dry->rounds, ==, counted->rounds);
  g_assert_cmpuint (counted->bytes_sent, ==, count_bytes (c, self));
  g_assert_cmpuint (counted->rounds, ==, count_rounds (c));
  clear_work (&work);
  jly_engine_free (engine);
  jly_transport_dry_free (dry);
}

static guint64 *
reveal (const Case *c, const ConvertWork works[3])
{
  TestRing ring = { { works[0].ring_out, works[1].ring_out, works[2].ring_out } };
  TestSecret bits = { { works[0].bits_out, works[1].bits_out, works[2].bits_out } };

  if (c->kind == CONVERT_TO_BITS)
    return test_secret_reveal (&bits);
  g_assert_cmpuint (works[0].ring_out->width, ==, c->width);
  return test_ring_reveal (&ring);
}

static void
run_case (const Case *c, TestParties *parties)
{
  g_autofree guint64 *got = NULL;
  TestSecret bits;
  TestRing ring;
  ConvertWork works[3];
  GError *errors[3];

  test_secret_share (&bits, parties, c->x, c->n, c->w);
  test_ring_share (&ring, parties, c->v, c->n, c->v_width);
  for (guint i = 0; i < 3; i++)
    works[i] = (ConvertWork){ c->kind, c->width, bits.held[i], ring.held[i], NULL, NULL };
  test_parties_run (parties, convert_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                    errors);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
  got = reveal (c, works);
  for (gsize j = 0; j < c->n; j++)
    g_assert_cmpuint (got[j], ==, expect (c, j));
  for (guint i = 0; i < 3; i++)
    {
      check_cost (c, jly_local_net_get_end (parties->net, i), i);
      clear_work (&works[i]);
    }
  test_secret_clear (&bits);
  test_ring_clear (&ring);
}

/* With both generators. */
static void
check_case (const Case *c, guint32 seed)
{
  for (guint choice = 0; choice < 2; choice++)
    {
      g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (choice));

      run_case (c, parties);
    }
}

static guint64
get_digit (gsize index, guint width)
{
  return index & jly_ring_mask (width);
}

/* All inputs up to five bits. */
static void
test_exhaustive (void)
{
  g_autofree Case *c = g_new0 (Case, 1);

  for (guint w = 1; w <= 5; w++)
    {
      c->n = (gsize)1 << (w + 1);
      for (gsize j = 0; j < c->n; j++)
        c->v[j] = get_digit (j, c->v_width = w);
      for (gsize j = 0; j < c->n; j++)
        c->x[j] = j >> w;
      c->w = 1;
      c->width = w;
      c->kind = CONVERT_BIT;
      check_case (c, w);
      c->kind = CONVERT_BIT_TIMES;
      check_case (c, w);
      c->kind = CONVERT_TO_BITS;
      for (c->width = 1; c->width <= w; c->width++)
        check_case (c, w);
      for (gsize j = 0; j < c->n; j++)
        c->x[j] = get_digit (j, c->w = w);
      c->kind = CONVERT_TO_RING;
      for (c->width = w; c->width <= w + 4; c->width++)
        check_case (c, w);
    }
}

/* What the tests of bits and numbers take for granted of each other: v_width is the width of the
 * numbers that go in, width that of the result. */
static void
fill_case (Case *c, TestParties *source, guint w, guint v_width)
{
  static const gsize sizes[] = { 1, 7, 64, 65, 511, 512, 513, MAX_LANES };

  c->w = w;
  c->v_width = v_width;
  c->n = sizes[(w + 3 * v_width) % G_N_ELEMENTS (sizes)];
  for (gsize j = 0; j < c->n; j++)
    {
      c->x[j] = test_parties_random (source, w);
      c->v[j] = test_parties_random (source, v_width);
    }
}

static void
test_random (void)
{
  g_autofree Case *c = g_new0 (Case, 1);
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      fill_case (c, source, 1, width);
      c->width = width;
      c->kind = CONVERT_BIT;
      check_case (c, seed);
      c->kind = CONVERT_BIT_TIMES;
      check_case (c, seed);
      c->kind = CONVERT_TO_BITS;
      check_case (c, seed);
      c->width = 1 + width / 2;
      check_case (c, seed);
      fill_case (c, source, width, 64);
      c->kind = CONVERT_TO_RING;
      for (c->width = width; c->width <= 64; c->width += 1 + c->width / 2)
        check_case (c, seed);
      c->width = 64;
      check_case (c, seed);
    }
}

/* How often each byte occurs in the messages of one sender, by the number of the message. */
#define MAX_MESSAGES 16

typedef struct
{
  guint n_messages[3];
  guint64 counts[3][MAX_MESSAGES][256];
  gsize sizes[3][MAX_MESSAGES];
} Traffic;

static void
count_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Traffic *traffic = data;
  guint m = traffic->n_messages[from]++;

  g_assert_cmpuint (m, <, MAX_MESSAGES);
  traffic->sizes[from][m] = n;
  for (gsize i = 0; i < n; i++)
    traffic->counts[from][m][bytes[i]]++;
}

/* 255 degrees of freedom: 377 is exceeded once in a million times. */
static void
check_uniform (const Traffic *traffic)
{
  for (guint from = 0; from < 3; from++)
    for (guint m = 0; m < traffic->n_messages[from]; m++)
      {
        double expected = (double)traffic->sizes[from][m] / 256, chi = 0;

        for (guint b = 0; b < 256; b++)
          {
            double d = (double)traffic->counts[from][m][b] - expected;

            chi += d * d / expected;
          }
        g_assert_cmpfloat (expected, >=, 16);
        g_assert_cmpfloat (chi, <, 377);
      }
}

static void
run_watched (ConvertKind kind, guint w, guint width, guint64 value, Traffic *traffic)
{
  g_autoptr (TestParties) parties = test_parties_new (7, JLY_PRG_CHACHA20);
  gsize n = 1 << 16;
  g_autofree guint64 *values = g_new (guint64, n);
  TestSecret bits;
  TestRing ring;
  ConvertWork works[3];
  GError *errors[3];

  for (gsize j = 0; j < n; j++)
    values[j] = value & jly_ring_mask (w);
  test_secret_share (&bits, parties, values, n, w);
  test_ring_share (&ring, parties, values, n, width);
  jly_local_net_set_hook (parties->net, count_cb, traffic);
  for (guint i = 0; i < 3; i++)
    works[i] = (ConvertWork){ kind, width, bits.held[i], ring.held[i], NULL, NULL };
  test_parties_run (parties, convert_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                    errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      clear_work (&works[i]);
    }
  test_secret_clear (&bits);
  test_ring_clear (&ring);
}

/* Every message of every conversion is uniform, and as long for one input as for another. */
static void
test_messages (void)
{
  static const struct
  {
    ConvertKind kind;
    guint w, width;
  } runs[] = { { CONVERT_BIT, 1, 16 },
               { CONVERT_BIT_TIMES, 1, 16 },
               { CONVERT_TO_RING, 5, 13 },
               { CONVERT_TO_BITS, 5, 9 } };

  for (guint r = 0; r < G_N_ELEMENTS (runs); r++)
    {
      g_autofree Traffic *zeros = g_new0 (Traffic, 1), *ones = g_new0 (Traffic, 1);

      run_watched (runs[r].kind, runs[r].w, runs[r].width, 0, zeros);
      run_watched (runs[r].kind, runs[r].w, runs[r].width, G_MAXUINT64, ones);
      check_uniform (zeros);
      check_uniform (ones);
      g_assert_cmpmem (zeros->sizes, sizeof zeros->sizes, ones->sizes, sizeof ones->sizes);
    }
}

static gboolean
vanish_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  if (jly_engine_get_self (engine) == 0)
    return jly_fail (error, JLY_ERROR_CANCELLED, NULL, "gone");
  return convert_party (engine, user_data, error);
}

/* Without miner 0 nobody gets a result. */
static void
test_vanished (void)
{
  for (guint kind = CONVERT_BIT; kind <= CONVERT_TO_BITS; kind++)
    {
      static const guint64 values[4] = { 0, 1, 1, 0 };
      g_autoptr (TestParties) parties = test_parties_new (kind, JLY_PRG_CHACHA20);
      TestSecret bits;
      TestRing ring;
      ConvertWork works[3];
      GError *errors[3];

      test_secret_share (&bits, parties, values, 4, 1);
      test_ring_share (&ring, parties, values, 4, 8);
      for (guint i = 0; i < 3; i++)
        works[i] = (ConvertWork){ kind, 8, bits.held[i], ring.held[i], NULL, NULL };
      test_parties_run (parties, vanish_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                        errors);
      g_assert_error (errors[2], JLY_ERROR, JLY_ERROR_UNAVAILABLE);
      g_assert_null (works[2].ring_out);
      g_assert_null (works[2].bits_out);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_nonnull (errors[i]);
          g_clear_error (&errors[i]);
        }
      test_secret_clear (&bits);
      test_ring_clear (&ring);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/convert/exhaustive", test_exhaustive);
  g_test_add_func ("/convert/random", test_random);
  g_test_add_func ("/convert/messages", test_messages);
  g_test_add_func ("/convert/vanished", test_vanished);
  return g_test_run ();
}
