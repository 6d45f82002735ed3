/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "regression": how an outcome goes with other columns, by least squares. A column of categories
 * becomes one term for each category but its first, with which the others are compared. Sums of
 * products of all terms are opened, so every category, and every pair of two columns' categories,
 * must keep the study's limits: else nothing is opened.
 */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-model.h"
#include "analysis/jly-regression.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

#define MAX_TERMS 30
#define MAX_CELLS 256

static const JlyParameterSpec parameters[] = {
  { "outcome", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Outcome"), JLY_USE_MODEL },
  { "predictors", JLY_PARAMETER_COLUMNS, FALSE, NULL, N_ ("Explained by"), JLY_USE_MODEL },
  { "category", JLY_PARAMETER_CATEGORIES, FALSE, NULL, N_ ("And by category"), JLY_USE_MODEL },
  { "category-2", JLY_PARAMETER_CATEGORIES, FALSE, NULL, N_ ("And by category"), JLY_USE_MODEL },
  JLY_CONDITION_PARAMETERS,
};

enum
{
  PRODUCTS,
  SHOWN
};

static const JlyAnalysisOutput outputs[] = {
  { "products", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, TRUE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static const char *const category_names[] = { "category", "category-2" };

/* The model: the constant, numbers, categories but the first of each column; and the outcome last.
 */
typedef struct
{
  JlyVector vectors[MAX_TERMS + 1];
  guint n; /* terms, without the outcome */
} Terms;

static const JlyInputColumn *
find_category (const JlyQuery *query, guint i, guint *column)
{
  return jly_query_get (query, category_names[i]) != NULL
             ? jly_query_get_column (query, category_names[i], column)
             : NULL;
}

static guint
count_terms (const JlyQuery *query)
{
  guint columns[MAX_TERMS + 1], n = 1;

  if (jly_query_get (query, "predictors") != NULL)
    n += jly_query_get_columns (query, "predictors", columns, MAX_TERMS + 1);
  for (guint i = 0; i < G_N_ELEMENTS (category_names); i++)
    {
      const JlyInputColumn *column = find_category (query, i, NULL);

      n += column != NULL ? jly_input_column_count_categories (column) - 1 : 0;
    }
  return n;
}

static Terms
list_terms (const JlyQuery *query)
{
  Terms terms = { .vectors = { { JLY_VECTOR_ONE, 0, 0, 0, 0, 0 } }, .n = 1 };
  guint columns[MAX_TERMS], n = 0, column;

  if (jly_query_get (query, "predictors") != NULL)
    n = jly_query_get_columns (query, "predictors", columns, MAX_TERMS);
  for (guint i = 0; i < n; i++)
    terms.vectors[terms.n++] = (JlyVector){ JLY_VECTOR_NUMBER, columns[i], 0, 0, 0, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (category_names); i++)
    {
      const JlyInputColumn *of = find_category (query, i, &column);
      guint n_categories = of != NULL ? jly_input_column_count_categories (of) : 0;

      for (guint c = 1; c < n_categories; c++)
        terms.vectors[terms.n++] = (JlyVector){ JLY_VECTOR_CATEGORY, 0, 0, column, c, 0 };
    }
  jly_query_get_column (query, "outcome", &column);
  terms.vectors[terms.n] = (JlyVector){ JLY_VECTOR_NUMBER, column, 0, 0, 0, 0 };
  return terms;
}

/* A category's rows and companies; and, since its products with the numbers tell their sums there,
 * that nobody has too large a share of these. */
static void
add_category (
    JlyMoments *moments, const JlyQuery *query, const Terms *terms, guint group, guint category)
{
  const JlyVector chosen = { JLY_VECTOR_CATEGORY, 0, 0, group, category, 0 };
  guint flag = jly_moments_add_vector (moments, &chosen);
  guint top_share = query->inputs->limits.top_share;

  jly_moments_add_cell (moments, flag, JLY_MOMENTS_NONE, TRUE);
  for (guint i = 1; i <= terms->n && top_share > 0 && top_share < 100; i++)
    {
      const JlyVector amount
          = { JLY_VECTOR_GROUPED, terms->vectors[i].column, 0, group, category, 0 };

      if (terms->vectors[i].kind == JLY_VECTOR_NUMBER)
        jly_moments_add_cell (moments, flag, jly_moments_add_vector (moments, &amount), TRUE);
    }
}

/* All rows and every category, with every number's amounts; and every pair of categories, of which
 * only the rows are told. */
static void
add_cells (JlyMoments *moments, const JlyQuery *query, const Terms *terms)
{
  const JlyLimits *limits = &query->inputs->limits;
  guint one = 0, columns[2] = { 0 };
  const JlyInputColumn *first = find_category (query, 0, &columns[0]);
  const JlyInputColumn *second = find_category (query, 1, &columns[1]);

  jly_moments_add_cell (moments, one, JLY_MOMENTS_NONE, TRUE);
  if (!jly_limits_is_any (limits))
    return;
  for (guint i = 1; i <= terms->n && limits->top_share > 0 && limits->top_share < 100; i++)
    if (terms->vectors[i].kind == JLY_VECTOR_NUMBER)
      jly_moments_add_cell (moments, one, i, TRUE);
  for (guint k = 0; k < 2; k++)
    {
      const JlyInputColumn *of = k == 0 ? first : second;

      for (guint c = 0; of != NULL && of->categories[c] != NULL; c++)
        add_category (moments, query, terms, columns[k], c);
    }
  for (guint a = 0; first != NULL && second != NULL && first->categories[a] != NULL; a++)
    for (guint b = 0; second->categories[b] != NULL; b++)
      {
        const JlyVector flag = { JLY_VECTOR_CROSSED, columns[1], 0, columns[0], a, b };

        jly_moments_add_cell (moments, jly_moments_add_vector (moments, &flag), JLY_MOMENTS_NONE,
                              TRUE);
      }
}

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, SHOWN, TRUE);
  Terms terms = list_terms (query);

  for (guint i = 0; i <= terms.n; i++)
    {
      const JlyVector *vector = &terms.vectors[i];

      jly_moments_add_vector (self, vector);
      if (vector->kind != JLY_VECTOR_ONE)
        jly_moments_add_column (self,
                                vector->kind == JLY_VECTOR_NUMBER ? vector->column : vector->group);
    }
  add_cells (self, query, &terms);
  for (guint i = 0; i <= terms.n; i++)
    for (guint k = i; k <= terms.n; k++)
      jly_moments_add_pair (self, PRODUCTS, i, k, JLY_MOMENTS_NONE);
  return self;
}

/* The columns of a model are all different. */
static gboolean
check_columns (const JlyQuery *query, GError **error)
{
  JlyErrorDetail detail = { .step = "study" };
  const JlyInputColumn *outcome;
  guint columns[MAX_TERMS + 1], n = 0, at;

  outcome = jly_query_get_column (query, "outcome", &at);
  if (jly_query_get (query, "predictors") != NULL)
    n = jly_query_get_columns (query, "predictors", columns, MAX_TERMS + 1);
  detail.next = _ ("Take the outcome out of the columns that explain it.");
  for (guint i = 0; i < n; i++)
    if (columns[i] == at)
      return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” cannot be explained by itself."),
                       outcome->title);
  detail.next = _ ("Name another column of categories, or leave it out.");
  return find_category (query, 0, NULL) == NULL
         || find_category (query, 0, NULL) != find_category (query, 1, NULL)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” is named twice."),
                      find_category (query, 0, NULL)->title);
}

