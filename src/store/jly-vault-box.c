/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-vault-box.h. */
#include "config.h"

#include "store/jly-vault-box.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

#define FORMAT 1

G_STATIC_ASSERT (JLY_VAULT_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES);
G_STATIC_ASSERT (JLY_VAULT_PASSES == crypto_pwhash_argon2id_OPSLIMIT_MODERATE);
G_STATIC_ASSERT (JLY_VAULT_MEMORY == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);

enum
{
  KEY_FORMAT,
  KEY_PASSES,
  KEY_MEMORY,
  KEY_SALT,
  KEY_BY_PASSPHRASE,
  KEY_BY_KEYRING,
  KEY_SECRET,
  N_KEYS
};

static void
put_uint (JlyCborWriter *writer, guint64 key, guint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_uint (writer, value);
}

static void
put_bytes (JlyCborWriter *writer, guint64 key, const guint8 *bytes, gsize n)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, bytes, n);
}

GBytes *
jly_vault_box_encode (const JlyVaultBox *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  gboolean has = self->has_passphrase;

  jly_cbor_begin_map (writer, N_KEYS);
  put_uint (writer, KEY_FORMAT, FORMAT);
  put_uint (writer, KEY_PASSES, has ? self->passes : 0);
  put_uint (writer, KEY_MEMORY, has ? self->memory : 0);
  put_bytes (writer, KEY_SALT, self->salt, has ? sizeof self->salt : 0);
  put_bytes (writer, KEY_BY_PASSPHRASE, self->by_passphrase, has ? sizeof self->by_passphrase : 0);
  put_bytes (writer, KEY_BY_KEYRING, self->by_keyring,
             self->has_keyring ? sizeof self->by_keyring : 0);
  put_bytes (writer, KEY_SECRET, self->secret, sizeof self->secret);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static guint64
get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_uint (reader, field, max, &value);
  return value;
}

static void
get_bytes (JlyCborReader *reader, guint64 key, const char *field, guint8 *out, gsize n)
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, out, n);
}

/* Either nothing or n bytes; whether it was n. */
static gboolean
get_slot (JlyCborReader *reader, guint64 key, const char *field, guint8 *out, gsize n)
{
  g_autoptr (GBytes) bytes = NULL;

  jly_cbor_get_key (reader, field, key);
  if (!jly_cbor_get_bytes (reader, field, n, &bytes) || g_bytes_get_size (bytes) == 0)
    return FALSE;
  if (g_bytes_get_size (bytes) != n)
    return jly_cbor_refuse (reader, field);
  memcpy (out, g_bytes_get_data (bytes, NULL), n);
  return TRUE;
}

static gboolean
has_good_limits (const JlyVaultBox *self)
{
  if (!self->has_passphrase)
    return self->passes == 0 && self->memory == 0;
  return self->passes >= JLY_VAULT_PASSES && self->memory >= JLY_VAULT_MEMORY;
}

gboolean
jly_vault_box_decode (GBytes *bytes, JlyVaultBox *self, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the file of keys");

  memset (self, 0, sizeof *self);
  jly_cbor_enter_map (reader, "keys", N_KEYS);
  if (get_uint (reader, KEY_FORMAT, "format", G_MAXUINT8) != FORMAT)
    jly_cbor_refuse (reader, "format");
  self->passes = get_uint (reader, KEY_PASSES, "passes", JLY_VAULT_MAX_PASSES);
  self->memory = get_uint (reader, KEY_MEMORY, "memory", JLY_VAULT_MAX_MEMORY);
  self->has_passphrase = get_slot (reader, KEY_SALT, "salt", self->salt, sizeof self->salt);
  if (!has_good_limits (self))
    jly_cbor_refuse (reader, "memory");
  if (get_slot (reader, KEY_BY_PASSPHRASE, "passphrase", self->by_passphrase,
                sizeof self->by_passphrase)
      != self->has_passphrase)
    jly_cbor_refuse (reader, "passphrase");
  self->has_keyring
      = get_slot (reader, KEY_BY_KEYRING, "keyring", self->by_keyring, sizeof self->by_keyring);
  if (!self->has_passphrase && !self->has_keyring)
    jly_cbor_refuse (reader, "keyring");
  get_bytes (reader, KEY_SECRET, "secret", self->secret, sizeof self->secret);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error);
}

