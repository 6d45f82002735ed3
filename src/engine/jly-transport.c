/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport.h. What every implementation has in common: counting, telling who
 * watches, and staying failed. */
#include "config.h"

#include "engine/jly-transport.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

void
jly_transport_watch (JlyTransport *transport, const JlyTransportWatch *watch)
{
  transport->watch = *watch;
  transport->bytes_before_watch = transport->bytes_sent;
}

static gboolean
is_cancelled (const JlyTransport *transport)
{
  return transport->watch.is_cancelled != NULL
         && g_atomic_int_get (transport->watch.is_cancelled) != 0;
}

static gboolean
refuse_cancelled (JlyTransport *transport, GError **error)
{
  JlyErrorDetail detail
      = { .step = transport->step, .next = _ ("Start the computation again when you want to.") };

  transport->is_failed = TRUE;
  return jly_fail (error, JLY_ERROR_CANCELLED, &detail, _ ("The computation was stopped."));
}

static void
tell (const JlyTransport *transport)
{
  const JlyTransportWatch *watch = &transport->watch;
  guint64 n = transport->bytes_sent - transport->bytes_before_watch;

  if (transport->progress != NULL)
    transport->progress (transport->rounds, transport->bytes_sent, transport->progress_data);
  if (watch->progress != NULL && watch->predicted_bytes > 0)
    watch->progress (MIN (1.0, (double)n / (double)watch->predicted_bytes), watch->progress_data);
}

gboolean
jly_transport_exchange (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  if (transport->is_failed)
    {
      JlyErrorDetail detail
          = { .step = transport->step, .next = _ ("Start the computation again.") };

      return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                       _ ("The connection between the computing parties failed earlier in this "
                          "computation."));
    }
  if (is_cancelled (transport))
    return refuse_cancelled (transport, error);
  if (!transport->exchange (transport, x, error))
    {
      transport->is_failed = TRUE;
      return FALSE;
    }
  transport->rounds++;
  transport->bytes_sent += x->n_to_next + x->n_to_prev;
  transport->bytes_received += x->n_from_next + x->n_from_prev;
  tell (transport);
  return TRUE;
}
