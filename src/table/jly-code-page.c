/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-code-page.h. The tables are Unicode's mappings of the code pages. */
#include "config.h"

#include "table/jly-code-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LETTERS_SHOWN 3
/* Share of a language's letters beyond a to z that are none of its own: names, typing errors. */
#define STRANGE 0.002
/* Mean difference of logarithms a letter; below it the two readings are about as likely. */
#define CLEAR 0.5
/* The same for all letters together: less than about fifty to one is little for a whole file. */
#define CLEAR_TOGETHER 4.0

/* 0x80 to 0x9f; from 0xa0 on it is Latin-1. */
static const guint16 page_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static const guint16 page_1257[128] = {
  0x20ac, 0,      0x201a, 0,      0x201e, 0x2026, 0x2020, 0x2021, 0,      0x2030, 0,      0x2039,
  0,      0x00a8, 0x02c7, 0x00b8, 0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0,      0x2122, 0,      0x203a, 0,      0x00af, 0x02db, 0,      0x00a0, 0,      0x00a2, 0x00a3,
  0x00a4, 0,      0x00a6, 0x00a7, 0x00d8, 0x00a9, 0x0156, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00c6,
  0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7, 0x00f8, 0x00b9, 0x0157, 0x00bb,
  0x00bc, 0x00bd, 0x00be, 0x00e6, 0x0104, 0x012e, 0x0100, 0x0106, 0x00c4, 0x00c5, 0x0118, 0x0112,
  0x010c, 0x00c9, 0x0179, 0x0116, 0x0122, 0x0136, 0x012a, 0x013b, 0x0160, 0x0143, 0x0145, 0x00d3,
  0x014c, 0x00d5, 0x00d6, 0x00d7, 0x0172, 0x0141, 0x015a, 0x016a, 0x00dc, 0x017b, 0x017d, 0x00df,
  0x0105, 0x012f, 0x0101, 0x0107, 0x00e4, 0x00e5, 0x0119, 0x0113, 0x010d, 0x00e9, 0x017a, 0x0117,
  0x0123, 0x0137, 0x012b, 0x013c, 0x0161, 0x0144, 0x0146, 0x00f3, 0x014d, 0x00f5, 0x00f6, 0x00f7,
  0x0173, 0x0142, 0x015b, 0x016b, 0x00fc, 0x017c, 0x017e, 0x02d9,
};

/* How the letters beyond a to z share a text among them, in percent, rounded; letters that both
 * pages have in one place (ä, ö, ü, õ, å, é, ó, ß) count as well, because they make the others of
 * their language likely. */
typedef struct
{
  const char *name;
  JlyCodePage page;
  struct
  {
    gunichar letter;
    guint8 percent;
  } letters[14];
} Language;

static const Language languages[] = {
  { N_ ("Estonian"),
    JLY_CODE_PAGE_1257,
    { { 0xe4, 38 }, { 0xf5, 30 }, { 0xfc, 24 }, { 0xf6, 6 }, { 0x161, 1 }, { 0x17e, 1 } } },
  { N_ ("Latvian"),
    JLY_CODE_PAGE_1257,
    { { 0x101, 33 },
      { 0x12b, 17 },
      { 0x113, 15 },
      { 0x161, 9 },
      { 0x13c, 6 },
      { 0x146, 5 },
      { 0x16b, 5 },
      { 0x137, 3 },
      { 0x17e, 3 },
      { 0x10d, 2 },
      { 0x123, 2 } } },
  { N_ ("Lithuanian"),
    JLY_CODE_PAGE_1257,
    { { 0x117, 24 },
      { 0x161, 19 },
      { 0x173, 18 },
      { 0x17e, 11 },
      { 0x16b, 8 },
      { 0x10d, 6 },
      { 0x105, 5 },
      { 0x12f, 5 },
      { 0x119, 4 } } },
  { N_ ("German"),
    JLY_CODE_PAGE_1252,
    { { 0xfc, 37 }, { 0xe4, 32 }, { 0xf6, 17 }, { 0xdf, 13 }, { 0xe9, 1 } } },
  { N_ ("Finnish or Swedish"),
    JLY_CODE_PAGE_1252,
    { { 0xe4, 55 }, { 0xf6, 23 }, { 0xe5, 20 }, { 0xe9, 2 } } },
  { N_ ("Danish or Norwegian"),
    JLY_CODE_PAGE_1252,
    { { 0xe5, 36 }, { 0xf8, 34 }, { 0xe6, 26 }, { 0xe9, 2 }, { 0xf6, 1 }, { 0xfc, 1 } } },
  { N_ ("French"),
    JLY_CODE_PAGE_1252,
    { { 0xe9, 60 },
      { 0xe8, 12 },
      { 0xe0, 12 },
      { 0xea, 6 },
      { 0xe7, 3 },
      { 0xf4, 2 },
      { 0xe2, 1 },
      { 0xee, 1 },
      { 0xfb, 1 },
      { 0xf9, 1 },
      { 0xef, 1 },
      { 0xeb, 1 } } },
  { N_ ("Spanish"),
    JLY_CODE_PAGE_1252,
    { { 0xf3, 32 }, { 0xed, 24 }, { 0xe1, 18 }, { 0xe9, 13 }, { 0xf1, 8 }, { 0xfa, 6 } } },
  { N_ ("Portuguese"),
    JLY_CODE_PAGE_1252,
    { { 0xe3, 24 },
      { 0xe7, 16 },
      { 0xe1, 13 },
      { 0xe9, 12 },
      { 0xf3, 11 },
      { 0xea, 8 },
      { 0xed, 8 },
      { 0xf5, 3 },
      { 0xfa, 3 },
      { 0xe2, 2 },
      { 0xe0, 1 },
      { 0xf4, 1 } } },
  { N_ ("Italian"),
    JLY_CODE_PAGE_1252,
    { { 0xe0, 40 }, { 0xe8, 28 }, { 0xf9, 12 }, { 0xf2, 12 }, { 0xe9, 5 }, { 0xec, 4 } } },
  { N_ ("Icelandic"),
    JLY_CODE_PAGE_1252,
    { { 0xf0, 24 },
      { 0xe1, 17 },
      { 0xed, 15 },
      { 0xfe, 11 },
      { 0xf3, 9 },
      { 0xf6, 8 },
      { 0xe6, 7 },
      { 0xfa, 5 },
      { 0xe9, 4 },
      { 0xfd, 2 } } },
  { N_ ("Dutch"),
    JLY_CODE_PAGE_1252,
    { { 0xeb, 55 }, { 0xe9, 25 }, { 0xef, 12 }, { 0xf6, 4 }, { 0xe8, 4 } } },
};

