/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the import page share: files to bring, and a person's hand on the page. */
#pragma once

#include "jly-ui-test.h"

#include "app/jly-import-page.h"

#define REHEARSE "Rehearse With Two Made-Up Partners"

extern const char *const tender_text;
extern const char *const good_text; /* figures that fit it */

/* A file in the data folder; its path is owned by the caller. */
char *write_file (JlyUiTest *ui, const char *name, const char *text);
/* An import page on top of whatever is there. */
JlyImportPage *push_page (JlyUiTest *ui);
/* Nothing is read or worked on; for jly_ui_wait. */
gboolean has_read (gpointer page);
/* Either path may be NULL. */
void open_and_wait (JlyUiTest *ui, JlyImportPage *page, const char *tender, const char *figures);
/* Whether the button answers. */
gboolean can_rehearse (JlyImportPage *page);
/* The cell whose spoken name begins so: "Unit cost, row 2". */
GtkWidget *get_cell (JlyImportPage *page, const char *begin);
/* As a person does it: the keyboard on the cell, F2, other text, Enter. */
void edit_cell (JlyUiTest *ui, JlyImportPage *page, const char *begin, const char *text);
/* Presses the button of that name and waits for what it changes. */
void press_and_wait (JlyUiTest *ui, JlyImportPage *page, const char *name);
