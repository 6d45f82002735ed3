/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers modulo 2^width: packing, sums, products and dot products against plain arithmetic; what a
 * miner sees of a product, enumerated. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-kernel.h"
#include "engine/jly-round.h"

#include <string.h>

static void
test_pack (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    for (gsize n = 1; n < 40; n++)
      {
        guint64 numbers[40], again[40];
        gsize size = jly_ring_packed_size (n, width);
        g_autofree guint8 *bytes = g_malloc (size + 1);

        g_assert_cmpuint (size, ==, (n * width + 7) / 8);
        for (gsize j = 0; j < n; j++)
          numbers[j] = test_parties_random (parties, width);
        bytes[size] = 0x3c;
        jly_ring_pack (numbers, n, width, bytes);
        g_assert_cmpuint (bytes[size], ==, 0x3c);
        jly_ring_unpack (bytes, n, width, again);
        g_assert_cmpmem (again, n * sizeof *again, numbers, n * sizeof *numbers);
      }
}

/* One bit after the other, lowest first: what the page says, written down without any haste. */
static void
test_pack_bit_by_bit (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      const gsize n = 77, size = jly_ring_packed_size (n, width);
      g_autofree guint8 *bytes = g_malloc0 (size), *expected = g_malloc0 (size);
      guint64 numbers[77];

      for (gsize j = 0; j < n; j++)
        {
          numbers[j] = test_parties_random (parties, width);
          for (guint b = 0; b < width; b++)
            if ((numbers[j] >> b & 1) != 0)
              expected[(j * width + b) / 8] |= (guint8)(1 << (j * width + b) % 8);
        }
      jly_ring_pack (numbers, n, width, bytes);
      g_assert_cmpmem (bytes, size, expected, size);
    }
}

static void
test_linear (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      guint64 x[9], y[9], expected, sum = 0;
      g_autofree guint64 *got = NULL, *total = NULL;
      TestRing xs, ys, sums;

      for (guint j = 0; j < 9; j++)
        {
          x[j] = test_parties_random (parties, width);
          y[j] = test_parties_random (parties, width);
        }
      test_ring_share (&xs, parties, x, 9, width);
      test_ring_share (&ys, parties, y, 9, width);
      for (guint i = 0; i < 3; i++)
        {
          jly_ring_scale (xs.held[i], 5);
          jly_ring_subtract (xs.held[i], ys.held[i]);
          jly_ring_add_public (xs.held[i], y, i);
          jly_ring_add (xs.held[i], ys.held[i]);
          sums.held[i] = jly_ring_sum (xs.held[i]);
        }
      got = test_ring_reveal (&xs);
      total = test_ring_reveal (&sums);
      for (guint j = 0; j < 9; j++)
        {
          expected = (5 * x[j] + y[j]) & jly_ring_mask (width);
          g_assert_cmpuint (got[j], ==, expected);
          sum += expected;
        }
      g_assert_cmpuint (total[0], ==, sum & jly_ring_mask (width));
      test_ring_clear (&xs);
      test_ring_clear (&ys);
      test_ring_clear (&sums);
    }
}

/* One round with a product, a dot product and an AND in it. */
typedef struct
{
  const JlyRing *x, *y;
  const JlyBits *bits;
  JlyRing *product, *dot;
  JlyBits *both;
} Work;

static gboolean
ring_party (JlyEngine *engine, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (JlyRound) round = jly_round_new (engine, "test");

  work->product = jly_ring_new (work->x->n, work->x->width);
  work->dot = jly_ring_new (1, work->x->width);
  work->both = jly_bits_new (work->bits->n_lanes, work->bits->width);
  jly_round_multiply (round, work->product, work->x, work->y);
  jly_round_and (round, work->both, work->bits, work->bits);
  jly_round_dot (round, work->dot, work->x, work->y);
  return jly_round_run (round, error);
}

