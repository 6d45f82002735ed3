/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a miner is sent in any protocol says nothing. Nothing changes from run to run but the one
 * key that the receiver lacks: data, shares and the two keys that it knows stay as they are.
 * Whatever is sent to it must then be uniform, step by step. A mask that the receiver knows, or
 * half a mask, shows here, although the message looks random from outside.
 *
 * Openings are left out: there the receiver is told what the value implies. Which values are opened
 * is for the tests of each protocol.
 *
 * And how much is sent, in how many messages, is the same for different data.
 */
#include "config.h"

#include "engine/flow-bodies.h"

#include <math.h>
#include <string.h>

#define N_RUNS 40

typedef struct
{
  const FlowBody *body;
  FlowInputs in;
} Part;

/* One bit of what one neighbour sends in one step, over all runs. */
typedef struct
{
  guint n, ones;
} Bit;

/* In one run, one step after the other fills the bits from the start. */
typedef struct
{
  GArray *bits; /* Bit */
  gsize n_now;  /* of this run */
} Step;

typedef struct
{
  GMutex lock;
  guint receiver;
  GHashTable *steps; /* name and sender -> Step */
  GString *sizes[3]; /* by sender, in order */
} Log;

static void
step_free (Step *step)
{
  g_array_unref (step->bits);
  g_free (step);
}

static Log *
log_new (guint receiver)
{
  Log *log = g_new0 (Log, 1);

  g_mutex_init (&log->lock);
  log->receiver = receiver;
  log->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)step_free);
  for (guint i = 0; i < 3; i++)
    log->sizes[i] = g_string_new (NULL);
  return log;
}

static void
log_free (Log *log)
{
  for (guint i = 0; i < 3; i++)
    g_string_free (log->sizes[i], TRUE);
  g_hash_table_unref (log->steps);
  g_mutex_clear (&log->lock);
  g_free (log);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Log, log_free)

static Step *
get_step (Log *log, guint from, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s, from %u to %u", name, from, log->receiver);
  Step *step = g_hash_table_lookup (log->steps, key);

  if (step != NULL)
    return step;
  step = g_new0 (Step, 1);
  step->bits = g_array_new (FALSE, TRUE, sizeof (Bit));
  g_hash_table_insert (log->steps, g_steal_pointer (&key), step);
  return step;
}

static void
count_bits (Step *step, const guint8 *bytes, gsize n)
{
  if (step->bits->len < step->n_now + 8 * n)
    g_array_set_size (step->bits, (guint)(step->n_now + 8 * n));
  for (gsize i = 0; i < 8 * n; i++)
    {
      Bit *bit = &g_array_index (step->bits, Bit, step->n_now + i);

      bit->n++;
      bit->ones += bytes[i / 8] >> i % 8 & 1;
    }
  step->n_now += 8 * n;
}

/* In the sender's thread, of which there are two for each receiver. */
static void
record_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer user_data)
{
  Log *log = user_data;

  g_mutex_lock (&log->lock);
  g_string_append_printf (log->sizes[from], "%s to %u: %" G_GSIZE_FORMAT "\n", step, to, n);
  if (to == log->receiver && strcmp (step, "open") != 0)
    count_bits (get_step (log, from, step), bytes, n);
  g_mutex_unlock (&log->lock);
}

static gboolean
run_part (JlyEngine *engine, gpointer user_data, GError **error)
{
  Part *part = user_data;

  return part->body->run (engine, &part->in, error);
}

/* Key k is held by miners k and k + 1, so miner i lacks key i + 1. */
static void
set_keys (TestParties *parties, guint changing, guint32 run)
{
  guint8 keys[3][JLY_ENGINE_KEY_BYTES];

  for (guint k = 0; k < 3; k++)
    memset (keys[k], (int)k + 1, sizeof keys[k]);
  memcpy (keys[changing], &run, sizeof run);
  for (guint i = 0; i < 3; i++)
    {
      jly_engine_free (parties->engines[i]);
      parties->engines[i] = jly_engine_new (i, jly_local_net_get_end (parties->net, i),
                                            JLY_PRG_CHACHA20, keys[i], keys[(i + 2) % 3]);
    }
}

