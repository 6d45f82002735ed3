/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A miner's receipt: its signature over study and manifest hash. Declared in jly-upload.h. */
#include "config.h"

#include "party/jly-upload.h"

#include <string.h>

static void
join_hashes (const guint8 study_hash[JLY_HASH_BYTES],
             const guint8 manifest_hash[JLY_HASH_BYTES],
             guint8 both[2 * JLY_HASH_BYTES])
{
  memcpy (both, study_hash, JLY_HASH_BYTES);
  memcpy (both + JLY_HASH_BYTES, manifest_hash, JLY_HASH_BYTES);
}

void
jly_receipt_sign (const JlyIdentity *identity,
                  const guint8 study_hash[JLY_HASH_BYTES],
                  const guint8 manifest_hash[JLY_HASH_BYTES],
                  guint8 signature[JLY_SIGNATURE_BYTES])
{
  guint8 both[2 * JLY_HASH_BYTES];

  join_hashes (study_hash, manifest_hash, both);
  jly_identity_sign (identity, "receipt", both, sizeof both, signature);
}

gboolean
jly_receipt_verify (const JlyParty *miner,
                    const guint8 study_hash[JLY_HASH_BYTES],
                    const guint8 manifest_hash[JLY_HASH_BYTES],
                    const guint8 signature[JLY_SIGNATURE_BYTES])
{
  guint8 both[2 * JLY_HASH_BYTES];

  join_hashes (study_hash, manifest_hash, both);
  return jly_verify (miner->keys.identity, "receipt", both, sizeof both, signature);
}
