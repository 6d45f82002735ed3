/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of study/governance-fixture.h, and the store of one of them, north, in a folder of its
 * own: signed things come in and are kept.
 */
#pragma once

#include "store/jly-store-governance.h"
#include "study/governance-fixture.h"

G_BEGIN_DECLS

#define KEPT_PLAN 9 /* every byte of the plan's hash */

typedef struct
{
  Fixture base;       /* its governance is not used */
  guint owner;        /* whose store it is */
  gboolean is_beside; /* people and contract belong to another */
  char *dir;
  JlyStore *store;
  JlyStoreGovernance *kept; /* NULL until kept_begin */
} Kept;

/* A store, unlocked by north; no contract in it yet. */
void kept_set_up (Kept *self);
/* The store of another of the same people, under the same contract. To be torn down first. */
void kept_set_up_beside (Kept *self, const Kept *other, guint owner);
void kept_tear_down (Kept *self);
/* Closes and opens store and governance again. */
void kept_reopen (Kept *self);
/* The contract, all signatures, and inputs of the four providers, 10 rows each. */
void kept_begin (Kept *self);
GBytes *kept_encode_contract (Kept *self);

/* Signed things under the fixture's contract. Bytes are owned by the caller. A decision of the
 * owner says how the own log stands. */
GBytes *kept_question (Kept *self);
void
kept_decide (Kept *self, GBytes *question, guint signer, JlyVerdict verdict, JlySigned *decision);

/* Each is one call of the store; FALSE with error. */
gboolean kept_sign (Kept *self, guint signer, GError **error);
gboolean kept_freeze (Kept *self, guint n, guint8 version, GError **error);
gboolean kept_propose (Kept *self, GBytes *question, GError **error);
gboolean kept_say (Kept *self, GBytes *question, guint signer, JlyVerdict verdict, GError **error);
gboolean kept_start (Kept *self, guint question, guint64 *number, GError **error);
/* A question that all agreed on; its number. */
guint kept_agree (Kept *self, GBytes **question);

/* Everything that can be asked of a governance, in words: two with the same are the same. */
char *kept_describe (JlyGovernance *governance);
/* Ends the test if the folder's files hold text. */
void kept_assert_files_lack (Kept *self, const void *text, gsize n);

G_END_DECLS
