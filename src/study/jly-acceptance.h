/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a party that is no founder takes a contract on: it pins the contract by its hash, says in
 * which words it has read it, and signs with its own key, which stands in the bytes. The acceptance
 * goes with its figures to the computing parties; whether the contract lets it join is decided
 * there (jly_governance_take_acceptance).
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* What the signature is for. */
#define JLY_SIGNS_ACCEPTANCE "acceptance"

typedef struct
{
  guint8 contract_hash[JLY_HASH_BYTES];
  char *name; /* of one line; no founder's and nobody else's who joined */
  JlyPublicKeys keys;
  guint side;    /* place in the contract's sides, or JLY_NO_SIDE */
  guint wording; /* of the sentences it has read */
  gint64 made_at;
  guint64 log_size;                /* of its own log when it accepted, */
  guint8 log_root[JLY_HASH_BYTES]; /* and its root */
} JlyAcceptance;

JlyAcceptance *jly_acceptance_new (void);
void jly_acceptance_free (JlyAcceptance *self);
/* Deterministic CBOR; decoding refuses whatever else, with JLY_ERROR_PROTOCOL naming the field. */
GBytes *jly_acceptance_encode (const JlyAcceptance *self);
JlyAcceptance *jly_acceptance_decode (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAcceptance, jly_acceptance_free)

G_END_DECLS
