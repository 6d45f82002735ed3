/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-card.h. */
#include "config.h"

#include "study/jly-card.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-link.h"
#include "base/jly-own-file.h"
#include "base/jly-plain.h"
#include "study/jly-cbor-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINK_KIND "card"
#define FILE_MAX_BYTES (64u << 10) /* a file may hold the link, and the mail around it */
#define SIGNS_CARD "card"
#define N_GROUPS 5
#define GROUP_DIGITS 4

enum
{
  KEY_FORMAT = 1,
  KEY_NAME,
  KEY_IDENTITY,
  KEY_LINK,
  KEY_SEALING,
  N_SIGNED_KEYS = KEY_SEALING,
  KEY_SIGNATURE,
  N_KEYS = KEY_SIGNATURE
};

/* What is signed (signature NULL), or all of it. */
static GBytes *
encode (const char *name, const JlyPublicKeys *keys, const guint8 signature[64])
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, signature != NULL ? N_KEYS : N_SIGNED_KEYS);
  jly_field_put_uint (writer, KEY_FORMAT, JLY_CARD_FORMAT);
  jly_field_put_text (writer, KEY_NAME, name);
  jly_field_put_hash (writer, KEY_IDENTITY, keys->identity);
  jly_field_put_hash (writer, KEY_LINK, keys->link);
  jly_field_put_hash (writer, KEY_SEALING, keys->sealing);
  if (signature != NULL)
    {
      jly_cbor_put_key (writer, KEY_SIGNATURE);
      jly_cbor_put_bytes (writer, signature, 64);
    }
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= JLY_STUDY_MAX_NAME && jly_plain_is_line (name);
}

GBytes *
jly_card_new (const JlyIdentity *identity, const char *name, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Write the name on one line, and not too long.") };
  g_autoptr (GBytes) body = NULL;
  JlyPublicKeys keys;
  guint8 signature[64];
  gsize n;
  const guint8 *data;

  if (!is_name (name))
    {
      jly_fail (error, JLY_ERROR_USAGE, &detail, "%s", _ ("This name cannot stand on a card."));
      return NULL;
    }
  jly_identity_get_public (identity, keys.identity, keys.link, keys.sealing);
  body = encode (name, &keys, NULL);
  data = g_bytes_get_data (body, &n);
  jly_identity_sign (identity, SIGNS_CARD, data, n, signature);
  return encode (name, &keys, signature);
}

static gboolean
fail_damaged (GError **error)
{
  const JlyErrorDetail detail
      = { .step = "card", .next = _ ("Ask the party to save its card again and send it to you.") };

  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail, "%s",
                   _ ("This file is no card, or it was changed on its way."));
}

char *
jly_card_to_link (GBytes *card)
{
  return jly_link_make (LINK_KIND, card);
}

static gboolean
read_card (GBytes *bytes, char **name, JlyPublicKeys *keys, GError **error)
{
  g_autoptr (JlyCborReader) reader = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *read_name = NULL;
  JlyPublicKeys read;
  guint8 signature[64] = { 0 };
  gsize n;
  const guint8 *data;

  if (g_bytes_get_size (bytes) > JLY_CARD_MAX_BYTES)
    return fail_damaged (error);
  reader = jly_cbor_reader_new (bytes, "card");
  jly_cbor_enter_map (reader, "card", N_KEYS);
  if (jly_field_get_uint (reader, KEY_FORMAT, "format", JLY_CARD_FORMAT) != JLY_CARD_FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_field_get_text (reader, KEY_NAME, "name", JLY_STUDY_MAX_NAME, &read_name);
  jly_field_get_hash (reader, KEY_IDENTITY, "identity", read.identity);
  jly_field_get_hash (reader, KEY_LINK, "link", read.link);
  jly_field_get_hash (reader, KEY_SEALING, "sealing", read.sealing);
  jly_cbor_get_key (reader, "signature", KEY_SIGNATURE);
  jly_cbor_get_fixed_bytes (reader, "signature", signature, sizeof signature);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL) || !is_name (read_name))
    return fail_damaged (error);
  body = encode (read_name, &read, NULL);
  data = g_bytes_get_data (body, &n);
  if (!jly_verify (read.identity, SIGNS_CARD, data, n, signature))
    return fail_damaged (error);
  *name = g_steal_pointer (&read_name);
  *keys = read;
  return TRUE;
}

/* A card itself comes first: its name may look like a link. */
gboolean
jly_card_read (GBytes *bytes, char **name, JlyPublicKeys *keys, GError **error)
{
  gboolean is_begun;
  g_autoptr (GBytes) linked = NULL;

  if (read_card (bytes, name, keys, NULL))
    return TRUE;
  linked = jly_link_find (LINK_KIND, bytes, JLY_CARD_MAX_BYTES, &is_begun);
  return read_card (linked != NULL ? linked : bytes, name, keys, error);
}

gboolean
jly_card_load (const char *path, char **name, JlyPublicKeys *keys, GError **error)
{
  const JlyErrorDetail detail = { .file = path };
  g_autoptr (GBytes) bytes = jly_own_file_load (path, FILE_MAX_BYTES, error);

  if (bytes != NULL && jly_card_read (bytes, name, keys, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return FALSE;
}

char *
jly_card_check_number (const JlyPublicKeys *keys)
{
  guint8 all[96], hash[32];
  GString *number = g_string_new (NULL);

  memcpy (all, keys->identity, 32);
  memcpy (all + 32, keys->link, 32);
  memcpy (all + 64, keys->sealing, 32);
  jly_hash ("card-number", all, sizeof all, hash);
  for (guint i = 0; i < N_GROUPS * GROUP_DIGITS / 2; i++)
    g_string_append_printf (number, "%s%02x", i > 0 && i % (GROUP_DIGITS / 2) == 0 ? " " : "",
                            hash[i]);
  return g_string_free (number, FALSE);
}
