/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results on their way to their readers: each miner seals to each the pieces of the joint results,
 * if they are for it, and to a provider those that are its alone. A reader joins the pieces of
 * three miners and finds out if one of them lied.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "study/jly-study-inputs.h"

G_BEGIN_DECLS

/* What one reader learns. */
typedef struct
{
  guint8 attempt[JLY_HASH_BYTES];
  gsize n_answers;
  JlyAnswer **answers;   /* one per question */
  gboolean has_rejected; /* rows can break the agreed checks at all */
  guint64 n_rejected;    /* of this provider's own rows */
  gboolean is_provider;  /* the reader's own figures were in it */
} JlyOutcome;

void jly_outcome_free (JlyOutcome *outcome); /* wipes the answers */

/* A miner's letter to one reader (jly_study_get_reader), sealed. NULL if it cannot be sealed to the
 * reader's key. */
GBytes *jly_letter_seal (const JlyStudy *study,
                         guint miner,
                         guint reader,
                         const guint8 attempt[JLY_HASH_BYTES],
                         const JlyComputation *computation);

/* Opens the three miners' letters (in the miners' order) to the owner of identity, and joins their
 * pieces. Of the study it does not matter who brought figures (jly_agreed_new_unknown). Letters of
 * different attempts, pieces of wrong length, and duplicates that differ are JLY_ERROR_PROTOCOL. */
JlyOutcome *jly_letter_open (const JlyStudy *study,
                             const JlyIdentity *identity,
                             GBytes *const letters[JLY_STUDY_MINERS],
                             GError **error);

/* How long a sealed letter can be for this study. */
gsize jly_letter_max_size (const JlyStudy *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyOutcome, jly_outcome_free)

G_END_DECLS
