/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in words how a company's figures were understood: a sentence for each column, one for the
 * file, and notes on what was left out. */
#include "config.h"

#include "table/jly-bid-table-private.h"
#include "table/jly-names.h"

#include <glib/gi18n-lib.h>

#define NO_BREAK_SPACE "\xc2\xa0"

static char *
describe_mark (char *kind, JlyDecimalMark mark)
{
  g_autofree char *owned = kind;

  if (mark == JLY_MARK_COMMA)
    return g_strdup_printf (_ ("%s, decimal comma"), owned);
  if (mark == JLY_MARK_POINT)
    return g_strdup_printf (_ ("%s, decimal point"), owned);
  return g_steal_pointer (&owned);
}

static char *
describe_kind (guint column, const JlyTender *tender)
{
  const guint scale = tender->ranges.amount_scale;

  if (column > 0)
    return g_strdup_printf (_ ("Money in %s, up to two decimals"),
                            jly_currency_name (tender->currency));
  if (scale == 0)
    return g_strdup (_ ("Whole numbers"));
  return g_strdup_printf (
      ngettext ("Amounts, up to %u decimal", "Amounts, up to %u decimals", scale), scale);
}

/* The unit that all rows of the file have in common, or NULL. */
static const char *
find_common_unit (const JlyBidTable *self, const JlyTender *tender)
{
  const char *unit = NULL;

  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      if (!self->present[i])
        continue;
      if (unit != NULL && g_strcmp0 (unit, row->unit) != 0)
        return NULL;
      unit = row->unit;
    }
  return unit != NULL && unit[0] != '\0' ? unit : NULL;
}

/* "120 to 900 hours", "12.50 to 410.00 euro". */
static char *
describe_range (const JlyBidTable *self, guint column, const JlyTender *tender, guint *n_rows)
{
  const guint scale = column == 0 ? tender->ranges.amount_scale : tender->ranges.money_scale;
  const char *unit
      = column == 0 ? find_common_unit (self, tender) : jly_currency_name (tender->currency);
  guint64 least = G_MAXUINT64, most = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *range = NULL;

  *n_rows = 0;
  for (guint i = 0; i < tender->rows->len; i++)
    if (self->present[i])
      {
        least = MIN (least, self->values[column][i]);
        most = MAX (most, self->values[column][i]);
        (*n_rows)++;
      }
  from = jly_amount_format (least, scale);
  to = jly_amount_format (most, scale);
  /* Translators: the smallest and the largest figure of a column. */
  range = least == most ? g_strdup (to) : g_strdup_printf (_ ("%s to %s"), from, to);
  return unit == NULL ? g_steal_pointer (&range) : g_strconcat (range, NO_BREAK_SPACE, unit, NULL);
}

static void
describe_column (JlyBidTable *self, guint column, const JlyTender *tender, JlyDecimalMark mark)
{
  JlyColumnReading *reading = &self->columns[column];
  guint n_rows;
  g_autofree char *range = describe_range (self, column, tender, &n_rows);

  reading->understood = describe_mark (describe_kind (column, tender), mark);
  /* Translators: number of rows, name of the column, "12.50 to 410.00 euro". */
  reading->read_back = g_strdup_printf (
      ngettext ("%u row. %s will enter as %s.", "%u rows. %s will enter as %s.", n_rows), n_rows,
      jly_bid_table_get_title (column), range);
}

void
jly_bid_table_add_rest (GString *names, gsize n)
{
  const gsize rest = n - MIN (n, JLY_BID_NAMES_MAX);

  if (rest > 0)
    g_string_append_printf (names, ngettext (" and %lu more", " and %lu more", rest), (gulong)rest);
}

static void
note_absent (JlyBidTable *self, const JlyTender *tender)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gsize n = 0;

  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      if (!self->present[i] && ++n <= JLY_BID_NAMES_MAX)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", row->name);
    }
  jly_bid_table_add_rest (names, n);
  if (names->len > 0)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_ ("Not in your file, so taken as none: %s."), names->str));
}

static void
describe_file (JlyBidTable *self, const JlyTender *tender)
{
  guint n_present = 0;

  for (guint i = 0; i < tender->rows->len; i++)
    n_present += self->present[i] != FALSE;
  /* Translators: the last two are a file's name and how it is written: "comma-separated, UTF-8". */
  self->read_back = g_strdup_printf (ngettext ("%u of the tender’s %u resource is in %s (%s).",
                                               "%u of the tender’s %u resources are in %s (%s).",
                                               tender->rows->len),
                                     n_present, tender->rows->len, jly_sheet_get_name (self->sheet),
                                     jly_sheet_get_format (self->sheet));
}

void
jly_bid_table_describe (JlyBidTable *self,
                        const JlyTender *tender,
                        const JlyDecimalMark marks[JLY_BID_TABLE_COLUMNS],
                        const char *unused)
{
  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    describe_column (self, i, tender, marks[i]);
  describe_file (self, tender);
  note_absent (self, tender);
  if (unused[0] != '\0')
    g_ptr_array_add (
        self->notes,
        g_strdup_printf (_ ("In your file, but not in the tender, so not used: %s."), unused));
  if (jly_sheet_get_header_row (self->sheet) > 1)
    g_ptr_array_add (self->notes, g_strdup_printf (_ ("The column names were found in row %u."),
                                                   (guint)jly_sheet_get_header_row (self->sheet)));
}
