/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a case, and one case's page. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-kept-row.h"
#include "app/jly-home-page.h"
#include "app/jly-answer-page.h"
#include "app/jly-case-card.h"
#include "app/jly-case-page.h"
#include "app/jly-choose-page.h"

#include <glib/gi18n.h>

static GtkWidget *
open_choose_page (JlyUiTest *ui)
{
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.choose-case", NULL);
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
}

static void
open_case (JlyUiTest *ui, const char *title)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));

  g_assert_true (gtk_widget_activate (jly_ui_get (page, JLY_TYPE_CASE_CARD, title)));
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
}

static void
test_choose (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = open_choose_page (ui);

  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 12);
  jly_ui_check_page (ui, "choose-case");
}

static void
test_topics (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = open_choose_page (ui);
  GtkWidget *energy = jly_ui_get (page, GTK_TYPE_TOGGLE_BUTTON, "Energy");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (energy), TRUE);
  jly_ui_settle (ui);
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 2);
  g_assert_nonnull (jly_ui_find (page, JLY_TYPE_CASE_CARD, "Energy, Many to One"));
  g_assert_null (jly_ui_find (page, JLY_TYPE_CASE_CARD, "Joint Bid"));
}

static void
search_for (JlyUiTest *ui, GtkWidget *page, const char *text)
{
  GtkWidget *entry = jly_ui_get (page, GTK_TYPE_SEARCH_ENTRY, "Search the cases");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  /* The entry itself waits until the person pauses. */
  g_signal_emit_by_name (entry, "search-changed");
  jly_ui_settle (ui);
}

static void
test_search (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = open_choose_page (ui);
  g_autofree char *title = NULL;

  g_assert_true (jly_ui_key (ui, GDK_KEY_f, GDK_CONTROL_MASK));
  title = g_utf8_strup (_ ("Energy, Many to One"), -1);
  search_for (ui, page, title);
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 1);
  g_assert_nonnull (jly_ui_find (page, JLY_TYPE_CASE_CARD, "Energy, Many to One"));
  search_for (ui, page, "qwertyuiop");
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 0);
  g_assert_true (jly_ui_shows (page, "No case fits"));
  jly_ui_check_page (ui, "choose-case-none");
  jly_ui_press (ui, "Show All Cases");
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_CASE_CARD), ==, 12);
}

static void
test_details (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  open_choose_page (ui);
  open_case (ui, "Joint Bid");
  page = GTK_WIDGET (jly_window_get_page (ui->window));
  g_assert_true (jly_ui_shows (page, "Three competitors: a joint bid"));
  g_assert_true (jly_ui_shows (page, "Good to know before"));
  g_assert_false (jly_ui_shows (page, "In part for now"));
  jly_ui_check_page (ui, "case-a");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE);
  open_case (ui, "Linked Registers");
  page = GTK_WIDGET (jly_window_get_page (ui->window));
  g_assert_true (jly_ui_shows (page, "In part for now"));
  g_assert_true (jly_ui_shows (page, "without being linked"));
  /* Nothing is promised that does not come. */
  g_assert_true (jly_ui_shows (page, "Not yet: Correlation and regression across registers"));
  jly_ui_check_page (ui, "case-d2a");
}

/* One click, and there is an answer of made-up figures; it is kept, and marked as a rehearsal. */
static void
try_case (JlyUiTest *ui, const char *id)
{
  JlyCase *the_case = jly_application_find_case (ui->application, id);
  JlyPage *page;

  jly_window_push (ui->window, JLY_PAGE (jly_case_page_new (the_case)));
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
  jly_ui_check_page (ui, id);
  jly_ui_press (ui, "Try It With Made-Up Figures");
  page = jly_ui_wait_page (ui, JLY_TYPE_ANSWER_PAGE);
  g_assert_true (jly_page_get_rehearsal (page));
  /* Nobody was asked. */
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "What was approved"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "What all would have to approve"));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-home", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
}

static void
test_try (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  try_case (ui, "b1");
  try_case (ui, "d1");
  g_assert_cmpuint (jly_ui_count (GTK_WIDGET (jly_window_get_page (ui->window)), JLY_TYPE_KEPT_ROW),
                    ==, 2);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/cases/choose", test_choose);
  g_test_add_func ("/app/cases/topics", test_topics);
  g_test_add_func ("/app/cases/search", test_search);
  g_test_add_func ("/app/cases/details", test_details);
  g_test_add_func ("/app/cases/try", test_try);
  return g_test_run ();
}
