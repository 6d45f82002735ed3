/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-leakage.h. */
#include "config.h"

#include "study/jly-leakage.h"

#include "study/jly-question-sentence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PLAIN JLY_TONE_PLAIN
#define WARN JLY_TONE_WARN

/* What a study's openings are called, where an analysis brings out more than one thing. */
static const struct
{
  const char *output, *words;
} output_words[] = {
  { "shown", N_ ("which of its figures are hidden, since too few are behind them") },
  { "sum", N_ ("the sum") },
  { "of-sum", N_ ("the sum that it is divided by") },
  { "from-sum", N_ ("the sum of the earlier period") },
  { "weighted-sum", N_ ("the weighted sum") },
  { "weights", N_ ("the sum of the weights") },
  { "count", N_ ("the number of rows") },
  { "squares", N_ ("the sum of the squares") },
  { "products", N_ ("the sum of the products") },
  { "rank-sum", N_ ("the sum of the ranks") },
  { "rank-squares", N_ ("the sum of the squares of the ranks") },
  { "rank-products", N_ ("the sum of the products of the ranks") },
  { "different", N_ ("how many differ") },
  { "quarter", N_ ("its own quarter") },
  { "above-median", N_ ("whether it is above the median itself") },
  { "met", N_ ("whether it is met, and nothing more of the amount") },
  { "price", N_ ("the price") },
  { "part", N_ ("its own part of the work") },
};

/* Conditions as the plan has them, for the translators. */
static const char *const conditions[] G_GNUC_UNUSED = { N_ ("only if every requirement is met") };

char *
jly_leakage_name_question (const JlyStudy *study, guint question)
{
  return jly_question_sentence_new_for_study (study, study->questions->pdata[question]);
}

/* Which output of which question an opening is; row is -1 for one that is not per row. */
typedef struct
{
  guint question, output;
  int row;
} Place;

static gboolean
is_named (const JlyStudy *study, const Place *place, const char *what)
{
  g_autofree char *name = jly_study_name_output (study, place->question, place->output, place->row);

  return strcmp (name, what) == 0;
}

static gboolean
find_place (const JlyStudy *study, const char *what, Place *place)
{
  for (place->question = 0; place->question < study->questions->len; place->question++)
    {
      const JlyStudyQuestion *asked = study->questions->pdata[place->question];
      const JlyAnalysis *analysis = jly_analysis_find (asked->analysis);

      for (place->output = 0; place->output < analysis->n_outputs; place->output++)
        for (place->row = -1; place->row < (int)study->rows->len; place->row++)
          if (is_named (study, place, what))
            return TRUE;
    }
  return FALSE;
}

static const char *
get_output_words (const JlyAnalysisOutput *output)
{
  for (guint i = 0; i < G_N_ELEMENTS (output_words); i++)
    if (strcmp (output_words[i].output, output->id) == 0)
      return _ (output_words[i].words);
  return output->id;
}

/* Outputs that are not only there to say what is shown. */
static guint
count_answers (const JlyAnalysis *analysis)
{
  guint n = 0;

  for (gsize i = 0; i < analysis->n_outputs; i++)
    n += !analysis->outputs[i].is_internal;
  return n;
}

/* The opening as a line under who learns it. */
static char *
describe_opening (const JlyStudy *study, const JlyOpening *opening)
{
  Place place;
  const JlyStudyQuestion *asked;
  const JlyAnalysis *analysis;
  const JlyAnalysisOutput *output;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (strcmp (opening->what, JLY_PLAN_REJECTED) == 0)
    return g_strdup (_ ("Of its own rows, how many break the agreed limits and count for nothing"));
  if (!find_place (study, opening->what, &place))
    return g_strdup (opening->what);
  asked = study->questions->pdata[place.question];
  analysis = jly_analysis_find (asked->analysis);
  output = &analysis->outputs[place.output];
  title = jly_leakage_name_question (study, place.question);
  if (count_answers (analysis) == 1 && !output->is_internal && place.row < 0)
    return g_steal_pointer (&title);
  words = g_strdup_printf (_ ("%s: %s"), title, get_output_words (output));
  if (place.row < 0)
    return g_steal_pointer (&words);
  return g_strdup_printf (_ ("Of “%s”, %s"),
                          ((const JlyStudyRow *)study->rows->pdata[place.row])->name,
                          get_output_words (output));
}

