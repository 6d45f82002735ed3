/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells from anybody, one a line: an amount is read the same whichever way it is asked for, a date
 * and a key come back as themselves, and a column of them becomes values or a question. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "table/jly-import.h"
#include "table/jly-names.h"

#include <string.h>

#define CELLS_MAX 6
#define KEY_CELLS_MAX 2 /* each is tried as each of the formats */

const char *const fuzz_name = "figures";

static const char *const seeds[] = {
  "1.234,50\n-3\n(4,00)\nn/a\n12 €\n5 TEUR\n0,001\n",
  "2025-04-03\n3/4/2025\n31.12.2025\n29/02/2024\n2025-01-01 00:00:00\n",
  "37605030299\n10000018\n0112038-9\nIE6388047V\nEE382200221020145685\n",
  "yes\nnein\nJa\n-\nwood\nSteel\n",
  "1e400\n-0\n999999999999999999999\n0x10\n1'234\n1 234\n",
};

static void
check_amount (const char *cell)
{
  const JlyDecimalMark marks[] = { JLY_MARK_NONE, JLY_MARK_POINT, JLY_MARK_COMMA };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (guint exponent = 0; exponent <= 3; exponent += 3)
      {
        const JlyAmountFormat exact = {
          .scale = 2, .max = G_MAXINT64, .mark = marks[i], .currency = "EUR", .exponent = exponent
        };
        JlyAmountFormat rounded = exact;
        gint64 value = 0, again = 0;
        const JlyAmountProblem problem = jly_amount_read_signed (cell, &exact, &value);

        rounded.rounds = TRUE;
        if (problem == JLY_AMOUNT_OK)
          {
            g_assert (jly_amount_read_signed (cell, &rounded, &again) == JLY_AMOUNT_OK);
            g_assert (value == again);
          }
        if (problem == JLY_AMOUNT_MISSING)
          g_assert (jly_amount_is_missing (cell));
      }
}

/* What was written out is read as the same number. */
static void
check_written (const char *cell)
{
  const JlyAmountFormat format = { .scale = 3, .max = G_MAXINT64, .mark = JLY_MARK_POINT };
  g_autofree char *text = NULL;
  g_autofree char *full = NULL;
  gint64 value, again;

  if (jly_amount_read_signed (cell, &format, &value) != JLY_AMOUNT_OK)
    return;
  text = jly_amount_to_string (value < 0 ? -(guint64)value : (guint64)value, 3);
  full = g_strconcat (value < 0 ? "-" : "", text, NULL);
  g_assert (jly_amount_read_signed (full, &format, &again) == JLY_AMOUNT_OK);
  g_assert (value == again);
}

static void
check_date (const char *cell)
{
  for (JlyDateOrder order = JLY_DATE_ORDER_NONE; order <= JLY_DATE_ORDER_MONTH_FIRST; order++)
    {
      g_autofree char *text = NULL;
      guint32 day, again;

      if (!jly_date_read (cell, order, &day))
        continue;
      g_assert (jly_date_look (cell) != JLY_DATE_NOT);
      text = jly_date_format (day);
      g_assert (jly_date_read (text, JLY_DATE_ORDER_NONE, &again) && day == again);
    }
}

/* A key's one form has itself as its form. */
static void
check_key (const char *cell)
{
  for (guint i = 0;; i++)
    {
      const JlyKeyFormat *format = i > 0 ? jly_key_format_get (i - 1) : NULL;
      g_autofree char *key = NULL;
      g_autofree char *again = NULL;
      g_autofree char *words = NULL;
      JlyKeyProblem problem;

      if (i > 0 && format == NULL)
        return;
      problem = jly_key_normalize (cell, format, &key);
      if (problem == JLY_KEY_OK)
        {
          g_assert (jly_key_normalize (key, format, &again) == JLY_KEY_OK);
          g_assert_cmpstr (key, ==, again);
        }
      else
        {
          words = jly_key_explain (problem, cell, format);
          g_assert (g_utf8_validate (words, -1, NULL));
        }
    }
}

static JlyRules *
make_rules (void)
{
  JlyRules *rules = jly_rules_new ();

  for (JlyValueKind kind = 0; kind < JLY_N_VALUE_KINDS; kind++)
    {
      jly_rules_add_column (rules, "Name", kind, kind == JLY_VALUE_NUMBER ? 2 : 0);
      jly_rules_add (rules, &(JlyRule){ .kind = JLY_RULE_UNIQUE, .column = kind, .is_soft = TRUE });
    }
  jly_rules_get_column (rules, JLY_VALUE_NUMBER)->currency = g_strdup ("EUR");
  return rules;
}

/* Read as each kind, with and without the first answer to each question. */
static void
check_column (const char *text)
{
  static JlyRules *rules;
  g_autofree char *table = g_strconcat ("Name|x\n", text, NULL);
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse ("t.csv", (const guint8 *)table, strlen (table), NULL);

  if (sheet == NULL)
    return;
  if (rules == NULL)
    rules = make_rules ();
  for (guint k = 0; k < rules->columns->len; k++)
    {
      JlyColumnAnswers answers = { 0 };

      for (guint asked = 0; asked < 4; asked++)
        {
          g_autoptr (JlyValues) values
              = jly_values_read (sheet, 0, jly_rules_get_column (rules, k), NULL, NULL, &answers);
          g_autoptr (JlyQuestion) question = jly_question_new (values, sheet, k);

          g_assert ((question == NULL) == (values->states != NULL));
          if (question == NULL)
            {
              g_assert (values->n_present + values->n_missing + values->n_wrong == values->n_rows);
              break;
            }
          /* Nothing is asked twice: four questions are all that there are. */
          g_assert (asked < 3);
          jly_question_answer (question, 0, &answers);
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *raw = g_strndup (n > 0 ? (const char *)bytes : "", n);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_auto (GStrv) cells = g_strsplit (text, "\n", CELLS_MAX);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      check_amount (cells[i]);
      check_written (cells[i]);
      check_date (cells[i]);
      if (i < KEY_CELLS_MAX)
        check_key (cells[i]);
    }
  check_column (text);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  if (index >= G_N_ELEMENTS (seeds))
    return NULL;
  return g_bytes_new_static (seeds[index], strlen (seeds[index]));
}
