/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way with real computing parties: from the start page to a result that is there again
 * after a restart; stopping in the middle; a computing party that dies. */
#include "config.h"

#include "jly-ui-check.h"
#include "jly-ui-test.h"

#include "app/jly-case-page.h"
#include "app/jly-home-page.h"
#include "app/jly-import-page.h"
#include "app/jly-kept-row.h"
#include "app/jly-result-page.h"
#include "app/jly-running-page.h"
#include "base/jly-paths.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define REHEARSE "Rehearse With Two Made-Up Partners"

static gboolean
has_read (gpointer page)
{
  return !jly_import_page_is_reading (page);
}

static JlyPage *
wait_import (JlyUiTest *ui)
{
  JlyPage *import = jly_ui_wait_page (ui, JLY_TYPE_IMPORT_PAGE);

  jly_ui_wait (has_read, import, "the files to be read");
  jly_ui_settle (ui);
  g_assert_true (
      gtk_widget_is_sensitive (jly_ui_get (GTK_WIDGET (import), GTK_TYPE_BUTTON, REHEARSE)));
  return import;
}

/* From the start page by the buttons that a person would press, up to the last but one. */
static JlyPage *
go_to_figures (JlyUiTest *ui)
{
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)),
                              "home.start-first-case", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), "case.rehearse", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_IMPORT_PAGE);
  jly_ui_press (ui, "Use the Sample");
  return wait_import (ui);
}

/* Opens the sample by its path and begins; comes back before anything of the run has happened. */
static JlyRunningPage *
start_rehearsal (JlyUiTest *ui)
{
  g_auto (GStrv) folders = jly_paths_data ("samples/a");
  g_autofree char *path = g_build_filename (folders[0], "north.csv", NULL);

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.import", "s", path);
  gtk_widget_activate_action (GTK_WIDGET (wait_import (ui)), "import.rehearse", NULL);
  return JLY_RUNNING_PAGE (jly_window_get_page (ui->window));
}

static GPtrArray *
list_studies (JlyUiTest *ui)
{
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_application_get_store (ui->application, &error);
  GPtrArray *studies = jly_store_list_studies (store, &error);

  g_assert_no_error (error);
  return studies;
}

static void
assert_study (JlyUiTest *ui, const char *state)
{
  g_autoptr (GPtrArray) studies = list_studies (ui);
  g_autofree char *title = NULL;
  const JlyStudyRecord *record;

  g_assert_cmpuint (studies->len, ==, 1);
  record = g_ptr_array_index (studies, 0);
  g_assert_cmpstr (record->state, ==, state);
  title = jly_ui_dup_plain (record->title);
  g_assert_cmpstr (title, ==, "Joint bid: North");
  g_assert_true (record->rehearsal);
}

/* The sample's result with made-up partners is not known beforehand; that it is one is. */
static void
assert_whole (const JlyBidReport *report)
{
  g_assert_nonnull (report);
  g_assert_cmpuint (report->lines->len, ==, 5);
  g_assert_cmpstr (report->own_name, ==, "North");
  for (guint i = 0; i < report->lines->len; i++)
    g_assert_nonnull (((JlyBidLine *)g_ptr_array_index (report->lines, i))->part);
  if (jly_bid_report_is_all_met (report))
    g_assert_nonnull (report->price);
  else
    g_assert_null (report->price);
}

/* The kept study's row on the start page. */
static JlyResultPage *
open_kept (JlyUiTest *ui)
{
  GtkWidget *home = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));

  g_assert_true (gtk_widget_activate (jly_ui_get (home, JLY_TYPE_KEPT_ROW, NULL)));
  return JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE));
}

