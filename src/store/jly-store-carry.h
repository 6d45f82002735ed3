/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was signed under the newest contract, as it stands in the log: for letters that carry it to
 * the others (party/jly-member.h), and for pages that show who said what.
 */
#pragma once

#include "store/jly-store-governance.h"

G_BEGIN_DECLS

/* Ids of the studies of which a contract is kept here, oldest first; NULL-terminated, owned by the
 * caller. The store is unlocked. */
char **jly_store_list_agreed (JlyStore *self, GError **error);

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
