/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hostile-wire.h. Plain sockets, and no code of what is tested. */
#include "config.h"

#include "support/hostile-wire.h"

#include "support/loopback.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE 8192
#define LAST_START 9000 /* of the bytes of a direction among which the deed begins */
#define PATIENCE_MS 700 /* of a connection that is stalled or held back */
#define DRIP_BYTES 300
#define REMEMBERED 4096 /* bytes of an earlier caller */

struct _HostileWire
{
  guint16 port, crossed;
  guint share;
  int listener, stop; /* stop: eventfd */
  GThread *thread;
  GPtrArray *connections; /* GThread, of the accepting thread */

  GMutex mutex; /* guards what is below */
  guint16 target;
  GRand *rand;
  HostileDeed deed;
  guint counts[N_HOSTILE_DEEDS];
  GByteArray *remembered;
};

typedef struct
{
  HostileWire *wire;
  int caller, called;
  guint16 target;
  HostileDeed deed;
  guint direction; /* 0: of what the caller says */
  guint64 start;
  guint8 mask;
  guint64 passed[2];
  gboolean is_done;
  GByteArray *held; /* of a swap */
} Connection;

static const char *const names[N_HOSTILE_DEEDS]
    = { "nothing", "flip",   "drop", "cut",      "reset", "stall", "drip",
        "delay",   "repeat", "swap", "oversize", "cross", "replay" };

const char *
hostile_deed_name (HostileDeed deed)
{
  return names[deed];
}

static void
count (Connection *self)
{
  g_mutex_lock (&self->wire->mutex);
  self->wire->counts[self->deed]++;
  g_mutex_unlock (&self->wire->mutex);
  self->is_done = TRUE;
}

/* FALSE if the wire is to end. */
static gboolean
rest (HostileWire *self, int ms)
{
  struct pollfd end = { .fd = self->stop, .events = POLLIN };

  return poll (&end, 1, ms) == 0;
}

static gboolean
drip (Connection *self, int to, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n && i < DRIP_BYTES; i++)
    if (!loopback_send (to, bytes + i, 1) || !rest (self->wire, 1))
      return FALSE;
  return n <= DRIP_BYTES || loopback_send (to, bytes + DRIP_BYTES, n - DRIP_BYTES);
}

static gboolean
send_oversized (int to)
{
  guint8 noise[2048] = { 0x17, 0x03, 0x03, 0xff, 0xff };

  return loopback_send (to, noise, sizeof noise);
}

