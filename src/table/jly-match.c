/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-match.h. Each pair of columns gets a score; the best pairs are taken first, and a pair
 * that has an equal is left to the person. */
#include "config.h"

#include "table/jly-match.h"

#include "table/jly-names.h"
#include "table/jly-synonyms.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCORE_NAME 100
#define SCORE_SYNONYM 85
#define SCORE_SIMILAR 55 /* plus up to 25 for the words in common */
#define SCORE_KIND 40
#define SCORE_OF_HAND 100
#define MISFIT 30 /* less, if the cells cannot be of the study's kind */
#define PERIOD 10 /* more or less, if the name has a year */

typedef struct
{
  JlySheet *sheet;
  JlyColumn *const *readings;
  const JlyRules *rules;
  guint n_rules, n_sheet;
  char ***words;  /* of each column of the sheet */
  char **folded;  /* of each column of the sheet */
  guint8 *scores; /* n_rules x n_sheet; 0: no pair, or one that is settled */
  GPtrArray *matches;
} Matcher;

gboolean
jly_match_fits (JlyColumnType type, JlyValueKind kind)
{
  switch (type)
    {
    case JLY_COLUMN_EMPTY:
      return TRUE;
    case JLY_COLUMN_WHOLE:
      return kind == JLY_VALUE_NUMBER || kind == JLY_VALUE_KEY || kind == JLY_VALUE_TEXT;
    case JLY_COLUMN_DECIMAL:
    case JLY_COLUMN_MONEY:
    case JLY_COLUMN_PERCENTAGE:
      return kind == JLY_VALUE_NUMBER;
    case JLY_COLUMN_DATE:
      return kind == JLY_VALUE_DATE;
    case JLY_COLUMN_YES_NO:
      return kind == JLY_VALUE_YES_NO || kind == JLY_VALUE_TEXT;
    case JLY_COLUMN_CATEGORY:
    case JLY_COLUMN_KEY:
    case JLY_COLUMN_TEXT:
    default:
      return kind == JLY_VALUE_TEXT || kind == JLY_VALUE_KEY;
    }
}

/* A percentage is a number, but no amount of anything. */
static gboolean
fits_column (const Matcher *m, guint sheet_column, const JlyRuleColumn *column)
{
  const JlyColumnType type = m->readings[sheet_column]->type;
  const gboolean is_percent = column->unit != NULL && jly_words_are_percent (column->unit);

  return jly_match_fits (type, column->kind) && (type != JLY_COLUMN_PERCENTAGE || is_percent)
         && (type != JLY_COLUMN_MONEY || column->currency != NULL);
}

char **
jly_match_dup_words (const char *name)
{
  g_autofree char *folded = jly_header_fold (name);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (!jly_synonym_is_empty (parts[i]))
      g_strv_builder_add (words, jly_synonym_find (parts[i]));
  return g_strv_builder_end (words);
}

static guint
count_common (char *const *a, char *const *b)
{
  guint n = 0;

  for (guint i = 0; a[i] != NULL; i++)
    n += g_strv_contains ((const char *const *)b, a[i]);
  return n;
}

/* Of 25: 25 if all words are the same, 0 if less than half of them are. */
static guint
compare_words (char *const *a, char *const *b)
{
  const guint n = g_strv_length ((char **)a) + g_strv_length ((char **)b);
  const guint common = 2 * MIN (count_common (a, b), count_common (b, a));

  return n > 0 && common * 2 >= n ? 1 + 24 * common / n : 0;
}

static guint
score_name (const Matcher *m, guint sheet_column, const char *name, guint score)
{
  g_autofree char *folded = jly_header_fold (name);
  g_auto (GStrv) words = jly_match_dup_words (name);
  const guint similar = compare_words (words, m->words[sheet_column]);

  if (folded[0] != '\0' && g_str_equal (folded, m->folded[sheet_column]))
    return score;
  if (similar == 25)
    return SCORE_SYNONYM;
  return similar > 0 ? SCORE_SIMILAR + similar : 0;
}

/* "Turnover 2024" is not the turnover of 2025, and "Turnover 2025" is more than "Turnover". */
static int
score_period (const Matcher *m, guint sheet_column, const JlyRuleColumn *column)
{
  const char *header = jly_sheet_get_header (m->sheet, sheet_column);
  g_autofree char *folded = jly_name_fold (header);
  g_auto (GStrv) parts = g_strsplit_set (folded, " _-./()", -1);
  int score = 0;

  if (column->period == NULL)
    return 0;
  if (strstr (folded, column->period) != NULL)
    return PERIOD;
  for (guint i = 0; parts[i] != NULL; i++)
    if (strlen (parts[i]) == 4 && jly_synonym_is_empty (parts[i]) && g_ascii_isdigit (parts[i][0]))
      score = -PERIOD;
  return score;
}

