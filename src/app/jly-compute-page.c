/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-compute-page.h. The computation goes on when the page is left (jly-own-part.h). */
#include "config.h"

#include "app/jly-compute-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-own-part.h"
#include "app/jly-places.h"
#include "app/jly-guide.h"
#include "app/jly-missing-list.h"
#include "app/jly-notice.h"
#include "app/jly-safe-question.h"
#include "app/jly-study-header.h"
#include "app/jly-time-left.h"
#include "app/jly-window.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyComputePage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  guint question;
  JlyOwnPart *running; /* NULL: nothing runs */
  GtkWindow *dialog;   /* asks whether to stop; NULL unless it is open */

  JlyNotice *notice;
  GtkListBox *missing;
  GtkProgressBar *progress;
  GtkLabel *time_left;
  JlyTimeLeft left;
  JlyStatus *status;
  JlyPlaces *places;
  GtkWidget *start, *stop;
};

G_DEFINE_FINAL_TYPE (JlyComputePage, jly_compute_page, JLY_TYPE_PAGE)

static JlyProposalStage
get_stage (JlyComputePage *self)
{
  return jly_governance_get_stage (jly_agreement_get_governance (self->agreement, NULL),
                                   self->question, g_get_real_time () / G_USEC_PER_SEC);
}

static const char *
get_study_id (JlyComputePage *self)
{
  return jly_agreement_get_contract (self->agreement)->study_id;
}

static const char *
choose_line (JlyComputePage *self, gboolean is_due, gboolean is_wrong)
{
  if (self->running != NULL)
    return _ (
        "Keep Jointly open until all three have computed: the two others need this computer. You "
        "can do something else meanwhile. Sealed pieces go between the three, and to nobody "
        "else.");
  if (!is_due)
    return _ ("Nothing leaves this computer on this page.");
  if (is_wrong)
    return _ ("To continue, write each address as a name or number, a colon and a port.");
  return _ ("The two others begin at the same time. They are told where this computer is reached; "
            "sealed pieces go between the three, and to nobody else.");
}

/* Nobody knows how long it takes before all three are there: a bar grows from then on. */
static void
show_progress (JlyComputePage *self)
{
  double share = self->running != NULL ? jly_own_part_get_share (self->running) : -1;
  g_autofree char *words = jly_time_left_follow (&self->left, share);

  gtk_progress_bar_set_fraction (self->progress, CLAMP (share, 0, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), share >= 0);
  gtk_label_set_text (self->time_left, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), words != NULL);
}

/* How far it is, who is missing, and what became of the attempt before. */
static void
show_running (JlyComputePage *self)
{
  const GError *loss = jly_own_part_get_loss (self->running);

  jly_status_set (self->status, JLY_STATUS_RUNNING, jly_work_get_words (JLY_WORK (self->running)));
  if (loss != NULL)
    jly_notice_set (self->notice, JLY_STATUS_WAITING,
                    _ ("What was computed so far is lost; it begins again by itself."),
                    loss->message);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), loss != NULL);
}

static void
update (JlyComputePage *self)
{
  JlyProposalStage stage = get_stage (self);
  gboolean is_due = stage == JLY_PROPOSAL_APPROVED || stage == JLY_PROPOSAL_RUNNING;
  gboolean is_wrong = jly_places_is_wrong (self->places);

  gtk_widget_set_sensitive (GTK_WIDGET (self->places), self->running == NULL);
  gtk_widget_set_visible (self->start, is_due && self->running == NULL);
  gtk_widget_set_visible (self->stop, self->running != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compute.start",
                                 is_due && self->running == NULL && !is_wrong);
  jly_missing_list_show (self->missing,
                         self->running != NULL ? jly_own_part_get_missing (self->running) : NULL);
  show_progress (self);
  if (self->running != NULL)
    show_running (self);
  else if (stage == JLY_PROPOSAL_ANSWERED)
    jly_status_set (self->status, JLY_STATUS_DONE,
                    jly_application_carries ()
                        ? _ ("Computed: your part is on its way to the others")
                        : _ ("Computed: save your part for the others"));
  else if (stage == JLY_PROPOSAL_FAILED)
    jly_status_set (self->status, JLY_STATUS_FAILED, _ ("Stopped: nothing was opened"));
  else
    jly_status_set (self->status, is_due ? JLY_STATUS_YOUR_TURN : JLY_STATUS_WAITING,
                    is_due ? _ ("Ready to compute") : _ ("Not approved yet"));
  jly_page_set_sends (JLY_PAGE (self), self->running != NULL);
  jly_page_set_send_line (JLY_PAGE (self), choose_line (self, is_due, is_wrong));
}

static void
show_error (JlyComputePage *self, const GError *error)
{
  jly_notice_show_error (self->notice, NULL, error);
  jly_notice_focus (self->notice);
}

