/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes from one party of a study to the others: signed bytes in a file of its own, in a folder
 * that people or programs carry about. Bytes: PROTOCOL.md, "Notes under a contract". Nothing is
 * believed because it lies in the folder: whoever reads it checks the signature that its kind
 * wants.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_NOTE_MAX_PARTS 8

typedef struct
{
  guint number;         /* of the file: the order in which things were put into the folder */
  char *kind;           /* "card", "contract", "signature" ...: small letters */
  GPtrArray *parts;     /* GBytes* */
  guint8 signer[32];    /* identity key */
  guint8 signature[64]; /* over what the kind says */
  guint8 hash[32];      /* of the file */
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
/* NULL with JLY_ERROR_PROTOCOL for anything that is no note. */
JlyNote *jly_note_decode (GBytes *bytes, GError **error);

/* Into a new file of folder, which is made if it is not there; the number follows the last. */
gboolean jly_note_put (JlyNote *self, const char *folder, GError **error);
/* All notes of folder in their order; files that are none are left out, and named in strangers
 * (char*; may be NULL). */
GPtrArray *jly_note_list (const char *folder, GPtrArray *strangers, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyNote, jly_note_free)

G_END_DECLS
