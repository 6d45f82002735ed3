/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-store-carry.h. */
#include "config.h"

#include "store/jly-store-carry.h"

#include "store/jly-log-items.h"
#include "store/jly-log-table.h"
#include "store/jly-store-governance-private.h"
#include "store/jly-store-sql.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ITEMS 2000

enum
{
  KEY_FORMAT = 1,
  KEY_CONTRACT,
  KEY_ITEMS,
  N_KEYS = KEY_ITEMS
};

static gboolean
is_carried (guint kind)
{
  return kind == JLY_LOG_SIGNATURE || kind == JLY_LOG_MANDATE || kind == JLY_LOG_INPUTS
         || kind == JLY_LOG_QUESTION || kind == JLY_LOG_DECISION;
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

static void
put_rows (JlyCborWriter *writer, const GPtrArray *rows)
{
  jly_cbor_begin_array (writer, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const JlyLogRow *row = rows->pdata[i];
      g_autoptr (GBytes) content = jly_log_body_get_content (row->body);
      gsize n;
      const guint8 *data = g_bytes_get_data (content, &n);

      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_uint (writer, row->entry->kind);
      jly_cbor_put_bytes (writer, data, n);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

GBytes *
jly_store_pack (JlyStoreGovernance *self, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (JlyLogRows) log = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GBytes) contract = NULL;
  const guint8 *data;
  gsize n;

  if (jly_store_governance_get (self, error) == NULL)
    return NULL;
  contract = jly_store_get_contract (self->store, self->study_id, self->version, error);
  log = contract != NULL ? jly_store_governance_read (self->store, self->study_id, error) : NULL;
  if (log == NULL)
    return NULL;
  rows = choose_rows (self, log);
  data = g_bytes_get_data (contract, &n);
  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_FORMAT);
  jly_cbor_put_uint (writer, JLY_CARRY_FORMAT);
  jly_cbor_put_key (writer, KEY_CONTRACT);
  jly_cbor_put_bytes (writer, data, n);
  jly_cbor_put_key (writer, KEY_ITEMS);
  put_rows (writer, rows);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, error);
}

typedef struct
{
  guint kind;
  GBytes *content;
} Item;

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((Item *)data)->content, g_bytes_unref);
}

static gboolean
read_items (JlyCborReader *reader, GArray *items)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "items", MAX_ITEMS, &n);
  for (gsize i = 0; i < n; i++)
    {
      Item item = { 0 };
      guint64 kind = 0;
      gsize two = 0;

      if (!jly_cbor_enter_array (reader, "item", 2, &two) || two != 2)
        return jly_cbor_refuse (reader, "item");
      jly_cbor_get_uint (reader, "kind", JLY_N_LOG_KINDS - 1, &kind);
      if (!jly_cbor_get_bytes (reader, "content", JLY_CBOR_MAX_BYTES, &item.content))
        return FALSE;
      item.kind = (guint)kind;
      g_array_append_val (items, item);
      if (!is_carried (item.kind))
        return jly_cbor_refuse (reader, "kind");
      jly_cbor_leave (reader);
    }
  return jly_cbor_leave (reader);
}

static gboolean
decode (GBytes *bytes, GBytes **contract, GArray *items, GError **error)
{
  const JlyErrorDetail detail
      = { .step = "carry", .next = _ ("Ask whoever saved it to send it again.") };
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "carried");
  guint64 format = 0;

  jly_cbor_enter_map (reader, "carried", N_KEYS);
  jly_cbor_get_key (reader, "format", KEY_FORMAT);
  jly_cbor_get_uint (reader, "format", JLY_CARRY_FORMAT, &format);
  if (format != JLY_CARRY_FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "contract", KEY_CONTRACT);
  jly_cbor_get_bytes (reader, "contract", JLY_CBOR_MAX_BYTES, contract);
  jly_cbor_get_key (reader, "items", KEY_ITEMS);
  read_items (reader, items);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL)
         || jly_fail (error, JLY_ERROR_PROTOCOL, &detail, "%s",
                      _ ("This file is none that a party of a study saved, or it was changed on "
                         "its way."));
}

