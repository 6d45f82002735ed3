/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-csv.h. A cell is taken whole or not at all, so that text may end anywhere between two
 * calls; a cell's length is limited, and with it how much is looked at twice. */
#include "config.h"

#include "table/jly-csv.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each of its letters may be a quotation mark that is written twice. */
#define QUOTED_MAX (2 * JLY_GRID_CELL_MAX + 2)
#define FIRST_SIZE 1024

struct _JlyCsvSplitter
{
  char *name;
  GString *text;
  gsize at; /* the next cell, or the next record if !in_record */
  gboolean in_record;
  gboolean is_last;
  gsize record_start; /* in text */
  guint8 stops[256];  /* what ends a cell without quotation marks; NUL ends the text */
  char delimiter;
  guint32 *cells;
  gsize n_cells, cells_size;
  guint32 *records;
  gsize n_records, records_size;
};

typedef enum
{
  TAKEN,
  CUT, /* the text ends before it is clear what this is */
  WRONG
} Taken;

JlyCsvSplitter *
jly_csv_splitter_new (const char *name, GString *text, gsize start, char delimiter)
{
  JlyCsvSplitter *self = g_new0 (JlyCsvSplitter, 1);

  self->name = g_strdup (name);
  self->text = text;
  self->at = self->record_start = start;
  self->delimiter = delimiter;
  self->stops[0] = self->stops['\n'] = self->stops['\r'] = TRUE;
  self->stops[(guint8)delimiter] = TRUE;
  self->cells = g_new (guint32, self->cells_size = FIRST_SIZE);
  self->records = g_new (guint32, self->records_size = FIRST_SIZE);
  return self;
}

/* A GArray's append is a call for each of many million cells. */
static inline void
append (guint32 **list, gsize *n, gsize *size, guint32 value)
{
  if (*n == *size)
    *list = g_renew (guint32, *list, *size *= 2);
  (*list)[(*n)++] = value;
}

static Taken
fail_at_row (const JlyCsvSplitter *self, const char *next, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = self->name, .row = self->n_records };

  jly_table_fail (error, &place, next, "%s", what);
  return WRONG;
}

static Taken
fail_too_long (const JlyCsvSplitter *self, GError **error)
{
  return fail_at_row (self, _ ("Shorten it, or leave the column out."), error,
                      _ ("A cell here is longer than a million characters."));
}

static Taken
fail_never_closed (const JlyCsvSplitter *self, GError **error)
{
  return fail_at_row (self, _ ("Close it, or take it away."), error,
                      _ ("A quotation mark is opened here and never closed."));
}

/* The mark that closes the cell opened before start; NULL if it is not there yet. */
static char *
find_closing (const JlyCsvSplitter *self, char *start)
{
  char *const end = self->text->str + self->text->len;
  char *from = start;

  for (;;)
    {
      char *mark = memchr (from, '"', (gsize)(end - from));

      if (mark == NULL || (mark + 1 == end && !self->is_last))
        return NULL;
      if (mark[1] != '"')
        return mark;
      from = mark + 2;
    }
}

/* Between start and end marks stand in twos only: moves the words together over the second of each.
 * Gives their new end. */
static char *
join_doubled (char *start, char *end)
{
  char *from = start, *to = start, *mark;

  while ((mark = memchr (from, '"', (gsize)(end - from))) != NULL)
    {
      const gsize n = (gsize)(mark + 1 - from);

      if (to != from)
        memmove (to, from, n);
      to += n;
      from = mark + 2;
    }
  if (to != from)
    memmove (to, from, (gsize)(end - from));
  return to + (end - from);
}

/* What a cell is, and where the text goes on: at the stop behind it. */
typedef struct
{
  char *start, *end;
  char *stop;
  gboolean is_quoted;
} Piece;

static Taken
take_quoted (JlyCsvSplitter *self, char *start, Piece *piece, GError **error)
{
  const gsize left = (gsize)(self->text->str + self->text->len - start);
  char *closing = find_closing (self, start);
  char *at;

  if (closing == NULL && (self->is_last || left > QUOTED_MAX))
    return fail_never_closed (self, error);
  if (closing == NULL)
    return CUT;
  for (at = closing + 1; *at == ' '; at++)
    ;
  if (*at == '\0' && !self->is_last)
    return CUT;
  if (!self->stops[(guint8)*at])
    return fail_at_row (self, _ ("Write a quotation mark inside a cell twice."), error,
                        _ ("More words follow after a closing quotation mark."));
  piece->start = start;
  piece->end = closing;
  piece->is_quoted = TRUE;
  piece->stop = at;
  return TAKEN;
}

