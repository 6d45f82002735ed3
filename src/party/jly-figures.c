/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-figures.h. */
#include "config.h"

#include "party/jly-figures.h"

#include "base/jly-error.h"
#include "study/jly-study-inputs.h"
#include "table/jly-import.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define SURE_PERCENT 60 /* of a match of columns; below that a person would have to look */

JlyFigures *
jly_figures_new (guint n_columns, gsize n_rows)
{
  JlyFigures *self = g_new0 (JlyFigures, 1);

  self->n_columns = n_columns;
  self->n_rows = n_rows;
  self->values = g_new (gint64 *, n_columns);
  for (guint c = 0; c < n_columns; c++)
    self->values[c] = g_new0 (gint64, n_rows);
  return self;
}

void
jly_figures_free (JlyFigures *self)
{
  if (self == NULL)
    return;
  for (guint c = 0; c < self->n_columns; c++)
    {
      sodium_memzero (self->values[c], self->n_rows * sizeof *self->values[c]);
      g_free (self->values[c]);
    }
  for (guint c = 0; self->is_there != NULL && c < self->n_columns; c++)
    g_free (self->is_there[c]);
  g_free (self->is_there);
  g_free (self->values);
  g_free (self->present);
  g_free (self);
}

gboolean
jly_figures_has (const JlyFigures *self, guint column, gsize row)
{
  return self->is_there == NULL || self->is_there[column] == NULL || self->is_there[column][row];
}

JlyFigures *
jly_figures_from_bid (const JlyBidTable *table, const JlyTender *tender)
{
  gsize n = tender->rows->len;
  JlyFigures *self = jly_figures_new (JLY_BID_TABLE_COLUMNS, n);

  for (guint c = 0; c < JLY_BID_TABLE_COLUMNS; c++)
    memcpy (self->values[c], table->values[c], n * sizeof *self->values[c]);
  self->present = table->present != NULL ? g_memdup2 (table->present, n * sizeof *self->present)
                                         : g_new0 (gboolean, n);
  return self;
}

JlyFigures *
jly_figures_read_bid (const char *path,
                      const JlyTender *tender,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, cancellable, error);
  g_autoptr (JlyBidTable) table = NULL;
  JlyErrorDetail detail = { .file = path };

  if (sheet != NULL)
    table = jly_bid_table_read (sheet, tender, error);
  if (table != NULL)
    return jly_figures_from_bid (table, tender);
  jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return NULL;
}

JlyFigures *
jly_figures_make_up_bid (const JlyTender *tender, const guint8 seed[32], GError **error)
{
  g_autoptr (JlyBidTable) table = jly_bid_table_make_up (tender, seed);
  JlyFigures *self;

  if (table == NULL)
    {
      jly_fail (error, JLY_ERROR_INTERNAL, NULL, _ ("No figures could be made up."));
      return NULL;
    }
  self = jly_figures_from_bid (table, tender);
  for (gsize i = 0; i < self->n_rows; i++)
    self->present[i] = TRUE;
  return self;
}

/* A file being read, and where it is. */
typedef struct
{
  const char *path;
  const JlyStudy *draft;
  JlyImport *import;
} Reading;

static const JlyStudyColumn *
get_column (const Reading *reading, guint column)
{
  return reading->draft->columns->pdata[column];
}

/* A program cannot ask back; so what a person would be asked is an error here. */
static gboolean
check_matches (const Reading *reading, GError **error)
{
  for (guint c = 0; c < reading->draft->columns->len; c++)
    {
      const JlyMatch *match = jly_import_get_match (reading->import, c);
      JlyErrorDetail detail = {
        .file = reading->path,
        .column = get_column (reading, c)->title,
        .next = _ ("Give the column in the file the name that the study has for it."),
      };

      if (match->sheet_column < 0 || match->confidence < SURE_PERCENT)
        return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s has no column “%s”."),
                         reading->path, detail.column);
    }
  return TRUE;
}

/* Whether a row is a record or belongs to the column names. */
static gboolean
check_name_rows (const Reading *reading, GError **error)
{
  JlySheet *sheet = jly_import_get_file (reading->import);
  const JlySheetNote *note = jly_sheet_find_note (sheet, JLY_NOTE_NAME_ROWS);
  JlyErrorDetail detail = {
    .file = reading->path,
    .next = _ ("Write the names of the columns into one row, and into each record its name."),
  };

  if (note == NULL || !note->is_question)
    return TRUE;
  detail.row = note->row;
  return jly_fail (error, JLY_ERROR_DATA, &detail, "%s: %s", reading->path, note->words);
}

