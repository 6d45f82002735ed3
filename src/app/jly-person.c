/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-person.h. */
#include "config.h"

#include "app/jly-person.h"

#include "app/jly-person-private.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define FILE_NAME "person.ini"
#define GROUP "person"

struct _JlyPerson
{
  GObject parent_instance;

  char *dir;
  char *name;
  JlyIdentity *identity;
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyPerson, jly_person, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  JlyPerson *self = JLY_PERSON (object);

  g_clear_pointer (&self->identity, jly_identity_free);
  g_free (self->dir);
  g_free (self->name);
  G_OBJECT_CLASS (jly_person_parent_class)->finalize (object);
}

static void
jly_person_class_init (JlyPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_person_init (JlyPerson *self)
{
}

static char *
make_path (JlyPerson *self)
{
  return g_build_filename (self->dir, FILE_NAME, NULL);
}

JlyPerson *
jly_person_new (const char *dir)
{
  JlyPerson *self = g_object_new (JLY_TYPE_PERSON, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;

  self->dir = g_strdup (dir);
  path = make_path (self);
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    self->name = g_key_file_get_string (file, GROUP, "name", NULL);
  if (self->name == NULL)
    self->name = g_strdup ("");
  return self;
}

const char *
jly_person_get_dir (JlyPerson *self)
{
  return self->dir;
}

JlyPersonState
jly_person_get_state (JlyPerson *self, gboolean *by_keyring, GError **error)
{
  JlyVaultInfo info = { 0 };
  gboolean is_read = self->identity != NULL || jly_vault_get_info (self->dir, &info, error);

  if (by_keyring != NULL)
    *by_keyring = info.by_keyring;
  if (self->identity != NULL)
    return JLY_PERSON_OPEN;
  return is_read && !info.exists ? JLY_PERSON_UNKNOWN : JLY_PERSON_LOCKED;
}

const JlyIdentity *
jly_person_get_identity (JlyPerson *self)
{
  return self->identity;
}

const char *
jly_person_get_name (JlyPerson *self)
{
  return self->name;
}

gboolean
jly_person_set_name (JlyPerson *self, const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (self);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Free some space on the disk.") };

  g_free (self->name);
  self->name = g_strdup (name);
  g_key_file_set_string (file, GROUP, "name", name);
  g_mkdir_with_parents (self->dir, 0700);
  return g_key_file_save_to_file (file, path, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("Your name could not be kept."));
}

gboolean
jly_person_take (JlyPerson *self, JlyIdentity *identity, JlyStore *store, GError **error)
{
  if (store != NULL && !jly_store_unlock (store, identity, error))
    {
      jly_identity_free (identity);
      return FALSE;
    }
  g_clear_pointer (&self->identity, jly_identity_free);
  self->identity = identity;
  g_signal_emit (self, signals[OPENED], 0);
  return TRUE;
}

typedef struct
{
  char *dir;
  GBytes *passphrase; /* NULL: the keyring */
  JlyStore *store;
  gboolean makes;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_free (work->dir);
  g_clear_pointer (&work->passphrase, g_bytes_unref);
  g_free (work);
}

static void
vault_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  JlyIdentity *identity = work->makes ? jly_vault_create (work->dir, work->passphrase, &error)
                                      : jly_vault_open (work->dir, work->passphrase, &error);

  if (identity != NULL)
    g_task_return_pointer (task, identity, (GDestroyNotify)jly_identity_free);
  else
    g_task_return_error (task, error);
}

static void
start (JlyPerson *self,
       gboolean makes,
       GBytes *passphrase,
       JlyStore *store,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->dir = g_strdup (self->dir);
  work->passphrase = passphrase != NULL ? g_bytes_ref (passphrase) : NULL;
  work->store = store;
  work->makes = makes;
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, vault_worker);
}

void
jly_person_make_async (JlyPerson *self,
                       GBytes *passphrase,
                       JlyStore *store,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  start (self, TRUE, passphrase, store, callback, user_data);
}

void
jly_person_open_async (JlyPerson *self,
                       GBytes *passphrase,
                       JlyStore *store,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  start (self, FALSE, passphrase, store, callback, user_data);
}

gboolean
jly_person_finish (JlyPerson *self, GAsyncResult *result, GError **error)
{
  const Work *work = g_task_get_task_data (G_TASK (result));
  JlyIdentity *identity = g_task_propagate_pointer (G_TASK (result), error);

  return identity != NULL && jly_person_take (self, identity, work->store, error);
}

/* Bits that an even guess over the kinds of characters would need, less for characters that come
 * again: a line of one character has next to none. */
JlyStrength
jly_person_rate (const char *passphrase)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0, pool = 0;
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, other = FALSE;
  double bits;

  for (const char *at = passphrase; *at != '\0'; at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);

      g_hash_table_add (seen, GUINT_TO_POINTER (c));
      lower |= g_unichar_islower (c);
      upper |= g_unichar_isupper (c);
      digit |= g_unichar_isdigit (c);
      other |= !g_unichar_isalnum (c);
    }
  if (n < JLY_VAULT_LEAST_PASSPHRASE)
    return JLY_STRENGTH_TOO_SHORT;
  pool = 26u * lower + 26u * upper + 10u * digit + 20u * other;
  bits = log2 (MAX (pool, 2)) * (g_hash_table_size (seen) + 0.25 * (n - g_hash_table_size (seen)));
  return bits < 45 ? JLY_STRENGTH_WEAK : bits < 75 ? JLY_STRENGTH_FAIR : JLY_STRENGTH_GOOD;
}
