/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider signs of an upload: which study, how much, and what its hidden parts are bound
 * to. Every computing party sees the manifest, so nothing in it depends on the figures but through
 * hashes of ciphertext, salted commitments to random secrets, and a random mark that says which
 * uploads brought the same figures. Bytes: PROTOCOL.md, "upload".
 */
#pragma once

#include "study/jly-study.h"

G_BEGIN_DECLS

typedef struct
{
  guint width;              /* bits */
  guint8 commitment[2][32]; /* to the column's two seeds */
} JlyManifestColumn;

typedef struct
{
  guint8 study[JLY_HASH_BYTES];
  guint provider;       /* index in the study */
  guint64 number;       /* of this provider's uploads for the study: 1 is the first */
  guint64 n_rows;       /* of the public table, or of its own */
  guint explicit_index; /* which component is explicit: jly_manifest_explicit_index */
  guint n_columns;
  JlyManifestColumn *columns;
  guint8 blob_hash[32];      /* of the encrypted explicit components */
  guint8 key_commitment[32]; /* to the key that opens the blob */
  guint8 figures[32];        /* JlyFigures.mark */
} JlyManifest;

JlyManifest *jly_manifest_new (guint n_columns);
void jly_manifest_free (JlyManifest *self);

GBytes *jly_manifest_encode (const JlyManifest *self);
JlyManifest *jly_manifest_decode (GBytes *bytes, GError **error);
/* What miners compare, sign and bind everything of an upload to. */
void jly_manifest_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES]);

/* Rotates over the providers, so that the miners share the load; public. */
guint jly_manifest_explicit_index (guint provider);
/* TRUE if miner has the explicit component (and so the blob): it and the next one do. */
gboolean jly_manifest_holds_blob (guint explicit_index, guint miner);

/* TRUE if self is about provider's figures for this study, of exactly its shape; else
 * JLY_ERROR_PROTOCOL that names the provider and what does not fit. */
gboolean jly_manifest_check (const JlyManifest *self,
                             const JlyStudy *study,
                             const guint8 study_hash[JLY_HASH_BYTES],
                             guint provider,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyManifest, jly_manifest_free)

G_END_DECLS
