/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to an invitation. See jly-invitation.h. */
#include "config.h"

#include "post/jly-invitation.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  KEY_SECRET = 1,
  KEY_NAME,
  KEY_ORGANIZATION,
  KEY_LINK,
  KEY_SEALING,
  N_KEYS = KEY_SEALING
};

static gboolean
is_good (const char *name, const char *organization)
{
  return *name != '\0' && strlen (name) <= JLY_INVITATION_MAX_NAME && jly_plain_is_line (name)
         && strlen (organization) <= JLY_INVITATION_MAX_NAME && jly_plain_is_line (organization);
}

static GBytes *
encode (const JlyInvitation *invitation,
        const char *name,
        const char *organization,
        const guint8 link[32],
        const guint8 sealing[32])
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_SECRET);
  jly_cbor_put_bytes (writer, invitation->secret, sizeof invitation->secret);
  jly_cbor_put_key (writer, KEY_NAME);
  jly_cbor_put_text (writer, name);
  jly_cbor_put_key (writer, KEY_ORGANIZATION);
  jly_cbor_put_text (writer, organization);
  jly_cbor_put_key (writer, KEY_LINK);
  jly_cbor_put_bytes (writer, link, 32);
  jly_cbor_put_key (writer, KEY_SEALING);
  jly_cbor_put_bytes (writer, sealing, 32);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

GBytes *
jly_join_seal (const JlyInvitation *invitation,
               const JlyIdentity *joiner,
               const char *name,
               const char *organization,
               GError **error)
{
  guint8 own[32], link[32], sealing[32];
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JlyEnvelope) envelope = NULL;

  if (!is_good (name, organization))
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("A name is empty, too long, or not one line."));
      return NULL;
    }
  jly_identity_get_public (joiner, own, link, sealing);
  body = encode (invitation, name, organization, link, sealing);
  envelope
      = jly_envelope_new (invitation->study, NULL, invitation->identity, 0, JLY_POST_JOIN, body);
  return jly_envelope_seal (envelope, joiner, invitation->sealing, error);
}

JlyJoin *
jly_join_decode (const JlyEnvelope *letter, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (letter->body, "the answer");
  g_autoptr (JlyJoin) self = g_new0 (JlyJoin, 1);
  const JlyErrorDetail detail = {
    .step = "join",
    .next = _ ("Send a new invitation, and ask for the answer again."),
  };

  jly_cbor_enter_map (reader, "join", N_KEYS);
  jly_cbor_get_key (reader, "secret", KEY_SECRET);
  jly_cbor_get_fixed_bytes (reader, "secret", self->secret, sizeof self->secret);
  jly_cbor_get_key (reader, "name", KEY_NAME);
  jly_cbor_get_text (reader, "name", JLY_INVITATION_MAX_NAME, &self->name);
  jly_cbor_get_key (reader, "organization", KEY_ORGANIZATION);
  jly_cbor_get_text (reader, "organization", JLY_INVITATION_MAX_NAME, &self->organization);
  jly_cbor_get_key (reader, "link", KEY_LINK);
  jly_cbor_get_fixed_bytes (reader, "link", self->link, sizeof self->link);
  jly_cbor_get_key (reader, "sealing", KEY_SEALING);
  jly_cbor_get_fixed_bytes (reader, "sealing", self->sealing, sizeof self->sealing);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, NULL) || letter->kind != JLY_POST_JOIN
      || !is_good (self->name, self->organization))
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                _ ("An answer to your invitation cannot be read."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
jly_join_free (JlyJoin *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organization);
  g_free (self);
}
