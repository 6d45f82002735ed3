/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an invitation says, for people: all of it is the inviter's claim, and worded so. */
#include "config.h"

#include "post/jly-invitation.h"

#include <glib/gi18n-lib.h>

/* The first roles of study/jly-policy.h, in the order of their bits. */
static const char *const role_words[] = {
  N_ ("You would bring figures."),
  N_ ("You would be one of the three computing parties."),
  N_ ("You would be allowed to ask questions."),
  N_ ("Questions would need your approval."),
  N_ ("You would learn results."),
  N_ ("You would help to write the contract."),
};

static void
say_lines (GPtrArray *sentences, const GPtrArray *lines, const char *form)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (sentences, g_strdup_printf (form, (const char *)lines->pdata[i]));
#pragma GCC diagnostic pop
}

GPtrArray *
jly_invitation_to_sentences (const JlyInvitation *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_local (self->expires_at);
  /* Translators: date and time, as for strftime. */
  g_autofree char *date = until != NULL ? g_date_time_format (until, _ ("%d %B %Y, %H:%M")) : NULL;

  if (*self->organization != '\0')
    g_ptr_array_add (sentences,
                     g_strdup_printf (_ ("Somebody who gives the name “%s”, and says to speak for "
                                         "“%s”, invites you to the study “%s”."),
                                      self->inviter, self->organization, self->title));
  else
    g_ptr_array_add (sentences, g_strdup_printf (_ ("Somebody who gives the name “%s” invites you "
                                                    "to the study “%s”."),
                                                 self->inviter, self->title));
  g_ptr_array_add (sentences, g_strdup (_ ("This is not yet verified: compare the verification "
                                           "words on a call before you agree to anything.")));
  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    if (self->roles & 1u << i)
      g_ptr_array_add (sentences, g_strdup (_ (role_words[i])));
  say_lines (sentences, self->brings, _ ("You would bring: %s"));
  say_lines (sentences, self->learns, _ ("You would learn: %s"));
  if (date != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_ ("The invitation is valid until %s."), date));
  g_ptr_array_add (sentences, g_strdup (_ ("Nothing has been sent or answered yet.")));
  return sentences;
}
