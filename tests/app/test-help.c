/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: the topics, the search, and F1 on a page that has a topic and on one that has none. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-case-page.h"
#include "app/jly-help-page.h"
#include "app/jly-home-page.h"
#include "app/jly-settings-page.h"

#include <string.h>

#define N_TOPICS 12

/* Each has a name of its own, a title, a line and several paragraphs, none of them empty. */
static void
test_topics (void)
{
  g_autoptr (GPtrArray) topics = NULL;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  topics = jly_help_list ();
  g_assert_cmpuint (topics->len, ==, N_TOPICS);
  for (guint i = 0; i < topics->len; i++)
    {
      JlyHelpTopic *topic = topics->pdata[i];
      g_auto (GStrv) paragraphs = jly_help_topic_split (topic);

      g_assert_true (g_hash_table_add (names, (char *)jly_help_topic_get_name (topic)));
      g_assert_cmpuint (g_strv_length (paragraphs), >=, 3);
      for (guint k = 0; paragraphs[k] != NULL; k++)
        g_assert_cmpstr (paragraphs[k], !=, "");
    }
}

static guint
count_rows (GtkWidget *page)
{
  return jly_ui_count (page, ADW_TYPE_ACTION_ROW);
}

static void
search (JlyUiTest *ui, const char *words)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));
  GtkWidget *entry = jly_ui_get (page, GTK_TYPE_SEARCH_ENTRY, "Search the help");

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_signal_emit_by_name (entry, "search-changed");
  jly_ui_settle (ui);
}

static void
test_search (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-help", NULL);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HELP_PAGE));
  g_assert_cmpuint (count_rows (page), ==, N_TOPICS);
  jly_ui_check_page (ui, "help");
  search (ui, "passphrase FORGET");
  g_assert_cmpuint (count_rows (page), ==, 1);
  g_assert_true (jly_ui_shows (page, "Keys, passphrase and copies"));
  search (ui, "xylophone");
  g_assert_cmpuint (count_rows (page), ==, 0);
  g_assert_true (jly_ui_shows (page, "Nothing in the help has these words"));
  jly_ui_check_page (ui, "help-nothing");
  search (ui, "");
  g_assert_cmpuint (count_rows (page), ==, N_TOPICS);
  gtk_widget_activate_action (page, "help.show", "s", "words");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HELP_PAGE));
  g_assert_true (jly_ui_shows (page, "What if they do not fit?"));
  jly_ui_check_page (ui, "help-words");
}

/* By its button and its key; Back leads to the page again. */
static void
test_in_place (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-settings", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
  jly_ui_press (ui, "What Does This Mean?");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HELP_PAGE));
  g_assert_true (jly_ui_shows (page, "What if you forget the passphrase?"));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/help/topics", test_topics);
  g_test_add_func ("/app/help/search", test_search);
  g_test_add_func ("/app/help/in-place", test_in_place);
  return g_test_run ();
}
