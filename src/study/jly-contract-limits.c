/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-limits.h. */
#include "config.h"

#include "study/jly-contract-limits.h"

static void
add_column (JlyRules *rules, const JlyContract *self, const JlyContractColumn *column)
{
  const JlyValueKind kind = column->categories != NULL ? JLY_VALUE_TEXT : JLY_VALUE_NUMBER;
  JlyRuleColumn *made = jly_rules_get_column (
      rules, jly_rules_add_column (rules, column->title, kind, column->scale));
  const gboolean has_unit = column->unit != NULL && *column->unit != '\0';

  g_free (made->id);
  made->id = g_strdup (column->id);
  if (has_unit && g_strcmp0 (column->unit, self->currency) == 0)
    made->currency = g_strdup (column->unit);
  else if (has_unit)
    made->unit = g_strdup (column->unit);
}

static void
add_limits (JlyRules *rules, guint index, const JlyContractColumn *column)
{
  const JlyRule required = { .kind = JLY_RULE_REQUIRED, .column = index };
  const JlyRule agreed
      = { .kind = column->categories != NULL ? JLY_RULE_CATEGORIES : JLY_RULE_RANGE,
          .column = index,
          .least = column->min,
          .most = column->max,
          .categories = column->categories };

  if (!column->may_be_missing)
    jly_rules_add (rules, &required);
  /* While a contract is prepared, the least value may be above the largest. */
  if (jly_rules_is_valid (rules, &agreed))
    jly_rules_add (rules, &agreed);
}

JlyRules *
jly_contract_make_rules (const JlyContract *self)
{
  JlyRules *rules = jly_rules_new ();

  for (guint i = 0; i < self->columns->len; i++)
    add_column (rules, self, self->columns->pdata[i]);
  for (guint i = 0; i < self->columns->len; i++)
    add_limits (rules, i, self->columns->pdata[i]);
  for (guint i = 0; i < self->checks->len; i++)
    {
      const JlyStudyCheck *check = self->checks->pdata[i];
      const JlyRule rule = { .kind = JLY_RULE_NOT_ABOVE,
                             .column = check->column,
                             .other = check->other,
                             .times = check->times };

      if (jly_rules_is_valid (rules, &rule))
        jly_rules_add (rules, &rule);
    }
  return rules;
}

/* The contract's column of numbers that this column of the rules is; -1 if there is none. */
static int
find_column (const JlyContract *self, const JlyRules *rules, guint index)
{
  const JlyRuleColumn *column = jly_rules_get_column (rules, index);
  const int found = jly_contract_find_column (self, column->id);
  const JlyContractColumn *own = found >= 0 ? self->columns->pdata[found] : NULL;

  return own != NULL && own->categories == NULL && column->kind == JLY_VALUE_NUMBER
                 && own->scale == column->scale
             ? found
             : -1;
}

static gboolean
take_range (JlyContract *self, const JlyRules *rules, const JlyRule *rule)
{
  const int found = find_column (self, rules, rule->column);
  JlyContractColumn *column = found >= 0 ? self->columns->pdata[found] : NULL;
  gboolean is_new;

  if (column == NULL || rule->least > rule->most)
    return FALSE;
  is_new = column->min != rule->least || column->max != rule->most;
  column->min = rule->least;
  column->max = rule->most;
  return is_new;
}

/* Whether the rules still say what the check says, for columns that both know. */
static gboolean
is_kept (const JlyContract *self, const JlyRules *rules, const JlyStudyCheck *check)
{
  gboolean knows_column = FALSE, knows_other = FALSE;

  for (guint i = 0; i < rules->columns->len; i++)
    {
      knows_column |= find_column (self, rules, i) == (int)check->column;
      knows_other |= find_column (self, rules, i) == (int)check->other;
    }
  for (guint i = 0; i < rules->rules->len; i++)
    {
      const JlyRule *rule = jly_rules_get_rule (rules, i);

      if (rule->kind == JLY_RULE_NOT_ABOVE && !rule->is_soft && rule->times == check->times
          && find_column (self, rules, rule->column) == (int)check->column
          && find_column (self, rules, rule->other) == (int)check->other)
        return TRUE;
    }
  return !knows_column || !knows_other;
}

static guint
drop_checks (JlyContract *self, const JlyRules *rules)
{
  guint n = 0;

  for (guint i = self->checks->len; i-- > 0;)
    if (!is_kept (self, rules, self->checks->pdata[i]))
      {
        g_ptr_array_remove_index (self->checks, i);
        n++;
      }
  return n;
}

static gboolean
has_check (const JlyContract *self, const JlyStudyCheck *wanted)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      const JlyStudyCheck *check = self->checks->pdata[i];

      if (check->column == wanted->column && check->other == wanted->other
          && check->times == wanted->times)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_check (JlyContract *self, const JlyRules *rules, const JlyRule *rule)
{
  const int column = find_column (self, rules, rule->column);
  const int other = find_column (self, rules, rule->other);
  const JlyStudyCheck check
      = { .column = (guint)column, .other = (guint)other, .times = rule->times };

  if (column < 0 || other < 0 || has_check (self, &check))
    return FALSE;
  g_ptr_array_add (self->checks, g_memdup2 (&check, sizeof check));
  return TRUE;
}

/* Whether cells of a column may be left empty; those of a public table cannot. */
static guint
take_required (JlyContract *self, const JlyRules *rules)
{
  guint n = 0;

  for (guint i = 0; i < rules->columns->len && self->rows->len == 0; i++)
    {
      const int found = jly_contract_find_column (self, jly_rules_get_column (rules, i)->id);
      const JlyRule *rule = jly_rules_find (rules, i, JLY_RULE_REQUIRED);
      const gboolean may_be_missing = rule == NULL || rule->is_soft;
      JlyContractColumn *column = found >= 0 ? self->columns->pdata[found] : NULL;

      if (column == NULL || column->may_be_missing == may_be_missing)
        continue;
      column->may_be_missing = may_be_missing;
      n++;
    }
  return n;
}

guint
jly_contract_take_limits (JlyContract *self, const JlyRules *rules)
{
  guint n = drop_checks (self, rules) + take_required (self, rules);

  for (guint i = 0; i < rules->rules->len; i++)
    {
      const JlyRule *rule = jly_rules_get_rule (rules, i);

      if (rule->is_soft)
        continue;
      if (rule->kind == JLY_RULE_RANGE)
        n += take_range (self, rules, rule);
      else if (rule->kind == JLY_RULE_NOT_ABOVE)
        n += add_check (self, rules, rule);
    }
  return n;
}
