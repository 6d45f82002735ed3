/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the public side of case A: what the tender needs. */
#include "config.h"

#include "table/jly-bid-table.h"

#include "table/jly-columns.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_AMOUNT_SCALE_MAX 2
#define DEFAULT_MONEY_SCALE 2
#define DEFAULT_MAX 1000000 /* units and money alike */

enum
{
  COLUMN_RESOURCE,
  COLUMN_UNIT,
  COLUMN_NEED,
  COLUMN_GUIDE,
  N_COLUMNS
};

static const JlyWantedColumn wanted[N_COLUMNS] = {
  [COLUMN_RESOURCE] = { N_ ("Resource"),
                        /* Translators: names that a column may have in people's files, with |
                         * between them. Give those of your language; English ones are known. */
                        N_ ("item|position|work|description|name|trade|what"), FALSE },
  [COLUMN_UNIT] = { N_ ("Unit"), N_ ("units|unit of measure|measure|per"), TRUE },
  [COLUMN_NEED]
  = { N_ ("Required amount"),
      N_ ("required|amount required|needed|need|requirement|amount|quantity|qty"), FALSE },
  [COLUMN_GUIDE]
  = { N_ ("Guide price"),
      N_ ("guide unit price|reference price|estimated price|estimate|unit price"), TRUE },
};

typedef struct
{
  JlySheet *sheet;
  int columns[N_COLUMNS];
  JlyTender *tender;
  JlyDecimalMark need_mark, guide_mark;
} Reader;

static void
free_row (gpointer data)
{
  JlyTenderRow *row = data;

  g_free (row->name);
  g_free (row->unit);
  g_free (row);
}

void
jly_tender_free (JlyTender *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->currency);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* "school-roof.csv" becomes "School-roof". */
/* Bytes by which a first letter may become longer as a capital. */
#define CAPITAL_GROWTH 12

static char *
dup_title (JlySheet *sheet)
{
  const gsize most = JLY_TENDER_NAME_BYTES - CAPITAL_GROWTH;
  g_autofree char *name = jly_table_name (jly_sheet_get_name (sheet));
  g_autofree char *folded = NULL;
  g_autofree char *first = NULL;
  char *dot = strrchr (name, '.');
  const char *rest;

  if (dot != NULL && dot != name)
    *dot = '\0';
  if (strlen (name) > most)
    *g_utf8_find_prev_char (name, name + most + 1) = '\0';
  folded = jly_name_fold (name);
  if (*folded == '\0')
    return g_strdup (_ ("Tender"));
  rest = g_utf8_next_char (name);
  first = g_utf8_strup (name, rest - name);
  return g_strconcat (first, rest, NULL);
}

static const char *
get_cell (const Reader *reader, gsize row, guint column)
{
  return reader->columns[column] < 0
             ? ""
             : jly_sheet_get_cell (reader->sheet, row, (guint)reader->columns[column]);
}

/* As the tender writes them; zeros beyond the second decimal say nothing. */
static guint
find_amount_scale (const Reader *reader)
{
  guint scale = 0;

  for (gsize i = 0; i < jly_sheet_get_n_rows (reader->sheet); i++)
    scale = MAX (scale,
                 jly_amount_count_decimals (get_cell (reader, i, COLUMN_NEED), reader->need_mark));
  return MIN (scale, DEFAULT_AMOUNT_SCALE_MAX);
}

static void
set_default_ranges (const Reader *reader, JlyBidRanges *ranges)
{
  ranges->amount_scale = find_amount_scale (reader);
  ranges->money_scale = DEFAULT_MONEY_SCALE;
  ranges->amount_max = DEFAULT_MAX;
  for (guint i = 0; i < ranges->amount_scale; i++)
    ranges->amount_max *= 10;
  ranges->money_max = DEFAULT_MAX * 100;
}

/* The guide price's column says it, in its name or in a cell; otherwise euro. */
static char *
find_currency (const Reader *reader)
{
  const int column = reader->columns[COLUMN_GUIDE];
  const char *code = NULL;
  g_autofree char *header = NULL;

  if (column < 0)
    return g_strdup ("EUR");
  header = jly_name_fold (jly_sheet_get_header (reader->sheet, (guint)column));
  g_strdelimit (header, "()[]", ' ');
  code = jly_currency_find_among (header);
  for (gsize i = 0; code == NULL && i < jly_sheet_get_n_rows (reader->sheet); i++)
    {
      g_autofree char *folded = jly_name_fold (get_cell (reader, i, COLUMN_GUIDE));

      for (char *at = folded; *at != '\0'; at++)
        if (g_ascii_isdigit (*at))
          *at = ' ';
      code = jly_currency_find_among (folded);
    }
  return g_strdup (code != NULL ? code : "EUR");
}

static gboolean
read_need (const Reader *reader, gsize i, JlyTenderRow *row, GError **error)
{
  const JlyBidRanges *ranges = &reader->tender->ranges;
  const JlyAmountFormat format = { .scale = ranges->amount_scale,
                                   .max = ranges->amount_max,
                                   .mark = reader->need_mark,
                                   .unit = row->unit[0] != '\0' ? row->unit : NULL };
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader->sheet),
                                .row = row->file_row,
                                .column = _ (wanted[COLUMN_NEED].title) };

  if (!jly_columns_read_amount (reader->sheet, i, (guint)reader->columns[COLUMN_NEED], place.column,
                                &format, &row->need, error))
    return FALSE;
  if (row->need == 0)
    return jly_table_fail (error, &place, _ ("Write what is needed, or leave the row out."),
                           _ ("The tender needs none of this."));
  return TRUE;
}

