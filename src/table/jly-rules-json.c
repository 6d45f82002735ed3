/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rules-json.h. The first member that is wrong ends the reading; until then everything is
 * read as far as it goes. */
#include "config.h"

#include "table/jly-rules-json.h"

#include "base/jly-error.h"
#include "base/jly-rules-cbor.h"
#include "table/jly-amount.h"
#include "table/jly-date.h"
#include "table/jly-key.h"
#include "table/jly-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[JLY_N_VALUE_KINDS] = {
  [JLY_VALUE_NUMBER] = "number", [JLY_VALUE_DATE] = "date",     [JLY_VALUE_TEXT] = "text",
  [JLY_VALUE_KEY] = "key",       [JLY_VALUE_YES_NO] = "yes-no",
};
static const char *const rule_kinds[] = {
  [JLY_RULE_REQUIRED] = "required",     [JLY_RULE_RANGE] = "range",
  [JLY_RULE_CATEGORIES] = "categories", [JLY_RULE_UNIQUE] = "unique",
  [JLY_RULE_NOT_ABOVE] = "not-above",
};

typedef struct
{
  JlyRules *rules;
  const char *list; /* "columns" or "rules" */
  guint index;
  JsonObject *object;
  GError **error;
} Reader;

/* Always FALSE. what is a whole sentence part: "is one of: …". */
static gboolean
fail (Reader *reader, const char *member, const char *what)
{
  /* Translators: a member of a study file, as it is written there: columns[2].kind. */
  return jly_fail (reader->error, JLY_ERROR_CONFIG, NULL, _ ("%s[%u].%s: %s"), reader->list,
                   reader->index + 1, member, what);
}

static gboolean
fail_choice (Reader *reader, const char *member, const char *const *choices, guint n)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *what = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", choices[i]);
  what = g_strdup_printf (_ ("one of these must stand here: %s."), list->str);
  return fail (reader, member, what);
}

/* *text is borrowed, and NULL where the member is not there. */
static gboolean
get_text (Reader *reader, const char *member, gboolean is_needed, const char **text)
{
  JsonNode *node = json_object_get_member (reader->object, member);

  *text = NULL;
  if (node == NULL && !is_needed)
    return TRUE;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (reader, member, _ ("a text must stand here."));
  *text = json_node_get_string (node);
  if ((*text)[0] == '\0' || strlen (*text) > JLY_RULES_TEXT_MAX)
    return fail (reader, member, _ ("the text is empty or too long."));
  return TRUE;
}

static gboolean
get_uint (Reader *reader, const char *member, guint max, guint *value)
{
  JsonNode *node = json_object_get_member (reader->object, member);
  gint64 number = -1;

  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  if (number < 0 || number > max)
    return fail (reader, member, _ ("a whole number within its limits must stand here."));
  *value = (guint)number;
  return TRUE;
}