static void
check_values (const Work works[3], const guint64 *x, const guint64 *y)
{
  const JlyRing *shape = works[0].product;
  TestRing products = { { works[0].product, works[1].product, works[2].product } };
  TestRing dots = { { works[0].dot, works[1].dot, works[2].dot } };
  TestSecret both = { { works[0].both, works[1].both, works[2].both } };
  g_autofree guint64 *product = test_ring_reveal (&products), *dot = test_ring_reveal (&dots);
  g_autofree guint64 *bits = test_secret_reveal (&both);
  guint64 sum = 0;

  for (gsize j = 0; j < shape->n; j++)
    {
      g_assert_cmpuint (product[j], ==, x[j] * y[j] & jly_ring_mask (shape->width));
      sum += x[j] * y[j];
    }
  g_assert_cmpuint (dot[0], ==, sum & jly_ring_mask (shape->width));
  g_assert_cmpuint (bits[0], ==, 1);
  g_assert_cmpuint (bits[1], ==, 0);
  test_ring_clear (&products);
  test_ring_clear (&dots);
  test_secret_clear (&both);
}

static void
check_round (guint32 seed, const guint64 *x, const guint64 *y, gsize n, guint width)
{
  static const guint64 bits[2] = { 1, 0 };
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);
  const JlyTransport *end = jly_local_net_get_end (parties->net, 0);
  TestSecret secret_bits;
  TestRing xs, ys;
  Work works[3];
  GError *errors[3];

  test_ring_share (&xs, parties, x, n, width);
  test_ring_share (&ys, parties, y, n, width);
  test_secret_share (&secret_bits, parties, bits, 2, 1);
  for (guint i = 0; i < 3; i++)
    works[i] = (Work){ xs.held[i], ys.held[i], secret_bits.held[i], NULL, NULL, NULL };
  test_parties_run (parties, ring_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
  g_assert_cmpuint (end->rounds, ==, 1);
  g_assert_cmpuint (end->bytes_sent, ==, (n * width + 7) / 8 + (width + 7) / 8 + 1);
  check_values (works, x, y);
  test_ring_clear (&xs);
  test_ring_clear (&ys);
  test_secret_clear (&secret_bits);
}

static void
test_exhaustive (void)
{
  for (guint width = 1; width <= 5; width++)
    {
      gsize n = (gsize)1 << 2 * width;
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        {
          x[j] = j >> width;
          y[j] = j & jly_ring_mask (width);
        }
      check_round (1, x, y, n, width);
    }
}

static void
test_random (void)
{
  static const gsize sizes[] = { 1, 63, 64, 511, 512, 513, 1500 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      gsize n = sizes[width % G_N_ELEMENTS (sizes)];
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        {
          x[j] = test_parties_random (source, width);
          y[j] = test_parties_random (source, width);
        }
      check_round (seed, x, y, n, width);
    }
}

/* One matrix product of a round. */
typedef struct
{
  const JlyRing *x, *y;
  gsize n_rows, n_columns;
  JlyRing *out;
} Matrix;

static gboolean
matrix_party (JlyEngine *engine, gpointer data, GError **error)
{
  Matrix *matrix = data;
  g_autoptr (JlyRound) round = jly_round_new (engine, "test");

  matrix->out = jly_ring_new (matrix->n_rows * matrix->n_columns, matrix->x->width);
  jly_round_matrix (round, matrix->out, matrix->x, matrix->y, matrix->n_rows, matrix->n_columns);
  return jly_round_run (round, error);
}

