/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What will run, what it costs and what it reveals: recomputed by each miner from the study and
 * compared by hash before anything is computed.
 */
#pragma once

#include "analysis/jly-joint-bid.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

typedef struct
{
  char *what;      /* "met/Roofing", "price", "part" */
  char *to;        /* "everyone" or a party's name */
  char *condition; /* NULL, or "only if every requirement is met" */
} JlyOpening;

typedef struct
{
  GPtrArray *openings; /* JlyOpening*: the leakage statement */
  guint64 bytes[3];    /* predicted, per miner; local, not hashed */
  guint64 rounds;
  guint8 hash[JLY_HASH_BYTES]; /* operations, shapes, algorithm choices and openings */
} JlyPlan;

/* The same for everybody who has the same study. NULL with JLY_ERROR_CONFIG if the study cannot
 * run; it need not have passed jly_study_check, which is made here. */
JlyPlan *jly_plan_new (const JlyStudy *study, GError **error);
void jly_plan_free (JlyPlan *plan);

/* The shape of a joint bid as the study says it. need is owned by the caller and borrowed by *bid;
 * it has one number per row. The study has passed jly_study_check. */
void jly_plan_get_joint_bid (const JlyStudy *study, JlyJointBid *bid, guint64 **need);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPlan, jly_plan_free)

G_END_DECLS
