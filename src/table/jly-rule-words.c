/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agreed rules as sentences. */
#include "config.h"

#include "table/jly-check.h"

#include <glib/gi18n-lib.h>

static char *
describe_range (const JlyRuleColumn *column, const JlyRule *rule)
{
  g_autofree char *least = jly_value_format (column, rule->least);
  g_autofree char *most = jly_value_format_with_unit (column, rule->most);

  return g_strdup_printf (rule->is_soft ? _ ("“%s” is usually from %s to %s.")
                                        : _ ("“%s” is from %s to %s."),
                          column->title, least, most);
}

static char *
describe_not_above (const JlyRules *rules, const JlyRule *rule)
{
  const char *title = jly_rules_get_column (rules, rule->column)->title;
  const char *other = jly_rules_get_column (rules, rule->other)->title;

  if (rule->times == 1)
    return g_strdup_printf (rule->is_soft ? _ ("“%s” is usually at most “%s” of the same row.")
                                          : _ ("“%s” is at most “%s” of the same row."),
                            title, other);
  return g_strdup_printf (rule->is_soft
                              ? _ ("“%s” is usually at most %u times “%s” of the same row.")
                              : _ ("“%s” is at most %u times “%s” of the same row."),
                          title, rule->times, other);
}

char *
jly_rule_describe (const JlyRules *rules, const JlyRule *rule)
{
  const JlyRuleColumn *column = jly_rules_get_column (rules, rule->column);
  g_autofree char *list = NULL;

  switch (rule->kind)
    {
    case JLY_RULE_REQUIRED:
      return g_strdup_printf (rule->is_soft ? _ ("“%s” is usually filled in in each row.")
                                            : _ ("“%s” is filled in in each row."),
                              column->title);
    case JLY_RULE_UNIQUE:
      return g_strdup_printf (rule->is_soft ? _ ("The same “%s” usually does not stand twice.")
                                            : _ ("The same “%s” does not stand twice."),
                              column->title);
    case JLY_RULE_CATEGORIES:
      list = g_strjoinv (", ", rule->categories);
      return g_strdup_printf (rule->is_soft ? _ ("“%s” is usually one of: %s.")
                                            : _ ("“%s” is one of: %s."),
                              column->title, list);
    case JLY_RULE_RANGE:
      return describe_range (column, rule);
    case JLY_RULE_NOT_ABOVE:
    default:
      return describe_not_above (rules, rule);
    }
}
