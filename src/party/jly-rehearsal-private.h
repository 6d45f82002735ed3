/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of a rehearsal share: the settings (written before the run, read by it) and the
 * run itself, which belongs to one worker thread.
 */
#pragma once

#include "party/jly-child.h"
#include "party/jly-figures.h"
#include "party/jly-letter.h"
#include "party/jly-rehearsal.h"
#include "study/jly-agreed.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_COMPANY_OWN,     /* the person's, played in this process */
  JLY_COMPANY_FILE,    /* a file that its own process reads */
  JLY_COMPANY_MADE_UP, /* figures that its own process makes up */
} JlyCompanyKind;

typedef struct
{
  JlyCompanyKind kind;
  gboolean tells_own; /* of a made-up one: what it alone learns is in the result */
  char *name;
  char *path;               /* of a file company */
  const JlyBidTable *table; /* of the own company, borrowed */
} JlyCompany;

struct _JlyRehearsal
{
  GObject parent_instance;
  char *case_id;
  JlyTender *tender; /* of a joint bid; else NULL, and there is a draft */
  JlyStudy *draft;
  char *tender_path;
  GPtrArray *companies; /* JlyCompany* */
  guint16 base_port;
  char *keep_dir;
  gboolean in_process;
  GMainContext *context; /* of the caller of run_async; signals go there */
  GMutex mutex;          /* guards what follows */
  GBytes *study;
  int miner_pids[JLY_STUDY_MINERS];
  int provider_pids[JLY_STUDY_MAX_PARTIES];
};

/* Emits "stage" in the caller's context; from any thread. */
void jly_rehearsal_report (JlyRehearsal *self, JlyStage stage, double fraction);
/* Makes the study known to the caller. */
void jly_rehearsal_publish_study (JlyRehearsal *self, GBytes *study);

/* All parties in processes of their own; and all in this one. Each blocks in a worker thread. */
JlyResult *
jly_rehearsal_run_processes (JlyRehearsal *self, GCancellable *cancellable, GError **error);
JlyResult *jly_rehearsal_run_local (JlyRehearsal *self, GCancellable *cancellable, GError **error);

/* The study of these parties; keys are filled in by the caller. */
JlyStudy *jly_rehearsal_make_study (JlyRehearsal *self);
/* JLY_ERROR_DATA for a row of the tender that no company has. present has one vector of rows per
 * company. */
gboolean jly_rehearsal_check_present (JlyRehearsal *self, gboolean *const *present, GError **error);

/* What the figures of file company index are read for. */
JlyFigures *jly_rehearsal_read_file (JlyRehearsal *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);

/* The document from what the companies told, after checking that they were told the same. study and
 * plan: what was asked, for people; agreed: what was computed. outcomes and n_rows have one entry
 * per company; what a made-up one learned alone is not in it. */
JlyResult *jly_rehearsal_make_result (const JlyStudy *study,
                                      const JlyPlan *plan,
                                      const JlyAgreed *agreed,
                                      JlyOutcome *const *outcomes,
                                      const gsize *n_rows,
                                      GError **error);

G_END_DECLS
