/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's checks beyond its columns' own, as its file has them. What everybody agreed goes into
 * the draft, where it is checked again under sharing; what only asks, and what compares rows, is
 * for the reading of a company's file. See jly-study-file-private.h. */
#include "config.h"

#include "party/jly-study-file-private.h"

#include "party/jly-json.h"

#include <glib/gi18n-lib.h>

#define MAX_TIMES 1000

/* The three forms that a check can have. */
typedef enum
{
  FORM_NONE, /* or more than one */
  FORM_NOT_ABOVE,
  FORM_UNIQUE,
  FORM_RANGE
} Form;

static Form
find_form (JsonObject *object)
{
  const gboolean compares
      = json_object_has_member (object, "not-above") || json_object_has_member (object, "times");
  const gboolean bounds
      = json_object_has_member (object, "least") || json_object_has_member (object, "most");
  const gboolean is_unique = json_object_has_member (object, "unique");

  if (compares + bounds + is_unique != 1)
    return FORM_NONE;
  return compares ? FORM_NOT_ABOVE : bounds ? FORM_RANGE : FORM_UNIQUE;
}

static gboolean
fail_form (const JlyStudyReading *reading, GError **error)
{
  return jly_study_file_fail (reading, error,
                              _ ("A check needs “column” and one of three: “not-above”, another "
                                 "column, with “times” from 1 "
                                 "to %d; “unique”: true; or “least” and “most” with “soft”: true."),
                              MAX_TIMES);
}

static gboolean
read_not_above (const JlyStudyReading *reading, JsonObject *object, JlyRule *rule, GError **error)
{
  const int other
      = jly_rules_find_column (reading->file->rules, jly_json_get_text (object, "not-above", NULL));
  const gint64 times = jly_json_get_number (object, "times", 1);

  if (other < 0 || times < 1 || times > MAX_TIMES)
    return fail_form (reading, error);
  rule->kind = JLY_RULE_NOT_ABOVE;
  rule->other = (guint)other;
  rule->times = (guint)times;
  if (!jly_study_file_add_rule (reading, rule, error))
    return FALSE;
  if (!rule->is_soft)
    jly_study_add_check (reading->file->draft, rule->column, rule->other, rule->times);
  return TRUE;
}

static gboolean
read_unique (const JlyStudyReading *reading, JsonObject *object, JlyRule *rule, GError **error)
{
  const char *title = jly_rules_get_column (reading->file->rules, rule->column)->title;

  rule->kind = JLY_RULE_UNIQUE;
  if (!jly_json_get_bool (object, "unique", FALSE))
    return fail_form (reading, error);
  if (!rule->is_soft)
    jly_study_file_set_not_computed (
        reading,
        g_strdup_printf (
            _ ("That no value of “%s” stands twice cannot be checked by a computation yet."),
            title));
  return jly_study_file_add_rule (reading, rule, error);
}

/* Only a soft one: what everybody must keep is the column's own range. */
static gboolean
read_usual_range (const JlyStudyReading *reading, JsonObject *object, JlyRule *rule, GError **error)
{
  const JlyValueKind kind = jly_rules_get_column (reading->file->rules, rule->column)->kind;

  if (!rule->is_soft || (kind != JLY_VALUE_NUMBER && kind != JLY_VALUE_DATE))
    return fail_form (reading, error);
  return jly_study_file_read_range (reading, object, rule->column, rule, error)
         && jly_study_file_add_rule (reading, rule, error);
}

gboolean
jly_study_file_read_check (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  static const JlyStudyMember known[] = {
    { "column", JLY_MEMBER_TEXT },  { "not-above", JLY_MEMBER_TEXT },
    { "times", JLY_MEMBER_WHOLE },  { "unique", JLY_MEMBER_BOOL },
    { "least", JLY_MEMBER_NUMBER }, { "most", JLY_MEMBER_NUMBER },
    { "soft", JLY_MEMBER_BOOL },    { NULL },
  };
  JlyRule rule = { .times = 1 };
  int column;

  if (object == NULL)
    return jly_study_file_fail (reading, error, _ ("A check is no object."));
  if (!jly_study_file_check_members (reading, object, known, _ ("a check"), error))
    return FALSE;
  column = jly_rules_find_column (reading->file->rules, jly_json_get_text (object, "column", NULL));
  if (column < 0)
    return fail_form (reading, error);
  rule.column = (guint)column;
  rule.is_soft = jly_json_get_bool (object, "soft", FALSE);
  switch (find_form (object))
    {
    case FORM_NOT_ABOVE:
      return read_not_above (reading, object, &rule, error);
    case FORM_UNIQUE:
      return read_unique (reading, object, &rule, error);
    case FORM_RANGE:
      return read_usual_range (reading, object, &rule, error);
    default:
      return fail_form (reading, error);
    }
}
