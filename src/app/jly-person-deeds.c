/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the keys on the disk, beside making and opening them (jly-person.h). */
#include "config.h"

#include "app/jly-person.h"

#include "app/jly-person-private.h"

typedef struct
{
  JlyKeysDeed deed;
  char *dir;
  char *path;
  GBytes *opens, *fresh;
  JlyStore *store;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_free (work->dir);
  g_free (work->path);
  g_clear_pointer (&work->opens, g_bytes_unref);
  g_clear_pointer (&work->fresh, g_bytes_unref);
  g_free (work);
}

/* *identity: the keys that were brought back. */
static gboolean
perform (const Work *work, JlyIdentity **identity, GError **error)
{
  switch (work->deed)
    {
    case JLY_KEYS_BACK_UP:
      return jly_vault_backup (work->dir, work->opens, work->path, error);
    case JLY_KEYS_BRING_BACK:
      *identity = jly_vault_restore (work->dir, work->opens, work->path, error);
      return *identity != NULL;
    case JLY_KEYS_CHANGE_PASSPHRASE:
      return jly_vault_set_passphrase (work->dir, work->opens, work->fresh, error);
    case JLY_KEYS_ADD_KEYRING:
    case JLY_KEYS_DROP_KEYRING:
      return jly_vault_set_keyring (work->dir, work->opens, work->deed == JLY_KEYS_ADD_KEYRING,
                                    error);
    case JLY_N_KEYS_DEEDS:
      break;
    }
  g_return_val_if_reached (FALSE);
}

static void
deed_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JlyIdentity *identity = NULL;
  GError *error = NULL;

  if (perform (data, &identity, &error))
    g_task_return_pointer (task, identity, (GDestroyNotify)jly_identity_free);
  else
    g_task_return_error (task, error);
}

void
jly_person_do_async (JlyPerson *self,
                     JlyKeysDeed deed,
                     GBytes *opens,
                     GBytes *fresh,
                     const char *path,
                     JlyStore *store,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  *work = (Work){ .deed = deed,
                  .dir = g_strdup (jly_person_get_dir (self)),
                  .path = g_strdup (path),
                  .opens = opens != NULL ? g_bytes_ref (opens) : NULL,
                  .fresh = fresh != NULL ? g_bytes_ref (fresh) : NULL,
                  .store = store };
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, deed_worker);
}

gboolean
jly_person_do_finish (JlyPerson *self, GAsyncResult *result, GError **error)
{
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) reason = NULL;
  JlyIdentity *identity = g_task_propagate_pointer (G_TASK (result), &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return identity == NULL || jly_person_take (self, identity, work->store, error);
}

gboolean
jly_person_get_vault (JlyPerson *self, JlyVaultInfo *info, GError **error)
{
  return jly_vault_get_info (jly_person_get_dir (self), info, error);
}
