/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-table-error.h. */
#include "config.h"

#include "table/jly-table-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n-lib.h>

#define QUOTE_LENGTH 40

gboolean
jly_table_fail (
    GError **error, const JlyTablePlace *place, const char *next, const char *format, ...)
{
  const JlyErrorDetail detail
      = { .file = place->file, .row = place->row, .column = place->column, .next = next };
  const guint row = (guint)MIN (place->row, G_MAXUINT);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  if (row > 0 && place->column != NULL)
    /* Translators: file, row number, column, and the sentence that says what is wrong there. */
    return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s, row %u, %s: %s"), place->file, row,
                     place->column, what);
  if (row > 0)
    /* Translators: file, row number, and the sentence that says what is wrong there. */
    return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s, row %u: %s"), place->file, row, what);
  if (place->column != NULL)
    /* Translators: file, column, and the sentence that says what is wrong there. */
    return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s, %s: %s"), place->file, place->column,
                     what);
  /* Translators: file, and the sentence that says what is wrong with it. */
  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s: %s"), place->file, what);
}

char *
jly_table_name (const char *cell)
{
  GString *name = g_string_new (NULL);

  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (name, g_unichar_isprint (c) ? c : ' ');
    }
  return g_strstrip (g_string_free (name, FALSE));
}

char *
jly_table_quote (const char *cell)
{
  GString *quoted = g_string_new (NULL);
  guint length = 0;

  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (length++ == QUOTE_LENGTH)
        {
          g_string_append (quoted, "…");
          break;
        }
      if (jly_plain_turns (c))
        g_string_append (quoted, "\xef\xbf\xbd");
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (quoted, g_unichar_isprint (c) ? c : ' ');
    }
  return g_strstrip (g_string_free (quoted, FALSE));
}