static void
ended_cb (JlyComputePage *self)
{
  g_autoptr (JlyOwnPart) ended = g_steal_pointer (&self->running);
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  gboolean is_top = window != NULL && jly_window_get_page (window) == JLY_PAGE (self);

  if (self->dialog != NULL)
    gtk_window_destroy (self->dialog);
  g_clear_weak_pointer (&self->dialog);
  g_signal_handlers_disconnect_by_data (ended, self);
  jly_agreement_refresh (self->agreement, g_get_real_time () / G_USEC_PER_SEC, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  update (self);
  if (is_top)
    jly_work_set_seen (JLY_WORK (ended));
  if (jly_own_part_get_error (ended) != NULL)
    show_error (self, jly_own_part_get_error (ended));
  else if (jly_own_part_is_done (ended) && is_top)
    {
      jly_window_toast (window, jly_application_carries ()
                                    ? _ ("Computed. Your part is on its way to the others.")
                                    : _ ("Computed. Save your part for the others now."));
      jly_window_pop (window);
    }
}

static void
say (JlyComputePage *self, JlyWork *work)
{
  if (self->running != JLY_OWN_PART (work))
    return;
  jly_missing_list_show (self->missing, jly_own_part_get_missing (self->running));
  show_progress (self);
  show_running (self);
}

/* Takes computation. */
static void
watch (JlyComputePage *self, JlyOwnPart *computation)
{
  self->running = computation;
  g_signal_connect_object (computation, "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (computation, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}

static void
start (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyComputePage *self = JLY_COMPUTE_PAGE (widget);
  g_auto (GStrv) addresses = jly_places_dup_addresses (self->places);
  g_autoptr (GError) error = NULL;

  if (self->running != NULL || jly_places_is_wrong (self->places))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (!jly_places_tell (self->places, g_get_real_time () / G_USEC_PER_SEC, &error))
    {
      show_error (self, error);
      return;
    }
  watch (self, jly_own_part_begin (self->agreement, self->question, addresses));
  update (self);
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, JlyComputePage *self)
{
  g_clear_weak_pointer (&self->dialog);
  if (g_strcmp0 (response, "stop") == 0 && self->running != NULL)
    jly_work_stop (JLY_WORK (self->running));
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyComputePage *self = JLY_COMPUTE_PAGE (widget);
  GtkWidget *dialog;

  if (self->running == NULL || self->dialog != NULL)
    return;
  dialog = jly_safe_question_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                  _ ("Stop the computation?"),
                                  jly_work_explain_stop (JLY_WORK (self->running)), "keep",
                                  _ ("_Keep Computing"), "stop", _ ("_Stop"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), self, 0);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (self->dialog);
}

static void
dispose (GObject *object)
{
  JlyComputePage *self = JLY_COMPUTE_PAGE (object);

  g_clear_weak_pointer (&self->dialog);
  G_OBJECT_CLASS (jly_compute_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  JlyComputePage *self = JLY_COMPUTE_PAGE (object);

  g_clear_object (&self->running);
  g_clear_object (&self->agreement);
  G_OBJECT_CLASS (jly_compute_page_parent_class)->finalize (object);
}

/* The agreement says "changed" if it can be read. */
static gboolean
show_news (JlyPage *page)
{
  JlyComputePage *self = JLY_COMPUTE_PAGE (page);

  return jly_agreement_refresh (self->agreement, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
jly_compute_page_class_init (JlyComputePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->show_news = show_news;
  gtk_widget_class_install_action (widget_class, "compute.start", NULL, start);
  gtk_widget_class_install_action (widget_class, "compute.stop", NULL, stop);
}

static void
jly_compute_page_init (JlyComputePage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Computation"));
}

static void
build (JlyComputePage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 700);

  jly_guide_add_question (box, _ ("Compute, all three at the same time"),
                          _ ("Your program checks once more that exactly this was approved. If "
                             "anything is different, it refuses and says why."));
  self->status = JLY_STATUS (jly_status_new (JLY_STATUS_WAITING, ""));
  jly_status_set_live (self->status);
  gtk_box_append (box, GTK_WIDGET (self->status));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  jly_accessible_set_label (GTK_WIDGET (self->progress), _ ("How far the computation is"));
  gtk_box_append (box, GTK_WIDGET (self->progress));
  self->time_left = GTK_LABEL (jly_text_new ("", "dim-label"));
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->time_left));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->missing = jly_missing_list_new ();
  gtk_box_append (box, GTK_WIDGET (self->missing));
  self->places = JLY_PLACES (jly_places_new (self->agreement));
  g_signal_connect_object (self->places, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->places));
  self->stop = jly_guide_add_button (JLY_PAGE (self), _ ("_Stop…"), "compute.stop", FALSE);
  self->start = jly_guide_add_button (JLY_PAGE (self), _ ("_Compute"), "compute.start", TRUE);
}

JlyComputePage *
jly_compute_page_new (JlyAgreement *agreement, guint question)
{
  JlyComputePage *self = g_object_new (JLY_TYPE_COMPUTE_PAGE, NULL);
  JlyOwnPart *running;

  self->agreement = g_object_ref (agreement);
  self->question = question;
  build (self);
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_COMPUTE);
  running = jly_own_part_find (get_study_id (self), question);
  if (running != NULL)
    watch (self, g_object_ref (running));
  g_signal_connect_object (agreement, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
