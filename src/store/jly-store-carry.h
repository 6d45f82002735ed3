/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was agreed in a study as one run of bytes, to be carried to another party's store: the
 * newest contract and every signed thing under it, in order of arrival, as it was signed.
 * Deterministic CBOR, a map of
 *
 *   1  format, now 1
 *   2  the contract's bytes
 *   3  array of [kind, content]: kinds and contents as in the log (SCHEMA.md): signature, mandate,
 *      inputs, question, decision
 *
 * The bytes themselves are not signed, since what is in them is: whoever carries them can leave
 * things out, and change nothing but the list of an input set. That is worth nothing alone: a
 * question names the root of the set that was approved.
 */
#pragma once

#include "store/jly-store-governance.h"

G_BEGIN_DECLS

#define JLY_CARRY_FORMAT 1
#define JLY_CARRY_SUFFIX ".jointlystudy"

typedef struct
{
  char *study_id;
  guint n_new;   /* things that were not known here */
  guint n_known; /* things that were */
} JlyCarried;

/* Ids of the studies of which a contract is kept here, oldest first; NULL-terminated, owned by the
 * caller. The store is unlocked. */
char **jly_store_list_agreed (JlyStore *self, GError **error);

/* NULL with JLY_ERROR_USAGE if no contract is kept. Owned by the caller. */
GBytes *jly_store_pack (JlyStoreGovernance *self, GError **error);

/* Takes what is new in bytes from anywhere, each thing by the rules of jly-store-governance.h; what
 * is known already does no harm; a contract is kept only if a party of it has signed it. Stops at
 * the first that a rule stands against, with that refusal; what came before it is kept.
 * JLY_ERROR_PROTOCOL for anything else than such bytes. *got (may be NULL) is filled in even then;
 * clear it with jly_carried_clear. */
gboolean
jly_store_unpack (JlyStore *self, GBytes *bytes, gint64 now, JlyCarried *got, GError **error);
void jly_carried_clear (JlyCarried *self);

/* One entry of the log under the newest contract: a signature, mandate, question or decision, with
 * all who signed it. Of a question, the first item is its bytes and the second the decision that
 * proposed it. */
typedef struct
{
  guint kind;    /* JLY_LOG_SIGNATURE ... */
  GArray *items; /* JlySigned */
} JlyStoreSigned;

void jly_store_signed_free (JlyStoreSigned *self);
/* JlyStoreSigned* in order of arrival. */
GPtrArray *jly_store_list_signed (JlyStoreGovernance *self, GError **error);

/* JlySigned of every decision under the newest contract, in order of arrival, those that proposed
 * among them. */
GArray *jly_store_list_decisions (JlyStoreGovernance *self, GError **error);

G_END_DECLS
