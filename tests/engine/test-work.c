/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-work.h. */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

TestTask *
test_task_new (guint32 seed, gconstpointer params)
{
  TestTask *task = g_new0 (TestTask, 1);

  task->parties = test_parties_new (seed, test_parties_choose_prg (seed));
  for (guint i = 0; i < 3; i++)
    task->works[i].params = params;
  return task;
}

static void
clear_outputs (TestWork *work)
{
  for (guint slot = 0; slot < TEST_WORK_SLOTS; slot++)
    {
      g_clear_pointer (&work->bits_out[slot], jly_bits_free);
      g_clear_pointer (&work->rings_out[slot], jly_ring_free);
    }
  if (work->opened != NULL && work->opened_free != NULL)
    work->opened_free (work->opened);
  work->opened = NULL;
}

static void
clear_work (TestWork *work)
{
  clear_outputs (work);
  for (guint slot = 0; slot < TEST_WORK_SLOTS; slot++)
    {
      g_clear_pointer (&work->bits[slot], jly_bits_free);
      g_clear_pointer (&work->rings[slot], jly_ring_free);
    }
}

void
test_task_free (TestTask *task)
{
  if (task == NULL)
    return;
  for (guint i = 0; i < 3; i++)
    clear_work (&task->works[i]);
  test_parties_free (task->parties);
  g_free (task);
}

void
test_task_add_bits (TestTask *task, guint slot, const guint64 *values, gsize n_lanes, guint width)
{
  TestSecret secret;

  test_secret_share (&secret, task->parties, values, n_lanes, width);
  for (guint i = 0; i < 3; i++)
    task->works[i].bits[slot] = secret.held[i];
}

void
test_task_add_ring (TestTask *task, guint slot, const guint64 *values, gsize n, guint width)
{
  TestRing secret;

  test_ring_share (&secret, task->parties, values, n, width);
  for (guint i = 0; i < 3; i++)
    task->works[i].rings[slot] = secret.held[i];
}

static void
run (TestTask *task, TestPartyFunc func, GError *errors[3])
{
  test_parties_run (task->parties, func,
                    (gpointer[]){ &task->works[0], &task->works[1], &task->works[2] }, errors);
}

void
test_task_run (TestTask *task, TestPartyFunc func)
{
  GError *errors[3];

  run (task, func, errors);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
}

void
test_task_run_failing (TestTask *task, TestPartyFunc func, gint code)
{
  GError *errors[3];

  run (task, func, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_error (errors[i], JLY_ERROR, code);
      g_clear_error (&errors[i]);
    }
}

/* The same shapes, with zeros in them. */
static void
copy_shapes (const TestWork *from, TestWork *to)
{
  *to = (TestWork){ .params = from->params };
  for (guint slot = 0; slot < TEST_WORK_SLOTS; slot++)
    {
      if (from->bits[slot] != NULL)
        to->bits[slot] = jly_bits_new (from->bits[slot]->n_lanes, from->bits[slot]->width);
      if (from->rings[slot] != NULL)
        to->rings[slot] = jly_ring_new (from->rings[slot]->n, from->rings[slot]->width);
    }
}

/* What miner i's part costs. */
typedef struct
{
  guint64 bytes, most_bytes, rounds, most_rounds;
} Prediction;

static Prediction
predict (const TestTask *task, guint i, TestPartyFunc func)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES] = { 1 };
  JlyTransport *dry = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (i, dry, JLY_PRG_CHACHA20, key, key);
  Prediction prediction;
  TestWork work;
  GError *error = NULL;

  copy_shapes (&task->works[i], &work);
  func (engine, &work, &error);
  g_assert_no_error (error);
  prediction.bytes = dry->bytes_sent;
  prediction.rounds = dry->rounds;
  jly_transport_dry_get_most (dry, &prediction.most_bytes, &prediction.most_rounds);
  clear_work (&work);
  jly_engine_free (engine);
  jly_transport_dry_free (dry);
  return prediction;
}

