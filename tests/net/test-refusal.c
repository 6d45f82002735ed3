/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is not let in, and by what sentence both sides know it: other keys, other studies, other
 * versions, other protocols, and hellos that belong to another connection. */
#include "config.h"

#include "base/jly-error.h"
#include "net/bare-tls.h"
#include "net/jly-frame.h"
#include "net/jly-hello.h"
#include "net/link-pair.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FRAME_ANY 0x20
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3"

static void
assert_refused (const GError *error, JlyErrorCode code, const char *words)
{
  g_assert_error (error, JLY_ERROR, (int)code);
  g_test_message ("%s", error->message);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
assert_no_links (const LinkPair *pair)
{
  g_assert_null (pair->links[CALLER]);
  g_assert_null (pair->links[CALLED]);
}

/* The caller hangs up during the handshake: its hello, and even its certificate, never left. */
static void
test_pin_of_called (void)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.pin[17] ^= 1;
  link_pair_open (&pair);
  assert_no_links (&pair);
  assert_refused (pair.errors[CALLER], JLY_ERROR_REFUSED,
                  "The computer that answered as computing party 2 showed another key than the one "
                  "in the study.");
  assert_refused (pair.errors[CALLED], JLY_ERROR_REFUSED, "Another key");
  g_assert_false (pair.was_asked);
}

static void
test_pin_of_caller (void)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.guest[31] ^= 0x80;
  link_pair_open (&pair);
  assert_no_links (&pair);
  assert_refused (pair.errors[CALLER], JLY_ERROR_REFUSED, "not let in by computing party 2");
  assert_refused (pair.errors[CALLED], JLY_ERROR_REFUSED, "not in the study");
}

static void
test_other_study (void)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.hellos[CALLER].study[0] ^= 1;
  link_pair_open (&pair);
  assert_no_links (&pair);
  assert_refused (pair.errors[CALLER], JLY_ERROR_REFUSED, "Another study");
  assert_refused (pair.errors[CALLED], JLY_ERROR_REFUSED, "Another study");
  g_assert_false (pair.was_asked);
}

/* Plays a caller that sends plain bytes. */
static void
call_with_bytes (const guint8 *bytes, gsize n)
{
  g_auto (LinkPair) pair;
  GThread *called;
  int fd;

  link_pair_init (&pair);
  called = link_pair_start_called (&pair);
  fd = bare_connect (jly_listener_get_port (pair.listener));
  g_assert_cmpint (send (fd, bytes, n, MSG_NOSIGNAL), ==, (gssize)n);
  shutdown (fd, SHUT_WR);
  g_thread_join (called);
  close (fd);
  g_assert_null (pair.links[CALLED]);
  g_assert_false (pair.was_asked);
  g_assert_nonnull (pair.errors[CALLED]);
  g_test_message ("%s", pair.errors[CALLED]->message);
}

