/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What will run, what it costs and what it reveals: recomputed by each miner from the study and
 * compared by hash before anything is computed.
 */
#pragma once

#include "study/jly-study-inputs.h"

G_BEGIN_DECLS

/* What a provider is told of its rows that broke the agreed checks: their number. */
#define JLY_PLAN_REJECTED "rejected"

typedef struct
{
  char *what;       /* "met/Roofing", "price", "part" */
  char *to;         /* "everyone", "every provider", "every recipient" or a party's name */
  char *condition;  /* NULL, or "only if every requirement is met" */
  gboolean is_each; /* one of those that every provider gets for itself alone */
} JlyOpening;

typedef struct
{
  JlyStudyInputs *inputs; /* what will be computed with; borrows the study */
  GPtrArray *openings;    /* JlyOpening*: the leakage statement */
  guint64 bytes[3];       /* predicted, per miner; local, not hashed. With comparing the questions'
                             filters (jly-guard.h), but for those of earlier questions */
  guint64 rounds;
  guint8 hash[JLY_HASH_BYTES]; /* operations, shapes, algorithm choices and openings; not who the
                                  providers are, nor how many rows each brought: those are the input
                                  set's, and only the computing parties know them */
} JlyPlan;

/* n_rows: how many rows each provider brought; NULL: as many as each may, so that bytes and rounds
 * are the most. The same for everybody who has the same study and rows. NULL with JLY_ERROR_CONFIG
 * if the study cannot run; it need not have passed jly_study_check, which is made here. The study
 * is borrowed and must outlive the plan. */
JlyPlan *jly_plan_new (const JlyStudy *study, const gsize *n_rows, GError **error);
/* The same plan, but bytes and rounds are not predicted and stay 0: for whoever only compares its
 * hash, or reads results by it. */
JlyPlan *jly_plan_new_uncosted (const JlyStudy *study, const gsize *n_rows, GError **error);
void jly_plan_free (JlyPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPlan, jly_plan_free)

G_END_DECLS
