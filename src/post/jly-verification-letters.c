/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What founders send each other, and what is kept. See jly-verification.h. */
#include "config.h"

#include "post/jly-verification-private.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define FORMAT 1

enum
{
  COMMITMENT_DRAFT = 1,
  COMMITMENT_KEYS,
  COMMITMENT_VALUE,
  N_COMMITMENT_KEYS = COMMITMENT_VALUE
};

enum
{
  REVEAL_DRAFT = 1,
  REVEAL_NUMBER,
  N_REVEAL_KEYS = REVEAL_NUMBER
};

enum
{
  KEPT_FORMAT = 1,
  KEPT_DRAFT,
  KEPT_KEYS,
  KEPT_OWN,
  KEPT_STATE,
  KEPT_OTHER, /* place + 1 */
  KEPT_TRIES,
  KEPT_PARTS, /* commitments and numbers in turn, empty while missing */
  N_KEPT_KEYS = KEPT_PARTS
};

static void
put (JlyCborWriter *writer, guint64 key, const guint8 bytes[JLY_VERIFICATION_BYTES])
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, bytes, JLY_VERIFICATION_BYTES);
}

static void
get (JlyCborReader *reader, guint64 key, const char *field, guint8 bytes[JLY_VERIFICATION_BYTES])
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, bytes, JLY_VERIFICATION_BYTES);
}

GBytes *
jly_verification_commit (const JlyVerification *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_COMMITMENT_KEYS);
  put (writer, COMMITMENT_DRAFT, self->draft);
  put (writer, COMMITMENT_KEYS, self->keys);
  put (writer, COMMITMENT_VALUE, self->parts[self->own].commitment);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

GBytes *
jly_verification_reveal (const JlyVerification *self)
{
  g_autoptr (JlyCborWriter) writer = NULL;

  if (self->state < JLY_VERIFICATION_REVEALING || self->state >= JLY_VERIFICATION_KEY_CHANGED)
    return NULL;
  writer = jly_cbor_writer_new ();
  jly_cbor_begin_map (writer, N_REVEAL_KEYS);
  put (writer, REVEAL_DRAFT, self->draft);
  put (writer, REVEAL_NUMBER, self->parts[self->own].number);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static gboolean
fail_unreadable (const JlyVerification *self, guint from, GError **error)
{
  const JlyErrorDetail detail = {
    .party = self->founders[from].name,
    .step = "verification",
    .next = _ ("Ask for it to be sent again."),
  };

  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("What “%s” sent for the verification words cannot be read."),
                   self->founders[from].name);
}

gboolean
jly_verification_take_commitment (JlyVerification *self, guint from, GBytes *body, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (body, "the commitment");
  guint8 draft[JLY_VERIFICATION_BYTES], keys[JLY_VERIFICATION_BYTES], value[JLY_VERIFICATION_BYTES];
  JlyVerificationPart *part = &self->parts[from];

  g_assert (from < self->n_founders && from != self->own);
  if (!jly_verification_check (self, error))
    return FALSE;
  jly_cbor_enter_map (reader, "commitment", N_COMMITMENT_KEYS);
  get (reader, COMMITMENT_DRAFT, "draft", draft);
  get (reader, COMMITMENT_KEYS, "keys", keys);
  get (reader, COMMITMENT_VALUE, "commitment", value);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL))
    return fail_unreadable (self, from, error);
  if (memcmp (keys, self->keys, sizeof keys) != 0)
    return jly_verification_block (self, JLY_VERIFICATION_KEY_CHANGED, from, error);
  if (memcmp (draft, self->draft, sizeof draft) != 0)
    return jly_verification_block (self, JLY_VERIFICATION_DRAFT_CHANGED, from, error);
  if (part->has_commitment && memcmp (part->commitment, value, sizeof value) != 0)
    return jly_verification_block (self, JLY_VERIFICATION_BROKEN, from, error);
  memcpy (part->commitment, value, sizeof value);
  part->has_commitment = TRUE;
  jly_verification_advance (self);
  return TRUE;
}

gboolean
jly_verification_take_reveal (JlyVerification *self, guint from, GBytes *body, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (body, "the number");
  guint8 draft[JLY_VERIFICATION_BYTES], number[JLY_VERIFICATION_BYTES];
  guint8 expected[JLY_VERIFICATION_BYTES];
  const JlyErrorDetail early = {
    .party = self->founders[from].name,
    .step = "early",
    .next = _ ("Wait until all have sent their first parts."),
  };

  g_assert (from < self->n_founders && from != self->own);
  if (!jly_verification_check (self, error))
    return FALSE;
  if (self->state == JLY_VERIFICATION_COMMITTING)
    return jly_fail (error, JLY_ERROR_REFUSED, &early,
                     _ ("The second part of “%s” came before the first parts of all."),
                     self->founders[from].name);
  jly_cbor_enter_map (reader, "number", N_REVEAL_KEYS);
  get (reader, REVEAL_DRAFT, "draft", draft);
  get (reader, REVEAL_NUMBER, "number", number);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL))
    return fail_unreadable (self, from, error);
  jly_verification_hash_part (self, from, number, expected);
  if (memcmp (draft, self->draft, sizeof draft) != 0
      || memcmp (expected, self->parts[from].commitment, sizeof expected) != 0)
    return jly_verification_block (self, JLY_VERIFICATION_BROKEN, from, error);
  memcpy (self->parts[from].number, number, sizeof number);
  self->parts[from].has_number = TRUE;
  jly_verification_advance (self);
  return TRUE;
}