/* Seals n bytes into place, which has room for nonce and tag too. */
static void
seal_into (const guint8 *key,
           const char *what,
           GBytes *context,
           const guint8 *plain,
           gsize n,
           guint8 *place)
{
  g_autoptr (GBytes) message = g_bytes_new_static (plain, n);
  g_autoptr (GBytes) sealed = jly_aead_seal (key, what, context, message);

  memcpy (place, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
}

static gboolean
open_into (const guint8 *key,
           const char *what,
           GBytes *context,
           const guint8 *place,
           gsize n,
           guint8 *plain)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static (place, n + 40);
  g_autoptr (GBytes) opened = jly_aead_open (key, what, context, sealed);

  if (opened == NULL)
    return FALSE;
  memcpy (plain, g_bytes_get_data (opened, NULL), n);
  return TRUE;
}

void
jly_vault_box_put_identity (JlyVaultBox *self,
                            const guint8 key[JLY_VAULT_KEY_BYTES],
                            const JlyIdentity *identity)
{
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);

  jly_identity_export_secret (identity, secret);
  seal_into (key, "vault-secret", NULL, secret, JLY_IDENTITY_SECRET_BYTES, self->secret);
  jly_secret_free (secret);
}

JlyIdentity *
jly_vault_box_get_identity (const JlyVaultBox *self, const guint8 key[JLY_VAULT_KEY_BYTES])
{
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);
  JlyIdentity *identity = NULL;

  if (open_into (key, "vault-secret", NULL, self->secret, JLY_IDENTITY_SECRET_BYTES, secret))
    identity = jly_identity_from_secret (secret);
  jly_secret_free (secret);
  return identity;
}

gboolean
jly_vault_box_stretch (const JlyVaultBox *self,
                       GBytes *passphrase,
                       guint8 slot_key[JLY_VAULT_KEY_BYTES])
{
  gsize n;
  const char *bytes = g_bytes_get_data (passphrase, &n);

  jly_secret_init ();
  return crypto_pwhash (slot_key, JLY_VAULT_KEY_BYTES, bytes != NULL ? bytes : "", n, self->salt,
                        self->passes, self->memory, crypto_pwhash_ALG_ARGON2ID13)
         == 0;
}

/* The slot opens only with the limits and the salt that it was sealed under. */
static GBytes *
make_context (const JlyVaultBox *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_array (writer, 3);
  jly_cbor_put_uint (writer, self->passes);
  jly_cbor_put_uint (writer, self->memory);
  jly_cbor_put_bytes (writer, self->salt, sizeof self->salt);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

gboolean
jly_vault_box_set_passphrase (JlyVaultBox *self,
                              const guint8 key[JLY_VAULT_KEY_BYTES],
                              GBytes *passphrase)
{
  guint8 *slot_key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  gboolean ok;

  self->passes = JLY_VAULT_PASSES;
  self->memory = JLY_VAULT_MEMORY;
  randombytes_buf (self->salt, sizeof self->salt);
  ok = jly_vault_box_stretch (self, passphrase, slot_key);
  if (ok)
    {
      g_autoptr (GBytes) context = make_context (self);

      seal_into (slot_key, "vault-passphrase", context, key, JLY_VAULT_KEY_BYTES,
                 self->by_passphrase);
      self->has_passphrase = TRUE;
    }
  jly_secret_free (slot_key);
  return ok;
}

void
jly_vault_box_set_keyring (JlyVaultBox *self,
                           const guint8 key[JLY_VAULT_KEY_BYTES],
                           const guint8 slot_key[JLY_VAULT_KEY_BYTES])
{
  seal_into (slot_key, "vault-keyring", NULL, key, JLY_VAULT_KEY_BYTES, self->by_keyring);
  self->has_keyring = TRUE;
}

gboolean
jly_vault_box_open_passphrase (const JlyVaultBox *self,
                               const guint8 slot_key[JLY_VAULT_KEY_BYTES],
                               guint8 key[JLY_VAULT_KEY_BYTES])
{
  g_autoptr (GBytes) context = make_context (self);

  return self->has_passphrase
         && open_into (slot_key, "vault-passphrase", context, self->by_passphrase,
                       JLY_VAULT_KEY_BYTES, key);
}

gboolean
jly_vault_box_open_keyring (const JlyVaultBox *self,
                            const guint8 slot_key[JLY_VAULT_KEY_BYTES],
                            guint8 key[JLY_VAULT_KEY_BYTES])
{
  return self->has_keyring
         && open_into (slot_key, "vault-keyring", NULL, self->by_keyring, JLY_VAULT_KEY_BYTES, key);
}
