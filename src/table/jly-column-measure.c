/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a column's cells as the type that was decided, exactly, and adds them up. */
#include "config.h"

#include "table/jly-amount-private.h"
#include "table/jly-column-private.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

/* Takes words. */
static void
note_odd (JlyColumn *self, gsize row, char *words)
{
  self->n_present--;
  if (self->n_odd++ == 0)
    {
      self->odd_row = row;
      self->odd_words = g_steal_pointer (&words);
    }
  g_free (words);
}

static void
take_value (JlyColumn *self, gint64 value)
{
  self->least = self->has_range ? MIN (self->least, value) : value;
  self->most = self->has_range ? MAX (self->most, value) : value;
  self->has_range = TRUE;
  if (self->has_total && __builtin_add_overflow (self->total, value, &self->total))
    self->has_total = FALSE;
}

/* A spreadsheet's own numbers have a point, whatever the texts in their column have. */
static JlyDecimalMark
get_mark (const JlyColumn *self, JlySheet *sheet, gsize row, guint column)
{
  return jly_sheet_is_number (sheet, row, column) ? JLY_MARK_POINT : self->mark;
}

/* As many decimals as the cell with most of them, as far as amounts go. */
static guint
find_scale (const JlyColumn *self, JlySheet *sheet, guint column)
{
  guint scale = 0;

  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *cell = jly_sheet_get_cell (sheet, i, column);

      scale = MAX (scale, jly_amount_count_decimals (cell, get_mark (self, sheet, i, column)));
    }
  return MIN (scale, JLY_AMOUNT_SCALE_MAX);
}

static gboolean
has_words (const char *cell)
{
  AmountParts parts;
  gboolean has;

  jly_amount_take_apart (cell, &parts);
  has = parts.words != NULL;
  g_free (parts.words);
  return has;
}

char *
jly_column_explain (JlyAmountProblem problem, const char *cell, const JlyAmountFormat *format)
{
  g_autofree char *quoted = jly_table_quote (cell);
  const char *next;

  if (problem == JLY_AMOUNT_TOO_LARGE)
    return g_strdup_printf (_ ("“%s” has more digits than can be counted exactly."), quoted);
  /* No unit is expected that the sentence could name. */
  if (problem == JLY_AMOUNT_UNIT && format->unit == NULL && format->currency == NULL)
    problem = JLY_AMOUNT_NOT_A_NUMBER;
  return jly_amount_explain (problem, cell, format, &next);
}

static void
take_figure (
    JlyColumn *self, JlySheet *sheet, gsize row, guint column, const JlyAmountFormat *format)
{
  const char *cell = jly_sheet_get_cell (sheet, row, column);
  gint64 steps;
  const JlyAmountProblem problem = jly_amount_read_signed (cell, format, &steps);

  if (problem == JLY_AMOUNT_OK)
    take_value (self, steps);
  else if (problem != JLY_AMOUNT_MISSING)
    note_odd (self, row, jly_column_explain (problem, cell, format));
}

static void
measure_figures (JlyColumn *self, JlySheet *sheet, guint column, gboolean needs_sign)
{
  JlyAmountFormat format = { .max = G_MAXINT64, .unit = self->unit, .currency = self->currency };

  self->scale = format.scale = find_scale (self, sheet, column);
  if (self->type == JLY_COLUMN_DECIMAL && self->scale == 0)
    self->type = JLY_COLUMN_WHOLE;
  self->has_total = self->type != JLY_COLUMN_PERCENTAGE;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *cell = jly_sheet_get_cell (sheet, i, column);

      format.mark = get_mark (self, sheet, i, column);
      /* 0.19 among "19 %" may be 19 % or less than one. */
      if (self->type == JLY_COLUMN_PERCENTAGE && needs_sign && !has_words (cell)
          && jly_amount_read_signed (cell, &format, &(gint64){ 0 }) == JLY_AMOUNT_OK)
        {
          g_autofree char *quoted = jly_table_quote (cell);

          note_odd (self, i, g_strdup_printf (_ ("“%s” has no percent sign."), quoted));
        }
      else
        take_figure (self, sheet, i, column, &format);
    }
  self->has_total = self->has_total && self->has_range;
}

static void
measure_dates (JlyColumn *self, JlySheet *sheet, guint column)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *cell = jly_sheet_get_cell (sheet, i, column);
      AmountParts parts;
      guint32 day;

      if (jly_date_read (cell, self->order, &day))
        take_value (self, day);
      else if (jly_amount_take_apart (cell, &parts) != JLY_AMOUNT_MISSING)
        {
          g_autofree char *quoted = jly_table_quote (cell);

          note_odd (self, i, g_strdup_printf (_ ("“%s” is not a date."), quoted));
          g_free (parts.words);
        }
    }
}

/* Two writings of one key are one key. */
static void
measure_keys (JlyColumn *self, JlySheet *sheet, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *cell = jly_sheet_get_cell (sheet, i, column);
      char *key = NULL;
      const JlyKeyProblem problem = jly_key_normalize (cell, self->key_format, &key);

      if (problem == JLY_KEY_OK)
        g_hash_table_add (seen, key);
      else if (problem != JLY_KEY_MISSING)
        note_odd (self, i, jly_key_explain (problem, cell, self->key_format));
    }
  self->n_distinct = g_hash_table_size (seen);
}

void
jly_column_measure (JlyColumn *self, JlySheet *sheet, guint column, gboolean needs_sign)
{
  if (self->question != JLY_QUESTION_NONE)
    return;
  if (jly_column_is_figures (self->type))
    measure_figures (self, sheet, column, needs_sign);
  else if (self->type == JLY_COLUMN_DATE)
    measure_dates (self, sheet, column);
  else if (self->type == JLY_COLUMN_KEY)
    measure_keys (self, sheet, column);
}
