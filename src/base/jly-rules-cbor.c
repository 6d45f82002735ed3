/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rules-cbor.h. */
#include "config.h"

#include "base/jly-rules-cbor.h"

#include "base/jly-cbor-reader.h"

#include <glib/gi18n-lib.h>

#define FORMAT 1
#define SCALE_MAX 9
#define COLUMN_ITEMS 10
#define RULE_ITEMS 8

enum
{
  KEY_FORMAT = 1,
  KEY_COLUMNS,
  KEY_RULES,
  N_KEYS = KEY_RULES
};

static void
put_text (JlyCborWriter *writer, const char *text)
{
  jly_cbor_put_text (writer, text != NULL ? text : "");
}

static void
put_column (JlyCborWriter *writer, const JlyRuleColumn *column)
{
  jly_cbor_begin_array (writer, COLUMN_ITEMS);
  put_text (writer, column->id);
  put_text (writer, column->title);
  put_text (writer, column->names);
  jly_cbor_put_uint (writer, column->kind);
  jly_cbor_put_uint (writer, column->scale);
  put_text (writer, column->unit);
  put_text (writer, column->currency);
  put_text (writer, column->key_format);
  put_text (writer, column->period);
  jly_cbor_put_uint (writer, column->is_optional != 0);
  jly_cbor_end (writer);
}

static void
put_rule (JlyCborWriter *writer, const JlyRule *rule)
{
  const guint n = rule->categories != NULL ? g_strv_length (rule->categories) : 0;

  jly_cbor_begin_array (writer, RULE_ITEMS);
  jly_cbor_put_uint (writer, rule->kind);
  jly_cbor_put_uint (writer, rule->column);
  jly_cbor_put_uint (writer, rule->is_soft != 0);
  jly_cbor_put_int (writer, rule->least);
  jly_cbor_put_int (writer, rule->most);
  jly_cbor_begin_array (writer, n);
  for (guint i = 0; i < n; i++)
    jly_cbor_put_text (writer, rule->categories[i]);
  jly_cbor_end (writer);
  jly_cbor_put_uint (writer, rule->other);
  jly_cbor_put_uint (writer, rule->times);
  jly_cbor_end (writer);
}

GBytes *
jly_rules_encode (const JlyRules *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_FORMAT);
  jly_cbor_put_uint (writer, FORMAT);
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    put_column (writer, jly_rules_get_column (self, i));
  jly_cbor_end (writer);
  jly_cbor_put_key (writer, KEY_RULES);
  jly_cbor_begin_array (writer, self->rules->len);
  for (guint i = 0; i < self->rules->len; i++)
    put_rule (writer, jly_rules_get_rule (self, i));
  jly_cbor_end (writer);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

/* NULL for the empty text. */
static char *
get_text (JlyCborReader *reader, const char *field)
{
  char *text = NULL;

  if (jly_cbor_get_text (reader, field, JLY_RULES_TEXT_MAX, &text) && text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* A failed reader leaves 0. */
static guint
get_uint (JlyCborReader *reader, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_uint (reader, field, max, &value);
  return (guint)value;
}

static gint64
get_int (JlyCborReader *reader, const char *field)
{
  gint64 value = 0;

  jly_cbor_get_int (reader, field, G_MININT64, G_MAXINT64, &value);
  return value;
}

static gboolean
enter_tuple (JlyCborReader *reader, const char *field, gsize n)
{
  gsize found;

  if (!jly_cbor_enter_array (reader, field, n, &found))
    return FALSE;
  return found == n || jly_cbor_refuse (reader, field);
}

static void
get_column (JlyCborReader *reader, JlyRules *self)
{
  g_autofree char *id = get_text (reader, "id");
  g_autofree char *title = get_text (reader, "title");
  g_autofree char *names = get_text (reader, "names");
  const JlyValueKind kind = get_uint (reader, "kind", JLY_N_VALUE_KINDS - 1);
  const guint scale = get_uint (reader, "scale", SCALE_MAX);
  JlyRuleColumn *column;

  if (id == NULL || title == NULL || jly_rules_find_column (self, id) >= 0)
    jly_cbor_refuse (reader, "column");
  column = jly_rules_get_column (self, jly_rules_add_column (self, title, kind, scale));
  g_free (column->id);
  column->id = g_steal_pointer (&id);
  column->names = g_steal_pointer (&names);
  column->unit = get_text (reader, "unit");
  column->currency = get_text (reader, "currency");
  column->key_format = get_text (reader, "key format");
  column->period = get_text (reader, "period");
  column->is_optional = get_uint (reader, "optional", 1) == 1;
}

static char **
get_categories (JlyCborReader *reader)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  gsize n = 0;

  jly_cbor_enter_array (reader, "categories", JLY_RULES_CATEGORIES_MAX, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = get_text (reader, "category");

      if (text == NULL)
        jly_cbor_refuse (reader, "category");
      else
        g_strv_builder_add (builder, text);
    }
  jly_cbor_leave (reader);
  list = g_strv_builder_end (builder);
  return list[0] != NULL ? g_steal_pointer (&list) : NULL;
}

static void
get_rule (JlyCborReader *reader, JlyRules *self)
{
  g_auto (GStrv) categories = NULL;
  JlyRule rule = { 0 };

  rule.kind = get_uint (reader, "kind", JLY_RULE_NOT_ABOVE);
  rule.column = get_uint (reader, "column", JLY_RULES_COLUMNS_MAX);
  rule.is_soft = get_uint (reader, "soft", 1) == 1;
  rule.least = get_int (reader, "least");
  rule.most = get_int (reader, "most");
  rule.categories = categories = get_categories (reader);
  rule.other = get_uint (reader, "other", JLY_RULES_COLUMNS_MAX);
  rule.times = get_uint (reader, "times", G_MAXUINT32);
  if (jly_rules_is_valid (self, &rule))
    jly_rules_add (self, &rule);
  else
    jly_cbor_refuse (reader, "rule");
}

JlyRules *
jly_rules_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, _ ("the agreed checks"));
  g_autoptr (JlyRules) self = jly_rules_new ();
  gsize n = 0;

  jly_cbor_enter_map (reader, "checks", N_KEYS);
  jly_cbor_get_key (reader, "format", KEY_FORMAT);
  if (get_uint (reader, "format", FORMAT) != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_RULES_COLUMNS_MAX, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "column", COLUMN_ITEMS); i++)
    {
      get_column (reader, self);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
  jly_cbor_get_key (reader, "rules", KEY_RULES);
  n = 0;
  jly_cbor_enter_array (reader, "rules", JLY_RULES_MAX, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "rule", RULE_ITEMS); i++)
    {
      get_rule (reader, self);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}
