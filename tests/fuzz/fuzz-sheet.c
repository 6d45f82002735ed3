/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of figures from anybody: whatever the bytes, a sheet is whole and within its limits, reads
 * the same when it is written out again, and gives figures inside the agreed ranges or a sentence
 * that can be shown. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "table/jly-bid-table.h"

#include <string.h>

const char *const fuzz_name = "sheet";

/* With its length, for the seed that holds NULs. */
#define SEED(text)                                                                                 \
  {                                                                                                \
    text, sizeof (text) - 1                                                                        \
  }

static const struct
{
  const char *text;
  gsize length;
} seeds[] = {
  SEED ("Resource,Unit,Free amount,Unit cost,Smallest unit revenue\n"
        "Roofing,hours,420,258.40,270.00\nScaffold area,m2,\"1,800.0\",48.30,51\n"),
  SEED ("sep=;\r\nItem;Capacity;Cost (\xe2\x82\xac);Lowest price\r\nRoofing;1 200;258,40 "
        "\xe2\x82\xac;270\r\n"),
  SEED ("Our figures\r\rResource\tFree\tUnit cost\tSmallest revenue\rscaffold "
        "area\t8'000\t.5\t12-\r"),
  SEED ("Resource|Required amount|Guide price\nRoofing|640.50|(280)\n\"two\nlines\"|1.234|n/a\n"),
  SEED ("\xff\xfeR\0e\0s\0o\0u\0r\0c\0e\0,\0N\0e\0e\0d\0\n\0R\0,\0001\0\n\0"),
  SEED ("Resource,Amount,Cost,Min price\n\xc4rger,1e5,NaN,\x80 3\n"),
};

static JlyTender *
make_tender (void)
{
  static const char text[] = "Resource,Unit,Required amount,Guide price\nRoofing,hours,640,280\n"
                             "Scaffold area,m2,1900,52\n";
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse ("tender.csv", (const guint8 *)text, strlen (text), NULL);

  return jly_tender_read (sheet, NULL, NULL);
}

static void
check_sentence (const GError *error)
{
  g_assert (error != NULL && error->domain == JLY_ERROR);
  g_assert (error->code == JLY_ERROR_DATA);
  g_assert (g_utf8_validate (error->message, -1, NULL));
  g_assert (strlen (error->message) < 4000);
  for (const char *at = error->message; *at != '\0'; at = g_utf8_next_char (at))
    g_assert (g_unichar_isprint (g_utf8_get_char (at)));
  g_assert (jly_error_get_detail (error)->file != NULL);
  g_assert (jly_error_get_detail (error)->next != NULL);
}

static void
append_quoted (GString *text, const char *cell, gboolean is_last)
{
  g_string_append_c (text, '"');
  for (; *cell != '\0'; cell++)
    g_string_append_printf (text, *cell == '"' ? "\"%c" : "%c", *cell);
  g_string_append (text, is_last ? "\"\n" : "\",");
}

static void
check_whole (JlySheet *sheet, GString *again)
{
  const guint n_columns = jly_sheet_get_n_columns (sheet);
  guint64 last = jly_sheet_get_header_row (sheet);

  for (guint k = 0; k < n_columns; k++)
    {
      g_assert (g_utf8_validate (jly_sheet_get_header (sheet, k), -1, NULL));
      append_quoted (again, jly_sheet_get_header (sheet, k), k + 1 == n_columns);
    }
  for (gsize i = 0; i < jly_sheet_get_n_rows (sheet); i++)
    {
      g_assert (jly_sheet_get_file_row (sheet, i) > last);
      last = jly_sheet_get_file_row (sheet, i);
      for (guint k = 0; k < n_columns; k++)
        {
          g_assert (g_utf8_validate (jly_sheet_get_cell (sheet, i, k), -1, NULL));
          append_quoted (again, jly_sheet_get_cell (sheet, i, k), k + 1 == n_columns);
        }
    }
}

/* The sheet written out with every cell in quotation marks is the same sheet. Where the header is
 * no wider than half of a row it could be taken for a title, so only the common case is compared.
 */
static void
check_again (JlySheet *sheet, const GString *again)
{
  g_autoptr (JlySheet) second
      = jly_sheet_parse ("again.csv", (const guint8 *)again->str, again->len, NULL);
  const guint n_columns = jly_sheet_get_n_columns (sheet);

  if (second == NULL || jly_sheet_get_n_columns (second) != n_columns || n_columns < 2
      || jly_sheet_get_header_row (second) != 1
      || strcmp (jly_sheet_get_format (second), "comma-separated, UTF-8") != 0)
    return;
  g_assert (jly_sheet_get_n_rows (second) == jly_sheet_get_n_rows (sheet));
  for (gsize i = 0; i < jly_sheet_get_n_rows (sheet); i++)
    for (guint k = 0; k < n_columns; k++)
      g_assert (strcmp (jly_sheet_get_cell (sheet, i, k), jly_sheet_get_cell (second, i, k)) == 0);
}

static void
check_figures (JlySheet *sheet)
{
  static JlyTender *tender;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) tender_error = NULL;
  g_autoptr (JlyBidTable) table = NULL;
  g_autoptr (JlyTender) other = jly_tender_read (sheet, NULL, &tender_error);

  if (tender == NULL)
    tender = make_tender ();
  table = jly_bid_table_read (sheet, tender, &error);

  if (other == NULL)
    check_sentence (tender_error);
  if (table == NULL)
    {
      check_sentence (error);
      return;
    }
  for (guint i = 0; i < tender->rows->len; i++)
    {
      g_assert (table->values[0][i] <= tender->ranges.amount_max);
      g_assert (table->values[1][i] <= tender->ranges.money_max);
      g_assert (table->values[2][i] <= tender->ranges.money_max);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", bytes, n, &error);
  g_autoptr (GString) again = g_string_new (NULL);

  if (sheet == NULL)
    {
      check_sentence (error);
      return 0;
    }
  check_whole (sheet, again);
  check_again (sheet, again);
  check_figures (sheet);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  if (index >= G_N_ELEMENTS (seeds))
    return NULL;
  return g_bytes_new_static (seeds[index].text, seeds[index].length);
}
