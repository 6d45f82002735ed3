/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agreed checks on the engine; see jly-validity.h. */
#include "config.h"

#include "analysis/jly-validity-private.h"

#include "analysis/jly-total.h"
#include "engine/jly-columns.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-public.h"
#include "engine/jly-round.h"

#include <string.h>

/* One comparison of a column's codes with a public number: code < bound, or its reverse. */
typedef struct
{
  const JlyBits *codes;
  const JlyBits *there; /* NULL: everywhere */
  guint64 bound;
  gboolean is_turned;
} Comparison;

static void
list_comparisons (const JlyInputs *inputs, const JlySecretTable *table, GArray *comparisons)
{
  for (guint i = 0; i < inputs->rules->rules->len; i++)
    {
      const JlyRule *rule = jly_validity_get_rule (inputs, i);
      const JlyBits *codes = table->columns[rule->column];
      const JlyBits *there = jly_secret_table_get_there (table, rule->column);
      JlyBounds bounds = jly_validity_get_bounds (inputs, rule);
      Comparison least = { codes, there, bounds.least, TRUE };
      Comparison most = { codes, there, bounds.most + 1, FALSE };

      if (!rule->is_soft && bounds.has_least)
        g_array_append_val (comparisons, least);
      if (!rule->is_soft && bounds.has_most)
        g_array_append_val (comparisons, most);
    }
}

/* The bounds of all comparisons of a group, lane by lane. */
static JlyPublic *
make_bounds (const Comparison *group, guint n, gsize n_rows, guint width)
{
  g_autofree guint64 *values = g_new (guint64, n * n_rows);

  for (guint i = 0; i < n; i++)
    for (gsize row = 0; row < n_rows; row++)
      values[i * n_rows + row] = group[i].bound;
  return jly_public_new (values, n * n_rows, width);
}

/* Adds to kept what a rule says; where the cell is not there it is kept. Takes broken. */
static gboolean
add_kept (JlyEngine *engine, JlyBits *broken, const JlyBits *there, GPtrArray *kept, GError **error)
{
  JlyBits *plane
      = there != NULL ? jly_gate_and (engine, broken, there, error) : jly_bits_copy (broken);

  jly_bits_free (broken);
  if (plane == NULL)
    return FALSE;
  jly_bits_flip (plane, jly_engine_get_self (engine));
  g_ptr_array_add (kept, plane);
  return TRUE;
}

