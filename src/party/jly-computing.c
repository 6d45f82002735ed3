/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-computing.h. A child that stands still is told from one that waits for others by a
 * question that it answers at any time. */
#include "config.h"

#include "party/jly-computing.h"

#include "base/jly-error.h"
#include "base/jly-paths.h"
#include "party/jly-child.h"
#include "party/jly-json.h"
#include "party/jly-session-events.h"

#include <glib/gi18n-lib.h>

#define PING_MS 20000
#define MOST_UNANSWERED 3
#define LEAVE_MS 2000

/* Held by its task. */
typedef struct
{
  JlyChild *child;
  JlySessionFunc func;
  gpointer func_data;
  GSource *ping, *leave; /* NULL: not running */
  gulong cancel_id;
  guint n_unanswered;
  gboolean is_done, died, stood_still;
  GError *error;
} Run;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_run (gpointer data)
{
  Run *self = data;

  clear_source (&self->ping);
  clear_source (&self->leave);
  g_clear_pointer (&self->child, jly_child_free);
  g_clear_error (&self->error);
  g_free (self);
}

static GSource *
add_timer (guint ms, GSourceFunc func, gpointer data)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  const char *name = jly_json_get_text (event, "event", "");
  JsonObject *problem = jly_json_get_object (event, "error");

  self->n_unanswered = 0;
  if (jly_session_events_read (event, self->func, self->func_data))
    return;
  self->is_done |= g_str_equal (name, "done");
  if (g_str_equal (name, "failed") && problem != NULL)
    self->error = jly_json_to_error (problem);
  if (self->is_done || self->error != NULL)
    jly_child_quit (child);
}

/* Nobody is told what was wrong with a child that could not tell it itself. */
static void
explain_death (Run *self)
{
  const JlyErrorDetail detail = {
    .step = "computing",
    .next = _ ("Compute again. If it happens again, restart this computer, or close programs that "
               "need much memory."),
  };

  if (self->stood_still)
    jly_fail (&self->error, JLY_ERROR_SYSTEM, &detail,
              _ ("The program that computes on this computer did not answer any more, and was "
                 "ended."));
  else
    jly_fail (&self->error, JLY_ERROR_SYSTEM, &detail,
              _ ("The program that computes on this computer ended before it was done."));
}

static void
exit_cb (JlyChild *child, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);

  clear_source (&self->ping);
  clear_source (&self->leave);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancel_id);
  if (self->is_done)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->died = self->error == NULL;
  if (self->error == NULL && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    jly_fail (&self->error, JLY_ERROR_CANCELLED, NULL, _ ("The computation was stopped."));
  if (self->error == NULL)
    explain_death (self);
  g_task_return_error (task, g_steal_pointer (&self->error));
}

static gboolean
ping_cb (gpointer user_data)
{
  Run *self = g_task_get_task_data (user_data);

  if (self->n_unanswered++ < MOST_UNANSWERED)
    {
      JsonObject *command = json_object_new ();

      json_object_set_string_member (command, "command", "ping");
      jly_child_send (self->child, command);
      return G_SOURCE_CONTINUE;
    }
  self->stood_still = TRUE;
  jly_child_kill (self->child);
  return G_SOURCE_REMOVE;
}

static gboolean
leave_cb (gpointer user_data)
{
  Run *self = g_task_get_task_data (user_data);

  jly_child_kill (self->child);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Run *self = g_task_get_task_data (user_data);

  if (self->leave != NULL)
    return;
  self->leave = add_timer (LEAVE_MS, leave_cb, user_data);
  jly_child_quit (self->child);
}

static JsonObject *
describe (const JlyComputing *work)
{
  JsonObject *command = json_object_new ();
  JsonArray *addresses = json_array_new ();

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    json_array_add_string_element (addresses, work->addresses[i]);
  json_object_set_string_member (command, "command", "compute");
  json_object_set_string_member (command, "dir", work->dir);
  json_object_set_string_member (command, "study", work->study_id);
  json_object_set_boolean_member (command, "needs-words", work->needs_words);
  json_object_set_int_member (command, "question", work->question);
  json_object_set_array_member (command, "addresses", addresses);
  return command;
}

static JlyChild *
start (const JlyComputing *work, GTask *task, GError **error)
{
  g_autofree char *own = work->program == NULL ? jly_paths_program ("jointly-miner") : NULL;
  const char *const argv[] = { work->program != NULL ? work->program : own, "--compute", NULL };
  const JlyErrorDetail detail = {
    .file = "jointly-miner",
    .next = _ ("Install Jointly again, or start it from the folder where it was built."),
  };

  if (argv[0] != NULL)
    return jly_child_new_keyed (_ ("this computing party"), argv, work->identity, event_cb, exit_cb,
                                task, error);
  jly_fail (error, JLY_ERROR_SYSTEM, &detail,
            _ ("The program “%s”, which belongs to Jointly, was not found."), "jointly-miner");
  return NULL;
}

static void
hear_nothing_cb (const JlySessionNews *news, gpointer user_data)
{
}

void
jly_computing_run_async (const JlyComputing *work,
                         GCancellable *cancellable,
                         JlySessionFunc func,
                         gpointer func_data,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);
  GError *error = NULL;

  g_task_set_task_data (task, self, free_run);
  /* A child that was told to stop still says how it ended. */
  g_task_set_check_cancellable (task, FALSE);
  self->func = func != NULL ? func : hear_nothing_cb;
  self->func_data = func_data;
  self->child = start (work, task, &error);
  if (self->child == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  jly_child_send (self->child, describe (work));
  self->ping = add_timer (work->ping_ms > 0 ? work->ping_ms : PING_MS, ping_cb, task);
  if (cancellable != NULL)
    self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  /* Until exit_cb. */
  g_steal_pointer (&task);
}

gboolean
jly_computing_run_finish (GAsyncResult *result, gboolean *died, GError **error)
{
  const Run *self = g_task_get_task_data (G_TASK (result));

  if (died != NULL)
    *died = self->died;
  return g_task_propagate_boolean (G_TASK (result), error);
}
