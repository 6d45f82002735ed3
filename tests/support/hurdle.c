/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hurdle.h. Blocking plain sockets: this is not the code under test, so it shares none. */
#include "config.h"

#include "support/hurdle.h"

#include "support/loopback.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* Where a direction stands in the records of TLS. */
typedef struct
{
  guint n_head; /* bytes of the head so far, of 5: type, version (2), length (2) */
  guint n_body; /* bytes of the body still to come */
} Record;

struct _Hurdle
{
  HurdlePlan plan;
  GThread *thread;
  int listener;
  int stop; /* eventfd */
  guint16 port, target_port;
  guint64 passed[2]; /* bytes that came from the caller, from the called side */
  Record record[2];
};

/* Takes the next byte as it was sent; TRUE for type and version in a record's head. */
static gboolean
is_fixed (Record *record, guint8 byte)
{
  if (record->n_head == 5 && record->n_body > 0)
    {
      record->n_body--;
      return FALSE;
    }
  if (record->n_head == 5)
    record->n_head = 0;
  record->n_head++;
  if (record->n_head == 4)
    record->n_body = (guint)byte << 8;
  else if (record->n_head == 5)
    record->n_body += byte;
  return record->n_head <= 3;
}

/* Type and version in the head of a sealed record are always the same (RFC 8446, 5.2), and GnuTLS
 * does not look at what came: a change there changes nothing that anybody reads. The plan takes the
 * next byte that counts. */
static void
leave_out_fixed (Hurdle *self, guint direction, guint64 start, const guint8 *bytes, gsize n)
{
  const gboolean is_ours
      = self->plan.kind == HURDLE_FLIP && self->plan.from_caller == (direction == 0);

  for (gsize i = 0; i < n; i++)
    if (is_fixed (&self->record[direction], bytes[i]) && is_ours && self->plan.offset == start + i)
      self->plan.offset++;
}

static gboolean
is_in_plan (Hurdle *self, guint direction, guint64 start, gsize n)
{
  guint64 offset = self->plan.offset;

  if (self->plan.from_caller != (direction == 0))
    return FALSE;
  if (self->plan.kind == HURDLE_STALL || self->plan.kind == HURDLE_DRIP)
    return start + n > offset;
  return offset >= start && offset < start + n;
}

static gboolean
drip (int to, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!loopback_send (to, bytes + i, 1))
      return FALSE;
  return TRUE;
}

/* Passes on bytes[0..n), of which the plan's byte is at `at`. */
static gboolean
pass_with_hurdle (Hurdle *self, int to, guint8 *bytes, gsize n, gsize at)
{
  switch (self->plan.kind)
    {
    case HURDLE_FLIP:
      bytes[at] ^= self->plan.mask;
      return loopback_send (to, bytes, n);
    case HURDLE_DROP:
      return loopback_send (to, bytes, at) && loopback_send (to, bytes + at + 1, n - at - 1);
    case HURDLE_TRUNCATE:
      loopback_send (to, bytes, at);
      return FALSE;
    case HURDLE_STALL:
      return loopback_send (to, bytes, at);
    case HURDLE_DRIP:
      return loopback_send (to, bytes, at) && drip (to, bytes + at, n - at);
    case HURDLE_NONE:
    default:
      return loopback_send (to, bytes, n);
    }
}

/* FALSE when this connection is over. */
static gboolean
pass (Hurdle *self, guint direction, int from, int to)
{
  guint8 bytes[16384];
  ssize_t got = recv (from, bytes, sizeof bytes, 0);
  guint64 start = self->passed[direction];

  if (got <= 0)
    {
      shutdown (to, SHUT_WR);
      return FALSE;
    }
  self->passed[direction] += (guint64)got;
  leave_out_fixed (self, direction, start, bytes, (gsize)got);
  if (!is_in_plan (self, direction, start, (gsize)got))
    return loopback_send (to, bytes, (gsize)got);
  return pass_with_hurdle (self, to, bytes, (gsize)got,
                           self->plan.offset > start ? self->plan.offset - start : 0);
}

static void
pass_both_ways (Hurdle *self, int caller, int called)
{
  struct pollfd polls[3] = {
    { .fd = caller, .events = POLLIN },
    { .fd = called, .events = POLLIN },
    { .fd = self->stop, .events = POLLIN },
  };

  while (polls[0].fd >= 0 || polls[1].fd >= 0)
    {
      if (poll (polls, 3, -1) < 0 || polls[2].revents != 0)
        return;
      for (guint i = 0; i < 2; i++)
        if (polls[i].revents != 0
            && !pass (self, i, i == 0 ? caller : called, i == 0 ? called : caller))
          {
            if (self->plan.kind == HURDLE_TRUNCATE)
              return;
            polls[i].fd = -1;
          }
    }
}

static gpointer
hurdle_worker (gpointer data)
{
  Hurdle *self = data;
  struct pollfd polls[2] = {
    { .fd = self->listener, .events = POLLIN },
    { .fd = self->stop, .events = POLLIN },
  };
  int caller, called;

  if (poll (polls, 2, -1) < 0 || polls[1].revents != 0)
    return NULL;
  caller = accept (self->listener, NULL, NULL);
  called = loopback_connect (self->target_port);
  /* Where nobody listens any more, the caller is hung up on. */
  if (called >= 0)
    {
      pass_both_ways (self, caller, called);
      close (called);
    }
  close (caller);
  return NULL;
}

Hurdle *
hurdle_new (guint16 target_port, const HurdlePlan *plan)
{
  Hurdle *self = g_new0 (Hurdle, 1);

  self->plan = *plan;
  self->target_port = target_port;
  self->listener = loopback_listen (1, &self->port);
  g_assert_cmpint (self->listener, >=, 0);
  self->stop = eventfd (0, EFD_CLOEXEC);
  self->thread = g_thread_new ("hurdle", hurdle_worker, self);
  return self;
}

guint16
hurdle_get_port (Hurdle *self)
{
  return self->port;
}

void
hurdle_end (Hurdle *self, guint64 *from_caller, guint64 *from_called)
{
  g_assert_cmpint (eventfd_write (self->stop, 1), ==, 0);
  g_thread_join (self->thread);
  if (from_caller != NULL)
    *from_caller = self->passed[0];
  if (from_called != NULL)
    *from_called = self->passed[1];
  close (self->listener);
  close (self->stop);
  g_free (self);
}
