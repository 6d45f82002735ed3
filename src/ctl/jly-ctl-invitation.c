/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl invitation: make one, look at one, answer one, let in who answered. */
#include "config.h"

#include "ctl/jly-ctl-passphrase.h"
#include "ctl/jly-ctl.h"
#include "party/jly-inviting.h"
#include "party/jly-let-in.h"
#include "post/jly-bundle.h"
#include "post/jly-invitation.h"
#include "base/jly-own-file.h"
#include "post/jly-qr.h"
#include "store/jly-store-post.h"
#include "study/jly-policy.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

typedef struct
{
  JlyCtlKeys keys;
  char *study, *title, *name, *organization, *role, *brings, *learns, *at;
  gboolean qr;
} Invite;

typedef gboolean (*Action) (Invite *self, char **words, GError **error);

static void
clear (Invite *self)
{
  g_free (self->study);
  g_free (self->title);
  g_free (self->name);
  g_free (self->organization);
  g_free (self->role);
  g_free (self->brings);
  g_free (self->learns);
  g_free (self->at);
  jly_ctl_keys_clear (&self->keys);
}

static char **
find_option (Invite *self, const char *word)
{
  const struct
  {
    const char *name;
    char **value;
  } options[] = { { "--study", &self->study },   { "--title", &self->title },
                  { "--name", &self->name },     { "--organization", &self->organization },
                  { "--role", &self->role },     { "--brings", &self->brings },
                  { "--learns", &self->learns }, { "--at", &self->at },
                  { "--keys", &self->keys.file } };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (word, options[i].name))
      return options[i].value;
  return NULL;
}

static gboolean
take_options (Invite *self, int *argc, char **argv, GError **error)
{
  int kept = 0;

  for (int i = 0; i < *argc; i++)
    {
      char **value = find_option (self, argv[i]);

      if (g_str_equal (argv[i], "--qr"))
        self->qr = TRUE;
      else if (value == NULL)
        argv[kept++] = argv[i];
      else if (i + 1 == *argc)
        return jly_ctl_fail_usage (error, _ ("%s needs a value behind it."), argv[i]);
      else
        {
          g_free (*value);
          *value = g_strdup (argv[++i]);
        }
    }
  *argc = kept;
  return TRUE;
}

static gboolean
find_role (const char *name, guint *roles, GError **error)
{
  static const struct
  {
    const char *name;
    guint role;
  } roles_by_name[] = { { "provider", JLY_ROLE_FLAG_PROVIDER },
                        { "miner", JLY_ROLE_FLAG_MINER },
                        { "asker", JLY_ROLE_FLAG_ASKER },
                        { "approver", JLY_ROLE_FLAG_APPROVER },
                        { "recipient", JLY_ROLE_FLAG_RECIPIENT } };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (roles_by_name); i++)
    if (g_str_equal (name, roles_by_name[i].name))
      {
        *roles = roles_by_name[i].role;
        return TRUE;
      }
  return jly_ctl_fail_usage (error,
                             _ ("Say with --role what the invited would be: provider, miner, "
                                "asker, approver or recipient."));
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

static JlyInvitation *
describe (Invite *self, const JlyIdentity *identity, GError **error)
{
  g_autoptr (JlyInvitation) invitation = jly_invitation_new (identity);

  if (self->study == NULL || !jly_envelope_study_from_text (self->study, invitation->study))
    {
      jly_ctl_fail_usage (error, _ ("Say which study with --study and its 32 digits."));
      return NULL;
    }
  if (!find_role (self->role, &invitation->roles, error))
    return NULL;
  set_text (&invitation->title, self->title);
  set_text (&invitation->inviter, self->name);
  set_text (&invitation->organization, self->organization);
  if (self->brings != NULL)
    g_ptr_array_add (invitation->brings, g_strdup (self->brings));
  if (self->learns != NULL)
    g_ptr_array_add (invitation->learns, g_strdup (self->learns));
  if (self->at != NULL)
    g_ptr_array_add (invitation->addresses, g_strdup (self->at));
  invitation->expires_at
      = g_get_real_time () / G_USEC_PER_SEC + JLY_INVITATION_DAYS * (gint64)86400;
  return g_steal_pointer (&invitation);
}

/* The code, if it was asked for, and always the link beside it. */
static gboolean
print_link (const Invite *self, GBytes *bytes, GError **error)
{
  g_autofree char *link = jly_invitation_to_link (bytes);
  g_autoptr (JlyQr) qr = self->qr ? jly_qr_new (link, error) : NULL;
  g_autofree char *text = qr != NULL ? jly_qr_to_text (qr) : NULL;

  if (self->qr && qr == NULL)
    return FALSE;
  printf ("%s%s\n", text != NULL ? text : "", link);
  return TRUE;
}

static gboolean
open_store (Invite *self, JlyIdentity **identity, JlyStore **store, GError **error)
{
  *identity = jly_ctl_open_keys (&self->keys, error);
  *store = *identity != NULL ? jly_store_open (self->keys.dir, error) : NULL;
  return *store != NULL && jly_store_unlock (*store, *identity, error);
}

