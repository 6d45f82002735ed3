/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See cbor-changes.h. */
#include "config.h"

#include "study/cbor-changes.h"

#include "base/jly-cbor-token.h"
#include "base/jly-cbor-writer.h"

#include <string.h>

typedef struct
{
  const guint8 *bytes;
  gsize n;
  JlyCborWriter *writer;
  guint next, place, variant;
  GString *path;
  char *found; /* path of the place */
} Copy;

static JlyCborToken
take (Copy *self)
{
  JlyCborToken token;
  gsize used;

  g_assert_true (jly_cbor_next_token (self->bytes, self->n, &token, &used));
  self->bytes += used;
  self->n -= used;
  return token;
}

static gboolean
is_place (Copy *self, JlyCborKind kind)
{
  if (self->next++ != self->place)
    return FALSE;
  self->found = g_strconcat (self->path->str, kind == JLY_CBOR_ARRAY ? "[]" : "", NULL);
  return TRUE;
}

static guint64
change_number (guint64 value, guint variant)
{
  static const guint64 others[] = { 0, 1, 2, 50, 255, 256, 1000000, G_MAXUINT64 };

  return variant < 16 ? value ^ ((guint64)1 << variant) : others[variant - 16];
}

static void
copy_string (Copy *self, const JlyCborToken *token, gboolean is_changed)
{
  g_autoptr (GByteArray) copy = g_byte_array_new ();

  g_byte_array_append (copy, token->bytes, (guint)token->value);
  if (is_changed && token->kind == JLY_CBOR_BYTES && self->variant < copy->len)
    copy->data[self->variant] ^= 1;
  else if (is_changed && token->kind == JLY_CBOR_BYTES)
    g_byte_array_append (copy, (const guint8 *)"x", 1);
  else if (is_changed && self->variant % 3 == 0)
    g_byte_array_append (copy, (const guint8 *)"x", 1);
  else if (is_changed && self->variant % 3 == 1 && copy->len > 0)
    copy->data[0] = copy->data[0] == 'a' ? 'b' : 'a';
  else if (is_changed)
    g_byte_array_set_size (copy, 0);
  g_byte_array_append (copy, (const guint8 *)"", 1);
  if (token->kind == JLY_CBOR_BYTES)
    jly_cbor_put_bytes (self->writer, copy->data, copy->len - 1);
  else
    jly_cbor_put_text (self->writer, (const char *)copy->data);
}

static void copy_item (Copy *self, JlyCborWriter *writer);

static void
enter (Copy *self, guint64 step, JlyCborWriter *writer)
{
  gsize length = self->path->len;

  g_string_append_printf (self->path, "%s%" G_GUINT64_FORMAT, length > 0 ? "/" : "", step);
  copy_item (self, writer);
  g_string_truncate (self->path, length);
}

/* Written nowhere: what was left out must still be read. */
static void
skip_item (Copy *self)
{
  g_autoptr (JlyCborWriter) nowhere = jly_cbor_writer_new ();

  copy_item (self, nowhere);
}

static void
copy_array (Copy *self, const JlyCborToken *token, gboolean is_changed)
{
  guint64 n = token->value;
  guint64 left_out = is_changed && n > 0 ? self->variant % n : n;

  jly_cbor_begin_array (self->writer, left_out < n ? n - 1 : n);
  for (guint64 i = 0; i < n; i++)
    if (i == left_out)
      skip_item (self);
    else
      enter (self, i, self->writer);
  jly_cbor_end (self->writer);
}

static void
copy_map (Copy *self, const JlyCborToken *token)
{
  jly_cbor_begin_map (self->writer, token->value);
  for (guint64 i = 0; i < token->value; i++)
    {
      JlyCborToken key = take (self);

      jly_cbor_put_key (self->writer, key.value);
      enter (self, key.value, self->writer);
    }
  jly_cbor_end (self->writer);
}

static void
copy_item (Copy *self, JlyCborWriter *writer)
{
  JlyCborWriter *outer = self->writer;
  JlyCborToken token = take (self);
  gboolean is_changed = token.kind != JLY_CBOR_MAP && is_place (self, token.kind);

  self->writer = writer;
  switch (token.kind)
    {
    case JLY_CBOR_UINT:
      jly_cbor_put_uint (writer,
                         is_changed ? change_number (token.value, self->variant) : token.value);
      break;
    case JLY_CBOR_NEGATIVE:
      jly_cbor_put_int (
          writer,
          -1 - (gint64)(is_changed ? token.value ^ ((guint64)1 << self->variant) : token.value));
      break;
    case JLY_CBOR_BYTES:
    case JLY_CBOR_TEXT:
      copy_string (self, &token, is_changed);
      break;
    case JLY_CBOR_ARRAY:
      copy_array (self, &token, is_changed);
      break;
    case JLY_CBOR_MAP:
      copy_map (self, &token);
      break;
    default:
      g_assert_not_reached ();
    }
  self->writer = outer;
}

GBytes *
cbor_change (GBytes *bytes, guint place, guint variant, char **path)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  Copy copy = { .writer = writer, .place = place, .variant = variant };

  copy.bytes = g_bytes_get_data (bytes, &copy.n);
  copy.path = g_string_new (NULL);
  copy_item (&copy, writer);
  g_assert_cmpuint (copy.n, ==, 0);
  g_string_free (copy.path, TRUE);
  *path = copy.found;
  return copy.found != NULL ? jly_cbor_writer_finish (writer, NULL) : NULL;
}
