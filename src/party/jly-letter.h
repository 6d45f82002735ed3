/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results on their way to their recipients: each miner seals to each company the pieces that are
 * for everybody (requirements met, and the price if it was opened) and those for this company alone
 * (its part). A company joins the pieces of three miners and finds out if one of them lied.
 */
#pragma once

#include "analysis/jly-joint-bid.h"
#include "crypto/jly-identity.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* What one company learns. */
typedef struct
{
  guint8 attempt[JLY_HASH_BYTES];
  gsize n_rows;
  gboolean *met;
  gboolean all_met;
  guint64 price; /* in steps of 10^-(amount scale + money scale); only if all_met */
  guint64 *part; /* n_rows, in steps of the amount's scale */
} JlyOutcome;

void jly_outcome_free (JlyOutcome *outcome); /* wipes the part */

/* A miner's letter to one provider, sealed. NULL if it cannot be sealed to the provider's key. */
GBytes *jly_letter_seal (const JlyStudy *study,
                         guint miner,
                         guint provider,
                         const guint8 attempt[JLY_HASH_BYTES],
                         const JlyBidShares *shares);

/* Opens the three miners' letters (in the miners' order) and joins their pieces. Letters of
 * different attempts, pieces of wrong length, and duplicates that differ are JLY_ERROR_PROTOCOL. */
JlyOutcome *jly_letter_open (const JlyStudy *study,
                             guint provider,
                             const JlyIdentity *identity,
                             GBytes *const letters[JLY_STUDY_MINERS],
                             GError **error);

/* How long a sealed letter can be for this study. */
gsize jly_letter_max_size (const JlyStudy *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyOutcome, jly_outcome_free)

G_END_DECLS
