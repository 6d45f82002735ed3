/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small study with people of every kind, for tests of who may do what:
 *
 *   0 north, 1 harbour, 2 ridge   bring figures and compute, side "members"
 *   3 town                        brings figures, side "town"
 *   4 board                       represents the members once it has a mandate
 *   5 officer                     data security officer
 *   6 stranger                    organizer only: has no say
 */
#pragma once

#include "study/jly-acceptance.h"
#include "study/jly-governance.h"

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define N_PEOPLE 7
#define MAX_PEOPLE 16
#define MEMBERS 0
#define TOWN 1
#define NOW 1000000
#define LATER (NOW + 1000)

enum
{
  NORTH,
  HARBOUR,
  RIDGE,
  TOWN_HALL,
  BOARD,
  OFFICER,
  STRANGER,
  LANE = MAX_PEOPLE - 1 /* no founder */
};

typedef struct
{
  JlyIdentity *people[MAX_PEOPLE]; /* as many as the contract has parties */
  JlyContract *contract;           /* to be changed before fixture_start */
  JlyCase *template;               /* or NULL */
  JlyGovernance *governance;
  guint8 root[JLY_HASH_BYTES]; /* of the inputs that were frozen last */
  guint n_inputs;
  guint8 mark;      /* of the first provider's figures in what is frozen next */
  guint64 log_size; /* that the last decision spoke of */
} Fixture;

/* A contract that any provider may ask under, all providers must approve, everybody learns. */
void fixture_set_up (Fixture *self);
void fixture_tear_down (Fixture *self);
/* The same two for g_test_add. */
void fixture_begin (Fixture *self, gconstpointer data);
void fixture_end (Fixture *self, gconstpointer data);
/* A contract of the case in the folder of the project, without parties yet. */
void fixture_set_up_case (Fixture *self, const char *id);
/* Adds a party with keys of its own. */
void fixture_add (Fixture *self, const char *name, guint roles, guint side);
/* Makes the governance, lets all founders sign, and freezes inputs of the four providers, 10 rows
 * each. */
void fixture_start (Fixture *self);
void fixture_sign_by_all (Fixture *self);
/* Freezes n_providers submissions of 10 rows, the upload of the first with this version. */
void fixture_freeze (Fixture *self, guint n_providers, guint8 version);

/* Signed with the signer's own key; signer's place in the contract is said to be as. */
void fixture_sign (Fixture *self, guint signer, const char *what, GBytes *bytes, JlySigned *item);
void jly_signed_clear (JlySigned *item);

/* A question of the sum of column 0 to all, on the inputs that were frozen last. */
JlyProposal *fixture_question (Fixture *self);
/* Proposes it; TRUE, or FALSE and the rule. */
gboolean
fixture_propose (Fixture *self, JlyProposal *question, guint asker, gint64 now, JlyRefusal *rule);
gboolean fixture_say (
    Fixture *self, guint question, guint signer, JlyVerdict verdict, gint64 now, JlyRefusal *rule);
/* The same in two steps, so that a decision can be changed, and heard more than once. */
JlyDecision *fixture_decision (Fixture *self, guint question, JlyVerdict verdict);
gboolean fixture_hear (
    Fixture *self, const JlyDecision *decision, guint signer, gint64 now, JlyRefusal *rule);
gboolean
fixture_mandate (Fixture *self, guint representative, guint side, guint givers, JlyRefusal *rule);
/* The acceptance of person 15, who is no founder, called lane: side and wording as in the fixture's
 * contract, to be changed before it is encoded. Owned by the caller. */
JlyAcceptance *fixture_acceptance (Fixture *self);
/* Signed by person 15; TRUE, or FALSE and the rule. */
gboolean
fixture_join (Fixture *self, const JlyAcceptance *acceptance, gint64 now, JlyRefusal *rule);
gboolean fixture_run (Fixture *self, guint question, gint64 now, JlyRefusal *rule);
/* Proposed by north, approved by the other providers, not started. Returns its number. */
guint fixture_agree (Fixture *self, JlyProposal *question);

G_END_DECLS
