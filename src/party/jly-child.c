/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-child.h. A socket pair instead of pipes: writing to a child that is gone is then an error
 * value, never a signal. */
#include "config.h"

#include "party/jly-child.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SEND_LIMIT 20 /* seconds in which a child that lives has read what it was told */

struct _JlyChild
{
  char *name;
  GSubprocess *process;
  GIOStream *stream;
  GDataInputStream *input;
  GCancellable *cancellable; /* ends reading and waiting when the child is freed */
  guint n_pending;           /* asynchronous calls that will still call back */
  gboolean is_read;          /* everything it said was read */
  gboolean is_reaped;
  JlyChildEventFunc event_func;
  JlyChildExitFunc exit_func;
  gpointer user_data;
};

static void read_line (JlyChild *self);

static void
end_if_over (JlyChild *self)
{
  if (self->is_read && self->is_reaped)
    self->exit_func (self, self->user_data);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JlyChild *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line
      = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  g_autoptr (JsonObject) event = NULL;

  self->n_pending--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (line == NULL)
    {
      self->is_read = TRUE;
      end_if_over (self);
      return;
    }
  event = jly_json_parse (line, NULL);
  if (event != NULL)
    self->event_func (self, event, self->user_data);
  read_line (self);
}

static void
read_line (JlyChild *self)
{
  self->n_pending++;
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JlyChild *self = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  self->n_pending--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_reaped = TRUE;
  end_if_over (self);
}

static gboolean
make_pair (int fds[2], GError **error)
{
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0)
    return TRUE;
  return jly_fail (error, JLY_ERROR_SYSTEM, NULL,
                   _ ("This computer has no room for another program's connection."));
}

/* The end of a pipe from which the secret can be read once; -1 with error. Fewer bytes than any
 * pipe holds, so that writing waits for nobody. */
static int
put_secret (const JlyIdentity *identity, GError **error)
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  gssize written;
  int fds[2];

  if (pipe2 (fds, O_CLOEXEC) != 0)
    {
      jly_fail (error, JLY_ERROR_SYSTEM, NULL,
                _ ("This computer has no room for another program's connection."));
      return -1;
    }
  jly_identity_export_secret (identity, secret);
  written = write (fds[1], secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  close (fds[1]);
  if (written == sizeof secret)
    return fds[0];
  close (fds[0]);
  jly_fail (error, JLY_ERROR_SYSTEM, NULL,
            _ ("The keys could not be handed to the program that computes."));
  return -1;
}

/* Takes the child's end, as its standard input and output, and that of its keys, unless it is
 * negative. */
static GSubprocess *
spawn (int fd, int keys, const char *const *argv, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);

  if (keys >= 0)
    g_subprocess_launcher_take_fd (launcher, keys, JLY_KEYS_FD);
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (fd, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

static GIOStream *
make_stream (int fd, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, error);

  if (socket == NULL)
    {
      close (fd);
      return NULL;
    }
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

/* keys is taken, or negative. */
static JlyChild *
start (const char *name,
       const char *const *argv,
       int keys,
       JlyChildEventFunc event_func,
       JlyChildExitFunc exit_func,
       gpointer user_data,
       GError **error)
{
  g_autoptr (GIOStream) stream = NULL;
  JlyErrorDetail detail = {
    .party = name,
    .step = "starting",
    .next = _ ("Install Jointly again, or start it from the folder where it was built."),
  };
  GSubprocess *process;
  JlyChild *self;
  int fds[2];

  if (!make_pair (fds, error))
    {
      if (keys >= 0)
        close (keys);
      return NULL;
    }
  process = spawn (fds[1], keys, argv, error);
  stream = make_stream (fds[0], process != NULL ? error : NULL);
  if (process == NULL || stream == NULL)
    {
      g_clear_object (&process);
      jly_error_adopt (error, JLY_ERROR_SYSTEM, &detail);
      return NULL;
    }
  self = g_new0 (JlyChild, 1);
  self->name = g_strdup (name);
  self->process = process;
  self->stream = g_steal_pointer (&stream);
  self->input = g_data_input_stream_new (g_io_stream_get_input_stream (self->stream));
  self->cancellable = g_cancellable_new ();
  self->event_func = event_func;
  self->exit_func = exit_func;
  self->user_data = user_data;
  read_line (self);
  self->n_pending++;
  g_subprocess_wait_async (self->process, self->cancellable, wait_cb, self);
  return self;
}

JlyChild *
jly_child_new (const char *name,
               const char *const *argv,
               JlyChildEventFunc event_func,
               JlyChildExitFunc exit_func,
               gpointer user_data,
               GError **error)
{
  return start (name, argv, -1, event_func, exit_func, user_data, error);
}

JlyChild *
jly_child_new_keyed (const char *name,
                     const char *const *argv,
                     const JlyIdentity *identity,
                     JlyChildEventFunc event_func,
                     JlyChildExitFunc exit_func,
                     gpointer user_data,
                     GError **error)
{
  int keys = put_secret (identity, error);

  return keys >= 0 ? start (name, argv, keys, event_func, exit_func, user_data, error) : NULL;
}

void
jly_child_free (JlyChild *self)
{
  if (self == NULL)
    return;
  jly_child_kill (self);
  /* What is pending calls back once more, cancelled; let it see a live child. */
  g_cancellable_cancel (self->cancellable);
  while (self->n_pending > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_object_unref (self->input);
  g_object_unref (self->stream);
  g_object_unref (self->process);
  g_object_unref (self->cancellable);
  g_free (self->name);
  g_free (self);
}

const char *
jly_child_get_name (JlyChild *self)
{
  return self->name;
}

int
jly_child_get_pid (JlyChild *self)
{
  const char *text = self->is_reaped ? NULL : g_subprocess_get_identifier (self->process);
  gint64 pid = 0;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 1, G_MAXINT, &pid, NULL);
  return (int)pid;
}

gboolean
jly_child_has_ended (JlyChild *self)
{
  return self->is_read && self->is_reaped;
}

void
jly_child_send (JlyChild *self, JsonObject *command)
{
  g_autofree char *text = jly_json_print (command, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->stream));
  gboolean ok;

  /* For this writing only: reading waits for as long as the child lives. */
  g_socket_set_timeout (socket, SEND_LIMIT);
  ok = g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), line, strlen (line),
                                  NULL, self->cancellable, NULL);
  g_socket_set_timeout (socket, 0);
  if (!ok)
    jly_child_kill (self);
}

void
jly_child_quit (JlyChild *self)
{
  JsonObject *command = json_object_new ();

  json_object_set_boolean_member (command, "quit", TRUE);
  jly_child_send (self, command);
}

void
jly_child_kill (JlyChild *self)
{
  if (!self->is_reaped)
    g_subprocess_force_exit (self->process);
}
