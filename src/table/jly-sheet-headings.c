/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Column names that take more than one row: years below a name, a row of units, a name that stands
 * above several columns. Read as a record, such a row would bring "2024" in as a figure; taken for
 * a name, a record would be lost. So a row is a part of the names where all its cells say so, and
 * asked about where they could say both.
 */
#include "config.h"

#include "table/jly-heading-cell.h"
#include "table/jly-sheet-private.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_MOST 4     /* of names */
#define RECORDS_SEEN 20 /* below them, to know what a column holds */
#define RECORDS_LEAST 2 /* of them with a name of their own, for one without to be odd */
#define ROWS_SEEN (2 * ROWS_MOST)

/* What stands in a column below a row. */
typedef struct
{
  guint n_present;
  guint n_figures; /* with periods */
  guint n_periods;
} Below;

typedef struct
{
  JlySheet *self;
  guint n_wide;
  gsize top, bottom;         /* the rows of names that are known so far, as records */
  Below *below;              /* of the row that is looked at, per column */
  guint n_below;             /* records that were seen for it */
  guint first;               /* the column that names records, as far as one can tell */
  const JlyGridSpan **spans; /* [record - base][column]: what covers the cell, or NULL */
  gsize base;
  gboolean has_wide[ROWS_SEEN]; /* [record - base]: some cells of it are shown as one */
  char **names;                 /* as far as the rows are known */
  guint joined;                 /* a column whose name is joined from two rows, n_wide for none */
  gboolean *wants;              /* the name is empty, or another column's, too */
} Headings;

typedef enum
{
  ROW_RECORD,
  ROW_RECORD_ASKED,
  ROW_NAMES_ASKED,
  ROW_NAMES
} RowKind;

static const char *
get_cell (const Headings *h, gsize record, guint column)
{
  return jly_grid_get_cell (&h->self->grid, record, column);
}

static gboolean
is_blank (const Headings *h, gsize record, guint column)
{
  return jly_sheet_is_blank (get_cell (h, record, column));
}

static gboolean
is_blank_record (const Headings *h, gsize record)
{
  const guint n = jly_grid_count_cells (&h->self->grid, record);

  for (guint i = 0; i < n; i++)
    if (!is_blank (h, record, i))
      return FALSE;
  return TRUE;
}

static void
take_below (Below *below, const char *cell)
{
  const JlyHeadingKind kind = jly_heading_look (cell);

  below->n_present += kind != JLY_HEADING_EMPTY && kind != JLY_HEADING_MISSING;
  below->n_periods += kind == JLY_HEADING_PERIOD;
  below->n_figures += kind == JLY_HEADING_PERIOD || kind == JLY_HEADING_FIGURE;
}

static gboolean
holds_figures (const Headings *h, guint column)
{
  const Below *below = &h->below[column];

  return below->n_figures > 0 && below->n_figures * 2 >= below->n_present;
}

static gboolean
holds_periods (const Headings *h, guint column)
{
  const Below *below = &h->below[column];

  return below->n_periods > 0 && below->n_periods * 2 >= below->n_present;
}

/* The first column of words; where all are figures, the first that holds anything. */
static guint
find_first (const Headings *h)
{
  guint found = h->n_wide;

  for (guint k = 0; k < h->n_wide; k++)
    {
      if (h->below[k].n_present > 0 && !holds_figures (h, k))
        return k;
      if (h->below[k].n_present > 0 && found == h->n_wide)
        found = k;
    }
  return found < h->n_wide ? found : 0;
}

static gboolean
has_figure (const Headings *h, gsize record)
{
  for (guint k = 0; k < h->n_wide; k++)
    if (jly_heading_look (get_cell (h, record, k)) == JLY_HEADING_FIGURE)
      return TRUE;
  return FALSE;
}

/* Where records begin: past further rows of names, if there are any. */
static gsize
find_records (const Headings *h, gsize from)
{
  for (gsize i = from; i < from + ROWS_MOST && i < h->self->grid.n_records; i++)
    if (has_figure (h, i))
      return i;
  return from;
}

