/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-question-sentence.h. Each analysis has a sentence of its own, and clauses follow: a
 * question that is not known here is said by its title and settings. */
#include "config.h"

#include "study/jly-question-sentence.h"

#include "analysis/jly-filter.h"
#include "base/jly-plain.h"
#include "study/jly-agreed.h"
#include "study/jly-question-words.h"
#include "study/jly-statement.h"
#include "study/jly-study-inputs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the sentence is made from: the question, and what its columns are called. */
typedef struct
{
  const JlyStudyQuestion *question;
  const JlyContract *contract; /* one of the two */
  const JlyStudy *study;
} Asked;

/* %1$s is the first setting named, %2$s the second. */
static const struct
{
  const char *analysis;
  const char *format;
  const char *settings[2];
} sentences[] = {
  { "count", N_ ("The number of rows"), { NULL, NULL } },
  { "missing", N_ ("The number of rows without %1$s"), { "column", NULL } },
  { "sum", N_ ("The sum of %1$s"), { "column", NULL } },
  { "mean", N_ ("The mean of %1$s"), { "column", NULL } },
  { "weighted-mean", N_ ("The mean of %1$s, weighted by %2$s"), { "column", "weight" } },
  { "variance", N_ ("Mean and spread of %1$s"), { "column", NULL } },
  { "ratio", N_ ("The sum of %1$s divided by the sum of %2$s"), { "column", "of" } },
  { "growth", N_ ("The growth of %1$s since %2$s"), { "column", "from" } },
  { "share", N_ ("The share of each group in the sum of %1$s"), { "column", NULL } },
  { "histogram",
    N_ ("How many rows lie in which range of %1$s, divided at %2$s"),
    { "column", "edges" } },
  { "median", N_ ("The median of %1$s"), { "column", NULL } },
  { "quartiles", N_ ("The quartiles of %1$s"), { "column", NULL } },
  { "percentile",
    N_ ("The value of %1$s that %2$s percent of the rows do not exceed"),
    { "column", "percent" } },
  { "own-position",
    N_ ("To each party alone: in which quarter it stands by %1$s"),
    { "column", NULL } },
  { "threshold", N_ ("Whether the sum of %1$s is at least %2$s"), { "column", "at-least" } },
  { "richer", N_ ("Which of the two has the larger sum of %1$s"), { "column", NULL } },
  { "largest", N_ ("Who has the largest sum of %1$s"), { "column", NULL } },
  { "joint-bid",
    N_ ("Whether all requirements can be met together, and at which price"),
    { NULL, NULL } },
};

static const char *
get_setting (const JlyStudyQuestion *question, const char *name)
{
  for (guint i = 0; name != NULL && i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];

      if (strcmp (parameter->name, name) == 0)
        return parameter->value;
    }
  return NULL;
}

static const char *
find_title (const Asked *asked, const char *id)
{
  gint column = asked->contract != NULL ? jly_contract_find_column (asked->contract, id) : -1;

  if (column >= 0)
    return ((const JlyContractColumn *)asked->contract->columns->pdata[column])->title;
  for (guint i = 0; asked->study != NULL && i < asked->study->columns->len; i++)
    {
      const JlyStudyColumn *one = asked->study->columns->pdata[i];

      if (strcmp (one->id, id) == 0)
        return one->title;
    }
  return id;
}

static gboolean
is_columns (const char *analysis, const char *name)
{
  const JlyAnalysis *found = jly_analysis_find (analysis);

  for (gsize i = 0; found != NULL && i < found->n_parameters; i++)
    if (strcmp (found->parameters[i].name, name) == 0)
      return found->parameters[i].use != 0 && found->parameters[i].kind != JLY_PARAMETER_FILTER;
  return FALSE;
}

/* A setting's value by the names of its columns; as it stands if it names none. */
static char *
say_value (const Asked *asked, const char *name)
{
  const char *value = get_setting (asked->question, name);
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  if (value == NULL)
    return g_strdup ("–");
  if (!is_columns (asked->question->analysis, name))
    return jly_plain_line (value);
  ids = g_strsplit (value, ",", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *title = jly_plain_line (find_title (asked, g_strstrip (ids[i])));

      /* Or "the sum of What you have" reads as if something were missing. */
      g_ptr_array_add (titles, g_strdup_printf (_ ("“%s”"), title));
    }
  return jly_words_list ((const char *const *)titles->pdata, titles->len);
}

/* Puts the values into the places of the format; what a value holds is no place. */
static char *
fill (const char *format, const char *first, const char *second)
{
  GString *text = g_string_new (NULL);

  for (const char *at = format; *at != '\0';)
    {
      gboolean is_first = g_str_has_prefix (at, "%1$s");

      if (is_first || g_str_has_prefix (at, "%2$s"))
        {
          g_string_append (text, is_first ? first : second);
          at += strlen ("%1$s");
        }
      else
        g_string_append_c (text, *at++);
    }
  return g_string_free (text, FALSE);
}

static char *
say_what (const Asked *asked)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      if (strcmp (sentences[i].analysis, asked->question->analysis) != 0)
        continue;
      first = sentences[i].settings[0] != NULL ? say_value (asked, sentences[i].settings[0])
                                               : g_strdup ("");
      second = sentences[i].settings[1] != NULL ? say_value (asked, sentences[i].settings[1])
                                                : g_strdup ("");
      return fill (_ (sentences[i].format), first, second);
    }
  return g_strdup (jly_question_words_title (asked->question->analysis));
}