/* The secret is known to the store before anybody can have it. */
static gboolean
make (Invite *self, char **words, GError **error)
{
  g_autoptr (JlyIdentity) identity = NULL;
  g_autoptr (JlyStore) store = NULL;
  g_autoptr (JlyInvitation) invitation = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) file = NULL;

  if (!open_store (self, &identity, &store, error))
    return FALSE;
  invitation = describe (self, identity, error);
  bytes = invitation != NULL ? jly_inviting_sign (invitation, identity, store, error) : NULL;
  if (bytes == NULL)
    return FALSE;
  file = jly_invitation_to_file (bytes);
  return jly_own_file_save (words[0], file, error) && print_link (self, bytes, error);
}

/* From a file, or from a link in the command's own words. */
static GBytes *
load (const char *word, GError **error)
{
  g_autoptr (GBytes) contents = g_str_has_prefix (word, "jointly:")
                                    ? g_bytes_new (word, strlen (word))
                                    : jly_own_file_load (word, 4 * JLY_INVITATION_MAX_BYTES, error);

  return contents != NULL ? jly_invitation_find (contents, error) : NULL;
}

static gboolean
show (Invite *self, char **words, GError **error)
{
  g_autoptr (GBytes) bytes = load (words[0], error);
  g_autoptr (JlyInvitation) invitation
      = bytes != NULL ? jly_invitation_decode (bytes, error) : NULL;
  g_autoptr (GPtrArray) sentences = NULL;

  if (invitation == NULL
      || !jly_invitation_check_time (invitation, g_get_real_time () / G_USEC_PER_SEC, error))
    return FALSE;
  sentences = jly_invitation_to_sentences (invitation);
  for (guint i = 0; i < sentences->len; i++)
    printf ("%s\n", (const char *)sentences->pdata[i]);
  return !self->qr || print_link (self, bytes, error);
}

static gboolean
answer (Invite *self, char **words, GError **error)
{
  g_autoptr (GBytes) bytes = load (words[0], error);
  g_autoptr (JlyInvitation) invitation
      = bytes != NULL ? jly_invitation_decode (bytes, error) : NULL;
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (JlyIdentity) identity = NULL;
  GBytes *envelope;

  if (invitation == NULL
      || !jly_invitation_check_time (invitation, g_get_real_time () / G_USEC_PER_SEC, error))
    return FALSE;
  identity = jly_ctl_open_keys (&self->keys, error);
  envelope = identity != NULL
                 ? jly_join_seal (invitation, identity, self->name != NULL ? self->name : "",
                                  self->organization != NULL ? self->organization : "", error)
                 : NULL;
  if (envelope == NULL)
    return FALSE;
  g_ptr_array_add (envelopes, envelope);
  if (!jly_bundle_save (words[1], envelopes, error))
    return FALSE;
  printf (_ ("Send “%s” to the one who invited you.\n"), words[1]);
  return TRUE;
}

static gboolean
let_in (JlyPostOffice *office, const JlyEnvelope *letter, GError **error)
{
  g_autofree char *study = jly_envelope_study_to_text (letter->study);
  g_autofree char *name = NULL;

  if (!jly_let_in (office, letter, &name, error))
    return FALSE;
  printf (
      _ ("Somebody who gives the name “%s” has joined the study %s. This is not yet verified.\n"),
      name, study);
  return TRUE;
}

/* All answers in a file of messages; the first that is refused ends it. */
static gboolean
accept_file (Invite *self, char **words, GError **error)
{
  g_autoptr (JlyIdentity) identity = NULL;
  g_autoptr (JlyStore) store = NULL;
  g_autoptr (JlyPostOffice) office = NULL;
  g_autoptr (GPtrArray) envelopes = jly_bundle_load (words[0], error);
  guint n = 0;

  if (envelopes == NULL || !open_store (self, &identity, &store, error))
    return FALSE;
  office = jly_post_office_new (store, identity, g_get_real_time () / G_USEC_PER_SEC, error);
  if (office == NULL)
    return FALSE;
  for (guint i = 0; i < envelopes->len; i++)
    {
      g_autoptr (JlyEnvelope) letter = jly_envelope_open (envelopes->pdata[i], identity, NULL);

      if (letter == NULL || letter->kind != JLY_POST_JOIN)
        continue;
      n++;
      if (!let_in (office, letter, error))
        return FALSE;
    }
  return n > 0
         || jly_ctl_fail_usage (error, _ ("“%s” holds no answer to your invitations."), words[0]);
}

static Action
find_action (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int n_words;
    Action run;
  } actions[] = {
    { "make", 3, make }, { "show", 3, show }, { "answer", 4, answer }, { "accept", 3, accept_file }
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (argc == actions[i].n_words && g_str_equal (argv[1], actions[i].name))
      return actions[i].run;
  return NULL;
}

int
jly_ctl_invitation (int argc, char **argv)
{
  Invite self = { 0 };
  g_autoptr (GError) error = NULL;
  Action action = NULL;
  gboolean ok = jly_ctl_keys_take (&self.keys, &argc, argv, &error)
                && take_options (&self, &argc, argv, &error);

  if (ok)
    {
      action = find_action (argc, argv);
      ok = action != NULL
           || jly_ctl_fail_usage (&error, _ ("Write jointlyctl invitation make FILE, show FILE, "
                                             "answer FILE ANSWER or accept ANSWER."));
    }
  ok = ok && action (&self, argv + 2, &error);
  clear (&self);
  return ok ? EX_OK : jly_ctl_print_error (error);
}
