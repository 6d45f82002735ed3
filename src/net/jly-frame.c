/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-frame.h. */
#include "config.h"

#include "net/jly-frame.h"

#include "net/jly-link-error.h"
#include "net/jly-wire.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>

/* What fits into one TLS record together with the header. */
#define FIRST_PIECE ((16u << 10) - JLY_FRAME_HEADER_BYTES)
#define LINGER_TIME (G_TIME_SPAN_SECOND / 2)

void
jly_frame_encode_header (guint8 type, gsize n, guint8 bytes[JLY_FRAME_HEADER_BYTES])
{
  const guint32 big = GUINT32_TO_BE ((guint32)n);

  g_assert (n <= G_MAXUINT32);
  bytes[0] = type;
  memcpy (bytes + 1, &big, sizeof big);
}

JlyFrameHeader
jly_frame_decode_header (const guint8 bytes[JLY_FRAME_HEADER_BYTES])
{
  guint32 big;

  memcpy (&big, bytes + 1, sizeof big);
  return (JlyFrameHeader){ .type = bytes[0], .n = GUINT32_FROM_BE (big) };
}

gboolean
jly_frame_is_wanted (const JlyFrameHeader *header, guint8 type, gsize max)
{
  return header->type == type && header->n <= MIN (max, JLY_LINK_MAX_FRAME);
}

/* Header and first bytes go as one record: most frames are small, and are one packet then. */
gboolean
jly_frame_write (JlyLink *self, guint8 type, const guint8 *bytes, gsize n, GError **error)
{
  guint8 first[JLY_FRAME_HEADER_BYTES + FIRST_PIECE];
  const gsize n_first = MIN (n, FIRST_PIECE);
  gboolean ok;

  jly_wire_start_clock (self);
  jly_frame_encode_header (type, n, first);
  if (n_first > 0)
    memcpy (first + JLY_FRAME_HEADER_BYTES, bytes, n_first);
  self->is_mid_frame = TRUE;
  ok = jly_wire_write (self, first, JLY_FRAME_HEADER_BYTES + n_first, error);
  sodium_memzero (first, JLY_FRAME_HEADER_BYTES + n_first);
  if (!ok || (n > n_first && !jly_wire_write (self, bytes + n_first, n - n_first, error)))
    return FALSE;
  self->is_mid_frame = FALSE;
  return TRUE;
}

static gboolean
read_header (JlyLink *self, JlyFrameHeader *header, GError **error)
{
  guint8 bytes[JLY_FRAME_HEADER_BYTES];

  jly_wire_start_clock (self);
  if (!jly_wire_read (self, bytes, sizeof bytes, error))
    return FALSE;
  *header = jly_frame_decode_header (bytes);
  return TRUE;
}

gboolean
jly_frame_read_small (
    JlyLink *self, guint8 *type, guint8 *bytes, gsize max, gsize *n, GError **error)
{
  JlyFrameHeader header;

  if (!read_header (self, &header, error))
    return FALSE;
  if (header.n > max)
    return jly_link_fail_protocol (self, error);
  *type = header.type;
  *n = header.n;
  return jly_wire_read (self, bytes, header.n, error);
}

static gboolean
fail_with (JlyLink *self, GError *peer_error, GError **error)
{
  g_clear_error (&self->failure);
  self->failure = peer_error;
  return jly_link_fail_again (self, error);
}

gboolean
jly_frame_fail_unwanted (JlyLink *self, const JlyFrameHeader *header, GError **error)
{
  guint8 bytes[JLY_FRAME_LARGEST_ERROR];

  if (!jly_frame_is_wanted (header, JLY_FRAME_ERROR, sizeof bytes))
    return jly_link_fail_protocol (self, error);
  if (!jly_wire_read (self, bytes, header->n, error))
    return FALSE;
  return fail_with (self, jly_frame_decode_error (bytes, header->n, self->name), error);
}

/* Reads n bytes if they are there already. */
static gboolean
read_at_once (JlyLink *self, guint8 *bytes, gsize n)
{
  gsize moved;

  return jly_wire_read_some (self, bytes, n, &moved, NULL) && moved == n;
}

gboolean
jly_frame_fail_with_last_words (JlyLink *self, GError **error)
{
  guint8 first[JLY_FRAME_HEADER_BYTES], bytes[JLY_FRAME_LARGEST_ERROR];
  GError *failure = g_steal_pointer (&self->failure);
  JlyFrameHeader header;

  g_assert (failure != NULL);
  g_clear_error (error);
  if (g_error_matches (failure, JLY_ERROR, JLY_ERROR_UNAVAILABLE)
      && read_at_once (self, first, sizeof first))
    {
      header = jly_frame_decode_header (first);
      if (jly_frame_is_wanted (&header, JLY_FRAME_ERROR, sizeof bytes)
          && read_at_once (self, bytes, header.n))
        {
          g_error_free (failure);
          failure = jly_frame_decode_error (bytes, header.n, self->name);
        }
    }
  return fail_with (self, failure, error);
}

gboolean
jly_link_send (JlyLink *self, guint8 type, const guint8 *bytes, gsize n, GError **error)
{
  if (self->failure != NULL)
    return jly_link_fail_again (self, error);
  g_assert (type >= 0x10 && type <= 0xef);
  if (n > JLY_LINK_MAX_FRAME)
    return jly_fail (error, JLY_ERROR_DATA, &(JlyErrorDetail){ .party = self->name },
                     _ ("What was to be sent to %s is larger than %u MiB."), self->name,
                     JLY_LINK_MAX_FRAME >> 20);
  return jly_frame_write (self, type, bytes, n, error)
         || jly_frame_fail_with_last_words (self, error);
}

GBytes *
jly_link_receive (JlyLink *self, guint8 expected_type, gsize max, GError **error)
{
  JlyFrameHeader header;
  guint8 *bytes;

  if (!read_header (self, &header, error))
    return NULL;
  if (!jly_frame_is_wanted (&header, expected_type, max))
    {
      jly_frame_fail_unwanted (self, &header, error);
      return NULL;
    }
  bytes = g_malloc (MAX (header.n, 1));
  if (!jly_wire_read (self, bytes, header.n, error))
    {
      g_free (bytes);
      return NULL;
    }
  return g_bytes_new_take (bytes, header.n);
}

void
jly_frame_linger (JlyLink *self)
{
  const gint64 end = g_get_monotonic_time () + LINGER_TIME;
  gint64 left;

  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  if (!jly_wire_flush (self, NULL) || shutdown (self->fd, SHUT_WR) != 0)
    return;
  while ((left = end - g_get_monotonic_time ()) > 0)
    {
      GPollFD polls[2] = { { .fd = self->fd, .events = G_IO_IN }, self->cancel_poll };

      if (g_poll (polls, 2, (int)(left / 1000) + 1) <= 0 || polls[1].revents != 0
          || recv (self->fd, self->in, JLY_WIRE_PIECE, MSG_DONTWAIT) <= 0)
        return;
    }
}

void
jly_link_send_error (JlyLink *self, const GError *error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize n;
  const guint8 *data;

  /* In the middle of a frame the peer would take the error for the frame's rest. */
  if (self->failure != NULL || self->is_mid_frame)
    return;
  bytes = jly_frame_encode_error (error);
  data = g_bytes_get_data (bytes, &n);
  if (jly_frame_write (self, JLY_FRAME_ERROR, data, n, NULL))
    jly_frame_linger (self);
}
