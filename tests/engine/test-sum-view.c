/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one miner sees of a sum of products in one bit says nothing about the operands. Enumerated,
 * not sampled: a round computes c ^ x (y ^ v) ^ s t once with a lane for every sharing and every
 * mask; each miner's views (components, masks under its two keys, the message) must be the same
 * multiset for all operands, and with the result opened for all operands with that result.
 */
#include "config.h"

#include "engine/test-parties.h"
#include "engine/test-script.h"

#include "engine/jly-round.h"

#include <string.h>

enum
{
  C,
  X,
  Y,
  V,
  S,
  T,
  N_SECRETS
};

#define N_RANDOM (2 * N_SECRETS + 3) /* two free components of each, three masks */
#define N_LANES ((gsize)1 << N_RANDOM)
#define N_VIEWS ((gsize)1 << (2 * N_SECRETS + 4))

typedef struct
{
  JlyBits *in[N_SECRETS], *out;
} Held;

static gboolean
sum_party (JlyEngine *engine, gpointer data, GError **error)
{
  Held *held = data;
  g_autoptr (JlyRound) round = jly_round_new (engine, "sum");

  jly_round_sum (round, held->out, held->in[C]);
  jly_round_add_product (round, held->in[X], held->in[Y], held->in[V]);
  jly_round_add_product (round, held->in[S], held->in[T], NULL);
  return jly_round_run (round, error);
}

static guint64
get_bit (const guint64 *plane, gsize j)
{
  return plane[j / 64] >> j % 64 & 1;
}

static void
set_bit (guint64 *plane, gsize j, guint64 bit)
{
  plane[j / 64] |= bit << j % 64;
}

/* Lane j has the random choices that j spells. */
static void
share_all (guint secrets, Held held[3])
{
  for (guint s = 0; s < N_SECRETS; s++)
    {
      for (guint i = 0; i < 3; i++)
        held[i].in[s] = jly_bits_new (N_LANES, 1);
      for (gsize j = 0; j < N_LANES; j++)
        {
          guint64 parts[3] = { j >> (3 + 2 * s) & 1, j >> (4 + 2 * s) & 1 };

          parts[2] = (secrets >> s & 1) ^ parts[0] ^ parts[1];
          for (guint i = 0; i < 3; i++)
            {
              set_bit (held[i].in[s]->own, j, parts[i]);
              set_bit (held[i].in[s]->prev, j, parts[(i + 2) % 3]);
            }
        }
    }
  for (guint i = 0; i < 3; i++)
    held[i].out = jly_bits_new (N_LANES, 1);
}

static void
write_masks (void)
{
  g_autofree guint64 *bits = g_new (guint64, N_LANES);

  test_script_reset ();
  for (guint key = 0; key < 3; key++)
    {
      for (gsize j = 0; j < N_LANES; j++)
        bits[j] = j >> key & 1;
      test_script_add_plane (key, bits, N_LANES);
    }
}

static guint
expect (guint secrets)
{
  guint bit[N_SECRETS];

  for (guint s = 0; s < N_SECRETS; s++)
    bit[s] = secrets >> s & 1;
  return bit[C] ^ (bit[X] & (bit[Y] ^ bit[V])) ^ (bit[S] & bit[T]);
}

static gsize
get_view (const Held held[3], guint i, gsize j, gboolean is_opened)
{
  gsize view = get_bit (held[i].out->prev, j);

  for (guint s = 0; s < N_SECRETS; s++)
    view = view << 2 | get_bit (held[i].in[s]->own, j) << 1 | get_bit (held[i].in[s]->prev, j);
  view = view << 2 | (j >> i & 1) << 1 | (j >> (i + 2) % 3 & 1);
  return view << 1 | (is_opened ? get_bit (held[(i + 1) % 3].out->own, j) : 0);
}

/* counts is by miner and view. */
static void
count_views (guint secrets, gboolean is_opened, guint *counts)
{
  g_autoptr (TestParties) parties = NULL;
  Held held[3];
  GError *errors[3];

  write_masks ();
  share_all (secrets, held);
  parties = test_parties_new (1, JLY_PRG_CHACHA20);
  test_parties_run (parties, sum_party, (gpointer[]){ &held[0], &held[1], &held[2] }, errors);
  test_script_check_used ();
  memset (counts, 0, 3 * N_VIEWS * sizeof *counts);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
  for (gsize j = 0; j < N_LANES; j++)
    {
      guint64 sum = 0;

      for (guint i = 0; i < 3; i++)
        {
          sum ^= get_bit (held[i].out->own, j);
          g_assert_cmpuint (get_bit (held[i].out->own, j), ==,
                            get_bit (held[(i + 1) % 3].out->prev, j));
          counts[i * N_VIEWS + get_view (held, i, j, is_opened)]++;
        }
      g_assert_cmpuint (sum, ==, expect (secrets));
    }
  for (guint i = 0; i < 3; i++)
    {
      jly_bits_free (held[i].out);
      for (guint s = 0; s < N_SECRETS; s++)
        jly_bits_free (held[i].in[s]);
    }
}

