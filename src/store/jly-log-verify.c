/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-verify.h: one log by itself. Every byte may have been written to be believed. */
#include "config.h"

#include "store/jly-log-verify-private.h"

#include "base/jly-error.h"
#include "store/jly-log-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name, *sentence;
} faults[JLY_N_LOG_FAULTS] = {
  [JLY_LOG_FAULT_HEAD]
  = { "head", N_ ("The head of the log is not signed by the party whose log it is.") },
  [JLY_LOG_FAULT_SHORTENED]
  = { "shortened", N_ ("The log does not have as many lines as its signed head says.") },
  [JLY_LOG_FAULT_REORDERED] = { "reordered", N_ ("Lines of the log changed their places.") },
  [JLY_LOG_FAULT_REMOVED] = { "removed", N_ ("A line within the log is missing or there twice.") },
  [JLY_LOG_FAULT_EDITED]
  = { "edited", N_ ("The lines of the log are not those that its head was signed for.") },
  [JLY_LOG_FAULT_BODY]
  = { "body", N_ ("What is shown with a line of the log is not what the line stands for.") },
  [JLY_LOG_FAULT_CONTRACT]
  = { "contract", N_ ("The log has no contract, or one that does not belong there.") },
  [JLY_LOG_FAULT_OWNER] = { "owner", N_ ("The owner of the log is no party of its contract.") },
  [JLY_LOG_FAULT_SIGNATURE]
  = { "signature", N_ ("Something in the log is not signed by the party that it names.") },
  [JLY_LOG_FAULT_ORDER] = { "order", N_ ("A line of the log stands before what it needs.") },
  [JLY_LOG_FAULT_ROLLED_BACK]
  = { "rolled-back", N_ ("The owner of the log signed a longer one, which another party has seen: "
                         "this one is older, or was put back.") },
  [JLY_LOG_FAULT_FORKED]
  = { "forked", N_ ("The owner of the log showed another log to another party.") },
  [JLY_LOG_FAULT_STUDY] = { "study", N_ ("These logs are not of one study and one contract.") },
};

const char *
jly_log_fault_name (JlyLogFault fault)
{
  return faults[fault].name;
}

JlyLogFault
jly_log_fault_of (const GError *error)
{
  const char *step = error != NULL ? jly_error_get_detail (error)->step : NULL;

  for (guint i = 0; step != NULL && i < JLY_N_LOG_FAULTS; i++)
    if (strcmp (faults[i].name, step) == 0)
      return (JlyLogFault)i;
  return JLY_N_LOG_FAULTS;
}

gboolean
jly_log_fault (JlyLogFault fault, guint64 line, const char *name, const char *party, GError **error)
{
  const JlyErrorDetail detail = {
    .file = name,
    .row = line,
    .party = party,
    .step = faults[fault].name,
    .next = _ ("Do not rely on this log; compare it with the other parties' logs."),
  };

  return jly_fail (error, JLY_ERROR_DATA, &detail, "%s", _ (faults[fault].sentence));
}

GBytes *
jly_log_line_get_content (const JlyLogExportLine *line)
{
  return line->body != NULL ? jly_log_body_get_content (line->body) : NULL;
}

JlyContract *
jly_log_find_contract (const JlyLogExport *self, guint8 hash[JLY_HASH_BYTES])
{
  for (guint i = self->lines->len; i > 0; i--)
    {
      const JlyLogExportLine *line = self->lines->pdata[i - 1];
      g_autoptr (GBytes) content = jly_log_line_get_content (line);

      if (line->entry->kind != JLY_LOG_CONTRACT || content == NULL)
        continue;
      jly_contract_hash (content, hash);
      return jly_contract_decode (content, NULL);
    }
  return NULL;
}

static const JlyContractParty *
find_owner (const JlyContract *contract, const guint8 key[32])
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (memcmp (party->keys.identity, key, 32) == 0)
        return party;
    }
  return NULL;
}

