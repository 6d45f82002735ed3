/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-settings-page.h. It is built anew whenever it comes to be seen: what is done with keys
 * happens on pages above it. */
#include "config.h"

#include "app/jly-settings-page.h"

#include "app/jly-accessible.h"
#include "app/jly-appearance.h"
#include "app/jly-erasing.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-keys-page.h"
#include "app/jly-language.h"
#include "app/jly-messages-page.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-qr-view.h"
#include "app/jly-safe-question.h"
#include "app/jly-together.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <string.h>

#define BACKUP_ENDING ".jointlykeys"

struct _JlySettingsPage
{
  JlyPage parent_instance;

  JlyNotice *notice;
  GtkBox *groups;
  GtkBox *code;         /* of the card; empty until it is asked for */
  GPtrArray *languages; /* JlyLanguage*, as the list shows them */
};

G_DEFINE_FINAL_TYPE (JlySettingsPage, jly_settings_page, JLY_TYPE_PAGE)

static JlyPerson *
get_person (void)
{
  return jly_application_get_person (jly_application_get ());
}

static const char *
get_dir (void)
{
  return jly_application_get_data_dir (jly_application_get ());
}

static void
show_error (JlySettingsPage *self, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;

  jly_notice_set (self->notice, JLY_STATUS_LOOK, error->message, next != NULL ? next : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

static void
show_done (JlySettingsPage *self, const char *title, const char *text)
{
  jly_notice_set (self->notice, JLY_STATUS_DONE, title, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

/* Rows. */

static GtkListBox *
add_group (JlySettingsPage *self, const char *title)
{
  GtkBox *group = jly_guide_add_group (self->groups, title, NULL);
  GtkListBox *list = jly_guide_new_list (title);

  gtk_box_append (group, GTK_WIDGET (list));
  return list;
}

static AdwActionRow *
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  GtkWidget *row = jly_plain_row_new (title, subtitle);

  gtk_list_box_append (list, row);
  return ADW_ACTION_ROW (row);
}

/* A row that leads on as a whole. */
static GtkWidget *
add_way (GtkListBox *list, const char *title, const char *subtitle, const char *action)
{
  AdwActionRow *row = add_row (list, title, subtitle);

  adw_action_row_add_suffix (row, jly_accessible_new_icon ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  return GTK_WIDGET (row);
}

static void
add_deed (GtkListBox *list, const char *title, const char *subtitle, JlyKeysDeed deed)
{
  GtkWidget *row = add_way (list, title, subtitle, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", (guint)deed);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "settings.keys");
}

/* Who the person is. */

static void
name_applied_cb (JlySettingsPage *self, AdwEntryRow *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GError) error = NULL;
  const JlyErrorDetail detail = { .next = _ ("Write one line, not longer than a company’s name.") };

  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (*name == '\0' || strlen (name) > JLY_STUDY_MAX_NAME || !jly_plain_is_line (name))
    jly_fail (&error, JLY_ERROR_USAGE, &detail, "%s", _ ("This cannot be a name."));
  else
    jly_person_set_name (get_person (), name, &error);
  if (error != NULL)
    show_error (self, error);
  else
    show_done (self, _ ("Your name is changed"),
               _ ("Your next card has it. Cards that you gave away, and contracts that were "
                  "signed, keep the old one."));
}

static void
add_name (JlySettingsPage *self, GtkListBox *list)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Your name on your card"),
                      "show-apply-button", TRUE, "text", jly_person_get_name (get_person ()), NULL);

  jly_plain_row_tell_title (row);
  g_signal_connect_object (row, "apply", G_CALLBACK (name_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
}

static void
add_check_number (GtkListBox *list, const JlyIdentity *identity)
{
  JlyPublicKeys keys;
  g_autofree char *number = NULL;
  AdwActionRow *row;

  jly_identity_get_public (identity, keys.identity, keys.link, keys.sealing);
  number = jly_card_check_number (&keys);
  row = add_row (list, _ ("Your check number"), number);
  gtk_widget_add_css_class (GTK_WIDGET (row), "numeric");
  add_row (list, _ ("What it is for"),
           _ ("Whoever puts your card into a study sees this number. Read yours out on a call: if "
              "both are the same, the card is yours and nobody else’s."));
}

static void
add_identity (JlySettingsPage *self)
{
  GtkListBox *list = add_group (self, _ ("Who you are to the others"));
  JlyPersonState state = jly_person_get_state (get_person (), NULL, NULL);

  if (state == JLY_PERSON_UNKNOWN)
    {
      add_way (list, _ ("Make your keys"),
               _ ("With them you sign what you agree to. They are needed for studies with others, "
                  "and not for rehearsals."),
               "settings.open-keys");
      add_way (list, _ ("Bring your keys back from a copy"),
               _ ("From another computer, or from one that was lost"), "settings.choose-copy");
      return;
    }
  add_name (self, list);
  if (state == JLY_PERSON_LOCKED)
    {
      add_way (list, _ ("Open your keys"), _ ("They are locked on this computer"),
               "settings.open-keys");
      return;
    }
  add_check_number (list, jly_person_get_identity (get_person ()));
  add_way (
      list, _ ("Save your card"),
      _ ("A file for whoever prepares a study: your name and your public keys, nothing secret"),
      "settings.save-card");
  add_way (list, _ ("Show your card as a code"),
           _ ("For a camera that is pointed at your screen; its link is copied as well"),
           "settings.show-code");
}

/* Keys. */

static void
add_keys (JlySettingsPage *self)
{
  g_autoptr (GError) error = NULL;
  JlyVaultInfo info;
  GtkListBox *list;

  if (!jly_person_get_vault (get_person (), &info, &error))
    {
      show_error (self, error);
      return;
    }
  if (!info.exists)
    return;
  list = add_group (self, _ ("Your keys"));
  if (info.by_passphrase)
    add_way (list, _ ("Back up your keys"),
             _ ("Without a copy, a broken disk takes your keys along, and with them what you may "
                "sign and read"),
             "settings.choose-backup");
  add_deed (list, info.by_passphrase ? _ ("Change your passphrase") : _ ("Choose a passphrase"),
            info.by_passphrase ? _ ("Nobody can bring a forgotten one back")
                               : _ ("Needed for a copy of your keys"),
            JLY_KEYS_CHANGE_PASSPHRASE);
  if (!info.by_keyring)
    add_deed (list, _ ("Use the desktop’s keyring"), _ ("Your keys then open with your session"),
              JLY_KEYS_ADD_KEYRING);
  else if (info.by_passphrase)
    add_deed (list, _ ("Use the passphrase alone"), _ ("The desktop’s keyring opens your keys now"),
              JLY_KEYS_DROP_KEYRING);
}

static void
done_cb (JlyKeysPage *page, JlySettingsPage *self)
{
  static const struct
  {
    const char *title, *text;
  } said[JLY_N_KEYS_DEEDS] = {
    [JLY_KEYS_BACK_UP]
    = { N_ ("The copy of your keys is saved"),
        N_ ("Your passphrase opens it. Keep it away from this computer, and try it once.") },
    [JLY_KEYS_BRING_BACK] = { N_ ("Your keys are back"), N_ ("Write your name above.") },
    [JLY_KEYS_CHANGE_PASSPHRASE]
    = { N_ ("The new passphrase opens your keys"), N_ ("Make a new copy: old ones open with the "
                                                       "old passphrase.") },
    [JLY_KEYS_ADD_KEYRING]
    = { N_ ("The keyring opens your keys"), N_ ("The passphrase does, too.") },
    [JLY_KEYS_DROP_KEYRING] = { N_ ("Only the passphrase opens your keys"), "" },
  };
  JlyWindow *window = jly_window_of (GTK_WIDGET (page));
  JlyKeysDeed deed = jly_keys_page_get_deed (page);

  if (window == NULL || jly_window_get_page (window) != JLY_PAGE (page))
    return;
  jly_window_pop (window);
  show_done (self, _ (said[deed].title), *said[deed].text != '\0' ? _ (said[deed].text) : "");
}

static void
show_deed (JlySettingsPage *self, JlyKeysDeed deed, const char *path)
{
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_application_get_store (jly_application_get (), &error);
  JlyKeysPage *page;

  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (store == NULL)
    {
      show_error (self, error);
      return;
    }
  page = jly_keys_page_new (get_person (), store, deed, path);
  g_signal_connect_object (page, "done", G_CALLBACK (done_cb), self, 0);
  jly_window_push (jly_window_of (GTK_WIDGET (self)), JLY_PAGE (page));
}

static void
act_on_keys (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_deed (JLY_SETTINGS_PAGE (widget), (JlyKeysDeed)g_variant_get_uint32 (parameter), NULL);
}

/* "back-up" or "bring-back", and a path; for the choosers, tests and tools. */
static void
use_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  show_deed (JLY_SETTINGS_PAGE (widget),
             g_str_equal (what, "back-up") ? JLY_KEYS_BACK_UP : JLY_KEYS_BRING_BACK, path);
}

static void
choose_backup (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strconcat (jly_person_get_name (get_person ()), BACKUP_ENDING, NULL);

  g_strdelimit (name, "/", '_');
  jly_file_chooser_save (widget, _ ("Save a Copy of Your Keys"), name, "settings.use-copy",
                         g_variant_new_string ("back-up"));
}

static void
choose_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open a Copy of Your Keys"), "settings.use-copy",
                         g_variant_new_string ("bring-back"));
}

static void
refresh_cb (JlyWindow *window, gpointer data)
{
  jly_page_refresh (jly_window_get_page (window));
}

static void
open_keys (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), refresh_cb, NULL, NULL);
}

