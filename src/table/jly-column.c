/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-column.h. Decides from the counts; the more a type would change what the cells say, the
 * more of them must fit it. */
#include "config.h"

#include "table/jly-column.h"
#include "table/jly-addable.h"
#include "table/jly-column-private.h"
#include "table/jly-columns.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CATEGORIES_MAX 100
#define BLOCK_ROWS 1024
#define CHECK_DIGITS_LEAST 3 /* cells: one in a thousand columns has them by chance */

/* What the column's name says. */
typedef struct
{
  gboolean is_key;
  gboolean is_percent;
  gboolean is_multiple;
  const char *currency;
  char *unit; /* of figures, NULL if it names none that is known */
} Named;

typedef struct
{
  JlyColumn *self;
  JlySheet *sheet;
  guint column;
  JlyColumnAnswers answers;
  JlyColumnCounter counter;
  JlyColumnCounts counts; /* those of the counter, once all rows are counted */
  JlySeen *seen;          /* one for all columns */
  gboolean has_distinct;  /* they are counted only where something depends on it */
  Named named;
  gsize decided_row; /* as for jly_column_give_reason */
  JlyColumnMeasure measure;
} Recognizer;

static gsize
count_distinct (Recognizer *r)
{
  if (!r->has_distinct && !jly_column_counter_get_distinct (&r->counter, &r->self->n_distinct))
    r->self->n_distinct = jly_column_count_distinct (r->sheet, r->column, r->seen);
  r->has_distinct = TRUE;
  return r->self->n_distinct;
}

gboolean
jly_column_is_figures (JlyColumnType type)
{
  return type == JLY_COLUMN_WHOLE || type == JLY_COLUMN_DECIMAL || type == JLY_COLUMN_MONEY
         || type == JLY_COLUMN_PERCENTAGE;
}

/* "h" of "(h)" and of "(EUR/h)". */
static char *
find_unit (const char *bracketed)
{
  const char *slash = strchr (bracketed, '/');
  const char *unit = slash != NULL ? slash + 1 : bracketed;

  return jly_unit_is_known (unit) ? g_strdup (unit) : NULL;
}

/* "EUR" of "kEUR". */
static const char *
find_multiplied (const char *words)
{
  const char *currency = NULL;
  guint exponent;

  return jly_words_find_multiple (words, &exponent, &currency) ? currency : NULL;
}

/* "Turnover (kEUR)", "Turnover in thousands", "Share, %". */
static Named
read_name (const char *header)
{
  g_autofree char *folded = jly_name_fold (header);
  g_autofree char *bracketed = jly_header_dup_bracketed (header);
  const char *in = strstr (folded, " in ");
  Named named = { .is_key = jly_addable_is_code_name (header) };

  named.currency = jly_currency_find_among (bracketed);
  if (named.currency == NULL)
    named.currency = jly_currency_find_among (folded);
  named.is_percent = strchr (folded, '%') != NULL || jly_words_are_percent (bracketed)
                     || (in != NULL && jly_words_are_percent (in + strlen (" in ")));
  named.unit = find_unit (bracketed);
  named.is_multiple = !named.is_percent
                      && (jly_words_multiply (bracketed)
                          || (in != NULL && jly_words_multiply (in + strlen (" in "))));
  if (named.is_multiple && named.currency == NULL)
    named.currency = find_multiplied (bracketed[0] != '\0' ? bracketed : in + strlen (" in "));
  return named;
}

static gboolean
is_most (gsize n, gsize all)
{
  return n > 0 && n >= all - all / 4;
}

/* A name may make a key of what could be numbers, but not of what only figures have beside them,
 * nor of cells that are mostly the same. */
static gboolean
can_be_key (Recognizer *r, gsize n_present)
{
  const JlyMarkScan *scan = &r->counts.marks;

  return r->counts.n_dates == 0 && r->counts.n_percent == 0 && r->counts.currency == NULL
         && r->counts.unit == NULL && scan->mark == JLY_MARK_NONE
         && scan->doubtful == r->self->n_rows && count_distinct (r) > n_present / 2;
}

