/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-connection.h. */
#include "config.h"

#include "app/jly-connection.h"

#include "party/jly-pass.h"

#include <sodium.h>
#include <string.h>

struct _JlyConnection
{
  GObject parent_instance;

  char *name;
  char *address;
  char *study_id;
  guint8 link_key[32];
  guint8 secret[JLY_IDENTITY_SECRET_BYTES]; /* the person's, for the thread */
  gint64 last_seen;
  JlyProbe *probe;
};

G_DEFINE_FINAL_TYPE (JlyConnection, jly_connection, G_TYPE_OBJECT)

static gint64
find_last_seen (const JlyMember *member, const char *name)
{
  g_autoptr (GPtrArray) lines = jly_store_get_log (member->store, member->contract->study_id, NULL);
  gint64 last = 0;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const JlyLogLine *line = lines->pdata[i];

      if (g_strcmp0 (line->who, name) == 0)
        last = MAX (last, line->when);
    }
  return last;
}

static JlyConnection *
connection_new (const JlyMember *member, const JlyContractParty *party)
{
  JlyConnection *self = g_object_new (JLY_TYPE_CONNECTION, NULL);

  self->name = g_strdup (party->name);
  self->address = jly_member_find_address (member, party->keys.identity);
  self->study_id = g_strdup (member->contract->study_id);
  memcpy (self->link_key, party->keys.link, sizeof self->link_key);
  jly_identity_export_secret (member->identity, self->secret);
  self->last_seen = find_last_seen (member, party->name);
  return self;
}

GPtrArray *
jly_connection_list (JlyAgreement *agreement)
{
  const JlyMember *member = jly_agreement_get_member (agreement);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_MINER) != 0 && i != member->self)
        g_ptr_array_add (list, connection_new (member, party));
    }
  return list;
}

const char *
jly_connection_get_name (JlyConnection *self)
{
  return self->name;
}

const char *
jly_connection_get_address (JlyConnection *self)
{
  return self->address;
}

gint64
jly_connection_get_last_seen (JlyConnection *self)
{
  return self->last_seen;
}

const JlyProbe *
jly_connection_get_probe (JlyConnection *self)
{
  return self->probe;
}

static void
look_worker (GTask *task, gpointer source, gpointer timeout, GCancellable *cancellable)
{
  JlyConnection *self = source;
  g_autoptr (JlyIdentity) identity = jly_identity_from_secret (self->secret);

  g_task_return_pointer (task,
                         jly_probe_run (self->address, self->name, self->link_key, self->study_id,
                                        identity, GPOINTER_TO_UINT (timeout), cancellable),
                         (GDestroyNotify)jly_probe_free);
}

void
jly_connection_look_async (JlyConnection *self,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, GUINT_TO_POINTER (timeout_ms), NULL);
  g_task_run_in_thread (task, look_worker);
}

gboolean
jly_connection_look_finish (JlyConnection *self, GAsyncResult *result, GError **error)
{
  JlyProbe *probe = g_task_propagate_pointer (G_TASK (result), error);

  if (probe == NULL)
    return FALSE;
  jly_probe_free (self->probe);
  self->probe = probe;
  if (probe->round_trip >= 0)
    self->last_seen = g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

static void
finalize (GObject *object)
{
  JlyConnection *self = JLY_CONNECTION (object);

  sodium_memzero (self->secret, sizeof self->secret);
  g_free (self->name);
  g_free (self->address);
  g_free (self->study_id);
  jly_probe_free (self->probe);
  G_OBJECT_CLASS (jly_connection_parent_class)->finalize (object);
}

static void
jly_connection_class_init (JlyConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_connection_init (JlyConnection *self)
{
}