static void
test_to_result_and_again (void)
{
  JlyUiTest *ui = jly_ui_start (NULL);
  g_autofree char *data_dir = g_strdup (ui->data_dir);
  g_autofree char *headline = NULL;
  JlyResultPage *page;

  go_to_figures (ui);
  jly_ui_press (ui, REHEARSE);
  page = JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE));
  assert_whole (jly_result_page_get_report (page));
  headline = g_strdup (jly_result_page_get_report (page)->headline);
  assert_study (ui, "done");
  jly_ui_check_page (ui, "running-result");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-home", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  jly_ui_check_page (ui, "home-one-result");
  ui->own_data_dir = FALSE;
  jly_ui_stop (ui);

  ui = jly_ui_start (data_dir);
  ui->own_data_dir = TRUE;
  page = open_kept (ui);
  assert_whole (jly_result_page_get_report (page));
  g_assert_cmpstr (jly_result_page_get_report (page)->headline, ==, headline);
  jly_ui_stop (ui);
}

static gboolean
has_failed (gpointer page)
{
  return jly_running_page_get_rehearsal (page) == NULL;
}

/* What a click on one of its buttons does. */
static void
answer (JlyUiTest *ui, const char *response)
{
  GtkWindow *dialog = jly_ui_find_dialog ();

  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

typedef struct
{
  JlyRunningPage *page;
  int pids[3];
} MinerWait;

static gboolean
has_miners (gpointer data)
{
  MinerWait *wait = data;
  JlyRehearsal *rehearsal = jly_running_page_get_rehearsal (wait->page);

  g_assert_nonnull (rehearsal);
  jly_rehearsal_get_miner_pids (rehearsal, wait->pids);
  return jly_rehearsal_get_study (rehearsal) != NULL && wait->pids[0] > 0 && wait->pids[1] > 0
         && wait->pids[2] > 0;
}

typedef struct
{
  GtkProgressBar *bar;
  double shown; /* the last */
  double computed;
  guint n_computing;
} Watcher;

/* The page has heard the same report before. */
static void
watch_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer data)
{
  Watcher *watcher = data;
  double shown = gtk_progress_bar_get_fraction (watcher->bar);

  g_assert_cmpfloat (shown, >=, watcher->shown);
  watcher->shown = shown;
  if (stage != JLY_STAGE_COMPUTING)
    return;
  g_assert_cmpfloat_with_epsilon (shown, (stage + fraction) / JLY_N_STAGES, 1e-9);
  watcher->computed = fraction;
  watcher->n_computing++;
}

/* Where the studies would be kept nothing can be written. */
static void
test_not_kept (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-not-kept-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "jointly.db", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    start_rehearsal (ui);
    jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
    jly_ui_settle (ui);
    g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "This result is not kept"));
  }
  jly_ui_remove_folder (dir);
}

/* The bar only grows, and in the computation stands where the computing parties say they are. */
static void
test_progress (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = GTK_WIDGET (start_rehearsal (ui));
  Watcher watcher = { .bar = GTK_PROGRESS_BAR (jly_ui_get (page, GTK_TYPE_PROGRESS_BAR, NULL)) };

  g_signal_connect (jly_running_page_get_rehearsal (JLY_RUNNING_PAGE (page)), "stage",
                    G_CALLBACK (watch_cb), &watcher);
  /* The stage, what it means, and where the figures go. */
  g_assert_cmpuint (jly_ui_count_live (page), ==, 3);
  jly_page_set_send_line (JLY_PAGE (page), "Other words than before");
  jly_ui_assert_related (ui);
  jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
  g_assert_cmpfloat (watcher.computed, ==, 1);
  g_assert_cmpuint (watcher.n_computing, >, 3);
}

/* Stopping is asked about first; then nothing is left running, and the page says what happened. */
static void
test_stop (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  /* One that does nothing for a while keeps the run in its middle, however fast this computer is.
   */
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  jly_ui_check_page (ui, "running");
  jly_ui_press (ui, "Stop…");
  answer (ui, "stop");
  jly_ui_wait (has_failed, wait.page, "the rehearsal to stop");
  jly_ui_settle (ui);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (kill (wait.pids[i], 0), ==, -1);
  g_assert_true (jly_ui_shows (GTK_WIDGET (wait.page), "You stopped the rehearsal"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (wait.page), "Nothing was opened"));
  assert_study (ui, "failed");
  jly_ui_check_page (ui, "running-stopped");
}

