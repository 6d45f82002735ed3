/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds over three links in a ring, all at once, with buffers far larger than the network's. */
#include "config.h"

#include "base/jly-error.h"
#include "net/jly-link-private.h"
#include "net/link-pair.h"

#include <string.h>

/* pairs[i] joins miner i, which called, with miner i + 1. */
typedef struct
{
  LinkPair pairs[3];
} Ring;

static void
ring_init (Ring *ring)
{
  for (guint i = 0; i < 3; i++)
    {
      LinkPair *pair = &ring->pairs[i];

      link_pair_init (pair);
      link_pair_open (pair);
      g_assert_no_error (pair->errors[CALLER]);
      g_assert_no_error (pair->errors[CALLED]);
    }
}

static void
ring_clear (Ring *ring)
{
  for (guint i = 0; i < 3; i++)
    link_pair_clear (&ring->pairs[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ring, ring_clear)

/* What miner `from` sends to miner `to`: known to the test at both ends. */
static guint8
byte_of (guint from, guint to, guint round, gsize at)
{
  return (guint8)(from * 101 + to * 57 + round * 13 + at * 7 + at / 251);
}

typedef struct
{
  Ring *ring;
  guint self;
  gsize sizes[3][3]; /* from, to */
  guint rounds;
  GError *error;
  GThread *thread;
} Miner;

static guint8 *
dup_filled (guint from, guint to, guint round, gsize n)
{
  guint8 *bytes = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    bytes[i] = byte_of (from, to, round, i);
  return bytes;
}

static gboolean
do_round (Miner *miner, guint round)
{
  guint self = miner->self, next = (self + 1) % 3, prev = (self + 2) % 3;
  gsize n_from_next = miner->sizes[next][self], n_from_prev = miner->sizes[prev][self];
  g_autofree guint8 *to_next = dup_filled (self, next, round, miner->sizes[self][next]);
  g_autofree guint8 *to_prev = dup_filled (self, prev, round, miner->sizes[self][prev]);
  g_autofree guint8 *from_next = g_malloc0 (n_from_next + 1);
  g_autofree guint8 *from_prev = g_malloc0 (n_from_prev + 1);
  g_autofree guint8 *next_wanted = dup_filled (next, self, round, n_from_next);
  g_autofree guint8 *prev_wanted = dup_filled (prev, self, round, n_from_prev);

  if (!jly_link_exchange (miner->ring->pairs[self].links[CALLER], to_next, miner->sizes[self][next],
                          from_next, n_from_next, miner->ring->pairs[prev].links[CALLED], to_prev,
                          miner->sizes[self][prev], from_prev, n_from_prev, &miner->error))
    return FALSE;
  g_assert_cmpmem (from_next, n_from_next, next_wanted, n_from_next);
  g_assert_cmpmem (from_prev, n_from_prev, prev_wanted, n_from_prev);
  return TRUE;
}

static gpointer
miner_worker (gpointer data)
{
  Miner *miner = data;

  for (guint round = 0; round < miner->rounds; round++)
    if (!do_round (miner, round))
      break;
  return NULL;
}

static void
miners_init (Miner miners[3], Ring *ring, guint rounds)
{
  for (guint i = 0; i < 3; i++)
    miners[i] = (Miner){ .ring = ring, .self = i, .rounds = rounds };
}

static void
set_size (Miner miners[3], guint from, guint to, gsize n)
{
  for (guint i = 0; i < 3; i++)
    miners[i].sizes[from][to] = n;
}

static void
run_miners (Miner miners[3])
{
  for (guint i = 0; i < 3; i++)
    miners[i].thread = g_thread_new ("miner", miner_worker, &miners[i]);
  for (guint i = 0; i < 3; i++)
    g_thread_join (miners[i].thread);
}

static void
run_well (Miner miners[3])
{
  run_miners (miners);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (miners[i].error);
}

/* Everybody sends 8 MiB both ways before anybody has read a byte. */
static void
test_large (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];

  ring_init (&ring);
  miners_init (miners, &ring, 2);
  for (guint from = 0; from < 3; from++)
    for (guint to = 0; to < 3; to++)
      set_size (miners, from, to, 8 << 20);
  run_well (miners);
}

static void
test_many_small (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];

  ring_init (&ring);
  miners_init (miners, &ring, 500);
  for (guint from = 0; from < 3; from++)
    for (guint to = 0; to < 3; to++)
      set_size (miners, from, to, 64 + from);
  run_well (miners);
}

