/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-keys.h. */
#include "config.h"

#include "party/jly-keys.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "party/jly-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define KEY_BYTES 32

void
jly_keys_of (const JlyIdentity *identity, JlyPublicKeys *keys)
{
  jly_identity_get_public (identity, keys->identity, keys->link, keys->sealing);
}

void
jly_keys_to_json (const JlyIdentity *identity, JsonObject *event)
{
  JsonObject *object = json_object_new ();
  JlyPublicKeys keys;

  jly_keys_of (identity, &keys);
  jly_json_set_bytes (object, "identity", keys.identity, KEY_BYTES);
  jly_json_set_bytes (object, "link", keys.link, KEY_BYTES);
  jly_json_set_bytes (object, "sealing", keys.sealing, KEY_BYTES);
  json_object_set_object_member (event, "keys", object);
}

static gboolean
read_key (JsonObject *object, const char *name, guint8 key[KEY_BYTES])
{
  g_autoptr (GBytes) bytes = jly_json_get_bytes (object, name);

  if (bytes == NULL || g_bytes_get_size (bytes) != KEY_BYTES)
    return FALSE;
  memcpy (key, g_bytes_get_data (bytes, NULL), KEY_BYTES);
  return TRUE;
}

gboolean
jly_keys_from_json (JsonObject *event, JlyPublicKeys *keys)
{
  JsonObject *object = jly_json_get_object (event, "keys");

  return read_key (object, "identity", keys->identity) && read_key (object, "link", keys->link)
         && read_key (object, "sealing", keys->sealing);
}

JlyIdentity *
jly_keys_take (GError **error)
{
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);
  JlyIdentity *identity = NULL;
  gsize n = 0;
  gssize got;

  do
    {
      got = read (JLY_KEYS_FD, secret + n, JLY_IDENTITY_SECRET_BYTES - n);
      n += got > 0 ? (gsize)got : 0;
    }
  while (n < JLY_IDENTITY_SECRET_BYTES && (got > 0 || (got < 0 && errno == EINTR)));
  close (JLY_KEYS_FD);
  if (n == JLY_IDENTITY_SECRET_BYTES)
    identity = jly_identity_from_secret (secret);
  else
    jly_fail (error, JLY_ERROR_USAGE, NULL,
              _ ("The identity given to the computing party is not usable."));
  jly_secret_free (secret);
  return identity;
}

gboolean
jly_keys_check_own (const JlyParty *own, const JlyIdentity *identity, GError **error)
{
  JlyErrorDetail detail = {
    .party = own->name,
    .step = "study",
    .next = _ ("Ask the organizer for a study that has this party's keys."),
  };
  JlyPublicKeys keys;

  jly_keys_of (identity, &keys);
  if (sodium_memcmp (keys.identity, own->keys.identity, KEY_BYTES) == 0
      && sodium_memcmp (keys.link, own->keys.link, KEY_BYTES) == 0
      && sodium_memcmp (keys.sealing, own->keys.sealing, KEY_BYTES) == 0)
    return TRUE;
  return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                   _ ("The study has other keys for “%s” than this program's own."), own->name);
}
