/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-messages-page.h. */
#include "config.h"

#include "app/jly-messages-page.h"

#include "app/jly-accessible.h"
#include "app/jly-connection-page.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-messenger-group.h"
#include "app/jly-notice.h"
#include "app/jly-peers.h"
#include "app/jly-plain-row.h"
#include "app/jly-status.h"
#include "app/jly-together.h"

#include <glib/gi18n.h>

struct _JlyMessagesPage
{
  JlyPage parent_instance;

  JlyNotice *notice;
  GtkBox *came; /* what a file held; hidden until one was opened */
  GtkBox *came_lines;
  GtkListBox *peers;       /* a row for each */
  GtkListBox *connections; /* a row for each study */
  GtkWidget *nobody;       /* in place of all lists */
  GtkWidget *lists;
};

G_DEFINE_FINAL_TYPE (JlyMessagesPage, jly_messages_page, JLY_TYPE_PAGE)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static JlyStore *
get_store (GError **error)
{
  return jly_application_get_store (jly_application_get (), error);
}

static const JlyIdentity *
get_identity (void)
{
  return jly_person_get_identity (jly_application_get_person (jly_application_get ()));
}

static void
show_error (JlyMessagesPage *self, const GError *error)
{
  jly_notice_show_error (self->notice, NULL, error);
  jly_notice_focus (self->notice);
}

/* What waits, and what came. */

static AdwActionRow *
add_row (GtkListBox *list, const char *title, const char *subtitle, GtkWidget *suffix)
{
  AdwActionRow *row = ADW_ACTION_ROW (jly_plain_row_new (title, subtitle));

  if (suffix != NULL)
    adw_action_row_add_suffix (row, suffix);
  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static GtkWidget *
make_save_button (const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");
  /* Translators: a party's name. */
  g_autofree char *label = g_strdup_printf (_ ("Save Only the Messages for “%s”…"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  jly_accessible_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "messages.save");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  return button;
}

static void
add_peer (JlyMessagesPage *self, const JlyPeer *peer)
{
  const char *name = *peer->name != '\0' ? peer->name : _ ("Somebody who was let in");
  g_autofree char *waiting = jly_peer_describe_waiting (peer);
  g_autofree char *received = jly_peer_describe_received (peer);
  g_autofree char *both = g_strdup_printf ("%s\n%s", waiting, received);
  AdwActionRow *row = add_row (self->peers, name, both, NULL);

  if (peer->missing > 0)
    adw_action_row_add_suffix (row, jly_status_new (JLY_STATUS_LOOK, _ ("A gap")));
  if (peer->n_waiting > 0)
    adw_action_row_add_suffix (row, make_save_button (name));
}

static void
add_connection (JlyMessagesPage *self, const JlyPostStudy *study)
{
  AdwActionRow *row = add_row (self->connections, study->title, NULL,
                               jly_accessible_new_icon ("go-next-symbolic"));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", study->book->study_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "messages.show-connection");
}

static gboolean
add_peers (JlyMessagesPage *self, JlyStore *store, gboolean *waits, guint *n, GError **error)
{
  g_autoptr (JlyPostOffice) office = NULL;
  g_autoptr (GPtrArray) peers = NULL;

  if (!jly_carry_sync (store, get_identity (), get_now (), NULL, error))
    return FALSE;
  office = jly_post_office_new (store, get_identity (), get_now (), error);
  peers = office != NULL ? jly_peers_list (office, store, error) : NULL;
  if (peers == NULL)
    return FALSE;
  for (guint i = 0; i < peers->len; i++)
    {
      const JlyPeer *peer = peers->pdata[i];

      add_peer (self, peer);
      *waits = *waits || peer->n_waiting > 0;
    }
  for (guint i = 0; i < office->studies->len; i++)
    add_connection (self, office->studies->pdata[i]);
  *n = peers->len;
  return TRUE;
}

static void
refresh (JlyPage *page)
{
  JlyMessagesPage *self = JLY_MESSAGES_PAGE (page);
  g_autoptr (GError) error = NULL;
  JlyStore *store = get_store (&error);
  gboolean waits = FALSE;
  guint n = 0;

  jly_guide_clear (GTK_WIDGET (self->peers));
  jly_guide_clear (GTK_WIDGET (self->connections));
  if (store == NULL || !add_peers (self, store, &waits, &n, &error))
    show_error (self, error);
  gtk_widget_set_visible (self->lists, n > 0);
  gtk_widget_set_visible (self->nobody, n == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "messages.save-all", waits);
  jly_page_set_send_line (page, waits ? _ ("A file of messages is sealed: whoever carries it can "
                                           "read nothing in it.")
                                      : _ ("Nothing waits to be sent."));
}

/* Ways out and in. */

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *receiver = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";
  g_autofree char *name
      = g_strconcat (*receiver != '\0' ? receiver : _ ("Messages"), JLY_BUNDLE_ENDING, NULL);

  g_strdelimit (name, "/", '_');
  jly_file_chooser_save (widget, _ ("Save Messages to Send"), name, "messages.save-to",
                         g_variant_new_string (receiver));
}

static void
report_saved (JlyMessagesPage *self, GPtrArray *counts, gboolean is_all)
{
  guint n = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < counts->len; i++)
    n += ((const JlyPostCount *)counts->pdata[i])->n;
  text = g_strdup_printf (ngettext ("%u message was saved", "%u messages were saved", n), n);
  jly_notice_set (self->notice, JLY_STATUS_DONE, text,
                  is_all ? _ ("Send the file to the others. Until they have confirmed it, the same "
                              "messages are in the next file too.")
                         : _ ("Not all found room: once the others have confirmed these, save "
                              "again."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

/* Whom it is for ("" for all) and a path; for the chooser, tests and tools. */
static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyMessagesPage *self = JLY_MESSAGES_PAGE (widget);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GError) error = NULL;
  const char *receiver, *path;
  gboolean is_all = TRUE;

  g_variant_get (parameter, "(&s&s)", &receiver, &path);
  if (jly_carry_save (get_store (NULL), get_identity (), get_now (), path,
                      *receiver != '\0' ? receiver : NULL, report->for_others, &is_all, &error))
    report_saved (self, report->for_others, is_all);
  else
    show_error (self, error);
}

static void
open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open Received Messages"), "messages.open-file",
                         g_variant_new_string (""));
}

