/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-wire.h. */
#include "config.h"

#include "net/jly-wire.h"

#include "net/jly-link-error.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* A peer that makes TLS answer without ever reading the answers ends here. */
#define LARGEST_BACKLOG (1u << 20)

static void
note_moved (JlyLink *self)
{
  self->last_moved = g_get_monotonic_time ();
}

/* What a socket says once nothing comes back from the other computer, or no road leads there. */
static void
note_lost (JlyLink *self, int code)
{
  if (code == ETIMEDOUT || code == EHOSTUNREACH || code == ENETUNREACH || code == ENETDOWN)
    self->is_lost = TRUE;
}

static ssize_t
pull_fail (JlyLink *self, int code)
{
  note_lost (self, code);
  gnutls_transport_set_errno (self->session, code);
  errno = code;
  return -1;
}

/* GnuTLS asks for n bytes of ciphertext. */
static ssize_t
pull_cb (gnutls_transport_ptr_t data, void *bytes, size_t n)
{
  JlyLink *self = data;

  if (self->in_at == self->in_n)
    {
      ssize_t got;

      do
        got = recv (self->fd, self->in, JLY_WIRE_PIECE, MSG_DONTWAIT);
      while (got < 0 && errno == EINTR);
      if (got < 0)
        return pull_fail (self, errno);
      if (got == 0)
        return 0;
      note_moved (self);
      self->in_at = 0;
      self->in_n = (gsize)got;
    }
  n = MIN (n, self->in_n - self->in_at);
  memcpy (bytes, self->in + self->in_at, n);
  self->in_at += n;
  return (ssize_t)n;
}

/* GnuTLS gives n bytes of ciphertext. */
static ssize_t
push_cb (gnutls_transport_ptr_t data, const void *bytes, size_t n)
{
  JlyLink *self = data;

  if (n > LARGEST_BACKLOG || self->out->len > LARGEST_BACKLOG)
    return pull_fail (self, ENOBUFS);
  g_byte_array_append (self->out, bytes, (guint)n);
  return (ssize_t)n;
}

void
jly_wire_attach (JlyLink *self)
{
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull_cb);
  gnutls_transport_set_push_function (self->session, push_cb);
}

gboolean
jly_wire_has_unsent (const JlyLink *self)
{
  return self->out->len > self->out_at;
}

gboolean
jly_wire_flush (JlyLink *self, GError **error)
{
  while (jly_wire_has_unsent (self))
    {
      ssize_t n = send (self->fd, self->out->data + self->out_at, self->out->len - self->out_at,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return TRUE;
      if (n < 0)
        {
          note_lost (self, errno);
          return jly_link_fail_closed (self, error);
        }
      note_moved (self);
      self->out_at += (gsize)n;
      self->bytes_sent += (guint64)n;
    }
  g_byte_array_set_size (self->out, 0);
  self->out_at = 0;
  return TRUE;
}

gboolean
jly_wire_read_some (JlyLink *self, guint8 *bytes, gsize n, gsize *moved, GError **error)
{
  *moved = 0;
  if (self->failure != NULL)
    return jly_link_fail_again (self, error);
  while (*moved < n)
    {
      ssize_t got = gnutls_record_recv (self->session, bytes + *moved, n - *moved);

      if (got == GNUTLS_E_AGAIN)
        break;
      if (got == GNUTLS_E_INTERRUPTED)
        continue;
      if (got <= 0)
        return jly_link_fail_tls (self, (int)got, error);
      *moved += (gsize)got;
    }
  return TRUE;
}

gboolean
jly_wire_write_some (JlyLink *self, const guint8 *bytes, gsize n, gsize *moved, GError **error)
{
  *moved = 0;
  if (self->failure != NULL)
    return jly_link_fail_again (self, error);
  while (*moved < n && self->out->len - self->out_at < JLY_WIRE_PIECE)
    {
      ssize_t sent = gnutls_record_send (self->session, bytes + *moved, n - *moved);

      if (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED)
        continue;
      if (sent < 0)
        return jly_link_fail_tls (self, (int)sent, error);
      *moved += (gsize)sent;
    }
  return jly_wire_flush (self, error);
}

void
jly_wire_start_clock (JlyLink *self)
{
  note_moved (self);
}

static gint64
get_end (const JlyLink *self)
{
  return self->deadline != 0
             ? self->deadline
             : self->last_moved + (gint64)self->timeout_ms * G_TIME_SPAN_MILLISECOND;
}

/* Milliseconds for poll until the first clock of the two runs out, rounded up. */
static int
get_poll_time (const JlyWireWait waits[2], gint64 now)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < 2; i++)
    if (waits[i].link != NULL)
      first = MIN (first, get_end (waits[i].link));
  return (int)CLAMP ((first - now + 999) / 1000, 0, G_MAXINT);
}

/* polls: the socket, the person's stop. */
static gboolean
check_waiter (JlyLink *link, const GPollFD *polls, GError **error)
{
  if (g_cancellable_is_cancelled (link->cancellable))
    return jly_link_fail_cancelled (link, error);
  /* While a link is being opened its deadline holds even for a peer that keeps sending. */
  if ((link->deadline != 0 || polls[0].revents == 0) && g_get_monotonic_time () >= get_end (link))
    return jly_link_fail_timeout (link, error);
  return TRUE;
}

gboolean
jly_wire_wait (const JlyWireWait waits[2], GError **error)
{
  GPollFD polls[4];
  guint n = 0;
  int ready;

  for (guint i = 0; i < 2; i++)
    if (waits[i].link != NULL)
      {
        const gushort reading = waits[i].to_read ? G_IO_IN : 0;
        const gushort writing = waits[i].to_write ? G_IO_OUT : 0;

        polls[n++] = (GPollFD){ .fd = waits[i].link->fd, .events = reading | writing };
        /* poll passes over a descriptor of -1, which stands for "cannot be stopped". */
        polls[n++] = waits[i].link->cancel_poll;
      }
  g_assert (n > 0);
  do
    ready = g_poll (polls, n, get_poll_time (waits, g_get_monotonic_time ()));
  while (ready < 0 && errno == EINTR);
  n = 0;
  for (guint i = 0; i < 2; i++)
    if (waits[i].link != NULL)
      {
        if (!check_waiter (waits[i].link, polls + n, error))
          return FALSE;
        n += 2;
      }
  return TRUE;
}

static gboolean
wait_for_one (JlyLink *self, gboolean to_read, GError **error)
{
  const JlyWireWait waits[2]
      = { { .link = self, .to_read = to_read, .to_write = jly_wire_has_unsent (self) } };

  return jly_wire_wait (waits, error);
}

gboolean
jly_wire_read (JlyLink *self, guint8 *bytes, gsize n, GError **error)
{
  gsize moved;

  while (TRUE)
    {
      if (!jly_wire_read_some (self, bytes, n, &moved, error) || !jly_wire_flush (self, error))
        return FALSE;
      bytes += moved;
      n -= moved;
      if (n == 0)
        return TRUE;
      if (!wait_for_one (self, TRUE, error))
        return FALSE;
    }
}

gboolean
jly_wire_write (JlyLink *self, const guint8 *bytes, gsize n, GError **error)
{
  gsize moved;

  while (TRUE)
    {
      if (!jly_wire_write_some (self, bytes, n, &moved, error))
        return FALSE;
      bytes += moved;
      n -= moved;
      if (n == 0 && !jly_wire_has_unsent (self))
        return TRUE;
      if (jly_wire_has_unsent (self) && !wait_for_one (self, FALSE, error))
        return FALSE;
    }
}
