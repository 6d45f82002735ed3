/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "recorder.h"

#include <gio/gio.h>

struct _Recorder
{
  GSocketListener *listener;
  GThread *acceptor;
  GPtrArray *pumps; /* GThread* */
  GCancellable *cancellable;
  guint16 port;
  guint16 target;
  GMutex mutex; /* guards bytes */
  GByteArray *bytes;
};

typedef struct
{
  Recorder *recorder;
  GIOStream *from;
  GIOStream *to;
} Pump;

static gpointer
pump_worker (gpointer data)
{
  Pump *pump = data;
  Recorder *self = pump->recorder;
  GInputStream *input = g_io_stream_get_input_stream (pump->from);
  GOutputStream *output = g_io_stream_get_output_stream (pump->to);
  guint8 bytes[16384];
  gssize n;

  while ((n = g_input_stream_read (input, bytes, sizeof bytes, self->cancellable, NULL)) > 0)
    {
      g_mutex_lock (&self->mutex);
      g_byte_array_append (self->bytes, bytes, (guint)n);
      g_mutex_unlock (&self->mutex);
      if (!g_output_stream_write_all (output, bytes, (gsize)n, NULL, self->cancellable, NULL))
        break;
    }
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (pump->to)), FALSE, TRUE,
                     NULL);
  g_object_unref (pump->from);
  g_object_unref (pump->to);
  g_free (pump);
  return NULL;
}

static void
begin_pump (Recorder *self, GIOStream *from, GIOStream *to)
{
  Pump *pump = g_new0 (Pump, 1);

  pump->recorder = self;
  pump->from = g_object_ref (from);
  pump->to = g_object_ref (to);
  g_ptr_array_add (self->pumps, g_thread_new ("pump", pump_worker, pump));
}

static gpointer
accept_worker (gpointer data)
{
  Recorder *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *caller;

  while ((caller = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL))
         != NULL)
    {
      GSocketConnection *called = g_socket_client_connect_to_host (
          client, "127.0.0.1", self->target, self->cancellable, NULL);

      if (called != NULL)
        {
          begin_pump (self, G_IO_STREAM (caller), G_IO_STREAM (called));
          begin_pump (self, G_IO_STREAM (called), G_IO_STREAM (caller));
        }
      g_clear_object (&called);
      g_object_unref (caller);
    }
  return NULL;
}

Recorder *
recorder_new (guint16 target_port)
{
  Recorder *self = g_new0 (Recorder, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->target = target_port;
  self->pumps = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->bytes = g_byte_array_new ();
  g_mutex_init (&self->mutex);
  self->acceptor = g_thread_new ("recorder", accept_worker, self);
  return self;
}

guint16
recorder_get_port (Recorder *self)
{
  return self->port;
}

GBytes *
recorder_dup_bytes (Recorder *self)
{
  GBytes *bytes;

  g_mutex_lock (&self->mutex);
  bytes = g_bytes_new (self->bytes->data, self->bytes->len);
  g_mutex_unlock (&self->mutex);
  return bytes;
}

void
recorder_free (Recorder *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->acceptor);
  for (guint i = 0; i < self->pumps->len; i++)
    g_thread_join (self->pumps->pdata[i]);
  g_ptr_array_unref (self->pumps);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->bytes);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
