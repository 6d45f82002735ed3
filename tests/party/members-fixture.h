/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study of three companies and three computing parties under a contract of a rehearsal, each with
 * keys and a folder of its own, and the folder of what they send. Places: north, harbour, ridge (0
 * to 2) bring one row each, 10, 20 and 30; one, two, three (3 to 5) compute.
 */
#pragma once

#include "party/jly-member.h"

G_BEGIN_DECLS

#define N_COMPANIES 3
#define N_MEMBERS (N_COMPANIES + JLY_STUDY_MINERS)
#define MEMBERS_NOW G_GINT64_CONSTANT (1800000000)

typedef struct
{
  char *root; /* in memory where that is possible, since every write is a durable one */
  JlyIdentity *identities[N_MEMBERS];
  char *addresses[JLY_STUDY_MINERS + 1];
  gint64 now;
} Members;

void members_set_up (Members *self);
void members_tear_down (Members *self);
/* A copy of all folders, with ports of its own; the identities are those of from. */
void members_copy (const Members *from, const char *suffix, Members *to);
void members_drop_copy (Members *self);

/* The folder of one of them; owned by the caller. */
char *members_get_dir (const Members *self, guint i);
/* Fails the test if it cannot be opened. */
JlyMember *members_open (const Members *self, guint i);
/* NULL with the error. */
JlyMember *members_try_open (const Members *self, guint i, GError **error);
/* Puts what waits into the folder too. */
void members_close (JlyMember *member);
/* Opens and closes: takes what is new, and sends what follows from it. */
void members_visit (const Members *self, guint i);
void members_visit_miners (const Members *self);

/* The steps up to a question that may be computed, each once. */
JlyStudy *members_make_study (const Members *self);
void members_agree_on_contract (const Members *self, const JlyStudy *study);
void members_hand_in (const Members *self);
void members_freeze (const Members *self);
void members_ask (const Members *self, const JlyStudy *study);
/* All of them. */
void members_prepare (const Members *self);
/* func in a process of its own, which must end well. */
void members_in_child (const Members *self, void (*func) (const Members *));

G_END_DECLS
