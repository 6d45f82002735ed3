/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-names.h. The lists are data: a word more is a line more. */
#include "config.h"

#include "table/jly-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each row is one unit; compared after folding (NFKC makes "m²" "m2"). */
static const char *const units[][12] = {
  { "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heures", "tund", "tundi" },
  { "d", "day", "days", "tag", "tage", "jour", "jours", "päev", "päeva" },
  { "week", "weeks", "wk", "wks", "woche", "wochen" },
  { "month", "months", "mo", "monat", "monate" },
  { "m", "metre", "metres", "meter", "meters", "lm", "running metres" },
  { "km", "kilometre", "kilometres", "kilometer", "kilometers" },
  { "m2", "sqm", "sq m", "square metre", "square metres", "square meter", "square meters", "qm" },
  { "m3", "cbm", "cubic metre", "cubic metres", "cubic meter", "cubic meters" },
  { "kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes" },
  { "t", "to", "ton", "tons", "tonne", "tonnes", "tonnen" },
  { "l", "litre", "litres", "liter", "liters" },
  { "pc", "pcs", "piece", "pieces", "each", "ea", "unit", "units", "stück", "stk", "tk" },
  { "kwh" },
  { "mwh" },
};

static const struct
{
  const char *code;
  const char *words[8];
} currencies[] = {
  { "EUR", { "eur", "€", "euro", "euros" } },
  { "USD", { "usd", "$", "us$", "dollar", "dollars" } },
  { "GBP", { "gbp", "£", "pound", "pounds" } },
  { "CHF", { "chf", "sfr", "franken" } },
  { "SEK", { "sek" } },
  { "NOK", { "nok" } },
  { "DKK", { "dkk" } },
  { "PLN", { "pln", "zł" } },
  { "CZK", { "czk", "kč" } },
};

static const char *const multiples[] = {
  "k",       "keur",     "k€",   "€k",    "€m",       "ke",        "teur",    "t€",
  "kusd",    "k$",       "kgbp", "k£",    "thousand", "thousands", "tsd",     "tsd.",
  "tausend", "000",      "000s", "'000",  "mio",      "mio.",      "mln",     "mln.",
  "million", "millions", "m€",   "meur",  "mn",       "bn",        "billion", "%",
  "percent", "per cent", "‰",    "dozen", "hundred",  "hundreds",
};

static gboolean
is_in (const char *word, const char *const *words, guint n)
{
  for (guint i = 0; i < n && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return TRUE;
  return FALSE;
}

char *
jly_name_fold (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      if (!g_unichar_isspace (c))
        g_string_append_unichar (clean, c);
      else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
        g_string_append_c (clean, ' ');
    }
  if (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

/* The words outside brackets, or those inside them; each other sign becomes a space. */
static GString *
take_words (const char *folded, gboolean inside)
{
  GString *words = g_string_new (NULL);
  int depth = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (c == '(' || c == '[')
        depth++;
      else if ((c == ')' || c == ']') && depth > 0)
        depth--;
      else if (inside == (depth > 0))
        g_string_append_unichar (words, c);
      else
        continue;
      if (c == '(' || c == ')' || c == '[' || c == ']')
        g_string_append_c (words, ' ');
    }
  return words;
}

char *
jly_header_dup_bracketed (const char *header)
{
  g_autofree char *folded = jly_name_fold (header);
  g_autoptr (GString) words = take_words (folded, TRUE);

  return jly_name_fold (words->str);
}

char *
jly_header_fold (const char *header)
{
  g_autofree char *folded = jly_name_fold (header);
  g_autoptr (GString) words = take_words (folded, FALSE);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  for (char *at = words->str; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_ispunct (c) && c != '%')
        g_string_append_c (kept, ' ');
      else
        g_string_append_unichar (kept, c);
    }
  parts = g_strsplit (kept->str, " ", -1);
  g_string_truncate (kept, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0' && jly_currency_find (parts[i]) == NULL
        && !g_str_equal (parts[i], "in"))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", parts[i]);
  return g_strdup (kept->str);
}

gboolean
jly_unit_equal (const char *a, const char *b)
{
  g_autofree char *first = jly_name_fold (a);
  g_autofree char *second = jly_name_fold (b);

  if (g_str_equal (first, second))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (is_in (first, units[i], G_N_ELEMENTS (units[i]))
        && is_in (second, units[i], G_N_ELEMENTS (units[i])))
      return TRUE;
  return FALSE;
}

gboolean
jly_unit_is_known (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (is_in (folded, units[i], G_N_ELEMENTS (units[i])))
      return TRUE;
  return FALSE;
}

const char *
jly_currency_find (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (is_in (folded, currencies[i].words, G_N_ELEMENTS (currencies[i].words)))
      return currencies[i].code;
  return NULL;
}

const char *
jly_currency_find_among (const char *folded)
{
  g_auto (GStrv) parts = g_strsplit_set (folded, " /,;:.", -1);
  const char *code = NULL;

  for (guint i = 0; parts[i] != NULL && code == NULL; i++)
    code = jly_currency_find (parts[i]);
  return code;
}

const char *
jly_currency_name (const char *code)
{
  return g_str_equal (code, "EUR") ? _ ("euro") : code;
}

gboolean
jly_words_are_percent (const char *folded)
{
  static const char *const words[] = { "%", "percent", "per cent", "pct", "prozent", "protsent" };

  return is_in (folded, words, G_N_ELEMENTS (words));
}

gboolean
jly_words_multiply (const char *folded)
{
  g_auto (GStrv) parts = g_strsplit_set (folded, " /,;:.", -1);

  if (is_in (folded, multiples, G_N_ELEMENTS (multiples)))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (is_in (parts[i], multiples, G_N_ELEMENTS (multiples)))
      return TRUE;
  return FALSE;
}
