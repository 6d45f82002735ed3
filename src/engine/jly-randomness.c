/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-randomness.h. Addresses are only ever used forwards, so the mark is two numbers. */
#include "config.h"

#include "engine/jly-randomness.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

struct _JlyRandomness
{
  JlyPrgKind kind;
  guint8 key_own[JLY_PRG_KEY_BYTES];
  guint8 key_prev[JLY_PRG_KEY_BYTES];
  guint64 last_operation; /* given out */
  guint64 used_operation; /* every address before this operation counts as used, */
  guint32 used_purposes;  /* and these purposes of it, one bit each */
  gboolean is_broken;
};

G_STATIC_ASSERT (JLY_PRG_KEY_BYTES == crypto_kdf_KEYBYTES);

JlyRandomness *
jly_randomness_new (JlyPrgKind kind,
                    const guint8 key_own[JLY_PRG_KEY_BYTES],
                    const guint8 key_prev[JLY_PRG_KEY_BYTES])
{
  JlyRandomness *randomness;

  g_assert (jly_prg_is_available (kind));
  jly_secret_init ();
  randomness = jly_secret_alloc (sizeof *randomness);
  memset (randomness, 0, sizeof *randomness);
  randomness->kind = kind;
  memcpy (randomness->key_own, key_own, JLY_PRG_KEY_BYTES);
  memcpy (randomness->key_prev, key_prev, JLY_PRG_KEY_BYTES);
  return randomness;
}

void
jly_randomness_free (JlyRandomness *randomness)
{
  jly_secret_free (randomness);
}

JlyPrgKind
jly_randomness_get_kind (const JlyRandomness *randomness)
{
  return randomness->kind;
}

guint64
jly_randomness_next_operation (JlyRandomness *randomness)
{
  return ++randomness->last_operation;
}

static gboolean
is_used (const JlyRandomness *randomness, guint64 operation, guint32 purpose_bit)
{
  return operation < randomness->used_operation
         || (operation == randomness->used_operation
             && (randomness->used_purposes & purpose_bit) != 0);
}

static void
mark_used (JlyRandomness *randomness, guint64 operation, guint32 purpose_bit)
{
  if (operation > randomness->used_operation)
    randomness->used_purposes = 0;
  randomness->used_operation = operation;
  randomness->used_purposes |= purpose_bit;
}

/* The context of the derivation says which generator and which purpose, the number says which
 * operation. */
static void
start_stream (const JlyRandomness *randomness,
              const guint8 key[JLY_PRG_KEY_BYTES],
              guint64 operation,
              JlyPurpose purpose,
              JlyPrgStream *stream)
{
  guint8 subkey[JLY_PRG_KEY_BYTES];
  char context[crypto_kdf_CONTEXTBYTES] = { 'j', 'l', 'y', 'r', 'a', 'n', 0, 0 };

  context[6] = (char)randomness->kind;
  context[7] = (char)purpose;
  crypto_kdf_derive_from_key (subkey, sizeof subkey, operation, context, key);
  jly_prg_stream_init (stream, randomness->kind, subkey);
  sodium_memzero (subkey, sizeof subkey);
}

gboolean
jly_randomness_draw (JlyRandomness *randomness,
                     guint64 operation,
                     JlyPurpose purpose,
                     JlyPrgStream *own,
                     JlyPrgStream *prev,
                     GError **error)
{
  guint32 purpose_bit = (guint32)1 << purpose;

  if (randomness->is_broken || is_used (randomness, operation, purpose_bit))
    {
      JlyErrorDetail detail = { .next = _ ("Start the computation again.") };

      randomness->is_broken = TRUE;
      return jly_fail (error, JLY_ERROR_INTERNAL, &detail,
                       _ ("The computation was stopped because one random mask would have been "
                          "used twice."));
    }
  mark_used (randomness, operation, purpose_bit);
  start_stream (randomness, randomness->key_own, operation, purpose, own);
  start_stream (randomness, randomness->key_prev, operation, purpose, prev);
  return TRUE;
}
