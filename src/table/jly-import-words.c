/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-words.h. */
#include "config.h"

#include "table/jly-import-words.h"

#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

#define CATEGORIES_SAID 6 /* more are counted only */

static void
append (GString *words, char *sentence)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/* "3.00 to 900 000.00 euro for 2025, 1 234 000.00 euro in total" */
static char *
describe_range (const JlyValues *values)
{
  const JlyRuleColumn *column = values->column;
  g_autofree char *least = jly_value_format (column, values->least);
  g_autofree char *most = jly_value_format_with_unit (column, values->most);
  g_autofree char *total
      = values->has_total ? jly_value_format_with_unit (column, values->total) : NULL;
  g_autofree char *range = values->least == values->most
                               ? g_strdup (most)
                               : g_strdup_printf (_ ("%s to %s"), least, most);

  if (column->period != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&range);

      /* Translators: "1 234.00 euro for 2025". */
      range = g_strdup_printf (_ ("%s for %s"), plain, column->period);
    }
  if (total == NULL || values->n_present == 1)
    return g_steal_pointer (&range);
  return g_strdup_printf (_ ("%s, %s in total"), range, total);
}

static gsize
count_yes (const JlyValues *values)
{
  gsize n = 0;

  for (gsize row = 0; row < values->n_rows; row++)
    n += values->states[row] == JLY_CELL_PRESENT && values->values[row] == 1;
  return n;
}

/* Takes name. */
static void
append_category (GString *list, char *name, gsize n)
{
  g_autofree char *owned = name;

  g_string_append (list, list->len > 0 ? ", " : "");
  /* Translators: a category. */
  g_string_append_printf (list, ngettext ("%s in %zu row", "%s in %zu rows", n), owned, n);
}

/* In the order of the study's list; what is none of it comes last. */
static char *
list_categories (const JlyValues *values)
{
  const guint n = jly_categories_count (values->categories);
  g_autofree gsize *counts = g_new0 (gsize, n + 1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize row = 0; row < values->n_rows; row++)
    if (values->states[row] == JLY_CELL_PRESENT)
      counts[values->values[row] == JLY_CATEGORY_NONE ? n : (gsize)values->values[row]]++;
  for (guint i = 0; i < n; i++)
    if (counts[i] > 0)
      append_category (list, jly_table_quote (jly_categories_get (values->categories, (int)i)),
                       counts[i]);
  if (counts[n] > 0)
    append_category (list, g_strdup (_ ("none of the list")), counts[n]);
  return g_strdup (list->str);
}

static char *
describe_values (const JlyValues *values)
{
  const char *title = values->column->title;
  g_autofree char *range = NULL;

  if (values->n_present == 0)
    return g_strdup_printf (_ ("Nothing will enter as %s."), title);
  if (values->column->kind == JLY_VALUE_YES_NO)
    return g_strdup_printf (ngettext ("%s will enter as yes in %zu row.",
                                      "%s will enter as yes in %zu rows.", count_yes (values)),
                            title, count_yes (values));
  if (values->categories != NULL && values->n_distinct <= CATEGORIES_SAID)
    {
      g_autofree char *list = list_categories (values);

      /* Translators: name of the column, "Timber in 4 rows, Steel in 1 row". */
      return g_strdup_printf (_ ("%s will enter as %s."), title, list);
    }
  if (values->texts != NULL)
    return g_strdup_printf (ngettext ("%s will enter with %zu different value.",
                                      "%s will enter with %zu different values.",
                                      values->n_distinct),
                            title, values->n_distinct);
  range = describe_range (values);
  /* Translators: name of the column, "12.50 to 410.00 euro for 2025". */
  return g_strdup_printf (_ ("%s will enter as %s."), title, range);
}

/* Why no total is given. */
static void
append_addable (GString *words, const JlyValues *values)
{
  if (values->adds != JLY_ADDS_UP && values->n_present > 1)
    append (words, g_strdup (jly_addable_explain (values->adds)));
}

static void
append_counts (GString *words, const JlyValues *values)
{
  if (values->n_missing > 0)
    append (words,
            g_strdup_printf (ngettext ("%zu is missing, which is not zero.",
                                       "%zu are missing, which is not zero.", values->n_missing),
                             values->n_missing));
  if (values->n_wrong > 0)
    append (words, g_strdup_printf (ngettext ("%zu cell cannot be read yet.",
                                              "%zu cells cannot be read yet.", values->n_wrong),
                                    values->n_wrong));
}

/* What the person chose is said again, so that nothing changes unseen. */
static void
append_choices (GString *words, const JlyValues *values, JlySheet *sheet)
{
  g_autofree char *quoted = NULL;
  guint factor = 1;

  for (guint i = 0; i < values->reading.exponent; i++)
    factor *= 10;
  if (factor > 1)
    {
      g_autofree char *formatted = jly_amount_format (factor, 0);

      append (words, g_strdup_printf (_ ("The file’s figures were taken times %s, as you chose."),
                                      formatted));
    }
  if (values->n_taken > 0)
    append (words, g_strdup_printf (
                       ngettext ("%zu cell was taken for a category that it is nearly written "
                                 "like, as you chose.",
                                 "%zu cells were taken for categories that they are nearly "
                                 "written like, as you chose.",
                                 values->n_taken),
                       values->n_taken));
  if (values->n_rounded == 0)
    return;
  quoted = jly_table_quote (jly_sheet_get_cell (sheet, values->rounded_row, values->sheet_column));
  append (words,
          g_strdup_printf (ngettext ("%zu figure was rounded, as you chose: “%s” in row %u.",
                                     "%zu figures were rounded, as you chose, the first is “%s” in "
                                     "row %u.",
                                     values->n_rounded),
                           values->n_rounded, quoted,
                           (guint)jly_sheet_get_file_row (sheet, values->rounded_row)));
}

char *
jly_import_describe_column (const JlyValues *values, JlySheet *sheet)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (values->states == NULL)
    return NULL;
  append (words,
          g_strdup_printf (ngettext ("%zu row.", "%zu rows.", values->n_rows), values->n_rows));
  append (words, describe_values (values));
  append_addable (words, values);
  append_counts (words, values);
  append_choices (words, values, sheet);
  return g_strdup (words->str);
}

char *
jly_import_describe_file (
    JlySheet *sheet, guint n_found, guint n_columns, guint n_edited, guint n_out)
{
  const gsize n_rows = jly_sheet_get_n_rows (sheet);
  g_autoptr (GString) words = g_string_new (NULL);

  append (words,
          g_strdup_printf (ngettext ("%s (%s): %zu row.", "%s (%s): %zu rows.", n_rows),
                           jly_sheet_get_name (sheet), jly_sheet_get_format (sheet), n_rows));
  if (n_columns == 1)
    append (words, g_strdup (n_found == 1 ? _ ("The study’s column was found.")
                                          : _ ("The study’s column was not found.")));
  else
    /* Translators: columns found, columns that the study has. */
    append (words, g_strdup_printf (ngettext ("%u of the study’s %u columns was found.",
                                              "%u of the study’s %u columns were found.", n_found),
                                    n_found, n_columns));
  if (n_edited > 0)
    append (words, g_strdup_printf (ngettext ("%u cell was corrected here; your file is as it was.",
                                              "%u cells were corrected here; your file is as it "
                                              "was.",
                                              n_edited),
                                    n_edited));
  if (n_out > 0)
    append (words, g_strdup_printf (
                       ngettext ("You left %u row out.", "You left %u rows out.", n_out), n_out));
  return g_strdup (words->str);
}
