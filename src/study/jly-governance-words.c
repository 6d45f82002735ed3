/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-governance-words.h. */
#include "config.h"

#include "study/jly-governance-words.h"

#include "base/jly-plain.h"

char *
jly_words_fill (const char *pattern, const char *const *texts)
{
  GString *out = g_string_new (NULL);
  guint n = texts == NULL ? 0 : g_strv_length ((char **)texts);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      guint which = p[0] == '%' && p[1] >= '1' && p[1] <= '9' && p[2] == '$' && p[3] == 's'
                        ? (guint)(p[1] - '0')
                        : 0;

      if (which >= 1 && which <= n)
        {
          g_autofree char *line = jly_plain_line (texts[which - 1]);

          g_string_append (out, line);
          p += 3;
        }
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}