static void
test_no_tls (void)
{
  static const char web[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  guint8 noise[4096];

  call_with_bytes ((const guint8 *)web, sizeof web - 1);
  call_with_bytes ((const guint8 *)"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
  memset (noise, 0, sizeof noise);
  call_with_bytes (noise, sizeof noise);
  for (guint round = 0; round < 20; round++)
    {
      for (gsize i = 0; i < sizeof noise; i++)
        noise[i] = (guint8)g_test_rand_int ();
      call_with_bytes (noise, 1 + round * 200);
    }
}

/* The called side of the pair, and a client of GnuTLS that calls it. */
typedef struct
{
  LinkPair pair;
  GThread *called;
  BareTls tls;
  guint8 exporter[32];
} BareCall;

static int
bare_call_open (BareCall *call, gboolean has_certificate, const char *priority)
{
  int result;

  link_pair_init (&call->pair);
  call->called = link_pair_start_called (&call->pair);
  result = bare_tls_open (&call->tls, bare_connect (jly_listener_get_port (call->pair.listener)),
                          TRUE, has_certificate ? call->pair.seeds[CALLER] : NULL, priority);
  if (result >= 0)
    g_assert_cmpint (gnutls_prf_rfc5705 (call->tls.session, 25, "EXPORTER-jointly-hello-v1", 0,
                                         NULL, 32, (char *)call->exporter),
                     ==, 0);
  return result;
}

static void
bare_call_end (BareCall *call)
{
  bare_tls_close (&call->tls);
  link_pair_clear (&call->pair);
}

/* Sends a hello frame and waits until the called side has judged it. */
static void
bare_call_say (BareCall *call, guint8 type, const guint8 *bytes, gsize n)
{
  guint8 frame[JLY_FRAME_HEADER_BYTES + JLY_HELLO_LARGEST];

  jly_frame_encode_header (type, n, frame);
  memcpy (frame + JLY_FRAME_HEADER_BYTES, bytes, n);
  bare_tls_send (&call->tls, frame, JLY_FRAME_HEADER_BYTES + n);
}

static void
test_tls12 (void)
{
  BareCall call = { 0 };

  g_assert_cmpint (bare_call_open (&call, TRUE, "NORMAL:-VERS-ALL:+VERS-TLS1.2"), <, 0);
  g_thread_join (call.called);
  assert_refused (call.pair.errors[CALLED], JLY_ERROR_PROTOCOL,
                  "is not the protocol of this version");
  g_assert_false (call.pair.was_asked);
  bare_call_end (&call);
}

/* A server of TLS 1.2 alone is refused by the caller, too. */
static gpointer
old_server_worker (gpointer data)
{
  LinkPair *pair = data;
  int fd = jly_listener_accept (pair->listener, NULL, NULL);
  BareTls tls = { 0 };
  int result
      = bare_tls_open (&tls, fd, FALSE, pair->seeds[CALLED], "NORMAL:-VERS-ALL:+VERS-TLS1.2");

  gnutls_alert_send_appropriate (tls.session, result);
  bare_tls_close (&tls);
  return NULL;
}

static void
test_tls12_server (void)
{
  g_auto (LinkPair) pair;
  GThread *server;

  link_pair_init (&pair);
  pair.listener = jly_listener_new ("127.0.0.1", 0, NULL);
  server = g_thread_new ("old server", old_server_worker, &pair);
  pair.links[CALLER] = jly_link_connect ("127.0.0.1", jly_listener_get_port (pair.listener),
                                         pair.seeds[CALLER], pair.pin, &pair.hellos[CALLER],
                                         "computing party 2", 60000, NULL, &pair.errors[CALLER]);
  g_thread_join (server);
  g_assert_null (pair.links[CALLER]);
  assert_refused (pair.errors[CALLER], JLY_ERROR_PROTOCOL, "computing party 2");
}

static void
test_no_certificate (void)
{
  BareCall call = { 0 };

  /* In TLS 1.3 the client believes that all is well. */
  g_assert_cmpint (bare_call_open (&call, FALSE, PRIORITY), ==, 0);
  g_thread_join (call.called);
  g_assert_null (call.pair.links[CALLED]);
  g_assert_nonnull (call.pair.errors[CALLED]);
  g_assert_false (call.pair.was_asked);
  bare_call_end (&call);
}

/* The hello of one connection is right there, and worth nothing on the next. */
static void
test_replayed_hello (void)
{
  BareCall first = { 0 }, second = { 0 };
  guint8 hello[JLY_HELLO_BYTES], answer[JLY_FRAME_HEADER_BYTES + JLY_HELLO_BYTES];

  g_assert_cmpint (bare_call_open (&first, TRUE, PRIORITY), ==, 0);
  jly_hello_encode (&first.pair.hellos[CALLER], JLY_HELLO_FROM_CALLER, first.exporter, hello);
  bare_call_say (&first, JLY_FRAME_HELLO, hello, sizeof hello);
  g_assert_true (bare_tls_receive (&first.tls, answer, sizeof answer));
  g_assert_cmpuint (answer[0], ==, JLY_FRAME_HELLO);
  g_thread_join (first.called);
  g_assert_no_error (first.pair.errors[CALLED]);
  g_assert_nonnull (first.pair.links[CALLED]);

  g_assert_cmpint (bare_call_open (&second, TRUE, PRIORITY), ==, 0);
  bare_call_say (&second, JLY_FRAME_HELLO, hello, sizeof hello);
  g_assert_true (bare_tls_receive (&second.tls, answer, JLY_FRAME_HEADER_BYTES + 3));
  g_assert_cmpuint (answer[0], ==, JLY_FRAME_REFUSED);
  bare_tls_close (&second.tls);
  g_thread_join (second.called);
  assert_refused (second.pair.errors[CALLED], JLY_ERROR_PROTOCOL, "does not belong there");
  g_assert_false (second.pair.was_asked);
  link_pair_clear (&second.pair);
  bare_call_end (&first);
}

/* A hello of another version, with everything else right: both sides learn which is older. */
static void
say_version (guint version, const char *words)
{
  BareCall call = { 0 };
  guint8 hello[JLY_HELLO_BYTES], answer[JLY_FRAME_HEADER_BYTES + 3];
  const guint8 expected[] = { JLY_FRAME_REFUSED, 0, 0, 0, 3, JLY_HELLO_OTHER_VERSION, 0, 1 };

  g_assert_cmpint (bare_call_open (&call, TRUE, PRIORITY), ==, 0);
  jly_hello_encode (&call.pair.hellos[CALLER], JLY_HELLO_FROM_CALLER, call.exporter, hello);
  hello[0] = (guint8)(version >> 8);
  hello[1] = (guint8)version;
  bare_call_say (&call, JLY_FRAME_HELLO, hello, sizeof hello);
  g_assert_true (bare_tls_receive (&call.tls, answer, sizeof answer));
  g_assert_cmpmem (answer, sizeof answer, expected, sizeof expected);
  bare_tls_close (&call.tls);
  g_thread_join (call.called);
  assert_refused (call.pair.errors[CALLED], JLY_ERROR_PROTOCOL, words);
  g_assert_false (call.pair.was_asked);
  link_pair_clear (&call.pair);
}

static void
test_versions (void)
{
  say_version (0, "An older version");
  say_version (2, "A newer version");
  say_version (0x0101, "A newer version");
}

/* Every changed byte of a hello, and every cut, is refused; so is one meant for the other side. */
static void
test_hello_bytes (void)
{
  const JlyHello hello = { .study = { 1 }, .role = 2, .index = 3 };
  const guint8 exporter[32] = { 4 };
  guint8 bytes[JLY_HELLO_BYTES];
  JlyHello back;
  guint version = 0;

  jly_hello_encode (&hello, JLY_HELLO_FROM_CALLER, exporter, bytes);
  g_assert_cmpint (
      jly_hello_decode (bytes, sizeof bytes, JLY_HELLO_FROM_CALLER, exporter, &version, &back), ==,
      JLY_HELLO_FITS);
  g_assert_cmpuint (back.role, ==, 2);
  g_assert_cmpuint (back.index, ==, 3);
  g_assert_cmpmem (back.study, 32, hello.study, 32);
  g_assert_cmpint (
      jly_hello_decode (bytes, sizeof bytes, JLY_HELLO_FROM_CALLED, exporter, &version, &back), ==,
      JLY_HELLO_MALFORMED);
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      g_assert_cmpint (
          jly_hello_decode (bytes, i, JLY_HELLO_FROM_CALLER, exporter, &version, &back), ==,
          JLY_HELLO_MALFORMED);
      bytes[i] ^= 1 << i % 8;
      g_assert_cmpint (
          jly_hello_decode (bytes, sizeof bytes, JLY_HELLO_FROM_CALLER, exporter, &version, &back),
          ==, i < 2 ? JLY_HELLO_OTHER_VERSION : JLY_HELLO_MALFORMED);
      bytes[i] ^= 1 << i % 8;
    }
}

/* Nothing but a hello is taken first, even from a peer with the right key. */
static void
test_data_before_hello (void)
{
  BareCall call = { 0 };

  g_assert_cmpint (bare_call_open (&call, TRUE, PRIORITY), ==, 0);
  bare_call_say (&call, FRAME_ANY, (const guint8 *)"a sealed piece", 14);
  g_thread_join (call.called);
  assert_refused (call.pair.errors[CALLED], JLY_ERROR_PROTOCOL, "does not belong there");
  g_assert_false (call.pair.was_asked);
  bare_call_end (&call);
}

/* Who is in the study, says hello rightly and then claims a frame of n bytes is refused at the
 * header: no byte of the frame follows, so anything else would wait for the clock. */
static void
claim_size (guint32 n, gsize max, gboolean is_hello)
{
  BareCall call = { 0 };
  guint8 hello[JLY_HELLO_BYTES], answer[JLY_FRAME_HEADER_BYTES + JLY_HELLO_BYTES], header[5];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (bare_call_open (&call, TRUE, PRIORITY), ==, 0);
  jly_frame_encode_header (is_hello ? JLY_FRAME_HELLO : FRAME_ANY, n, header);
  if (!is_hello)
    {
      jly_hello_encode (&call.pair.hellos[CALLER], JLY_HELLO_FROM_CALLER, call.exporter, hello);
      bare_call_say (&call, JLY_FRAME_HELLO, hello, sizeof hello);
      g_assert_true (bare_tls_receive (&call.tls, answer, sizeof answer));
    }
  bare_tls_send (&call.tls, header, sizeof header);
  g_thread_join (call.called);
  if (is_hello)
    error = g_steal_pointer (&call.pair.errors[CALLED]);
  else
    g_assert_null (jly_link_receive (call.pair.links[CALLED], FRAME_ANY, max, &error));
  assert_refused (error, JLY_ERROR_PROTOCOL, "does not belong there");
  bare_call_end (&call);
}

static void
test_oversized (void)
{
  claim_size (101, 100, FALSE);
  claim_size (G_MAXUINT32, G_MAXSIZE, FALSE);
  claim_size (JLY_LINK_MAX_FRAME + 1, G_MAXSIZE, FALSE);
  claim_size (JLY_HELLO_LARGEST + 1, 0, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/refusal/pin-of-called", test_pin_of_called);
  g_test_add_func ("/net/refusal/pin-of-caller", test_pin_of_caller);
  g_test_add_func ("/net/refusal/other-study", test_other_study);
  g_test_add_func ("/net/refusal/no-tls", test_no_tls);
  g_test_add_func ("/net/refusal/tls-1.2", test_tls12);
  g_test_add_func ("/net/refusal/tls-1.2-server", test_tls12_server);
  g_test_add_func ("/net/refusal/no-certificate", test_no_certificate);
  g_test_add_func ("/net/refusal/replayed-hello", test_replayed_hello);
  g_test_add_func ("/net/refusal/versions", test_versions);
  g_test_add_func ("/net/refusal/hello-bytes", test_hello_bytes);
  g_test_add_func ("/net/refusal/data-before-hello", test_data_before_hello);
  g_test_add_func ("/net/refusal/oversized", test_oversized);
  return g_test_run ();
}
