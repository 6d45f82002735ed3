/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads text into a sheet's grid: decides encoding and delimiter on the file's beginning, and holds
 * both against all the rest. */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "table/jly-csv.h"
#include "table/jly-table-error.h"
#include "table/jly-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD_BYTES 4096 /* enough to see what kind of file it is */
#define COUNTED_BLOCK (256 * 1024)
#define PREVIEW_SAMPLE (1024 * 1024) /* bytes on which a preview decides */
#define ROWS_ABOVE 50                /* titles and column names, beside the rows of a preview */

typedef struct
{
  JlySheet *self;
  JlySource *source;
  const JlySheetOptions *options;
  gsize start; /* of the first record in the text */
} TextLoad;

static const char *
describe_delimiter (char delimiter)
{
  return delimiter == ';'    ? _ ("semicolon-separated")
         : delimiter == '\t' ? _ ("tab-separated")
         : delimiter == '|'  ? _ ("separated by upright bars")
                             : _ ("comma-separated");
}

static void
note_delimiter (TextLoad *load, const JlyDelimiter *found)
{
  const char *separated = describe_delimiter (found->mark);
  char *words = NULL;

  if (load->options->delimiter != 0)
    words = g_strdup_printf (_ ("Read as %s, as you chose."), separated);
  else if (found->is_said)
    words = g_strdup_printf (_ ("Read as %s: the file’s first line says so."), separated);
  else if (found->n_cells > 1)
    words = g_strdup_printf (ngettext ("Read as %s: %u of the first %u row then has %u cells.",
                                       "Read as %s: %u of the first %u rows then have %u cells.",
                                       found->n_records),
                             separated, found->n_agreeing, found->n_records, found->n_cells);
  else
    words = g_strdup (_ ("Read as a single column: no separator divides the rows alike."));
  jly_sheet_add_note (load->self, JLY_NOTE_DELIMITER, 0, 0, FALSE, words);
}

static void
decide_delimiter (TextLoad *load, const GString *text)
{
  JlyDelimiter found = jly_csv_find_delimiter (text->str, text->len);

  load->start = found.start;
  if (load->options->delimiter != 0)
    found.mark = load->options->delimiter;
  load->self->delimiter = found.mark;
  note_delimiter (load, &found);
}

static gboolean
has_enough (const TextLoad *load, const JlyCsvSplitter *splitter)
{
  return load->options->n_rows > 0
         && jly_csv_splitter_count (splitter) >= load->options->n_rows + ROWS_ABOVE;
}

/* A part of the file was read into so much of the text, and that into so many records. */
static void
estimate (TextLoad *load, const JlyCsvSplitter *splitter, gsize text_length)
{
  const double read = (double)jly_source_get_offset (load->source)
                      * (double)jly_csv_splitter_get_end (splitter) / (double)MAX (text_length, 1);
  const double records = (double)jly_csv_splitter_count (splitter);

  load->self->is_preview = TRUE;
  load->self->n_records_estimated
      = (gsize)(records * (double)jly_source_get_size (load->source) / MAX (read, 1));
}

/* Splits while blocks arrive. Takes text, which holds the first of them. */
static gboolean
split_all (TextLoad *load, JlyTextReader *reader, GString *text, GError **error)
{
  g_autoptr (JlyCsvSplitter) splitter
      = jly_csv_splitter_new (load->self->name, text, load->start, load->self->delimiter);
  int status = 1;

  while (status == 1 && !has_enough (load, splitter))
    {
      if (!jly_csv_splitter_feed (splitter, FALSE, error))
        return FALSE;
      status = has_enough (load, splitter) ? 1 : jly_text_reader_next (reader, text, error);
      if (status < 0)
        return FALSE;
    }
  if (status == 1)
    estimate (load, splitter, text->len);
  else if (!jly_csv_splitter_feed (splitter, TRUE, error))
    return FALSE;
  jly_csv_splitter_finish (g_steal_pointer (&splitter), &load->self->grid);
  return TRUE;
}

