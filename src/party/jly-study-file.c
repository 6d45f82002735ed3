/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-file.h. A member that nobody knows is an error: a misspelt check must not be taken
 * for one that was not agreed. */
#include "config.h"

#include "party/jly-study-file.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-study-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES (1u << 20)

static void
free_party (JlyStudyFileParty *party)
{
  g_free (party->name);
  g_free (party->path);
  g_free (party);
}

void
jly_study_file_free (JlyStudyFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->draft, jly_study_free);
  jly_rules_free (self->rules);
  g_ptr_array_unref (self->parties);
  g_free (self->not_computed);
  g_free (self->tender);
  g_free (self);
}

/* Everything but id and analysis is a setting of the analysis, which says what it knows. */
static gboolean
read_question (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  const char *analysis = object != NULL ? jly_json_get_text (object, "analysis", NULL) : NULL;
  g_autoptr (GList) members = NULL;
  JlyStudyQuestion *question;

  if (analysis == NULL)
    return jly_study_file_fail (reading, error, _ ("A question has no “analysis”."));
  if (json_object_has_member (object, "id") && jly_json_get_text (object, "id", NULL) == NULL)
    return jly_study_file_fail (reading, error,
                                _ ("The “id” of a question must be a text in quotes."));
  question = jly_study_add_question (reading->file->draft,
                                     jly_json_get_text (object, "id", analysis), analysis);
  members = json_object_get_members (object);
  for (GList *at = members; at != NULL; at = at->next)
    {
      g_autofree char *value = jly_study_file_dup_value (object, at->data);

      if (g_str_equal (at->data, "id") || g_str_equal (at->data, "analysis"))
        continue;
      if (value == NULL)
        return jly_study_file_fail (reading, error,
                                    _ ("The setting “%s” must be a text or a whole number."),
                                    (const char *)at->data);
      jly_study_question_set (question, at->data, value);
    }
  return TRUE;
}

static JsonObject *
element_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

typedef gboolean (*ReadFunc) (const JlyStudyReading *reading, JsonObject *object, GError **error);

static gboolean
read_list (const JlyStudyReading *reading,
           JsonObject *object,
           const char *name,
           ReadFunc func,
           GError **error)
{
  JsonArray *array = jly_json_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!func (reading, element_object (array, i), error))
      return FALSE;
  return TRUE;
}

/* Files are found from where the study lies. */
static char *
resolve (const JlyStudyReading *reading, const char *name)
{
  g_autofree char *dir = g_path_get_dirname (reading->path);

  return g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (dir, name, NULL);
}

static JlyStudyFileParty *
add_party (const JlyStudyReading *reading, const char *name)
{
  JlyStudyFileParty *party = g_new0 (JlyStudyFileParty, 1);

  party->name = g_strdup (name);
  g_ptr_array_add (reading->file->parties, party);
  return party;
}

/* "data" alone gives the companies in its order; "companies" gives another one. */
static gboolean
read_parties (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  JsonArray *companies = jly_json_get_array (object, "companies");
  JsonObject *data = jly_json_get_object (object, "data");
  g_autoptr (GList) names = data != NULL ? json_object_get_members (data) : NULL;

  for (guint i = 0; companies != NULL && i < json_array_get_length (companies); i++)
    {
      if (jly_json_element_text (companies, i) == NULL)
        return jly_study_file_fail (reading, error, _ ("“%s” must be a list of names."),
                                    "companies");
      add_party (reading, jly_json_element_text (companies, i));
    }
  for (GList *at = names; at != NULL; at = at->next)
    {
      const char *path = jly_json_get_text (data, at->data, NULL);
      JlyStudyFileParty *party = NULL;

      for (guint i = 0; i < reading->file->parties->len; i++)
        {
          JlyStudyFileParty *other = reading->file->parties->pdata[i];

          if (g_str_equal (other->name, at->data))
            party = other;
        }
      if (path == NULL || (party == NULL && companies != NULL))
        return jly_study_file_fail (reading, error,
                                    _ ("“data” of “%s” is no file of a company of the study."),
                                    (const char *)at->data);
      if (party == NULL)
        party = add_party (reading, at->data);
      party->path = resolve (reading, path);
    }
  return TRUE;
}

/* A joint bid's columns and rows come from the tender. */
static gboolean
read_tender (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  static const JlyStudyMember known[] = {
    { "case", JLY_MEMBER_TEXT },     { "title", JLY_MEMBER_TEXT },
    { "public", JLY_MEMBER_OBJECT }, { "companies", JLY_MEMBER_LIST },
    { "data", JLY_MEMBER_OBJECT },   { NULL },
  };
  JsonObject *public = jly_json_get_object (object, "public");
  const char *tender = public != NULL ? jly_json_get_text (public, "tender", NULL) : NULL;

  if (!jly_study_file_check_members (reading, object, known, _ ("a study of case a"), error))
    return FALSE;
  if (tender != NULL)
    reading->file->tender = resolve (reading, tender);
  return TRUE;
}

