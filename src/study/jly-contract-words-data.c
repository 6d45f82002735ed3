/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-words.h. What each brings: columns with their limits and uses, rows, and what
 * must hold in every row. */
#include "config.h"

#include "study/jly-contract-words-private.h"

#include "base/jly-decimal.h"

#include <glib/gi18n-lib.h>

#define PLAIN JLY_TONE_PLAIN

static const char *const use_words[] = {
  N_ ("sums"),
  N_ ("means"),
  N_ ("forming the groups of a result"),
  N_ ("choosing which rows count"),
  N_ ("finding the rows that belong together"),
  N_ ("counts"),
  N_ ("joint computations such as a bid or a regression"),
};

static void
add_uses (JlyStatement *words, const JlyContractColumn *column)
{
  guint others = JLY_USE_FLAGS_ALL & ~column->rights;
  g_autofree char *uses
      = contract_words_list_bits (column->rights, use_words, G_N_ELEMENTS (use_words));
  g_autofree char *never = contract_words_list_bits (others, use_words, G_N_ELEMENTS (use_words));

  if (column->rights == 0)
    jly_statement_add (words, PLAIN, "column-rights", _ ("“%1$s” may be used for nothing."),
                       column->title, NULL);
  else if (others == 0)
    jly_statement_add (words, PLAIN, "column-rights",
                       _ ("“%1$s” may be used for everything: %2$s."), column->title, uses, NULL);
  else
    jly_statement_add (words, PLAIN, "column-rights",
                       _ ("“%1$s” may be used for: %2$s. Never for: %3$s."), column->title, uses,
                       never, NULL);
}

static void
add_numbers (JlyStatement *words, const JlyContractColumn *column, const char *number)
{
  g_autofree char *least = jly_decimal_format (column->min, column->scale);
  g_autofree char *most = jly_decimal_format (column->max, column->scale);

  if (*column->unit != '\0')
    jly_statement_add (words, PLAIN, "columns",
                       _ ("%1$s. “%2$s” (called %3$s): numbers from %4$s to %5$s %6$s."), number,
                       column->title, column->id, least, most, column->unit, NULL);
  else
    jly_statement_add (words, PLAIN, "columns",
                       _ ("%1$s. “%2$s” (called %3$s): numbers from %4$s to %5$s, without a unit."),
                       number, column->title, column->id, least, most, NULL);
}

/* The numbers of categories are fixed by their list; a contract that says otherwise is not begun.
 */
static void
add_category_limits (JlyStatement *words, const JlyContractColumn *column)
{
  g_autofree char *least = NULL, *most = NULL;

  if (column->scale == 0 && column->min == 0
      && column->max == (gint64)g_strv_length (column->categories) - 1)
    return;
  least = jly_decimal_format (column->min, column->scale);
  most = jly_decimal_format (column->max, column->scale);
  jly_statement_add (words, JLY_TONE_REFUSE, "column-max",
                     _ ("Its numbers from %1$s to %2$s do not fit this list."), least, most, NULL);
}

/* Every category in quotes, so that where one ends is plain. */
static void
add_categories (JlyStatement *words, const JlyContractColumn *column, const char *number)
{
  g_autoptr (GPtrArray) quoted = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; column->categories[i] != NULL; i++)
    g_ptr_array_add (quoted, g_strdup_printf (_ ("“%s”"), column->categories[i]));
  list = jly_words_list ((const char *const *)quoted->pdata, quoted->len);
  jly_statement_add (words, PLAIN, "columns", _ ("%1$s. “%2$s” (called %3$s): one of %4$s."),
                     number, column->title, column->id, list, NULL);
  if (*column->unit != '\0')
    jly_statement_add (words, PLAIN, "columns", _ ("Its unit is %1$s."), column->unit, NULL);
  add_category_limits (words, column);
}

