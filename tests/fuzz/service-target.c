/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See service-target.h. */
#include "config.h"

#include "fuzz/service-target.h"

#include "party/jly-folder.h"

#include <stdlib.h>

static JlyService *service;
static char *dir;

static void
end (void)
{
  jly_service_free (service);
  jly_folder_remove (dir);
  g_free (dir);
}

JlyService *
service_target_get (void)
{
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  JlyListener *free_port;

  if (service != NULL)
    return service;
  dir = g_dir_make_tmp ("jly-fuzz-service-XXXXXX", NULL);
  free_port = jly_listener_new ("127.0.0.1", 0, NULL);
  path = g_build_filename (dir, "miner.conf", NULL);
  text = g_strdup_printf ("[party]\nname=North\ndata-dir=%s/data\n[network]\nlisten=127.0.0.1:%u\n"
                          "address=127.0.0.1:7461\n[control]\nsocket=%s/control\n",
                          dir, jly_listener_get_port (free_port), dir);
  jly_listener_free (free_port);
  g_assert (g_file_set_contents (path, text, -1, NULL));
  service = jly_service_new (jly_service_config_load (path, &error), path, &error);
  g_assert_no_error (error);
  atexit (end);
  return service;
}
