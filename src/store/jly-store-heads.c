/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heads of other parties' logs that are kept here, and one's own log held against what others have
 * seen of it. */
#include "config.h"

#include "store/jly-log-items.h"
#include "store/jly-log-table.h"
#include "store/jly-store-governance-private.h"

#include <string.h>

/* The heads that stand in one entry; of owner, the longest is put into head. */
static gboolean
look_at (const JlyLogRow *row, const guint8 owner[32], JlyKeptHead *kept, GError **error)
{
  g_autoptr (GBytes) content = jly_log_body_get_content (row->body);
  g_autoptr (GArray) items = jly_log_items_decode (content, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const JlySigned *item = &g_array_index (items, JlySigned, i);
      JlyLogHead head;

      if (!jly_log_head_decode (item->bytes, &head, error))
        return FALSE;
      if (memcmp (head.owner, owner, sizeof head.owner) != 0
          || (kept->is_there && head.size <= kept->head.size))
        continue;
      kept->is_there = TRUE;
      kept->head = head;
      memcpy (kept->signature, item->signature, sizeof kept->signature);
    }
  return TRUE;
}

gboolean
jly_store_find_head (JlyStoreGovernance *self,
                     const guint8 owner[32],
                     JlyKeptHead *kept,
                     GError **error)
{
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self->store, self->study_id, error);

  memset (kept, 0, sizeof *kept);
  for (guint i = 0; log != NULL && i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->kind == JLY_LOG_HEAD && row->body != NULL
          && !look_at (row, owner, kept, error))
        return FALSE;
    }
  return log != NULL;
}

gboolean
jly_store_has_been_at (JlyStoreGovernance *self,
                       const JlyLogHead *head,
                       gboolean *has,
                       GError **error)
{
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self->store, self->study_id, error);
  JlyMerkleFrontier frontier = { 0 };
  JlyMerkleHash root;

  *has = FALSE;
  if (log == NULL)
    return FALSE;
  if (head->size > log->rows->len)
    return TRUE;
  for (guint i = 0; i < head->size; i++)
    {
      GBytes *bytes = ((const JlyLogRow *)log->rows->pdata[i])->bytes;
      JlyMerkleHash leaf
          = jly_merkle_leaf (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      jly_merkle_frontier_append (&frontier, &leaf);
    }
  root = jly_merkle_frontier_root (&frontier);
  *has = memcmp (root.bytes, head->root.bytes, JLY_MERKLE_BYTES) == 0;
  return TRUE;
}

gboolean
jly_store_make_head (JlyStoreGovernance *self, JlyKeptHead *own, GError **error)
{
  own->is_there
      = jly_store_get_log_head (self->store, self->study_id, &own->head, own->signature, error);
  return own->is_there;
}
