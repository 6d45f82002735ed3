/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks editor for whoever prepares a study: the limits that were set beside one's own figures
 * become those that are proposed to all. */
#include "config.h"

#include "jly-people.h"
#include "jly-ui-check.h"

#include "app/jly-checks-page.h"
#include "party/jly-figures.h"
#include "study/jly-agreed.h"
#include "store/jly-drafts.h"
#include "study/jly-contract-limits.h"

static gboolean
has_import (gpointer session)
{
  return jly_import_session_get_import (session) != NULL;
}

/* A study of one column with the person's own figures at hand. */
static JlyImportSession *
bring_figures (JlyUiTest *ui, JlyDraft *draft)
{
  JlyImportSession *session = jly_import_session_new (NULL);
  JlyContract *contract = jly_draft_get_contract (draft);
  g_autofree char *path = g_build_filename (ui->data_dir, "own.csv", NULL);
  g_autoptr (JlyRules) rules = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (contract->columns, 0);
  g_ptr_array_set_size (contract->checks, 0);
  contract->most_rows = 100;
  jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 500000000);
  rules = jly_contract_make_rules (contract);
  g_file_set_contents (path, "Turnover\n1200.50\n98000.00\n34000.00\n", -1, &error);
  g_assert_no_error (error);
  jly_import_session_set_rules (session, rules);
  jly_import_session_open (session, path);
  jly_ui_wait (has_import, session, "the figures to be read");
  return session;
}

/* What everybody signs are the contract's bytes: they say the limits, and whoever hands in is held
 * to what was read from them. */
static void
assert_signed_limits (JlyUiTest *ui, const JlyContract *draft)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, &error);
  const JlyContractColumn *column;
  g_autoptr (JlyStudy) table = NULL;
  g_autoptr (JlyFigures) figures = NULL;
  g_autofree char *outside = g_build_filename (ui->data_dir, "own.csv", NULL);
  g_autofree char *inside = g_build_filename (ui->data_dir, "inside.csv", NULL);

  g_assert_no_error (error);
  column = contract->columns->pdata[0];
  g_assert_cmpint (column->min, ==, 0);
  g_assert_cmpint (column->max, ==, 5000000);
  table = jly_agreed_table_new (contract);
  figures = jly_figures_read (outside, table, NULL, &error);
  g_assert_null (figures);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);

  g_assert_cmpuint (jly_error_get_detail (error)->row, ==, 3);
  g_assert_nonnull (strstr (error->message, "98"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (inside, "Turnover\n0\n50000.00\n", -1, NULL));
  figures = jly_figures_read (inside, table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (figures->values[0][1], ==, 5000000);
  g_clear_pointer (&figures, jly_figures_free);
  g_assert_true (g_file_set_contents (inside, "Turnover\n0\n50000.01\n", -1, NULL));
  figures = jly_figures_read (inside, table, NULL, &error);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

static void
test_propose (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autoptr (JlyImportSession) session = bring_figures (ui, draft);
  const JlyContractColumn *column = jly_draft_get_contract (draft)->columns->pdata[0];
  JlyChecksPage *page = jly_checks_page_new_for_draft (session, draft);
  GtkWidget *entry;

  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_wait_page (ui, JLY_TYPE_CHECKS_PAGE);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "everybody sees them before signing"));
  entry = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_ENTRY, "Largest value of Turnover");
  gtk_editable_set_text (GTK_EDITABLE (entry), "as many as possible");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  jly_ui_assert_related (ui);
  gtk_editable_set_text (GTK_EDITABLE (entry), "50000");
  g_signal_emit_by_name (entry, "activate");
  jly_ui_settle (ui);
  /* Nothing is the study's before the person says so. */
  g_assert_cmpint (column->max, ==, 500000000);
  jly_ui_check_page (ui, "checks-draft");
  /* At no width does anything get less room than it says that it needs. */
  for (int width = 1000; width >= 360; width -= 80)
    jly_ui_resize (ui, width, 700);
  jly_ui_press (ui, "Propose These Limits");
  g_assert_cmpint (column->min, ==, 0);
  g_assert_cmpint (column->max, ==, 5000000);
  g_assert_no_error (jly_draft_get_error (draft));
  assert_signed_limits (ui, jly_draft_get_contract (draft));
  jly_ui_wait (has_import, session, "the figures to be checked anew");
  g_assert_cmpuint (jly_import_count_hard (jly_import_session_get_import (session)), ==, 1);
}

