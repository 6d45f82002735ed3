/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object and its bytes. See jly-invitation.h. */
#include "config.h"

#include "post/jly-invitation.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PURPOSE "invitation"
#define SIGNATURE_BYTES 64
#define MAX_ID 64
#define MAX_ROLES 0xffff
#define MAX_ADDRESS 260

enum
{
  OUTSIDE_FORMAT = 1,
  OUTSIDE_INVITATION,
  OUTSIDE_SIGNATURE,
  N_OUTSIDE_KEYS = OUTSIDE_SIGNATURE
};

enum
{
  KEY_STUDY = 1,
  KEY_CASE,
  KEY_TITLE,
  KEY_INVITER,
  KEY_ORGANIZATION,
  KEY_IDENTITY,
  KEY_LINK,
  KEY_SEALING,
  KEY_ROLES,
  KEY_SECRET,
  KEY_EXPIRES,
  KEY_BRINGS,
  KEY_LEARNS,
  KEY_ADDRESSES,
  N_KEYS = KEY_ADDRESSES
};

static JlyInvitation *
invitation_alloc (void)
{
  JlyInvitation *self = g_new0 (JlyInvitation, 1);

  self->case_id = g_strdup ("");
  self->title = g_strdup ("");
  self->inviter = g_strdup ("");
  self->organization = g_strdup ("");
  self->brings = g_ptr_array_new_with_free_func (g_free);
  self->learns = g_ptr_array_new_with_free_func (g_free);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  return self;
}

JlyInvitation *
jly_invitation_new (const JlyIdentity *inviter)
{
  JlyInvitation *self = invitation_alloc ();

  randombytes_buf (self->secret, sizeof self->secret);
  jly_identity_get_public (inviter, self->identity, self->link, self->sealing);
  return self;
}

void
jly_invitation_free (JlyInvitation *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->inviter);
  g_free (self->organization);
  g_ptr_array_unref (self->brings);
  g_ptr_array_unref (self->learns);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

/* What people are shown is one line, without signs that make it look like another. */
static gboolean
is_line (const char *text, gsize max)
{
  return strlen (text) <= max && jly_plain_is_line (text);
}

static gboolean
are_lines (const GPtrArray *lines, gsize max)
{
  for (guint i = 0; i < lines->len; i++)
    if (*(const char *)lines->pdata[i] == '\0' || !is_line (lines->pdata[i], max))
      return FALSE;
  return lines->len <= JLY_INVITATION_MAX_LINES;
}

/* Both who writes and who reads hold to this. */
static gboolean
is_good (const JlyInvitation *self)
{
  return is_line (self->case_id, MAX_ID) && *self->title != '\0' && *self->inviter != '\0'
         && is_line (self->title, JLY_INVITATION_MAX_NAME)
         && is_line (self->inviter, JLY_INVITATION_MAX_NAME)
         && is_line (self->organization, JLY_INVITATION_MAX_NAME) && self->roles <= MAX_ROLES
         && are_lines (self->brings, JLY_INVITATION_MAX_TEXT)
         && are_lines (self->learns, JLY_INVITATION_MAX_TEXT)
         && are_lines (self->addresses, MAX_ADDRESS);
}

static void
put_text (JlyCborWriter *writer, guint64 key, const char *text)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_text (writer, text);
}

static void
put_bytes (JlyCborWriter *writer, guint64 key, const guint8 *bytes, gsize n)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, bytes, n);
}

static void
put_lines (JlyCborWriter *writer, guint64 key, const GPtrArray *lines)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_begin_array (writer, lines->len);
  for (guint i = 0; i < lines->len; i++)
    jly_cbor_put_text (writer, lines->pdata[i]);
  jly_cbor_end (writer);
}

static GBytes *
encode_inside (const JlyInvitation *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  put_bytes (writer, KEY_STUDY, self->study, sizeof self->study);
  put_text (writer, KEY_CASE, self->case_id);
  put_text (writer, KEY_TITLE, self->title);
  put_text (writer, KEY_INVITER, self->inviter);
  put_text (writer, KEY_ORGANIZATION, self->organization);
  put_bytes (writer, KEY_IDENTITY, self->identity, sizeof self->identity);
  put_bytes (writer, KEY_LINK, self->link, sizeof self->link);
  put_bytes (writer, KEY_SEALING, self->sealing, sizeof self->sealing);
  jly_cbor_put_key (writer, KEY_ROLES);
  jly_cbor_put_uint (writer, self->roles);
  put_bytes (writer, KEY_SECRET, self->secret, sizeof self->secret);
  jly_cbor_put_key (writer, KEY_EXPIRES);
  jly_cbor_put_int (writer, self->expires_at);
  put_lines (writer, KEY_BRINGS, self->brings);
  put_lines (writer, KEY_LEARNS, self->learns);
  put_lines (writer, KEY_ADDRESSES, self->addresses);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

GBytes *
jly_invitation_encode (const JlyInvitation *self, const JlyIdentity *inviter, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) inside = is_good (self) ? encode_inside (self) : NULL;
  guint8 signature[SIGNATURE_BYTES];
  const guint8 *bytes;
  gsize n;

  if (inside == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL,
                _ ("A text of the invitation is empty, too long, or not one line."));
      return NULL;
    }
  bytes = g_bytes_get_data (inside, &n);
  jly_identity_sign (inviter, PURPOSE, bytes, n, signature);
  jly_cbor_begin_map (writer, N_OUTSIDE_KEYS);
  jly_cbor_put_key (writer, OUTSIDE_FORMAT);
  jly_cbor_put_uint (writer, JLY_INVITATION_FORMAT);
  put_bytes (writer, OUTSIDE_INVITATION, bytes, n);
  put_bytes (writer, OUTSIDE_SIGNATURE, signature, sizeof signature);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, error);
}

