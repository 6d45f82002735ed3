/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-study.h. */
#include "config.h"

#include "bench/bench-study.h"

#include <stdarg.h>
#include <string.h>

BenchStudy *
bench_study_new (guint n_sources, gsize n)
{
  BenchStudy *self = g_new0 (BenchStudy, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (JlyInputColumn));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->questions = g_array_new (FALSE, TRUE, sizeof (JlyRequest));
  self->parameters = g_ptr_array_new_with_free_func (g_free);
  self->rules = jly_rules_new ();
  self->n_rows = g_new (gsize, n_sources);
  for (guint i = 0; i < n_sources; i++)
    self->n_rows[i] = n / n_sources + (i < n % n_sources);
  self->is_valid = g_new (gboolean, n);
  for (gsize i = 0; i < n; i++)
    self->is_valid[i] = TRUE;
  self->inputs = (JlyInputs){
    .rules = self->rules,
    .n_sources = n_sources,
    .n_rows = self->n_rows,
    .most_rows = self->n_rows[0],
  };
  return self;
}

void
bench_study_free (BenchStudy *self)
{
  for (guint i = 0; self->shares != NULL && i < self->inputs.n_sources; i++)
    {
      for (guint c = 0; c < self->inputs.n_columns; c++)
        jly_bits_free (self->shares[i][c]);
      g_free (self->shares[i]);
    }
  g_free (self->shares);
  jly_computation_free (self->done);
  if (self->inputs.index != NULL)
    g_hash_table_unref (self->inputs.index);
  jly_rules_free (self->rules);
  g_array_unref (self->columns);
  g_array_unref (self->questions);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->parameters);
  g_free (self->is_valid);
  g_free (self->n_rows);
  g_free (self);
}

/* A copy that lives as long as the study. */
static const char *
keep (BenchStudy *self, const char *text)
{
  g_ptr_array_add (self->texts, g_strdup (text));
  return self->texts->pdata[self->texts->len - 1];
}

static void
add (BenchStudy *self, JlyInputColumn *column, const char *id)
{
  gsize n = jly_inputs_count_rows (&self->inputs);
  g_autofree guint64 *drawn = bench_values (n, 40, self->values->len);
  gint64 *values = g_new (gint64, n);

  column->id = column->title = keep (self, id);
  column->unit = "";
  for (gsize i = 0; i < n; i++)
    values[i] = (gint64)(drawn[i] % ((guint64)column->most + 1));
  g_ptr_array_add (self->values, values);
  g_array_append_val (self->columns, *column);
  jly_rules_add_column (self->rules, id, column->kind, 0);
  self->inputs.columns = (const JlyInputColumn *)self->columns->data;
  self->inputs.n_columns = self->columns->len;
}

void
bench_study_add_numbers (BenchStudy *self, const char *id, guint width)
{
  JlyInputColumn column = {
    .kind = JLY_VALUE_NUMBER,
    .most = ((gint64)1 << width) - 1,
    .width = width,
  };

  add (self, &column, id);
}

void
bench_study_add_categories (BenchStudy *self, const char *id, guint n)
{
  const char **names = g_new0 (const char *, n + 1);
  JlyInputColumn column = {
    .kind = JLY_VALUE_TEXT,
    .most = (gint64)n - 1,
    .width = jly_input_width (0, (gint64)n - 1),
    .categories = names,
  };

  g_ptr_array_add (self->texts, names);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("answer %u", i + 1);

      names[i] = keep (self, name);
    }
  add (self, &column, id);
}

void
bench_study_ask (BenchStudy *self, const char *analysis, ...)
{
  JlyParameter *parameters = g_new0 (JlyParameter, 8);
  JlyRequest request = { jly_analysis_find (analysis), { &self->inputs, parameters, 0 } };
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list list;

  if (self->inputs.index == NULL)
    self->inputs.index = jly_inputs_make_index (&self->inputs);
  va_start (list, analysis);
  while ((name = va_arg (list, const char *)) != NULL)
    parameters[request.query.n_parameters++]
        = (JlyParameter){ name, keep (self, va_arg (list, const char *)) };
  va_end (list);
  g_ptr_array_add (self->parameters, parameters);
  if (!jly_analysis_check (request.analysis, &request.query, NULL, &error))
    g_error ("%s: %s", analysis, error->message);
  g_array_append_val (self->questions, request);
}

