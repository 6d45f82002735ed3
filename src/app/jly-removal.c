/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-removal.h. */
#include "config.h"

#include "app/jly-removal.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyRemoval
{
  GObject parent_instance;

  JlyPage *page; /* which owns this */
  char *undo_action;
  char *id;        /* NULL: nothing is being removed */
  AdwToast *toast; /* offers to take it back; NULL with id */
  JlyRemovalFunc remove;
};

G_DEFINE_FINAL_TYPE (JlyRemoval, jly_removal, G_TYPE_OBJECT)

static void
enable_undo (JlyRemoval *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self->page), self->undo_action, self->id != NULL);
}

static void
show_anew (JlyRemoval *self)
{
  enable_undo (self);
  jly_page_refresh (self->page);
}

void
jly_removal_finish (JlyRemoval *self)
{
  g_autofree char *id = g_steal_pointer (&self->id);
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);
  g_autoptr (GError) error = NULL;
  JlyWindow *window;

  if (id == NULL)
    return;
  enable_undo (self);
  adw_toast_dismiss (toast);
  window = jly_window_of (GTK_WIDGET (self->page));
  if (!self->remove (id, &error) && window != NULL)
    {
      g_autofree char *text = jly_error_say (error, " ");

      jly_window_toast (window, text);
    }
}

static void
dismissed_cb (JlyRemoval *self, AdwToast *toast)
{
  if (toast == self->toast)
    jly_removal_finish (self);
}

void
jly_removal_take_back (JlyRemoval *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  g_clear_pointer (&self->id, g_free);
  show_anew (self);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
undo_cb (JlyRemoval *self, AdwToast *toast)
{
  if (toast == self->toast)
    jly_removal_take_back (self);
}

void
jly_removal_begin (JlyRemoval *self, const char *id, const char *words, JlyRemovalFunc remove)
{
  AdwToast *toast = adw_toast_new (words);

  jly_removal_finish (self);
  self->id = g_strdup (id);
  self->remove = remove;
  self->toast = g_object_ref (toast);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  jly_window_add_toast (jly_window_of (GTK_WIDGET (self->page)), toast);
  show_anew (self);
  jly_page_focus_first (self->page);
}

gboolean
jly_removal_holds (JlyRemoval *self, const char *id)
{
  return g_strcmp0 (self->id, id) == 0;
}

static void
finalize (GObject *object)
{
  JlyRemoval *self = JLY_REMOVAL (object);

  g_free (self->id);
  g_clear_object (&self->toast);
  g_free (self->undo_action);
  G_OBJECT_CLASS (jly_removal_parent_class)->finalize (object);
}

static void
jly_removal_class_init (JlyRemovalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_removal_init (JlyRemoval *self)
{
}

JlyRemoval *
jly_removal_new (JlyPage *page, const char *undo_action)
{
  JlyRemoval *self = g_object_new (JLY_TYPE_REMOVAL, NULL);

  self->page = page;
  self->undo_action = g_strdup (undo_action);
  enable_undo (self);
  return self;
}
