/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-messenger.h. A run works on a database connection and a copy of the keys of its own, so
 * that the window never waits for a network or a slow disk. */
#include "config.h"

#include "app/jly-messenger.h"

#include "app/jly-sent-mark.h"
#include "base/jly-error.h"
#include "party/jly-delivery.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FILE_NAME "messenger.ini"
#define GROUP "messenger"
#define EVERY 20u /* seconds: a computing party may bring something at any time */
#define SOON 500u /* milliseconds: several things are often signed or written at once */

struct _JlyMessenger
{
  GObject parent_instance;

  char *dir;
  JlyPerson *person; /* borrowed from the application, which outlives this */
  char *folder;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  guint timer, soon;
  gboolean is_running, once_more;
  gint64 last;
  guint n_calls, n_reached;
  GError *problem;
  GError *damage;             /* of the note that says which folder it is; NULL: it could be read */
  guint8 put[JLY_HASH_BYTES]; /* jly-delivery.h */
};

G_DEFINE_FINAL_TYPE (JlyMessenger, jly_messenger, G_TYPE_OBJECT)

enum
{
  CARRIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a run works on, and what it comes back with. */
typedef struct
{
  char *dir, *folder, *name;
  JlyIdentity *identity;
  JlyDelivery *delivery;
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  g_free (run->dir);
  g_free (run->folder);
  g_free (run->name);
  jly_identity_free (run->identity);
  jly_delivery_free (run->delivery);
  g_free (run);
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  JlyStore *store = jly_store_open (run->dir, &error);
  gboolean ok;

  run->delivery->cancellable = cancellable;
  ok = store != NULL && jly_store_unlock (store, run->identity, &error)
       && jly_delivery_run (run->delivery, store, run->identity,
                            g_get_real_time () / G_USEC_PER_SEC, run->folder, run->name, &error);
  g_clear_pointer (&store, jly_store_close);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static guint
count_taken (const JlyDelivery *delivery)
{
  guint n = 0;

  for (guint i = 0; i < delivery->report->taken->len; i++)
    n += ((const JlyPostCount *)delivery->report->taken->pdata[i])->n;
  return n + delivery->guests->len;
}

static void
mark_sent (const Run *run)
{
  for (guint i = 0; i < run->delivery->carried->len; i++)
    {
      const JlyDelivered *carried = run->delivery->carried->pdata[i];

      jly_sent_mark_write (run->dir, carried->study_id, carried->last);
    }
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  JlyMessenger *self = JLY_MESSENGER (source);
  const Run *run = g_task_get_task_data (G_TASK (result));

  self->is_running = FALSE;
  self->last = g_get_real_time () / G_USEC_PER_SEC;
  self->n_calls = run->delivery->n_calls;
  self->n_reached = run->delivery->n_reached;
  memcpy (self->put, run->delivery->put, sizeof self->put);
  g_clear_error (&self->problem);
  g_task_propagate_boolean (G_TASK (result), &self->problem);
  mark_sent (run);
  g_signal_emit (self, signals[CARRIED], 0, count_taken (run->delivery));
  if (self->once_more)
    jly_messenger_poke (self);
  self->once_more = FALSE;
}

static gboolean
soon_cb (gpointer data)
{
  JlyMessenger *self = data;
  const JlyIdentity *identity = jly_person_get_identity (self->person);
  g_autoptr (GTask) task = NULL;
  Run *run;

  self->soon = 0;
  if (identity == NULL)
    return G_SOURCE_REMOVE;
  run = g_new0 (Run, 1);
  run->dir = g_strdup (self->dir);
  run->folder = g_strdup (self->folder);
  if (*jly_person_get_name (self->person) != '\0')
    run->name = g_strdup (jly_person_get_name (self->person));
  run->identity = jly_identity_copy (identity);
  run->delivery = jly_delivery_new ();
  memcpy (run->delivery->put, self->put, sizeof self->put);
  task = g_task_new (self, self->cancellable, ran_cb, NULL);
  g_task_set_task_data (task, run, free_run);
  self->is_running = TRUE;
  g_task_run_in_thread (task, run_worker);
  return G_SOURCE_REMOVE;
}

void
jly_messenger_poke (JlyMessenger *self)
{
  g_return_if_fail (JLY_IS_MESSENGER (self));
  if (self->timer == 0 || self->soon != 0 || jly_person_get_identity (self->person) == NULL)
    return;
  if (self->is_running)
    self->once_more = TRUE;
  else
    self->soon = g_timeout_add (SOON, soon_cb, self);
}

static gboolean
timer_cb (gpointer data)
{
  jly_messenger_poke (data);
  return G_SOURCE_CONTINUE;
}

void
jly_messenger_start (JlyMessenger *self)
{
  g_return_if_fail (JLY_IS_MESSENGER (self));
  if (self->timer != 0)
    return;
  self->timer = g_timeout_add_seconds (EVERY, timer_cb, self);
  jly_messenger_poke (self);
}

/* Another network, a cable that is back, a computer that woke up: what failed a moment ago may well
 * succeed now. */
static void
network_changed_cb (JlyMessenger *self, gboolean is_available)
{
  if (is_available)
    jly_messenger_poke (self);
}

/* The folder. */

static void
folder_changed_cb (JlyMessenger *self)
{
  jly_messenger_poke (self);
}

/* Where nothing tells of changes, the timer finds them. */
static void
watch (JlyMessenger *self)
{
  g_autoptr (GFile) file = NULL;

  g_clear_object (&self->monitor);
  if (self->folder == NULL)
    return;
  file = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self);
}

static gboolean
holds_something (const char *path)
{
  GStatBuf about;

  return g_stat (path, &about) == 0 && about.st_size > 0;
}

/* Whoever has chosen a folder learns that it is forgotten, and does not wait for letters. */
static void
load (JlyMessenger *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->dir, FILE_NAME, NULL);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose the folder once more.") };

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    self->folder = g_key_file_get_string (file, GROUP, "folder", NULL);
  /* Where no folder is wanted, there is no note or an empty one. */
  if (self->folder == NULL && holds_something (path))
    jly_fail (&self->damage, JLY_ERROR_DATA, &detail, "%s",
              _ ("Which folder the messages go through cannot be read any more."));
}

