/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-trio.h. A main context of its own, so that the caller's may be anything. */
#include "config.h"

#include "party/jly-trio.h"

#include "base/jly-error.h"
#include "party/jly-child.h"
#include "party/jly-json.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define N 3

typedef struct
{
  JlyTrio *trio;
  JlyChild *child;
  JsonObject *answer; /* the one waited for; NULL: not there yet */
} Member;

struct _JlyTrio
{
  GMainContext *context;
  Member members[N];
  GError *failure; /* the first */
};

static void
fail (JlyTrio *self, GError *failure)
{
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_error_free (failure);
}

static void
event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  Member *member = user_data;
  JsonObject *error = jly_json_get_object (event, "error");

  if (error != NULL)
    fail (member->trio, jly_json_to_error (error));
  else if (member->answer == NULL)
    member->answer = json_object_ref (event);
}

static void
exit_cb (JlyChild *child, gpointer user_data)
{
  Member *member = user_data;
  GError *error = NULL;

  jly_fail (&error, JLY_ERROR_UNAVAILABLE, NULL, _ ("%s ended before its work was done."),
            jly_child_get_name (child));
  fail (member->trio, error);
}

static gboolean
start_member (JlyTrio *self, guint i, const char *const *argv, GError **error)
{
  g_autofree char *name = g_strdup_printf (_ ("Computing party %u"), i + 1);

  self->members[i].trio = self;
  self->members[i].child = jly_child_new (name, argv, event_cb, exit_cb, &self->members[i], error);
  return self->members[i].child != NULL;
}

static gboolean
has_all_answers (const JlyTrio *self)
{
  for (guint i = 0; i < N; i++)
    if (self->members[i].answer == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static GSource *
watch (JlyTrio *self, GCancellable *cancellable)
{
  GSource *source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (wake_cb), NULL, NULL);
  g_source_attach (source, self->context);
  return source;
}

static gboolean
wait_for_answers (JlyTrio *self, JsonObject *answers[N], GCancellable *cancellable, GError **error)
{
  GSource *source = watch (self, cancellable);

  while (!has_all_answers (self) && self->failure == NULL
         && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (source);
  g_source_unref (source);
  if (g_cancellable_is_cancelled (cancellable))
    return jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("Measuring was stopped."));
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  for (guint i = 0; i < N; i++)
    answers[i] = g_steal_pointer (&self->members[i].answer);
  return TRUE;
}

static void
send_command (JlyTrio *self, guint i, JsonObject *command)
{
  g_main_context_push_thread_default (self->context);
  jly_child_send (self->members[i].child, command);
  g_main_context_pop_thread_default (self->context);
}

JsonObject *
jly_trio_command (const char *name)
{
  JsonObject *command = json_object_new ();

  json_object_set_string_member (command, "command", name);
  return command;
}

/* Tells each its number and a study that nobody else has, and hears where it listens. */
static gboolean
tell_start (JlyTrio *self, JsonObject *places[N], GCancellable *cancellable, GError **error)
{
  guint8 study[32];

  randombytes_buf (study, sizeof study);
  for (guint i = 0; i < N; i++)
    {
      JsonObject *command = jly_trio_command ("start");

      json_object_set_int_member (command, "index", i);
      jly_json_set_bytes (command, "study", study, sizeof study);
      send_command (self, i, command);
    }
  return wait_for_answers (self, places, cancellable, error);
}

static JsonObject *
describe_neighbours (JlyTrio *self,
                     guint i,
                     JsonObject *places[N],
                     JlyTrioRouteFunc route,
                     gpointer user_data,
                     GError **error)
{
  JsonObject *next = places[(i + 1) % N], *prev = places[(i + 2) % N];
  guint16 port = (guint16)jly_json_get_number (next, "port", 0);
  JsonObject *command;

  if (route != NULL)
    port = route (port, user_data, error);
  if (port == 0)
    return NULL;
  command = jly_trio_command ("connect");
  json_object_set_int_member (command, "port", port);
  json_object_set_string_member (command, "next", jly_json_get_text (next, "key", ""));
  json_object_set_string_member (command, "prev", jly_json_get_text (prev, "key", ""));
  return command;
}

static gboolean
introduce (JlyTrio *self,
           JsonObject *places[N],
           JlyTrioRouteFunc route,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  JsonObject *answers[N];

  for (guint i = 0; i < N; i++)
    {
      JsonObject *command = describe_neighbours (self, i, places, route, user_data, error);

      if (command == NULL)
        return FALSE;
      send_command (self, i, command);
    }
  if (!wait_for_answers (self, answers, cancellable, error))
    return FALSE;
  jly_trio_answers_clear (answers);
  return TRUE;
}

static gboolean
start_all (JlyTrio *self, const char *const *argv, GError **error)
{
  gboolean ok = TRUE;

  g_main_context_push_thread_default (self->context);
  for (guint i = 0; i < N && ok; i++)
    ok = start_member (self, i, argv, error);
  g_main_context_pop_thread_default (self->context);
  return ok;
}

JlyTrio *
jly_trio_new (const char *const *argv,
              JlyTrioRouteFunc route,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (JlyTrio) self = g_new0 (JlyTrio, 1);
  JsonObject *places[N] = { NULL };
  gboolean ok;

  self->context = g_main_context_new ();
  if (!start_all (self, argv, error) || !tell_start (self, places, cancellable, error))
    return NULL;
  ok = introduce (self, places, route, user_data, cancellable, error);
  jly_trio_answers_clear (places);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
jly_trio_free (JlyTrio *self)
{
  if (self == NULL)
    return;
  g_main_context_push_thread_default (self->context);
  for (guint i = 0; i < N; i++)
    {
      g_clear_pointer (&self->members[i].child, jly_child_free);
      g_clear_pointer (&self->members[i].answer, json_object_unref);
    }
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_error (&self->failure);
  g_free (self);
}

gboolean
jly_trio_ask (JlyTrio *self,
              JsonObject *command,
              JsonObject *answers[N],
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; i < N; i++)
    send_command (self, i, json_object_ref (command));
  json_object_unref (command);
  return wait_for_answers (self, answers, cancellable, error);
}

void
jly_trio_answers_clear (JsonObject *answers[N])
{
  for (guint i = 0; i < N; i++)
    g_clear_pointer (&answers[i], json_object_unref);
}