static void
add_column (JlyStatement *words, const JlyContract *contract, guint place)
{
  const JlyContractColumn *column = contract->columns->pdata[place];
  g_autofree char *number = g_strdup_printf ("%u", place + 1);

  if (column->categories != NULL)
    add_categories (words, column, number);
  else
    add_numbers (words, column, number);
  if (column->may_be_missing)
    jly_statement_add (words, PLAIN, "column-missing", _ ("A cell of “%1$s” may be left empty."),
                       column->title, NULL);
  add_uses (words, column);
  if (column->open_to != 0)
    {
      g_autofree char *names = contract_words_name_set (contract, column->open_to);

      jly_statement_add (words, PLAIN, "column-open-to",
                         _ ("“%1$s” is open to the questions of %2$s."), column->title, names,
                         NULL);
    }
}

/* What is needed counts in steps of the first column. */
static void
add_row (JlyStatement *words, const JlyContract *contract, guint place)
{
  const JlyStudyRow *row = contract->rows->pdata[place];
  guint scale = contract->columns->len > 0
                    ? ((const JlyContractColumn *)contract->columns->pdata[0])->scale
                    : 0;
  g_autofree char *need = row->need <= G_MAXINT64
                              ? jly_decimal_format ((gint64)row->need, scale)
                              : g_strdup_printf ("%" G_GUINT64_FORMAT, row->need);
  g_autofree char *number = g_strdup_printf ("%u", place + 1);

  jly_statement_add (words, PLAIN, "rows", _ ("Row %1$s is “%2$s”; needed in all: %3$s %4$s."),
                     number, row->name, need, row->unit, NULL);
}

static void
add_rows (JlyStatement *words, const JlyContract *contract)
{
  g_autofree char *most = g_strdup_printf ("%u", contract->most_rows);

  if (contract->rows->len > 0)
    jly_statement_add (words, PLAIN, "rows",
                       _ ("Everybody brings the rows of one table that all know."), NULL);
  for (guint i = 0; i < contract->rows->len; i++)
    add_row (words, contract, i);
  if (contract->rows->len == 0 || contract->most_rows > 0)
    jly_statement_add (words, PLAIN, "most-rows",
                       ngettext ("Each brings at most %1$s row of its own.",
                                 "Each brings at most %1$s rows of its own.", contract->most_rows),
                       most, NULL);
}

static const char *
get_title (const JlyContract *contract, guint column)
{
  return column < contract->columns->len
             ? ((const JlyContractColumn *)contract->columns->pdata[column])->title
             : _ ("a column that is not in this contract");
}

static void
add_checks (JlyStatement *words, const JlyContract *contract)
{
  for (guint i = 0; i < contract->checks->len; i++)
    {
      const JlyStudyCheck *check = contract->checks->pdata[i];
      g_autofree char *times = g_strdup_printf ("%u", check->times);

      jly_statement_add (
          words, PLAIN, "checks", _ ("In every row, “%1$s” is at most %2$s times “%3$s”."),
          get_title (contract, check->column), times, get_title (contract, check->other), NULL);
    }
  jly_statement_add (words, PLAIN, "checks",
                     _ ("A row that breaks any of this counts for nothing, whoever sends it; how "
                        "many of its rows did so is told to its party alone."),
                     NULL);
}

void
contract_words_data (JlyStatement *words, const JlyContract *contract)
{
  JlyPartySet providers = jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  g_autofree char *names = contract_words_name_set (contract, providers);

  jly_statement_begin (words, "data", _ ("What each brings"));
  jly_statement_add (words, PLAIN, "party-roles", _ ("Figures are brought by %1$s."), names, NULL);
  if (contract->columns->len == 0)
    jly_statement_add (words, PLAIN, "columns", _ ("No column is named."), NULL);
  for (guint i = 0; i < contract->columns->len; i++)
    add_column (words, contract, i);
  if (*contract->currency != '\0')
    jly_statement_add (words, PLAIN, "currency", _ ("Money is counted in %1$s."),
                       contract->currency, NULL);
  add_rows (words, contract);
  add_checks (words, contract);
}
