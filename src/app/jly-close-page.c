/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-close-page.h. Who is left out stays with the computing parties: the others are told how
 * many figures are in the set, and not whose. */
#include "config.h"

#include "app/jly-close-page.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-missing-list.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-study-header.h"
#include "app/jly-waiting.h"
#include "app/jly-window.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyClosePage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlyPartySet left_out;

  JlyNotice *notice;
  GtkListBox *list;
  GtkListBox *missing;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (JlyClosePage, jly_close_page, JLY_TYPE_PAGE)

/* How the figures of one party stand. */
typedef struct
{
  guint64 number;   /* of the last; 0: there is none */
  guint n_receipts; /* for the last */
  guint64 counted;  /* the last that all three hold; 0: none */
} Upload;

static Upload
get_upload (JlyClosePage *self, guint party)
{
  JlyMember *member = jly_agreement_get_member (self->agreement);
  Upload upload;

  jly_member_get_upload (member, party, &upload.number, &upload.n_receipts);
  upload.counted = jly_member_get_counted (member, party);
  return upload;
}

static gboolean
is_provider (JlyClosePage *self, guint party)
{
  const JlyContractParty *who
      = jly_contract_get_party (jly_agreement_get_contract (self->agreement), party);

  return (who->roles & JLY_ROLE_FLAG_PROVIDER) != 0;
}

static gboolean
is_in (JlyClosePage *self, guint party)
{
  return is_provider (self, party) && (self->left_out >> party & 1) == 0
         && get_upload (self, party).counted > 0;
}

static void show_line (JlyClosePage *self);

static void
switch_cb (GtkSwitch *toggle, GParamSpec *pspec, JlyClosePage *self)
{
  guint party = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "party"));
  JlyPartySet bit = (JlyPartySet)1 << party;

  if (gtk_switch_get_active (toggle))
    self->left_out &= ~bit;
  else
    self->left_out |= bit;
  show_line (self);
}

static GtkWidget *
make_switch (JlyClosePage *self, guint party, const char *name)
{
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_ ("The figures of %s belong to the set"), name);

  gtk_switch_set_active (GTK_SWITCH (toggle), (self->left_out >> party & 1) == 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  jly_accessible_set_label (toggle, label);
  g_object_set_data (G_OBJECT (toggle), "party", GUINT_TO_POINTER (party));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switch_cb), self, 0);
  return toggle;
}

static JlyStatusKind
describe (const Upload *upload, char **words)
{
  if (upload->number == 0)
    *words = g_strdup (_ ("Not there yet"));
  else if (upload->n_receipts == JLY_STUDY_MINERS)
    *words = g_strdup (_ ("Received by all three"));
  else
    *words = g_strdup_printf (_ ("Received by %u of the three"), upload->n_receipts);
  return upload->n_receipts == JLY_STUDY_MINERS ? JLY_STATUS_DONE : JLY_STATUS_WAITING;
}

static void
add_party (JlyClosePage *self, guint party)
{
  const JlyContractParty *who
      = jly_contract_get_party (jly_agreement_get_contract (self->agreement), party);
  Upload upload = get_upload (self, party);
  gboolean has_newer = upload.counted > 0 && upload.number > upload.counted;
  g_autofree char *words = NULL;
  JlyStatusKind kind = describe (&upload, &words);
  GtkWidget *row = jly_plain_row_new (
      who->name, has_newer
                     ? _ ("Corrected figures; until all three have them, the earlier ones count.")
                     : NULL);
  GtkWidget *status = jly_status_new (kind, words);

  /* So that the switch stands at the end of a line of their own. */
  gtk_widget_set_hexpand (status, TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  if (upload.counted > 0 && jly_agreement_has_role (self->agreement, JLY_ROLE_FLAG_MINER))
    {
      GtkWidget *toggle = make_switch (self, party, who->name);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
      if (has_newer)
        jly_accessible_describe_by_row (toggle, row);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
  jly_row_layout_join (ADW_ACTION_ROW (row), self->list);
}

static void
show_notice (JlyClosePage *self)
{
  guint8 root[JLY_HASH_BYTES];
  guint n = 0;
  gboolean is_closed
      = jly_member_get_inputs (jly_agreement_get_member (self->agreement), root, &n, NULL);
  g_autofree char *text = g_strdup_printf (
      ngettext ("It has the figures of %u party. Closing it again begins a new set: what was "
                "approved for this one does not count there.",
                "It has the figures of %u parties. Closing it again begins a new set: what was "
                "approved for this one does not count there.",
                n),
      n);

  if (is_closed)
    jly_notice_set (self->notice, JLY_STATUS_DONE, _ ("The set is closed"), text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), is_closed);
}

static void
show_line (JlyClosePage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  gboolean is_mine = jly_agreement_has_role (self->agreement, JLY_ROLE_FLAG_MINER);
  guint n = 0, n_all = 0;
  g_autofree char *line = NULL;

  for (guint i = 0; i < contract->parties->len; i++)
    {
      n += is_in (self, i);
      n_all += is_provider (self, i);
    }
  line = g_strdup_printf (_ ("The set would have the figures of %u of %u parties; all are told "
                             "how many, and only the computing parties whose."),
                          n, n_all);
  gtk_widget_set_visible (self->button, is_mine);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "close.close", is_mine && n > 0);
  jly_page_set_send_line (JLY_PAGE (self),
                          !is_mine ? _ ("One of the three computing parties closes the set.")
                          : n > 0  ? line
                                   : _ ("To continue, wait until all three computing parties have "
                                         "received figures."));
}

