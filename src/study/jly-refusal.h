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
  JLY_RULE_SIGNATURE,       /* not signed by the party that it names */
  JLY_RULE_CONTRACT,        /* belongs to another contract or version */
  JLY_RULE_CONTRACT_SIGNED, /* a founder has not signed the contract yet */
  JLY_RULE_CONTRACT_ENDED,
  JLY_RULE_BEFOREHAND, /* an approval that must come before any question is missing */
  JLY_RULE_MANDATE,    /* a representative without a valid mandate, or a wrong one */
  JLY_RULE_ASKER,      /* may not ask, or not alone */
  JLY_RULE_ANALYSIS,   /* a kind of question that the contract does not permit */
  JLY_RULE_COLUMN,     /* a column used in a way that it must not be */
  JLY_RULE_RECIPIENT,  /* somebody would learn who must not */
  JLY_RULE_APPROVER,   /* decides without having a say */
  JLY_RULE_APPROVALS,  /* approvals are missing */
  JLY_RULE_REJECTED,
  JLY_RULE_WITHDRAWN,
  JLY_RULE_EXPIRED,
  JLY_RULE_PLAN,   /* the recomputed plan is not the approved one */
  JLY_RULE_INPUTS, /* the frozen inputs are not the approved ones */
  JLY_RULE_FEW_PARTIES,
  JLY_RULE_OVERLAP,  /* too near to an earlier question: the difference would tell */
  JLY_RULE_BUDGET,   /* all questions are used up */
  JLY_RULE_TWICE,    /* this very question was asked or decided before */
  JLY_RULE_STARTED,  /* too late: it is being computed or done */
  JLY_RULE_ATTEMPTS, /* failed too often; people must decide */
  JLY_N_RULES
} JlyRule;

/* "signature", "few-parties" ...: in logs and --json. */
const char *jly_rule_name (JlyRule rule);

/* Sets error (JLY_ERROR_REFUSED, the rule's name as step, the rule's own advice as next) with the
 * rule's sentence; party (may be NULL) is who is concerned. Returns FALSE. */
gboolean jly_refuse (GError **error, JlyRule rule, const char *party);
/* Which rule an error names, or JLY_N_RULES. */
JlyRule jly_refusal_get_rule (const GError *error);

G_END_DECLS