/* Whether this very thing stands in the log already. */
static gboolean
is_known (const JlyLogRows *log, const Item *item)
{
  for (guint i = 0; i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];
      g_autoptr (GBytes) content = NULL;

      if (row->body == NULL || row->entry->kind != item->kind)
        continue;
      content = jly_log_body_get_content (row->body);
      if (g_bytes_equal (content, item->content))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_items (JlyStoreGovernance *self, const Item *item, gint64 now, GError **error)
{
  g_autoptr (GArray) list = jly_log_items_decode (item->content, error);
  const JlySigned *first;

  if (list == NULL)
    return FALSE;
  if (list->len == 0 || (item->kind == JLY_LOG_QUESTION && list->len != 2))
    return jly_fail (error, JLY_ERROR_PROTOCOL, NULL, "%s",
                     _ ("Something that others sent is not whole."));
  first = &g_array_index (list, JlySigned, 0);
  switch (item->kind)
    {
    case JLY_LOG_SIGNATURE:
      return jly_store_take_signature (self, first->signer, first->signature, now, error);
    case JLY_LOG_MANDATE:
      return jly_store_take_mandate (self, first, list->len, now, error);
    case JLY_LOG_QUESTION:
      return jly_store_take_question (self, first[0].bytes, &first[1], now, NULL, error);
    default:
      return jly_store_take_decision (self, first, now, error);
    }
}

static gboolean
take (JlyStoreGovernance *self, const Item *item, gint64 now, GError **error)
{
  g_autoptr (GArray) submissions = NULL;

  if (item->kind != JLY_LOG_INPUTS)
    return take_items (self, item, now, error);
  submissions = jly_log_submissions_decode (item->content, error);
  return submissions != NULL
         && jly_store_freeze (self, (const JlySubmission *)submissions->data, submissions->len, now,
                              error);
}

/* Whether one of the items is a party's own signature of this contract: what nobody signed is not
 * kept, or a file that was changed on its way would stand in the place of the true contract. */
static gboolean
is_signed (GBytes *contract, GArray *items, GError **error)
{
  g_autoptr (JlyGovernance) governance = jly_governance_new (contract, error);

  for (guint i = 0; governance != NULL && i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      g_autoptr (GArray) list
          = item->kind == JLY_LOG_SIGNATURE ? jly_log_items_decode (item->content, NULL) : NULL;
      const JlySigned *first
          = list != NULL && list->len == 1 ? &g_array_index (list, JlySigned, 0) : NULL;

      if (first != NULL
          && jly_governance_take_signature (governance, first->signer, first->signature, NULL))
        return TRUE;
    }
  return governance != NULL && jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
}

static gboolean
keep_contract (JlyStore *self,
               const char *study_id,
               GBytes *contract,
               GArray *items,
               gint64 now,
               JlyCarried *got,
               GError **error)
{
  g_autoptr (GBytes) kept = jly_store_get_contract (self, study_id, 0, NULL);

  if (kept != NULL && g_bytes_equal (kept, contract))
    {
      got->n_known++;
      return TRUE;
    }
  if (!is_signed (contract, items, error) || !jly_store_add_contract (self, contract, now, error))
    return FALSE;
  got->n_new++;
  return TRUE;
}

static gboolean
take_all (JlyStore *self, GArray *items, gint64 now, JlyCarried *got, GError **error)
{
  g_autoptr (JlyStoreGovernance) governance
      = jly_store_load_governance (self, got->study_id, now, error);
  g_autoptr (JlyLogRows) log = NULL;

  if (governance == NULL)
    return FALSE;
  log = jly_store_governance_read (self, got->study_id, error);
  if (log == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);

      if (is_known (log, item))
        got->n_known++;
      else if (take (governance, item, now, error))
        got->n_new++;
      else
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_store_unpack (JlyStore *self, GBytes *bytes, gint64 now, JlyCarried *got, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (JlyContract) decoded = NULL;
  JlyCarried own = { 0 };
  gboolean ok;

  g_array_set_clear_func (items, clear_item);
  ok = decode (bytes, &contract, items, error);
  decoded = ok ? jly_contract_decode (contract, error) : NULL;
  if (decoded != NULL)
    own.study_id = g_strdup (decoded->study_id);
  ok = decoded != NULL && keep_contract (self, own.study_id, contract, items, now, &own, error)
       && take_all (self, items, now, &own, error);
  if (got != NULL)
    *got = own;
  else
    jly_carried_clear (&own);
  return ok;
}

void
jly_carried_clear (JlyCarried *self)
{
  g_clear_pointer (&self->study_id, g_free);
}

static void
clear_signed (gpointer data)
{
  g_clear_pointer (&((JlySigned *)data)->bytes, g_bytes_unref);
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

      if (row->entry->kind == JLY_LOG_INPUTS)
        continue;
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
