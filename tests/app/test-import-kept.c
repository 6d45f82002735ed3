/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of the work on a file: in place again with the same file, offered with a changed
 * one, gone when the person says so. */
#include "config.h"

#include "jly-import-test.h"

#include "app/jly-question-card.h"

#define KEPT_NAMES "Resource,Free amount,Unit cost,Smallest unit revenue\n"
#define UNDO_KEPT "Undo the Corrections From Last Time"
#define USE_KEPT "Make Again the Corrections From Last Time"
#define FORGET_KEPT "Forget the Corrections From Last Time"

static guint
count_kept (JlyUiTest *ui)
{
  g_autofree char *folder = g_build_filename (ui->data_dir, "imports", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".kept");
  return n;
}

/* A page of its own, as after the app was closed: nothing of the one before is in it. */
static JlyImportPage *
push_with (JlyUiTest *ui, const char *tender, const char *figures)
{
  JlyImportPage *page = push_page (ui);

  open_and_wait (ui, page, tender, figures);
  return page;
}

/* The same file: corrections are in place again, until they are taken back for good. */
static void
test_kept_same (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path
      = write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,5,6\n");
  JlyImportPage *page = push_with (ui, tender, path);

  g_assert_cmpuint (count_kept (ui), ==, 0);
  edit_cell (ui, page, "Unit cost, row 2", "2");
  g_assert_true (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "from last time"));
  g_assert_cmpuint (count_kept (ui), ==, 1);
  page = push_with (ui, tender, path);
  g_assert_true (can_rehearse (page));
  g_assert_true (
      jly_ui_shows (GTK_WIDGET (page), "1 correction from last time is in place again."));
  jly_ui_check_page (ui, "import-kept");
  press_and_wait (ui, page, UNDO_KEPT);
  g_assert_false (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "from last time"));
  g_assert_cmpuint (count_kept (ui), ==, 0);
  page = push_with (ui, tender, path);
  g_assert_false (can_rehearse (page));
}

/* Undone with the keyboard it is no longer said to be in place, nor kept; redone it is again. */
static void
test_kept_undo (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "north.csv", good_text);
  JlyImportPage *page = push_with (ui, tender, path);

  edit_cell (ui, page, "Unit cost, row 2", "x");
  page = push_with (ui, tender, path);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "in place again"));
  press_and_wait (ui, page, "Undo");
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "in place again"));
  g_assert_cmpuint (count_kept (ui), ==, 0);
  press_and_wait (ui, page, "Redo");
  g_assert_cmpuint (count_kept (ui), ==, 1);
}

/* A row that was left out is left out again. */
static void
test_kept_row (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path
      = write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,5,6\n");
  JlyImportPage *page = push_with (ui, tender, path);

  press_and_wait (ui, page, "Leave This Row Out: Unit cost, row 2");
  g_assert_cmpuint (count_kept (ui), ==, 1);
  page = push_with (ui, tender, path);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "out: 2"));
  g_assert_true (
      jly_ui_shows (GTK_WIDGET (page), "1 correction from last time is in place again."));
  press_and_wait (ui, page, UNDO_KEPT);
  g_assert_false (can_rehearse (page));
  g_assert_cmpuint (count_kept (ui), ==, 0);
}

/* A changed file: nothing is made unasked, and only where the cell is the same. */
static void
test_kept_changed (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path
      = write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,some,6\n");
  JlyImportPage *page = push_with (ui, tender, path);

  edit_cell (ui, page, "Unit cost, row 2", "2");
  edit_cell (ui, page, "Unit cost, row 3", "5");
  g_free (write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,7,6\n"));
  page = push_with (ui, tender, path);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 correction still fits"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 other no longer fits"));
  jly_ui_check_page (ui, "import-kept-offered");
  press_and_wait (ui, page, USE_KEPT);
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 200);
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][1], ==, 700);
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "still fits"));
  /* From now on it is this file's. */
  page = push_with (ui, tender, path);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "is in place again"));
}

static void
test_kept_forget (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path
      = write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,5,6\n");
  JlyImportPage *page = push_with (ui, tender, path);

  edit_cell (ui, page, "Unit cost, row 2", "2");
  g_free (write_file (ui, "south.csv", KEPT_NAMES "Roofing,1,many,3\nCrane,4,7,6\n"));
  page = push_with (ui, tender, path);
  press_and_wait (ui, page, FORGET_KEPT);
  g_assert_cmpuint (count_kept (ui), ==, 0);
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "from last time"));
  page = push_with (ui, tender, path);
  g_assert_false (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "from last time"));
}

/* What cannot be kept is said, and nothing else is lost by it. */
static void
test_kept_nowhere (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "north.csv", good_text);
  g_autofree char *in_the_way = write_file (ui, "imports", "no folder");
  JlyImportPage *page = push_with (ui, tender, path);

  edit_cell (ui, page, "Free amount, row 2", "9");
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Your corrections cannot be kept"));
}

/* Which column goes where, and what was answered, without a word: the page shows it. */
static void
test_kept_choices (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource;Free amount;Zebra;Giraffe\n"
                                      "Roofing;1;2,500;3500\nCrane;4;5,500;6500\n");
  JlyImportPage *page = push_with (ui, tender, path);
  GtkWidget *choice = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN,
                                  "Column of your file for Unit cost, in EUR");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 3);
  jly_ui_wait (has_read, page, "the column to be read");
  choice = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN,
                       "Column of your file for Smallest unit revenue, in EUR");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 4);
  jly_ui_wait (has_read, page, "the column to be read");
  jly_ui_settle (ui);
  g_assert_cmpuint (count_kept (ui), ==, 1);
  choice = jly_ui_get (jly_ui_get (GTK_WIDGET (page), JLY_TYPE_QUESTION_CARD, NULL),
                       GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  jly_ui_wait (has_read, page, "the answer to be taken");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
  page = push_with (ui, tender, path);
  g_assert_true (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "from last time"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/import-kept/same", test_kept_same);
  g_test_add_func ("/app/import-kept/row", test_kept_row);
  g_test_add_func ("/app/import-kept/undo", test_kept_undo);
  g_test_add_func ("/app/import-kept/changed", test_kept_changed);
  g_test_add_func ("/app/import-kept/forget", test_kept_forget);
  g_test_add_func ("/app/import-kept/nowhere", test_kept_nowhere);
  g_test_add_func ("/app/import-kept/choices", test_kept_choices);
  return g_test_run ();
}
