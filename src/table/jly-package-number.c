/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as spreadsheets store them, brought back to the digits that the person sees. */
#include "config.h"

#include "table/jly-package.h"

#include <math.h>
#include <string.h>

#define DIGITS_KEPT 15
#define INEXACT_LEAST 1e15

/* The digits that stand in the file, without an exponent; the value is one of at least 10^15. A
 * binary64 of this size would show others, which nobody wrote. */
static char *
expand (const char *value)
{
  GString *plain = g_string_new (NULL);
  gint64 n_whole = -1;
  const char *at = value;

  for (; *at != '\0' && *at != 'e' && *at != 'E'; at++)
    if (*at == '.')
      n_whole = (gint64)plain->len;
    else if (g_ascii_isdigit (*at))
      g_string_append_c (plain, *at);
  if (n_whole < 0)
    n_whole = (gint64)plain->len;
  if (*at != '\0')
    n_whole += g_ascii_strtoll (at + 1, NULL, 10);
  while ((gint64)plain->len < n_whole)
    g_string_append_c (plain, '0');
  while (plain->len > (gsize)n_whole && plain->str[plain->len - 1] == '0')
    g_string_truncate (plain, plain->len - 1);
  if (plain->len > (gsize)n_whole)
    g_string_insert_c (plain, (gssize)n_whole, '.');
  g_string_erase (plain, 0, (gssize)strspn (plain->str, "0"));
  if (strchr (value, '-') != NULL && strchr (value, '-') < strpbrk (value, "0123456789"))
    g_string_prepend_c (plain, '-');
  return g_string_free (plain, FALSE);
}

/* 15 digits that count, never with an exponent, no zeros at the end. */
static char *
print_plain (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16], plain[400];
  const char *exponent;
  int decimals;

  g_ascii_formatd (digits, sizeof digits, "%.14e", value);
  exponent = strchr (digits, 'e');
  decimals = 14 - (int)g_ascii_strtoll (exponent + 1, NULL, 10);
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 60));
  g_ascii_formatd (plain, sizeof plain, format, value);
  if (strchr (plain, '.') != NULL)
    {
      gsize n = strlen (plain);

      while (plain[n - 1] == '0')
        n--;
      plain[plain[n - 1] == '.' ? n - 1 : n] = '\0';
    }
  return g_strdup (plain);
}

/* Most figures are written in plain digits already, few enough that nothing is to be done. */
gboolean
jly_package_is_plain_number (const char *value)
{
  const char *digits = value + (*value == '-');
  const gsize n_whole = strspn (digits, "0123456789");
  const gsize n_decimals = digits[n_whole] == '.' ? strspn (digits + n_whole + 1, "0123456789") : 0;
  const gsize length = n_whole + (n_decimals > 0 ? n_decimals + 1 : 0);

  return n_whole > 0 && n_whole + n_decimals <= 15 && digits[length] == '\0'
         && (n_whole == 1 || digits[0] != '0') && (n_decimals == 0 || digits[length - 1] != '0');
}

static gboolean
read_number (const char *value, double *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0' && isfinite (*number) && fabs (*number) < 1e300
         && strpbrk (value, "xXnN") == NULL;
}

char *
jly_package_plain_number (const char *value)
{
  double number;

  if (jly_package_is_plain_number (value))
    return g_strdup (value);
  if (!read_number (value, &number))
    return NULL;
  return fabs (number) >= INEXACT_LEAST ? expand (value) : print_plain (number);
}

gboolean
jly_package_is_inexact (const char *plain)
{
  return strspn (plain + (*plain == '-'), "0123456789") > DIGITS_KEPT;
}

char *
jly_package_percent (const char *value)
{
  double number;
  g_autofree char *plain = NULL;

  if (!read_number (value, &number))
    return NULL;
  plain = print_plain (number * 100);
  return g_strconcat (plain, " %", NULL);
}