/* The card. */

static char *
dup_card_link (GError **error)
{
  g_autoptr (GBytes) card = jly_card_new (jly_person_get_identity (get_person ()),
                                          jly_person_get_name (get_person ()), error);

  return card != NULL ? jly_card_to_link (card) : NULL;
}

static void
show_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlySettingsPage *self = JLY_SETTINGS_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *link = dup_card_link (&error);
  JlyQr *qr = link != NULL ? jly_qr_new (link, &error) : NULL;

  if (qr == NULL)
    {
      show_error (self, error);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  show_done (self, _ ("The link of your card is copied"),
             _ ("Whoever prepares the study pastes it beside your name."));
  jly_notice_focus (self->notice);
  jly_guide_clear (GTK_WIDGET (self->code));
  gtk_box_append (self->code, jly_qr_view_new (qr, _ ("Your card as a code to scan")));
  gtk_widget_set_visible (GTK_WIDGET (self->code), TRUE);
}

static void
use_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlySettingsPage *self = JLY_SETTINGS_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  if (jly_together_save_card (path, &error))
    show_done (self, _ ("Your card is saved"),
               _ ("Send it to whoever prepares the study, by mail or on a stick."));
  else
    show_error (self, error);
}

static void
save_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strconcat (jly_person_get_name (get_person ()), JLY_CARD_SUFFIX, NULL);

  g_strdelimit (name, "/", '_');
  jly_file_chooser_save (widget, _ ("Save My Card"), name, "settings.use-file",
                         g_variant_new_string ("card"));
}