void
test_task_check_cost (const TestTask *task, TestPartyFunc func)
{
  for (guint i = 0; i < 3; i++)
    {
      const JlyTransport *counted = jly_local_net_get_end (task->parties->net, i);
      Prediction prediction = predict (task, i, func);

      g_assert_cmpuint (prediction.rounds, ==, counted->rounds);
      g_assert_cmpuint (prediction.bytes, ==, counted->bytes_sent);
    }
}

void
test_costs_add (TestCosts *costs, const TestTask *task)
{
  guint64 rounds = jly_local_net_get_end (task->parties->net, 0)->rounds;

  costs->n_runs++;
  costs->rounds += rounds;
  costs->most_rounds = MAX (costs->most_rounds, rounds);
  for (guint i = 0; i < 3; i++)
    {
      guint64 bytes = jly_local_net_get_end (task->parties->net, i)->bytes_sent;

      costs->bytes[i] += bytes;
      costs->most_bytes[i] = MAX (costs->most_bytes[i], bytes);
    }
}

static void
check_near (guint64 predicted, guint64 sum, guint n_runs)
{
  double mean = (double)sum / n_runs;

  g_assert_cmpfloat ((double)predicted, >, 0.98 * mean);
  g_assert_cmpfloat ((double)predicted, <, 1.02 * mean);
}

void
test_costs_check (const TestCosts *costs, const TestTask *task, TestPartyFunc func)
{
  for (guint i = 0; i < 3; i++)
    {
      Prediction prediction = predict (task, i, func);

      check_near (prediction.bytes, costs->bytes[i], costs->n_runs);
      check_near (prediction.rounds, costs->rounds, costs->n_runs);
      g_assert_cmpuint (costs->most_bytes[i], <=, prediction.most_bytes);
      g_assert_cmpuint (costs->most_rounds, <=, prediction.most_rounds);
    }
}

guint64 *
test_task_reveal_bits (const TestTask *task, guint slot)
{
  TestSecret secret;

  for (guint i = 0; i < 3; i++)
    secret.held[i] = task->works[i].bits_out[slot];
  return test_secret_reveal (&secret);
}

guint64 *
test_task_reveal_ring (const TestTask *task, guint slot)
{
  TestRing secret;

  for (guint i = 0; i < 3; i++)
    secret.held[i] = task->works[i].rings_out[slot];
  return test_ring_reveal (&secret);
}

TestTraffic *
test_traffic_new (void)
{
  TestTraffic *traffic = g_new0 (TestTraffic, 1);

  for (guint i = 0; i < 3; i++)
    traffic->sizes[i] = g_array_new (FALSE, FALSE, sizeof (guint64));
  return traffic;
}

void
test_traffic_free (TestTraffic *traffic)
{
  if (traffic == NULL)
    return;
  for (guint i = 0; i < 3; i++)
    g_array_unref (traffic->sizes[i]);
  g_free (traffic);
}

/* Each sender has its own thread and its own counts. Hashes are uniform too. */
static void
record_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  TestTraffic *traffic = data;
  guint64 size = n;

  g_array_append_val (traffic->sizes[from], size);
  for (gsize i = 0; i < n; i++)
    traffic->counts[from][bytes[i]]++;
}

void
test_task_record (TestTask *task, TestTraffic *traffic)
{
  jly_local_net_set_hook (task->parties->net, record_cb, traffic);
}

void
test_traffic_check_same (const TestTraffic *a, const TestTraffic *b)
{
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (a->sizes[i]->len, >, 0);
      g_assert_cmpmem (a->sizes[i]->data, a->sizes[i]->len * sizeof (guint64), b->sizes[i]->data,
                       b->sizes[i]->len * sizeof (guint64));
    }
}

/* 255 degrees of freedom: 377 is exceeded once in a million times. */
void
test_traffic_check_uniform (const TestTraffic *traffic)
{
  for (guint i = 0; i < 3; i++)
    {
      double n = 0, chi = 0;

      for (guint byte = 0; byte < 256; byte++)
        n += (double)traffic->counts[i][byte];
      for (guint byte = 0; byte < 256; byte++)
        {
          double difference = (double)traffic->counts[i][byte] - n / 256;

          chi += difference * difference / (n / 256);
        }
      g_assert_cmpfloat (chi, <, 377);
    }
}