/* What every group must have to be shown. */
static gboolean
read_limits (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  static const JlyStudyMember known[] = {
    { "rows", JLY_MEMBER_WHOLE },
    { "companies", JLY_MEMBER_WHOLE },
    { "top-share", JLY_MEMBER_WHOLE },
    { "least-and-largest", JLY_MEMBER_BOOL },
    { NULL },
  };
  JlyLimits *limits = &reading->file->draft->limits;
  gint64 rows, companies, top_share;

  if (object == NULL)
    return TRUE;
  if (!jly_study_file_check_members (reading, object, known, _ ("“limits”"), error))
    return FALSE;
  rows = jly_json_get_number (object, "rows", 0);
  companies = jly_json_get_number (object, "companies", 0);
  top_share = jly_json_get_number (object, "top-share", 0);
  if (rows < 0 || rows > JLY_STUDY_MAX_OWN_ROWS || companies < 0
      || companies > JLY_STUDY_MAX_PARTIES || top_share < 0 || top_share > 100)
    return jly_study_file_fail (
        reading, error,
        _ ("“limits” needs “rows” up to %d, “companies” up to %d and “top-share” up to "
           "100."),
        JLY_STUDY_MAX_OWN_ROWS, JLY_STUDY_MAX_PARTIES);
  *limits = (JlyLimits){ (guint)rows, (guint)companies, (guint)top_share,
                         jly_json_get_bool (object, "least-and-largest", FALSE) };
  return TRUE;
}

/* Columns that cannot be computed with yet stand in the draft for their names only, so that these
 * are checked like all others; nobody may compute with such a draft. */
static gboolean
check_study (const JlyStudyReading *reading, GError **error)
{
  JlyStudyFile *file = reading->file;

  if (file->not_computed == NULL)
    return jly_study_check_draft (file->draft, error);
  if (!jly_study_check_table (file->draft, error))
    return FALSE;
  g_clear_pointer (&file->draft, jly_study_free);
  return TRUE;
}

static gboolean
read_own (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  static const JlyStudyMember known[] = {
    { "case", JLY_MEMBER_TEXT },
    { "title", JLY_MEMBER_TEXT },
    { "currency", JLY_MEMBER_TEXT },
    { "companies", JLY_MEMBER_LIST },
    { "columns", JLY_MEMBER_LIST },
    { "most-rows", JLY_MEMBER_WHOLE },
    { "checks", JLY_MEMBER_LIST },
    { "questions", JLY_MEMBER_LIST },
    { "data", JLY_MEMBER_OBJECT },
    { "limits", JLY_MEMBER_OBJECT },
    { NULL },
  };
  JlyStudy *draft = reading->file->draft;
  gint64 most_rows = jly_json_get_number (object, "most-rows", 1000);

  if (!jly_study_file_check_members (reading, object, known, _ ("a study"), error))
    return FALSE;
  draft->currency = g_strdup (jly_json_get_text (object, "currency", ""));
  if (most_rows < 1 || most_rows > JLY_STUDY_MAX_OWN_ROWS)
    return jly_study_file_fail (reading, error, _ ("“most-rows” must be from 1 to %d."),
                                JLY_STUDY_MAX_OWN_ROWS);
  draft->most_rows = (guint)most_rows;
  return read_limits (reading, jly_json_get_object (object, "limits"), error)
         && read_list (reading, object, "columns", jly_study_file_read_column, error)
         && read_list (reading, object, "checks", jly_study_file_read_check, error)
         && read_list (reading, object, "questions", read_question, error)
         && check_study (reading, error);
}

static gboolean
read_study (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  const char *case_id = jly_json_get_text (object, "case", "");
  g_autofree char *name = g_path_get_basename (reading->path);

  if (json_object_has_member (object, "case") && jly_json_get_text (object, "case", NULL) == NULL)
    return jly_study_file_fail (reading, error, _ ("“%s” must be a text in quotes."), "case");
  reading->file->draft = jly_study_new (case_id, jly_json_get_text (object, "title", name));
  if (!read_parties (reading, object, error))
    return FALSE;
  return g_str_equal (case_id, "a") ? read_tender (reading, object, error)
                                    : read_own (reading, object, error);
}

static char *
load (const char *path, GError **error)
{
  JlyErrorDetail detail = { .file = path, .next = _ ("Check the name of the study's file.") };
  char *text = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &text, &size, NULL))
    {
      jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s is missing or cannot be read."), path);
      return NULL;
    }
  if (size <= MAX_BYTES && strlen (text) == size && g_utf8_validate (text, (gssize)size, NULL))
    return text;
  g_free (text);
  jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("%s is too large or no text."), path);
  return NULL;
}

JlyStudyFile *
jly_study_file_parse (const char *text, const char *path, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JlyStudyFile) self = NULL;
  JlyStudyReading reading = { .path = path };

  self = g_new0 (JlyStudyFile, 1);
  self->rules = jly_rules_new ();
  self->parties = g_ptr_array_new_with_free_func ((GDestroyNotify)free_party);
  reading.file = self;
  object = jly_json_parse (text, NULL);
  if (object == NULL)
    {
      jly_study_file_fail (&reading, error,
                           _ ("This is no JSON object, or a member stands in one twice."));
      return NULL;
    }
  return read_study (&reading, object, error) ? g_steal_pointer (&self) : NULL;
}

JlyStudyFile *
jly_study_file_read (const char *path, GError **error)
{
  g_autofree char *text = load (path, error);

  return text != NULL ? jly_study_file_parse (text, path, error) : NULL;
}

gboolean
jly_study_file_check_computable (const JlyStudyFile *self, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Leave that out of the study, or look at files with jointlyctl table inspect, which "
               "uses all of it."),
  };

  return self->not_computed == NULL
         || jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s", self->not_computed);
}
