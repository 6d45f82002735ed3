/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal that runs, whether its page is seen or not: written into the store stage by stage,
 * and its result or failure at the end. What is rehearsed, and what its result looks like, is the
 * kind's.
 */
#pragma once

#include "app/jly-page.h"
#include "app/jly-work.h"
#include "party/jly-rehearsal.h"

G_BEGIN_DECLS

typedef struct
{
  const char *(*get_title) (gpointer data);   /* in header capitalisation */
  const char *(*get_case_id) (gpointer data); /* under which it is kept; NULL: the study's own */
  /* A new one for each try; NULL with why there is none. */
  JlyRehearsal *(*make) (gpointer data, GError **error);
  /* The page of its result, floating, and what the start page says of it; NULL with error. */
  JlyPage *(*show) (
      gpointer data, JlyResult *result, const JlyStudy *study, char **headline, GError **error);
  GDestroyNotify destroy;
} JlyRehearsedKind;

#define JLY_TYPE_RUN (jly_run_get_type ())
G_DECLARE_FINAL_TYPE (JlyRun, jly_run, JLY, RUN, JlyWork)

/* Takes data. Nothing runs yet. */
JlyRun *jly_run_new (const JlyRehearsedKind *kind, gpointer data);
/* Begins, or begins again. What fails at once has ended when this returns. */
void jly_run_start (JlyRun *self);
/* How far it is: the latest stage, how much of it is done (negative: not known) and of the whole.
 */
JlyStage jly_run_get_stage (JlyRun *self, double *fraction, double *whole);
const JlyRehearsedKind *jly_run_get_kind (JlyRun *self, gpointer *data);
/* NULL unless it runs. Owned by the run. */
JlyRehearsal *jly_run_get_rehearsal (JlyRun *self);
/* Why there is no result; NULL if there is one, or none yet. */
const GError *jly_run_get_error (JlyRun *self);
/* The page of the result for the first who asks while "ended" is said, else NULL. Borrowed: it goes
 * unless it is put into a window. */
JlyPage *jly_run_take_page (JlyRun *self);

G_END_DECLS
