/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl table inspect: how a file of figures is read, before anything is done with it. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "table/jly-column.h"
#include "table/jly-sheet.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

#define SAMPLE_ROWS 5

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
column_to_json (JlySheet *sheet, guint i)
{
  static const char *const marks[]
      = { [JLY_MARK_NONE] = NULL, [JLY_MARK_POINT] = "point", [JLY_MARK_COMMA] = "comma" };
  g_autoptr (JlyColumn) column = jly_column_recognize (sheet, i, NULL);
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
  json_object_set_array_member (object, "sample", list_samples (sheet, i));
  return object;
}

static JsonObject *
sheet_to_json (JlySheet *sheet)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < jly_sheet_get_n_columns (sheet); i++)
    json_array_add_object_element (columns, column_to_json (sheet, i));
  json_object_set_string_member (object, "file", jly_sheet_get_name (sheet));
  jly_json_set_text (object, "format", jly_sheet_get_format (sheet));
  json_object_set_int_member (object, "rows", (gint64)jly_sheet_get_n_rows (sheet));
  json_object_set_array_member (object, "columns", columns);
  return object;
}

static void
print_column (JlySheet *sheet, guint i)
{
  g_autoptr (JlyColumn) column = jly_column_recognize (sheet, i, NULL);

  /* Translators: a column's name, its type, and why it was taken for one. */
  printf (_ ("\n%s: %s. %s\n"), column->title, jly_column_type_words (column->type),
          column->reason);
  printf ("  %s\n", column->read_back);
  if (column->question != JLY_QUESTION_NONE)
    printf (_ ("  To answer: %s\n"), column->question_text);
}

static void
print_sheet (JlySheet *sheet)
{
  printf (_ ("%s: %s, %u columns, %zu rows below the header.\n"), jly_sheet_get_name (sheet),
          jly_sheet_get_format (sheet), jly_sheet_get_n_columns (sheet),
          jly_sheet_get_n_rows (sheet));
  for (guint i = 0; i < jly_sheet_get_n_columns (sheet); i++)
    print_column (sheet, i);
}

static int
inspect (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, &error);
  g_autofree char *text = NULL;

  if (sheet == NULL)
    {
      JlyErrorDetail detail = { .file = path };

      jly_error_adopt (&error, JLY_ERROR_NO_INPUT, &detail);
      return jly_ctl_print_error (error);
    }
  if (!json)
    {
      print_sheet (sheet);
      return EX_OK;
    }
  text = jly_json_print (sheet_to_json (sheet), TRUE);
  printf ("%s\n", text);
  return EX_OK;
}

int
jly_ctl_table (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *path = NULL;
  gboolean json = FALSE, ok = argc >= 3 && g_str_equal (argv[1], "inspect");

  for (int i = 2; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--json"))
        json = TRUE;
      else if (path == NULL)
        path = argv[i];
      else
        ok = FALSE;
    }
  if (ok && path != NULL)
    return inspect (path, json);
  jly_ctl_fail_usage (&error, _ ("Write jointlyctl table inspect FILE."));
  return jly_ctl_print_error (error);
}