static void
add_line (JlyMessagesPage *self, JlyStatusKind kind, const char *sentence)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = jly_accessible_new_icon (jly_status_kind_get_icon (kind));
  GtkWidget *text = jly_text_new (sentence, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, jly_status_kind_get_style (kind));
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (self->came_lines, line);
}

static gboolean
is_problem (const JlyCarried *got, const char *sentence)
{
  for (guint i = 0; i < got->report->problems->len; i++)
    if (g_str_equal (got->report->problems->pdata[i], sentence))
      return TRUE;
  return FALSE;
}

static void
show_came (JlyMessagesPage *self, const JlyCarried *got)
{
  g_autoptr (GPtrArray) sentences = jly_post_report_to_sentences (got->report);

  jly_guide_clear (GTK_WIDGET (self->came_lines));
  for (guint i = 0; i < sentences->len; i++)
    add_line (self, is_problem (got, sentences->pdata[i]) ? JLY_STATUS_LOOK : JLY_STATUS_DONE,
              sentences->pdata[i]);
  for (guint i = 0; i < got->guests->len; i++)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("Somebody who gives the name “%s” has answered your invitation and was let in. This "
             "is not yet verified. Until the contract is signed, you can add them among the "
             "parties of the study that you prepare."),
          (const char *)got->guests->pdata[i]);

      add_line (self, JLY_STATUS_DONE, text);
    }
  for (guint i = 0; i < got->refused->len; i++)
    add_line (self, JLY_STATUS_LOOK, got->refused->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->came), TRUE);
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyMessagesPage *self = JLY_MESSAGES_PAGE (widget);
  g_autoptr (GError) error = NULL;
  JlyCarried got = { 0 };
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->came), FALSE);
  if (jly_carry_open (get_store (NULL), get_identity (), get_now (), path, &got, &error))
    show_came (self, &got);
  else
    show_error (self, error);
  jly_carried_clear (&got);
  jly_page_refresh (JLY_PAGE (self));
}

/* Only what went wrong needs a page of its own. */
static gboolean
is_plain (const JlyCarried *got)
{
  return got->report->problems->len == 0 && got->refused->len == 0 && got->report->joins->len == 0
         && got->report->n_strange == 0 && got->study_id != NULL
         && (got->report->taken->len > 0 || got->report->confirmed->len > 0
             || got->report->n_known > 0);
}

