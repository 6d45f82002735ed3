/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the window does not answer while a long file is brought: the longest time that the main
 * loop was away from its poll, without painting, in each phase, in
 * processor time. Run under tests/support/run-ui.sh:
 *
 *   jly-bench-page [ROWS [COLUMNS]]     100000 and 20 unless said
 */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-import-page.h"
#include "app/jly-sheet-view.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The main loop as seen from its poll. */
static struct
{
  gint64 returned; /* when poll came back, microseconds; 0: not yet */
  gint64 paint_began;
  gint64 painting; /* since poll came back */
  gint64 longest;  /* since the phase began */
  gint64 paint_longest;
} loop;

/* Of the main thread alone: what other programs of a busy machine take does not count. */
static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint
watch_poll (GPollFD *fds, guint n, gint timeout)
{
  const gint64 now = get_time ();
  gint answer;

  if (loop.returned != 0)
    loop.longest = MAX (loop.longest, now - loop.returned - loop.painting);
  answer = g_poll (fds, n, timeout);
  loop.returned = get_time ();
  loop.painting = 0;
  return answer;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  loop.paint_began = get_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  const gint64 took = get_time () - loop.paint_began;

  loop.painting += took;
  loop.paint_longest = MAX (loop.paint_longest, took);
}

static void
say (const char *phase, gint64 began)
{
  printf ("%-28s %8.0f ms in all, longest dispatch %6.1f ms, longest frame %6.1f ms\n", phase,
          (double)(g_get_monotonic_time () - began) / 1000, (double)loop.longest / 1000,
          (double)loop.paint_longest / 1000);
  fflush (stdout);
  loop.longest = loop.paint_longest = 0;
}

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
  GdkFrameClock *clock;
  gint64 began;

  argc = 1;
  jly_ui_test_init (&argc, &argv);
  ui = jly_ui_start (NULL);
  page = jly_import_page_new ();
  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  tender = write_tender (ui);
  figures = write_figures (ui, n_rows, n_columns);
  clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (ui->window)));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
  printf ("%u rows of %u columns\n", n_rows, n_columns);

  began = g_get_monotonic_time ();
  jly_import_page_open (page, tender, figures);
  jly_ui_wait (has_preview, page, "the first rows");
  say ("until the first rows", began);
  jly_ui_wait (has_read, page, "the whole file");
  say ("until all is read", began);
  began = g_get_monotonic_time ();
  jly_ui_settle (ui);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  say ("the table is filled", began);
  view = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL);
  began = g_get_monotonic_time ();
  scroll (ui, JLY_SHEET_VIEW (view), n_rows);
  say ("ten jumps through it", began);
  began = g_get_monotonic_time ();
  g_signal_emit_by_name (view, "edited", (guint64)3, 2u, "7.75");
  jly_ui_wait (has_read, page, "the change");
  jly_ui_settle (ui);
  say ("a cell is changed", began);
  g_main_context_set_poll_func (NULL, NULL);
  return 0;
}
