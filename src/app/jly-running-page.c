/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows how far a run is (jly-run.h). The run goes on when the page is left. */
#include "config.h"

#include "app/jly-running-page.h"

#include "app/jly-accessible.h"
#include "app/jly-failed-view.h"
#include "app/jly-mill-picture.h"
#include "app/jly-resource.h"
#include "app/jly-safe-question.h"
#include "app/jly-stage-list.h"
#include "app/jly-time-left.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

struct _JlyRunningPage
{
  JlyPage parent_instance;

  GtkStack *stack;
  JlyMillPicture *picture;
  GtkLabel *stage_title;
  GtkLabel *stage_explanation;
  GtkProgressBar *progress;
  GtkLabel *time_left;
  JlyStageList *stage_list;
  JlyFailedView *failed_view;
  GtkButton *stop_button;

  JlyRun *run;
  JlyPage *result;   /* made and not shown yet, else NULL */
  GtkWindow *dialog; /* asks whether to stop; NULL unless it is open */
  int stage;         /* the latest that was shown, -1: none */
  JlyTimeLeft left;  /* of the stage in which the three compute */
};

G_DEFINE_FINAL_TYPE (JlyRunningPage, jly_running_page, JLY_TYPE_PAGE)

/* Only computing takes long, and only of it a share is known: bytes sent of those foretold. */
static void
show_time_left (JlyRunningPage *self, JlyStage stage, double fraction)
{
  g_autofree char *words
      = jly_time_left_follow (&self->left, stage == JLY_STAGE_COMPUTING ? fraction : -1);

  gtk_label_set_text (self->time_left, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), words != NULL);
}

static void
show_stage (JlyRunningPage *self, JlyStage stage, double fraction)
{
  double done = (stage + CLAMP (fraction, 0, 1)) / JLY_N_STAGES;

  jly_stage_list_set (self->stage_list, stage, fraction);
  if ((int)stage < self->stage)
    return;
  if ((int)stage > self->stage)
    {
      gtk_label_set_text (self->stage_title, jly_stage_title (stage));
      gtk_label_set_text (self->stage_explanation, jly_stage_explanation (stage));
    }
  self->stage = stage;
  gtk_progress_bar_set_fraction (self->progress,
                                 MAX (done, gtk_progress_bar_get_fraction (self->progress)));
}

static void
changed_cb (JlyRunningPage *self)
{
  double fraction, whole;
  JlyStage stage = jly_run_get_stage (self->run, &fraction, &whole);

  if (!jly_work_is_running (JLY_WORK (self->run)))
    return;
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->stop_button)))
    {
      show_stage (self, stage, fraction);
      show_time_left (self, stage, fraction);
    }
}

static void
show_failure (JlyRunningPage *self, const GError *error)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  jly_failed_view_show_error (self->failed_view, error, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  jly_page_set_send_line (JLY_PAGE (self), NULL);
  /* The keyboard stays with a page that was opened above this one. */
  if (window != NULL && jly_window_get_page (window) == JLY_PAGE (self))
    jly_failed_view_focus (self->failed_view);
}

/* What it asks about is over. */
static void
close_dialog (JlyRunningPage *self)
{
  GtkWindow *dialog = self->dialog;

  if (dialog == NULL)
    return;
  g_clear_weak_pointer (&self->dialog);
  gtk_window_destroy (dialog);
}

/* NULL: the page was left. */
static JlyWindow *
find_window (JlyRunningPage *self)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  return window != NULL && jly_window_has_page (window, JLY_PAGE (self)) ? window : NULL;
}

static gboolean
show_result_cb (gpointer data)
{
  JlyRunningPage *self = data;
  JlyWindow *window = find_window (self);

  if (window != NULL && self->result != NULL)
    jly_window_replace (window, JLY_PAGE (self), self->result);
  g_clear_object (&self->result);
  return G_SOURCE_REMOVE;
}

/* Made while the run ended, and shown in another turn of the loop: a person's keys are answered in
 * between. Takes page. */
static void
show_result_later (JlyRunningPage *self, JlyPage *page)
{
  g_clear_object (&self->result);
  self->result = g_object_ref_sink (page);
  g_idle_add_full (G_PRIORITY_DEFAULT, show_result_cb, g_object_ref (self), g_object_unref);
}

/* The result page takes this page's place, so that Back leads to the figures. A page that was left
 * shows nothing: the run is on the start page then. */
