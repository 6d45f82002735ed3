/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-amount.h. */
#include "config.h"

#include "table/jly-amount.h"
#include "table/jly-amount-private.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where the marks of a body stand and how often. */
typedef struct
{
  guint points, commas, others; /* others: spaces and apostrophes */
  char last;                    /* the last of '.' and ',', 0 if none */
  gsize before, after;          /* digits before and after that one */
} Marks;

static Marks
count_marks (const char *body)
{
  Marks marks = { 0 };

  for (const char *at = body; *at != '\0'; at++)
    {
      marks.points += *at == '.';
      marks.commas += *at == ',';
      marks.others += *at == ' ' || *at == '\'';
      if (*at == '.' || *at == ',')
        {
          marks.last = *at;
          marks.before += marks.after;
          marks.after = 0;
        }
      else if (g_ascii_isdigit (*at))
        marks.after++;
    }
  if (marks.last == 0)
    {
      marks.before = marks.after;
      marks.after = 0;
    }
  return marks;
}

static JlyMarkEvidence
name_decimal (char mark)
{
  return mark == '.' ? JLY_EVIDENCE_POINT : JLY_EVIDENCE_COMMA;
}

JlyMarkEvidence
jly_amount_look_at_body (const char *body)
{
  const Marks marks = count_marks (body);
  const guint both = marks.points + marks.commas;

  if (both == 0)
    return JLY_EVIDENCE_NONE;
  if (marks.points > 0 && marks.commas > 0)
    return name_decimal (marks.last);
  /* The same mark twice can only stand between thousands. */
  if (both > 1)
    return name_decimal (marks.last == '.' ? ',' : '.');
  /* A mark after other thousands marks, beside other than three digits, or after a zero or more
   * than three digits, can only mark decimals. */
  if (marks.others > 0 || marks.after != 3 || marks.before == 0 || marks.before > 3
      || body[0] == '0')
    return name_decimal (marks.last);
  return JLY_EVIDENCE_DOUBTFUL;
}

JlyMarkEvidence
jly_amount_look (const char *cell)
{
  AmountPlain plain;
  AmountParts parts;
  JlyMarkEvidence evidence = JLY_EVIDENCE_NONE;

  if (amount_scan_plain (cell, &plain))
    return amount_look_at_plain (&plain);
  if (jly_amount_take_apart (cell, &parts) == JLY_AMOUNT_OK)
    evidence = jly_amount_look_at_body (parts.body);
  g_free (parts.words);
  return evidence;
}

/* The character that marks decimals in this body. */
static char
choose_mark (const char *body, JlyDecimalMark mark)
{
  if (mark == JLY_MARK_POINT)
    return '.';
  if (mark == JLY_MARK_COMMA)
    return ',';
  return jly_amount_look_at_body (body) == JLY_EVIDENCE_COMMA ? ',' : '.';
}

guint
jly_amount_count_body_decimals (const char *body, JlyDecimalMark mark)
{
  const char *at = strrchr (body, choose_mark (body, mark));

  return at != NULL ? (guint)strlen (at + 1) : 0;
}

guint
jly_amount_count_decimals (const char *cell, JlyDecimalMark mark)
{
  AmountParts parts;
  guint decimals = 0;

  if (jly_amount_take_apart (cell, &parts) == JLY_AMOUNT_OK)
    decimals = jly_amount_count_body_decimals (parts.body, mark);
  g_free (parts.words);
  return decimals;
}

/* Takes the thousands marks out of the digits before the decimal mark: all the same mark, groups of
 * three after the first, no zero in front. FALSE if they do not stand so. */
static gboolean
take_whole (const char *from, const char *end, char decimal, char digits[AMOUNT_BODY_MAX + 1])
{
  gsize n = 0;
  char mark = 0;
  guint group = 0;

  for (const char *at = from; at < end; at++)
    {
      if (g_ascii_isdigit (*at))
        {
          digits[n++] = *at;
          group++;
          continue;
        }
      if (*at == decimal || (mark != 0 && *at != mark) || group == 0 || group > 3
          || (mark != 0 && group != 3) || *from == '0')
        return FALSE;
      mark = *at;
      group = 0;
    }
  digits[n] = '\0';
  return mark == 0 || group == 3;
}

/* digits and decimals as one number of steps; precision and range are checked, and nothing rounded
 * unless the person chose so. Figures in thousands have three decimals more: 1.5 thousand are 1500.
 */