static void
run_body (const FlowBody *body, const FlowShape *shape, guint32 run, Log *log)
{
  g_autoptr (TestParties) parties = test_parties_new (3, JLY_PRG_CHACHA20);
  Part parts[3] = { { .body = body }, { .body = body }, { .body = body } };
  FlowInputs *held[3] = { &parts[0].in, &parts[1].in, &parts[2].in };
  GError *errors[3];

  set_keys (parties, (log->receiver + 1) % 3, run);
  jly_local_net_set_hook (parties->net, record_cb, log);
  flow_inputs_share (parties, shape, held);
  test_parties_run (parties, run_part, (gpointer[]){ &parts[0], &parts[1], &parts[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      flow_inputs_clear (held[i]);
    }
}

/* The quantile of the normal distribution where chi lies in that of n degrees of freedom, after
 * Wilson and Hilferty. */
static double
get_quantile (double chi, double n)
{
  return (cbrt (chi / n) - (1 - 2 / (9 * n))) / sqrt (2 / (9 * n));
}

/* Each bit by itself: 4.75 is exceeded once in a million times. Bits that are zero in all runs fill
 * up bytes; one that is 1 in all runs would be so once in 2^40. */
static gboolean
is_uniform (const Step *step)
{
  double chi = 0, n_bits = 0;

  for (gsize i = 0; i < step->bits->len; i++)
    {
      Bit bit = g_array_index (step->bits, Bit, i);
      double difference = 2.0 * bit.ones - bit.n;

      if (bit.ones == bit.n && bit.n == N_RUNS)
        return FALSE;
      if (bit.ones == 0)
        continue;
      chi += difference * difference / bit.n;
      n_bits++;
    }
  return n_bits > 0 && get_quantile (chi, n_bits) < 4.75;
}

static void
start_run (Log *log)
{
  GHashTableIter iter;
  gpointer step;

  g_hash_table_iter_init (&iter, log->steps);
  while (g_hash_table_iter_next (&iter, NULL, &step))
    ((Step *)step)->n_now = 0;
}

/* The number of steps in which what the receiver is sent is not uniform. */
static guint
count_uneven (const FlowBody *body, const FlowShape *shape, guint receiver)
{
  g_autoptr (Log) log = log_new (receiver);
  GHashTableIter iter;
  gpointer name, step;
  guint n_uneven = 0;

  for (guint32 run = 0; run < N_RUNS; run++)
    {
      start_run (log);
      run_body (body, shape, run, log);
    }
  g_hash_table_iter_init (&iter, log->steps);
  while (g_hash_table_iter_next (&iter, &name, &step))
    if (!is_uniform (step))
      {
        g_test_message ("%s: %s", body->name, (const char *)name);
        n_uneven++;
      }
  return n_uneven;
}

static const FlowShape plain = { 64, FLOW_PLAIN }, some = { 64, FLOW_RANDOM };

static void
test_uniform (gconstpointer data)
{
  const FlowBody *body = data;

  for (guint receiver = 0; receiver < 3; receiver++)
    g_assert_cmpuint (count_uneven (body, &plain, receiver), ==, 0);
}

static void
test_sizes (gconstpointer data)
{
  const FlowBody *body = data;
  g_autoptr (Log) a = log_new (0);
  g_autoptr (Log) b = log_new (0);

  run_body (body, &plain, 1, a);
  run_body (body, &some, 2, b);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (a->sizes[i]->len + b->sizes[i]->len, >, 0);
      g_assert_cmpstr (a->sizes[i]->str, ==, b->sizes[i]->str);
    }
}

/* Sends what it holds, under a mask that the receiver knows: from miner 0 to 1, key 0. */
static gboolean
run_known_mask (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  JlyTransport *transport = jly_engine_get_transport (engine);
  JlyRandomness *randomness = jly_engine_get_randomness (engine);
  guint64 operation = jly_randomness_next_operation (randomness);
  JlyPrgStream own, prev;
  guint8 mask[64], got[64];

  if (!jly_randomness_draw (randomness, operation, JLY_PURPOSE_ZERO, &own, &prev, error))
    return FALSE;
  jly_prg_stream_read (&own, mask, sizeof mask);
  for (gsize i = 0; i < sizeof mask; i++)
    mask[i] ^= (guint8)in->r->own[i];
  transport->step = "control";
  return jly_transport_exchange (
      transport,
      &(JlyExchange){
          .to_next = mask, .n_to_next = sizeof mask, .from_prev = got, .n_from_prev = sizeof got },
      error);
}

static void
test_control (void)
{
  const FlowBody body = { "known mask", run_known_mask, FALSE };

  for (guint receiver = 0; receiver < 3; receiver++)
    g_assert_cmpuint (count_uneven (&body, &some, receiver), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/control", test_control);
  for (gsize i = 0; i < flow_n_bodies; i++)
    {
      g_autofree char *uniform = g_strconcat ("/messages/uniform/", flow_bodies[i].name, NULL);
      g_autofree char *sizes = g_strconcat ("/messages/sizes/", flow_bodies[i].name, NULL);

      g_test_add_data_func (uniform, &flow_bodies[i], test_uniform);
      if (!flow_bodies[i].is_by_opened)
        g_test_add_data_func (sizes, &flow_bodies[i], test_sizes);
    }
  return g_test_run ();
}
