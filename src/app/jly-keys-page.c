/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-keys-page.h. Passphrases are wiped when they have been tried. */
#include "config.h"

#include "app/jly-keys-page.h"

#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-passphrase-row.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyKeysPage
{
  JlyPage parent_instance;

  JlyPerson *person;
  JlyStore *store;
  JlyKeysDeed deed;
  char *path;
  JlyNotice *notice;
  GtkListBox *form;
  GtkWidget *opens; /* NULL: the keyring opens them */
  GtkWidget *fresh, *again;
  JlyStatus *strength;
  JlyStatus *busy;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyKeysPage, jly_keys_page, JLY_TYPE_PAGE)

static const struct
{
  const char *title, *question, *detail, *passphrase, *button;
} words[] = {
  [JLY_KEYS_BACK_UP]
  = { N_ ("Back Up Keys"), N_ ("A copy of your keys"),
      N_ ("The copy opens with the passphrase that you have today, and stays so if you change it "
          "later. Keep it away from this computer: on a stick, in a safe."),
      N_ ("Passphrase"), N_ ("_Save the Copy") },
  [JLY_KEYS_BRING_BACK]
  = { N_ ("Bring Keys Back"), N_ ("Bring your keys back from a copy"),
      N_ ("With them you are the same party to the others as before. Studies are not in the copy: "
          "to go on with one, its folder has to come along too."),
      N_ ("Passphrase of the copy"), N_ ("_Bring Back") },
  [JLY_KEYS_CHANGE_PASSPHRASE]
  = { N_ ("Passphrase"), N_ ("A new passphrase"),
      N_ ("From now on it opens your keys on this computer. Copies that you made before open with "
          "the old one."),
      N_ ("Present passphrase"), N_ ("_Change") },
  [JLY_KEYS_ADD_KEYRING]
  = { N_ ("Keyring"), N_ ("Open your keys with your session"),
      N_ ("The desktop’s keyring then opens them without a question. Every program that runs for "
          "you could open them too. The passphrase goes on to work."),
      N_ ("Passphrase"), N_ ("_Use the Keyring") },
  [JLY_KEYS_DROP_KEYRING] = { N_ ("Keyring"), N_ ("Open your keys with the passphrase alone"),
                              N_ ("What the desktop’s keyring holds then opens nothing any more."),
                              N_ ("Passphrase"), N_ ("_Use the Passphrase Alone") },
};

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* Why one cannot go on; NULL if one can. */
static const char *
find_obstacle (JlyKeysPage *self)
{
  if (self->opens != NULL && *get_text (self->opens) == '\0')
    return _ ("To continue, type the passphrase.");
  if (self->fresh == NULL)
    return NULL;
  if (jly_person_rate (get_text (self->fresh)) == JLY_STRENGTH_TOO_SHORT)
    return _ ("To continue, choose a new passphrase of at least 10 characters.");
  if (strcmp (get_text (self->fresh), get_text (self->again)) != 0)
    return _ ("To continue, type the new passphrase twice.");
  return NULL;
}

static void
show_strength (JlyKeysPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->strength), self->fresh != NULL);
  if (self->fresh != NULL)
    jly_passphrase_row_show_strength (self->fresh, self->strength);
}

static void
update (JlyKeysPage *self)
{
  const char *obstacle = find_obstacle (self);
  gboolean is_busy = gtk_widget_get_visible (GTK_WIDGET (self->busy));

  show_strength (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.continue", obstacle == NULL && !is_busy);
  jly_page_set_send_line (JLY_PAGE (self), obstacle != NULL && !is_busy
                                               ? obstacle
                                               : _ ("Nothing leaves this computer on this page."));
}

static void
set_busy (JlyKeysPage *self, gboolean is_busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy), is_busy);
  update (self);
}