/* Compares n columns of one width in the same rounds and adds n planes to kept. */
static gboolean
compare_group (JlyEngine *engine, const Comparison *group, guint n, GPtrArray *kept, GError **error)
{
  gsize n_rows = group[0].codes->n_lanes;
  guint width = group[0].codes->width;
  g_autofree const JlyBits **codes = g_new (const JlyBits *, n);
  g_autoptr (JlyBits) stacked = NULL, results = NULL;
  g_autoptr (JlyPublic) bounds = make_bounds (group, n, n_rows, width);

  for (guint i = 0; i < n; i++)
    codes[i] = group[i].codes;
  stacked = jly_bits_join_lanes (codes, n, width);
  results = jly_gate_less_than_public (engine, stacked, bounds, error);
  if (results == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JlyBits *one = jly_bits_copy_lanes (results, i * n_rows, n_rows);

      if (!group[i].is_turned)
        jly_bits_flip (one, jly_engine_get_self (engine));
      if (!add_kept (engine, one, group[i].there, kept, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_widths (gconstpointer a, gconstpointer b)
{
  return (int)((const Comparison *)a)->codes->width - (int)((const Comparison *)b)->codes->width;
}

static gboolean
compare_ranges (JlyEngine *engine,
                const JlyInputs *inputs,
                const JlySecretTable *table,
                GPtrArray *kept,
                GError **error)
{
  g_autoptr (GArray) comparisons = g_array_new (FALSE, FALSE, sizeof (Comparison));
  const Comparison *all;
  guint begin = 0;

  list_comparisons (inputs, table, comparisons);
  g_array_sort (comparisons, compare_widths);
  all = (const Comparison *)(gconstpointer)comparisons->data;
  for (guint i = 1; i <= comparisons->len; i++)
    if (i == comparisons->len || all[i].codes->width != all[begin].codes->width)
      {
        if (!compare_group (engine, all + begin, i - begin, kept, error))
          return FALSE;
        begin = i;
      }
  return TRUE;
}

/* times x, as wide as it can become. */
static JlyBits *
multiply (JlyEngine *engine, const JlyBits *x, guint times, GError **error)
{
  guint width = x->width + jly_gate_log2 (times + 1);
  g_autoptr (JlyColumns) columns = NULL;

  if (times == 1)
    return jly_bits_copy (x);
  columns = jly_columns_new (x->n_lanes, width);
  for (guint weight = 0; times >> weight != 0; weight++)
    if (times >> weight & 1)
      jly_columns_add (columns, x, weight);
  return jly_columns_resolve (columns, engine, error);
}

/* Where both columns of the rule are there; NULL: everywhere. */
static gboolean
find_both (JlyEngine *engine,
           const JlyRule *rule,
           const JlySecretTable *table,
           JlyBits **both,
           GError **error)
{
  const JlyBits *one = jly_secret_table_get_there (table, rule->column);
  const JlyBits *other = jly_secret_table_get_there (table, rule->other);

  if (one == NULL && other == NULL)
    return TRUE;
  *both = one == NULL || other == NULL ? jly_bits_copy (one != NULL ? one : other)
                                       : jly_gate_and (engine, one, other, error);
  return *both != NULL;
}

/* Not (times other < part). */
static gboolean
compare_with_other (JlyEngine *engine,
                    const JlyRule *rule,
                    const JlySecretTable *table,
                    GPtrArray *kept,
                    GError **error)
{
  const JlyBits *part = table->columns[rule->column];
  g_autoptr (JlyBits) total = multiply (engine, table->columns[rule->other], rule->times, error);
  g_autoptr (JlyBits) wide_total = NULL, wide_part = NULL, there = NULL;
  JlyBits *is_above;
  guint width;

  if (total == NULL)
    return FALSE;
  width = MAX (total->width, part->width);
  wide_total = jly_bits_copy_resized (total, width);
  wide_part = jly_bits_copy_resized (part, width);
  is_above = jly_gate_less_than (engine, wide_total, wide_part, error);
  if (is_above == NULL || !find_both (engine, rule, table, &there, error))
    {
      jly_bits_free (is_above);
      return FALSE;
    }
  return add_kept (engine, is_above, there, kept, error);
}

/* The AND of all planes, two by two. */
static gboolean
halve (JlyEngine *engine, GPtrArray *kept, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "agreed checks");
  GPtrArray *both = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  guint n = kept->len / 2;
  gboolean is_done;

  for (guint i = 0; i < n; i++)
    {
      const JlyBits *x = kept->pdata[2 * i], *y = kept->pdata[2 * i + 1];

      g_ptr_array_add (both, jly_bits_new (x->n_lanes, 1));
      jly_round_and (round, both->pdata[i], x, y);
    }
  is_done = jly_round_run (round, error);
  g_ptr_array_remove_range (kept, 0, 2 * n);
  g_ptr_array_extend_and_steal (kept, both);
  return is_done;
}

JlyBits *
jly_validity_secure (JlyEngine *engine,
                     const JlyInputs *inputs,
                     const JlySecretTable *table,
                     GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);

  if (!compare_ranges (engine, inputs, table, kept, error))
    return NULL;
  for (guint i = 0; i < inputs->rules->rules->len; i++)
    {
      const JlyRule *rule = jly_validity_get_rule (inputs, i);

      if (!rule->is_soft && rule->kind == JLY_RULE_NOT_ABOVE
          && !compare_with_other (engine, rule, table, kept, error))
        return NULL;
    }
  while (kept->len > 1)
    if (!halve (engine, kept, error))
      return NULL;
  return jly_bits_copy (kept->pdata[0]);
}

/* Bit row of source in x becomes bit source of plane row: each source is a lane then. */
static void
turn_component (const JlyInputs *inputs, const guint64 *from, guint64 *to, gsize words_per_plane)
{
  gsize at = 0;

  for (guint source = 0; source < inputs->n_sources; source++)
    for (gsize row = 0; row < inputs->n_rows[source]; row++, at++)
      to[row * words_per_plane + source / 64] |= (from[at / 64] >> at % 64 & 1) << source % 64;
}

/* One vector of one plane for each row number, its lanes the sources. Sources with fewer rows have
 * nothing there. */
static JlyColumns *
turn (const JlyInputs *inputs, const JlyBits *rejected, guint width)
{
  JlyColumns *columns = jly_columns_new (inputs->n_sources, width);
  g_autoptr (JlyBits) one = jly_bits_new (inputs->n_sources, 1);
  gsize n_words = one->words_per_plane, most = 0;
  guint64 *own, *prev;

  for (guint i = 0; i < inputs->n_sources; i++)
    most = MAX (most, inputs->n_rows[i]);
  own = g_new0 (guint64, most * n_words);
  prev = g_new0 (guint64, most * n_words);
  turn_component (inputs, rejected->own, own, n_words);
  turn_component (inputs, rejected->prev, prev, n_words);
  for (gsize row = 0; row < most; row++)
    {
      memcpy (one->own, own + row * n_words, n_words * sizeof *own);
      memcpy (one->prev, prev + row * n_words, n_words * sizeof *prev);
      jly_columns_add (columns, one, 0);
    }
  g_free (own);
  g_free (prev);
  return columns;
}

JlyBits *
jly_validity_count (JlyEngine *engine,
                    const JlyInputs *inputs,
                    const JlyBits *valid,
                    GError **error)
{
  guint width = jly_validity_count_width (inputs);
  g_autoptr (JlyBits) rejected = jly_bits_copy (valid);
  g_autoptr (JlyColumns) columns = NULL;
  g_autoptr (JlyBits) counts = NULL;

  jly_bits_flip (rejected, jly_engine_get_self (engine));
  columns = turn (inputs, rejected, width);
  counts = jly_columns_resolve (columns, engine, error);
  return counts != NULL ? jly_total_refresh (engine, counts, width, error) : NULL;
}
