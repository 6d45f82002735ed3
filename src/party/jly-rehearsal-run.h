/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal under way, with its parties in processes of their own. Everything here belongs to the
 * worker thread of the run, in whose main context the children's events come.
 */
#pragma once

#include "party/jly-accord.h"
#include "party/jly-rehearsal-private.h"

G_BEGIN_DECLS

typedef struct _JlyRun JlyRun;

typedef struct
{
  JlyRun *run;
  char *name;         /* as people see it */
  JlyChild *child;    /* NULL for the own company, and before it is started */
  gboolean is_ready;  /* has shown its keys */
  gboolean is_failed; /* has said why it stops */
  gboolean has_signed, has_decided, has_inputs; /* has answered, as is its to answer */
  JlyPublicKeys keys;
  guint16 port;                /* of a miner */
  gboolean *present;           /* of a company: which rows of the tender it has; else NULL */
  gsize n_rows;                /* of a company */
  guint8 root[JLY_HASH_BYTES]; /* of a miner: of the figures that it took */
} JlyRunParty;

struct _JlyRun
{
  JlyRehearsal *rehearsal;
  GMainContext *context;
  guint n_companies, n_parties;
  JlyRunParty *parties; /* the miners, then the companies */
  JlyStudy *study;      /* what is asked, with all parties */
  JlyPlan *plan;        /* of that; NULL before all have shown their keys */
  GBytes *contract_bytes;
  JlyContract *contract;
  guint8 contract_hash[JLY_HASH_BYTES];
  JlyAccord *accord;
  JlyAgreed *agreed;     /* what was proposed; NULL before */
  JlyStage stage;        /* the furthest that was reported */
  JlyOutcome **outcomes; /* what each company told; NULL before it did */
  guint n_ready, n_signed, n_inputs, n_decided, n_links, n_uploads, n_accepted, n_results, n_erased,
      n_done;
  double shares[JLY_STUDY_MINERS]; /* of the computation, as each miner tells it */
  guint64 bytes[JLY_STUDY_MINERS];
  guint64 rounds;
  gboolean is_ending;  /* the children were asked to end: their exits are no failures */
  gboolean is_settled; /* failed, and no better explanation will come */
  GError *error;
};

/* Callbacks for jly_child_new; user_data is the JlyRunParty. */
void jly_run_miner_event_cb (JlyChild *child, JsonObject *event, gpointer user_data);
void jly_run_company_event_cb (JlyChild *child, JsonObject *event, gpointer user_data);
void jly_run_exit_cb (JlyChild *child, gpointer user_data);

/* What the own company's thread tells, handed to the run's thread by the caller. */
void jly_run_take_ready (JlyRunParty *party);
void jly_run_take_result (JlyRun *run);
void jly_run_count_link (JlyRun *run);
void jly_run_take_signature (JlyRunParty *party, const guint8 signature[JLY_SIGNATURE_BYTES]);
/* Takes item->bytes. */
void jly_run_take_decision (JlyRunParty *party, const JlySigned *item);
/* A party's place in the contract: the companies, then the miners. */
guint jly_run_get_place (const JlyRunParty *party);

/* Takes error. The first counts, unless a later one explains it better: a party that died explains
 * why others lost their connections. */
void jly_run_fail (JlyRun *run, GError *error);

/* Reports a stage unless a later one was reported already. */
void jly_run_report (JlyRun *run, JlyStage stage, guint done, guint of);

G_END_DECLS
