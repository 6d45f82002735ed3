/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rules.h. */
#include "config.h"

#include "base/jly-rules.h"

#define SCALE_MAX 9

static void
free_column (gpointer data)
{
  JlyRuleColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->names);
  g_free (column->unit);
  g_free (column->currency);
  g_free (column->key_format);
  g_free (column->period);
  g_free (column);
}

static void
free_rule (gpointer data)
{
  JlyRule *rule = data;

  g_strfreev (rule->categories);
  g_free (rule);
}

JlyRules *
jly_rules_new (void)
{
  JlyRules *self = g_new0 (JlyRules, 1);

  g_atomic_ref_count_init (&self->refs);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->rules = g_ptr_array_new_with_free_func (free_rule);
  return self;
}

JlyRules *
jly_rules_ref (JlyRules *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
jly_rules_free (JlyRules *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

guint
jly_rules_add_column (JlyRules *self, const char *title, JlyValueKind kind, guint scale)
{
  JlyRuleColumn *column = g_new0 (JlyRuleColumn, 1);

  g_assert (scale <= SCALE_MAX);
  column->id = g_strdup (title);
  column->title = g_strdup (title);
  column->kind = kind;
  column->scale = scale;
  g_ptr_array_add (self->columns, column);
  return self->columns->len - 1;
}

JlyRuleColumn *
jly_rules_get_column (const JlyRules *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

int
jly_rules_find_column (const JlyRules *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (jly_rules_get_column (self, i)->id, id) == 0)
      return (int)i;
  return -1;
}

const JlyRule *
jly_rules_get_rule (const JlyRules *self, guint i)
{
  return g_ptr_array_index (self->rules, i);
}

const JlyRule *
jly_rules_find (const JlyRules *self, guint column, JlyRuleKind kind)
{
  const JlyRule *soft = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const JlyRule *rule = jly_rules_get_rule (self, i);

      if (rule->column != column || rule->kind != kind)
        continue;
      if (!rule->is_soft)
        return rule;
      if (soft == NULL)
        soft = rule;
    }
  return soft;
}

static gboolean
is_counted (JlyValueKind kind)
{
  return kind == JLY_VALUE_NUMBER || kind == JLY_VALUE_DATE;
}

/* Both columns must count the same thing, or steps of one would be compared with those of another.
 */
static gboolean
is_valid_pair (const JlyRules *self, const JlyRule *rule, const JlyRuleColumn *column)
{
  const JlyRuleColumn *other;

  if (rule->other >= self->columns->len || rule->other == rule->column || rule->times == 0)
    return FALSE;
  other = g_ptr_array_index (self->columns, rule->other);
  return is_counted (column->kind) && other->kind == column->kind && other->scale == column->scale
         && (column->kind == JLY_VALUE_NUMBER || rule->times == 1);
}

gboolean
jly_rules_is_valid (const JlyRules *self, const JlyRule *rule)
{
  const JlyRuleColumn *column;

  if (rule->column >= self->columns->len)
    return FALSE;
  column = g_ptr_array_index (self->columns, rule->column);
  switch (rule->kind)
    {
    case JLY_RULE_REQUIRED:
    case JLY_RULE_UNIQUE:
      return TRUE;
    case JLY_RULE_RANGE:
      return is_counted (column->kind) && rule->least <= rule->most;
    case JLY_RULE_CATEGORIES:
      return column->kind == JLY_VALUE_TEXT && rule->categories != NULL
             && rule->categories[0] != NULL;
    case JLY_RULE_NOT_ABOVE:
      return is_valid_pair (self, rule, column);
    default:
      return FALSE;
    }
}

void
jly_rules_add (JlyRules *self, const JlyRule *rule)
{
  JlyRule *copy;

  g_assert (jly_rules_is_valid (self, rule));
  copy = g_new (JlyRule, 1);
  *copy = *rule;
  copy->categories = g_strdupv (rule->categories);
  g_ptr_array_add (self->rules, copy);
}
