/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a company's figures and puts them into the tender's order. */
#include "config.h"

#include "table/jly-bid-import.h"
#include "table/jly-bid-table-private.h"
#include "table/jly-columns.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The first three as in JlyBidTable's columns. */
enum
{
  COLUMN_AMOUNT,
  COLUMN_COST,
  COLUMN_REVENUE,
  COLUMN_RESOURCE,
  COLUMN_UNIT,
  N_COLUMNS
};

/* Where each of them is in the rules. */
static const JlyBidColumn rule_columns[N_COLUMNS] = { [COLUMN_AMOUNT] = JLY_BID_AMOUNT,
                                                      [COLUMN_COST] = JLY_BID_COST,
                                                      [COLUMN_REVENUE] = JLY_BID_REVENUE,
                                                      [COLUMN_RESOURCE] = JLY_BID_RESOURCE,
                                                      [COLUMN_UNIT] = JLY_BID_UNIT };

static const JlyWantedColumn wanted[N_COLUMNS] = {
  [COLUMN_AMOUNT] = { N_ ("Free amount"),
                      N_ ("free|available|available amount|amount available|capacity|free capacity|"
                          "available capacity|amount|quantity"),
                      FALSE },
  [COLUMN_COST]
  = { N_ ("Unit cost"), N_ ("cost per unit|cost|costs|own cost|own unit cost|cost price"), FALSE },
  [COLUMN_REVENUE]
  = { N_ ("Smallest unit revenue"),
      N_ ("smallest revenue|smallest revenue per unit|minimum unit revenue|minimum revenue|"
          "min revenue|minimum revenue per unit|lowest price|lowest unit price|minimum price|"
          "min price|smallest price"),
      FALSE },
  [COLUMN_RESOURCE]
  = { N_ ("Resource"), N_ ("item|position|work|description|name|trade|what"), FALSE },
  [COLUMN_UNIT] = { N_ ("Unit"), N_ ("units|unit of measure|measure|per"), TRUE },
};

typedef struct
{
  JlySheet *sheet;
  JlyImport *import; /* takes what is found wrong, all of it; NULL: the first is an error */
  const JlyTender *tender;
  JlyBidTable *table;
  int columns[N_COLUMNS];
  JlyDecimalMark marks[JLY_BID_TABLE_COLUMNS];
  const JlyValues *values[JLY_BID_TABLE_COLUMNS]; /* of an import; NULL: cells are read here */
  GHashTable *places;                             /* folded name -> 1 + index of the tender's row */
  gsize *file_rows; /* per row of the tender: where it stood, 0: nowhere yet */
  GString *unused;  /* names that the tender does not have, the first ones */
  gsize n_unused;   /* of all */
} Reader;

const char *
jly_bid_table_get_title (guint column)
{
  g_return_val_if_fail (column < JLY_BID_TABLE_COLUMNS, "");

  return _ (wanted[column].title);
}