/* What Excel would split at another sign would be read here as one column, or as others. */
static gboolean
check_sep (const TextLoad *load, const GString *text, GError **error)
{
  const JlyTablePlace place = { .file = load->self->name, .row = 1 };
  const char mark = jly_csv_find_unknown_sep (text->str, text->len);

  return mark == 0
         || jly_table_fail (
             error, &place,
             _ ("In its own program, save the table with semicolons, commas, tabs or bars."),
             _ ("The first line says that “%c” separates the cells, which is not read here."),
             mark);
}

/* *may_be_other: the file is not in this encoding, and might be in another. */
static gboolean
read_as (TextLoad *load, JlyEncoding encoding, gboolean *may_be_other, GError **error)
{
  g_autoptr (JlyTextReader) reader = jly_text_reader_new (load->source, encoding);
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) problem = NULL;
  const gsize size = jly_source_get_size (load->source);

  /* Room for the whole file at once; what is not written to is not in memory. */
  text = g_string_sized_new (load->options->n_rows > 0 ? COUNTED_BLOCK : size + size / 16);
  *may_be_other = FALSE;
  if (jly_text_reader_next (reader, text, &problem) >= 0)
    {
      decide_delimiter (load, text);
      if (check_sep (load, text, &problem)
          && split_all (load, reader, g_steal_pointer (&text), &problem))
        return TRUE;
    }
  *may_be_other = g_error_matches (problem, JLY_ERROR, JLY_ERROR_DATA)
                  && jly_text_reader_may_be_other (reader);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
note_code_page (TextLoad *load, const JlyCodePageGuess *guess)
{
  const char *name = guess->page == JLY_CODE_PAGE_1257 ? "Windows-1257" : "Windows-1252";
  const char *other = guess->page == JLY_CODE_PAGE_1257 ? "Windows-1252" : "Windows-1257";
  char *words;

  if (!guess->differs)
    words = g_strdup_printf (_ ("Read as %s, because it is not UTF-8; as %s it would be the same."),
                             name, other);
  else if (guess->is_only)
    words = g_strdup_printf (
        _ ("Read as %s, because it is not UTF-8 and holds characters that %s does not have."), name,
        other);
  else if (guess->is_open)
    words = g_strdup_printf (
        _ ("Read as %s (%s), but it could be %s (%s): look at the names, and choose the other one "
           "if they are wrong."),
        name, guess->letters, other, guess->others);
  else
    /* Translators: encoding, letters, a language, the other encoding, the other letters. */
    words = g_strdup_printf (
        _ ("Read as %s, because its letters (%s) are like those of %s; as %s they would be %s."),
        name, guess->letters, guess->language, other, guess->others);
  jly_sheet_add_note (load->self, JLY_NOTE_ENCODING, 0, 0, guess->is_open, words);
}

/* Counts the bytes of the whole file, or of a preview's beginning. */
static gboolean
count_bytes (TextLoad *load, guint64 counts[256], GError **error)
{
  const gsize most = load->options->n_rows > 0 ? PREVIEW_SAMPLE : G_MAXSIZE;
  g_autofree guint8 *block = g_malloc (COUNTED_BLOCK);
  gssize n = 1;

  jly_source_rewind (load->source);
  while (n > 0 && jly_source_get_offset (load->source) < most)
    {
      n = jly_source_read (load->source, block, COUNTED_BLOCK, error);
      for (gssize i = 0; i < n; i++)
        counts[block[i]]++;
    }
  return n >= 0;
}

static void
forget_notes (TextLoad *load)
{
  g_ptr_array_set_size (load->self->notes, 0);
}

/* Encodings of one byte a character are told apart by their letters at best. */
static gboolean
is_code_page (JlyEncoding encoding)
{
  return encoding == JLY_ENCODING_WINDOWS_1252 || encoding == JLY_ENCODING_WINDOWS_1257;
}

gboolean
jly_sheet_is_code_page (const char *encoding)
{
  return encoding != NULL && is_code_page (jly_encoding_find (encoding));
}