static JlyAmountProblem
add_up (const char *whole, const char *decimals, const JlyAmountFormat *format, guint64 *steps)
{
  const gsize scale = format->scale + format->exponent;
  gsize n_decimals = strlen (decimals);
  guint64 value = 0;

  /* Zeros at the end change nothing, so they may be more than the scale has. */
  while (n_decimals > scale && decimals[n_decimals - 1] == '0')
    n_decimals--;
  if (n_decimals > scale && !format->rounds)
    return JLY_AMOUNT_PRECISION;
  for (const char *at = whole; *at != '\0'; at++)
    if (!g_uint64_checked_mul (&value, value, 10)
        || !g_uint64_checked_add (&value, value, (guint64)(*at - '0')))
      return JLY_AMOUNT_TOO_LARGE;
  for (gsize i = 0; i < scale; i++)
    if (!g_uint64_checked_mul (&value, value, 10)
        || !g_uint64_checked_add (&value, value, i < n_decimals ? (guint64)(decimals[i] - '0') : 0))
      return JLY_AMOUNT_TOO_LARGE;
  if (n_decimals > scale && decimals[scale] >= '5' && !g_uint64_checked_add (&value, value, 1))
    return JLY_AMOUNT_TOO_LARGE;
  if (value > format->max)
    return JLY_AMOUNT_TOO_LARGE;
  *steps = value;
  return JLY_AMOUNT_OK;
}

JlyAmountProblem
jly_amount_read_body (const char *body, const JlyAmountFormat *format, guint64 *steps)
{
  const char decimal = choose_mark (body, format->mark);
  const char *at = strchr (body, decimal);
  const char *decimals = at != NULL ? at + 1 : "";
  char whole[AMOUNT_BODY_MAX + 1];

  if (strspn (decimals, "0123456789") != strlen (decimals))
    return JLY_AMOUNT_GROUPING;
  if (!take_whole (body, at != NULL ? at : body + strlen (body), decimal, whole))
    return JLY_AMOUNT_GROUPING;
  return add_up (whole, decimals, format, steps);
}

static const guint64 powers[JLY_AMOUNT_SCALE_MAX + 1]
    = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000 };

gboolean
jly_amount_read_plain (const AmountPlain *plain, const JlyAmountFormat *format, guint64 *steps)
{
  const gboolean is_comma
      = format->mark == JLY_MARK_COMMA
        || (format->mark == JLY_MARK_NONE && amount_look_at_plain (plain) == JLY_EVIDENCE_COMMA);
  guint64 value = plain->digits;
  guint n_decimals = plain->n_decimals;

  /* Not plain for this column: figures in thousands. */
  if (format->exponent > 0)
    return FALSE;
  if (plain->mark != 0 && plain->mark != (is_comma ? ',' : '.'))
    {
      /* Between thousands: exactly what a doubtful cell looks like. */
      if (amount_look_at_plain (plain) != JLY_EVIDENCE_DOUBTFUL)
        return FALSE;
      n_decimals = 0;
    }
  for (; n_decimals > format->scale && value % 10 == 0; n_decimals--)
    value /= 10;
  if (n_decimals > format->scale
      || !g_uint64_checked_mul (&value, value, powers[format->scale - n_decimals])
      || value > format->max)
    return FALSE;
  *steps = value;
  return TRUE;
}

static gboolean
is_expected_currency (const char *code, const JlyAmountFormat *format)
{
  return format->currency != NULL
         && (format->currency[0] == '\0' || g_str_equal (code, format->currency));
}

/* "eur/h", "eur per hour", "eur": the currency, and the unit if one is named. */
static JlyAmountProblem
check_money_words (const char *words, const JlyAmountFormat *format)
{
  g_auto (GStrv) parts = g_regex_split_simple ("\\s*/\\s*|\\s+per\\s+", words, 0, 0);
  const guint n = g_strv_length (parts);
  const char *currency = n > 0 ? jly_currency_find (parts[0]) : NULL;

  if (currency == NULL || n > 2)
    return JLY_AMOUNT_NOT_A_NUMBER;
  if (!is_expected_currency (currency, format))
    return JLY_AMOUNT_UNIT;
  if (n == 2 && (format->unit == NULL || !jly_unit_equal (parts[1], format->unit)))
    return jly_unit_is_known (parts[1]) ? JLY_AMOUNT_UNIT : JLY_AMOUNT_NOT_A_NUMBER;
  return JLY_AMOUNT_OK;
}

