/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl table inspect: how a file of figures is read, before anything is done with it. */
#include "config.h"

#include "base/jly-plain.h"
#include "ctl/jly-ctl.h"
#include "ctl/jly-ctl-answers.h"
#include "ctl/jly-ctl-table-notes.h"
#include "ctl/jly-ctl-table-study.h"
#include "party/jly-json.h"
#include "table/jly-column.h"
#include "table/jly-sheet.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

#define SAMPLE_ROWS 5
#define NAME_ROWS_MOST 4

static JsonArray *
list_samples (JlySheet *sheet, guint column)
{
  JsonArray *samples = json_array_new ();

  for (gsize r = 0; r < MIN (jly_sheet_get_n_rows (sheet), SAMPLE_ROWS); r++)
    json_array_add_string_element (samples, jly_sheet_get_cell (sheet, r, column));
  return samples;
}

/* Exact, as text: "-12.50", "2025-04-03". */
static void
set_value (JsonObject *object, const char *name, const JlyColumn *column, gint64 value)
{
  const guint64 size = value < 0 ? -(guint64)value : (guint64)value;
  g_autofree char *plain = column->type == JLY_COLUMN_DATE
                               ? jly_date_format ((guint32)value)
                               : jly_amount_to_string (size, column->scale);
  g_autofree char *text = g_strconcat (value < 0 ? "-" : "", plain, NULL);

  json_object_set_string_member (object, name, text);
}

static void
set_question (JsonObject *object, const JlyColumn *column, JlySheet *sheet)
{
  JsonObject *question = json_object_new ();

  json_object_set_string_member (question, "about", jly_column_question_name (column->question));
  json_object_set_string_member (question, "text", column->question_text);
  json_object_set_int_member (question, "row",
                              (gint64)jly_sheet_get_file_row (sheet, column->question_row));
  json_object_set_object_member (object, "question", question);
}

static void
set_odd (JsonObject *object, const JlyColumn *column, JlySheet *sheet)
{
  JsonObject *odd = json_object_new ();

  json_object_set_int_member (odd, "count", (gint64)column->n_odd);
  json_object_set_int_member (odd, "row", (gint64)jly_sheet_get_file_row (sheet, column->odd_row));
  json_object_set_string_member (odd, "text", column->odd_words);
  json_object_set_object_member (object, "not_fitting", odd);
}

/* Members that make no sense for the column's type are left out. */
static JsonObject *
column_to_json (JlySheet *sheet, guint i, const JlyColumn *column)
{
  static const char *const marks[]
      = { [JLY_MARK_NONE] = NULL, [JLY_MARK_POINT] = "point", [JLY_MARK_COMMA] = "comma" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", jly_sheet_get_header (sheet, i));
  json_object_set_string_member (object, "type", jly_column_type_name (column->type));
  json_object_set_string_member (object, "reason", column->reason);
  json_object_set_string_member (object, "read_back", column->read_back);
  jly_json_set_text (object, "decimal_mark", marks[column->mark]);
  jly_json_set_text (object, "currency", column->currency);
  jly_json_set_text (object, "unit", column->unit);
  if (column->key_format != NULL)
    json_object_set_string_member (object, "key_format",
                                   jly_key_format_get_id (column->key_format));
  json_object_set_int_member (object, "count", (gint64)column->n_present);
  json_object_set_int_member (object, "missing", (gint64)column->n_missing);
  if (!column->has_range)
    json_object_set_int_member (object, "different", (gint64)column->n_distinct);
  if (column->question != JLY_QUESTION_NONE)
    set_question (object, column, sheet);
  if (column->n_odd > 0)
    set_odd (object, column, sheet);
  if (column->has_range)
    {
      set_value (object, "smallest", column, column->least);
      set_value (object, "largest", column, column->most);
    }
  if (column->has_total)
    set_value (object, "total", column, column->total);
  if (column->adds != JLY_ADDS_UP)
    json_object_set_string_member (object, "no_total", jly_addable_explain (column->adds));
  json_object_set_array_member (object, "sample", list_samples (sheet, i));
  return object;
}

static JsonObject *
sheet_to_json (JlySheet *sheet, const GPtrArray *recognized)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < recognized->len; i++)
    json_array_add_object_element (columns,
                                   column_to_json (sheet, i, g_ptr_array_index (recognized, i)));
  json_object_set_string_member (object, "file", jly_sheet_get_name (sheet));
  jly_json_set_text (object, "format", jly_sheet_get_format (sheet));
  jly_json_set_text (object, "encoding", jly_sheet_get_encoding (sheet));
  json_object_set_int_member (object, "rows", (gint64)jly_sheet_get_n_rows (sheet));
  json_object_set_int_member (object, "header_row", (gint64)jly_sheet_get_header_row (sheet));
  if (jly_sheet_get_n_name_rows (sheet) > 1)
    json_object_set_int_member (object, "name_rows", jly_sheet_get_n_name_rows (sheet));
  if (jly_sheet_is_preview (sheet))
    json_object_set_int_member (object, "rows_about", (gint64)jly_sheet_estimate_rows (sheet));
  jly_ctl_table_notes_add (object, sheet);
  json_object_set_array_member (object, "columns", columns);
  return object;
}

static void
print_column (const JlyColumn *column, const char *name)
{
  /* Translators: a column's name, its type, and why it was taken for one. */
  printf (_ ("\n%s: %s. %s\n"), column->title, jly_column_type_words (column->type),
          column->reason);
  printf ("  %s\n", column->read_back);
  if (column->question != JLY_QUESTION_NONE)
    {
      g_autofree char *how = jly_ctl_answers_explain (name, column->question);

      printf (_ ("  To answer: %s\n"), column->question_text);
      printf ("  %s\n", how);
    }
}

