/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one party of a study has to say to the others: signed bytes, which travel as the body of a
 * letter (post/jly-post.h) and are kept as they came (store/jly-store-notes.h). Bytes: PROTOCOL.md,
 * "Notes under a contract". Nothing is believed because a letter brought it: whoever reads it
 * checks the signature that its kind wants.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_NOTE_MAX_PARTS 8
/* What the signature of a contract's text is for, by the one who sends it to be read and signed. */
#define JLY_SIGNS_DRAFT "contract-draft"

typedef struct
{
  guint number;         /* the order in which notes came to be kept here; 0 if it is not */
  char *kind;           /* "card", "contract", "signature" ...: small letters */
  GPtrArray *parts;     /* GBytes* */
  guint8 signer[32];    /* identity key */
  guint8 signature[64]; /* over what the kind says */
  guint flags;          /* JlyNoteFlags (store/jly-store-notes.h), where it is kept */
  guint8 hash[32];      /* of its bytes; by jly_note_decode */
} JlyNote;

/* Unsigned, without parts. */
JlyNote *jly_note_new (const char *kind);
void jly_note_free (JlyNote *self);
/* Appends a part, and returns self. */
JlyNote *jly_note_add (JlyNote *self, const guint8 *bytes, gsize n);
JlyNote *jly_note_add_bytes (JlyNote *self, GBytes *bytes);
/* NULL if there are fewer; borrowed. */
GBytes *jly_note_get (const JlyNote *self, guint part);
/* Whether the part is there and has n bytes, which then are copied. */
gboolean jly_note_copy (const JlyNote *self, guint part, guint8 *out, gsize n);

/* Signs bytes for a purpose (jly_identity_sign); and checks that the signer did. */
void jly_note_sign (JlyNote *self, const JlyIdentity *identity, const char *what, GBytes *bytes);
gboolean jly_note_verify (const JlyNote *self, const char *what, GBytes *bytes);

GBytes *jly_note_encode (const JlyNote *self);
/* By which a note is known again: of its bytes. */
void jly_note_hash (GBytes *bytes, guint8 hash[32]);
/* NULL with JLY_ERROR_PROTOCOL for anything that is no note. */
JlyNote *jly_note_decode (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyNote, jly_note_free)

G_END_DECLS
