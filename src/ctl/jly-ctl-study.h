/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of "jointlyctl study" share. */
#pragma once

#include "ctl/jly-ctl.h"
#include "party/jly-member.h"
#include "party/jly-rehearsal.h"

G_BEGIN_DECLS

/* The longest span of days that a contract, a question or a mandate may have: a hundred years. */
#define JLY_CTL_STUDY_MOST_DAYS 36500

/* The words after "study COMMAND". */
typedef struct
{
  GPtrArray *words;  /* char*, those that are no options */
  GPtrArray *names;  /* char*, options as they came, */
  GPtrArray *values; /* and their values */
  gboolean json;
} JlyCtlStudyOptions;

/* Every option takes a value but --json and --qr. JLY_ERROR_USAGE for one that is not in known
 * (NULL: none besides those of all commands). */
JlyCtlStudyOptions *
jly_ctl_study_options_parse (int argc, char **argv, const char *const *known, GError **error);
void jly_ctl_study_options_free (JlyCtlStudyOptions *self);
/* The n-th value of an option; NULL if there are fewer. */
const char *jly_ctl_study_options_get (const JlyCtlStudyOptions *self, const char *name, guint n);
/* The same, which must be there. */
const char *
jly_ctl_study_options_need (const JlyCtlStudyOptions *self, const char *name, GError **error);
/* A whole number of these bounds (none below 0), and nothing else: half a number would be another
 * one. What is not there leaves *number alone. JLY_ERROR_USAGE. */
gboolean jly_ctl_study_options_number (const JlyCtlStudyOptions *self,
                                       const char *name,
                                       gint64 low,
                                       gint64 high,
                                       gint64 *number,
                                       GError **error);
/* All of them, NULL-terminated; free the list alone. */
const char **jly_ctl_study_options_list (const JlyCtlStudyOptions *self, const char *name);

/* The party of --data-dir, with its keys, and what is new in --folder taken in. */
JlyMember *jly_ctl_study_open (const JlyCtlStudyOptions *options, GError **error);
/* The question that --question names by its number (from 1), or the last; JLY_ERROR_USAGE. */
gboolean jly_ctl_study_find_question (JlyMember *member,
                                      const JlyCtlStudyOptions *options,
                                      guint *question,
                                      GError **error);

typedef gboolean (*JlyCtlStudyFunc) (JlyMember *member,
                                     const JlyCtlStudyOptions *options,
                                     GError **error);

gboolean jly_ctl_study_new (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean
jly_ctl_study_submit (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_show (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean
jly_ctl_study_show_next (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean
jly_ctl_study_status (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_log (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean
jly_ctl_study_result (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_words (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_run (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_meet (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean jly_ctl_study_sync (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
gboolean
jly_ctl_study_rehearse (JlyMember *member, const JlyCtlStudyOptions *options, GError **error);
/* Runs it until it ends or is interrupted. */
JlyResult *jly_ctl_rehearse_run (JlyRehearsal *rehearsal, GError **error);
/* Three computing parties of this computer, each in a process of its own. */
gboolean jly_ctl_study_run_three (const JlyCtlStudyOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCtlStudyOptions, jly_ctl_study_options_free)

G_END_DECLS
