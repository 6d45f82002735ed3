/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-inputs.h. */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-validity.h"
#include "engine/jly-open.h"

static const char *const categories[] = { "small", "medium", "large", NULL };

static gint64
draw (GRand *rand, gint64 least, gint64 most)
{
  return least + (gint64)(g_rand_double (rand) * (double)(most - least + 1));
}

static void
draw_range (GRand *rand, JlyInputColumn *column, gboolean is_free)
{
  gint64 size = (gint64)1 << g_rand_int_range (rand, 1, 20);

  if (is_free)
    column->most = size - 1;
  else
    switch (g_rand_int_range (rand, 0, 3))
      {
      case 0:
        column->most = draw (rand, 1, size);
        break;
      case 1:
        column->least = draw (rand, 1, size);
        column->most = column->least + draw (rand, 0, size);
        break;
      default:
        column->least = -draw (rand, 1, size);
        column->most = draw (rand, 0, size);
      }
}

static void
add_range (JlyRules *rules, guint i, const JlyInputColumn *column)
{
  JlyRule rule = {
    .kind = JLY_RULE_RANGE,
    .column = i,
    .least = column->least,
    .most = column->most,
  };

  jly_rules_add (rules, &rule);
}

static void
add_categories (JlyRules *rules, guint i)
{
  JlyRule rule = {
    .kind = JLY_RULE_CATEGORIES,
    .column = i,
    .categories = (char **)categories,
  };

  jly_rules_add (rules, &rule);
}

static void
add_not_above (GRand *rand, JlyRules *rules)
{
  JlyRule rule = {
    .kind = JLY_RULE_NOT_ABOVE,
    .column = 0,
    .other = 1,
    .times = (guint)g_rand_int_range (rand, 1, 12),
  };

  jly_rules_add (rules, &rule);
}

static JlyRules *
make_rules (GRand *rand, TestInputs *self, gboolean is_free)
{
  static const char *const ids[TEST_INPUTS_COLUMNS] = { "turnover", "profit", "size" };
  JlyRules *rules = jly_rules_new ();

  for (guint i = 0; i < TEST_INPUTS_COLUMNS; i++)
    {
      JlyInputColumn *column = &self->columns[i];
      gboolean is_number = i < 2;

      column->id = column->title = ids[i];
      column->unit = is_number ? "EUR" : "";
      column->kind = is_number ? JLY_VALUE_NUMBER : JLY_VALUE_TEXT;
      column->scale = is_number ? 2 : 0;
      column->most = G_N_ELEMENTS (categories) - 2;
      column->categories = is_number ? NULL : categories;
      if (is_number)
        draw_range (rand, column, is_free);
      column->width = jly_input_width (column->least, column->most);
      jly_rules_add_column (rules, column->title, column->kind, column->scale);
      if (is_number)
        add_range (rules, i, column);
      else if (!is_free)
        add_categories (rules, i);
    }
  if (!is_free && self->columns[0].least >= 0 && self->columns[1].least >= 0
      && g_rand_boolean (rand))
    add_not_above (rand, rules);
  return rules;
}

/* A code that a program can send: mostly one of the agreed range. */
static gint64
draw_value (GRand *rand, const JlyInputColumn *column)
{
  gint64 base = jly_input_column_get_base (column);

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return base + draw (rand, 0, ((gint64)1 << column->width) - 1);
    case 1:
      return column->least;
    case 2:
      return column->most;
    default:
      return draw (rand, column->least, column->most);
    }
}

TestInputs *
test_inputs_new (GRand *rand, guint n_sources, gsize most_rows)
{
  TestInputs *self = g_new0 (TestInputs, 1);
  gboolean is_free = g_rand_int_range (rand, 0, 3) == 0;
  gsize n;

  self->n_rows = g_new (gsize, n_sources);
  for (guint i = 0; i < n_sources; i++)
    self->n_rows[i] = (gsize)draw (rand, 1, (gint64)most_rows);
  self->inputs = (JlyInputs){
    .columns = self->columns,
    .n_columns = TEST_INPUTS_COLUMNS,
    .rules = make_rules (rand, self, is_free),
    .n_sources = n_sources,
    .n_rows = self->n_rows,
    .most_rows = most_rows,
  };
  n = jly_inputs_count_rows (&self->inputs);
  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    {
      self->values[c] = g_new (gint64, n);
      for (gsize i = 0; i < n; i++)
        self->values[c][i] = draw_value (rand, &self->columns[c]);
    }
  self->is_valid = g_new (gboolean, n);
  test_inputs_judge (self);
  return self;
}

void
test_inputs_free (TestInputs *self)
{
  if (self == NULL)
    return;
  jly_rules_free ((JlyRules *)self->inputs.rules);
  for (guint c = 0; c < self->inputs.n_columns; c++)
    {
      g_free (self->values[c]);
      g_free (self->is_there[c]);
    }
  g_free (self->n_rows);
  g_free (self->is_valid);
  g_free (self);
}

void
test_inputs_lose (GRand *rand, TestInputs *self)
{
  gsize n = jly_inputs_count_rows (&self->inputs);

  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    if (g_rand_boolean (rand))
      {
        self->columns[c].may_be_missing = TRUE;
        self->is_there[c] = g_new (gboolean, n);
        for (gsize i = 0; i < n; i++)
          self->is_there[c][i] = g_rand_int_range (rand, 0, 4) > 0;
      }
  test_inputs_judge (self);
}

