/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case A's files: the samples are understood as their README says, and nothing is guessed. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-bid-table.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLES JLY_SOURCE_DATADIR "/samples/a/"

static JlySheet *
load (const char *name)
{
  g_autofree char *path = g_strconcat (SAMPLES, name, NULL);
  g_autoptr (GError) error = NULL;
  JlySheet *sheet = jly_sheet_load (path, NULL, &error);

  g_assert_no_error (error);
  return sheet;
}

static JlyTender *
load_tender (void)
{
  g_autoptr (JlySheet) sheet = load ("tender.csv");
  g_autoptr (GError) error = NULL;
  JlyTender *tender = jly_tender_read (sheet, NULL, &error);

  g_assert_no_error (error);
  return tender;
}

static JlyBidTable *
load_company (const JlyTender *tender, const char *name)
{
  g_autoptr (JlySheet) sheet = load (name);
  g_autoptr (GError) error = NULL;
  JlyBidTable *table = jly_bid_table_read (sheet, tender, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_tender (void)
{
  static const struct
  {
    const char *name, *unit;
    guint64 need, guide;
  } rows[] = {
    { "Roofing", "hours", 640, 28000 },       { "Timber framing", "hours", 420, 22000 },
    { "Scaffold area", "m²", 1900, 5200 },    { "Crane", "days", 12, 225000 },
    { "Waste removal", "tonnes", 85, 20500 },
  };
  g_autoptr (JlyTender) tender = load_tender ();

  g_assert_cmpstr (tender->title, ==, "Tender");
  g_assert_cmpstr (tender->currency, ==, "EUR");
  g_assert_cmpuint (tender->ranges.amount_scale, ==, 0);
  g_assert_cmpuint (tender->ranges.amount_max, ==, 1000000);
  g_assert_cmpuint (tender->ranges.money_scale, ==, 2);
  g_assert_cmpuint (tender->ranges.money_max, ==, 100000000);
  g_assert_cmpuint (tender->rows->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      g_assert_cmpstr (row->name, ==, rows[i].name);
      g_assert_cmpstr (row->unit, ==, rows[i].unit);
      g_assert_cmpuint (row->need, ==, rows[i].need);
      g_assert_cmpuint (row->guide_price, ==, rows[i].guide);
      g_assert_cmpuint (row->file_row, ==, i + 2);
    }
}

/* Agreed ranges hold in place of the defaults, and a study cannot ask for what is not possible. */
static void
test_ranges (void)
{
  const JlyBidRanges tight = { 1, 2, 19000, 30000 };
  const JlyBidRanges narrow = { 0, 2, 1899, 10000000 };
  const JlyBidRanges impossible = { 40, 2, 1000, 1000 };
  g_autoptr (JlySheet) sheet = load ("tender.csv");
  g_autoptr (GError) dear = NULL;
  g_autoptr (GError) large = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_tender_read (sheet, &tight, &dear));
  g_assert_cmpstr (
      dear->message, ==,
      "tender.csv, row 5, Guide price: 2250.00 is above the agreed range, 0 to 300.00.");
  g_assert_null (jly_tender_read (sheet, &narrow, &large));
  g_assert_cmpuint (jly_error_get_detail (large)->row, ==, 4);
  g_assert_null (jly_tender_read (sheet, &impossible, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
}

static void
test_samples (void)
{
  static const struct
  {
    const char *file;
    guint64 values[JLY_BID_TABLE_COLUMNS][5];
    guint n_notes;
    const char *cost_understood, *cost_read_back, *amount_read_back, *read_back;
  } companies[] = {
    { "north.csv",
      { { 420, 150, 0, 5, 40 },
        { 25840, 21900, 0, 224000, 20560 },
        { 27000, 22650, 0, 215000, 19800 } },
      1,
      "Money in euro, up to two decimals, decimal point",
      "4 rows. Unit cost will enter as 205.60 to 2_240.00~euro.",
      "4 rows. Free amount will enter as 5 to 420.",
      "4 of the tender’s 5 resources are in north.csv (comma-separated, UTF-8)." },
    { "harbour.csv",
      { { 250, 300, 800, 10, 0 },
        { 28175, 20480, 4830, 206000, 0 },
        { 28950, 21250, 5100, 219000, 0 } },
      1,
      "Money in euro, up to two decimals, decimal comma",
      "4 rows. Unit cost will enter as 48.30 to 2_060.00~euro.",
      "4 rows. Free amount will enter as 10 to 800.",
      "4 of the tender’s 5 resources are in harbour.csv (semicolon-separated, UTF-8)." },
    { "ridge.csv",
      { { 120, 90, 1600, 0, 60 },
        { 29120, 23500, 5160, 0, 18850 },
        { 29800, 22800, 5500, 0, 19600 } },
      3,
      "Money in euro, up to two decimals, decimal point",
      "4 rows. Unit cost will enter as 51.60 to 291.20~euro.",
      "4 rows. Free amount will enter as 60 to 1_600.",
      "4 of the tender’s 5 resources are in ridge.csv (comma-separated, UTF-8)." },
  };
  g_autoptr (JlyTender) tender = load_tender ();

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      g_autoptr (JlySheet) sheet = load (companies[i].file);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyBidTable) table = jly_bid_table_read (sheet, tender, &error);
      g_autoptr (GString) expected = g_string_new (companies[i].cost_read_back);
      g_autoptr (GString) amount = g_string_new (companies[i].amount_read_back);

      g_assert_no_error (error);
      g_string_replace (expected, "_", "\xe2\x80\xaf", 0);
      g_string_replace (expected, "~", "\xc2\xa0", 0);
      g_string_replace (amount, "_", "\xe2\x80\xaf", 0);
      for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
        g_assert_cmpmem (table->values[k], 5 * sizeof (guint64), companies[i].values[k],
                         5 * sizeof (guint64));
      g_assert_cmpuint (table->notes->len, ==, companies[i].n_notes);
      g_assert_cmpstr (table->columns[1].understood, ==, companies[i].cost_understood);
      g_assert_cmpstr (table->columns[1].read_back, ==, expected->str);
      g_assert_cmpstr (table->columns[0].read_back, ==, amount->str);
      g_assert_cmpstr (table->read_back, ==, companies[i].read_back);
    }
}

static JlySheet *
write_sheet (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("jointly-XXXXXX.csv", &path, &error);
  JlySheet *sheet;

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sheet = jly_sheet_load (path, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return sheet;
}

#define LONG_NAME "Reinforced concrete for the foundation slab, "
#define UNIT "square metres of the finished surface, both sides"

/* Names are compared whole, not as they are shortened in sentences. */
static void
test_long_names (void)
{
  g_autoptr (JlySheet) public
      = write_sheet ("Resource,Unit,Required amount\n\"" LONG_NAME "east\",\"" UNIT "\",5\n"
                     "\"" LONG_NAME "west\",\"" UNIT "\",7\nTurned \u202eround\u202c,h,9\n");
  g_autoptr (JlySheet) figures
      = write_sheet ("Resource,Unit,Free amount,Unit cost,Smallest unit revenue\n\"" LONG_NAME
                     "west\",\"" UNIT "\",1,1.00,2.00\nTurned \u202eround\u202c,h,2,1.00,2.00\n"
                     "\"" LONG_NAME "east\",\"" UNIT "\",3,1.00,2.00\n");
  static const guint64 amounts[] = { 3, 1, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyTender) tender = jly_tender_read (public, NULL, &error);
  g_autoptr (JlyBidTable) table = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (((JlyTenderRow *)tender->rows->pdata[1])->name, ==, LONG_NAME "west");
  g_assert_cmpstr (((JlyTenderRow *)tender->rows->pdata[2])->name, ==, "Turned round");
  table = jly_bid_table_read (figures, tender, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (table->values[0], sizeof amounts, amounts, sizeof amounts);
}

static void
test_endless_name (void)
{
  g_autofree char *name = g_strnfill (JLY_TENDER_NAME_BYTES + 1, 'n');
  g_autofree char *text = g_strdup_printf ("Resource,Required amount\n%s,5\n", name);
  g_autoptr (JlySheet) sheet = write_sheet (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_tender_read (sheet, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpuint (jly_error_get_detail (error)->row, ==, 2);
  g_assert_cmpstr (jly_error_get_detail (error)->column, ==, "Resource");
}

static void
test_notes (void)
{
  g_autoptr (JlyTender) tender = load_tender ();
  g_autoptr (JlySheet) sheet = load ("ridge.csv");
  g_autoptr (JlyBidTable) table = jly_bid_table_read (sheet, tender, NULL);

  g_assert_cmpstr (g_ptr_array_index (table->notes, 0), ==,
                   "Not in your file, so taken as none: Crane.");
  g_assert_cmpstr (g_ptr_array_index (table->notes, 1), ==,
                   "In your file, but not in the tender, so not used: Site office.");
  g_assert_cmpstr (g_ptr_array_index (table->notes, 2), ==,
                   "The column names were found in row 4.");
  g_assert_false (table->present[3]);
  g_assert_true (table->present[0]);
}

/* The commonest slip with two files is told as what it is. */
static void
test_tender_as_figures (void)
{
  g_autoptr (JlyTender) tender = load_tender ();
  g_autoptr (JlySheet) sheet = load ("tender.csv");
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_bid_table_read (sheet, tender, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "This is the tender"));
  g_assert_cmpstr (jly_error_get_detail (error)->next, ==,
                   "Open the file with your own company’s figures.");
}

static JlyBidTable *
make_up_partner (const JlyTender *tender)
{
  guint8 seed[32];

  for (guint i = 0; i < sizeof seed; i++)
    seed[i] = (guint8)g_test_rand_int ();
  return jly_bid_table_make_up (tender, seed);
}

static gboolean
can_bid (const JlyTender *tender, const JlyBidTable *const tables[3])
{
  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      if (tables[0]->values[0][i] + tables[1]->values[0][i] + tables[2]->values[0][i] < row->need)
        return FALSE;
    }
  return TRUE;
}

/* Whoever tries it with a company's usual file should see a price, and now and then that it is
 * not enough. Of 400 tries about one in ten misses; the bounds are six deviations away. */
static void
test_made_up_usually_enough (void)
{
  g_autoptr (JlyTender) tender = load_tender ();
  g_autoptr (JlyBidTable) own = load_company (tender, "north.csv");
  guint n_can = 0;

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (JlyBidTable) second = make_up_partner (tender);
      g_autoptr (JlyBidTable) third = make_up_partner (tender);

      n_can += can_bid (tender, (const JlyBidTable *const[]){ own, second, third });
    }
  g_assert_cmpuint (n_can, >, 320);
  g_assert_cmpuint (n_can, <, 396);
}

/* The same seed, the same figures; inside the ranges and near the guide prices; most resources are
 * there, none in full. */
static void
test_made_up (void)
{
  g_autoptr (JlyTender) tender = load_tender ();
  guint n_present = 0;

  for (guint round = 0; round < 200; round++)
    {
      guint8 seed[32];
      g_autoptr (JlyBidTable) first = NULL;
      g_autoptr (JlyBidTable) again = NULL;

      for (guint i = 0; i < sizeof seed; i++)
        seed[i] = (guint8)g_test_rand_int ();
      first = jly_bid_table_make_up (tender, seed);
      again = jly_bid_table_make_up (tender, seed);
      for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
        g_assert_cmpmem (first->values[k], 5 * sizeof (guint64), again->values[k],
                         5 * sizeof (guint64));
      for (guint i = 0; i < tender->rows->len; i++)
        {
          const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

          n_present += first->present[i];
          g_assert_cmpint (first->present[i], ==, first->values[0][i] > 0);
          if (!first->present[i])
            continue;
          g_assert_cmpuint (first->values[0][i], >=, row->need * 45 / 100);
          g_assert_cmpuint (first->values[0][i], <=, row->need);
          g_assert_cmpuint (first->values[1][i], >=, row->guide_price * 8 / 10);
          g_assert_cmpuint (first->values[1][i], <=, row->guide_price * 11 / 10);
          g_assert_cmpuint (first->values[2][i], >=, first->values[1][i] * 9 / 10);
        }
    }
  g_assert_cmpuint (n_present, >, 930);
  g_assert_cmpuint (n_present, <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/bid/tender", test_tender);
  g_test_add_func ("/table/bid/ranges", test_ranges);
  g_test_add_func ("/table/bid/samples", test_samples);
  g_test_add_func ("/table/bid/long-names", test_long_names);
  g_test_add_func ("/table/bid/endless-name", test_endless_name);
  g_test_add_func ("/table/bid/notes", test_notes);
  g_test_add_func ("/table/bid/tender-as-figures", test_tender_as_figures);
  g_test_add_func ("/table/bid/made-up", test_made_up);
  g_test_add_func ("/table/bid/made-up/usually-enough", test_made_up_usually_enough);
  return g_test_run ();
}