JlyBidTable *
jly_bid_table_new (const JlyTender *tender)
{
  JlyBidTable *self = g_new0 (JlyBidTable, 1);

  self->resource_column = -1;
  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    {
      self->columns[i].sheet_column = -1;
      self->values[i] = g_new0 (guint64, tender->rows->len);
    }
  self->present = g_new0 (gboolean, tender->rows->len);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
jly_bid_table_free (JlyBidTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    {
      g_free (self->columns[i].header);
      g_free (self->columns[i].understood);
      g_free (self->columns[i].read_back);
      g_free (self->values[i]);
    }
  g_free (self->read_back);
  g_free (self->present);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static const char *
get_cell (const Reader *reader, gsize row, guint column)
{
  return reader->columns[column] < 0
             ? ""
             : jly_sheet_get_cell (reader->sheet, row, (guint)reader->columns[column]);
}

static JlyTablePlace
get_place (const Reader *reader, gsize row, guint column)
{
  return (JlyTablePlace){ .file = jly_sheet_get_name (reader->sheet),
                          .row = jly_sheet_get_file_row (reader->sheet, row),
                          .column = _ (wanted[column].title) };
}

/* Takes what. TRUE: it was told to the import, and the next row is looked at. */
static gboolean
fail_cell (
    const Reader *reader, gsize i, guint column, const char *next, char *what, GError **error)
{
  const JlyTablePlace place = get_place (reader, i, column);
  g_autofree char *owned = what;

  if (reader->import == NULL)
    return jly_table_fail (error, &place, next, "%s", owned);
  jly_import_add_finding (reader->import, i, rule_columns[column], owned, next);
  return TRUE;
}

/* The unit of the file against the tender's: figures in days would be wrong as hours. */
static gboolean
check_unit (const Reader *reader, gsize i, const JlyTenderRow *row, GError **error)
{
  g_autofree char *unit = jly_table_name (get_cell (reader, i, COLUMN_UNIT));
  g_autofree char *here = jly_table_quote (unit);

  if (unit[0] == '\0' || row->unit[0] == '\0' || jly_unit_equal (unit, row->unit))
    return TRUE;
  return fail_cell (reader, i, COLUMN_UNIT, _ ("Convert the row to the tender’s unit."),
                    g_strdup_printf (_ ("“%s” is counted in %s here, and in %s in the tender."),
                                     row->name, here, row->unit),
                    error);
}

/* A figure that the import has read exactly; what it could not read is its own finding. */
static gboolean
take_figure (const Reader *reader, gsize i, guint k, guint place, GError **error)
{
  const JlyValues *values = reader->values[k];
  const JlyBidRanges *ranges = &reader->tender->ranges;
  const JlyAmountFormat format
      = { .scale = k == COLUMN_AMOUNT ? ranges->amount_scale : ranges->money_scale,
          .max = k == COLUMN_AMOUNT ? ranges->amount_max : ranges->money_max };
  JlyAmountProblem problem = JLY_AMOUNT_OK;
  const char *next = NULL;
  char *words;

  if (values->states[i] != JLY_CELL_PRESENT)
    problem = JLY_AMOUNT_MISSING;
  else if (values->values[i] < 0)
    problem = JLY_AMOUNT_NEGATIVE;
  else if ((guint64)values->values[i] > format.max)
    problem = JLY_AMOUNT_TOO_LARGE;
  if (problem == JLY_AMOUNT_OK)
    {
      reader->table->values[k][place] = (guint64)values->values[i];
      return TRUE;
    }
  words = values->states[i] == JLY_CELL_WRONG
              ? jly_values_explain (values, reader->sheet, i, &next)
              : jly_amount_explain (problem, get_cell (reader, i, k), &format, &next);
  return fail_cell (reader, i, k, next, words, error);
}

static gboolean
read_figure (const Reader *reader, gsize i, guint k, guint place, GError **error)
{
  const JlyBidRanges *ranges = &reader->tender->ranges;
  const JlyTenderRow *row = g_ptr_array_index (reader->tender->rows, place);
  const gboolean is_money = k != COLUMN_AMOUNT;
  const JlyAmountFormat format = { .scale = is_money ? ranges->money_scale : ranges->amount_scale,
                                   .max = is_money ? ranges->money_max : ranges->amount_max,
                                   .mark = reader->marks[k],
                                   .unit = row->unit[0] != '\0' ? row->unit : NULL,
                                   .currency = is_money ? reader->tender->currency : NULL };

  if (reader->values[k] != NULL)
    return take_figure (reader, i, k, place, error);
  return jly_columns_read_amount (reader->sheet, i, (guint)reader->columns[k], _ (wanted[k].title),
                                  &format, &reader->table->values[k][place], error);
}

static gboolean
read_figures (const Reader *reader, gsize i, guint place, GError **error)
{
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    if (!read_figure (reader, i, k, place, error))
      return FALSE;
  return TRUE;
}

/* A row without a name must not lose figures. */
static gboolean
check_nameless (const Reader *reader, gsize i, GError **error)
{
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    {
      g_autofree char *text = jly_table_quote (get_cell (reader, i, k));

      if (text[0] != '\0')
        return fail_cell (reader, i, COLUMN_RESOURCE, _ ("Write what the row is about."),
                          g_strdup (_ ("There are figures here, but this cell is empty.")), error);
    }
  return TRUE;
}

/* A person reads some names, not a thousand. */
static void
note_unused (Reader *reader, gsize i)
{
  g_autofree char *name = NULL;

  if (++reader->n_unused > JLY_BID_NAMES_MAX)
    return;
  name = jly_table_quote (get_cell (reader, i, COLUMN_RESOURCE));
  g_string_append_printf (reader->unused, "%s%s", reader->unused->len > 0 ? ", " : "", name);
}

static gboolean
read_row (Reader *reader, gsize i, GError **error)
{
  g_autofree char *name = jly_table_name (get_cell (reader, i, COLUMN_RESOURCE));
  g_autofree char *folded = jly_name_fold (name);
  const guint found = GPOINTER_TO_UINT (g_hash_table_lookup (reader->places, folded));
  const JlyTenderRow *row;

  if (folded[0] == '\0')
    return check_nameless (reader, i, error);
  if (found == 0)
    {
      note_unused (reader, i);
      return TRUE;
    }
  row = g_ptr_array_index (reader->tender->rows, found - 1);
  if (reader->file_rows[found - 1] != 0)
    return fail_cell (reader, i, COLUMN_RESOURCE,
                      _ ("Put the two rows together, or leave one out."),
                      g_strdup_printf (_ ("“%s” stands in row %u already."), row->name,
                                       (guint)reader->file_rows[found - 1]),
                      error);
  reader->file_rows[found - 1] = jly_sheet_get_file_row (reader->sheet, i);
  reader->table->present[found - 1] = TRUE;
  return check_unit (reader, i, row, error) && read_figures (reader, i, found - 1, error);
}

/* The import says why. */
static gboolean
fail_early (GError **error)
{
  return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("Some figures are not clear yet."));
}

static gboolean
read_rows (Reader *reader, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader->sheet) };
  GPtrArray *rows = reader->tender->rows;
  const JlyTenderRow *first = g_ptr_array_index (rows, 0);
  g_autofree char *next = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (reader->places, jly_name_fold (row->name), GUINT_TO_POINTER (i + 1));
    }
  for (gsize i = 0; i < jly_sheet_get_n_rows (reader->sheet); i++)
    if (!read_row (reader, i, error))
      return FALSE;
  if (reader->import != NULL && !jly_import_is_ready (reader->import))
    return fail_early (error);
  for (guint i = 0; i < rows->len; i++)
    if (reader->table->present[i])
      return TRUE;
  /* Translators: %s is the name of the tender's first resource. */
  next = g_strdup_printf (_ ("Call the resources as the tender does: “%s”, and so on."),
                          first->name);
  return jly_table_fail (error, &place, next, _ ("None of the resources here is in the tender."));
}

