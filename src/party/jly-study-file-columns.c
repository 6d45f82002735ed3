/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's columns, as its file has them. Numbers and categories go into the draft that is
 * computed with; dates, keys and the like are for the reading of a company's file, and say that
 * they cannot be computed with yet. See jly-study-file-private.h. */
#include "config.h"

#include "party/jly-study-file-private.h"

#include "base/jly-decimal.h"
#include "base/jly-plain.h"
#include "base/jly-rules-cbor.h"
#include "party/jly-json.h"
#include "study/jly-study-inputs.h"
#include "table/jly-date.h"
#include "table/jly-key-formats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DECIMALS 9
#define LAST_DATE "9999-12-31"

static const JlyStudyMember known[] = {
  { "id", JLY_MEMBER_TEXT },         { "title", JLY_MEMBER_TEXT },
  { "kind", JLY_MEMBER_TEXT },       { "unit", JLY_MEMBER_TEXT },
  { "decimals", JLY_MEMBER_WHOLE },  { "least", JLY_MEMBER_NUMBER },
  { "most", JLY_MEMBER_NUMBER },     { "categories", JLY_MEMBER_LIST },
  { "key-format", JLY_MEMBER_TEXT }, { "may-be-missing", JLY_MEMBER_BOOL },
  { "optional", JLY_MEMBER_BOOL },   { "names", JLY_MEMBER_LIST },
  { "period", JLY_MEMBER_TEXT },     { NULL },
};

/* A column while it is read. */
typedef struct
{
  const JlyStudyReading *reading;
  JsonObject *object;
  JlyStudyColumn *column; /* of the draft */
  JlyValueKind kind;
} ColumnReading;

/* What each kind is called, and which members it has that others do not. */
static const struct
{
  const char *name;
  JlyValueKind kind;
  gboolean is_computed;
  const char *members[4]; /* NULL after the last */
} kinds[] = {
  { "number", JLY_VALUE_NUMBER, TRUE, { "decimals", "unit", "least", "most" } },
  { "categories", JLY_VALUE_TEXT, TRUE, { "categories" } },
  { "date", JLY_VALUE_DATE, FALSE, { "least", "most" } },
  { "yes-no", JLY_VALUE_YES_NO, FALSE, { NULL } },
  { "key", JLY_VALUE_KEY, FALSE, { "key-format" } },
  { "text", JLY_VALUE_TEXT, FALSE, { NULL } },
};

/* Why a column of this kind cannot be computed with; owned by the caller. */
static char *
explain_not_computed (JlyValueKind kind, const char *title)
{
  switch (kind)
    {
    case JLY_VALUE_DATE:
      return g_strdup_printf (_ ("“%s” holds dates, which cannot be computed with yet."), title);
    case JLY_VALUE_YES_NO:
      return g_strdup_printf (_ ("“%s” holds yes or no, which cannot be computed with yet."),
                              title);
    case JLY_VALUE_KEY:
      return g_strdup_printf (_ ("“%s” holds keys, which cannot be computed with yet."), title);
    default:
      return g_strdup_printf (
          _ ("“%s” holds words without a list of categories, which cannot be computed with yet."),
          title);
    }
}

void
jly_study_file_set_not_computed (const JlyStudyReading *reading, char *words)
{
  if (reading->file->not_computed == NULL)
    reading->file->not_computed = words;
  else
    g_free (words);
}

gboolean
jly_study_file_add_rule (const JlyStudyReading *reading, const JlyRule *rule, GError **error)
{
  if (!jly_rules_is_valid (reading->file->rules, rule))
    return jly_study_file_fail (
        reading, error, _ ("The checks of column “%s” contradict each other or make no sense."),
        jly_rules_get_column (reading->file->rules, rule->column)->title);
  jly_rules_add (reading->file->rules, rule);
  return TRUE;
}

/* The text of a bound: "-1234.5" in steps of the column, "2025-12-31" in days. */
static gboolean
read_value (const char *text, const JlyRuleColumn *column, gint64 *value)
{
  guint32 day;

  if (column->kind == JLY_VALUE_NUMBER)
    return jly_decimal_parse (text, column->scale, value);
  if (column->kind != JLY_VALUE_DATE || !jly_date_read (text, JLY_DATE_ORDER_NONE, &day))
    return FALSE;
  *value = day;
  return TRUE;
}