static gboolean
is_closed (gpointer window)
{
  return !gtk_widget_get_visible (window);
}

static gboolean
has_notified (gpointer before)
{
  return jly_ui_count_notifications () > GPOINTER_TO_UINT (before);
}

static gboolean
shows_percent (gpointer home)
{
  return jly_ui_find (home, JLY_TYPE_KEPT_ROW, NULL) != NULL && jly_ui_shows (home, "%");
}

static gboolean
shows_result_ready (gpointer home)
{
  return jly_ui_shows (home, "Result ready");
}

/* Left, it goes on: the start page says how far it is and leads back to it; when it has ended a
 * line says so and opens the result. */
static void
test_goes_on (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };
  GtkWidget *home, *row;
  JlyRun *run;

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  run = g_object_ref (jly_running_page_get_run (wait.page));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-home", NULL);
  home = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));
  g_assert_null (jly_ui_find_dialog ());
  assert_study (ui, "running");
  jly_ui_wait (shows_percent, home, "the start page to say how far it is");
  row = jly_ui_get (home, JLY_TYPE_KEPT_ROW, NULL);
  g_assert_true (jly_ui_shows (row, jly_work_get_words (JLY_WORK (run))));
  g_assert_nonnull (strchr (jly_work_get_words (JLY_WORK (run)), '%'));
  jly_ui_check_page (ui, "home-running");
  gtk_widget_activate (row);
  wait.page = JLY_RUNNING_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RUNNING_PAGE));
  g_assert_true (jly_running_page_get_run (wait.page) == run);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  g_assert_cmpint (kill (wait.pids[0], SIGCONT), ==, 0);
  jly_ui_wait (shows_result_ready, home, "the end to be seen on the start page");
  assert_study (ui, "done");
  g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "”: Result ready"));
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "open-study",
                                  g_variant_new_string (jly_work_get_id (JLY_WORK (run))));
  assert_whole (
      jly_result_page_get_report (JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE))));
  g_object_unref (run);
}

/* Closing asks; who stops gets a window that closes once nothing runs, wherever the page is. */
static void
test_close_asks (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };
  GtkWidget *window = GTK_WIDGET (ui->window);

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  gtk_widget_activate_action (window, "win.go-home", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (is_closed (window));
  jly_ui_check_dialog (ui, "over-close");
  answer (ui, "keep");
  jly_ui_settle (ui);
  g_assert_false (is_closed (window));
  assert_study (ui, "running");
  gtk_window_close (GTK_WINDOW (window));
  answer (ui, "stop");
  jly_ui_wait (is_closed, window, "the window to close");
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (kill (wait.pids[i], 0), ==, -1);
}

/* A question that is still open when the result comes goes away by itself, and a
 * notification tells of the end. */
static void
test_keep_running (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };
  guint n_before = jly_ui_count_notifications ();

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  jly_ui_press (ui, "Stop…");
  jly_ui_check_dialog (ui, "over-stop");
  answer (ui, "keep");
  jly_ui_settle (ui);
  g_assert_null (jly_ui_find_dialog ());
  jly_ui_press (ui, "Stop…");
  g_assert_nonnull (jly_ui_find_dialog ());
  g_assert_cmpint (kill (wait.pids[0], SIGCONT), ==, 0);
  assert_whole (
      jly_result_page_get_report (JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE))));
  g_assert_null (jly_ui_find_dialog ());
  /* The window was not the active one: whoever looks at something else is told, and led there. */
  jly_ui_wait (has_notified, GUINT_TO_POINTER (n_before), "a notification");
  jly_window_go_home (ui->window);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  jly_ui_click_notification ();
  jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
}

