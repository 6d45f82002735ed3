/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-identity-page.h. A passphrase is never kept: it opens the vault, and is wiped. */
#include "config.h"

#include "app/jly-identity-page.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-passphrase-row.h"
#include "app/jly-plain-row.h"
#include "base/jly-plain.h"
#include "study/jly-study.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyIdentityPage
{
  JlyPage parent_instance;

  JlyPerson *person;
  JlyStore *store;
  gboolean makes;
  JlyNotice *notice;
  GtkWidget *form;
  GtkWidget *name;
  GtkWidget *passphrase;
  GtkWidget *again;   /* NULL when there are keys */
  GtkWidget *keyring; /* a switch: no passphrase */
  JlyStatus *strength;
  JlyStatus *busy;
};

enum
{
  READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyIdentityPage, jly_identity_page, JLY_TYPE_PAGE)

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
uses_keyring (JlyIdentityPage *self)
{
  return gtk_switch_get_active (GTK_SWITCH (self->keyring));
}

static void
show_strength (JlyIdentityPage *self)
{
  jly_passphrase_row_show_strength (self->passphrase, self->strength);
  gtk_widget_set_visible (GTK_WIDGET (self->strength), self->makes && !uses_keyring (self));
}

/* Why one cannot go on; NULL if one can. */
static const char *
find_obstacle (JlyIdentityPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name)));

  if (self->makes && *name == '\0')
    return _ ("To continue, write the name that others know you by.");
  if (self->makes && (strlen (name) > JLY_STUDY_MAX_NAME || !jly_plain_is_line (name)))
    return _ ("To continue, choose a shorter name of one line.");
  if (uses_keyring (self))
    return NULL;
  if (*get_text (self->passphrase) == '\0')
    return _ ("To continue, type a passphrase.");
  if (!self->makes)
    return NULL;
  if (jly_person_rate (get_text (self->passphrase)) == JLY_STRENGTH_TOO_SHORT)
    return _ ("To continue, choose a longer passphrase.");
  if (strcmp (get_text (self->passphrase), get_text (self->again)) != 0)
    return _ ("To continue, type the same passphrase twice.");
  return NULL;
}

static void
update (JlyIdentityPage *self)
{
  const char *obstacle = find_obstacle (self);
  gboolean is_busy = gtk_widget_get_visible (GTK_WIDGET (self->busy));

  gtk_widget_set_visible (self->passphrase, !uses_keyring (self));
  if (self->again != NULL)
    gtk_widget_set_visible (self->again, !uses_keyring (self));
  show_strength (self);
  gtk_widget_set_sensitive (self->form, !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "identity.continue",
                                 obstacle == NULL && !is_busy);
  jly_page_set_send_line (JLY_PAGE (self), obstacle != NULL && !is_busy
                                               ? obstacle
                                               : _ ("Nothing leaves this computer on this page."));
}

static void
set_busy (JlyIdentityPage *self, gboolean is_busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy), is_busy);
  update (self);
}

static void
clear_passphrases (JlyIdentityPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  if (self->again != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->again), "");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyIdentityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_person_finish (JLY_PERSON (source), result, &error);

  clear_passphrases (self);
  set_busy (self, FALSE);
  if (ok)
    g_signal_emit (self, signals[READY], 0);
  else
    {
      jly_notice_show_error (self->notice, NULL, error);
      gtk_widget_grab_focus (self->passphrase);
    }
}

static GBytes *
take_passphrase (JlyIdentityPage *self)
{
  return uses_keyring (self) ? NULL : jly_passphrase_row_take (self->passphrase);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyIdentityPage *self = JLY_IDENTITY_PAGE (widget);
  g_autoptr (GBytes) passphrase = NULL;
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name)));
  g_autoptr (GError) error = NULL;

  if (find_obstacle (self) != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (self->makes && !jly_person_set_name (self->person, name, &error))
    {
      jly_notice_show_error (self->notice, NULL, error);
      return;
    }
  passphrase = take_passphrase (self);
  set_busy (self, TRUE);
  if (self->makes)
    jly_person_make_async (self->person, passphrase, self->store, done_cb, g_object_ref (self));
  else
    jly_person_open_async (self->person, passphrase, self->store, done_cb, g_object_ref (self));
}