char *
jly_log_dup_owner (const JlyLogExport *self)
{
  guint8 hash[JLY_HASH_BYTES];
  g_autoptr (JlyContract) contract = jly_log_find_contract (self, hash);
  const JlyContractParty *owner = contract != NULL ? find_owner (contract, self->head.owner) : NULL;

  return owner != NULL ? g_strdup (owner->name) : NULL;
}

/* Numbers tell what happened to lines whose tree is not the signed one. */
static JlyLogFault
find_fault_of_numbers (const JlyLogExport *self, guint64 *line)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->lines->len + 1);
  gboolean in_order = TRUE;

  *line = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      guint64 number = ((const JlyLogExportLine *)self->lines->pdata[i])->entry->number;

      if (number != i + 1 && in_order)
        {
          in_order = FALSE;
          *line = i + 1;
        }
      if (number > self->lines->len || seen[number])
        return JLY_LOG_FAULT_REMOVED;
      seen[number] = TRUE;
    }
  return in_order ? JLY_LOG_FAULT_EDITED : JLY_LOG_FAULT_REORDERED;
}

JlyMerkleHash *
jly_log_list_roots (const JlyLogExport *self)
{
  JlyMerkleHash *roots = g_new (JlyMerkleHash, self->lines->len + 1);
  JlyMerkleFrontier tree = { 0 };

  roots[0] = jly_merkle_frontier_root (&tree);
  for (guint i = 0; i < self->lines->len; i++)
    {
      GBytes *bytes = ((const JlyLogExportLine *)self->lines->pdata[i])->bytes;
      JlyMerkleHash leaf
          = jly_merkle_leaf (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      jly_merkle_frontier_append (&tree, &leaf);
      roots[i + 1] = jly_merkle_frontier_root (&tree);
    }
  return roots;
}

static gboolean
check_tree (const JlyLogExport *self, const JlyMerkleHash *roots, GError **error)
{
  guint n = self->lines->len;
  guint64 line = 0;
  JlyLogFault fault = find_fault_of_numbers (self, &line);

  if (fault != JLY_LOG_FAULT_EDITED)
    return jly_log_fault (fault, line, NULL, NULL, error);
  if (n != self->head.size)
    return jly_log_fault (JLY_LOG_FAULT_SHORTENED, n, NULL, NULL, error);
  if (memcmp (roots[n].bytes, self->head.root.bytes, JLY_MERKLE_BYTES) != 0)
    return jly_log_fault (JLY_LOG_FAULT_EDITED, 0, NULL, NULL, error);
  return TRUE;
}

/* What is known so far while the lines are gone through in order. */
typedef struct
{
  const JlyLogExport *log;
  JlyContract *contract;
  GBytes *contract_bytes;
  guint8 contract_hash[JLY_HASH_BYTES];
  GHashTable *questions;      /* hash as hex -> its number of attempts that run, 0 or 1 */
  const JlyMerkleHash *roots; /* at every size */
  guint64 line;
  const char *party; /* whom a fault concerns */
} Walk;

static char *
name_subject (const JlyLogEntry *entry)
{
  return g_base64_encode (entry->subject, sizeof entry->subject);
}

static JlyLogFault
take_contract (Walk *walk, GBytes *content)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (content, NULL);
  guint before = walk->contract != NULL ? walk->contract->version : 0;
  const guint8 none[JLY_HASH_BYTES] = { 0 };

  if (contract == NULL || strcmp (contract->study_id, walk->log->head.study_id) != 0
      || contract->version != before + 1
      || memcmp (contract->previous, before > 0 ? walk->contract_hash : none, JLY_HASH_BYTES) != 0)
    return JLY_LOG_FAULT_CONTRACT;
  g_clear_pointer (&walk->contract, jly_contract_free);
  g_clear_pointer (&walk->contract_bytes, g_bytes_unref);
  walk->contract = g_steal_pointer (&contract);
  walk->contract_bytes = g_bytes_ref (content);
  jly_contract_hash (content, walk->contract_hash);
  g_hash_table_remove_all (walk->questions);
  return JLY_N_LOG_FAULTS;
}

