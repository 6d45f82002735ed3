/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A party's part of a real computation is left, found again, stopped and brought to its end, by one
 * of three at the screen with a data folder of its own. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-addresses.h"
#include "app/jly-answer-page.h"
#include "app/jly-compute-page.h"
#include "app/jly-home-page.h"
#include "app/jly-own-part.h"
#include "app/jly-study-page.h"
#include "base/jly-error.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define SELF 2 /* who sits at the screen */
#define WAITS "Waiting for “"

typedef struct
{
  Round *round;
  char *root; /* of the data folders of all three */
} Scene;

/* The program of the one at the screen, on the data folder that its study is kept in. */
static void
sit_down (Scene *self)
{
  Round *round = self->round;

  self->root = g_strdup (round->ui->data_dir);
  round->ui->own_data_dir = FALSE;
  jly_ui_stop (round->ui);
  round->ui = jly_ui_start (round->dirs[SELF]);
  people_sit_down (round->people, round->ui, SELF);
}

/* A question that all three have approved. */
static Scene *
scene_new (void)
{
  Scene *self = g_new0 (Scene, 1);
  Round *round = round_new ("a", NULL);
  g_autoptr (GError) error = NULL;
  guint number;

  self->round = round;
  round_close (round);
  number = round_ask (round, 0, "sum", "turnover");
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (jly_agreement_find_awaiting (round->agreements[i], round_now ()) == (gint)number)
      jly_agreement_decide (round->agreements[i], number, JLY_VERDICT_APPROVE, "", round_now (),
                            &error);
  g_assert_no_error (error);
  round_carry (round);
  sit_down (self);
  return self;
}

static void
scene_free (Scene *self)
{
  round_free (self->round);
  jly_ui_remove_folder (self->root);
  g_free (self->root);
  g_free (self);
}

static const char *
get_id (Scene *self)
{
  return jly_agreement_get_contract (self->round->agreements[SELF])->study_id;
}

static GtkWidget *
find_home (Scene *self)
{
  JlyWindow *window = self->round->ui->window;

  jly_window_go_home (window);
  jly_ui_wait_page (self->round->ui, JLY_TYPE_HOME_PAGE);
  jly_page_refresh (jly_window_get_page (window));
  jly_ui_settle (self->round->ui);
  return GTK_WIDGET (jly_window_get_page (window));
}

/* By the row of the study on the start page, and the step that is next. */
static GtkWidget *
find_computation (Scene *self)
{
  GtkWidget *page = find_home (self);
  const char *title = jly_agreement_get_contract (self->round->agreements[SELF])->title;

  gtk_widget_activate (jly_ui_get (page, ADW_TYPE_ACTION_ROW, title));
  page = GTK_WIDGET (jly_ui_wait_page (self->round->ui, JLY_TYPE_STUDY_PAGE));
  gtk_widget_activate_action (page, "study.go-on", NULL);
  return GTK_WIDGET (jly_ui_wait_page (self->round->ui, JLY_TYPE_COMPUTE_PAGE));
}

