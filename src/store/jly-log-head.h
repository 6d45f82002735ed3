/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a party's log: how many entries it has and the root of their tree, signed by the
 * party. Whoever holds a head can later show that the log was changed, cut or forked behind it.
 * What others keep of a log, and what a log begins to be worth something by.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "crypto/jly-merkle.h"

G_BEGIN_DECLS

#define JLY_SIGNS_LOG_HEAD "log-head"
#define JLY_LOG_MAX_STUDY_ID 64 /* bytes of UTF-8 */

typedef struct
{
  char study_id[JLY_LOG_MAX_STUDY_ID + 1];
  guint8 owner[32]; /* identity key of the party whose log it is */
  guint64 size;
  JlyMerkleHash root;
  gint64 moment; /* of the last entry; Unix seconds */
} JlyLogHead;

/* Deterministic CBOR, which is what is signed. */
GBytes *jly_log_head_encode (const JlyLogHead *self);
/* JLY_ERROR_PROTOCOL naming the field for any other bytes. */
gboolean jly_log_head_decode (GBytes *bytes, JlyLogHead *self, GError **error);

/* By the owner of the log, whose key is put into self. */
void jly_log_head_sign (JlyLogHead *self, const JlyIdentity *identity, guint8 signature[64]);
gboolean jly_log_head_verify (const JlyLogHead *self, const guint8 signature[64]);

G_END_DECLS
