/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a miner keeps of a provider that cheated: the description that the provider signed, and what
 * does not fit it, in a file that can be shown to others (PROTOCOL.md, "Evidence"). Nothing in it
 * opens a figure: the parts stay sealed and encrypted as they came.
 */
#pragma once

#include "party/jly-upload.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Another miner that was sent another description; its receipt proves that it was. */
typedef struct
{
  guint miner;
  const guint8 *manifest_hash; /* JLY_HASH_BYTES */
  const guint8 *receipt;       /* JLY_SIGNATURE_BYTES */
} JlyEvidenceOther;

/* Writes the file into dir, readable by its owner alone; its path, owned by the caller. NULL if the
 * provider did not sign the description, since then nothing is proved, or if it cannot be written.
 * other: NULL, or where the contradiction is between two miners' uploads. sentence says what is
 * wrong. */
char *jly_evidence_write (const char *dir,
                          const JlyStudy *study,
                          guint provider,
                          guint miner,
                          const JlyUploadPart *part,
                          const JlyEvidenceOther *other,
                          const char *sentence);

/* Whether evidence (a parsed file) holds for this study: the provider signed the description, and
 * the other miner, if there is one, took another. */
gboolean jly_evidence_check (JsonObject *evidence, const JlyStudy *study);

G_END_DECLS
