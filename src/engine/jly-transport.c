/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport.h. What every implementation has in common: counting, and staying failed. */
#include "config.h"

#include "engine/jly-transport.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

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
  if (!transport->exchange (transport, x, error))
    {
      transport->is_failed = TRUE;
      return FALSE;
    }
  transport->rounds++;
  transport->bytes_sent += x->n_to_next + x->n_to_prev;
  transport->bytes_received += x->n_from_next + x->n_from_prev;
  if (transport->progress != NULL)
    transport->progress (transport->rounds, transport->bytes_sent, transport->progress_data);
  return TRUE;
}
