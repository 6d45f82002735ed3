/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-accord.h. What was signed, brought together, carried, and taken. */
#include "config.h"

#include "party/jly-accord.h"

#include "party/jly-json.h"

#include <string.h>

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((JlySigned *)data)->bytes, g_bytes_unref);
}

JlyAccord *
jly_accord_new (void)
{
  JlyAccord *self = g_new0 (JlyAccord, 1);

  self->signatures = g_array_new (FALSE, TRUE, sizeof (JlySigned));
  self->decisions = g_array_new (FALSE, TRUE, sizeof (JlySigned));
  g_array_set_clear_func (self->decisions, clear_item);
  return self;
}

void
jly_accord_free (JlyAccord *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->signatures);
  g_array_unref (self->decisions);
  g_clear_pointer (&self->proposal, g_bytes_unref);
  g_free (self);
}

static gint
compare_signers (gconstpointer a, gconstpointer b)
{
  return (gint)((const JlySigned *)a)->signer - (gint)((const JlySigned *)b)->signer;
}

void
jly_accord_add_signature (JlyAccord *self, guint party, const guint8 signature[JLY_SIGNATURE_BYTES])
{
  JlySigned item = { .signer = party };

  memcpy (item.signature, signature, sizeof item.signature);
  g_array_append_val (self->signatures, item);
  g_array_sort (self->signatures, compare_signers);
}

void
jly_accord_add_decision (JlyAccord *self, const JlySigned *item)
{
  g_array_append_val (self->decisions, *item);
  g_array_sort (self->decisions, compare_signers);
}

static JsonObject *
item_to_json (const JlySigned *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "party", item->signer);
  jly_json_set_bytes (object, "signature", item->signature, sizeof item->signature);
  if (item->bytes != NULL)
    jly_json_set_bytes (object, "decision", g_bytes_get_data (item->bytes, NULL),
                        g_bytes_get_size (item->bytes));
  return object;
}

static void
items_to_json (const GArray *items, const char *name, JsonObject *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, item_to_json (&g_array_index (items, JlySigned, i)));
  json_object_set_array_member (object, name, array);
}

void
jly_accord_to_json (const JlyAccord *self, JsonObject *object)
{
  items_to_json (self->signatures, "signatures", object);
  items_to_json (self->decisions, "decisions", object);
  jly_json_set_bytes (object, "proposal", g_bytes_get_data (self->proposal, NULL),
                      g_bytes_get_size (self->proposal));
}

/* wants_bytes: a decision; else a signature alone. */
static gboolean
item_from_json (JsonObject *object, gboolean wants_bytes, JlySigned *item)
{
  g_autoptr (GBytes) signature = object != NULL ? jly_json_get_bytes (object, "signature") : NULL;
  gint64 party = object != NULL ? jly_json_get_number (object, "party", -1) : -1;

  if (signature == NULL || g_bytes_get_size (signature) != sizeof item->signature || party < 0
      || party >= JLY_POLICY_MAX_PARTIES)
    return FALSE;
  memcpy (item->signature, g_bytes_get_data (signature, NULL), sizeof item->signature);
  item->signer = (guint)party;
  item->bytes = wants_bytes ? jly_json_get_bytes (object, "decision") : NULL;
  return !wants_bytes || item->bytes != NULL;
}

static gboolean
items_from_json (JsonObject *object, const char *name, gboolean wants_bytes, GArray *items)
{
  JsonArray *array = jly_json_get_array (object, name);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JlySigned item = { 0 };

      if (!item_from_json (jly_json_element_object (array, i), wants_bytes, &item))
        return FALSE;
      g_array_append_val (items, item);
    }
  return n > 0 && n <= JLY_POLICY_MAX_PARTIES;
}

JlyAccord *
jly_accord_from_json (JsonObject *object)
{
  g_autoptr (JlyAccord) self = jly_accord_new ();

  self->proposal = jly_json_get_bytes (object, "proposal");
  return self->proposal != NULL && items_from_json (object, "signatures", FALSE, self->signatures)
                 && items_from_json (object, "decisions", TRUE, self->decisions)
             ? g_steal_pointer (&self)
             : NULL;
}

