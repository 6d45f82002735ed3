/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study run: one computing party, or the three of this computer. */
#include "config.h"

#include "base/jly-paths.h"
#include "ctl/jly-ctl-study.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define N JLY_STUDY_MINERS

gboolean
jly_ctl_study_run (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *text = jly_ctl_study_options_need (options, "--addresses", error);
  g_auto (GStrv) addresses = NULL;
  JlySessionSummary summary;
  guint question;

  if (text == NULL || !jly_ctl_study_find_question (member, options, &question, error))
    return FALSE;
  addresses = g_strsplit (text, ",", -1);
  if (g_strv_length (addresses) != N)
    return jly_ctl_fail_usage (error, _ ("Give the addresses of the three computing parties."));
  return jly_member_run (member, question, addresses, &summary, error);
}

/* Three ports that are free now. */
static char *
choose_addresses (GError **error)
{
  JlyListener *listeners[N] = { NULL };
  GString *text = g_string_new (NULL);
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < N; i++)
    {
      listeners[i] = jly_listener_new ("127.0.0.1", 0, error);
      ok = listeners[i] != NULL;
      if (ok)
        g_string_append_printf (text, "%s127.0.0.1:%u", i > 0 ? "," : "",
                                jly_listener_get_port (listeners[i]));
    }
  for (guint i = 0; i < N; i++)
    g_clear_pointer (&listeners[i], jly_listener_free);
  return g_string_free (text, !ok);
}

static GSubprocess *
start_one (const JlyCtlStudyOptions *options, guint i, const char *addresses, GError **error)
{
  g_autofree char *program = jly_paths_program ("jointlyctl");
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  static const char *const own[] = { "--data-dir", "--keys" };
  static const char *const shared[] = { "--folder", "--id", "--at", "--question" };

  if (program == NULL)
    return NULL;
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *)"study");
  g_ptr_array_add (argv, (char *)"run");
  g_ptr_array_add (argv, (char *)"--addresses");
  g_ptr_array_add (argv, (char *)addresses);
  for (guint k = 0; k < G_N_ELEMENTS (own); k++)
    {
      const char *value = jly_ctl_study_options_get (options, own[k], i);

      if (value == NULL)
        continue;
      g_ptr_array_add (argv, (char *)own[k]);
      g_ptr_array_add (argv, (char *)value);
    }
  for (guint k = 0; k < G_N_ELEMENTS (shared); k++)
    {
      const char *value = jly_ctl_study_options_get (options, shared[k], 0);

      if (value == NULL)
        continue;
      g_ptr_array_add (argv, (char *)shared[k]);
      g_ptr_array_add (argv, (char *)value);
    }
  g_ptr_array_add (argv, NULL);
  return g_subprocess_newv ((const char *const *)argv->pdata,
                            G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                            error);
}

/* What one process said when it failed; NULL if it did not. */
static char *
wait_one (GSubprocess *process, int *code)
{
  char *text = NULL;

  if (!g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, NULL))
    return g_strdup (_ ("A computing party could not be heard."));
  *code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  if (*code == 0)
    g_clear_pointer (&text, g_free);
  return text;
}

/* A refusal explains it for all: the others only lost the one that refused. */
static gboolean
report (char *const *words, const int *codes, GError **error)
{
  g_auto (GStrv) lines = NULL;
  JlyErrorDetail detail = { .step = "run", .next = _ ("See study status.") };
  guint told = N;

  for (guint i = 0; i < N; i++)
    if (words[i] != NULL && (told == N || (codes[i] == EX_NOPERM && codes[told] != EX_NOPERM)))
      told = i;
  if (told == N)
    return TRUE;
  lines = g_strsplit (words[told], "\n", -1);
  if (lines[0] != NULL && lines[1] != NULL && strchr (lines[1], ' ') != NULL)
    detail.next = strchr (lines[1], ' ') + 1;
  return jly_fail (error, codes[told] == EX_NOPERM ? JLY_ERROR_REFUSED : JLY_ERROR_UNAVAILABLE,
                   &detail, "%s", lines[0] != NULL ? lines[0] : "");
}

gboolean
jly_ctl_study_run_three (const JlyCtlStudyOptions *options, GError **error)
{
  g_autofree char *addresses = NULL;
  GSubprocess *processes[N] = { NULL };
  char *words[N] = { NULL };
  int codes[N] = { 0 };
  gboolean ok = TRUE;

  if (jly_ctl_study_options_get (options, "--data-dir", N - 1) == NULL
      || jly_ctl_study_options_get (options, "--data-dir", N) != NULL)
    return jly_ctl_fail_usage (error, _ ("Give one --data-dir, or three of computing parties."));
  addresses = choose_addresses (error);
  if (addresses == NULL)
    return FALSE;
  for (guint i = 0; ok && i < N; i++)
    ok = (processes[i] = start_one (options, i, addresses, error)) != NULL;
  for (guint i = 0; i < N; i++)
    if (processes[i] != NULL)
      words[i] = wait_one (processes[i], &codes[i]);
  ok = ok && report (words, codes, error);
  for (guint i = 0; i < N; i++)
    {
      g_clear_object (&processes[i]);
      g_free (words[i]);
    }
  return ok;
}
