/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether exported logs of one study are what their owners wrote, and agree with each other. Needs
 * no store and no keys. What one log proves: that nothing was edited, moved or cut behind its
 * signed head, and that everybody signed what it says they signed. What several prove together:
 * that no party showed different logs to different people, or went back to an earlier one, since
 * decisions and kept heads say how each other's logs stood.
 */
#pragma once

#include "store/jly-log-export.h"

G_BEGIN_DECLS

/* The names never change their meaning; each is the step of an error. */
typedef enum
{
  JLY_LOG_FAULT_HEAD,        /* the head is not signed by its owner */
  JLY_LOG_FAULT_SHORTENED,   /* fewer or more lines than the head says */
  JLY_LOG_FAULT_REORDERED,   /* lines changed places */
  JLY_LOG_FAULT_REMOVED,     /* a line within is missing, or there twice */
  JLY_LOG_FAULT_EDITED,      /* lines are not those that the head stands for */
  JLY_LOG_FAULT_BODY,        /* what is shown with a line is not what the line stands for */
  JLY_LOG_FAULT_CONTRACT,    /* no contract, one that does not follow, or of another study */
  JLY_LOG_FAULT_OWNER,       /* the owner is no party of the contract */
  JLY_LOG_FAULT_SIGNATURE,   /* something is not signed by the party that it names */
  JLY_LOG_FAULT_ORDER,       /* something stands before what it needs */
  JLY_LOG_FAULT_ROLLED_BACK, /* its owner signed a longer log, which another party has seen */
  JLY_LOG_FAULT_FORKED,      /* its owner signed another log of the same length */
  JLY_LOG_FAULT_STUDY,       /* the logs are of different studies or contracts */
  JLY_N_LOG_FAULTS
} JlyLogFault;

/* "head", "shortened", "rolled-back" ... */
const char *jly_log_fault_name (JlyLogFault fault);
/* Which fault an error names; JLY_N_LOG_FAULTS for none. */
JlyLogFault jly_log_fault_of (const GError *error);

/* One log by itself. JLY_ERROR_DATA whose step is the fault's name and whose row is the line. */
gboolean jly_log_verify (const JlyLogExport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Each by itself, then all together. names (as many) are for sentences: files. */
gboolean jly_log_verify_all (JlyLogExport *const *logs,
                             const char *const *names,
                             gsize n,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The name of the log's owner in its newest contract, or NULL. Owned by the caller. */
char *jly_log_dup_owner (const JlyLogExport *self);

G_END_DECLS
