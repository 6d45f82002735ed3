/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-computer-page.h. The work is party/jly-speed.h's, in another thread and in processes. */
#include "config.h"

#include "app/jly-computer-page.h"

#include "app/jly-failed-view.h"
#include "app/jly-mill-picture.h"
#include "app/jly-plain-row.h"
#include "app/jly-resource.h"
#include "base/jly-error.h"
#include "party/jly-speed.h"

#include <glib/gi18n.h>

struct _JlyComputerPage
{
  JlyPage parent_instance;

  GtkStack *stack;
  JlyMillPicture *picture;
  GtkProgressBar *progress;
  GtkLabel *summary;
  GtkListBox *lines;
  JlyFailedView *failed_view;
  GtkButton *measure_button;
  GtkButton *stop_button;

  GCancellable *cancellable; /* NULL unless it measures */
};

G_DEFINE_FINAL_TYPE (JlyComputerPage, jly_computer_page, JLY_TYPE_PAGE)

/* "start", "measuring", "done" or "failed", and the button that fits. */
static void
show_state (JlyComputerPage *self, const char *state)
{
  const gboolean is_measuring = g_str_equal (state, "measuring");
  const gboolean is_failed = g_str_equal (state, "failed");

  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), is_measuring);
  gtk_widget_set_visible (GTK_WIDGET (self->measure_button), !is_measuring && !is_failed);
  jly_mill_picture_set_running (self->picture, is_measuring);
  jly_page_focus_first (JLY_PAGE (self));
}

static GtkWidget *
make_row (const JlySpeedLine *line)
{
  g_autofree char *times = g_strdup_printf ("%s\n%s", line->here, line->apart);
  GtkWidget *row = jly_plain_row_new (line->what, times);

  return row;
}

static void
show_speed (JlyComputerPage *self, const JlySpeed *speed)
{
  g_autofree char *summary = jly_speed_dup_summary (speed);
  g_autoptr (GPtrArray) lines = jly_speed_dup_lines (speed);
  GtkWidget *row;

  gtk_label_set_text (self->summary, summary);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_list_box_remove (self->lines, row);
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (self->lines, make_row (lines->pdata[i]));
  gtk_button_set_label (self->measure_button, _ ("_Measure Again"));
  show_state (self, "done");
}

static void
progress_cb (double fraction, gpointer user_data)
{
  JlyComputerPage *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyComputerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree JlySpeed *speed = jly_speed_measure_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (speed != NULL)
    show_speed (self, speed);
  else if (g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
    show_state (self, "start");
  else
    {
      jly_failed_view_show_error (self->failed_view, error, TRUE);
      show_state (self, "failed");
    }
}

/* The page lives until the measurement has ended, even if the person has left it. */
static void
start (JlyComputerPage *self)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), TRUE);
  show_state (self, "measuring");
  jly_speed_measure_async (progress_cb, self, self->cancellable, ended_cb, g_object_ref (self));
}

static void
measure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  start (JLY_COMPUTER_PAGE (widget));
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyComputerPage *self = JLY_COMPUTER_PAGE (widget);

  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), FALSE);
  g_cancellable_cancel (self->cancellable);
}

static void
try_again_cb (JlyFailedView *view, JlyComputerPage *self)
{
  start (self);
}

/* Nothing is lost by stopping, so nothing is asked. */
static gboolean
jly_computer_page_hold_back (JlyPage *page, const char *action)
{
  g_cancellable_cancel (JLY_COMPUTER_PAGE (page)->cancellable);
  return FALSE;
}

static void
jly_computer_page_focus_first (JlyPage *page)
{
  JlyComputerPage *self = JLY_COMPUTER_PAGE (page);

  if (gtk_widget_get_visible (GTK_WIDGET (self->stop_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->measure_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->measure_button));
  else
    jly_failed_view_focus (self->failed_view);
}

static void
jly_computer_page_class_init (JlyComputerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  JlyPageClass *page_class = JLY_PAGE_CLASS (klass);

  page_class->hold_back = jly_computer_page_hold_back;
  page_class->focus_first = jly_computer_page_focus_first;
  g_type_ensure (JLY_TYPE_MILL_PICTURE);
  g_type_ensure (JLY_TYPE_FAILED_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-computer-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, picture);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, progress);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, summary);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, lines);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, failed_view);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, measure_button);
  gtk_widget_class_bind_template_child (widget_class, JlyComputerPage, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_install_action (widget_class, "computer.measure", NULL, measure);
  gtk_widget_class_install_action (widget_class, "computer.stop", NULL, stop);
}

static void
jly_computer_page_init (JlyComputerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

JlyComputerPage *
jly_computer_page_new (void)
{
  return g_object_new (JLY_TYPE_COMPUTER_PAGE, NULL);
}

gboolean
jly_computer_page_is_measuring (JlyComputerPage *self)
{
  return self->cancellable != NULL;
}