/* What it asks names what stopping does to the others. */
static void
answer (const char *response)
{
  GtkWindow *dialog = jly_ui_find_dialog ();
  g_autofree char *body = NULL;

  g_assert_nonnull (dialog);
  body = jly_ui_dup_plain (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));
  g_assert_nonnull (strstr (body, "The two other computing parties cannot go on without you"));
  g_assert_nonnull (strstr (body, "stay open here until all three have computed"));
  g_assert_nonnull (strstr (body, "All three can begin again"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static gboolean
has_ended (gpointer work)
{
  return !jly_work_is_running (work);
}

static gboolean
misses_both (gpointer part)
{
  return jly_own_part_get_missing (part)->len == 2;
}

/* By its button; the two others have not begun, which is said once they were called. */
static JlyOwnPart *
begin (Scene *self)
{
  JlyOwnPart *part;

  jly_ui_press (self->round->ui, "Compute");
  part = jly_own_part_find (get_id (self), 0);
  g_assert_nonnull (part);
  jly_ui_wait (misses_both, part, "the two others to be missed");
  jly_ui_settle (self->round->ui);
  return part;
}

/* The child that computes, as the system knows it. */
static int
find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", getpid ());
  g_autofree char *text = NULL;
  const char *last;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_assert_not_reached ();
  g_strchomp (text);
  last = strrchr (text, ' ');
  return atoi (last != NULL ? last + 1 : text);
}

/* Left, it goes on, and is found again from the start page. */
static void
test_found_again (void)
{
  Scene *self = scene_new ();
  GtkWidget *page = find_computation (self);
  JlyOwnPart *part;

  part = begin (self);
  page = find_home (self);
  g_assert_null (jly_ui_find_dialog ());
  g_assert_true (jly_ui_shows (page, WAITS));
  jly_ui_check_page (self->round->ui, "home-computing");
  page = find_computation (self);
  g_assert_true (jly_own_part_find (get_id (self), 0) == part);
  g_assert_true (jly_work_is_running (JLY_WORK (part)));
  g_assert_nonnull (jly_ui_find (page, GTK_TYPE_BUTTON, "Stop…"));
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Compute"));
  jly_ui_check_page (self->round->ui, "compute-running");
  scene_free (self);
}

/* Stopping asks, in words about the others; kept, it goes on; stopped, it can begin again. */
static void
test_stop (void)
{
  Scene *self = scene_new ();
  GtkWidget *page = find_computation (self);
  g_autoptr (JlyOwnPart) part = NULL;

  part = g_object_ref (begin (self));
  jly_ui_press (self->round->ui, "Stop…");
  jly_ui_check_dialog (self->round->ui, "over-compute-stop");
  answer ("keep");
  jly_ui_settle (self->round->ui);
  g_assert_true (jly_work_is_running (JLY_WORK (part)));
  jly_ui_press (self->round->ui, "Stop…");
  answer ("stop");
  jly_ui_wait (has_ended, part, "the computation to stop");
  jly_ui_settle (self->round->ui);
  g_assert_true (jly_work_was_stopped (JLY_WORK (part)));
  g_assert_false (jly_own_part_is_done (part));
  g_assert_null (jly_own_part_find (get_id (self), 0));
  g_assert_true (jly_ui_shows (page, "Ready to compute"));
  g_assert_false (jly_ui_shows (find_home (self), WAITS));
  scene_free (self);
}

static gboolean
is_closed (gpointer window)
{
  return !gtk_widget_get_visible (window);
}

/* So does closing the window, from whichever page. */
static void
test_close_asks (void)
{
  Scene *self = scene_new ();
  GtkWidget *window = GTK_WIDGET (self->round->ui->window);
  g_autoptr (JlyOwnPart) part = NULL;

  find_computation (self);
  part = g_object_ref (begin (self));
  find_home (self);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (is_closed (window));
  jly_ui_check_dialog (self->round->ui, "over-compute-close");
  answer ("keep");
  jly_ui_settle (self->round->ui);
  g_assert_true (jly_work_is_running (JLY_WORK (part)));
  gtk_window_close (GTK_WINDOW (window));
  answer ("stop");
  jly_ui_wait (is_closed, window, "the window to close");
  g_assert_false (jly_work_is_running (JLY_WORK (part)));
  scene_free (self);
}

typedef struct
{
  guint n_running;
  GtkWidget *home;
  guint n_shares; /* how often the start page said how far it is */
} Others;

static void
changed_cb (JlyWork *work, gpointer data)
{
  Others *others = data;

  if (strchr (jly_work_get_words (work), '%') == NULL)
    return;
  g_assert_true (jly_ui_shows (others->home, jly_work_get_words (work)));
  others->n_shares++;
}

/* One of the two others. */
typedef struct
{
  Others *others;
  JlyAgreement *agreement;
} Other;

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Other *other = data;
  g_autoptr (GError) error = NULL;

  jly_agreement_run_finish (other->agreement, 0, result, NULL, &error);
  g_assert_no_error (error);
  other->others->n_running--;
}

static gboolean
have_run (gpointer others)
{
  return ((Others *)others)->n_running == 0;
}

/* The two others compute, each with a child of its own. */
static void
begin_others (Scene *self, Others *others)
{
  Round *round = self->round;
  g_auto (GStrv) addresses
      = jly_addresses_for_here (jly_agreement_get_contract_hash (round->agreements[0]));

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (i != SELF)
      {
        Other *other = g_new (Other, 1);

        *other = (Other){ others, round->agreements[i] };
        others->n_running++;
        jly_agreement_run_async (other->agreement, 0, addresses, NULL, NULL, NULL, ran_cb, other);
      }
}

static void
check_answered (Scene *self, JlyOwnPart *part)
{
  Round *round = self->round;
  g_autoptr (GError) error = NULL;

  g_assert_no_error (jly_own_part_get_error (part));
  g_assert_true (jly_own_part_is_done (part));
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    g_assert_true (jly_agreement_refresh (round->agreements[i], round_now (), &error));
  round_carry (round);
  g_assert_true (jly_ui_shows (find_home (self), "Result ready"));
}

typedef struct
{
  GtkWidget *page;
  guint n_seen;
} Seen;

static void
further_cb (JlyOwnPart *part, Seen *seen)
{
  GtkWidget *bar = jly_ui_find (seen->page, GTK_TYPE_PROGRESS_BAR, NULL);
  double share = jly_own_part_get_share (part);

  g_assert_cmpint (bar != NULL, ==, share >= 0);
  if (bar == NULL)
    return;
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, share);
  seen->n_seen++;
}

/* While all three compute, a bar grows. */
static void
test_progress (void)
{
  Scene *self = scene_new ();
  Seen seen = { find_computation (self), 0 };
  Others others = { 0 };
  g_autoptr (JlyOwnPart) part = g_object_ref (begin (self));

  g_signal_connect (part, "changed", G_CALLBACK (further_cb), &seen);
  begin_others (self, &others);
  jly_ui_wait (has_ended, part, "the computation to end");
  jly_ui_wait (have_run, &others, "the two others to end");
  g_assert_cmpuint (seen.n_seen, >, 0);
  check_answered (self, part);
  scene_free (self);
}

