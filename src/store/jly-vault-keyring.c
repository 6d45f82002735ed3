/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-vault-keyring.h. Keyrings keep texts, so the key is kept as hex digits. */
#include "config.h"

#include "store/jly-vault-keyring.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static gboolean
fail_no_keyring (const char *reason, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "keyring",
    .next = _ ("Protect your keys with a passphrase instead."),
  };

  return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                   _ ("This computer has no keyring that can be used: %s"), reason);
}

#ifdef JLY_HAVE_LIBSECRET

#include <libsecret/secret.h>

#define KEY_BYTES 32
#define HEX_BYTES (2 * KEY_BYTES + 1)

static const SecretSchema schema
    = { .name = JLY_APP_ID ".Vault",
        .flags = SECRET_SCHEMA_NONE,
        .attributes = { { "folder", SECRET_SCHEMA_ATTRIBUTE_STRING } } };

/* Folders may be moved and linked; one folder has one name. */
static char *
name_folder (const char *dir)
{
  char *real = realpath (dir, NULL);
  char *name = g_strdup (real != NULL ? real : dir);

  free (real);
  return name;
}

gboolean
jly_vault_keyring_make (const char *dir, guint8 key[32], GError **error)
{
  g_autofree char *folder = name_folder (dir);
  g_autoptr (GError) reason = NULL;
  char *hex = jly_secret_alloc (HEX_BYTES);
  gboolean ok;

  randombytes_buf (key, KEY_BYTES);
  sodium_bin2hex (hex, HEX_BYTES, key, KEY_BYTES);
  ok = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT,
                                   _ ("Jointly: opens your keys"), hex, NULL, &reason, "folder",
                                   folder, NULL);
  jly_secret_free (hex);
  return ok || fail_no_keyring (reason != NULL ? reason->message : "", error);
}

static gboolean
read_hex (const char *hex, guint8 key[32])
{
  gsize n = 0;

  return sodium_hex2bin (key, KEY_BYTES, hex, strlen (hex), NULL, &n, NULL) == 0 && n == KEY_BYTES;
}

gboolean
jly_vault_keyring_find (const char *dir, guint8 key[32], GError **error)
{
  g_autofree char *folder = name_folder (dir);
  g_autoptr (GError) reason = NULL;
  char *hex = secret_password_lookup_sync (&schema, NULL, &reason, "folder", folder, NULL);
  const JlyErrorDetail detail = {
    .step = "keyring",
    .next = _ ("Unlock your keys with the passphrase, or bring them back from your backup."),
  };
  gboolean ok = hex != NULL && read_hex (hex, key);

  if (hex != NULL)
    secret_password_free (hex);
  if (ok)
    return TRUE;
  if (reason != NULL)
    return fail_no_keyring (reason->message, error);
  return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                   _ ("The keyring does not hold what opens your keys."));
}

gboolean
jly_vault_keyring_forget (const char *dir, GError **error)
{
  g_autofree char *folder = name_folder (dir);
  g_autoptr (GError) reason = NULL;

  secret_password_clear_sync (&schema, NULL, &reason, "folder", folder, NULL);
  return reason == NULL || fail_no_keyring (reason->message, error);
}

#else

gboolean
jly_vault_keyring_make (const char *dir, guint8 key[32], GError **error)
{
  return fail_no_keyring (_ ("this build of Jointly cannot talk to one."), error);
}

gboolean
jly_vault_keyring_find (const char *dir, guint8 key[32], GError **error)
{
  return fail_no_keyring (_ ("this build of Jointly cannot talk to one."), error);
}

gboolean
jly_vault_keyring_forget (const char *dir, GError **error)
{
  return fail_no_keyring (_ ("this build of Jointly cannot talk to one."), error);
}

#endif
