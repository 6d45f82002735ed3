/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a study, step by step, as it stands for the person at the screen: what is done, what
 * waits for whom, and what comes next. Made from what lies on the disk alone, so that it is the
 * same after each start. No widgets.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-status.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_STEP_CONTRACT,
  JLY_STEP_WORDS, /* founders compare verification words */
  JLY_STEP_FIGURES,
  JLY_STEP_CLOSE,
  JLY_STEP_QUESTION,
  JLY_STEP_APPROVAL,
  JLY_STEP_COMPUTE,
  JLY_STEP_RESULT,
  JLY_N_STEPS
} JlyStepKind;

typedef struct
{
  JlyStatusKind status; /* JLY_STATUS_PLAIN: not yet */
  char *words;          /* "Waiting for 2 signatures" */
} JlyStep;

typedef struct
{
  char *name;
  gboolean is_own;
  JlyStatusKind status;
  char *words; /* "Figures handed in" */
} JlyWhereabouts;

typedef struct
{
  JlyStep steps[JLY_N_STEPS];
  JlyStepKind next;    /* where it goes on */
  gboolean is_mine;    /* and whether it is for the person to do that */
  char *sentence;      /* what is next: "Read the contract and sign it" */
  char *detail;        /* why, or what to do meanwhile */
  gint question;       /* the one that the last steps are about, or -1 */
  guint n_unsent;      /* things of one's own that were not saved for the others yet */
  GPtrArray *everyone; /* JlyWhereabouts*, one for each party in its order */
} JlySteps;

JlySteps *jly_steps_new (JlyAgreement *agreement, gint64 now);
void jly_steps_free (JlySteps *self);

/* "Contract"; translated, owned by the program. */
const char *jly_step_get_title (JlyStepKind step);
/* "Read the _Contract": what the button to the step says. */
const char *jly_step_get_action (JlyStepKind step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySteps, jly_steps_free)

G_END_DECLS
