/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops with and without AVX2 give the same bytes, which are the right ones, and write no
 * word too many. */
#include "config.h"

#include "engine/jly-kernel.h"

#include <string.h>

#define MAX_WORDS 70
#define GUARD 0x123456789abcdef0

typedef struct
{
  guint64 words[6][MAX_WORDS];
} Operands;

static void
draw_operands (GRand *rand, Operands *operands)
{
  for (guint k = 0; k < 6; k++)
    for (guint i = 0; i < MAX_WORDS; i++)
      operands->words[k][i] = (guint64)g_rand_int (rand) << 32 | g_rand_int (rand);
}

static gboolean
skip_without_avx2 (void)
{
  if (!jly_kernel_has_avx2 ())
    g_test_skip ("this processor has no AVX2");
  return !jly_kernel_has_avx2 ();
}

/* first shifts the operands, so that they are not aligned to vectors. */
static void
check_and (const Operands *o, gsize first, gsize n)
{
  const guint64 *x = o->words[0] + first, *x_prev = o->words[1] + first;
  const guint64 *y = o->words[2] + first, *y_prev = o->words[3] + first;
  const guint64 *rho = o->words[4] + first, *rho_prev = o->words[5] + first;
  guint64 plain[MAX_WORDS + 1], fast[MAX_WORDS + 1];

  plain[n] = fast[n] = GUARD;
  jly_kernel_and_portable (plain, x, x_prev, y, y_prev, rho, rho_prev, n);
  jly_kernel_and_avx2 (fast, x, x_prev, y, y_prev, rho, rho_prev, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmphex (plain[i], ==,
                     (x[i] & y[i]) ^ (x[i] & y_prev[i]) ^ (x_prev[i] & y[i]) ^ rho[i]
                         ^ rho_prev[i]);
  g_assert_cmpmem (plain, (n + 1) * sizeof *plain, fast, (n + 1) * sizeof *fast);
  g_assert_cmphex (fast[n], ==, GUARD);
}

static void
check_add (const Operands *o, gsize first, gsize n)
{
  const guint64 *x = o->words[0] + first, *x_prev = o->words[1] + first;
  const guint64 *y = o->words[2] + first, *y_prev = o->words[3] + first;
  const guint64 *v = o->words[4] + first, *v_prev = o->words[5] + first;
  guint64 plain[2][MAX_WORDS + 1], fast[2][MAX_WORDS + 1];

  memset (plain, 0x5a, sizeof plain);
  memset (fast, 0x5a, sizeof fast);
  jly_kernel_and_add_portable (plain[0], x, x_prev, y, y_prev, n);
  jly_kernel_and_add_avx2 (fast[0], x, x_prev, y, y_prev, n);
  jly_kernel_and_add_2_portable (plain[1], x, x_prev, y, y_prev, v, v_prev, n);
  jly_kernel_and_add_2_avx2 (fast[1], x, x_prev, y, y_prev, v, v_prev, n);
  for (gsize i = 0; i < n; i++)
    {
      guint64 u = y[i] ^ v[i], u_prev = y_prev[i] ^ v_prev[i];

      g_assert_cmphex (plain[0][i] ^ plain[0][n], ==,
                       (x[i] & y[i]) ^ (x[i] & y_prev[i]) ^ (x_prev[i] & y[i]));
      g_assert_cmphex (plain[1][i] ^ plain[1][n], ==,
                       (x[i] & u) ^ (x[i] & u_prev) ^ (x_prev[i] & u));
    }
  g_assert_cmpmem (plain, sizeof plain, fast, sizeof fast);
  g_assert_cmphex (fast[1][n], ==, 0x5a5a5a5a5a5a5a5a);
}

static void
check_set_xor (const Operands *o, gsize first, gsize n)
{
  guint64 out[MAX_WORDS + 1];

  out[n] = GUARD;
  jly_kernel_set_xor (out, o->words[0] + first, o->words[1] + first, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmphex (out[i], ==, o->words[0][first + i] ^ o->words[1][first + i]);
  g_assert_cmphex (out[n], ==, GUARD);
}

static void
check_xor (const Operands *o, gsize first, gsize n)
{
  guint64 plain[MAX_WORDS + 1], fast[MAX_WORDS + 1];

  memcpy (plain, o->words[0], sizeof o->words[0]);
  memcpy (fast, o->words[0], sizeof o->words[0]);
  plain[n] = fast[n] = GUARD;
  jly_kernel_xor_portable (plain, o->words[1] + first, n);
  jly_kernel_xor_avx2 (fast, o->words[1] + first, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmphex (plain[i], ==, o->words[0][i] ^ o->words[1][first + i]);
  g_assert_cmpmem (plain, (n + 1) * sizeof *plain, fast, (n + 1) * sizeof *fast);
  g_assert_cmphex (fast[n], ==, GUARD);
}

static void
test_twins (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Operands operands;

  g_test_message ("seed %u", seed);
  if (skip_without_avx2 ())
    return;
  for (gsize n = 0; n <= 64; n++)
    for (gsize first = 0; first < 5; first++)
      {
        draw_operands (rand, &operands);
        check_and (&operands, first, n);
        check_xor (&operands, first, n);
        check_add (&operands, first, n);
        check_set_xor (&operands, first, n);
      }
}

/* Rows of four words and of all numbers of words up to there, apart by more than they are wide. */
static void
test_matrix_row (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Operands o;

  g_test_message ("seed %u", seed);
  if (skip_without_avx2 ())
    return;
  draw_operands (rand, &o);
  for (gsize n_inner = 0; n_inner < 4; n_inner++)
    for (gsize n = 0; n <= 16; n++)
      {
        guint64 plain[17], fast[17];

        memcpy (plain, o.words[4], sizeof plain);
        memcpy (fast, o.words[4], sizeof fast);
        jly_kernel_matrix_row_portable (plain, o.words[0], o.words[1], n_inner, o.words[2],
                                        o.words[3], 17, n);
        jly_kernel_matrix_row_avx2 (fast, o.words[0], o.words[1], n_inner, o.words[2], o.words[3],
                                    17, n);
        for (gsize j = 0; j < 17; j++)
          {
            guint64 sum = o.words[4][j];

            for (gsize k = 0; k < n_inner && j < n; k++)
              sum += o.words[0][k] * (o.words[2][17 * k + j] + o.words[3][17 * k + j])
                     + o.words[1][k] * o.words[2][17 * k + j];
            g_assert_cmphex (plain[j], ==, sum);
          }
        g_assert_cmpmem (plain, sizeof plain, fast, sizeof fast);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel/twins", test_twins);
  g_test_add_func ("/kernel/matrix-row", test_matrix_row);
  return g_test_run ();
}
