/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A party's keys. One purpose per key: identity (Ed25519, signs), link (Ed25519, TLS certificate),
 * sealing (X25519, opens what was sealed to it). Secret halves lie in locked memory.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_IDENTITY_SECRET_BYTES 96 /* three seeds of 32 */

typedef struct _JlyIdentity JlyIdentity;

JlyIdentity *jly_identity_generate (void);
/* From the three seeds (for handing a rehearsal identity to a child process on its standard input).
 */
JlyIdentity *jly_identity_from_secret (const guint8 secret[JLY_IDENTITY_SECRET_BYTES]);
void jly_identity_export_secret (const JlyIdentity *self, guint8 secret[JLY_IDENTITY_SECRET_BYTES]);
/* The same keys, for a thread of its own. */
JlyIdentity *jly_identity_copy (const JlyIdentity *self);
void jly_identity_free (JlyIdentity *self);

void jly_identity_get_public (const JlyIdentity *self,
                              guint8 identity[32],
                              guint8 link[32],
                              guint8 sealing[32]);
/* The 32-byte seed of the link key, for net's certificate. Caller wipes. */
void jly_identity_get_link_seed (const JlyIdentity *self, guint8 seed[32]);

/* A key of its own for each purpose, which only the owner of all three seeds can make: for sealing
 * what this party keeps. Caller wipes. */
void jly_identity_derive (const JlyIdentity *self, const char *what, guint8 key[32]);

/* Ed25519 over "jointly/<what>/v1" | 0 | bytes. what names the purpose, e.g. "manifest". */
void jly_identity_sign (
    const JlyIdentity *self, const char *what, const guint8 *bytes, gsize n, guint8 signature[64]);
gboolean jly_verify (const guint8 identity[32],
                     const char *what,
                     const guint8 *bytes,
                     gsize n,
                     const guint8 signature[64]);

/* Anonymous sealing to a key, with what and context (NULL: none) bound in: a sealed piece for one
 * study and purpose does not open for another. NULL on failure: seal fails only for a key that
 * nobody can own, unseal for anything changed. The opened bytes are wiped at their last unref. */
GBytes *jly_seal (const guint8 sealing[32], const char *what, GBytes *context, GBytes *plain);
GBytes *
jly_identity_unseal (const JlyIdentity *self, const char *what, GBytes *context, GBytes *sealed);

/* Domain-separated BLAKE2b-256. */
void jly_hash (const char *what, const guint8 *bytes, gsize n, guint8 hash[32]);
/* Commitment to a 32-byte secret with a 32-byte random salt; and its check in constant time. */
void jly_commit (const char *what,
                 const guint8 secret[32],
                 const guint8 salt[32],
                 guint8 commitment[32]);
gboolean jly_commit_check (const char *what,
                           const guint8 secret[32],
                           const guint8 salt[32],
                           const guint8 commitment[32]);
/* Key derivation: BLAKE2b keyed with key over "jointly/<what>/v1" | 0 | context. Caller wipes out.
 */
void
jly_kdf (const guint8 key[32], const char *what, const guint8 *context, gsize n, guint8 out[32]);
/* Authenticated encryption (XChaCha20-Poly1305, random nonce inside, what and context bound). NULL
 * if it does not open; the opened bytes are wiped at their last unref.
 * Not key-committing: who knows two keys can make one sealed message that opens under both. Where
 * it matters which key opened it, the caller commits to the key with jly_commit and checks that. */
GBytes *jly_aead_seal (const guint8 key[32], const char *what, GBytes *context, GBytes *plain);
GBytes *jly_aead_open (const guint8 key[32], const char *what, GBytes *context, GBytes *sealed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyIdentity, jly_identity_free)

G_END_DECLS
