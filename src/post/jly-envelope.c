/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-envelope.h; bytes in PROTOCOL.md. What was sealed is wiped; what is sealed tells nothing.
 */
#include "config.h"

#include "post/jly-envelope.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PURPOSE "envelope"
#define MARK "envelope-mark"
#define SIGNATURE_BYTES 64
#define LENGTH_BYTES 4
#define MAX_KIND 255

enum
{
  OUTSIDE_FORMAT = 1,
  OUTSIDE_MARK,
  OUTSIDE_SEALED,
  N_OUTSIDE_KEYS = OUTSIDE_SEALED
};

enum
{
  LETTER_STUDY = 1,
  LETTER_CONTRACT,
  LETTER_SENDER,
  LETTER_RECEIVER,
  LETTER_NUMBER,
  LETTER_KIND,
  LETTER_BODY,
  N_LETTER_KEYS = LETTER_BODY
};

/* The outside, read. */
typedef struct
{
  guint8 mark[JLY_ENVELOPE_MARK_BYTES];
  GBytes *sealed;
} Outside;

static gboolean
fail_changed (GError **error)
{
  const JlyErrorDetail detail = {
    .step = "envelope",
    .next = _ ("Ask its sender to save it again, or to send it in another way."),
  };

  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("A message is damaged or was changed on its way."));
}

static gboolean
fail_newer (GError **error)
{
  const JlyErrorDetail detail = {
    .step = "envelope",
    .next = _ ("Install the newer version of Jointly, then open the message again."),
  };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("A message was written by a newer version of Jointly."));
}

JlyEnvelope *
jly_envelope_new (const guint8 study[JLY_ENVELOPE_STUDY_BYTES],
                  const guint8 *contract,
                  const guint8 receiver[32],
                  guint64 number,
                  guint kind,
                  GBytes *body)
{
  JlyEnvelope *self = g_new0 (JlyEnvelope, 1);

  memcpy (self->study, study, sizeof self->study);
  if (contract != NULL)
    memcpy (self->contract, contract, sizeof self->contract);
  memcpy (self->receiver, receiver, sizeof self->receiver);
  self->number = number;
  self->kind = kind;
  self->body = g_bytes_ref (body);
  return self;
}