static void
test_sum (gconstpointer data)
{
  gboolean is_opened = GPOINTER_TO_INT (data);
  gsize size = 3 * N_VIEWS * sizeof (guint);
  g_autofree guint *counts = g_malloc (size);
  guint *reference[2] = { NULL, NULL };

  for (guint secrets = 0; secrets < 1 << N_SECRETS; secrets++)
    {
      guint class = is_opened ? expect (secrets) : 0;

      count_views (secrets, is_opened, counts);
      if (reference[class] == NULL)
        reference[class] = g_memdup2 (counts, size);
      g_assert_cmpmem (counts, size, reference[class], size);
    }
  /* The test itself must be able to fail: another result is another view. */
  if (is_opened)
    g_assert_cmpint (memcmp (reference[0], reference[1], size), !=, 0);
  g_free (reference[0]);
  g_free (reference[1]);
}

/* A row of one number times a matrix of one row and two columns, modulo 2: two free components of
 * each of the three numbers and two masks of each key make 12 bits, and each product of the round
 * has the random choices that its number spells. */
#define N_PRODUCTS 4096

typedef struct
{
  JlyRing *x[N_PRODUCTS], *y[N_PRODUCTS], *out[N_PRODUCTS];
} HeldMatrices;

static gboolean
matrix_party (JlyEngine *engine, gpointer data, GError **error)
{
  HeldMatrices *held = data;
  g_autoptr (JlyRound) round = jly_round_new (engine, "matrix");

  for (guint j = 0; j < N_PRODUCTS; j++)
    jly_round_matrix (round, held->out[j], held->x[j], held->y[j], 1, 2);
  return jly_round_run (round, error);
}

/* Number at of column, whose free components are the two lowest bits of random. */
static void
share_number (JlyRing *const column[3], gsize at, guint value, guint random)
{
  const guint64 parts[3] = { random & 1, random >> 1 & 1, (value ^ random ^ random >> 1) & 1 };

  for (guint i = 0; i < 3; i++)
    {
      column[i]->own[at] = parts[i];
      column[i]->prev[at] = parts[(i + 2) % 3];
    }
}

static void
share_product (guint secrets, guint j, HeldMatrices held[3])
{
  JlyRing *x[3], *y[3];

  for (guint i = 0; i < 3; i++)
    {
      x[i] = held[i].x[j] = jly_ring_new (1, 1);
      y[i] = held[i].y[j] = jly_ring_new (2, 1);
      held[i].out[j] = jly_ring_new (2, 1);
    }
  share_number (x, 0, secrets & 1, j >> 6);
  share_number (y, 0, secrets >> 1 & 1, j >> 8);
  share_number (y, 1, secrets >> 2 & 1, j >> 10);
  for (guint key = 0; key < 3; key++)
    test_script_add_numbers (key, (const guint64[]){ j >> 2 * key & 1, j >> (2 * key + 1) & 1 }, 2);
}

static guint
get_matrix_view (const HeldMatrices held[3], guint i, guint j)
{
  const HeldMatrices *mine = &held[i];
  const guint64 seen[]
      = { mine->x[j]->own[0], mine->x[j]->prev[0], mine->y[j]->own[0],    mine->y[j]->prev[0],
          mine->y[j]->own[1], mine->y[j]->prev[1], mine->out[j]->prev[0], mine->out[j]->prev[1] };
  guint view = (j >> 2 * i & 3) << 2 | (j >> 2 * ((i + 2) % 3) & 3);

  for (guint b = 0; b < G_N_ELEMENTS (seen); b++)
    view = view << 1 | (guint)seen[b];
  return view;
}

static void
clear_product (HeldMatrices *held, guint j)
{
  jly_ring_free (held->x[j]);
  jly_ring_free (held->y[j]);
  jly_ring_free (held->out[j]);
}

/* counts is by miner and view. */
static void
count_matrix_views (guint secrets, guint counts[3][1 << 12])
{
  g_autofree HeldMatrices *held = g_new (HeldMatrices, 3);
  g_autoptr (TestParties) parties = NULL;
  GError *errors[3];

  test_script_reset ();
  for (guint j = 0; j < N_PRODUCTS; j++)
    share_product (secrets, j, held);
  parties = test_parties_new (1, JLY_PRG_CHACHA20);
  test_parties_run (parties, matrix_party, (gpointer[]){ &held[0], &held[1], &held[2] }, errors);
  test_script_check_used ();
  memset (counts, 0, 3 * sizeof counts[0]);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
  for (guint j = 0; j < N_PRODUCTS; j++)
    {
      for (guint c = 0; c < 2; c++)
        g_assert_cmpuint (held[0].out[j]->own[c] ^ held[1].out[j]->own[c] ^ held[2].out[j]->own[c],
                          ==, secrets & secrets >> (1 + c) & 1);
      for (guint i = 0; i < 3; i++)
        counts[i][get_matrix_view (held, i, j)]++;
      for (guint i = 0; i < 3; i++)
        clear_product (&held[i], j);
    }
}

static void
test_matrix (void)
{
  static guint counts[3][1 << 12], reference[3][1 << 12];

  count_matrix_views (0, reference);
  for (guint secrets = 1; secrets < 8; secrets++)
    {
      count_matrix_views (secrets, counts);
      g_assert_cmpmem (counts, sizeof counts, reference, sizeof reference);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sum-view/sum", GINT_TO_POINTER (FALSE), test_sum);
  g_test_add_data_func ("/sum-view/sum-opened", GINT_TO_POINTER (TRUE), test_sum);
  g_test_add_func ("/sum-view/matrix", test_matrix);
  return g_test_run ();
}
