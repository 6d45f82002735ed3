/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-total.h. */
#include "config.h"

#include "analysis/jly-total.h"

#include "analysis/jly-condition.h"
#include "base/jly-error.h"
#include "engine/jly-columns.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* A total fits a signed number of 64 bits, with whatever it is compared with. */
#define MAX_WIDTH 63

gboolean
jly_total_check (const JlyQuery *query, guint *width, GError **error)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  gsize n = jly_inputs_count_most_rows (query->inputs);
  JlyErrorDetail detail = {
    .step = "study",
    .column = column->title,
    .next = _ ("Agree on a smaller range, on fewer decimals or on fewer rows."),
  };

  *width = column->width + jly_gate_log2 (n) + (column->least < 0);
  return *width <= MAX_WIDTH
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The agreed range of “%s” is too wide: the total of %" PRIu64
                         " rows could not be computed exactly."),
                      column->title, (guint64)n);
}

gint64
jly_total_clear (const JlyQuery *query, const JlyClearTable *table)
{
  g_autofree gboolean *counts = jly_condition_judge (query, table);
  gsize n = jly_inputs_count_rows (query->inputs);
  gint64 total = 0;
  guint index;

  jly_query_get_column (query, "column", &index);
  for (gsize i = 0; i < n; i++)
    if (counts[i] && jly_clear_table_has (table, index, i))
      total += table->values[index][i];
  return total;
}

void
jly_total_get_bounds (const JlyQuery *query, gsize n_rows, gint64 *least, gint64 *most)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);

  /* Where a condition may leave rows out, or checks may, their share is zero. */
  *least = MIN (column->least, 0) * (gint64)n_rows;
  *most = column->most * (gint64)n_rows;
}

/* codes where weight is 1, else the code of zero. */
static JlyBits *
weigh (JlyEngine *engine, const JlyBits *codes, const JlyBits *weight, guint64 zero, GError **error)
{
  g_autoptr (JlyPublic) number = jly_public_new_same (zero, codes->n_lanes, codes->width);
  g_autoptr (JlyBits) difference = jly_bits_copy (codes);
  guint self = jly_engine_get_self (engine);
  JlyBits *weighed;

  jly_bits_xor_public (difference, number, self);
  weighed = jly_gate_and (engine, difference, weight, error);
  if (weighed != NULL)
    jly_bits_xor_public (weighed, number, self);
  return weighed;
}

JlyBits *
jly_total_leave_out_missing (JlyEngine *engine,
                             const JlySecretTable *table,
                             guint column,
                             const JlyBits *weight,
                             GError **error)
{
  const JlyBits *there = jly_secret_table_get_there (table, column);

  return there != NULL ? jly_gate_and (engine, weight, there, error) : jly_bits_copy (weight);
}

JlyBits *
jly_total_secure (JlyEngine *engine,
                  const JlyQuery *query,
                  const JlySecretTable *table,
                  guint width,
                  GError **error)
{
  g_autoptr (JlyBits) counted = jly_condition_weigh (engine, query, table, error);
  g_autoptr (JlyBits) weighed = NULL, weight = NULL;
  g_autoptr (JlyColumns) columns = NULL;
  const JlyInputColumn *column;
  guint index;

  column = jly_query_get_column (query, "column", &index);
  if (counted != NULL)
    weight = jly_total_leave_out_missing (engine, table, index, counted, error);
  if (weight != NULL)
    weighed = weigh (engine, table->columns[index], weight,
                     (guint64)-jly_input_column_get_base (column), error);
  if (weighed == NULL)
    return NULL;
  columns = jly_columns_new (weighed->n_lanes, width);
  jly_columns_add (columns, weighed, 0);
  jly_columns_sum_lanes (columns);
  return jly_columns_resolve (columns, engine, error);
}

JlyBits *
jly_total_refresh (JlyEngine *engine, const JlyBits *x, guint width, GError **error)
{
  g_autoptr (JlyBits) wide = jly_bits_copy_resized (x, width);
  g_autoptr (JlyBits) ones = jly_bits_new (x->n_lanes, 1);

  jly_bits_flip (ones, jly_engine_get_self (engine));
  return jly_gate_and (engine, wide, ones, error);
}
