/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of jly-store-governance.h that take signed things. */
#include "config.h"

#include "store/jly-store-governance-private.h"

#include "store/jly-log-items.h"

#include <string.h>

/* Names are for the people who read the log; the signatures are in the body. */
char *
jly_store_governance_dup_name (JlyStoreGovernance *self, guint party)
{
  const JlyContractParty *found = jly_contract_get_party (self->contract, party);

  return g_strdup (found != NULL ? found->name : "");
}

static JlyLogEntry *
make_entry (JlyStoreGovernance *self, JlyLogKind kind, gint64 now, guint signer)
{
  g_autofree char *who = jly_store_governance_dup_name (self, signer);

  return jly_log_entry_new (kind, now, who, "");
}

gboolean
jly_store_take_signature (JlyStoreGovernance *self,
                          guint signer,
                          const guint8 signature[JLY_SIGNATURE_BYTES],
                          gint64 now,
                          GError **error)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  JlySigned item = { .bytes = none, .signer = signer };
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  memcpy (item.signature, signature, sizeof item.signature);
  entry = make_entry (self, JLY_LOG_SIGNATURE, now, signer);
  content = jly_log_items_encode (&item, 1);
  ok = jly_governance_take_signature (self->governance, signer, signature, error);
  return jly_store_governance_end (self, ok, entry, content, error);
}

gboolean
jly_store_take_mandate (
    JlyStoreGovernance *self, const JlySigned *signatures, gsize n, gint64 now, GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_MANDATE, now, n > 0 ? signatures[0].signer : G_MAXUINT);
  ok = jly_governance_take_mandate (self->governance, signatures, n, error);
  content = ok ? jly_log_items_encode (signatures, n) : NULL;
  return jly_store_governance_end (self, ok, entry, content, error);
}

gboolean
jly_store_freeze (
    JlyStoreGovernance *self, const JlySubmission *submissions, gsize n, gint64 now, GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_INPUTS, now, G_MAXUINT);
  content = jly_log_submissions_encode (submissions, n);
  ok = jly_governance_freeze (self->governance, submissions, n, error);
  return jly_store_governance_end (self, ok, entry, content, error);
}

gboolean
jly_store_take_question (JlyStoreGovernance *self,
                         GBytes *question,
                         const JlySigned *proposal,
                         gint64 now,
                         gint *answered,
                         GError **error)
{
  const JlySigned items[2] = { { .bytes = question, .signer = JLY_LOG_NO_SIGNER }, *proposal };
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_QUESTION, now, proposal->signer);
  jly_proposal_hash (question, entry->subject);
  content = jly_log_items_encode (items, 2);
  ok = jly_governance_take_question (self->governance, question, proposal, now, answered, error);
  return jly_store_governance_end (self, ok, entry, content, error);
}

static void
find_subject (const JlySigned *item, guint8 subject[JLY_LOG_HASH_BYTES])
{
  g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);

  if (decision != NULL)
    memcpy (subject, decision->question_hash, JLY_LOG_HASH_BYTES);
}

gboolean
jly_store_take_decision (JlyStoreGovernance *self,
                         const JlySigned *decision,
                         gint64 now,
                         GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  entry = make_entry (self, JLY_LOG_DECISION, now, decision->signer);
  find_subject (decision, entry->subject);
  content = jly_log_items_encode (decision, 1);
  ok = jly_governance_take_decision (self->governance, decision, now, error);
  return jly_store_governance_end (self, ok, entry, content, error);
}

/* What changes no state. */
static gboolean
keep (JlyStoreGovernance *self, JlyLogEntry *entry, const JlySigned *item, GError **error)
{
  g_autoptr (GBytes) content = jly_log_items_encode (item, 1);

  return jly_store_governance_begin (self, error)
         && jly_store_governance_end (self, TRUE, entry, content, error);
}

/* Who joined is in the sealed body alone: exports of the log show entries, and others must not
 * learn it. */
gboolean
jly_store_take_acceptance (JlyStoreGovernance *self,
                           const JlySigned *acceptance,
                           gint64 now,
                           GError **error)
{
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) content = NULL;
  JlySigned item = *acceptance;
  gboolean ok;

  if (!jly_store_governance_begin (self, error))
    return FALSE;
  item.signer = JLY_LOG_NO_SIGNER;
  entry = jly_log_entry_new (JLY_LOG_ACCEPTANCE, now, "", "");
  content = jly_log_items_encode (&item, 1);
  ok = jly_governance_take_acceptance (self->governance, &item, now, error);
  return jly_store_governance_end (self, ok, entry, content, error);
}

gboolean
jly_store_keep_refusal (JlyStoreGovernance *self,
                        const char *who,
                        const guint8 question_hash[JLY_HASH_BYTES],
                        const JlySigned *refusal,
                        gint64 now,
                        GError **error)
{
  g_autoptr (JlyLogEntry) entry = jly_log_entry_new (JLY_LOG_REFUSAL, now, who, "");

  memcpy (entry->subject, question_hash, JLY_LOG_HASH_BYTES);
  return keep (self, entry, refusal, error);
}

static const JlyContractParty *
find_party (const JlyContract *contract, const guint8 identity[32])
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (memcmp (party->keys.identity, identity, 32) == 0)
        return party;
    }
  return NULL;
}

gboolean
jly_store_keep_head (JlyStoreGovernance *self,
                     const JlyLogHead *head,
                     const guint8 signature[JLY_SIGNATURE_BYTES],
                     gint64 now,
                     GError **error)
{
  const JlyContractParty *owner = find_party (self->contract, head->owner);
  g_autoptr (JlyLogEntry) entry = NULL;
  g_autoptr (GBytes) bytes = jly_log_head_encode (head);
  JlySigned item = { .bytes = bytes, .signer = JLY_LOG_NO_SIGNER };

  if (owner == NULL || strcmp (head->study_id, self->study_id) != 0
      || !jly_log_head_verify (head, signature))
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, owner != NULL ? owner->name : NULL);
  memcpy (item.signature, signature, sizeof item.signature);
  entry = jly_log_entry_new (JLY_LOG_HEAD, now, owner->name, "");
  return keep (self, entry, &item, error);
}

static gboolean
add_items (GArray *all, const JlyLogRow *row, GError **error)
{
  g_autoptr (GBytes) content = jly_log_body_get_content (row->body);
  g_autoptr (GArray) items = jly_log_items_decode (content, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    g_bytes_ref (g_array_index (items, JlySigned, i).bytes);
  g_array_append_vals (all, items->data, items->len);
  return TRUE;
}

static void
clear_item (gpointer item)
{
  g_bytes_unref (((JlySigned *)item)->bytes);
}

static GArray *
list_items (JlyStoreGovernance *self, JlyLogKind kind, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (JlySigned));
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self->store, self->study_id, error);

  g_array_set_clear_func (all, clear_item);
  for (guint i = 0; log != NULL && i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->kind == kind && row->entry->version == self->version && row->body != NULL
          && !add_items (all, row, error))
        return NULL;
    }
  return log != NULL ? g_steal_pointer (&all) : NULL;
}

GArray *
jly_store_list_acceptances (JlyStoreGovernance *self, GError **error)
{
  return list_items (self, JLY_LOG_ACCEPTANCE, error);
}

GArray *
jly_store_list_refusals (JlyStoreGovernance *self, GError **error)
{
  return list_items (self, JLY_LOG_REFUSAL, error);
}
