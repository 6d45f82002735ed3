/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-check.h. Goes through the columns rule by rule. */
#include "config.h"

#include "table/jly-check.h"

#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  JlySheet *sheet;
  const JlyRules *rules;
  JlyValues *const *values;
  GHashTable *confirmed;
  gsize n_most;
  JlyCheckCounts counts;
  GPtrArray *hard, *soft;
} Checker;

void
jly_finding_free (JlyFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->words);
  g_free (self);
}

static const JlyRuleColumn *
get_column (const Checker *checker, guint column)
{
  return jly_rules_get_column (checker->rules, column);
}

static const char *
get_cell (const Checker *checker, gsize row, guint column)
{
  return jly_sheet_get_cell (checker->sheet, row, checker->values[column]->sheet_column);
}

static gboolean
is_read (const Checker *checker, guint column)
{
  return checker->values[column] != NULL && checker->values[column]->states != NULL;
}

static gboolean
is_present (const Checker *checker, gsize row, guint column)
{
  return checker->values[column]->states[row] == JLY_CELL_PRESENT;
}

char *
jly_check_dup_key (
    JlySheet *sheet, const JlyRules *rules, const JlyRule *rule, gsize row, guint sheet_column)
{
  guint index = 0;

  g_ptr_array_find (rules->rules, rule, &index);
  return g_strdup_printf ("%u %" G_GUINT64_FORMAT " %s", index, jly_sheet_get_file_row (sheet, row),
                          jly_sheet_get_cell (sheet, row, sheet_column));
}

static gboolean
is_confirmed (const Checker *checker, gsize row, guint column, const JlyRule *rule)
{
  g_autofree char *key = NULL;

  if (checker->confirmed == NULL || g_hash_table_size (checker->confirmed) == 0)
    return FALSE;
  key = jly_check_dup_key (checker->sheet, checker->rules, rule, row,
                           checker->values[column]->sheet_column);
  return g_hash_table_contains (checker->confirmed, key);
}

/* Counts a finding. NULL if there are enough of its sort; else the one to fill in. */
static JlyFinding *
begin_finding (Checker *checker, gsize row, guint column, const JlyRule *rule)
{
  const gboolean is_soft = rule != NULL && rule->is_soft;
  const gboolean confirmed = is_soft && is_confirmed (checker, row, column, rule);
  GPtrArray *list = is_soft ? checker->soft : checker->hard;
  JlyFinding *finding;

  checker->counts.n_hard += !is_soft;
  checker->counts.n_soft += is_soft;
  checker->counts.n_unconfirmed += is_soft && !confirmed;
  if (list->len >= checker->n_most)
    return NULL;
  finding = g_new0 (JlyFinding, 1);
  finding->row = row;
  finding->column = column;
  finding->sheet_column = (int)checker->values[column]->sheet_column;
  finding->rule = rule;
  finding->is_soft = is_soft;
  finding->is_confirmed = confirmed;
  finding->value = row == JLY_FINDING_NO_ROW ? g_strdup ("")
                                             : jly_table_quote (get_cell (checker, row, column));
  g_ptr_array_add (list, finding);
  return finding;
}

/* Cells that could not be read, and a column's name that says another unit. */
static void
check_cells (Checker *checker, guint column)
{
  const JlyValues *values = checker->values[column];
  JlyFinding *finding;

  if (values->name_problem != NULL
      && (finding = begin_finding (checker, JLY_FINDING_NO_ROW, column, NULL)) != NULL)
    {
      finding->words = g_strdup (values->name_problem);
      finding->next = _ ("Choose another column, or convert the figures in your file.");
    }
  for (gsize row = 0; values->states != NULL && row < values->n_rows; row++)
    if (values->states[row] == JLY_CELL_WRONG
        && (finding = begin_finding (checker, row, column, NULL)) != NULL)
      finding->words = jly_values_explain (values, checker->sheet, row, &finding->next);
}

/* A hard rule says what is agreed, a soft one asks. */
static void
check_range (Checker *checker, const JlyRule *rule, gsize row)
{
  const gint64 value = checker->values[rule->column]->values[row];
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  JlyFinding *finding;

  if (value >= rule->least && value <= rule->most)
    return;
  finding = begin_finding (checker, row, rule->column, rule);
  if (finding == NULL)
    return;
  least = jly_value_format (get_column (checker, rule->column), rule->least);
  most = jly_value_format (get_column (checker, rule->column), rule->most);
  finding->words = g_strdup_printf (
      rule->is_soft ? _ ("Are you sure? “%s” is outside the usual range, %s to %s.")
                    : _ ("“%s” is outside the agreed range, %s to %s."),
      finding->value, least, most);
}

