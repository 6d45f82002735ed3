/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-refusal.h. One line a rule: its name, what stands on the screen, and what to do. */
#include "config.h"

#include "study/jly-refusal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *sentence;
  const char *next;
} Line;

static const Line lines[JLY_N_REFUSALS] = {
  [JLY_REFUSAL_SIGNATURE] = { "signature", N_ ("The signature is not that of the party it names."),
                              N_ ("Ask that party to send it again.") },
  [JLY_REFUSAL_CONTRACT]
  = { "contract", N_ ("It belongs to another contract, or to another version of this one."),
      N_ ("Ask for it under the contract that is in force.") },
  [JLY_REFUSAL_CONTRACT_SIGNED]
  = { "contract-signed", N_ ("Not every founding party has signed the contract yet."),
      N_ ("Wait for the missing signatures.") },
  [JLY_REFUSAL_CONTRACT_ENDED] = { "contract-ended", N_ ("The contract has ended."),
                                   N_ ("Agree on a new version with a later end.") },
  [JLY_REFUSAL_BEFOREHAND]
  = { "beforehand", N_ ("An approval that must come before any question is missing."),
      N_ ("Ask the data security officer to approve the contract.") },
  [JLY_REFUSAL_MANDATE] = { "mandate", N_ ("The representative has no mandate that counts now."),
                            N_ ("Ask the parties it acts for to sign a mandate.") },
  [JLY_REFUSAL_ASKER] = { "asker", N_ ("By the contract this party may not ask, or not alone."),
                          N_ ("See in the contract who may ask.") },
  [JLY_REFUSAL_ANALYSIS] = { "analysis", N_ ("The contract does not permit this kind of question."),
                             N_ ("Choose one of the questions of the contract.") },
  [JLY_REFUSAL_COLUMN] = { "column", N_ ("A column may not be used like this."),
                           N_ ("See in the contract what each column may be used for.") },
  [JLY_REFUSAL_RECIPIENT] = { "recipient", N_ ("Somebody would learn the result who must not."),
                              N_ ("Choose recipients that the contract allows.") },
  [JLY_REFUSAL_APPROVER]
  = { "approver", N_ ("By the contract this party has no say in this question."),
      N_ ("See in the contract who agrees.") },
  [JLY_REFUSAL_APPROVALS]
  = { "approvals", N_ ("Not everybody who must agree has agreed yet."), N_ ("Wait for them.") },
  [JLY_REFUSAL_REJECTED] = { "rejected", N_ ("The question was rejected."),
                             N_ ("Read the reason, and ask a changed question.") },
  [JLY_REFUSAL_WITHDRAWN]
  = { "withdrawn", N_ ("The question was withdrawn."), N_ ("Ask it again if it is wanted.") },
  [JLY_REFUSAL_EXPIRED]
  = { "expired", N_ ("The time for this question is over."), N_ ("Ask it again.") },
  [JLY_REFUSAL_PLAN] = { "plan", N_ ("What would be computed is not what was approved."),
                         N_ ("Use the same version of Jointly everywhere, and ask again.") },
  [JLY_REFUSAL_INPUTS]
  = { "inputs", N_ ("The figures that are there are not those the approval was given for."),
      N_ ("Ask for a new approval.") },
  [JLY_REFUSAL_FEW_PARTIES]
  = { "few-parties", N_ ("Too few parties brought figures for a result that hides each."),
      N_ ("Wait for more of them.") },
  [JLY_REFUSAL_FEW_ROWS]
  = { "few-rows", N_ ("There are too few rows for a result that hides each."),
      N_ ("Wait for more of them.") },
  [JLY_REFUSAL_OVERLAP]
  = { "overlap", N_ ("Compared with an earlier answer, this one would show the figures of a few."),
      N_ ("Ask when more parties have joined or changed their figures.") },
  [JLY_REFUSAL_BUDGET] = { "budget", N_ ("All questions that the contract allows are used up."),
                           N_ ("Agree on a new version of the contract.") },
  [JLY_REFUSAL_TWICE]
  = { "twice", N_ ("This was already received."), N_ ("See what was received: study status.") },
  [JLY_REFUSAL_STARTED]
  = { "started", N_ ("It is too late for that: the computation has begun."), NULL },
  [JLY_REFUSAL_ATTEMPTS] = { "attempts", N_ ("The computation failed too often."),
                             N_ ("Find out why together, and ask the question anew.") },
  [JLY_REFUSAL_JOINING] = { "joining", N_ ("By the contract no further party may join there."),
                            N_ ("Ask the founding parties for a new version of the contract.") },
  [JLY_REFUSAL_WORDING]
  = { "wording", N_ ("It was agreed to in other words than those of the contract."),
      N_ ("Use the version of Jointly that the others use, and read the contract again.") },
  [JLY_REFUSAL_UNVERIFIED]
  = { "unverified", N_ ("Nobody has verified yet that it comes from the party it names."),
      N_ ("Compare the verification words with that party on a call.") },
  [JLY_REFUSAL_INFERENCE]
  = { "inference", N_ ("Whoever learns the answer could work out the figure of somebody else."),
      N_ ("Ask of more parties, or ask for less: see study show.") },
  [JLY_REFUSAL_ROOM]
  = { "room", N_ ("This computing party's computer has too little memory or disk left to finish."),
      N_ ("Close other programs or make room on its disk, then compute again.") },
};

const char *
jly_refusal_name (JlyRefusal rule)
{
  return lines[rule].name;
}

gboolean
jly_refuse (GError **error, JlyRefusal rule, const char *party)
{
  const Line *line = &lines[rule];
  const JlyErrorDetail detail
      = { .party = party, .step = line->name, .next = line->next != NULL ? _ (line->next) : NULL };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s", _ (line->sentence));
}

JlyRefusal
jly_refusal_get_rule (const GError *error)
{
  const char *step = error == NULL ? NULL : jly_error_get_detail (error)->step;

  for (guint i = 0; step != NULL && i < JLY_N_REFUSALS; i++)
    if (strcmp (lines[i].name, step) == 0)
      return (JlyRefusal)i;
  return JLY_N_REFUSALS;
}
