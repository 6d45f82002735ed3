/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-file.h. A member that nobody knows is an error: a misspelt check must not be taken
 * for one that was not agreed. */
#include "config.h"

#include "party/jly-study-file.h"

#include "base/jly-decimal.h"
#include "base/jly-error.h"
#include "party/jly-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES (1u << 20)
#define MAX_DECIMALS 9

/* What a member holds. */
typedef enum
{
  KIND_TEXT,
  KIND_WHOLE,  /* a whole number */
  KIND_NUMBER, /* a whole number, or a number in quotes */
  KIND_BOOL,
  KIND_LIST,
  KIND_OBJECT,
} Kind;

typedef struct
{
  const char *name; /* NULL ends a list of them */
  Kind kind;
} Member;

typedef struct
{
  const char *path;
  JlyStudyFile *file;
} Reading;

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
  g_ptr_array_unref (self->parties);
  g_free (self->tender);
  g_free (self);
}

static gboolean fail (const Reading *reading, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (const Reading *reading, GError **error, const char *format, ...)
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
is_kind (JsonNode *node, Kind kind)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (kind)
    {
    case KIND_TEXT:
      return type == G_TYPE_STRING;
    case KIND_WHOLE:
      return type == G_TYPE_INT64;
    case KIND_NUMBER:
      return type == G_TYPE_INT64 || type == G_TYPE_STRING;
    case KIND_BOOL:
      return type == G_TYPE_BOOLEAN;
    case KIND_LIST:
      return JSON_NODE_HOLDS_ARRAY (node);
    default:
      return JSON_NODE_HOLDS_OBJECT (node);
    }
}

static const char *
kind_words (Kind kind)
{
  switch (kind)
    {
    case KIND_TEXT:
      return _ ("a text in quotes");
    case KIND_WHOLE:
      return _ ("a whole number without quotes");
    case KIND_NUMBER:
      return _ ("a number in quotes");
    case KIND_BOOL:
      return _ ("true or false without quotes");
    case KIND_LIST:
      return _ ("a list");
    default:
      return _ ("an object");
    }
}

/* Every member is one of known and of its kind: one of another kind must not be taken for one that
 * was left out. what names the object in the sentence. */
static gboolean
check_members (const Reading *reading,
               JsonObject *object,
               const Member *known,
               const char *what,
               GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next)
    {
      const Member *member = known;

      while (member->name != NULL && !g_str_equal (member->name, at->data))
        member++;
      if (member->name == NULL)
        return fail (reading, error, _ ("“%s” is not known in %s."), (const char *)at->data, what);
      if (!is_kind (json_object_get_member (object, member->name), member->kind))
        return fail (reading, error, _ ("“%s” of %s must be %s."), member->name, what,
                     kind_words (member->kind));
    }
  return TRUE;
}

static JsonObject *
element_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Numbers may be written as JSON numbers or as text; owned by the caller, NULL if there is none. */
static char *
dup_value (JsonObject *object, const char *name)
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

/* A number of the column in steps; fallback where it is not there. */
static gboolean
read_bound (const Reading *reading,
            JsonObject *object,
            const char *name,
            const JlyStudyColumn *column,
            const char *fallback,
            gint64 *steps,
            GError **error)
{
  g_autofree char *text = dup_value (object, name);

  if (text == NULL && !json_object_has_member (object, name) && fallback != NULL)
    text = g_strdup (fallback);
  if (text != NULL && jly_decimal_parse (text, column->scale, steps))
    return TRUE;
  return fail (reading, error,
               _ ("“%s” of column “%s” must be a number with at most %u decimals, in quotes."),
               name, column->title, column->scale);
}

static gboolean
read_categories (const Reading *reading, JsonArray *array, JlyStudyColumn *column, GError **error)
{
  guint n = json_array_get_length (array);
  g_auto (GStrv) categories = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const char *text = jly_json_element_text (array, i);

      if (text == NULL)
        return fail (reading, error, _ ("Category %u of column “%s” is no text."), i + 1,
                     column->title);
      categories[i] = g_strdup (text);
    }
  jly_study_column_set_categories (column, (const char *const *)categories);
  return TRUE;
}

