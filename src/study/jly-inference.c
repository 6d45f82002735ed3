/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inference.h. Which findings there are; what is known is in jly-inference-know.c, and how
 * it is said in jly-inference-words.c. */
#include "config.h"

#include "study/jly-inference-private.h"

#define CAN 0.2  /* one case in five */
#define MAY 0.05 /* one in twenty */
#define NO_ONE G_MAXUINT
#define FEW 5 /* parties among whom a largest value and another answer point at one */

void
jly_inference_free (JlyInference *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self->next);
  g_free (self);
}

static void
free_inference (gpointer data)
{
  jly_inference_free (data);
}

/* One finding for all examples of the same kind. */
static void
add (GPtrArray *findings, const JlyInference *finding)
{
  for (guint i = 0; i < findings->len; i++)
    {
      JlyInference *known = findings->pdata[i];

      if (known->rule == finding->rule && known->severity == finding->severity
          && known->of == finding->of && known->n_who == finding->n_who)
        {
          known->n_cases++;
          return;
        }
    }
  g_ptr_array_add (findings, g_memdup2 (finding, sizeof *finding));
}

static void
add_about_question (GPtrArray *findings, JlyInferenceRule rule, JlySeverity severity, guint of)
{
  add (findings, &(JlyInference){
                     .rule = rule, .severity = severity, .of = of, .whom = NO_ONE, .n_cases = 1 });
}

/* Parties with a figure that enters. */
static guint
count_parties (const JlyWorld *world, const JlyWorldQuestion *question)
{
  g_autofree gboolean *is_there = g_new0 (gboolean, world->n_parties);
  guint n = 0;

  for (guint i = 0; i < world->n_figures; i++)
    if (inference_takes (question, i) && !is_there[world->owners[i]])
      {
        is_there[world->owners[i]] = TRUE;
        n++;
      }
  return n;
}

static gboolean
is_extreme (const JlyWorldQuestion *question)
{
  return question->asks == JLY_ASKS_LEAST || question->asks == JLY_ASKS_MOST;
}

static gboolean
is_asked_more_than_once (const JlyWorld *world, guint of)
{
  guint n = 0;

  for (gsize i = 0; i < world->n_questions; i++)
    n += world->questions[i].of == of && world->questions[i].n_values > 1;
  return n > 1;
}

static void
judge_question (const JlyWorld *world, const JlyWorldQuestion *question, GPtrArray *findings)
{
  guint n = count_parties (world, question);

  if (n < world->min_parties)
    add_about_question (findings, JLY_INFERS_FEW, JLY_FINDING_REFUSE, question->of);
  if (question->has_filter && world->min_rows <= 1)
    add_about_question (findings, JLY_INFERS_SMALL_GROUP, JLY_FINDING_WARN, question->of);
  if (question->tells_rest)
    add_about_question (findings, JLY_INFERS_LEFT_OUT, JLY_FINDING_WARN, question->of);
  if (question->asks == JLY_ASKS_SUM && question->n_values > 2 && n > 1 && world->top_share == 0)
    add_about_question (findings, JLY_INFERS_DOMINANT, JLY_FINDING_WARN, question->of);
  if (is_extreme (question) && n <= FEW && is_asked_more_than_once (world, question->of))
    add_about_question (findings, JLY_INFERS_MIXED, JLY_FINDING_WARN, question->of);
  if (question->asks == JLY_ASKS_RIVALS)
    add_about_question (findings, JLY_INFERS_RIVALS, JLY_FINDING_FINE, question->of);
  if (question->asks == JLY_ASKS_JOINT_BID)
    add_about_question (findings, JLY_INFERS_JOINT_BID, JLY_FINDING_WARN, question->of);
  if (question->asks == JLY_ASKS_OTHER)
    add_about_question (findings, JLY_INFERS_UNKNOWN, JLY_FINDING_WARN, question->of);
}

static JlySeverity
judge (double share, gboolean is_alone)
{
  if (share >= CAN)
    return is_alone ? JLY_FINDING_REFUSE : JLY_FINDING_WARN;
  return is_alone && share >= MAY ? JLY_FINDING_WARN : JLY_FINDING_FINE;
}

