/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider's figures on their way to three miners (bytes and checks: PROTOCOL.md,
 * "Upload"). The provider signs a manifest; the explicit components of all columns
 * travel as one encrypted blob, the same for both holders; what each miner needs besides is sealed
 * to it. A miner takes an upload only if everything fits the signed manifest, so two miners that
 * compared their manifests hold equal components.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "engine/jly-bits.h"
#include "party/jly-figures.h"
#include "party/jly-manifest.h"

G_BEGIN_DECLS

#define JLY_SIGNATURE_BYTES 64

/* What one miner gets, as it came. */
typedef struct
{
  GBytes *manifest;
  guint8 signature[JLY_SIGNATURE_BYTES]; /* the provider's, over the manifest */
  GBytes *sealed;                        /* secrets for this miner */
  GBytes *blob;                          /* NULL for the miner that lacks the explicit component */
} JlyUploadPart;

JlyUploadPart *jly_upload_part_new (GBytes *manifest,
                                    const guint8 signature[JLY_SIGNATURE_BYTES],
                                    GBytes *sealed,
                                    GBytes *blob);
void jly_upload_part_free (JlyUploadPart *part);

/* Of one provider's uploads in a study; each is kept, and looked at by who closes the set. */
#define JLY_UPLOAD_MOST_NUMBER 1000u

/* Provider's side. figures has the study's columns, each number within the agreed range
 * (JLY_ERROR_DATA otherwise), and as many rows as agreed. Draws fresh seeds: two calls never give
 * related shares. parts is filled for the three miners. */
gboolean jly_upload_build (const JlyStudy *study,
                           guint provider,
                           const JlyIdentity *identity,
                           guint64 number,
                           const JlyFigures *figures,
                           JlyUploadPart *parts[JLY_STUDY_MINERS],
                           GError **error);

/* How large a blob must be; lets a miner bound what it accepts. */
gsize jly_upload_blob_size (const JlyStudy *study);

/* Miner's side: checks manifest, study, signature, blob hash, commitments and encryption, in this
 * order, and expands this miner's shares: bits gets one JlyBits per column of the study. On
 * failure, a JLY_ERROR_PROTOCOL that names the provider, and bits is untouched. */
gboolean jly_upload_open (const JlyUploadPart *part,
                          const JlyStudy *study,
                          guint provider,
                          guint miner,
                          const JlyIdentity *identity,
                          JlyBits **bits,
                          GError **error);

/* A miner's signature that it took exactly this upload; a provider believes nothing before it has
 * three of them. */
void jly_receipt_sign (const JlyIdentity *identity,
                       const guint8 study_hash[JLY_HASH_BYTES],
                       const guint8 manifest_hash[JLY_HASH_BYTES],
                       guint8 signature[JLY_SIGNATURE_BYTES]);
gboolean jly_receipt_verify (const JlyParty *miner,
                             const guint8 study_hash[JLY_HASH_BYTES],
                             const guint8 manifest_hash[JLY_HASH_BYTES],
                             const guint8 signature[JLY_SIGNATURE_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyUploadPart, jly_upload_part_free)

G_END_DECLS
