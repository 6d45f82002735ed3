/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-result-words.h: makes the answer again that the document was made from. */
#include "config.h"

#include "party/jly-result-words.h"

#include "base/jly-decimal.h"

static gboolean
read_value (const JlyResultItem *item, guint scale, guint64 *value)
{
  gint64 steps;

  if (item == NULL || item->value == NULL)
    return FALSE;
  if (g_str_equal (item->kind, "bool"))
    {
      *value = g_str_equal (item->value, "true");
      return TRUE;
    }
  if (!jly_decimal_parse (item->value, scale, &steps))
    return FALSE;
  *value = (guint64)steps;
  return TRUE;
}

/* FALSE if the document lacks a value. A hidden output stays closed. */
static gboolean
read_output (JlyResult *self,
             const JlyStudy *study,
             guint question,
             guint output,
             const JlyOutputShape *shape,
             const JlyAnalysisOutput *what,
             JlyAnswer *answer)
{
  g_autofree char *name = jly_study_name_output (study, question, output, -1);
  const JlyResultItem *item = jly_result_find (self, name, JLY_STUDY_EVERYONE);
  guint64 *values;

  if (item != NULL && g_str_equal (item->kind, "hidden"))
    return what->condition != NULL;
  values = jly_answer_open (answer, output, shape->n);
  for (guint row = 0; row < shape->n; row++)
    {
      g_autofree char *id
          = jly_study_name_output (study, question, output, what->is_per_row ? (int)row : -1);

      if (!read_value (jly_result_find (self, id, JLY_STUDY_EVERYONE), shape->scale, &values[row]))
        return FALSE;
    }
  return TRUE;
}

char *
jly_result_headline (JlyResult *self, const JlyStudy *study, guint question, JlyFormatFunc format)
{
  g_autoptr (JlyStudyInputs) inputs = jly_study_inputs_new (study, NULL, NULL);
  g_autofree JlyOutputShape *shapes = NULL;
  g_autoptr (JlyAnswer) answer = NULL;
  g_autofree char *name = NULL;
  const JlyResultItem *said;
  const JlyRequest *request;

  if (question < study->questions->len)
    name = jly_study_name_headline (study, question);
  said = name != NULL ? jly_result_find (self, name, JLY_STUDY_EVERYONE) : NULL;
  if (said != NULL && said->value != NULL)
    return g_strdup (said->value);
  if (inputs == NULL || question >= inputs->n_questions)
    return NULL;
  request = &inputs->questions[question];
  shapes = g_new0 (JlyOutputShape, request->analysis->n_outputs);
  if (!request->analysis->check (&request->query, shapes, NULL))
    return NULL;
  answer = jly_answer_new (request->analysis->n_outputs);
  for (guint i = 0; i < request->analysis->n_outputs; i++)
    if (request->analysis->outputs[i].to != JLY_OUTPUT_TO_EACH_PROVIDER
        && !read_output (self, study, question, i, &shapes[i], &request->analysis->outputs[i],
                         answer))
      return NULL;
  return request->analysis->headline (&request->query, answer, format);
}
