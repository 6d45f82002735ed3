/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-cbor-reader.h. */
#include "config.h"

#include "base/jly-cbor-reader.h"

#include "base/jly-cbor-token.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _JlyCborReader
{
  GBytes *all; /* keeps bytes alive */
  char *what;
  const guint8 *bytes;
  gsize n;
  gsize at;
  /* Values and keys still to be read in each container, the root being the first. */
  gsize left[JLY_CBOR_MAX_DEPTH + 1];
  guint depth;
  gboolean failed;
  char *field; /* where it failed; NULL: the whole */
};

JlyCborReader *
jly_cbor_reader_new (GBytes *bytes, const char *what)
{
  JlyCborReader *self = g_new0 (JlyCborReader, 1);

  self->all = g_bytes_ref (bytes);
  self->what = g_strdup (what);
  self->bytes = g_bytes_get_data (bytes, &self->n);
  self->left[0] = 1;
  self->failed = !jly_cbor_is_canonical (bytes);
  return self;
}

void
jly_cbor_reader_free (JlyCborReader *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->all);
  g_free (self->what);
  g_free (self->field);
  g_free (self);
}

gboolean
jly_cbor_refuse (JlyCborReader *self, const char *field)
{
  if (!self->failed)
    {
      self->failed = TRUE;
      self->field = g_strdup (field);
    }
  return FALSE;
}

static gboolean
take (JlyCborReader *self, const char *field, JlyCborKind kind, JlyCborToken *token)
{
  gsize used;

  if (self->failed || self->left[self->depth] == 0
      || !jly_cbor_next_token (self->bytes + self->at, self->n - self->at, token, &used)
      || token->kind != kind)
    return jly_cbor_refuse (self, field);
  self->at += used;
  self->left[self->depth]--;
  return TRUE;
}

static gboolean
take_up_to (
    JlyCborReader *self, const char *field, JlyCborKind kind, guint64 max, JlyCborToken *token)
{
  return take (self, field, kind, token) && (token->value <= max || jly_cbor_refuse (self, field));
}

gboolean
jly_cbor_get_uint (JlyCborReader *self, const char *field, guint64 max, guint64 *value)
{
  JlyCborToken token;

  if (!take_up_to (self, field, JLY_CBOR_UINT, max, &token))
    return FALSE;
  *value = token.value;
  return TRUE;
}

static gboolean
is_negative_next (const JlyCborReader *self)
{
  return self->at < self->n && self->bytes[self->at] >> 5 == 1;
}

gboolean
jly_cbor_get_int (JlyCborReader *self, const char *field, gint64 min, gint64 max, gint64 *value)
{
  gboolean is_negative = is_negative_next (self);
  JlyCborToken token;
  gint64 number;

  if (!take_up_to (self, field, is_negative ? JLY_CBOR_NEGATIVE : JLY_CBOR_UINT, G_MAXINT64,
                   &token))
    return FALSE;
  number = is_negative ? -1 - (gint64)token.value : (gint64)token.value;
  if (number < min || number > max)
    return jly_cbor_refuse (self, field);
  *value = number;
  return TRUE;
}

gboolean
jly_cbor_get_fixed_bytes (JlyCborReader *self, const char *field, guint8 *out, gsize n)
{
  JlyCborToken token;

  if (!take_up_to (self, field, JLY_CBOR_BYTES, n, &token))
    return FALSE;
  if (token.value != n)
    return jly_cbor_refuse (self, field);
  if (n > 0)
    memcpy (out, token.bytes, n);
  return TRUE;
}

gboolean
jly_cbor_get_bytes (JlyCborReader *self, const char *field, gsize max, GBytes **bytes)
{
  JlyCborToken token;

  if (!take_up_to (self, field, JLY_CBOR_BYTES, max, &token))
    return FALSE;
  *bytes = g_bytes_new (token.bytes, token.value);
  return TRUE;
}

gboolean
jly_cbor_get_text (JlyCborReader *self, const char *field, gsize max, char **text)
{
  JlyCborToken token;

  if (!take_up_to (self, field, JLY_CBOR_TEXT, max, &token))
    return FALSE;
  *text = g_strndup ((const char *)token.bytes, token.value);
  return TRUE;
}

static gboolean
enter (JlyCborReader *self, const char *field, gsize n_values)
{
  /* The check at the start has bounded the depth already. */
  if (self->depth == JLY_CBOR_MAX_DEPTH)
    return jly_cbor_refuse (self, field);
  self->left[++self->depth] = n_values;
  return TRUE;
}

gboolean
jly_cbor_enter_array (JlyCborReader *self, const char *field, gsize max, gsize *n_items)
{
  JlyCborToken token;

  *n_items = 0;
  if (!take_up_to (self, field, JLY_CBOR_ARRAY, max, &token) || !enter (self, field, token.value))
    return FALSE;
  *n_items = token.value;
  return TRUE;
}

gboolean
jly_cbor_enter_map (JlyCborReader *self, const char *field, gsize n_pairs)
{
  JlyCborToken token;

  if (!take_up_to (self, field, JLY_CBOR_MAP, n_pairs, &token))
    return FALSE;
  if (token.value != n_pairs)
    return jly_cbor_refuse (self, field);
  return enter (self, field, 2 * n_pairs);
}

gboolean
jly_cbor_get_key (JlyCborReader *self, const char *field, guint64 key)
{
  guint64 found;

  if (!jly_cbor_get_uint (self, field, G_MAXUINT64, &found))
    return FALSE;
  return found == key || jly_cbor_refuse (self, field);
}

gboolean
jly_cbor_leave (JlyCborReader *self)
{
  if (self->failed)
    return FALSE;
  g_assert (self->depth > 0);
  if (self->left[self->depth] > 0)
    return jly_cbor_refuse (self, NULL);
  self->depth--;
  return TRUE;
}

gboolean
jly_cbor_reader_finish (JlyCborReader *self, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Ask whoever sent it to send it again.") };

  if (!self->failed && (self->depth > 0 || self->at != self->n))
    jly_cbor_refuse (self, NULL);
  if (!self->failed)
    return TRUE;
  if (self->field != NULL)
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("In %s the field “%s” is not what was agreed."), self->what, self->field);
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("Nothing can be read from %s: it is damaged or was not written by Jointly."),
                   self->what);
}