void
test_inputs_judge (TestInputs *self)
{
  JlyClearTable table = test_inputs_get_table (self);

  jly_validity_clear (&self->inputs, &table, self->is_valid);
}

JlyClearTable
test_inputs_get_table (TestInputs *self)
{
  return (JlyClearTable){ (const gint64 *const *)self->values, self->is_valid,
                          (const gboolean *const *)self->is_there };
}

typedef struct
{
  TestInputs *inputs;
  const JlyRequest *questions;
  gsize n_questions;
  JlyBits ***columns; /* [source][column] */
  JlyComputation *computation;
} Work;

static gboolean
compute_party (JlyEngine *engine, gpointer data, GError **error)
{
  Work *work = data;

  work->computation
      = jly_computation_run (engine, &work->inputs->inputs, work->questions, work->n_questions,
                             (JlyBits *const *const *)work->columns, error);
  return work->computation != NULL;
}

/* One source's codes of one column, shared. */
static void
share_column (
    TestInputs *self, TestParties *parties, guint c, gsize first, gsize n, TestSecret *secret)
{
  gint64 base = jly_input_column_get_base (&self->columns[c]);
  g_autofree guint64 *codes = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    {
      codes[i] = (guint64)(self->values[c][first + i] - base);
      /* What a missing cell has below its bit is nobody's business: here it is anything. */
      if (self->is_there[c] != NULL && self->is_there[c][first + i])
        codes[i] |= (guint64)1 << self->columns[c].width;
    }
  test_secret_share (secret, parties, codes, n,
                     jly_input_column_get_upload_width (&self->columns[c]));
}

void
test_inputs_share (TestInputs *self, TestParties *parties, JlyBits ***columns[3])
{
  gsize first = 0;

  for (guint m = 0; m < 3; m++)
    columns[m] = g_new (JlyBits **, self->inputs.n_sources);
  for (guint i = 0; i < self->inputs.n_sources; first += self->n_rows[i], i++)
    {
      for (guint m = 0; m < 3; m++)
        columns[m][i] = g_new (JlyBits *, self->inputs.n_columns);
      for (guint c = 0; c < self->inputs.n_columns; c++)
        {
          TestSecret secret;

          share_column (self, parties, c, first, self->n_rows[i], &secret);
          for (guint m = 0; m < 3; m++)
            columns[m][i][c] = secret.held[m];
        }
    }
}

void
test_inputs_free_shares (TestInputs *self, JlyBits ***columns)
{
  for (guint i = 0; i < self->inputs.n_sources; i++)
    {
      for (guint c = 0; c < self->inputs.n_columns; c++)
        jly_bits_free (columns[i][c]);
      g_free (columns[i]);
    }
  g_free (columns);
}

void
test_inputs_run (TestInputs *self,
                 const JlyRequest *questions,
                 gsize n_questions,
                 TestParties *parties,
                 JlyComputation *computations[3])
{
  Work works[3];
  JlyBits ***columns[3];
  GError *errors[3];

  test_inputs_share (self, parties, columns);
  for (guint m = 0; m < 3; m++)
    works[m] = (Work){ self, questions, n_questions, columns[m], NULL };
  test_parties_run (parties, compute_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                    errors);
  for (guint m = 0; m < 3; m++)
    {
      g_assert_no_error (errors[m]);
      computations[m] = works[m].computation;
      test_inputs_free_shares (self, columns[m]);
    }
}

JlyAnswer *
test_inputs_join (const JlyRequest *question,
                  gsize number,
                  guint source,
                  JlyComputation *const computations[3])
{
  gsize n = question->analysis->n_outputs;
  g_autofree GBytes *(*pieces)[3] = g_malloc0 (n * sizeof *pieces);
  g_autoptr (GError) error = NULL;
  JlyAnswer *answer;

  for (gsize i = 0; i < n; i++)
    for (guint m = 0; m < 3; m++)
      pieces[i][m] = jly_shares_get (computations[m]->shares[number], i, source);
  answer = jly_analysis_join (question->analysis, &question->query, (gpointer)pieces, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

guint64
test_inputs_join_rejected (TestInputs *self, guint source, JlyComputation *const computations[3])
{
  GBytes *pieces[3];
  gboolean is_joined;
  guint64 rejected;

  for (guint m = 0; m < 3; m++)
    pieces[m] = jly_shares_get (computations[m]->rejected, 0, source);
  is_joined = jly_open_join (pieces, 1, jly_validity_count_width (&self->inputs), &rejected, NULL);
  g_assert_true (is_joined);
  return rejected;
}

void
test_inputs_assert_same (const JlyAnswer *got, const JlyAnswer *expected)
{
  g_assert_cmpuint (got->n_outputs, ==, expected->n_outputs);
  for (gsize i = 0; i < got->n_outputs; i++)
    {
      const JlyAnswerOutput *one = &got->outputs[i], *other = &expected->outputs[i];

      g_assert_cmpint (one->is_open, ==, other->is_open);
      g_assert_cmpuint (one->n, ==, other->n);
      for (gsize k = 0; k < one->n; k++)
        g_assert_cmpint ((gint64)one->values[k], ==, (gint64)other->values[k]);
    }
}
