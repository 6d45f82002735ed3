/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transport-local.h. Six directed queues of messages under one lock. */
#include "config.h"

#include "engine/jly-transport-local.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  JlyTransport base;
  JlyLocalNet *net;
  guint self;
} LocalEnd;

struct _JlyLocalNet
{
  LocalEnd ends[3];
  gint64 time_limit;
  JlyLocalHookFunc hook;
  gpointer hook_data;

  GMutex lock;
  GCond changed;
  GQueue queues[3][3]; /* [from][to], GBytes */
  gboolean is_gone[3];
};

static void
wipe_message (gpointer data)
{
  GByteArray *message = data;

  sodium_memzero (message->data, message->len);
  g_byte_array_unref (message);
}

static void
send_message (LocalEnd *end, guint to, const guint8 *bytes, gsize n)
{
  JlyLocalNet *net = end->net;
  GByteArray *message;

  if (n == 0)
    return;
  message = g_byte_array_sized_new ((guint)n);
  g_byte_array_append (message, bytes, (guint)n);
  if (net->hook != NULL)
    net->hook (end->self, to, end->base.step, message->data, n, net->hook_data);

  g_mutex_lock (&net->lock);
  g_queue_push_tail (&net->queues[end->self][to],
                     g_bytes_new_with_free_func (message->data, n, wipe_message, message));
  g_cond_broadcast (&net->changed);
  g_mutex_unlock (&net->lock);
}

/* The next message, or NULL if from is gone or slower than the limit. */
static GBytes *
wait_for_message (LocalEnd *end, guint from)
{
  JlyLocalNet *net = end->net;
  GQueue *queue = &net->queues[from][end->self];
  gint64 until = g_get_monotonic_time () + net->time_limit;
  GBytes *message;

  g_mutex_lock (&net->lock);
  while (g_queue_is_empty (queue) && !net->is_gone[from])
    if (!g_cond_wait_until (&net->changed, &net->lock, until))
      break;
  message = g_queue_pop_head (queue);
  g_mutex_unlock (&net->lock);
  return message;
}

static gboolean
fail_for (LocalEnd *end, guint from, gboolean is_gone, GError **error)
{
  g_autofree char *party = g_strdup_printf (_ ("Computing party %u"), from + 1);
  JlyErrorDetail detail
      = { .party = party, .step = end->base.step, .next = _ ("Start the computation again.") };

  if (is_gone)
    return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("%s stopped answering."), party);
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail, _ ("%s sent a message of the wrong length."),
                   party);
}

static gboolean
receive_message (LocalEnd *end, guint from, guint8 *bytes, gsize n, GError **error)
{
  g_autoptr (GBytes) message = NULL;

  if (n == 0)
    return TRUE;
  message = wait_for_message (end, from);
  if (message == NULL || g_bytes_get_size (message) != n)
    return fail_for (end, from, message == NULL, error);
  memcpy (bytes, g_bytes_get_data (message, NULL), n);
  return TRUE;
}

/* Queues have no limit, so sending first cannot block. */
static gboolean
exchange_locally (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  LocalEnd *end = (LocalEnd *)transport;
  guint next = (end->self + 1) % 3, prev = (end->self + 2) % 3;

  send_message (end, next, x->to_next, x->n_to_next);
  send_message (end, prev, x->to_prev, x->n_to_prev);
  return receive_message (end, next, x->from_next, x->n_from_next, error)
         && receive_message (end, prev, x->from_prev, x->n_from_prev, error);
}

JlyLocalNet *
jly_local_net_new (gint64 time_limit)
{
  JlyLocalNet *net = g_new0 (JlyLocalNet, 1);

  net->time_limit = time_limit;
  g_mutex_init (&net->lock);
  g_cond_init (&net->changed);
  for (guint i = 0; i < 3; i++)
    {
      net->ends[i].base.exchange = exchange_locally;
      net->ends[i].net = net;
      net->ends[i].self = i;
      for (guint j = 0; j < 3; j++)
        g_queue_init (&net->queues[i][j]);
    }
  return net;
}

void
jly_local_net_free (JlyLocalNet *net)
{
  if (net == NULL)
    return;
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      g_queue_clear_full (&net->queues[i][j], (GDestroyNotify)g_bytes_unref);
  g_mutex_clear (&net->lock);
  g_cond_clear (&net->changed);
  g_free (net);
}

void
jly_local_net_set_hook (JlyLocalNet *net, JlyLocalHookFunc hook, gpointer user_data)
{
  net->hook = hook;
  net->hook_data = user_data;
}

JlyTransport *
jly_local_net_get_end (JlyLocalNet *net, guint self)
{
  return &net->ends[self].base;
}

void
jly_local_net_hang_up (JlyLocalNet *net, guint self)
{
  g_mutex_lock (&net->lock);
  net->is_gone[self] = TRUE;
  g_cond_broadcast (&net->changed);
  g_mutex_unlock (&net->lock);
}
