/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-spoken.h. */
#include "config.h"

#include "post/jly-spoken.h"

#define WORD_SYLLABLES 3

static const char consonants[] = "bfklmrst";
static const char vowels[] = "aiou";

/* Bits from the highest of the first byte on. */
static guint
read_bits (const guint8 *bytes, guint at, guint n)
{
  guint value = 0;

  for (guint i = at; i < at + n; i++)
    value = value << 1 | (bytes[i / 8] >> (7 - i % 8) & 1u);
  return value;
}

char *
jly_spoken_new (const guint8 bytes[32], guint n_syllables)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert (n_syllables * JLY_SPOKEN_SYLLABLE_BITS <= 256);
  for (guint i = 0; i < n_syllables; i++)
    {
      guint value = read_bits (bytes, i * JLY_SPOKEN_SYLLABLE_BITS, JLY_SPOKEN_SYLLABLE_BITS);

      if (i > 0 && i % WORD_SYLLABLES == 0)
        g_string_append_c (words, ' ');
      g_string_append_c (words, consonants[value / 4]);
      g_string_append_c (words, vowels[value % 4]);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* The letters alone, small. */
static char *
keep_letters (const char *text)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text))
      g_string_append_c (letters, g_ascii_tolower (*text));
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

gboolean
jly_spoken_is_same (const char *spoken, const char *typed)
{
  g_autofree char *expected = keep_letters (spoken);
  g_autofree char *given = keep_letters (typed);

  return g_str_equal (expected, given);
}
