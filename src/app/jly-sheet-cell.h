/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell of a file's preview: its text, an icon where there is something to look at, and a field in
 * its place while the person changes it. It has no idea of the file; its view binds it and
 * hears the mouse for it.
 *
 * Signals: "changed" (string: what was typed) when an edit ends with Enter or the keyboard goes
 * elsewhere; "move" (int rows, int columns): arrow keys, also past the last cell; "menu": its
 * menu is asked for with the keyboard.
 */
#pragma once

#include "app/jly-status.h"

G_BEGIN_DECLS

#define JLY_TYPE_SHEET_CELL (jly_sheet_cell_get_type ())
G_DECLARE_FINAL_TYPE (JlySheetCell, jly_sheet_cell, JLY, SHEET_CELL, GtkWidget)

/* What is to be shown; words NULL: nothing to look at. Texts are copied. */
typedef struct
{
  const char *text;
  const char *words;  /* "“12a” is not a number." */
  const char *place;  /* "Turnover, row 12": where the cell is, for screen readers */
  JlyStatusKind kind; /* with words: LOOK or FAILED, or PLAIN where it is left out */
  gboolean is_edited; /* by hand, here: the file says something else */
  gboolean is_left_out;
  gboolean is_taken; /* the study takes figures from its column */
  guint n_free;      /* empty columns behind it, over which the text may run */
} JlySheetCellState;

/* How wide the cells of a column want to be: as this text. All of them share it, because measuring
 * a text takes its time. */
typedef struct _JlySheetSample JlySheetSample;

JlySheetSample *jly_sheet_sample_new (const char *text);
void jly_sheet_sample_free (JlySheetSample *self);
gboolean jly_sheet_sample_is_equal (const JlySheetSample *a, const JlySheetSample *b);

/* sample is kept; at_end: flush to its end, as numbers are. */
GtkWidget *jly_sheet_cell_new (JlySheetSample *sample, gboolean at_end);
void jly_sheet_cell_set (JlySheetCell *self, const JlySheetCellState *state);
/* Puts a field in the cell's place, with the keyboard in it. */
void jly_sheet_cell_begin_edit (JlySheetCell *self);
gboolean jly_sheet_cell_is_editing (JlySheetCell *self);

G_END_DECLS
