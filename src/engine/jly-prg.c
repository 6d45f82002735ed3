/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-prg.h. ChaCha20 is libsodium's, AES-128 is ours on the processor's instructions. */
#include "config.h"

#include "engine/jly-prg.h"

#include <sodium.h>
#include <string.h>

#define AES_BLOCKS (JLY_PRG_BLOCK_BYTES / 16)

gboolean
jly_prg_is_available (JlyPrgKind kind)
{
  switch (kind)
    {
    case JLY_PRG_CHACHA20:
      return TRUE;
    case JLY_PRG_AES128_CTR:
#ifdef JLY_HAVE_AESNI
      return __builtin_cpu_supports ("aes") != 0;
#else
      return FALSE;
#endif
    default:
      return FALSE;
    }
}

void
jly_prg_stream_init (JlyPrgStream *stream, JlyPrgKind kind, const guint8 key[JLY_PRG_KEY_BYTES])
{
  g_assert (jly_prg_is_available (kind));
  memset (stream, 0, sizeof *stream);
  stream->kind = kind;
  memcpy (stream->key, key, JLY_PRG_KEY_BYTES);
#ifdef JLY_HAVE_AESNI
  if (kind == JLY_PRG_AES128_CTR)
    jly_prg_aes_expand (stream->round_keys, key);
#endif
}

static void
fill_chacha20 (const JlyPrgStream *stream, guint8 *out, gsize n)
{
  static const guint8 nonce[crypto_stream_chacha20_NONCEBYTES] = { 0 };

  memset (out, 0, n);
  crypto_stream_chacha20_xor_ic (out, out, n, nonce, stream->block, stream->key);
}

void
jly_prg_stream_read (JlyPrgStream *stream, guint8 *out, gsize n)
{
#ifdef JLY_HAVE_AESNI
  if (stream->kind == JLY_PRG_AES128_CTR)
    jly_prg_aes_fill (stream->round_keys, stream->block * AES_BLOCKS, out, n);
  else
#endif
    fill_chacha20 (stream, out, n);
  stream->block += (n + JLY_PRG_BLOCK_BYTES - 1) / JLY_PRG_BLOCK_BYTES;
}

void
jly_prg_stream_clear (JlyPrgStream *stream)
{
  sodium_memzero (stream, sizeof *stream);
}
