/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of a study. The hash covers what the miners must agree on; bytes and rounds are a
 * local estimate and stay outside it. The openings are the leakage statement: whatever is not
 * listed is never opened to anybody.
 */
#include "config.h"

#include "study/jly-plan.h"

#include "analysis/jly-guard.h"
#include "analysis/jly-validity.h"
#include "base/jly-cbor-writer.h"
#include "crypto/jly-identity.h"

/* Names of what runs; a change of any of these protocols changes its name, and with it the hash. */
static const char *const operations[] = {
  "seeded-upload/1",
  "boolean-replicated-3/1",
  "agreed-checks/1",
  "open-all-with-duplicate-hash/1",
  "open-one-with-duplicates/1",
};

static void
free_opening (JlyOpening *opening)
{
  g_free (opening->what);
  g_free (opening->to);
  g_free (opening->condition);
  g_free (opening);
}

static JlyOpening *
add_opening (JlyPlan *plan, char *what, const char *to, const char *condition)
{
  JlyOpening *opening = g_new0 (JlyOpening, 1);

  opening->what = what;
  opening->to = g_strdup (to);
  opening->condition = g_strdup (condition);
  g_ptr_array_add (plan->openings, opening);
  return opening;
}

static void
add_for_each (JlyPlan *plan, const JlyStudy *study, const char *what, const char *condition)
{
  for (guint i = 0; i < study->providers->len; i++)
    add_opening (plan, g_strdup (what), ((const JlyParty *)study->providers->pdata[i])->name,
                 condition)
        ->is_each
        = TRUE;
}

/* One value for whoever learns the joint results: in a draft all providers, and with them the
 * computing parties where the analysis opens it to them; else the recipients, of whom they are. */
static void
add_joint (JlyPlan *plan, const JlyStudy *study, char *what, const JlyAnalysisOutput *output)
{
  if (jly_study_is_agreed (study) && study->recipients->len == 0)
    g_free (what);
  else if (jly_study_is_agreed (study))
    add_opening (plan, what, JLY_STUDY_RECIPIENTS, output->condition);
  else
    add_opening (plan, what,
                 output->to == JLY_OUTPUT_TO_EVERYONE ? JLY_STUDY_EVERYONE
                                                      : JLY_STUDY_ALL_PROVIDERS,
                 output->condition);
}

/* What goes to all is listed row by row; what goes to single providers, as one. */
static void
list_output (JlyPlan *plan, const JlyStudy *study, guint question, guint output)
{
  const JlyAnalysisOutput *what = &plan->inputs->questions[question].analysis->outputs[output];
  g_autofree char *name = jly_study_name_output (study, question, output, -1);

  if (what->to == JLY_OUTPUT_TO_EACH_PROVIDER)
    {
      if (study->own_parts)
        add_for_each (plan, study, name, what->condition);
    }
  else if (what->is_per_row)
    for (guint i = 0; i < study->rows->len; i++)
      add_joint (plan, study, jly_study_name_output (study, question, output, (int)i), what);
  else
    add_joint (plan, study, g_steal_pointer (&name), what);
}

static void
list_openings (JlyPlan *plan, const JlyStudy *study)
{
  plan->openings = g_ptr_array_new_with_free_func ((GDestroyNotify)free_opening);
  for (guint i = 0; i < plan->inputs->n_questions; i++)
    for (guint k = 0; k < plan->inputs->questions[i].analysis->n_outputs; k++)
      list_output (plan, study, i, k);
  if (!jly_validity_is_free (&plan->inputs->inputs))
    add_for_each (plan, study, JLY_PLAN_REJECTED, NULL);
}

/* Whether it is the first of those that every provider gets for itself. */
static gboolean
is_counted (const GPtrArray *openings, guint i)
{
  const JlyOpening *opening = openings->pdata[i];
  const JlyOpening *before = i > 0 ? openings->pdata[i - 1] : NULL;

  return !opening->is_each || before == NULL || !before->is_each
         || g_strcmp0 (before->what, opening->what) != 0;
}

