/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See services-fixture.h. */
#include "config.h"

#include "service/services-fixture.h"

#include "party/jly-folder.h"
#include "party/jly-json.h"

#include <gio/gunixsocketaddress.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_TRIES 600 /* of a twentieth of a second */

static const char *const names[N_SERVICES] = { "north", "south", "west" };

static char *
build_path (const ServiceParty *party, const char *name)
{
  return g_build_filename (party->dir, name, NULL);
}

void
services_init (Services *self, char *root, const char *program)
{
  JlyListener *listeners[N_SERVICES];

  *self = (Services){ .root = root, .program = program, .call_seconds = 2 };
  for (guint i = 0; i < N_SERVICES; i++)
    {
      ServiceParty *party = &self->parties[i];

      listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      g_assert_nonnull (listeners[i]);
      party->name = g_strdup (names[i]);
      party->dir = g_build_filename (root, names[i], NULL);
      party->port = party->public_port = jly_listener_get_port (listeners[i]);
      g_assert_cmpint (g_mkdir_with_parents (party->dir, 0700), ==, 0);
    }
  for (guint i = 0; i < N_SERVICES; i++)
    jly_listener_free (listeners[i]);
}

static char *
write_config (const Services *self, const ServiceParty *party)
{
  char *path = build_path (party, "miner.conf");
  g_autofree char *text = g_strdup_printf (
      "[party]\nname=%s\ndata-dir=%s/data\n[network]\nlisten=127.0.0.1:%u\n"
      "address=127.0.0.1:%u\ncall-seconds=%u\n[control]\nsocket=%s/control\n"
      "[studies]\nclose=%s\n[limits]\n%s",
      party->name, party->dir, party->port, party->public_port, self->call_seconds, party->dir,
      self->close != NULL ? self->close : "complete", self->limits != NULL ? self->limits : "");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
run_program (const Services *self, const char *path, const char *log)
{
  /* It ends with the test, however that ends. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_assert_nonnull (freopen (log, "a", stderr));
  if (self->child_func != NULL)
    self->child_func (NULL);
  execl (self->program, self->program, "--config", path, NULL);
  _exit (127);
}

void
services_rest (guint ms)
{
  static GMutex mutex;
  static GCond cond;
  gint64 until = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&mutex);
  while (g_cond_wait_until (&cond, &mutex, until))
    continue;
  g_mutex_unlock (&mutex);
}

/* Until it answers its operator. */
static void
wait_for_start (Services *self, guint i)
{
  for (guint n = 0; n < START_TRIES; n++)
    {
      g_autofree char *path = build_path (&self->parties[i], "control");
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection
          = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
      int status;

      if (connection != NULL)
        return;
      g_assert_cmpint (waitpid (self->parties[i].pid, &status, WNOHANG), ==, 0);
      services_rest (50);
    }
  g_error ("%s does not start", self->parties[i].name);
}

void
services_init_in_memory (Services *self, const char *name)
{
  char *root = g_strdup_printf ("/dev/shm/jly-%s-XXXXXX", name);

  g_assert_nonnull (g_mkdtemp (root));
  services_init (self, root, NULL);
}

void
services_start (Services *self, guint i)
{
  ServiceParty *party = &self->parties[i];
  g_autofree char *path = write_config (self, party);
  g_autofree char *log = build_path (party, "log");
  g_autoptr (GError) error = NULL;

  if (self->program == NULL)
    {
      party->service = jly_service_new (jly_service_config_load (path, &error), path, &error);
      g_assert_no_error (error);
      return;
    }
  party->pid = fork ();
  g_assert_cmpint (party->pid, >=, 0);
  if (party->pid == 0)
    run_program (self, path, log);
  wait_for_start (self, i);
}

void
services_start_all (Services *self)
{
  for (guint i = 0; i < N_SERVICES; i++)
    services_start (self, i);
}

void
services_stop (Services *self, guint i, gboolean is_killed)
{
  ServiceParty *party = &self->parties[i];
  int status = 0;

  if (party->service != NULL)
    jly_service_stop (party->service);
  g_clear_pointer (&party->service, jly_service_free);
  if (party->pid <= 0)
    return;
  kill (party->pid, is_killed ? SIGKILL : SIGTERM);
  g_assert_cmpint (waitpid (party->pid, &status, 0), ==, party->pid);
  party->pid = 0;
  g_assert_true (is_killed || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
}

void
services_clear (Services *self)
{
  for (guint i = 0; i < N_SERVICES; i++)
    {
      services_stop (self, i, FALSE);
      jly_folder_remove (self->parties[i].dir);
      g_free (self->parties[i].dir);
      g_free (self->parties[i].name);
    }
}

static char *
ask_process (const ServiceParty *party, const char *line)
{
  g_autofree char *path = build_path (party, "control");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_autoptr (GDataInputStream) in = NULL;
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  g_assert_no_error (error);
  in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  return g_data_input_stream_read_line (in, NULL, NULL, &error);
}

JsonObject *
services_ask (Services *self, guint i, const char *line)
{
  ServiceParty *party = &self->parties[i];
  g_autofree char *answer = party->service != NULL
                                ? jly_service_control_answer (party->service, line)
                                : ask_process (party, line);
  JsonObject *object = answer != NULL ? jly_json_parse (answer, NULL) : NULL;

  g_assert_nonnull (object);
  return object;
}

GBytes *
services_invite (Services *self, guint i)
{
  g_autoptr (JsonObject) answer = services_ask (self, i, "{\"do\":\"invite\"}");
  const char *link = jly_json_get_text (answer, "link", "");
  g_autoptr (GBytes) text = g_bytes_new (link, strlen (link));
  g_autoptr (GError) error = NULL;
  GBytes *pass = jly_pass_find (text, &error);

  g_assert_no_error (error);
  return pass;
}

void
services_remove (Services *self)
{
  jly_folder_remove (self->root);
  g_clear_pointer (&self->root, g_free);
}
