/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts that read a study's file share: where they are, and what may stand there. */
#pragma once

#include "party/jly-study-file.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *path;
  JlyStudyFile *file; /* filled as far as it was read; its draft has every column */
} JlyStudyReading;

/* What a member holds. */
typedef enum
{
  JLY_MEMBER_TEXT,
  JLY_MEMBER_WHOLE,  /* a whole number */
  JLY_MEMBER_NUMBER, /* a whole number, or a number in quotes */
  JLY_MEMBER_BOOL,
  JLY_MEMBER_LIST,
  JLY_MEMBER_OBJECT,
} JlyStudyMemberKind;

typedef struct
{
  const char *name; /* NULL ends a list of them */
  JlyStudyMemberKind kind;
} JlyStudyMember;

/* Always FALSE: the sentence with the file's name before it. */
gboolean
jly_study_file_fail (const JlyStudyReading *reading, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Every member is one of known and of its kind: one of another kind must not be taken for one that
 * was left out. what names the object in the sentence. */
gboolean jly_study_file_check_members (const JlyStudyReading *reading,
                                       JsonObject *object,
                                       const JlyStudyMember *known,
                                       const char *what,
                                       GError **error);

/* A number that is written as a JSON number or as text; owned by the caller, NULL if there is none.
 */
char *jly_study_file_dup_value (JsonObject *object, const char *name);

/* One element of "columns" or "checks", NULL if it is no object: into draft and rules. */
gboolean
jly_study_file_read_column (const JlyStudyReading *reading, JsonObject *object, GError **error);
gboolean
jly_study_file_read_check (const JlyStudyReading *reading, JsonObject *object, GError **error);

/* The members of object that bound the values of the rules' column; which may be reached at both
 * ends. Dates may leave one out. */
gboolean jly_study_file_read_range (const JlyStudyReading *reading,
                                    JsonObject *object,
                                    guint column,
                                    JlyRule *rule,
                                    GError **error);
/* Takes a rule into the rules if it makes sense there. */
gboolean
jly_study_file_add_rule (const JlyStudyReading *reading, const JlyRule *rule, GError **error);
/* Remembers why this study cannot be computed, if nothing was remembered before. words: owned by
 * the file from now on. */
void jly_study_file_set_not_computed (const JlyStudyReading *reading, char *words);

G_END_DECLS