/* Adds a clause; takes the sentence. */
static char *
add_groups (const Asked *asked, char *sentence)
{
  g_autofree char *before = sentence;
  g_autofree char *by = NULL;
  g_autofree char *by_2 = NULL;

  if (get_setting (asked->question, "by") == NULL)
    return g_steal_pointer (&before);
  by = say_value (asked, "by");
  if (get_setting (asked->question, "by-2") == NULL)
    /* Translators: "The sum of Turnover, by Sector". */
    return g_strdup_printf (_ ("%s, by %s"), before, by);
  by_2 = say_value (asked, "by-2");
  return g_strdup_printf (_ ("%s, by %s and %s"), before, by, by_2);
}

static const char *
say_comparison (const char *comparison)
{
  static const struct
  {
    const char *sign, *words;
  } words[] = {
    { "<", N_ ("is less than") }, { "<=", N_ ("is at most") },  { "=", N_ ("is") },
    { "<>", N_ ("is not") },      { ">=", N_ ("is at least") }, { ">", N_ ("is more than") },
  };

  for (gsize i = 0; comparison != NULL && i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].sign, comparison) == 0)
      return _ (words[i].words);
  return comparison != NULL ? comparison : "";
}

static char *
add_condition (const Asked *asked, char *sentence)
{
  g_autofree char *before = sentence;
  g_autofree char *column = NULL;
  g_autofree char *value = NULL;

  if (get_setting (asked->question, "where") == NULL)
    return g_steal_pointer (&before);
  column = say_value (asked, "where");
  value = say_value (asked, "value");
  /* Translators: a sentence, a column, "is at least", a value. */
  return g_strdup_printf (_ ("%s, only rows where %s %s %s"), before, column,
                          say_comparison (get_setting (asked->question, "is")), value);
}

/* A filter by the titles of its columns; one that cannot be read stands as it was written. */
static char *
say_filter (const Asked *asked, const char *text)
{
  g_autoptr (JlyStudy) table
      = asked->contract != NULL ? jly_agreed_table_new (asked->contract) : NULL;
  const JlyStudy *study = table != NULL ? table : asked->study;
  g_autofree JlyInputColumn *columns = jly_study_make_columns (study);
  const JlyInputs inputs = { .columns = columns, .n_columns = study->columns->len };
  g_autoptr (JlyFilter) filter = jly_filter_parse (&inputs, text, NULL);
  g_autofree char *said = filter != NULL ? jly_filter_say (filter, &inputs) : NULL;

  return jly_plain_line (said != NULL ? said : text);
}

static char *
add_filter (const Asked *asked, char *sentence)
{
  g_autofree char *before = sentence;
  g_autofree char *filter = NULL;

  if (get_setting (asked->question, "filter") == NULL)
    return g_steal_pointer (&before);
  filter = say_filter (asked, get_setting (asked->question, "filter"));
  return g_strdup_printf (_ ("%s, only rows where %s"), before, filter);
}

/* Whether a clause or the analysis' own sentence says the setting. */
static gboolean
is_said (const char *analysis, const char *name)
{
  static const char *const clauses[] = { "by", "by-2", "where", "is", "value", "filter", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (sentences[i].analysis, analysis) == 0
        && (g_strcmp0 (sentences[i].settings[0], name) == 0
            || g_strcmp0 (sentences[i].settings[1], name) == 0))
      return TRUE;
  return g_strv_contains (clauses, name);
}

/* What no sentence says is said by its title: nothing that is signed goes unsaid. */
static char *
add_rest (const Asked *asked, char *sentence)
{
  const JlyStudyQuestion *question = asked->question;
  GString *text = g_string_new (sentence);

  g_free (sentence);
  for (guint i = 0; i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];
      g_autofree char *value = NULL;

      if (is_said (question->analysis, parameter->name))
        continue;
      value = say_value (asked, parameter->name);
      /* Translators: what follows a question: a setting's name and value. */
      g_string_append_printf (text, _ ("; %s: %s"),
                              jly_question_words_setting (question->analysis, parameter->name),
                              value);
    }
  return g_string_free (text, FALSE);
}

static char *
say (const Asked *asked)
{
  char *clauses = add_filter (asked, add_condition (asked, add_groups (asked, say_what (asked))));

  return add_rest (asked, clauses);
}

char *
jly_question_sentence_new (const JlyContract *contract, const JlyStudyQuestion *question)
{
  const Asked asked = { .question = question, .contract = contract };

  return say (&asked);
}

char *
jly_question_sentence_new_for_study (const JlyStudy *study, const JlyStudyQuestion *question)
{
  const Asked asked = { .question = question, .study = study };

  return say (&asked);
}

char *
jly_question_sentence_name_parties (const JlyContract *contract, JlyPartySet parties)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < contract->parties->len; i++)
    if ((parties >> i & 1) != 0)
      g_ptr_array_add (
          names, jly_plain_line (((const JlyContractParty *)contract->parties->pdata[i])->name));
  if (names->len == 0)
    return g_strdup (_ ("nobody"));
  if (names->len == contract->parties->len && names->len > 3)
    return g_strdup_printf (_ ("all %u parties"), names->len);
  return jly_words_list ((const char *const *)names->pdata, names->len);
}

char *
jly_question_sentence_say_asked (const JlyContract *contract,
                                 const GPtrArray *questions,
                                 JlyPartySet recipients)
{
  g_autofree char *to = jly_question_sentence_name_parties (contract, recipients);
  g_autofree char *what = NULL;

  if (questions->len != 1)
    /* Translators: how many questions are asked, and who learns the answers. */
    return g_strdup_printf (
        ngettext ("%u question, to %s.", "%u questions, to %s.", questions->len), questions->len,
        to);
  what = jly_question_sentence_new (contract, questions->pdata[0]);
  /* Translators: what is asked, and who learns it: "The sum of Turnover, to all 5 parties." */
  return g_strdup_printf (_ ("%s, to %s."), what, to);
}
