/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-store-governance.h: loading, and what all its calls share. The calls that take things are
 * in jly-store-agree.c, those about attempts and answers in jly-store-answer.c.
 */
#include "config.h"

#include "store/jly-store-governance-private.h"

#include "store/jly-store-replay.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The newest version whose contract is in the log; its row, or NULL. */
static const JlyLogRow *
find_contract (const JlyLogRows *log, guint version)
{
  for (guint i = log->rows->len; i > 0; i--)
    {
      const JlyLogRow *row = log->rows->pdata[i - 1];

      if (row->entry->kind == JLY_LOG_CONTRACT && row->body != NULL
          && (version == 0 || row->entry->version == version))
        return row;
    }
  return NULL;
}

static gboolean
begin_anew (JlyStoreGovernance *self, const JlyLogRow *contract, GError **error)
{
  g_autoptr (GBytes) bytes = jly_log_body_get_content (contract->body);

  g_clear_pointer (&self->governance, jly_governance_free);
  g_clear_pointer (&self->contract, jly_contract_free);
  self->contract = jly_contract_decode (bytes, error);
  if (self->contract == NULL)
    return FALSE;
  self->governance = jly_governance_new (bytes, error);
  self->version = contract->entry->version;
  self->seen = contract->entry->number;
  return self->governance != NULL;
}

static gboolean
replay_rows (JlyStoreGovernance *self, const JlyLogRows *log, GError **error)
{
  for (guint i = (guint)self->seen; i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->version == self->version && !jly_store_replay (self->governance, row, error))
        return FALSE;
      self->seen = row->entry->number;
    }
  return TRUE;
}

/* What was answered under an earlier version; NULL if that cannot be read. */
static JlyGovernance *
replay_version (const JlyLogRows *log, guint version, GError **error)
{
  const JlyLogRow *contract = find_contract (log, version);
  g_autoptr (GBytes) bytes = contract != NULL ? jly_log_body_get_content (contract->body) : NULL;
  g_autoptr (JlyGovernance) earlier = bytes != NULL ? jly_governance_new (bytes, error) : NULL;

  for (guint i = 0; earlier != NULL && i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->version == version && !jly_store_replay (earlier, row, error))
        return NULL;
    }
  return g_steal_pointer (&earlier);
}

/* The guard against differences knows no versions: figures stay the same when a contract changes.
 */
static gboolean
inherit (JlyStoreGovernance *self, const JlyLogRows *log, GError **error)
{
  for (guint version = 1; version < self->version; version++)
    {
      g_autoptr (JlyGovernance) earlier = replay_version (log, version, error);

      if (earlier == NULL)
        return FALSE;
      jly_governance_inherit (self->governance, earlier);
    }
  return TRUE;
}

static gboolean
apply_log (JlyStoreGovernance *self, const JlyLogRows *log, GError **error)
{
  const JlyLogRow *contract = find_contract (log, self->only_version);

  if (contract == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL,
                     _ ("No contract of this study is kept on this computer."));
  if ((self->governance == NULL || contract->entry->version != self->version)
      && (!begin_anew (self, contract, error) || !inherit (self, log, error)))
    return FALSE;
  return replay_rows (self, log, error);
}

/* Takes in what came to the log since; inside a transaction. */
static gboolean
catch_up (JlyStoreGovernance *self, GError **error)
{
  g_autoptr (JlyLogRows) log = NULL;
  guint64 size;

  if (!jly_log_get_size (self->store, self->study_id, &size, error))
    return FALSE;
  if (self->governance != NULL && size == self->seen)
    return TRUE;
  log = jly_log_read (self->store, self->study_id, error);
  if (self->governance != NULL)
    jly_governance_set_verified (self->governance, ~(JlyPartySet)0);
  if (log != NULL && apply_log (self, log, error))
    {
      jly_governance_set_verified (self->governance, self->verified);
      return TRUE;
    }
  /* Half of a replay is worse than none. */
  g_clear_pointer (&self->governance, jly_governance_free);
  self->seen = 0;
  return FALSE;
}

