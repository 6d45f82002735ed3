/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page "This Computer": from the menu's action to an answer in words, stopping, leaving. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-computer-page.h"
#include "app/jly-home-page.h"

static JlyComputerPage *
open_page (JlyUiTest *ui)
{
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-computer", NULL);
  return JLY_COMPUTER_PAGE (jly_ui_wait_page (ui, JLY_TYPE_COMPUTER_PAGE));
}

static gboolean
has_ended (gpointer page)
{
  return !jly_computer_page_is_measuring (page);
}

static void
test_measure (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyComputerPage *page = open_page (ui);
  GtkWidget *widget = GTK_WIDGET (page);

  g_assert_true (jly_ui_shows (widget, "Find out how large a study may be"));
  g_assert_true (jly_ui_shows (widget, "Nothing leaves this computer"));
  jly_ui_check_page (ui, "computer-start");
  jly_ui_press (ui, "Measure");
  g_assert_true (jly_computer_page_is_measuring (page));
  g_assert_true (jly_ui_shows (widget, "Measuring"));
  g_assert_null (jly_ui_find (widget, GTK_TYPE_BUTTON, "Measure"));
  jly_ui_wait (has_ended, page, "the measurement");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (widget, "This computer is"));
  g_assert_cmpuint (jly_ui_count (widget, ADW_TYPE_ACTION_ROW), ==, 5);
  g_assert_true (jly_ui_shows (widget, "Over the internet"));
  jly_ui_check_page (ui, "computer-done");
  jly_ui_get (widget, GTK_TYPE_BUTTON, "Measure Again");
}

static void
test_stop (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyComputerPage *page = open_page (ui);

  jly_ui_press (ui, "Measure");
  gtk_widget_activate_action (GTK_WIDGET (page), "computer.stop", NULL);
  jly_ui_wait (has_ended, page, "the measurement to stop");
  jly_ui_settle (ui);
  jly_ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Measure");
  jly_ui_press (ui, "Measure");
  g_assert_true (jly_computer_page_is_measuring (page));
}

/* As long as pictures take it may be done before the last of them. */
static void
test_looks (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  open_page (ui);
  jly_ui_press (ui, "Measure");
  jly_ui_check_page (ui, "computer-measuring");
}

/* Nobody asks, and nothing runs on. */
static void
test_leave (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyComputerPage *page = g_object_ref (open_page (ui));

  jly_ui_press (ui, "Measure");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  jly_ui_wait (has_ended, page, "the measurement to stop");
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "Over the internet"));
  g_object_unref (page);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/computer/measure", test_measure);
  g_test_add_func ("/app/computer/stop", test_stop);
  g_test_add_func ("/app/computer/looks", test_looks);
  g_test_add_func ("/app/computer/leave", test_leave);
  return g_test_run ();
}
