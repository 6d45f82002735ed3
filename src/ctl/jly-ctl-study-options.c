/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of "jointlyctl study", and whom they are for. */
#include "config.h"

#include "ctl/jly-ctl-study.h"

#include "ctl/jly-ctl-passphrase.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define LAST_SECOND G_GINT64_CONSTANT (253402300799) /* of the year 9999 */

/* What every command may have. */
static const char *const common[]
    = { "--data-dir", "--folder", "--id", "--keys", "--passphrase-fd", "--at", NULL };

void
jly_ctl_study_options_free (JlyCtlStudyOptions *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_free (self);
}

JlyCtlStudyOptions *
jly_ctl_study_options_parse (int argc, char **argv, const char *const *known, GError **error)
{
  g_autoptr (JlyCtlStudyOptions) self = g_new0 (JlyCtlStudyOptions, 1);

  self->words = g_ptr_array_new ();
  self->names = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  for (int i = 0; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--json"))
        self->json = TRUE;
      else if (!g_str_has_prefix (argv[i], "--"))
        g_ptr_array_add (self->words, argv[i]);
      else if (!g_strv_contains (common, argv[i])
               && (known == NULL || !g_strv_contains (known, argv[i])))
        {
          jly_ctl_fail_usage (error, _ ("This command has no option “%s”."), argv[i]);
          return NULL;
        }
      else if (g_str_equal (argv[i], "--qr"))
        {
          g_ptr_array_add (self->names, argv[i]);
          g_ptr_array_add (self->values, argv[i]);
        }
      else if (i + 1 == argc)
        {
          jly_ctl_fail_usage (error, _ ("“%s” needs a value."), argv[i]);
          return NULL;
        }
      else
        {
          g_ptr_array_add (self->names, argv[i]);
          g_ptr_array_add (self->values, argv[++i]);
        }
    }
  return g_steal_pointer (&self);
}

const char *
jly_ctl_study_options_get (const JlyCtlStudyOptions *self, const char *name, guint n)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], name) && n-- == 0)
      return self->values->pdata[i];
  return NULL;
}

const char *
jly_ctl_study_options_need (const JlyCtlStudyOptions *self, const char *name, GError **error)
{
  const char *value = jly_ctl_study_options_get (self, name, 0);

  if (value == NULL)
    jly_ctl_fail_usage (error, _ ("This command needs “%s”."), name);
  return value;
}

gboolean
jly_ctl_study_options_number (const JlyCtlStudyOptions *self,
                              const char *name,
                              gint64 low,
                              gint64 high,
                              gint64 *number,
                              GError **error)
{
  const char *text = jly_ctl_study_options_get (self, name, 0);

  if (text == NULL || g_ascii_string_to_signed (text, 10, low, high, number, NULL))
    return TRUE;
  return jly_ctl_fail_usage (
      error, _ ("“%s” needs a whole number from %" PRIu64 " to %" PRIu64 ", not “%s”."), name,
      (guint64)low, (guint64)high, text);
}

const char **
jly_ctl_study_options_list (const JlyCtlStudyOptions *self, const char *name)
{
  GPtrArray *list = g_ptr_array_new ();
  const char *value;

  for (guint i = 0; (value = jly_ctl_study_options_get (self, name, i)) != NULL; i++)
    g_ptr_array_add (list, (char *)value);
  g_ptr_array_add (list, NULL);
  return (const char **)g_ptr_array_free (list, FALSE);
}

static JlyIdentity *
open_vault (const JlyCtlStudyOptions *options, const char *dir, GError **error)
{
  JlyCtlKeys keys = { .dir = (char *)dir };
  gint64 fd = -1;

  if (!jly_ctl_study_options_number (options, "--passphrase-fd", 0, G_MAXINT, &fd, error))
    return NULL;
  keys.fd = (int)fd;
  return jly_ctl_open_keys (&keys, error);
}

JlyMember *
jly_ctl_study_open (const JlyCtlStudyOptions *options, GError **error)
{
  const char *dir = jly_ctl_study_options_need (options, "--data-dir", error);
  const char *folder = jly_ctl_study_options_get (options, "--folder", 0);
  const char *keys = jly_ctl_study_options_get (options, "--keys", 0);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  JlyIdentity *identity;
  JlyMember *member;

  if (dir == NULL || !jly_ctl_study_options_number (options, "--at", 0, LAST_SECOND, &now, error))
    return NULL;
  identity = keys != NULL ? jly_ctl_open_key_file (keys, error) : open_vault (options, dir, error);
  member = identity != NULL ? jly_member_open (
               dir, folder, jly_ctl_study_options_get (options, "--id", 0), identity, now, error)
                            : NULL;
  /* Keys in a file are those of a program that works unattended: nobody is there to be called. */
  if (member != NULL)
    member->needs_words = keys == NULL;
  return member;
}

gboolean
jly_ctl_study_find_question (JlyMember *member,
                             const JlyCtlStudyOptions *options,
                             guint *question,
                             GError **error)
{
  const JlyGovernance *governance;
  gint64 number;
  guint n;

  if (!jly_member_check_contract (member, error))
    return FALSE;
  governance = jly_store_governance_get (member->governance, error);
  if (governance == NULL)
    return FALSE;
  n = jly_governance_count_questions (governance);
  if (n == 0)
    return jly_ctl_fail_usage (error, _ ("Nothing has been asked yet."));
  number = n;
  if (!jly_ctl_study_options_number (options, "--question", 1, n, &number, error))
    return FALSE;
  *question = (guint)number - 1;
  return TRUE;
}
