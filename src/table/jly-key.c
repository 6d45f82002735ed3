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

const JlyKeyFormat *
jly_key_format_get (guint i)
{
  return i < jly_key_n_formats ? &jly_key_formats[i] : NULL;
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

/* The digits, and letters as capitals where the format has any, in or out of its prefix. FALSE if
 * other signs stand between them, or more of them than any key has. */
static gboolean
take_characters (const char *folded,
                 const JlyKeyFormat *format,
                 char characters[JLY_KEY_CHARACTERS_MAX + 1])
{
  const gboolean has_letters = format->has_letters || format->prefix[0] != '\0';
  guint n = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      const gboolean is_one = (c >= '0' && c <= '9') || (has_letters && c >= 'a' && c <= 'z');

      if (is_one && n < JLY_KEY_CHARACTERS_MAX)
        characters[n++] = g_ascii_toupper ((char)c);
      else if (is_one || !is_separator (c) || (n == 0 && c == '-'))
        return FALSE;
    }
  characters[n] = '\0';
  return TRUE;
}

/* The characters behind the prefix, or NULL if they are not as many as there must be, or letters
 * where there must be none. */
static const char *
pass_prefix (const char *characters, const JlyKeyFormat *format)
{
  const char *body = characters;
  guint n = format->n_characters;

  if (format->rule == JLY_CHECK_IBAN)
    n = jly_key_iban_length (characters);
  if (g_str_has_prefix (body, format->prefix))
    body += strlen (format->prefix);
  if (n == 0 || strlen (body) != n || (!format->has_letters && strspn (body, "0123456789") != n))
    return NULL;
  return body;
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
check_body (const char *body, const JlyKeyFormat *format, char **key)
{
  if (format->has_birth && !has_birthday (body))
    return JLY_KEY_DATE;
  if (!jly_key_check (body, format))
    return JLY_KEY_CHECK_DIGIT;
  *key = g_strconcat (format->prefix, body, NULL);
  return JLY_KEY_OK;
}

JlyKeyProblem
jly_key_normalize (const char *cell, const JlyKeyFormat *format, char **key)
{
  g_autofree char *folded = NULL;
  char characters[JLY_KEY_CHARACTERS_MAX + 1];
  const char *body;

  /* Most keys of a long column are plain digits. */
  if (format != NULL && format->n_characters > 0
      && strspn (cell, "0123456789") == format->n_characters && cell[format->n_characters] == '\0')
    return check_body (cell, format, key);
  if (jly_amount_is_missing (cell))
    return JLY_KEY_MISSING;
  folded = jly_name_fold (cell);
  if (format == NULL)
    {
      *key = g_steal_pointer (&folded);
      return JLY_KEY_OK;
    }
  if (!take_characters (folded, format, characters)
      || (body = pass_prefix (characters, format)) == NULL)
    return JLY_KEY_SHAPE;
  return check_body (body, format, key);
}

static char *
explain_shape (const char *quoted, const JlyKeyFormat *format)
{
  const char *name = format != NULL ? jly_key_format_get_name (format) : "";

  if (format == NULL || format->has_letters || format->prefix[0] != '\0')
    /* Translators: a cell, and "bank account (IBAN)" or the like. */
    return g_strdup_printf (_ ("“%s” is not written as is usual (%s)."), quoted, name);
  return g_strdup_printf (ngettext ("“%s” is not written as is usual (%s, %u digit).",
                                    "“%s” is not written as is usual (%s, %u digits).",
                                    format->n_characters),
                          quoted, name, format->n_characters);
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
      return explain_shape (quoted, format);
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
