/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-strands.h. Threads wait for each other before every exchange; the last that comes does
 * the exchange for all. */
#include "config.h"

#include "engine/jly-strands.h"

#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

typedef struct _Meeting Meeting;

typedef struct
{
  JlyTransport base; /* first, as jly-transport.h asks */
  Meeting *meeting;
  const JlyExchange *waits_for; /* what it came with; NULL: it is computing, or done */
  JlyEngine *engine;
  JlyStrandFunc func;
  gpointer data;
} Strand;

/* One side's bytes of all strands, one after the other. */
typedef struct
{
  guint8 *bytes;
  gsize n, n_space;
} Bundle;

enum
{
  TO_NEXT,
  TO_PREV,
  FROM_NEXT,
  FROM_PREV,
  N_SIDES
};

struct _Meeting
{
  JlyTransport *parent;
  Strand *strands;
  guint n;
  Bundle bundles[N_SIDES];

  GMutex lock;
  GCond turned;
  guint n_active, n_waiting;
  guint64 turn;
  GError *failure; /* the first one */
};

static void
bundle_resize (Bundle *self, gsize n)
{
  if (n > self->n_space)
    {
      if (self->bytes != NULL)
        sodium_memzero (self->bytes, self->n_space);
      g_free (self->bytes);
      self->n_space = MAX (n, 2 * self->n_space);
      self->bytes = g_malloc (self->n_space);
    }
  self->n = n;
}

static void
bundle_clear (Bundle *self)
{
  if (self->bytes != NULL)
    sodium_memzero (self->bytes, self->n_space);
  g_free (self->bytes);
}

static gsize
get_size (const JlyExchange *x, guint side)
{
  const gsize sizes[] = { x->n_to_next, x->n_to_prev, x->n_from_next, x->n_from_prev };

  return sizes[side];
}

/* Into the bundles what is to be sent, or out of them what was received. */
static void
move_bytes (Meeting *self, gboolean is_out)
{
  gsize at[N_SIDES] = { 0 };

  for (guint i = 0; i < self->n; i++)
    {
      const JlyExchange *x = self->strands[i].waits_for;

      if (x == NULL)
        continue;
      if (is_out && x->n_to_next > 0)
        memcpy (self->bundles[TO_NEXT].bytes + at[TO_NEXT], x->to_next, x->n_to_next);
      if (is_out && x->n_to_prev > 0)
        memcpy (self->bundles[TO_PREV].bytes + at[TO_PREV], x->to_prev, x->n_to_prev);
      if (!is_out && x->n_from_next > 0)
        memcpy (x->from_next, self->bundles[FROM_NEXT].bytes + at[FROM_NEXT], x->n_from_next);
      if (!is_out && x->n_from_prev > 0)
        memcpy (x->from_prev, self->bundles[FROM_PREV].bytes + at[FROM_PREV], x->n_from_prev);
      for (guint side = 0; side < N_SIDES; side++)
        at[side] += get_size (x, side);
    }
}

static gboolean
exchange_bundles (Meeting *self, GError **error)
{
  Bundle *b = self->bundles;

  for (guint side = 0; side < N_SIDES; side++)
    {
      gsize n = 0;

      for (guint i = 0; i < self->n; i++)
        if (self->strands[i].waits_for != NULL)
          n += get_size (self->strands[i].waits_for, side);
      bundle_resize (&b[side], n);
    }
  move_bytes (self, TRUE);
  if (!jly_transport_exchange (self->parent,
                               &(JlyExchange){
                                   .to_next = b[TO_NEXT].bytes,
                                   .n_to_next = b[TO_NEXT].n,
                                   .to_prev = b[TO_PREV].bytes,
                                   .n_to_prev = b[TO_PREV].n,
                                   .from_next = b[FROM_NEXT].bytes,
                                   .n_from_next = b[FROM_NEXT].n,
                                   .from_prev = b[FROM_PREV].bytes,
                                   .n_from_prev = b[FROM_PREV].n,
                               },
                               error))
    return FALSE;
  move_bytes (self, FALSE);
  return TRUE;
}

/* Everybody who is not done waits: with the lock held, as nobody else has anything to do. */
static void
take_turn (Meeting *self)
{
  const Strand *first = NULL;
  gboolean is_done;

  for (guint i = 0; i < self->n && first == NULL; i++)
    if (self->strands[i].waits_for != NULL)
      first = &self->strands[i];
  self->parent->step = first->base.step;
  if (self->n_active == 1)
    is_done = jly_transport_exchange (self->parent, first->waits_for, &self->failure);
  else
    is_done = exchange_bundles (self, &self->failure);
  g_assert (is_done || self->failure != NULL);
  for (guint i = 0; i < self->n; i++)
    self->strands[i].waits_for = NULL;
  self->n_waiting = 0;
  self->turn++;
  g_cond_broadcast (&self->turned);
}

static gboolean
exchange_together (JlyTransport *transport, const JlyExchange *x, GError **error)
{
  Strand *strand = (Strand *)transport;
  Meeting *self = strand->meeting;
  gboolean is_done;
  guint64 turn;

  g_mutex_lock (&self->lock);
  turn = self->turn;
  if (self->failure == NULL)
    {
      strand->waits_for = x;
      self->n_waiting++;
      if (self->n_waiting == self->n_active)
        take_turn (self);
      while (self->turn == turn && self->failure == NULL)
        g_cond_wait (&self->turned, &self->lock);
    }
  is_done = self->failure == NULL;
  if (!is_done && error != NULL)
    *error = g_error_copy (self->failure);
  g_mutex_unlock (&self->lock);
  return is_done;
}