static gboolean
read_column (const Reading *reading, JsonObject *object, GError **error)
{
  static const Member known[] = {
    { "id", KIND_TEXT },         { "title", KIND_TEXT },          { "unit", KIND_TEXT },
    { "decimals", KIND_WHOLE },  { "least", KIND_NUMBER },        { "most", KIND_NUMBER },
    { "categories", KIND_LIST }, { "may-be-missing", KIND_BOOL }, { NULL },
  };
  const char *id = object != NULL ? jly_json_get_text (object, "id", NULL) : NULL;
  JsonArray *categories;
  JlyStudyColumn *column;
  gint64 decimals, least, most;

  if (object != NULL && !check_members (reading, object, known, _ ("a column"), error))
    return FALSE;
  if (id == NULL)
    return fail (reading, error, _ ("A column has no “id”."));
  column = jly_study_add_column (reading->file->draft, id, jly_json_get_text (object, "title", id),
                                 0, 1);
  g_free (column->unit);
  column->unit = g_strdup (jly_json_get_text (object, "unit", ""));
  decimals = jly_json_get_number (object, "decimals", 0);
  if (decimals < 0 || decimals > MAX_DECIMALS)
    return fail (reading, error, _ ("“decimals” of column “%s” must be from 0 to %d."),
                 column->title, MAX_DECIMALS);
  column->scale = (guint)decimals;
  column->may_be_missing = jly_json_get_bool (object, "may-be-missing", FALSE);
  categories = jly_json_get_array (object, "categories");
  if (categories != NULL)
    return read_categories (reading, categories, column, error);
  if (!read_bound (reading, object, "least", column, "0", &least, error)
      || !read_bound (reading, object, "most", column, NULL, &most, error))
    return FALSE;
  jly_study_column_set_range (column, least, most);
  return TRUE;
}

/* The index of a column by its id; -1 if there is none. */
static int
find_column (const Reading *reading, const char *id)
{
  const GPtrArray *columns = reading->file->draft->columns;

  for (guint i = 0; id != NULL && i < columns->len; i++)
    if (g_str_equal (((const JlyStudyColumn *)columns->pdata[i])->id, id))
      return (int)i;
  return -1;
}

static gboolean
read_check (const Reading *reading, JsonObject *object, GError **error)
{
  static const Member known[]
      = { { "column", KIND_TEXT }, { "not-above", KIND_TEXT }, { "times", KIND_WHOLE }, { NULL } };
  int column, other;
  gint64 times;

  if (object == NULL)
    return fail (reading, error, _ ("A check is no object."));
  if (!check_members (reading, object, known, _ ("a check"), error))
    return FALSE;
  column = find_column (reading, jly_json_get_text (object, "column", NULL));
  other = find_column (reading, jly_json_get_text (object, "not-above", NULL));
  times = jly_json_get_number (object, "times", 1);
  if (column < 0 || other < 0 || times < 1 || times > 1000)
    return fail (reading, error,
                 _ ("A check needs “column” and “not-above”, two columns of the study, and "
                    "“times” from 1 to 1000."));
  jly_study_add_check (reading->file->draft, (guint)column, (guint)other, (guint)times);
  return TRUE;
}

/* Everything but id and analysis is a setting of the analysis, which says what it knows. */
static gboolean
read_question (const Reading *reading, JsonObject *object, GError **error)
{
  const char *analysis = object != NULL ? jly_json_get_text (object, "analysis", NULL) : NULL;
  g_autoptr (GList) members = NULL;
  JlyStudyQuestion *question;

  if (analysis == NULL)
    return fail (reading, error, _ ("A question has no “analysis”."));
  if (json_object_has_member (object, "id") && jly_json_get_text (object, "id", NULL) == NULL)
    return fail (reading, error, _ ("The “id” of a question must be a text in quotes."));
  question = jly_study_add_question (reading->file->draft,
                                     jly_json_get_text (object, "id", analysis), analysis);
  members = json_object_get_members (object);
  for (GList *at = members; at != NULL; at = at->next)
    {
      g_autofree char *value = dup_value (object, at->data);

      if (g_str_equal (at->data, "id") || g_str_equal (at->data, "analysis"))
        continue;
      if (value == NULL)
        return fail (reading, error, _ ("The setting “%s” must be a text or a whole number."),
                     (const char *)at->data);
      jly_study_question_set (question, at->data, value);
    }
  return TRUE;
}

typedef gboolean (*ReadFunc) (const Reading *reading, JsonObject *object, GError **error);

static gboolean
read_list (
    const Reading *reading, JsonObject *object, const char *name, ReadFunc func, GError **error)
{
  JsonArray *array = jly_json_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!func (reading, element_object (array, i), error))
      return FALSE;
  return TRUE;
}

/* Files are found from where the study lies. */
static char *
resolve (const Reading *reading, const char *name)
{
  g_autofree char *dir = g_path_get_dirname (reading->path);

  return g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (dir, name, NULL);
}

static JlyStudyFileParty *
add_party (const Reading *reading, const char *name)
{
  JlyStudyFileParty *party = g_new0 (JlyStudyFileParty, 1);

  party->name = g_strdup (name);
  g_ptr_array_add (reading->file->parties, party);
  return party;
}

/* "data" alone gives the companies in its order; "companies" gives another one. */
static gboolean
read_parties (const Reading *reading, JsonObject *object, GError **error)
{
  JsonArray *companies = jly_json_get_array (object, "companies");
  JsonObject *data = jly_json_get_object (object, "data");
  g_autoptr (GList) names = data != NULL ? json_object_get_members (data) : NULL;

  for (guint i = 0; companies != NULL && i < json_array_get_length (companies); i++)
    {
      if (jly_json_element_text (companies, i) == NULL)
        return fail (reading, error, _ ("“%s” must be a list of names."), "companies");
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
        return fail (reading, error, _ ("“data” of “%s” is no file of a company of the study."),
                     (const char *)at->data);
      if (party == NULL)
        party = add_party (reading, at->data);
      party->path = resolve (reading, path);
    }
  return TRUE;
}

