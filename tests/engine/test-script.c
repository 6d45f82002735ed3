/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-script.h. */
#include "config.h"

#include "engine/test-script.h"

#include "engine/jly-randomness.h"

#include <string.h>

static GByteArray *scripts[3]; /* by key */
static gsize read_up_to[3][2]; /* by key, and whether its holder calls it prev */
static guint n_engines;

struct _JlyRandomness
{
  guint self;
  guint64 last_operation;
};

void
test_script_reset (void)
{
  for (guint key = 0; key < 3; key++)
    {
      g_clear_pointer (&scripts[key], g_byte_array_unref);
      scripts[key] = g_byte_array_new ();
    }
  memset (read_up_to, 0, sizeof read_up_to);
  n_engines = 0;
}

static gsize
round_up (gsize n)
{
  return (n + JLY_PRG_BLOCK_BYTES - 1) / JLY_PRG_BLOCK_BYTES * JLY_PRG_BLOCK_BYTES;
}

/* Room for n bytes at the end, all zero. */
static guint8 *
append (guint key, gsize n)
{
  guint start = scripts[key]->len;

  g_byte_array_set_size (scripts[key], start + (guint)round_up (n));
  memset (scripts[key]->data + start, 0, round_up (n));
  return scripts[key]->data + start;
}

void
test_script_add_plane (guint key, const guint64 *bits, gsize n)
{
  guint8 *bytes = append (key, (n + 7) / 8);

  for (gsize j = 0; j < n; j++)
    bytes[j / 8] |= (guint8)(bits[j] << j % 8);
}

void
test_script_add_numbers (guint key, const guint64 *numbers, gsize n)
{
  memcpy (append (key, n * sizeof *numbers), numbers, n * sizeof *numbers);
}

void
test_script_check_used (void)
{
  for (guint key = 0; key < 3; key++)
    for (guint holder = 0; holder < 2; holder++)
      g_assert_cmpuint (read_up_to[key][holder], ==, scripts[key]->len);
}

JlyRandomness *
jly_randomness_new (JlyPrgKind kind,
                    const guint8 key_own[JLY_PRG_KEY_BYTES],
                    const guint8 key_prev[JLY_PRG_KEY_BYTES])
{
  JlyRandomness *randomness = g_new0 (JlyRandomness, 1);

  randomness->self = n_engines++ % 3;
  return randomness;
}

void
jly_randomness_free (JlyRandomness *randomness)
{
  g_free (randomness);
}

guint64
jly_randomness_next_operation (JlyRandomness *randomness)
{
  return ++randomness->last_operation;
}

gboolean
jly_randomness_draw (JlyRandomness *randomness,
                     guint64 operation,
                     JlyPurpose purpose,
                     JlyPrgStream *own,
                     JlyPrgStream *prev,
                     GError **error)
{
  memset (own, 0, sizeof *own);
  memset (prev, 0, sizeof *prev);
  own->key[0] = (guint8)randomness->self;
  prev->key[0] = (guint8)((randomness->self + 2) % 3);
  prev->key[1] = 1;
  return TRUE;
}

gboolean
jly_prg_is_available (JlyPrgKind kind)
{
  return TRUE;
}

void
jly_prg_stream_init (JlyPrgStream *stream, JlyPrgKind kind, const guint8 key[JLY_PRG_KEY_BYTES])
{
  g_assert_not_reached ();
}

void
jly_prg_stream_read (JlyPrgStream *stream, guint8 *out, gsize n)
{
  const GByteArray *script = scripts[stream->key[0]];
  gsize *at = &read_up_to[stream->key[0]][stream->key[1]];

  g_assert_cmpuint (*at + round_up (n), <=, script->len);
  memcpy (out, script->data + *at, n);
  *at += round_up (n);
}

void
jly_prg_stream_clear (JlyPrgStream *stream)
{
  memset (stream, 0, sizeof *stream);
}