gboolean
jly_store_governance_begin (JlyStoreGovernance *self, GError **error)
{
  if (self->only_version != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  if (!jly_store_check_unlocked (self->store, error) || !jly_sql_begin (self->store, error))
    return FALSE;
  return catch_up (self, error) || jly_sql_end (self->store, FALSE, error);
}

/* Memory is ahead of the disk, which is what counts. If reading fails too, the next call tries. */
static void
rebuild (JlyStoreGovernance *self)
{
  g_clear_pointer (&self->governance, jly_governance_free);
  self->seen = 0;
  if (jly_sql_begin_read (self->store, NULL))
    jly_sql_end (self->store, catch_up (self, NULL), NULL);
}

gboolean
jly_store_governance_end (JlyStoreGovernance *self,
                          gboolean is_taken,
                          JlyLogEntry *entry,
                          GBytes *content,
                          GError **error)
{
  gboolean ok;

  entry->version = self->version;
  if (is_taken && content == NULL)
    jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This is too long to be kept."));
  ok = is_taken && content != NULL
       && jly_log_append (self->store, self->study_id, entry, content, error);
  ok = jly_sql_end (self->store, ok, error);
  if (ok)
    self->seen = entry->number;
  else if (is_taken)
    rebuild (self);
  return ok;
}

gboolean
jly_store_governance_hold (JlyStoreGovernance *self, GError **error)
{
  return jly_store_check_unlocked (self->store, error) && jly_sql_hold (self->store, error);
}

gboolean
jly_store_governance_release (JlyStoreGovernance *self, GError **error)
{
  if (jly_sql_release (self->store, error))
    return TRUE;
  rebuild (self);
  return FALSE;
}

JlyGovernance *
jly_store_governance_get (JlyStoreGovernance *self, GError **error)
{
  gboolean ok;

  if (!jly_store_check_unlocked (self->store, error) || !jly_sql_begin_read (self->store, error))
    return NULL;
  ok = catch_up (self, error);
  return jly_sql_end (self->store, ok, error) ? self->governance : NULL;
}

JlyLogRows *
jly_store_governance_read (JlyStore *store, const char *study_id, GError **error)
{
  JlyLogRows *log;

  if (!jly_store_check_unlocked (store, error) || !jly_sql_begin_read (store, error))
    return NULL;
  log = jly_log_read (store, study_id, error);
  if (jly_sql_end (store, log != NULL, error))
    return log;
  jly_log_rows_free (log);
  return NULL;
}

void
jly_store_set_verified (JlyStoreGovernance *self, JlyPartySet verified)
{
  self->verified = verified;
  if (self->governance != NULL)
    jly_governance_set_verified (self->governance, verified);
}

const JlyContract *
jly_store_governance_get_contract (JlyStoreGovernance *self)
{
  return self->contract;
}

void
jly_store_governance_free (JlyStoreGovernance *self)
{
  if (self == NULL)
    return;
  jly_governance_free (self->governance);
  jly_contract_free (self->contract);
  g_free (self->study_id);
  g_free (self);
}

JlyStoreGovernance *
jly_store_load_governance (JlyStore *store, const char *study_id, gint64 now, GError **error)
{
  g_autoptr (JlyStoreGovernance) self = g_new0 (JlyStoreGovernance, 1);

  self->verified = ~(JlyPartySet)0;
  self->store = store;
  self->study_id = g_strdup (study_id);
  if (jly_store_governance_get (self, error) == NULL
      || !jly_store_end_dead_attempts (self, now, error))
    return NULL;
  return g_steal_pointer (&self);
}

JlyStoreGovernance *
jly_store_load_version (JlyStore *store, const char *study_id, guint version, GError **error)
{
  g_autoptr (JlyStoreGovernance) self = g_new0 (JlyStoreGovernance, 1);

  self->verified = ~(JlyPartySet)0;
  self->store = store;
  self->study_id = g_strdup (study_id);
  self->only_version = version;
  return jly_store_governance_get (self, error) != NULL ? g_steal_pointer (&self) : NULL;
}

GBytes *
jly_store_get_contract (JlyStore *self, const char *study_id, guint version, GError **error)
{
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self, study_id, error);
  const JlyLogRow *row = log != NULL ? find_contract (log, version) : NULL;

  return row != NULL ? jly_log_body_get_content (row->body) : NULL;
}

/* Version 1 begins; any other follows the newest that is kept, by number and hash. */
static gboolean
check_follows (const JlyContract *contract, const JlyLogRows *log, GError **error)
{
  const JlyLogRow *newest = find_contract (log, 0);
  g_autoptr (GBytes) bytes = newest != NULL ? jly_log_body_get_content (newest->body) : NULL;
  guint8 hash[JLY_HASH_BYTES] = { 0 };

  if (bytes != NULL)
    jly_contract_hash (bytes, hash);
  if (contract->version != (newest != NULL ? newest->entry->version : 0) + 1
      || memcmp (contract->previous, hash, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  return TRUE;
}

static gboolean
append_contract (
    JlyStore *self, const JlyContract *contract, GBytes *bytes, gint64 now, GError **error)
{
  g_autoptr (JlyLogEntry) entry = jly_log_entry_new (JLY_LOG_CONTRACT, now, "", "");
  g_autoptr (JlyLogRows) log = jly_log_read (self, contract->study_id, error);

  entry->version = contract->version;
  return log != NULL && check_follows (contract, log, error)
         && jly_log_append (self, contract->study_id, entry, bytes, error);
}

gboolean
jly_store_add_contract (JlyStore *self, GBytes *bytes, gint64 now, GError **error)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, error);
  gboolean ok;

  if (contract == NULL || !jly_contract_check (contract, error)
      || !jly_store_check_unlocked (self, error) || !jly_sql_begin (self, error))
    return FALSE;
  ok = append_contract (self, contract, bytes, now, error);
  return jly_sql_end (self, ok, error);
}