static void
look_below (Headings *h, gsize record)
{
  const JlyGrid *grid = &h->self->grid;

  memset (h->below, 0, h->n_wide * sizeof *h->below);
  h->n_below = 0;
  for (gsize i = find_records (h, record + 1); i < grid->n_records && h->n_below < RECORDS_SEEN;
       i++)
    {
      if (is_blank_record (h, i))
        continue;
      h->n_below++;
      for (guint k = 0; k < h->n_wide; k++)
        take_below (&h->below[k], get_cell (h, i, k));
    }
  h->first = find_first (h);
}

static void
take_span (Headings *h, const JlyGridSpan *span)
{
  for (gsize record = MAX (span->record, h->base);
       record < (gsize)span->record + span->n_records && record < h->base + ROWS_SEEN; record++)
    for (guint k = span->column; k < h->n_wide && k - span->column < span->n_columns; k++)
      {
        h->spans[(record - h->base) * h->n_wide + k] = span;
        h->has_wide[record - h->base] |= span->n_columns > 1;
      }
}

static void
take_spans (Headings *h)
{
  const GArray *spans = h->self->grid.spans;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    take_span (h, &g_array_index (spans, JlyGridSpan, i));
}

static const JlyGridSpan *
find_span (const Headings *h, gsize record, guint column)
{
  return h->spans[(record - h->base) * h->n_wide + column];
}

/* Whether a name above reaches down into this row. */
static gboolean
is_reached (const Headings *h, gsize record)
{
  for (guint k = 0; k < h->n_wide; k++)
    {
      const JlyGridSpan *span = find_span (h, record, k);

      if (span != NULL && span->record < record && span->record >= h->top)
        return TRUE;
    }
  return FALSE;
}

/* A year or "Q2 2025" says too little by itself. A word does so only where another column has the
 * same: "Plan" under "Sales" and again under "Costs", but not "Remark". */
static gboolean
wants_more (const Headings *h, gsize record, guint column, JlyHeadingKind kind)
{
  if (kind != JLY_HEADING_WORDS || strpbrk (get_cell (h, record, column), "0123456789") != NULL)
    return kind == JLY_HEADING_PERIOD || kind == JLY_HEADING_WORDS;
  for (guint k = 0; k < h->n_wide; k++)
    if (k != column && g_str_equal (get_cell (h, record, k), get_cell (h, record, column)))
      return TRUE;
  return FALSE;
}

/* The column whose cell in this row of names is meant for the given one, too: the one to the left
 * that is shown as one with it. Where nothing is, the one under which a name of the same kind
 * stands, if that wants more than it says. */
static guint
find_source (const Headings *h, gsize record, guint column)
{
  const JlyGridSpan *span = find_span (h, record, column);
  guint source = column;

  if (!is_blank (h, record, column))
    return column;
  if (h->has_wide[record - h->base])
    return span != NULL && span->record == record ? span->column : column;
  while (source > 0 && is_blank (h, record, source))
    source--;
  if (source == h->first || is_blank (h, record, source))
    return column;
  for (gsize lower = record + 1; lower <= h->bottom; lower++)
    {
      const JlyHeadingKind kind = jly_heading_look (get_cell (h, lower, column));

      if (wants_more (h, lower, column, kind)
          && kind == jly_heading_look (get_cell (h, lower, source)))
        return source;
    }
  return column;
}

/* The parts of a name from top to bottom; a unit goes into brackets. */
static char *
join_name (const Headings *h, guint column, guint *n_parts)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *unit = NULL;
  const char *last = "";

  *n_parts = 0;
  for (gsize record = h->top; record <= h->bottom; record++)
    {
      const char *cell = get_cell (h, record, find_source (h, record, column));
      g_autofree char *part = g_strstrip (g_strdup (cell));

      if (part[0] == '\0' || g_str_equal (cell, last)
          || (record > h->top && column == h->first && jly_heading_is_unit_word (part)))
        continue;
      last = cell;
      ++*n_parts;
      if (record > h->top && jly_heading_look (part) == JLY_HEADING_UNIT)
        {
          g_free (unit);
          unit = jly_heading_dup_unit (part);
        }
      else
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  if (unit != NULL)
    g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", unit);
  return g_strdup (name->str);
}

