/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links between two honest ends, and what each sentence says when something ordinary goes wrong. */
#include "config.h"

#include "base/jly-error.h"
#include "net/jly-link-private.h"
#include "net/link-pair.h"

#include <string.h>

#define FRAME_ANY 0x20

static void
open_pair (LinkPair *pair)
{
  link_pair_open (pair);
  g_assert_no_error (pair->errors[CALLER]);
  g_assert_no_error (pair->errors[CALLED]);
}

static void
assert_sentence (const GError *error, JlyErrorCode code, const char *words)
{
  g_assert_error (error, JLY_ERROR, (int)code);
  g_test_message ("%s", error->message);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_hellos (void)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  open_pair (&pair);
  for (guint i = 0; i < 2; i++)
    {
      const JlyHello *hello = jly_link_get_peer_hello (pair.links[i]);

      g_assert_cmpuint (hello->role, ==, JLY_LINK_ROLE_MINER);
      g_assert_cmpuint (hello->index, ==, 1 - i);
      g_assert_cmpmem (hello->study, 32, pair.hellos[i].study, 32);
      g_assert_cmpmem (jly_link_get_peer_key (pair.links[i]), 32, pair.keys[1 - i], 32);
      g_assert_cmpuint (jly_link_get_bytes_sent (pair.links[i]), >, 0);
    }
}

typedef struct
{
  JlyLink *link;
  const guint8 *bytes;
  gsize n;
} SendJob;

static gpointer
send_worker (gpointer data)
{
  SendJob *job = data;
  g_autoptr (GError) error = NULL;

  jly_link_send (job->link, FRAME_ANY, job->bytes, job->n, &error);
  g_assert_no_error (error);
  return NULL;
}

/* Sizes around the borders of TLS records and of the buffers. */
static void
test_frames (void)
{
  static const gsize sizes[] = { 0, 1, 16378, 16379, 16380, 16384, 65531, 65536, 1000003, 8 << 20 };
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  open_pair (&pair);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    {
      gsize n = sizes[i / 2];
      g_autofree guint8 *bytes = g_malloc (n + 1);
      SendJob job = { pair.links[i % 2], bytes, n };
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = NULL;
      GThread *sender;

      for (gsize j = 0; j < n; j++)
        bytes[j] = (guint8)(j * 31 + j / 256 + i);
      sender = g_thread_new ("sender", send_worker, &job);
      back = jly_link_receive (pair.links[1 - i % 2], FRAME_ANY, n, &error);
      g_thread_join (sender);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), bytes, n);
    }
}

static void
test_other_type (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) error = NULL, again = NULL;

  link_pair_init (&pair);
  open_pair (&pair);
  g_assert_true (jly_link_send (pair.links[CALLER], FRAME_ANY, (const guint8 *)"x", 1, NULL));
  g_assert_null (jly_link_receive (pair.links[CALLED], FRAME_ANY + 1, 100, &error));
  assert_sentence (error, JLY_ERROR_PROTOCOL, "computing party 1");
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "computing party 1");
  /* A failed link stays failed, in both directions. */
  g_assert_false (jly_link_send (pair.links[CALLED], FRAME_ANY, NULL, 0, &again));
  g_assert_cmpstr (again->message, ==, error->message);
}

/* The peer's reason arrives as an error of the same code that names it. */
static void
test_peer_error (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) reason = NULL, error = NULL;

  link_pair_init (&pair);
  open_pair (&pair);
  /* A hostile program makes its errors by itself; jly_fail would have cleaned this one. */
  reason = g_error_new_literal (JLY_ERROR, JLY_ERROR_DATA, "The amounts\033[2J do not\nfit.");
  jly_link_send_error (pair.links[CALLED], reason);
  g_assert_null (jly_link_receive (pair.links[CALLER], FRAME_ANY, 100, &error));
  assert_sentence (error, JLY_ERROR_DATA, "computing party 2: The amounts [2J do not fit.");
}

/* A provider that is still sending when it is refused learns why, too. */
static void
test_peer_error_while_sending (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) reason = NULL, error = NULL;
  g_autofree guint8 *bytes = g_malloc0 (1 << 20);

  link_pair_init (&pair);
  open_pair (&pair);
  jly_fail (&reason, JLY_ERROR_REFUSED, NULL, "It was sent twice.");
  jly_link_send_error (pair.links[CALLED], reason);
  jly_link_free (g_steal_pointer (&pair.links[CALLED]));
  while (error == NULL)
    jly_link_send (pair.links[CALLER], FRAME_ANY, bytes, 1 << 20, &error);
  assert_sentence (error, JLY_ERROR_REFUSED, "It was sent twice.");
}

