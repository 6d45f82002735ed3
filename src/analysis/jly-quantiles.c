/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-quantiles.h. */
#include "config.h"

#include "analysis/jly-quantiles.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-search.h"
#include "analysis/jly-tabulate-private.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"
#include "engine/jly-public.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rows of a cell are counted for the limits alone. */
static const JlyTabulation tabulation
    = { .column = "column", .terms = { JLY_TERM_COUNT }, .n_terms = 1 };

static gboolean
is_type_1 (const JlyQuery *query)
{
  return g_strcmp0 (jly_query_get (query, "type"), "1") == 0;
}

static guint
get_width (const JlyQuantiles *self, const JlyQuery *query, const JlyMeasures *measures)
{
  guint width = 0;
  gboolean is_signed = FALSE;

  for (guint i = 0; i < measures->n; i++)
    {
      const JlyInputColumn *column = &query->inputs->columns[measures->first[i]];

      width = MAX (width, column->width);
      is_signed = is_signed || column->least < 0;
    }
  return jly_search_get_width (width, self->divisor) + is_signed;
}

static gboolean
has_negative (const JlyQuery *query, const JlyMeasures *measures)
{
  for (guint i = 0; i < measures->n; i++)
    if (query->inputs->columns[measures->first[i]].least < 0)
      return TRUE;
  return FALSE;
}

gboolean
jly_quantiles_check (JlyQuantiles self,
                     const JlyQuery *query,
                     JlyOutputShape *shapes,
                     GError **error)
{
  JlyOutputShape counted[2];
  g_auto (JlyMeasures) measures = { .n = 0 };
  const JlyInputColumn *column;
  JlyErrorDetail detail = { .step = "study" };

  if (!jly_tabulate_check (&tabulation, query, counted, error))
    return FALSE;
  measures = jly_measures_read (&tabulation, query);
  column = &query->inputs->columns[measures.first[0]];
  for (guint i = 0; i < self.n; i++)
    if ((self.numerators[i] == 0 || self.numerators[i] == self.divisor)
        && !query->inputs->limits.may_show_ends)
      {
        detail.next = _ ("Ask for a percentile in between, or agree that least "
                         "and largest values "
                         "may be shown.");
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("The least or largest value of “%s” is somebody's own figure; the "
                            "study does not allow it."),
                         column->title);
      }
  shapes[0] = (JlyOutputShape){
    .n = measures.n_values * self.n,
    .width = get_width (&self, query, &measures),
    .is_signed = has_negative (query, &measures),
    .scale = column->scale,
    .divisor = self.divisor,
    .unit = *column->unit != '\0' ? column->unit : NULL,
  };
  shapes[1] = (JlyOutputShape){ .n = measures.n_values * self.n, .width = 1 };
  detail.next = _ ("Agree on a smaller range, or on fewer decimals.");
  return shapes[0].width <= 63
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The agreed range of “%s” is too wide: what is asked of it "
                         "could not be "
                         "computed exactly."),
                      column->title);
}

/* Values of one measure and cell; their number is returned. */
static gsize
take_values (const JlyMeasures *measures,
             const JlyClearTable *table,
             const int *cells,
             gsize n_rows,
             gsize value,
             gint64 *values)
{
  guint column = measures->first[value / measures->cells.n];
  gsize n = 0;

  for (gsize row = 0; row < n_rows; row++)
    if (cells[row] == (int)(value % measures->cells.n) && jly_clear_table_has (table, column, row))
      values[n++] = table->values[column][row];
  return n;
}