static void
check_categories (Checker *checker, const JlyRule *rule, gsize row)
{
  g_autofree char *list = NULL;
  JlyFinding *finding;

  for (guint i = 0; rule->categories[i] != NULL; i++)
    {
      g_autofree char *folded = jly_name_fold (rule->categories[i]);

      if (g_str_equal (folded, checker->values[rule->column]->texts[row]))
        return;
    }
  finding = begin_finding (checker, row, rule->column, rule);
  if (finding == NULL)
    return;
  list = g_strjoinv (", ", rule->categories);
  finding->words = g_strdup_printf (rule->is_soft ? _ ("Are you sure? “%s” is none of: %s.")
                                                  : _ ("“%s” is none of: %s."),
                                    finding->value, list);
}

static char *
explain_not_above (const JlyRule *rule, const char *quoted, const char *other)
{
  if (rule->times == 1)
    return g_strdup_printf (rule->is_soft ? _ ("Are you sure? “%s” is above “%s” of this row.")
                                          : _ ("“%s” is above “%s” of this row."),
                            quoted, other);
  return g_strdup_printf (rule->is_soft
                              ? _ ("Are you sure? “%s” is more than %u times “%s” of this row.")
                              : _ ("“%s” is more than %u times “%s” of this row."),
                          quoted, rule->times, other);
}

static void
check_not_above (Checker *checker, const JlyRule *rule, gsize row)
{
  JlyFinding *finding;
  __int128 value, limit;

  if (!is_read (checker, rule->other) || !is_present (checker, row, rule->other))
    return;
  value = checker->values[rule->column]->values[row];
  limit = (__int128)checker->values[rule->other]->values[row] * rule->times;
  if (value <= limit)
    return;
  finding = begin_finding (checker, row, rule->column, rule);
  if (finding != NULL)
    finding->words
        = explain_not_above (rule, finding->value, get_column (checker, rule->other)->title);
}

/* The second cell of two that are the same is the finding, and names the first one's row. */
static void
note_repeated (Checker *checker, const JlyRule *rule, gsize row, gsize first)
{
  JlyFinding *finding = begin_finding (checker, row, rule->column, rule);

  if (finding != NULL)
    finding->words
        = g_strdup_printf (rule->is_soft ? _ ("Are you sure? “%s” stands in row %u already.")
                                         : _ ("“%s” stands in row %u already."),
                           finding->value, (guint)jly_sheet_get_file_row (checker->sheet, first));
}

static void
check_unique (Checker *checker, const JlyRule *rule)
{
  const JlyValues *values = checker->values[rule->column];
  const gboolean is_text = values->texts != NULL;
  g_autoptr (GHashTable) seen = is_text ? g_hash_table_new (g_str_hash, g_str_equal)
                                        : g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize row = 0; row < values->n_rows; row++)
    {
      gpointer key, first;

      if (!is_present (checker, row, rule->column))
        continue;
      key = is_text ? (gpointer)values->texts[row] : (gpointer)&values->values[row];
      if (g_hash_table_lookup_extended (seen, key, NULL, &first))
        note_repeated (checker, rule, row, GPOINTER_TO_SIZE (first));
      else
        g_hash_table_insert (seen, key, GSIZE_TO_POINTER (row));
    }
}

static void
check_required (Checker *checker, const JlyRule *rule)
{
  const JlyValues *values = checker->values[rule->column];

  for (gsize row = 0; row < values->n_rows; row++)
    {
      JlyFinding *finding;

      if (values->states[row] != JLY_CELL_MISSING
          || (finding = begin_finding (checker, row, rule->column, rule)) == NULL)
        continue;
      finding->words = g_strdup (rule->is_soft ? _ ("Are you sure? This cell is empty.")
                                               : _ ("This cell must not be empty."));
    }
}

static void
check_rule (Checker *checker, const JlyRule *rule)
{
  if (!is_read (checker, rule->column))
    return;
  if (rule->kind == JLY_RULE_UNIQUE)
    check_unique (checker, rule);
  else if (rule->kind == JLY_RULE_REQUIRED)
    check_required (checker, rule);
  else
    for (gsize row = 0; row < checker->values[rule->column]->n_rows; row++)
      {
        if (!is_present (checker, row, rule->column))
          continue;
        if (rule->kind == JLY_RULE_RANGE)
          check_range (checker, rule, row);
        else if (rule->kind == JLY_RULE_CATEGORIES)
          check_categories (checker, rule, row);
        else
          check_not_above (checker, rule, row);
      }
}

GPtrArray *
jly_check_rules (JlySheet *sheet,
                 const JlyRules *rules,
                 JlyValues *const *values,
                 GHashTable *confirmed,
                 gsize n_most,
                 JlyCheckCounts *counts)
{
  Checker checker = { .sheet = sheet,
                      .rules = rules,
                      .values = values,
                      .confirmed = confirmed,
                      .n_most = n_most,
                      .hard = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_finding_free),
                      .soft = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_finding_free) };

  for (guint i = 0; i < rules->columns->len; i++)
    if (values[i] != NULL)
      check_cells (&checker, i);
  for (guint i = 0; i < rules->rules->len; i++)
    check_rule (&checker, jly_rules_get_rule (rules, i));
  g_ptr_array_extend_and_steal (checker.hard, checker.soft);
  if (counts != NULL)
    *counts = checker.counts;
  return checker.hard;
}