static void
show_error (JlyKeysPage *self, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;

  /* The library's advice is for the terminal. */
  if (self->deed == JLY_KEYS_BRING_BACK && g_error_matches (error, JLY_ERROR, JLY_ERROR_CONFIG))
    next = _ ("Try another copy of your keys. If there is none, make new keys; whoever prepares a "
              "study puts your new card into it.");
  jly_notice_set (self->notice, JLY_STATUS_LOOK, error->message, next != NULL ? next : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

static void
clear_passphrases (JlyKeysPage *self)
{
  GtkWidget *entries[] = { self->opens, self->fresh, self->again };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i] != NULL)
      gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyKeysPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_person_do_finish (JLY_PERSON (source), result, &error);

  clear_passphrases (self);
  set_busy (self, FALSE);
  if (ok)
    g_signal_emit (self, signals[DONE], 0);
  else
    show_error (self, error);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyKeysPage *self = JLY_KEYS_PAGE (widget);
  g_autoptr (GBytes) opens = NULL;
  g_autoptr (GBytes) fresh = NULL;

  if (find_obstacle (self) != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (self->opens != NULL)
    opens = jly_passphrase_row_take (self->opens);
  if (self->fresh != NULL)
    fresh = jly_passphrase_row_take (self->fresh);
  set_busy (self, TRUE);
  jly_person_do_async (self->person, self->deed, opens, fresh, self->path, self->store, done_cb,
                       g_object_ref (self));
}

/* Return in a field leads to the next one, and on from the page once nothing is missing. */
static void
entry_activated_cb (JlyKeysPage *self)
{
  if (find_obstacle (self) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "keys.continue", NULL);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
add_entry (JlyKeysPage *self, const char *title)
{
  GtkWidget *entry = jly_passphrase_row_new (title);

  g_signal_connect_object (entry, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->form, entry);
  return entry;
}

static void
build_form (JlyKeysPage *self, GtkBox *box)
{
  JlyVaultInfo info = { 0 };

  if (self->deed != JLY_KEYS_BRING_BACK)
    jly_person_get_vault (self->person, &info, NULL);
  self->form = jly_guide_new_list (_ (words[self->deed].question));
  if (info.by_passphrase || self->deed == JLY_KEYS_BRING_BACK)
    self->opens = add_entry (self, _ (words[self->deed].passphrase));
  if (self->deed == JLY_KEYS_CHANGE_PASSPHRASE)
    {
      self->fresh = add_entry (self, _ ("New passphrase"));
      self->again = add_entry (self, _ ("New passphrase again"));
    }
  gtk_box_append (box, GTK_WIDGET (self->form));
}

static void
build (JlyKeysPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 640);

  jly_guide_add_question (box, _ (words[self->deed].question), _ (words[self->deed].detail));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  if (self->path != NULL)
    {
      g_autofree char *name = jly_plain_line (self->path);
      g_autofree char *line = g_strdup_printf (_ ("File: %s"), name);

      gtk_box_append (box, jly_text_new (line, NULL));
    }
  build_form (self, box);
  self->strength = JLY_STATUS (jly_status_new (JLY_STATUS_WAITING, ""));
  if (self->fresh != NULL)
    jly_status_describe (self->strength, self->fresh);
  gtk_box_append (box, GTK_WIDGET (self->strength));
  self->busy
      = JLY_STATUS (jly_status_new (JLY_STATUS_RUNNING, _ ("Working on the keys, about a second")));
  jly_status_set_live (self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->busy));
  jly_guide_add_button (JLY_PAGE (self), _ (words[self->deed].button), "keys.continue", TRUE);
}

static void
finalize (GObject *object)
{
  JlyKeysPage *self = JLY_KEYS_PAGE (object);

  g_clear_object (&self->person);
  g_free (self->path);
  G_OBJECT_CLASS (jly_keys_page_parent_class)->finalize (object);
}

static void
jly_keys_page_class_init (JlyKeysPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "keys.continue", NULL, go_on);
}

static void
jly_keys_page_init (JlyKeysPage *self)
{
}

JlyKeysPage *
jly_keys_page_new (JlyPerson *person, JlyStore *store, JlyKeysDeed deed, const char *path)
{
  JlyKeysPage *self = g_object_new (JLY_TYPE_KEYS_PAGE, "title", _ (words[deed].title), NULL);

  self->person = g_object_ref (person);
  self->store = store;
  self->deed = deed;
  self->path = g_strdup (path);
  build (self);
  update (self);
  return self;
}

JlyKeysDeed
jly_keys_page_get_deed (JlyKeysPage *self)
{
  return self->deed;
}
