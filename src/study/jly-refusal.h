/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a miner, or any party, did not go along: a rule with a stable name, the party concerned, and
 * a sentence for people. A refusal is itself signed and kept, so the names never change meaning.
 */
#pragma once

#include "base/jly-error.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_REFUSAL_SIGNATURE,       /* not signed by the party that it names */
  JLY_REFUSAL_CONTRACT,        /* belongs to another contract or version */
  JLY_REFUSAL_CONTRACT_SIGNED, /* a founder has not signed the contract yet */
  JLY_REFUSAL_CONTRACT_ENDED,
  JLY_REFUSAL_BEFOREHAND, /* an approval that must come before any question is missing */
  JLY_REFUSAL_MANDATE,    /* a representative without a valid mandate, or a wrong one */
  JLY_REFUSAL_ASKER,      /* may not ask, or not alone */
  JLY_REFUSAL_ANALYSIS,   /* a kind of question that the contract does not permit */
  JLY_REFUSAL_COLUMN,     /* a column used in a way that it must not be */
  JLY_REFUSAL_RECIPIENT,  /* somebody would learn who must not */
  JLY_REFUSAL_APPROVER,   /* decides without having a say */
  JLY_REFUSAL_APPROVALS,  /* approvals are missing */
  JLY_REFUSAL_REJECTED,
  JLY_REFUSAL_WITHDRAWN,
  JLY_REFUSAL_EXPIRED,
  JLY_REFUSAL_PLAN,   /* the recomputed plan is not the approved one */
  JLY_REFUSAL_INPUTS, /* the frozen inputs are not the approved ones */
  JLY_REFUSAL_FEW_PARTIES,
  JLY_REFUSAL_FEW_ROWS,
  JLY_REFUSAL_OVERLAP,    /* too near to an earlier question: the difference would tell */
  JLY_REFUSAL_BUDGET,     /* all questions are used up */
  JLY_REFUSAL_TWICE,      /* this very question was asked or decided before */
  JLY_REFUSAL_STARTED,    /* too late: it is being computed or done */
  JLY_REFUSAL_ATTEMPTS,   /* failed too often; people must decide */
  JLY_REFUSAL_JOINING,    /* nobody, or nobody more, may join on that side */
  JLY_REFUSAL_WORDING,    /* read in other words than the contract's */
  JLY_REFUSAL_UNVERIFIED, /* by a founder whose keys nobody has verified on a call */
  JLY_REFUSAL_INFERENCE,  /* one who learns the answer would know the figure of another */
  JLY_REFUSAL_ROOM,       /* too little memory or disk to finish */
  JLY_N_REFUSALS
} JlyRefusal;

/* "signature", "few-parties" ...: in logs and --json. */
const char *jly_refusal_name (JlyRefusal rule);

/* Sets error (JLY_ERROR_REFUSED, the rule's name as step, the rule's own advice as next) with the
 * rule's sentence; party (may be NULL) is who is concerned. Returns FALSE. */
gboolean jly_refuse (GError **error, JlyRefusal rule, const char *party);
/* Which rule an error names, or JLY_N_REFUSALS. */
JlyRefusal jly_refusal_get_rule (const GError *error);

G_END_DECLS
