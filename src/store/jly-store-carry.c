/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-store-carry.h. */
#include "config.h"

#include "store/jly-store-carry.h"

#include "store/jly-log-items.h"
#include "store/jly-log-table.h"
#include "store/jly-store-governance-private.h"
#include "store/jly-store-sql.h"

static gboolean
is_carried (guint kind)
{
  return kind == JLY_LOG_SIGNATURE || kind == JLY_LOG_MANDATE || kind == JLY_LOG_QUESTION
         || kind == JLY_LOG_DECISION;
}

static GPtrArray *
list_ids (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT study_id FROM log GROUP BY study_id ORDER BY MIN(id)", "");
  int step;

  if (stmt == NULL)
    return NULL;
  while ((step = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, jly_sql_dup_text (stmt, 0));
  return step == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

char **
jly_store_list_agreed (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) agreed = g_ptr_array_new_with_free_func (g_free);

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return NULL;
  ids = list_ids (self, error);
  if (!jly_sql_end (self, ids != NULL, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GBytes) contract = jly_store_get_contract (self, ids->pdata[i], 0, NULL);

      if (contract != NULL)
        g_ptr_array_add (agreed, g_strdup (ids->pdata[i]));
    }
  g_ptr_array_add (agreed, NULL);
  g_ptr_array_set_free_func (agreed, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&agreed), FALSE);
}

static GPtrArray *
choose_rows (JlyStoreGovernance *self, const JlyLogRows *log)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < log->rows->len; i++)
    {
      JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->version == self->version && row->body != NULL
          && is_carried (row->entry->kind))
        g_ptr_array_add (rows, row);
    }
  return rows;
}

void
jly_store_signed_free (JlyStoreSigned *self)
{
  g_array_unref (self->items);
  g_free (self);
}

GPtrArray *
jly_store_list_signed (JlyStoreGovernance *self, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_store_signed_free);
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self->store, self->study_id, error);
  g_autoptr (GPtrArray) rows = log != NULL ? choose_rows (self, log) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const JlyLogRow *row = rows->pdata[i];
      g_autoptr (GBytes) content = NULL;
      JlyStoreSigned *item;

      content = jly_log_body_get_content (row->body);
      item = g_new0 (JlyStoreSigned, 1);
      item->kind = row->entry->kind;
      item->items = jly_log_items_decode (content, error);
      if (item->items == NULL)
        {
          g_free (item);
          return NULL;
        }
      g_ptr_array_add (list, item);
    }
  return rows != NULL ? g_steal_pointer (&list) : NULL;
}

static void
clear_signed (gpointer data)
{
  g_clear_pointer (&((JlySigned *)data)->bytes, g_bytes_unref);
}

/* The last item is the decision, also of a question. */
GArray *
jly_store_list_decisions (JlyStoreGovernance *self, GError **error)
{
  GArray *decisions = g_array_new (FALSE, FALSE, sizeof (JlySigned));
  g_autoptr (JlyLogRows) log = jly_store_governance_read (self->store, self->study_id, error);

  g_array_set_clear_func (decisions, clear_signed);
  for (guint i = 0; log != NULL && i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];
      g_autoptr (GBytes) content = NULL;
      g_autoptr (GArray) list = NULL;
      JlySigned copy;

      if (row->body == NULL || row->entry->version != self->version
          || (row->entry->kind != JLY_LOG_QUESTION && row->entry->kind != JLY_LOG_DECISION))
        continue;
      content = jly_log_body_get_content (row->body);
      list = jly_log_items_decode (content, NULL);
      if (list == NULL || list->len == 0)
        continue;
      copy = g_array_index (list, JlySigned, list->len - 1);
      g_bytes_ref (copy.bytes);
      g_array_append_val (decisions, copy);
    }
  if (log != NULL)
    return decisions;
  g_array_unref (decisions);
  return NULL;
}