static void
put_parts (JlyCborWriter *writer, const JlyVerification *self)
{
  jly_cbor_begin_array (writer, 2 * self->n_founders);
  for (guint i = 0; i < self->n_founders; i++)
    {
      const JlyVerificationPart *part = &self->parts[i];

      jly_cbor_put_bytes (writer, part->commitment,
                          part->has_commitment ? JLY_VERIFICATION_BYTES : 0);
      jly_cbor_put_bytes (writer, part->number, part->has_number ? JLY_VERIFICATION_BYTES : 0);
    }
  jly_cbor_end (writer);
}

GBytes *
jly_verification_encode (const JlyVerification *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEPT_KEYS);
  jly_cbor_put_key (writer, KEPT_FORMAT);
  jly_cbor_put_uint (writer, FORMAT);
  put (writer, KEPT_DRAFT, self->draft);
  put (writer, KEPT_KEYS, self->keys);
  jly_cbor_put_key (writer, KEPT_OWN);
  jly_cbor_put_uint (writer, self->own);
  jly_cbor_put_key (writer, KEPT_STATE);
  jly_cbor_put_uint (writer, self->state);
  jly_cbor_put_key (writer, KEPT_OTHER);
  jly_cbor_put_uint (writer, (guint64)(self->other + 1));
  jly_cbor_put_key (writer, KEPT_TRIES);
  jly_cbor_put_uint (writer, self->n_tries);
  jly_cbor_put_key (writer, KEPT_PARTS);
  put_parts (writer, self);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
get_part (JlyCborReader *reader, gboolean *has, guint8 bytes[JLY_VERIFICATION_BYTES])
{
  g_autoptr (GBytes) value = NULL;

  *has = jly_cbor_get_bytes (reader, "part", JLY_VERIFICATION_BYTES, &value)
         && g_bytes_get_size (value) > 0;
  if (*has && g_bytes_get_size (value) == JLY_VERIFICATION_BYTES)
    memcpy (bytes, g_bytes_get_data (value, NULL), JLY_VERIFICATION_BYTES);
  else if (*has)
    jly_cbor_refuse (reader, "part");
}

static void
get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max, guint64 *value)
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_uint (reader, field, max, value);
}

static gboolean
decode (JlyVerification *self, JlyCborReader *reader)
{
  guint8 draft[JLY_VERIFICATION_BYTES] = { 0 }, keys[JLY_VERIFICATION_BYTES] = { 0 };
  guint64 format = 0, own = G_MAXUINT, state = 0, other = 0, n_tries = 0;
  gsize n = 0;

  jly_cbor_enter_map (reader, "verification", N_KEPT_KEYS);
  get_uint (reader, KEPT_FORMAT, "format", FORMAT, &format);
  get (reader, KEPT_DRAFT, "draft", draft);
  get (reader, KEPT_KEYS, "keys", keys);
  get_uint (reader, KEPT_OWN, "own", self->n_founders - 1, &own);
  get_uint (reader, KEPT_STATE, "state", JLY_N_VERIFICATION_STATES - 1, &state);
  get_uint (reader, KEPT_OTHER, "other", self->n_founders, &other);
  get_uint (reader, KEPT_TRIES, "tries", JLY_VERIFICATION_TRIES, &n_tries);
  jly_cbor_get_key (reader, "parts", KEPT_PARTS);
  jly_cbor_enter_array (reader, "parts", 2 * self->n_founders, &n);
  for (gsize i = 0; i < n / 2; i++)
    {
      get_part (reader, &self->parts[i].has_commitment, self->parts[i].commitment);
      get_part (reader, &self->parts[i].has_number, self->parts[i].number);
    }
  jly_cbor_leave (reader);
  jly_cbor_leave (reader);
  self->state = (JlyVerificationState)state;
  self->other = (gint)other - 1;
  self->n_tries = (guint)n_tries;
  return jly_cbor_reader_finish (reader, NULL) && n == 2 * self->n_founders && format == FORMAT
         && own == self->own && memcmp (draft, self->draft, sizeof draft) == 0
         && memcmp (keys, self->keys, sizeof keys) == 0 && self->parts[self->own].has_number;
}

JlyVerification *
jly_verification_decode (GBytes *bytes,
                         const guint8 draft[32],
                         const JlyFounder *founders,
                         guint n_founders,
                         guint own,
                         GError **error)
{
  g_autoptr (JlyVerification) self = jly_verification_new (draft, founders, n_founders, own);
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the verification");
  const JlyErrorDetail detail = {
    .step = "verification",
    .next = _ ("Begin the verification of this draft anew, with all."),
  };

  if (!decode (self, reader))
    {
      jly_fail (error, JLY_ERROR_DATA, &detail,
                _ ("What was kept of the verification belongs to another draft or other keys."));
      return NULL;
    }
  jly_verification_advance (self);
  return g_steal_pointer (&self);
}