/* By the names alone. */
static guint
score_names (const Matcher *m, guint k, guint sheet_column)
{
  const JlyRuleColumn *column = jly_rules_get_column (m->rules, k);
  g_auto (GStrv) names = g_strsplit (column->names != NULL ? column->names : "", "|", -1);
  guint best = MAX (score_name (m, sheet_column, column->title, SCORE_NAME),
                    score_name (m, sheet_column, column->id, SCORE_SYNONYM + 5));

  for (guint i = 0; names[i] != NULL; i++)
    best = MAX (best, score_name (m, sheet_column, names[i], SCORE_SYNONYM + 5));
  return best;
}

/* By its title or, where that is in the person's language, by what the study's file calls it. */
static gboolean
has_its_name (const Matcher *m, guint sheet_column, const JlyRuleColumn *column)
{
  return score_name (m, sheet_column, column->title, SCORE_NAME) == SCORE_NAME
         || score_name (m, sheet_column, column->id, SCORE_NAME) == SCORE_NAME;
}

static guint8
score_pair (const Matcher *m, guint k, guint sheet_column)
{
  const JlyRuleColumn *column = jly_rules_get_column (m->rules, k);
  int score = (int)score_names (m, k, sheet_column);

  if (score == 0)
    return 0;
  /* Of the very same name it is the column all the same: one word among its figures is a cell to
   * mend. */
  if (!fits_column (m, sheet_column, column) && !has_its_name (m, sheet_column, column))
    score -= MISFIT;
  return (guint8)CLAMP (score + score_period (m, sheet_column, column), 1, 120);
}

static char *
describe (JlySheet *sheet, const JlyRuleColumn *column, int sheet_column, JlyMatchReason reason)
{
  g_autofree char *header
      = sheet_column >= 0 ? jly_table_quote (jly_sheet_get_header (sheet, (guint)sheet_column))
                          : NULL;

  switch (reason)
    {
    case JLY_MATCH_UNSURE:
      return g_strdup_printf (_ ("Several columns could be “%s”: choose the right one."),
                              column->title);
    case JLY_MATCH_KIND:
      return g_strdup_printf (
          _ ("“%s” is the only column left that holds such a thing: is it the right one?"), header);
    case JLY_MATCH_SIMILAR:
      return g_strdup_printf (_ ("The name “%s” is similar: is it the right one?"), header);
    case JLY_MATCH_SYNONYM:
      return g_strdup_printf (_ ("The name “%s” means the same."), header);
    case JLY_MATCH_NAME:
      return g_strdup_printf (_ ("The name “%s” is the same."), header);
    case JLY_MATCH_PROFILE:
      return g_strdup_printf (_ ("“%s”, as last time."), header);
    case JLY_MATCH_HAND:
      return header != NULL ? g_strdup_printf (_ ("You chose “%s”."), header)
                            : g_strdup (_ ("You left it out."));
    case JLY_MATCH_NONE:
    default:
      return g_strdup_printf (_ ("No column of the file looks like “%s”: choose one."),
                              column->title);
    }
}

static guint
rate (JlyMatchReason reason)
{
  static const guint rates[] = { [JLY_MATCH_NONE] = 0,
                                 [JLY_MATCH_UNSURE] = 0,
                                 [JLY_MATCH_KIND] = SCORE_KIND,
                                 [JLY_MATCH_SIMILAR] = SCORE_SIMILAR,
                                 [JLY_MATCH_SYNONYM] = SCORE_SYNONYM,
                                 [JLY_MATCH_NAME] = SCORE_NAME,
                                 [JLY_MATCH_PROFILE] = SCORE_OF_HAND,
                                 [JLY_MATCH_HAND] = SCORE_OF_HAND };

  return rates[reason];
}

void
jly_match_set (JlyMatch *self,
               JlySheet *sheet,
               const JlyRuleColumn *column,
               int sheet_column,
               JlyMatchReason reason)
{
  self->sheet_column = sheet_column;
  self->reason = reason;
  self->confidence = rate (reason);
  g_free (self->words);
  self->words = describe (sheet, column, sheet_column, reason);
}

void
jly_match_free (JlyMatch *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self);
}

static guint8 *
get_score (const Matcher *m, guint k, guint sheet_column)
{
  return &m->scores[(gsize)k * m->n_sheet + sheet_column];
}

static void
settle (Matcher *m, guint k, int sheet_column, JlyMatchReason reason, guint score)
{
  JlyMatch *match = g_ptr_array_index (m->matches, k);

  jly_match_set (match, m->sheet, jly_rules_get_column (m->rules, k), sheet_column, reason);
  if (sheet_column >= 0)
    match->confidence = MIN (score, 100);
  for (guint i = 0; i < m->n_sheet; i++)
    *get_score (m, k, i) = 0;
  for (guint i = 0; sheet_column >= 0 && i < m->n_rules; i++)
    *get_score (m, i, (guint)sheet_column) = 0;
}

static JlyMatchReason
name_reason (const Matcher *m, guint k, guint sheet_column)
{
  const guint score = score_names (m, k, sheet_column);

  if (score == SCORE_NAME)
    return JLY_MATCH_NAME;
  return score >= SCORE_SYNONYM ? JLY_MATCH_SYNONYM : JLY_MATCH_SIMILAR;
}

