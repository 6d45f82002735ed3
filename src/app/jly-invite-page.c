/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-invite-page.h. */
#include "config.h"

#include "app/jly-invite-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-parts.h"
#include "app/jly-plain-row.h"
#include "app/jly-qr-view.h"
#include "app/jly-wheel.h"
#include "party/jly-inviting.h"

#include <glib/gi18n.h>

#define MOST_AT_ONCE 50

struct _JlyInvitePage
{
  JlyPage parent_instance;

  JlyDraft *draft;
  GPtrArray *kinds; /* JlyPartyKind* */
  JlyInvitation *invitation;
  GBytes *signed_bytes; /* NULL before it is handed over */
  JlyNotice *notice;
  GtkDropDown *kind;
  GtkSpinButton *how_many;
  GtkWidget *sentences;
  GtkBox *code; /* empty until it is asked for */
};

G_DEFINE_FINAL_TYPE (JlyInvitePage, jly_invite_page, JLY_TYPE_PAGE)

static const JlyIdentity *
get_identity (void)
{
  return jly_person_get_identity (jly_application_get_person (jly_application_get ()));
}

static void
show_sentences (JlyInvitePage *self)
{
  g_autoptr (GPtrArray) sentences = jly_invitation_to_sentences (self->invitation);

  jly_guide_clear (self->sentences);
  for (guint i = 0; i < sentences->len; i++)
    gtk_box_append (GTK_BOX (self->sentences), jly_text_new (sentences->pdata[i], NULL));
}

/* One of its own, with a secret of its own. The caller frees. */
static JlyInvitation *
make_invitation (JlyInvitePage *self)
{
  const JlyPartyKind *kind = self->kinds->pdata[gtk_drop_down_get_selected (self->kind)];
  guint roles = kind->roles | (kind->all_compute ? JLY_ROLE_FLAG_MINER : 0);
  JlyPerson *person = jly_application_get_person (jly_application_get ());

  return jly_inviting_new (get_identity (), jly_person_get_name (person),
                           jly_draft_get_contract (self->draft), jly_draft_get_case (self->draft),
                           roles, g_get_real_time () / G_USEC_PER_SEC);
}

/* Another kind is another invitation: the one before, if it was handed over, stays good. */
static void
begin (JlyInvitePage *self)
{
  g_clear_pointer (&self->signed_bytes, g_bytes_unref);
  g_clear_pointer (&self->invitation, jly_invitation_free);
  self->invitation = make_invitation (self);
  jly_guide_clear (GTK_WIDGET (self->code));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  show_sentences (self);
}

static void
show_error (JlyInvitePage *self, const GError *error)
{
  jly_notice_show_error (self->notice, _ ("The invitation was not made"), error);
  jly_notice_focus (self->notice);
}

/* NULL if it cannot be, and says why. The draft is kept from then on: who answers, answers to it.
 */
static GBytes *
get_bytes (JlyInvitePage *self)
{
  g_autoptr (GError) error = NULL;
  JlyStore *store;

  if (self->signed_bytes != NULL)
    return self->signed_bytes;
  store = jly_application_get_store (jly_application_get (), &error);
  if (store != NULL)
    self->signed_bytes = jly_inviting_sign (self->invitation, get_identity (), store, &error);
  if (self->signed_bytes == NULL)
    show_error (self, error);
  else
    jly_draft_changed (self->draft);
  return self->signed_bytes;
}

