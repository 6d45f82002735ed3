/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-plain.h. */
#include "config.h"

#include "base/jly-plain.h"

#define REPLACEMENT 0xfffd

gboolean
jly_plain_turns (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The character that stands for c in a line; most stand for themselves. */
static gunichar
make_plain (gunichar c)
{
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return ' ';
  return g_unichar_iscntrl (c) || jly_plain_turns (c) ? REPLACEMENT : c;
}

gboolean
jly_plain_is_line (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (make_plain (g_utf8_get_char (at)) != g_utf8_get_char (at))
      return FALSE;
  return TRUE;
}

char *
jly_plain_line (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  GString *line;

  if (valid == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (line, make_plain (g_utf8_get_char (at)));
  return g_string_free (line, FALSE);
}

char *
jly_plain_file_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return jly_plain_line (base);
}
