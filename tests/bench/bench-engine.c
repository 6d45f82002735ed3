/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: three miners in three threads of one process, without a network, next to what the
 * machine can do at all (random bytes, copying). */
#include "config.h"

#include "bench/jly-bench.h"
#include "engine/jly-gate.h"
#include "engine/jly-transport-local.h"

#include <string.h>

#define TIME_LIMIT (G_GINT64_CONSTANT (600) * G_USEC_PER_SEC)

typedef JlyBits *(*GateFunc) (JlyEngine *engine,
                              const JlyBits *x,
                              const JlyBits *y,
                              GError **error);

/* One miner's part of a measurement. */
typedef struct
{
  JlyEngine *engine;
  GateFunc gate;
  JlyBits *x, *y;
  guint n_times;
} Job;

static gpointer
gate_worker (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < job->n_times; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyBits) out = job->gate (job->engine, job->x, job->y, &error);

      if (out == NULL)
        g_error ("%s", error->message);
    }
  return NULL;
}

static double
get_seconds (gint64 since)
{
  return (double)(g_get_monotonic_time () - since) / G_USEC_PER_SEC;
}

/* Lanes of zero are as much work as any. */
static double
time_gate (GateFunc gate, JlyPrgKind prg, gsize n_lanes, guint width, guint n_times, guint64 *bytes)
{
  static const guint8 keys[3][JLY_ENGINE_KEY_BYTES] = { { 1 }, { 2 }, { 3 } };
  g_autoptr (JlyLocalNet) net = jly_local_net_new (TIME_LIMIT);
  GThread *threads[3];
  Job jobs[3];
  gint64 start;

  for (guint i = 0; i < 3; i++)
    jobs[i] = (Job){ jly_engine_new (i, jly_local_net_get_end (net, i), prg, keys[i],
                                     keys[(i + 2) % 3]),
                     gate, jly_bits_new (n_lanes, width), jly_bits_new (n_lanes, width), n_times };
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++)
    threads[i] = g_thread_new ("miner", gate_worker, &jobs[i]);
  for (guint i = 0; i < 3; i++)
    g_thread_join (threads[i]);
  *bytes = jly_local_net_get_end (net, 0)->bytes_sent / n_times;
  for (guint i = 0; i < 3; i++)
    {
      jly_engine_free (jobs[i].engine);
      jly_bits_free (jobs[i].x);
      jly_bits_free (jobs[i].y);
    }
  return get_seconds (start) / n_times;
}

static void
report_gate (
    const char *name, GateFunc gate, JlyPrgKind prg, gsize n_lanes, guint width, guint n_per_lane)
{
  guint64 bytes;
  double seconds = time_gate (gate, prg, n_lanes, width, bench_is_quick () ? 2 : 8, &bytes);

  g_print ("%-22s %9.1f M/s  %8.2f bytes each  %6.2f GB/s per party\n", name,
           (double)n_lanes * n_per_lane / seconds / 1e6,
           (double)bytes / ((double)n_lanes * n_per_lane), (double)bytes / seconds / 1e9);
}

static void
report_prg (const char *name, JlyPrgKind kind, guint8 *buffer, gsize n)
{
  static const guint8 key[JLY_PRG_KEY_BYTES] = { 7 };
  guint n_times = bench_is_quick () ? 2000 : 20000;
  JlyPrgStream stream;
  gint64 start;

  if (!jly_prg_is_available (kind))
    return;
  jly_prg_stream_init (&stream, kind, key);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < n_times; i++)
    jly_prg_stream_read (&stream, buffer, n);
  g_print ("%-22s %9.2f GB/s\n", name, (double)n * n_times / get_seconds (start) / 1e9);
}

static void
report_copy (gsize n)
{
  g_autofree guint8 *from = g_malloc0 (n), *to = g_malloc0 (n);
  guint n_times = bench_is_quick () ? 20 : 100;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_times; i++)
    {
      from[i] = (guint8)i;
      memcpy (to, from, n);
    }
  g_print ("%-22s %9.2f GB/s\n", "memcpy", (double)n * n_times / get_seconds (start) / 1e9);
}

static void
calibrate (void)
{
  guint8 buffer[4096];

  report_prg ("ChaCha20", JLY_PRG_CHACHA20, buffer, sizeof buffer);
  report_prg ("AES-128-CTR", JLY_PRG_AES128_CTR, buffer, sizeof buffer);
  report_copy (32 << 20);
}

void
bench_engine (void)
{
  const gsize n = bench_is_quick () ? 250000 : 1000000;
  const JlyPrgKind prg
      = jly_prg_is_available (JLY_PRG_AES128_CTR) ? JLY_PRG_AES128_CTR : JLY_PRG_CHACHA20;

  calibrate ();
  report_gate ("AND", jly_gate_and, prg, n, 64, 64);
  report_gate ("AND, ChaCha20", jly_gate_and, JLY_PRG_CHACHA20, n, 64, 64);
  report_gate ("less-than, 8 bits", jly_gate_less_than, prg, n, 8, 1);
  report_gate ("less-than, 32 bits", jly_gate_less_than, prg, n, 32, 1);
  report_gate ("less-than, 64 bits", jly_gate_less_than, prg, n, 64, 1);
  report_gate ("equality, 64 bits", jly_gate_equal, prg, n, 64, 1);
}