void
jly_envelope_free (JlyEnvelope *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
jly_envelope_mark (const guint8 study[JLY_ENVELOPE_STUDY_BYTES],
                   const guint8 receiver[32],
                   guint8 mark[JLY_ENVELOPE_MARK_BYTES])
{
  guint8 both[JLY_ENVELOPE_STUDY_BYTES + 32], hash[JLY_ENVELOPE_HASH_BYTES];

  memcpy (both, study, JLY_ENVELOPE_STUDY_BYTES);
  memcpy (both + JLY_ENVELOPE_STUDY_BYTES, receiver, 32);
  jly_hash (MARK, both, sizeof both, hash);
  memcpy (mark, hash, JLY_ENVELOPE_MARK_BYTES);
}

char *
jly_envelope_study_to_text (const guint8 study[JLY_ENVELOPE_STUDY_BYTES])
{
  char *text = g_malloc (2 * JLY_ENVELOPE_STUDY_BYTES + 1);

  return sodium_bin2hex (text, 2 * JLY_ENVELOPE_STUDY_BYTES + 1, study, JLY_ENVELOPE_STUDY_BYTES);
}

gboolean
jly_envelope_study_from_text (const char *text, guint8 study[JLY_ENVELOPE_STUDY_BYTES])
{
  gsize n = strlen (text);

  return n == 2 * JLY_ENVELOPE_STUDY_BYTES && strspn (text, "0123456789abcdef") == n
         && sodium_hex2bin (study, JLY_ENVELOPE_STUDY_BYTES, text, n, NULL, NULL, NULL) == 0;
}

/* The smallest of the sizes that a carrier may see. */
static gsize
find_class (gsize n)
{
  static const gsize small[] = { 1024, 4096, 16384 };

  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    if (n <= small[i])
      return small[i];
  return (n + 65535) / 65536 * 65536;
}

static GBytes *
encode_letter (const JlyEnvelope *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  gsize n;
  const guint8 *body = g_bytes_get_data (self->body, &n);

  jly_cbor_begin_map (writer, N_LETTER_KEYS);
  jly_cbor_put_key (writer, LETTER_STUDY);
  jly_cbor_put_bytes (writer, self->study, sizeof self->study);
  jly_cbor_put_key (writer, LETTER_CONTRACT);
  jly_cbor_put_bytes (writer, self->contract, sizeof self->contract);
  jly_cbor_put_key (writer, LETTER_SENDER);
  jly_cbor_put_bytes (writer, self->sender, sizeof self->sender);
  jly_cbor_put_key (writer, LETTER_RECEIVER);
  jly_cbor_put_bytes (writer, self->receiver, sizeof self->receiver);
  jly_cbor_put_key (writer, LETTER_NUMBER);
  jly_cbor_put_uint (writer, self->number);
  jly_cbor_put_key (writer, LETTER_KIND);
  jly_cbor_put_uint (writer, self->kind);
  jly_cbor_put_key (writer, LETTER_BODY);
  jly_cbor_put_bytes (writer, body, n);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

void
jly_envelope_hash (const JlyEnvelope *self, guint8 hash[JLY_ENVELOPE_HASH_BYTES])
{
  g_autoptr (GBytes) letter = encode_letter (self);
  gsize n;
  const guint8 *bytes = g_bytes_get_data (letter, &n);

  jly_hash (PURPOSE, bytes, n, hash);
}

/* Length, letter, signature, and zeros up to the next size. */
static GBytes *
pad (GBytes *letter, const guint8 signature[SIGNATURE_BYTES])
{
  gsize n, size;
  const guint8 *bytes = g_bytes_get_data (letter, &n);
  guint32 length = GUINT32_TO_BE ((guint32)n);
  guint8 *plain;

  size = find_class (LENGTH_BYTES + n + SIGNATURE_BYTES);
  plain = jly_secret_buffer_new (size);
  memset (plain, 0, size);
  memcpy (plain, &length, LENGTH_BYTES);
  memcpy (plain + LENGTH_BYTES, bytes, n);
  memcpy (plain + LENGTH_BYTES + n, signature, SIGNATURE_BYTES);
  return jly_secret_bytes_take (plain, size);
}

static GBytes *
encode_outside (const guint8 mark[JLY_ENVELOPE_MARK_BYTES], GBytes *sealed, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  gsize n;
  const guint8 *bytes = g_bytes_get_data (sealed, &n);

  jly_cbor_begin_map (writer, N_OUTSIDE_KEYS);
  jly_cbor_put_key (writer, OUTSIDE_FORMAT);
  jly_cbor_put_uint (writer, JLY_ENVELOPE_FORMAT);
  jly_cbor_put_key (writer, OUTSIDE_MARK);
  jly_cbor_put_bytes (writer, mark, JLY_ENVELOPE_MARK_BYTES);
  jly_cbor_put_key (writer, OUTSIDE_SEALED);
  jly_cbor_put_bytes (writer, bytes, n);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, error);
}

GBytes *
jly_envelope_seal (JlyEnvelope *self,
                   const JlyIdentity *sender,
                   const guint8 sealing[32],
                   GError **error)
{
  g_autoptr (GBytes) letter = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) context = NULL;
  guint8 mark[JLY_ENVELOPE_MARK_BYTES], signature[SIGNATURE_BYTES], unused[32];
  gsize n;
  const guint8 *bytes;

  if (g_bytes_get_size (self->body) > JLY_ENVELOPE_MAX_BODY)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This is too long for one message."));
      return NULL;
    }
  jly_identity_get_public (sender, self->sender, unused, unused);
  letter = encode_letter (self);
  bytes = g_bytes_get_data (letter, &n);
  jly_identity_sign (sender, PURPOSE, bytes, n, signature);
  plain = pad (letter, signature);
  jly_envelope_mark (self->study, self->receiver, mark);
  context = g_bytes_new (mark, sizeof mark);
  sealed = jly_seal (sealing, PURPOSE, context, plain);
  if (sealed == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL,
                _ ("The key of the one whom a message is for cannot be anybody’s."));
      return NULL;
    }
  return encode_outside (mark, sealed, error);
}

/* The format stands first, at a fixed place, so that a later one may look different after it. */
static gboolean
is_newer (GBytes *bytes)
{
  gsize n;
  const guint8 *start = g_bytes_get_data (bytes, &n);

  return n > 3 && start[0] >= 0xa1 && start[0] <= 0xb7 && start[1] == OUTSIDE_FORMAT
         && start[2] > JLY_ENVELOPE_FORMAT && start[2] <= 0x18;
}

static gboolean
read_outside (GBytes *bytes, Outside *outside, GError **error)
{
  g_autoptr (JlyCborReader) reader = NULL;
  guint64 format = 0;

  if (g_bytes_get_size (bytes) > JLY_ENVELOPE_MAX_BYTES)
    return fail_changed (error);
  if (is_newer (bytes))
    return fail_newer (error);
  reader = jly_cbor_reader_new (bytes, "a message");
  jly_cbor_enter_map (reader, "envelope", N_OUTSIDE_KEYS);
  jly_cbor_get_key (reader, "format", OUTSIDE_FORMAT);
  if (jly_cbor_get_uint (reader, "format", JLY_ENVELOPE_FORMAT, &format)
      && format != JLY_ENVELOPE_FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "mark", OUTSIDE_MARK);
  jly_cbor_get_fixed_bytes (reader, "mark", outside->mark, sizeof outside->mark);
  jly_cbor_get_key (reader, "sealed", OUTSIDE_SEALED);
  jly_cbor_get_bytes (reader, "sealed", JLY_ENVELOPE_MAX_BYTES, &outside->sealed);
  jly_cbor_leave (reader);
  if (jly_cbor_reader_finish (reader, NULL))
    return TRUE;
  g_clear_pointer (&outside->sealed, g_bytes_unref);
  return fail_changed (error);
}

