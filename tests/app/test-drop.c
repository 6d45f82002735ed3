/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is dropped where: a card on the row of a party, figures on the page of a study, several
 * files at once, and a file that is not on this computer. */
#include "config.h"

#include "jly-round.h"
#include "jly-ui-drop.h"

#include "app/jly-figures-page.h"
#include "app/jly-home-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-party-row.h"

static const char figures[] = "Turnover\n71234\n81234\n";

static char *
write_file (const char *dir, const char *name, const char *text)
{
  char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_card (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autofree char *other = write_file (ui->data_dir, "own.csv", figures);
  const JlyContractParty *party;
  GtkWidget *page, *row;

  jly_window_push (ui->window, JLY_PAGE (jly_parties_page_new (draft)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  jly_ui_settle (ui);
  party = jly_draft_get_contract (draft)->parties->pdata[1];
  row = jly_ui_get (page, JLY_TYPE_PARTY_ROW, NULL);
  while (jly_party_row_get_party (JLY_PARTY_ROW (row)) != party)
    row = gtk_widget_get_next_sibling (row);
  jly_ui_drop_file (row, other);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "This is no card."));
  g_assert_false (jly_draft_has_card (party));
  jly_ui_drop_file (row, people->cards[1]);
  jly_ui_settle (ui);
  g_assert_true (jly_draft_has_card (party));
  g_assert_cmpstr (party->name, ==, people_names[1]);
}

static GtkWidget *
show_figures (Round *self)
{
  jly_window_push (self->ui->window, JLY_PAGE (jly_figures_page_new (self->agreements[0])));
  return GTK_WIDGET (jly_ui_wait_page (self->ui, JLY_TYPE_FIGURES_PAGE));
}

static gboolean
can_hand_in (gpointer page)
{
  GtkWidget *button = jly_ui_find (page, GTK_TYPE_BUTTON, "Hand In");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
test_figures (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *path = write_file (round->dirs[0], "own.csv", figures);
  GtkWidget *page = show_figures (round);

  jly_ui_drop_file (page, "/tmp/photo.png");
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (round->ui->window), "This file holds no table."));
  g_assert_false (can_hand_in (page));
  jly_ui_drop_file (page, path);
  jly_ui_wait (can_hand_in, page, "the figures to be read");
  g_assert_true (jly_ui_shows (page, "own.csv"));
  round_free (round);
}

/* A name as older computers wrote it, which is no UTF-8. */
static void
test_old_name (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *path = write_file (round->dirs[0],
                                      "pr\xfc"
                                      "f.csv",
                                      figures);
  GtkWidget *page = show_figures (round);

  jly_ui_drop_file (page, path);
  jly_ui_wait (can_hand_in, page, "the figures to be read");
  round_free (round);
}

/* Of two nobody knows which is meant. */
static void
test_several (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *path = write_file (round->dirs[0], "own.csv", figures);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  const char *const two[] = { uri, uri, NULL };
  GtkWidget *page = show_figures (round);

  g_assert_true (jly_ui_drop (page, two));
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (round->ui->window), "Drop one file at a time."));
  g_assert_false (can_hand_in (page));
  round_free (round);
}

/* What lies elsewhere would be fetched from there. */
static void
test_elsewhere (void)
{
  Round *round = round_new ("a", NULL);
  const char *const far[] = { "sftp://elsewhere.example/own.csv", NULL };
  GtkWidget *page = show_figures (round);

  g_assert_false (jly_ui_drop (page, far));
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (round->ui->window),
                               "Only a file that is on this computer can be dropped here."));
  g_assert_false (can_hand_in (page));
  round_free (round);
}

/* A mail out of which a part of the link was copied. */
static void
test_torn_invitation (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *path = write_file (ui->data_dir, "mail.txt", "Join us: jointly:invite#AAAA\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_application_open (G_APPLICATION (ui->application), &file, 1, "");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "This invitation cannot be opened"));
}

/* Given to the program as its file, before any study is there. */
static void
test_table_alone (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *path = write_file (ui->data_dir, "own.csv", figures);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_application_open (G_APPLICATION (ui->application), &file, 1, "");
  jly_ui_settle (ui);
  g_assert_true (JLY_IS_HOME_PAGE (jly_window_get_page (ui->window)));
  g_assert_true (
      jly_ui_shows (GTK_WIDGET (ui->window), "A table is opened on the page of a study’s figures"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/drop/card", test_card);
  g_test_add_func ("/app/drop/figures", test_figures);
  g_test_add_func ("/app/drop/old-name", test_old_name);
  g_test_add_func ("/app/drop/several", test_several);
  g_test_add_func ("/app/drop/elsewhere", test_elsewhere);
  g_test_add_func ("/app/drop/torn-invitation", test_torn_invitation);
  g_test_add_func ("/app/drop/table-alone", test_table_alone);
  return g_test_run ();
}
