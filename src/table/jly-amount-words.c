/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in words for people: why a cell is none, and how one is written. */
#include "config.h"

#include "table/jly-amount.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"
#define NARROW_NO_BREAK_SPACE "\xe2\x80\xaf"

char *
jly_amount_to_string (guint64 steps, guint scale)
{
  char digits[32];
  gsize n;

  g_snprintf (digits, sizeof digits, "%0*" G_GUINT64_FORMAT, (int)scale + 1, steps);
  n = strlen (digits) - scale;
  return g_strdup_printf ("%.*s%s%s", (int)n, digits, scale > 0 ? "." : "", digits + n);
}

gboolean
jly_amount_from_string (const char *text, guint scale, guint64 *steps)
{
  const gsize length = strlen (text);
  guint64 value = 0;

  if (length < 1 + (scale > 0 ? scale + 1 : 0))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (scale > 0 && i == length - scale - 1)
        {
          if (text[i] != '.')
            return FALSE;
          continue;
        }
      if (!g_ascii_isdigit (text[i]) || !g_uint64_checked_mul (&value, value, 10)
          || !g_uint64_checked_add (&value, value, (guint64)(text[i] - '0')))
        return FALSE;
    }
  *steps = value;
  return TRUE;
}

char *
jly_amount_format (guint64 steps, guint scale)
{
  g_autofree char *plain = jly_amount_to_string (steps, scale);
  const gsize n_whole = strcspn (plain, ".");
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % 3 == 0)
        g_string_append (grouped, NARROW_NO_BREAK_SPACE);
      g_string_append_c (grouped, plain[i]);
    }
  if (scale > 0)
    g_string_append_printf (grouped, "%s%s", nl_langinfo (RADIXCHAR), plain + n_whole + 1);
  return g_string_free (grouped, FALSE);
}

char *
jly_amount_format_signed (gint64 steps, guint scale)
{
  const guint64 size = steps < 0 ? -(guint64)steps : (guint64)steps;
  g_autofree char *plain = jly_amount_format (size, scale);

  return g_strconcat (steps < 0 ? MINUS : "", plain, NULL);
}

static char *
explain_unit (const char *quoted, const JlyAmountFormat *format)
{
  if (format->currency == NULL)
    return g_strdup_printf (_ ("“%s” is not in %s."), quoted, format->unit);
  if (format->unit == NULL)
    return g_strdup_printf (_ ("“%s” is not in %s."), quoted, jly_currency_name (format->currency));
  /* Translators: a cell, a currency, a unit: “12 $/h” is not in euro for one of: hours. */
  return g_strdup_printf (_ ("“%s” is not in %s for one of: %s."), quoted,
                          jly_currency_name (format->currency), format->unit);
}

static char *
explain_precision (const char *quoted, const JlyAmountFormat *format)
{
  if (format->scale == 0)
    return g_strdup_printf (_ ("“%s” is not a whole number."), quoted);
  return g_strdup_printf (
      ngettext ("“%s” has more than %u decimal.", "“%s” has more than %u decimals.", format->scale),
      quoted, format->scale);
}

char *
jly_amount_explain (JlyAmountProblem problem,
                    const char *cell,
                    const JlyAmountFormat *format,
                    const char **next)
{
  g_autofree char *quoted = jly_table_quote (cell);
  g_autofree char *most = jly_amount_format (format->max, format->scale);

  switch (problem)
    {
    case JLY_AMOUNT_MISSING:
      *next = _ ("Fill it in, or leave out the whole row if you have none.");
      return quoted[0] == '\0'
                 ? g_strdup (_ ("This cell is empty."))
                 : g_strdup_printf (_ ("“%s” stands here in place of a figure."), quoted);
    case JLY_AMOUNT_NEGATIVE:
      *next = _ ("Write the figure without a minus sign, or 0.");
      return g_strdup_printf (_ ("“%s” is below zero."), quoted);
    case JLY_AMOUNT_GROUPING:
      *next = _ ("Write the figure without marks between the thousands.");
      return g_strdup_printf (_ ("“%s” has its marks in unusual places."), quoted);
    case JLY_AMOUNT_MULTIPLE:
      *next = _ ("Write the full figure.");
      return g_strdup_printf (_ ("“%s” is not written out in full."), quoted);
    case JLY_AMOUNT_UNIT:
      *next = _ ("Convert the figure, or take the word away if it is right as it is.");
      return explain_unit (quoted, format);
    case JLY_AMOUNT_PRECISION:
      *next = _ ("Round it in your file: Jointly never rounds a figure for you.");
      return explain_precision (quoted, format);
    case JLY_AMOUNT_FACTOR:
      *next = _ ("Write all figures of the column in the same way.");
      return g_strdup_printf (
          _ ("“%s” does not say that it is in thousands or millions, as others of its column do."),
          quoted);
    case JLY_AMOUNT_INEXACT:
      *next = _ ("Compare it with the document that it was copied from, and write it here.");
      return g_strdup_printf (_ ("“%s” has more digits than a spreadsheet keeps, which is 15: the "
                                 "last ones may be others than were typed."),
                              quoted);
    case JLY_AMOUNT_TOO_LARGE:
      *next = _ ("Correct the figure, or agree with the others on a wider range.");
      return g_strdup_printf (_ ("%s is above the agreed range, 0 to %s."), quoted, most);
    case JLY_AMOUNT_NOT_A_NUMBER:
    case JLY_AMOUNT_OK:
    default:
      *next = _ ("Write only the number, in digits.");
      return g_strdup_printf (_ ("“%s” is not a number."), quoted);
    }
}

static gboolean
fail_doubtful (const char *cell, GError **error)
{
  g_autofree char *quoted = jly_table_quote (cell);
  const JlyErrorDetail detail = { .next = _ ("Write it without the mark, or with two decimals.") };

  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("“%s” can be read in two ways."), quoted);
}

gboolean
jly_amount_parse (const char *cell, guint scale, guint64 max, guint64 *steps, GError **error)
{
  const JlyAmountFormat format = { .scale = scale, .max = max, .currency = "" };
  const JlyMarkEvidence evidence = jly_amount_look (cell);
  g_autofree char *what = NULL;
  JlyErrorDetail detail = { 0 };
  JlyAmountProblem problem;

  if (evidence == JLY_EVIDENCE_DOUBTFUL)
    return fail_doubtful (cell, error);
  problem = jly_amount_read (cell, &format, steps);
  if (problem == JLY_AMOUNT_OK)
    return TRUE;
  what = jly_amount_explain (problem, cell, &format, &detail.next);
  return jly_fail (error, JLY_ERROR_DATA, &detail, "%s", what);
}