gunichar
jly_code_page_get (JlyCodePage page, guint8 byte)
{
  if (page == JLY_CODE_PAGE_1257)
    return page_1257[byte - 0x80];
  return byte >= 0xa0 ? byte : page_1252[byte - 0x80];
}

static double
get_share (const Language *language, gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (language->letters); i++)
    if (language->letters[i].letter == letter)
      return language->letters[i].percent / 100.0;
  return STRANGE;
}

/* The sum of logarithms of how likely each letter is in the language; signs say nothing. */
static double
rate (const Language *language, const guint64 counts[256], guint64 *n_letters)
{
  double sum = 0;

  *n_letters = 0;
  for (guint byte = 0x80; byte < 256; byte++)
    {
      const gunichar c = jly_code_page_get (language->page, (guint8)byte);

      if (counts[byte] == 0 || (c != 0 && !g_unichar_isalpha (c)))
        continue;
      *n_letters += counts[byte];
      sum += (double)counts[byte] * log (get_share (language, g_unichar_tolower (c)));
    }
  return sum;
}

/* A byte that the page has no character for rules it out. */
static gboolean
can_be (JlyCodePage page, const guint64 counts[256])
{
  for (guint byte = 0x80; byte < 256; byte++)
    if (counts[byte] > 0 && jly_code_page_get (page, (guint8)byte) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_apart (guint byte)
{
  return jly_code_page_get (JLY_CODE_PAGE_1252, (guint8)byte)
         != jly_code_page_get (JLY_CODE_PAGE_1257, (guint8)byte);
}

static void
append_letter (char *letters, gsize size, gunichar c)
{
  char utf8[7] = { 0 };

  g_unichar_to_utf8 (c != 0 ? c : 0xfffd, utf8);
  if (letters[0] != '\0')
    g_strlcat (letters, ", ", size);
  g_strlcat (letters, utf8, size);
}

/* The most frequent bytes on which the pages differ. */
static void
show_letters (JlyCodePageGuess *guess, const guint64 counts[256])
{
  const JlyCodePage other
      = guess->page == JLY_CODE_PAGE_1257 ? JLY_CODE_PAGE_1252 : JLY_CODE_PAGE_1257;
  guint64 left[256];

  memcpy (left, counts, sizeof left);
  for (guint shown = 0; shown < LETTERS_SHOWN; shown++)
    {
      guint best = 0;

      for (guint byte = 0x80; byte < 256; byte++)
        if (is_apart (byte) && left[byte] > 0 && (best == 0 || left[byte] > left[best]))
          best = byte;
      if (best == 0)
        return;
      guess->differs = TRUE;
      left[best] = 0;
      append_letter (guess->letters, sizeof guess->letters,
                     jly_code_page_get (guess->page, (guint8)best));
      append_letter (guess->others, sizeof guess->others, jly_code_page_get (other, (guint8)best));
    }
}

JlyCodePageGuess
jly_code_page_guess (const guint64 counts[256])
{
  JlyCodePageGuess guess = { .page = JLY_CODE_PAGE_1252 };
  double best[2] = { -INFINITY, -INFINITY };
  const char *names[2] = { NULL, NULL };
  guint64 n_letters = 0;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const Language *language = &languages[i];
      guint64 n;
      const double rating = rate (language, counts, &n);

      n_letters = MAX (n_letters, n);
      if (!can_be (language->page, counts) || rating <= best[language->page])
        continue;
      best[language->page] = rating;
      names[language->page] = language->name;
    }
  if (best[JLY_CODE_PAGE_1257] > best[JLY_CODE_PAGE_1252])
    guess.page = JLY_CODE_PAGE_1257;
  show_letters (&guess, counts);
  guess.is_only = isinf (best[JLY_CODE_PAGE_1252]) || isinf (best[JLY_CODE_PAGE_1257]);
  if (!guess.is_only && n_letters > 0)
    guess.language = _ (names[guess.page]);
  guess.is_open = guess.differs && !guess.is_only
                  && fabs (best[0] - best[1]) <= MAX (CLEAR * (double)n_letters, CLEAR_TOGETHER);
  return guess;
}
