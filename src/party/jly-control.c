/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-control.h. A thread of its own reads, so that the end is noticed while work goes on. */
#include "config.h"

#include "party/jly-control.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define MAX_LINE (8u << 20)

struct _JlyControl
{
  int in;
  int out;
  GAsyncQueue *commands; /* JsonObject *, or END */
  GCancellable *cancellable;
  GMutex write_mutex;
};

/* Stands in the queue where no further command will come. */
static char END[] = "end";

static void
end_input (JlyControl *self)
{
  g_cancellable_cancel (self->cancellable);
  g_async_queue_push (self->commands, END);
}

/* FALSE when this was the last line to be read. */
static gboolean
take_line (JlyControl *self, const char *line)
{
  g_autoptr (JsonObject) command = jly_json_parse (line, NULL);

  if (command == NULL || jly_json_get_bool (command, "quit", FALSE))
    return FALSE;
  /* At once, whatever is under way. */
  if (g_str_equal (jly_json_get_text (command, "command", ""), "ping"))
    {
      jly_control_emit (self, jly_control_event ("alive"));
      return TRUE;
    }
  g_async_queue_push (self->commands, g_steal_pointer (&command));
  return TRUE;
}

/* Takes all whole lines out of the buffer. */
static gboolean
take_lines (JlyControl *self, GString *buffer)
{
  char *end;

  while ((end = memchr (buffer->str, '\n', buffer->len)) != NULL)
    {
      gboolean more;

      *end = '\0';
      more = take_line (self, buffer->str);
      g_string_erase (buffer, 0, end - buffer->str + 1);
      if (!more)
        return FALSE;
    }
  return buffer->len <= MAX_LINE;
}

static gpointer
read_worker (gpointer data)
{
  JlyControl *self = data;
  g_autoptr (GString) buffer = g_string_new (NULL);
  char bytes[65536];
  gssize n;

  do
    {
      n = read (self->in, bytes, sizeof bytes);
      if (n > 0)
        g_string_append_len (buffer, bytes, n);
    }
  while ((n > 0 && take_lines (self, buffer)) || (n < 0 && errno == EINTR));
  end_input (self);
  jly_control_unref (self);
  return NULL;
}

static void
free_command (gpointer command)
{
  if (command != END)
    json_object_unref (command);
}

static void
clear_control (gpointer data)
{
  JlyControl *self = data;

  g_async_queue_unref (self->commands);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->write_mutex);
}

void
jly_control_unref (JlyControl *self)
{
  g_atomic_rc_box_release_full (self, clear_control);
}

JlyControl *
jly_control_new (int in, int out)
{
  JlyControl *self = g_atomic_rc_box_new0 (JlyControl);

  self->in = in;
  self->out = out;
  self->commands = g_async_queue_new_full (free_command);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->write_mutex);
  g_thread_unref (g_thread_new ("control", read_worker, g_atomic_rc_box_acquire (self)));
  return self;
}

JsonObject *
jly_control_wait (JlyControl *self)
{
  gpointer command = g_async_queue_pop (self->commands);

  if (command != END)
    return command;
  g_async_queue_push (self->commands, END);
  return NULL;
}

GCancellable *
jly_control_get_cancellable (JlyControl *self)
{
  return self->cancellable;
}

void
jly_control_emit (JlyControl *self, JsonObject *event)
{
  g_autofree char *text = jly_json_print (event, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  gsize left = strlen (line);
  const char *at = line;

  g_mutex_lock (&self->write_mutex);
  while (left > 0)
    {
      gssize n = write (self->out, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        break;
      at += n;
      left -= (gsize)n;
    }
  g_mutex_unlock (&self->write_mutex);
}

JsonObject *
jly_control_event (const char *name)
{
  JsonObject *event = json_object_new ();

  json_object_set_string_member (event, "event", name);
  return event;
}

void
jly_control_emit_stage (JlyControl *self, const char *stage)
{
  JsonObject *event = jly_control_event ("stage");

  json_object_set_string_member (event, "stage", stage);
  jly_control_emit (self, event);
}

void
jly_control_emit_error (JlyControl *self, const char *name, const GError *error)
{
  JsonObject *event = jly_control_event (name);

  json_object_set_object_member (event, "error", jly_json_from_error (error));
  jly_control_emit (self, event);
}

char **
jly_control_read_addresses (JsonObject *command, guint expected, GError **error)
{
  JsonArray *array = jly_json_get_array (command, "addresses");
  g_auto (GStrv) addresses = g_new0 (char *, expected + 1);

  for (guint i = 0; i < expected; i++)
    {
      addresses[i] = g_strdup (jly_json_element_text (array, i));
      if (addresses[i] == NULL)
        {
          jly_fail (error, JLY_ERROR_USAGE, NULL,
                    _ ("The addresses of the computing parties are missing."));
          return NULL;
        }
    }
  return g_steal_pointer (&addresses);
}

static gboolean
serve (JlyControl *self,
       gpointer service,
       JlyControlStep start,
       JlyControlStep take_study,
       gboolean (*work) (gpointer service, GError **error),
       GError **error)
{
  const JlyControlStep steps[] = { start, take_study };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (JsonObject) command = jly_control_wait (self);

      if (command == NULL)
        return TRUE;
      if (!steps[i](service, command, error))
        return FALSE;
    }
  return work (service, error);
}

int
jly_control_serve (JlyControl *self,
                   gpointer service,
                   JlyControlStep start,
                   JlyControlStep take_study,
                   gboolean (*work) (gpointer service, GError **error))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) rest = NULL;
  int code = EX_OK;

  if (!serve (self, service, start, take_study, work, &error))
    {
      jly_control_emit_error (self, "failed", error);
      code = jly_error_exit_code (error);
    }
  rest = jly_control_wait (self);
  return code;
}
