/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: without studies, with some, with a store that cannot be read. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-case-card.h"
#include "app/jly-case-page.h"
#include "app/jly-home-page.h"
#include "app/jly-kept-row.h"
#include "app/jly-result-page.h"
#include "base/jly-error.h"
#include "table/jly-kept.h"

#include <glib/gstdio.h>

static void
keep (const char *data_dir, const char *id, const char *title, const char *state, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStore) store = jly_store_open (data_dir, &error);
  g_autofree char *own_id = g_strdup (id);
  g_autofree char *own_title = g_strdup (title);
  g_autofree char *own_line = g_strdup (line);
  g_autoptr (GBytes) body = g_bytes_new_static ("\xa0", 1);
  JlyStudyRecord record = { .id = own_id,
                            .case_id = (char[]){ "a" },
                            .title = own_title,
                            .created = 1795235400,
                            .state = (char[]){ "running" },
                            .headline = own_line,
                            .rehearsal = TRUE };

  g_assert_no_error (error);
  jly_store_add_study (store, &record, body, &error);
  g_assert_no_error (error);
  jly_store_set_state (store, id, state, line, &error);
  g_assert_no_error (error);
}

static char *
make_data_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("jointly-home-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

static void
test_empty (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 12);
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 0);
  g_assert_true (jly_ui_shows (page, "Find out together"));
  g_assert_true (jly_ui_shows (page, "In part for now"));
  jly_ui_check_page (ui, "home-empty");
  jly_ui_press (ui, "Try a Joint Bid");
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
}

static void
test_kept (void)
{
  g_autofree char *dir = make_data_dir ();

  keep (dir, "00000000000000000000000000000001", "School Roof Tender", "done",
        "Yes, together you can bid: from 412 600 euro");
  keep (dir, "00000000000000000000000000000002", "Bridge Repair", "failed",
        "Harbour Carpenters stopped answering; nothing was opened");
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
    GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 2);
    g_assert_true (jly_ui_shows (page, "One answer is ready"));
    g_assert_true (jly_ui_shows (page, "2 rehearsals are kept"));
    g_assert_true (jly_ui_shows (page, "412 600"));
    g_assert_false (jly_ui_shows (page, "Find out together"));
    jly_ui_check_page (ui, "home");
    g_assert_true (gtk_widget_activate (
        jly_ui_get (page, JLY_TYPE_KEPT_ROW, "School Roof Tender, Result ready")));
    jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
  }
  jly_ui_remove_folder (dir);
}

/* While the start page lies under another page, something is kept: it is there on the way back. */
static void
test_comes_back (void)
{
  g_autofree char *dir = make_data_dir ();

  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
    GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

    gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.choose-case", NULL);
    keep (dir, "00000000000000000000000000000003", "School Roof Tender", "done", NULL);
    gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
    jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 1);
  }
  jly_ui_remove_folder (dir);
}

static guint
count_kept (JlyUiTest *ui)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept
      = jly_store_list_studies (jly_application_get_store (jly_application_get (), &error), &error);

  g_assert_no_error (error);
  return kept->len;
}

/* A removed study is off the list at once, can be taken back, and goes for good with the next one
 * or with the window. */
static void
test_remove (void)
{
  g_autofree char *dir = make_data_dir ();
  g_autofree char *imports = g_build_filename (dir, "imports", NULL);
  g_autofree char *work = jly_kept_build_path (imports, "a", "/home/a/own.csv");
  g_autofree char *other = jly_kept_build_path (imports, "b", "/home/a/own.csv");

  keep (dir, "00000000000000000000000000000001", "School Roof", "done", "Yes");
  keep (dir, "00000000000000000000000000000002", "Bridge Repair", "failed", "Stopped");
  g_assert_cmpint (g_mkdir (imports, 0700), ==, 0);
  g_assert_true (g_file_set_contents (work, "corrections", -1, NULL));
  g_assert_true (g_file_set_contents (other, "corrections", -1, NULL));
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
    GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

    jly_ui_press (ui, "Remove “School Roof”");
    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 1);
    g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "Study removed"));
    g_assert_cmpuint (count_kept (ui), ==, 2);
    g_assert_true (jly_ui_key (ui, GDK_KEY_z, GDK_CONTROL_MASK));
    jly_ui_settle (ui);
    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 2);
    jly_ui_press (ui, "Remove “School Roof”");
    jly_ui_press (ui, "Remove “Bridge Repair”");
    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_KEPT_ROW), ==, 0);
    g_assert_true (jly_ui_shows (page, "Find out together"));
    g_assert_cmpuint (count_kept (ui), ==, 1);
    g_assert_true (g_file_test (work, G_FILE_TEST_EXISTS));
  }
  /* Corrections go with the last study of their case, and no others. */
  g_assert_false (g_file_test (work, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
    g_assert_cmpuint (count_kept (ui), ==, 0);
  }
  jly_ui_remove_folder (dir);
}

static void
test_broken_store (void)
{
  g_autofree char *dir = make_data_dir ();
  g_autofree char *path = g_build_filename (dir, "jointly.db", NULL);

  g_assert_true (
      g_file_set_contents (path, "this is no database, but somebody's letter", -1, NULL));
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
    GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

    g_assert_true (jly_ui_shows (page, "Your studies cannot be read"));
    g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 12);
    jly_ui_check_page (ui, "home-broken");
  }
  jly_ui_remove_folder (dir);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/home/empty", test_empty);
  g_test_add_func ("/app/home/kept", test_kept);
  g_test_add_func ("/app/home/comes-back", test_comes_back);
  g_test_add_func ("/app/home/remove", test_remove);
  g_test_add_func ("/app/home/broken-store", test_broken_store);
  return g_test_run ();
}