static gboolean
check_size (const JlyQuery *query, GError **error)
{
  JlyErrorDetail detail = { .step = "study" };
  guint n = count_terms (query), n_pairs = 1;

  detail.next = _ ("Choose one or more columns in “predictors” or “category”.");
  if (n < 2)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("A regression needs a column that explains the outcome."));
  for (guint i = 0; i < G_N_ELEMENTS (category_names); i++)
    {
      const JlyInputColumn *column = find_category (query, i, NULL);

      n_pairs *= column != NULL ? jly_input_column_count_categories (column) : 1;
    }
  detail.next = _ ("Ask for fewer columns, or for columns with fewer categories.");
  return (n <= MAX_TERMS && n_pairs <= MAX_CELLS)
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The regression has %u terms; up to %d are possible."), n, MAX_TERMS);
}

static gboolean
check_query (const JlyQuery *query, GError **error)
{
  return check_columns (query, error) && check_size (query, error);
}

static const JlyModel model = { check_query, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

static char *
name_term (const JlyQuery *query, const JlyVector *vector)
{
  const JlyInputColumn *columns = query->inputs->columns;

  switch (vector->kind)
    {
    case JLY_VECTOR_ONE:
      return g_strdup ("constant");
    case JLY_VECTOR_NUMBER:
      return g_strdup (columns[vector->column].id);
    default:
      return g_strdup_printf ("%s=%s", columns[vector->group].id,
                              columns[vector->group].categories[vector->category]);
    }
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  Terms terms = list_terms (query);
  gsize line = 0, first = 0;
  g_autofree char *one = NULL, *other = NULL;

  if (output == SHOWN)
    return NULL;
  while (i >= first + terms.n + 1 - line)
    first += terms.n + 1 - line++;
  one = name_term (query, &terms.vectors[line]);
  other = name_term (query, &terms.vectors[line + i - first]);
  return g_strconcat (one, "*", other, NULL);
}

static JlyRegression *
fit (const JlyQuery *query, const JlyAnswer *answer)
{
  Terms terms = list_terms (query);
  gsize n = answer->outputs[PRODUCTS].n_values;
  g_autofree __int128 *gram = g_new (__int128, n);
  gint64 bases[MAX_TERMS + 1];
  guint scales[MAX_TERMS + 1];

  for (gsize i = 0; i < n; i++)
    gram[i] = jly_answer_get (answer, PRODUCTS, i);
  for (guint i = 0; i <= terms.n; i++)
    {
      gboolean is_number = terms.vectors[i].kind == JLY_VECTOR_NUMBER;

      bases[i] = jly_vector_get_base (&terms.vectors[i], query->inputs);
      scales[i] = is_number ? query->inputs->columns[terms.vectors[i].column].scale : 0;
    }
  return jly_regression_fit (terms.n, gram, bases, scales);
}

static void
add_term (const JlyRegression *fitted, guint i, const char *name, GPtrArray *figures)
{
  const JlyCoefficient *one = &fitted->coefficients[i];

  if (one->is_left_out)
    {
      jly_figures_add_none (figures, "coefficient", name,
                            _ ("it follows exactly from the columns before it"));
      return;
    }
  jly_figures_add_number (figures, "coefficient", name, one->value, NULL);
  if (fitted->reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", name, fitted->reason);
      return;
    }
  jly_figures_add_number (figures, "standard-error", name, one->error, NULL);
  jly_figures_add_number (figures, "t", name, one->t, NULL);
  jly_chance_add_figure (figures, name, one->p);
}

static void
add_whole (const JlyQuery *query, const JlyRegression *fitted, GPtrArray *figures)
{
  const char *unit = jly_query_get_column (query, "outcome", NULL)->unit;

  jly_figures_add_number (figures, "rows", NULL, (double)fitted->n_rows, NULL);
  if (!fitted->has_fit)
    jly_figures_add_none (figures, "r-squared", NULL, _ ("the outcome is the same in every row"));
  else
    jly_figures_add_number (figures, "r-squared", NULL, fitted->explained, NULL);
  if (fitted->reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", NULL, fitted->reason);
      return;
    }
  jly_figures_add_number (figures, "r-squared-adjusted", NULL, fitted->adjusted, NULL);
  jly_figures_add_number (figures, "residual-standard-error", NULL, fitted->error, unit);
  jly_figures_add_number (figures, "degrees-of-freedom", NULL,
                          (double)(fitted->n_rows - fitted->n_used), NULL);
  if (fitted->n_used > 1)
    {
      jly_figures_add_number (figures, "f", NULL, fitted->f, NULL);
      jly_chance_add_figure (figures, NULL, fitted->p);
    }
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  g_autoptr (JlyRegression) fitted = NULL;
  Terms terms = list_terms (query);

  if (answer->outputs[SHOWN].values[0] == 0)
    {
      jly_figures_add_hidden (figures, "coefficient", NULL, query);
      return;
    }
  fitted = fit (query, answer);
  if (fitted == NULL)
    {
      jly_figures_add_none (figures, "coefficient", NULL, _ ("no rows"));
      return;
    }
  for (guint i = 0; i < terms.n; i++)
    {
      g_autofree char *name = name_term (query, &terms.vectors[i]);

      add_term (fitted, i, name, figures);
    }
  add_whole (query, fitted, figures);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const char *outcome = jly_query_get_column (query, "outcome", NULL)->title;
  g_autoptr (JlyRegression) fitted = NULL;
  g_autofree char *found = NULL, *share = NULL;

  if (answer->outputs[SHOWN].values[0] == 0)
    return g_strdup_printf (_ ("What explains “%s” is hidden."), outcome);
  fitted = fit (query, answer);
  if (fitted == NULL)
    return g_strdup_printf (_ ("“%s” cannot be explained: there are no rows."), outcome);
  if (!fitted->has_fit)
    return g_strdup_printf (_ ("“%s” is the same in every row, so there is nothing to explain."),
                            outcome);
  if (fitted->reason != NULL)
    return g_strdup_printf (_ ("Nothing can be tested about what explains “%s”: %s."), outcome,
                            fitted->reason);
  if (fitted->n_used < 2)
    return g_strdup_printf (_ ("What should explain “%s” is the same in every row."), outcome);
  share = jly_chance_format_number (format, 100 * fitted->explained, 1, "%");
  found = g_strdup_printf (
      ngettext ("The column that was chosen goes with %2$s of the differences in “%1$s”.",
                "The %3$u terms that were chosen go with %2$s of the differences in “%1$s”.",
                fitted->n_used - 1),
      outcome, share, fitted->n_used - 1);
  return jly_chance_conclude (fitted->p, found);
}

const JlyAnalysis jly_regression_analysis = {
  .id = "regression",
  .title = N_ ("What goes with an outcome (linear regression)"),
  .who
  = N_ ("Every company learns the sums of products of all chosen columns, and so means, "
        "deviations, correlations and the regression, if every category is shown; the computing "
        "parties learn nothing."),
  /* With two, sums tell each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check,
  .clear = clear,
  .secure = secure,
  .label = label,
  .derive = derive,
  .headline = headline,
};
