/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study rehearse: what a contract would compute, with made-up figures of everybody, all
 * on this computer. Nothing is signed, nobody is told, and no question of the budget is used up. */
#include "config.h"

#include "ctl/jly-ctl-report.h"
#include "ctl/jly-ctl-study.h"
#include "party/jly-rehearsal.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* --question: the questions of a proposal; else one of each kind that may be asked. */
static gboolean
find_questions (JlyMember *member,
                const JlyCtlStudyOptions *options,
                const GPtrArray **questions,
                GError **error)
{
  JlyGovernance *governance;
  guint question;

  *questions = NULL;
  if (jly_ctl_study_options_get (options, "--question", 0) == NULL)
    return TRUE;
  if (!jly_ctl_study_find_question (member, options, &question, error))
    return FALSE;
  governance = jly_store_governance_get (member->governance, error);
  if (governance != NULL)
    *questions = jly_governance_get_question (governance, question)->questions;
  return governance != NULL;
}

static gboolean
set_transport (JlyRehearsal *rehearsal, const JlyCtlStudyOptions *options, GError **error)
{
  const char *name = jly_ctl_study_options_get (options, "--transport", 0);
  gboolean in_process = g_strcmp0 (name, "process") == 0;

  if (name != NULL && !in_process && strcmp (name, "tls") != 0)
    return jly_ctl_fail_usage (error, _ ("--transport is tls or process, not “%s”."), name);
  jly_rehearsal_set_in_process (rehearsal, in_process);
  return TRUE;
}

static void
print_result (JlyRehearsal *rehearsal, JlyResult *result, gboolean json)
{
  g_autoptr (JlyStudy) study = jly_study_decode (jly_rehearsal_get_study (rehearsal), NULL);
  g_autofree char *text
      = json ? jly_result_to_json (result, TRUE) : jly_ctl_report_text (study, result);

  if (!json)
    printf ("%s\n\n", _ ("Rehearsal: all figures are made up."));
  printf (json ? "%s\n" : "%s", text);
}

gboolean
jly_ctl_study_rehearse (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (JlyRehearsal) rehearsal = NULL;
  g_autoptr (JlyResult) result = NULL;
  const GPtrArray *questions;
  gint own;

  if (!jly_member_check_contract (member, error)
      || !find_questions (member, options, &questions, error))
    return FALSE;
  own = member->self != JLY_MEMBER_NOBODY ? (gint)member->self : -1;
  rehearsal = jly_rehearsal_new_contract (member->contract, own, questions, error);
  if (rehearsal == NULL || !set_transport (rehearsal, options, error))
    return FALSE;
  result = jly_ctl_rehearse_run (rehearsal, error);
  if (result == NULL)
    return FALSE;
  print_result (rehearsal, result, options->json);
  return TRUE;
}
