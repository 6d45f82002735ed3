/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by sorting and by searching, both against values sorted in clear: groups of any number
 * of rows, none among them, rows in no group, equal values. */
#include "config.h"

#include "engine/test-work.h"

#include "analysis/jly-computation.h"
#include "analysis/jly-search.h"

#define N_FRACTIONS 3
#define MAX_GROUPS 6

typedef struct
{
  gboolean is_sorted, is_type_1;
  guint n_groups;
  JlyFraction fractions[N_FRACTIONS];
} Params;

static gboolean
search (JlyEngine *engine, gpointer user_data, GError **error)
{
  TestWork *work = user_data;
  const Params *params = work->params;
  const JlyBits *codes = work->bits[0], *rows = work->bits[1];
  JlySearchGroup groups[MAX_GROUPS];
  JlyBits planes[MAX_GROUPS];

  for (guint g = 0; g < params->n_groups; g++)
    {
      planes[g] = jly_bits_view (rows, g, 1);
      groups[g] = (JlySearchGroup){ codes, &planes[g] };
    }
  work->bits_out[0] = params->is_sorted
                          ? jly_search_sorted (engine, codes, rows, params->fractions, N_FRACTIONS,
                                               params->is_type_1, error)
                          : jly_search_secure (engine, groups, params->n_groups, params->fractions,
                                               N_FRACTIONS, params->is_type_1, error);
  return work->bits_out[0] != NULL;
}

/* Group 0 is empty in every other case, and many rows are in none. */
static void
draw (GRand *rand, const Params *params, guint width, gsize n, guint64 *codes, guint64 *rows)
{
  gint first = g_rand_boolean (rand);

  for (gsize i = 0; i < n; i++)
    {
      gint group = g_rand_int_range (rand, first, (gint)params->n_groups + 2);

      codes[i] = g_rand_int (rand) & (((guint64)1 << width) - 1);
      rows[i] = group < (gint)params->n_groups ? (guint64)1 << group : 0;
    }
}

static void
check_group (const Params *params,
             guint group,
             const guint64 *codes,
             const guint64 *rows,
             gsize n,
             const guint64 *got)
{
  g_autofree gint64 *values = g_new (gint64, n);
  gsize n_own = 0;

  for (gsize i = 0; i < n; i++)
    if (rows[i] >> group & 1)
      values[n_own++] = (gint64)codes[i];
  for (guint f = 0; f < N_FRACTIONS && n_own > 0; f++)
    g_assert_cmpint (jly_search_clear (values, n_own, &params->fractions[f], params->is_type_1), ==,
                     (gint64)got[group * N_FRACTIONS + f]);
}

static void
check (GRand *rand, const Params *params, gsize n)
{
  guint width = (guint)g_rand_int_range (rand, 1, 21);
  g_autofree guint64 *codes = g_new (guint64, n), *rows = g_new (guint64, n);
  g_autofree guint64 *got = NULL;
  g_autoptr (TestTask) task = test_task_new (g_rand_int (rand), params);

  draw (rand, params, width, n, codes, rows);
  test_task_add_bits (task, 0, codes, n, width);
  test_task_add_bits (task, 1, rows, n, params->n_groups);
  test_task_run (task, search);
  got = test_task_reveal_bits (task, 0);
  for (guint g = 0; g < params->n_groups; g++)
    check_group (params, g, codes, rows, n, got);
}

static void
test_both_ways (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 24; i++)
    {
      Params params = {
        .is_sorted = i % 4 != 0,
        .is_type_1 = i % 3 == 0,
        .n_groups = (guint)g_rand_int_range (rand, 1, MAX_GROUPS + 1),
      };

      for (guint f = 0; f < N_FRACTIONS; f++)
        params.fractions[f] = jly_fraction_new ((guint)g_rand_int_range (rand, 0, 1001));
      check (rand, &params, (gsize)g_rand_int_range (rand, 1024, 1800));
    }
}

/* One piece more than fits the smallest pieces, so that they are longer. */
static void
test_long (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const Params params
      = { .is_sorted = TRUE, .n_groups = 2, .fractions = { { 1, 4 }, { 1, 2 }, { 1, 1 } } };

  check (rand, &params, JLY_BITS_BLOCK_LANES * JLY_BITS_MAX_WIDTH + 1);
}

/* What is chosen is a matter of shape: few searches and few rows are searched. */
static void
test_choice (void)
{
  g_assert_false (jly_search_is_sorted_cheaper (17, 28, 12, 3, FALSE));
  g_assert_false (jly_search_is_sorted_cheaper (1000000, 20, 1, 1, FALSE));
  g_assert_true (jly_search_is_sorted_cheaper (1000000, 20, 10, 3, FALSE));
  g_assert_true (jly_search_is_sorted_cheaper (10000, 20, 10, 3, TRUE));
}

/* Of three companies that bring n rows together. */
static void
foretell (gsize n, guint64 bytes[3], guint64 *rounds)
{
  static const char *const groups[] = { "a", "b", "c", "d", NULL };
  const gsize n_rows[] = { n / 2, n / 4, n - n / 2 - n / 4 };
  const JlyInputColumn columns[] = {
    { "income", "Income", "EUR", JLY_VALUE_NUMBER, 0, 0, 1000000, 20, NULL, TRUE },
    { "group", "Group", "", JLY_VALUE_TEXT, 0, 0, 3, 2, groups, FALSE },
  };
  g_autoptr (JlyRules) rules = jly_rules_new ();
  const JlyInputs inputs = {
    .columns = columns,
    .n_columns = G_N_ELEMENTS (columns),
    .rules = rules,
    .n_sources = G_N_ELEMENTS (n_rows),
    .n_rows = n_rows,
    .most_rows = 1000000,
    .limits = { .min_rows = 10 },
  };
  const JlyParameter parameters[] = { { "column", "income" }, { "by", "group" } };
  const JlyRequest requests[] = {
    { jly_analysis_find ("count"), { &inputs, parameters + 1, 1 } },
    { jly_analysis_find ("quartiles"), { &inputs, parameters, G_N_ELEMENTS (parameters) } },
  };

  jly_rules_add_column (rules, "income", JLY_VALUE_NUMBER, 0);
  jly_rules_add_column (rules, "group", JLY_VALUE_TEXT, 0);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    g_assert_true (jly_analysis_check (requests[i].analysis, &requests[i].query, NULL, NULL));
  jly_computation_cost (&inputs, requests, G_N_ELEMENTS (requests), bytes, rounds);
}

/* The most rows that a study may have: what it costs is foretold, and grows as the rows do. */
static void
test_million (void)
{
  guint64 few[3], many[3], few_rounds, many_rounds;

  foretell (100000, few, &few_rounds);
  foretell (1000000, many, &many_rounds);
  for (guint m = 0; m < 3; m++)
    {
      g_test_message ("%" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT " bytes", few[m], many[m]);
      g_assert_cmpuint (many[m], >, 9 * few[m]);
      g_assert_cmpuint (many[m], <, 14 * few[m]);
    }
  g_assert_cmpuint (many_rounds, >, few_rounds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/both-ways", test_both_ways);
  g_test_add_func ("/search/long", test_long);
  g_test_add_func ("/search/choice", test_choice);
  g_test_add_func ("/search/million", test_million);
  return g_test_run ();
}
