/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-connection-page.h. */
#include "config.h"

#include "app/jly-connection-page.h"

#include "app/jly-accessible.h"
#include "app/jly-connection.h"
#include "app/jly-guide.h"
#include "app/jly-missing.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

#define TIMEOUT 5000u /* milliseconds */

struct _JlyConnectionPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  GtkBox *parties;
  GtkWidget *nobody;
  GPtrArray *cards; /* Card* */
  GCancellable *cancellable;
  guint timeout_ms;
  guint n_looking;
};

G_DEFINE_FINAL_TYPE (JlyConnectionPage, jly_connection_page, JLY_TYPE_PAGE)

/* One party's part of the page. */
typedef struct
{
  JlyConnectionPage *page;
  JlyConnection *connection;
  JlyStatus *status;
  AdwActionRow *address;
  AdwActionRow *round_trip;
  AdwActionRow *last_seen;
  JlyNotice *notice; /* only where something is wrong */
} Card;

static void
card_free (gpointer data)
{
  Card *self = data;

  g_object_unref (self->connection);
  g_free (self);
}

static AdwActionRow *
add_fact (GtkListBox *list, const char *title)
{
  AdwActionRow *row = ADW_ACTION_ROW (jly_plain_row_new (title, NULL));

  gtk_widget_set_focusable (GTK_WIDGET (row), FALSE);
  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static char *
describe_last_seen (gint64 when)
{
  return when > 0 ? jly_missing_describe_moment (when) : g_strdup (_ ("Never yet"));
}

static char *
describe_round_trip (const JlyProbe *probe)
{
  if (probe == NULL)
    return g_strdup (_ ("Being measured"));
  if (probe->round_trip < 0)
    return g_strdup (_ ("Unknown, since nothing came back"));
  /* Translators: thousandths of a second. */
  /* Printed with one decimal, it would be none at all. */
  if (probe->round_trip < 50)
    return g_strdup (_ ("Less than 0.1 ms there and back"));
  return g_strdup_printf (_ ("%.1f ms there and back"), (double)probe->round_trip / 1000);
}

/* Where something is wrong: the cause, who can mend it, the next step. */
static void
show_notice (Card *self, const JlyProbe *probe)
{
  const char *name = jly_connection_get_name (self->connection);
  g_autofree char *mender = jly_probe_describe_mender (probe->kind, name);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->notice), mender != NULL);
  if (mender == NULL)
    return;
  text = g_strjoin (" ", mender, probe->next, NULL);
  jly_notice_set (self->notice,
                  probe->kind == JLY_PROBE_OTHER_KEY ? JLY_STATUS_FAILED : JLY_STATUS_LOOK,
                  probe->sentence, text);
}

static void
card_show (Card *self)
{
  const JlyProbe *probe = jly_connection_get_probe (self->connection);
  const char *address = jly_connection_get_address (self->connection);
  g_autofree char *round_trip = describe_round_trip (probe);
  g_autofree char *last_seen = describe_last_seen (jly_connection_get_last_seen (self->connection));

  adw_action_row_set_subtitle (self->address, address != NULL ? address : _ ("Not told yet"));
  adw_action_row_set_subtitle (self->round_trip, round_trip);
  adw_action_row_set_subtitle (self->last_seen, last_seen);
  if (probe == NULL)
    jly_status_set (self->status, JLY_STATUS_RUNNING, _ ("Calling"));
  else if (probe->kind == JLY_PROBE_OK)
    jly_status_set (self->status, JLY_STATUS_DONE, _ ("Answers"));
  else if (probe->round_trip >= 0)
    jly_status_set (self->status, JLY_STATUS_LOOK, _ ("Answers, but look"));
  else
    jly_status_set (self->status, JLY_STATUS_FAILED, _ ("Not reached"));
  if (probe != NULL)
    show_notice (self, probe);
}

