/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand in a study's file at all: the names and kinds of members. See
 * jly-study-file-private.h. */
#include "config.h"

#include "party/jly-study-file-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

gboolean
jly_study_file_fail (const JlyStudyReading *reading, GError **error, const char *format, ...)
{
  JlyErrorDetail detail = {
    .file = reading->path,
    .step = "study",
    .next = _ ("Correct the study's file; the form of a study says what may stand in it."),
  };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s: %s", reading->path, text);
}

static gboolean
is_kind (JsonNode *node, JlyStudyMemberKind kind)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (kind)
    {
    case JLY_MEMBER_TEXT:
      return type == G_TYPE_STRING;
    case JLY_MEMBER_WHOLE:
      return type == G_TYPE_INT64;
    case JLY_MEMBER_NUMBER:
      return type == G_TYPE_INT64 || type == G_TYPE_STRING;
    case JLY_MEMBER_BOOL:
      return type == G_TYPE_BOOLEAN;
    case JLY_MEMBER_LIST:
      return JSON_NODE_HOLDS_ARRAY (node);
    default:
      return JSON_NODE_HOLDS_OBJECT (node);
    }
}

static const char *
kind_words (JlyStudyMemberKind kind)
{
  switch (kind)
    {
    case JLY_MEMBER_TEXT:
      return _ ("a text in quotes");
    case JLY_MEMBER_WHOLE:
      return _ ("a whole number without quotes");
    case JLY_MEMBER_NUMBER:
      return _ ("a number in quotes");
    case JLY_MEMBER_BOOL:
      return _ ("true or false without quotes");
    case JLY_MEMBER_LIST:
      return _ ("a list");
    default:
      return _ ("an object");
    }
}

/* What studies for jointlyctl table inspect were once written with, and what says the same now. */
static const char *
find_successor (const char *name)
{
  static const char *const names[][2] = {
    { "scale", "decimals" },      { "range", "least” and “most" },
    { "currency", "unit" },       { "key_format", "key-format" },
    { "rules", "checks" },        { "required", "may-be-missing" },
    { "providers", "companies" }, { "other", "not-above" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], name))
      return names[i][1];
  return NULL;
}

static gboolean
fail_unknown (const JlyStudyReading *reading, const char *name, const char *what, GError **error)
{
  const char *successor = find_successor (name);

  if (successor == NULL)
    return jly_study_file_fail (reading, error, _ ("“%s” is not known in %s."), name, what);
  return jly_study_file_fail (reading, error, _ ("“%s” is not known in %s; write “%s” there."),
                              name, what, successor);
}

gboolean
jly_study_file_check_members (const JlyStudyReading *reading,
                              JsonObject *object,
                              const JlyStudyMember *known,
                              const char *what,
                              GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next)
    {
      const JlyStudyMember *member = known;

      while (member->name != NULL && !g_str_equal (member->name, at->data))
        member++;
      if (member->name == NULL)
        return fail_unknown (reading, at->data, what, error);
      if (!is_kind (json_object_get_member (object, member->name), member->kind))
        return jly_study_file_fail (reading, error, _ ("“%s” of %s must be %s."), member->name,
                                    what, kind_words (member->kind));
    }
  return TRUE;
}

char *
jly_study_file_dup_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}