static JlyColumnType
choose_figures (const Recognizer *r)
{
  if (r->counts.currency != NULL || r->named.currency != NULL)
    return JLY_COLUMN_MONEY;
  if (r->counts.n_percent > 0 || r->named.is_percent)
    return JLY_COLUMN_PERCENTAGE;
  return JLY_COLUMN_DECIMAL;
}

/* Check digits that are right in each of many cells are no accident. Where the name says that it is
 * a key, some of them may be wrong. */
static gboolean
has_key_format (Recognizer *r, gsize n_present)
{
  const gsize n_least
      = r->named.is_key ? n_present - n_present / 4 : MAX (n_present, CHECK_DIGITS_LEAST);

  const JlyKeyFormat *format
      = n_present >= n_least ? jly_key_format_find (r->sheet, r->column, n_least) : NULL;

  /* The costly look at all cells comes last. */
  if (format != NULL && can_be_key (r, n_present))
    r->self->key_format = format;
  return r->self->key_format != NULL;
}

static JlyColumnType
choose_type (Recognizer *r)
{
  const JlyColumnCounts *counts = &r->counts;
  const gsize n = r->self->n_rows - counts->n_missing;

  if (n == 0)
    return JLY_COLUMN_EMPTY;
  if (is_most (counts->n_dates, n))
    return JLY_COLUMN_DATE;
  if (counts->n_yes_no == n)
    return JLY_COLUMN_YES_NO;
  if (has_key_format (r, n))
    return JLY_COLUMN_KEY;
  if ((r->named.is_key || (counts->n_zero_first > 0 && counts->all_codes)) && can_be_key (r, n))
    return JLY_COLUMN_KEY;
  if (is_most (counts->n_numbers, n))
    return choose_figures (r);
  if (counts->all_codes && n > 1 && counts->n_dates == 0 && count_distinct (r) == n)
    return JLY_COLUMN_KEY;
  if (count_distinct (r) <= n / 2 && count_distinct (r) <= CATEGORIES_MAX)
    return JLY_COLUMN_CATEGORY;
  return JLY_COLUMN_TEXT;
}

/* Takes text. */
static void
ask (Recognizer *r, JlyColumnQuestion question, gsize row, char *text)
{
  r->self->question = question;
  r->self->question_row = row;
  g_free (r->self->question_text);
  r->self->question_text = text;
}

static char *
quote (const Recognizer *r, gsize row)
{
  return jly_table_quote (jly_sheet_get_cell (r->sheet, row, r->column));
}

static guint
get_row (const Recognizer *r, gsize row)
{
  return (guint)jly_sheet_get_file_row (r->sheet, row);
}

static void
ask_contradiction (Recognizer *r, JlyColumnQuestion question, gsize one, gsize other)
{
  g_autofree char *first = quote (r, MIN (one, other));
  g_autofree char *second = quote (r, MAX (one, other));
  const guint first_row = get_row (r, MIN (one, other));
  const guint second_row = get_row (r, MAX (one, other));

  ask (r, question, MAX (one, other),
       g_strdup_printf (
           question == JLY_QUESTION_MARK
               ? _ ("“%s” (row %u) and “%s” (row %u) mark their decimals in different ways: "
                    "which one is right?")
               : _ ("“%s” (row %u) and “%s” (row %u) put day and month in different orders: "
                    "which one is right?"),
           first, first_row, second, second_row));
}

static void
ask_mark (Recognizer *r, gsize row)
{
  g_autofree char *quoted = quote (r, row);
  g_autofree char *advice
      = jly_columns_explain_doubtful (jly_sheet_get_cell (r->sheet, row, r->column));

  /* Translators: a cell, its row, and a sentence on how else to write it. */
  ask (r, JLY_QUESTION_MARK, row,
       g_strdup_printf (_ ("“%s” (row %u) can be a small number with decimals or a thousand times "
                           "as much, and no other cell decides: which mark stands before the "
                           "decimals? %s"),
                        quoted, get_row (r, row), advice));
}