/* A second click on the button, while the page still slides away, starts nothing. */
static void
test_starts_once (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyRunningPage *page = start_rehearsal (ui);
  JlyPage *import;

  g_assert_true (JLY_IS_RUNNING_PAGE (page));
  jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  import = jly_ui_wait_page (ui, JLY_TYPE_IMPORT_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (import), "import.rehearse", NULL);
  gtk_widget_activate_action (GTK_WIDGET (import), "import.rehearse", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  g_assert_true (jly_window_get_page (ui->window) == import);
}

/* A file that is opened meanwhile stands above the rehearsal: its result waits below. */
static void
test_page_above (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };
  g_auto (GStrv) folders = jly_paths_data ("samples/a");
  g_autofree char *path = g_build_filename (folders[0], "north.csv", NULL);
  g_autoptr (JlyRunningPage) running = g_object_ref (wait.page);
  JlyPage *above;

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.import", "s", path);
  above = wait_import (ui);
  g_assert_cmpint (kill (wait.pids[0], SIGCONT), ==, 0);
  jly_ui_wait (has_failed, running, "the rehearsal to end");
  jly_ui_settle (ui);
  g_assert_true (jly_window_get_page (ui->window) == above);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  assert_whole (
      jly_result_page_get_report (JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE))));
}

static gboolean
are_gone (gpointer data)
{
  MinerWait *wait = data;

  return kill (wait->pids[0], 0) != 0 && kill (wait->pids[1], 0) != 0
         && kill (wait->pids[2], 0) != 0;
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *)pointer == NULL;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A window that goes without asking stops the run; what comes of it finds neither page nor app. */
static void
test_window_goes (void)
{
  JlyUiTest *ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };
  g_autofree char *data_dir = g_strdup (ui->data_dir);
  guint source;

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[0], SIGSTOP), ==, 0);
  ui->own_data_dir = FALSE;
  g_object_add_weak_pointer (G_OBJECT (wait.page), (gpointer *)&wait.page);
  jly_ui_stop (ui);
  /* Processes that end wake nobody here. */
  source = g_timeout_add (10, wake_cb, NULL);
  jly_ui_wait (are_gone, &wait, "the computing parties to end");
  jly_ui_wait (is_gone, &wait.page, "the page to go");
  g_source_remove (source);

  ui = jly_ui_start (data_dir);
  ui->own_data_dir = TRUE;
  assert_study (ui, "failed");
  jly_ui_stop (ui);
}

static void
test_computing_party_dies (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  MinerWait wait = { .page = start_rehearsal (ui) };

  jly_ui_wait (has_miners, &wait, "the computing parties to start");
  g_assert_cmpint (kill (wait.pids[1], SIGKILL), ==, 0);
  jly_ui_wait (has_failed, wait.page, "the rehearsal to notice");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (wait.page), "The computation was stopped"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (wait.page), "Nothing was opened"));
  assert_study (ui, "failed");
  jly_ui_check_page (ui, "running-failed");
  /* Trying again leads to a result. */
  jly_ui_press (ui, "Try Again");
  assert_whole (
      jly_result_page_get_report (JLY_RESULT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE))));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/running/to-result-and-again", test_to_result_and_again);
  g_test_add_func ("/app/running/not-kept", test_not_kept);
  g_test_add_func ("/app/running/progress", test_progress);
  g_test_add_func ("/app/running/stop", test_stop);
  g_test_add_func ("/app/running/goes-on", test_goes_on);
  g_test_add_func ("/app/running/close-asks", test_close_asks);
  g_test_add_func ("/app/running/keep-running", test_keep_running);
  g_test_add_func ("/app/running/starts-once", test_starts_once);
  g_test_add_func ("/app/running/page-above", test_page_above);
  g_test_add_func ("/app/running/window-goes", test_window_goes);
  g_test_add_func ("/app/running/computing-party-dies", test_computing_party_dies);
  return g_test_run ();
}
