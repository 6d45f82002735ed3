/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-check.h. Reads each column once, then looks at it rule by rule. */
#include "config.h"

#include "table/jly-amount-private.h"
#include "table/jly-check.h"
#include "table/jly-column-private.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

/* A column as values; those of cells that are missing or wrong are not there. */
typedef struct
{
  gboolean *present;
  gboolean *missing;
  gint64 *values; /* of numbers and dates */
  char **texts;   /* of texts and keys, normalized */
} Values;

typedef struct
{
  JlySheet *sheet;
  const JlyRules *rules;
  const JlyCheckColumn *columns;
  Values *values;
  gsize n_rows;
  gsize n_most;
  GPtrArray *findings;
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
  return g_ptr_array_index (checker->rules->columns, column);
}

static const char *
get_cell (const Checker *checker, gsize row, guint column)
{
  return jly_sheet_get_cell (checker->sheet, row, checker->columns[column].sheet_column);
}

/* Takes words. */
static void
add_finding (Checker *checker, gsize row, guint column, const JlyRule *rule, char *words)
{
  JlyFinding *finding;

  if (checker->findings->len >= checker->n_most)
    {
      g_free (words);
      return;
    }
  finding = g_new0 (JlyFinding, 1);
  finding->row = row;
  finding->column = column;
  finding->rule = rule;
  finding->is_soft = rule != NULL && rule->is_soft;
  finding->value = jly_table_quote (get_cell (checker, row, column));
  finding->words = words;
  g_ptr_array_add (checker->findings, finding);
}

static gboolean
is_missing (const char *cell)
{
  AmountParts parts;
  const JlyAmountProblem problem = jly_amount_take_apart (cell, &parts);

  g_free (parts.words);
  return problem == JLY_AMOUNT_MISSING;
}

/* NULL if the cell was read, else what is wrong with it. */
static char *
read_number (const Checker *checker, gsize row, guint k, gint64 *value)
{
  const JlyCheckColumn *column = &checker->columns[k];
  const gboolean is_number = jly_sheet_is_number (checker->sheet, row, column->sheet_column);
  const JlyAmountFormat format = { .scale = get_column (checker, k)->scale,
                                   .max = G_MAXINT64,
                                   .mark = is_number ? JLY_MARK_POINT : column->reading->mark,
                                   .unit = column->reading->unit,
                                   .currency = column->reading->currency };
  const char *cell = get_cell (checker, row, k);
  const JlyAmountProblem problem = jly_amount_read_signed (cell, &format, value);

  return problem == JLY_AMOUNT_OK ? NULL : jly_column_explain (problem, cell, &format);
}

static char *
read_cell (const Checker *checker, gsize row, guint k)
{
  const JlyColumn *reading = checker->columns[k].reading;
  const char *cell = get_cell (checker, row, k);
  g_autofree char *quoted = jly_table_quote (cell);
  Values *values = &checker->values[k];
  JlyKeyProblem problem;
  guint32 day;

  switch (get_column (checker, k)->kind)
    {
    case JLY_VALUE_NUMBER:
      return read_number (checker, row, k, &values->values[row]);
    case JLY_VALUE_DATE:
      if (!jly_date_read (cell, reading->order, &day))
        return g_strdup_printf (_ ("“%s” is not a date."), quoted);
      values->values[row] = day;
      return NULL;
    case JLY_VALUE_TEXT:
      values->texts[row] = jly_name_fold (cell);
      return NULL;
    case JLY_VALUE_KEY:
    default:
      problem = jly_key_normalize (cell, reading->key_format, &values->texts[row]);
      return problem == JLY_KEY_OK ? NULL : jly_key_explain (problem, cell, reading->key_format);
    }
}

static void
read_column (Checker *checker, guint k)
{
  Values *values = &checker->values[k];

  values->present = g_new0 (gboolean, checker->n_rows);
  values->missing = g_new0 (gboolean, checker->n_rows);
  values->values = g_new0 (gint64, checker->n_rows);
  values->texts = g_new0 (char *, checker->n_rows);
  for (gsize row = 0; row < checker->n_rows; row++)
    {
      char *words;

      values->missing[row] = is_missing (get_cell (checker, row, k));
      if (values->missing[row])
        continue;
      words = read_cell (checker, row, k);
      values->present[row] = words == NULL;
      if (words != NULL)
        add_finding (checker, row, k, NULL, words);
    }
}

static void
clear_values (Checker *checker, Values *values)
{
  for (gsize row = 0; row < checker->n_rows; row++)
    g_free (values->texts[row]);
  g_free (values->present);
  g_free (values->missing);
  g_free (values->values);
  g_free (values->texts);
}

static char *
print_value (const Checker *checker, guint column, gint64 value)
{
  return get_column (checker, column)->kind == JLY_VALUE_DATE
             ? jly_date_format ((guint32)CLAMP (value, 1, G_MAXINT32))
             : jly_amount_format_signed (value, get_column (checker, column)->scale);
}

/* A hard rule says what is agreed, a soft one asks. */
static void
check_range (Checker *checker, const JlyRule *rule, gsize row)
{
  const gint64 value = checker->values[rule->column].values[row];
  g_autofree char *quoted = NULL;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (value >= rule->least && value <= rule->most)
    return;
  quoted = jly_table_quote (get_cell (checker, row, rule->column));
  least = print_value (checker, rule->column, rule->least);
  most = print_value (checker, rule->column, rule->most);
  add_finding (checker, row, rule->column, rule,
               g_strdup_printf (rule->is_soft
                                    ? _ ("Are you sure? “%s” is outside the usual range, %s to %s.")
                                    : _ ("“%s” is outside the agreed range, %s to %s."),
                                quoted, least, most));
}

