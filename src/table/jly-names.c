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

/* Exponents of ten; 0 for what is no whole power of it. */
static const struct
{
  const char *word;
  guint exponent;
  const char *currency;
} multiples[] = {
  { "k", 3, NULL },        { "keur", 3, "EUR" },     { "k€", 3, "EUR" },
  { "€k", 3, "EUR" },      { "ke", 3, "EUR" },       { "teur", 3, "EUR" },
  { "t€", 3, "EUR" },      { "kusd", 3, "USD" },     { "k$", 3, "USD" },
  { "kgbp", 3, "GBP" },    { "k£", 3, "GBP" },       { "kchf", 3, "CHF" },
  { "tchf", 3, "CHF" },    { "thousand", 3, NULL },  { "thousands", 3, NULL },
  { "tsd", 3, NULL },      { "tsd.", 3, NULL },      { "tausend", 3, NULL },
  { "tuhat", 3, NULL },    { "000", 3, NULL },       { "000s", 3, NULL },
  { "'000", 3, NULL },     { "mio", 6, NULL },       { "mio.", 6, NULL },
  { "mln", 6, NULL },      { "mln.", 6, NULL },      { "million", 6, NULL },
  { "millions", 6, NULL }, { "millionen", 6, NULL }, { "m€", 6, "EUR" },
  { "€m", 6, "EUR" },      { "meur", 6, "EUR" },     { "mn", 6, NULL },
  { "bn", 9, NULL },       { "billion", 9, NULL },   { "mrd", 9, NULL },
  { "mrd.", 9, NULL },     { "%", 0, NULL },         { "percent", 0, NULL },
  { "per cent", 0, NULL }, { "‰", 0, NULL },         { "dozen", 0, NULL },
  { "hundred", 0, NULL },  { "hundreds", 0, NULL },
};

/* Yes and no in the languages of those who send files to each other; after folding. 0 and 1 are not
 * here: they are numbers to most who write them. */
static const char *const yes[] = { "yes",  "y",     "true", "ja", "jah",   "oui", "vrai",
                                   "wahr", "tõene", "sí",   "sì", "kyllä", "да" };
static const char *const no[]
    = { "no", "n", "false", "nein", "ei", "non", "faux", "falsch", "väär", "нет" };

#define YES_NO_BYTES 24 /* no word for yes or no is longer */

static gboolean
is_in (const char *word, const char *const *words, guint n)
{
  for (guint i = 0; i < n && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return TRUE;
  return FALSE;
}

/* ASCII is its own normal form. */
gboolean
jly_name_fold_short (const char *name, char folded[JLY_NAME_SHORT + 1])
{
  gsize n = 0;

  for (gsize i = 0; name[i] != '\0'; i++)
    {
      if ((guint8)name[i] >= 0x80 || i == JLY_NAME_SHORT)
        return FALSE;
      if (!g_ascii_isspace (name[i]))
        folded[n++] = g_ascii_isupper (name[i]) ? (char)(name[i] + 32) : name[i];
      else if (n > 0 && folded[n - 1] != ' ')
        folded[n++] = ' ';
    }
  if (n > 0 && folded[n - 1] == ' ')
    n--;
  folded[n] = '\0';
  return TRUE;
}

/* GLib folds the small letters of Cherokee to capitals and the capitals to small ones: one way is
 * enough. */
static gunichar
fold_cherokee (gunichar c)
{
  if (c >= 0xab70 && c <= 0xabbf)
    return c - 0xab70 + 0x13a0;
  return c >= 0x13f8 && c <= 0x13fd ? c - 8 : c;
}

/* Folded again, it stays what it is: folding may leave letters that normalization would join. */
static char *
fold_any (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : "", -1);
  g_autofree char *again = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
  GString *clean = g_string_new (NULL);

  for (const char *at = again; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = fold_cherokee (g_utf8_get_char (at));

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

/* Most names are short and ASCII, and then it takes a tenth of the time. */
char *
jly_name_fold (const char *name)
{
  char folded[JLY_NAME_SHORT + 1];

  return jly_name_fold_short (name, folded) ? g_strdup (folded) : fold_any (name);
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

static gboolean
find_multiple (const char *word, guint *exponent, const char **currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (multiples); i++)
    if (g_str_equal (word, multiples[i].word))
      {
        *exponent = multiples[i].exponent;
        *currency = multiples[i].currency;
        return TRUE;
      }
  return FALSE;
}

gboolean
jly_words_find_multiple (const char *folded, guint *exponent, const char **currency)
{
  g_auto (GStrv) parts = g_strsplit_set (folded, " /,;:.", -1);

  if (find_multiple (folded, exponent, currency))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (find_multiple (parts[i], exponent, currency))
      {
        if (*currency == NULL)
          *currency = jly_currency_find_among (folded);
        return TRUE;
      }
  return FALSE;
}

gboolean
jly_words_multiply (const char *folded)
{
  const char *currency;
  guint exponent;

  return jly_words_find_multiple (folded, &exponent, &currency);
}

gboolean
jly_words_are_yes_no (const char *cell, gboolean *is_yes)
{
  g_autofree char *folded = NULL;

  if (strlen (cell) > YES_NO_BYTES)
    return FALSE;
  folded = jly_name_fold (cell);
  *is_yes = is_in (folded, yes, G_N_ELEMENTS (yes));
  return *is_yes || is_in (folded, no, G_N_ELEMENTS (no));
}
