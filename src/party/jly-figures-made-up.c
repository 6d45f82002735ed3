/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures that a rehearsal makes up for a study of any columns: inside the agreed ranges, of the
 * agreed categories, and keeping the agreed checks, so that no row is left out. Small numbers come
 * oftener than large ones, as in real figures, and long ones end in zeros. The same seed gives the
 * same figures.
 */
#include "config.h"

#include "party/jly-figures.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define LEAST_ROWS 24     /* of each company, where it may bring so many */
#define MORE_ROWS 17      /* at most so many fewer one more, by chance */
#define ONE_MISSING_IN 20 /* of the cells that may be empty */
#define FINE 1000         /* ranges up to so many steps are not rounded */
#define DIGITS 100        /* that longer numbers keep: two */
#define PASSES 4          /* over the checks, since one may undo another */
#define PARTS ((guint64)1 << 32)

G_STATIC_ASSERT (randombytes_SEEDBYTES == 32);

static gsize
choose_n_rows (const JlyStudy *draft, guint32 draw)
{
  gsize most = jly_study_get_most_rows (draft);
  gsize wanted = MAX (LEAST_ROWS, draft->limits.min_rows) + draw % MORE_ROWS;

  return MAX (1, MIN (most, wanted));
}

/* Of an offset of at most span: two digits and zeros, and never beyond span. */
static guint64
make_round (guint64 offset)
{
  guint64 step = 1;

  while (offset / step >= DIGITS)
    step *= 10;
  return offset / step * step;
}

/* The square of a uniform draw, so that a quarter of the numbers is below a sixteenth of span. */
static guint64
pick_offset (guint32 draw, guint64 span)
{
  unsigned __int128 share = (unsigned __int128)draw * draw;
  guint64 offset = (guint64)(share * ((unsigned __int128)span + 1) / PARTS / PARTS);

  return span > FINE ? make_round (offset) : offset;
}

/* Categories, and short ranges such as years and ages, come evenly; a range on both sides of zero
 * is mostly used above it. */
static gint64
pick_value (const JlyStudyColumn *column, guint32 draw)
{
  guint64 span = (guint64)column->max - (guint64)column->least;

  if (span <= DIGITS)
    return column->least + (gint64)(draw % (span + 1));
  if (column->least >= 0 || column->max <= 0)
    return column->least + (gint64)pick_offset (draw, span);
  if (draw % 8 == 0)
    return -(gint64)pick_offset (draw, (guint64)-column->least);
  return (gint64)pick_offset (draw, (guint64)column->max);
}

/* The least of which so many times reach value. */
static gint64
divide_up (gint64 value, gint64 times)
{
  return value / times + (value > 0 && value % times != 0);
}

/* Lowers the one, or raises the other where its range ends. */
static void
keep_check (JlyFigures *self, const JlyStudy *draft, const JlyStudyCheck *check, gsize row)
{
  const JlyStudyColumn *column = draft->columns->pdata[check->column];
  const JlyStudyColumn *other = draft->columns->pdata[check->other];
  gint64 *value = &self->values[check->column][row], *limit = &self->values[check->other][row];
  __int128 bound = (__int128)*limit * check->times;

  if (*value <= bound)
    return;
  *value = bound >= column->least ? (gint64)bound : column->least;
  if (*value > bound)
    *limit = MIN (other->max, divide_up (*value, check->times));
}

static void
keep_checks (JlyFigures *self, const JlyStudy *draft, gsize row)
{
  for (guint pass = 0; pass < PASSES; pass++)
    for (guint i = 0; i < draft->checks->len; i++)
      keep_check (self, draft, draft->checks->pdata[i], row);
}

static void
make_up_column (JlyFigures *self, const JlyStudyColumn *column, guint c, const guint32 *draws)
{
  for (gsize row = 0; row < self->n_rows; row++)
    self->values[c][row] = pick_value (column, draws[row]);
  if (!column->may_be_missing)
    return;
  self->is_there[c] = g_new (gboolean, self->n_rows);
  for (gsize row = 0; row < self->n_rows; row++)
    self->is_there[c][row] = draws[self->n_rows + row] % ONE_MISSING_IN != 0;
}

/* What is not there counts as nothing. */
static void
empty_missing (JlyFigures *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    for (gsize row = 0; row < self->n_rows; row++)
      if (!jly_figures_has (self, c, row))
        self->values[c][row] = 0;
}

JlyFigures *
jly_figures_make_up (const JlyStudy *draft, const guint8 seed[32], GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Rehearse the tender’s file itself.") };
  guint32 first;
  gsize n_rows, n_draws;
  g_autofree guint32 *draws = NULL;
  JlyFigures *self;

  if (draft->rows->len > 0)
    {
      jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("No figures could be made up."));
      return NULL;
    }
  randombytes_buf_deterministic (&first, sizeof first, seed);
  n_rows = choose_n_rows (draft, first);
  n_draws = 1 + 2 * n_rows * draft->columns->len;
  draws = g_new (guint32, n_draws);
  randombytes_buf_deterministic (draws, n_draws * sizeof *draws, seed);
  self = jly_figures_new (draft->columns->len, n_rows);
  self->is_there = g_new0 (gboolean *, self->n_columns);
  for (guint c = 0; c < self->n_columns; c++)
    make_up_column (self, draft->columns->pdata[c], c, draws + 1 + 2 * n_rows * c);
  for (gsize row = 0; row < n_rows; row++)
    keep_checks (self, draft, row);
  empty_missing (self);
  sodium_memzero (draws, n_draws * sizeof *draws);
  return self;
}
