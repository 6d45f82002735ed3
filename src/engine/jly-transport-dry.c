/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport-dry.h. */
#include "config.h"

#include "engine/jly-transport-dry.h"

#include <string.h>

static gboolean
exchange_with_nobody (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  if (x->n_from_next > 0)
    memset (x->from_next, 0, x->n_from_next);
  if (x->n_from_prev > 0)
    memset (x->from_prev, 0, x->n_from_prev);
  return TRUE;
}

JlyTransport *
jly_transport_dry_new (void)
{
  JlyTransport *transport = g_new0 (JlyTransport, 1);

  transport->exchange = exchange_with_nobody;
  transport->is_dry = TRUE;
  return transport;
}

void
jly_transport_dry_free (JlyTransport *transport)
{
  g_free (transport);
}