void
jly_messages_show_report (JlyWindow *window, const JlyCarried *got)
{
  g_autoptr (GPtrArray) sentences = NULL;

  if (!is_plain (got))
    {
      jly_window_push (window, JLY_PAGE (jly_messages_page_new (got)));
      return;
    }
  sentences = jly_post_report_to_sentences (got->report);
  jly_window_toast (window, sentences->pdata[0]);
  jly_together_open (window, got->study_id);
}

static void
open_with_keys_cb (JlyWindow *window, gpointer path)
{
  g_autoptr (GError) error = NULL;
  JlyMessagesPage *page;

  if (jly_together_take_file (window, path, &error))
    return;
  page = jly_messages_page_new (NULL);
  show_error (page, error);
  jly_window_push (window, JLY_PAGE (page));
}

void
jly_messages_open_file (JlyWindow *window, const char *path)
{
  jly_together_with_keys (window, open_with_keys_cb, g_strdup (path), g_free);
}

/* The study of this id. */
static void
show_connection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyMessagesPage *self = JLY_MESSAGES_PAGE (widget);
  g_autoptr (GError) error = NULL;
  JlyStore *store = get_store (&error);
  g_autofree char *dir = store != NULL ? jly_store_dup_dir (store) : NULL;
  g_autoptr (JlyAgreement) agreement
      = dir != NULL ? jly_agreement_open (
            dir, get_identity (), g_variant_get_string (parameter, NULL), get_now (), &error)
                    : NULL;

  if (agreement != NULL)
    jly_window_push (jly_window_of (widget), JLY_PAGE (jly_connection_page_new (agreement)));
  else
    show_error (self, error);
}

static void
build (JlyMessagesPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 720);
  GtkBox *group;

  jly_guide_add_question (
      box, _ ("Messages to and from the others"),
      _ ("What you sign goes to the others as messages: by themselves, through a folder that all "
         "of "
         "you can reach or a computing party that runs as a service; or in a file that you send by "
         "mail or on a stick. They are sealed for those who may read them."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->came = jly_guide_add_group (box, _ ("What the file held"), NULL);
  self->came_lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_box_append (self->came, GTK_WIDGET (self->came_lines));
  gtk_widget_set_visible (GTK_WIDGET (self->came), FALSE);
  group = jly_guide_add_group (box, _ ("By themselves"), NULL);
  gtk_box_append (group,
                  jly_messenger_group_new (jly_application_get_messenger (jly_application_get ())));
  self->nobody = jly_text_new (_ ("There is no study with others on this computer yet."), NULL);
  gtk_box_append (box, self->nobody);
  self->lists = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (box, self->lists);
  group = jly_guide_add_group (GTK_BOX (self->lists), _ ("Sent and received"), NULL);
  self->peers = jly_guide_new_list (_ ("Sent and received"));
  gtk_box_append (group, GTK_WIDGET (self->peers));
  group = jly_guide_add_group (
      GTK_BOX (self->lists), _ ("Connections"),
      _ ("Whether the computing parties of a study are reached from here, and what to do if not."));
  self->connections = jly_guide_new_list (_ ("Connections"));
  gtk_box_append (group, GTK_WIDGET (self->connections));
  jly_guide_add_button (JLY_PAGE (self), _ ("_Open Received Messages…"), "messages.open", FALSE);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Save Messages to Send…"), "messages.save-all", TRUE);
}

static void
jly_messages_page_class_init (JlyMessagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  JLY_PAGE_CLASS (klass)->refresh = refresh;
  JLY_PAGE_CLASS (klass)->show_news = jly_page_show_news_by_refresh;
  gtk_widget_class_install_action (widget_class, "messages.save", "s", save);
  gtk_widget_class_install_action (widget_class, "messages.save-all", NULL, save);
  gtk_widget_class_install_action (widget_class, "messages.save-to", "(ss)", save_to);
  gtk_widget_class_install_action (widget_class, "messages.open", NULL, open);
  gtk_widget_class_install_action (widget_class, "messages.show-connection", "s", show_connection);
  gtk_widget_class_install_action (widget_class, "messages.open-file", "(ss)", open_file);
}

static void
jly_messages_page_init (JlyMessagesPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Messages"));
  build (self);
}

JlyMessagesPage *
jly_messages_page_new (const JlyCarried *got)
{
  JlyMessagesPage *self = g_object_new (JLY_TYPE_MESSAGES_PAGE, NULL);

  if (got != NULL)
    show_came (self, got);
  return self;
}
