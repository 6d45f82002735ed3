/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two ends of a link over a real loopback socket: the calling end in this thread, the called end
 * opened in another. */
#pragma once

#include "net/jly-link.h"
#include "support/hurdle.h"

G_BEGIN_DECLS

enum
{
  CALLER,
  CALLED
};

typedef struct
{
  guint8 seeds[2][32];
  guint8 keys[2][32];
  guint8 pin[32];   /* whom the caller wants */
  guint8 guest[32]; /* whom the called side lets in */
  JlyHello hellos[2];
  guint timeout_ms[2];
  GCancellable *cancellable;
  const HurdlePlan *plan; /* NULL: the sockets are joined directly */

  JlyListener *listener;
  Hurdle *hurdle;
  JlyLink *links[2];
  GError *errors[2];
  gboolean was_asked; /* the called side's admit ran, so a hello arrived */
} LinkPair;

/* Two ends that fit, with keys from fixed seeds. */
void link_pair_init (LinkPair *self);
/* Opens both ends; each is then in links, or its error in errors. */
void link_pair_open (LinkPair *self);
void link_pair_clear (LinkPair *self);

/* The called side alone, once, for a caller that the test plays itself: starts to listen and to
 * accept in a thread; join it for the result. */
GThread *link_pair_start_called (LinkPair *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LinkPair, link_pair_clear)

G_END_DECLS
