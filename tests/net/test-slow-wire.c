/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slow wire of the bench passes every byte, in order, both ways at once and to several callers,
 * and ends when it is told. That it is slow is for the bench to see. */
#include "config.h"

#include "net/bare-tls.h"
#include "net/jly-link.h"
#include "support/slow-wire.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define N_BYTES (300u << 10)

/* Sends what it has and reads as much; both ends do at once. */
typedef struct
{
  int fd;
  guint8 out[N_BYTES], in[N_BYTES];
} End;

static gpointer
send_worker (gpointer data)
{
  End *end = data;

  for (gsize at = 0; at < N_BYTES;)
    {
      ssize_t n = send (end->fd, end->out + at, N_BYTES - at, MSG_NOSIGNAL);

      g_assert_cmpint (n, >, 0);
      at += (gsize)n;
    }
  shutdown (end->fd, SHUT_WR);
  return NULL;
}

static gpointer
end_worker (gpointer data)
{
  End *end = data;
  GThread *sender = g_thread_new ("sender", send_worker, end);
  guint8 rest;

  for (gsize at = 0; at < N_BYTES;)
    {
      ssize_t n = recv (end->fd, end->in + at, N_BYTES - at, 0);

      g_assert_cmpint (n, >, 0);
      at += (gsize)n;
    }
  /* The end of one direction is passed on too. */
  g_assert_cmpint (recv (end->fd, &rest, 1, 0), ==, 0);
  g_thread_join (sender);
  return NULL;
}

static End *
end_new (int fd, guint salt)
{
  End *end = g_new (End, 1);

  end->fd = fd;
  for (gsize i = 0; i < N_BYTES; i++)
    end->out[i] = (guint8)(i * 31 + (i >> 8) + salt);
  return end;
}

static void
check_connection (SlowWire *wire, JlyListener *listener, guint salt)
{
  g_autoptr (GError) error = NULL;
  g_autofree End *caller = end_new (bare_connect (slow_wire_get_port (wire)), salt);
  g_autofree End *called = end_new (jly_listener_accept (listener, NULL, &error), salt + 1);
  GThread *thread;

  g_assert_no_error (error);
  bare_set_blocking (called->fd);
  thread = g_thread_new ("called", end_worker, called);
  end_worker (caller);
  g_thread_join (thread);
  g_assert_cmpmem (caller->in, N_BYTES, called->out, N_BYTES);
  g_assert_cmpmem (called->in, N_BYTES, caller->out, N_BYTES);
  close (caller->fd);
  close (called->fd);
}

static void
test_passes (void)
{
  static const SlowWirePlan plans[] = { { 0, 0 }, { 1, 0 }, { 1, 20 << 20 } };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyListener) listener = jly_listener_new ("127.0.0.1", 0, &error);
      SlowWire *wire = slow_wire_new (jly_listener_get_port (listener), &plans[i], &error);

      g_assert_no_error (error);
      check_connection (wire, listener, i);
      check_connection (wire, listener, 10 + i);
      slow_wire_free (wire);
    }
}

/* Nobody sends anything, and one target is not there at all. */
static void
test_ends (void)
{
  const SlowWirePlan plan = { 20, 1000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyListener) listener = jly_listener_new ("127.0.0.1", 0, &error);
  SlowWire *wire = slow_wire_new (jly_listener_get_port (listener), &plan, &error);
  int fds[2];
  guint8 byte;

  fds[0] = bare_connect (slow_wire_get_port (wire));
  fds[1] = jly_listener_accept (listener, NULL, &error);
  g_assert_no_error (error);
  slow_wire_free (wire);
  g_assert_cmpint (recv (fds[0], &byte, 1, 0), <=, 0);
  close (fds[0]);
  close (fds[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support/slow-wire/passes", test_passes);
  g_test_add_func ("/support/slow-wire/ends", test_ends);
  return g_test_run ();
}