static void
reset (int fd)
{
  const struct linger none = { 1, 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

/* The piece in which the deed's place lies, at `at` of it. FALSE when the connection is over. */
static gboolean
do_deed (Connection *self, int to, guint8 *bytes, gsize n, gsize at)
{
  count (self);
  switch (self->deed)
    {
    case HOSTILE_FLIP:
      bytes[at] ^= self->mask;
      return loopback_send (to, bytes, n);
    case HOSTILE_DROP:
      return loopback_send (to, bytes, at) && loopback_send (to, bytes + at + 1, n - at - 1);
    case HOSTILE_RESET:
      reset (self->caller);
      reset (self->called);
      return FALSE;
    case HOSTILE_STALL:
      loopback_send (to, bytes, at);
      rest (self->wire, PATIENCE_MS);
      return FALSE;
    case HOSTILE_DRIP:
      return loopback_send (to, bytes, at) && drip (self, to, bytes + at, n - at);
    case HOSTILE_DELAY:
      return rest (self->wire, PATIENCE_MS / 2) && loopback_send (to, bytes, n);
    case HOSTILE_REPEAT:
      return loopback_send (to, bytes, n) && loopback_send (to, bytes + at, n - at);
    case HOSTILE_SWAP:
      self->held = g_byte_array_append (g_byte_array_new (), bytes + at, (guint)(n - at));
      return loopback_send (to, bytes, at);
    case HOSTILE_OVERSIZE:
      return loopback_send (to, bytes, at) && send_oversized (to)
             && loopback_send (to, bytes + at, n - at);
    case HOSTILE_CUT:
    default:
      loopback_send (to, bytes, at);
      return FALSE;
    }
}

static gboolean
is_on_wire (HostileDeed deed)
{
  return deed != HOSTILE_NOTHING && deed != HOSTILE_CROSS && deed != HOSTILE_REPLAY;
}

/* What was held back follows what came after it. */
static gboolean
pass_swapped (Connection *self, int to, const guint8 *bytes, gsize n)
{
  g_autoptr (GByteArray) held = g_steal_pointer (&self->held);

  return loopback_send (to, bytes, n) && loopback_send (to, held->data, held->len);
}

static void
remember (Connection *self, const guint8 *bytes, gsize n)
{
  g_mutex_lock (&self->wire->mutex);
  if (self->wire->remembered->len < REMEMBERED)
    g_byte_array_append (self->wire->remembered, bytes, (guint)n);
  g_mutex_unlock (&self->wire->mutex);
}

static gboolean
pass (Connection *self, guint direction)
{
  int from = direction == 0 ? self->caller : self->called;
  int to = direction == 0 ? self->called : self->caller;
  guint8 bytes[PIECE];
  ssize_t got = recv (from, bytes, sizeof bytes, 0);
  guint64 start = self->passed[direction];

  if (got <= 0)
    {
      if (self->held != NULL && direction == self->direction)
        pass_swapped (self, to, NULL, 0);
      shutdown (to, SHUT_WR);
      return FALSE;
    }
  if (direction == 0)
    remember (self, bytes, (gsize)got);
  self->passed[direction] += (guint64)got;
  if (direction != self->direction || !is_on_wire (self->deed))
    return loopback_send (to, bytes, (gsize)got);
  if (self->held != NULL)
    return pass_swapped (self, to, bytes, (gsize)got);
  if (self->is_done || start + (guint64)got <= self->start)
    return loopback_send (to, bytes, (gsize)got);
  return do_deed (self, to, bytes, (gsize)got, self->start > start ? self->start - start : 0);
}

static void
pass_both_ways (Connection *self)
{
  struct pollfd polls[3] = {
    { .fd = self->caller, .events = POLLIN },
    { .fd = self->called, .events = POLLIN },
    { .fd = self->wire->stop, .events = POLLIN },
  };

  while (polls[0].fd >= 0 || polls[1].fd >= 0)
    {
      /* Who waits for what was taken away waits in vain: the wire hangs up, as routers do. */
      int ready = poll (polls, 3, self->is_done ? PATIENCE_MS : -1);

      if (ready <= 0 || polls[2].revents != 0)
        return;
      for (guint i = 0; i < 2; i++)
        if (polls[i].fd >= 0 && polls[i].revents != 0 && !pass (self, i))
          {
            if (self->is_done && self->deed != HOSTILE_SWAP)
              return;
            polls[i].fd = -1;
          }
    }
}

/* The earlier caller's words, for who is called now. */
static void
replay (Connection *self)
{
  g_autofree guint8 *bytes = NULL;
  gsize n;

  g_mutex_lock (&self->wire->mutex);
  n = self->wire->remembered->len;
  bytes = g_memdup2 (self->wire->remembered->data, n);
  g_mutex_unlock (&self->wire->mutex);
  if (n == 0)
    return;
  count (self);
  loopback_send (self->called, bytes, n);
}

static gpointer
connection_worker (gpointer data)
{
  Connection *self = data;
  gboolean is_crossed = self->deed == HOSTILE_CROSS;
  const struct timeval patience = { 5, 0 };
  const int on = 1;

  self->called = loopback_connect (is_crossed ? self->wire->crossed : self->target);
  setsockopt (self->caller, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (self->called, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (self->caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  setsockopt (self->called, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (self->called >= 0)
    {
      if (is_crossed)
        count (self);
      else if (self->deed == HOSTILE_REPLAY)
        replay (self);
      pass_both_ways (self);
      close (self->called);
    }
  close (self->caller);
  g_clear_pointer (&self->held, g_byte_array_unref);
  g_free (self);
  return NULL;
}

/* Small places are as likely as large ones, since the opening is what attackers like. */
static void
draw (HostileWire *self, Connection *connection)
{
  g_mutex_lock (&self->mutex);
  connection->target = self->target;
  connection->deed = self->deed;
  if (connection->deed == N_HOSTILE_DEEDS)
    connection->deed = (guint)g_rand_int_range (self->rand, 0, 1000) < self->share
                           ? (HostileDeed)g_rand_int_range (self->rand, 1, N_HOSTILE_DEEDS)
                           : HOSTILE_NOTHING;
  connection->direction = (guint)g_rand_int_range (self->rand, 0, 2);
  connection->start = (guint64)g_rand_int_range (
      self->rand, 0, g_rand_boolean (self->rand) ? LAST_START / 10 : LAST_START);
  connection->mask = (guint8)(1 << g_rand_int_range (self->rand, 0, 8));
  if (connection->deed == HOSTILE_NOTHING)
    self->counts[HOSTILE_NOTHING]++;
  g_mutex_unlock (&self->mutex);
}

static gpointer
accept_worker (gpointer data)
{
  HostileWire *self = data;
  struct pollfd polls[2] = {
    { .fd = self->listener, .events = POLLIN },
    { .fd = self->stop, .events = POLLIN },
  };

  while (poll (polls, 2, -1) >= 0 && polls[1].revents == 0)
    {
      int fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
      Connection *connection;

      if (fd < 0)
        continue;
      connection = g_new0 (Connection, 1);
      connection->wire = self;
      connection->caller = fd;
      draw (self, connection);
      g_ptr_array_add (self->connections, g_thread_new ("hostile", connection_worker, connection));
    }
  return NULL;
}

HostileWire *
hostile_wire_new (guint16 target, guint16 crossed, guint share, guint32 seed)
{
  HostileWire *self = g_new0 (HostileWire, 1);

  self->target = target;
  self->crossed = crossed;
  self->share = share;
  self->deed = N_HOSTILE_DEEDS;
  self->rand = g_rand_new_with_seed (seed);
  self->remembered = g_byte_array_new ();
  self->connections = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  self->listener = loopback_listen (64, &self->port);
  g_assert_cmpint (self->listener, >=, 0);
  self->stop = eventfd (0, EFD_CLOEXEC);
  self->thread = g_thread_new ("hostile", accept_worker, self);
  return self;
}

guint16
hostile_wire_get_port (HostileWire *self)
{
  return self->port;
}

void
hostile_wire_set_target (HostileWire *self, guint16 target)
{
  g_mutex_lock (&self->mutex);
  self->target = target;
  g_mutex_unlock (&self->mutex);
}

void
hostile_wire_set_deed (HostileWire *self, HostileDeed deed)
{
  g_mutex_lock (&self->mutex);
  self->deed = deed;
  g_mutex_unlock (&self->mutex);
}

guint
hostile_wire_count (HostileWire *self, HostileDeed deed)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->counts[deed];
  g_mutex_unlock (&self->mutex);
  return n;
}

void
hostile_wire_free (HostileWire *self)
{
  g_assert_cmpint (eventfd_write (self->stop, 1), ==, 0);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->connections->len; i++)
    g_thread_join (self->connections->pdata[i]);
  g_ptr_array_unref (self->connections);
  g_byte_array_unref (self->remembered);
  g_rand_free (self->rand);
  g_mutex_clear (&self->mutex);
  close (self->listener);
  close (self->stop);
  g_free (self);
}
