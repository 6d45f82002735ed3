/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a study waits for: on its page and on the set's, by name, since when, why, and what helps.
 */
#include "config.h"

#include "jly-round.h"

#include "app/jly-close-page.h"
#include "app/jly-mine.h"
#include "app/jly-missing-list.h"
#include "app/jly-study-page.h"
#include "app/jly-together.h"
#include "app/jly-waiting.h"

static GtkWidget *
show_study (Round *round)
{
  jly_window_go_home (round->ui->window);
  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  return GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE));
}

static GtkWidget *
show_set (Round *round)
{
  show_study (round);
  jly_window_push (round->ui->window, JLY_PAGE (jly_close_page_new (round->agreements[0])));
  return GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_CLOSE_PAGE));
}

static GtkWidget *
get_list (GtkWidget *page)
{
  return jly_ui_get (page, GTK_TYPE_LIST_BOX, "Who is missing");
}

/* Each of those who are waited for, and nobody else, with all that is said of them. */
static void
check_missing (Round *round, GtkWidget *page, const char *what, const guint *people, guint n)
{
  g_autoptr (GPtrArray) missing = jly_waiting_list (round->agreements[0], round_now ());

  g_assert_cmpuint (missing->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const JlyMissing *one = missing->pdata[i];
      g_autofree char *title = g_strdup_printf ("“%s” %s", people_names[people[i]], what);

      g_assert_cmpstr (one->name, ==, people_names[people[i]]);
      g_assert_true (jly_ui_shows (get_list (page), title));
      g_assert_true (jly_ui_shows (get_list (page), one->cause));
      g_assert_true (jly_ui_shows (get_list (page), one->next));
    }
}

static gint64
get_since (Round *round)
{
  g_autoptr (GPtrArray) missing = jly_waiting_list (round->agreements[0], round_now ());

  return ((const JlyMissing *)missing->pdata[0])->since;
}

static void
got_text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **)data != NULL;
}

static char *
read_clipboard (GtkWidget *widget)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, got_text_cb, &text);
  jly_ui_wait (has_text, &text, "what was copied");
  return text;
}

/* Everybody has signed, and nobody brought anything. The person at the screen is not among those
 * who are waited for. */
static void
test_figures (void)
{
  static const guint others[] = { 1, 2 };
  Round *round = round_new ("a", NULL);
  GtkWidget *page = show_study (round);
  g_autofree char *text = NULL;

  check_missing (round, page, "has not handed in figures", others, 2);
  g_assert_true (jly_ui_shows (get_list (page), "Waited for since"));
  g_assert_true (jly_ui_shows (get_list (page), "Last heard of"));
  g_assert_cmpint (ABS (get_since (round) - round_now ()), <, 100);
  jly_ui_check_page (round->ui, "study-missing");
  jly_ui_check_menu (round->ui, jly_ui_get (page, GTK_TYPE_MENU_BUTTON, "Study Menu"),
                     "over-study-menu");
  jly_ui_press (round->ui, "Copy a Reminder for “The Carpenters”");
  text = read_clipboard (page);
  g_assert_true (jly_ui_holds (text, "waits for your figures"));
  page = show_set (round);
  check_missing (round, page, "has not handed in figures", others, 2);
  jly_ui_check_page (round->ui, "close-missing");
  round_free (round);
}

/* Figures are there, and this computer does not know whether the two others hold them: what was
 * sent is not confirmed. */
static void
test_unconfirmed (void)
{
  static const guint others[] = { 1, 2 };
  Round *round = round_new ("a", NULL);
  GtkWidget *page;

  for (guint i = 1; i < ROUND_PEOPLE; i++)
    round_submit (round, i, 20, 1000);
  round_carry (round);
  round_submit (round, 0, 20, 1000);
  page = show_set (round);
  check_missing (round, page, "has not received all figures", others, 2);
  g_assert_true (jly_ui_shows (get_list (page), "It has not confirmed"));
  g_assert_true (jly_ui_shows (get_list (page), "Save a file for the others"));
  round_free (round);
}

/* Figures that the other two do not have yet: the set can be closed, with those from before. */
static void
test_corrected (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page;

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    round_submit (round, i, 20, 1000);
  round_carry (round);
  page = show_set (round);
  g_assert_false (jly_ui_shows (page, "the earlier ones count"));
  round_submit (round, 0, 20, 2000);
  page = show_set (round);
  g_assert_true (jly_ui_shows (page, "Received by 1 of the three"));
  g_assert_true (jly_ui_shows (page, "the earlier ones count"));
  g_assert_true (jly_ui_shows (page, "figures of 3 of 3 parties"));
  jly_ui_check_page (round->ui, "close-corrected");
  round_carry (round);
  page = show_set (round);
  g_assert_false (jly_ui_shows (page, "the earlier ones count"));
  round_free (round);
}

