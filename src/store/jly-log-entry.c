/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-entry.h. Whoever exports a log may have written its entries to be believed: decoding
 * takes only what encoding gives. */
#include "config.h"

#include "store/jly-log-entry.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "crypto/jly-identity.h"
#include "crypto/jly-merkle.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (JLY_LOG_HASH_BYTES == JLY_MERKLE_BYTES);

enum
{
  KEY_NUMBER,
  KEY_KIND,
  KEY_MOMENT,
  KEY_VERSION,
  KEY_WHO,
  KEY_WHAT,
  KEY_SUBJECT,
  KEY_BODY,
  N_KEYS
};

static const struct
{
  const char *name;
  gboolean has_body, has_subject;
} kinds[JLY_N_LOG_KINDS] = {
  [JLY_LOG_NOTE] = { "note", FALSE, FALSE },
  [JLY_LOG_EARLIER] = { "earlier", FALSE, FALSE },
  [JLY_LOG_CONTRACT] = { "contract", TRUE, FALSE },
  [JLY_LOG_SIGNATURE] = { "signature", TRUE, FALSE },
  [JLY_LOG_ACCEPTANCE] = { "acceptance", TRUE, FALSE },
  [JLY_LOG_MANDATE] = { "mandate", TRUE, FALSE },
  [JLY_LOG_INPUTS] = { "inputs", TRUE, FALSE },
  [JLY_LOG_QUESTION] = { "question", TRUE, TRUE },
  [JLY_LOG_DECISION] = { "decision", TRUE, TRUE },
  [JLY_LOG_ATTEMPT] = { "attempt", TRUE, TRUE },
  [JLY_LOG_FAILED] = { "failed", TRUE, TRUE },
  [JLY_LOG_ANSWER] = { "answer", TRUE, TRUE },
  [JLY_LOG_REFUSAL] = { "refusal", TRUE, TRUE },
  [JLY_LOG_HEAD] = { "head", TRUE, FALSE },
  [JLY_LOG_ERASED] = { "erased", FALSE, FALSE },
};

const char *
jly_log_kind_name (JlyLogKind kind)
{
  return kinds[kind].name;
}

gboolean
jly_log_kind_has_body (JlyLogKind kind)
{
  return kinds[kind].has_body;
}

JlyLogEntry *
jly_log_entry_new (JlyLogKind kind, gint64 moment, const char *who, const char *what)
{
  JlyLogEntry *self = g_new0 (JlyLogEntry, 1);

  self->kind = kind;
  self->moment = MAX (moment, 0);
  self->who = g_strdup (who);
  self->what = g_strdup (what);
  self->has_subject = kinds[kind].has_subject;
  self->has_body = kinds[kind].has_body;
  return self;
}

void
jly_log_entry_free (JlyLogEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

static void
put_hash (JlyCborWriter *writer, guint64 key, gboolean has, const guint8 *hash)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, hash, has ? JLY_LOG_HASH_BYTES : 0);
}

static void
put_uint (JlyCborWriter *writer, guint64 key, guint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_uint (writer, value);
}

static void
put_text (JlyCborWriter *writer, guint64 key, const char *text)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_text (writer, text);
}

GBytes *
jly_log_entry_encode (const JlyLogEntry *self, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  jly_cbor_begin_map (writer, N_KEYS);
  put_uint (writer, KEY_NUMBER, self->number);
  put_uint (writer, KEY_KIND, self->kind);
  put_uint (writer, KEY_MOMENT, (guint64)self->moment);
  put_uint (writer, KEY_VERSION, self->version);
  put_text (writer, KEY_WHO, self->who);
  put_text (writer, KEY_WHAT, self->what);
  put_hash (writer, KEY_SUBJECT, self->has_subject, self->subject);
  put_hash (writer, KEY_BODY, self->has_body, self->body);
  jly_cbor_end (writer);
  if (strlen (self->who) + strlen (self->what) <= JLY_LOG_MAX_TEXT)
    bytes = jly_cbor_writer_finish (writer, NULL);
  if (bytes == NULL)
    jly_fail (error, JLY_ERROR_USAGE, NULL,
              _ ("A line of the log is longer than a log can hold, or is no text."));
  return g_steal_pointer (&bytes);
}

/* Exactly n bytes if has, else none. */
static void
get_hash (JlyCborReader *reader, guint64 key, const char *field, gboolean has, guint8 *hash)
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, hash, has ? JLY_LOG_HASH_BYTES : 0);
}

static guint64
get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_uint (reader, field, max, &value);
  return value;
}

static void
get_text (JlyCborReader *reader, guint64 key, const char *field, char **text)
{
  jly_cbor_get_key (reader, field, key);
  if (!jly_cbor_get_text (reader, field, JLY_LOG_MAX_TEXT, text))
    *text = g_strdup ("");
}

JlyLogEntry *
jly_log_entry_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the log");
  g_autoptr (JlyLogEntry) self = g_new0 (JlyLogEntry, 1);

  jly_cbor_enter_map (reader, "entry", N_KEYS);
  self->number = get_uint (reader, KEY_NUMBER, "number", G_MAXINT64);
  self->kind = (JlyLogKind)get_uint (reader, KEY_KIND, "kind", JLY_N_LOG_KINDS - 1);
  self->moment = (gint64)get_uint (reader, KEY_MOMENT, "moment", G_MAXINT64);
  self->version = (guint)get_uint (reader, KEY_VERSION, "version", G_MAXINT32);
  get_text (reader, KEY_WHO, "who", &self->who);
  get_text (reader, KEY_WHAT, "what", &self->what);
  self->has_subject = kinds[self->kind].has_subject;
  self->has_body = kinds[self->kind].has_body;
  get_hash (reader, KEY_SUBJECT, "subject", self->has_subject, self->subject);
  get_hash (reader, KEY_BODY, "body", self->has_body, self->body);
  if (strlen (self->who) + strlen (self->what) > JLY_LOG_MAX_TEXT || self->number == 0)
    jly_cbor_refuse (reader, "what");
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jly_log_body_hash (GBytes *salted, guint8 hash[JLY_LOG_HASH_BYTES])
{
  gsize n;
  const guint8 *bytes = g_bytes_get_data (salted, &n);

  jly_hash ("log-body", bytes, n, hash);
}

GBytes *
jly_log_body_salt (GBytes *content)
{
  gsize n;
  const guint8 *bytes = g_bytes_get_data (content, &n);
  guint8 *salted = jly_secret_buffer_new (JLY_LOG_SALT_BYTES + n);

  jly_secret_init ();
  randombytes_buf (salted, JLY_LOG_SALT_BYTES);
  if (n > 0)
    memcpy (salted + JLY_LOG_SALT_BYTES, bytes, n);
  return jly_secret_bytes_take (salted, JLY_LOG_SALT_BYTES + n);
}

GBytes *
jly_log_body_get_content (GBytes *salted)
{
  gsize n = g_bytes_get_size (salted);

  if (n < JLY_LOG_SALT_BYTES)
    return NULL;
  return g_bytes_new_from_bytes (salted, JLY_LOG_SALT_BYTES, n - JLY_LOG_SALT_BYTES);
}
