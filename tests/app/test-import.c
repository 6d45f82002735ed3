/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing figures: the samples, good and bad files, and what the page says of each. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-import-page.h"
#include "app/jly-notice.h"
#include "app/jly-sheet-view.h"
#include "base/jly-error.h"
#include "base/jly-paths.h"

#define REHEARSE "Rehearse With Two Made-Up Partners"

static const char *const tender_text = "Resource,Unit,Required amount,Guide price (EUR)\n"
                                       "Roofing,hours,640,280.00\n"
                                       "Crane,days,12,2250.00\n";
static const char *const good_text = "Resource,Unit,Free amount,Unit cost,Smallest unit revenue\n"
                                     "Roofing,hours,420,258.40,270.00\n"
                                     "Crane,days,5,2240.00,2150.00\n";

static char *
write_file (JlyUiTest *ui, const char *name, const char *text)
{
  char *path = g_build_filename (ui->data_dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static JlyImportPage *
push_page (JlyUiTest *ui)
{
  JlyImportPage *page = jly_import_page_new ();

  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  return page;
}

static gboolean
has_read (gpointer page)
{
  return !jly_import_page_is_reading (page);
}

static void
open_and_wait (JlyUiTest *ui, JlyImportPage *page, const char *tender, const char *figures)
{
  jly_import_page_open (page, tender, figures);
  jly_ui_wait (has_read, page, "the files to be read");
  jly_ui_settle (ui);
}

static gboolean
can_rehearse (JlyImportPage *page)
{
  return gtk_widget_is_sensitive (jly_ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, REHEARSE));
}

static void
test_empty (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);

  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "file is still missing"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Nothing leaves this computer"));
  jly_ui_check_page (ui, "import-empty");
}

static void
test_sample (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);

  jly_ui_press (ui, "Use the Sample");
  jly_ui_wait (has_read, page, "the sample to be read");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Is this what you meant?"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Nothing leaves this computer on this page."));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "still missing"));
  jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL);
  jly_ui_check_page (ui, "import-sample");
}

/* A tender beside the company's file needs no asking for. */
static void
test_finds_tender_beside (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "south-works.csv", good_text);

  open_and_wait (ui, page, NULL, figures);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_import_page_get_files (page)->beside);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "found beside your file"));
  jly_ui_get (GTK_WIDGET (page), GTK_TYPE_EDITABLE, NULL);
}

static void
test_asks_for_tender (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *figures = write_file (ui, "figures.csv", good_text);
  g_autofree char *tender = write_file (ui, "roof.csv", tender_text);

  open_and_wait (ui, page, NULL, figures);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Which tender is it?"));
  open_and_wait (ui, page, tender, NULL);
  g_assert_true (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "Which tender is it?"));
}

/* A name is needed, because it stands in the study. */
static void
test_needs_name (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  GtkWidget *entry;

  open_and_wait (ui, page, tender, figures);
  entry = jly_ui_get (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "North");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (can_rehearse (page));
  gtk_editable_set_text (GTK_EDITABLE (entry), "South");
  g_assert_true (can_rehearse (page));
  /* What the person typed outlives the next file. */
  open_and_wait (ui, page, NULL, figures);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "South");
}

static const struct
{
  const char *name;
  const char *text;
} bad_files[] = {
  { "empty.csv", "" },
  { "no-cost.csv", "Resource,Free amount,Smallest unit revenue\nRoofing,1,2\n" },
  { "negative.csv", "Resource,Free amount,Unit cost,Smallest unit revenue\nRoofing,-1,2,3\n" },
  { "words.csv", "Resource,Free amount,Unit cost,Smallest unit revenue\nRoofing,many,2,3\n" },
  { "large.csv",
    "Resource,Free amount,Unit cost,Smallest unit revenue\nRoofing,99999999999,2,3\n" },
  { "strange.csv", "Resource,Free amount,Unit cost,Smallest unit revenue\nBaking,1,2,3\n" },
};

/* Each bad file: a sentence with the file's name, a next step, no button, and nothing of the file
 * before on the page. Then a good file mends it. */
static void
test_bad_files (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *good = write_file (ui, "north.csv", good_text);

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *bad = write_file (ui, bad_files[i].name, bad_files[i].text);
      const GError *error;

      open_and_wait (ui, page, tender, good);
      g_assert_true (can_rehearse (page));
      open_and_wait (ui, page, NULL, bad);
      error = jly_import_page_get_files (page)->figures_error;
      g_assert_nonnull (error);
      g_test_message ("%s: %s %s", bad_files[i].name, error->message,
                      jly_error_get_detail (error)->next);
      g_assert_nonnull (jly_error_get_detail (error)->next);
      g_assert_false (can_rehearse (page));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), error->message));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), jly_error_get_detail (error)->next));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), bad_files[i].name));
      g_assert_false (jly_ui_shows (GTK_WIDGET (page), "north.csv"));
      g_assert_null (jly_ui_find (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL));
      if (i == 2)
        jly_ui_check_page (ui, "import-bad");
    }
  open_and_wait (ui, page, NULL, good);
  g_assert_true (can_rehearse (page));
  g_assert_null (jly_ui_find (GTK_WIDGET (page), JLY_TYPE_NOTICE, NULL));
}

static void
test_missing_file (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *gone = g_build_filename (ui->data_dir, "gone.csv", NULL);

  open_and_wait (ui, page, tender, gone);
  g_assert_false (can_rehearse (page));
  g_assert_error (jly_import_page_get_files (page)->figures_error, JLY_ERROR, JLY_ERROR_NO_INPUT);
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static void
drop (JlyUiTest *ui, JlyImportPage *page, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (page)), "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  jly_ui_wait (has_read, page, "the dropped file to be read");
  jly_ui_settle (ui);
}

/* A file is taken for what it is called, wherever on the page it is dropped. */
static void
test_drop (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  g_autofree char *tender = write_file (ui, "Tender-school.csv", tender_text);

  drop (ui, page, figures);
  g_assert_false (can_rehearse (page));
  drop (ui, page, tender);
  g_assert_true (can_rehearse (page));
  g_assert_cmpstr (jly_import_page_get_files (page)->tender_path, ==, tender);
  g_assert_cmpstr (jly_import_page_get_files (page)->figures_path, ==, figures);
}

/* Two files in a row: only the last one counts, whichever is read first. */
static void
test_last_file_counts (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *first = write_file (ui, "first.csv", good_text);
  g_autofree char *last = write_file (ui, "last.csv", good_text);

  jly_import_page_open (page, tender, first);
  open_and_wait (ui, page, tender, last);
  g_assert_cmpstr (jly_import_page_get_files (page)->figures_path, ==, last);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/import/empty", test_empty);
  g_test_add_func ("/app/import/sample", test_sample);
  g_test_add_func ("/app/import/finds-tender-beside", test_finds_tender_beside);
  g_test_add_func ("/app/import/asks-for-tender", test_asks_for_tender);
  g_test_add_func ("/app/import/needs-name", test_needs_name);
  g_test_add_func ("/app/import/bad-files", test_bad_files);
  g_test_add_func ("/app/import/missing-file", test_missing_file);
  g_test_add_func ("/app/import/drop", test_drop);
  g_test_add_func ("/app/import/last-file-counts", test_last_file_counts);
  return g_test_run ();
}
