/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rivals.h. */
#include "config.h"

#include "analysis/jly-rivals.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-tabulate-private.h"
#include "base/jly-error.h"
#include "engine/jly-columns.h"
#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-pick.h"

#include <glib/gi18n-lib.h>

#define MAX_WIDTH 62 /* of a total, with its sign, and one bit above for whether there is one */

static const JlyTabulation totals = { .column = "column", .terms = { JLY_TERM_SUM }, .n_terms = 1 };
/* For the limits: of rows alone, as no amount is told. */
static const JlyTabulation rows = { .column = "column", .terms = { JLY_TERM_COUNT }, .n_terms = 1 };

gboolean
jly_rivals_check (const JlyQuery *query, gsize *n_columns, GError **error)
{
  JlyOutputShape shapes[2];
  g_auto (JlyMeasures) measures = { .n = 0 };
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Agree on a smaller range, on fewer decimals or on fewer rows."),
  };

  if (!jly_tabulate_check (&totals, query, shapes, error))
    return FALSE;
  measures = jly_measures_read (&totals, query);
  *n_columns = measures.n;
  return jly_measures_get_width (&measures, query, JLY_TERM_SUM) < MAX_WIDTH
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The agreed range of “%s” is too wide: totals could not be compared "
                         "exactly."),
                      query->inputs->columns[measures.first[0]].title);
}

/* The rows of one company that count for a column, and their total. */
static gsize
add_company (const JlyQuery *query,
             const JlyClearTable *table,
             const gboolean *takes,
             guint column,
             gsize *row,
             guint company,
             gint64 *total)
{
  gsize n = 0;

  *total = 0;
  for (gsize i = 0; i < query->inputs->n_rows[company]; i++, (*row)++)
    if (takes[*row] && jly_clear_table_has (table, column, *row))
      {
        *total += table->values[column][*row];
        n++;
      }
  return n;
}

JlyAnswer *
jly_rivals_clear (const JlyQuery *query,
                  const JlyClearTable *table,
                  guint n_least,
                  JlyRivalsFunc say)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&totals, query);
  g_autoptr (JlyAnswer) counted = jly_tabulate_clear (&rows, query, table);
  g_autofree gboolean *takes = jly_condition_judge (query, table);
  JlyAnswer *answer = jly_answer_new (2);
  guint64 *said = jly_answer_open (answer, 0, measures.n);
  guint64 *shown = jly_answer_open (answer, 1, measures.n);

  for (guint m = 0; m < measures.n; m++)
    {
      guint n_there = 0, first = 0;
      gint64 best = 0;
      gsize row = 0;

      for (guint p = 0; p < query->inputs->n_sources; p++)
        {
          gint64 total;
          gsize n = add_company (query, table, takes, measures.first[m], &row, p, &total);

          if (n > 0 && (n_there == 0 || total > best))
            {
              first = p;
              best = total;
            }
          n_there += n > 0;
        }
      shown[m] = n_there >= n_least && jly_tabulate_is_shown (&rows, counted, m);
      said[m] = shown[m] != 0 ? say (first) : 0;
    }
  return answer;
}

typedef struct
{
  JlyEngine *engine;
  guint self, n_parties, n; /* companies and columns */
} Work;

/* A lane a company and column, company by company: the total, moved to be 0 or above, and on top
 * whether the company has rows; there gets that alone. */
static JlyBits *
make_keys (const Work *work,
           const JlyQuery *query,
           const JlySecretTable *table,
           const JlyMeasures *measures,
           JlyBits **there,
           GError **error)
{
  guint width = jly_measures_get_width (measures, query, JLY_TERM_SUM) + 1;
  guint count_width = jly_measures_get_width (measures, query, JLY_TERM_COUNT);
  g_autoptr (JlyRing) counts = NULL, sums = NULL;
  g_autoptr (JlyBits) bits = NULL, n_rows = NULL, none = NULL;
  JlyBits *keys, view;

  if (!jly_tabulate_find_parties (&totals, work->engine, query, table, &counts, &sums, error))
    return NULL;
  bits = jly_convert_to_bits (work->engine, sums, width, error);
  n_rows = bits != NULL ? jly_convert_to_bits (work->engine, counts, count_width, error) : NULL;
  none = n_rows != NULL ? jly_gate_less_than_constant (work->engine, n_rows, 1, error) : NULL;
  if (none == NULL)
    return NULL;
  view = jly_bits_view (bits, width - 1, 1);
  jly_bits_flip (&view, work->self);
  jly_bits_flip (none, work->self);
  keys = jly_bits_copy_resized (bits, width + 1);
  view = jly_bits_view (keys, width, 1);
  jly_bits_assign (&view, none);
  *there = g_steal_pointer (&none);
  return keys;
}

