/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, folded. Data: a word more is a word more in its row. A word stands in one row only;
 * the first of a row is the one that stands for it. */
#include "config.h"

#include "table/jly-synonyms.h"

static const char *const rows[] = {
  "turnover|revenue|revenues|sales|umsatz|umsätze|umsatzerlöse|jahresumsatz|erlös|erlöse|käive|"
  "müügitulu|liikevaihto|omsättning|omsætning|obrót|przychód|przychody|ca|tulu",
  "cost|costs|expense|expenses|spending|kosten|aufwand|aufwendungen|ausgaben|kulu|kulud|coût|coûts|"
  "koszt|koszty|selbstkosten|kulut",
  "profit|earnings|gewinn|ergebnis|ebit|kasum|zysk|bénéfice|voitto|jahresüberschuss",
  "price|prices|preis|preise|hind|hinnad|prix|cena|hinta|pris|einzelpreis|stückpreis",
  "amount|quantity|qty|menge|mengen|anzahl|kogus|quantité|ilość|määrä|antal|number of|volume",
  "total|sum|overall|gesamt|summe|insgesamt|kokku|ensemble|razem|yhteensä|gesamtbetrag",
  "part|share|portion|anteil|teil|osa|osakaal|davon|udział|osuus",
  "salary|wage|wages|pay|gehalt|gehälter|lohn|löhne|entgelt|bruttolohn|bruttogehalt|palk|salaire|"
  "płaca|palkka|lön|løn|vergütung|earning",
  "bonus|premium|prämie|zulage|lisatasu|prime|premia|boni",
  "staff|employees|employee|headcount|personnel|workers|mitarbeiter|mitarbeitende|beschäftigte|"
  "personal|töötajad|töötajaid|effectif|pracownicy|henkilöstö|anställda|ansatte|fte",
  "hours|hour|stunden|stunde|arbeitsstunden|tunnid|heures|godziny|tunnit|timer|timmar",
  "date|day|datum|tag|kuupäev|päev|jour|data|päivä|dato|stichtag",
  "birthday|birthdate|geburtsdatum|geburtstag|sünniaeg|sünnikuupäev|naissance",
  "start|begin|begins|from|beginn|von|ab|algus|début|eintritt|admission|aufnahme",
  "end|ends|until|till|ende|bis|lõpp|fin|austritt|discharge|entlassung",
  "year|jahr|aasta|année|rok|vuosi|år|geschäftsjahr|berichtsjahr",
  "month|monat|kuu|mois|miesiąc|kuukausi|måned|månad",
  "previous|last|prior|vorjahr|vorjahres|vorherige|eelmine|précédent|poprzedni|letztes|letzter|vj",
  "customer|customers|client|clients|kunde|kunden|klient|kliendid|asiakas|debitor",
  "supplier|suppliers|vendor|lieferant|lieferanten|kreditor|tarnija|fournisseur|dostawca",
  "company|firm|business|organisation|organization|firma|unternehmen|betrieb|ettevõte|entreprise|"
  "yritys|gesellschaft",
  "code|key|number|nr|no|id|identifier|kood|tunnus|kennung|nummer|schlüssel|numéro|numer|numero|"
  "kennziffer|ref|reference",
  "register|registry|handelsregister|registri|registernummer|registrikood|regcode",
  "sector|industry|branch|trade|branche|wirtschaftszweig|sektor|tegevusala|secteur|toimiala|nace|"
  "gewerk",
  "category|class|group|type|kategorie|klasse|gruppe|art|typ|kategooria|liik|catégorie|luokka",
  "region|area|gebiet|bezirk|land|maakond|piirkond|région|alue|bundesland|county|district",
  "city|town|place|ort|stadt|linn|ville|miasto|kaupunki|gemeinde",
  "country|staat|riik|pays|kraj|maa",
  "name|title|bezeichnung|benennung|nimi|nimetus|nom|nazwa|namn",
  "description|text|beschreibung|kirjeldus|opis|kuvaus|leistung",
  "unit|einheit|ühik|unité|jednostka|yksikkö|me",
  "product|article|item|produkt|artikel|toode|tuote|position",
  "energy|electricity|power|consumption|strom|energie|verbrauch|elekter|tarbimine|énergie|sähkö",
  "emissions|emission|co2|co2e|heitkogus|émissions|päästöt|thg",
  "score|grade|mark|note|noten|hinne|punkte|points|arvosana",
  "age|alter|vanus|âge|wiek|ikä",
  "sex|gender|geschlecht|sugu|sexe|płeć|sukupuoli",
  "audited|checked|geprüft|auditeeritud|tarkastettu",
  "tax|vat|steuer|mwst|ust|käibemaks|taxe|vero",
  "balance|saldo|kontostand|jääk|solde",
  "debt|loan|credit|kredit|darlehen|schulden|laen|võlg|dette|laina|verbindlichkeiten",
  "limit|line|ceiling|grenze|obergrenze|limiit|rahmen|kreditlinie",
  "free|available|frei|verfügbar|vaba|disponible|vapaa",
  "smallest|minimum|min|lowest|least|kleinste|kleinster|mindest|niedrigste|vähim|minimal",
  "largest|maximum|max|highest|most|größte|größter|höchst|höchste|suurim|maximal",
  "diagnosis|diagnose|diagnoos|icd|icd10|diagnostic",
  "treatment|therapy|behandlung|therapie|ravi|traitement",
  "patient|patients|patsient|pacjent|potilas",
};

static const char *const empty[] = { "the", "of",  "a",   "an",  "in",  "per", "for",  "and",
                                     "to",  "by",  "our", "my",  "der", "die", "das",  "des",
                                     "dem", "den", "für", "je",  "pro", "und", "im",   "zu",
                                     "zum", "ja",  "de",  "la",  "le",  "les", "du",   "et",
                                     "par", "w",   "i",   "own", "eur", "net", "netto" };

/* Each word -> the one that stands for it; made once, for both are static. */
static GHashTable *
get_words (void)
{
  static gsize is_made;
  static GHashTable *words;

  if (g_once_init_enter (&is_made))
    {
      words = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          /* Never freed: the table lives as long as the program. */
          char **list = g_strsplit (rows[i], "|", -1);

          for (guint k = 0; list[k] != NULL; k++)
            g_hash_table_insert (words, list[k], list[0]);
          g_free (list);
        }
      g_once_init_leave (&is_made, 1);
    }
  return words;
}

const char *
jly_synonym_find (const char *folded)
{
  const char *found = g_hash_table_lookup (get_words (), folded);

  return found != NULL ? found : folded;
}

static gboolean
is_year (const char *folded)
{
  return (g_str_has_prefix (folded, "19") || g_str_has_prefix (folded, "20"))
         && g_ascii_isdigit (folded[2]) && g_ascii_isdigit (folded[3]) && folded[4] == '\0';
}

gboolean
jly_synonym_is_empty (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    if (g_str_equal (empty[i], folded))
      return TRUE;
  return folded[0] == '\0' || is_year (folded);
}
