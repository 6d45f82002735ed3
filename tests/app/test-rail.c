/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rail of all steps beside the pages of a study, folded where there is no room; and the study's
 * log, verified and exported. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-approve-page.h"
#include "app/jly-close-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-figures-page.h"
#include "app/jly-log-page.h"
#include "app/jly-study-page.h"
#include "app/jly-study-rail.h"
#include "app/jly-who-page.h"
#include "store/jly-log-verify.h"

/* As wide as page and rail need beside each other, also with text of twice the size. */
static void
widen (Round *round)
{
  jly_ui_resize (round->ui, g_getenv ("JLY_UI_LARGE") != NULL ? 1200 : 1000, 700);
}

static GtkWidget *
open_step (Round *round, JlyStepKind step, GType type)
{
  JlyPage *page;

  jly_window_go_home (round->ui->window);
  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  page = jly_study_page_new_step (round->agreements[0], step);
  g_assert_nonnull (page);
  jly_window_push (round->ui->window, page);
  jly_ui_wait_page (round->ui, type);
  widen (round);
  return GTK_WIDGET (page);
}

/* A step of the rail takes the page's place; Back leads to the study. */
static void
test_rail (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page, *rail, *row;
  guint question;

  round_close (round);
  question = round_ask (round, 1, "sum", "turnover");
  round_carry (round);
  g_assert_cmpuint (question, ==, 0);
  page = open_step (round, JLY_STEP_APPROVAL, JLY_TYPE_APPROVE_PAGE);
  rail = jly_ui_get (page, JLY_TYPE_STUDY_RAIL, NULL);
  g_assert_true (jly_ui_shows (rail, "Who is where"));
  g_assert_true (jly_ui_shows (rail, "The Roofers (you)"));
  g_assert_true (jly_ui_shows (rail, "Has to decide"));
  g_assert_null (jly_ui_find (page, GTK_TYPE_TOGGLE_BUTTON, "Steps"));
  jly_ui_check_page (round->ui, "rail-approve");
  row = jly_ui_get (rail, GTK_TYPE_LIST_BOX_ROW, "All figures: The set is closed");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_CLOSE_PAGE));
  /* A step that is not there yet cannot be chosen. */
  rail = jly_ui_get (page, JLY_TYPE_STUDY_RAIL, NULL);
  row = jly_ui_get (rail, GTK_TYPE_LIST_BOX_ROW, "Result: Not yet");
  g_assert_false (gtk_widget_get_sensitive (row));
  gtk_widget_activate_action (GTK_WIDGET (round->ui->window), "win.go-back", NULL);
  jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE);
  round_free (round);
}

/* At 360 pixels a button lays it over the page. */
static void
test_folded (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page = open_step (round, JLY_STEP_CONTRACT, JLY_TYPE_CONTRACT_PAGE);
  GtkWidget *button;

  jly_ui_resize (round->ui, 360, 720);
  g_assert_null (jly_ui_find (page, JLY_TYPE_STUDY_RAIL, NULL));
  button = jly_ui_get (page, GTK_TYPE_TOGGLE_BUTTON, "Steps");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  jly_ui_settle (round->ui);
  g_assert_nonnull (jly_ui_find (page, JLY_TYPE_STUDY_RAIL, NULL));
  jly_ui_screenshot (round->ui, "rail-360");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  widen (round);
  g_assert_nonnull (jly_ui_find (page, JLY_TYPE_STUDY_RAIL, NULL));
  round_free (round);
}

/* What is exported is what the page verified. */
static void
test_log (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *path = g_build_filename (round->ui->data_dir, "study.jointlylog", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *owner = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyLogExport) log = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  gsize n;

  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE));
  gtk_widget_activate_action (page, "study.show-log", NULL);
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_LOG_PAGE));
  g_assert_true (jly_ui_shows (page, "This log holds together"));
  g_assert_true (jly_ui_shows (page, "The Carpenters"));
  g_assert_true (jly_ui_shows (page, "Signed the contract"));
  jly_ui_check_page (round->ui, "log");
  jly_ui_assert_alike (round->ui, jly_ui_get (page, GTK_TYPE_LIST_BOX, "Log"));
  gtk_widget_activate_action (page, "log.save-to", "(ss)", "", path);
  g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
  bytes = g_bytes_new (contents, n);
  log = jly_log_export_decode (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (jly_log_verify (log, &error));
  owner = jly_log_dup_owner (log);
  g_assert_cmpstr (owner, ==, "The Roofers");
  round_free (round);
}

/* From every page of a study, and on paper. */
static void
test_who (void)
{
  static const JlyStepKind steps[] = { JLY_STEP_CONTRACT, JLY_STEP_FIGURES, JLY_STEP_CLOSE };
  static const char name[] = "Who Sees What";
  Round *round = round_new ("a", NULL);
  g_autofree char *path = g_build_filename (round->ui->data_dir, "who.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (round->ui->data_dir, "none", "who.pdf", NULL);
  g_autofree char *pdf = NULL;
  GtkWidget *page;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      open_step (round, steps[i], JLY_TYPE_PAGE);
      jly_ui_press (round->ui, name);
      jly_ui_wait_page (round->ui, JLY_TYPE_WHO_PAGE);
    }
  page = GTK_WIDGET (jly_window_get_page (round->ui->window));
  gtk_widget_activate_action (page, "who.save-to", "(ss)", "", nowhere);
  g_assert_true (jly_ui_shows (page, "Not saved"));
  gtk_widget_activate_action (page, "who.save-to", "(ss)", "", path);
  g_assert_false (jly_ui_shows (page, "Not saved"));
  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  round_free (round);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/rail/steps", test_rail);
  g_test_add_func ("/app/rail/folded", test_folded);
  g_test_add_func ("/app/rail/log", test_log);
  g_test_add_func ("/app/rail/who", test_who);
  return g_test_run ();
}
