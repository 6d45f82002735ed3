/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linked into a test of the engine or of an analysis, this lets all its parties speak over real TLS
 * links of this computer instead of memory: the same bodies on the other transport.
 */
#include "config.h"

#include "engine/test-parties.h"

#include "net/jly-link.h"
#include "party/jly-transport-link.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define N 3
#define TIMEOUT 20000 /* milliseconds */

typedef struct
{
  guint8 seeds[N][32];
  guint8 keys[N][32];
  JlyHello hellos[N];
  JlyListener *listeners[N];
  JlyLink *next[N];
  JlyLink *prev[N];
  JlyTransport *carriers[N]; /* jly-transport-link.c's; the net's ends count */
} Wires;

/* How many times three parties were connected. */
static gint n_opened;

/* The ends are looked up when they exchange: who they belong to is not in the transport. */
static GMutex mutex;
static GHashTable *carriers; /* end of a net -> JlyTransport that carries for it */

static gboolean
exchange (JlyTransport *end, const JlyExchange *x, GError **error)
{
  JlyTransport *carrier;

  g_mutex_lock (&mutex);
  carrier = g_hash_table_lookup (carriers, end);
  g_mutex_unlock (&mutex);
  carrier->step = end->step;
  return carrier->exchange (carrier, x, error);
}

typedef struct
{
  Wires *wires;
  guint self;
} Answering;

static gboolean
admit_cb (const guint8 peer_key[32], const JlyHello *hello, gpointer data, GError **error)
{
  Answering *answering = data;

  return memcmp (peer_key, answering->wires->keys[(answering->self + 2) % N], 32) == 0;
}

static gpointer
answer_worker (gpointer data)
{
  Answering *answering = data;
  Wires *wires = answering->wires;
  guint self = answering->self;
  int fd = jly_listener_accept (wires->listeners[self], NULL, NULL);

  wires->prev[self] = jly_link_accept (fd, wires->seeds[self], &wires->hellos[self], admit_cb,
                                       answering, TIMEOUT, NULL, NULL);
  return NULL;
}

static void
open_links (Wires *self)
{
  Answering answering[N];
  GThread *threads[N];

  for (guint i = 0; i < N; i++)
    {
      answering[i] = (Answering){ self, i };
      threads[i] = g_thread_new ("answering", answer_worker, &answering[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      guint next = (i + 1) % N;
      g_autofree char *name = g_strdup_printf ("computing party %u", next + 1);

      self->next[i] = jly_link_connect ("127.0.0.1", jly_listener_get_port (self->listeners[next]),
                                        self->seeds[i], self->keys[next], &self->hellos[i], name,
                                        TIMEOUT, NULL, NULL);
    }
  for (guint i = 0; i < N; i++)
    {
      g_thread_join (threads[i]);
      g_assert_nonnull (self->next[i]);
      g_assert_nonnull (self->prev[i]);
    }
}

static gpointer
open_wires (TestParties *parties)
{
  Wires *self = g_new0 (Wires, 1);

  for (guint i = 0; i < N; i++)
    {
      guint8 secret[crypto_sign_SECRETKEYBYTES];

      memset (self->seeds[i], 50 + (int)i, sizeof self->seeds[i]);
      crypto_sign_seed_keypair (self->keys[i], secret, self->seeds[i]);
      self->hellos[i] = (JlyHello){ .role = JLY_LINK_ROLE_MINER, .index = i };
      self->listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      g_assert_nonnull (self->listeners[i]);
    }
  open_links (self);
  g_mutex_lock (&mutex);
  for (guint i = 0; i < N; i++)
    {
      JlyTransport *end = jly_local_net_get_end (parties->net, i);

      self->carriers[i] = jly_transport_link_new (self->next[i], self->prev[i]);
      end->exchange = exchange;
      g_hash_table_insert (carriers, end, self->carriers[i]);
    }
  g_mutex_unlock (&mutex);
  g_atomic_int_inc (&n_opened);
  return self;
}

/* Closed connections are what the others notice. */
static void
hang_up (gpointer wires, guint i)
{
  Wires *self = wires;

  g_clear_pointer (&self->next[i], jly_link_free);
  g_clear_pointer (&self->prev[i], jly_link_free);
}

static gboolean
is_ours (gpointer end, gpointer carrier, gpointer wires)
{
  Wires *self = wires;

  for (guint i = 0; i < N; i++)
    if (self->carriers[i] == carrier)
      return TRUE;
  return FALSE;
}

static void
close_wires (gpointer wires)
{
  Wires *self = wires;

  g_mutex_lock (&mutex);
  g_hash_table_foreach_remove (carriers, is_ours, self);
  g_mutex_unlock (&mutex);
  for (guint i = 0; i < N; i++)
    {
      hang_up (self, i);
      jly_transport_link_free (self->carriers[i]);
      jly_listener_free (self->listeners[i]);
    }
  g_free (self);
}

/* Before main, so that no test needs to know. */
static void __attribute__ ((constructor)) choose_wires (void)
{
  static const TestWires wires = { open_wires, hang_up, close_wires };

  carriers = g_hash_table_new (NULL, NULL);
  test_parties_set_wires (&wires);
}

/* A path that no test has would otherwise pass, without a word. */
static void __attribute__ ((destructor)) check_use (void)
{
  if (n_opened == 0)
    {
      g_printerr ("No test of that path used a link.\n");
      _exit (1);
    }
}
