/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-key.h. */
#include "config.h"

#include "table/jly-amount.h"
#include "table/jly-key-formats.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_ROWS 4096

const JlyKeyFormat *
jly_key_format_lookup (const char *id)
{
  for (guint i = 0; i < jly_key_n_formats; i++)
    if (g_str_equal (jly_key_formats[i].id, id))
      return &jly_key_formats[i];
  return NULL;
}

const char *
jly_key_format_get_id (const JlyKeyFormat *format)
{
  return format->id;
}

const char *
jly_key_format_get_name (const JlyKeyFormat *format)
{
  return _ (format->name);
}

/* What people put between the digits of a long number: dashes of all kinds, points, strokes. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == '.'
         || c == '/' || c == 0x2212;
}

/* Exactly as many digits as digits has places. */
static gboolean
take_digits (const char *folded, char *digits, guint n_digits)
{
  guint n = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (c >= '0' && c <= '9' && n < n_digits)
        digits[n++] = (char)c;
      else if (!is_separator (c) || (n == 0 && c == '-'))
        return FALSE;
    }
  digits[n] = '\0';
  return n == n_digits;
}

static guint
add_weighted (const char *digits, const char *weights, guint modulus)
{
  guint sum = 0;

  for (guint i = 0; weights[i] != '\0'; i++)
    sum += (guint)(digits[i] - '0') * (guint)g_ascii_xdigit_value (weights[i]);
  return sum % modulus;
}

/* Where both sets of weights give 10 the digit is 0; where there is only one, no digit is right. */
static gboolean
has_check_digit (const char *digits, const JlyKeyFormat *format)
{
  const guint last = (guint)(digits[format->n_digits - 1] - '0');
  guint expected = add_weighted (digits, format->weights, format->modulus);

  if (format->rule == JLY_CHECK_COMPLEMENT)
    expected = (format->modulus - expected) % format->modulus;
  if (expected == 10 && format->weights_10 != NULL)
    expected = add_weighted (digits, format->weights_10, format->modulus) % 10;
  return expected == last;
}

/* The first digit says the century: 1 and 2 are the 19th, 3 and 4 the 20th, and so on to 8. */
static gboolean
has_birthday (const char *digits)
{
  const guint century = (guint)(digits[0] - '0');
  const guint year = (guint)(digits[1] - '0') * 10 + (guint)(digits[2] - '0');
  const guint month = (guint)(digits[3] - '0') * 10 + (guint)(digits[4] - '0');
  const guint day = (guint)(digits[5] - '0') * 10 + (guint)(digits[6] - '0');

  return century >= 1 && century <= 8 && month >= 1 && month <= 12 && day >= 1 && day <= 31
         && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month,
                              (GDateYear)(1800 + (century - 1) / 2 * 100 + year));
}

static JlyKeyProblem
check_digits (const char *digits, const JlyKeyFormat *format, char **key)
{
  if (format->has_birth && !has_birthday (digits))
    return JLY_KEY_DATE;
  if (!has_check_digit (digits, format))
    return JLY_KEY_CHECK_DIGIT;
  *key = g_strdup (digits);
  return JLY_KEY_OK;
}

JlyKeyProblem
jly_key_normalize (const char *cell, const JlyKeyFormat *format, char **key)
{
  g_autofree char *folded = NULL;
  char digits[JLY_KEY_DIGITS_MAX + 1];

  if (format != NULL && strspn (cell, "0123456789") == format->n_digits
      && cell[format->n_digits] == '\0')
    return check_digits (cell, format, key);
  if (jly_amount_is_missing (cell))
    return JLY_KEY_MISSING;
  folded = jly_name_fold (cell);
  if (folded[0] == '\0')
    return JLY_KEY_MISSING;
  if (format == NULL)
    {
      *key = g_steal_pointer (&folded);
      return JLY_KEY_OK;
    }
  if (!take_digits (folded, digits, format->n_digits))
    return JLY_KEY_SHAPE;
  return check_digits (digits, format, key);
}

char *
jly_key_explain (JlyKeyProblem problem, const char *cell, const JlyKeyFormat *format)
{
  g_autofree char *quoted = jly_table_quote (cell);
  const char *name = format != NULL ? jly_key_format_get_name (format) : "";

  switch (problem)
    {
    case JLY_KEY_MISSING:
      return g_strdup (_ ("This cell holds no key."));
    case JLY_KEY_DATE:
      return g_strdup_printf (_ ("“%s” cannot be right: its day of birth does not exist."), quoted);
    case JLY_KEY_CHECK_DIGIT:
      /* Translators: a cell, and "Estonian register code" or the like. */
      return g_strdup_printf (
          _ ("“%s” cannot be right (%s): a digit is wrong, or two are exchanged."), quoted, name);
    case JLY_KEY_SHAPE:
    case JLY_KEY_OK:
    default:
      return g_strdup_printf (ngettext ("“%s” is not written as is usual (%s, %u digit).",
                                        "“%s” is not written as is usual (%s, %u digits).",
                                        format != NULL ? format->n_digits : 0),
                              quoted, name, format != NULL ? format->n_digits : 0);
    }
}

/* Gives up as soon as too many cells are wrong, or most of the first ones: a column of another kind
 * shows itself soon. */
static gboolean
has_right (JlySheet *sheet, guint column, const JlyKeyFormat *format, gsize n_least)
{
  const gsize n_rows = jly_sheet_get_n_rows (sheet);
  gsize n = 0;

  for (gsize i = 0; i < n_rows && n + (n_rows - i) >= n_least; i++)
    {
      g_autofree char *key = NULL;

      if (i == FIRST_ROWS && n < FIRST_ROWS / 2)
        return FALSE;
      n += jly_key_normalize (jly_sheet_get_cell (sheet, i, column), format, &key) == JLY_KEY_OK;
    }
  return n >= n_least;
}

const JlyKeyFormat *
jly_key_format_find (JlySheet *sheet, guint column, gsize n_least)
{
  const JlyKeyFormat *found = NULL;

  for (guint i = 0; i < jly_key_n_formats; i++)
    {
      if (!has_right (sheet, column, &jly_key_formats[i], MAX (n_least, 1)))
        continue;
      if (found != NULL)
        return NULL;
      found = &jly_key_formats[i];
    }
  return found;
}
