/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of reading CBOR: the next head of an item, from libcbor's streaming decoder. Private to
 * base: others use jly-cbor-reader.h. Only the kinds below exist for us; everything else that CBOR
 * knows (floats, tags, null, indefinite lengths) is refused here.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_CBOR_UINT,
  JLY_CBOR_NEGATIVE, /* the number is -1 - value */
  JLY_CBOR_BYTES,
  JLY_CBOR_TEXT,
  JLY_CBOR_ARRAY,
  JLY_CBOR_MAP,
  JLY_CBOR_REFUSED /* well-formed CBOR of a kind that we do not use */
} JlyCborKind;

typedef struct
{
  JlyCborKind kind;
  guint64 value;       /* the number; the count of items or pairs; the length of a string */
  const guint8 *bytes; /* of a string, in place */
} JlyCborToken;

/* Reads the head at bytes (and a string's content) and says in *used how far it reaches. FALSE if
 * there is no whole one. */
gboolean jly_cbor_next_token (const guint8 *bytes, gsize n, JlyCborToken *token, gsize *used);

G_END_DECLS