JlyAnswer *
jly_quantiles_clear (JlyQuantiles self, const JlyQuery *query, const JlyClearTable *table)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&tabulation, query);
  g_autoptr (JlyAnswer) counted = jly_tabulate_clear (&tabulation, query, table);
  g_autofree int *cells = jly_cells_place (&measures.cells, query, table);
  gsize n_rows = jly_inputs_count_rows (query->inputs);
  g_autofree gint64 *values = g_new (gint64, n_rows + 1);
  JlyAnswer *answer = jly_answer_new (2);
  gsize n_values = measures.n_values * self.n;
  guint64 *out = jly_answer_open (answer, 0, n_values);
  guint64 *shown = jly_answer_open (answer, 1, n_values);

  for (gsize i = 0; i < measures.n_values; i++)
    {
      gsize n = take_values (&measures, table, cells, n_rows, i, values);

      for (guint f = 0; f < self.n; f++)
        {
          const JlyFraction fraction = { self.numerators[f], self.divisor };

          shown[i * self.n + f] = n > 0 && jly_tabulate_is_shown (&tabulation, counted, i);
          if (shown[i * self.n + f])
            out[i * self.n + f]
                = (guint64)jly_search_clear (values, n, &fraction, is_type_1 (query));
        }
    }
  return answer;
}

/* The values of codes begin at the columns' bases. */
static JlyBits *
add_bases (const JlyQuantiles *self,
           JlyEngine *engine,
           const JlyQuery *query,
           const JlyMeasures *measures,
           const JlyBits *values,
           GError **error)
{
  guint width = get_width (self, query, measures);
  g_autoptr (JlyBits) wide = jly_bits_copy_resized (values, width), sum = NULL;
  g_autofree guint64 *bases = g_new (guint64, values->n_lanes);
  g_autoptr (JlyPublic) numbers = NULL;

  if (!has_negative (query, measures))
    return g_steal_pointer (&wide);
  for (gsize i = 0; i < values->n_lanes; i++)
    {
      guint measure = (guint)(i / self->n / measures->cells.n);
      gint64 base = jly_input_column_get_base (&query->inputs->columns[measures->first[measure]]);

      bases[i] = (guint64)(base * (gint64)self->divisor) & (G_MAXUINT64 >> (64 - width));
    }
  numbers = jly_public_new (bases, values->n_lanes, width);
  sum = jly_gate_add_public (engine, wide, numbers, FALSE, error);
  return sum != NULL ? jly_bits_copy_resized (sum, width) : NULL;
}

/* Each lane n times. */
static JlyBits *
repeat_lanes (const JlyBits *x, guint n)
{
  g_autofree guint32 *lanes = g_new (guint32, x->n_lanes * n);

  for (guint32 i = 0; i < x->n_lanes * n; i++)
    lanes[i] = i / n;
  return jly_pick_bits (x, lanes, x->n_lanes * n);
}

/* All columns and groups side by side. */
static JlyBits *
search_all (const JlyQuantiles *self,
            JlyEngine *engine,
            const JlySecretTable *table,
            const JlyMeasures *measures,
            const JlyFraction *fractions,
            gboolean type_1,
            const JlyBits *rows,
            GError **error)
{
  g_autofree JlySearchGroup *groups = g_new (JlySearchGroup, measures->n_values);
  g_autofree JlyBits *planes = g_new (JlyBits, measures->n_values);

  for (gsize i = 0; i < measures->n_values; i++)
    {
      planes[i] = jly_bits_view (rows, (guint)i, 1);
      groups[i]
          = (JlySearchGroup){ table->columns[measures->first[i / measures->cells.n]], &planes[i] };
    }
  return jly_search_secure (engine, groups, (guint)measures->n_values, fractions, self->n, type_1,
                            error);
}

/* A column after the other, each sorted once for all its groups. */
static JlyBits *
sort_each (const JlyQuantiles *self,
           JlyEngine *engine,
           const JlySecretTable *table,
           const JlyMeasures *measures,
           const JlyFraction *fractions,
           gboolean type_1,
           const JlyBits *rows,
           GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  guint width = 0;

  for (guint m = 0; m < measures->n; m++)
    {
      const JlyBits own = jly_bits_view (rows, m * measures->cells.n, measures->cells.n);
      JlyBits *part = jly_search_sorted (engine, table->columns[measures->first[m]], &own,
                                         fractions, self->n, type_1, error);

      if (part == NULL)
        return NULL;
      width = MAX (width, part->width);
      g_ptr_array_add (parts, part);
    }
  return jly_bits_join_lanes ((const JlyBits *const *)parts->pdata, parts->len, width);
}