static void
add_card (JlyConnectionPage *self, JlyConnection *connection)
{
  Card *card = g_new0 (Card, 1);
  GtkBox *group = jly_guide_add_group (self->parties, jly_connection_get_name (connection), NULL);
  GtkListBox *list = jly_guide_new_list (jly_connection_get_name (connection));

  card->page = self;
  card->connection = g_object_ref (connection);
  card->status = JLY_STATUS (jly_status_new (JLY_STATUS_RUNNING, _ ("Calling")));
  jly_status_set_live (card->status);
  card->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_widget_set_halign (GTK_WIDGET (card->status), GTK_ALIGN_START);
  gtk_box_append (group, GTK_WIDGET (card->status));
  gtk_box_append (group, GTK_WIDGET (card->notice));
  gtk_box_append (group, GTK_WIDGET (list));
  card->address = add_fact (list, _ ("Address"));
  card->round_trip = add_fact (list, _ ("A message"));
  card->last_seen = add_fact (list, _ ("Last heard"));
  g_ptr_array_add (self->cards, card);
  card_show (card);
}

static void
update (JlyConnectionPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.look", self->n_looking == 0);
  jly_page_set_send_line (JLY_PAGE (self),
                          self->n_looking > 0
                              ? _ ("Each computing party is called once; nothing of the study is "
                                   "sent but that you are in it.")
                              : _ ("Nothing is being sent."));
}

/* The page holds on to itself while it looks. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (JlyConnectionPage) self = JLY_CONNECTION_PAGE (data);
  g_autoptr (GError) error = NULL;

  if (!jly_connection_look_finish (JLY_CONNECTION (source), result, &error))
    return; /* begun anew, or left */
  self->n_looking--;
  for (guint i = 0; i < self->cards->len; i++)
    if (((Card *)self->cards->pdata[i])->connection == JLY_CONNECTION (source))
      card_show (self->cards->pdata[i]);
  update (self);
}

static void
look (JlyConnectionPage *self)
{
  g_autoptr (GPtrArray) list = jly_connection_list (self->agreement);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_set_size (self->cards, 0);
  jly_guide_clear (GTK_WIDGET (self->parties));
  self->n_looking = list->len;
  for (guint i = 0; i < list->len; i++)
    {
      add_card (self, list->pdata[i]);
      jly_connection_look_async (list->pdata[i], self->timeout_ms, self->cancellable, looked_cb,
                                 g_object_ref (self));
    }
  gtk_widget_set_visible (self->nobody, list->len == 0);
  update (self);
}

static void
look_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  look (JLY_CONNECTION_PAGE (widget));
}

static void
refresh (JlyPage *page)
{
  look (JLY_CONNECTION_PAGE (page));
}

static void
dispose (GObject *object)
{
  JlyConnectionPage *self = JLY_CONNECTION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->agreement);
  G_OBJECT_CLASS (jly_connection_page_parent_class)->dispose (object);
}

static void
jly_connection_page_class_init (JlyConnectionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "connection.look", NULL, look_again);
}

static void
jly_connection_page_init (JlyConnectionPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 720);

  self->timeout_ms = TIMEOUT;
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->cancellable = g_cancellable_new ();
  jly_page_set_title (JLY_PAGE (self), _ ("Connection"));
  jly_guide_add_question (
      box, _ ("Are the computing parties reached?"),
      _ ("A study also goes on by files that are carried. This page helps where "
         "a computing party should be reached over the network."));
  self->parties = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (box, GTK_WIDGET (self->parties));
  self->nobody = jly_text_new (_ ("No other computing party is in this study."), NULL);
  gtk_box_append (box, self->nobody);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Look Again"), "connection.look", TRUE);
}

JlyConnectionPage *
jly_connection_page_new (JlyAgreement *agreement)
{
  JlyConnectionPage *self = g_object_new (JLY_TYPE_CONNECTION_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  jly_page_set_subtitle (JLY_PAGE (self), jly_agreement_get_contract (agreement)->title);
  return self;
}

void
jly_connection_page_set_timeout (JlyConnectionPage *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

gboolean
jly_connection_page_is_ready (JlyConnectionPage *self)
{
  return self->n_looking == 0 && self->cards->len > 0;
}