static Taken
take_plain (JlyCsvSplitter *self, char *start, Piece *piece)
{
  char *at = start;

  while (!self->stops[(guint8)*at])
    at++;
  piece->start = start;
  piece->end = piece->stop = at;
  return *at == '\0' && !self->is_last && at - start <= JLY_GRID_CELL_MAX ? CUT : TAKEN;
}

static Taken
take_cell (JlyCsvSplitter *self, char *stop, GError **error)
{
  char *const start = self->text->str + self->at;
  char *at = start;
  Piece piece = { 0 };
  Taken taken;

  while (*at == ' ')
    at++;
  taken = *at == '"' ? take_quoted (self, at + 1, &piece, error) : take_plain (self, start, &piece);
  if (taken != TAKEN)
    return taken;
  /* A CR may be half of a line end. */
  if (*piece.stop == '\r' && piece.stop[1] == '\0' && !self->is_last)
    return CUT;
  /* Only now, because what is cut will be looked at again. */
  if (piece.is_quoted)
    piece.end = join_doubled (piece.start, piece.end);
  if (piece.end - piece.start > JLY_GRID_CELL_MAX)
    return fail_too_long (self, error);
  append (&self->cells, &self->n_cells, &self->cells_size,
          (guint32)(piece.start - self->text->str));
  *stop = *piece.stop;
  self->at = (gsize)(piece.stop - self->text->str);
  if (*stop == '\r' && piece.stop[1] == '\n')
    self->at++;
  if (*stop != '\0')
    self->at++;
  *piece.end = '\0';
  return TAKEN;
}

static Taken
begin_record (JlyCsvSplitter *self, GError **error)
{
  append (&self->records, &self->n_records, &self->records_size, (guint32)self->n_cells);
  self->record_start = self->at;
  self->in_record = TRUE;
  if (self->n_records > JLY_GRID_TEXT_RECORDS_MAX || self->n_cells > JLY_GRID_TEXT_CELLS_MAX)
    return fail_at_row (self, _ ("Leave out what this study does not need."), error,
                        _ ("The table has more rows or cells than can be read."));
  return TAKEN;
}

/* The cells of one record that are there, with its line end. */
static Taken
take_record (JlyCsvSplitter *self, GError **error)
{
  Taken taken = self->in_record ? TAKEN : begin_record (self, error);
  const gsize first = self->records[self->n_records - 1];
  char stop = self->delimiter;

  while (taken == TAKEN && stop == self->delimiter)
    {
      taken = take_cell (self, &stop, error);
      if (taken == TAKEN && self->n_cells - first > JLY_GRID_COLUMNS_MAX)
        return fail_at_row (self, _ ("Keep only the columns that this study needs."), error,
                            _ ("This row has more than 4096 cells."));
    }
  self->in_record = taken != TAKEN;
  return taken;
}

gboolean
jly_csv_splitter_feed (JlyCsvSplitter *self, gboolean is_last, GError **error)
{
  Taken taken = TAKEN;

  g_assert (self->text->len < G_MAXUINT32);
  self->is_last = is_last;
  while (taken == TAKEN && (self->at < self->text->len || (self->in_record && is_last)))
    taken = take_record (self, error);
  return taken != WRONG;
}

gsize
jly_csv_splitter_count (const JlyCsvSplitter *self)
{
  return self->n_records - (self->in_record ? 1 : 0);
}

gsize
jly_csv_splitter_get_end (const JlyCsvSplitter *self)
{
  return self->in_record ? self->record_start : self->at;
}

void
jly_csv_splitter_finish (JlyCsvSplitter *self, JlyGrid *grid)
{
  const gsize n = jly_csv_splitter_count (self);
  const gsize n_cells = self->in_record ? self->records[n] : self->n_cells;

  self->n_records = n;
  append (&self->records, &self->n_records, &self->records_size, (guint32)n_cells);
  grid->n_records = n;
  grid->is_number = NULL;
  grid->text = g_string_free (g_steal_pointer (&self->text), FALSE);
  grid->cells = g_steal_pointer (&self->cells);
  grid->records = g_steal_pointer (&self->records);
  jly_csv_splitter_free (self);
}

void
jly_csv_splitter_free (JlyCsvSplitter *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self->cells);
  g_free (self->records);
  g_free (self->name);
  g_free (self);
}
