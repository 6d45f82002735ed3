/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations that jly-bench measures over three processes. Floors and goals are those of the
 * project, for a machine of two cores that does nothing else. */
#include "config.h"

#include "bench/bench-work.h"

#define MILLION 1000000

const BenchOp bench_ops[] = {
  { "wire64", "nothing but a round", &bench_wire, 64, MILLION, MILLION, NULL },
  { "mul64", "multiply, 64 bits", &bench_multiply, 64, MILLION, MILLION, "14 / 25 M/s" },
  { "mul33", "multiply, 33 bits", &bench_multiply, 33, MILLION, MILLION, NULL },
  { "matrix64", "matrix times 100 by 100", &bench_matrix, 64, MILLION, 100000, NULL },
  { "and64", "AND of 64 bits", &bench_and, 64, MILLION, MILLION, NULL },
  { "lt64", "less-than, 64 bits", &bench_less_than, 64, MILLION, MILLION, "4.5 / 10 M/s" },
  { "lt32", "less-than, 32 bits", &bench_less_than, 32, MILLION, MILLION, "9 / 18 M/s" },
  { "lt8", "less-than, 8 bits", &bench_less_than, 8, MILLION, MILLION, "35 / 60 M/s" },
  { "eq64", "equality, 64 bits", &bench_equal, 64, MILLION, MILLION, "10 / 22 M/s" },
  { "shuffle16", "shuffle, 16 bytes a row", &bench_shuffle_kind, 64, MILLION, 250000,
    "0.3 / 0.2 s" },
  { "sort64-10k", "sort, 64-bit keys", &bench_sort, 64, 10000, 10000, "0.2 / 0.1 s" },
  { "sort64-100k", "sort, 64-bit keys", &bench_sort, 64, 100000, 100000, "0.7 / 0.35 s" },
  { "sort32", "sort, 32-bit keys", &bench_sort, 32, MILLION, 20000, "10^6: 6 / 3 s" },
  { "sort64", "sort, 64-bit keys", &bench_sort, 64, MILLION, 0, "10^6: 11 / 5 s" },
  { "group-10k", "group-by sum, 64-bit keys", &bench_group, 64, 10000, 10000, "0.4 / 0.2 s" },
  { "group-100k", "group-by sum, 64-bit keys", &bench_group, 64, 100000, 0, "1.2 / 0.7 s" },
  { "group-open-100k", "group-by sum, opened", &bench_group_open, 64, 100000, 100000, NULL },
  { "join-10k", "join of n and n, 64-bit keys", &bench_join, 64, 10000, 10000, "0.8 / 0.4 s" },
  { "join-100k", "join of n and n, 64-bit keys", &bench_join, 64, 100000, 0, "3 / 1.5 s" },
  { "regression", "regression by ten columns", &bench_regression, 20, 100000, 10000, "10^5: 2 s" },
  { "report-5", "report of n members", &bench_report, 28, 5, 5, NULL },
  { "report", "report of n members", &bench_report, 28, 17, 17, "17: 2 s" },
  { "report-50", "report of n members", &bench_report, 28, 50, 0, NULL },
  { "sums-1k", "n sums of 20 companies", &bench_sums, 32, 1000, 1000, NULL },
  { "sums", "n sums of 20 companies", &bench_sums, 32, 10000, 0, "10^4: 1 s" },
  { "sums-100k", "n sums of 20 companies", &bench_sums, 32, 100000, 0, NULL },
  { "crosstabs-10k", "45 cross tables of n rows", &bench_crosstabs, 3, 10000, 10000, NULL },
  { "crosstabs", "45 cross tables of n rows", &bench_crosstabs, 3, 100000, 0, "10^5: 5 s" },
  { "crosstabs-1m", "45 cross tables of n rows", &bench_crosstabs, 3, MILLION, 0, NULL },
  { "describe-10k", "mean and quartiles by 10 groups", &bench_describe, 20, 10000, 10000, NULL },
  { "describe-100k", "mean and quartiles by 10 groups", &bench_describe, 20, 100000, 0, NULL },
  { "describe", "mean and quartiles by 10 groups", &bench_describe, 20, MILLION, 0, "10^6: 10 s" },
  { "plan-10k", "the same, its cost foretold", &bench_plan, 20, 10000, 0, NULL },
  { "plan-100k", "the same, its cost foretold", &bench_plan, 20, 100000, 0, NULL },
  { "plan", "the same, its cost foretold", &bench_plan, 20, MILLION, 0, NULL },
  { NULL },
};
