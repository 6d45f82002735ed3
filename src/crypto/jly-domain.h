/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words "jointly/<what>/v1" | 0 that stand before everything this program signs, hashes or
 * derives keys from, so that bytes made for one purpose never serve another. Private to crypto.
 */
#pragma once

#include <glib.h>
#include <sodium.h>

G_BEGIN_DECLS

/* BLAKE2b has a field of 16 bytes for the kind of use; it keeps a hash, a commitment and a key for
 * the same what apart. Each string is exactly 16 bytes, without a NUL. */
#define JLY_DOMAIN_HASH "jointly hash v1."
#define JLY_DOMAIN_COMMIT "jointly commit 1"
#define JLY_DOMAIN_KDF "jointly kdf v1.."
#define JLY_DOMAIN_SEAL "jointly seal v1."

/* The words with their final NUL, of n bytes; owned by the caller. */
char *jly_domain_new (const char *what, gsize *n);

/* Starts BLAKE2b-256 for a kind, keyed if key (32 bytes) is not NULL, with the words for what
 * absorbed. */
void jly_domain_hash_init (crypto_generichash_blake2b_state *state,
                           const char kind[16],
                           const guint8 *key,
                           const char *what);

/* The bytes of context, which may be NULL for none. Borrowed. */
const guint8 *jly_domain_context (GBytes *context, gsize *n);

G_END_DECLS
