/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jly_cbor_is_canonical of jly-cbor-reader.h: reads an object of any shape, writes it again and
 * compares. The walk is a loop over a stack of fixed depth, so that nested input cannot exhaust
 * ours, and it stops at the first thing that the writer would take for a mistake of the program. */
#include "config.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-token.h"

#include <string.h>

typedef struct
{
  gboolean is_map;
  gboolean is_key_next;
  gboolean has_key; /* last_key is valid */
  guint64 last_key;
  gsize left; /* items or pairs */
} Level;

typedef struct
{
  JlyCborWriter *copy;
  Level levels[JLY_CBOR_MAX_DEPTH];
  guint depth;
} Walk;

static gboolean
copy_key (Walk *walk, Level *level, const JlyCborToken *token)
{
  if (token->kind != JLY_CBOR_UINT || (level->has_key && token->value <= level->last_key))
    return FALSE;
  level->has_key = TRUE;
  level->last_key = token->value;
  level->is_key_next = FALSE;
  jly_cbor_put_key (walk->copy, token->value);
  return TRUE;
}

static gboolean
copy_text (Walk *walk, const JlyCborToken *token)
{
  g_autofree char *text = NULL;

  if (!g_utf8_validate_len ((const char *)token->bytes, token->value, NULL))
    return FALSE;
  text = g_strndup ((const char *)token->bytes, token->value);
  jly_cbor_put_text (walk->copy, text);
  return TRUE;
}

static gboolean
copy_start (Walk *walk, const JlyCborToken *token)
{
  /* Each item takes a byte at least, so a larger count is a lie. */
  if (walk->depth == JLY_CBOR_MAX_DEPTH || token->value > JLY_CBOR_MAX_BYTES)
    return FALSE;
  walk->levels[walk->depth++] = (Level){
    .is_map = token->kind == JLY_CBOR_MAP,
    .is_key_next = token->kind == JLY_CBOR_MAP,
    .left = token->value,
  };
  if (token->kind == JLY_CBOR_MAP)
    jly_cbor_begin_map (walk->copy, token->value);
  else
    jly_cbor_begin_array (walk->copy, token->value);
  return TRUE;
}

static gboolean
copy_value (Walk *walk, const JlyCborToken *token)
{
  switch (token->kind)
    {
    case JLY_CBOR_UINT:
      jly_cbor_put_uint (walk->copy, token->value);
      return TRUE;
    case JLY_CBOR_NEGATIVE:
      if (token->value > G_MAXINT64)
        return FALSE;
      jly_cbor_put_int (walk->copy, -1 - (gint64)token->value);
      return TRUE;
    case JLY_CBOR_BYTES:
      jly_cbor_put_bytes (walk->copy, token->bytes, token->value);
      return TRUE;
    case JLY_CBOR_TEXT:
      return copy_text (walk, token);
    case JLY_CBOR_ARRAY:
    case JLY_CBOR_MAP:
      return copy_start (walk, token);
    case JLY_CBOR_REFUSED:
    default:
      return FALSE;
    }
}

/* Ends every container that is full. */
static void
end_full_levels (Walk *walk)
{
  while (walk->depth > 0 && walk->levels[walk->depth - 1].left == 0)
    {
      jly_cbor_end (walk->copy);
      walk->depth--;
    }
}

static gboolean
copy_token (Walk *walk, const JlyCborToken *token)
{
  Level *level = walk->depth > 0 ? &walk->levels[walk->depth - 1] : NULL;

  if (level != NULL && level->is_key_next)
    return copy_key (walk, level, token);
  if (level != NULL)
    {
      level->left--;
      level->is_key_next = level->is_map;
    }
  if (!copy_value (walk, token))
    return FALSE;
  end_full_levels (walk);
  return TRUE;
}

gboolean
jly_cbor_is_canonical (GBytes *bytes)
{
  gsize n, used;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  g_autoptr (JlyCborWriter) copy = jly_cbor_writer_new ();
  g_autoptr (GBytes) again = NULL;
  Walk walk = { .copy = copy };
  gsize at = 0;

  if (n == 0 || n > JLY_CBOR_MAX_BYTES)
    return FALSE;
  do
    {
      JlyCborToken token;

      if (!jly_cbor_next_token (data + at, n - at, &token, &used) || !copy_token (&walk, &token))
        return FALSE;
      at += used;
    }
  while (walk.depth > 0);
  again = jly_cbor_writer_finish (copy, NULL);
  return again != NULL && g_bytes_equal (again, bytes);
}
