/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-invitation-page.h. What others wrote is text, never markup. */
#include "config.h"

#include "app/jly-invitation-page.h"

#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-invited.h"
#include "app/jly-notice.h"
#include "app/jly-together.h"
#include "base/jly-error.h"
#include "post/jly-bundle.h"
#include "post/jly-invitation.h"

#include <glib/gi18n.h>

struct _JlyInvitationPage
{
  JlyPage parent_instance;

  JlyInvitation *invitation; /* NULL: it cannot be answered */
  GBytes *bytes;             /* as it came; NULL with invitation */
  JlyNotice *notice;
  GtkWidget *last; /* the sentence that nothing was answered yet */
  GtkButton *join;
};

G_DEFINE_FINAL_TYPE (JlyInvitationPage, jly_invitation_page, JLY_TYPE_PAGE)

static void
show_error (JlyInvitationPage *self, const GError *error)
{
  jly_notice_show_error (self->notice, NULL, error);
  jly_notice_focus (self->notice);
}

/* The answer is sealed to who invited; the file shows nobody else who answers. */
static gboolean
save_answer (JlyInvitationPage *self, const char *path, GError **error)
{
  JlyPerson *person = jly_application_get_person (jly_application_get ());
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  GBytes *answer = jly_join_seal (self->invitation, jly_person_get_identity (person),
                                  jly_person_get_name (person), "", error);
  g_autoptr (GBytes) bytes = NULL;

  if (answer == NULL)
    return FALSE;
  g_ptr_array_add (envelopes, answer);
  bytes = jly_bundle_encode (envelopes, error);
  return bytes != NULL && jly_file_chooser_write (path, bytes, 0666, error);
}

static const char *
get_dir (void)
{
  return jly_application_get_data_dir (jly_application_get ());
}

static gboolean
keep (JlyInvitationPage *self, gboolean is_answered)
{
  g_autoptr (GError) error = NULL;

  if (jly_invited_keep (get_dir (), self->bytes, is_answered, &error))
    return TRUE;
  show_error (self, error);
  return FALSE;
}

/* On the start page it waits for the person. */
static void
later (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *window = jly_window_of (widget);

  if (!keep (JLY_INVITATION_PAGE (widget), FALSE))
    return;
  jly_window_toast (window, _ ("The invitation waits on the start page."));
  jly_window_pop (window);
}

/* Now, or some other day. */
static void
show_answered (JlyInvitationPage *self)
{
  jly_notice_set (self->notice, JLY_STATUS_DONE, _ ("Your answer is saved"),
                  _ ("Send the file to the one who invited you. You get the contract to read; you "
                     "have agreed to nothing yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  gtk_widget_set_visible (self->last, FALSE);
  gtk_button_set_label (self->join, _ ("_Save Again…"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invitation.decline", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invitation.later", FALSE);
  jly_page_set_send_line (JLY_PAGE (self),
                          _ ("The answer holds your name and public keys, sealed."));
}

static gboolean
is_answered (JlyInvitationPage *self)
{
  g_autofree char *id = jly_invited_make_id (self->bytes);
  g_autoptr (JlyInvited) known = jly_invited_find (get_dir (), id);

  return known != NULL && known->is_answered;
}

/* "" and a path: for the chooser, tests and tools. */
static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyInvitationPage *self = JLY_INVITATION_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  if (!save_answer (self, path, &error))
    {
      show_error (self, error);
      return;
    }
  /* The file is there in any case; if the start page cannot be told, that is said. */
  if (keep (self, TRUE))
    show_answered (self);
}

static void
choose_file_cb (JlyWindow *window, gpointer page)
{
  g_autofree char *name = g_strconcat (_ ("Answer"), JLY_BUNDLE_ENDING, NULL);

  jly_file_chooser_save (page, _ ("Save Your Answer"), name, "invitation.save-to",
                         g_variant_new_string (""));
}

static void
join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), choose_file_cb, g_object_ref (widget),
                          g_object_unref);
}

/* Nothing is sent: whoever invited must not learn who opened it and when. */
static void
decline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *window = jly_window_of (widget);
  g_autofree char *id = jly_invited_make_id (JLY_INVITATION_PAGE (widget)->bytes);

  jly_invited_remove (get_dir (), id, NULL);
  jly_window_toast (window, _ ("Declined. Nothing was sent; the invitation ends by itself."));
  jly_window_pop (window);
}

static void
show_invitation (JlyInvitationPage *self, GtkBox *box)
{
  g_autoptr (GPtrArray) sentences = jly_invitation_to_sentences (self->invitation);
  GtkWidget *paper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_add_css_class (paper, "paper");
  gtk_box_append (box, paper);
  for (guint i = 0; i < sentences->len; i++)
    {
      self->last = jly_text_new (sentences->pdata[i], NULL);
      gtk_box_append (GTK_BOX (paper), self->last);
    }
  jly_guide_add_button (JLY_PAGE (self), _ ("_Decline"), "invitation.decline", FALSE);
  jly_guide_add_button (JLY_PAGE (self), _ ("Answer _Later"), "invitation.later", FALSE);
  self->join
      = GTK_BUTTON (jly_guide_add_button (JLY_PAGE (self), _ ("_Join…"), "invitation.join", TRUE));
  jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing has been sent."));
}

static void
finalize (GObject *object)
{
  g_clear_pointer (&JLY_INVITATION_PAGE (object)->invitation, jly_invitation_free);
  g_clear_pointer (&JLY_INVITATION_PAGE (object)->bytes, g_bytes_unref);
  G_OBJECT_CLASS (jly_invitation_page_parent_class)->finalize (object);
}

static void
jly_invitation_page_class_init (JlyInvitationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "invitation.join", NULL, join);
  gtk_widget_class_install_action (widget_class, "invitation.later", NULL, later);
  gtk_widget_class_install_action (widget_class, "invitation.decline", NULL, decline);
  gtk_widget_class_install_action (widget_class, "invitation.save-to", "(ss)", save_to);
}

static void
jly_invitation_page_init (JlyInvitationPage *self)
{
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  jly_page_set_title (JLY_PAGE (self), _ ("Invitation"));
}

JlyInvitationPage *
jly_invitation_page_new_error (const GError *error)
{
  JlyInvitationPage *self = g_object_new (JLY_TYPE_INVITATION_PAGE, NULL);
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 640);

  jly_guide_add_question (box, _ ("This invitation cannot be opened"), NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  show_error (self, error);
  jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing has been sent."));
  return self;
}

JlyInvitationPage *
jly_invitation_page_new (GBytes *contents, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_invitation_find (contents, &error);
  g_autoptr (JlyInvitation) invitation
      = bytes != NULL ? jly_invitation_decode (bytes, &error) : NULL;
  JlyInvitationPage *self;
  GtkBox *box;

  if (invitation == NULL || !jly_invitation_check_time (invitation, now, &error))
    return jly_invitation_page_new_error (error);
  self = g_object_new (JLY_TYPE_INVITATION_PAGE, NULL);
  self->invitation = g_steal_pointer (&invitation);
  self->bytes = g_steal_pointer (&bytes);
  box = jly_guide_fill (JLY_PAGE (self), 640);
  jly_guide_add_question (box, _ ("You are invited"),
                          _ ("Nobody learns that you opened this, or that you decline. What you "
                             "sign later bears its time, in a log that all parties keep."));
  gtk_box_append (box, GTK_WIDGET (self->notice));
  show_invitation (self, box);
  if (is_answered (self))
    show_answered (self);
  return self;
}