/* The same rows and needs: whoever opens two files easily takes one for the other. */
static gboolean
is_the_tender (JlySheet *sheet, const JlyTender *tender)
{
  g_autoptr (JlyTender) other = jly_tender_read (sheet, &tender->ranges, NULL);

  if (other == NULL || other->rows->len != tender->rows->len)
    return FALSE;
  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *a = tender->rows->pdata[i];
      const JlyTenderRow *b = other->rows->pdata[i];

      if (a->need != b->need || !g_str_equal (a->name, b->name))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fail_as_tender (const JlyTablePlace *place, GError **error)
{
  return jly_table_fail (error, place, _ ("Open the file with your own company’s figures."),
                         _ ("This is the tender: it says what is needed, not what you have."));
}

static gboolean
match_columns (Reader *reader, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader->sheet) };
  g_autoptr (GError) problem = NULL;

  if (jly_columns_match (reader->sheet, wanted, N_COLUMNS, reader->columns, &problem))
    return TRUE;
  if (is_the_tender (reader->sheet, reader->tender))
    return fail_as_tender (&place, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* How one of the figures' columns was found, for the preview and the read-back. */
static void
note_column (const Reader *reader, guint k)
{
  reader->table->columns[k].sheet_column = reader->columns[k];
  reader->table->columns[k].header
      = jly_table_quote (jly_sheet_get_header (reader->sheet, (guint)reader->columns[k]));
}

static gboolean
read_columns (Reader *reader, GError **error)
{
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    {
      const guint column = (guint)reader->columns[k];
      const char *currency = k == COLUMN_AMOUNT ? NULL : reader->tender->currency;

      if (!jly_columns_check_header (reader->sheet, column, currency, error)
          || !jly_columns_find_mark (reader->sheet, column, _ (wanted[k].title), &reader->marks[k],
                                     error))
        return FALSE;
      note_column (reader, k);
    }
  reader->table->resource_column = reader->columns[COLUMN_RESOURCE];
  return TRUE;
}

/* Reads all rows with a reader whose columns are found; takes table. */
static JlyBidTable *
read_table (Reader *reader, gboolean (*find) (Reader *reader, GError **error), GError **error)
{
  g_autoptr (JlyBidTable) table = jly_bid_table_new (reader->tender);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gsize *file_rows = g_new0 (gsize, reader->tender->rows->len);
  g_autoptr (GString) unused = g_string_new (NULL);

  reader->table = table;
  reader->places = places;
  reader->file_rows = file_rows;
  reader->unused = unused;
  table->sheet = jly_sheet_ref (reader->sheet);
  if (!find (reader, error) || !read_rows (reader, error))
    return NULL;
  jly_bid_table_add_rest (unused, reader->n_unused);
  jly_bid_table_describe (table, reader->tender, reader->marks, unused->str);
  return g_steal_pointer (&table);
}

static gboolean
find_by_names (Reader *reader, GError **error)
{
  return match_columns (reader, error) && read_columns (reader, error);
}

JlyBidTable *
jly_bid_table_read (JlySheet *sheet, const JlyTender *tender, GError **error)
{
  Reader reader = { .sheet = sheet, .tender = tender };

  return read_table (&reader, find_by_names, error);
}

/* Columns and values are there already. */
static gboolean
find_in_import (Reader *reader, GError **error)
{
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    {
      reader->marks[k] = reader->values[k]->reading.mark;
      note_column (reader, k);
    }
  reader->table->resource_column = reader->columns[COLUMN_RESOURCE];
  return TRUE;
}

JlyBidTable *
jly_bid_table_read_import (JlyImport *import, const JlyTender *tender, GError **error)
{
  Reader reader = { .sheet = jly_import_get_sheet (import), .import = import, .tender = tender };
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader.sheet) };

  for (guint k = 0; k < N_COLUMNS; k++)
    reader.columns[k] = jly_import_get_match (import, rule_columns[k])->sheet_column;
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    reader.values[k] = jly_import_get_values (import, rule_columns[k]);
  if (!jly_import_is_ready (import))
    {
      if (is_the_tender (reader.sheet, tender))
        fail_as_tender (&place, error);
      else
        fail_early (error);
      return NULL;
    }
  return read_table (&reader, find_in_import, error);
}