static JlyBits *
search (const JlyQuantiles *self,
        JlyEngine *engine,
        const JlyQuery *query,
        const JlySecretTable *table,
        const JlyMeasures *measures,
        const JlyBits *rows,
        GError **error)
{
  gboolean type_1 = is_type_1 (query);
  JlyFraction fractions[JLY_QUANTILES_MAX];
  g_autoptr (JlyBits) values = NULL;
  guint width = 0;

  for (guint f = 0; f < self->n; f++)
    fractions[f] = (JlyFraction){ self->numerators[f], self->divisor };
  for (guint m = 0; m < measures->n; m++)
    width = MAX (width, query->inputs->columns[measures->first[m]].width);
  values = jly_search_is_sorted_cheaper (rows->n_lanes, width, measures->cells.n, self->n, type_1)
               ? sort_each (self, engine, table, measures, fractions, type_1, rows, error)
               : search_all (self, engine, table, measures, fractions, type_1, rows, error);
  return values != NULL ? add_bases (self, engine, query, measures, values, error) : NULL;
}

JlyShares *
jly_quantiles_secure (JlyQuantiles self,
                      JlyEngine *engine,
                      const JlyQuery *query,
                      const JlySecretTable *table,
                      GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&tabulation, query);
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) rows = NULL, shown = NULL, values = NULL, kept = NULL, fresh = NULL;
  g_autoptr (JlyBits) each = NULL, ones = NULL;

  shown = jly_tabulate_find_shown (&tabulation, engine, query, table, &rows, error);
  values = shown != NULL ? search (&self, engine, query, table, &measures, rows, error) : NULL;
  if (values == NULL)
    return NULL;
  each = repeat_lanes (shown, self.n);
  ones = jly_bits_new (each->n_lanes, 1);
  jly_bits_flip (ones, jly_engine_get_self (engine));
  kept = jly_gate_and (engine, values, each, error);
  fresh = kept != NULL ? jly_gate_and (engine, each, ones, error) : NULL;
  if (fresh == NULL)
    return NULL;
  jly_shares_add (shares, 0, kept);
  jly_shares_add (shares, 1, fresh);
  return g_steal_pointer (&shares);
}

char *
jly_quantiles_label (JlyQuantiles self, const JlyQuery *query, gsize i)
{
  g_autofree char *cell = jly_tabulate_label (&tabulation, query, i / self.n);
  g_autofree char *fraction = NULL;
  guint tenths = 1000 * self.numerators[i % self.n] / self.divisor;

  if (self.n == 1)
    return g_steal_pointer (&cell);
  fraction = tenths % 10 == 0 ? g_strdup_printf ("%u %%", tenths / 10)
                              : g_strdup_printf ("%u.%u %%", tenths / 10, tenths % 10);
  return cell != NULL ? g_strjoin ("/", cell, fraction, NULL) : g_steal_pointer (&fraction);
}

char *
jly_quantiles_headline (JlyQuantiles self,
                        const JlyAnalysis *analysis,
                        const JlyQuery *query,
                        const JlyAnswer *answer,
                        JlyFormatFunc format)
{
  const char *name = _ (analysis->title);
  const JlyAnswerOutput *shown = &answer->outputs[1];
  gsize n_hidden = 0;
  char *said;

  /* Of several groups the figures are in the table, and the chart. */
  if (self.n == 1 && (shown->n > 1 || shown->values[0] != 0))
    return jly_tabulate_say (&tabulation, analysis, query, answer, name, analysis->outputs[0].id,
                             format);
  for (gsize i = 0; i < shown->n; i++)
    n_hidden += shown->values[i] == 0;
  said = shown->n == self.n && n_hidden == 0
             ? jly_tabulate_say_all (&tabulation, analysis, query, answer, name, format)
             : NULL;
  return said != NULL ? said
                      : jly_tabulate_describe_counts (&tabulation, query, name, shown->n, n_hidden);
}
