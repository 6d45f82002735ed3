/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-suppress.h; this is the reference. The secure form is in jly-suppress-secure.c. */
#include "config.h"

#include "analysis/jly-suppress.h"

#include "engine/jly-gate.h"

/* A share is compared as 100 part > percent total. */
#define SHARE_BITS 8

guint
jly_tables_count_cells (const JlyTables *self)
{
  return self->n_tables * self->n_lines * self->n_across;
}

gboolean
jly_tables_is_exact (const JlyTables *self, const JlyLimits *limits)
{
  return limits->top_share == 0 || limits->top_share >= 100
         || self->sum_width + SHARE_BITS + jly_gate_log2 (self->n_parties) < 128;
}

/* What some cells have together: rows and amount of every party. */
typedef struct
{
  const JlyTables *tables;
  const JlyLimits *limits;
  const gint64 *counts;
  const __int128 *sums;
} Work;

static __int128
get_sum (const Work *work, guint party, guint cell)
{
  return work->sums != NULL
             ? work->sums[(gsize)party * jly_tables_count_cells (work->tables) + cell]
             : 0;
}

/* Of the cells of one place across, of lines first to first + n - 1 that are chosen (NULL: all). */
static gboolean
is_safe (
    const Work *work, guint table, guint across, guint first, guint n, const gboolean *is_chosen)
{
  const JlyTables *tables = work->tables;
  guint n_cells = jly_tables_count_cells (tables), n_parties = 0;
  __int128 total = 0, largest = 0;
  gint64 n_rows = 0;

  for (guint p = 0; p < tables->n_parties; p++)
    {
      gint64 rows = 0;
      __int128 sum = 0;

      for (guint line = first; line < first + n; line++)
        if (is_chosen == NULL || is_chosen[line])
          {
            guint cell = (table * tables->n_lines + line) * tables->n_across + across;

            rows += work->counts[(gsize)p * n_cells + cell];
            sum += get_sum (work, p, cell);
          }
      n_rows += rows;
      n_parties += rows > 0;
      total += ABS (sum);
      largest = MAX (largest, ABS (sum));
    }
  return n_rows >= work->limits->min_rows
         && (work->limits->min_parties <= 1 || n_parties >= work->limits->min_parties)
         && (work->limits->top_share == 0 || work->limits->top_share >= 100
             || 100 * largest <= work->limits->top_share * total);
}

static gint64
count_line (const Work *work, guint table, guint line)
{
  const JlyTables *tables = work->tables;
  guint n_cells = jly_tables_count_cells (tables);
  guint first = (table * tables->n_lines + line) * tables->n_across;
  gint64 n = 0;

  for (guint p = 0; p < tables->n_parties; p++)
    for (guint c = 0; c < tables->n_across; c++)
      n += work->counts[(gsize)p * n_cells + first + c];
  return n;
}

static guint
count_hidden (const Work *work, const gboolean *is_hidden)
{
  guint n = 0;

  for (guint line = 0; line < work->tables->n_lines; line++)
    n += is_hidden[line] != 0;
  return n;
}

/* Whether what is hidden could be worked out, or is a group that may not be seen. */
static gboolean
is_exposed (const Work *work, guint table, const gboolean *is_hidden)
{
  guint n = count_hidden (work, is_hidden);

  if (n == 0)
    return FALSE;
  for (guint c = 0; c < work->tables->n_across; c++)
    if (!is_safe (work, table, c, 0, work->tables->n_lines, is_hidden))
      return TRUE;
  return n == 1;
}

static void
hide_smallest (const Work *work, guint table, gboolean *is_hidden)
{
  guint smallest = work->tables->n_lines;

  for (guint line = 0; line < work->tables->n_lines; line++)
    if (!is_hidden[line]
        && (smallest == work->tables->n_lines
            || count_line (work, table, line) < count_line (work, table, smallest)))
      smallest = line;
  if (smallest < work->tables->n_lines)
    is_hidden[smallest] = TRUE;
}

static void
judge_table (const Work *work, guint table, gboolean *is_hidden)
{
  const JlyTables *tables = work->tables;

  for (guint line = 0; line < tables->n_lines; line++)
    {
      is_hidden[line] = FALSE;
      for (guint c = 0; c < tables->n_across; c++)
        is_hidden[line] = is_hidden[line] || !is_safe (work, table, c, line, 1, NULL);
    }
  if (tables->n_lines == 1 || !is_exposed (work, table, is_hidden))
    return;
  hide_smallest (work, table, is_hidden);
  if (is_exposed (work, table, is_hidden))
    for (guint line = 0; line < tables->n_lines; line++)
      is_hidden[line] = TRUE;
}

void
jly_suppress_clear (const JlyTables *self,
                    const JlyLimits *limits,
                    const gint64 *counts,
                    const gint64 *sums,
                    gboolean *is_shown)
{
  gsize n = (gsize)self->n_parties * jly_tables_count_cells (self);
  g_autofree __int128 *wide = g_new (__int128, n);

  for (gsize i = 0; i < n && sums != NULL; i++)
    wide[i] = sums[i];
  jly_suppress_clear_wide (self, limits, counts, sums != NULL ? wide : NULL, is_shown);
}

void
jly_suppress_clear_wide (const JlyTables *self,
                         const JlyLimits *limits,
                         const gint64 *counts,
                         const __int128 *sums,
                         gboolean *is_shown)
{
  const Work work = { self, limits, counts, sums };
  g_autofree gboolean *is_hidden = g_new (gboolean, self->n_lines);

  for (guint i = 0; i < jly_tables_count_cells (self); i++)
    is_shown[i] = TRUE;
  for (guint table = 0; table < self->n_tables && jly_limits_is_any (limits); table++)
    {
      judge_table (&work, table, is_hidden);
      for (guint i = 0; i < self->n_lines * self->n_across; i++)
        is_shown[table * self->n_lines * self->n_across + i] = !is_hidden[i / self->n_across];
    }
}