/* Over the item's own bytes, or over the contract where it has none. */
static gboolean
is_signed (Walk *walk, const char *what, const JlySigned *item, GBytes *bytes)
{
  const JlyContractParty *party = jly_contract_get_party (walk->contract, item->signer);

  walk->party = party != NULL ? party->name : NULL;
  return party != NULL
         && jly_verify (party->keys.identity, what, g_bytes_get_data (bytes, NULL),
                        g_bytes_get_size (bytes), item->signature);
}

/* The owner's own decisions say how this very log stood. */
static gboolean
fits_own_log (Walk *walk, const JlySigned *item, const JlyDecision *decision)
{
  const JlyContractParty *party = jly_contract_get_party (walk->contract, item->signer);

  if (memcmp (party->keys.identity, walk->log->head.owner, 32) != 0 || decision->log_size == 0)
    return TRUE;
  if (decision->log_size >= walk->line)
    return FALSE;
  return memcmp (walk->roots[decision->log_size].bytes, decision->log_root, JLY_MERKLE_BYTES) == 0;
}

static JlyLogFault
take_decision (Walk *walk, const JlyLogEntry *entry, const JlySigned *item)
{
  g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);
  g_autofree char *subject = name_subject (entry);

  if (!is_signed (walk, JLY_SIGNS_DECISION, item, item->bytes))
    return JLY_LOG_FAULT_SIGNATURE;
  if (decision == NULL || memcmp (decision->question_hash, entry->subject, JLY_HASH_BYTES) != 0
      || memcmp (decision->contract_hash, walk->contract_hash, JLY_HASH_BYTES) != 0)
    return JLY_LOG_FAULT_BODY;
  if (decision->verdict != JLY_VERDICT_BEFOREHAND
      && !g_hash_table_contains (walk->questions, subject))
    return JLY_LOG_FAULT_ORDER;
  return fits_own_log (walk, item, decision) ? JLY_N_LOG_FAULTS : JLY_LOG_FAULT_FORKED;
}

static JlyLogFault
take_question (Walk *walk, const JlyLogEntry *entry, const GArray *items)
{
  const JlySigned *first = &g_array_index (items, JlySigned, 0);
  guint8 hash[JLY_HASH_BYTES];

  if (items->len != 2)
    return JLY_LOG_FAULT_BODY;
  jly_proposal_hash (first->bytes, hash);
  if (memcmp (hash, entry->subject, sizeof hash) != 0)
    return JLY_LOG_FAULT_BODY;
  g_hash_table_insert (walk->questions, name_subject (entry), GUINT_TO_POINTER (0));
  return take_decision (walk, entry, &g_array_index (items, JlySigned, 1));
}

static JlyLogFault
take_head (Walk *walk, const JlySigned *item)
{
  JlyLogHead head;

  if (!jly_log_head_decode (item->bytes, &head, NULL)
      || strcmp (head.study_id, walk->log->head.study_id) != 0)
    return JLY_LOG_FAULT_BODY;
  return jly_log_head_verify (&head, item->signature) ? JLY_N_LOG_FAULTS : JLY_LOG_FAULT_SIGNATURE;
}

static JlyLogFault
take_items (Walk *walk, const JlyLogEntry *entry, GBytes *content)
{
  g_autoptr (GArray) items = jly_log_items_decode (content, NULL);

  if (items == NULL)
    return JLY_LOG_FAULT_BODY;
  switch (entry->kind)
    {
    case JLY_LOG_SIGNATURE:
      return is_signed (walk, JLY_SIGNS_CONTRACT, (const JlySigned *)items->data,
                        walk->contract_bytes)
                 ? JLY_N_LOG_FAULTS
                 : JLY_LOG_FAULT_SIGNATURE;
    case JLY_LOG_MANDATE:
      for (guint i = 0; i < items->len; i++)
        {
          const JlySigned *item = &g_array_index (items, JlySigned, i);

          if (!is_signed (walk, JLY_SIGNS_MANDATE, item, item->bytes))
            return JLY_LOG_FAULT_SIGNATURE;
        }
      return JLY_N_LOG_FAULTS;
    case JLY_LOG_QUESTION:
      return take_question (walk, entry, items);
    case JLY_LOG_DECISION:
      return take_decision (walk, entry, (const JlySigned *)items->data);
    case JLY_LOG_HEAD:
      return take_head (walk, (const JlySigned *)items->data);
    default: /* a refusal: its words are its signer's own affair */
      return JLY_N_LOG_FAULTS;
    }
}

