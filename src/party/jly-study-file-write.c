/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contract that is being prepared as a study's file, to be rehearsed: see jly-study-file.h. What
 * is written here is read again by jly-study-file.c. */
#include "config.h"

#include "party/jly-study-file.h"

#include "base/jly-decimal.h"
#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-rehearsable.h"
#include "study/jly-agreed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_MAX 32   /* of a question */
#define COMPANIES 3 /* with which a question is tried */

static void
set_amount (JsonObject *object, const char *name, gint64 steps, guint scale)
{
  g_autofree char *text = jly_decimal_format (steps, scale);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
write_column (const JlyStudyColumn *column)
{
  JsonObject *object = json_object_new ();
  JsonArray *categories;

  json_object_set_string_member (object, "id", column->id);
  json_object_set_string_member (object, "title", column->title);
  if (column->may_be_missing)
    json_object_set_boolean_member (object, "may-be-missing", TRUE);
  if (column->categories == NULL)
    {
      if (*column->unit != '\0')
        json_object_set_string_member (object, "unit", column->unit);
      json_object_set_int_member (object, "decimals", column->scale);
      set_amount (object, "least", column->least, column->scale);
      set_amount (object, "most", column->max, column->scale);
      return object;
    }
  categories = json_array_new ();
  for (char **category = column->categories; *category != NULL; category++)
    json_array_add_string_element (categories, *category);
  json_object_set_array_member (object, "categories", categories);
  return object;
}

static JsonArray *
write_columns (const JlyStudy *study)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < study->columns->len; i++)
    json_array_add_object_element (array, write_column (study->columns->pdata[i]));
  return array;
}

static const char *
get_id (const JlyStudy *study, guint column)
{
  return ((const JlyStudyColumn *)study->columns->pdata[column])->id;
}

static JsonArray *
write_checks (const JlyStudy *study)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < study->checks->len; i++)
    {
      const JlyStudyCheck *check = study->checks->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "column", get_id (study, check->column));
      json_object_set_string_member (object, "not-above", get_id (study, check->other));
      json_object_set_int_member (object, "times", check->times);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
write_questions (const JlyStudy *study)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", question->id);
      json_object_set_string_member (object, "analysis", question->analysis);
      for (guint k = 0; k < question->parameters->len; k++)
        {
          const JlyStudyParameter *parameter = question->parameters->pdata[k];

          json_object_set_string_member (object, parameter->name, parameter->value);
        }
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
write_limits (const JlyLimits *limits)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "rows", limits->min_rows);
  json_object_set_int_member (object, "companies", limits->min_parties);
  json_object_set_int_member (object, "top-share", limits->top_share);
  json_object_set_boolean_member (object, "least-and-largest", limits->may_show_ends);
  return object;
}

static JsonArray *
write_companies (const JlyContract *contract)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (party->roles & JLY_ROLE_FLAG_PROVIDER)
        json_array_add_string_element (array, party->name);
    }
  return array;
}

/* column NULL: the question is about rows alone. */
static gboolean
try_question (const JlyContract *contract,
              JlyStudy *study,
              const char *analysis,
              const char *column)
{
  g_autofree char *id
      = column != NULL ? g_strdup_printf ("%s-%s", analysis, column) : g_strdup (analysis);
  JlyStudyQuestion *question;

  if (strlen (id) > ID_MAX || study->questions->len >= JLY_STUDY_MAX_QUESTIONS)
    return FALSE;
  question = jly_study_add_question (study, id, analysis);
  if (column != NULL)
    jly_study_question_set (question, "column", column);
  /* As many companies as the questions ask for at least: who takes part is not settled while it is
   * prepared. */
  if (jly_rehearsable_can_ask (contract, study, question, COMPANIES))
    return TRUE;
  g_ptr_array_remove_index (study->questions, study->questions->len - 1);
  return FALSE;
}

/* A contract says what may be asked, a study what is asked: of each kind one question about all
 * rows, or else one about each column that may be used so. Kinds with more settings are for whoever
 * asks. */
static void
make_questions (const JlyContract *contract, JlyStudy *study)
{
  g_ptr_array_set_size (study->questions, 0);
  for (guint i = 0; i < contract->questions->len; i++)
    {
      const char *analysis = ((const JlyContractQuestion *)contract->questions->pdata[i])->analysis;

      if (try_question (contract, study, analysis, NULL))
        continue;
      for (guint k = 0; k < study->columns->len; k++)
        try_question (contract, study, analysis, get_id (study, k));
    }
}

static JsonObject *
write_study (const JlyContract *contract, const JlyStudy *study)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", study->title);
  json_object_set_string_member (object, "currency", study->currency);
  json_object_set_array_member (object, "companies", write_companies (contract));
  json_object_set_int_member (object, "most-rows", study->most_rows);
  json_object_set_array_member (object, "columns", write_columns (study));
  json_object_set_array_member (object, "checks", write_checks (study));
  json_object_set_object_member (object, "limits", write_limits (&study->limits));
  json_object_set_array_member (object, "questions", write_questions (study));
  return object;
}

char *
jly_study_file_write_contract (const JlyContract *contract, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Permit a question that needs no more than a column, as the sum or the number of "
               "rows."),
  };
  const JlyErrorDetail of_tender
      = { .step = "study", .next = _ ("Rehearse the tender’s file itself.") };
  g_autoptr (JlyStudy) study = jly_agreed_table_new (contract);

  if (contract->rows->len > 0)
    {
      jly_fail (
          error, JLY_ERROR_CONFIG, &of_tender,
          _ ("The rows of this study come from a tender, which a study’s file does not hold."));
      return NULL;
    }
  g_free (study->case_id);
  study->case_id = g_strdup ("");
  if (!jly_study_check_table (study, error))
    return NULL;
  make_questions (contract, study);
  if (study->questions->len > 0)
    return jly_json_print (write_study (contract, study), TRUE);
  jly_fail (
      error, JLY_ERROR_CONFIG, &detail,
      _ ("None of the questions that may be asked can be rehearsed without further settings."));
  return NULL;
}
