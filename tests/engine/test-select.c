/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, smallest and largest among valid rows, opened or secret, against a sorted list; and
 * nothing where there are too few rows. */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-select.h"

#define MAX_RANKS 6

typedef struct
{
  gboolean is_signed, is_secret, has_valid;
  JlyRank ranks[MAX_RANKS];
  guint n_ranks;
  gsize least;
  JlyCountWay way;
} Params;

typedef struct
{
  gboolean is_enough;
  guint64 values[MAX_RANKS];
} Opened;

static gboolean
select_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;
  Opened *opened = g_new0 (Opened, 1);
  JlySelection selection = { .x = work->bits[0],
                             .is_signed = params->is_signed,
                             .valid = params->has_valid ? work->bits[1] : NULL,
                             .ranks = params->ranks,
                             .n_ranks = params->n_ranks,
                             .least = params->least,
                             .way = params->way };

  work->opened = opened;
  work->opened_free = g_free;
  if (params->is_secret)
    return jly_select_secret (engine, &selection, &opened->is_enough, &work->bits_out[0], error);
  return jly_select_open (engine, &selection, &opened->is_enough, opened->values, error);
}

static int
compare_unsigned (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

/* Valid values in order, as unsigned numbers with the sign turned over if there is one. */
static guint64 *
sort_valid (const guint64 *x, const guint64 *valid, gsize n, guint64 turned, gsize *n_valid)
{
  guint64 *sorted = g_new (guint64, n);

  *n_valid = 0;
  for (gsize j = 0; j < n; j++)
    if (valid == NULL || valid[j] != 0)
      sorted[(*n_valid)++] = x[j] ^ turned;
  qsort (sorted, *n_valid, sizeof *sorted, compare_unsigned);
  return sorted;
}

/* As the header defines it. */
static guint64
find_value (const guint64 *sorted, gsize n_valid, const JlyRank *rank)
{
  gint64 need = rank->per_row * (gint64)n_valid + rank->constant;

  for (gsize k = 1; k <= n_valid; k++)
    if ((gint64)(rank->divisor * k) >= need)
      return sorted[k - 1];
  g_assert_not_reached ();
}

static void
check_select (const Params *params, const guint64 *x, const guint64 *valid, gsize n, guint width)
{
  guint64 turned = params->is_signed ? (guint64)1 << (width - 1) : 0;
  gsize n_valid, least = MAX (params->least, 1);
  g_autofree guint64 *sorted = sort_valid (x, valid, n, turned, &n_valid), *values = NULL;
  g_autoptr (TestTask) task = test_task_new ((guint32)n, params);

  test_task_add_bits (task, 0, x, n, width);
  if (valid != NULL)
    test_task_add_bits (task, 1, valid, n, 1);
  test_task_run (task, select_party);
  for (guint r = 0; r < params->n_ranks; r++)
    least = MAX (least, params->ranks[r].least);
  if (params->is_secret && n_valid >= least)
    values = test_task_reveal_bits (task, 0);
  for (guint i = 0; i < 3; i++)
    {
      const Opened *opened = task->works[i].opened;

      g_assert_cmpint (opened->is_enough, ==, n_valid >= least);
      g_assert_true (opened->is_enough || task->works[i].bits_out[0] == NULL);
      for (guint r = 0; r < params->n_ranks && opened->is_enough; r++)
        g_assert_cmpuint (params->is_secret ? values[r] : opened->values[r], ==,
                          find_value (sorted, n_valid, &params->ranks[r]) ^ turned);
    }
  if (n_valid >= least)
    test_task_check_cost (task, select_party);
}

/* All rows of two bits, valid or not. */
static void
test_exhaustive (gconstpointer data)
{
  Params params = { .is_secret = GPOINTER_TO_INT (data),
                    .has_valid = TRUE,
                    .n_ranks = 3,
                    .way = JLY_COUNT_FEW_ROUNDS,
                    .ranks = { jly_rank_quantile (1, 2, FALSE), jly_rank_quantile (1, 2, TRUE),
                               jly_rank_quantile (1, 3, FALSE) } };

  for (gsize n = 1; n <= 3; n++)
    for (guint all = 0; all < 1U << (3 * n); all++)
      {
        guint64 x[3], valid[3];

        for (gsize j = 0; j < n; j++)
          {
            x[j] = all >> (3 * j) & 3;
            valid[j] = all >> (3 * j + 2) & 1;
          }
        params.is_signed = all % 2 != 0;
        check_select (&params, x, valid, n, 2);
      }
}

static const Params cases[] = {
  { .n_ranks = 1, .ranks = { { 1, 0, 2, 1 } }, .way = JLY_COUNT_FEW_BYTES },
  { .n_ranks = 2,
    .ranks = { { 0, 1, 1, 1 }, { 1, 0, 1, 1 } },
    .is_signed = TRUE,
    .has_valid = TRUE,
    .way = JLY_COUNT_FEW_BYTES },
  { .n_ranks = 3,
    .ranks = { { 25, 0, 100, 1 }, { 3, 1, 4, 1 }, { 999, 0, 1000, 1 } },
    .has_valid = TRUE,
    .way = JLY_COUNT_FEW_ROUNDS },
  { .n_ranks = 2,
    .ranks = { { 0, 5, 1, 5 }, { 1, -4, 1, 5 } }, /* fifth from either end */
    .has_valid = TRUE,
    .least = 3,
    .way = JLY_COUNT_FEW_ROUNDS },
};

static void
test_random (gconstpointer data)
{
  static const gsize lanes[] = { 1, 2, 5, 8, 64, 100, 700 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
      {
        guint width = (guint[]){ 1, 3, 7, 17, 12, 4, 64 }[(c + i) % 7];
        g_autofree guint64 *x = g_new (guint64, lanes[i]), *valid = g_new (guint64, lanes[i]);
        Params params = cases[c];

        params.is_secret = GPOINTER_TO_INT (data);
        for (gsize j = 0; j < lanes[i]; j++)
          {
            x[j] = test_parties_random (source, width);
            valid[j] = test_parties_random (source, 2) != 0;
          }
        check_select (&params, x, params.has_valid ? valid : NULL, lanes[i], width);
      }
}

/* Ranks as people call them. */
static void
test_ranks (void)
{
  const guint64 sorted[] = { 10, 20, 30, 40 };
  const struct
  {
    JlyRank rank;
    guint64 of_4, of_3;
  } ranks[] = {
    { jly_rank_quantile (1, 2, FALSE), 20, 20 }, { jly_rank_quantile (1, 2, TRUE), 30, 20 },
    { jly_rank_quantile (0, 1, TRUE), 10, 10 },  { jly_rank_quantile (1, 1, FALSE), 40, 30 },
    { jly_rank_quantile (1, 4, FALSE), 10, 10 }, { jly_rank_quantile (1, 4, TRUE), 20, 10 },
    { jly_rank_quantile (3, 4, FALSE), 30, 30 }, { jly_rank_quantile (3, 4, TRUE), 40, 30 },
    { jly_rank_smallest (2), 20, 20 },           { jly_rank_largest (2), 30, 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      g_assert_cmpuint (find_value (sorted, 4, &ranks[i].rank), ==, ranks[i].of_4);
      g_assert_cmpuint (find_value (sorted, 3, &ranks[i].rank), ==, ranks[i].of_3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/select/ranks", test_ranks);
  g_test_add_data_func ("/select/exhaustive/opened", GINT_TO_POINTER (FALSE), test_exhaustive);
  g_test_add_data_func ("/select/exhaustive/secret", GINT_TO_POINTER (TRUE), test_exhaustive);
  g_test_add_data_func ("/select/random/opened", GINT_TO_POINTER (FALSE), test_random);
  g_test_add_data_func ("/select/random/secret", GINT_TO_POINTER (TRUE), test_random);
  return g_test_run ();
}
