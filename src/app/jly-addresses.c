/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-addresses.h. */
#include "config.h"

#include "app/jly-addresses.h"

#include "base/jly-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FIRST_PORT 20000
#define N_TRIPLES 4000 /* up to 32000, below the ports that Linux gives to callers */

char **
jly_addresses_for_here (const guint8 contract_hash[JLY_HASH_BYTES])
{
  guint triple = ((guint)contract_hash[0] << 8 | contract_hash[1]) % N_TRIPLES;
  char **addresses = g_new0 (char *, JLY_STUDY_MINERS + 1);

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    addresses[i] = g_strdup_printf ("127.0.0.1:%u", FIRST_PORT + triple * JLY_STUDY_MINERS + i);
  return addresses;
}

gint
jly_addresses_find_wrong (char *const *addresses)
{
  for (gint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      g_autoptr (GSocketConnectable) parsed = NULL;

      if (addresses[i] == NULL || strchr (addresses[i], ':') == NULL)
        return i;
      parsed = g_network_address_parse (addresses[i], 0, NULL);
      if (parsed == NULL || g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) == 0)
        return i;
    }
  return -1;
}

char **
jly_addresses_load (const char *folder, const char *study_id)
{
  g_autofree char *path = g_build_filename (folder, study_id, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (g_strchomp (text), "\n", JLY_STUDY_MINERS + 1);
  return g_strv_length (lines) == JLY_STUDY_MINERS && jly_addresses_find_wrong (lines) < 0
             ? g_steal_pointer (&lines)
             : NULL;
}

gboolean
jly_addresses_save (const char *folder,
                    const char *study_id,
                    char *const *addresses,
                    GError **error)
{
  g_autofree char *path = g_build_filename (folder, study_id, NULL);
  g_autofree char *text = g_strjoinv ("\n", (char **)addresses);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Make room on the disk.") };

  return (g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (path, text, -1, NULL))
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The addresses could not be kept."));
}
