/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in words what a column was understood to be: type, reason, read-back. */
#include "config.h"

#include "table/jly-column-private.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

#define NO_BREAK_SPACE "\xc2\xa0"

static const struct
{
  const char *name;
  const char *words;
  const char *plural; /* of cells */
} types[] = {
  [JLY_COLUMN_EMPTY] = { "empty", N_ ("empty"), "" },
  [JLY_COLUMN_WHOLE] = { "whole-number", N_ ("whole number"), N_ ("whole numbers") },
  [JLY_COLUMN_DECIMAL] = { "decimal", N_ ("decimal number"), N_ ("numbers") },
  [JLY_COLUMN_MONEY] = { "money", N_ ("money"), N_ ("amounts of money") },
  [JLY_COLUMN_PERCENTAGE] = { "percentage", N_ ("percentage"), N_ ("percentages") },
  [JLY_COLUMN_DATE] = { "date", N_ ("date"), N_ ("dates") },
  [JLY_COLUMN_YES_NO] = { "yes-no", N_ ("yes or no"), N_ ("words for yes or no") },
  [JLY_COLUMN_CATEGORY] = { "category", N_ ("category"), "" },
  [JLY_COLUMN_KEY] = { "key", N_ ("key"), "" },
  [JLY_COLUMN_TEXT] = { "text", N_ ("text"), "" },
};

const char *
jly_column_type_name (JlyColumnType type)
{
  return types[type].name;
}

const char *
jly_column_type_words (JlyColumnType type)
{
  return _ (types[type].words);
}

const char *
jly_column_question_name (JlyColumnQuestion question)
{
  static const char *const names[]
      = { [JLY_QUESTION_NONE] = NULL,          [JLY_QUESTION_MARK] = "decimal-mark",
          [JLY_QUESTION_ORDER] = "date-order", [JLY_QUESTION_MULTIPLE] = "multiple",
          [JLY_QUESTION_DIGITS] = "digits",    [JLY_QUESTION_NEAR] = "category" };

  return names[question];
}

/* " “12,50” (row 3) can only have a decimal comma." */
static void
append_mark (GString *reason, const JlyColumn *self, const char *quoted, guint row)
{
  g_string_append_c (reason, ' ');
  if (self->type == JLY_COLUMN_DATE)
    g_string_append_printf (reason,
                            self->order == JLY_DATE_ORDER_DAY_FIRST
                                ? _ ("“%s” (row %u) shows that the day comes first.")
                                : _ ("“%s” (row %u) shows that the month comes first."),
                            quoted, row);
  else
    g_string_append_printf (reason,
                            self->mark == JLY_MARK_COMMA
                                ? _ ("“%s” (row %u) shows that a comma marks the decimals.")
                                : _ ("“%s” (row %u) shows that a point marks the decimals."),
                            quoted, row);
}

static void
append_currency (GString *reason, const JlyColumn *self, JlySheet *sheet, gsize row)
{
  const char *name = jly_currency_name (self->currency);

  g_string_append_c (reason, ' ');
  if (row < self->n_rows)
    g_string_append_printf (reason, _ ("Row %u says %s."),
                            (guint)jly_sheet_get_file_row (sheet, row), name);
  else
    g_string_append_printf (reason, _ ("Its name says %s."), name);
}

static void
append_distinct (GString *reason, const JlyColumn *self)
{
  g_string_append_printf (reason,
                          ngettext ("%zu cell, %zu different value.",
                                    "%zu cells, different values among them: %zu.",
                                    self->n_present),
                          self->n_present, self->n_distinct);
}

static char *
give_key_reason (const JlyColumn *self, JlySheet *sheet, guint column, gsize zero_first)
{
  g_autoptr (GString) reason = g_string_new (NULL);

  if (self->key_format != NULL)
    /* Translators: two numbers of cells, and "Estonian register code" or the like. */
    return g_strdup_printf (ngettext ("%zu of %zu cell: %s, with the right check digit.",
                                      "%zu of %zu cells: %s, with the right check digit.",
                                      self->n_present + self->n_odd),
                            self->n_present, self->n_present + self->n_odd,
                            jly_key_format_get_name (self->key_format));
  append_distinct (reason, self);
  if (zero_first < self->n_rows)
    {
      g_autofree char *quoted = jly_table_quote (jly_sheet_get_cell (sheet, zero_first, column));

      g_string_append_c (reason, ' ');
      g_string_append_printf (reason,
                              _ ("“%s” (row %u) begins with a zero, which a number would lose."),
                              quoted, (guint)jly_sheet_get_file_row (sheet, zero_first));
    }
  return g_strdup (reason->str);
}

