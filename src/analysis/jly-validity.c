/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-validity.h. The secure form is in jly-validity-secure.c. */
#include "config.h"

#include "analysis/jly-validity-private.h"

#include "base/jly-error.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

/* A total that is many times larger than its part is no check any more. */
#define MAX_TIMES 1000

const JlyRule *
jly_validity_get_rule (const JlyInputs *inputs, guint i)
{
  return g_ptr_array_index (inputs->rules->rules, i);
}

/* Both sides must count from zero, and times the other must fit. */
static gboolean
check_not_above (const JlyInputs *inputs, const JlyRule *rule, GError **error)
{
  const JlyInputColumn *column = &inputs->columns[rule->column];
  const JlyInputColumn *other = &inputs->columns[rule->other];
  JlyErrorDetail detail = {
    .step = "study",
    .column = column->title,
    .next = _ ("Agree on ranges from zero, or leave this check out."),
  };

  if (column->least < 0 || other->least < 0)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("“%s” and “%s” cannot be compared under sharing, because one of them may "
                        "be below zero."),
                     column->title, other->title);
  detail.next = _ ("Agree on a smaller range, or leave this check out.");
  if (rule->times > MAX_TIMES
      || other->width + jly_gate_log2 (rule->times + 1) > JLY_BITS_MAX_WIDTH)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("“%s” cannot be compared with %u times “%s” under sharing."), column->title,
                     rule->times, other->title);
  return TRUE;
}

gboolean
jly_validity_check (const JlyInputs *inputs, GError **error)
{
  for (guint i = 0; i < inputs->rules->rules->len; i++)
    {
      const JlyRule *rule = jly_validity_get_rule (inputs, i);
      const JlyInputColumn *column = &inputs->columns[rule->column];
      JlyErrorDetail detail = {
        .step = "study",
        .column = column->title,
        .next = _ ("Leave this check out; each party's own program can still make it."),
      };

      if (rule->is_soft)
        continue;
      if (rule->kind == JLY_RULE_NOT_ABOVE && !check_not_above (inputs, rule, error))
        return FALSE;
      if (rule->kind == JLY_RULE_UNIQUE)
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("That no value of “%s” stands twice cannot be checked under sharing "
                            "yet."),
                         column->title);
    }
  return TRUE;
}

JlyBounds
jly_validity_get_bounds (const JlyInputs *inputs, const JlyRule *rule)
{
  const JlyInputColumn *column = &inputs->columns[rule->column];
  gint64 base = jly_input_column_get_base (column);
  JlyBounds bounds = { .least = 0, .most = G_MAXUINT64 };

  if (rule->kind == JLY_RULE_RANGE)
    {
      bounds.least = rule->least > base ? (guint64)(rule->least - base) : 0;
      bounds.most = rule->most >= base ? (guint64)(rule->most - base) : 0;
    }
  else if (rule->kind == JLY_RULE_CATEGORIES)
    bounds.most = g_strv_length (rule->categories) - 1;
  bounds.has_least = bounds.least > 0;
  bounds.has_most = column->width < 64 && bounds.most < ((guint64)1 << column->width) - 1;
  return bounds;
}

gboolean
jly_validity_is_free (const JlyInputs *inputs)
{
  for (guint i = 0; i < inputs->rules->rules->len; i++)
    {
      const JlyRule *rule = jly_validity_get_rule (inputs, i);
      JlyBounds bounds = jly_validity_get_bounds (inputs, rule);

      if (!rule->is_soft
          && (rule->kind == JLY_RULE_NOT_ABOVE || bounds.has_least || bounds.has_most))
        return FALSE;
    }
  return TRUE;
}

static gboolean
keeps (const JlyRule *rule, const JlyClearTable *table, gsize row)
{
  const gint64 *const *values = table->values;
  gint64 value = values[rule->column][row];

  if (!jly_clear_table_has (table, rule->column, row)
      || (rule->kind == JLY_RULE_NOT_ABOVE && !jly_clear_table_has (table, rule->other, row)))
    return TRUE;
  switch (rule->kind)
    {
    case JLY_RULE_RANGE:
      return value >= rule->least && value <= rule->most;
    case JLY_RULE_CATEGORIES:
      return value >= 0 && value < (gint64)g_strv_length (rule->categories);
    case JLY_RULE_NOT_ABOVE:
      return value <= (gint64)rule->times * values[rule->other][row];
    case JLY_RULE_REQUIRED:
    case JLY_RULE_UNIQUE:
      break;
    }
  return TRUE;
}

void
jly_validity_clear (const JlyInputs *inputs, const JlyClearTable *table, gboolean *is_valid)
{
  gsize n = jly_inputs_count_rows (inputs);

  for (gsize row = 0; row < n; row++)
    {
      is_valid[row] = TRUE;
      for (guint i = 0; i < inputs->rules->rules->len; i++)
        {
          const JlyRule *rule = jly_validity_get_rule (inputs, i);

          is_valid[row] = is_valid[row] && (rule->is_soft || keeps (rule, table, row));
        }
    }
}

guint
jly_validity_count_width (const JlyInputs *inputs)
{
  return 1 + jly_gate_log2 (inputs->most_rows);
}
