/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that holds a party's keys, as bytes: the secret is sealed with a random vault key, and
 * that key is sealed once for each way to open the vault. Another passphrase changes only its slot.
 * SCHEMA.md has the bytes. For jly-vault.c; nothing here touches a file.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_VAULT_KEY_BYTES 32
#define JLY_VAULT_SALT_BYTES 16
#define JLY_VAULT_SLOT_BYTES (JLY_VAULT_KEY_BYTES + 40) /* nonce and tag */
#define JLY_VAULT_SECRET_BYTES (JLY_IDENTITY_SECRET_BYTES + 40)
/* Argon2id as libsodium's MODERATE: 3 passes over 256 MiB. A file that asks for less was not
 * written by us, and one that asks for far more would only stop the computer. */
#define JLY_VAULT_PASSES 3
#define JLY_VAULT_MEMORY ((guint64)256 << 20)
#define JLY_VAULT_MAX_PASSES 16
#define JLY_VAULT_MAX_MEMORY ((guint64)2 << 30)

typedef struct
{
  gboolean has_passphrase, has_keyring;
  guint64 passes, memory; /* bytes */
  guint8 salt[JLY_VAULT_SALT_BYTES];
  guint8 by_passphrase[JLY_VAULT_SLOT_BYTES];
  guint8 by_keyring[JLY_VAULT_SLOT_BYTES];
  guint8 secret[JLY_VAULT_SECRET_BYTES];
} JlyVaultBox;

GBytes *jly_vault_box_encode (const JlyVaultBox *self);
/* JLY_ERROR_PROTOCOL naming the field for other bytes than encoding gives, limits out of range, or
 * a box that nothing opens. */
gboolean jly_vault_box_decode (GBytes *bytes, JlyVaultBox *self, GError **error);

/* Seals the identity's secret with key. */
void jly_vault_box_put_identity (JlyVaultBox *self,
                                 const guint8 key[JLY_VAULT_KEY_BYTES],
                                 const JlyIdentity *identity);
/* NULL if key does not open it. */
JlyIdentity *jly_vault_box_get_identity (const JlyVaultBox *self,
                                         const guint8 key[JLY_VAULT_KEY_BYTES]);

/* The key of the passphrase's slot; takes about a second and 256 MiB. FALSE if there is no memory.
 * Caller wipes. */
gboolean jly_vault_box_stretch (const JlyVaultBox *self,
                                GBytes *passphrase,
                                guint8 slot_key[JLY_VAULT_KEY_BYTES]);
/* Draws salt, sets the limits, and seals key for passphrase. FALSE if there is no memory. */
gboolean jly_vault_box_set_passphrase (JlyVaultBox *self,
                                       const guint8 key[JLY_VAULT_KEY_BYTES],
                                       GBytes *passphrase);
void jly_vault_box_set_keyring (JlyVaultBox *self,
                                const guint8 key[JLY_VAULT_KEY_BYTES],
                                const guint8 slot_key[JLY_VAULT_KEY_BYTES]);
/* The vault key from a slot. FALSE if slot_key is not its key. Caller wipes. */
gboolean jly_vault_box_open_passphrase (const JlyVaultBox *self,
                                        const guint8 slot_key[JLY_VAULT_KEY_BYTES],
                                        guint8 key[JLY_VAULT_KEY_BYTES]);
gboolean jly_vault_box_open_keyring (const JlyVaultBox *self,
                                     const guint8 slot_key[JLY_VAULT_KEY_BYTES],
                                     guint8 key[JLY_VAULT_KEY_BYTES]);

G_END_DECLS
