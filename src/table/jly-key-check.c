/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which check digits are made. */
#include "config.h"

#include "table/jly-key-formats.h"

#include <string.h>

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
check_weighted (const char *digits, const JlyKeyFormat *format)
{
  const guint last = (guint)(digits[format->n_characters - 1] - '0');
  guint expected = add_weighted (digits, format->weights, format->modulus);

  if (format->rule == JLY_CHECK_COMPLEMENT)
    expected = (format->modulus - expected) % format->modulus;
  else if (format->rule == JLY_CHECK_COMPLEMENT_10)
    expected = (format->modulus - expected) % 10;
  if (expected == 10 && format->weights_10 != NULL)
    expected = add_weighted (digits, format->weights_10, format->modulus) % 10;
  return expected == last;
}

/* The sum of n digits, once each second one from the right is doubled. */
static guint
add_doubled (const char *digits, gsize n)
{
  guint sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      const guint digit = (guint)(digits[n - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return sum;
}

static gboolean
check_luhn_4 (const char *digits)
{
  const gsize n = strlen (digits) - 1;

  return (add_doubled (digits, n) + 4 + (guint)(digits[n] - '0')) % 10 == 0;
}

static gboolean
check_mod_11_10 (const char *digits)
{
  const gsize n = strlen (digits);
  guint product = 10;

  for (gsize i = 0; i + 1 < n; i++)
    {
      product = (product + (guint)(digits[i] - '0')) % 10;
      product = (product == 0 ? 10 : product) * 2 % 11;
    }
  return (11 - product) % 10 == (guint)(digits[n - 1] - '0');
}

/* The remainder by 97 of n characters as one number, letters as 10 to 35, after what came before.
 */
static guint
add_mod_97 (guint remainder, const char *characters, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const guint value = g_ascii_isdigit (characters[i]) ? (guint)(characters[i] - '0')
                                                          : (guint)(characters[i] - 'A') + 10;

      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
  return remainder;
}

static gboolean
check_mod_97 (const char *digits)
{
  const gsize n = strlen (digits) - 2;

  return 97 - add_mod_97 (0, digits, n) == add_mod_97 (0, digits + n, 2);
}

/* Two letters, two check digits, the rest. */
static gboolean
check_iban (const char *iban)
{
  const gsize n = strlen (iban);

  return n == jly_key_iban_length (iban) && g_ascii_isdigit (iban[2]) && g_ascii_isdigit (iban[3])
         && add_mod_97 (add_mod_97 (0, iban + 4, n - 4), iban, 4) == 1;
}

gboolean
jly_key_check (const char *characters, const JlyKeyFormat *format)
{
  switch (format->rule)
    {
    case JLY_CHECK_LUHN:
      return add_doubled (characters, strlen (characters)) % 10 == 0;
    case JLY_CHECK_LUHN_4:
      return check_luhn_4 (characters);
    case JLY_CHECK_MOD_11_10:
      return check_mod_11_10 (characters);
    case JLY_CHECK_MOD_97:
      return check_mod_97 (characters);
    case JLY_CHECK_MOD_97_10:
      return add_mod_97 (0, characters, strlen (characters)) == 1;
    case JLY_CHECK_IBAN:
      return check_iban (characters);
    case JLY_CHECK_REMAINDER:
    case JLY_CHECK_COMPLEMENT:
    case JLY_CHECK_COMPLEMENT_10:
    default:
      return check_weighted (characters, format);
    }
}
