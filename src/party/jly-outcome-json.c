/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-outcome-json.h. Numbers travel as text: JSON readers may round large ones. */
#include "config.h"

#include "party/jly-outcome-json.h"

#include "party/jly-json.h"

#include <sodium.h>
#include <string.h>

static gboolean
is_own (const JlyStudyInputs *inputs, gsize question, gsize output)
{
  return inputs->questions[question].analysis->outputs[output].to == JLY_OUTPUT_TO_EACH_PROVIDER;
}

static void
close_output (JlyAnswerOutput *output)
{
  if (output->values != NULL)
    sodium_memzero (output->values, output->n * sizeof *output->values);
  g_clear_pointer (&output->values, g_free);
  output->n = 0;
  output->is_open = FALSE;
}

void
jly_outcome_forget_own (JlyOutcome *outcome, const JlyStudyInputs *inputs)
{
  for (gsize i = 0; i < outcome->n_answers; i++)
    for (gsize k = 0; k < outcome->answers[i]->n_outputs; k++)
      if (is_own (inputs, i, k))
        close_output (&outcome->answers[i]->outputs[k]);
  outcome->has_rejected = FALSE;
  outcome->n_rejected = 0;
}

static void
add_number (JsonArray *array, guint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  json_array_add_string_element (array, text);
}

/* An output that was not opened, or not told, is null. */
static void
add_output (JsonArray *array, const JlyAnswerOutput *output)
{
  JsonArray *values;

  if (!output->is_open)
    {
      json_array_add_null_element (array);
      return;
    }
  values = json_array_new ();
  for (gsize i = 0; i < output->n; i++)
    add_number (values, output->values[i]);
  json_array_add_array_element (array, values);
}

void
jly_outcome_to_json (const JlyOutcome *outcome, JsonObject *event)
{
  JsonArray *answers = json_array_new ();
  g_autofree char *rejected = g_strdup_printf ("%" G_GUINT64_FORMAT, outcome->n_rejected);
  char attempt[2 * JLY_HASH_BYTES + 1];

  for (gsize i = 0; i < outcome->n_answers; i++)
    {
      JsonArray *outputs = json_array_new ();

      for (gsize k = 0; k < outcome->answers[i]->n_outputs; k++)
        add_output (outputs, &outcome->answers[i]->outputs[k]);
      json_array_add_array_element (answers, outputs);
    }
  sodium_bin2hex (attempt, sizeof attempt, outcome->attempt, sizeof outcome->attempt);
  json_object_set_string_member (event, "attempt", attempt);
  json_object_set_array_member (event, "answers", answers);
  jly_json_set_text (event, "rejected", outcome->has_rejected ? rejected : NULL);
}

static JsonArray *
element_array (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
read_number (const char *text, guint64 *number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, number, NULL);
}

static gboolean
read_output (JsonArray *outputs, guint i, const JlyOutputShape *shape, JlyAnswer *answer)
{
  gsize n = jly_output_shape_count_words (shape);
  JsonArray *values = element_array (outputs, i);
  guint64 *numbers;

  if (values == NULL)
    return JSON_NODE_HOLDS_NULL (json_array_get_element (outputs, i));
  if (json_array_get_length (values) != n)
    return FALSE;
  numbers = jly_output_shape_open (shape, answer, i);
  for (guint k = 0; k < n; k++)
    if (!read_number (jly_json_element_text (values, k), &numbers[k]))
      return FALSE;
  return TRUE;
}

/* What is always opened to all must be there. */
static gboolean
is_missing (const JlyAnalysisOutput *output, const JlyAnswerOutput *told)
{
  return !told->is_open && output->condition == NULL && output->to != JLY_OUTPUT_TO_EACH_PROVIDER;
}

static JlyAnswer *
read_answer (JsonArray *outputs, const JlyRequest *request)
{
  const JlyAnalysis *analysis = request->analysis;
  g_autoptr (JlyAnswer) answer = jly_answer_new (analysis->n_outputs);
  JlyOutputShape shapes[JLY_ANALYSIS_MAX_OUTPUTS];

  if (outputs == NULL || json_array_get_length (outputs) != analysis->n_outputs
      || analysis->n_outputs > JLY_ANALYSIS_MAX_OUTPUTS
      || !analysis->check (&request->query, shapes, NULL))
    return NULL;
  for (guint i = 0; i < analysis->n_outputs; i++)
    if (!read_output (outputs, i, &shapes[i], answer)
        || is_missing (&analysis->outputs[i], &answer->outputs[i]))
      return NULL;
  return g_steal_pointer (&answer);
}

static gboolean
read_answers (JsonArray *answers, const JlyStudyInputs *inputs, JlyOutcome *outcome)
{
  if (answers == NULL || json_array_get_length (answers) != inputs->n_questions)
    return FALSE;
  outcome->n_answers = inputs->n_questions;
  outcome->answers = g_new0 (JlyAnswer *, inputs->n_questions);
  for (guint i = 0; i < inputs->n_questions; i++)
    {
      outcome->answers[i] = read_answer (element_array (answers, i), &inputs->questions[i]);
      if (outcome->answers[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

JlyOutcome *
jly_outcome_from_json (JsonObject *event, const JlyStudyInputs *inputs)
{
  g_autoptr (JlyOutcome) outcome = g_new0 (JlyOutcome, 1);
  const char *attempt = jly_json_get_text (event, "attempt", "");
  const char *rejected = jly_json_get_text (event, "rejected", NULL);
  gsize n = 0;

  if (sodium_hex2bin (outcome->attempt, sizeof outcome->attempt, attempt, strlen (attempt), NULL,
                      &n, NULL)
          != 0
      || n != sizeof outcome->attempt
      || !read_answers (jly_json_get_array (event, "answers"), inputs, outcome))
    return NULL;
  outcome->has_rejected = rejected != NULL;
  if (rejected != NULL && !read_number (rejected, &outcome->n_rejected))
    return NULL;
  return g_steal_pointer (&outcome);
}

static gboolean
is_same_output (const JlyAnswerOutput *a, const JlyAnswerOutput *b)
{
  return a->is_open == b->is_open && a->n == b->n
         && (a->n == 0 || memcmp (a->values, b->values, a->n * sizeof *a->values) == 0);
}

gboolean
jly_outcome_is_alike (const JlyOutcome *a, const JlyOutcome *b, const JlyStudyInputs *inputs)
{
  if (memcmp (a->attempt, b->attempt, sizeof a->attempt) != 0)
    return FALSE;
  for (gsize i = 0; i < inputs->n_questions; i++)
    for (gsize k = 0; k < a->answers[i]->n_outputs; k++)
      if (!is_own (inputs, i, k)
          && !is_same_output (&a->answers[i]->outputs[k], &b->answers[i]->outputs[k]))
        return FALSE;
  return TRUE;
}