/* How messages go, and what is computed here. */

static void
show_messages_cb (JlyWindow *window, gpointer data)
{
  jly_window_push (window, JLY_PAGE (jly_messages_page_new (NULL)));
}

static void
show_messages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), show_messages_cb, NULL, NULL);
}

static void
add_work (JlySettingsPage *self)
{
  GtkListBox *list = add_group (self, _ ("This computer"));
  const char *folder
      = jly_messenger_get_folder (jly_application_get_messenger (jly_application_get ()));
  g_autofree char *shown = jly_plain_line (folder);
  /* Translators: the path of a folder. */
  g_autofree char *through
      = shown != NULL
            ? g_strdup_printf (_ ("Through the shared folder %s, while Jointly is open"), shown)
            : g_strdup (_ ("By files that you save and open; no shared folder is chosen"));

  add_way (list, _ ("How messages go"), through, "settings.show-messages");
  add_way (list, _ ("What this computer can compute"),
           _ ("It computes only what you approved, in studies in which you are a computing party"),
           "win.show-computer");
}

/* Appearance and language. */

static void
language_chosen_cb (JlySettingsPage *self, GParamSpec *property, AdwComboRow *row)
{
  guint place = adw_combo_row_get_selected (row);
  const JlyLanguage *language = place < self->languages->len ? self->languages->pdata[place] : NULL;
  g_autoptr (GError) error = NULL;

  if (language == NULL)
    return;
  if (jly_language_save (get_dir (), language->code, &error))
    show_done (self, _ ("The language is chosen"), _ ("Jointly speaks it from its next start."));
  else
    show_error (self, error);
}

static void
appearance_chosen_cb (JlySettingsPage *self, GParamSpec *property, AdwComboRow *row)
{
  g_autoptr (GError) error = NULL;

  if (!jly_appearance_choose (get_dir (), adw_combo_row_get_selected (row), &error))
    show_error (self, error);
}

