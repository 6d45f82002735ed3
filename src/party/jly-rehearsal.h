/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal: all parties of a study on this computer. Starts three jointly-miner processes and a
 * provider process per other party; the caller's own company may be played in this process.
 *
 * Signals:  "stage" (JlyStage stage, double fraction of that stage, -1 if unknown), in the main
 * context of the thread that called run_async.
 */
#pragma once

#include "party/jly-result.h"
#include "study/jly-contract.h"
#include "study/jly-study.h"
#include "table/jly-bid-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_STAGE_STARTING,   /* starting the three computing parties and the partners */
  JLY_STAGE_CONNECTING, /* keys checked, links up */
  JLY_STAGE_SENDING,    /* sealed pieces on their way */
  JLY_STAGE_ACCEPTED,   /* all pieces received, checked, receipted */
  JLY_STAGE_COMPUTING,  /* comparing in secret */
  JLY_STAGE_OPENING,    /* results sealed to their recipients, duplicates compared */
  JLY_STAGE_ERASING,    /* pieces erased, processes ended */
  JLY_N_STAGES
} JlyStage;

#define JLY_TYPE_REHEARSAL (jly_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (JlyRehearsal, jly_rehearsal, JLY, REHEARSAL, GObject)

JlyRehearsal *jly_rehearsal_new (const char *case_id,
                                 const JlyTender *tender /* copied as needed */);
/* Any other study: draft, which is copied, has columns, checks and questions but no parties. Its
 * companies are files. */
JlyRehearsal *jly_rehearsal_new_study (const JlyStudy *draft);
/* A study that is prepared under a contract, with a made-up company for each that brings figures:
 * own is the place of the person at the screen among the parties, or -1. A contract that wants more
 * companies than it has founders gets others beside. questions as jly_rehearsable_new has them; its
 * errors. */
JlyRehearsal *jly_rehearsal_new_contract (const JlyContract *contract,
                                          gint own,
                                          const GPtrArray *questions,
                                          GError **error);
/* The company of the person at the screen: played in this process. At most one. table is borrowed
 * until the run ends. */
void jly_rehearsal_add_own (JlyRehearsal *self, const char *name, const JlyBidTable *table);
/* A company whose file is read by its own provider process only. */
void jly_rehearsal_add_file (JlyRehearsal *self, const char *name, const char *path);
/* A made-up partner: its process makes its figures up from a seed of its own. */
void jly_rehearsal_add_made_up (JlyRehearsal *self, const char *name);
/* The same for the person at the screen: what it alone learns is in the result. At most one. */
void jly_rehearsal_add_own_made_up (JlyRehearsal *self, const char *name);
/* What the study is called; the tender's title unless said. */
void jly_rehearsal_set_title (JlyRehearsal *self, const char *title);
void jly_rehearsal_set_tender_path (JlyRehearsal *self, const char *path); /* for error texts */
/* Options: base port (0: any three), folder to keep (NULL: a private temporary one, removed), in
 * one process. */
void jly_rehearsal_set_base_port (JlyRehearsal *self, guint16 port);
void jly_rehearsal_set_keep_dir (JlyRehearsal *self, const char *dir);
void jly_rehearsal_set_in_process (JlyRehearsal *self, gboolean in_process);

/* Process ids of the three miners while they run, 0 otherwise (tests scan their memory, and kill
 * them). */
void jly_rehearsal_get_miner_pids (JlyRehearsal *self, int pids[3]);
/* The same for the processes of the first three companies, in the order in which they were added; 0
 * for the own one.
 */
void jly_rehearsal_get_provider_pids (JlyRehearsal *self, int pids[3]);

/* The study's CBOR; NULL until every party has shown its keys (JLY_STAGE_CONNECTING). Owned by
 * self.
 */
GBytes *jly_rehearsal_get_study (JlyRehearsal *self);

/* Once per object. */
void jly_rehearsal_run_async (JlyRehearsal *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* The result, transfer full. All results of all companies that this process is entitled to gather:
 * those of "everyone", the own company's, and of file companies (the terminal shows all three);
 * never those of made-up partners. */
JlyResult *jly_rehearsal_run_finish (JlyRehearsal *self, GAsyncResult *result, GError **error);

G_END_DECLS