void
bench_study_share (BenchStudy *self, const BenchWork *work)
{
  gsize first = 0;

  self->shares = g_new (JlyBits **, self->inputs.n_sources);
  for (guint i = 0; i < self->inputs.n_sources; first += self->n_rows[i], i++)
    {
      self->shares[i] = g_new (JlyBits *, self->inputs.n_columns);
      for (guint c = 0; c < self->inputs.n_columns; c++)
        self->shares[i][c] = jly_bits_tighten (bench_make_bits (
            work, c, (const guint64 *)self->values->pdata[c] + first, self->n_rows[i],
            jly_input_column_get_upload_width (&self->inputs.columns[c])));
    }
}

gboolean
bench_study_run (BenchStudy *self, JlyEngine *engine, GError **error)
{
  g_clear_pointer (&self->done, jly_computation_free);
  self->done
      = jly_computation_run (engine, &self->inputs, (JlyRequest *)self->questions->data,
                             self->questions->len, (JlyBits *const *const *)self->shares, error);
  return self->done != NULL;
}

/* What each of the three holds of an output for source 0, told to all three. */
static gboolean
gather (JlyEngine *engine, GBytes *own, GBytes *pieces[3], GError **error)
{
  guint self = jly_engine_get_self (engine);
  gsize n;
  const guint8 *bytes = g_bytes_get_data (own, &n);
  guint8 *from_next = g_malloc (n), *from_prev = g_malloc (n);
  gboolean is_done = jly_transport_exchange (
      jly_engine_get_transport (engine),
      &(JlyExchange){ bytes, n, bytes, n, from_next, n, from_prev, n }, error);

  pieces[self] = g_bytes_ref (own);
  pieces[(self + 1) % 3] = g_bytes_new_take (from_next, n);
  pieces[(self + 2) % 3] = g_bytes_new_take (from_prev, n);
  return is_done;
}

static gboolean
is_same (const JlyAnswer *got, const JlyAnswer *expected)
{
  for (gsize i = 0; i < expected->n_outputs; i++)
    if (got->outputs[i].n != expected->outputs[i].n
        || memcmp (got->outputs[i].values, expected->outputs[i].values,
                   expected->outputs[i].n * sizeof *expected->outputs[i].values)
               != 0)
      return FALSE;
  return TRUE;
}

static gboolean
check_question (
    BenchStudy *self, JlyEngine *engine, const JlyClearTable *table, gsize number, GError **error)
{
  const JlyRequest *question = &g_array_index (self->questions, JlyRequest, number);
  gsize n = question->analysis->n_outputs;
  g_autofree GBytes *(*pieces)[3] = g_malloc0 (n * sizeof *pieces);
  g_autoptr (JlyAnswer) got = NULL, expected = NULL;
  gboolean is_done = TRUE;

  for (gsize i = 0; i < n && is_done; i++)
    is_done = gather (engine, jly_shares_get (self->done->shares[number], i, 0), pieces[i], error);
  if (is_done)
    got = jly_analysis_join (question->analysis, &question->query, (gpointer)pieces, NULL, error);
  for (gsize i = 0; i < n; i++)
    for (guint m = 0; m < 3; m++)
      g_clear_pointer (&pieces[i][m], g_bytes_unref);
  if (got == NULL)
    return FALSE;
  expected = question->analysis->clear (&question->query, table, 0);
  return is_same (got, expected);
}

gboolean
bench_study_check (BenchStudy *self, JlyEngine *engine, GError **error)
{
  const JlyClearTable table = { (const gint64 *const *)self->values->pdata, self->is_valid, NULL };

  for (gsize i = 0; i < self->questions->len; i++)
    if (!check_question (self, engine, &table, i, error))
      return FALSE;
  return TRUE;
}
