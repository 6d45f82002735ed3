/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links against bare TLS on a blocking socket: a round trip of 64 bytes, bulk one way, bulk both
 * ways; and the three ciphers, to see which should come first. Two threads over loopback. */
#include "config.h"

#include "bench/jly-bench.h"
#include "net/bare-tls.h"
#include "net/link-pair.h"

#include <string.h>

#define SMALL 64
#define N_ROUNDS 5000
#define BULK (64u << 20)
#define PIECE (8u << 20)

/* Two ends, of which each is used by one thread. */
typedef struct
{
  JlyLink *links[2];
  BareTls tls[2];
  guint8 *buffers[2][2]; /* per end: what it sends, what it receives */
} Ends;

typedef struct
{
  Ends *ends;
  void (*one_end) (Ends *ends, guint end);
} Job;

static void
print_figure (const char *name, double figure, const char *unit)
{
  g_print ("%-22s %9.4g %s\n", name, figure, unit);
}

static gpointer
other_end_worker (gpointer data)
{
  Job *job = data;

  job->one_end (job->ends, 1);
  return NULL;
}

static void
run_both_ends (gpointer data)
{
  Job *job = data;
  GThread *other = g_thread_new ("other end", other_end_worker, job);

  job->one_end (job->ends, 0);
  g_thread_join (other);
}

static double
time_both_ends (Ends *ends, void (*one_end) (Ends *ends, guint end))
{
  Job job = { ends, one_end };

  return bench_time (run_both_ends, &job);
}

static void
exchange (Ends *ends, guint end, gsize n_out, gsize n_in)
{
  g_autoptr (GError) error = NULL;

  jly_link_exchange (ends->links[end], ends->buffers[end][0], n_out, ends->buffers[end][1], n_in,
                     NULL, NULL, 0, NULL, 0, &error);
  g_assert_no_error (error);
}

/* End 1 answers when it has heard end 0, so that a round is one way there and one way back. */
static void
link_rounds (Ends *ends, guint end)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      exchange (ends, end, end == 0 ? SMALL : 0, end == 1 ? SMALL : 0);
      exchange (ends, end, end == 1 ? SMALL : 0, end == 0 ? SMALL : 0);
    }
}

static void
bare_rounds (Ends *ends, guint end)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      if (end == 0)
        bare_tls_send (&ends->tls[0], ends->buffers[0][0], SMALL);
      g_assert_true (bare_tls_receive (&ends->tls[end], ends->buffers[end][1], SMALL));
      if (end == 1)
        bare_tls_send (&ends->tls[1], ends->buffers[1][0], SMALL);
    }
}

static void
link_bulk (Ends *ends, guint end)
{
  for (gsize at = 0; at < BULK; at += PIECE)
    exchange (ends, end, end == 0 ? PIECE : 0, end == 1 ? PIECE : 0);
}

static void
link_both_ways (Ends *ends, guint end)
{
  for (gsize at = 0; at < BULK; at += PIECE)
    exchange (ends, end, PIECE, PIECE);
}

static void
bare_bulk (Ends *ends, guint end)
{
  for (gsize at = 0; at < BULK; at += PIECE)
    if (end == 0)
      bare_tls_send (&ends->tls[0], ends->buffers[0][0], PIECE);
    else
      g_assert_true (bare_tls_receive (&ends->tls[1], ends->buffers[1][1], PIECE));
}

typedef struct
{
  LinkPair *pair;
  JlyListener *listener;
  const char *priority;
  BareTls *tls;
} BareServer;

static gpointer
bare_server_worker (gpointer data)
{
  BareServer *server = data;
  int fd = jly_listener_accept (server->listener, NULL, NULL);

  bare_set_blocking (fd);
  g_assert_cmpint (
      bare_tls_open (server->tls, fd, FALSE, server->pair->seeds[CALLED], server->priority), ==, 0);
  return NULL;
}

static void
open_bare (Ends *ends, LinkPair *pair, const char *cipher)
{
  g_autofree char *priority = g_strdup_printf (
      "NONE:+VERS-TLS1.3:+%s:+AEAD:+GROUP-X25519:+SIGN-EDDSA-ED25519:+CTYPE-X509", cipher);
  g_autoptr (JlyListener) listener = jly_listener_new ("127.0.0.1", 0, NULL);
  BareServer server = { pair, listener, priority, &ends->tls[1] };
  GThread *thread = g_thread_new ("bare server", bare_server_worker, &server);

  memset (ends->tls, 0, sizeof ends->tls);
  g_assert_cmpint (bare_tls_open (&ends->tls[0], bare_connect (jly_listener_get_port (listener)),
                                  TRUE, pair->seeds[CALLER], priority),
                   ==, 0);
  g_thread_join (thread);
}

static void
close_bare (Ends *ends)
{
  bare_tls_close (&ends->tls[0]);
  bare_tls_close (&ends->tls[1]);
}

static void
compare_with_bare (Ends *ends)
{
  const double mib = BULK >> 20;
  double link, bare;

  link = time_both_ends (ends, link_rounds) / N_ROUNDS;
  bare = time_both_ends (ends, bare_rounds) / N_ROUNDS;
  print_figure ("round trip, link", link * 1e6, "us");
  print_figure ("round trip, bare", bare * 1e6, "us");
  print_figure ("link / bare", link / bare, "times the bare time");
  link = time_both_ends (ends, link_bulk);
  bare = time_both_ends (ends, bare_bulk);
  print_figure ("one way, link", mib / link, "MiB/s");
  print_figure ("one way, bare", mib / bare, "MiB/s");
  print_figure ("link / bare", link / bare, "times the bare time");
  print_figure ("both ways, link", 2 * mib / time_both_ends (ends, link_both_ways), "MiB/s");
}

static void
open_once (gpointer data)
{
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  link_pair_open (&pair);
  g_assert_no_error (pair.errors[CALLER]);
}

void
bench_net (void)
{
  static const char *const ciphers[] = { "AES-128-GCM", "AES-256-GCM", "CHACHA20-POLY1305" };
  g_auto (LinkPair) pair;
  Ends ends = { 0 };

  link_pair_init (&pair);
  link_pair_open (&pair);
  for (guint end = 0; end < 2; end++)
    {
      ends.links[end] = pair.links[end];
      for (guint i = 0; i < 2; i++)
        ends.buffers[end][i] = g_malloc0 (PIECE);
    }
  print_figure ("opening a link", bench_time (open_once, NULL) * 1e3, "ms");
  for (guint i = 0; i < G_N_ELEMENTS (ciphers); i++)
    {
      g_autofree char *name = g_strdup_printf ("bare, %s", ciphers[i]);

      open_bare (&ends, &pair, ciphers[i]);
      print_figure (name, (BULK >> 20) / time_both_ends (&ends, bare_bulk), "MiB/s");
      close_bare (&ends);
    }
  open_bare (&ends, &pair, ciphers[0]);
  compare_with_bare (&ends);
  close_bare (&ends);
  for (guint end = 0; end < 2; end++)
    for (guint i = 0; i < 2; i++)
      g_free (ends.buffers[end][i]);
}
