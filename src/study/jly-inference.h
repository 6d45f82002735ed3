/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What others could work out: from who brings a figure, what is asked of which figures, and who
 * learns the answers; never from a figure. Whoever learns an answer knows its own figure too, and
 * two can put together what they know.
 *
 * For totals this is exact (auditing of sums: Chin and Özsoyoğlu, "Auditing and inference control
 * in statistical databases", 1982): a figure is known to a coalition if it is a linear combination
 * of the answers and of the coalition's own figures. For the rest it is the share of all cases,
 * every figure equally likely, in which the coalition knows a figure of somebody else for certain:
 * from a fifth of all cases on it "can" know, from a twentieth on it "may".
 */
#pragma once

#include "study/jly-governance.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_ASKS_SUM, /* a total, or a mean with a known number of rows */
  JLY_ASKS_LEAST,
  JLY_ASKS_MOST,
  JLY_ASKS_THRESHOLD, /* whether a total reaches a bound */
  JLY_ASKS_RIVALS,    /* whose total is the largest */
  JLY_ASKS_JOINT_BID,
  JLY_ASKS_OTHER, /* nothing is known of it here */
  JLY_N_ASKS
} JlyAsks;

/* Questions with the same number have the same figures: a sum, a count and a filtered sum
 * are of three numbers. */
typedef struct
{
  JlyAsks asks;
  guint of;              /* which figures, */
  const char *title;     /* and what they are called: "Turnover" */
  guint64 n_values;      /* values that one party's figure can have; 1: everybody knows it */
  const gboolean *takes; /* one per figure: whether it enters. NULL: all do */
  guint times;           /* how often it may be asked with another bound, at least 1 */
  gboolean has_filter;   /* a hidden column chooses which rows count */
  gboolean tells_rest;   /* its answer says how many rows meet a condition */
} JlyWorldQuestion;

typedef struct
{
  const char *const *names; /* of the parties */
  guint n_parties;
  JlyPartySet learners; /* those who are told the answers; of the first 64 parties */
  const guint *owners;  /* the party of each figure */
  guint n_figures;
  const JlyWorldQuestion *questions;
  gsize n_questions; /* at most JLY_WORLD_MAX_QUESTIONS of one number */
  guint min_rows, min_parties, top_share;
} JlyWorld;

#define JLY_WORLD_MAX_QUESTIONS 60

typedef enum
{
  JLY_FINDING_FINE,
  JLY_FINDING_WARN,
  JLY_FINDING_REFUSE
} JlySeverity;

typedef enum
{
  JLY_INFERS_TOTAL,      /* the answer less the own figure */
  JLY_INFERS_DIFFERENCE, /* several answers together */
  JLY_INFERS_EXTREME,    /* the largest or smallest value can only be that of one */
  JLY_INFERS_BISECTION,  /* many bounds */
  JLY_INFERS_EDGE,       /* the answer is the least or the most there can be */
  JLY_INFERS_MIXED,      /* the largest or smallest value and another answer, of a few parties */
  JLY_INFERS_FEW,        /* fewer parties than agreed */
  JLY_INFERS_SMALL_GROUP,
  JLY_INFERS_LEFT_OUT, /* how many rows do not meet a condition: numbers of rows are known */
  JLY_INFERS_DOMINANT,
  JLY_INFERS_RIVALS, /* on which side of the own total another one lies */
  JLY_INFERS_JOINT_BID,
  JLY_INFERS_UNKNOWN,
  JLY_INFERS_NOTHING, /* the finding that there is none */
  JLY_N_INFERENCES
} JlyInferenceRule;

typedef struct
{
  JlyInferenceRule rule;
  JlySeverity severity;
  guint of;       /* which figures; G_MAXUINT: all */
  guint n_who;    /* how many put together what they know: 0, 1 or 2 */
  guint who[2];   /* parties: an example, */
  guint whom;     /* and whose figure they then know; G_MAXUINT: no one's in particular */
  guint n_cases;  /* how many such examples there are */
  char *sentence; /* for people */
  char *next;     /* what to change; NULL: nothing */
} JlyInference;

const char *jly_inference_rule_name (JlyInferenceRule rule); /* "total": stable */
void jly_inference_free (JlyInference *self);

/* JlyInference*, gravest first, at least one. */
GPtrArray *jly_inference_find (const JlyWorld *world);
JlySeverity jly_inference_get_severity (const GPtrArray *findings);

/* Whether somebody alone can know a figure of somebody else, as jly_inference_find judges it. */
gboolean jly_inference_is_telling (const JlyWorld *world);

/* What a coalition of up to two parties (equal for one) knows of a figure: the share of all cases
 * in which it is certain, 0 to 1, and by what. For tests against counting, and for the above. */
double jly_inference_know (
    const JlyWorld *world, guint one, guint other, guint figure, guint of, JlyInferenceRule *rule);

/* Before there are questions: every kind that the contract permits, of every column that may be
 * used so, asked once of all who bring figures (bounds: as often as the budget allows). */
GPtrArray *jly_inference_find_in_contract (const JlyContract *contract);
/* The same of what is asked now alone, with its conditions. */
GPtrArray *jly_inference_find_in_questions (const JlyContract *contract,
                                            const JlyProposal *proposal);
/* Of what is asked now, for those who are to learn it, of the figures that are in the closed set.
 * submissions NULL: of as many parties as the proposal says, whoever they are. */
GPtrArray *jly_inference_find_in_proposal (const JlyContract *contract,
                                           const JlyProposal *proposal,
                                           const JlySubmission *submissions,
                                           gsize n);
/* Whether a computing party lets nobody agree to it: one of the learners alone would know a figure
 * of somebody else, and the contract does not permit that (it wants results of two parties at
 * least, and is no rehearsal). The same as a refusing finding, but that there are too few parties,
 * which is a rule of its own; quicker, since nothing is put into words. */
gboolean jly_inference_is_refused (const JlyContract *contract,
                                   const JlyProposal *proposal,
                                   const JlySubmission *submissions,
                                   gsize n);

G_END_DECLS
