/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See slow-wire.h. One thread takes callers; each connection has a thread of its own. */
#include "config.h"

#include "support/slow-wire.h"

#include "support/loopback.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE (16u << 10)
/* What a sender may be ahead of the bandwidth: the queue in front of the wire. */
#define QUEUE_TIME (20 * G_TIME_SPAN_MILLISECOND)

struct _SlowWire
{
  SlowWirePlan plan;
  guint16 target_port, port;
  int listener;
  int stop[2]; /* a pipe that is closed when all threads are to end */
  GThread *thread;
  GPtrArray *connections; /* GThread; of the accepting thread until that has ended */
};

typedef struct
{
  gint64 release; /* monotonic time at which the last byte has arrived */
  gsize n, at;
  guint8 bytes[PIECE];
} Piece;

/* One direction of one connection. */
typedef struct
{
  int from, to;
  GQueue pieces;
  gint64 free_at;   /* when the wire has taken in all that was given to it */
  gboolean is_over; /* nothing more will come */
  gboolean is_shut; /* and that was passed on */
} Direction;

typedef struct
{
  SlowWire *wire;
  int caller;
} Connection;

static gboolean
has_room (const Direction *d, gint64 now)
{
  return !d->is_over && d->free_at <= now + QUEUE_TIME;
}

/* FALSE if the connection is broken. */
static gboolean
take_piece (Direction *d, const SlowWirePlan *plan, gint64 now)
{
  Piece *piece = g_new (Piece, 1);
  ssize_t n = recv (d->from, piece->bytes, sizeof piece->bytes, MSG_DONTWAIT);

  if (n <= 0)
    {
      g_free (piece);
      d->is_over = n == 0;
      return n == 0 || errno == EAGAIN || errno == EINTR;
    }
  d->free_at = MAX (d->free_at, now);
  if (plan->bytes_per_second > 0)
    d->free_at += (gint64)((guint64)n * G_USEC_PER_SEC / plan->bytes_per_second);
  piece->release = d->free_at + plan->delay_ms * G_TIME_SPAN_MILLISECOND;
  piece->n = (gsize)n;
  piece->at = 0;
  g_queue_push_tail (&d->pieces, piece);
  return TRUE;
}

static gboolean
give_pieces (Direction *d, gint64 now)
{
  Piece *piece;

  while ((piece = g_queue_peek_head (&d->pieces)) != NULL && piece->release <= now)
    {
      ssize_t n = send (d->to, piece->bytes + piece->at, piece->n - piece->at,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

      if (n < 0)
        return errno == EAGAIN || errno == EINTR;
      piece->at += (gsize)n;
      if (piece->at == piece->n)
        g_free (g_queue_pop_head (&d->pieces));
    }
  if (piece == NULL && d->is_over && !d->is_shut)
    {
      shutdown (d->to, SHUT_WR);
      d->is_shut = TRUE;
    }
  return TRUE;
}

/* When this direction has something to do that no socket announces. */
static gint64
get_next_time (const Direction *d, gint64 now)
{
  const Piece *piece = g_queue_peek_head ((GQueue *)&d->pieces);
  gint64 next = now + G_TIME_SPAN_HOUR;

  if (piece != NULL && piece->release > now)
    next = MIN (next, piece->release);
  if (!d->is_over && !has_room (d, now))
    next = MIN (next, d->free_at - QUEUE_TIME);
  return next;
}

/* Waits until something can be done; FALSE if the wire is to end. */
static gboolean
wait_for_work (const SlowWire *wire, const Direction directions[2], gint64 now)
{
  gint64 next = MIN (get_next_time (&directions[0], now), get_next_time (&directions[1], now));
  gint64 rest = MAX (next - now, 0);
  struct timespec limit = { rest / G_USEC_PER_SEC, rest % G_USEC_PER_SEC * 1000 };
  struct pollfd polls[3] = { { .fd = wire->stop[0], .events = POLLIN } };

  for (guint i = 0; i < 2; i++)
    {
      const Direction *d = &directions[i], *back = &directions[1 - i];
      const Piece *waiting = g_queue_peek_head ((GQueue *)&back->pieces);
      short events = 0;

      /* d reads where back writes. */
      if (has_room (d, now))
        events |= POLLIN;
      if (waiting != NULL && waiting->release <= now)
        events |= POLLOUT;
      polls[1 + i] = (struct pollfd){ .fd = events != 0 ? d->from : -1, .events = events };
    }
  return ppoll (polls, 3, &limit, NULL) < 0 ? errno == EINTR : polls[0].revents == 0;
}

static void
pass_on (SlowWire *wire, int caller, int target)
{
  const int on = 1;
  Direction directions[2] = { { .from = caller, .to = target }, { .from = target, .to = caller } };
  gboolean goes_on = TRUE;

  setsockopt (caller, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (target, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  while (goes_on && !(directions[0].is_shut && directions[1].is_shut))
    {
      gint64 now = g_get_monotonic_time ();

      for (guint i = 0; i < 2 && goes_on; i++)
        {
          if (has_room (&directions[i], now))
            goes_on = take_piece (&directions[i], &wire->plan, now);
          goes_on = goes_on && give_pieces (&directions[i], now);
        }
      goes_on = goes_on && wait_for_work (wire, directions, now);
    }
  for (guint i = 0; i < 2; i++)
    g_queue_clear_full (&directions[i].pieces, g_free);
}

static gpointer
connection_worker (gpointer data)
{
  g_autofree Connection *connection = data;
  int target = loopback_connect (connection->wire->target_port);

  if (target >= 0)
    {
      pass_on (connection->wire, connection->caller, target);
      close (target);
    }
  close (connection->caller);
  return NULL;
}

static gpointer
accept_worker (gpointer data)
{
  SlowWire *self = data;

  while (TRUE)
    {
      struct pollfd polls[2] = { { .fd = self->stop[0], .events = POLLIN },
                                 { .fd = self->listener, .events = POLLIN } };
      Connection *connection;
      int fd;

      if (poll (polls, 2, -1) < 0 && errno != EINTR)
        return NULL;
      if (polls[0].revents != 0)
        return NULL;
      fd = polls[1].revents != 0 ? accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC) : -1;
      if (fd < 0)
        continue;
      connection = g_new (Connection, 1);
      *connection = (Connection){ self, fd };
      g_ptr_array_add (self->connections, g_thread_new ("wire", connection_worker, connection));
    }
}

SlowWire *
slow_wire_new (guint16 target_port, const SlowWirePlan *plan, GError **error)
{
  guint16 port;
  int fd = loopback_listen (16, &port);
  SlowWire *self;

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "No port for a slow wire: %s",
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (SlowWire, 1);
  self->plan = *plan;
  self->target_port = target_port;
  self->port = port;
  self->listener = fd;
  self->connections = g_ptr_array_new ();
  g_assert (pipe (self->stop) == 0);
  self->thread = g_thread_new ("wire callers", accept_worker, self);
  return self;
}

guint16
slow_wire_get_port (SlowWire *self)
{
  return self->port;
}

void
slow_wire_free (SlowWire *self)
{
  if (self == NULL)
    return;
  close (self->stop[1]); /* the other end becomes readable, for everybody */
  g_thread_join (self->thread);
  for (guint i = 0; i < self->connections->len; i++)
    g_thread_join (self->connections->pdata[i]);
  g_ptr_array_unref (self->connections);
  close (self->stop[0]);
  close (self->listener);
  g_free (self);
}