/* "keur", "tsd. €" beside a figure that is in thousands of euro. */
static JlyAmountProblem
check_multiple (const char *words, const JlyAmountFormat *format)
{
  const char *currency;
  guint exponent;

  if (!jly_words_find_multiple (words, &exponent, &currency))
    return JLY_AMOUNT_FACTOR;
  if (exponent == 0 || exponent != format->exponent)
    return JLY_AMOUNT_MULTIPLE;
  if (currency != NULL && !is_expected_currency (currency, format))
    return JLY_AMOUNT_UNIT;
  return JLY_AMOUNT_OK;
}

JlyAmountProblem
jly_amount_check_words (const char *words, const JlyAmountFormat *format)
{
  if (words == NULL)
    return format->exponent > 0 && format->says_each ? JLY_AMOUNT_FACTOR : JLY_AMOUNT_OK;
  if (format->exponent > 0)
    return check_multiple (words, format);
  if (format->currency == NULL && format->unit != NULL && jly_unit_equal (words, format->unit))
    return JLY_AMOUNT_OK;
  if (format->unit != NULL && jly_words_are_percent (format->unit) && jly_words_are_percent (words))
    return JLY_AMOUNT_OK;
  if (jly_words_multiply (words))
    return JLY_AMOUNT_MULTIPLE;
  if (format->currency != NULL)
    return check_money_words (words, format);
  return jly_unit_is_known (words) || jly_currency_find (words) != NULL ? JLY_AMOUNT_UNIT
                                                                        : JLY_AMOUNT_NOT_A_NUMBER;
}

/* A zero is a zero, with a minus too. */
static JlyAmountProblem
read_negative (const char *body, const JlyAmountFormat *format, guint64 *steps)
{
  const JlyAmountFormat widest
      = { .scale = format->scale, .max = G_MAXUINT64, .mark = format->mark };
  guint64 value = 0;
  const JlyAmountProblem problem = jly_amount_read_body (body, &widest, &value);

  if (problem == JLY_AMOUNT_GROUPING)
    return problem;
  if (problem != JLY_AMOUNT_OK || value != 0)
    return JLY_AMOUNT_NEGATIVE;
  *steps = 0;
  return JLY_AMOUNT_OK;
}

JlyAmountProblem
jly_amount_read (const char *cell, const JlyAmountFormat *format, guint64 *steps)
{
  AmountPlain plain;
  AmountParts parts;
  JlyAmountProblem problem;

  g_assert (format->scale <= JLY_AMOUNT_SCALE_MAX);
  if (amount_scan_plain (cell, &plain) && !plain.negative
      && jly_amount_read_plain (&plain, format, steps))
    return JLY_AMOUNT_OK;
  problem = jly_amount_take_apart (cell, &parts);
  if (problem == JLY_AMOUNT_OK)
    problem = jly_amount_check_words (parts.words, format);
  if (problem == JLY_AMOUNT_OK)
    problem = parts.negative ? read_negative (parts.body, format, steps)
                             : jly_amount_read_body (parts.body, format, steps);
  g_free (parts.words);
  return problem;
}

JlyAmountProblem
jly_amount_read_signed (const char *cell, const JlyAmountFormat *format, gint64 *steps)
{
  AmountPlain plain;
  AmountParts parts;
  JlyAmountProblem problem;
  guint64 value = 0;

  g_assert (format->scale <= JLY_AMOUNT_SCALE_MAX && format->max <= G_MAXINT64);
  if (amount_scan_plain (cell, &plain) && jly_amount_read_plain (&plain, format, &value))
    {
      *steps = plain.negative ? -(gint64)value : (gint64)value;
      return JLY_AMOUNT_OK;
    }
  problem = jly_amount_take_apart (cell, &parts);
  if (problem == JLY_AMOUNT_OK)
    problem = jly_amount_check_words (parts.words, format);
  if (problem == JLY_AMOUNT_OK)
    problem = jly_amount_read_body (parts.body, format, &value);
  if (problem == JLY_AMOUNT_OK)
    *steps = parts.negative ? -(gint64)value : (gint64)value;
  g_free (parts.words);
  return problem;
}