static void
test_closed (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) error = NULL;

  link_pair_init (&pair);
  open_pair (&pair);
  jly_link_free (g_steal_pointer (&pair.links[CALLED]));
  g_assert_null (jly_link_receive (pair.links[CALLER], FRAME_ANY, 100, &error));
  assert_sentence (error, JLY_ERROR_UNAVAILABLE, "computing party 2 was closed");
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* The other end is there and says nothing. */
static void
test_silent (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) error = NULL;

  link_pair_init (&pair);
  open_pair (&pair);
  pair.links[CALLER]->timeout_ms = 400;
  g_assert_null (jly_link_receive (pair.links[CALLER], FRAME_ANY, 100, &error));
  assert_sentence (error, JLY_ERROR_UNAVAILABLE, "no answer from computing party 2 for 1 second");
}

/* The other end takes nothing: the network's buffers fill, then the clock runs out. */
static void
test_silent_while_sending (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = g_malloc0 (32 << 20);

  link_pair_init (&pair);
  open_pair (&pair);
  pair.links[CALLER]->timeout_ms = 400;
  g_assert_false (jly_link_send (pair.links[CALLER], FRAME_ANY, bytes, 32 << 20, &error));
  assert_sentence (error, JLY_ERROR_UNAVAILABLE, "no answer from computing party 2");
  /* In the middle of a frame nothing else may be said. */
  jly_link_send_error (pair.links[CALLER], error);
}

/* Somebody takes the call and never speaks TLS. */
static void
test_silent_before_tls (void)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.listener = jly_listener_new ("127.0.0.1", 0, NULL);
  pair.links[CALLER] = jly_link_connect ("127.0.0.1", jly_listener_get_port (pair.listener),
                                         pair.seeds[CALLER], pair.pin, &pair.hellos[CALLER],
                                         "computing party 2", 300, NULL, &pair.errors[CALLER]);
  g_assert_null (pair.links[CALLER]);
  assert_sentence (pair.errors[CALLER], JLY_ERROR_UNAVAILABLE, "no answer from computing party 2");
}

static gpointer
cancel_worker (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_auto (LinkPair) pair;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  link_pair_init (&pair);
  pair.cancellable = cancellable;
  open_pair (&pair);
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_null (jly_link_receive (pair.links[CALLER], FRAME_ANY, 100, &error));
  g_thread_join (thread);
  assert_sentence (error, JLY_ERROR_CANCELLED, "stopped");
  g_clear_error (&error);
  g_assert_cmpint (jly_listener_accept (pair.listener, cancellable, &error), ==, -1);
  assert_sentence (error, JLY_ERROR_CANCELLED, "stopped");
}

static void
test_port_taken (void)
{
  g_autoptr (JlyListener) first = jly_listener_new ("127.0.0.1", 0, NULL);
  g_autoptr (JlyListener) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *port = g_strdup_printf ("Port %u ", jly_listener_get_port (first));

  second = jly_listener_new ("127.0.0.1", jly_listener_get_port (first), &error);
  g_assert_null (second);
  assert_sentence (error, JLY_ERROR_UNAVAILABLE, port);
  assert_sentence (error, JLY_ERROR_UNAVAILABLE, "in use by another program");
  g_assert_nonnull (strstr (jly_error_get_detail (error)->next, "--set port="));
  g_assert_cmpint (jly_error_exit_code (error), ==, 69);
}

static void
test_wrong_address (void)
{
  g_autoptr (JlyListener) listener = NULL;
  g_autoptr (GError) error = NULL;

  listener = jly_listener_new ("192.0.2.1", 0, &error);
  g_assert_null (listener);
  assert_sentence (error, JLY_ERROR_CONFIG, "192.0.2.1");
}

static void
test_nobody_there (void)
{
  JlyListener *gone = jly_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = jly_listener_get_port (gone);
  g_auto (LinkPair) pair;

  jly_listener_free (gone);
  link_pair_init (&pair);
  pair.links[CALLER]
      = jly_link_connect ("127.0.0.1", port, pair.seeds[CALLER], pair.pin, &pair.hellos[CALLER],
                          "computing party 2", 5000, NULL, &pair.errors[CALLER]);
  g_assert_null (pair.links[CALLER]);
  assert_sentence (pair.errors[CALLER], JLY_ERROR_UNAVAILABLE, "computing party 2 at 127.0.0.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/link/hellos", test_hellos);
  g_test_add_func ("/net/link/frames", test_frames);
  g_test_add_func ("/net/link/other-type", test_other_type);
  g_test_add_func ("/net/link/peer-error", test_peer_error);
  g_test_add_func ("/net/link/peer-error-while-sending", test_peer_error_while_sending);
  g_test_add_func ("/net/link/closed", test_closed);
  g_test_add_func ("/net/link/silent", test_silent);
  g_test_add_func ("/net/link/silent-while-sending", test_silent_while_sending);
  g_test_add_func ("/net/link/silent-before-tls", test_silent_before_tls);
  g_test_add_func ("/net/link/cancel", test_cancel);
  g_test_add_func ("/net/link/port-taken", test_port_taken);
  g_test_add_func ("/net/link/wrong-address", test_wrong_address);
  g_test_add_func ("/net/link/nobody-there", test_nobody_there);
  return g_test_run ();
}
