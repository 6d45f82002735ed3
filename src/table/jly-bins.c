/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-bins.h. */
#include "config.h"

#include "table/jly-bins.h"

#include "table/jly-table-error.h"

/* Wider than a difference of two values can be. */
typedef __int128 Wide;

static Wide
floor_to (Wide value, Wide step)
{
  const Wide rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

/* The smallest of 1, 2, 5, 10, 20 … with which n_most bins are enough. */
static Wide
choose_step (gint64 least, gint64 most, guint n_most)
{
  static const guint factors[] = { 1, 2, 5 };

  for (Wide power = 1;; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
      {
        const Wide step = power * factors[i];

        if ((floor_to (most, step) - floor_to (least, step)) / step < (Wide)n_most)
          return step;
      }
}

GArray *
jly_bins_count (const JlyValues *values, guint n_most)
{
  GArray *bins = g_array_new (FALSE, TRUE, sizeof (JlyBin));
  Wide first, step;

  g_return_val_if_fail (n_most >= 2 && n_most <= JLY_BINS_MAX, bins);

  if (!values->has_range)
    return bins;
  step = choose_step (values->least, values->most, n_most);
  first = floor_to (values->least, step);
  for (Wide from = first; from <= values->most; from += step)
    {
      const JlyBin bin
          = { .from = (gint64)MAX (from, G_MININT64), .to = (gint64)MIN (from + step, G_MAXINT64) };

      g_array_append_val (bins, bin);
    }
  for (gsize row = 0; row < values->n_rows; row++)
    if (values->states[row] == JLY_CELL_PRESENT)
      g_array_index (bins, JlyBin, (guint)((values->values[row] - first) / step)).count++;
  return bins;
}

static void
free_text_bin (gpointer data)
{
  JlyTextBin *bin = data;

  g_free (bin->text);
  g_free (bin);
}

/* The most frequent first, and those of one count as the file has them. */
static int
compare_text_bins (gconstpointer a, gconstpointer b, gpointer order)
{
  const JlyTextBin *first = *(JlyTextBin *const *)a;
  const JlyTextBin *second = *(JlyTextBin *const *)b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return GPOINTER_TO_SIZE (g_hash_table_lookup (order, first))
                 < GPOINTER_TO_SIZE (g_hash_table_lookup (order, second))
             ? -1
             : 1;
}

GPtrArray *
jly_bins_count_texts (const JlyValues *values, JlySheet *sheet, guint n_most)
{
  GPtrArray *bins = g_ptr_array_new_with_free_func (free_text_bin);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) order = g_hash_table_new (NULL, NULL);

  for (gsize row = 0; values->texts != NULL && row < values->n_rows; row++)
    {
      JlyTextBin *bin;

      if (values->states[row] != JLY_CELL_PRESENT)
        continue;
      bin = g_hash_table_lookup (seen, values->texts[row]);
      if (bin == NULL)
        {
          bin = g_new0 (JlyTextBin, 1);
          bin->text = jly_table_quote (jly_sheet_get_cell (sheet, row, values->sheet_column));
          g_hash_table_insert (seen, values->texts[row], bin);
          g_hash_table_insert (order, bin, GSIZE_TO_POINTER (row));
          g_ptr_array_add (bins, bin);
        }
      bin->count++;
    }
  g_ptr_array_sort_with_data (bins, compare_text_bins, order);
  if (bins->len > n_most)
    g_ptr_array_set_size (bins, (gint)n_most);
  return bins;
}