static void
check_matrix (guint32 seed,
              const guint64 *x,
              const guint64 *y,
              gsize n_rows,
              gsize n_inner,
              gsize n_columns,
              guint width)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);
  const JlyTransport *end = jly_local_net_get_end (parties->net, 0);
  TestRing xs, ys, outs;
  Matrix matrices[3];
  g_autofree guint64 *got = NULL;
  GError *errors[3];

  test_ring_share (&xs, parties, x, n_rows * n_inner, width);
  test_ring_share (&ys, parties, y, n_inner * n_columns, width);
  for (guint i = 0; i < 3; i++)
    matrices[i] = (Matrix){ xs.held[i], ys.held[i], n_rows, n_columns, NULL };
  test_parties_run (parties, matrix_party, (gpointer[]){ &matrices[0], &matrices[1], &matrices[2] },
                    errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      outs.held[i] = matrices[i].out;
    }
  /* One element a number of the result, however long the sums are. */
  g_assert_cmpuint (end->bytes_sent, ==, jly_ring_packed_size (n_rows * n_columns, width));
  g_assert_cmpuint (end->rounds, ==, 1);
  got = test_ring_reveal (&outs);
  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < n_columns; j++)
      {
        guint64 sum = 0;

        for (gsize k = 0; k < n_inner; k++)
          sum += x[i * n_inner + k] * y[k * n_columns + j];
        g_assert_cmpuint (got[i * n_columns + j], ==, sum & jly_ring_mask (width));
      }
  test_ring_clear (&xs);
  test_ring_clear (&ys);
  test_ring_clear (&outs);
}

/* All 2 by 2 matrices of bits, and all rows and columns of two numbers modulo 4. */
static void
test_matrix_exhaustive (void)
{
  for (guint operands = 0; operands < 256; operands++)
    {
      guint64 x[4], y[4];

      for (guint j = 0; j < 4; j++)
        {
          x[j] = operands >> j & 1;
          y[j] = operands >> (4 + j) & 1;
        }
      check_matrix (operands, x, y, 2, 2, 2, 1);
      for (guint j = 0; j < 2; j++)
        {
          x[j] = operands >> 2 * j & 3;
          y[j] = operands >> (4 + 2 * j) & 3;
        }
      check_matrix (operands, x, y, 1, 2, 1, 2);
      check_matrix (operands, x, y, 2, 1, 2, 2);
    }
}

/* Shapes around the edges of chunks and tiles. */
static void
test_matrix_random (void)
{
  static const struct
  {
    gsize n_rows, n_inner, n_columns;
    guint width;
  } shapes[] = { { 1, 1, 1, 64 },    { 3, 5, 7, 13 },    { 1, 600, 1, 64 },  { 9, 65, 1, 33 },
                 { 2, 64, 128, 64 }, { 3, 65, 129, 57 }, { 5, 130, 300, 1 }, { 300, 1, 3, 31 },
                 { 17, 16, 16, 16 }, { 1, 3, 257, 63 } };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      gsize n_x = shapes[s].n_rows * shapes[s].n_inner,
            n_y = shapes[s].n_inner * shapes[s].n_columns;
      g_autofree guint64 *x = g_new (guint64, n_x), *y = g_new (guint64, n_y);

      for (gsize j = 0; j < n_x; j++)
        x[j] = test_parties_random (source, shapes[s].width);
      for (gsize j = 0; j < n_y; j++)
        y[j] = test_parties_random (source, shapes[s].width);
      check_matrix (seed, x, y, shapes[s].n_rows, shapes[s].n_inner, shapes[s].n_columns,
                    shapes[s].width);
    }
}

#define MASKED_ROWS 3
#define MASKED_COLUMNS 5

/* What the miners send, by sender. */
static void
hook_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer user_data)
{
  guint64 (*sent)[MASKED_ROWS * MASKED_COLUMNS] = user_data;

  g_assert_cmpuint (n, ==, sizeof sent[from]);
  memcpy (sent[from], bytes, n);
}

/* Where all components are zero nothing but masks is sent: three that cancel, for every number
 * others, and no number goes without. */