/* Those who have to decide, since the question was asked; then those who have to compute. */
static void
test_decisions (void)
{
  static const guint others[] = { 1, 2 };
  Round *round = round_new ("a", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  guint question;

  round_close (round);
  g_assert_false (jly_ui_shows (show_set (round), "has not handed in"));
  question = round_ask (round, 0, "sum", "turnover");
  page = show_study (round);
  check_missing (round, page, "has not decided on the question", others, 2);
  g_assert_true (jly_agreement_decide (round->agreements[1], question, JLY_VERDICT_APPROVE, "",
                                       round_now (), &error));
  g_assert_no_error (error);
  round_carry (round);
  page = show_study (round);
  check_missing (round, page, "has not decided on the question", others + 1, 1);
  g_assert_true (jly_agreement_decide (round->agreements[2], question, JLY_VERDICT_APPROVE, "",
                                       round_now (), &error));
  g_assert_no_error (error);
  round_carry (round);
  page = show_study (round);
  check_missing (round, page, "has to compute", others, 2);
  jly_ui_check_page (round->ui, "study-compute");
  round_free (round);
}

/* A contract that only its author has signed. */
static void
test_signatures (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  People *people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autofree char *dir = g_build_filename (ui->data_dir, "person-0", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  people_fill (draft);
  contract = jly_draft_encode (draft);
  agreement = jly_agreement_begin (dir, people->identities[0], contract, round_now (), &error);
  g_assert_no_error (error);
  jly_window_push (ui->window, JLY_PAGE (jly_study_page_new (agreement)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_STUDY_PAGE));
  g_assert_true (jly_ui_shows (get_list (page), "“The Carpenters” has not signed yet"));
  g_assert_true (jly_ui_shows (get_list (page), "Nothing has come from it yet."));
  g_assert_false (jly_ui_shows (get_list (page), people_names[0]));
  jly_ui_check_page (ui, "study-unsigned");
  g_clear_object (&agreement);
  people_free (people);
}

static gboolean
has_notified (gpointer before)
{
  return jly_ui_count_notifications () > GPOINTER_TO_UINT (before);
}

static void
letters_come (Round *round)
{
  g_signal_emit_by_name (jly_application_get_messenger (jly_application_get ()), "carried", 1u);
  jly_ui_settle (round->ui);
}

static gboolean
is_in_background (gpointer window)
{
  return !gtk_window_is_active (window);
}

/* Who looks at something else is told what waits, once, and led to its page. */
static void
test_notification (void)
{
  Round *round = round_new ("a", NULL);
  const char *study_id = jly_agreement_get_contract (round->agreements[0])->study_id;
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());
  guint n_before = jly_ui_count_notifications ();

  g_assert_true (jly_together_remove_draft (study_id, NULL));
  people_sit_down (round->people, round->ui, 0);
  gtk_window_present (other);
  jly_ui_wait (is_in_background, round->ui->window, "another window to be looked at");
  letters_come (round);
  jly_ui_wait (has_notified, GUINT_TO_POINTER (n_before), "a notification");
  letters_come (round);
  g_assert_cmpuint (jly_ui_count_notifications (), ==, n_before + 1);
  jly_ui_click_notification ();
  jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE);
  gtk_window_destroy (other);
  round_free (round);
}

static void
add_mine (GPtrArray *list, const char *id, const char *words)
{
  g_ptr_array_add (list, jly_mine_new (id, "Study", words));
}

/* Of what waited before nobody is told again; of what waits for something else now they are. */
static void
test_news (void)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_mine_free);
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_mine_free);
  g_autoptr (GNotification) one = NULL, other = NULL, several = NULL;

  g_assert_null (jly_mine_tell (before, now));
  add_mine (before, "1", "Sign it");
  g_assert_null (jly_mine_tell (before, now));
  add_mine (now, "1", "Sign it");
  g_assert_null (jly_mine_tell (before, now));
  add_mine (now, "2", "Sign it");
  one = jly_mine_tell (before, now);
  g_assert_nonnull (one);
  add_mine (now, NULL, "Open");
  several = jly_mine_tell (before, now);
  g_assert_nonnull (several);
  g_ptr_array_set_size (now, 0);
  add_mine (now, "1", "Approve it");
  other = jly_mine_tell (before, now);
  g_assert_nonnull (other);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/waiting/signatures", test_signatures);
  g_test_add_func ("/app/waiting/figures", test_figures);
  g_test_add_func ("/app/waiting/unconfirmed", test_unconfirmed);
  g_test_add_func ("/app/waiting/corrected", test_corrected);
  g_test_add_func ("/app/waiting/notification", test_notification);
  g_test_add_func ("/app/waiting/news", test_news);
  g_test_add_func ("/app/waiting/decisions", test_decisions);
  return g_test_run ();
}