/* Return in a field leads to the next one, and on from the page once nothing is missing. */
static void
entry_activated_cb (JlyIdentityPage *self)
{
  if (find_obstacle (self) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "identity.continue", NULL);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
add_entry (GtkListBox *list, GtkWidget *entry, JlyIdentityPage *self)
{
  g_signal_connect_object (entry, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (list, entry);
  return entry;
}

static void
add_keyring (JlyIdentityPage *self, GtkListBox *list, gboolean is_on)
{
  GtkWidget *row = jly_plain_row_new (
      _ ("The desktop’s keyring instead"),
      _ ("No passphrase to type: the keys open when you log in to this computer. Every program "
         "that runs for you could open them too."));

  self->keyring = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->keyring), is_on);
  gtk_widget_set_valign (self->keyring, GTK_ALIGN_CENTER);
  jly_accessible_set_label (self->keyring, _ ("The desktop’s keyring instead"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->keyring);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->keyring);
  g_signal_connect_object (self->keyring, "notify::active", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
}

static void
build_form (JlyIdentityPage *self, GtkBox *box, gboolean by_keyring)
{
  GtkListBox *list = jly_guide_new_list (self->makes ? _ ("Who you are") : _ ("Your keys"));

  self->form = GTK_WIDGET (list);
  self->name = g_object_ref_sink (g_object_new (
      ADW_TYPE_ENTRY_ROW, "title", _ ("Name of your company, office or person"), NULL));
  jly_plain_row_tell_title (GTK_WIDGET (self->name));
  if (self->makes)
    add_entry (list, self->name, self);
  self->passphrase = add_entry (list, jly_passphrase_row_new (_ ("Passphrase")), self);
  if (self->makes)
    self->again = add_entry (list, jly_passphrase_row_new (_ ("Passphrase again")), self);
  add_keyring (self, list, by_keyring);
  gtk_box_append (box, self->form);
}

static void
add_advice (JlyIdentityPage *self, GtkBox *box)
{
  GtkWidget *paper = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  gtk_widget_add_css_class (paper, "paper");
  gtk_box_append (
      GTK_BOX (paper),
      jly_text_new (_ ("Write the passphrase down and keep it where you keep "
                       "contracts. Nobody can bring it back: without it your keys, "
                       "and what you signed with them, are lost to you. It is a "
                       "long password: four words that have nothing to do with one another are "
                       "easy to keep."),
                    NULL));
  gtk_box_append (box, paper);
}

static void
build (JlyIdentityPage *self, gboolean by_keyring)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 640);

  if (self->makes)
    jly_guide_add_question (
        box, _ ("Who are you, to the others?"),
        _ ("Jointly makes keys for you on this computer. With them you sign what you agree to, and "
           "the others know that it was you."));
  else
    jly_guide_add_question (box, _ ("Open your keys"),
                            _ ("They are locked on this computer. Studies that you sign, and what "
                               "you agreed to, need them."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  build_form (self, box, by_keyring);
  self->strength = JLY_STATUS (jly_status_new (JLY_STATUS_WAITING, ""));
  jly_status_describe (self->strength, self->passphrase);
  gtk_box_append (box, GTK_WIDGET (self->strength));
  self->busy = JLY_STATUS (jly_status_new (JLY_STATUS_RUNNING, _ ("Working on the keys, about a "
                                                                  "second")));
  jly_status_set_live (self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->busy));
  if (self->makes)
    add_advice (self, box);
  jly_guide_add_button (JLY_PAGE (self), self->makes ? _ ("_Make My Keys") : _ ("_Open"),
                        "identity.continue", TRUE);
}

static void
focus_first (JlyPage *page)
{
  JlyIdentityPage *self = JLY_IDENTITY_PAGE (page);

  gtk_widget_grab_focus (self->makes ? self->name : self->passphrase);
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_IDENTITY_PAGE (object)->name);
  G_OBJECT_CLASS (jly_identity_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&JLY_IDENTITY_PAGE (object)->person);
  G_OBJECT_CLASS (jly_identity_page_parent_class)->finalize (object);
}

static void
jly_identity_page_class_init (JlyIdentityPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "identity.continue", NULL, go_on);
}

static void
jly_identity_page_init (JlyIdentityPage *self)
{
}

JlyIdentityPage *
jly_identity_page_new (JlyPerson *person, JlyStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean by_keyring = FALSE;
  JlyPersonState state = jly_person_get_state (person, &by_keyring, &error);
  JlyIdentityPage *self
      = g_object_new (JLY_TYPE_IDENTITY_PAGE, "title",
                      state == JLY_PERSON_UNKNOWN ? _ ("Your Keys") : _ ("Locked"), NULL);

  self->person = g_object_ref (person);
  self->store = store;
  self->makes = state == JLY_PERSON_UNKNOWN;
  build (self, by_keyring);
  if (error != NULL)
    jly_notice_show_error (self->notice, NULL, error);
  update (self);
  return self;
}
