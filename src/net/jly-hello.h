/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first frame each way. It says who calls about which study, and carries a MAC under a key that
 * only the two ends of this TLS connection have, so a hello taken from another connection is worth
 * nothing. The side that connects speaks first and may send nothing more until the other's hello
 * has come back; that one proves that it was accepted. Bytes: PROTOCOL.md. Private to net.
 */
#pragma once

#include "net/jly-link-private.h"

G_BEGIN_DECLS

#define JLY_HELLO_VERSION 1u
#define JLY_HELLO_BYTES (2 + 4 + 4 + 32 + 32)
/* Room for what later versions may say; more is refused unread. */
#define JLY_HELLO_LARGEST 256

enum
{
  JLY_FRAME_HELLO = 0x01,
  JLY_FRAME_REFUSED = 0x02, /* why and the own version, in place of the hello */
};

/* The numbers travel in a refusal and do not change. */
typedef enum
{
  JLY_HELLO_FITS = 0,
  JLY_HELLO_OTHER_VERSION = 1,
  JLY_HELLO_OTHER_STUDY = 2,
  JLY_HELLO_NOT_ADMITTED = 3,
  JLY_HELLO_MALFORMED = 4,
} JlyHelloJudgement;

/* Which side speaks: a hello sent back to its own sender does not fit. */
typedef enum
{
  JLY_HELLO_FROM_CALLER,
  JLY_HELLO_FROM_CALLED,
} JlyHelloSide;

void jly_hello_encode (const JlyHello *hello,
                       JlyHelloSide side,
                       const guint8 exporter[32],
                       guint8 bytes[JLY_HELLO_BYTES]);
/* Judges n bytes from a peer; *version is set whenever they hold one, *hello only if they fit. */
JlyHelloJudgement jly_hello_decode (const guint8 *bytes,
                                    gsize n,
                                    JlyHelloSide side,
                                    const guint8 exporter[32],
                                    guint *version,
                                    JlyHello *hello);

/* Says hello and waits for the other's; afterwards the link is open. */
gboolean jly_hello_call (JlyLink *self, const JlyHello *own, GError **error);
/* Waits for the caller's hello, has it judged, and answers with the own or with a refusal. */
gboolean jly_hello_answer (
    JlyLink *self, const JlyHello *own, JlyLinkAdmitFunc admit, gpointer user_data, GError **error);

G_END_DECLS
