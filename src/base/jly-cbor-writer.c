/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-cbor-writer.h. libcbor's encoders choose the shortest head, which is what section 4.2.1
 * asks for; order and counts are watched here. */
#include "config.h"

#include "base/jly-cbor-writer.h"

#include "base/jly-error.h"
#include "base/jly-writer.h"

#include <cbor.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  gboolean is_map;
  gboolean has_key; /* a key waits for its value */
  gsize left;       /* items or pairs still to come */
  guint64 next_key; /* the smallest key that may come */
  gboolean is_full; /* the largest possible key was used */
} Level;

struct _JlyCborWriter
{
  JlyWriter out;
  Level levels[JLY_CBOR_MAX_DEPTH];
  guint depth;
  gboolean has_root;
  gboolean has_bad_text;
};

JlyCborWriter *
jly_cbor_writer_new (void)
{
  JlyCborWriter *self = g_new0 (JlyCborWriter, 1);

  jly_writer_init (&self->out, JLY_CBOR_MAX_BYTES);
  return self;
}

void
jly_cbor_writer_free (JlyCborWriter *self)
{
  if (self == NULL)
    return;
  jly_writer_clear (&self->out);
  g_free (self);
}

/* Counts one value against the container it is put into. */
static void
count_value (JlyCborWriter *self)
{
  Level *level;

  if (self->depth == 0)
    {
      g_assert (!self->has_root);
      self->has_root = TRUE;
      return;
    }
  level = &self->levels[self->depth - 1];
  g_assert (level->left > 0 && level->is_map == level->has_key);
  level->left--;
  level->has_key = FALSE;
}

typedef size_t (*EncodeHead) (size_t, unsigned char *, size_t);

static void
put_head (JlyCborWriter *self, EncodeHead encode, guint64 value)
{
  guint8 head[9];

  jly_writer_put_bytes (&self->out, head, encode (value, head, sizeof head));
}

static void
put_negative (JlyCborWriter *self, gint64 value)
{
  guint8 head[9];

  jly_writer_put_bytes (&self->out, head,
                        cbor_encode_negint ((guint64)(-1 - value), head, sizeof head));
}

static void
put_positive (JlyCborWriter *self, guint64 value)
{
  guint8 head[9];

  jly_writer_put_bytes (&self->out, head, cbor_encode_uint (value, head, sizeof head));
}

void
jly_cbor_put_uint (JlyCborWriter *self, guint64 value)
{
  count_value (self);
  put_positive (self, value);
}

void
jly_cbor_put_int (JlyCborWriter *self, gint64 value)
{
  count_value (self);
  if (value < 0)
    put_negative (self, value);
  else
    put_positive (self, (guint64)value);
}

void
jly_cbor_put_bytes (JlyCborWriter *self, const guint8 *bytes, gsize n)
{
  count_value (self);
  put_head (self, cbor_encode_bytestring_start, n);
  jly_writer_put_bytes (&self->out, bytes, n);
}

void
jly_cbor_put_text (JlyCborWriter *self, const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  count_value (self);
  if (composed == NULL)
    {
      self->has_bad_text = TRUE;
      return;
    }
  put_head (self, cbor_encode_string_start, strlen (composed));
  jly_writer_put_bytes (&self->out, (const guint8 *)composed, strlen (composed));
}

static void
begin (JlyCborWriter *self, gboolean is_map, gsize n)
{
  count_value (self);
  g_assert (self->depth < JLY_CBOR_MAX_DEPTH);
  self->levels[self->depth++] = (Level){ .is_map = is_map, .left = n };
}

void
jly_cbor_begin_array (JlyCborWriter *self, gsize n_items)
{
  begin (self, FALSE, n_items);
  put_head (self, cbor_encode_array_start, n_items);
}

void
jly_cbor_begin_map (JlyCborWriter *self, gsize n_pairs)
{
  begin (self, TRUE, n_pairs);
  put_head (self, cbor_encode_map_start, n_pairs);
}

void
jly_cbor_put_key (JlyCborWriter *self, guint64 key)
{
  Level *level;

  g_assert (self->depth > 0);
  level = &self->levels[self->depth - 1];
  g_assert (level->is_map && !level->has_key && !level->is_full && key >= level->next_key);
  level->has_key = TRUE;
  level->is_full = key == G_MAXUINT64;
  level->next_key = key + 1;
  put_positive (self, key);
}

void
jly_cbor_end (JlyCborWriter *self)
{
  g_assert (self->depth > 0);
  g_assert (self->levels[self->depth - 1].left == 0 && !self->levels[self->depth - 1].has_key);
  self->depth--;
}

GBytes *
jly_cbor_writer_finish (JlyCborWriter *self, GError **error)
{
  GBytes *all;

  g_assert (self->has_root && self->depth == 0);
  if (self->has_bad_text)
    {
      jly_fail (error, JLY_ERROR_DATA, &(JlyErrorDetail){ .next = _ ("Save it as UTF-8.") },
                _ ("A name or text holds bytes that are not UTF-8."));
      return NULL;
    }
  all = jly_writer_finish (&self->out);
  if (all == NULL)
    jly_fail (error, JLY_ERROR_DATA, NULL, _ ("The study is too large: it needs more than %u KiB."),
              JLY_CBOR_MAX_BYTES / 1024);
  return all;
}
