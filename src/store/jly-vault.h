/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person's keys on the disk (DIR/identity.jly, mode 0600): made once, at the first start, and
 * sealed. A passphrase (Argon2id) opens them, or the desktop's keyring, or either.
 *
 * A wrong passphrase changes nothing and is JLY_ERROR_REFUSED. Passphrases are GBytes that wipe
 * themselves (jly_secret_bytes_take); NULL in place of one means the keyring. Opening with a
 * passphrase takes about a second, and 256 MiB while it lasts.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_VAULT_LEAST_PASSPHRASE 10 /* characters */

typedef struct
{
  gboolean exists, by_passphrase, by_keyring;
} JlyVaultInfo;

/* How the keys of dir can be opened. JLY_ERROR_CONFIG for a damaged file. */
gboolean jly_vault_get_info (const char *dir, JlyVaultInfo *info, GError **error);

/* Draws keys and keeps them. JLY_ERROR_REFUSED if there are some already: keys are never
 * overwritten. JLY_ERROR_USAGE for a passphrase that is too short. */
JlyIdentity *jly_vault_create (const char *dir, GBytes *passphrase, GError **error);
/* JLY_ERROR_NO_INPUT if there are none yet. */
JlyIdentity *jly_vault_open (const char *dir, GBytes *passphrase, GError **error);

/* Adds or changes the passphrase; old opens the vault. */
gboolean
jly_vault_set_passphrase (const char *dir, GBytes *old, GBytes *passphrase, GError **error);
/* Lets the keyring open the vault, or no longer: then there must be a passphrase. */
gboolean jly_vault_set_keyring (const char *dir, GBytes *passphrase, gboolean use, GError **error);

/* Writes a copy of the keys that opens with the passphrase alone, and never with a keyring. The
 * passphrase is the vault's own. */
gboolean jly_vault_backup (const char *dir, GBytes *passphrase, const char *path, GError **error);
/* Brings the keys of a backup back; passphrase is the one it was made with. Keys that are there
 * already are never overwritten: JLY_ERROR_REFUSED. */
JlyIdentity *
jly_vault_restore (const char *dir, GBytes *passphrase, const char *path, GError **error);

G_END_DECLS
