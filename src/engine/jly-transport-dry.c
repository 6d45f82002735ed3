/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport-dry.h. */
#include "config.h"

#include "engine/jly-transport-dry.h"

#include <string.h>

typedef struct
{
  JlyTransport parent;
  guint64 spare_bytes, spare_rounds;
} DryTransport;

static gboolean
exchange_with_nobody (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  if (x->n_from_next > 0 && x->from_next != NULL)
    memset (x->from_next, 0, x->n_from_next);
  if (x->n_from_prev > 0 && x->from_prev != NULL)
    memset (x->from_prev, 0, x->n_from_prev);
  return TRUE;
}

JlyTransport *
jly_transport_dry_new (void)
{
  JlyTransport *transport = (JlyTransport *)g_new0 (DryTransport, 1);

  transport->exchange = exchange_with_nobody;
  transport->is_dry = TRUE;
  return transport;
}

void
jly_transport_dry_free (JlyTransport *transport)
{
  g_free ((DryTransport *)transport);
}

void
jly_transport_dry_charge (JlyTransport *transport,
                          guint64 bytes,
                          guint64 rounds,
                          guint64 spare_bytes,
                          guint64 spare_rounds)
{
  DryTransport *dry = (DryTransport *)transport;

  g_assert (transport->is_dry);
  transport->bytes_sent += bytes;
  transport->bytes_received += bytes;
  transport->rounds += rounds;
  dry->spare_bytes += spare_bytes;
  dry->spare_rounds += spare_rounds;
}

void
jly_transport_dry_get_most (JlyTransport *transport, guint64 *bytes, guint64 *rounds)
{
  const DryTransport *dry = (const DryTransport *)transport;

  g_assert (transport->is_dry);
  *bytes = transport->bytes_sent + dry->spare_bytes;
  *rounds = transport->rounds + dry->spare_rounds;
}
