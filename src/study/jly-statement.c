/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-statement.h. */
#include "config.h"

#include "study/jly-statement.h"

#include "study/jly-governance-words.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#define MAX_TEXTS 9

static void
free_sentence (gpointer data)
{
  JlySentence *sentence = data;

  g_free (sentence->text);
  g_free (sentence->field);
  g_free (sentence);
}

static void
free_section (gpointer data)
{
  JlySection *section = data;

  g_free (section->id);
  g_free (section->title);
  g_ptr_array_unref (section->sentences);
  g_free (section);
}

JlyStatement *
jly_statement_new (void)
{
  JlyStatement *self = g_new0 (JlyStatement, 1);

  self->sections = g_ptr_array_new_with_free_func (free_section);
  return self;
}

void
jly_statement_free (JlyStatement *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sections);
  g_free (self);
}

void
jly_statement_begin (JlyStatement *self, const char *id, const char *title)
{
  JlySection *section = g_new0 (JlySection, 1);

  section->id = g_strdup (id);
  section->title = g_strdup (title);
  section->sentences = g_ptr_array_new_with_free_func (free_sentence);
  g_ptr_array_add (self->sections, section);
}

void
jly_statement_add (JlyStatement *self, JlyTone tone, const char *field, const char *pattern, ...)
{
  const char *texts[MAX_TEXTS + 1] = { NULL };
  JlySentence *sentence = g_new0 (JlySentence, 1);
  JlySection *section;
  va_list list;
  guint n = 0;

  g_assert (self->sections->len > 0);
  va_start (list, pattern);
  for (const char *text = va_arg (list, const char *); text != NULL && n < MAX_TEXTS;
       text = va_arg (list, const char *))
    texts[n++] = text;
  va_end (list);
  section = self->sections->pdata[self->sections->len - 1];
  sentence->text = jly_words_fill (pattern, texts);
  sentence->field = g_strdup (field);
  sentence->tone = tone;
  g_ptr_array_add (section->sentences, sentence);
}

const JlySection *
jly_statement_find (const JlyStatement *self, const char *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (strcmp (((const JlySection *)self->sections->pdata[i])->id, id) == 0)
      return self->sections->pdata[i];
  return NULL;
}

JlyTone
jly_statement_get_tone (const JlyStatement *self)
{
  JlyTone tone = JLY_TONE_PLAIN;

  for (guint i = 0; i < self->sections->len; i++)
    {
      const GPtrArray *sentences = ((const JlySection *)self->sections->pdata[i])->sentences;

      for (guint k = 0; k < sentences->len; k++)
        tone = MAX (tone, ((const JlySentence *)sentences->pdata[k])->tone);
    }
  return tone;
}

/* Appends text, its lines broken at spaces; the first begins with mark, the others as far in. */
static void
append_wrapped (GString *out, const char *mark, const char *text, guint width)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  glong column = g_utf8_strlen (mark, -1);
  gboolean is_first = TRUE;

  g_string_append (out, mark);
  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (!is_first && column + 1 + length > (glong)width)
        {
          g_string_append_printf (out, "\n%*s", (int)g_utf8_strlen (mark, -1), "");
          column = g_utf8_strlen (mark, -1);
          is_first = TRUE;
        }
      g_string_append_printf (out, "%s%s", is_first ? "" : " ", words[i]);
      column += length + (is_first ? 0 : 1);
      is_first = FALSE;
    }
  g_string_append_c (out, '\n');
}

char *
jly_statement_print (const JlyStatement *self, guint width)
{
  static const char *const marks[] = { "   ", "!  ", "!! " };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->sections->len; i++)
    {
      const JlySection *section = self->sections->pdata[i];

      g_string_append (out, i > 0 ? "\n" : "");
      append_wrapped (out, "", section->title, width);
      for (guint k = 0; k < section->sentences->len; k++)
        {
          const JlySentence *sentence = section->sentences->pdata[k];

          append_wrapped (out, marks[sentence->tone], sentence->text, width);
        }
    }
  return g_string_free (out, FALSE);
}

char *
jly_words_list (const char *const *names, gsize n)
{
  GString *out;

  if (n == 0)
    return g_strdup (_ ("nobody"));
  out = g_string_new (names[0]);
  for (gsize i = 1; i + 1 < n; i++)
    g_string_append_printf (out, "%s%s", C_ ("between names in a list", ", "), names[i]);
  if (n > 1)
    g_string_append_printf (out, "%s%s", C_ ("before the last name in a list", " and "),
                            names[n - 1]);
  return g_string_free (out, FALSE);
}

char *
jly_words_begin (const char *words)
{
  g_autofree char *first = g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), 1));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, words + strlen (first), NULL);
}
