/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a run into the store while it happens: the study when it begins, a log line per stage, and
 * the result or why there is none. Never writes a company's plain figures.
 */
#pragma once

#include "party/jly-rehearsal.h"
#include "store/jly-store.h"

G_BEGIN_DECLS

typedef struct _JlyRunKeeper JlyRunKeeper;

/* Keeps the study as running, under this case (NULL: its own). store is borrowed and must outlive
 * the keeper. */
JlyRunKeeper *
jly_run_keeper_new (JlyStore *store, GBytes *study, const char *case_id, GError **error);
void jly_run_keeper_free (JlyRunKeeper *self);
gboolean jly_run_keeper_log_stage (JlyRunKeeper *self, JlyStage stage, GError **error);
/* headline is what the home page will say. */
gboolean
jly_run_keeper_finish (JlyRunKeeper *self, JlyResult *result, const char *headline, GError **error);
gboolean jly_run_keeper_fail (JlyRunKeeper *self, const GError *reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRunKeeper, jly_run_keeper_free)

G_END_DECLS
