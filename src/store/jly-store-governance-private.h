/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files behind jly-store-governance.h share. */
#pragma once

#include "store/jly-log-table.h"
#include "store/jly-store-governance.h"

G_BEGIN_DECLS

struct _JlyStoreGovernance
{
  JlyStore *store;
  char *study_id;
  guint version;
  guint only_version; /* 0: the newest */
  JlyContract *contract;
  JlyGovernance *governance; /* NULL: to be made from the disk before anything else */
  JlyPartySet verified;      /* for the governance, whenever it is made again */
  guint64 seen;              /* entries of the log that are in governance */
};

/* Begins a transaction with governance as the disk has it. */
gboolean jly_store_governance_begin (JlyStoreGovernance *self, GError **error);
/* Ends it: if is_taken, governance has taken what entry says, and entry is written with content;
 * else nothing is. content NULL is an error if is_taken. */
gboolean jly_store_governance_end (JlyStoreGovernance *self,
                                   gboolean is_taken,
                                   JlyLogEntry *entry,
                                   GBytes *content,
                                   GError **error);
/* All entries of a study, in a transaction of its own. */
JlyLogRows *jly_store_governance_read (JlyStore *store, const char *study_id, GError **error);
/* A party's name by its place in the contract; "" for none. Owned by the caller. */
char *jly_store_governance_dup_name (JlyStoreGovernance *self, guint party);
/* Fails the attempts that were running when the last process with this folder died. */
gboolean jly_store_end_dead_attempts (JlyStoreGovernance *self, gint64 now, GError **error);

G_END_DECLS