gboolean
jly_envelope_peek (GBytes *bytes, guint8 mark[JLY_ENVELOPE_MARK_BYTES], GError **error)
{
  Outside outside = { 0 };

  if (!read_outside (bytes, &outside, error))
    return FALSE;
  memcpy (mark, outside.mark, sizeof outside.mark);
  g_bytes_unref (outside.sealed);
  return TRUE;
}

static JlyEnvelope *
decode_letter (GBytes *letter)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (letter, "a message");
  g_autoptr (JlyEnvelope) self = g_new0 (JlyEnvelope, 1);
  guint64 kind = 0;

  jly_cbor_enter_map (reader, "letter", N_LETTER_KEYS);
  jly_cbor_get_key (reader, "study", LETTER_STUDY);
  jly_cbor_get_fixed_bytes (reader, "study", self->study, sizeof self->study);
  jly_cbor_get_key (reader, "contract", LETTER_CONTRACT);
  jly_cbor_get_fixed_bytes (reader, "contract", self->contract, sizeof self->contract);
  jly_cbor_get_key (reader, "sender", LETTER_SENDER);
  jly_cbor_get_fixed_bytes (reader, "sender", self->sender, sizeof self->sender);
  jly_cbor_get_key (reader, "receiver", LETTER_RECEIVER);
  jly_cbor_get_fixed_bytes (reader, "receiver", self->receiver, sizeof self->receiver);
  jly_cbor_get_key (reader, "number", LETTER_NUMBER);
  jly_cbor_get_uint (reader, "number", G_MAXINT64, &self->number);
  jly_cbor_get_key (reader, "kind", LETTER_KIND);
  jly_cbor_get_uint (reader, "kind", MAX_KIND, &kind);
  jly_cbor_get_key (reader, "body", LETTER_BODY);
  jly_cbor_get_bytes (reader, "body", JLY_ENVELOPE_MAX_BODY, &self->body);
  jly_cbor_leave (reader);
  self->kind = (guint)kind;
  return jly_cbor_reader_finish (reader, NULL) ? g_steal_pointer (&self) : NULL;
}

/* A letter that is whole, in its one form, and signed by the sender that it names. */
static JlyEnvelope *
read_letter (GBytes *plain)
{
  JlyReader reader;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (plain, &n);
  const guint8 *text, *signature, *padding;
  guint32 length = 0;
  gsize left;
  g_autoptr (GBytes) letter = NULL;
  g_autoptr (JlyEnvelope) self = NULL;

  jly_reader_init (&reader, bytes, n, JLY_ENVELOPE_LARGEST_CLASS);
  if (!jly_reader_get_u32 (&reader, &length))
    return NULL;
  text = jly_reader_peek (&reader, length);
  signature = jly_reader_peek (&reader, SIGNATURE_BYTES);
  left = jly_reader_get_left (&reader);
  padding = jly_reader_peek (&reader, left);
  if (padding == NULL || n != find_class (n - left) || !sodium_is_zero (padding, left))
    return NULL;
  letter = g_bytes_new_from_bytes (plain, LENGTH_BYTES, length);
  self = decode_letter (letter);
  if (self == NULL || !jly_verify (self->sender, PURPOSE, text, length, signature))
    return NULL;
  return g_steal_pointer (&self);
}

/* That a letter is for the one who opened it, in the study that the mark on the outside says. */
static gboolean
is_addressed (const JlyEnvelope *self,
              const JlyIdentity *receiver,
              const guint8 mark[JLY_ENVELOPE_MARK_BYTES])
{
  guint8 own[32], unused[32], expected[JLY_ENVELOPE_MARK_BYTES];

  jly_identity_get_public (receiver, own, unused, unused);
  jly_envelope_mark (self->study, own, expected);
  return memcmp (self->receiver, own, sizeof own) == 0
         && memcmp (expected, mark, sizeof expected) == 0;
}

JlyEnvelope *
jly_envelope_open (GBytes *bytes, const JlyIdentity *receiver, GError **error)
{
  Outside outside = { 0 };
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) context = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (JlyEnvelope) self = NULL;

  if (!read_outside (bytes, &outside, error))
    return NULL;
  sealed = outside.sealed;
  context = g_bytes_new (outside.mark, sizeof outside.mark);
  plain = jly_identity_unseal (receiver, PURPOSE, context, sealed);
  self = plain != NULL ? read_letter (plain) : NULL;
  if (self == NULL || !is_addressed (self, receiver, outside.mark))
    {
      fail_changed (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
