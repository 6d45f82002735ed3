/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A live, mutually authenticated TLS 1.3 stream (GnuTLS on a socket; certificates are Ed25519,
 * self-signed, pinned by key). Nothing of the caller's is sent before both hellos, bound to the TLS
 * exporter, have come. One thread uses a link at a time. Format: src/net/PROTOCOL.md.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_LINK_MAX_FRAME (64u << 20)

typedef struct _JlyLink JlyLink;
typedef struct _JlyListener JlyListener;

/* What each side says of itself first; study binds the link to one study. */
typedef struct
{
  guint8 study[32]; /* study hash */
  guint32 role;     /* JLY_LINK_ROLE_* */
  guint32 index;    /* which miner or provider in the study */
} JlyHello;

enum
{
  JLY_LINK_ROLE_MINER = 1,
  JLY_LINK_ROLE_PROVIDER = 2,
  JLY_LINK_ROLE_POST = 3,  /* any party of a study that a service knows: letters */
  JLY_LINK_ROLE_OFFER = 4, /* somebody with a service's invitation, who brings a contract */
  JLY_LINK_ROLE_PROBE = 5  /* as _POST, to see whether all is well */
};

/* Decides whether a peer with this key and hello may go on; sets the sentence in error if not. */
typedef gboolean (*JlyLinkAdmitFunc) (const guint8 peer_key[32],
                                      const JlyHello *hello,
                                      gpointer user_data,
                                      GError **error);

JlyListener *jly_listener_new (const char *host,
                               guint16 port,
                               GError **error); /* port 0: any; taken: sentence */
guint16 jly_listener_get_port (JlyListener *self);
/* Waits for a connection; returns a plain socket to hand to jly_link_accept (so that slow peers do
 * not block others: do the handshake in a thread of its own). -1 on error or cancel. */
int jly_listener_accept (JlyListener *self, GCancellable *cancellable, GError **error);
void jly_listener_free (JlyListener *self);

/* link_seed is the Ed25519 seed of this side's link key; peer_key the pin. name stands in error
 * texts ("computing party 2"). timeout_ms bounds connect and handshake together, and afterwards
 * each wait for the peer. */
JlyLink *jly_link_connect (const char *host,
                           guint16 port,
                           const guint8 link_seed[32],
                           const guint8 peer_key[32],
                           const JlyHello *hello,
                           const char *name,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GError **error);
/* Whether host is an address, or a name that has one, within the time; for telling what stands in
 * the way. */
gboolean jly_link_can_find (const char *host,
                            const char *name,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GError **error);
/* The called side. Takes fd, also on failure. What the caller is called in error texts is its
 * address, until jly_link_set_name. The rest as above; NULL with the sentence of admit if that says
 * no. A hello of NULL is a service's, which has many studies: admit alone decides by the caller's,
 * and what is answered names the same study. */
JlyLink *jly_link_accept (int fd,
                          const guint8 link_seed[32],
                          const JlyHello *hello,
                          JlyLinkAdmitFunc admit,
                          gpointer user_data,
                          guint timeout_ms,
                          GCancellable *cancellable,
                          GError **error);
void jly_link_free (JlyLink *self);
void jly_link_set_name (JlyLink *self, const char *name);
/* How long each wait for the peer may take from now on. */
void jly_link_set_timeout (JlyLink *self, guint timeout_ms);
/* What the peer said of itself, and the key that it proved to own. Owned by self. */
const JlyHello *jly_link_get_peer_hello (JlyLink *self);
const guint8 *jly_link_get_peer_key (JlyLink *self);
/* Bytes put on the network so far, TLS included. */
guint64 jly_link_get_bytes_sent (JlyLink *self);

/* Framed messages: type (1 byte), length (4 bytes, big endian), payload. max bounds what is
 * accepted before anything is allocated. Types 0x10 to 0xef are the caller's. */
gboolean jly_link_send (JlyLink *self, guint8 type, const guint8 *bytes, gsize n, GError **error);
/* Next frame; must have the type expected, or a frame of type JLY_FRAME_ERROR, which becomes the
 * peer's error. Owned by the caller; empty for a payload of no bytes. */
GBytes *jly_link_receive (JlyLink *self, guint8 expected_type, gsize max, GError **error);
enum
{
  JLY_FRAME_ERROR = 0xff
};
/* Tells the peer why this side stops (a code and a sentence without values) and ends the sending
 * direction; best effort, takes at most half a second. The link can only be freed afterwards. */
void jly_link_send_error (JlyLink *self, const GError *error);

/* Bytes both ways over two links at once without deadlock: the engine's round. Any of the lengths
 * may be 0, and then nothing travels in that direction; both sides must know all lengths. A peer
 * that sends another length is JLY_ERROR_PROTOCOL; one that gave up and said why, its error. A link
 * may be NULL if both of its lengths are 0. What was received is undefined on failure. */
gboolean jly_link_exchange (JlyLink *next,
                            const guint8 *to_next,
                            gsize n_to_next,
                            guint8 *from_next,
                            gsize n_from_next,
                            JlyLink *prev,
                            const guint8 *to_prev,
                            gsize n_to_prev,
                            guint8 *from_prev,
                            gsize n_from_prev,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLink, jly_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyListener, jly_listener_free)

G_END_DECLS