static void
print_sheet (JlySheet *sheet, const GPtrArray *columns)
{
  const guint n_columns = jly_sheet_get_n_columns (sheet);
  const gsize n_rows = jly_sheet_get_n_rows (sheet);

  printf ("%s: %s, ", jly_sheet_get_name (sheet), jly_sheet_get_format (sheet));
  printf (ngettext ("%u column, ", "%u columns, ", n_columns), n_columns);
  printf (ngettext ("%zu row below the header.\n", "%zu rows below the header.\n", n_rows), n_rows);
  jly_ctl_table_notes_print (sheet);
  for (guint i = 0; i < columns->len; i++)
    print_column (g_ptr_array_index (columns, i), jly_sheet_get_header (sheet, i));
}

typedef struct
{
  const char *path;
  const char *study, *party; /* NULL: the file by itself */
  gboolean json;
  JlySheetOptions sheet;
  JlyCtlAnswers *answers;
} InspectOptions;

/* What was said about the file's columns; FALSE with an error for a column that is not there. */
static gboolean
find_answers (JlySheet *sheet, JlyCtlAnswers *said, JlyColumnAnswers *answers, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Write the column’s name as the file has it.") };

  for (guint i = 0; i < jly_sheet_get_n_columns (sheet); i++)
    jly_ctl_answers_find (said, jly_sheet_get_header (sheet, i), NULL, &answers[i]);
  if (jly_ctl_answers_get_unused (said) == NULL)
    return TRUE;
  return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no column “%s” in %s."),
                   jly_ctl_answers_get_unused (said), jly_sheet_get_name (sheet));
}

static int
inspect (const InspectOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = jly_sheet_load_with (options->path, &options->sheet, NULL, &error);
  g_autoptr (GPtrArray) columns = NULL;
  g_autofree JlyColumnAnswers *answers = NULL;
  g_autofree char *text = NULL;

  if (sheet == NULL)
    {
      JlyErrorDetail detail = { .file = options->path };

      jly_error_adopt (&error, JLY_ERROR_NO_INPUT, &detail);
      return jly_ctl_print_error (error);
    }
  if (options->study != NULL)
    return jly_ctl_table_study (sheet, options->study, options->party, options->answers,
                                options->json, &error)
               ? EX_OK
               : jly_ctl_print_error (error);
  answers = g_new0 (JlyColumnAnswers, jly_sheet_get_n_columns (sheet) + 1);
  if (!find_answers (sheet, options->answers, answers, &error))
    return jly_ctl_print_error (error);
  columns = jly_column_recognize_all (sheet, answers, NULL, NULL);
  if (!options->json)
    {
      print_sheet (sheet, columns);
      return EX_OK;
    }
  text = jly_json_print (sheet_to_json (sheet, columns), TRUE);
  printf ("%s\n", text);
  return EX_OK;
}

static gboolean
read_delimiter (const char *name, char *delimiter)
{
  static const struct
  {
    const char *name;
    char mark;
  } names[] = { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "bar", '|' } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      {
        *delimiter = names[i].mark;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_rows (const char *text, gsize *n_rows)
{
  guint64 n;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &n, NULL))
    return FALSE;
  *n_rows = n;
  return TRUE;
}

static gboolean
read_name_rows (const char *text, guint *n_rows)
{
  guint64 n;

  if (!g_ascii_string_to_unsigned (text, 10, 1, NAME_ROWS_MOST, &n, NULL))
    return FALSE;
  *n_rows = (guint)n;
  return TRUE;
}

/* FALSE for an option that is not known, or whose value is not. */
static gboolean
read_option (const char *name, const char *value, InspectOptions *options)
{
  if (value == NULL)
    return FALSE;
  if (g_str_equal (name, "--sheet"))
    options->sheet.sheet = value;
  else if (g_str_equal (name, "--answer"))
    return jly_ctl_answers_add (options->answers, value);
  else if (g_str_equal (name, "--name-rows"))
    return read_name_rows (value, &options->sheet.n_name_rows);
  else if (g_str_equal (name, "--encoding"))
    options->sheet.encoding = value;
  else if (g_str_equal (name, "--study"))
    options->study = value;
  else if (g_str_equal (name, "--party"))
    options->party = value;
  else if (g_str_equal (name, "--separator"))
    return read_delimiter (value, &options->sheet.delimiter);
  else if (g_str_equal (name, "--rows"))
    return read_rows (value, &options->sheet.n_rows);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_arguments (int argc, char **argv, InspectOptions *options)
{
  if (argc < 3 || !g_str_equal (argv[1], "inspect"))
    return FALSE;
  for (int i = 2; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--json"))
        options->json = TRUE;
      else if (g_str_equal (argv[i], "--keep-totals"))
        options->sheet.keep_totals = TRUE;
      else if (g_str_has_prefix (argv[i], "--"))
        {
          if (!read_option (argv[i], argv[i + 1], options))
            return FALSE;
          i++;
        }
      else if (options->path == NULL)
        options->path = argv[i];
      else
        return FALSE;
    }
  return options->path != NULL;
}

int
jly_ctl_table (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyCtlAnswers) answers = jly_ctl_answers_new ();
  InspectOptions options = { .answers = answers };

  /* A party is one of a study. */
  if (read_arguments (argc, argv, &options) && (options.party == NULL || options.study != NULL))
    return inspect (&options);
  jly_ctl_fail_usage (&error,
                      _ ("Write jointlyctl table inspect FILE, and if you want --sheet NAME, "
                         "--encoding NAME, --separator comma, semicolon, tab or bar, "
                         "--name-rows NUMBER, --rows NUMBER, --keep-totals, --answer "
                         "COLUMN=ANSWER, --study FILE, --party "
                         "NAME or --json."));
  return jly_ctl_print_error (error);
}