/* Sizes of all kinds, none among them, changing from round to round. */
static void
test_random_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 5, 16378, 16379, 16380, 65536, 300000 };
  g_auto (Ring) ring = { 0 };

  ring_init (&ring);
  for (guint i = 0; i < 60; i++)
    {
      Miner miners[3];

      miners_init (miners, &ring, 2);
      for (guint from = 0; from < 3; from++)
        for (guint to = 0; to < 3; to++)
          set_size (miners, from, to,
                    sizes[g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (sizes))]);
      run_well (miners);
    }
}

/* Miner 1 believes in another size than miner 0 sends. */
static void
test_other_size (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];

  ring_init (&ring);
  miners_init (miners, &ring, 1);
  miners[0].sizes[0][1] = 9;
  miners[1].sizes[0][1] = 8;
  run_miners (miners);
  g_assert_no_error (miners[0].error);
  g_assert_no_error (miners[2].error);
  g_assert_error (miners[1].error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (miners[1].error)->party, ==, "computing party 1");
  g_clear_error (&miners[1].error);
}

static gpointer
close_worker (gpointer data)
{
  Ring *ring = data;
  guint8 some[1000];
  g_autoptr (GError) error = NULL;

  /* Dies after it has read a part of what is coming. */
  jly_link_exchange (ring->pairs[2].links[CALLER], NULL, 0, some, sizeof some, NULL, NULL, 0, NULL,
                     0, &error);
  g_clear_pointer (&ring->pairs[2].links[CALLER], jly_link_free);
  g_clear_pointer (&ring->pairs[1].links[CALLED], jly_link_free);
  return NULL;
}

/* Miner 2 dies in the middle of a round: the others say so, and neither waits for ever. */
static void
test_peer_dies (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];
  GThread *dying;

  ring_init (&ring);
  miners_init (miners, &ring, 1);
  for (guint from = 0; from < 3; from++)
    for (guint to = 0; to < 3; to++)
      set_size (miners, from, to, from == to ? 0 : 4 << 20);
  dying = g_thread_new ("dying", close_worker, &ring);
  for (guint i = 0; i < 2; i++)
    miners[i].thread = g_thread_new ("miner", miner_worker, &miners[i]);
  for (guint i = 0; i < 2; i++)
    g_thread_join (miners[i].thread);
  g_thread_join (dying);
  g_assert_error (miners[0].error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_error (miners[1].error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  /* Miner 0 knows miner 2 as the one that called it. */
  g_assert_cmpstr (jly_error_get_detail (miners[0].error)->party, ==, "computing party 1");
  g_assert_cmpstr (jly_error_get_detail (miners[1].error)->party, ==, "computing party 2");
  g_clear_error (&miners[0].error);
  g_clear_error (&miners[1].error);
}

/* Miner 2 is there but does nothing; miner 1 hears from miner 0 and names miner 2. */
static void
test_peer_stalls (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];

  ring_init (&ring);
  /* Only this clock runs out: the links were opened, and miner 0 is awaited, with a long one. */
  ring.pairs[1].links[CALLER]->timeout_ms = 500;
  miners_init (miners, &ring, 1);
  set_size (miners, 0, 1, 100);
  set_size (miners, 2, 1, 100);
  miners[2].rounds = 0;
  run_miners (miners);
  g_assert_no_error (miners[0].error);
  g_assert_error (miners[1].error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (miners[1].error->message, "no answer from computing party 2"));
  g_clear_error (&miners[1].error);
}

/* A peer that gives up instead of taking part in the round says why. */
static void
test_peer_gives_up (void)
{
  g_auto (Ring) ring = { 0 };
  Miner miners[3];
  g_autoptr (GError) reason = NULL;

  ring_init (&ring);
  miners_init (miners, &ring, 1);
  for (guint from = 0; from < 3; from++)
    for (guint to = 0; to < 3; to++)
      set_size (miners, from, to, from == to ? 0 : 1 << 20);
  jly_fail (&reason, JLY_ERROR_REFUSED, NULL, "The pieces do not fit together.");
  jly_link_send_error (ring.pairs[1].links[CALLED], reason);
  g_assert_false (do_round (&miners[1], 0));
  g_assert_error (miners[1].error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_nonnull (strstr (miners[1].error->message, "The pieces do not fit together."));
  g_clear_error (&miners[1].error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/exchange/large", test_large);
  g_test_add_func ("/net/exchange/many-small", test_many_small);
  g_test_add_func ("/net/exchange/random-sizes", test_random_sizes);
  g_test_add_func ("/net/exchange/other-size", test_other_size);
  g_test_add_func ("/net/exchange/peer-dies", test_peer_dies);
  g_test_add_func ("/net/exchange/peer-stalls", test_peer_stalls);
  g_test_add_func ("/net/exchange/peer-gives-up", test_peer_gives_up);
  return g_test_run ();
}