static void
ask_multiple (Recognizer *r)
{
  const gsize row = r->counts.multiple;
  g_autofree char *quoted = row < r->self->n_rows ? quote (r, row) : g_strdup (r->self->title);

  ask (r, JLY_QUESTION_MULTIPLE, MIN (row, r->self->n_rows - 1),
       g_strdup_printf (_ ("“%s” says that the figures are not written out in full: what are they "
                           "in full figures?"),
                        quoted));
}

static void
decide_mark (Recognizer *r)
{
  const JlyMarkScan scan = r->counts.marks;
  const gsize none = r->self->n_rows;
  const gboolean is_open
      = scan.contradicting < none || (scan.mark == JLY_MARK_NONE && scan.doubtful < none);

  r->self->mark = is_open ? r->answers.mark : scan.mark;
  r->decided_row = scan.decided;
  if (!is_open || r->answers.mark != JLY_MARK_NONE)
    return;
  if (scan.contradicting < none)
    ask_contradiction (r, JLY_QUESTION_MARK, scan.decided, scan.contradicting);
  else
    ask_mark (r, scan.doubtful);
}

static void
decide_figures (Recognizer *r)
{
  JlyColumn *self = r->self;
  const char *currency = r->counts.currency != NULL ? r->counts.currency : r->named.currency;

  if (self->type == JLY_COLUMN_MONEY)
    self->currency = g_strdup (currency);
  if (self->type == JLY_COLUMN_PERCENTAGE)
    self->unit = g_strdup ("%");
  else
    self->unit = g_strdup (r->counts.unit != NULL ? r->counts.unit : r->named.unit);
  decide_mark (r);
  for (guint factor = r->answers.factor; factor >= 10; factor /= 10)
    self->exponent++;
  self->says_each = !r->named.is_multiple;
  if (self->question == JLY_QUESTION_NONE && r->answers.factor == 0
      && (r->named.is_multiple || r->counts.multiple < self->n_rows))
    ask_multiple (r);
}

static void
decide_order (Recognizer *r)
{
  const JlyColumnCounts *counts = &r->counts;
  const gsize none = r->self->n_rows;
  const gboolean is_both = counts->day_first < none && counts->month_first < none;

  r->decided_row = MIN (counts->day_first, counts->month_first);
  if (counts->doubtful_date == none && r->decided_row == none)
    return;
  if (!is_both && r->decided_row < none)
    r->self->order
        = counts->day_first < none ? JLY_DATE_ORDER_DAY_FIRST : JLY_DATE_ORDER_MONTH_FIRST;
  else
    r->self->order = r->answers.order;
  if (r->self->order != JLY_DATE_ORDER_NONE)
    return;
  if (is_both)
    ask_contradiction (r, JLY_QUESTION_ORDER, counts->day_first, counts->month_first);
  else
    {
      g_autofree char *quoted = quote (r, counts->doubtful_date);

      ask (r, JLY_QUESTION_ORDER, counts->doubtful_date,
           g_strdup_printf (_ ("“%s” (row %u) can be read in two ways, and no other cell decides: "
                               "does the day or the month come first?"),
                            quoted, get_row (r, counts->doubtful_date)));
    }
}

static void
begin (Recognizer *r, JlySheet *sheet, guint column, const JlyColumnAnswers *answers, JlySeen *seen)
{
  *r = (Recognizer){ .self = g_new0 (JlyColumn, 1),
                     .seen = seen,
                     .sheet = sheet,
                     .column = column,
                     .named = read_name (jly_sheet_get_header (sheet, column)) };
  if (answers != NULL)
    r->answers = *answers;
  jly_column_counter_init (&r->counter, sheet, column);
}

