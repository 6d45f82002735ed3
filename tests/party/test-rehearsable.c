/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contract can rehearse: made-up figures that keep what was agreed, questions that it
 * permits, and the result of every case that proposes columns. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-figures.h"
#include "party/jly-rehearsable.h"
#include "party/jly-rehearsal.h"

#include <string.h>

/* A range anywhere, of any size. */
static void
add_column (GRand *rand, JlyStudy *draft)
{
  static const char *const sizes[] = { "small", "middle", "large", NULL };
  g_autofree char *id = g_strdup_printf ("c%u", draft->columns->len);
  gint64 span = (gint64)1 << g_rand_int_range (rand, 0, 40);
  gint64 least = g_rand_boolean (rand) ? 0 : -(gint64)(g_rand_double (rand) * (double)span * 2);
  JlyStudyColumn *column = jly_study_add_column (draft, id, id, 0, 1);

  jly_study_column_set_range (column, least, least + span);
  if (g_rand_int_range (rand, 0, 4) == 0)
    jly_study_column_set_categories (column, sizes);
  column->may_be_missing = g_rand_boolean (rand);
}

/* At most so many times another, as far as the two ranges let that be. */
static void
add_check (GRand *rand, JlyStudy *draft)
{
  guint n = draft->columns->len;
  guint place = (guint)g_rand_int_range (rand, 0, (gint)n);
  guint of = (guint)g_rand_int_range (rand, 0, (gint)n);
  const JlyStudyColumn *column = draft->columns->pdata[place], *other = draft->columns->pdata[of];
  guint times = (guint)g_rand_int_range (rand, 1, 6);

  if (place != of && column->categories == NULL && other->categories == NULL
      && column->least <= other->max && other->max >= 0)
    jly_study_add_check (draft, place, of, times);
}

static JlyStudy *
make_draft (GRand *rand)
{
  JlyStudy *draft = jly_study_new ("", "Any");

  for (gint i = g_rand_int_range (rand, 1, 7); i > 0; i--)
    add_column (rand, draft);
  add_check (rand, draft);
  draft->most_rows = (guint)g_rand_int_range (rand, 1, 100);
  return draft;
}

static void
assert_fits (const JlyStudy *draft, const JlyFigures *figures)
{
  g_assert_cmpuint (figures->n_rows, >=, 1);
  g_assert_cmpuint (figures->n_rows, <=, draft->most_rows);
  for (gsize row = 0; row < figures->n_rows; row++)
    {
      for (guint c = 0; c < draft->columns->len; c++)
        {
          const JlyStudyColumn *column = draft->columns->pdata[c];

          g_assert_true (jly_figures_has (figures, c, row) || column->may_be_missing);
          if (!jly_figures_has (figures, c, row))
            continue;
          g_assert_cmpint (figures->values[c][row], >=, column->least);
          g_assert_cmpint (figures->values[c][row], <=, column->max);
        }
      for (guint i = 0; i < draft->checks->len; i++)
        {
          const JlyStudyCheck *check = draft->checks->pdata[i];

          if (jly_figures_has (figures, check->column, row)
              && jly_figures_has (figures, check->other, row))
            g_assert_cmpint (figures->values[check->column][row], <=,
                             figures->values[check->other][row] * check->times);
        }
    }
}

static void
test_figures (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());
  guint8 seed[32];

  for (guint n = 0; n < 500; n++)
    {
      g_autoptr (JlyStudy) draft = make_draft (rand);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyFigures) figures = NULL;
      g_autoptr (JlyFigures) again = NULL;

      memset (seed, (int)n & 0xff, sizeof seed);
      figures = jly_figures_make_up (draft, seed, &error);
      g_assert_no_error (error);
      assert_fits (draft, figures);
      again = jly_figures_make_up (draft, seed, &error);
      g_assert_cmpuint (again->n_rows, ==, figures->n_rows);
      g_assert_cmpmem (again->values[0], again->n_rows * sizeof (gint64), figures->values[0],
                       figures->n_rows * sizeof (gint64));
    }
}

typedef struct
{
  GMainLoop *loop;
  JlyResult *result;
} Run;

static void
ended_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Run *run = user_data;

  run->result = jly_rehearsal_run_finish (JLY_REHEARSAL (source), async_result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (run->loop);
}

static JlyResult *
play (JlyRehearsal *rehearsal)
{
  Run run = { .loop = g_main_loop_new (NULL, FALSE) };

  jly_rehearsal_set_in_process (rehearsal, TRUE);
  jly_rehearsal_run_async (rehearsal, NULL, ended_cb, &run);
  g_main_loop_run (run.loop);
  g_main_loop_unref (run.loop);
  return run.result;
}