/* Takes error, which is NULL where the strand came to its end. */
static void
leave (Meeting *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->n_active--;
  if (error != NULL && self->failure == NULL)
    {
      self->failure = g_steal_pointer (&error);
      g_cond_broadcast (&self->turned);
    }
  g_clear_error (&error);
  if (self->failure == NULL && self->n_active > 0 && self->n_waiting == self->n_active)
    take_turn (self);
  g_mutex_unlock (&self->lock);
}

static gpointer
strand_worker (gpointer data)
{
  Strand *strand = data;
  GError *error = NULL;
  gboolean is_done = strand->func (strand->engine, strand->data, &error);

  g_assert (is_done == (error == NULL));
  leave (strand->meeting, error);
  return NULL;
}

/* An engine for each strand, with the next keys of both streams. */
static gboolean
make_engines (JlyEngine *engine, Strand *strands, guint n, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (engine);
  guint8 own_key[JLY_ENGINE_KEY_BYTES], prev_key[JLY_ENGINE_KEY_BYTES];
  JlyPrgStream own, prev;

  if (!jly_randomness_draw (randomness, jly_randomness_next_operation (randomness),
                            JLY_PURPOSE_STRAND, &own, &prev, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      jly_prg_stream_read (&own, own_key, sizeof own_key);
      jly_prg_stream_read (&prev, prev_key, sizeof prev_key);
      strands[i].engine = jly_engine_new (jly_engine_get_self (engine), &strands[i].base,
                                          jly_randomness_get_kind (randomness), own_key, prev_key);
      jly_engine_set_block_bytes (strands[i].engine, jly_engine_get_block_bytes (engine));
    }
  sodium_memzero (own_key, sizeof own_key);
  sodium_memzero (prev_key, sizeof prev_key);
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);
  return TRUE;
}

static void
run_threads (Meeting *self)
{
  g_autofree GThread **threads = g_new0 (GThread *, self->n);

  self->n_active = self->n;
  for (guint i = 0; i < self->n; i++)
    {
      GError *error = NULL;

      threads[i] = g_thread_try_new ("jly-strand", strand_worker, &self->strands[i], &error);
      if (threads[i] != NULL)
        continue;
      jly_error_adopt (&error, JLY_ERROR_SYSTEM, NULL);
      leave (self, error);
    }
  for (guint i = 0; i < self->n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

static gboolean
run_together (JlyEngine *engine, JlyStrandFunc func, gpointer const *data, guint n, GError **error)
{
  g_autofree Strand *strands = g_new0 (Strand, n);
  Meeting self = { .parent = jly_engine_get_transport (engine), .strands = strands, .n = n };

  for (guint i = 0; i < n; i++)
    strands[i] = (Strand){
      .base = { .exchange = exchange_together },
      .meeting = &self,
      .func = func,
      .data = data[i],
    };
  if (!make_engines (engine, strands, n, error))
    return FALSE;
  g_mutex_init (&self.lock);
  g_cond_init (&self.turned);
  run_threads (&self);
  g_mutex_clear (&self.lock);
  g_cond_clear (&self.turned);
  for (guint i = 0; i < n; i++)
    jly_engine_free (strands[i].engine);
  for (guint side = 0; side < N_SIDES; side++)
    bundle_clear (&self.bundles[side]);
  if (self.failure == NULL)
    return TRUE;
  self.parent->is_failed = TRUE;
  g_propagate_error (error, self.failure);
  return FALSE;
}

/* Each with nobody there; together they send what all send, in the rounds of the longest. */
static gboolean
run_dry (JlyEngine *engine, JlyStrandFunc func, gpointer const *data, guint n, GError **error)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  guint64 bytes = 0, rounds = 0, most_bytes = 0, most_rounds = 0;
  gboolean is_done = TRUE;

  jly_randomness_next_operation (jly_engine_get_randomness (engine));
  for (guint i = 0; i < n && is_done; i++)
    {
      JlyTransport *nobody = jly_transport_dry_new ();
      JlyEngine *own
          = jly_engine_new (jly_engine_get_self (engine), nobody, JLY_PRG_CHACHA20, no_key, no_key);
      guint64 most_bytes_here, most_rounds_here;

      jly_engine_set_block_bytes (own, jly_engine_get_block_bytes (engine));
      is_done = func (own, data[i], error);
      jly_transport_dry_get_most (nobody, &most_bytes_here, &most_rounds_here);
      bytes += nobody->bytes_sent;
      most_bytes += most_bytes_here;
      rounds = MAX (rounds, nobody->rounds);
      most_rounds = MAX (most_rounds, most_rounds_here);
      jly_engine_free (own);
      jly_transport_dry_free (nobody);
    }
  if (is_done)
    jly_transport_dry_charge (jly_engine_get_transport (engine), bytes, rounds, most_bytes - bytes,
                              most_rounds - rounds);
  return is_done;
}

gboolean
jly_strands_run (
    JlyEngine *engine, JlyStrandFunc func, gpointer const *data, guint n, GError **error)
{
  g_assert (n <= JLY_STRANDS_MAX);
  if (n == 0)
    return TRUE;
  if (n == 1)
    return func (engine, data[0], error);
  if (jly_engine_get_transport (engine)->is_dry)
    return run_dry (engine, func, data, n, error);
  return run_together (engine, func, data, n, error);
}