void
jly_column_give_reason (JlyColumn *self,
                        JlySheet *sheet,
                        guint column,
                        const JlyColumnCounts *counts,
                        gsize decided_row)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  const gsize n = self->n_present + self->n_odd;

  if (self->type == JLY_COLUMN_KEY)
    self->reason = give_key_reason (self, sheet, column, counts->zero_first);
  else if (self->type == JLY_COLUMN_EMPTY)
    self->reason = g_strdup (_ ("No cell holds anything."));
  if (self->reason != NULL)
    return;
  if (types[self->type].plural[0] == '\0')
    append_distinct (reason, self);
  else
    /* Translators: two numbers of cells, and what they hold: "whole numbers". */
    g_string_append_printf (reason, ngettext ("%zu of %zu cell: %s.", "%zu of %zu cells: %s.", n),
                            self->n_present, n, _ (types[self->type].plural));
  if (decided_row < self->n_rows && self->question == JLY_QUESTION_NONE)
    {
      g_autofree char *quoted = jly_table_quote (jly_sheet_get_cell (sheet, decided_row, column));

      append_mark (reason, self, quoted, (guint)jly_sheet_get_file_row (sheet, decided_row));
    }
  if (self->currency != NULL)
    append_currency (reason, self, sheet, counts->currency_row);
  self->reason = g_strdup (reason->str);
}

/* "1 234.00 euro", "5 h", "2025-04-03" */
static char *
print_value (const JlyColumn *self, gint64 value)
{
  const char *unit = self->currency != NULL ? jly_currency_name (self->currency) : self->unit;
  g_autofree char *plain = NULL;

  if (self->type == JLY_COLUMN_DATE)
    plain = jly_date_format ((guint32)value);
  else if (self->adds == JLY_ADDS_NOT_YEAR)
    plain = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  else
    plain = jly_amount_format_signed (value, self->scale);
  if (unit == NULL)
    return g_steal_pointer (&plain);
  if (self->currency != NULL && self->unit != NULL)
    return g_strconcat (plain, NO_BREAK_SPACE, unit, "/", self->unit, NULL);
  return g_strconcat (plain, NO_BREAK_SPACE, unit, NULL);
}

static void
append_range (GString *words, const JlyColumn *self)
{
  g_autofree char *least = print_value (self, self->least);
  g_autofree char *most = print_value (self, self->most);
  g_autofree char *total = self->has_total ? print_value (self, self->total) : NULL;

  g_string_append_c (words, ' ');
  if (self->type == JLY_COLUMN_DATE)
    g_string_append_printf (words, _ ("%s: the earliest is %s, the latest %s."), self->title, least,
                            most);
  else if (total != NULL)
    g_string_append_printf (words, _ ("%s: the total is %s, the smallest %s, the largest %s."),
                            self->title, total, least, most);
  else
    g_string_append_printf (words, _ ("%s: the smallest is %s, the largest %s."), self->title,
                            least, most);
  if (self->adds != JLY_ADDS_UP)
    g_string_append_printf (words, " %s", jly_addable_explain (self->adds));
}

static void
append_counts (GString *words, const JlyColumn *self, JlySheet *sheet)
{
  if (self->n_missing > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words,
                              ngettext ("%zu is missing, which is not zero.",
                                        "%zu are missing, which is not zero.", self->n_missing),
                              self->n_missing);
    }
  if (self->n_odd > 0)
    {
      g_string_append_c (words, ' ');
      /* Translators: number of cells, the first one's row, and a sentence about it. */
      g_string_append_printf (
          words,
          ngettext ("%zu cell does not fit, in row %u: %s",
                    "%zu cells do not fit, the first in row %u: %s", self->n_odd),
          self->n_odd, (guint)jly_sheet_get_file_row (sheet, self->odd_row), self->odd_words);
    }
}

/* What the person chose is said again. */
static void
append_factor (GString *words, const JlyColumn *self)
{
  g_autofree char *formatted = NULL;
  guint64 factor = 1;

  for (guint i = 0; i < self->exponent; i++)
    factor *= 10;
  if (factor == 1)
    return;
  formatted = jly_amount_format (factor, 0);
  g_string_append_c (words, ' ');
  g_string_append_printf (words, _ ("The file’s figures were taken times %s, as you chose."),
                          formatted);
}

void
jly_column_describe (JlyColumn *self, JlySheet *sheet)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%zu row.", "%zu rows.", self->n_rows), self->n_rows);
  if (self->has_range)
    append_range (words, self);
  else if (self->question == JLY_QUESTION_NONE && self->type != JLY_COLUMN_EMPTY)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (
          words,
          ngettext ("%s: %zu different value.", "%s: %zu different values.", self->n_distinct),
          self->title, self->n_distinct);
    }
  append_counts (words, self, sheet);
  append_factor (words, self);
  self->read_back = g_strdup (words->str);
}
