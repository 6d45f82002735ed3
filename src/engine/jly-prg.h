/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pseudo-random generator behind every mask: a key makes a stream of bytes.
 *
 * This file knows nothing of operations or miners; which key a stream gets, and that no stream is
 * read twice, is jly-randomness.h's care. A stream is read in blocks of 64 bytes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_PRG_KEY_BYTES 32
#define JLY_PRG_BLOCK_BYTES 64

typedef enum
{
  JLY_PRG_CHACHA20 = 1,
  JLY_PRG_AES128_CTR = 2, /* needs AES-NI; agreed between miners before an attempt */
} JlyPrgKind;

/* Whether this processor can run kind fast and in constant time. */
gboolean jly_prg_is_available (JlyPrgKind kind);

/* A position in the stream of one key. Lives on the stack; clear it when done. */
typedef struct
{
  JlyPrgKind kind;
  guint64 block; /* the next one */
  guint8 key[JLY_PRG_KEY_BYTES];
  guint8 round_keys[11][16]; /* AES only */
} JlyPrgStream;

/* kind must be available. AES-128 takes the first half of key. */
void
jly_prg_stream_init (JlyPrgStream *stream, JlyPrgKind kind, const guint8 key[JLY_PRG_KEY_BYTES]);
/* Fills out with n bytes, from the next whole block on: what is left of the last block is dropped,
 * so that two readers agree if they ask for the same lengths. */
void jly_prg_stream_read (JlyPrgStream *stream, guint8 *out, gsize n);
void jly_prg_stream_clear (JlyPrgStream *stream);

/* In jly-prg-aes.c, for jly-prg.c alone. */
void jly_prg_aes_expand (guint8 round_keys[11][16], const guint8 key[16]);
void
jly_prg_aes_fill (const guint8 round_keys[11][16], guint64 first_counter, guint8 *out, gsize n);

G_END_DECLS
