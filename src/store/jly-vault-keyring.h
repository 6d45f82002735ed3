/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One key in the desktop's keyring (libsecret). Every program of the person's session can read it;
 * it saves typing, and protects a computer that is switched off. Calls wait for the keyring, which
 * may ask the person to unlock it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps a fresh random key of 32 bytes for the vault of dir. JLY_ERROR_UNAVAILABLE with the advice
 * to choose a passphrase if there is no keyring. Caller wipes key. */
gboolean jly_vault_keyring_make (const char *dir, guint8 key[32], GError **error);
/* JLY_ERROR_UNAVAILABLE too if the keyring does not know it (any more). Caller wipes key. */
gboolean jly_vault_keyring_find (const char *dir, guint8 key[32], GError **error);
gboolean jly_vault_keyring_forget (const char *dir, GError **error);

G_END_DECLS
