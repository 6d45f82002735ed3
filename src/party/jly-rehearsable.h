/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a contract can be rehearsed. A contract says what may be asked; a rehearsal asks. So a
 * question of each kind is put together from what the contract has: nothing in it that the contract
 * does not permit, and that could not be computed.
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Whether the contract lets the columns be used so, and n_companies of them can compute question of
 * study, which has the contract's columns. */
gboolean jly_rehearsable_can_ask (const JlyContract *contract,
                                  const JlyStudy *study,
                                  const JlyStudyQuestion *question,
                                  guint n_companies);

/* How many companies rehearse it: its providers, and others beside where the contract hides what so
 * few bring. For one who asks about figures of its own they are spread over a few. */
guint jly_rehearsable_count_companies (const JlyContract *contract);

/* A study of the contract's columns, checks and limits, without parties, that asks these questions
 * (JlyStudyQuestion*); NULL: one of each kind that may be asked, each about another column where
 * that is possible. JLY_ERROR_CONFIG if nothing of it can be rehearsed. */
JlyStudy *
jly_rehearsable_new (const JlyContract *contract, const GPtrArray *questions, GError **error);

G_END_DECLS