/* Parties enough for the case's own limits. */
static JlyContract *
prepare (JlyCase *the_case, guint n)
{
  JlyContract *contract = jly_contract_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Party %u", i + 1);

      jly_contract_add_party (contract, name, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
    }
  g_free (contract->title);
  contract->title = g_strdup ("Prepared");
  g_free (contract->case_id);
  contract->case_id = g_strdup (jly_case_get_id (the_case));
  jly_case_fill_contract (the_case, contract);
  jly_case_fill_table (the_case, contract);
  return contract;
}

static guint
count_of (JlyResult *result, const char *recipient)
{
  guint n = 0;

  for (guint i = 0; i < result->items->len; i++)
    n += g_strcmp0 (((const JlyResultItem *)result->items->pdata[i])->recipient, recipient) == 0;
  return n;
}

static gboolean
is_shown (JlyResult *result, const char *analysis)
{
  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      if (g_str_equal (item->analysis, analysis) && item->value != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Every kind of question that the case proposes has an answer, and the person's own part is told,
 * which nobody else's is. */
static void
rehearse_case (JlyCase *the_case, guint n)
{
  g_autoptr (JlyContract) contract = prepare (the_case, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyRehearsal) rehearsal = jly_rehearsal_new_contract (contract, 1, NULL, &error);
  g_autoptr (JlyResult) result = NULL;

  g_test_message ("case %s", jly_case_get_id (the_case));
  g_assert_no_error (error);
  result = play (rehearsal);
  g_assert_cmpstr (result->status, ==, "done");
  for (guint i = 0; i < contract->questions->len; i++)
    {
      const JlyContractQuestion *question = contract->questions->pdata[i];

      g_test_message ("%s", question->analysis);
      g_assert_true (is_shown (result, question->analysis));
    }
  g_assert_cmpuint (count_of (result, "Party 1"), <=, count_of (result, "Party 2"));
}

static void
test_cases (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);
  guint n = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (JlyContract) table = jly_contract_new ();

      jly_case_fill_table (cases->pdata[i], table);
      if (table->columns->len == 0)
        continue;
      rehearse_case (cases->pdata[i],
                     g_str_equal (jly_case_get_id (cases->pdata[i]), "b1") ? 2 : 5);
      n++;
    }
  g_assert_cmpuint (n, ==, 11);
}

static const char *
get_setting (const JlyStudyQuestion *question, const char *name)
{
  for (guint i = 0; i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];

      if (g_str_equal (parameter->name, name))
        return parameter->value;
    }
  return NULL;
}

/* A survey's ages are weighted by its weights, and not its weights by the ages. */
static void
test_weight (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);
  guint n = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (JlyContract) contract = NULL;
      g_autoptr (JlyStudy) study = NULL;

      if (!g_str_equal (jly_case_get_id (cases->pdata[i]), "d3"))
        continue;
      contract = prepare (cases->pdata[i], 5);
      study = jly_rehearsable_new (contract, NULL, NULL);
      for (guint k = 0; k < study->questions->len; k++)
        if (g_str_equal (((const JlyStudyQuestion *)study->questions->pdata[k])->analysis,
                         "weighted-mean"))
          {
            g_assert_cmpstr (get_setting (study->questions->pdata[k], "column"), ==, "age");
            g_assert_cmpstr (get_setting (study->questions->pdata[k], "weight"), ==, "weight");
            n++;
          }
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Nothing that the contract does not permit; and a sentence where there is nothing. */
static void
test_rights (void)
{
  g_autoptr (JlyContract) contract = jly_contract_new ();
  g_autoptr (JlyStudy) study = NULL;
  g_autoptr (JlyStudy) none = NULL;
  g_autoptr (GError) error = NULL;
  JlyContractColumn *open, *closed;

  g_free (contract->title);
  contract->title = g_strdup ("Rights");
  contract->most_rows = 10;
  closed = jly_contract_add_column (contract, "closed", "Closed", 0, 0, 100);
  open = jly_contract_add_column (contract, "open", "Open", 0, 0, 100);
  closed->rights = JLY_USE_FILTER;
  open->rights = JLY_USE_SUM;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Party %u", i + 1);

      jly_contract_add_party (contract, name, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
    }
  jly_contract_add_question (contract, "sum");
  jly_contract_add_question (contract, "mean");
  study = jly_rehearsable_new (contract, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (study->questions->len, ==, 1);
  g_assert_cmpstr (((const JlyStudyQuestion *)study->questions->pdata[0])->analysis, ==, "sum");
  open->rights = JLY_USE_FILTER;
  none = jly_rehearsable_new (contract, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/rehearsable/figures", test_figures);
  g_test_add_func ("/party/rehearsable/rights", test_rights);
  g_test_add_func ("/party/rehearsable/weight", test_weight);
  g_test_add_func ("/party/rehearsable/cases", test_cases);
  return g_test_run ();
}
