/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One letter from one party to another: signed by the sender, then sealed to the receiver, so that
 * whoever carries it sees neither sender nor kind nor contents, and can change nothing unnoticed.
 * The same bytes travel over links and in files. Bytes: PROTOCOL.md, "Envelope".
 *
 * Study, contract, sender, receiver, number and kind stand in what is signed: a receiver that takes
 * off the seal cannot pass the letter on as one to somebody else, nor put a name of its own on it.
 * The receiver's mark and key are bound into the seal.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "post/jly-post-kind.h"

G_BEGIN_DECLS

#define JLY_ENVELOPE_FORMAT 1
#define JLY_ENVELOPE_STUDY_BYTES 16
#define JLY_ENVELOPE_MARK_BYTES 16
#define JLY_ENVELOPE_HASH_BYTES 32
/* Sizes that a carrier sees: 1, 4, 16 and 64 KiB and multiples of 64 KiB, and what sealing adds. */
#define JLY_ENVELOPE_LARGEST_CLASS (15u * 65536u)
#define JLY_ENVELOPE_ROOM 512u /* more than all but the body takes */
#define JLY_ENVELOPE_MAX_BODY (JLY_ENVELOPE_LARGEST_CLASS - JLY_ENVELOPE_ROOM)
/* The largest body that still travels in 64 KiB. */
#define JLY_ENVELOPE_PIECE_BODY (65536u - JLY_ENVELOPE_ROOM)
#define JLY_ENVELOPE_MAX_BYTES (JLY_ENVELOPE_LARGEST_CLASS + 256u)

typedef struct
{
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  guint8 contract[JLY_ENVELOPE_HASH_BYTES]; /* zeros before there is one */
  guint8 sender[32];                        /* identity keys */
  guint8 receiver[32];
  guint64 number; /* from 1 without a gap for this sender, receiver and study; 0 for RECEIVED */
  guint kind;     /* JlyPostKind; one of a later version may be larger */
  GBytes *body;
} JlyEnvelope;

/* Copies what is handed in; contract NULL: there is none yet. */
JlyEnvelope *jly_envelope_new (const guint8 study[JLY_ENVELOPE_STUDY_BYTES],
                               const guint8 *contract,
                               const guint8 receiver[32],
                               guint64 number,
                               guint kind,
                               GBytes *body);
void jly_envelope_free (JlyEnvelope *self);

/* The bytes that travel. sender signs, and its identity key is written to self->sender; sealing is
 * the receiver's. JLY_ERROR_USAGE if the body is too large or the sealing key cannot be one. */
GBytes *jly_envelope_seal (JlyEnvelope *self,
                           const JlyIdentity *sender,
                           const guint8 sealing[32],
                           GError **error);
/* JLY_ERROR_PROTOCOL for anything but a whole letter, signed by the sender that it names, to the
 * owner of receiver; JLY_ERROR_CONFIG for one of a later version. Whether sender is somebody
 * one knows, the caller decides. */
JlyEnvelope *jly_envelope_open (GBytes *bytes, const JlyIdentity *receiver, GError **error);

/* The hash of what is signed: the same for the same letter, however often it is sealed. */
void jly_envelope_hash (const JlyEnvelope *self, guint8 hash[JLY_ENVELOPE_HASH_BYTES]);

/* What stands on the outside: for each study and receiver another mark, which tells nothing to who
 * does not know both. */
void jly_envelope_mark (const guint8 study[JLY_ENVELOPE_STUDY_BYTES],
                        const guint8 receiver[32],
                        guint8 mark[JLY_ENVELOPE_MARK_BYTES]);
/* The mark of bytes from anywhere; errors as jly_envelope_open. */
gboolean jly_envelope_peek (GBytes *bytes, guint8 mark[JLY_ENVELOPE_MARK_BYTES], GError **error);

/* 32 hex digits in small letters, as in a contract; the reverse is FALSE for any other text. */
char *jly_envelope_study_to_text (const guint8 study[JLY_ENVELOPE_STUDY_BYTES]);
gboolean jly_envelope_study_from_text (const char *text, guint8 study[JLY_ENVELOPE_STUDY_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyEnvelope, jly_envelope_free)

G_END_DECLS