static void
show (JlyClosePage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  g_autoptr (GPtrArray) missing
      = jly_waiting_list (self->agreement, g_get_real_time () / G_USEC_PER_SEC);
  guint8 root[JLY_HASH_BYTES];
  guint n;
  gboolean is_closed
      = jly_member_get_inputs (jly_agreement_get_member (self->agreement), root, &n, NULL);

  jly_guide_clear (GTK_WIDGET (self->list));
  for (guint i = 0; i < contract->parties->len; i++)
    if (is_provider (self, i))
      add_party (self, i);
  jly_missing_list_show (self->missing, is_closed ? NULL : missing);
  show_notice (self);
  show_line (self);
}

static void
close_set (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyClosePage *self = JLY_CLOSE_PAGE (widget);
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  JlyWindow *window = jly_window_of (widget);
  g_autoptr (GPtrArray) without = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (window == NULL || jly_window_get_page (window) != JLY_PAGE (self))
    return;
  for (guint i = 0; i < contract->parties->len; i++)
    if ((self->left_out >> i & 1) != 0)
      g_ptr_array_add (without, jly_contract_get_party (contract, i)->name);
  g_ptr_array_add (without, NULL);
  if (jly_agreement_freeze (self->agreement, (const char *const *)without->pdata,
                            g_get_real_time () / G_USEC_PER_SEC, &error))
    {
      jly_window_toast (window, _ ("Closed. Save it for the others now."));
      jly_window_pop (window);
      return;
    }
  jly_notice_set (self->notice, JLY_STATUS_LOOK, error->message,
                  jly_error_get_detail (error)->next);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_CLOSE_PAGE (object)->agreement);
  G_OBJECT_CLASS (jly_close_page_parent_class)->dispose (object);
}

/* The agreement says "changed" if it can be read. */
static gboolean
show_news (JlyPage *page)
{
  JlyClosePage *self = JLY_CLOSE_PAGE (page);

  return jly_agreement_refresh (self->agreement, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
jly_close_page_class_init (JlyClosePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  JLY_PAGE_CLASS (klass)->show_news = show_news;
  gtk_widget_class_install_action (widget_class, "close.close", NULL, close_set);
}

static void
jly_close_page_init (JlyClosePage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 700);

  jly_page_set_title (JLY_PAGE (self), _ ("All Figures"));
  jly_guide_add_question (box, _ ("Which figures belong to the set?"),
                          _ ("Questions are about a closed set: what comes later is not in it "
                             "until it is closed anew."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->list = jly_guide_new_list (_ ("Figures of all parties"));
  gtk_box_append (box, GTK_WIDGET (self->list));
  self->missing = jly_missing_list_new ();
  gtk_box_append (box, GTK_WIDGET (self->missing));
  self->button = jly_guide_add_button (JLY_PAGE (self), _ ("_Close the Set"), "close.close", TRUE);
}

JlyClosePage *
jly_close_page_new (JlyAgreement *agreement)
{
  JlyClosePage *self = g_object_new (JLY_TYPE_CLOSE_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_CLOSE);
  g_signal_connect_object (agreement, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return self;
}
