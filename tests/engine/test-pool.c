/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buffers of the pool come back, are as large as asked for, and are wiped when the pool is closed.
 */
#include "config.h"

#include "engine/jly-bits.h"
#include "engine/jly-pool.h"

#include <sodium.h>
#include <string.h>

static gsize n_wiped;

/* Stands before that of libsodium: counts what is wiped while it still belongs to somebody. */
void
sodium_memzero (void *memory, size_t n)
{
  memset (memory, 0, n);
  n_wiped += n;
}

static void
test_reuse (void)
{
  JlyPool *pool = jly_pool_new ();
  guint64 *first = jly_pool_take (pool, 1000), *second;

  g_assert_cmpuint ((guintptr)first % 64, ==, 0);
  jly_pool_give (pool, first);
  g_assert_cmpuint (jly_pool_get_kept (pool), >=, 1000 * sizeof *first);
  second = jly_pool_take (pool, 990);
  g_assert_true (first == second);
  g_assert_cmpuint (jly_pool_get_kept (pool), ==, 0);
  jly_pool_give (pool, second);
  jly_pool_give (pool, NULL);
  jly_pool_close (pool);
}

/* All of every buffer can be written, while its neighbours in size are out too. */
static void
test_sizes (void)
{
  JlyPool *pool = jly_pool_new ();
  guint64 *words[1200];

  for (guint round = 0; round < 2; round++)
    {
      for (gsize n = 0; n < G_N_ELEMENTS (words); n++)
        {
          words[n] = jly_pool_take (pool, n);
          for (gsize i = 0; i < n; i++)
            words[n][i] = n;
        }
      for (gsize n = 0; n < G_N_ELEMENTS (words); n++)
        {
          for (gsize i = 0; i < n; i++)
            g_assert_cmpuint (words[n][i], ==, n);
          jly_pool_give (pool, words[n]);
        }
    }
  jly_pool_close (pool);
}

/* What is beyond the bound is not kept. */
static void
test_bound (void)
{
  JlyPool *pool = jly_pool_new ();
  const gsize n = (gsize)3 << 20; /* words: 24 MiB */
  guint64 *words[3];

  for (guint i = 0; i < 3; i++)
    words[i] = jly_pool_take (pool, n);
  n_wiped = 0;
  for (guint i = 0; i < 3; i++)
    jly_pool_give (pool, words[i]);
  g_assert_cmpuint (n_wiped + jly_pool_get_kept (pool), >=, 3 * n * sizeof (guint64));
  g_assert_cmpuint (jly_pool_get_kept (pool), >=, n * sizeof (guint64));
  g_assert_cmpuint (jly_pool_get_kept (pool), <=, (gsize)32 << 20);
  jly_pool_close (pool);
}

/* A pool that was closed keeps nothing, and vectors from it may still be freed. */
static void
test_close (void)
{
  JlyPool *pool = jly_pool_new ();
  JlyBits *early = jly_bits_new_from (pool, 1000, 3), *late = jly_bits_new_from (pool, 1000, 3);

  memset (late->own, 0xff, 3 * late->words_per_plane * sizeof *late->own);
  jly_bits_free (early);
  n_wiped = 0;
  jly_pool_close (pool);
  g_assert_cmpuint (n_wiped, >=, 2 * 3 * 1000 / 8);
  g_assert_cmphex (late->own[0], ==, G_MAXUINT64);
  n_wiped = 0;
  jly_bits_free (late);
  g_assert_cmpuint (n_wiped, >=, 2 * 3 * 1000 / 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pool/reuse", test_reuse);
  g_test_add_func ("/pool/sizes", test_sizes);
  g_test_add_func ("/pool/bound", test_bound);
  g_test_add_func ("/pool/close", test_close);
  return g_test_run ();
}
