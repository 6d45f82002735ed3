/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See oracle-table.h. */
#include "config.h"

#include "analysis/oracle-table.h"

#include <string.h>

#define MOST_COMPANIES 8
#define WIDE 40 /* bits of a column whose figures nobody has read yet */

static char *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "oracle", name, NULL);
  char *text = NULL;
  gboolean is_read = g_file_get_contents (path, &text, NULL, NULL);

  g_assert_true (is_read);
  return g_strchomp (text);
}

static void
set_width (JlyInputColumn *column, guint width)
{
  column->most = ((gint64)1 << width) - 1;
  column->width = jly_input_width (column->least, column->most);
}

static void
describe_column (OracleData *self, guint c, const char *text)
{
  JlyInputColumn *column = &self->table->columns[c];
  GStrv parts = g_strsplit (text, "|", -1);
  gboolean is_categories = g_strv_length (parts) > 1;

  g_ptr_array_add (self->categories, parts);
  *column = (JlyInputColumn){
    .id = self->names[c],
    .title = self->names[c],
    .unit = "",
    .kind = is_categories ? JLY_VALUE_TEXT : JLY_VALUE_NUMBER,
    .scale = is_categories ? 0 : (guint)g_ascii_strtoull (text, NULL, 10),
    .categories = is_categories ? (const char *const *)parts : NULL,
    .may_be_missing = TRUE,
  };
  set_width (column, WIDE);
  if (is_categories)
    {
      column->most = g_strv_length (parts) - 1;
      column->width = jly_input_width (0, column->most);
    }
  jly_rules_add_column ((JlyRules *)self->table->inputs.rules, column->id, column->kind,
                        column->scale);
}

OracleData *
oracle_data_new (const char *const *names, const char *const *kinds, gsize n)
{
  OracleData *self = g_new0 (OracleData, 1);
  TestInputs *table = self->table = g_new0 (TestInputs, 1);

  self->names = g_strdupv ((char **)names);
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  table->n_rows = g_new (gsize, MOST_COMPANIES);
  table->n_rows[0] = table->n_rows[1] = n / 3;
  table->n_rows[2] = n - 2 * (n / 3);
  table->inputs = (JlyInputs){
    .columns = table->columns,
    .n_columns = g_strv_length (self->names),
    .rules = jly_rules_new (),
    .n_sources = 3,
    .n_rows = table->n_rows,
    .most_rows = n,
    .limits = { .may_show_ends = TRUE },
  };
  g_assert_cmpuint (table->inputs.n_columns, <=, TEST_INPUTS_MOST_COLUMNS);
  table->is_valid = g_new (gboolean, n);
  for (gsize row = 0; row < n; row++)
    table->is_valid[row] = TRUE;
  for (guint c = 0; c < table->inputs.n_columns; c++)
    {
      describe_column (self, c, kinds[c]);
      table->values[c] = g_new0 (gint64, n);
      table->is_there[c] = g_new (gboolean, n);
      for (gsize row = 0; row < n; row++)
        table->is_there[c][row] = TRUE;
    }
  return self;
}

/* The last cell of a line: rows of one company follow each other. */
static void
count_row (TestInputs *table, const char *company, char **last)
{
  if (g_strcmp0 (*last, company) != 0)
    {
      g_free (*last);
      *last = g_strdup (company);
      g_assert_cmpuint (table->inputs.n_sources, <, MOST_COMPANIES);
      table->n_rows[table->inputs.n_sources++] = 0;
    }
  table->n_rows[table->inputs.n_sources - 1]++;
}

static void
read_cells (OracleData *self, gsize row, char **cells)
{
  TestInputs *table = self->table;

  for (guint c = 0; c < table->inputs.n_columns; c++)
    {
      table->is_there[c][row] = *cells[c] != '\0';
      if (table->is_there[c][row])
        g_assert_true (
            jly_input_column_parse (&table->columns[c], cells[c], &table->values[c][row]));
    }
}

