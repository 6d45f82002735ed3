/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard against differences of filters: under sharing and in clear it says the same, for
 * questions asked together and one after the other, with checks of their own or none. */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-guard.h"
#include "analysis/jly-validity.h"

#define MAX_PARTS 3
#define MAX_ASKED 3

/* Parts over the same figures: of some the checks are not looked at. */
typedef struct
{
  JlyInputs inputs;
  gboolean *is_valid;
  JlyRequest questions[MAX_ASKED];
  JlyParameter parameters[MAX_ASKED][5];
  char bounds[MAX_ASKED][8];
  gsize n;
} Part;

typedef struct
{
  TestInputs *figures;
  JlyRules *no_rules;
  Part parts[MAX_PARTS];
  guint n_parts;
  gsize least_rows;
} Round;

static gint64
draw (GRand *rand, const JlyInputColumn *column, gint32 n)
{
  gint64 value = MAX (column->least, 0) + g_rand_int_range (rand, 0, n);

  return MIN (column->most, value);
}

/* Figures of a few values, so that filters are often near to each other. */
static void
narrow (GRand *rand, TestInputs *figures)
{
  for (gsize i = 0; i < jly_inputs_count_rows (&figures->inputs); i++)
    {
      figures->values[0][i] = draw (rand, &figures->columns[0], 4);
      figures->values[1][i] = draw (rand, &figures->columns[1], 2);
    }
  test_inputs_judge (figures);
}

static void
ask (GRand *rand, Part *part, const TestInputs *figures)
{
  static const char *const sizes[] = { "small", "medium", "large" };
  static const char *const comparisons[] = { "=", "<>", "<", "<=", ">=", ">" };
  gsize k = part->n++;
  gint64 bound = MAX (figures->columns[0].least, 0) + g_rand_int_range (rand, 0, 5);

  part->questions[k] = (JlyRequest){
    &jly_count_analysis,
    { .inputs = &part->inputs, .parameters = part->parameters[k], .n_parameters = 3 },
  };
  g_snprintf (part->bounds[k], sizeof part->bounds[k], "0.0%d", (gint)(bound % 10));
  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      part->questions[k].query.n_parameters = 0;
      break;
    case 1:
      part->parameters[k][0] = (JlyParameter){ "where", "size" };
      part->parameters[k][1] = (JlyParameter){ "is", comparisons[g_rand_int_range (rand, 0, 2)] };
      part->parameters[k][2] = (JlyParameter){ "value", sizes[g_rand_int_range (rand, 0, 3)] };
      break;
    default:
      part->parameters[k][0] = (JlyParameter){ "where", "turnover" };
      part->parameters[k][1] = (JlyParameter){ "is", comparisons[g_rand_int_range (rand, 0, 6)] };
      part->parameters[k][2] = (JlyParameter){ "value", part->bounds[k] };
    }
  if (g_rand_boolean (rand))
    part->parameters[k][part->questions[k].query.n_parameters++] = (JlyParameter){ "by", "size" };
}

static void
begin_part (GRand *rand, Round *self, Part *part)
{
  gsize n_rows = jly_inputs_count_rows (&self->figures->inputs);

  part->inputs = self->figures->inputs;
  part->is_valid = g_new (gboolean, n_rows);
  if (g_rand_boolean (rand))
    part->inputs.rules = self->no_rules;
  jly_validity_clear (&part->inputs,
                      &(JlyClearTable){ (const gint64 *const *)self->figures->values },
                      part->is_valid);
  part->n = 0;
  for (gint i = g_rand_int_range (rand, 1, MAX_ASKED + 1); i > 0; i--)
    ask (rand, part, self->figures);
}

static void
begin (GRand *rand, Round *self)
{
  self->figures = test_inputs_new (rand, (guint)g_rand_int_range (rand, 2, 5), 8);
  narrow (rand, self->figures);
  self->no_rules = jly_rules_new ();
  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    {
      const JlyInputColumn *column = &self->figures->columns[c];

      jly_rules_add_column (self->no_rules, column->title, column->kind, column->scale);
    }
  self->n_parts = (guint)g_rand_int_range (rand, 1, MAX_PARTS + 1);
  self->least_rows = (gsize)g_rand_int_range (rand, 1, 5);
  for (guint i = 0; i < self->n_parts; i++)
    begin_part (rand, self, &self->parts[i]);
}

static void
end (Round *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    g_free (self->parts[i].is_valid);
  jly_rules_free (self->no_rules);
  test_inputs_free (self->figures);
}

typedef struct
{
  const Round *round;
  JlyBits ***columns;
  gboolean is_too_near;
} Work;