static void
say_done (JlyInvitePage *self, const char *title)
{
  jly_notice_set (self->notice, JLY_STATUS_DONE, title,
                  _ ("It lets one party in. Open the answer under Messages; whoever answered can "
                     "then be added on the page before this one. For somebody else, make another "
                     "invitation."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

/* "" and a path: for the chooser, tests and tools. Nobody else on this computer may read it. */
static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyInvitePage *self = JLY_INVITE_PAGE (widget);
  GBytes *bytes = get_bytes (self);
  g_autoptr (GBytes) file = bytes != NULL ? jly_invitation_to_file (bytes) : NULL;
  g_autoptr (GError) error = NULL;
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  if (file == NULL)
    return;
  if (jly_file_chooser_write (path, file, 0600, &error))
    say_done (self, _ ("The invitation is saved"));
  else
    show_error (self, error);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strconcat (_ ("Invitation"), JLY_INVITATION_ENDING, NULL);

  jly_file_chooser_save (widget, _ ("Save the Invitation"), name, "invite.save-to",
                         g_variant_new_string (""));
}

static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyInvitePage *self = JLY_INVITE_PAGE (widget);
  GBytes *bytes = get_bytes (self);
  g_autofree char *link = bytes != NULL ? jly_invitation_to_link (bytes) : NULL;

  if (link == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  say_done (self, _ ("The link is copied"));
}

/* Each on a line of its own; NULL with an error, and those before it are then good for nothing. */
static char *
dup_links (JlyInvitePage *self, guint n, GError **error)
{
  JlyStore *store = jly_application_get_store (jly_application_get (), error);
  g_autoptr (GString) links = g_string_new (NULL);

  for (guint i = 0; store != NULL && i < n; i++)
    {
      g_autoptr (JlyInvitation) invitation = make_invitation (self);
      g_autoptr (GBytes) bytes = jly_inviting_sign (invitation, get_identity (), store, error);
      g_autofree char *link = bytes != NULL ? jly_invitation_to_link (bytes) : NULL;

      if (link == NULL)
        return NULL;
      g_string_append_printf (links, "%s\n", link);
    }
  return store != NULL ? g_string_free (g_steal_pointer (&links), FALSE) : NULL;
}

/* For a whole round at once: a link that two were given would let in only the first who answers. */
static void
copy_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyInvitePage *self = JLY_INVITE_PAGE (widget);
  guint n = (guint)gtk_spin_button_get_value_as_int (self->how_many);
  g_autoptr (GError) error = NULL;
  g_autofree char *links = dup_links (self, n, &error);
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u link is copied", "%u links are copied", n), n);

  if (links == NULL)
    {
      show_error (self, error);
      return;
    }
  jly_draft_changed (self->draft);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), links);
  jly_notice_set (self->notice, JLY_STATUS_DONE, title,
                  _ ("Paste them where you keep your list, and send each party a line of its own: "
                     "every link lets one party in."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

static void
show_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyInvitePage *self = JLY_INVITE_PAGE (widget);
  GBytes *bytes = get_bytes (self);
  g_autofree char *link = bytes != NULL ? jly_invitation_to_link (bytes) : NULL;
  g_autoptr (GError) error = NULL;
  JlyQr *qr = link != NULL ? jly_qr_new (link, &error) : NULL;

  if (qr == NULL)
    {
      if (error != NULL)
        show_error (self, error);
      return;
    }
  jly_guide_clear (GTK_WIDGET (self->code));
  gtk_box_append (self->code, jly_qr_view_new (qr, _ ("The invitation as a code to scan")));
  say_done (self, _ ("The code can be scanned"));
}

static GtkWidget *
add_way (
    GtkListBox *list, const char *title, const char *note, const char *label, const char *action)
{
  GtkWidget *row = jly_plain_row_new (title, note);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
  return row;
}

static void
add_several (JlyInvitePage *self, GtkListBox *list)
{
  GtkWidget *row = add_way (list, _ ("As many links"), _ ("One for each party that you invite"),
                            _ ("Copy _List"), "invite.copy-list");
  GtkWidget *spin = gtk_spin_button_new_with_range (2, MOST_AT_ONCE, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 2);
  jly_wheel_pass_on (spin);
  jly_accessible_set_label (spin, _ ("How many links"));
  jly_accessible_describe_by_row (spin, row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  self->how_many = GTK_SPIN_BUTTON (spin);
}

static void
build_kind (JlyInvitePage *self, GtkBox *box)
{
  GtkListBox *list = jly_guide_new_list (_ ("Whom you invite"));
  GtkWidget *row = jly_plain_row_new (_ ("As"), NULL);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->kinds->len; i++)
    gtk_string_list_append (names, ((const JlyPartyKind *)self->kinds->pdata[i])->name);
  self->kind = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->kind), GTK_ALIGN_CENTER);
  jly_accessible_set_label (GTK_WIDGET (self->kind), _ ("As what you invite"));
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (begin), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->kind));
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
  gtk_box_append (box, GTK_WIDGET (list));
  gtk_widget_set_visible (GTK_WIDGET (list), self->kinds->len > 1);
}

static void
build (JlyInvitePage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 720);
  GtkListBox *ways = jly_guide_new_list (_ ("Hand it over"));
  GtkBox *group;

  jly_guide_add_question (box, _ ("Whom do you invite?"),
                          _ ("An invitation lets one party in and is good for seven days. Whoever "
                             "has it can answer it, so give it to nobody else. Who answered is "
                             "verified later, by words that you read to each other on a call."));
  build_kind (self, box);
  group = jly_guide_add_group (box, _ ("What they will read"), NULL);
  self->sentences = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->sentences, "paper");
  gtk_box_append (group, self->sentences);
  group = jly_guide_add_group (box, _ ("Hand it over"), NULL);
  add_way (ways, _ ("As a file"), _ ("On a stick or with a mail; a double click opens it"),
           _ ("_Save…"), "invite.save");
  add_way (ways, _ ("As a link"), _ ("For a mail or a chat"), _ ("_Copy"), "invite.copy-link");
  add_several (self, ways);
  add_way (ways, _ ("As a code"), _ ("For a camera that is pointed at your screen"), _ ("S_how"),
           "invite.show-code");
  gtk_box_append (group, GTK_WIDGET (ways));
  self->code = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (group, GTK_WIDGET (self->code));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (group, GTK_WIDGET (self->notice));
  jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing is sent from here: you hand it over."));
}

static void
dispose (GObject *object)
{
  JlyInvitePage *self = JLY_INVITE_PAGE (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->invitation, jly_invitation_free);
  g_clear_pointer (&self->signed_bytes, g_bytes_unref);
  G_OBJECT_CLASS (jly_invite_page_parent_class)->dispose (object);
}

static void
jly_invite_page_class_init (JlyInvitePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "invite.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "invite.save-to", "(ss)", save_to);
  gtk_widget_class_install_action (widget_class, "invite.copy-link", NULL, copy_link);
  gtk_widget_class_install_action (widget_class, "invite.copy-list", NULL, copy_list);
  gtk_widget_class_install_action (widget_class, "invite.show-code", NULL, show_code);
}

static void
jly_invite_page_init (JlyInvitePage *self)
{
}

JlyInvitePage *
jly_invite_page_new (JlyDraft *draft, GPtrArray *kinds)
{
  JlyInvitePage *self = g_object_new (JLY_TYPE_INVITE_PAGE, "title", _ ("Invite"), "subtitle",
                                      jly_draft_get_contract (draft)->title, NULL);

  self->draft = g_object_ref (draft);
  self->kinds = g_ptr_array_ref (kinds);
  build (self);
  begin (self);
  return self;
}
