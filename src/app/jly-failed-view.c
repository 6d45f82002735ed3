/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The failed state of a page; its words come from the error and its detail, never from guesses. */
#include "config.h"

#include "app/jly-failed-view.h"

#include "app/jly-broken-link.h"
#include "app/jly-resource.h"
#include "app/jly-window.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyFailedView
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkLabel *description_label;
  GtkWidget *details_expander;
  GtkButton *try_again_button;
  GtkButton *copy_button;
  GtkLabel *details_label;
};

enum
{
  TRY_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyFailedView, jly_failed_view, ADW_TYPE_BIN)

static void
try_again_cb (GtkButton *button, JlyFailedView *self)
{
  g_signal_emit (self, signals[TRY_AGAIN], 0);
}

static void
copy_cb (GtkButton *button, JlyFailedView *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  gdk_clipboard_set_text (clipboard, gtk_label_get_text (self->details_label));
  if (window != NULL)
    jly_window_toast (window, _ ("Details copied"));
}

static const char *
choose_title (const GError *error)
{
  if (g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
    return _ ("You stopped the rehearsal");
  return _ ("The computation was stopped");
}

/* Cause, what did not happen, who can mend it and how: in this order. */
static char *
write_description (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
    g_string_append_printf (text, "%s ", error->message);
  g_string_append (text, _ ("Nothing was opened, and your file is as it was."));
  if (detail->next != NULL)
    g_string_append_printf (text, " %s", detail->next);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_fact (GString *text, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s: %s\n", label, value);
}

/* What somebody who mends it would ask for; never a figure. */
static char *
write_details (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);
  g_autofree char *row
      = detail->row > 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, detail->row) : NULL;
  GString *text = g_string_new (NULL);

  append_fact (text, _ ("What happened"), error->message);
  append_fact (text, _ ("Kind"),
               error->domain == JLY_ERROR ? jly_error_code_name (error->code)
                                          : g_quark_to_string (error->domain));
  append_fact (text, _ ("Party"), detail->party);
  append_fact (text, _ ("Step"), detail->step);
  append_fact (text, _ ("File"), detail->file);
  append_fact (text, _ ("Row"), row);
  append_fact (text, _ ("Column"), detail->column);
  append_fact (text, _ ("What to do"), detail->next);
  append_fact (text, _ ("Version"), JLY_VERSION);
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

void
jly_failed_view_show_error (JlyFailedView *self, const GError *error, gboolean can_try_again)
{
  g_autofree char *description = write_description (error);
  g_autofree char *details = write_details (error);

  gtk_label_set_text (self->title_label, choose_title (error));
  gtk_label_set_text (self->description_label, description);
  gtk_label_set_text (self->details_label, details);
  gtk_widget_set_visible (GTK_WIDGET (self->try_again_button), can_try_again);
}

void
jly_failed_view_show_unreadable (JlyFailedView *self, const GError *error)
{
  g_autofree char *details = write_details (error);

  gtk_label_set_text (self->title_label, _ ("The kept result cannot be read"));
  gtk_label_set_text (self->description_label,
                      _ ("What is kept of it on this computer is damaged. Nobody else can mend "
                         "that: run the rehearsal again, or put a copy of your data folder back."));
  gtk_label_set_text (self->details_label, details);
  gtk_widget_set_visible (GTK_WIDGET (self->try_again_button), FALSE);
}

void
jly_failed_view_focus (JlyFailedView *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->try_again_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->try_again_button));
  else
    gtk_widget_grab_focus (self->details_expander);
}

static void
jly_failed_view_class_init (JlyFailedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[TRY_AGAIN] = g_signal_new ("try-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (JLY_TYPE_BROKEN_LINK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-failed-view.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, title_label);
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, description_label);
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, details_expander);
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, try_again_button);
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, copy_button);
  gtk_widget_class_bind_template_child (widget_class, JlyFailedView, details_label);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
jly_failed_view_init (JlyFailedView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
