/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-csv-write.h. */
#include "config.h"

#include "table/jly-csv-write.h"

#include <string.h>

/* A sign and digits with marks between them calculate nothing: "-5.00", "−1 234,5". */
static gboolean
is_number (const char *text)
{
  gboolean has_digit = FALSE;

  for (const char *at = g_utf8_next_char (text); *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_ascii_isdigit (*at))
        has_digit = TRUE;
      else if (c != '.' && c != ',' && c != ' ' && c != 0xa0 && c != 0x202f)
        return FALSE;
    }
  return has_digit;
}

static gboolean
starts_formula (gunichar c)
{
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n'
         || c == 0xff1d || c == 0xff0b || c == 0xff0d || c == 0xff20;
}

gboolean
jly_csv_is_formula (const char *text)
{
  while (*text == ' ')
    text++;
  if (!starts_formula (g_utf8_get_char (text)))
    return FALSE;
  return *text != '-' || !is_number (text);
}

void
jly_csv_append_cell (GString *csv, const char *text, gboolean is_last)
{
  g_string_append_c (csv, '"');
  if (jly_csv_is_formula (text))
    g_string_append_c (csv, '\'');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append (csv, is_last ? "\"\r\n" : "\",");
}
