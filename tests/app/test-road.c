/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole road of a study under a contract on its pages: figures from a file, the closed set, a
 * question, approvals, the computation of three, and the result. */
#include "config.h"

#include "jly-round.h"
#include "jly-ui-check.h"

#include "app/jly-answer-page.h"
#include "app/jly-approve-page.h"
#include "app/jly-ask-page.h"
#include "app/jly-close-page.h"
#include "app/jly-compute-page.h"
#include "app/jly-figures-page.h"
#include "app/jly-study-page.h"

/* A toast is libadwaita's: its close button has no name. NULL if there is none. */
static GtkWidget *
find_toast (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return jly_ui_find (widget, GTK_TYPE_BUTTON, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toast (child);
  return found;
}

static void
dismiss_toasts (Round *round)
{
  GtkWidget *button;

  while ((button = find_toast (GTK_WIDGET (round->ui->window))) != NULL)
    {
      g_signal_emit_by_name (button, "clicked");
      jly_ui_settle (round->ui);
    }
}

static void
check_page (Round *round, const char *name)
{
  dismiss_toasts (round);
  jly_ui_check_page (round->ui, name);
}

/* The study as this person sees it, and from there by the button of what is next. */
static GtkWidget *
show_study (Round *round, guint person)
{
  jly_window_go_home (round->ui->window);
  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[person])));
  return GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE));
}

static GtkWidget *
go_on (Round *round, guint person, GType type)
{
  GtkWidget *page = show_study (round, person);

  gtk_widget_activate_action (page, "study.go-on", NULL);
  return GTK_WIDGET (jly_ui_wait_page (round->ui, type));
}

typedef struct
{
  GtkWidget *page;
  const char *label;
} Wanted;

static gboolean
can_press (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *button = jly_ui_find (wanted->page, GTK_TYPE_BUTTON, wanted->label);

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
bring (Round *round, guint person, const char *csv)
{
  g_autofree char *path = g_build_filename (round->ui->data_dir, "figures.csv", NULL);
  GtkWidget *page = go_on (round, person, JLY_TYPE_FIGURES_PAGE);
  Wanted wanted = { page, "Hand In" };

  g_assert_false (can_press (&wanted));
  if (person == 0)
    check_page (round, "figures-nothing-yet");
  g_assert_true (g_file_set_contents (path, csv, -1, NULL));
  gtk_widget_activate_action (page, "import.open-file", "(ss)", "", path);
  jly_ui_wait (can_press, &wanted, "the file to be understood");
  jly_ui_settle (round->ui);
  /* All rows of a short file are seen, though more stands below them than the window is high. */
  jly_ui_resize (round->ui, 360, 640);
  g_assert_cmpint (gtk_widget_get_height (jly_ui_get (page, GTK_TYPE_COLUMN_VIEW, NULL)), >=,
                   3 * 30);
  jly_ui_resize (round->ui, 1000, 700);
  if (person == 0)
    check_page (round, "figures");
  jly_ui_press (round->ui, "Hand In");
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE));
  g_assert_true (jly_ui_shows (page, "are to be sent to the others"));
}

static void
read_to_end (Round *round, GtkWidget *page)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (jly_page_get_content (JLY_PAGE (page))));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  jly_ui_settle (round->ui);
}

static void
test_road (void)
{
  static const char *const files[]
      = { "Name;Turnover (EUR)\none;1000\ntwo;2000\nthree;500\n",
          "Turnover\n10000\n20000\n5000\n7000\n", "Umsatz,Turnover\nx,300\ny,400\nz,501\n" };
  Round *round = round_new ("a", NULL);
  GtkWidget *page = show_study (round, 0);

  g_assert_true (jly_ui_shows (page, "Bring your figures"));
  check_page (round, "study-figures");
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    bring (round, i, files[i]);
  round_carry (round);
  page = go_on (round, 0, JLY_TYPE_CLOSE_PAGE);
  g_assert_true (jly_ui_shows (page, "figures of 3 of 3 parties"));
  check_page (round, "close");
  jly_ui_press (round->ui, "Close the Set");
  round_carry (round);
  page = go_on (round, 1, JLY_TYPE_ASK_PAGE);
  /* The only column is chosen already. */
  g_assert_true (jly_ui_shows (page, "The sum of “Turnover”, to "));
  /* The only kind of answer stays chosen when it is pressed once more. */
  gtk_widget_activate (jly_ui_get (page, GTK_TYPE_CHECK_BUTTON, "Sum"));
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (page, "The sum of “Turnover”, to "));
  check_page (round, "ask");
  jly_ui_press (round->ui, "Ask");
  round_carry (round);
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (i != 1)
      {
        page = go_on (round, i, JLY_TYPE_APPROVE_PAGE);
        read_to_end (round, page);
        jly_ui_press (round->ui, "Approve");
        round_carry (round);
      }
  page = go_on (round, 2, JLY_TYPE_COMPUTE_PAGE);
  check_page (round, "compute");
  round_compute (round, 0);
  page = go_on (round, 2, JLY_TYPE_ANSWER_PAGE);
  g_assert_true (jly_ui_shows (page, "46 701") || jly_ui_shows (page, "46\u202f701")
                 || jly_ui_shows (page, "46\u00a0701"));
  check_page (round, "answer");
  jly_ui_assert_alike (round->ui, jly_ui_get (page, GTK_TYPE_LIST_BOX, "Who Approved"));
  page = show_study (round, 2);
  check_page (round, "study-result");
  round_free (round);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/road/road", test_road);
  return g_test_run ();
}