/* As the page of the terms does. */
static GtkWidget *
show (JlyUiTest *ui, JlyImportSession *session, JlyDraft *draft)
{
  g_autoptr (JlyRules) rules = jly_contract_make_rules (jly_draft_get_contract (draft));

  jly_import_session_set_rules (session, rules);
  jly_window_push (ui->window, JLY_PAGE (jly_checks_page_new_for_draft (session, draft)));
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHECKS_PAGE));
}

static const char *
get_largest (GtkWidget *page)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (jly_ui_get (page, GTK_TYPE_ENTRY, "Largest value of Turnover")));
}

static void
set_largest (JlyUiTest *ui, GtkWidget *page, const char *text)
{
  GtkWidget *entry = jly_ui_get (page, GTK_TYPE_ENTRY, "Largest value of Turnover");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  jly_ui_settle (ui);
}

static gboolean
is_kept (JlyDraft *draft)
{
  g_autoptr (GBytes) bytes = jly_draft_find (draft, JLY_DRAFT_LIMITS);

  return bytes != NULL;
}

static void
leave (JlyUiTest *ui)
{
  jly_window_go_home (ui->window);
  jly_ui_settle (ui);
}

/* Limits that were set and not proposed: there again, until the draft has others or the person
 * wants those of the draft. */
static void
test_left (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autoptr (JlyImportSession) session = bring_figures (ui, draft);
  JlyContractColumn *column = jly_draft_get_contract (draft)->columns->pdata[0];
  GtkWidget *page = show (ui, session, draft);
  g_autofree char *agreed = g_strdup (get_largest (page));
  g_autofree char *mine = NULL;

  set_largest (ui, page, "50000");
  mine = g_strdup (get_largest (page));
  g_assert_cmpstr (mine, !=, agreed);
  g_assert_true (is_kept (draft));
  leave (ui);
  page = show (ui, session, draft);
  g_assert_cmpstr (get_largest (page), ==, mine);
  g_assert_cmpint (column->max, ==, 500000000);
  jly_ui_check_page (ui, "checks-draft-left");
  jly_ui_press (ui, "Start Anew");
  g_assert_cmpstr (get_largest (page), ==, agreed);
  g_assert_false (is_kept (draft));
  set_largest (ui, page, "50000");
  leave (ui);
  column->max = 700000000;
  jly_draft_changed (draft);
  page = show (ui, session, draft);
  g_assert_cmpstr (get_largest (page), !=, mine);
  g_assert_cmpstr (get_largest (page), !=, agreed);
  set_largest (ui, page, "50000");
  jly_ui_press (ui, "Propose These Limits");
  g_assert_cmpint (column->max, ==, 5000000);
  g_assert_false (is_kept (draft));
}

/* A check that is off keeps its line, so that it can be on again; and a contract has none that only
 * asks. */
static void
test_off_and_on (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autoptr (JlyImportSession) session = bring_figures (ui, draft);
  GtkWidget *page = show (ui, session, draft);
  guint n = jly_ui_count (page, GTK_TYPE_SWITCH);
  GtkSwitch *toggle = GTK_SWITCH (jly_ui_find (page, GTK_TYPE_SWITCH, NULL));

  g_assert_cmpuint (n, >, 0);
  g_assert_false (jly_ui_shows (page, "Is Unusual"));
  gtk_switch_set_active (toggle, FALSE);
  /* At once, before there is nothing else to do. */
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-home", NULL);
  leave (ui);
  g_assert_true (is_kept (draft));
  page = show (ui, session, draft);
  toggle = GTK_SWITCH (jly_ui_find (page, GTK_TYPE_SWITCH, NULL));
  g_assert_cmpuint (jly_ui_count (page, GTK_TYPE_SWITCH), ==, n);
  g_assert_false (gtk_switch_get_active (toggle));
  gtk_switch_set_active (toggle, TRUE);
  jly_ui_settle (ui);
  g_assert_false (is_kept (draft));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/checks/propose", test_propose);
  g_test_add_func ("/app/checks/left", test_left);
  g_test_add_func ("/app/checks/off-and-on", test_off_and_on);
  return g_test_run ();
}