static void
add_appearance (JlySettingsPage *self)
{
  GtkWidget *row = jly_appearance_new_row (get_dir ());

  g_signal_connect_object (row, "notify::selected", G_CALLBACK (appearance_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (add_group (self, _ ("Appearance")), row);
}

static guint
find_language (JlySettingsPage *self)
{
  g_autofree char *code = jly_language_load (get_dir ());

  for (guint i = 0; code != NULL && i < self->languages->len; i++)
    if (g_str_equal (((JlyLanguage *)self->languages->pdata[i])->code, code))
      return i;
  return 0;
}

static void
add_language (JlySettingsPage *self)
{
  GtkListBox *list = add_group (self, _ ("Language"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row;

  if (self->languages->len < 2)
    {
      add_row (list, _ ("English"), _ ("No other language is installed yet"));
      return;
    }
  for (guint i = 0; i < self->languages->len; i++)
    gtk_string_list_append (names, ((JlyLanguage *)self->languages->pdata[i])->name);
  row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Language of the program"), "model", names,
                      NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_language (self));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (language_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
}

/* What is kept. */

static void
open_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *uri = g_filename_to_uri (get_dir (), NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, JlySettingsPage *self)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "erase") != 0)
    return;
  if (jly_erasing_ask (get_dir (), &error))
    g_action_group_activate_action (G_ACTION_GROUP (jly_application_get ()), "quit", NULL);
  else
    show_error (self, error);
}

static void
erase (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *dialog = jly_safe_question_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Erase everything?"),
      _ ("Your keys, studies, results, messages and choices on this computer are erased, and "
         "Jointly ends. This cannot be undone.\n\nWithout a copy of your keys you cannot go on in "
         "any study that you are in: the others would have to prepare it anew. What they have, "
         "they "
         "keep."),
      "keep", _ ("_Keep Everything"), "erase", _ ("_Erase and End"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_kept (JlySettingsPage *self)
{
  GtkListBox *list = add_group (self, _ ("What is kept on this computer"));
  g_autofree char *size = g_format_size (jly_erasing_count_bytes (get_dir ()));
  g_autofree char *shown = jly_plain_line (get_dir ());
  /* Translators: the path of a folder, and a size such as 2 MB. */
  g_autofree char *where = g_strdup_printf (_ ("%s, %s"), shown, size);
  GtkWidget *row;

  add_way (list, _ ("Folder of your studies"), where, "settings.open-folder");
  add_row (list, _ ("How long"),
           _ ("Rehearsals: until you remove them. Studies with others: as many days as their "
              "contract says; then Jointly erases them. Figures that you bring stay in your own "
              "files."));
  row = add_way (list, _ ("Erase everything"), _ ("Keys, studies, results and messages"),
                 "settings.erase");
  gtk_widget_add_css_class (row, "error");
}

static void
refresh (JlyPage *page)
{
  JlySettingsPage *self = JLY_SETTINGS_PAGE (page);

  jly_guide_clear (GTK_WIDGET (self->groups));
  add_identity (self);
  add_keys (self);
  add_work (self);
  add_appearance (self);
  add_language (self);
  add_kept (self);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (JLY_SETTINGS_PAGE (object)->languages);
  G_OBJECT_CLASS (jly_settings_page_parent_class)->finalize (object);
}

static void
jly_settings_page_class_init (JlySettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const struct
  {
    const char *name, *type;
    GtkWidgetActionActivateFunc act;
  } actions[] = {
    { "settings.keys", "u", act_on_keys },
    { "settings.use-copy", "(ss)", use_copy },
    { "settings.choose-backup", NULL, choose_backup },
    { "settings.choose-copy", NULL, choose_copy },
    { "settings.open-keys", NULL, open_keys },
    { "settings.use-file", "(ss)", use_file },
    { "settings.save-card", NULL, save_card },
    { "settings.show-code", NULL, show_code },
    { "settings.show-messages", NULL, show_messages },
    { "settings.open-folder", NULL, open_folder },
    { "settings.erase", NULL, erase },
  };

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].act);
}

static void
jly_settings_page_init (JlySettingsPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 640);

  jly_page_set_title (JLY_PAGE (self), _ ("Settings"));
  self->languages = jly_language_list ();
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->code = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  gtk_box_append (box, GTK_WIDGET (self->code));
  gtk_box_append (box, GTK_WIDGET (self->groups));
}

JlySettingsPage *
jly_settings_page_new (void)
{
  return g_object_new (JLY_TYPE_SETTINGS_PAGE, NULL);
}
