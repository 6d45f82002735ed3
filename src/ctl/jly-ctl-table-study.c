/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-table-study.h. */
#include "config.h"

#include "ctl/jly-ctl-table-study.h"

#include "base/jly-error.h"
#include "ctl/jly-ctl-table-notes.h"
#include "party/jly-json.h"
#include "party/jly-study-file.h"
#include "table/jly-import.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* A study file that names those who bring figures names this one, too. */
static gboolean
check_party (const JlyStudyFile *study, const char *party, GError **error)
{
  for (guint i = 0; party != NULL && i < study->parties->len; i++)
    if (g_str_equal (((const JlyStudyFileParty *)study->parties->pdata[i])->name, party))
      return TRUE;
  if (party == NULL || study->parties->len == 0)
    return TRUE;
  return jly_fail (error, JLY_ERROR_CONFIG, NULL, _ ("The study has no party “%s”."), party);
}

/* A joint bid's columns come from its tender, and its figures are read in another way. */
static gboolean
check_columns (const JlyStudyFile *study, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Rehearse it with jointlyctl rehearse.") };

  return study->rules->columns->len > 0
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The columns of a joint bid come from its tender; only files for studies "
                         "with columns of their own can be looked at."));
}

static guint
get_row (JlyImport *import, gsize row)
{
  return row == JLY_FINDING_NO_ROW
             ? 0
             : (guint)jly_sheet_get_file_row (jly_import_get_sheet (import), row);
}

static const char *
get_title (JlyImport *import, guint column)
{
  return jly_rules_get_column (jly_import_get_rules (import), column)->title;
}

static void
print_column (JlyImport *import, guint k)
{
  const JlyMatch *match = jly_import_get_match (import, k);
  const char *read_back = jly_import_get_read_back (import, k);

  printf ("\n%s. %s\n", get_title (import, k), match->words);
  if (read_back != NULL)
    printf ("  %s\n", read_back);
}

static void
print_question (JlyImport *import, const JlyQuestion *question)
{
  g_autofree char *how
      = jly_ctl_answers_explain (get_title (import, question->column), question->kind);

  printf (_ ("\nTo answer: %s\n"), question->text);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const JlyChoice *choice = g_ptr_array_index (question->choices, i);

      printf ("  %u. %s: %s\n", i + 1, choice->label, choice->example);
    }
  printf ("  %s\n", how);
}

static void
print_names_question (const JlyNamesQuestion *question)
{
  printf (_ ("\nTo answer: %s\n"), question->title);
  printf ("  %s\n", question->text);
  /* Translators: %u is a number of rows. */
  printf (_ ("  Add --name-rows %u if it belongs to the names: %s\n"), question->n_if_names,
          question->if_names);
  printf (_ ("  Add --name-rows %u if it does not: %s\n"), question->n_if_record,
          question->if_record);
}

static void
print_finding (JlyImport *import, const JlyFinding *finding)
{
  const guint row = get_row (import, finding->row);

  if (row > 0)
    /* Translators: a row, the name of a column, and a sentence. */
    printf (_ ("  Row %u, %s: %s\n"), row, get_title (import, finding->column), finding->words);
  else
    printf ("  %s: %s\n", get_title (import, finding->column), finding->words);
  if (finding->next != NULL)
    printf ("    %s\n", finding->next);
}

static void
print_rules (const JlyRules *rules)
{
  if (rules->rules->len > 0)
    printf ("\n%s\n", _ ("What everybody agreed on:"));
  for (guint i = 0; i < rules->rules->len; i++)
    {
      g_autofree char *words = jly_rule_describe (rules, jly_rules_get_rule (rules, i));

      printf ("  %s\n", words);
    }
}