/* What the person chose for such files before; FALSE if nothing was, or the bytes cannot be that.
 */
static gboolean
find_usual (TextLoad *load, const JlyCodePageGuess *guess, JlyEncoding *encoding)
{
  JlyEncoding usual;

  if (!jly_sheet_is_code_page (load->options->usual_encoding))
    return FALSE;
  usual = jly_encoding_find (load->options->usual_encoding);
  if (guess->is_only && usual != *encoding)
    return FALSE;
  *encoding = usual;
  jly_sheet_add_note (
      load->self, JLY_NOTE_ENCODING, 0, 0, FALSE,
      g_strdup_printf (_ ("Read as %s, as you chose last time."), jly_encoding_get_name (usual)));
  return TRUE;
}

static gboolean
read_code_page (TextLoad *load, GError **error)
{
  guint64 counts[256] = { 0 };
  JlyCodePageGuess guess;
  JlyEncoding encoding;
  gboolean may_be_other;

  if (!count_bytes (load, counts, error))
    return FALSE;
  guess = jly_code_page_guess (counts);
  encoding
      = guess.page == JLY_CODE_PAGE_1257 ? JLY_ENCODING_WINDOWS_1257 : JLY_ENCODING_WINDOWS_1252;
  forget_notes (load);
  if (!find_usual (load, &guess, &encoding))
    note_code_page (load, &guess);
  load->self->encoding = jly_encoding_get_name (encoding);
  return read_as (load, encoding, &may_be_other, error);
}

static gboolean
read_found (TextLoad *load, JlyEncoding encoding, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean may_be_other;

  load->self->encoding = jly_encoding_get_name (encoding);
  if (read_as (load, encoding, &may_be_other, &problem))
    return TRUE;
  if (may_be_other)
    return read_code_page (load, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
read_chosen (TextLoad *load, GError **error)
{
  const JlyEncoding encoding = jly_encoding_find (load->options->encoding);
  const JlyErrorDetail detail
      = { .file = load->self->name,
          .next = _ ("Choose UTF-8, UTF-16 LE, UTF-16 BE, Windows-1252 or Windows-1257.") };
  gboolean may_be_other;

  if (encoding == JLY_ENCODING_NONE)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("The encoding %s is not read here."),
                     load->options->encoding);
  load->self->encoding = jly_encoding_get_name (encoding);
  jly_sheet_add_note (load->self, JLY_NOTE_ENCODING, 0, 0, FALSE,
                      g_strdup_printf (_ ("Read as %s, as you chose."), load->self->encoding));
  return read_as (load, encoding, &may_be_other, error);
}

/* FALSE if it is a file of another kind, which its first bytes say. */
static gboolean
check_kind (const JlySheet *self, const guint8 *head, gsize n, GError **error)
{
  const JlyTablePlace place = { .file = self->name };
  const char *kind = jly_text_guess_kind (head, n);

  if (n == 0 || kind == NULL)
    return TRUE;
  return jly_table_fail (
      error, &place,
      _ ("In its own program, save the table as Excel (.xlsx) or CSV, and open that file."), "%s",
      kind);
}

gboolean
jly_sheet_read_text (JlySheet *self,
                     JlySource *source,
                     const JlySheetOptions *options,
                     GError **error)
{
  TextLoad load = { .self = self, .source = source, .options = options };
  guint8 head[HEAD_BYTES];
  gssize n;
  gboolean read;

  if (!jly_source_check_size (source, JLY_SHEET_TEXT_MAX, error))
    return FALSE;
  n = jly_source_read (source, head, sizeof head, error);
  if (n < 0 || !check_kind (self, head, (gsize)n, error))
    return FALSE;
  read = options->encoding != NULL ? read_chosen (&load, error)
                                   : read_found (&load, jly_text_sniff (head, (gsize)n), error);
  if (read)
    /* Translators: "comma-separated, UTF-8". */
    self->format
        = g_strdup_printf (_ ("%s, %s"), describe_delimiter (self->delimiter), self->encoding);
  return read;
}
