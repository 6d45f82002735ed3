/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The carriers of an invitation: a file, or a link in any text. See jly-invitation.h. */
#include "config.h"

#include "post/jly-invitation.h"

#include "base/jly-error.h"
#include "base/jly-link.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "jointly-invitation\n"
#define MAGIC_BYTES (sizeof MAGIC - 1)
#define LINK_KIND "invite"

GBytes *
jly_invitation_to_file (GBytes *bytes)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, (const guint8 *)MAGIC, MAGIC_BYTES);
  g_byte_array_append (all, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  return g_byte_array_free_to_bytes (all);
}

char *
jly_invitation_to_link (GBytes *bytes)
{
  return jly_link_make (LINK_KIND, bytes);
}

static GBytes *
fail_incomplete (GError **error)
{
  const JlyErrorDetail detail = {
    .step = "invitation",
    .next = _ ("Copy the whole link, from “jointly:” to the sign “~” at its end."),
  };

  jly_fail (error, JLY_ERROR_PROTOCOL, &detail, _ ("The link of this invitation is incomplete."));
  return NULL;
}

static GBytes *
fail_other (GError **error)
{
  const JlyErrorDetail detail = {
    .step = "invitation",
    .next = _ ("Choose the file, or copy the link, that you were sent as an invitation."),
  };

  jly_fail (error, JLY_ERROR_PROTOCOL, &detail, _ ("There is no invitation in this."));
  return NULL;
}

GBytes *
jly_invitation_find (GBytes *contents, GError **error)
{
  gsize n;
  const char *text = g_bytes_get_data (contents, &n);
  gboolean is_begun;
  GBytes *bytes;

  if (n >= MAGIC_BYTES && memcmp (text, MAGIC, MAGIC_BYTES) == 0)
    return g_bytes_new_from_bytes (contents, MAGIC_BYTES, n - MAGIC_BYTES);
  bytes = jly_link_find (LINK_KIND, contents, JLY_INVITATION_MAX_BYTES, &is_begun);
  if (bytes != NULL)
    return bytes;
  return is_begun ? fail_incomplete (error) : fail_other (error);
}

void
jly_invitation_hash_secret (const guint8 secret[JLY_INVITATION_SECRET_BYTES],
                            guint8 hash[JLY_ENVELOPE_HASH_BYTES])
{
  jly_hash ("invitation-secret", secret, JLY_INVITATION_SECRET_BYTES, hash);
}

gboolean
jly_invitation_check_time (const JlyInvitation *self, gint64 now, GError **error)
{
  const JlyErrorDetail detail = {
    .party = self->inviter,
    .step = "expired",
    .next = _ ("Ask for a new one, or look whether the clock of this computer is right."),
  };

  return now < self->expires_at
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, _ ("This invitation is no longer valid."));
}
