/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames: type (1 byte), length (4 bytes, big endian), payload. Private to net; the public calls
 * are in jly-link.h. */
#pragma once

#include "net/jly-link-private.h"

G_BEGIN_DECLS

#define JLY_FRAME_HEADER_BYTES 5
/* One round of the engine; its length follows from public shape, and another one is refused. */
#define JLY_FRAME_ROUND 0xfe
/* An error frame: length of the code's name (1 byte), name, sentence. */
#define JLY_FRAME_LARGEST_ERROR 2048

typedef struct
{
  guint8 type;
  guint32 n;
} JlyFrameHeader;

void jly_frame_encode_header (guint8 type, gsize n, guint8 bytes[JLY_FRAME_HEADER_BYTES]);
JlyFrameHeader jly_frame_decode_header (const guint8 bytes[JLY_FRAME_HEADER_BYTES]);

/* Whether a frame with this header is what is wanted; asked before anything is allocated for it. */
gboolean jly_frame_is_wanted (const JlyFrameHeader *header, guint8 type, gsize max);

/* A peer's error as one of ours, from the bytes of its frame. Never NULL: bytes that make no sense
 * give an error too. name is the peer's. */
GError *jly_frame_decode_error (const guint8 *bytes, gsize n, const char *name);
/* The bytes of an error frame. */
GBytes *jly_frame_encode_error (const GError *error);

/* A whole frame, waiting as needed. */
gboolean jly_frame_write (JlyLink *self, guint8 type, const guint8 *bytes, gsize n, GError **error);
/* A whole frame of any type into a small buffer of max bytes; a longer one fails. */
gboolean jly_frame_read_small (
    JlyLink *self, guint8 *type, guint8 *bytes, gsize max, gsize *n, GError **error);

/* Fails the link for a header that is not wanted: with the peer's own error if it is one. */
gboolean jly_frame_fail_unwanted (JlyLink *self, const JlyFrameHeader *header, GError **error);
/* To be called when writing failed at a place where a frame from the peer may begin: if the peer
 * said why it left before it closed, *error becomes that. Returns FALSE. */
gboolean jly_frame_fail_with_last_words (JlyLink *self, GError **error);

/* Ends the sending direction and waits a moment until the peer has read and closed, so that the
 * last frame is not lost with the connection. */
void jly_frame_linger (JlyLink *self);

G_END_DECLS
