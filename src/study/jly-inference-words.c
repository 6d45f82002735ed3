/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inference.h. What is said of a finding, and what to do about it. */
#include "config.h"

#include "study/jly-governance-words.h"
#include "study/jly-inference-private.h"

#include <glib/gi18n-lib.h>

/* %1$s what the figures are called, %2$s and %3$s who, %4$s whose figure. */
typedef struct
{
  const char *name;
  const char *one;  /* a party alone, or nobody in particular */
  const char *two;  /* two together, or NULL */
  const char *next; /* or NULL */
} Line;

static const Line lines[JLY_N_INFERENCES] = {
  [JLY_INFERS_TOTAL]
  = { "total",
      N_ ("%2$s could work out exactly what %4$s brought to “%1$s”: the answer less its own "
          "figure."),
      N_ ("%2$s and %3$s, working together in secret, could work out exactly what %4$s brought to "
          "“%1$s”: the answer less their own figures."),
      N_ ("Let more parties bring figures, or ask whether the total reaches a bound.") },
  [JLY_INFERS_DIFFERENCE]
  = { "difference",
      N_ ("%2$s could work out what %4$s brought to “%1$s” by putting several answers together."),
      N_ ("%2$s and %3$s, working together in secret, could work out what %4$s brought to “%1$s” "
          "by putting several answers together."),
      N_ ("Leave one of the questions out, or ask both of the same parties.") },
  [JLY_INFERS_EXTREME]
  = { "extreme",
      N_ ("%2$s could often read off what %4$s brought to “%1$s”: if the answer is not its own "
          "figure, there is nobody else whose it could be."),
      N_ ("%2$s and %3$s, working together in secret, could often read off what %4$s brought to "
          "“%1$s”: if the answer is not a figure of theirs, there is nobody else whose it could "
          "be."),
      N_ ("Ask for a total or a middle value of more parties instead.") },
  [JLY_INFERS_BISECTION]
  = { "bisection",
      N_ ("With one bound after the other, %2$s could close in on what %4$s brought to “%1$s”."),
      N_ ("With one bound after the other, %2$s and %3$s together could close in on what %4$s "
          "brought to “%1$s”."),
      N_ ("Allow fewer questions, or agree on the bounds beforehand.") },
  [JLY_INFERS_EDGE]
  = { "edge",
      N_ ("If the answer is the least or the most there can be, %2$s knows what %4$s brought to "
          "“%1$s”; with so few possible values that is likely."),
      N_ ("If the answer is the least or the most there can be, %2$s and %3$s together know what "
          "%4$s brought to “%1$s”; with so few possible values that is likely."),
      N_ ("Let more parties bring figures.") },
  [JLY_INFERS_MIXED]
  = { "mixed",
      N_ ("The largest or smallest value of “%1$s”, together with another answer about it, can "
          "show "
          "the figure of one party."),
      NULL, N_ ("Ask for one of them only, or let more parties bring figures.") },
  [JLY_INFERS_FEW] = { "few", N_ ("Fewer parties than agreed bring figures to “%1$s”."), NULL,
                       N_ ("Wait for more of them, or agree on a smaller number.") },
  [JLY_INFERS_SMALL_GROUP]
  = { "small-group",
      N_ ("Only some rows of “%1$s” count, and if it is a single one, the answer is just that "
          "row: no least number of rows was agreed."),
      NULL, N_ ("Agree on a least number of rows for a group to be shown.") },
  [JLY_INFERS_LEFT_OUT]
  = { "left-out",
      N_ ("How many rows each party brings is known. So whoever learns how many rows count for "
          "“%1$s” also learns how many do not meet the condition."),
      NULL, N_ ("Ask without the condition, or only if that number may be known as well.") },
  [JLY_INFERS_DOMINANT]
  = { "dominant",
      N_ ("If one party is much larger than all others together, the total of “%1$s” nearly shows "
          "its figure: no greatest share was agreed."),
      NULL, N_ ("Agree on the share of a total that one party may have at most.") },
  [JLY_INFERS_RIVALS]
  = { "rivals",
      N_ ("Whoever learns who has most of “%1$s” learns on which side of the own total that one’s "
          "lies, and nothing closer."),
      NULL, NULL },
  [JLY_INFERS_JOINT_BID]
  = { "joint-bid",
      N_ ("From the price and its own part each party can work out what the others cost together; "
          "and two who work together in secret, what the third costs."),
      NULL, N_ ("Agree on this only if all three can live with it.") },
  [JLY_INFERS_UNKNOWN]
  = { "unknown",
      N_ ("What can be worked out from the answer about “%1$s” is not known to this program."),
      NULL, N_ ("Ask somebody who knows this kind of computation.") },
  [JLY_INFERS_NOTHING]
  = { "nothing",
      N_ ("Nobody who learns the answers, and no two of them together, could work out a figure of "
          "another."),
      NULL, NULL },
};

const char *
jly_inference_rule_name (JlyInferenceRule rule)
{
  return lines[rule].name;
}

static const char *
get_title (const JlyWorld *world, guint of)
{
  for (gsize i = 0; i < world->n_questions; i++)
    if (world->questions[i].of == of && world->questions[i].title != NULL)
      return world->questions[i].title;
  return _ ("the figures");
}

static const char *
get_name (const JlyWorld *world, guint party)
{
  return party < world->n_parties ? world->names[party] : "";
}

void
inference_word (const JlyWorld *world, JlyInference *finding)
{
  const Line *line = &lines[finding->rule];
  const char *const texts[]
      = { get_title (world, finding->of), get_name (world, finding->who[0]),
          get_name (world, finding->who[1]), get_name (world, finding->whom), NULL };
  g_autofree char *sentence
      = jly_words_fill (_ (finding->n_who == 2 ? line->two : line->one), texts);
  guint n = finding->n_cases - 1;

  if (n > 0 && finding->n_who > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *others
          = jly_words_fill (ngettext ("The same holds in %1$s more case.",
                                      "The same holds in %1$s more cases, of other parties.", n),
                            (const char *[]){ number, NULL });

      finding->sentence = g_strjoin (" ", sentence, others, NULL);
    }
  else
    finding->sentence = g_steal_pointer (&sentence);
  finding->next = g_strdup (line->next != NULL ? _ (line->next) : NULL);
}
