/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-csv.h. */
#include "config.h"

#include "table/jly-csv.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between two looks at the cancellable. */
#define RECORDS_PER_LOOK 4096

typedef struct
{
  const char *name;
  char *at;
  char *end; /* where the closing NUL is */
  char *base;
  gboolean stops[256]; /* what ends a cell without quotation marks */
  char delimiter;
  GArray *cells;   /* guint32 */
  GArray *records; /* gsize */
} Splitter;

static gboolean
fail_at_row (
    const Splitter *splitter, guint64 row, const char *next, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = splitter->name, .row = row };

  return jly_table_fail (error, &place, next, "%s", what);
}

static guint64
get_row (const Splitter *splitter)
{
  return splitter->records->len;
}

/* At the first quotation mark. Moves the cell's words together over doubled marks, and stands on
 * the delimiter, line end or end that follows. */
static gboolean
take_quoted (Splitter *splitter, char **cell_end, GError **error)
{
  char *from = splitter->at + 1;
  char *to = from;

  for (;;)
    {
      char *mark = memchr (from, '"', (gsize)(splitter->end - from));

      if (mark == NULL)
        return fail_at_row (splitter, get_row (splitter), _ ("Close it, or take it away."), error,
                            _ ("A quotation mark is opened here and never closed."));
      memmove (to, from, (gsize)(mark - from));
      to += mark - from;
      from = mark + 1;
      if (*from != '"')
        break;
      *to++ = '"';
      from++;
    }
  while (*from == ' ')
    from++;
  if (!splitter->stops[(guint8)*from])
    return fail_at_row (splitter, get_row (splitter),
                        _ ("Write a quotation mark inside a cell twice."), error,
                        _ ("More words follow after a closing quotation mark."));
  *cell_end = to;
  splitter->at = from;
  return TRUE;
}

static gboolean
take_cell (Splitter *splitter, char *stop, GError **error)
{
  char *start = splitter->at;
  char *cell_end = NULL;

  while (*start == ' ')
    start++;
  if (*start == '"')
    {
      splitter->at = start++;
      if (!take_quoted (splitter, &cell_end, error))
        return FALSE;
    }
  else
    {
      start = splitter->at;
      while (!splitter->stops[(guint8)*splitter->at])
        splitter->at++;
      cell_end = splitter->at;
    }
  if (cell_end - start > JLY_GRID_CELL_MAX)
    return fail_at_row (splitter, get_row (splitter), _ ("Shorten it, or leave the column out."),
                        error, _ ("A cell here is longer than a million characters."));
  const guint32 offset = (guint32)(start - splitter->base);

  g_array_append_val (splitter->cells, offset);
  *stop = *splitter->at;
  *cell_end = '\0';
  return TRUE;
}

/* One record with its line end. */
static gboolean
take_record (Splitter *splitter, GError **error)
{
  const gsize first = splitter->cells->len;
  char stop = 0;

  g_array_append_val (splitter->records, first);
  for (;;)
    {
      if (!take_cell (splitter, &stop, error))
        return FALSE;
      if (splitter->cells->len - first > JLY_GRID_COLUMNS_MAX)
        return fail_at_row (splitter, get_row (splitter),
                            _ ("Keep only the columns that this study needs."), error,
                            _ ("This row has more than 4096 cells."));
      if (stop != splitter->delimiter)
        break;
      splitter->at++;
    }
  if (stop == '\r')
    splitter->at += splitter->at[1] == '\n' ? 2 : 1;
  else if (stop == '\n')
    splitter->at++;
  return TRUE;
}

static void
set_stops (Splitter *splitter)
{
  splitter->stops[0] = TRUE;
  splitter->stops['\n'] = TRUE;
  splitter->stops['\r'] = TRUE;
  splitter->stops[(guint8)splitter->delimiter] = TRUE;
}

static gboolean
take_all (Splitter *splitter, GCancellable *cancellable, GError **error)
{
  while (splitter->at < splitter->end)
    {
      if (splitter->records->len % RECORDS_PER_LOOK == 0
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          jly_error_adopt (error, JLY_ERROR_CANCELLED, NULL);
          return FALSE;
        }
      if (!take_record (splitter, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_csv_split (JlyGrid *grid,
               const char *name,
               char *text,
               gsize length,
               gsize start,
               char delimiter,
               GCancellable *cancellable,
               GError **error)
{
  Splitter splitter = {
    .name = name, .base = text, .at = text + start, .end = text + length, .delimiter = delimiter
  };
  gboolean split;
  gsize n_cells;

  g_assert (length < G_MAXUINT32 && text[length] == '\0');
  set_stops (&splitter);
  splitter.cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  splitter.records = g_array_new (FALSE, FALSE, sizeof (gsize));
  split = take_all (&splitter, cancellable, error);
  grid->n_records = splitter.records->len;
  n_cells = splitter.cells->len;
  g_array_append_val (splitter.records, n_cells);
  grid->text = text;
  grid->is_number = NULL;
  grid->cells = (guint32 *)g_array_free (splitter.cells, FALSE);
  grid->records = (gsize *)g_array_free (splitter.records, FALSE);
  if (!split)
    jly_grid_clear (grid);
  return split;
}
