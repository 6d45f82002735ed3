/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a rehearsal and shows how far it is. All the work happens in other threads and processes;
 * this page only listens. */
#include "config.h"

#include "app/jly-running-page.h"

#include "app/jly-application.h"
#include "app/jly-failed-view.h"
#include "app/jly-mill-picture.h"
#include "app/jly-resource.h"
#include "app/jly-run-keeper.h"
#include "app/jly-stage-list.h"
#include "app/jly-window.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyRunningPage
{
  JlyPage parent_instance;

  GtkStack *stack;
  JlyMillPicture *picture;
  GtkLabel *stage_title;
  GtkLabel *stage_explanation;
  GtkProgressBar *progress;
  JlyStageList *stage_list;
  JlyFailedView *failed_view;
  GtkButton *stop_button;

  const JlyRehearsedKind *kind;
  gpointer data;           /* the kind's */
  JlyRehearsal *rehearsal; /* NULL when nothing runs */
  GCancellable *cancellable;
  JlyRunKeeper *keeper; /* NULL until the study is known, or if it cannot be kept */
  GtkWindow *dialog;    /* asks whether to stop; NULL unless it is open */
  int stage;            /* the latest that was shown, -1: none */
  gboolean tried_to_keep;
  const char *leaves_by; /* what the person wants to do once it has stopped, or NULL */
};

G_DEFINE_FINAL_TYPE (JlyRunningPage, jly_running_page, JLY_TYPE_PAGE)

static void start (JlyRunningPage *self);

/* A run that cannot be written down still gives its result, but the person must know. */
static void
report_keeping (JlyRunningPage *self, gboolean kept, GError *error)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  if (!kept && window != NULL)
    jly_window_toast (window, error->message);
  g_clear_error (&error);
}

static void
begin_keeping (JlyRunningPage *self)
{
  GBytes *study = jly_rehearsal_get_study (self->rehearsal);
  GError *error = NULL;
  JlyStore *store;

  if (self->tried_to_keep || study == NULL)
    return;
  self->tried_to_keep = TRUE;
  store = jly_application_get_store (jly_application_get (), &error);
  if (store != NULL)
    self->keeper = jly_run_keeper_new (store, study, self->kind->get_case_id (self->data), &error);
  report_keeping (self, self->keeper != NULL, error);
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
stage_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, JlyRunningPage *self)
{
  GError *error = NULL;

  begin_keeping (self);
  show_stage (self, stage, fraction);
  if (self->keeper != NULL && !jly_run_keeper_log_stage (self->keeper, stage, &error))
    report_keeping (self, FALSE, error);
}

static void
show_failure (JlyRunningPage *self, const GError *error)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  GError *keeping = NULL;

  if (self->keeper != NULL)
    report_keeping (self, jly_run_keeper_fail (self->keeper, error, &keeping), keeping);
  jly_failed_view_show_error (self->failed_view, error, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  jly_page_set_send_line (JLY_PAGE (self), NULL);
  if (self->leaves_by != NULL && window != NULL
      && gtk_widget_activate_action (GTK_WIDGET (window), self->leaves_by, NULL))
    return;
  /* The keyboard stays with a page that was opened above this one. */
  if (window != NULL && jly_window_get_page (window) == JLY_PAGE (self))
    jly_failed_view_focus (self->failed_view);
}

/* The result page takes this page's place, so that Back leads to the figures. */
static gboolean
show_result (JlyRunningPage *self, JlyResult *result, GBytes *study_bytes, GError **error)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  g_autoptr (JlyStudy) study = jly_study_decode (study_bytes, error);
  g_autofree char *headline = NULL;
  GError *keeping = NULL;
  JlyPage *page;

  if (study == NULL)
    return FALSE;
  page = self->kind->show (self->data, result, study, &headline, error);
  if (page == NULL)
    return FALSE;
  if (self->keeper != NULL)
    report_keeping (self, jly_run_keeper_finish (self->keeper, result, headline, &keeping),
                    keeping);
  if (window != NULL)
    jly_window_replace (window, JLY_PAGE (self), page);
  else
    g_object_unref (g_object_ref_sink (page));
  return TRUE;
}

/* What it asks about is over; nobody has said that they want to leave. */
static void
close_dialog (JlyRunningPage *self)
{
  GtkWindow *dialog = self->dialog;

  if (dialog == NULL)
    return;
  g_clear_weak_pointer (&self->dialog);
  gtk_window_destroy (dialog);
  self->leaves_by = NULL;
}