static void
put_openings (JlyCborWriter *writer, const GPtrArray *openings)
{
  guint n = 0;

  for (guint i = 0; i < openings->len; i++)
    n += is_counted (openings, i);
  jly_cbor_begin_array (writer, n);
  for (guint i = 0; i < openings->len; i++)
    {
      const JlyOpening *opening = openings->pdata[i];

      if (!is_counted (openings, i))
        continue;
      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_text (writer, opening->what);
      jly_cbor_put_text (writer, opening->is_each ? JLY_STUDY_EACH_PROVIDER : opening->to);
      jly_cbor_put_text (writer, opening->condition != NULL ? opening->condition : "");
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

/* Who the recipients are, of which the openings speak. */
static void
put_recipients (JlyCborWriter *writer, const JlyStudy *study)
{
  jly_cbor_begin_array (writer, study->recipients->len);
  for (guint i = 0; i < study->recipients->len; i++)
    jly_cbor_put_text (writer, ((const JlyParty *)study->recipients->pdata[i])->name);
  jly_cbor_end (writer);
}

static void
put_operations (JlyCborWriter *writer)
{
  jly_cbor_begin_array (writer, G_N_ELEMENTS (operations));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    jly_cbor_put_text (writer, operations[i]);
  jly_cbor_end (writer);
}

static void
put_columns (JlyCborWriter *writer, const JlyInputs *inputs)
{
  jly_cbor_begin_array (writer, inputs->n_columns);
  for (guint i = 0; i < inputs->n_columns; i++)
    {
      const JlyInputColumn *column = &inputs->columns[i];

      jly_cbor_begin_array (writer, 5);
      jly_cbor_put_text (writer, column->id);
      jly_cbor_put_uint (writer, column->width);
      jly_cbor_put_uint (writer, column->may_be_missing != 0);
      jly_cbor_put_int (writer, column->least);
      jly_cbor_put_int (writer, column->most);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_rows (JlyCborWriter *writer, const JlyInputs *inputs)
{
  gsize n_needs = inputs->needs != NULL ? inputs->most_rows : 0;

  jly_cbor_put_uint (writer, inputs->most_rows);
  jly_cbor_put_uint (writer, inputs->n_sources);
  jly_cbor_begin_array (writer, n_needs);
  for (gsize i = 0; i < n_needs; i++)
    jly_cbor_put_uint (writer, inputs->needs[i]);
  jly_cbor_end (writer);
}

static void
put_checks (JlyCborWriter *writer, const GPtrArray *checks)
{
  jly_cbor_begin_array (writer, checks->len);
  for (guint i = 0; i < checks->len; i++)
    {
      const JlyStudyCheck *check = checks->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_uint (writer, check->column);
      jly_cbor_put_uint (writer, check->other);
      jly_cbor_put_uint (writer, check->times);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_limits (JlyCborWriter *writer, const JlyLimits *limits)
{
  jly_cbor_put_uint (writer, limits->min_rows);
  jly_cbor_put_uint (writer, limits->min_parties);
  jly_cbor_put_uint (writer, limits->top_share);
  jly_cbor_put_uint (writer, limits->may_show_ends != 0);
}

/* The analysis' name and version, and its settings. */
static void
put_questions (JlyCborWriter *writer, const JlyStudyInputs *inputs)
{
  jly_cbor_begin_array (writer, inputs->n_questions);
  for (gsize i = 0; i < inputs->n_questions; i++)
    {
      const JlyRequest *question = &inputs->questions[i];
      g_autofree char *name = g_strconcat (question->analysis->id, "/1", NULL);

      jly_cbor_begin_array (writer, 1 + 2 * question->query.n_parameters);
      jly_cbor_put_text (writer, name);
      for (gsize k = 0; k < question->query.n_parameters; k++)
        {
          jly_cbor_put_text (writer, question->query.parameters[k].name);
          jly_cbor_put_text (writer, question->query.parameters[k].value);
        }
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static gboolean
hash_plan (JlyPlan *plan, const JlyStudy *study, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  jly_cbor_begin_array (writer, 13);
  put_operations (writer);
  put_columns (writer, &plan->inputs->inputs);
  put_rows (writer, &plan->inputs->inputs);
  put_checks (writer, study->checks);
  put_limits (writer, &study->limits);
  put_questions (writer, plan->inputs);
  put_openings (writer, plan->openings);
  put_recipients (writer, study);
  jly_cbor_end (writer);
  bytes = jly_cbor_writer_finish (writer, error);
  if (bytes == NULL)
    return FALSE;
  jly_hash ("plan", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), plan->hash);
  return TRUE;
}

JlyPlan *
jly_plan_new_uncosted (const JlyStudy *study, const gsize *n_rows, GError **error)
{
  g_autoptr (JlyPlan) plan = g_new0 (JlyPlan, 1);

  if (!jly_study_check (study, error))
    return NULL;
  plan->inputs = jly_study_inputs_new (study, n_rows, error);
  if (plan->inputs == NULL)
    return NULL;
  list_openings (plan, study);
  return hash_plan (plan, study, error) ? g_steal_pointer (&plan) : NULL;
}

/* The questions, and comparing their filters with one another before. */
static void
predict_cost (JlyPlan *plan, gsize least_rows)
{
  const JlyStudyInputs *inputs = plan->inputs;
  const JlyGuardPart part = { &inputs->inputs, inputs->questions, inputs->n_questions, NULL };
  guint64 bytes[3], rounds;

  jly_computation_cost (&inputs->inputs, inputs->questions, inputs->n_questions, plan->bytes,
                        &plan->rounds);
  jly_guard_cost (&part, 1, least_rows, bytes, &rounds);
  for (guint i = 0; i < 3; i++)
    plan->bytes[i] += bytes[i];
  plan->rounds += rounds;
}

JlyPlan *
jly_plan_new (const JlyStudy *study, const gsize *n_rows, GError **error)
{
  JlyPlan *plan = jly_plan_new_uncosted (study, n_rows, error);

  if (plan != NULL)
    predict_cost (plan, study->limits.min_rows);
  return plan;
}

void
jly_plan_free (JlyPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_pointer (&plan->openings, g_ptr_array_unref);
  jly_study_inputs_free (plan->inputs);
  g_free (plan);
}