static void
describe_rule_column (JlyRules *rules, guint k, JlyValueKind kind, guint scale)
{
  JlyRuleColumn *column = jly_rules_get_column (
      rules, jly_rules_add_column (rules, _ (wanted[k].title), kind, scale));

  /* A file may be in the language that the program is written in, whatever the person's is. */
  column->names = g_strjoin ("|", _ (wanted[k].names), wanted[k].title, wanted[k].names, NULL);
  g_free (column->id);
  column->id = g_strdup (wanted[k].title);
  column->is_optional = wanted[k].is_optional;
}

/* The unit that all rows of the tender have, or NULL. */
static const char *
find_unit (const JlyTender *tender)
{
  const char *unit = NULL;

  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      if (unit != NULL && !jly_unit_equal (unit, row->unit))
        return NULL;
      unit = row->unit;
    }
  return unit != NULL && unit[0] != '\0' ? unit : NULL;
}

/* Hours and days; rows without a unit say nothing. */
static gboolean
has_mixed_units (const JlyTender *tender)
{
  const char *unit = NULL;

  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      if (row->unit[0] == '\0')
        continue;
      if (unit != NULL && !jly_unit_equal (unit, row->unit))
        return TRUE;
      unit = row->unit;
    }
  return FALSE;
}

JlyRules *
jly_bid_rules_new (const JlyTender *tender)
{
  JlyRules *rules = jly_rules_new ();
  const JlyBidRanges *ranges = &tender->ranges;

  describe_rule_column (rules, COLUMN_RESOURCE, JLY_VALUE_TEXT, 0);
  describe_rule_column (rules, COLUMN_UNIT, JLY_VALUE_TEXT, 0);
  describe_rule_column (rules, COLUMN_AMOUNT, JLY_VALUE_NUMBER, ranges->amount_scale);
  describe_rule_column (rules, COLUMN_COST, JLY_VALUE_NUMBER, ranges->money_scale);
  describe_rule_column (rules, COLUMN_REVENUE, JLY_VALUE_NUMBER, ranges->money_scale);
  jly_rules_get_column (rules, JLY_BID_AMOUNT)->unit = g_strdup (find_unit (tender));
  jly_rules_get_column (rules, JLY_BID_AMOUNT)->is_mixed = has_mixed_units (tender);
  for (guint k = JLY_BID_COST; k <= JLY_BID_REVENUE; k++)
    jly_rules_get_column (rules, k)->currency = g_strdup (tender->currency);
  for (guint k = JLY_BID_AMOUNT; k <= JLY_BID_REVENUE; k++)
    jly_rules_add (rules, &(JlyRule){ .kind = JLY_RULE_RANGE,
                                      .column = k,
                                      .least = 0,
                                      .most = (gint64)(k == JLY_BID_AMOUNT ? ranges->amount_max
                                                                           : ranges->money_max) });
  return rules;
}