static void
check_categories (Checker *checker, const JlyRule *rule, gsize row)
{
  g_autofree char *quoted = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; rule->categories[i] != NULL; i++)
    {
      g_autofree char *folded = jly_name_fold (rule->categories[i]);

      if (g_str_equal (folded, checker->values[rule->column].texts[row]))
        return;
    }
  quoted = jly_table_quote (get_cell (checker, row, rule->column));
  list = g_strjoinv (", ", rule->categories);
  add_finding (checker, row, rule->column, rule,
               g_strdup_printf (rule->is_soft ? _ ("Are you sure? “%s” is none of: %s.")
                                              : _ ("“%s” is none of: %s."),
                                quoted, list));
}

static void
check_not_above (Checker *checker, const JlyRule *rule, gsize row)
{
  const __int128 value = checker->values[rule->column].values[row];
  const __int128 limit = (__int128)checker->values[rule->other].values[row] * rule->times;
  const char *other = get_column (checker, rule->other)->title;
  g_autofree char *quoted = NULL;
  char *words;

  if (!checker->values[rule->other].present[row] || value <= limit)
    return;
  quoted = jly_table_quote (get_cell (checker, row, rule->column));
  if (rule->times == 1)
    words = g_strdup_printf (rule->is_soft ? _ ("Are you sure? “%s” is above “%s” of this row.")
                                           : _ ("“%s” is above “%s” of this row."),
                             quoted, other);
  else
    words = g_strdup_printf (rule->is_soft
                                 ? _ ("Are you sure? “%s” is more than %u times “%s” of this row.")
                                 : _ ("“%s” is more than %u times “%s” of this row."),
                             quoted, rule->times, other);
  add_finding (checker, row, rule->column, rule, words);
}

/* The second cell of two that are the same is the finding, and names the first one's row. */
static void
check_unique (Checker *checker, const JlyRule *rule)
{
  const Values *values = &checker->values[rule->column];
  const JlyValueKind kind = get_column (checker, rule->column)->kind;
  const gboolean is_text = kind == JLY_VALUE_TEXT || kind == JLY_VALUE_KEY;
  g_autoptr (GHashTable) seen = is_text ? g_hash_table_new (g_str_hash, g_str_equal)
                                        : g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize row = 0; row < checker->n_rows; row++)
    {
      gpointer key = is_text ? (gpointer)values->texts[row] : (gpointer)&values->values[row];
      gpointer first;
      g_autofree char *quoted = NULL;

      if (!values->present[row])
        continue;
      if (!g_hash_table_lookup_extended (seen, key, NULL, &first))
        {
          g_hash_table_insert (seen, key, GSIZE_TO_POINTER (row));
          continue;
        }
      quoted = jly_table_quote (get_cell (checker, row, rule->column));
      add_finding (checker, row, rule->column, rule,
                   g_strdup_printf (
                       rule->is_soft ? _ ("Are you sure? “%s” stands in row %u already.")
                                     : _ ("“%s” stands in row %u already."),
                       quoted,
                       (guint)jly_sheet_get_file_row (checker->sheet, GPOINTER_TO_SIZE (first))));
    }
}

static void
check_rule (Checker *checker, const JlyRule *rule)
{
  const Values *values = &checker->values[rule->column];

  if (rule->kind == JLY_RULE_UNIQUE)
    check_unique (checker, rule);
  for (gsize row = 0; row < checker->n_rows; row++)
    {
      if (rule->kind == JLY_RULE_REQUIRED && values->missing[row])
        add_finding (checker, row, rule->column, rule,
                     g_strdup (rule->is_soft ? _ ("Are you sure? This cell is empty.")
                                             : _ ("This cell must not be empty.")));
      if (!values->present[row])
        continue;
      if (rule->kind == JLY_RULE_RANGE)
        check_range (checker, rule, row);
      else if (rule->kind == JLY_RULE_CATEGORIES)
        check_categories (checker, rule, row);
      else if (rule->kind == JLY_RULE_NOT_ABOVE)
        check_not_above (checker, rule, row);
    }
}

GPtrArray *
jly_check_rules (JlySheet *sheet,
                 const JlyRules *rules,
                 const JlyCheckColumn *columns,
                 gsize n_most)
{
  const guint n = rules->columns->len;
  g_autofree Values *values = g_new0 (Values, n);
  Checker checker
      = { .sheet = sheet,
          .rules = rules,
          .columns = columns,
          .values = values,
          .n_rows = jly_sheet_get_n_rows (sheet),
          .n_most = n_most,
          .findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_finding_free) };

  for (guint i = 0; i < n; i++)
    {
      g_assert (columns[i].reading->question == JLY_QUESTION_NONE);
      read_column (&checker, i);
    }
  for (guint i = 0; i < rules->rules->len; i++)
    check_rule (&checker, g_ptr_array_index (rules->rules, i));
  for (guint i = 0; i < n; i++)
    clear_values (&checker, &values[i]);
  return checker.findings;
}
