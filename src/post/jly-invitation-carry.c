/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The carriers of an invitation: a file, or a link in any text. See jly-invitation.h. */
#include "config.h"

#include "post/jly-invitation.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAGIC "jointly-invitation\n"
#define MAGIC_BYTES (sizeof MAGIC - 1)
#define LINK "jointly:invite#"
#define LINK_END '~'
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

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
  gsize n, size;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = NULL;

  size = sodium_base64_encoded_len (n, VARIANT);
  text = g_malloc (size);
  sodium_bin2base64 (text, size, data, n, VARIANT);
  return g_strdup_printf ("%s%s%c", LINK, text, LINK_END);
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

/* Mail programs break long lines and put signs of quotation before them. */
static gboolean
is_between (char c)
{
  return g_ascii_isspace (c) || c == '>' || c == '=';
}

static GBytes *
decode_link (const char *text, gsize n, GError **error)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  guint8 bytes[JLY_INVITATION_MAX_BYTES];
  gsize n_bytes = 0, i = 0;

  for (; i < n && text[i] != LINK_END; i++)
    if (!is_between (text[i]))
      g_string_append_c (clean, text[i]);
  if (i == n
      || sodium_base642bin (bytes, sizeof bytes, clean->str, clean->len, NULL, &n_bytes, NULL,
                            VARIANT)
             != 0)
    return fail_incomplete (error);
  return g_bytes_new (bytes, n_bytes);
}

GBytes *
jly_invitation_find (GBytes *contents, GError **error)
{
  gsize n;
  const char *text = g_bytes_get_data (contents, &n);
  const char *link;

  if (n >= MAGIC_BYTES && memcmp (text, MAGIC, MAGIC_BYTES) == 0)
    return g_bytes_new_from_bytes (contents, MAGIC_BYTES, n - MAGIC_BYTES);
  link = n > 0 ? memmem (text, n, LINK, strlen (LINK)) : NULL;
  if (link == NULL)
    return fail_other (error);
  link += strlen (LINK);
  return decode_link (link, n - (gsize)(link - text), error);
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
