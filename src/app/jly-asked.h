/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question under a contract as people read it: its sentence, what it opens to whom, and what
 * others could work out. From the contract and the proposal alone; no widgets. */
#pragma once

#include "study/jly-inference.h"
#include "study/jly-proposal.h"
#include "study/jly-statement.h"

G_BEGIN_DECLS

typedef struct
{
  char *question;          /* "The sum of Turnover, to all 5 parties."; one a line */
  JlyStatement *statement; /* who learns what (jly-leakage.h) */
  GPtrArray *findings;     /* JlyInference*, gravest first */
} JlyAsked;

/* JLY_ERROR_CONFIG or a refusal if it cannot be computed under this contract. */
JlyAsked *jly_asked_new (const JlyContract *contract,
                         const guint8 contract_hash[JLY_HASH_BYTES],
                         const JlyProposal *proposal,
                         GError **error);
void jly_asked_free (JlyAsked *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAsked, jly_asked_free)

G_END_DECLS