/* Begun here, left, and computed with the two others while another page is seen: a line says that
 * it ended, and once the parts are carried the answer is there. */
static void
test_ends_elsewhere (void)
{
  Scene *self = scene_new ();
  Round *round = self->round;
  Others others = { 0 };
  g_autoptr (JlyOwnPart) part = NULL;

  find_computation (self);
  part = g_object_ref (begin (self));
  others.home = find_home (self);
  g_assert_true (jly_ui_shows (others.home, WAITS));
  g_signal_connect (part, "changed", G_CALLBACK (changed_cb), &others);
  begin_others (self, &others);
  jly_ui_wait (has_ended, part, "the computation to end");
  jly_ui_wait (have_run, &others, "the two others to end");
  g_assert_cmpuint (others.n_shares, >, 0);
  g_assert_true (jly_ui_shows (GTK_WIDGET (round->ui->window), "Computed: your part is there"));
  g_assert_false (jly_ui_shows (find_home (self), WAITS));
  check_answered (self, part);
  scene_free (self);
}

/* Who is missing, since when, why, and what to do; gone with who comes. */
static void
test_who_is_missing (void)
{
  Scene *self = scene_new ();
  GtkWidget *page = find_computation (self);
  g_autofree char *title = NULL;
  JlyOwnPart *part = begin (self);
  const GPtrArray *missing = jly_own_part_get_missing (part);
  gint64 since = ((const JlyMissing *)missing->pdata[0])->since;

  g_assert_cmpint (ABS (since - g_get_real_time () / G_USEC_PER_SEC), <, 100);
  for (guint i = 0; i < 2; i++)
    {
      const JlyMissing *one = missing->pdata[i];

      title = g_strdup_printf ("“%s” is missing since", one->name);
      g_assert_true (jly_ui_shows (page, title));
      g_assert_true (jly_ui_shows (page, one->cause));
      g_assert_true (jly_ui_shows (page, one->next));
      g_clear_pointer (&title, g_free);
    }
  g_assert_true (jly_ui_shows (page, "Keep Jointly open until all three have computed"));
  jly_ui_check_page (self->round->ui, "compute-missing");
  scene_free (self);
}

static gboolean
has_lost (gpointer part)
{
  return jly_own_part_get_loss (part) != NULL;
}

/* The child that computes is killed: a sentence says so, another one begins, and all end well. */
static void
test_child_killed (void)
{
  Scene *self = scene_new ();
  GtkWidget *page = find_computation (self);
  g_autoptr (JlyOwnPart) part = g_object_ref (begin (self));
  Others others = { 0 };
  int child = find_child ();

  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  jly_ui_wait (has_lost, part, "the child to be missed");
  jly_ui_settle (self->round->ui);
  g_assert_true (jly_work_is_running (JLY_WORK (part)));
  g_assert_cmpint (find_child (), !=, child);
  g_assert_true (jly_ui_shows (page, "it begins again by itself"));
  g_assert_true (jly_ui_shows (page, "computes on this computer ended before it was done"));
  jly_ui_check_page (self->round->ui, "compute-lost");
  begin_others (self, &others);
  jly_ui_wait (has_ended, part, "the computation to end");
  jly_ui_wait (have_run, &others, "the two others to end");
  check_answered (self, part);
  scene_free (self);
}

/* One that is killed again and again is a matter for people. */
static void
test_child_killed_often (void)
{
  Scene *self = scene_new ();
  GtkWidget *page = find_computation (self);
  g_autoptr (JlyOwnPart) part = g_object_ref (begin (self));
  guint n = 0;

  while (jly_work_is_running (JLY_WORK (part)))
    {
      int child = find_child ();

      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      for (n++;
           jly_work_is_running (JLY_WORK (part)) && (find_child () == child || find_child () == 0);)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_error (jly_own_part_get_error (part), JLY_ERROR, JLY_ERROR_SYSTEM);
  jly_ui_settle (self->round->ui);
  g_assert_true (jly_ui_shows (page, "ended 5 times before it was done"));
  g_assert_true (jly_ui_shows (page, "Nothing was opened. Restart this computer"));
  g_assert_true (jly_ui_shows (page, "Ready to compute"));
  jly_ui_check_page (self->round->ui, "compute-given-up");
  scene_free (self);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/computing/found-again", test_found_again);
  g_test_add_func ("/app/computing/stop", test_stop);
  g_test_add_func ("/app/computing/close-asks", test_close_asks);
  g_test_add_func ("/app/computing/progress", test_progress);
  g_test_add_func ("/app/computing/ends-elsewhere", test_ends_elsewhere);
  g_test_add_func ("/app/computing/who-is-missing", test_who_is_missing);
  g_test_add_func ("/app/computing/child-killed", test_child_killed);
  g_test_add_func ("/app/computing/child-killed-often", test_child_killed_often);
  return g_test_run ();
}