static void
print_import (JlyImport *import)
{
  const JlyRules *rules = jly_import_get_rules (import);
  GPtrArray *questions = jly_import_get_questions (import);
  GPtrArray *findings = jly_import_get_findings (import);

  printf ("%s\n", jly_import_get_file_read_back (import));
  jly_ctl_table_notes_print (jly_import_get_file (import));
  for (guint k = 0; k < rules->columns->len; k++)
    print_column (import, k);
  print_rules (rules);
  if (jly_import_get_names_question (import) != NULL)
    print_names_question (jly_import_get_names_question (import));
  for (guint i = 0; i < questions->len; i++)
    print_question (import, g_ptr_array_index (questions, i));
  if (findings->len > 0)
    printf ("\n%s\n", _ ("To look at:"));
  for (guint i = 0; i < findings->len; i++)
    print_finding (import, g_ptr_array_index (findings, i));
  printf ("\n%s\n", jly_import_is_ready (import) ? _ ("This file can be handed in.")
                                                 : _ ("This file cannot be handed in yet."));
}

/* Exact, as text: "-12.50", "2025-04-03". */
static void
set_value (JsonObject *object, const char *name, const JlyRuleColumn *column, gint64 value)
{
  const guint64 size = value < 0 ? -(guint64)value : (guint64)value;
  g_autofree char *plain = column->kind == JLY_VALUE_NUMBER
                               ? jly_amount_to_string (size, column->scale)
                               : jly_value_format (column, value);
  g_autofree char *text
      = g_strconcat (value < 0 && column->kind == JLY_VALUE_NUMBER ? "-" : "", plain, NULL);

  json_object_set_string_member (object, name, text);
}

static void
set_values (JsonObject *object, const JlyValues *values)
{
  json_object_set_int_member (object, "count", (gint64)values->n_present);
  json_object_set_int_member (object, "missing", (gint64)values->n_missing);
  json_object_set_int_member (object, "wrong", (gint64)values->n_wrong);
  json_object_set_int_member (object, "rounded", (gint64)values->n_rounded);
  if (values->has_range)
    {
      set_value (object, "smallest", values->column, values->least);
      set_value (object, "largest", values->column, values->most);
    }
  if (values->has_total)
    set_value (object, "total", values->column, values->total);
}

static JsonObject *
column_to_json (JlyImport *import, guint k)
{
  const JlyMatch *match = jly_import_get_match (import, k);
  const JlyValues *values = jly_import_get_values (import, k);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id",
                                 jly_rules_get_column (jly_import_get_rules (import), k)->id);
  json_object_set_string_member (object, "title", get_title (import, k));
  jly_json_set_text (object, "file_column",
                     match->sheet_column < 0 ? NULL
                                             : jly_sheet_get_header (jly_import_get_sheet (import),
                                                                     (guint)match->sheet_column));
  json_object_set_string_member (object, "match", match->words);
  json_object_set_int_member (object, "confidence", match->confidence);
  jly_json_set_text (object, "read_back", jly_import_get_read_back (import, k));
  if (values != NULL)
    set_values (object, values);
  return object;
}

static JsonObject *
question_to_json (JlyImport *import, const JlyQuestion *question)
{
  JsonObject *object = json_object_new ();
  JsonArray *choices = json_array_new ();

  for (guint i = 0; i < question->choices->len; i++)
    {
      const JlyChoice *choice = g_ptr_array_index (question->choices, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "label", choice->label);
      json_object_set_string_member (one, "example", choice->example);
      json_array_add_object_element (choices, one);
    }
  json_object_set_string_member (object, "column", get_title (import, question->column));
  json_object_set_string_member (object, "about", jly_column_question_name (question->kind));
  json_object_set_int_member (object, "row", get_row (import, question->row));
  json_object_set_string_member (object, "text", question->text);
  json_object_set_array_member (object, "choices", choices);
  return object;
}

static JsonObject *
finding_to_json (JlyImport *import, const JlyFinding *finding)
{
  const JlyRules *rules = jly_import_get_rules (import);
  g_autofree char *rule = finding->rule != NULL ? jly_rule_describe (rules, finding->rule) : NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "row", get_row (import, finding->row));
  json_object_set_string_member (object, "column", get_title (import, finding->column));
  json_object_set_string_member (object, "value", finding->value);
  jly_json_set_text (object, "rule", rule);
  json_object_set_boolean_member (object, "soft", finding->is_soft);
  json_object_set_string_member (object, "text", finding->words);
  jly_json_set_text (object, "next", finding->next);
  return object;
}

