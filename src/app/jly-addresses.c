/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-addresses.h. */
#include "config.h"

#include "app/jly-addresses.h"

#include "base/jly-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FIRST_PORT 20000
#define ANYWHERE "192.0.2.1:1" /* stands for the network outside, and is nobody's (RFC 5737) */
#define N_TRIPLES 4000         /* up to 32000, below the ports that Linux gives to callers */

char **
jly_addresses_for_here (const guint8 contract_hash[JLY_HASH_BYTES])
{
  guint triple = ((guint)contract_hash[0] << 8 | contract_hash[1]) % N_TRIPLES;
  char **addresses = g_new0 (char *, JLY_STUDY_MINERS + 1);

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    addresses[i] = g_strdup_printf ("127.0.0.1:%u", FIRST_PORT + triple * JLY_STUDY_MINERS + i);
  return addresses;
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GSocketConnectable) parsed
      = strchr (text, ':') != NULL ? g_network_address_parse (text, 0, NULL) : NULL;

  return parsed != NULL && g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) != 0;
}

gint
jly_addresses_find_wrong (char *const *addresses, guint own)
{
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    if (addresses[i] == NULL || (!is_address (addresses[i]) && (i == own || *addresses[i] != '\0')))
      return (gint)i;
  return -1;
}

/* Choosing a route is all that connecting does before anything is sent. */
static char *
find_own_address (const char *towards)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (towards, 1, NULL);
  g_autoptr (GInetAddress) number = parsed != NULL ? g_inet_address_new_from_string (
                                        g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)))
                                                   : NULL;
  g_autoptr (GSocketAddress) remote = NULL, local = NULL;
  g_autoptr (GSocket) way = NULL;

  if (number == NULL)
    return NULL;
  remote = g_inet_socket_address_new (number, 1);
  way = g_socket_new (g_inet_address_get_family (number), G_SOCKET_TYPE_DATAGRAM,
                      G_SOCKET_PROTOCOL_UDP, NULL);
  if (way == NULL || !g_socket_connect (way, remote, NULL, NULL))
    return NULL;
  local = g_socket_get_local_address (way, NULL);
  return G_IS_INET_SOCKET_ADDRESS (local) ? g_inet_address_to_string (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)))
                                          : NULL;
}

char *
jly_addresses_guess (const guint8 contract_hash[JLY_HASH_BYTES], guint place, const char *towards)
{
  g_auto (GStrv) here = jly_addresses_for_here (contract_hash);
  g_autofree char *own = towards != NULL ? find_own_address (towards) : NULL;
  const char *port = strrchr (here[place], ':') + 1;

  if (own == NULL)
    own = find_own_address (ANYWHERE);
  if (own == NULL)
    return g_strdup (here[place]);
  return g_strdup_printf (strchr (own, ':') != NULL ? "[%s]:%s" : "%s:%s", own, port);
}

char **
jly_addresses_load (const char *folder, const char *study_id)
{
  g_autofree char *path = g_build_filename (folder, study_id, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", JLY_STUDY_MINERS + 1);
  return g_strv_length (lines) == JLY_STUDY_MINERS
                 && jly_addresses_find_wrong (lines, JLY_STUDY_MINERS) < 0
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
