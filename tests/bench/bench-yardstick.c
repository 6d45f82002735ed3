/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What this machine can do at all, measured by three processes at once: random bytes, copying, and
 * a ring of bare GnuTLS connections on blocking sockets in which everybody sends to the next and
 * receives from the previous, 64 KiB in turn. No operation that sends n bytes a party can be
 * faster than the ring sends n bytes.
 */
#include "config.h"

#include "bench/bench-member.h"

#include "engine/jly-prg.h"
#include "net/bare-tls.h"
#include "party/jly-json.h"

#include <string.h>

#define CIPHER "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-EDDSA-ED25519:+CTYPE-X509"
#define PIECE (64u << 10)
#define PIECES_A_PASS 512
#define N_PASSES 5
#define COPY_BYTES (32u << 20)
#define N_COPIES 20
#define PRG_BYTES 4096
#define N_PRG_READS 20000

static JlyListener *listener = NULL;
static BareTls to_next, from_prev;
static const guint8 seed[32] = { 77 };

static double
get_seconds_since (gint64 start)
{
  return (double)MAX (g_get_monotonic_time () - start, 1) / G_TIME_SPAN_SECOND;
}

gboolean
bench_answer_listen (JsonObject *answer, GError **error)
{
  listener = jly_listener_new ("127.0.0.1", 0, error);
  if (listener != NULL)
    json_object_set_int_member (answer, "port", jly_listener_get_port (listener));
  return listener != NULL;
}

static void
open_next (guint16 port)
{
  g_assert_cmpint (bare_tls_open (&to_next, bare_connect (port), TRUE, seed, CIPHER), ==, 0);
}

static gboolean
open_prev (GError **error)
{
  int fd = jly_listener_accept (listener, NULL, error);

  if (fd < 0)
    return FALSE;
  bare_set_blocking (fd);
  g_assert_cmpint (bare_tls_open (&from_prev, fd, FALSE, seed, CIPHER), ==, 0);
  return TRUE;
}

/* Bytes a second that everybody sends and receives at once. */
static double
time_pass (guint8 *buffer)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < PIECES_A_PASS; i++)
    {
      bare_tls_send (&to_next, buffer, PIECE);
      g_assert_true (bare_tls_receive (&from_prev, buffer, PIECE));
    }
  return (double)PIECE * PIECES_A_PASS / get_seconds_since (start);
}

gboolean
bench_answer_ring (const JlyTrioMember *member,
                   JsonObject *command,
                   JsonObject *answer,
                   GError **error)
{
  JsonArray *ports = jly_json_get_array (command, "ports");
  guint16 port = (guint16)jly_json_element_number (ports, (member->self + 1) % 3, 0);
  JsonArray *rates = json_array_new ();
  g_autofree guint8 *buffer = g_malloc0 (PIECE);

  /* In the order of jly-trio-member.c. */
  if (member->self == 0)
    open_next (port);
  if (!open_prev (error))
    return FALSE;
  if (member->self != 0)
    open_next (port);
  for (guint i = 0; i < N_PASSES; i++)
    json_array_add_double_element (rates, time_pass (buffer));
  json_object_set_array_member (answer, "bytes_per_second", rates);
  bare_tls_close (&to_next);
  bare_tls_close (&from_prev);
  g_clear_pointer (&listener, jly_listener_free);
  return TRUE;
}

static double
time_prg (JlyPrgKind kind)
{
  static const guint8 key[JLY_PRG_KEY_BYTES] = { 7 };
  guint8 buffer[PRG_BYTES];
  JlyPrgStream stream;
  gint64 start;

  if (!jly_prg_is_available (kind))
    return 0;
  jly_prg_stream_init (&stream, kind, key);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_PRG_READS; i++)
    jly_prg_stream_read (&stream, buffer, sizeof buffer);
  return (double)PRG_BYTES * N_PRG_READS / get_seconds_since (start);
}

static double
time_copy (void)
{
  g_autofree guint8 *from = g_malloc (COPY_BYTES), *to = g_malloc (COPY_BYTES);
  gint64 start;

  memset (from, 1, COPY_BYTES);
  memset (to, 2, COPY_BYTES);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_COPIES; i++)
    {
      from[i] = (guint8)i;
      memcpy (to, from, COPY_BYTES);
      from[i] ^= to[COPY_BYTES - 1];
    }
  return (double)COPY_BYTES * N_COPIES / get_seconds_since (start);
}

gboolean
bench_answer_machine (const JlyTrioMember *member, JsonObject *answer, GError **error)
{
  if (!jly_trio_member_meet (member, error))
    return FALSE;
  json_object_set_double_member (answer, "aes", time_prg (JLY_PRG_AES128_CTR));
  json_object_set_double_member (answer, "chacha20", time_prg (JLY_PRG_CHACHA20));
  json_object_set_double_member (answer, "copy", time_copy ());
  return TRUE;
}