static gboolean
save (JlyMessenger *self, const char *folder, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->dir, FILE_NAME, NULL);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Free some space on the disk.") };

  if (folder != NULL)
    g_key_file_set_string (file, GROUP, "folder", folder);
  return (g_mkdir_with_parents (self->dir, 0700) == 0 && g_key_file_save_to_file (file, path, NULL))
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The folder could not be kept."));
}

const char *
jly_messenger_get_folder (JlyMessenger *self)
{
  return self->folder;
}

gboolean
jly_messenger_set_folder (JlyMessenger *self, const char *folder, GError **error)
{
  if (!save (self, folder, error))
    return FALSE;
  g_free (self->folder);
  self->folder = g_strdup (folder);
  memset (self->put, 0, sizeof self->put);
  g_clear_error (&self->problem);
  g_clear_error (&self->damage);
  watch (self);
  jly_messenger_poke (self);
  return TRUE;
}

JlyMessengerState
jly_messenger_get_state (JlyMessenger *self)
{
  const GError *problem = self->problem != NULL ? self->problem : self->damage;
  const JlyErrorDetail *detail = problem != NULL ? jly_error_get_detail (problem) : NULL;

  return (JlyMessengerState){
    .is_running = self->is_running || self->soon != 0,
    .last = self->last,
    .n_calls = self->n_calls,
    .n_reached = self->n_reached,
    .problem = problem != NULL ? problem->message : NULL,
    .next = detail != NULL ? detail->next : NULL,
  };
}

gboolean
jly_messenger_has_way (JlyMessenger *self)
{
  return self->timer != 0 && (self->folder != NULL || self->n_calls > 0);
}

/* A run that is under way is told to stop; what it holds is its own. */
static void
dispose (GObject *object)
{
  JlyMessenger *self = JLY_MESSENGER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->monitor);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  G_OBJECT_CLASS (jly_messenger_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  JlyMessenger *self = JLY_MESSENGER (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->problem);
  g_clear_error (&self->damage);
  g_free (self->dir);
  g_free (self->folder);
  G_OBJECT_CLASS (jly_messenger_parent_class)->finalize (object);
}

static void
jly_messenger_class_init (JlyMessengerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CARRIED] = g_signal_new ("carried", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
jly_messenger_init (JlyMessenger *self)
{
  self->cancellable = g_cancellable_new ();
}

JlyMessenger *
jly_messenger_new (const char *dir, JlyPerson *person)
{
  JlyMessenger *self = g_object_new (JLY_TYPE_MESSENGER, NULL);

  self->dir = g_strdup (dir);
  self->person = person;
  g_signal_connect_object (person, "opened", G_CALLBACK (jly_messenger_poke), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  watch (self);
  return self;
}
