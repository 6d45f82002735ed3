/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a result says: sentences, exact numbers, and what may leave the screen. */
#include "config.h"

#include "jly-made-result.h"

#include "app/jly-bid-report.h"
#include "base/jly-error.h"

#include <string.h>

static JlyBidReport *
make_report (gboolean all_met, gboolean with_own)
{
  g_autoptr (JlyStudy) study = jly_made_study (0);
  g_autoptr (JlyResult) result = jly_made_result (study, all_met);
  JlyBidTable *own = with_own ? jly_made_table (0) : NULL;
  g_autoptr (GError) error = NULL;
  JlyBidReport *report = jly_bid_report_new (result, study, own, &error);

  g_assert_no_error (error);
  g_clear_pointer (&own, jly_made_table_free);
  return report;
}

/* Spaces inside numbers are the locale's or the table's; the tests look at the rest. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static void
assert_says (const char *text, const char *expected)
{
  g_autofree char *squeezed = squeeze (text);

  if (strstr (squeezed, expected) == NULL)
    g_error ("“%s” does not say “%s”", text, expected);
}

static void
test_all_met (void)
{
  g_autoptr (JlyBidReport) report = make_report (TRUE, TRUE);
  const JlyBidLine *roofing = g_ptr_array_index (report->lines, 0);
  const JlyBidLine *framing = g_ptr_array_index (report->lines, 1);

  g_assert_true (jly_bid_report_is_all_met (report));
  assert_says (report->headline, "from412600euro");
  g_assert_cmpstr (report->own_name, ==, "North");
  assert_says (roofing->need, "640hours");
  assert_says (roofing->part, "212hours");
  assert_says (roofing->others, "428hours");
  g_assert_cmpfloat_with_epsilon (roofing->share, 212.0 / 640, 1e-9);
  g_assert_cmpfloat (framing->share, ==, 0);
}

/* 212 * 400.00 + 700 * 90.00 + 5 * 100.00: the larger of cost and least wanted counts. */
static void
test_income_is_exact (void)
{
  g_autoptr (JlyBidReport) report = make_report (TRUE, TRUE);
  g_autoptr (GPtrArray) sentences = jly_bid_report_dup_worked_out (report);

  assert_says (report->income, "148300euro");
  assert_says (report->others, "264300euro");
  assert_says (g_ptr_array_index (sentences, 0), "264300euro");
}

static void
test_reopened_has_no_income (void)
{
  g_autoptr (JlyBidReport) report = make_report (TRUE, FALSE);
  g_autoptr (GPtrArray) sentences = jly_bid_report_dup_worked_out (report);

  g_assert_null (report->income);
  g_assert_null (report->others);
  assert_says (report->price, "412600euro");
  g_assert_cmpuint (sentences->len, >=, 3);
}

static void
test_not_met (void)
{
  g_autoptr (JlyBidReport) report = make_report (FALSE, TRUE);

  assert_says (report->headline, "2of5");
  g_assert_null (report->price);
  g_assert_null (report->income);
  g_assert_cmpuint (report->n_met, ==, 3);
}

/* The document may give parts with fewer decimals than the study; money keeps every cent. */
static void
test_scales (void)
{
  g_autoptr (JlyStudy) study = jly_made_study (1);
  g_autoptr (JlyResult) result = jly_made_result (study, TRUE);
  JlyResultItem *price = (JlyResultItem *)jly_result_find (result, "price", "everyone");
  JlyBidTable *own = jly_made_table (1);
  g_autoptr (JlyBidReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_free (price->value);
  price->value = g_strdup ("412600.015");
  price->scale = 3;
  report = jly_bid_report_new (result, study, own, &error);
  g_assert_no_error (error);
  assert_says (report->price, "412600.015euro");
  assert_says (report->income, "148300euro");
  assert_says (report->others, "264300.015euro");
  jly_made_table_free (own);
}

static void
assert_refused (JlyResult *result, const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_bid_report_new (result, study, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* A kept document that was damaged is refused, never shown in part. */
static void
test_damaged (void)
{
  const char *const bad[] = { "", "four", "1.2.3", "-5", "99999999999999999999999", "412600.005" };
  g_autoptr (JlyStudy) study = jly_made_study (0);
  g_autoptr (JlyResult) without_price = jly_made_result (study, TRUE);
  g_autoptr (JlyResult) without_row = jly_made_result (study, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JlyResult) result = jly_made_result (study, TRUE);
      JlyResultItem *price = (JlyResultItem *)jly_result_find (result, "price", "everyone");

      g_free (price->value);
      price->value = g_strdup (bad[i]);
      assert_refused (result, study);
    }
  g_ptr_array_remove_index (without_price->items, without_price->items->len - 1);
  assert_refused (without_price, study);
  g_ptr_array_remove_index (without_row->items, 0);
  assert_refused (without_row, study);
}

static void
test_csv (void)
{
  g_autoptr (JlyBidReport) report = make_report (TRUE, TRUE);
  JlyBidLine *first = g_ptr_array_index (report->lines, 0);
  g_autofree char *plain = NULL;
  g_autofree char *own = NULL;

  g_free (first->name);
  first->name = g_strdup ("=HYPERLINK(\"x\")");
  plain = jly_bid_report_dup_csv (report, FALSE);
  own = jly_bid_report_dup_csv (report, TRUE);
  g_assert_nonnull (strstr (plain, "\"'=HYPERLINK(\"\"x\"\")\""));
  g_assert_nonnull (strstr (plain, "Rehearsal"));
  g_assert_null (strstr (plain, "212"));
  g_assert_null (strstr (plain, "148"));
  g_assert_nonnull (strstr (own, "212"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/bid-report/all-met", test_all_met);
  g_test_add_func ("/app/bid-report/income", test_income_is_exact);
  g_test_add_func ("/app/bid-report/reopened", test_reopened_has_no_income);
  g_test_add_func ("/app/bid-report/not-met", test_not_met);
  g_test_add_func ("/app/bid-report/scales", test_scales);
  g_test_add_func ("/app/bid-report/damaged", test_damaged);
  g_test_add_func ("/app/bid-report/csv", test_csv);
  return g_test_run ();
}