/* fallback stands for a member that is not there; NULL: it must be. */
static gboolean
read_bound (const JlyStudyReading *reading,
            JsonObject *object,
            const char *name,
            const JlyRuleColumn *column,
            const char *fallback,
            gint64 *value,
            GError **error)
{
  g_autofree char *text = jly_study_file_dup_value (object, name);

  if (text == NULL && !json_object_has_member (object, name) && fallback != NULL)
    text = g_strdup (fallback);
  if (text != NULL && read_value (text, column, value))
    return TRUE;
  if (column->kind == JLY_VALUE_DATE)
    return jly_study_file_fail (
        reading, error, _ ("“%s” of column “%s” must be a date in quotes, as in \"2025-12-31\"."),
        name, column->title);
  return jly_study_file_fail (
      reading, error,
      _ ("“%s” of column “%s” must be a number with at most %u decimals, in quotes."), name,
      column->title, column->scale);
}

gboolean
jly_study_file_read_range (
    const JlyStudyReading *reading, JsonObject *object, guint column, JlyRule *rule, GError **error)
{
  const JlyRuleColumn *of = jly_rules_get_column (reading->file->rules, column);
  const gboolean is_date = of->kind == JLY_VALUE_DATE;

  rule->kind = JLY_RULE_RANGE;
  rule->column = column;
  return read_bound (reading, object, "least", of, is_date ? "0001-01-01" : "0", &rule->least,
                     error)
         && read_bound (reading, object, "most", of, is_date ? LAST_DATE : NULL, &rule->most,
                        error);
}

/* The texts of a list, owned by the caller; NULL with an error. An empty one is no text. */
static GStrv
read_texts (const ColumnReading *self, const char *name, GError **error)
{
  JsonArray *array = jly_json_get_array (self->object, name);
  guint n = json_array_get_length (array);
  g_auto (GStrv) texts = g_new0 (char *, n + 1);
  gsize size = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *text = jly_json_element_text (array, i);

      if (text == NULL || *text == '\0')
        {
          jly_study_file_fail (self->reading, error,
                               _ ("“%s” of column “%s”: element %u is no text."), name,
                               self->column->title, i + 1);
          return NULL;
        }
      texts[i] = g_strdup (text);
      size += strlen (text) + 1;
    }
  if (n <= JLY_RULES_CATEGORIES_MAX
      && (size <= JLY_RULES_TEXT_MAX || g_str_equal (name, "categories")))
    return g_steal_pointer (&texts);
  jly_study_file_fail (self->reading, error, _ ("“%s” of column “%s” is too long."), name,
                       self->column->title);
  return NULL;
}

/* The kind that is named; else categories, if there are any, and a number otherwise. */
static int
find_kind (JsonObject *object)
{
  const char *fallback = json_object_has_member (object, "categories") ? "categories" : "number";
  const char *name = jly_json_get_text (object, "kind", fallback);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return (int)i;
  return -1;
}

/* A member that belongs to another kind is not passed over: its author meant something by it. */
static gboolean
check_kind (const ColumnReading *self, guint kind, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds[i].members) && kinds[i].members[k] != NULL; k++)
      {
        const char *name = kinds[i].members[k];
        gboolean belongs = FALSE;

        for (guint m = 0; m < G_N_ELEMENTS (kinds[kind].members); m++)
          belongs |= g_strcmp0 (kinds[kind].members[m], name) == 0;
        if (!belongs && json_object_has_member (self->object, name))
          return jly_study_file_fail (
              self->reading, error,
              _ ("“%s” makes no sense in column “%s”, which is of kind “%s”."), name,
              self->column->title, kinds[kind].name);
      }
  return TRUE;
}

static gboolean
read_number (const ColumnReading *self, GError **error)
{
  const gint64 decimals = jly_json_get_number (self->object, "decimals", 0);

  g_free (self->column->unit);
  self->column->unit = g_strdup (jly_json_get_text (self->object, "unit", ""));
  if (decimals < 0 || decimals > MAX_DECIMALS)
    return jly_study_file_fail (self->reading, error,
                                _ ("“decimals” of column “%s” must be from 0 to %d."),
                                self->column->title, MAX_DECIMALS);
  self->column->scale = (guint)decimals;
  return TRUE;
}