/* Whether another pair of the same score claims either of the two. */
static gboolean
has_rival (const Matcher *m, guint k, guint sheet_column)
{
  const guint8 score = *get_score (m, k, sheet_column);

  for (guint i = 0; i < m->n_sheet; i++)
    if (i != sheet_column && *get_score (m, k, i) == score)
      return TRUE;
  for (guint i = 0; i < m->n_rules; i++)
    if (i != k && *get_score (m, i, sheet_column) == score)
      return TRUE;
  return FALSE;
}

/* Leaves the study's column, and those that claim the same column of the file alike, to the person.
 */
static void
leave_open (Matcher *m, guint k, guint sheet_column)
{
  const guint8 score = *get_score (m, k, sheet_column);

  for (guint i = 0; i < m->n_rules; i++)
    if (i != k && *get_score (m, i, sheet_column) == score)
      settle (m, i, -1, JLY_MATCH_UNSURE, 0);
  settle (m, k, -1, JLY_MATCH_UNSURE, 0);
}

/* FALSE if no pair is left. */
static gboolean
take_best (Matcher *m)
{
  guint best = 0, best_k = 0, best_column = 0;

  for (guint k = 0; k < m->n_rules; k++)
    for (guint i = 0; i < m->n_sheet; i++)
      if (*get_score (m, k, i) > best)
        {
          best = *get_score (m, k, i);
          best_k = k;
          best_column = i;
        }
  if (best == 0)
    return FALSE;
  if (has_rival (m, best_k, best_column))
    leave_open (m, best_k, best_column);
  else
    settle (m, best_k, (int)best_column, name_reason (m, best_k, best_column), best);
  return TRUE;
}

static gboolean
is_taken (const Matcher *m, guint sheet_column)
{
  for (guint k = 0; k < m->n_rules; k++)
    if (((JlyMatch *)g_ptr_array_index (m->matches, k))->sheet_column == (int)sheet_column)
      return TRUE;
  return FALSE;
}

/* The only column left for the only thing left: still a question, but a likely answer. Whole
 * numbers and texts could be anything, so that only kinds of their own count. */
static void
match_by_kind (Matcher *m, guint k)
{
  const JlyRuleColumn *column = jly_rules_get_column (m->rules, k);
  const JlyValueKind kind = column->kind;
  int found = -1;

  if (kind == JLY_VALUE_TEXT || column->is_optional)
    return;
  for (guint i = 0; i < m->n_rules; i++)
    if (i != k && jly_rules_get_column (m->rules, i)->kind == kind
        && ((JlyMatch *)g_ptr_array_index (m->matches, i))->sheet_column < 0)
      return;
  for (guint i = 0; i < m->n_sheet; i++)
    {
      const JlyColumnType type = m->readings[i]->type;

      if (is_taken (m, i) || type == JLY_COLUMN_EMPTY || !fits_column (m, i, column)
          || (kind == JLY_VALUE_KEY && type != JLY_COLUMN_KEY))
        continue;
      if (found >= 0)
        return;
      found = (int)i;
    }
  if (found >= 0)
    settle (m, k, found, JLY_MATCH_KIND, SCORE_KIND);
}

static void
prepare (Matcher *m)
{
  m->words = g_new0 (char **, m->n_sheet + 1);
  m->folded = g_new0 (char *, m->n_sheet + 1);
  m->scores = g_new0 (guint8, (gsize)m->n_rules * m->n_sheet + 1);
  m->matches = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_match_free);
  for (guint i = 0; i < m->n_sheet; i++)
    {
      m->words[i] = jly_match_dup_words (jly_sheet_get_header (m->sheet, i));
      m->folded[i] = jly_header_fold (jly_sheet_get_header (m->sheet, i));
    }
  for (guint k = 0; k < m->n_rules; k++)
    {
      JlyMatch *match = g_new0 (JlyMatch, 1);

      jly_match_set (match, m->sheet, jly_rules_get_column (m->rules, k), -1, JLY_MATCH_NONE);
      g_ptr_array_add (m->matches, match);
      for (guint i = 0; i < m->n_sheet; i++)
        *get_score (m, k, i) = score_pair (m, k, i);
    }
}

GPtrArray *
jly_match_propose (JlySheet *sheet, JlyColumn *const *readings, const JlyRules *rules)
{
  Matcher m = { .sheet = sheet,
                .readings = readings,
                .rules = rules,
                .n_rules = rules->columns->len,
                .n_sheet = jly_sheet_get_n_columns (sheet) };

  prepare (&m);
  while (take_best (&m))
    continue;
  for (guint k = 0; k < m.n_rules; k++)
    {
      const JlyMatch *match = g_ptr_array_index (m.matches, k);

      if (match->reason == JLY_MATCH_NONE)
        match_by_kind (&m, k);
    }
  for (guint i = 0; i < m.n_sheet; i++)
    g_strfreev (m.words[i]);
  g_free (m.words);
  g_strfreev (m.folded);
  g_free (m.scores);
  return m.matches;
}
