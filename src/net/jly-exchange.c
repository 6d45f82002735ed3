/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jly_link_exchange of jly-link.h: one round of the engine over two links. All four directions move
 * whenever they can, so buffers of any size cannot block each other; a poll waits only when none of
 * them can. Each direction is one frame of type JLY_FRAME_ROUND: its length is known to both sides,
 * so a peer that computes something else is found out, and one that gives up can say why.
 */
#include "config.h"

#include "net/jly-frame.h"
#include "net/jly-link-error.h"
#include "net/jly-wire.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

/* No direction takes more than this before the others have their turn. */
#define LARGEST_TURN (4 * JLY_WIRE_PIECE)
#define FIRST_PIECE ((16u << 10) - JLY_FRAME_HEADER_BYTES)

typedef struct
{
  JlyLink *link;
  const guint8 *out;
  gsize n_out, at_out;
  gboolean has_begun; /* the header has gone out */
  guint8 *in;
  gsize n_in, at_in;
  guint8 header[JLY_FRAME_HEADER_BYTES];
  gsize n_header; /* bytes of the header that have come */
} Lane;

static gboolean
is_sending (const Lane *lane)
{
  return lane->link != NULL && (lane->at_out < lane->n_out || jly_wire_has_unsent (lane->link));
}

static gboolean
is_receiving (const Lane *lane)
{
  return lane->at_in < lane->n_in;
}

/* The header and the first bytes, which make one record. */
static gboolean
begin_sending (Lane *lane, gsize *moved, GError **error)
{
  guint8 first[JLY_FRAME_HEADER_BYTES + FIRST_PIECE];
  const gsize n = MIN (lane->n_out, FIRST_PIECE);
  gboolean ok;

  jly_frame_encode_header (JLY_FRAME_ROUND, lane->n_out, first);
  memcpy (first + JLY_FRAME_HEADER_BYTES, lane->out, n);
  lane->has_begun = TRUE;
  lane->link->is_mid_frame = TRUE;
  ok = jly_wire_write_some (lane->link, first, JLY_FRAME_HEADER_BYTES + n, moved, error);
  sodium_memzero (first, JLY_FRAME_HEADER_BYTES + n);
  /* Every call leaves with nothing unsent, so there was room for one record. */
  g_assert (!ok || *moved == JLY_FRAME_HEADER_BYTES + n);
  lane->at_out = n;
  return ok;
}

static gboolean
send_turn (Lane *lane, gboolean *has_moved, GError **error)
{
  gsize moved = 0;

  if (!is_sending (lane))
    return TRUE;
  if (!lane->has_begun)
    {
      if (!begin_sending (lane, &moved, error))
        return FALSE;
    }
  else
    {
      const gsize turn = MIN (lane->n_out - lane->at_out, LARGEST_TURN);

      if (!jly_wire_write_some (lane->link, lane->out + lane->at_out, turn, &moved, error))
        return FALSE;
      lane->at_out += moved;
    }
  *has_moved |= moved > 0;
  if (!is_sending (lane))
    lane->link->is_mid_frame = FALSE;
  return TRUE;
}

static gboolean
check_header (Lane *lane, GError **error)
{
  const JlyFrameHeader header = jly_frame_decode_header (lane->header);

  if (header.type != JLY_FRAME_ROUND)
    return jly_frame_fail_unwanted (lane->link, &header, error);
  if (header.n != lane->n_in)
    return jly_link_fail (
        lane->link, JLY_ERROR_PROTOCOL,
        _ ("Make sure that both have the same version of Jointly and of the study."),
        g_strdup_printf (_ ("Another amount of data than this step needs came from %s."),
                         lane->link->name),
        error);
  return TRUE;
}

static gboolean
receive_header (Lane *lane, gboolean *has_moved, GError **error)
{
  gsize moved;

  if (!jly_wire_read_some (lane->link, lane->header + lane->n_header,
                           sizeof lane->header - lane->n_header, &moved, error))
    return FALSE;
  lane->n_header += moved;
  *has_moved |= moved > 0;
  return lane->n_header < sizeof lane->header || check_header (lane, error);
}

static gboolean
receive_turn (Lane *lane, gboolean *has_moved, GError **error)
{
  gsize moved;

  if (!is_receiving (lane))
    return TRUE;
  if (lane->n_header < sizeof lane->header && !receive_header (lane, has_moved, error))
    return FALSE;
  if (lane->n_header < sizeof lane->header)
    return TRUE;
  if (!jly_wire_read_some (lane->link, lane->in + lane->at_in,
                           MIN (lane->n_in - lane->at_in, LARGEST_TURN), &moved, error))
    return FALSE;
  lane->at_in += moved;
  *has_moved |= moved > 0;
  return TRUE;
}

/* One turn of both lanes; what can be read is read first, so that a peer's last words are heard. */
static gboolean
take_turns (Lane lanes[2], gboolean *has_moved, GError **error)
{
  *has_moved = FALSE;
  for (guint i = 0; i < 2; i++)
    {
      if (!receive_turn (&lanes[i], has_moved, error))
        return FALSE;
      if (!send_turn (&lanes[i], has_moved, error))
        return lanes[i].n_header == 0 && jly_frame_fail_with_last_words (lanes[i].link, error);
    }
  return TRUE;
}

static gboolean
wait_for_lanes (const Lane lanes[2], GError **error)
{
  JlyWireWait waits[2] = { 0 };

  for (guint i = 0; i < 2; i++)
    if (is_receiving (&lanes[i]) || is_sending (&lanes[i]))
      waits[i] = (JlyWireWait){
        .link = lanes[i].link,
        .to_read = is_receiving (&lanes[i]),
        .to_write = is_sending (&lanes[i]),
      };
  return jly_wire_wait (waits, error);
}

static gboolean
is_busy (const Lane lanes[2])
{
  return is_receiving (&lanes[0]) || is_sending (&lanes[0]) || is_receiving (&lanes[1])
         || is_sending (&lanes[1]);
}

static gboolean
run_lanes (Lane lanes[2], GError **error)
{
  gboolean has_moved;

  for (guint i = 0; i < 2; i++)
    if (lanes[i].link != NULL)
      {
        if (lanes[i].link->failure != NULL)
          return jly_link_fail_again (lanes[i].link, error);
        jly_wire_start_clock (lanes[i].link);
      }
  while (is_busy (lanes))
    {
      if (!take_turns (lanes, &has_moved, error))
        return FALSE;
      if (!has_moved && is_busy (lanes) && !wait_for_lanes (lanes, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_link_exchange (JlyLink *next,
                   const guint8 *to_next,
                   gsize n_to_next,
                   guint8 *from_next,
                   gsize n_from_next,
                   JlyLink *prev,
                   const guint8 *to_prev,
                   gsize n_to_prev,
                   guint8 *from_prev,
                   gsize n_from_prev,
                   GError **error)
{
  Lane lanes[2] = {
    { .link = next, .out = to_next, .n_out = n_to_next, .in = from_next, .n_in = n_from_next },
    { .link = prev, .out = to_prev, .n_out = n_to_prev, .in = from_prev, .n_in = n_from_prev },
  };

  g_assert (next != prev || next == NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert (lanes[i].link != NULL || (lanes[i].n_out == 0 && lanes[i].n_in == 0));
      g_assert (lanes[i].n_out <= G_MAXUINT32 && lanes[i].n_in <= G_MAXUINT32);
    }
  return run_lanes (lanes, error);
}
