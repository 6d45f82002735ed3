/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-miner-main.h. */
#include "config.h"

#include "miner/jly-miner-main.h"

#include "base/jly-error.h"
#include "service/jly-service-control.h"
#include "service/jly-service-notify.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>

#define THREAD_STACK (1u << 20) /* bytes, of a study’s or a caller’s thread */

typedef struct
{
  JlyService *service;
  GMainLoop *loop;
} Life;

/* Each caller and each study is a thread. With 8 MiB for a stack and 64 MiB for a heap of each, a
 * service that is limited to 512 MiB could have but a few, however little they use. */
static void
save_memory (void)
{
  pthread_attr_t attr;

  mallopt (M_ARENA_MAX, 2);
  if (pthread_attr_init (&attr) != 0)
    return;
  pthread_attr_setstacksize (&attr, THREAD_STACK);
  pthread_setattr_default_np (&attr);
  pthread_attr_destroy (&attr);
}

static int
print_error (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);

  fprintf (stderr, "%s\n", error->message);
  if (detail->next != NULL)
    fprintf (stderr, _ ("Next: %s\n"), detail->next);
  return jly_error_exit_code (error);
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (((Life *)data)->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
reload_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;

  jly_service_notify ("RELOADING=1");
  if (!jly_service_reload (((Life *)data)->service, &error))
    g_warning ("%s", error->message);
  jly_service_notify ("READY=1");
  return G_SOURCE_CONTINUE;
}

int
jly_miner_check_config (const char *config_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyServiceConfig) config = jly_service_config_load (config_path, &error);

  if (config == NULL)
    return print_error (error);
  printf (_ ("“%s” can be used: “%s” listens at %s:%u and is reached at %s.\n"), config_path,
          config->name, config->host, config->port, config->address);
  return EX_OK;
}

static void
live (Life *life)
{
  guint sources[3];

  life->loop = g_main_loop_new (NULL, FALSE);
  sources[0] = g_unix_signal_add (SIGTERM, stop_cb, life);
  sources[1] = g_unix_signal_add (SIGINT, stop_cb, life);
  sources[2] = g_unix_signal_add (SIGHUP, reload_cb, life);
  jly_service_notify ("READY=1");
  g_main_loop_run (life->loop);
  jly_service_notify ("STOPPING=1");
  jly_service_stop (life->service);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  g_main_loop_unref (life->loop);
}

int
jly_miner_main (const char *config_path)
{
  g_autoptr (GError) error = NULL;
  JlyServiceConfig *config = jly_service_config_load (config_path, &error);
  JlyServiceControl *control;
  Life life = { 0 };

  save_memory ();
  life.service = config != NULL ? jly_service_new (config, config_path, &error) : NULL;
  if (life.service == NULL)
    return print_error (error);
  control = jly_service_control_open (life.service, &error);
  if (control == NULL)
    {
      jly_service_free (life.service);
      return print_error (error);
    }
  live (&life);
  jly_service_control_close (control);
  jly_service_free (life.service);
  return EX_OK;
}
