/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-addable.h. The lists are data, compared with the folded words of a name. */
#include "config.h"

#include "table/jly-addable.h"

#include "table/jly-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define YEAR_LEAST 1800
#define YEAR_MOST 2200

static const char *const percents[]
    = { "percent", "percentage", "prozent", "prozentsatz", "protsent", "osakaal", "share",
        "anteil",  "quote",      "quota",   "marge",       "margin",   NULL };
static const char *const per_unit[]
    = { "per",         "pro",       "rate",     "rates",      "price",        "prices",
        "hourly",      "tariff",    "tarif",    "prix",       "preis",        "hind",
        "stundensatz", "tagessatz", "zinssatz", "steuersatz", "einzelkosten", "stückkosten",
        "ühikukulu",   "tunnitasu", NULL };
static const char *const averages[]
    = { "average",      "avg",        "mean",        "median",  "index",  "ratio",
        "score",        "grade",      "rating",      "age",     "alter",  "vanus",
        "durchschnitt", "mittelwert", "keskmine",    "moyenne", "indeks", "verhältnis",
        "temperature",  "temperatur", "temperatuur", NULL };
static const char *const years[]
    = { "year",     "jahr",        "aasta", "année",   "vuosi",         "år",
        "founded",  "established", "since", "baujahr", "gründungsjahr", "sünniaasta",
        "asutatud", "geburtsjahr", NULL };
static const char *const codes[]
    = { "id",           "key",      "code",    "number", "nr",           "no",     "kood",
        "tunnus",       "iban",     "ean",     "vat",    "kennung",      "nummer", "isikukood",
        "registrikood", "postcode", "zip",     "plz",    "postleitzahl", "phone",  "telephone",
        "telefon",      "konto",    "account", NULL };
/* What is said to be a total is one, whatever else the name says: "total price". */
static const char *const totals[]
    = { "total", "sum", "gesamt", "summe", "kokku", "summa", "overall", NULL };

static gboolean
has_word (char **words, const char *const *list)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (list, words[i]))
      return TRUE;
  return FALSE;
}

/* "Einzelpreis", "ühikuhind"; but "Gesamtpreis" and "koguhind" are totals. */
static gboolean
is_joined_price (const char *word)
{
  return (g_str_has_suffix (word, "preis") || g_str_has_suffix (word, "hind"))
         && !g_str_has_prefix (word, "gesamt") && !g_str_has_prefix (word, "kogu");
}

/* "Unit cost" is for one, "Unit" alone is something else. */
static gboolean
is_of_one (char **words)
{
  static const char *const ones[] = { "unit", "each", "piece", "einheit", "ühik", NULL };
  static const char *const amounts[]
      = { "cost",    "costs",  "value", "kosten", "kulu", "wert", "coût",
          "revenue", "income", "erlös", "umsatz", "tulu", NULL };

  for (guint i = 0; words[i] != NULL; i++)
    if (is_joined_price (words[i]))
      return TRUE;
  return has_word (words, ones) && has_word (words, amounts);
}

static char **
split_words (const char *name)
{
  g_autofree char *folded = jly_header_fold (name);

  return g_strsplit (folded, " ", -1);
}

gboolean
jly_addable_is_code_name (const char *name)
{
  g_auto (GStrv) words = split_words (name);
  const guint n = g_strv_length (words);

  return n > 0 && g_strv_contains (codes, words[n - 1]);
}

JlyAddable
jly_addable_find (const char *name, const char *unit, gboolean is_money)
{
  g_auto (GStrv) words = split_words (name);

  if (unit != NULL && jly_words_are_percent (unit))
    return JLY_ADDS_NOT_PERCENT;
  if (unit != NULL && (is_money || strchr (unit, '/') != NULL))
    return JLY_ADDS_NOT_PER_UNIT;
  if (has_word (words, totals))
    return JLY_ADDS_UP;
  if (has_word (words, percents) && !is_money)
    return JLY_ADDS_NOT_PERCENT;
  if (has_word (words, per_unit) || is_of_one (words))
    return JLY_ADDS_NOT_PER_UNIT;
  if (has_word (words, averages))
    return JLY_ADDS_NOT_AVERAGE;
  return !is_money && jly_addable_is_code_name (name) ? JLY_ADDS_NOT_CODE : JLY_ADDS_UP;
}

JlyAddable
jly_addable_narrow (JlyAddable self, const char *name, gint64 least, gint64 most)
{
  g_auto (GStrv) words = split_words (name);

  return self == JLY_ADDS_UP && least >= YEAR_LEAST && most <= YEAR_MOST && has_word (words, years)
             ? JLY_ADDS_NOT_YEAR
             : self;
}

const char *
jly_addable_explain (JlyAddable self)
{
  switch (self)
    {
    case JLY_ADDS_NOT_ALIKE:
      return _ ("Amounts in different units are not added up.");
    case JLY_ADDS_NOT_PERCENT:
      return _ ("Percentages are not added up.");
    case JLY_ADDS_NOT_PER_UNIT:
      return _ ("Prices and costs for one of something are not added up.");
    case JLY_ADDS_NOT_AVERAGE:
      return _ ("Averages, ratios and the like are not added up.");
    case JLY_ADDS_NOT_YEAR:
      return _ ("Years are not added up.");
    case JLY_ADDS_NOT_CODE:
      return _ ("Codes are not added up.");
    case JLY_ADDS_UP:
    default:
      return "";
    }
}
