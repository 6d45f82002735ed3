/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What building and opening an upload must agree on; not for other files. */
#pragma once

#include "party/jly-upload.h"

G_BEGIN_DECLS

/* Commitments and encryption are made under these purposes. */
#define JLY_UPLOAD_SEED "upload-seed"
#define JLY_UPLOAD_KEY "upload-key"
#define JLY_UPLOAD_BLOB "upload-blob"
#define JLY_UPLOAD_SECRETS "upload-secrets"
#define JLY_UPLOAD_SECRET_BYTES 32

/* Which of a column's two seeds a miner holds (e has the second, e+1 the first, e+2
 * both). */
gboolean jly_upload_holds_seed (guint explicit_index, guint miner, guint seed);

/* As jly_upload_build without a look at the ranges: what a changed program does. For tests of the
 * checks under sharing. */
gboolean jly_upload_build_unchecked (const JlyStudy *study,
                                     guint provider,
                                     const JlyIdentity *identity,
                                     guint64 number,
                                     const JlyFigures *figures,
                                     JlyUploadPart *parts[JLY_STUDY_MINERS],
                                     GError **error);

/* What the blob's encryption is bound to: study, provider and upload number. */
GBytes *jly_upload_blob_context (const JlyManifest *manifest);
/* What the sealing of a miner's secrets is bound to: the manifest and the miner. */
GBytes *jly_upload_secrets_context (const guint8 manifest_hash[JLY_HASH_BYTES], guint miner);

G_END_DECLS
