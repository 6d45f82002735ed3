/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts are read exactly or not at all. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-amount.h"

#include <string.h>

static const JlyAmountFormat hours = { .scale = 2, .max = 100000000, .unit = "hours" };
static const JlyAmountFormat money
    = { .scale = 2, .max = 100000000, .unit = "hours", .currency = "EUR" };

static const struct
{
  const char *cell;
  const JlyAmountFormat *format;
  JlyDecimalMark mark;
  JlyAmountProblem problem;
  guint64 steps;
} cells[] = {
  /* As people write them. */
  { "12", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { " 12 ", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { "0", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 0 },
  { "007", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 700 },
  { "12.5", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12,5", &hours, JLY_MARK_COMMA, JLY_AMOUNT_OK, 1250 },
  { "12,5", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1250 },
  { ".5", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 50 },
  { "12.", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 1200 },
  { "+12", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { "1,234.50", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 123450 },
  { "1.234,50", &hours, JLY_MARK_COMMA, JLY_AMOUNT_OK, 123450 },
  { "1,234", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 123400 },
  { "1.234", &hours, JLY_MARK_COMMA, JLY_AMOUNT_OK, 123400 },
  { "1 234,5", &hours, JLY_MARK_COMMA, JLY_AMOUNT_OK, 123450 },
  { "1\xc2\xa0"
    "234",
    &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 123400 },
  { "1\xe2\x80\xaf"
    "234",
    &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 123400 },
  { "1'234.50", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 123450 },
  { "1’234", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 123400 },
  { "999.999,99", &hours, JLY_MARK_COMMA, JLY_AMOUNT_OK, 99999999 },
  { "12.50000", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12 h", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { "12 Hours", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { "12 (hours)", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 1200 },
  { "€12.50", &money, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12,50 €", &money, JLY_MARK_COMMA, JLY_AMOUNT_OK, 1250 },
  { "EUR 12.50", &money, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12.50 euro", &money, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12.50 €/h", &money, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "12.50 EUR per hour", &money, JLY_MARK_POINT, JLY_AMOUNT_OK, 1250 },
  { "-0", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 0 },
  /* No figure there. */
  { "", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "   ", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "\xe2\x80\x8b \xc2\xad", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "-", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "–", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "n/a", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "N/A", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  { "#N/A", &hours, JLY_MARK_NONE, JLY_AMOUNT_MISSING, 0 },
  /* Below zero, however it is written. */
  { "-3", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "−3", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "3-", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "3 -", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "(3)", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "(3.50 €)", &money, JLY_MARK_POINT, JLY_AMOUNT_NEGATIVE, 0 },
  { "-€3", &money, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "€ -3", &money, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  { "-0.001", &hours, JLY_MARK_POINT, JLY_AMOUNT_NEGATIVE, 0 },
  { "-99999999999999999999999", &hours, JLY_MARK_NONE, JLY_AMOUNT_NEGATIVE, 0 },
  /* Nothing is rounded. */
  { "12.345", &hours, JLY_MARK_POINT, JLY_AMOUNT_PRECISION, 0 },
  { "0,001", &hours, JLY_MARK_COMMA, JLY_AMOUNT_PRECISION, 0 },
  { "0.00999999999999999999999999999", &hours, JLY_MARK_POINT, JLY_AMOUNT_PRECISION, 0 },
  /* The range holds exactly. */
  { "1000000", &hours, JLY_MARK_NONE, JLY_AMOUNT_OK, 100000000 },
  { "1000000.00", &hours, JLY_MARK_POINT, JLY_AMOUNT_OK, 100000000 },
  { "1000000.01", &hours, JLY_MARK_POINT, JLY_AMOUNT_TOO_LARGE, 0 },
  { "184467440737095516.16", &hours, JLY_MARK_POINT, JLY_AMOUNT_TOO_LARGE, 0 },
  { "18446744073709551616", &hours, JLY_MARK_NONE, JLY_AMOUNT_TOO_LARGE, 0 },
  { "99999999999999999999999999999999999999", &hours, JLY_MARK_NONE, JLY_AMOUNT_TOO_LARGE, 0 },
  /* Thousands stand three digits apart. */
  { "12 34", &hours, JLY_MARK_NONE, JLY_AMOUNT_GROUPING, 0 },
  { "1234 567", &hours, JLY_MARK_NONE, JLY_AMOUNT_GROUPING, 0 },
  { "1,23,456", &hours, JLY_MARK_POINT, JLY_AMOUNT_GROUPING, 0 },
  { "1'234 567", &hours, JLY_MARK_NONE, JLY_AMOUNT_GROUPING, 0 },
  { "1,234.567.890", &hours, JLY_MARK_POINT, JLY_AMOUNT_GROUPING, 0 },
  { "1,,234", &hours, JLY_MARK_POINT, JLY_AMOUNT_GROUPING, 0 },
  { "0,123.5", &hours, JLY_MARK_POINT, JLY_AMOUNT_GROUPING, 0 },
  { "1.2.3", &hours, JLY_MARK_POINT, JLY_AMOUNT_GROUPING, 0 },
  /* Not written out, or in something else. */
  { "12 k", &hours, JLY_MARK_NONE, JLY_AMOUNT_MULTIPLE, 0 },
  { "12 kEUR", &money, JLY_MARK_NONE, JLY_AMOUNT_MULTIPLE, 0 },
  { "12 %", &hours, JLY_MARK_NONE, JLY_AMOUNT_MULTIPLE, 0 },
  { "1.2 Mio. €", &money, JLY_MARK_POINT, JLY_AMOUNT_MULTIPLE, 0 },
  { "5 days", &hours, JLY_MARK_NONE, JLY_AMOUNT_UNIT, 0 },
  { "5 €", &hours, JLY_MARK_NONE, JLY_AMOUNT_UNIT, 0 },
  { "$12.50", &money, JLY_MARK_POINT, JLY_AMOUNT_UNIT, 0 },
  { "12.50 €/day", &money, JLY_MARK_POINT, JLY_AMOUNT_UNIT, 0 },
  /* No number at all. */
  { "twelve", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "12a", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "1e5", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "1e400", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "0x1f", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "NaN", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "inf", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "١٢", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "12٣", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "１２", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "10-20", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "1/2", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "12:30", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "2026-01-31", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "=A1+A2", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "=1+2", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "(3", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "--3", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "-(3)", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "12 or so", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "about 12", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "#REF!", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "#DIV/0!", &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
  { "\xe2\x80\xae"
    "21",
    &hours, JLY_MARK_NONE, JLY_AMOUNT_NOT_A_NUMBER, 0 },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      JlyAmountFormat format = *cells[i].format;
      guint64 steps = 4711;

      g_test_message ("“%s”", cells[i].cell);
      format.mark = cells[i].mark;
      g_assert_cmpint (jly_amount_read (cells[i].cell, &format, &steps), ==, cells[i].problem);
      g_assert_cmpuint (steps, ==, cells[i].problem == JLY_AMOUNT_OK ? cells[i].steps : 4711);
    }
}

static void
test_evidence (void)
{
  static const struct
  {
    const char *cell;
    JlyMarkEvidence evidence;
  } looks[] = {
    { "1234", JLY_EVIDENCE_NONE },
    { "1 234", JLY_EVIDENCE_NONE },
    { "text, with a comma", JLY_EVIDENCE_NONE },
    { "12.5", JLY_EVIDENCE_POINT },
    { "12,5", JLY_EVIDENCE_COMMA },
    { "1,234", JLY_EVIDENCE_DOUBTFUL },
    { "1.234", JLY_EVIDENCE_DOUBTFUL },
    { "€ 123.456", JLY_EVIDENCE_DOUBTFUL },
    { "-1.234", JLY_EVIDENCE_DOUBTFUL },
    { "1,234,567", JLY_EVIDENCE_POINT },
    { "1.234.567", JLY_EVIDENCE_COMMA },
    { "1,234.5", JLY_EVIDENCE_POINT },
    { "1.234,5", JLY_EVIDENCE_COMMA },
    { "0.123", JLY_EVIDENCE_POINT },
    { ".123", JLY_EVIDENCE_POINT },
    { "1234,567", JLY_EVIDENCE_COMMA },
    { "1 234,567", JLY_EVIDENCE_COMMA },
    { "1'234.567", JLY_EVIDENCE_POINT },
    { "1.2345", JLY_EVIDENCE_POINT },
    { "12,", JLY_EVIDENCE_COMMA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_test_message ("“%s”", looks[i].cell);
      g_assert_cmpint (jly_amount_look (looks[i].cell), ==, looks[i].evidence);
    }
}

static void
test_parse (void)
{
  guint64 steps = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) doubtful = NULL;

  g_assert_true (jly_amount_parse ("$ 1,234.50", 2, 1000000, &steps, NULL));
  g_assert_cmpuint (steps, ==, 123450);
  g_assert_true (jly_amount_parse ("1 234,50", 2, 1000000, &steps, NULL));
  g_assert_cmpuint (steps, ==, 123450);
  g_assert_false (jly_amount_parse ("1,234", 2, 1000000, &steps, &doubtful));
  g_assert_error (doubtful, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_nonnull (strstr (doubtful->message, "two ways"));
  g_assert_false (jly_amount_parse ("(3)", 2, 1000000, &steps, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpstr (error->message, ==, "“(3)” is below zero.");
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* Each problem has a sentence of its own and says what to do. */
static void
test_explain (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (JlyAmountProblem problem = JLY_AMOUNT_MISSING; problem <= JLY_AMOUNT_TOO_LARGE; problem++)
    {
      const char *next = NULL;
      char *what = jly_amount_explain (problem, "12", &hours, &next);

      g_assert_true (g_str_has_suffix (what, "."));
      g_assert_nonnull (next);
      g_assert_true (g_str_has_suffix (next, "."));
      g_assert_true (g_hash_table_add (seen, what));
    }
}

static void
test_format (void)
{
  static const struct
  {
    guint64 steps;
    guint scale;
    const char *plain;
    const char *people; /* with ' ' for the narrow space */
  } numbers[] = {
    { 0, 0, "0", "0" },
    { 0, 2, "0.00", "0.00" },
    { 5, 2, "0.05", "0.05" },
    { 41260000, 2, "412600.00", "412 600.00" },
    { 999, 0, "999", "999" },
    { 1000, 0, "1000", "1 000" },
    { 1234567, 0, "1234567", "1 234 567" },
    { G_MAXUINT64, 0, "18446744073709551615", "18 446 744 073 709 551 615" },
    { G_MAXUINT64, 9, "18446744073.709551615", "18 446 744 073.709551615" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *plain = jly_amount_to_string (numbers[i].steps, numbers[i].scale);
      g_autofree char *people = jly_amount_format (numbers[i].steps, numbers[i].scale);
      g_auto (GStrv) parts = g_strsplit (people, "\xe2\x80\xaf", -1);
      g_autofree char *joined = g_strjoinv (" ", parts);

      g_assert_cmpstr (plain, ==, numbers[i].plain);
      g_assert_cmpstr (joined, ==, numbers[i].people);
    }
}

/* What is written for people is read back as the same number, whatever the number. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      const guint scale = (guint)g_test_rand_int_range (0, JLY_AMOUNT_SCALE_MAX + 1);
      const guint64 number
          = ((guint64)(guint32)g_test_rand_int () << 32 | (guint32)g_test_rand_int ())
            >> g_test_rand_int_range (0, 64);
      const JlyAmountFormat format = { .scale = scale, .max = G_MAXUINT64, .mark = JLY_MARK_POINT };
      g_autofree char *people = jly_amount_format (number, scale);
      g_autofree char *plain = jly_amount_to_string (number, scale);
      guint64 steps = 0;

      g_assert_cmpint (jly_amount_read (people, &format, &steps), ==, JLY_AMOUNT_OK);
      g_assert_cmpuint (steps, ==, number);
      g_assert_cmpint (jly_amount_read (plain, &format, &steps), ==, JLY_AMOUNT_OK);
      g_assert_cmpuint (steps, ==, number);
      steps = ~number;
      g_assert_true (jly_amount_from_string (plain, scale, &steps));
      g_assert_cmpuint (steps, ==, number);
    }
}

static void
test_from_string (void)
{
  static const struct
  {
    const char *text;
    guint scale;
  } wrong[] = {
    { "", 0 },      { "", 2 },     { ".00", 2 },   { "1", 2 },     { "1.0", 2 },
    { "1.000", 2 }, { "1,00", 2 }, { "-1.00", 2 }, { "1.00 ", 2 }, { " 1.00", 2 },
    { "1.", 0 },    { "1e3", 0 },  { "1 000", 0 }, { "1.0a", 2 },  { "18446744073709551616", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      guint64 steps;

      g_assert_false (jly_amount_from_string (wrong[i].text, wrong[i].scale, &steps));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/amount/cells", test_cells);
  g_test_add_func ("/table/amount/evidence", test_evidence);
  g_test_add_func ("/table/amount/parse", test_parse);
  g_test_add_func ("/table/amount/explain", test_explain);
  g_test_add_func ("/table/amount/from-string", test_from_string);
  g_test_add_func ("/table/amount/format", test_format);
  g_test_add_func ("/table/amount/round-trip", test_round_trip);
  return g_test_run ();
}
