/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport-link.h. Counting and staying failed are the engine's (jly-transport.c). */
#include "config.h"

#include "party/jly-transport-link.h"

#include "base/jly-error.h"

typedef struct
{
  JlyTransport base; /* first, as jly-transport.h asks */
  JlyLink *next;
  JlyLink *prev;
} JlyTransportLink;

static gboolean
exchange (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  JlyTransportLink *self = (JlyTransportLink *)transport;
  JlyErrorDetail detail = { .step = transport->step };

  if (jly_link_exchange (self->next, x->to_next, x->n_to_next, x->from_next, x->n_from_next,
                         self->prev, x->to_prev, x->n_to_prev, x->from_prev, x->n_from_prev, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_UNAVAILABLE, &detail);
  return FALSE;
}

JlyTransport *
jly_transport_link_new (JlyLink *next, JlyLink *prev)
{
  JlyTransportLink *self = g_new0 (JlyTransportLink, 1);

  self->base.exchange = exchange;
  self->next = next;
  self->prev = prev;
  return &self->base;
}

void
jly_transport_link_free (JlyTransport *transport)
{
  g_free (transport);
}