/* What belongs to one kind alone and must be known before the rules' column is made. */
static gboolean
read_kind (ColumnReading *self, guint kind, GError **error)
{
  g_auto (GStrv) categories = NULL;

  self->kind = kinds[kind].kind;
  if (!check_kind (self, kind, error))
    return FALSE;
  if (!kinds[kind].is_computed)
    {
      jly_study_file_set_not_computed (self->reading,
                                       explain_not_computed (self->kind, self->column->title));
      return TRUE;
    }
  if (self->kind == JLY_VALUE_NUMBER)
    return read_number (self, error);
  if (!json_object_has_member (self->object, "categories"))
    return jly_study_file_fail (self->reading, error, _ ("Column “%s” has no list “categories”."),
                                self->column->title);
  categories = read_texts (self, "categories", error);
  if (categories == NULL)
    return FALSE;
  jly_study_column_set_categories (self->column, (const char *const *)categories);
  return TRUE;
}

/* What helps to find and read the column in a company's file. */
static gboolean
read_help (const ColumnReading *self, JlyRuleColumn *column, GError **error)
{
  const char *format = jly_json_get_text (self->object, "key-format", NULL);
  const char *period = jly_json_get_text (self->object, "period", NULL);
  g_auto (GStrv) names = NULL;

  if (json_object_has_member (self->object, "names"))
    {
      names = read_texts (self, "names", error);
      if (names == NULL)
        return FALSE;
      column->names = g_strjoinv ("|", names);
    }
  if (format != NULL && jly_key_format_lookup (format) == NULL)
    return jly_study_file_fail (self->reading, error,
                                _ ("“%s” is no format of keys that is known, of column “%s”."),
                                format, column->title);
  if (period != NULL && (!jly_plain_is_line (period) || strlen (period) > JLY_STUDY_MAX_NAME))
    return jly_study_file_fail (self->reading, error,
                                _ ("“%s” of column “%s” must be one short line."), "period",
                                column->title);
  column->kind = self->kind;
  column->key_format = g_strdup (format);
  column->period = g_strdup (period);
  column->is_optional = jly_json_get_bool (self->object, "optional", FALSE);
  return TRUE;
}

/* The checks that a column brings with it: that cells are there, their range, their categories. */
static gboolean
add_rules (const ColumnReading *self, guint index, GError **error)
{
  JlyRule rule = { .kind = JLY_RULE_REQUIRED, .column = index };

  if (!self->column->may_be_missing && !jly_study_file_add_rule (self->reading, &rule, error))
    return FALSE;
  rule.kind = JLY_RULE_CATEGORIES;
  rule.categories = self->column->categories;
  if (rule.categories != NULL)
    return jly_study_file_add_rule (self->reading, &rule, error);
  if (self->kind == JLY_VALUE_DATE && !json_object_has_member (self->object, "least")
      && !json_object_has_member (self->object, "most"))
    return TRUE;
  if (self->kind != JLY_VALUE_NUMBER && self->kind != JLY_VALUE_DATE)
    return TRUE;
  if (!jly_study_file_read_range (self->reading, self->object, index, &rule, error)
      || !jly_study_file_add_rule (self->reading, &rule, error))
    return FALSE;
  if (self->kind == JLY_VALUE_NUMBER)
    jly_study_column_set_range (self->column, rule.least, rule.most);
  return TRUE;
}

gboolean
jly_study_file_read_column (const JlyStudyReading *reading, JsonObject *object, GError **error)
{
  const char *id = object != NULL ? jly_json_get_text (object, "id", NULL) : NULL;
  ColumnReading self = { .reading = reading, .object = object };
  JlyStudy *draft = reading->file->draft;
  guint index;
  int kind;

  if (object != NULL
      && !jly_study_file_check_members (reading, object, known, _ ("a column"), error))
    return FALSE;
  if (id == NULL)
    return jly_study_file_fail (reading, error, _ ("A column has no “id”."));
  self.column = jly_study_add_column (draft, id, jly_json_get_text (object, "title", id), 0, 1);
  kind = find_kind (object);
  if (kind < 0)
    return jly_study_file_fail (
        reading, error,
        _ ("“kind” of column “%s” must be number, categories, date, yes-no, "
           "key or text."),
        self.column->title);
  if (!read_kind (&self, (guint)kind, error))
    return FALSE;
  self.column->may_be_missing = jly_json_get_bool (object, "may-be-missing", FALSE);
  index = jly_study_add_rule_column (reading->file->rules, self.column, draft->currency);
  return read_help (&self, jly_rules_get_column (reading->file->rules, index), error)
         && add_rules (&self, index, error);
}
