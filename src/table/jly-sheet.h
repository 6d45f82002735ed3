/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of figures as it was read: cells as text, with the file's row numbers kept, and what was
 * done on the way from the file to these rows, in words. The file itself is never changed.
 */
#pragma once

#include "table/jly-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_SHEET_TEXT_MAX (1024 * 1024 * 1024)  /* bytes of a file of text */
#define JLY_SHEET_PACKED_MAX (256 * 1024 * 1024) /* bytes of a spreadsheet's file */

typedef struct _JlySheet JlySheet;

/* Called by the thread that loads, with the part that is done, 0 to 1; must not block. */
typedef void (*JlySheetProgress) (double fraction, gpointer data);

/* What the person chose; zeros: found by content. Strings are borrowed for the call. */
typedef struct
{
  const char *sheet; /* of a workbook: its name, or its number from 1; NULL: the first one that is
                        not hidden and holds figures below names */
  const char *encoding; /* of text: "UTF-8", "Windows-1257" ...; see jly_sheet_list_encodings */
  const char *usual_encoding; /* of text that is no Unicode: what the person's files have, instead
                                 of what its letters look like; NULL: nothing is known */
  char delimiter;             /* of text: ',', ';', '\t' or '|' */
  gboolean keep_totals;       /* a totals row is a row like others */
  guint n_name_rows; /* rows that the column names take; 0: found by content, at most four */
  gsize n_rows;      /* preview: no more rows than these are read; 0: all */
  JlySheetProgress progress;
  gpointer progress_data;
} JlySheetOptions;

/* What was noticed between the file and its rows. */
typedef enum
{
  JLY_NOTE_ENCODING,      /* which one, and why */
  JLY_NOTE_DELIMITER,     /* which one, and why */
  JLY_NOTE_SHEET,         /* which one, and why; hidden ones are named */
  JLY_NOTE_TITLE_ROWS,    /* lines above the column names, left out */
  JLY_NOTE_NAME_ROWS,     /* column names of several rows, or a row that may be one of them */
  JLY_NOTE_TOTALS_LEFT,   /* a totals row, left out */
  JLY_NOTE_TOTALS_KEPT,   /* a row that may be one and was kept */
  JLY_NOTE_EMPTY_ROWS,    /* left out */
  JLY_NOTE_EMPTY_COLUMNS, /* left out: neither a name nor a cell */
  JLY_NOTE_ERROR_CELLS,   /* "#DIV/0!" */
  JLY_NOTE_FORMULAS,      /* formulas without a saved result */
  JLY_NOTE_INEXACT,       /* numbers of more digits than a spreadsheet keeps */
  JLY_NOTE_PREVIEW,       /* only the first rows were read */
  JLY_NOTE_NAMES          /* what was pasted has no row of names: which were taken */
} JlySheetNoteKind;

typedef struct
{
  JlySheetNoteKind kind;
  gboolean is_question; /* a choice that the person should confirm or change */
  guint64 row;          /* of the file, the first one meant; 0: none */
  gsize count;          /* of rows, columns or cells */
  char *words;          /* one or two sentences */
} JlySheetNote;

/* Why a row of the file that holds something is no row of the sheet. */
typedef enum
{
  JLY_LEFT_TITLE,  /* above the column names */
  JLY_LEFT_TOTAL,  /* the sums of rows above it */
  JLY_LEFT_BY_HAND /* the person said so */
} JlySheetLeftReason;

typedef struct
{
  guint64 file_row; /* as a spreadsheet counts, from 1 */
  gsize n_above;    /* rows of the sheet above it */
  JlySheetLeftReason why;
} JlySheetLeft;

/* A sheet of a workbook. */
typedef struct
{
  char *name;
  gsize n_rows; /* with titles and header, as the file says it; 0 if that is not known */
  gboolean is_hidden;
  gboolean is_chosen; /* it is the one that was read */
} JlySheetInfo;

/* Reads an Excel (XLSX) or LibreOffice (ODS) file, or a CSV file: delimiter (comma, semicolon, tab,
 * pipe) and encoding (UTF-8 with or without BOM, UTF-16, Windows-1252, Windows-1257) found by
 * content, quotes, embedded line ends, LF/CRLF/CR. Title lines above the column names, totals rows
 * that add up, empty rows and empty columns are left out, each with a note. options may be NULL.
 * May run in any thread; a cancelled load ends within one block of a megabyte or so.
 *
 * JLY_ERROR_DATA names file and row, JLY_ERROR_NO_INPUT the file that is missing or no plain file,
 * JLY_ERROR_USAGE a choice that cannot be met (the sheet, the encoding), JLY_ERROR_CANCELLED.
 * Limits: 1 GiB of text, 32 million rows; 256 MiB and a million rows of a spreadsheet; 4096
 * columns, 1 MiB a cell. */
