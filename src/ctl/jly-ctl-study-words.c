/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study words: the founders' verification words, read out and typed on one call. */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "party/jly-json.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const char *const states[JLY_N_VERIFICATION_STATES] = {
  [JLY_VERIFICATION_COMMITTING] = "committing",
  [JLY_VERIFICATION_REVEALING] = "revealing",
  [JLY_VERIFICATION_READING] = "reading",
  [JLY_VERIFICATION_VERIFIED] = "verified",
  [JLY_VERIFICATION_KEY_CHANGED] = "key-changed",
  [JLY_VERIFICATION_DRAFT_CHANGED] = "draft-changed",
  [JLY_VERIFICATION_BROKEN] = "broken",
  [JLY_VERIFICATION_WORDS_DIFFER] = "words-differ",
};

static void
print_json (const JlyVerification *words)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  jly_json_set_text (object, "state", states[jly_verification_get_state (words)]);
  jly_json_set_text (object, "words", jly_verification_get_words (words));
  text = jly_json_print (object, TRUE);
  printf ("%s\n", text);
}

static void
print_words (const JlyVerification *words)
{
  switch (jly_verification_get_state (words))
    {
    case JLY_VERIFICATION_COMMITTING:
      printf ("%s\n", _ ("Messages of the others for the verification words are still missing."));
      return;
    case JLY_VERIFICATION_REVEALING:
      printf ("%s\n", _ ("Second messages of the others for the verification words are still "
                         "missing."));
      return;
    case JLY_VERIFICATION_VERIFIED:
      printf ("%s\n", _ ("The verification words fit: you have the same contract and keys as the "
                         "others."));
      break;
    default:
      printf ("%s\n", _ ("Get all on one call, with voices that you know. Read yours out, and type "
                         "what you hear of another: study words --from NAME --typed 'WORDS'"));
    }
  printf (_ ("Your words: %s\n"), jly_verification_get_words (words));
}

static gboolean
type (JlyMember *member, const JlyCtlStudyOptions *options, const char *typed, GError **error)
{
  const char *name = jly_ctl_study_options_need (options, "--from", error);

  if (name == NULL || !jly_member_check_contract (member, error))
    return FALSE;
  for (guint i = 0; i < member->contract->parties->len; i++)
    if (i != member->self && g_str_equal (jly_member_get_name (member, i), name))
      return jly_member_type_words (member, i, typed, error);
  return jly_ctl_fail_usage (error, _ ("The contract has no other party “%s”."), name);
}

gboolean
jly_ctl_study_words (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *typed = jly_ctl_study_options_get (options, "--typed", 0);
  g_autoptr (JlyVerification) words = NULL;

  if (!jly_member_check_contract (member, error)
      || (typed != NULL && !type (member, options, typed, error))
      || !jly_member_play_words (member, TRUE, &words, error))
    return FALSE;
  if (words == NULL)
    return jly_ctl_fail_usage (error, _ ("Only founders of a contract compare words."));
  if (!jly_verification_check (words, error))
    return FALSE;
  if (options->json)
    print_json (words);
  else
    print_words (words);
  return TRUE;
}
