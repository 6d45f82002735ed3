/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole studies of made-up figures as operations of jly-bench: what is timed is everything that
 * computing parties do between the last upload and the first letter.
 */
#pragma once

#include "bench/bench-work.h"

#include "analysis/jly-computation.h"

G_BEGIN_DECLS

typedef struct
{
  JlyInputs inputs;
  GArray *columns;       /* JlyInputColumn */
  GPtrArray *texts;      /* what columns and questions borrow */
  GPtrArray *values;     /* gint64 *, a column */
  GArray *questions;     /* JlyRequest */
  GPtrArray *parameters; /* JlyParameter *, of each question */
  gboolean *is_valid;
  gsize *n_rows;
  JlyRules *rules;
  JlyBits ***shares; /* [source][column] */
  JlyComputation *done;
} BenchStudy;

/* n rows, dealt out to the sources evenly. */
BenchStudy *bench_study_new (guint n_sources, gsize n);
void bench_study_free (BenchStudy *self);
/* Numbers below 2^width, or one of so many categories; all columns before the first question. */
void bench_study_add_numbers (BenchStudy *self, const char *id, guint width);
void bench_study_add_categories (BenchStudy *self, const char *id, guint n);
/* Names and values of settings, ended by NULL. */
void bench_study_ask (BenchStudy *self, const char *analysis, ...) G_GNUC_NULL_TERMINATED;
/* Shares all figures; what the three do then, and whether it is right. */
void bench_study_share (BenchStudy *self, const BenchWork *work);
gboolean bench_study_run (BenchStudy *self, JlyEngine *engine, GError **error);
gboolean bench_study_check (BenchStudy *self, JlyEngine *engine, GError **error);

G_END_DECLS
