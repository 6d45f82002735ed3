/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the window does not answer while a long file is brought (bench-loop.h), phase by phase.
 * Run under tests/support/run-ui.sh:
 *
 *   jly-bench-page [ROWS [COLUMNS]]     100000 and 20 unless said
 */
#include "config.h"

#include "bench-loop.h"
#include "jly-ui-test.h"

#include "app/jly-import-page.h"
#include "app/jly-sheet-view.h"

#include <stdio.h>
#include <stdlib.h>

static gboolean
has_read (gpointer page)
{
  return !jly_import_page_is_reading (page);
}

static gboolean
has_preview (gpointer page)
{
  return jly_ui_find (page, JLY_TYPE_SHEET_VIEW, NULL) != NULL;
}

static char *
write_figures (JlyUiTest *ui, guint n_rows, guint n_columns)
{
  char *path = g_build_filename (ui->data_dir, "figures.csv", NULL);
  FILE *file = fopen (path, "w");

  g_assert (file != NULL);
  fputs ("Resource,Free amount,Unit cost,Smallest unit revenue", file);
  for (guint k = 4; k < n_columns; k++)
    fprintf (file, ",More %u", k);
  for (guint i = 0; i < n_rows; i++)
    {
      fprintf (file, "\nThing %u,%u,%u.50,%u.25", i, i % 1000, i % 5000, i % 7000);
      for (guint k = 4; k < n_columns; k++)
        fprintf (file, ",%u", (i * 7 + k) % 10000);
    }
  fputs ("\n", file);
  g_assert (fclose (file) == 0);
  return path;
}

static char *
write_tender (JlyUiTest *ui)
{
  char *path = g_build_filename (ui->data_dir, "tender.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path,
                       "Resource,Unit,Required amount,Guide price (EUR)\nThing 1,hours,640,280.00\n"
                       "Thing 2,days,12,2250.00\n",
                       -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
scroll (JlyUiTest *ui, JlySheetView *view, guint n_rows)
{
  for (guint i = 1; i <= 10; i++)
    {
      jly_sheet_view_go_to (view, (gsize)(n_rows - 1) * i / 10, 1);
      jly_ui_settle (ui);
    }
}

int
main (int argc, char **argv)
{
  const guint n_rows = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 100000;
  const guint n_columns = argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 20;
  g_autoptr (JlyUiTest) ui = NULL;
  g_autofree char *tender = NULL;
  g_autofree char *figures = NULL;
  JlyImportPage *page;
  GtkWidget *view;

  argc = 1;
  jly_ui_test_init (&argc, &argv);
  ui = jly_ui_start (NULL);
  page = jly_import_page_new ();
  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  tender = write_tender (ui);
  figures = write_figures (ui, n_rows, n_columns);
  bench_loop_begin (GTK_WINDOW (ui->window));
  printf ("%u rows of %u columns\n", n_rows, n_columns);

  jly_import_page_open (page, tender, figures);
  jly_ui_wait (has_preview, page, "the first rows");
  bench_loop_say ("until the first rows");
  jly_ui_wait (has_read, page, "the whole file");
  bench_loop_say ("until all is read");
  jly_ui_settle (ui);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bench_loop_say ("the table is filled");
  view = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL);
  scroll (ui, JLY_SHEET_VIEW (view), n_rows);
  bench_loop_say ("ten jumps through it");
  g_signal_emit_by_name (view, "edited", (guint64)3, 2u, "7.75");
  jly_ui_wait (has_read, page, "the change");
  jly_ui_settle (ui);
  bench_loop_say ("a cell is changed");
  g_main_context_set_poll_func (NULL, NULL);
  return 0;
}