JlySheet *jly_sheet_load_with (const char *path,
                               const JlySheetOptions *options,
                               GCancellable *cancellable,
                               GError **error);
JlySheet *jly_sheet_load (const char *path, GCancellable *cancellable, GError **error);
/* The same from memory (paste, fuzzer); name stands in error texts. */
JlySheet *jly_sheet_parse_with (const char *name,
                                const guint8 *bytes,
                                gsize n_bytes,
                                const JlySheetOptions *options,
                                GCancellable *cancellable,
                                GError **error);
JlySheet *jly_sheet_parse (const char *name, const guint8 *bytes, gsize n_bytes, GError **error);
/* Names for JlySheetOptions.encoding, NULL-terminated, static. */
const char *const *jly_sheet_list_encodings (void);
/* Whether it is one of those that nothing but their letters tell apart. encoding may be NULL. */
gboolean jly_sheet_is_code_page (const char *encoding);

/* A table that was typed in or pasted. Takes what grid holds, also when it fails; name stands in
 * sentences, format is told as of a file; is_form: no row is looked at as a totals row.
 * JLY_ERROR_DATA as for a file. */
JlySheet *jly_sheet_new_from_grid (
    const char *name, const char *format, JlyGrid *grid, gboolean is_form, GError **error);
/* The same sheet with other texts in some cells, and without some rows; everything else is shared
 * and the file untouched. cells: jly_sheet_cell_key -> text, both owned by the table, which is kept
 * and must not change any more. out: indices of rows (gsize), ascending and each once, fewer than
 * there are; may be NULL. Rows of both are those of the sheet as it was read: self may have been
 * made so itself, and then what it changed and left out does not count. */
JlySheet *jly_sheet_new_edited (JlySheet *self, GHashTable *cells, const GArray *out);
JlySheet *jly_sheet_ref (JlySheet *self);
void jly_sheet_unref (JlySheet *self);

/* A cell's key in a table for jly_sheet_new_edited (g_int64_hash, g_int64_equal). */
static inline gint64
jly_sheet_cell_key (gsize row, guint column)
{
  return (gint64)((guint64)row << 16 | column);
}

const char *jly_sheet_get_name (JlySheet *self); /* base name of the file, as one plain line */
guint jly_sheet_get_n_columns (JlySheet *self);
gsize jly_sheet_get_n_rows (JlySheet *self);                     /* data rows, without header */
const char *jly_sheet_get_header (JlySheet *self, guint column); /* trimmed, never NULL */
const char *
jly_sheet_get_cell (JlySheet *self, gsize row, guint column); /* "" where short; never NULL */
/* Whether the file itself says that the cell is a number; it then has a decimal point and no
 * thousands marks. Text files say nothing. */
gboolean jly_sheet_is_number (JlySheet *self, gsize row, guint column);
/* Whether it has more digits than a spreadsheet keeps, so that the last ones may be others than
 * were typed. What a person corrected is as the person wrote it. */
gboolean jly_sheet_is_inexact (JlySheet *self, gsize row, guint column);
guint64 jly_sheet_get_file_row (JlySheet *self, gsize row); /* as a spreadsheet counts, from 1 */
/* The row that has this number in the file; the number of rows if none has. */
gsize jly_sheet_find_row (JlySheet *self, guint64 file_row);
guint64 jly_sheet_get_header_row (JlySheet *self); /* above 1 where title lines were left out */
guint jly_sheet_get_n_name_rows (JlySheet *self);  /* that the column names take, at least 1 */
const char *jly_sheet_get_format (JlySheet *self); /* "comma-separated, UTF-8": for the read-back */

/* What the file was read as, to be remembered and given again as options. */
const char *jly_sheet_get_encoding (JlySheet *self); /* NULL for a workbook */
char jly_sheet_get_delimiter (JlySheet *self);       /* 0 for a workbook */

/* JlySheetNote*, in the order of JlySheetNoteKind; owned by the sheet. */
const GPtrArray *jly_sheet_get_notes (JlySheet *self);
/* The first note of this kind, or NULL; owned by the sheet. */
const JlySheetNote *jly_sheet_find_note (JlySheet *self, JlySheetNoteKind kind);
/* JlySheetLeft in the file's order; owned by the sheet. */
const GArray *jly_sheet_get_left (JlySheet *self);
/* What stands in a row that was left out, number of jly_sheet_get_left; "" where short, never NULL.
 */
const char *jly_sheet_get_left_cell (JlySheet *self, guint number, guint column);
/* JlySheetInfo* in the file's order, empty for text; owned by the sheet. */
const GPtrArray *jly_sheet_get_sheets (JlySheet *self);

/* Whether rows below those that were read are missing here. */
gboolean jly_sheet_is_preview (JlySheet *self);
/* How many rows the whole file has: about so many for a preview, else exactly. */
gsize jly_sheet_estimate_rows (JlySheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySheet, jly_sheet_unref)

G_END_DECLS