static void
test_matrix_masked (void)
{
  guint64 sent[3][MASKED_ROWS * MASKED_COLUMNS];
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (JlyRing) x = jly_ring_new (MASKED_ROWS * 2, 64);
  g_autoptr (JlyRing) y = jly_ring_new (2 * MASKED_COLUMNS, 64);
  g_autoptr (TestParties) parties = test_parties_new (3, JLY_PRG_CHACHA20);
  Matrix matrices[3];
  GError *errors[3];

  jly_local_net_set_hook (parties->net, hook_cb, sent);
  for (guint i = 0; i < 3; i++)
    matrices[i] = (Matrix){ x, y, MASKED_ROWS, MASKED_COLUMNS, NULL };
  test_parties_run (parties, matrix_party, (gpointer[]){ &matrices[0], &matrices[1], &matrices[2] },
                    errors);
  for (guint j = 0; j < MASKED_ROWS * MASKED_COLUMNS; j++)
    {
      g_assert_cmpuint (sent[0][j] + sent[1][j] + sent[2][j], ==, 0);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpuint (sent[i][j], !=, 0);
          g_assert_true (g_hash_table_add (seen, &sent[i][j]));
        }
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      jly_ring_free (matrices[i].out);
    }
}

/* Modulo 4: free components of x and y, and three masks, make 14 random bits; a view is what miner
 * i holds and the message z_{i-1}. */
#define N_RANDOM (1 << 14)
#define N_VIEWS (1 << 14)

static guint
take (guint *random)
{
  guint digit = *random & 3;

  *random >>= 2;
  return digit;
}

static guint
get_view (gboolean is_dot, guint x, guint y, guint random, guint i)
{
  guint prev = (i + 2) % 3, view = 0;
  guint64 xs[3], ys[3], rho[3], z[3];

  for (guint k = 0; k < 3; k++)
    rho[k] = take (&random);
  for (guint k = 0; k < 2; k++)
    {
      xs[k] = take (&random);
      ys[k] = take (&random);
    }
  xs[2] = (x - xs[0] - xs[1]) & 3;
  ys[2] = (y - ys[0] - ys[1]) & 3;
  for (guint k = 0; k < 3; k++)
    {
      guint p = (k + 2) % 3;

      if (is_dot)
        z[k] = jly_kernel_dot (&xs[k], &xs[p], &ys[k], &ys[p], 1, rho[k], rho[p]);
      else
        jly_kernel_multiply (&z[k], &xs[k], &xs[p], &ys[k], &ys[p], &rho[k], &rho[p], 1);
    }
  g_assert_cmpuint ((z[0] + z[1] + z[2]) & 3, ==, x * y & 3);
  for (guint k = 0; k < 7; k++)
    {
      guint64 seen[] = { xs[i], xs[prev], ys[i], ys[prev], rho[i], rho[prev], z[prev] & 3 };

      view = view << 2 | (guint)seen[k];
    }
  return view;
}

static void
test_view (gconstpointer data)
{
  gboolean is_dot = GPOINTER_TO_INT (data);
  g_autofree guint *reference = g_new (guint, N_VIEWS), *counts = g_new (guint, N_VIEWS);

  for (guint i = 0; i < 3; i++)
    for (guint operands = 0; operands < 16; operands++)
      {
        memset (counts, 0, N_VIEWS * sizeof *counts);
        for (guint random = 0; random < N_RANDOM; random++)
          counts[get_view (is_dot, operands & 3, operands >> 2, random, i)]++;
        if (operands == 0)
          memcpy (reference, counts, N_VIEWS * sizeof *counts);
        g_assert_cmpmem (counts, N_VIEWS * sizeof *counts, reference, N_VIEWS * sizeof *reference);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring/pack", test_pack);
  g_test_add_func ("/ring/pack-bit-by-bit", test_pack_bit_by_bit);
  g_test_add_func ("/ring/linear", test_linear);
  g_test_add_func ("/ring/exhaustive", test_exhaustive);
  g_test_add_func ("/ring/random", test_random);
  g_test_add_func ("/ring/matrix/exhaustive", test_matrix_exhaustive);
  g_test_add_func ("/ring/matrix/random", test_matrix_random);
  g_test_add_func ("/ring/matrix/masked", test_matrix_masked);
  g_test_add_data_func ("/ring/view/product", GINT_TO_POINTER (FALSE), test_view);
  g_test_add_data_func ("/ring/view/dot", GINT_TO_POINTER (TRUE), test_view);
  return g_test_run ();
}
