/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the messages to and from each other party are: a party of several studies is one, since
 * what waits for it goes in one file and by one way.
 */
#pragma once

#include "party/jly-post-office.h"

G_BEGIN_DECLS

/* Sums over the studies that it is in with this party. */
typedef struct
{
  guint8 identity[32];
  char *name; /* "" for somebody who was let in and has none yet */
  guint64 n_sent, n_waiting, n_received;
  guint64 missing; /* number of the first that is missing in the study of that name; or 0 */
  char *missing_in;
} JlyPeer;

/* All but this party itself (JlyPeer*), in the order of the studies; owned by the caller. NULL if
 * the store cannot be read. */
GPtrArray *jly_peers_list (JlyPostOffice *office, JlyStore *store, GError **error);

/* Whether everything has arrived, both ways, in sentences: owned by the caller. */
char *jly_peer_describe_waiting (const JlyPeer *self);
char *jly_peer_describe_received (const JlyPeer *self);

G_END_DECLS