/* A joint bid's columns and rows come from the tender. */
static gboolean
read_tender (const Reading *reading, JsonObject *object, GError **error)
{
  static const Member known[] = {
    { "case", KIND_TEXT },      { "title", KIND_TEXT },  { "public", KIND_OBJECT },
    { "companies", KIND_LIST }, { "data", KIND_OBJECT }, { NULL },
  };
  JsonObject *public = jly_json_get_object (object, "public");
  const char *tender = public != NULL ? jly_json_get_text (public, "tender", NULL) : NULL;

  if (!check_members (reading, object, known, _ ("a study of case a"), error))
    return FALSE;
  if (tender != NULL)
    reading->file->tender = resolve (reading, tender);
  return TRUE;
}

/* What every group must have to be shown. */
static gboolean
read_limits (const Reading *reading, JsonObject *object, GError **error)
{
  static const Member known[] = {
    { "rows", KIND_WHOLE },
    { "companies", KIND_WHOLE },
    { "top-share", KIND_WHOLE },
    { "least-and-largest", KIND_BOOL },
    { NULL },
  };
  JlyLimits *limits = &reading->file->draft->limits;
  gint64 rows, companies, top_share;

  if (object == NULL)
    return TRUE;
  if (!check_members (reading, object, known, _ ("“limits”"), error))
    return FALSE;
  rows = jly_json_get_number (object, "rows", 0);
  companies = jly_json_get_number (object, "companies", 0);
  top_share = jly_json_get_number (object, "top-share", 0);
  if (rows < 0 || rows > JLY_STUDY_MAX_OWN_ROWS || companies < 0
      || companies > JLY_STUDY_MAX_PARTIES || top_share < 0 || top_share > 100)
    return fail (reading, error,
                 _ ("“limits” needs “rows” up to %d, “companies” up to %d and “top-share” up to "
                    "100."),
                 JLY_STUDY_MAX_OWN_ROWS, JLY_STUDY_MAX_PARTIES);
  *limits = (JlyLimits){ (guint)rows, (guint)companies, (guint)top_share,
                         jly_json_get_bool (object, "least-and-largest", FALSE) };
  return TRUE;
}

static gboolean
read_own (const Reading *reading, JsonObject *object, GError **error)
{
  static const Member known[] = {
    { "case", KIND_TEXT },
    { "title", KIND_TEXT },
    { "currency", KIND_TEXT },
    { "companies", KIND_LIST },
    { "columns", KIND_LIST },
    { "most-rows", KIND_WHOLE },
    { "checks", KIND_LIST },
    { "questions", KIND_LIST },
    { "data", KIND_OBJECT },
    { "limits", KIND_OBJECT },
    { NULL },
  };
  JlyStudy *draft = reading->file->draft;
  gint64 most_rows = jly_json_get_number (object, "most-rows", 1000);

  if (!check_members (reading, object, known, _ ("a study"), error))
    return FALSE;
  draft->currency = g_strdup (jly_json_get_text (object, "currency", ""));
  if (most_rows < 1 || most_rows > JLY_STUDY_MAX_OWN_ROWS)
    return fail (reading, error, _ ("“most-rows” must be from 1 to %d."), JLY_STUDY_MAX_OWN_ROWS);
  draft->most_rows = (guint)most_rows;
  return read_limits (reading, jly_json_get_object (object, "limits"), error)
         && read_list (reading, object, "columns", read_column, error)
         && read_list (reading, object, "checks", read_check, error)
         && read_list (reading, object, "questions", read_question, error)
         && jly_study_check_draft (draft, error);
}

static gboolean
read_study (const Reading *reading, JsonObject *object, GError **error)
{
  const char *case_id = jly_json_get_text (object, "case", "");
  g_autofree char *name = g_path_get_basename (reading->path);

  if (json_object_has_member (object, "case") && jly_json_get_text (object, "case", NULL) == NULL)
    return fail (reading, error, _ ("“%s” must be a text in quotes."), "case");
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
jly_study_file_read (const char *path, GError **error)
{
  g_autofree char *text = load (path, error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JlyStudyFile) self = NULL;
  Reading reading = { .path = path };

  if (text == NULL)
    return NULL;
  self = g_new0 (JlyStudyFile, 1);
  self->parties = g_ptr_array_new_with_free_func ((GDestroyNotify)free_party);
  reading.file = self;
  object = jly_json_parse (text, NULL);
  if (object == NULL)
    {
      fail (&reading, error, _ ("This is no JSON object, or a member stands in one twice."));
      return NULL;
    }
  return read_study (&reading, object, error) ? g_steal_pointer (&self) : NULL;
}
