/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-control.h. Questions are answered one after the other in one thread: an operator
 * is one person. */
#include "config.h"

#include "service/jly-service-control.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define DAY 86400
#define DEFAULT_DAYS 14
#define MAX_DAYS 365
#define ASK_SECONDS 10 /* that one connection may take */

struct _JlyServiceControl
{
  JlyService *service;
  char *path;
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
};

typedef gboolean (*Action) (JlyService *service,
                            JsonObject *ask,
                            JsonObject *answer,
                            GError **error);

static gboolean
do_status (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  json_object_set_object_member (answer, "service", jly_service_describe (service, FALSE));
  return TRUE;
}

static gboolean
do_studies (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  json_object_set_object_member (answer, "service", jly_service_describe (service, TRUE));
  return TRUE;
}

static gboolean
add_pass (JlyService *service, JsonObject *answer, gint64 expires_at, GError **error)
{
  g_autoptr (GBytes) pass = jly_service_make_pass (service, expires_at, error);
  g_autofree char *link = NULL;

  if (pass == NULL)
    return FALSE;
  link = jly_pass_to_link (pass);
  jly_json_set_bytes (answer, "file", g_bytes_get_data (pass, NULL), g_bytes_get_size (pass));
  jly_json_set_text (answer, "link", link);
  return TRUE;
}

static gboolean
do_card (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  return add_pass (service, answer, 0, error);
}

static gboolean
do_invite (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  gint64 days = jly_json_get_number (ask, "days", DEFAULT_DAYS);

  if (days < 1 || days > MAX_DAYS)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("An invitation is good for 1 to %d days."),
                     MAX_DAYS);
  return add_pass (service, answer, g_get_real_time () / G_USEC_PER_SEC + days * DAY, error);
}

static JlyServiceStudy *
find_study (JlyService *service, JsonObject *ask, GError **error)
{
  const char *id = jly_json_get_text (ask, "study", "");
  JlyServiceStudy *study = jly_service_find_id (service, id);
  const JlyErrorDetail detail = { .next = _ ("See which studies there are.") };

  if (study == NULL)
    jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no study “%s”."), id);
  return study;
}

static gboolean
do_refuse (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  JlyServiceStudy *study = find_study (service, ask, error);
  gboolean ok;

  if (study == NULL)
    return FALSE;
  ok = jly_service_study_refuse (study, error);
  jly_service_release (service, study);
  return ok;
}

static gboolean
do_close (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  JlyServiceStudy *study = find_study (service, ask, error);
  JsonArray *array = jly_json_get_array (ask, "without");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean ok;

  if (study == NULL)
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (jly_json_element_text (array, i) != NULL)
      g_ptr_array_add (names, (char *)jly_json_element_text (array, i));
  g_ptr_array_add (names, NULL);
  ok = jly_service_study_close_set (study, (const char *const *)names->pdata, error);
  jly_service_release (service, study);
  return ok;
}

static gboolean
do_erase (JlyService *service, JsonObject *ask, JsonObject *answer, GError **error)
{
  return jly_service_erase (service, jly_json_get_text (ask, "study", ""), error);
}

static const struct
{
  const char *name;
  Action run;
} actions[] = {
  { "status", do_status }, { "studies", do_studies }, { "card", do_card },
  { "invite", do_invite }, { "refuse", do_refuse },   { "close", do_close },
  { "erase", do_erase },
};

static gboolean
act (JlyService *service, const char *line, JsonObject *answer, GError **error)
{
  g_autoptr (JsonObject) ask = jly_json_parse (line, error);
  const char *what;

  if (ask == NULL)
    return FALSE;
  what = jly_json_get_text (ask, "do", "");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (what, actions[i].name))
      return actions[i].run (service, ask, answer, error);
  return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The computing party cannot do “%s”."), what);
}

char *
jly_service_control_answer (JlyService *service, const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer = json_object_new ();

  if (!act (service, line, answer, &error))
    json_object_set_object_member (answer, "error", jly_json_from_error (error));
  return jly_json_print (answer, FALSE);
}

static void
serve (JlyServiceControl *self, GSocketConnection *connection)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autofree char *line = g_malloc0 (JLY_SERVICE_CONTROL_MAX + 1);
  g_autofree char *answer = NULL;
  g_autofree char *text = NULL;
  gsize n = 0;
  gssize got = 1;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), ASK_SECONDS);
  while (got > 0 && n < JLY_SERVICE_CONTROL_MAX && memchr (line, '\n', n) == NULL)
    {
      got = g_input_stream_read (in, line + n, JLY_SERVICE_CONTROL_MAX - n, self->cancellable,
                                 NULL);
      n += got > 0 ? (gsize)got : 0;
    }
  if (got < 0 || memchr (line, '\n', n) == NULL)
    return;
  answer = jly_service_control_answer (self->service, line);
  text = g_strconcat (answer, "\n", NULL);
  g_output_stream_write_all (out, text, strlen (text), NULL, self->cancellable, NULL);
}

static gpointer
control_worker (gpointer data)
{
  JlyServiceControl *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

      if (connection != NULL)
        serve (self, connection);
      else if (!g_cancellable_is_cancelled (self->cancellable))
        g_usleep (100 * G_TIME_SPAN_MILLISECOND);
    }
  return NULL;
}

static gboolean
is_answered (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

/* Nobody can open it before its mode is right, since it is made with none. */
static gboolean
bind_path (GSocketListener *listener, const char *path, guint mode, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autofree char *dir = g_path_get_dirname (path);
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Choose another path for [control] socket.") };
  mode_t old;
  gboolean ok;

  g_mkdir_with_parents (dir, 0755);
  if (is_answered (path))
    return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                     _ ("Another computing party listens at “%s”."), path);
  g_unlink (path);
  old = umask (0777);
  ok = g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL);
  umask (old);
  return (ok && g_chmod (path, (int)mode) == 0)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The operator’s socket “%s” cannot be made."), path);
}

JlyServiceControl *
jly_service_control_open (JlyService *service, GError **error)
{
  const JlyServiceConfig *config = jly_service_get_config (service);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  JlyServiceControl *self;

  if (!bind_path (listener, config->control, config->control_mode, error))
    return NULL;
  self = g_new0 (JlyServiceControl, 1);
  self->service = service;
  self->path = g_strdup (config->control);
  self->listener = g_steal_pointer (&listener);
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("control", control_worker, self);
  return self;
}

void
jly_service_control_close (JlyServiceControl *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}