static void
ended_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (JlyRunningPage) self = user_data;
  g_autoptr (JlyRehearsal) rehearsal = g_steal_pointer (&self->rehearsal);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyResult) result
      = jly_rehearsal_run_finish (JLY_REHEARSAL (source), async_result, &error);

  /* The window went first. */
  if (rehearsal == NULL)
    return;
  close_dialog (self);
  jly_mill_picture_set_running (self->picture, FALSE);
  g_signal_handlers_disconnect_by_data (rehearsal, self);
  g_clear_object (&self->cancellable);
  if (result != NULL && result->error != NULL)
    error = g_error_copy (result->error);
  if (error == NULL && show_result (self, result, jly_rehearsal_get_study (rehearsal), &error))
    return;
  jly_error_adopt (&error, JLY_ERROR_INTERNAL, NULL);
  show_failure (self, error);
}

static void
start (JlyRunningPage *self)
{
  g_autoptr (GError) error = NULL;

  self->stage = -1;
  self->tried_to_keep = FALSE;
  self->leaves_by = NULL;
  g_clear_pointer (&self->keeper, jly_run_keeper_free);
  jly_stage_list_reset (self->stage_list);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), TRUE);
  jly_page_set_send_line (JLY_PAGE (self),
                          _ ("All parties of this rehearsal are on this computer. If you stop it, "
                             "nobody learns anything."));
  jly_mill_picture_set_running (self->picture, TRUE);

  self->rehearsal = self->kind->make (self->data, &error);
  if (self->rehearsal == NULL)
    {
      jly_mill_picture_set_running (self->picture, FALSE);
      show_failure (self, error);
      return;
    }
  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (stage_cb), self);
  self->cancellable = g_cancellable_new ();
  show_stage (self, JLY_STAGE_STARTING, -1);
  jly_rehearsal_run_async (self->rehearsal, self->cancellable, ended_cb, g_object_ref (self));
}

static void
try_again_cb (JlyFailedView *view, JlyRunningPage *self)
{
  start (self);
  jly_page_focus_first (JLY_PAGE (self));
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, JlyRunningPage *self)
{
  g_clear_weak_pointer (&self->dialog);
  if (g_strcmp0 (response, "stop") != 0)
    {
      self->leaves_by = NULL;
      return;
    }
  if (self->cancellable == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), FALSE);
  gtk_label_set_text (self->stage_title, _ ("Stopping"));
  gtk_label_set_text (self->stage_explanation, _ ("The pieces are erased"));
  g_cancellable_cancel (self->cancellable);
}

static void
ask_to_stop (JlyRunningPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;

  if (self->dialog != NULL)
    return;
  dialog = adw_message_dialog_new (
      window, _ ("Stop the rehearsal?"),
      _ ("Nothing has been opened yet. If you stop, the pieces are erased and nobody learns "
         "anything. Your file stays as it is."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Running"),
                                    "stop", _ ("_Stop"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), self, 0);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (self->dialog);
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (widget);

  if (self->rehearsal != NULL)
    ask_to_stop (self);
}

static gboolean
jly_running_page_hold_back (JlyPage *page, const char *action)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (page);

  if (self->rehearsal == NULL)
    return FALSE;
  self->leaves_by = action;
  ask_to_stop (self);
  return TRUE;
}

static void
jly_running_page_focus_first (JlyPage *page)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (page);

  if (self->rehearsal != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
  else
    jly_failed_view_focus (self->failed_view);
}

/* A window that goes without asking takes the run along: nobody would see its end, and neither the
 * store nor the app need be there by then. */
static void
jly_running_page_unroot (GtkWidget *widget)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (self->rehearsal != NULL)
    {
      jly_mill_picture_set_running (self->picture, FALSE);
      g_signal_handlers_disconnect_by_data (self->rehearsal, self);
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_object (&self->rehearsal);
      jly_fail (&error, JLY_ERROR_CANCELLED, NULL, _ ("The rehearsal was stopped."));
      if (self->keeper != NULL)
        jly_run_keeper_fail (self->keeper, error, NULL);
      g_clear_pointer (&self->keeper, jly_run_keeper_free);
    }
  GTK_WIDGET_CLASS (jly_running_page_parent_class)->unroot (widget);
}

static void
jly_running_page_dispose (GObject *object)
{
  JlyRunningPage *self = JLY_RUNNING_PAGE (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->keeper, jly_run_keeper_free);
  if (self->data != NULL)
    self->kind->destroy (g_steal_pointer (&self->data));
  G_OBJECT_CLASS (jly_running_page_parent_class)->dispose (object);
}

static void
jly_running_page_class_init (JlyRunningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  JlyPageClass *page_class = JLY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_running_page_dispose;
  widget_class->unroot = jly_running_page_unroot;
  page_class->hold_back = jly_running_page_hold_back;
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
}

JlyRunningPage *
jly_running_page_new_of (const JlyRehearsedKind *kind, gpointer data)
{
  JlyRunningPage *self = g_object_new (JLY_TYPE_RUNNING_PAGE, NULL);

  self->kind = kind;
  self->data = data;
  jly_page_set_title (JLY_PAGE (self), kind->get_title (data));
  start (self);
  return self;
}

JlyRehearsal *
jly_running_page_get_rehearsal (JlyRunningPage *self)
{
  return self->rehearsal;
}