static JsonObject *
names_question_to_json (const JlyNamesQuestion *question)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "row", (gint64)question->row);
  json_object_set_string_member (object, "text", question->text);
  json_object_set_int_member (object, "name_rows_if_names", question->n_if_names);
  json_object_set_int_member (object, "name_rows_if_record", question->n_if_record);
  return object;
}

static JsonObject *
import_to_json (JlyImport *import, const char *party)
{
  const JlyRules *rules = jly_import_get_rules (import);
  GPtrArray *questions = jly_import_get_questions (import);
  GPtrArray *findings = jly_import_get_findings (import);
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();
  JsonArray *sentences = json_array_new ();
  JsonArray *asked = json_array_new ();
  JsonArray *found = json_array_new ();

  for (guint k = 0; k < rules->columns->len; k++)
    json_array_add_object_element (columns, column_to_json (import, k));
  for (guint i = 0; i < rules->rules->len; i++)
    {
      g_autofree char *words = jly_rule_describe (rules, jly_rules_get_rule (rules, i));

      json_array_add_string_element (sentences, words);
    }
  for (guint i = 0; i < questions->len; i++)
    json_array_add_object_element (asked,
                                   question_to_json (import, g_ptr_array_index (questions, i)));
  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (found,
                                   finding_to_json (import, g_ptr_array_index (findings, i)));
  json_object_set_string_member (object, "file", jly_sheet_get_name (jly_import_get_file (import)));
  jly_json_set_text (object, "party", party);
  json_object_set_boolean_member (object, "ready", jly_import_is_ready (import));
  json_object_set_string_member (object, "read_back", jly_import_get_file_read_back (import));
  jly_ctl_table_notes_add (object, jly_import_get_file (import));
  json_object_set_array_member (object, "columns", columns);
  json_object_set_array_member (object, "rules", sentences);
  if (jly_import_get_names_question (import) != NULL)
    json_object_set_object_member (object, "names_question",
                                   names_question_to_json (jly_import_get_names_question (import)));
  json_object_set_array_member (object, "questions", asked);
  json_object_set_array_member (object, "findings", found);
  return object;
}

/* A column may be called as the study calls it or as the file does. */
static gboolean
give_answers (JlyImport *import, JlyCtlAnswers *said, GError **error)
{
  const JlyRules *rules = jly_import_get_rules (import);
  const JlyErrorDetail detail = { .next = _ ("Write the column’s name as the study has it.") };

  for (guint k = 0; k < rules->columns->len; k++)
    {
      const int column = jly_import_get_match (import, k)->sheet_column;
      JlyColumnAnswers answers = *jly_import_get_answers (import, k);

      jly_ctl_answers_find (
          said, get_title (import, k),
          column < 0 ? NULL : jly_sheet_get_header (jly_import_get_file (import), (guint)column),
          &answers);
      jly_import_set_answers (import, k, &answers);
    }
  jly_import_refresh (import);
  if (jly_ctl_answers_get_unused (said) == NULL)
    return TRUE;
  return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("The study has no column “%s”."),
                   jly_ctl_answers_get_unused (said));
}

gboolean
jly_ctl_table_study (JlySheet *sheet,
                     const char *study,
                     const char *party,
                     JlyCtlAnswers *answers,
                     gboolean json,
                     GError **error)
{
  g_autoptr (JlyStudyFile) file = jly_study_file_read (study, error);
  const JlyErrorDetail detail = { .file = study };
  g_autoptr (JlyImport) import = NULL;
  g_autofree char *text = NULL;

  if (file == NULL || !check_party (file, party, error) || !check_columns (file, error))
    {
      jly_error_adopt (error, JLY_ERROR_CONFIG, &detail);
      return FALSE;
    }
  import = jly_import_new (sheet, file->rules, NULL);
  if (!give_answers (import, answers, error))
    return FALSE;
  if (json)
    {
      text = jly_json_print (import_to_json (import, party), TRUE);
      printf ("%s\n", text);
      return TRUE;
    }
  if (party != NULL)
    /* Translators: the name of a party. */
    printf (_ ("Figures of %s.\n"), party);
  print_import (import);
  return TRUE;
}
