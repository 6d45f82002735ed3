/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calls of jly-store-governance.h about attempts and answers. The order that counts: budget and
 * number are on the disk, then the first nonce leaves; the answer is on the disk, then it is told.
 */
#include "config.h"

#include "store/jly-store-governance-private.h"

#include "base/jly-error.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DOCUMENT (1u << 20)

static void
hash_question (const JlyGovernance *governance, guint question, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) bytes
      = jly_proposal_encode (jly_governance_get_question (governance, question));

  jly_proposal_hash (bytes, hash);
}

static JlyLogEntry *
make_entry (JlyStoreGovernance *self, JlyLogKind kind, guint question, gint64 now)
{
  JlyLogEntry *entry = jly_log_entry_new (kind, now, "", "");

  hash_question (self->governance, question, entry->subject);
  return entry;
}

static gboolean
check_question (JlyStoreGovernance *self, guint question, GError **error)
{
  return question < jly_governance_count_questions (self->governance)
         || jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("There is no such question."));
}

static GBytes *
describe_attempt (const guint8 plan_hash[JLY_HASH_BYTES], guint64 number)
{
  JlyWriter writer;

  jly_writer_init (&writer, JLY_HASH_BYTES + sizeof number);
  jly_writer_put_bytes (&writer, plan_hash, JLY_HASH_BYTES);
  jly_writer_put_u64 (&writer, number);
  return jly_writer_finish (&writer);
}

gboolean
jly_store_start_attempt (JlyStoreGovernance *self,
                         guint question,
                         const guint8 plan_hash[JLY_HASH_BYTES],
                         gint64 now,
                         guint *attempt,
                         guint64 *number,
                         GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  if (!check_question (self, question, error))
    return jly_sql_end (self->store, FALSE, error);
  entry = make_entry (self, JLY_LOG_ATTEMPT, question, now);
  ok = jly_governance_start (self->governance, question, plan_hash, now, attempt, error);
  if (ok && jly_store_count_attempt (self->store, self->study_id, number, error))
    content = describe_attempt (plan_hash, *number);
  return jly_store_governance_end (self, ok, entry, content, error);
}

/* Begins, and fails unless the question is running. */
static gboolean
begin_to_end (JlyStoreGovernance *self, guint question, gint64 now, GError **error)
{
  if (!jly_store_governance_begin (self, error))
    return FALSE;
  if (check_question (self, question, error)
      && (jly_governance_get_stage (self->governance, question, now) == JLY_PROPOSAL_RUNNING
          || jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This question is not being computed."))))
    return TRUE;
  return jly_sql_end (self->store, FALSE, error);
}

gboolean
jly_store_fail_attempt (
    JlyStoreGovernance *self, guint question, JlyAttemptEnd end, gint64 now, GError **error)
{
  const guint8 mark = (guint8)end;
  g_autoptr (GBytes) content = g_bytes_new (&mark, 1);
  g_autoptr (JlyLogEntry) entry = NULL;

  if (!begin_to_end (self, question, now, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_FAILED, question, now);
  jly_governance_fail_attempt (self->governance, question, end);
  return jly_store_governance_end (self, TRUE, entry, content, error);
}

gboolean
jly_store_answer (
    JlyStoreGovernance *self, guint question, GBytes *document, gint64 now, GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;

  if (!begin_to_end (self, question, now, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_ANSWER, question, now);
  jly_governance_answer (self->governance, question);
  return jly_store_governance_end (
      self, TRUE, entry, g_bytes_get_size (document) <= MAX_DOCUMENT ? document : NULL, error);
}

static gboolean
fail_erased (GError **error)
{
  const JlyErrorDetail detail = {
    .next = _ ("Ask the question again under a contract that still runs."),
  };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                   _ ("This answer was erased when the days were over for which it was to be "
                      "kept."));
}

GBytes *
jly_store_get_answer (JlyStoreGovernance *self, guint question, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self, error);
  g_autoptr (JlyLogRows) log = NULL;
  guint8 hash[JLY_HASH_BYTES];

  if (governance == NULL || !check_question (self, question, error))
    return NULL;
  log = jly_store_governance_read (self->store, self->study_id, error);
  if (log == NULL)
    return NULL;
  hash_question (governance, question, hash);
  /* The last, if it was computed again. */
  for (guint i = log->rows->len; i > 0; i--)
    {
      const JlyLogRow *row = log->rows->pdata[i - 1];

      if (row->entry->kind != JLY_LOG_ANSWER || row->entry->version != self->version
          || memcmp (row->entry->subject, hash, sizeof hash) != 0)
        continue;
      if (row->body != NULL)
        return jly_log_body_get_content (row->body);
      fail_erased (error);
      return NULL;
    }
  return NULL;
}

gint
jly_store_find_answer (JlyStoreGovernance *self, const guint8 content[JLY_HASH_BYTES])
{
  const JlyGovernance *governance = jly_store_governance_get (self, NULL);
  guint n = governance != NULL ? jly_governance_count_questions (governance) : 0;

  for (guint i = 0; i < n; i++)
    {
      guint8 hash[JLY_HASH_BYTES];

      jly_proposal_hash_content (jly_governance_get_question (governance, i), hash);
      if (memcmp (hash, content, sizeof hash) == 0
          && jly_governance_get_stage (governance, i, 0) == JLY_PROPOSAL_ANSWERED)
        return (gint)i;
    }
  return -1;
}

/* The last attempt of a question that is still running is dead if its entry was there before any
 * process that lives opened the folder. */
static gboolean
is_dead (JlyStoreGovernance *self, const JlyLogRows *log, guint question)
{
  guint8 hash[JLY_HASH_BYTES];

  hash_question (self->governance, question, hash);
  for (guint i = log->rows->len; i > 0; i--)
    {
      const JlyLogRow *row = log->rows->pdata[i - 1];

      if (row->entry->kind == JLY_LOG_ATTEMPT && row->entry->version == self->version
          && memcmp (row->entry->subject, hash, sizeof hash) == 0)
        return row->id <= self->store->dead_until;
    }
  return FALSE;
}

gboolean
jly_store_end_dead_attempts (JlyStoreGovernance *self, gint64 now, GError **error)
{
  g_autoptr (JlyLogRows) log = NULL;

  if (self->store->dead_until == 0)
    return TRUE;
  log = jly_store_governance_read (self->store, self->study_id, error);
  if (log == NULL)
    return FALSE;
  for (guint i = 0; i < jly_governance_count_questions (self->governance); i++)
    if (jly_governance_get_stage (self->governance, i, now) == JLY_PROPOSAL_RUNNING
        && is_dead (self, log, i)
        && !jly_store_fail_attempt (self, i, JLY_ATTEMPT_MAY_RETRY, now, error))
      return FALSE;
  return TRUE;
}
