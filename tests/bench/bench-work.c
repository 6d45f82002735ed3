/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-work.h. */
#include "config.h"

#include "bench/bench-work.h"

#include "engine/jly-lanes.h"

#include <string.h>

/* Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
static guint64
mix (guint64 x)
{
  x *= 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

guint64 *
bench_values (gsize n, guint width, guint stream)
{
  guint64 *values = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    values[i] = mix (i + ((guint64)(stream + 1) << 40)) & jly_ring_mask (width);
  return values;
}

/* Component c of the sharing of values: two are random, the last makes it fit. */
static guint64 *
make_component (const guint64 *values, gsize n, guint width, guint i, guint c, gboolean is_ring)
{
  g_autofree guint64 *first = bench_values (n, width, 100 + 2 * i);
  g_autofree guint64 *second = bench_values (n, width, 101 + 2 * i);

  if (c == 0)
    return g_steal_pointer (&first);
  if (c == 1)
    return g_steal_pointer (&second);
  for (gsize j = 0; j < n; j++)
    first[j] = is_ring ? (values[j] - first[j] - second[j]) & jly_ring_mask (width)
                       : values[j] ^ first[j] ^ second[j];
  return g_steal_pointer (&first);
}

JlyBits *
bench_make_bits (const BenchWork *work, guint stream, const guint64 *values, gsize n, guint width)
{
  const guint self = jly_engine_get_self (work->engine);
  g_autofree guint64 *own = make_component (values, n, width, stream, self, FALSE);
  g_autofree guint64 *prev = make_component (values, n, width, stream, (self + 2) % 3, FALSE);
  JlyBits *bits = jly_bits_new (n, width);

  jly_lanes_slice (own, n, width, bits->own);
  jly_lanes_slice (prev, n, width, bits->prev);
  return bits;
}

void
bench_share_bits (BenchWork *work, guint i, guint64 *values, gsize n, guint width)
{
  work->clear[i] = values;
  work->bits[i] = bench_make_bits (work, i, values, n, width);
}

void
bench_share_ring (BenchWork *work, guint i, guint64 *values, gsize n, guint width)
{
  const guint self = jly_engine_get_self (work->engine);
  g_autofree guint64 *own = make_component (values, n, width, i, self, TRUE);
  g_autofree guint64 *prev = make_component (values, n, width, i, (self + 2) % 3, TRUE);

  work->clear[i] = values;
  work->rings[i] = jly_ring_new (n, width);
  for (gsize j = 0; j < n; j++)
    {
      work->rings[i]->own[j] = own[j];
      work->rings[i]->prev[j] = prev[j];
    }
}

BenchWork *
bench_work_new (JlyEngine *engine, const BenchOp *op, gsize n)
{
  BenchWork *work = g_new0 (BenchWork, 1);

  work->engine = engine;
  work->n = n;
  work->width = op->width;
  op->kind->fill (work);
  return work;
}

void
bench_work_clear_out (BenchWork *work)
{
  g_clear_pointer (&work->out_bits, jly_bits_free);
  g_clear_pointer (&work->out_ring, jly_ring_free);
}

void
bench_work_free (BenchWork *work)
{
  bench_work_clear_out (work);
  if (work->study != NULL)
    work->free_study (work->study);
  for (guint i = 0; i < BENCH_MOST_OPERANDS; i++)
    {
      g_free (work->clear[i]);
      jly_bits_free (work->bits[i]);
      jly_ring_free (work->rings[i]);
    }
  g_free (work);
}

const BenchOp *
bench_find_op (const char *name)
{
  for (const BenchOp *op = bench_ops; op->name != NULL; op++)
    if (strcmp (op->name, name) == 0)
      return op;
  return NULL;
}