static gboolean
get_flag (Reader *reader, const char *member, gboolean *value)
{
  JsonNode *node = json_object_get_member (reader->object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (reader, member, _ ("true or false must stand here."));
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
get_choice (Reader *reader, const char *member, const char *const *choices, guint n, guint *value)
{
  const char *text;

  if (!get_text (reader, member, TRUE, &text))
    return FALSE;
  for (*value = 0; *value < n; (*value)++)
    if (g_str_equal (choices[*value], text))
      return TRUE;
  return fail_choice (reader, member, choices, n);
}

/* A list of texts, NULL where the member is not there; owned by the caller. */
static gboolean
get_list (Reader *reader, const char *member, gboolean is_needed, char ***list)
{
  JsonNode *node = json_object_get_member (reader->object, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  *list = NULL;
  if (node == NULL && !is_needed)
    return TRUE;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > JLY_RULES_CATEGORIES_MAX)
    return fail (reader, member, _ ("a list of texts must stand here."));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING
          || json_node_get_string (element)[0] == '\0')
        return fail (reader, member, _ ("a list of texts must stand here."));
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  *list = g_strv_builder_end (builder);
  return TRUE;
}

/* The text of a bound: "-1234.5" in steps of the column, "2025-12-31" in days. */
static gboolean
read_bound (const char *text, const JlyRuleColumn *column, gint64 *value)
{
  const JlyAmountFormat format
      = { .scale = column->scale, .max = G_MAXINT64, .mark = JLY_MARK_POINT };
  guint32 day;

  if (column->kind == JLY_VALUE_NUMBER)
    return jly_amount_read_signed (text, &format, value) == JLY_AMOUNT_OK;
  if (column->kind != JLY_VALUE_DATE || !jly_date_read (text, JLY_DATE_ORDER_NONE, &day))
    return FALSE;
  *value = day;
  return TRUE;
}

static gboolean
get_bound (Reader *reader, const char *member, const JlyRuleColumn *column, gint64 *value)
{
  const char *text;

  return get_text (reader, member, TRUE, &text)
         && (read_bound (text, column, value)
             || fail (reader, member,
                      _ ("a number as text (\"1234.50\") or a date (\"2025-12-31\") of this column "
                         "must stand here.")));
}

static gboolean
add_rule (Reader *reader, const char *member, const JlyRule *rule)
{
  if (!jly_rules_is_valid (reader->rules, rule))
    return fail (reader, member, _ ("this check makes no sense for such a column."));
  jly_rules_add (reader->rules, rule);
  return TRUE;
}

/* "range": ["0", "5000000.00"] */
static gboolean
add_range (Reader *reader, guint column)
{
  JlyRule rule = { .kind = JLY_RULE_RANGE, .column = column };
  g_auto (GStrv) bounds = NULL;

  if (!get_list (reader, "range", FALSE, &bounds) || bounds == NULL)
    return bounds == NULL && !json_object_has_member (reader->object, "range");
  if (g_strv_length (bounds) != 2
      || !read_bound (bounds[0], jly_rules_get_column (reader->rules, column), &rule.least)
      || !read_bound (bounds[1], jly_rules_get_column (reader->rules, column), &rule.most))
    return fail (reader, "range", _ ("the smallest and the largest value must stand here."));
  return add_rule (reader, "range", &rule);
}

static gboolean
add_required (Reader *reader, guint column)
{
  const JlyRule rule = { .kind = JLY_RULE_REQUIRED, .column = column };
  gboolean is_required = FALSE;

  return get_flag (reader, "required", &is_required)
         && (!is_required || add_rule (reader, "required", &rule));
}

static gboolean
add_categories (Reader *reader, guint column)
{
  JlyRule rule = { .kind = JLY_RULE_CATEGORIES, .column = column };
  g_auto (GStrv) list = NULL;

  if (!get_list (reader, "categories", FALSE, &list))
    return FALSE;
  rule.categories = list;
  return list == NULL || add_rule (reader, "categories", &rule);
}

static gboolean
check_key_format (Reader *reader, const char *key_format)
{
  if (key_format == NULL || jly_key_format_lookup (key_format) != NULL)
    return TRUE;
  return fail (reader, "key_format", _ ("no such format is known."));
}

static gboolean
check_currency (Reader *reader, const char *currency)
{
  g_autofree char *folded = currency != NULL ? jly_name_fold (currency) : NULL;

  if (currency == NULL || g_strcmp0 (jly_currency_find (folded), currency) == 0)
    return TRUE;
  return fail (reader, "currency", _ ("the code of a known currency must stand here: EUR."));
}

static gboolean
read_column (Reader *reader)
{
  const char *id, *title, *unit, *currency, *key_format, *period;
  g_auto (GStrv) names = NULL;
  guint kind = 0, scale = 0, index;
  gboolean is_optional = FALSE;
  JlyRuleColumn *column;

  if (!get_text (reader, "id", TRUE, &id) || !get_text (reader, "title", TRUE, &title)
      || !get_choice (reader, "kind", kinds, JLY_N_VALUE_KINDS, &kind)
      || !get_uint (reader, "scale", JLY_AMOUNT_SCALE_MAX, &scale)
      || !get_text (reader, "unit", FALSE, &unit)
      || !get_text (reader, "currency", FALSE, &currency)
      || !get_text (reader, "key_format", FALSE, &key_format)
      || !get_text (reader, "period", FALSE, &period)
      || !get_flag (reader, "optional", &is_optional) || !get_list (reader, "names", FALSE, &names)
      || !check_currency (reader, currency) || !check_key_format (reader, key_format))
    return FALSE;
  if (jly_rules_find_column (reader->rules, id) >= 0)
    return fail (reader, "id", _ ("another column has this id already."));
  index = jly_rules_add_column (reader->rules, title, kind, scale);
  column = jly_rules_get_column (reader->rules, index);
  g_free (column->id);
  column->id = g_strdup (id);
  column->names = names != NULL ? g_strjoinv ("|", names) : NULL;
  column->unit = g_strdup (unit);
  column->currency = g_strdup (currency);
  column->key_format = g_strdup (key_format);
  column->period = g_strdup (period);
  column->is_optional = is_optional;
  return add_required (reader, index) && add_range (reader, index)
         && add_categories (reader, index);
}

static gboolean
get_column (Reader *reader, const char *member, guint *column)
{
  const char *id;
  int found;

  if (!get_text (reader, member, TRUE, &id))
    return FALSE;
  found = jly_rules_find_column (reader->rules, id);
  if (found < 0)
    return fail (reader, member, _ ("no column of the study has this id."));
  *column = (guint)found;
  return TRUE;
}

static gboolean
read_rule (Reader *reader)
{
  g_auto (GStrv) categories = NULL;
  const JlyRuleColumn *column;
  JlyRule rule = { .times = 1 };
  guint kind = 0;
  gboolean ok = TRUE;

  if (!get_choice (reader, "kind", rule_kinds, G_N_ELEMENTS (rule_kinds), &kind)
      || !get_column (reader, "column", &rule.column) || !get_flag (reader, "soft", &rule.is_soft))
    return FALSE;
  rule.kind = kind;
  column = jly_rules_get_column (reader->rules, rule.column);
  if (kind == JLY_RULE_RANGE)
    ok = get_bound (reader, "least", column, &rule.least)
         && get_bound (reader, "most", column, &rule.most);
  else if (kind == JLY_RULE_CATEGORIES)
    ok = get_list (reader, "values", TRUE, &categories);
  else if (kind == JLY_RULE_NOT_ABOVE)
    ok = get_column (reader, "other", &rule.other)
         && get_uint (reader, "times", G_MAXINT32, &rule.times);
  rule.categories = categories;
  return ok && add_rule (reader, "kind", &rule);
}

static gboolean
read_list (Reader *reader,
           JsonObject *study,
           const char *list,
           guint most,
           gboolean (*read_one) (Reader *reader))
{
  JsonNode *node = json_object_get_member (study, list);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  reader->list = list;
  if (node != NULL && (array == NULL || json_array_get_length (array) > most))
    return jly_fail (reader->error, JLY_ERROR_CONFIG, NULL,
                     _ ("%s: a list of at most %u objects must stand here."), list, most);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      reader->index = i;
      if (!JSON_NODE_HOLDS_OBJECT (element))
        return fail (reader, "", _ ("an object must stand here."));
      reader->object = json_node_get_object (element);
      if (!read_one (reader))
        return FALSE;
    }
  return TRUE;
}

JlyRules *
jly_rules_from_json (JsonObject *study, GError **error)
{
  g_autoptr (JlyRules) rules = jly_rules_new ();
  Reader reader = { .rules = rules, .error = error };

  if (!read_list (&reader, study, "columns", JLY_RULES_COLUMNS_MAX, read_column)
      || !read_list (&reader, study, "rules", JLY_RULES_MAX, read_rule))
    return NULL;
  if (rules->columns->len > 0)
    return g_steal_pointer (&rules);
  jly_fail (error, JLY_ERROR_CONFIG, NULL, _ ("columns: the study has no columns."));
  return NULL;
}
