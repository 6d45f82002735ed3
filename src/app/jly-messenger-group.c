/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-messenger-group.h. */
#include "config.h"

#include "app/jly-messenger-group.h"

#include "app/jly-accessible.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n.h>

struct _JlyMessengerGroup
{
  AdwBin parent_instance;

  JlyMessenger *messenger;
  JlyNotice *notice;
  AdwActionRow *folder, *parties, *now;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (JlyMessengerGroup, jly_messenger_group, ADW_TYPE_BIN)

/* "12:04", in the person's own way of writing it. Owned by the caller. */
static char *
describe_time (gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (when);

  return g_date_time_format (time, "%X");
}

static char *
describe_parties (const JlyMessengerState *state)
{
  if (state->last == 0)
    return g_strdup (_ ("Not called yet"));
  if (state->n_calls == 0)
    return g_strdup (_ ("None of your studies says yet where such a party is reached. Its own file "
                        "or link says so, if it is put in as its card."));
  if (state->n_reached == 0)
    return g_strdup (_ ("None could be reached at the last try."));
  return g_strdup_printf (ngettext ("The last round had %u call, and %u went well.",
                                    "The last round had %u calls, and %u went well.",
                                    state->n_calls),
                          state->n_calls, state->n_reached);
}

static char *
describe_last (const JlyMessengerState *state)
{
  g_autofree char *time = state->last > 0 ? describe_time (state->last) : NULL;

  if (state->is_running)
    return g_strdup (_ ("Messages are on their way now."));
  if (time == NULL)
    return g_strdup (_ ("Nothing has gone yet since the program started."));
  /* Translators: a time of day. */
  return g_strdup_printf (_ ("Last done at %s"), time);
}

static void
show_problem (JlyMessengerGroup *self, const char *problem, const char *next)
{
  gtk_widget_set_visible (GTK_WIDGET (self->notice), problem != NULL);
  if (problem != NULL)
    jly_notice_set (self->notice, JLY_STATUS_LOOK, problem, next != NULL ? next : "");
}

static void
update (JlyMessengerGroup *self)
{
  const JlyMessengerState state = jly_messenger_get_state (self->messenger);
  const char *folder = jly_messenger_get_folder (self->messenger);
  g_autofree char *parties = describe_parties (&state);
  g_autofree char *last = describe_last (&state);
  g_autofree char *shown = jly_plain_line (folder);

  show_problem (self, state.problem, state.next);
  adw_action_row_set_subtitle (
      self->folder, shown != NULL
                        ? shown
                        : _ ("A folder that all parties can reach: a network share, or one that a "
                             "program keeps in step. Whoever else reads it can open nothing."));
  gtk_widget_set_visible (self->stop, folder != NULL);
  adw_action_row_set_subtitle (self->parties, parties);
  adw_action_row_set_subtitle (self->now, last);
}

/* Actions. */

static void
choose_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_folder (widget, _ ("Choose the Shared Folder"), "carry.use-folder",
                           g_variant_new_string (""));
}

static void
set_folder (JlyMessengerGroup *self, const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (jly_messenger_set_folder (self->messenger, folder, &error))
    update (self);
  else
    show_problem (self, error->message, jly_error_get_detail (error)->next);
}

static void
use_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *unused, *path;

  g_variant_get (parameter, "(&s&s)", &unused, &path);
  set_folder (JLY_MESSENGER_GROUP (widget), path);
}

static void
forget_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyMessengerGroup *self = JLY_MESSENGER_GROUP (widget);

  set_folder (self, NULL);
  gtk_widget_child_focus (GTK_WIDGET (self->folder), GTK_DIR_TAB_FORWARD);
}

static void
carry_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyMessengerGroup *self = JLY_MESSENGER_GROUP (widget);

  jly_messenger_poke (self->messenger);
  update (self);
}

/* Building. */

static AdwActionRow *
add_row (GtkListBox *list, const char *title)
{
  AdwActionRow *row = ADW_ACTION_ROW (jly_plain_row_new (title, NULL));

  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static GtkWidget *
add_button (AdwActionRow *row, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (row, button);
  return button;
}

static void
build (JlyMessengerGroup *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkListBox *list = jly_guide_new_list (_ ("Messages that go by themselves"));

  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  gtk_box_append (box, GTK_WIDGET (list));
  self->folder = add_row (list, _ ("Shared folder"));
  self->stop = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->stop, "flat");
  gtk_widget_set_valign (self->stop, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->stop, _ ("Use This Folder No More"));
  jly_accessible_set_label (self->stop, _ ("Use This Folder No More"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stop), "carry.forget-folder");
  adw_action_row_add_suffix (self->folder, self->stop);
  add_button (self->folder, _ ("_Choose Folder…"), "carry.choose-folder");
  self->parties = add_row (list, _ ("Computing parties that run as a service"));
  self->now = add_row (list, _ ("Sent and fetched while the program is open"));
  add_button (self->now, _ ("Carry _Now"), "carry.now");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_MESSENGER_GROUP (object)->messenger);
  G_OBJECT_CLASS (jly_messenger_group_parent_class)->dispose (object);
}

static void
jly_messenger_group_class_init (JlyMessengerGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "carry.choose-folder", NULL, choose_folder);
  gtk_widget_class_install_action (widget_class, "carry.use-folder", "(ss)", use_folder);
  gtk_widget_class_install_action (widget_class, "carry.forget-folder", NULL, forget_folder);
  gtk_widget_class_install_action (widget_class, "carry.now", NULL, carry_now);
}

static void
jly_messenger_group_init (JlyMessengerGroup *self)
{
  build (self);
}

GtkWidget *
jly_messenger_group_new (JlyMessenger *messenger)
{
  JlyMessengerGroup *self = g_object_new (JLY_TYPE_MESSENGER_GROUP, NULL);

  self->messenger = g_object_ref (messenger);
  g_signal_connect_object (messenger, "carried", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