/* alone: what each of the two knows by itself is no finding about both; NULL for one party. */
static void
judge_coalition (const JlyWorld *world,
                 const Coalition *coalition,
                 guint of,
                 Knowledge *const *alone,
                 GPtrArray *findings)
{
  g_autofree Knowledge *knowledge = g_new (Knowledge, world->n_figures);
  gboolean is_alone = coalition->one == coalition->other;

  inference_know_all (world, coalition, of, knowledge);
  for (guint i = 0; i < world->n_figures; i++)
    {
      JlySeverity severity = judge (knowledge[i].share, is_alone);

      if (severity == JLY_FINDING_FINE
          || (!is_alone
              && (alone[coalition->one][i].share >= CAN
                  || alone[coalition->other][i].share >= CAN)))
        continue;
      add (findings, &(JlyInference){ .rule = knowledge[i].rule,
                                      .severity = severity,
                                      .of = of,
                                      .n_who = is_alone ? 1 : 2,
                                      .who = { coalition->one, coalition->other },
                                      .whom = world->owners[i],
                                      .n_cases = 1 });
    }
}

/* Everybody who might, alone and in pairs, put answers together. */
static void
judge_figures (const JlyWorld *world, guint of, GPtrArray *findings)
{
  guint n = MIN (world->n_parties, 64);
  Knowledge **alone = g_new (Knowledge *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const Coalition coalition = { i, i };

      alone[i] = g_new (Knowledge, world->n_figures);
      inference_know_all (world, &coalition, of, alone[i]);
      judge_coalition (world, &coalition, of, NULL, findings);
    }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      judge_coalition (world, &(Coalition){ i, k }, of, alone, findings);
  for (guint i = 0; i < n; i++)
    g_free (alone[i]);
  g_free (alone);
}

static gboolean
is_first_of (const JlyWorld *world, gsize index)
{
  for (gsize i = 0; i < index; i++)
    if (world->questions[i].of == world->questions[index].of)
      return FALSE;
  return TRUE;
}

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const JlyInference *x = *(JlyInference *const *)a, *y = *(JlyInference *const *)b;

  if (x->severity != y->severity)
    return x->severity > y->severity ? -1 : 1;
  return x->n_who != y->n_who ? (gint)x->n_who - (gint)y->n_who : (gint)x->rule - (gint)y->rule;
}

static gboolean
tells_one (const JlyWorld *world, guint party, guint of)
{
  const Coalition coalition = { party, party };
  g_autofree Knowledge *knowledge = g_new (Knowledge, world->n_figures + 1);

  inference_know_all (world, &coalition, of, knowledge);
  for (guint i = 0; i < world->n_figures; i++)
    if (judge (knowledge[i].share, TRUE) == JLY_FINDING_REFUSE)
      return TRUE;
  return FALSE;
}

gboolean
jly_inference_is_telling (const JlyWorld *world)
{
  for (gsize i = 0; i < world->n_questions; i++)
    for (guint k = 0; is_first_of (world, i) && k < MIN (world->n_parties, 64); k++)
      if (tells_one (world, k, world->questions[i].of))
        return TRUE;
  return FALSE;
}

GPtrArray *
jly_inference_find (const JlyWorld *world)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (free_inference);

  for (gsize i = 0; i < world->n_questions; i++)
    {
      judge_question (world, &world->questions[i], findings);
      if (is_first_of (world, i))
        judge_figures (world, world->questions[i].of, findings);
    }
  if (findings->len == 0)
    add_about_question (findings, JLY_INFERS_NOTHING, JLY_FINDING_FINE, G_MAXUINT);
  g_ptr_array_sort (findings, compare_findings);
  for (guint i = 0; i < findings->len; i++)
    inference_word (world, findings->pdata[i]);
  return findings;
}

JlySeverity
jly_inference_get_severity (const GPtrArray *findings)
{
  JlySeverity severity = JLY_FINDING_FINE;

  for (guint i = 0; i < findings->len; i++)
    severity = MAX (severity, ((const JlyInference *)findings->pdata[i])->severity);
  return severity;
}
