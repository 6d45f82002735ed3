/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question may say: every setting that is missing, unknown or unusable is refused with a
 * sentence, before anything can be approved; and so is a total that could overflow. */
#include "config.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-validity.h"
#include "base/jly-error.h"

#include <string.h>

static const char *const sizes[] = { "small", "large", NULL };
static const gsize n_rows[] = { 1, 1, 1, 1 };

typedef struct
{
  JlyInputColumn columns[2];
  JlyInputs inputs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->columns[0]
      = (JlyInputColumn){ "turnover", "Turnover", "EUR", JLY_VALUE_NUMBER, 2, 0, 1000, 10, NULL };
  self->columns[1] = (JlyInputColumn){ "size", "Size", "", JLY_VALUE_TEXT, 0, 0, 1, 1, sizes };
  self->inputs = (JlyInputs){
    .columns = self->columns,
    .n_columns = 2,
    .rules = jly_rules_new (),
    .n_sources = 4,
    .n_rows = n_rows,
    .most_rows = 1,
  };
  jly_rules_add_column ((JlyRules *)self->inputs.rules, "Turnover", JLY_VALUE_NUMBER, 2);
  jly_rules_add_column ((JlyRules *)self->inputs.rules, "Size", JLY_VALUE_TEXT, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  jly_rules_free ((JlyRules *)self->inputs.rules);
}

/* words NULL: it is fine. settings are "name=value", separated by spaces. */
static void
check (Fixture *self, const char *analysis, const char *settings, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (settings, " ", -1);
  JlyParameter parameters[8];
  JlyQuery query = { &self->inputs, parameters, 0 };
  g_autoptr (GError) error = NULL;

  for (char **part = parts; *part != NULL && **part != '\0'; part++)
    {
      char *value = strchr (*part, ':');

      *value = '\0';
      parameters[query.n_parameters++] = (JlyParameter){ *part, value + 1 };
    }
  if (jly_analysis_check (jly_analysis_find (analysis), &query, NULL, &error))
    {
      g_assert_null (words);
      return;
    }
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  if (words == NULL || strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  check (self, "sum", "column:turnover", NULL);
  check (self, "sum", "", "lacks the setting “column”");
  check (self, "sum", "column:turnover column:turnover", "twice");
  check (self, "sum", "column:turnover colour:red", "no setting “colour”");
  check (self, "sum", "column:profit", "no column “profit”");
  check (self, "sum", "column:size", "does not hold numbers");
  check (self, "count", "", NULL);
  check (self, "count", "where:size is:= value:small", NULL);
  check (self, "count", "where:turnover is:>= value:1.5", NULL);
  check (self, "count", "where:size", "lacks the setting “is”");
  check (self, "count", "where:size is:=", "lacks the setting “value”");
  check (self, "count", "is:=", "means nothing without “where”");
  check (self, "count", "where:size is:< value:small", "no comparison");
  check (self, "count", "where:turnover is:about value:1", "no comparison");
  check (self, "count", "where:size is:= value:huge", "no value that “Size” can have");
  check (self, "count", "where:turnover is:= value:1.234", "no value that “Turnover” can have");
  check (self, "threshold", "column:turnover at-least:12", NULL);
  check (self, "threshold", "column:turnover at-least:40", NULL);
  check (self, "threshold", "column:turnover at-least:40.01", "No total");
  check (self, "threshold", "column:turnover at-least:0", "Every total");
  check (self, "threshold", "column:turnover", "lacks the setting “at-least”");
  g_assert_null (jly_analysis_find ("average"));
}

/* A sum of two tells each the other's figures; one bit does not. */
static void
test_sources (Fixture *self, gconstpointer data)
{
  self->inputs.n_sources = 2;
  check (self, "sum", "column:turnover", "needs 3 companies");
  check (self, "count", "", "needs 3 companies");
  check (self, "threshold", "column:turnover at-least:12", NULL);
  self->inputs.n_sources = 1;
  check (self, "threshold", "column:turnover at-least:12", "needs 2 companies");
  self->inputs.n_sources = 3;
  check (self, "joint-bid", "", "public table");
}

static void
test_too_wide (Fixture *self, gconstpointer data)
{
  self->columns[0].most = ((gint64)1 << 61) - 1;
  self->columns[0].width = 61;
  check (self, "sum", "column:turnover", NULL);
  self->inputs.most_rows = 2;
  check (self, "sum", "column:turnover", NULL);
  check (self, "threshold", "column:turnover at-least:1", "too wide");
  check (self, "own-position", "column:turnover", "too wide");
  check (self, "largest", "column:turnover", "too wide");
  check (self, "gini", "column:turnover", "too wide");
  check (self, "variance", "column:turnover", NULL);
  check (self, "count", "", NULL);
  self->inputs.most_rows = 8;
  check (self, "variance", "column:turnover", "too wide");
}

static void
test_widths (void)
{
  g_assert_cmpuint (jly_input_width (0, 0), ==, 0);
  g_assert_cmpuint (jly_input_width (0, 1), ==, 1);
  g_assert_cmpuint (jly_input_width (-1, 0), ==, 1);
  g_assert_cmpuint (jly_input_width (-128, 127), ==, 8);
  g_assert_cmpuint (jly_input_width (100, 255), ==, 8);
  g_assert_cmpuint (jly_input_width (2, 1), ==, 0);
  g_assert_cmpuint (jly_input_width (-5, -1), ==, 0);
  g_assert_cmpuint (jly_input_width (0, G_MAXINT64), ==, 0);
  g_assert_cmpuint (jly_input_width (G_MININT64, 0), ==, 0);
}

/* Rules that cannot be computed under sharing are named, not passed over. */
static void
test_rules (Fixture *self, gconstpointer data)
{
  JlyRules *rules = (JlyRules *)self->inputs.rules;
  JlyRule unique = { .kind = JLY_RULE_UNIQUE, .column = 0 };
  g_autoptr (GError) error = NULL;

  unique.is_soft = TRUE;
  jly_rules_add (rules, &unique);
  g_assert_true (jly_validity_check (&self->inputs, NULL));
  g_assert_true (jly_validity_is_free (&self->inputs));
  unique.is_soft = FALSE;
  jly_rules_add (rules, &unique);
  g_assert_false (jly_validity_check (&self->inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_cmpstr (jly_error_get_detail (error)->column, ==, "Turnover");
}

/* What a page shows of an analysis is there, and ids are told apart. */
static void
test_registry (void)
{
  gsize n;
  const JlyAnalysis *const *all = jly_analysis_list (&n);

  g_assert_cmpuint (n, >=, 4);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (jly_analysis_find (all[i]->id) == all[i]);
      g_assert_nonnull (all[i]->title);
      g_assert_true (g_str_has_suffix (all[i]->who, "."));
      g_assert_nonnull (all[i]->headline);
      for (gsize k = 0; k < all[i]->n_outputs; k++)
        if (all[i]->outputs[k].condition != NULL)
          {
            g_assert_nonnull (all[i]->outputs[k].reason);
            g_assert_nonnull (all[i]->is_due);
          }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query/settings", Fixture, NULL, set_up, test_settings, tear_down);
  g_test_add ("/query/sources", Fixture, NULL, set_up, test_sources, tear_down);
  g_test_add ("/query/too-wide", Fixture, NULL, set_up, test_too_wide, tear_down);
  g_test_add ("/query/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add_func ("/query/widths", test_widths);
  g_test_add_func ("/query/registry", test_registry);
  return g_test_run ();
}