/* A guide price may be missing; a wrong one is not taken for missing. */
static gboolean
read_guide (const Reader *reader, gsize i, JlyTenderRow *row, GError **error)
{
  const JlyBidRanges *ranges = &reader->tender->ranges;
  const JlyAmountFormat format = { .scale = ranges->money_scale,
                                   .max = ranges->money_max,
                                   .mark = reader->guide_mark,
                                   .unit = row->unit[0] != '\0' ? row->unit : NULL,
                                   .currency = reader->tender->currency };
  guint64 price;

  if (reader->columns[COLUMN_GUIDE] < 0
      || jly_amount_read (get_cell (reader, i, COLUMN_GUIDE), &format, &price)
             == JLY_AMOUNT_MISSING)
    return TRUE;
  return jly_columns_read_amount (reader->sheet, i, (guint)reader->columns[COLUMN_GUIDE],
                                  _ (wanted[COLUMN_GUIDE].title), &format, &row->guide_price,
                                  error);
}

static gboolean
check_name (
    const Reader *reader, GHashTable *names, const JlyTenderRow *row, char *folded, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader->sheet),
                                .row = row->file_row,
                                .column = _ (wanted[COLUMN_RESOURCE].title) };
  const JlyTenderRow *earlier = g_hash_table_lookup (names, folded);

  if (folded[0] == '\0')
    return jly_table_fail (error, &place, _ ("Write what the row is about, or leave the row out."),
                           _ ("This cell is empty."));
  if (earlier != NULL)
    return jly_table_fail (error, &place, _ ("Put the two rows together, or rename one."),
                           _ ("“%s” stands in row %u already."), row->name,
                           (guint)earlier->file_row);
  return TRUE;
}

/* What cannot stand in a study is refused where the file's row is known. */
static gboolean
check_length (
    const Reader *reader, const JlyTenderRow *row, const char *text, guint column, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (reader->sheet),
                                .row = row->file_row,
                                .column = _ (wanted[column].title) };

  return strlen (text) <= JLY_TENDER_NAME_BYTES
         || jly_table_fail (error, &place, _ ("Write it in fewer words."),
                            _ ("This text is too long; at most %u bytes are possible."),
                            JLY_TENDER_NAME_BYTES);
}

static gboolean
read_row (const Reader *reader, gsize i, GHashTable *names, GError **error)
{
  JlyTenderRow *row = g_new0 (JlyTenderRow, 1);
  g_autofree char *folded = NULL;

  g_ptr_array_add (reader->tender->rows, row);
  row->name = jly_table_name (get_cell (reader, i, COLUMN_RESOURCE));
  row->unit = jly_table_name (get_cell (reader, i, COLUMN_UNIT));
  folded = jly_name_fold (row->name);
  row->file_row = jly_sheet_get_file_row (reader->sheet, i);
  if (!check_length (reader, row, row->name, COLUMN_RESOURCE, error)
      || !check_length (reader, row, row->unit, COLUMN_UNIT, error)
      || !check_name (reader, names, row, folded, error))
    return FALSE;
  g_hash_table_insert (names, g_steal_pointer (&folded), row);
  return read_need (reader, i, row, error) && read_guide (reader, i, row, error);
}

static gboolean
read_columns (Reader *reader, const JlyBidRanges *ranges, GError **error)
{
  JlySheet *sheet = reader->sheet;
  const int guide = reader->columns[COLUMN_GUIDE];

  if (!jly_columns_check_header (sheet, (guint)reader->columns[COLUMN_NEED], NULL, error)
      || !jly_columns_find_mark (sheet, (guint)reader->columns[COLUMN_NEED],
                                 _ (wanted[COLUMN_NEED].title), &reader->need_mark, error))
    return FALSE;
  if (guide >= 0
      && (!jly_columns_check_header (sheet, (guint)guide, NULL, error)
          || !jly_columns_find_mark (sheet, (guint)guide, _ (wanted[COLUMN_GUIDE].title),
                                     &reader->guide_mark, error)))
    return FALSE;
  if (ranges != NULL)
    reader->tender->ranges = *ranges;
  else
    set_default_ranges (reader, &reader->tender->ranges);
  reader->tender->currency = find_currency (reader);
  return TRUE;
}

/* Ranges may come from another party's study. */
static gboolean
check_ranges (JlySheet *sheet, const JlyBidRanges *ranges, GError **error)
{
  const JlyErrorDetail detail = { .file = jly_sheet_get_name (sheet),
                                  .next = _ ("Ask who made the study for a corrected one.") };

  if (ranges == NULL
      || (ranges->amount_scale <= JLY_AMOUNT_SCALE_MAX
          && ranges->money_scale <= JLY_AMOUNT_SCALE_MAX))
    return TRUE;
  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("The study asks for more than %u decimals."), JLY_AMOUNT_SCALE_MAX);
}

JlyTender *
jly_tender_read (JlySheet *sheet, const JlyBidRanges *ranges_or_null, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (sheet) };
  const gsize n_rows = jly_sheet_get_n_rows (sheet);
  g_autoptr (JlyTender) tender = g_new0 (JlyTender, 1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .sheet = sheet, .tender = tender };

  tender->rows = g_ptr_array_new_with_free_func (free_row);
  tender->title = dup_title (sheet);
  if (n_rows > JLY_TENDER_ROWS_MAX)
    {
      jly_table_fail (error, &place, _ ("Put small items together."),
                      _ ("A tender may have at most %u rows."), JLY_TENDER_ROWS_MAX);
      return NULL;
    }
  if (!check_ranges (sheet, ranges_or_null, error)
      || !jly_columns_match (sheet, wanted, N_COLUMNS, reader.columns, error)
      || !read_columns (&reader, ranges_or_null, error))
    return NULL;
  for (gsize i = 0; i < n_rows; i++)
    if (!read_row (&reader, i, names, error))
      return NULL;
  return g_steal_pointer (&tender);
}