/* Columns as wide as what is in them wants, since each bit costs the parties something. */
static void
narrow (OracleData *self)
{
  gsize n = oracle_data_count (self);

  for (guint c = 0; c < self->table->inputs.n_columns; c++)
    {
      guint width = 1;

      if (self->table->columns[c].categories != NULL)
        continue;
      for (gsize row = 0; row < n; row++)
        width = MAX (width, g_bit_storage ((gulong)self->table->values[c][row]));
      set_width (&self->table->columns[c], width + 1);
    }
}

OracleData *
oracle_data_load (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".csv", NULL), *text = read_file (file);
  g_autofree char *company = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) names = g_strsplit (lines[0], ",", -1), kinds = g_strsplit (lines[1], ",", -1);
  guint last = g_strv_length (names) - 1;
  gsize n = g_strv_length (lines) - 2;
  OracleData *self;

  g_assert_cmpstr (names[last], ==, "company");
  g_clear_pointer (&names[last], g_free);
  self = oracle_data_new ((const char *const *)names, (const char *const *)kinds, n);
  self->table->inputs.n_sources = 0;
  for (gsize row = 0; row < n; row++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[row + 2], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, last + 1);
      read_cells (self, row, cells);
      count_row (self->table, cells[last], &company);
    }
  narrow (self);
  return self;
}

void
oracle_data_free (OracleData *self)
{
  test_inputs_free (self->table);
  g_strfreev (self->names);
  g_ptr_array_unref (self->categories);
  g_free (self);
}

gsize
oracle_data_count (const OracleData *self)
{
  return jly_inputs_count_rows (&self->table->inputs);
}

OracleQuestion *
oracle_question_new (const OracleData *data, const char *text)
{
  OracleQuestion *self = g_new0 (OracleQuestion, 1);
  g_autoptr (GError) error = NULL;

  self->words = g_strsplit (text, " ", -1);
  self->parameters = g_array_new (FALSE, FALSE, sizeof (JlyParameter));
  for (guint i = 1; self->words[i] != NULL; i++)
    {
      char *value = strchr (self->words[i], '=');
      JlyParameter parameter;

      g_assert_nonnull (value);
      *value++ = '\0';
      parameter = (JlyParameter){ self->words[i], g_strdelimit (value, "_", ' ') };
      g_array_append_val (self->parameters, parameter);
    }
  self->request.analysis = jly_analysis_find (self->words[0]);
  g_assert_nonnull (self->request.analysis);
  self->request.query
      = (JlyQuery){ &data->table->inputs, (gpointer)self->parameters->data, self->parameters->len };
  if (!jly_analysis_check (self->request.analysis, &self->request.query, NULL, &error))
    g_error ("%s: %s", text, error->message);
  return self;
}

void
oracle_question_free (OracleQuestion *self)
{
  g_strfreev (self->words);
  g_array_unref (self->parameters);
  g_free (self);
}

JlyAnswer *
oracle_question_answer (const OracleQuestion *self, const OracleData *data, guint source)
{
  const JlyClearTable table = test_inputs_get_table (data->table);

  return self->request.analysis->clear (&self->request.query, &table, source);
}

static void
line_free (OracleLine *self)
{
  g_free (self->data);
  g_free (self->question);
  g_free (self->figure);
  g_free (self->command);
  g_free (self);
}

GPtrArray *
oracle_lines_load (void)
{
  g_autofree char *text = read_file ("answers.tsv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify)line_free);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      OracleLine *line = g_new (OracleLine, 1);

      g_assert_cmpuint (g_strv_length (cells), ==, 5);
      *line = (OracleLine){ g_strdup (cells[0]), g_strdup (cells[1]), g_strdup (cells[2]),
                            g_strdup (cells[3]), g_ascii_strtod (cells[4], NULL) };
      g_ptr_array_add (result, line);
    }
  return result;
}
