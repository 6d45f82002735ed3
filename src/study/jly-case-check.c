/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a case file that could be read makes a case: every field a page shows is there, and the
 * picture agrees with the rule that exactly three parties compute and every role is somebody's.
 */
#include "config.h"

#include "study/jly-case-private.h"
#include "study/jly-case-table.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

#define COMPUTING_PARTIES 3

static gboolean
fail_whole (const char *name, GError **error, const char *what)
{
  const JlyErrorDetail detail
      = { .file = name, .next = _ ("Add it; data/cases/README.md describes the format.") };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   /* Translators: file name, what is wrong with it. */
                   _ ("%s: %s"), name, what);
}

static gboolean
fail_missing (const char *name, GError **error, const char *element)
{
  g_autofree char *what = g_strdup_printf (_ ("<%s> is missing."), element);

  return fail_whole (name, error, what);
}

/* A promise without a word on when it is kept would be none. */
static gboolean
check_later (JlyCase *self, const char *name, GError **error)
{
  return self->lists[CASE_LEARNED_LATER]->len == 0 || self->texts[CASE_LATER] != NULL
         || fail_missing (name, error, "later");
}

static gboolean
check_words (JlyCase *self, const char *name, GError **error)
{
  static const char *const texts[CASE_N_TEXTS] = {
    [CASE_TITLE] = "title",           [CASE_LONG_TITLE] = "long-title",
    [CASE_QUESTION] = "question",     [CASE_SUMMARY] = "summary",
    [CASE_TABLE] = "table",           [CASE_TRUST] = "trust",
    [CASE_MOTIVATION] = "motivation", [CASE_PICTURE] = "description",
  };
  static const char *const lists[CASE_N_LISTS] = {
    [CASE_LEARNED] = "learned",
    [CASE_NEVER_SHOWN] = "never-shown",
    [CASE_GOOD_TO_KNOW] = "good-to-know",
    [CASE_ATTACKS] = "attacks",
  };
  static const char *const roles[JLY_N_ROLES] = {
    [JLY_ROLE_BRINGS] = "role does=\"brings\"", [JLY_ROLE_COMPUTES] = "role does=\"computes\"",
    [JLY_ROLE_ASKS] = "role does=\"asks\"",     [JLY_ROLE_APPROVES] = "role does=\"approves\"",
    [JLY_ROLE_LEARNS] = "role does=\"learns\"",
  };

  for (guint i = 0; i < CASE_N_TEXTS; i++)
    if (texts[i] != NULL && self->texts[i] == NULL)
      return fail_missing (name, error, texts[i]);
  for (guint i = 0; i < JLY_N_ROLES; i++)
    if (self->roles[i] == NULL || self->role_details[i] == NULL)
      return fail_missing (name, error, roles[i]);
  for (guint i = 0; i < CASE_N_LISTS; i++)
    if (lists[i] != NULL && self->lists[i]->len == 0)
      return fail_missing (name, error, lists[i]);
  return TRUE;
}

/* One group: what a party cannot be is not drawn either. */
static gboolean
check_group (const JlyCaseGroup *group, const char *name, GError **error)
{
  const guint most = group->count > 0 ? group->count : 1;

  if (group->name == NULL)
    return fail_missing (name, error, "group");
  if (group->subjects
      && (group->n_computing > 0 || group->asks || group->approves || group->learns))
    return fail_whole (name, error,
                       _ ("people whom the rows are about are no party and hold no role."));
  if (group->n_computing > most)
    return fail_whole (name, error, _ ("a group has more computing parties than parties."));
  if (group->count == 0 && !group->subjects && group->n_computing == 0 && !group->asks
      && !group->approves && !group->learns)
    return fail_whole (name, error, _ ("a group in the picture does nothing."));
  return TRUE;
}

/* A case that says nothing of its policy could not become a study. */
static gboolean
check_policy (const CasePolicy *policy, const char *name, GError **error)
{
  if (!policy->is_there)
    return fail_missing (name, error, "policy");
  if (policy->rules[CASE_RULE_ASK].n == 0)
    return fail_missing (name, error, "ask");
  if (policy->rules[CASE_RULE_APPROVE].n == 0)
    return fail_missing (name, error, "approve");
  if (policy->learn.roles == 0 && policy->learn.sides == 0 && !policy->learn.proposers
      && !policy->learn.own_part)
    return fail_missing (name, error, "learn");
  return TRUE;
}

gboolean
jly_case_check (JlyCase *self, const char *name, GError **error)
{
  guint computing = self->outside_miners;
  gboolean brings = FALSE, asks = FALSE, approves = FALSE, learns = FALSE;

  g_autofree char *problem = NULL;

  if (!check_words (self, name, error) || !check_later (self, name, error)
      || !check_policy (&self->policy, name, error))
    return FALSE;
  if (!case_table_check (self->columns, &problem))
    return fail_whole (name, error, problem);
  for (guint i = 0; i < self->groups->len; i++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (self->groups, i);

      if (!check_group (group, name, error))
        return FALSE;
      computing += group->n_computing;
      brings |= group->count > 0 && !group->subjects;
      asks |= group->asks;
      approves |= group->approves;
      learns |= group->learns;
    }
  if (computing != COMPUTING_PARTIES)
    return fail_whole (
        name, error,
        _ ("the picture must have exactly three computing parties, inside and outside together."));
  if (!brings || !asks || !approves || !learns)
    return fail_whole (name, error,
                       _ ("in the picture somebody must bring, ask, approve and learn."));
  return TRUE;
}