/* Between counting and measuring. */
static void
decide (Recognizer *r)
{
  JlyColumn *self = r->self;

  r->counts = r->counter.counts;
  self->title = jly_table_quote (jly_sheet_get_header (r->sheet, r->column));
  self->n_rows = self->odd_row = self->question_row = r->decided_row
      = jly_sheet_get_n_rows (r->sheet);
  self->n_missing = r->counts.n_missing;
  self->n_present = self->n_rows - self->n_missing;
  self->type = choose_type (r);
  if (jly_column_is_figures (self->type))
    decide_figures (r);
  else if (self->type == JLY_COLUMN_DATE)
    decide_order (r);
  else
    count_distinct (r);
  jly_column_measure_init (&r->measure, self, r->sheet, r->column, &r->counts,
                           !r->named.is_percent);
}

static void
clear (Recognizer *r)
{
  jly_column_counter_clear (&r->counter);
  g_free (r->named.unit);
}

static JlyColumn *
finish (Recognizer *r)
{
  jly_column_measure_finish (&r->measure);
  if (!r->self->has_range)
    count_distinct (r);
  jly_column_give_reason (r->self, r->sheet, r->column, &r->counts, r->decided_row);
  jly_column_describe (r->self, r->sheet);
  clear (r);
  return r->self;
}

static void
abandon (Recognizer *r)
{
  if (r->measure.column != NULL)
    jly_column_measure_finish (&r->measure);
  clear (r);
  jly_column_free (r->self);
}

/* Goes over all rows in blocks, in each over all columns: a block of the file stays in the
 * processor's cache for all of them. FALSE with an error if it was cancelled. */
static gboolean
take_all (
    Recognizer *recognizers, guint n, gboolean measures, GCancellable *cancellable, GError **error)
{
  const gsize n_rows = n > 0 ? jly_sheet_get_n_rows (recognizers[0].sheet) : 0;

  for (gsize from = 0; from < n_rows; from += BLOCK_ROWS)
    {
      const gsize to = MIN (from + BLOCK_ROWS, n_rows);

      if (g_cancellable_is_cancelled (cancellable))
        return jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("Reading the columns was stopped."));
      for (guint i = 0; i < n; i++)
        if (measures)
          jly_column_measure_take (&recognizers[i].measure, from, to);
        else
          jly_column_counter_take (&recognizers[i].counter, from, to);
    }
  return TRUE;
}

GPtrArray *
jly_column_recognize_all (JlySheet *sheet,
                          const JlyColumnAnswers *answers,
                          GCancellable *cancellable,
                          GError **error)
{
  const guint n = jly_sheet_get_n_columns (sheet);
  g_autofree Recognizer *recognizers = g_new0 (Recognizer, n);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_column_free);
  g_autoptr (JlySeen) seen = jly_seen_new ();
  gboolean done;

  for (guint i = 0; i < n; i++)
    begin (&recognizers[i], sheet, i, answers != NULL ? &answers[i] : NULL, seen);
  done = take_all (recognizers, n, FALSE, cancellable, error);
  for (guint i = 0; i < n && done; i++)
    decide (&recognizers[i]);
  done = done && take_all (recognizers, n, TRUE, cancellable, error);
  for (guint i = 0; i < n; i++)
    if (done)
      g_ptr_array_add (columns, finish (&recognizers[i]));
    else
      abandon (&recognizers[i]);
  return done ? g_steal_pointer (&columns) : NULL;
}

JlyColumn *
jly_column_recognize (JlySheet *sheet, guint column, const JlyColumnAnswers *answers)
{
  g_autoptr (JlySeen) seen = jly_seen_new ();
  Recognizer r;

  begin (&r, sheet, column, answers, seen);
  take_all (&r, 1, FALSE, NULL, NULL);
  decide (&r);
  take_all (&r, 1, TRUE, NULL, NULL);
  return finish (&r);
}

void
jly_column_free (JlyColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->reason);
  g_free (self->question_text);
  g_free (self->currency);
  g_free (self->unit);
  g_free (self->odd_words);
  g_free (self->read_back);
  g_free (self);
}