static void
get_text (JlyCborReader *reader, guint64 key, const char *field, gsize max, char **text)
{
  char *read = NULL;

  jly_cbor_get_key (reader, field, key);
  if (!jly_cbor_get_text (reader, field, max, &read))
    return;
  g_free (*text);
  *text = read;
}

static void
get_bytes (JlyCborReader *reader, guint64 key, const char *field, guint8 *bytes, gsize n)
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, bytes, n);
}

static void
get_lines (JlyCborReader *reader, guint64 key, const char *field, GPtrArray *lines)
{
  gsize n = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_enter_array (reader, field, JLY_INVITATION_MAX_LINES, &n);
  for (gsize i = 0; i < n; i++)
    {
      char *line = NULL;

      if (jly_cbor_get_text (reader, field, JLY_INVITATION_MAX_TEXT, &line))
        g_ptr_array_add (lines, line);
    }
  jly_cbor_leave (reader);
}

static gboolean
decode_inside (JlyInvitation *self, GBytes *inside)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (inside, "the invitation");
  guint64 roles = 0;

  jly_cbor_enter_map (reader, "invitation", N_KEYS);
  get_bytes (reader, KEY_STUDY, "study", self->study, sizeof self->study);
  get_text (reader, KEY_CASE, "case", MAX_ID, &self->case_id);
  get_text (reader, KEY_TITLE, "title", JLY_INVITATION_MAX_NAME, &self->title);
  get_text (reader, KEY_INVITER, "inviter", JLY_INVITATION_MAX_NAME, &self->inviter);
  get_text (reader, KEY_ORGANIZATION, "organization", JLY_INVITATION_MAX_NAME, &self->organization);
  get_bytes (reader, KEY_IDENTITY, "identity", self->identity, sizeof self->identity);
  get_bytes (reader, KEY_LINK, "link", self->link, sizeof self->link);
  get_bytes (reader, KEY_SEALING, "sealing", self->sealing, sizeof self->sealing);
  jly_cbor_get_key (reader, "roles", KEY_ROLES);
  jly_cbor_get_uint (reader, "roles", MAX_ROLES, &roles);
  self->roles = (guint)roles;
  get_bytes (reader, KEY_SECRET, "secret", self->secret, sizeof self->secret);
  jly_cbor_get_key (reader, "expires", KEY_EXPIRES);
  jly_cbor_get_int (reader, "expires", 0, G_MAXINT64, &self->expires_at);
  get_lines (reader, KEY_BRINGS, "brings", self->brings);
  get_lines (reader, KEY_LEARNS, "learns", self->learns);
  get_lines (reader, KEY_ADDRESSES, "addresses", self->addresses);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL) && is_good (self);
}

static gboolean
fail_changed (GError **error)
{
  const JlyErrorDetail detail = {
    .step = "invitation",
    .next = _ ("Ask for the invitation to be sent again."),
  };

  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("This invitation is damaged or was changed on its way."));
}

/* The format stands first, at a fixed place. */
static gboolean
check_format (GBytes *bytes, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "invitation",
    .next = _ ("Install the newer version of Jointly, then open the invitation again."),
  };
  gsize n;
  const guint8 *start = g_bytes_get_data (bytes, &n);

  if (n > 3 && start[0] >= 0xa1 && start[0] <= 0xb7 && start[1] == OUTSIDE_FORMAT
      && start[2] > JLY_INVITATION_FORMAT && start[2] <= 0x18)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("This invitation was made by a newer version of Jointly."));
  return n <= JLY_INVITATION_MAX_BYTES || fail_changed (error);
}

JlyInvitation *
jly_invitation_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = NULL;
  g_autoptr (JlyInvitation) self = invitation_alloc ();
  g_autoptr (GBytes) inside = NULL;
  guint8 signature[SIGNATURE_BYTES] = { 0 };
  guint64 format = 0;

  if (!check_format (bytes, error))
    return NULL;
  reader = jly_cbor_reader_new (bytes, "the invitation");
  jly_cbor_enter_map (reader, "invitation", N_OUTSIDE_KEYS);
  jly_cbor_get_key (reader, "format", OUTSIDE_FORMAT);
  jly_cbor_get_uint (reader, "format", JLY_INVITATION_FORMAT, &format);
  jly_cbor_get_key (reader, "invitation", OUTSIDE_INVITATION);
  jly_cbor_get_bytes (reader, "invitation", JLY_INVITATION_MAX_BYTES, &inside);
  get_bytes (reader, OUTSIDE_SIGNATURE, "signature", signature, sizeof signature);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL) || format != JLY_INVITATION_FORMAT
      || !decode_inside (self, inside)
      || !jly_verify (self->identity, PURPOSE, g_bytes_get_data (inside, NULL),
                      g_bytes_get_size (inside), signature))
    {
      fail_changed (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