static void
ended_cb (JlyRunningPage *self)
{
  JlyWindow *window = find_window (self);
  JlyPage *page;

  close_dialog (self);
  jly_mill_picture_set_running (self->picture, FALSE);
  if (window != NULL && jly_window_get_page (window) == JLY_PAGE (self))
    jly_work_set_seen (JLY_WORK (self->run));
  if (jly_run_get_error (self->run) != NULL)
    show_failure (self, jly_run_get_error (self->run));
  else if (window != NULL && (page = jly_run_take_page (self->run)) != NULL)
    show_result_later (self, page);
}

/* The run is there; it may have failed already. */
static void
show_run (JlyRunningPage *self)
{
  self->stage = -1;
  jly_time_left_reset (&self->left);
  jly_stage_list_reset (self->stage_list);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), TRUE);
  jly_page_set_send_line (JLY_PAGE (self),
                          _ ("All parties of this rehearsal are on this computer. It goes on while "
                             "you do something else."));
  jly_mill_picture_set_running (self->picture, jly_work_is_running (JLY_WORK (self->run)));
  if (jly_run_get_error (self->run) != NULL)
    show_failure (self, jly_run_get_error (self->run));
  else
    changed_cb (self);
}

static void
try_again_cb (JlyFailedView *view, JlyRunningPage *self)
{
  jly_run_start (self->run);
  show_run (self);
  jly_page_focus_first (JLY_PAGE (self));
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, JlyRunningPage *self)
{
  g_clear_weak_pointer (&self->dialog);
  if (g_strcmp0 (response, "stop") != 0 || !jly_work_is_running (JLY_WORK (self->run)))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), FALSE);
  gtk_label_set_text (self->stage_title, _ ("Stopping"));
  gtk_label_set_text (self->stage_explanation, _ ("The pieces are erased"));
  jly_work_stop (JLY_WORK (self->run));
}

static void
ask_to_stop (JlyRunningPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;

  if (self->dialog != NULL)
    return;
  dialog = jly_safe_question_new (window, _ ("Stop the rehearsal?"),
                                  jly_work_explain_stop (JLY_WORK (self->run)), "keep",
                                  _ ("_Keep Running"), "stop", _ ("_Stop"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), self, 0);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (self->dialog);
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (widget);

  if (jly_work_is_running (JLY_WORK (self->run)))
    ask_to_stop (self);
}

static void
jly_running_page_focus_first (JlyPage *page)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (page);

  if (jly_work_is_running (JLY_WORK (self->run)))
    gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
  else
    jly_failed_view_focus (self->failed_view);
}

static void
jly_running_page_dispose (GObject *object)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->result);
  g_clear_object (&self->run);
  G_OBJECT_CLASS (jly_running_page_parent_class)->dispose (object);
}

static void
jly_running_page_class_init (JlyRunningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  JlyPageClass *page_class = JLY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_running_page_dispose;
  page_class->focus_first = jly_running_page_focus_first;
  g_type_ensure (JLY_TYPE_MILL_PICTURE);
  g_type_ensure (JLY_TYPE_STAGE_LIST);
  g_type_ensure (JLY_TYPE_FAILED_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-running-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, picture);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, stage_title);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, stage_explanation);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, progress);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, time_left);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, stage_list);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, failed_view);
  gtk_widget_class_bind_template_child (widget_class, JlyRunningPage, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_install_action (widget_class, "running.stop", NULL, stop);
}

static void
jly_running_page_init (JlyRunningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jly_accessible_set_live (self->stage_title);
  jly_accessible_set_live (self->stage_explanation);
}

JlyRunningPage *
jly_running_page_new_for_run (JlyRun *run)
{
  JlyRunningPage *self = g_object_new (JLY_TYPE_RUNNING_PAGE, NULL);
  gpointer data;
  const JlyRehearsedKind *kind = jly_run_get_kind (run, &data);

  self->run = g_object_ref (run);
  jly_page_set_title (JLY_PAGE (self), kind->get_title (data));
  g_signal_connect_object (run, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  show_run (self);
  return self;
}

JlyRunningPage *
jly_running_page_new_of (const JlyRehearsedKind *kind, gpointer data)
{
  g_autoptr (JlyRun) run = jly_run_new (kind, data);

  jly_run_start (run);
  return jly_running_page_new_for_run (run);
}

JlyRun *
jly_running_page_get_run (JlyRunningPage *self)
{
  return self->run;
}

JlyRehearsal *
jly_running_page_get_rehearsal (JlyRunningPage *self)
{
  return jly_run_get_rehearsal (self->run);
}
