/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-store-replay.h. */
#include "config.h"

#include "store/jly-store-replay.h"

#include "base/jly-error.h"
#include "store/jly-log-items.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* The entry's question; -1 if there is no such one. */
static gint
find_question (const JlyGovernance *governance, const JlyLogEntry *entry)
{
  return jly_governance_find_question (governance, entry->subject);
}

static gboolean
replay_items (JlyGovernance *governance, const JlyLogEntry *entry, GBytes *content, GError **error)
{
  g_autoptr (GArray) items = jly_log_items_decode (content, error);
  const JlySigned *first = items != NULL ? &g_array_index (items, JlySigned, 0) : NULL;

  if (items == NULL)
    return FALSE;
  switch (entry->kind)
    {
    case JLY_LOG_SIGNATURE:
      return jly_governance_take_signature (governance, first->signer, first->signature, error);
    case JLY_LOG_MANDATE:
      return jly_governance_take_mandate (governance, first, items->len, error);
    case JLY_LOG_ACCEPTANCE:
      return jly_governance_take_acceptance (governance, first, entry->moment, error);
    case JLY_LOG_QUESTION:
      return items->len == 2
             && jly_governance_take_question (governance, first[0].bytes, &first[1], entry->moment,
                                              NULL, error);
    default:
      return jly_governance_take_decision (governance, first, entry->moment, error);
    }
}

static gboolean
replay_inputs (JlyGovernance *governance, GBytes *content, GError **error)
{
  g_autoptr (GArray) submissions = jly_log_submissions_decode (content, error);

  return submissions != NULL
         && jly_governance_freeze (governance, (const JlySubmission *)submissions->data,
                                   submissions->len, error);
}

/* The hash of the plan comes first in the body. */
static gboolean
replay_attempt (JlyGovernance *governance,
                const JlyLogEntry *entry,
                GBytes *content,
                GError **error)
{
  gint question = find_question (governance, entry);
  gsize n;
  const guint8 *plan_hash = g_bytes_get_data (content, &n);
  guint attempt;

  return question >= 0 && n >= JLY_HASH_BYTES
         && jly_governance_start (governance, (guint)question, plan_hash, entry->moment, &attempt,
                                  error);
}

static gboolean
is_running (const JlyGovernance *governance, gint question, gint64 now)
{
  return question >= 0
         && jly_governance_get_stage (governance, (guint)question, now) == JLY_PROPOSAL_RUNNING;
}

static gboolean
replay_end (JlyGovernance *governance, const JlyLogEntry *entry, GBytes *content)
{
  gint question = find_question (governance, entry);
  const guint8 *end;
  gsize n;

  if (!is_running (governance, question, entry->moment))
    return FALSE;
  if (entry->kind == JLY_LOG_ANSWER)
    {
      jly_governance_answer (governance, (guint)question);
      return TRUE;
    }
  end = g_bytes_get_data (content, &n);
  if (n != 1 || end[0] > JLY_ATTEMPT_UNSEEN)
    return FALSE;
  jly_governance_fail_attempt (governance, (guint)question, (JlyAttemptEnd)end[0]);
  return TRUE;
}

static gboolean
replay (JlyGovernance *governance, const JlyLogEntry *entry, GBytes *content, GError **error)
{
  switch (entry->kind)
    {
    case JLY_LOG_SIGNATURE:
    case JLY_LOG_ACCEPTANCE:
    case JLY_LOG_MANDATE:
    case JLY_LOG_QUESTION:
    case JLY_LOG_DECISION:
      return content != NULL && replay_items (governance, entry, content, error);
    case JLY_LOG_INPUTS:
      return content != NULL && replay_inputs (governance, content, error);
    case JLY_LOG_ATTEMPT:
      return content != NULL && replay_attempt (governance, entry, content, error);
    case JLY_LOG_FAILED:
      return content != NULL && replay_end (governance, entry, content);
    case JLY_LOG_ANSWER: /* its document may have been erased */
      return replay_end (governance, entry, content);
    default:
      return TRUE;
    }
}

gboolean
jly_store_replay (JlyGovernance *governance, const JlyLogRow *row, GError **error)
{
  g_autoptr (GBytes) content = row->body != NULL ? jly_log_body_get_content (row->body) : NULL;
  g_autoptr (GError) reason = NULL;
  JlyErrorDetail detail = {
    .row = row->entry->number,
    .step = jly_log_kind_name (row->entry->kind),
    .next = _ ("Use the version of Jointly that wrote it, or put a copy of the folder back."),
  };

  if (replay (governance, row->entry, content, &reason))
    return TRUE;
  if (reason == NULL)
    return jly_fail (error, JLY_ERROR_DATA, &detail,
                     _ ("Line %" PRIu64 " of this study's log cannot be used."),
                     row->entry->number);
  return jly_fail (error, JLY_ERROR_DATA, &detail,
                   _ ("Line %" PRIu64 " of this study's log cannot be used: %s"),
                   row->entry->number, reason->message);
}