static void
add_opening (JlyStatement *words, const JlyStudy *study, const JlyOpening *opening)
{
  g_autofree char *text = describe_opening (study, opening);

  if (opening->condition != NULL)
    jly_statement_add (words, PLAIN, opening->what, C_ ("what, on which condition", "%1$s; %2$s."),
                       text, _ (opening->condition), NULL);
  else
    jly_statement_add (words, PLAIN, opening->what, "%1$s.", text, NULL);
}

static gboolean
is_same (const JlyOpening *a, const JlyOpening *b)
{
  return strcmp (a->what, b->what) == 0 && g_strcmp0 (a->condition, b->condition) == 0
         && a->is_each == b->is_each;
}

/* The next opening to the same party as that at index from, after it; the number of openings if
 * there is none. */
static guint
find_next (const JlyPlan *plan, const char *to, guint from)
{
  while (from < plan->openings->len
         && strcmp (((const JlyOpening *)plan->openings->pdata[from])->to, to) != 0)
    from++;
  return from;
}

/* Whether two learn exactly the same things, each of its own: they are then said once. */
static gboolean
learn_alike (const JlyPlan *plan, const char *a, const char *b)
{
  guint i = find_next (plan, a, 0);
  guint k = find_next (plan, b, 0);

  while (i < plan->openings->len && k < plan->openings->len
         && is_same (plan->openings->pdata[i], plan->openings->pdata[k]))
    {
      i = find_next (plan, a, i + 1);
      k = find_next (plan, b, k + 1);
    }
  return i == plan->openings->len && k == plan->openings->len;
}

static const char *
get_to (const JlyPlan *plan, guint index)
{
  return ((const JlyOpening *)plan->openings->pdata[index])->to;
}

/* Whether somebody who learns the same, or this one, stands before. */
static gboolean
is_said (const JlyPlan *plan, guint index)
{
  for (guint i = 0; i < index; i++)
    if (learn_alike (plan, get_to (plan, i), get_to (plan, index)))
      return TRUE;
  return FALSE;
}

/* Everybody from index on who learns the same: char*, borrowed. */
static GPtrArray *
list_alike (const JlyPlan *plan, guint index)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = index; i < plan->openings->len; i++)
    if (find_next (plan, get_to (plan, i), 0) == i
        && learn_alike (plan, get_to (plan, index), get_to (plan, i)))
      g_ptr_array_add (names, (char *)get_to (plan, i));
  return names;
}

char *
jly_leakage_name_recipients (const JlyStudy *study)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < study->recipients->len; i++)
    g_ptr_array_add (names, ((const JlyParty *)study->recipients->pdata[i])->name);
  return jly_words_list ((const char *const *)names->pdata, names->len);
}

static char *
name_learner (const JlyStudy *study, const JlyPlan *plan, guint index)
{
  g_autoptr (GPtrArray) names = list_alike (plan, index);
  const JlyOpening *opening = plan->openings->pdata[index];
  const char *to = opening->to;
  g_autofree char *list = NULL;

  if (strcmp (to, JLY_STUDY_EVERYONE) == 0)
    return g_strdup (_ ("Learned by everyone, the computing parties among them"));
  if (strcmp (to, JLY_STUDY_ALL_PROVIDERS) == 0)
    return g_strdup (_ ("Learned by all who bring figures"));
  if (strcmp (to, JLY_STUDY_RECIPIENTS) == 0)
    {
      list = jly_leakage_name_recipients (study);
      return g_strdup_printf (_ ("Learned by %s, and nobody else"), list);
    }
  if (names->len == 1)
    return g_strdup_printf (_ ("Learned by %s alone"), to);
  list = jly_words_list ((const char *const *)names->pdata, names->len);
  if (opening->is_each)
    return g_strdup_printf (_ ("Learned by each of %s, of itself alone"), list);
  return g_strdup_printf (_ ("Learned by %s, and nobody else"), list);
}

static void
add_learned (JlyStatement *words, const JlyStudy *study, const JlyPlan *plan)
{
  for (guint i = 0; i < plan->openings->len; i++)
    {
      g_autofree char *title = NULL;

      if (is_said (plan, i))
        continue;
      title = name_learner (study, plan, i);
      jly_statement_begin (words, "learned", title);
      for (guint k = i; k < plan->openings->len; k = find_next (plan, get_to (plan, i), k + 1))
        add_opening (words, study, plan->openings->pdata[k]);
    }
}

static void
add_questions (JlyStatement *words, const JlyStudy *study)
{
  jly_statement_begin (words, "questions", _ ("What is computed"));
  for (guint i = 0; i < study->questions->len; i++)
    {
      g_autofree char *title = jly_leakage_name_question (study, i);

      jly_statement_add (words, PLAIN, "questions", "%1$s.", title, NULL);
    }
}

