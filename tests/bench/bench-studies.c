/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four studies whose speed the plan names: an organization's report, many sums, a survey's
 * cross tables, and a long table described by groups. */
#include "config.h"

#include "bench/bench-study.h"

#define MOST_MEMBERS 50
#define N_INDICATORS 12
#define N_SUMMING 20
#define SUMS_A_QUESTION 50
#define N_SURVEYING 3
#define N_QUESTIONS 10
#define N_ANSWERS 5
#define N_GROUPS 10

/* "a1,a2,…". */
static char *
list_columns (guint first, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%sa%u", i > 0 ? "," : "", first + i);
  return g_string_free (text, FALSE);
}

static void
add_numbers (BenchStudy *study, guint n, guint width)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);

      bench_study_add_numbers (study, id, width);
    }
}

static void
begin (BenchWork *work, BenchStudy *study)
{
  work->study = study;
  work->free_study = (GDestroyNotify)bench_study_free;
  bench_study_share (study, work);
}

/* Case C's default report: of n members and 12 indicators. */
static void
fill_report (BenchWork *work)
{
  guint n_members = (guint)MIN (work->n, MOST_MEMBERS);
  BenchStudy *study = bench_study_new (n_members, n_members);
  g_autofree char *all = list_columns (0, N_INDICATORS);

  study->inputs.limits = (JlyLimits){ .min_rows = 5, .min_parties = 5, .top_share = 80 };
  add_numbers (study, N_INDICATORS, 28);
  bench_study_ask (study, "sum", "column", all, NULL);
  bench_study_ask (study, "mean", "column", all, NULL);
  bench_study_ask (study, "median", "column", all, NULL);
  bench_study_ask (study, "quartiles", "column", all, NULL);
  bench_study_ask (study, "own-position", "column", "a0,a1,a2", NULL);
  for (guint i = 0; i + 1 < N_INDICATORS; i += 2)
    {
      g_autofree char *now = list_columns (i, 1), *before = list_columns (i + 1, 1);

      bench_study_ask (study, "growth", "column", now, "from", before, NULL);
      bench_study_ask (study, "ratio", "column", now, "of", "a11", NULL);
      if (i + 3 >= N_INDICATORS)
        break;
    }
  begin (work, study);
}

/* n sums over the one row of each of twenty companies, with case C's limits. */
static void
fill_sums (BenchWork *work)
{
  BenchStudy *study = bench_study_new (N_SUMMING, N_SUMMING);

  study->inputs.limits = (JlyLimits){ .min_rows = 5, .min_parties = 5, .top_share = 80 };
  add_numbers (study, (guint)work->n, 32);
  for (guint first = 0; first < work->n; first += SUMS_A_QUESTION)
    {
      g_autofree char *some = list_columns (first, MIN (SUMS_A_QUESTION, (guint)work->n - first));

      bench_study_ask (study, "sum", "column", some, NULL);
    }
  begin (work, study);
}

/* Every two of ten questions of a survey that n people answered. */
static void
fill_crosstabs (BenchWork *work)
{
  BenchStudy *study = bench_study_new (N_SURVEYING, work->n);

  study->inputs.limits = (JlyLimits){ .min_rows = 10 };
  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("q%u", i);

      bench_study_add_categories (study, id, N_ANSWERS);
    }
  for (guint i = 0; i < N_QUESTIONS; i++)
    for (guint k = i + 1; k < N_QUESTIONS; k++)
      {
        g_autofree char *one = g_strdup_printf ("q%u", i), *other = g_strdup_printf ("q%u", k);

        bench_study_ask (study, "count", "by", one, "by-2", other, NULL);
      }
  begin (work, study);
}

/* Mean, and median and quartiles, of n rows in ten groups. */
static void
fill_describe (BenchWork *work)
{
  BenchStudy *study = bench_study_new (N_SURVEYING, work->n);

  study->inputs.limits = (JlyLimits){ .min_rows = 10 };
  bench_study_add_numbers (study, "income", work->width);
  bench_study_add_categories (study, "region", N_GROUPS);
  bench_study_ask (study, "mean", "column", "income", "by", "region", NULL);
  bench_study_ask (study, "quartiles", "column", "income", "by", "region", NULL);
  begin (work, study);
}

static gboolean
run (BenchWork *work, GError **error)
{
  return bench_study_run (work->study, work->engine, error);
}

static gboolean
check (BenchWork *work, GError **error)
{
  return bench_study_check (work->study, work->engine, error);
}

/* What the plan of such a study takes before it is shown to anybody: the cost foretold, in each of
 * the three processes. */
static gboolean
foretell (BenchWork *work, GError **error)
{
  BenchStudy *study = work->study;
  guint64 bytes[3], rounds;

  jly_computation_cost (&study->inputs, (JlyRequest *)study->questions->data, study->questions->len,
                        bytes, &rounds);
  return rounds > 0;
}

static gboolean
check_nothing (BenchWork *work, GError **error)
{
  return TRUE;
}

const BenchKind bench_plan = { fill_describe, foretell, check_nothing };
const BenchKind bench_report = { fill_report, run, check };
const BenchKind bench_sums = { fill_sums, run, check };
const BenchKind bench_crosstabs = { fill_crosstabs, run, check };
const BenchKind bench_describe = { fill_describe, run, check };
