/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-random.h: ChaCha20 under a key made from the seed. */
#include "config.h"

#include "sim/sim-random.h"

#include <sodium.h>
#include <string.h>

static void
make_key (guint8 key[32], const char *what, guint64 seed, guint64 step, guint64 party)
{
  guint64 words[3] = { seed, step, party };

  crypto_generichash (key, 32, (const guint8 *)words, sizeof words, (const guint8 *)what,
                      strlen (what));
}

static void
draw (SimDice *self, void *to, gsize n)
{
  guint8 nonce[crypto_stream_chacha20_NONCEBYTES];

  G_STATIC_ASSERT (sizeof nonce == sizeof self->at);
  memcpy (nonce, &self->at, sizeof nonce);
  self->at++;
  crypto_stream_chacha20 (to, n, nonce, self->key);
}

void
sim_dice_init (SimDice *self, guint64 seed)
{
  make_key (self->key, "jly-sim-schedule", seed, 0, 0);
  self->at = 0;
}

guint
sim_dice_roll (SimDice *self, guint n)
{
  guint64 value;

  draw (self, &value, sizeof value);
  return (guint)(value % n);
}

gboolean
sim_dice_is (SimDice *self, guint of_1000)
{
  return sim_dice_roll (self, 1000) < of_1000;
}

void
sim_dice_shuffle (SimDice *self, guint *places, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint other = sim_dice_roll (self, i + 1);

      places[i] = places[other];
      places[other] = i;
    }
}

static _Thread_local SimDice stream;

static const char *
name_stream (void)
{
  return "jly-sim";
}

static void
draw_bytes (void *to, size_t n)
{
  draw (&stream, to, n);
}

static guint32
draw_word (void)
{
  guint32 word;

  draw_bytes (&word, sizeof word);
  return word;
}

void
sim_crypto_install (void)
{
  static randombytes_implementation implementation
      = { .implementation_name = name_stream, .random = draw_word, .buf = draw_bytes };

  randombytes_set_implementation (&implementation);
}

void
sim_crypto_begin (guint64 seed, guint64 step, guint party)
{
  make_key (stream.key, "jly-sim-crypto", seed, step, party);
  stream.at = 0;
}
