/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inviting.h. */
#include "config.h"

#include "party/jly-inviting.h"

#include "base/jly-plain.h"
#include "store/jly-store-post.h"

#include <string.h>

#define DAY 86400

static void
take_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
add_sentence (GPtrArray *sentences, const char *sentence)
{
  if (sentence != NULL && *sentence != '\0' && strlen (sentence) <= JLY_INVITATION_MAX_TEXT
      && jly_plain_is_line (sentence) && sentences->len < JLY_INVITATION_MAX_LINES)
    g_ptr_array_add (sentences, g_strdup (sentence));
}

JlyInvitation *
jly_inviting_new (const JlyIdentity *identity,
                  const char *name,
                  const JlyContract *draft,
                  JlyCase *the_case,
                  guint roles,
                  gint64 now)
{
  JlyInvitation *invitation = jly_invitation_new (identity);
  const char *const *learned = jly_case_get_learned (the_case);

  jly_envelope_study_from_text (draft->study_id, invitation->study);
  take_text (&invitation->case_id, jly_case_get_id (the_case));
  take_text (&invitation->title,
             *draft->title != '\0' ? draft->title : jly_case_get_long_title (the_case));
  take_text (&invitation->inviter, name);
  take_text (&invitation->organization, "");
  invitation->roles = roles;
  invitation->expires_at = now + JLY_INVITATION_DAYS * (gint64)DAY;
  if ((roles & JLY_ROLE_FLAG_PROVIDER) != 0)
    add_sentence (invitation->brings, jly_case_get_role_detail (the_case, JLY_ROLE_BRINGS));
  for (guint i = 0; (roles & JLY_ROLE_FLAG_RECIPIENT) != 0 && learned[i] != NULL; i++)
    add_sentence (invitation->learns, learned[i]);
  return invitation;
}

GBytes *
jly_inviting_sign (const JlyInvitation *invitation,
                   const JlyIdentity *identity,
                   JlyStore *store,
                   GError **error)
{
  g_autoptr (GBytes) bytes = jly_invitation_encode (invitation, identity, error);
  g_autofree char *study_id = jly_envelope_study_to_text (invitation->study);
  guint8 hash[JLY_ENVELOPE_HASH_BYTES];

  if (bytes == NULL)
    return NULL;
  jly_invitation_hash_secret (invitation->secret, hash);
  if (!jly_store_add_invitation (store, study_id, hash, invitation->expires_at, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
