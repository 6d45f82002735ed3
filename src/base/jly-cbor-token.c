/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-cbor-token.h. libcbor's cbor_load is never used: it allocates what a length field claims.
 * The streaming decoder allocates nothing and hands out strings in place. */
#include "config.h"

#include "base/jly-cbor-token.h"

#include <cbor.h>

static void
set_number (void *context, JlyCborKind kind, guint64 value)
{
  JlyCborToken *token = context;

  token->kind = kind;
  token->value = value;
}

static void
uint8_cb (void *context, uint8_t value)
{
  set_number (context, JLY_CBOR_UINT, value);
}

static void
uint16_cb (void *context, uint16_t value)
{
  set_number (context, JLY_CBOR_UINT, value);
}

static void
uint32_cb (void *context, uint32_t value)
{
  set_number (context, JLY_CBOR_UINT, value);
}

static void
uint64_cb (void *context, uint64_t value)
{
  set_number (context, JLY_CBOR_UINT, value);
}

static void
negative8_cb (void *context, uint8_t value)
{
  set_number (context, JLY_CBOR_NEGATIVE, value);
}

static void
negative16_cb (void *context, uint16_t value)
{
  set_number (context, JLY_CBOR_NEGATIVE, value);
}

static void
negative32_cb (void *context, uint32_t value)
{
  set_number (context, JLY_CBOR_NEGATIVE, value);
}

static void
negative64_cb (void *context, uint64_t value)
{
  set_number (context, JLY_CBOR_NEGATIVE, value);
}

static void
bytes_cb (void *context, cbor_data bytes, size_t n)
{
  set_number (context, JLY_CBOR_BYTES, n);
  ((JlyCborToken *)context)->bytes = bytes;
}

static void
text_cb (void *context, cbor_data bytes, size_t n)
{
  set_number (context, JLY_CBOR_TEXT, n);
  ((JlyCborToken *)context)->bytes = bytes;
}

static void
array_cb (void *context, size_t n)
{
  set_number (context, JLY_CBOR_ARRAY, n);
}

static void
map_cb (void *context, size_t n)
{
  set_number (context, JLY_CBOR_MAP, n);
}

gboolean
jly_cbor_next_token (const guint8 *bytes, gsize n, JlyCborToken *token, gsize *used)
{
  struct cbor_callbacks callbacks = cbor_empty_callbacks;
  struct cbor_decoder_result result;

  callbacks.uint8 = uint8_cb;
  callbacks.uint16 = uint16_cb;
  callbacks.uint32 = uint32_cb;
  callbacks.uint64 = uint64_cb;
  callbacks.negint8 = negative8_cb;
  callbacks.negint16 = negative16_cb;
  callbacks.negint32 = negative32_cb;
  callbacks.negint64 = negative64_cb;
  callbacks.byte_string = bytes_cb;
  callbacks.string = text_cb;
  callbacks.array_start = array_cb;
  callbacks.map_start = map_cb;
  *token = (JlyCborToken){ .kind = JLY_CBOR_REFUSED };
  *used = 0;
  if (n == 0)
    return FALSE;
  result = cbor_stream_decode (bytes, n, &callbacks, token);
  if (result.status != CBOR_DECODER_FINISHED)
    return FALSE;
  *used = result.read;
  return TRUE;
}
