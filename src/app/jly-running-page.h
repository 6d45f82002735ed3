/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal under way: its stages in words, how far it is, and a way to stop it. On success the
 * result page takes this page's place; otherwise it says what stopped and lets the person try
 * again. The run goes on when the page is left; it can be shown again from the start page.
 */
#pragma once

#include "app/jly-bid-files.h"
#include "app/jly-run.h"

G_BEGIN_DECLS

#define JLY_TYPE_RUNNING_PAGE (jly_running_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyRunningPage, jly_running_page, JLY, RUNNING_PAGE, JlyPage)

/* Shows one that runs. */
JlyRunningPage *jly_running_page_new_for_run (JlyRun *run);
/* Starts at once; takes data. */
JlyRunningPage *jly_running_page_new_of (const JlyRehearsedKind *kind, gpointer data);
/* A joint bid of the person's own files with two made-up partners (jly-rehearsed-bid.c). files must
 * be ready (jly_bid_files_is_ready). */
JlyRunningPage *jly_running_page_new (JlyBidFiles *files, const char *own_name);
/* What a contract says, with made-up figures of everybody (jly-rehearsed-contract.c). bytes: the
 * contract's; own: the place of the person's party in it, or -1; questions (JlyStudyQuestion*):
 * those to rehearse, or NULL for one of each kind that may be asked. */
JlyRunningPage *
jly_running_page_new_for_contract (GBytes *bytes, gint own, const GPtrArray *questions);
/* What a case proposes, tried at once: parties and figures are all made up. */
JlyRunningPage *jly_running_page_new_for_case (JlyCase *the_case);

JlyRun *jly_running_page_get_run (JlyRunningPage *self);
/* The rehearsal under way; NULL when it has ended. Owned by the run. */
JlyRehearsal *jly_running_page_get_rehearsal (JlyRunningPage *self);

G_END_DECLS
