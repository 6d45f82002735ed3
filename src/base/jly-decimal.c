/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-decimal.h. */
#include "config.h"

#include "base/jly-decimal.h"

#include <string.h>

/* Far enough from the end of 64 bits that differences of two such numbers still fit. */
#define STEPS_MAX ((guint64)1 << 62)

/* Appends digits to the number; FALSE if it becomes too large. */
static gboolean
take_digits (const char *digits, gsize n, guint64 *number)
{
  for (gsize i = 0; i < n; i++)
    {
      if (*number > STEPS_MAX / 10)
        return FALSE;
      *number = *number * 10 + (guint64)(digits[i] - '0');
    }
  return *number <= STEPS_MAX;
}

gboolean
jly_decimal_parse (const char *text, guint scale, gint64 *steps)
{
  static const char zeros[JLY_DECIMAL_SCALE_MAX + 1] = "000000000";
  gboolean is_negative = *text == '-';
  const char *whole = text + is_negative;
  gsize n_whole = strspn (whole, "0123456789"), n_decimals = 0;
  const char *decimals = whole + n_whole;
  guint64 number = 0;

  if (*decimals == '.')
    {
      decimals++;
      n_decimals = strspn (decimals, "0123456789");
      if (n_decimals == 0)
        return FALSE;
    }
  if (scale > JLY_DECIMAL_SCALE_MAX || n_whole == 0 || n_decimals > scale
      || decimals[n_decimals] != '\0')
    return FALSE;
  if (!take_digits (whole, n_whole, &number) || !take_digits (decimals, n_decimals, &number)
      || !take_digits (zeros, scale - n_decimals, &number))
    return FALSE;
  *steps = is_negative ? -(gint64)number : (gint64)number;
  return TRUE;
}

char *
jly_decimal_format (gint64 steps, guint scale)
{
  guint64 size = steps < 0 ? -(guint64)steps : (guint64)steps;
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_MODIFIER "u", (int)scale + 1, size);
  gsize n = strlen (digits);
  const char *sign = steps < 0 ? "-" : "";

  if (scale == 0)
    return g_strconcat (sign, digits, NULL);
  return g_strdup_printf ("%s%.*s.%s", sign, (int)(n - scale), digits, digits + n - scale);
}