static void
add_nobody (JlyStatement *words, const JlyStudy *study)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < study->columns->len; i++)
    g_ptr_array_add (titles, ((const JlyStudyColumn *)study->columns->pdata[i])->title);
  list = jly_words_list ((const char *const *)titles->pdata, titles->len);
  jly_statement_begin (words, "nobody", _ ("Learned by nobody"));
  jly_statement_add (words, PLAIN, "columns", _ ("The figures themselves: %1$s of any party."),
                     list, NULL);
  jly_statement_add (words, PLAIN, "questions",
                     _ ("Any number that arises on the way to a result and is not listed above."),
                     NULL);
}

/* Under a contract only the computing parties know who brought how many rows. */
static void
add_rows (JlyStatement *words, const JlyStudy *study, const JlyPlan *plan)
{
  const JlyInputs *inputs = &plan->inputs->inputs;

  if (jly_study_is_agreed (study))
    {
      g_autofree char *most = g_strdup_printf ("%" G_GSIZE_FORMAT, inputs->most_rows);

      jly_statement_add (words, PLAIN, "rows",
                         _ ("They see how many rows each party brings, at most %1$s."), most, NULL);
      return;
    }
  for (guint i = 0; i < inputs->n_sources; i++)
    {
      const JlyParty *provider = study->providers->pdata[i];
      g_autofree char *n_rows = g_strdup_printf ("%" G_GSIZE_FORMAT, inputs->n_rows[i]);

      jly_statement_add (words, PLAIN, "rows",
                         ngettext ("They see that %1$s brings %2$s row.",
                                   "They see that %1$s brings %2$s rows.",
                                   (gulong)inputs->n_rows[i]),
                         provider->name, n_rows, NULL);
    }
}

static void
add_computing (JlyStatement *words, const JlyStudy *study, const JlyPlan *plan)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < study->miners->len; i++)
    g_ptr_array_add (names, ((const JlyParty *)study->miners->pdata[i])->name);
  list = jly_words_list ((const char *const *)names->pdata, names->len);
  jly_statement_begin (words, "computing", _ ("What the computing parties see"));
  jly_statement_add (words, PLAIN, "miners",
                     _ ("Each of %1$s sees pieces of the figures that alone tell it nothing, and "
                        "how long the computation takes."),
                     list, NULL);
  if (plan->inputs->inputs.needs != NULL)
    jly_statement_add (words, PLAIN, "rows", _ ("The rows are those of the table that all know."),
                       NULL);
  else
    add_rows (words, study, plan);
  if (jly_study_is_agreed (study) && study->limits.min_rows > 1)
    {
      g_autofree char *least = g_strdup_printf ("%u", study->limits.min_rows);

      jly_statement_add (
          words, PLAIN, "too-near",
          ngettext ("They learn whether the rows that two questions over the same "
                    "figures take differ by fewer than %1$s row; nothing is computed "
                    "then. Each question that was answered before adds to the cost.",
                    "They learn whether the rows that two questions over the same "
                    "figures take differ by fewer than %1$s rows; nothing is computed "
                    "then. Each question that was answered before adds to the cost.",
                    study->limits.min_rows),
          least, NULL);
    }
  jly_statement_add (words, WARN, "miners",
                     _ ("Any two of %1$s who work together in secret can find out everything: all "
                        "figures of all parties."),
                     list, NULL);
}

static void
add_cost (JlyStatement *words, const JlyPlan *plan)
{
  guint64 most = MAX (plan->bytes[0], MAX (plan->bytes[1], plan->bytes[2]));
  g_autofree char *bytes = g_format_size (most);
  g_autofree char *rounds = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->rounds);

  jly_statement_begin (words, "cost", _ ("What it costs"));
  jly_statement_add (words, PLAIN, "bytes", _ ("Each computing party sends at most about %1$s."),
                     bytes, NULL);
  jly_statement_add (words, PLAIN, "rounds",
                     ngettext ("The computing parties exchange messages %1$s time.",
                               "The computing parties exchange messages %1$s times, one after the "
                               "other.",
                               (gulong)plan->rounds),
                     rounds, NULL);
}

JlyStatement *
jly_leakage_new (const JlyStudy *study, const JlyPlan *plan)
{
  JlyStatement *words = jly_statement_new ();

  add_questions (words, study);
  add_learned (words, study, plan);
  add_nobody (words, study);
  add_computing (words, study, plan);
  add_cost (words, plan);
  return words;
}