static void
list_parts (const Round *round, JlyBits ***columns, JlyGuardPart parts[MAX_PARTS])
{
  for (guint i = 0; i < round->n_parts; i++)
    parts[i] = (JlyGuardPart){ &round->parts[i].inputs, round->parts[i].questions,
                               round->parts[i].n, (JlyBits *const *const *)columns };
}

static gboolean
guard_party (JlyEngine *engine, gpointer data, GError **error)
{
  Work *work = data;
  JlyGuardPart parts[MAX_PARTS];

  list_parts (work->round, work->columns, parts);
  return jly_guard_secure (engine, parts, work->round->n_parts, work->round->least_rows,
                           &work->is_too_near, error);
}

/* What is sent follows from the shape alone, so that it is foretold without the figures. */
static void
assert_cost (const Round *round, guint miner, const JlyTransport *sent)
{
  JlyGuardPart parts[MAX_PARTS];
  guint64 bytes[3], rounds;

  list_parts (round, NULL, parts);
  jly_guard_cost (parts, round->n_parts, round->least_rows, bytes, &rounds);
  g_assert_cmpuint (bytes[miner], ==, sent->bytes_sent);
  g_assert_cmpuint (rounds, ==, sent->rounds);
}

/* Where nothing is compared nothing is sent. */
static void
assert_free (const Round *round)
{
  JlyGuardPart parts[MAX_PARTS];
  guint64 bytes[3], rounds;

  list_parts (round, NULL, parts);
  jly_guard_cost (parts, round->n_parts, round->least_rows, bytes, &rounds);
  g_assert_cmpuint (bytes[0] + bytes[1] + bytes[2] + rounds, ==, 0);
}

static gboolean
run (Round *round, guint32 seed)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  JlyBits ***columns[3];
  Work works[3];
  GError *errors[3];

  test_inputs_share (round->figures, parties, columns);
  for (guint m = 0; m < 3; m++)
    works[m] = (Work){ round, columns[m], FALSE };
  test_parties_run (parties, guard_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint m = 0; m < 3; m++)
    {
      g_assert_no_error (errors[m]);
      assert_cost (round, m, jly_engine_get_transport (parties->engines[m]));
      g_assert_true (works[m].is_too_near == works[0].is_too_near);
      test_inputs_free_shares (round->figures, columns[m]);
    }
  return works[0].is_too_near;
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_refused = 0, n_run = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 200; i++)
    {
      JlyGuardPart parts[MAX_PARTS];
      JlyClearTable tables[MAX_PARTS];
      gboolean expected;
      Round round;

      begin (rand, &round);
      list_parts (&round, NULL, parts);
      for (guint k = 0; k < round.n_parts; k++)
        tables[k] = (JlyClearTable){ (const gint64 *const *)round.figures->values,
                                     round.parts[k].is_valid };
      expected = jly_guard_clear (parts, tables, round.n_parts, round.least_rows);
      if (jly_guard_is_needed (parts, round.n_parts, round.least_rows))
        {
          g_assert_true (run (&round, seed + i) == expected);
          n_run++;
          n_refused += expected;
        }
      else
        {
          g_assert_false (expected);
          assert_free (&round);
        }
      end (&round);
    }
  g_assert_cmpuint (n_refused, >, 20);
  g_assert_cmpuint (n_run - n_refused, >, 20);
}

/* How many rows of ten must lie between two bounds: the edge itself. */
static void
check_edge (gsize n_between, gsize least_rows, gboolean is_refused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (TestInputs) figures = test_inputs_new (rand, 10, 1);
  JlyParameter narrow_where[] = { { "where", "size" }, { "is", "=" }, { "value", "small" } };
  JlyParameter wide_where[] = { { "where", "size" }, { "is", "<>" }, { "value", "large" } };
  JlyRequest now = { &jly_count_analysis, { &figures->inputs, narrow_where, 3 } };
  JlyRequest before = { &jly_count_analysis, { &figures->inputs, wide_where, 3 } };
  JlyClearTable table = test_inputs_get_table (figures);
  JlyGuardPart parts[]
      = { { &figures->inputs, &now, 1, NULL }, { &figures->inputs, &before, 1, NULL } };

  for (gsize i = 0; i < 10; i++)
    {
      figures->is_valid[i] = TRUE;
      figures->values[2][i] = i < 4 ? 0 : i < 4 + n_between ? 1 : 2;
    }
  g_assert_true (jly_guard_clear (parts, (JlyClearTable[]){ table, table }, 2, least_rows)
                 == is_refused);
}

/* By hand: one row apart is refused, none or enough are not. */
static void
test_edge (void)
{
  check_edge (0, 5, FALSE);
  check_edge (1, 5, TRUE);
  check_edge (4, 5, TRUE);
  check_edge (5, 5, FALSE);
  check_edge (1, 1, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guard/random", test_random);
  g_test_add_func ("/guard/edge", test_edge);
  return g_test_run ();
}