/* A plane for each p < q, the pairs of a lower p first, and a lane a column: 1 where q is ahead. */
static JlyBits *
compare (const Work *work, const JlyBits *keys, GError **error)
{
  guint n_pairs = work->n_parties * (work->n_parties - 1) / 2;
  g_autofree guint32 *own = g_new (guint32, n_pairs * work->n);
  g_autofree guint32 *other = g_new (guint32, n_pairs * work->n);
  g_autoptr (JlyBits) x = NULL, y = NULL;
  guint at = 0;

  for (guint p = 0; p < work->n_parties; p++)
    for (guint q = p + 1; q < work->n_parties; q++)
      for (guint m = 0; m < work->n; m++, at++)
        {
          own[at] = p * work->n + m;
          other[at] = q * work->n + m;
        }
  x = jly_pick_bits (keys, own, at);
  y = jly_pick_bits (keys, other, at);
  return jly_gate_less_than (work->engine, x, y, error);
}

/* The number of a pair, p < q. */
static guint
get_pair (const Work *work, guint p, guint q)
{
  return p * work->n_parties - p * (p + 1) / 2 + (q - p - 1);
}

/* One plane a company: 1 where it is ahead of all others; later is 1 where q of a pair is ahead. */
static JlyBits *
find_first (const Work *work, const JlyBits *later, GError **error)
{
  guint n_others = work->n_parties - 1, n = work->n_parties * work->n;
  g_autoptr (JlyBits) earlier = jly_bits_copy (later), both = NULL, left = NULL;
  g_autofree guint32 *lanes = g_new (guint32, n * n_others);
  gsize n_pairs = later->n_lanes;

  jly_bits_flip (earlier, work->self);
  both = jly_bits_join_lanes ((const JlyBits *[]){ later, earlier }, 2, 1);
  for (guint k = 0; k < n_others; k++)
    for (guint i = 0; i < n; i++)
      {
        guint p = i / work->n, q = k < p ? k : k + 1, m = i % work->n;

        lanes[k * n + i] = p < q ? (guint32)(n_pairs + get_pair (work, p, q) * work->n + m)
                                 : get_pair (work, q, p) * work->n + m;
      }
  left = jly_pick_bits (both, lanes, (gsize)n * n_others);
  /* Halves are ANDed until one answer a company is left; an odd one waits. */
  for (guint rest = n_others; rest > 1; rest = (rest + 1) / 2)
    {
      guint half = rest / 2;
      g_autoptr (JlyBits) low = jly_bits_copy_lanes (left, 0, (gsize)half * n);
      g_autoptr (JlyBits) high = jly_bits_copy_lanes (left, (gsize)half * n, (gsize)half * n);
      g_autoptr (JlyBits) odd
          = jly_bits_copy_lanes (left, (gsize)2 * half * n, (gsize)(rest - 2 * half) * n);
      g_autoptr (JlyBits) met = jly_gate_and (work->engine, low, high, error);

      if (met == NULL)
        return NULL;
      jly_bits_free (left);
      left = jly_bits_join_lanes ((const JlyBits *[]){ met, odd }, rest > 2 * half ? 2 : 1, 1);
    }
  return jly_bits_lanes_to_planes (left, work->n);
}

/* A lane a column: 1 where at least n_least companies have rows. */
static JlyBits *
has_companies (const Work *work, const JlyBits *there, guint n_least, GError **error)
{
  g_autoptr (JlyColumns) columns
      = jly_columns_new (there->n_lanes, jly_count_width (work->n_parties));
  g_autoptr (JlyBits) n_there = NULL;
  JlyBits *few;

  jly_columns_add (columns, there, 0);
  jly_columns_sum_lanes_by (columns, work->n);
  n_there = jly_columns_resolve (columns, work->engine, error);
  few = n_there != NULL ? jly_gate_less_than_constant (work->engine, n_there, n_least, error)
                        : NULL;
  if (few != NULL)
    jly_bits_flip (few, work->self);
  return few;
}

JlyBits *
jly_rivals_secure (JlyEngine *engine,
                   const JlyQuery *query,
                   const JlySecretTable *table,
                   guint n_least,
                   JlyBits **shown,
                   GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (&totals, query);
  const Work work = { engine, jly_engine_get_self (engine), query->inputs->n_sources, measures.n };
  g_autoptr (JlyBits) planes = NULL, there = NULL, enough = NULL, later = NULL, first = NULL;
  g_autoptr (JlyBits) keys = make_keys (&work, query, table, &measures, &there, error);
  g_autoptr (JlyBits) allowed = NULL, both = NULL;

  allowed
      = keys != NULL ? jly_tabulate_find_shown (&rows, engine, query, table, &planes, error) : NULL;
  enough = allowed != NULL ? has_companies (&work, there, n_least, error) : NULL;
  both = enough != NULL ? jly_gate_and (engine, allowed, enough, error) : NULL;
  later = both != NULL ? compare (&work, keys, error) : NULL;
  first = later != NULL ? find_first (&work, later, error) : NULL;
  if (first == NULL)
    return NULL;
  *shown = g_steal_pointer (&both);
  return g_steal_pointer (&first);
}

char *
jly_rivals_label (const JlyQuery *query, gsize i)
{
  return jly_tabulate_label (&totals, query, i);
}