/* Where things are taken: in memory, or in memory and on the disk. */
typedef struct
{
  gboolean (*sign) (gpointer self, const JlySigned *item, gint64 now, GError **error);
  gboolean (*freeze) (
      gpointer self, const JlySubmission *list, gsize n, gint64 now, GError **error);
  gboolean (*ask) (
      gpointer self, GBytes *question, const JlySigned *item, gint64 now, GError **error);
  gboolean (*decide) (gpointer self, const JlySigned *item, gint64 now, GError **error);
  const JlyGovernance *(*get) (gpointer self, GError **error);
} Taker;

static gboolean
sign (gpointer self, const JlySigned *item, gint64 now, GError **error)
{
  return jly_governance_take_signature (self, item->signer, item->signature, error);
}

static gboolean
freeze (gpointer self, const JlySubmission *list, gsize n, gint64 now, GError **error)
{
  return jly_governance_freeze (self, list, n, error);
}

static gboolean
ask (gpointer self, GBytes *question, const JlySigned *item, gint64 now, GError **error)
{
  return jly_governance_take_question (self, question, item, now, NULL, error);
}

static gboolean
decide (gpointer self, const JlySigned *item, gint64 now, GError **error)
{
  return jly_governance_take_decision (self, item, now, error);
}

static const JlyGovernance *
get (gpointer self, GError **error)
{
  return self;
}

static gboolean
sign_kept (gpointer self, const JlySigned *item, gint64 now, GError **error)
{
  return jly_store_take_signature (self, item->signer, item->signature, now, error);
}

static gboolean
freeze_kept (gpointer self, const JlySubmission *list, gsize n, gint64 now, GError **error)
{
  return jly_store_freeze (self, list, n, now, error);
}

static gboolean
ask_kept (gpointer self, GBytes *question, const JlySigned *item, gint64 now, GError **error)
{
  return jly_store_take_question (self, question, item, now, NULL, error);
}

static gboolean
decide_kept (gpointer self, const JlySigned *item, gint64 now, GError **error)
{
  return jly_store_take_decision (self, item, now, error);
}

static const JlyGovernance *
get_kept (gpointer self, GError **error)
{
  return jly_store_governance_get (self, error);
}

static const Taker in_memory = { sign, freeze, ask, decide, get };
static const Taker on_disk = { sign_kept, freeze_kept, ask_kept, decide_kept, get_kept };

static gboolean
take (const JlyAccord *self,
      const Taker *taker,
      gpointer governance,
      const JlySubmission *submissions,
      gsize n,
      gint64 now,
      GError **error)
{
  for (guint i = 0; i < self->signatures->len; i++)
    if (!taker->sign (governance, &g_array_index (self->signatures, JlySigned, i), now, error))
      return FALSE;
  if (!taker->freeze (governance, submissions, n, now, error)
      || !taker->ask (governance, self->proposal, &g_array_index (self->decisions, JlySigned, 0),
                      now, error))
    return FALSE;
  for (guint i = 1; i < self->decisions->len; i++)
    if (!taker->decide (governance, &g_array_index (self->decisions, JlySigned, i), now, error))
      return FALSE;
  return TRUE;
}

static gboolean
find (
    const JlyAccord *self, const Taker *taker, gpointer governance, guint *question, GError **error)
{
  const JlyGovernance *now = taker->get (governance, error);
  guint8 hash[JLY_HASH_BYTES];
  gint found;

  if (now == NULL)
    return FALSE;
  jly_proposal_hash (self->proposal, hash);
  found = jly_governance_find_question (now, hash);
  *question = (guint)MAX (found, 0);
  return found >= 0 || jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
}

gboolean
jly_accord_take (const JlyAccord *self,
                 JlyGovernance *governance,
                 const JlySubmission *submissions,
                 gsize n,
                 gint64 now,
                 guint *question,
                 GError **error)
{
  return take (self, &in_memory, governance, submissions, n, now, error)
         && find (self, &in_memory, governance, question, error);
}

gboolean
jly_accord_keep (const JlyAccord *self,
                 JlyStoreGovernance *governance,
                 const JlySubmission *submissions,
                 gsize n,
                 gint64 now,
                 guint *question,
                 GError **error)
{
  gboolean ok;

  if (!jly_store_governance_hold (governance, error))
    return FALSE;
  ok = take (self, &on_disk, governance, submissions, n, now, error);
  return jly_store_governance_release (governance, ok ? error : NULL) && ok
         && find (self, &on_disk, governance, question, error);
}
