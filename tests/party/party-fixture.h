/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small study with keys and figures for all parties, for the tests of this room. */
#pragma once

#include "analysis/jly-joint-bid.h"
#include "crypto/jly-identity.h"
#include "party/jly-figures.h"
#include "party/jly-letter.h"
#include "study/jly-agreed.h"

G_BEGIN_DECLS

#define N 3

typedef struct
{
  JlyStudy *study;   /* what is asked */
  JlyStudy *frame;   /* of its contract, for uploads; NULL before there is one */
  JlyAgreed *agreed; /* what all agreed on; NULL before; guarded by mutex, told by cond */
  GMutex mutex;
  GCond cond;
  JlyIdentity *providers[N];
  JlyIdentity *miners[N];
  guint64 *values[N][JLY_BID_N_COLUMNS]; /* company, column, row */
  JlyFigures figures[N];                 /* the same */
} PartyFixture;

/* Random figures with ties, zeros and unmet needs; the same rand gives the same. */
PartyFixture *party_fixture_new (GRand *rand, guint n_rows);
void party_fixture_free (PartyFixture *self);
void party_fixture_take_keys (JlyParty *party, const JlyIdentity *identity);

/* The bid as its own core wants it; need is the caller's. */
void party_fixture_get_bid (PartyFixture *self, JlyJointBid *bid, guint64 **need);
/* What the reference says. */
JlyBidAnswer *party_fixture_answer (PartyFixture *self);
/* Ends the test if a company's outcome is not the reference's. */
void party_fixture_assert (PartyFixture *self, guint company, const JlyOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PartyFixture, party_fixture_free)

G_END_DECLS
