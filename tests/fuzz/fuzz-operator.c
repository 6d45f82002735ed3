/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operator may write: the configuration of a service, which is taken, or refused with a
 * sentence. Lines at its socket: test service-door. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "service/jly-service-config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

const char *const fuzz_name = "operator";

static const char whole[]
    = "[party]\nname=North\ndata-dir=/var/lib/jointly\n[network]\nlisten=[::1]:99\n"
      "address=north.example.org:7461\ncall-seconds=5\n[limits]\nbytes=512M\n"
      "studies=7\nconnections=9\nparties=50\nruns=2\n[control]\n"
      "socket=/run/jointly/control\nmode=0600\n[studies]\nclose=operator\n"
      "close-days=14\n";

static void
read_config (const guint8 *bytes, gsize n)
{
  static char *path;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyServiceConfig) config = NULL;
  FILE *file;

  if (path == NULL)
    path = g_strdup_printf ("%s/jly-fuzz-operator-%u", g_get_tmp_dir (), g_random_int ());
  file = g_fopen (path, "wb"); /* not kept for a loss of power, which takes time */
  g_assert_true (file != NULL && (n == 0 || fwrite (bytes, 1, n, file) == n) && fclose (file) == 0);
  config = jly_service_config_load (path, &error);
  g_unlink (path);
  g_assert ((config == NULL) == (error != NULL));
  if (error != NULL)
    g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
  else
    g_assert (config->port > 0 && config->max_studies > 0 && config->name[0] != '\0');
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  read_config (bytes, n);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  return index == 0 ? g_bytes_new_static (whole, strlen (whole)) : NULL;
}
