/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-parties.h. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-lanes.h"

#include <string.h>

#define TIME_LIMIT (20 * G_USEC_PER_SEC)

static const TestWires *all_wires;

void
test_parties_set_wires (const TestWires *wires)
{
  all_wires = wires;
}

static void
draw_bytes (GRand *rand, guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8)g_rand_int (rand);
}

TestParties *
test_parties_new (guint32 seed, JlyPrgKind prg)
{
  TestParties *parties = g_new0 (TestParties, 1);
  guint8 keys[3][JLY_ENGINE_KEY_BYTES];

  parties->rand = g_rand_new_with_seed (seed);
  parties->net = jly_local_net_new (TIME_LIMIT);
  for (guint i = 0; i < 3; i++)
    draw_bytes (parties->rand, keys[i], sizeof keys[i]);
  for (guint i = 0; i < 3; i++)
    parties->engines[i] = jly_engine_new (i, jly_local_net_get_end (parties->net, i), prg, keys[i],
                                          keys[(i + 2) % 3]);
  if (all_wires != NULL)
    parties->wires = all_wires->open (parties);
  return parties;
}

JlyPrgKind
test_parties_choose_prg (guint choice)
{
  return choice % 2 != 0 && jly_prg_is_available (JLY_PRG_AES128_CTR) ? JLY_PRG_AES128_CTR
                                                                      : JLY_PRG_CHACHA20;
}

void
test_parties_free (TestParties *parties)
{
  if (parties == NULL)
    return;
  for (guint i = 0; i < 3; i++)
    jly_engine_free (parties->engines[i]);
  if (parties->wires != NULL)
    all_wires->close (parties->wires);
  jly_local_net_free (parties->net);
  g_rand_free (parties->rand);
  g_free (parties);
}

typedef struct
{
  TestParties *parties;
  guint self;
  TestPartyFunc func;
  gpointer user_data;
  GError *error;
} Job;

static gpointer
party_worker (gpointer data)
{
  Job *job = data;

  if (job->func (job->parties->engines[job->self], job->user_data, &job->error))
    return NULL;
  if (job->parties->wires != NULL)
    all_wires->hang_up (job->parties->wires, job->self);
  jly_local_net_hang_up (job->parties->net, job->self);
  return NULL;
}

void
test_parties_run (TestParties *parties,
                  TestPartyFunc func,
                  gpointer const user_data[3],
                  GError *errors[3])
{
  Job jobs[3];
  GThread *threads[3];

  for (guint i = 0; i < 3; i++)
    {
      jobs[i] = (Job){ parties, i, func, user_data[i], NULL };
      threads[i] = g_thread_new ("party", party_worker, &jobs[i]);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_thread_join (threads[i]);
      errors[i] = jobs[i].error;
    }
}

guint64
test_parties_random (TestParties *parties, guint width)
{
  guint64 value = (guint64)g_rand_int (parties->rand) << 32 | g_rand_int (parties->rand);

  return width == 64 ? value : value & (((guint64)1 << width) - 1);
}

void
test_secret_share (
    TestSecret *secret, TestParties *parties, const guint64 *values, gsize n_lanes, guint width)
{
  g_autofree guint64 *all = g_new (guint64, 3 * n_lanes);

  for (gsize j = 0; j < n_lanes; j++)
    {
      all[j] = test_parties_random (parties, width);
      all[n_lanes + j] = test_parties_random (parties, width);
      all[2 * n_lanes + j] = values[j] ^ all[j] ^ all[n_lanes + j];
    }
  for (guint i = 0; i < 3; i++)
    {
      const guint64 *own = all + i * n_lanes, *prev = all + (i + 2) % 3 * n_lanes;

      secret->held[i] = jly_bits_new (n_lanes, width);
      jly_lanes_slice (own, n_lanes, width, secret->held[i]->own);
      jly_lanes_slice (prev, n_lanes, width, secret->held[i]->prev);
    }
}

static void
check_padding (const JlyBits *x)
{
  for (guint b = 0; b < x->width; b++)
    for (gsize j = x->n_lanes; j < x->words_per_plane * 64; j++)
      {
        gsize word = b * x->words_per_plane + j / 64;

        g_assert_cmpuint ((x->own[word] >> j % 64) & 1, ==, 0);
        g_assert_cmpuint ((x->prev[word] >> j % 64) & 1, ==, 0);
      }
}

guint64 *
test_secret_reveal (const TestSecret *secret)
{
  const JlyBits *x = secret->held[0];
  gsize n_words = x->words_per_plane * x->width;
  g_autofree guint64 *planes = g_new0 (guint64, n_words);
  guint64 *values = g_new0 (guint64, x->n_lanes);

  for (guint i = 0; i < 3; i++)
    {
      const JlyBits *held = secret->held[i], *next = secret->held[(i + 1) % 3];

      g_assert_cmpuint (held->n_lanes, ==, x->n_lanes);
      g_assert_cmpuint (held->width, ==, x->width);
      check_padding (held);
      for (gsize w = 0; w < n_words; w++)
        {
          g_assert_cmphex (held->own[w], ==, next->prev[w]);
          planes[w] ^= held->own[w];
        }
    }
  jly_lanes_unslice (planes, x->n_lanes, x->width, values);
  return values;
}

void
test_secret_clear (TestSecret *secret)
{
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&secret->held[i], jly_bits_free);
}

void
test_ring_share (
    TestRing *secret, TestParties *parties, const guint64 *values, gsize n, guint width)
{
  for (guint i = 0; i < 3; i++)
    secret->held[i] = jly_ring_new (n, width);
  for (gsize j = 0; j < n; j++)
    {
      guint64 c[3] = { test_parties_random (parties, width), test_parties_random (parties, width) };

      c[2] = (values[j] - c[0] - c[1]) & jly_ring_mask (width);
      for (guint i = 0; i < 3; i++)
        {
          secret->held[i]->own[j] = c[i];
          secret->held[i]->prev[j] = c[(i + 2) % 3];
        }
    }
}

guint64 *
test_ring_reveal (const TestRing *secret)
{
  const JlyRing *x = secret->held[0];
  guint64 *values = g_new0 (guint64, x->n);

  for (guint i = 0; i < 3; i++)
    for (gsize j = 0; j < x->n; j++)
      {
        g_assert_cmpuint (secret->held[i]->own[j], <=, jly_ring_mask (x->width));
        g_assert_cmpuint (secret->held[i]->own[j], ==, secret->held[(i + 1) % 3]->prev[j]);
        values[j] = (values[j] + secret->held[i]->own[j]) & jly_ring_mask (x->width);
      }
  return values;
}

void
test_ring_clear (TestRing *secret)
{
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&secret->held[i], jly_ring_free);
}