static void
join_names (Headings *h)
{
  g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);

  h->joined = h->n_wide;
  for (guint k = 0; k < h->n_wide; k++)
    {
      gpointer other;
      guint n_parts;

      g_free (h->names[k]);
      h->names[k] = join_name (h, k, &n_parts);
      if (n_parts > 1 && h->joined == h->n_wide)
        h->joined = k;
      h->wants[k] = h->names[k][0] == '\0';
      if (g_hash_table_lookup_extended (columns, h->names[k], NULL, &other))
        h->wants[k] = h->wants[GPOINTER_TO_UINT (other)] = TRUE;
      else
        g_hash_table_insert (columns, h->names[k], GUINT_TO_POINTER (k));
    }
}

/* What the cells of a row say, in columns of figures. */
typedef struct
{
  guint n_figures, n_periods, n_units, n_words;
  gboolean is_as_below; /* periods stand where records have periods */
  gboolean is_wanted;   /* some column has no name of its own without them */
} RowLook;

static RowLook
look_at_row (const Headings *h, gsize record)
{
  RowLook look = { .is_wanted = is_reached (h, record) };

  for (guint k = 0; k < h->n_wide; k++)
    {
      const JlyHeadingKind kind = jly_heading_look (get_cell (h, record, k));

      look.n_figures += kind == JLY_HEADING_FIGURE;
      if (k == h->first || kind == JLY_HEADING_EMPTY || !holds_figures (h, k))
        continue;
      look.n_periods += kind == JLY_HEADING_PERIOD;
      look.n_units += kind == JLY_HEADING_UNIT;
      look.n_words += kind == JLY_HEADING_WORDS;
      look.is_as_below |= kind == JLY_HEADING_PERIOD && holds_periods (h, k);
      look.is_wanted |= h->wants[k];
    }
  return look;
}

/* A row of figures without a name, where all others have one. */
static gboolean
is_odd_record (const Headings *h, gsize record)
{
  return !is_blank_record (h, record) && h->n_wide > 1 && h->n_below >= RECORDS_LEAST
         && is_blank (h, record, h->first) && !is_blank (h, h->top, h->first)
         && !holds_figures (h, h->first) && h->below[h->first].n_present == h->n_below;
}

static RowKind
judge_row (Headings *h, gsize record)
{
  RowLook look;
  gboolean is_unnamed;

  look_below (h, record);
  if (h->n_below == 0)
    return ROW_RECORD;
  join_names (h);
  look = look_at_row (h, record);
  is_unnamed = is_blank (h, record, h->first) || is_blank (h, h->bottom, h->first);
  if (look.n_figures > 0 || look.n_periods + look.n_units + look.n_words == 0 || look.is_as_below)
    return is_odd_record (h, record) ? ROW_RECORD_ASKED : ROW_RECORD;
  if (look.n_units > 0 && look.n_periods + look.n_words == 0)
    return is_unnamed || jly_heading_is_unit_word (get_cell (h, record, h->first))
               ? ROW_NAMES
               : ROW_NAMES_ASKED;
  if (!is_unnamed)
    return ROW_RECORD;
  return look.is_wanted ? ROW_NAMES : ROW_NAMES_ASKED;
}

/* Whether a cell above the names tells more about those below it. */
static gboolean
is_wanted_above (const Headings *h, gsize record, guint column)
{
  const JlyGridSpan *span = find_span (h, record, column);

  return h->wants[column] || (span != NULL && span->n_columns > 1)
         || jly_heading_look (get_cell (h, h->top, column)) == JLY_HEADING_PERIOD;
}

/* Whether the row above the names is one of names, too, and no title of the table: it stands over
 * other columns than the first, and over names that want it. */
static gboolean
is_row_above (const Headings *h, gsize record)
{
  guint n_wanted = 0;

  for (guint k = 0; k < jly_grid_count_cells (&h->self->grid, record); k++)
    {
      const JlyHeadingKind kind = jly_heading_look (get_cell (h, record, k));

      if (kind == JLY_HEADING_EMPTY)
        continue;
      if (k >= h->n_wide || (kind != JLY_HEADING_WORDS && kind != JLY_HEADING_PERIOD)
          || (k == h->first && !is_blank (h, h->top, k)))
        return FALSE;
      n_wanted += k != h->first && h->below[k].n_present > 0 && is_wanted_above (h, record, k);
    }
  return n_wanted > 0;
}