static gboolean
check_questions (const Reading *reading, GError **error)
{
  GPtrArray *questions = jly_import_get_questions (reading->import);
  const JlyQuestion *first;
  JlyErrorDetail detail = {
    .file = reading->path,
    .next = _ ("Write the file so that it can be read in one way only."),
  };

  if (questions->len == 0)
    return TRUE;
  first = questions->pdata[0];
  detail.row = jly_sheet_get_file_row (jly_import_get_sheet (reading->import), first->row);
  detail.column = get_column (reading, first->column)->title;
  return jly_fail (error, JLY_ERROR_DATA, &detail, "%s: %s", reading->path, first->text);
}

/* The first finding stands for all; soft ones are for a person to look at. */
static gboolean
check_findings (const Reading *reading, GError **error)
{
  const JlyFinding *finding;
  JlyErrorDetail detail = { .file = reading->path };

  if (jly_import_count_hard (reading->import) == 0)
    return TRUE;
  finding = jly_import_get_findings (reading->import)->pdata[0];
  detail.column = get_column (reading, finding->column)->title;
  detail.next = finding->next != NULL ? finding->next : _ ("Correct the file and try again.");
  if (finding->row == JLY_FINDING_NO_ROW)
    return jly_fail (error, JLY_ERROR_DATA, &detail, "%s: %s", reading->path, finding->words);
  detail.row = jly_sheet_get_file_row (jly_import_get_sheet (reading->import), finding->row);
  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s, row %u, “%s”: %s"), reading->path,
                   (guint)detail.row, detail.column, finding->words);
}

static gboolean
check_rows (const Reading *reading, GError **error)
{
  gsize n = jly_sheet_get_n_rows (jly_import_get_sheet (reading->import));
  JlyErrorDetail detail = {
    .file = reading->path,
    .next = _ ("Leave rows out, or agree on more."),
  };

  if (n > 0 && n <= jly_study_get_most_rows (reading->draft))
    return TRUE;
  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s has %u rows; from 1 to %u were agreed."),
                   reading->path, (guint)n, (guint)jly_study_get_most_rows (reading->draft));
}

static JlyFigures *
take_figures (const Reading *reading)
{
  gsize n = jly_sheet_get_n_rows (jly_import_get_sheet (reading->import));
  JlyFigures *self = jly_figures_new (reading->draft->columns->len, n);

  self->is_there = g_new0 (gboolean *, self->n_columns);
  for (guint c = 0; c < self->n_columns; c++)
    {
      const JlyValues *values = jly_import_get_values (reading->import, c);

      memcpy (self->values[c], values->values, n * sizeof *self->values[c]);
      if (!get_column (reading, c)->may_be_missing)
        continue;
      self->is_there[c] = g_new (gboolean, n);
      for (gsize row = 0; row < n; row++)
        self->is_there[c][row] = values->states[row] == JLY_CELL_PRESENT;
    }
  return self;
}

JlyFigures *
jly_figures_from_import (JlyImport *import, const JlyStudy *draft, GError **error)
{
  const Reading reading = { .path = jly_sheet_get_name (jly_import_get_sheet (import)),
                            .draft = draft,
                            .import = import };
  const JlyErrorDetail detail = { .next = _ ("Answer and mend what is said beside the figures.") };

  if (!jly_import_is_ready (import))
    {
      jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("The figures are not understood yet."));
      return NULL;
    }
  return check_rows (&reading, error) ? take_figures (&reading) : NULL;
}

JlyFigures *
jly_figures_read (const char *path,
                  const JlyStudy *draft,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, cancellable, error);
  g_autoptr (JlyRules) rules = jly_study_make_rules (draft);
  Reading reading = { .path = path, .draft = draft };
  JlyErrorDetail detail = { .file = path };
  JlyFigures *self = NULL;

  if (sheet == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
      return NULL;
    }
  reading.import = jly_import_new (sheet, rules, NULL);
  jly_import_refresh (reading.import);
  if (check_name_rows (&reading, error) && check_matches (&reading, error)
      && check_questions (&reading, error) && check_rows (&reading, error)
      && check_findings (&reading, error))
    self = take_figures (&reading);
  jly_import_free (reading.import);
  return self;
}
