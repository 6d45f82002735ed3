/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-verify.h: logs of several parties held against each other. */
#include "config.h"

#include "store/jly-log-verify-private.h"

#include "base/jly-error.h"
#include "store/jly-log-items.h"

#include <string.h>

/* That a party signed a log of this size and root; where it stands. */
typedef struct
{
  guint8 owner[32];
  guint64 size;
  guint8 root[JLY_MERKLE_BYTES];
} Claim;

static void
add_claim (GArray *claims, const guint8 owner[32], guint64 size, const guint8 *root)
{
  Claim claim = { .size = size };

  if (size == 0)
    return;
  memcpy (claim.owner, owner, sizeof claim.owner);
  memcpy (claim.root, root, sizeof claim.root);
  g_array_append_val (claims, claim);
}

static void
claim_by_decision (GArray *claims, const JlyContract *contract, const JlySigned *item)
{
  g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);
  const JlyContractParty *party = jly_contract_get_party (contract, item->signer);

  if (decision != NULL && party != NULL)
    add_claim (claims, party->keys.identity, decision->log_size, decision->log_root);
}

static void
claim_by_line (GArray *claims, const JlyContract *contract, const JlyLogExportLine *line)
{
  g_autoptr (GBytes) content = jly_log_line_get_content (line);
  g_autoptr (GArray) items = NULL;
  JlyLogHead head;

  if (content == NULL
      || (line->entry->kind != JLY_LOG_QUESTION && line->entry->kind != JLY_LOG_DECISION
          && line->entry->kind != JLY_LOG_HEAD))
    return;
  items = jly_log_items_decode (content, NULL);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const JlySigned *item = &g_array_index (items, JlySigned, i);

      if (line->entry->kind != JLY_LOG_HEAD)
        claim_by_decision (claims, contract, item);
      else if (jly_log_head_decode (item->bytes, &head, NULL))
        add_claim (claims, head.owner, head.size, head.root.bytes);
    }
}

/* Everything that a log, which was verified by itself, says of how logs stood. A version of the
 * contract may number its parties anew. */
static GArray *
collect_claims (const JlyLogExport *log)
{
  GArray *claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  g_autoptr (JlyContract) contract = NULL;

  for (guint i = 0; i < log->lines->len; i++)
    {
      const JlyLogExportLine *line = log->lines->pdata[i];

      if (line->entry->kind == JLY_LOG_CONTRACT)
        {
          g_autoptr (GBytes) content = jly_log_line_get_content (line);

          g_clear_pointer (&contract, jly_contract_free);
          contract = jly_contract_decode (content, NULL);
        }
      if (contract != NULL)
        claim_by_line (claims, contract, line);
    }
  add_claim (claims, log->head.owner, log->head.size, log->head.root.bytes);
  return claims;
}

static gboolean
check_against (const JlyLogExport *log, const char *name, const GArray *claims, GError **error)
{
  g_autofree JlyMerkleHash *roots = jly_log_list_roots (log);
  g_autofree char *party = jly_log_dup_owner (log);

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);

      if (memcmp (claim->owner, log->head.owner, sizeof claim->owner) != 0)
        continue;
      if (claim->size > log->head.size)
        return jly_log_fault (JLY_LOG_FAULT_ROLLED_BACK, log->head.size, name, party, error);
      if (memcmp (roots[claim->size].bytes, claim->root, sizeof claim->root) != 0)
        return jly_log_fault (JLY_LOG_FAULT_FORKED, claim->size, name, party, error);
    }
  return TRUE;
}

static gint
compare_claims (gconstpointer a, gconstpointer b)
{
  const Claim *first = a, *second = b;
  int owner = memcmp (first->owner, second->owner, sizeof first->owner);

  return owner != 0 ? owner : (first->size > second->size) - (first->size < second->size);
}

/* A party whose log is not here may still have signed two of one size. */
static gboolean
check_claims (GArray *claims, GError **error)
{
  g_array_sort (claims, compare_claims);
  for (guint i = 1; i < claims->len; i++)
    {
      const Claim *a = &g_array_index (claims, Claim, i - 1);
      const Claim *b = &g_array_index (claims, Claim, i);

      if (compare_claims (a, b) == 0 && memcmp (a->root, b->root, sizeof a->root) != 0)
        return jly_log_fault (JLY_LOG_FAULT_FORKED, a->size, NULL, NULL, error);
    }
  return TRUE;
}

/* The first contract of a study is everybody's, whatever versions came later. */
static gboolean
find_first_contract (const JlyLogExport *log, guint8 hash[JLY_HASH_BYTES])
{
  for (guint i = 0; i < log->lines->len; i++)
    {
      const JlyLogExportLine *line = log->lines->pdata[i];
      g_autoptr (GBytes) content = jly_log_line_get_content (line);

      if (line->entry->kind != JLY_LOG_CONTRACT || content == NULL)
        continue;
      jly_contract_hash (content, hash);
      return TRUE;
    }
  return FALSE;
}

static gboolean
check_one_study (JlyLogExport *const *logs, const char *const *names, gsize n, GError **error)
{
  guint8 first[JLY_HASH_BYTES], hash[JLY_HASH_BYTES];

  for (gsize i = 0; i < n; i++)
    if (!find_first_contract (logs[i], i == 0 ? first : hash)
        || (i > 0 && memcmp (first, hash, sizeof first) != 0))
      return jly_log_fault (JLY_LOG_FAULT_STUDY, 0, names[i], NULL, error);
  return TRUE;
}

gboolean
jly_log_verify_all (JlyLogExport *const *logs, const char *const *names, gsize n, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Claim));

  for (gsize i = 0; i < n; i++)
    if (!jly_log_verify (logs[i], error))
      {
        const JlyErrorDetail detail = { .file = names[i] };

        if (error != NULL)
          jly_error_adopt (error, JLY_ERROR_DATA, &detail);
        return FALSE;
      }
  if (!check_one_study (logs, names, n, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GArray) claims = collect_claims (logs[i]);

      g_array_append_vals (all, claims->data, claims->len);
    }
  for (gsize i = 0; i < n; i++)
    if (!check_against (logs[i], names[i], all, error))
      return FALSE;
  return check_claims (all, error);
}