static void
take_rows_above (Headings *h)
{
  look_below (h, h->bottom);
  join_names (h);
  while (h->top > 0 && h->bottom - h->top + 1 < ROWS_MOST && is_row_above (h, h->top - 1))
    {
      h->top--;
      join_names (h);
    }
}

static void
note_names (const Headings *h, gboolean is_question, gboolean is_chosen)
{
  g_autofree char *joined = h->joined < h->n_wide ? jly_table_quote (h->names[h->joined]) : NULL;
  const guint first = (guint)h->top + 1, last = (guint)h->bottom + 1;
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words,
                          is_chosen ? _ ("The column names stand in rows %u to %u, as you chose.")
                                    : _ ("The column names stand in rows %u to %u."),
                          first, last);
  if (joined != NULL)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, _ ("They are joined: “%s” is one of them."), joined);
    }
  if (is_question)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, _ ("If row %u is a record, say so."), last);
    }
  jly_sheet_add_note (h->self, JLY_NOTE_NAME_ROWS, last, last - first + 1, is_question,
                      g_strdup (words->str));
}

static void
note_odd_record (const Headings *h)
{
  const guint row = (guint)h->bottom + 2;

  jly_sheet_add_note (
      h->self, JLY_NOTE_NAME_ROWS, row, h->bottom - h->top + 1, TRUE,
      g_strdup_printf (
          _ ("Row %u is read as a record, though it has no name and stands right below "
             "the column names: if it belongs to them, say so."),
          row));
}

/* As many rows as the person said, counted from the first one that would be found. */
static void
take_chosen (Headings *h, guint n)
{
  take_rows_above (h);
  h->top = MAX (h->top, h->bottom + 1 >= n ? h->bottom + 1 - n : 0);
  while (h->bottom - h->top + 1 < n && h->bottom + 2 < h->self->grid.n_records)
    h->bottom++;
  look_below (h, h->bottom);
  join_names (h);
  if (h->bottom > h->top)
    note_names (h, FALSE, TRUE);
}

static void
take_found (Headings *h)
{
  RowKind kind = ROW_NAMES;
  gboolean is_question = FALSE;

  take_rows_above (h);
  while (kind >= ROW_NAMES_ASKED && h->bottom - h->top + 1 < ROWS_MOST
         && h->bottom + 2 < h->self->grid.n_records)
    {
      kind = judge_row (h, h->bottom + 1);
      h->bottom += kind >= ROW_NAMES_ASKED;
      is_question |= kind == ROW_NAMES_ASKED;
    }
  look_below (h, h->bottom);
  join_names (h);
  if (h->bottom > h->top)
    note_names (h, is_question, FALSE);
  if (kind == ROW_RECORD_ASKED)
    note_odd_record (h);
}

/* Records that may be rows of names may be wider than the first of them. */
static guint
measure_rows (JlySheet *self, gsize from, gsize to)
{
  guint n_wide = 0;

  for (gsize record = from; record < to && record < self->grid.n_records; record++)
    n_wide = MAX (n_wide, jly_sheet_measure_record (self, record));
  return n_wide;
}

char **
jly_sheet_join_names (JlySheet *self, const JlySheetOptions *options)
{
  Headings h = { .self = self, .top = self->header, .bottom = self->header };

  h.base = self->header > ROWS_MOST ? self->header - ROWS_MOST : 0;
  h.n_wide = measure_rows (self, self->header, self->header + ROWS_MOST);
  h.below = g_new0 (Below, h.n_wide);
  h.spans = g_new0 (const JlyGridSpan *, (gsize)h.n_wide *ROWS_SEEN);
  h.names = g_new0 (char *, h.n_wide + 1);
  h.wants = g_new0 (gboolean, h.n_wide);
  take_spans (&h);
  if (options->n_name_rows > 0)
    take_chosen (&h, MIN (options->n_name_rows, ROWS_MOST));
  else
    take_found (&h);
  self->header = h.top;
  self->n_name_rows = (guint)(h.bottom - h.top + 1);
  self->n_wide = measure_rows (self, h.top, h.bottom + 1);
  g_free (h.below);
  g_free (h.spans);
  g_free (h.wants);
  return h.names;
}