/* An attempt needs a question, and its end a beginning; whether or not the body is shown. */
static JlyLogFault
take_attempt (Walk *walk, const JlyLogEntry *entry)
{
  g_autofree char *subject = name_subject (entry);
  gpointer runs;

  if (!g_hash_table_lookup_extended (walk->questions, subject, NULL, &runs)
      || (GPOINTER_TO_UINT (runs) != 0) != (entry->kind != JLY_LOG_ATTEMPT))
    return JLY_LOG_FAULT_ORDER;
  g_hash_table_insert (walk->questions, g_steal_pointer (&subject),
                       GUINT_TO_POINTER (entry->kind == JLY_LOG_ATTEMPT ? 1 : 0));
  return JLY_N_LOG_FAULTS;
}

static JlyLogFault
take_line (Walk *walk, const JlyLogExportLine *line)
{
  g_autoptr (GBytes) content = jly_log_line_get_content (line);
  const JlyLogEntry *entry = line->entry;
  guint8 hash[JLY_LOG_HASH_BYTES];

  if (line->body != NULL)
    {
      jly_log_body_hash (line->body, hash);
      if (!entry->has_body || content == NULL || memcmp (hash, entry->body, sizeof hash) != 0)
        return JLY_LOG_FAULT_BODY;
    }
  if (!entry->has_body)
    return JLY_N_LOG_FAULTS;
  if (entry->kind == JLY_LOG_CONTRACT)
    return content != NULL ? take_contract (walk, content) : JLY_LOG_FAULT_CONTRACT;
  if (walk->contract == NULL || entry->version != walk->contract->version)
    return JLY_LOG_FAULT_CONTRACT;
  if (entry->kind == JLY_LOG_ATTEMPT || entry->kind == JLY_LOG_FAILED
      || entry->kind == JLY_LOG_ANSWER)
    return take_attempt (walk, entry);
  if (entry->kind == JLY_LOG_INPUTS || entry->kind == JLY_LOG_ACCEPTANCE)
    return JLY_N_LOG_FAULTS;
  /* Signed things that all may see are never kept back. */
  return content != NULL ? take_items (walk, entry, content) : JLY_LOG_FAULT_BODY;
}

static gboolean
check_lines (Walk *walk, GError **error)
{
  for (guint i = 0; i < walk->log->lines->len; i++)
    {
      const JlyLogExportLine *line = walk->log->lines->pdata[i];
      JlyLogFault fault;

      walk->line = i + 1;
      walk->party = NULL;
      fault = take_line (walk, line);
      if (fault != JLY_N_LOG_FAULTS)
        return jly_log_fault (fault, walk->line, NULL, walk->party, error);
    }
  if (walk->contract == NULL)
    return jly_log_fault (JLY_LOG_FAULT_CONTRACT, 0, NULL, NULL, error);
  return find_owner (walk->contract, walk->log->head.owner) != NULL
         || jly_log_fault (JLY_LOG_FAULT_OWNER, 0, NULL, NULL, error);
}

gboolean
jly_log_verify (const JlyLogExport *self, GError **error)
{
  g_autofree JlyMerkleHash *roots = jly_log_list_roots (self);
  Walk walk = { .log = self, .roots = roots };
  gboolean ok;

  if (!jly_log_head_verify (&self->head, self->signature))
    return jly_log_fault (JLY_LOG_FAULT_HEAD, 0, NULL, NULL, error);
  if (!check_tree (self, roots, error))
    return FALSE;
  walk.questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = check_lines (&walk, error);
  g_hash_table_unref (walk.questions);
  jly_contract_free (walk.contract);
  g_clear_pointer (&walk.contract_bytes, g_bytes_unref);
  return ok;
}
