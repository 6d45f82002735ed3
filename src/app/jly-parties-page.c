/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-parties-page.h. The draft is kept at every change; going on is possible once all have a
 * name, a card and a part, three compute, and a lack of independence was looked at.
 */
#include "config.h"

#include "app/jly-parties-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-card-offers.h"
#include "app/jly-drop.h"
#include "app/jly-guide.h"
#include "app/jly-invite-page.h"
#include "app/jly-notice.h"
#include "app/jly-party-row.h"
#include "app/jly-parts.h"
#include "app/jly-sheet-card.h"
#include "app/jly-terms-page.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "app/jly-wrap.h"
#include "party/jly-pass-book.h"
#include "party/jly-study-book.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyPartiesPage
{
  JlyPage parent_instance;

  JlyDraft *draft;
  GPtrArray *kinds; /* JlyPartyKind* */
  JlyNotice *notice;
  GtkListBox *list;
  JlyCardOffers *offers;
  GtkWidget *computing_group;
  GtkLabel *computing_note;
  GtkFlowBox *sheets;
  JlyNotice *dependence;
  GtkWidget *accept;
  GtkFileChooserNative *chooser; /* NULL unless it is open */
  JlyPartyRow *wanting;          /* for whom it is */
};

G_DEFINE_FINAL_TYPE (JlyPartiesPage, jly_parties_page, JLY_TYPE_PAGE)

static void
show_error (JlyPartiesPage *self, const char *title, const GError *error)
{
  if (error != NULL)
    jly_notice_show_error (self->notice, title, error);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

/* Sheets are made anew only where others compute than before: typing goes on in its entry. */
static gboolean
has_sheets_of (JlyPartiesPage *self, GPtrArray *miners)
{
  for (guint i = 0; i <= miners->len; i++)
    {
      GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->sheets, (int)i);
      GtkWidget *card = child != NULL ? gtk_flow_box_child_get_child (child) : NULL;

      if ((card == NULL) != (i == miners->len))
        return FALSE;
      if (card != NULL
          && jly_sheet_card_get_party (JLY_SHEET_CARD (card)) != g_ptr_array_index (miners, i))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_miners (const JlyContract *contract)
{
  GPtrArray *miners = g_ptr_array_new ();

  for (guint i = 0; i < contract->parties->len; i++)
    if (((JlyContractParty *)contract->parties->pdata[i])->roles & JLY_ROLE_FLAG_MINER)
      g_ptr_array_add (miners, contract->parties->pdata[i]);
  return miners;
}

static void
build_sheets (JlyPartiesPage *self, GPtrArray *miners)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->sheets, 0)) != NULL)
    gtk_flow_box_remove (self->sheets, GTK_WIDGET (child));
  for (guint i = 0; i < miners->len; i++)
    {
      gtk_flow_box_append (self->sheets, jly_sheet_card_new (self->draft, miners->pdata[i], i + 1));
      child = gtk_flow_box_get_child_at_index (self->sheets, (int)i);
      gtk_widget_set_focusable (GTK_WIDGET (child), FALSE);
      gtk_widget_add_css_class (GTK_WIDGET (child), "sheet");
    }
}

static void
show_sheets (JlyPartiesPage *self)
{
  g_autoptr (GPtrArray) miners = list_miners (jly_draft_get_contract (self->draft));
  GtkFlowBoxChild *child;

  if (!has_sheets_of (self, miners))
    build_sheets (self, miners);
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->sheets, i)) != NULL; i++)
    jly_sheet_card_update (JLY_SHEET_CARD (gtk_flow_box_child_get_child (child)));
  gtk_widget_set_visible (GTK_WIDGET (self->sheets), miners->len > 0);
  if (miners->len == 0)
    gtk_label_set_text (self->computing_note,
                        _ ("Nobody computes yet. Open a party above and let it compute."));
  else
    gtk_label_set_text (self->computing_note,
                        _ ("Exactly three. Say who stands behind each, so that all can see "
                           "whether they are independent. What you do not know may stay empty."));
}

static gboolean
show_dependence (JlyPartiesPage *self)
{
  g_autoptr (GPtrArray) sentences
      = jly_contract_find_dependence (jly_draft_get_contract (self->draft));
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean depends = sentences->len > 0;

  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)sentences->pdata[i]);
  g_string_append (text, _ ("Whoever stands behind two of them could see what both hold, and that "
                            "is enough to see everybody’s figures."));
  if (depends)
    jly_notice_set (self->dependence, JLY_STATUS_LOOK,
                    _ ("These computing parties are not independent"), text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->dependence), depends);
  gtk_widget_set_visible (self->accept, depends);
  return depends;
}

static void
show_obstacle (JlyPartiesPage *self, gboolean depends)
{
  g_autofree char *obstacle = jly_draft_find_obstacle (self->draft);
  gboolean is_accepted = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->accept));

  if (obstacle == NULL && depends && !is_accepted)
    obstacle = g_strdup (_ ("To continue, choose another computing party, or say that you have "
                            "seen the warning."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "parties.continue", obstacle == NULL);
  jly_page_set_send_line (
      JLY_PAGE (self), obstacle != NULL
                           ? obstacle
                           : _ ("Nothing leaves this computer on this page. The draft is kept."));
}

static void
update (JlyPartiesPage *self)
{
  gboolean depends;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    jly_party_row_update (JLY_PARTY_ROW (row));
  show_sheets (self);
  depends = show_dependence (self);
  show_obstacle (self, depends);
}

static void
changed_cb (JlyPartiesPage *self)
{
  show_error (self, _ ("The draft is not kept"), jly_draft_get_error (self->draft));
  update (self);
}

/* What the operator of a computing party hands out says besides its card where it is reached, and
 * lets this study in: it is kept for that. FALSE without an error if it is no such file. */
static gboolean
load_pass (const char *path, char **name, JlyPublicKeys *keys, GError **error)
{
  const char *dir = jly_application_get_data_dir (jly_application_get ());
  g_autoptr (GBytes) bytes = jly_pass_book_load (path, NULL);
  g_autoptr (JlyPass) pass = NULL;

  if (bytes == NULL || !jly_pass_book_keep (dir, bytes, &pass, error))
    return FALSE;
  *name = g_strdup (pass->name);
  *keys = pass->keys;
  return TRUE;
}

static void
use_card (JlyPartiesPage *self, JlyPartyRow *row, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  JlyPublicKeys keys;

  if (load_pass (path, &name, &keys, &error)
      || (error == NULL && jly_card_load (path, &name, &keys, &error)))
    {
      jly_party_row_put_card (row, name, &keys);
      return;
    }
  show_error (self, _ ("This card was not put in"), error);
  jly_notice_focus (self->notice);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, JlyPartiesPage *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->wanting != NULL)
    use_card (self, self->wanting, path);
  self->wanting = NULL;
  g_clear_object (&self->chooser);
}

static void
card_wanted_cb (JlyPartyRow *row, JlyPartiesPage *self)
{
  if (self->chooser != NULL)
    return;
  self->wanting = row;
  self->chooser = gtk_file_chooser_native_new (_ ("Open a Card"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* A card's link, copied from a mail or a scanned code. */
static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (JlyPartyRow) row = JLY_PARTY_ROW (data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), JLY_TYPE_PARTIES_PAGE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  JlyPublicKeys keys;

  if (page == NULL)
    return;
  if (jly_card_read (bytes, &name, &keys, &error))
    jly_party_row_put_card (row, name, &keys);
  else
    {
      show_error (JLY_PARTIES_PAGE (page), _ ("There is no card to paste"), error);
      jly_notice_focus (JLY_PARTIES_PAGE (page)->notice);
    }
}

static void
paste_wanted_cb (JlyPartyRow *row)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (row)), NULL, pasted_cb,
                                 g_object_ref (row));
}

/* Who answered an invitation to this study; NULL: nobody. */
static GPtrArray *
list_guests (JlyPartiesPage *self)
{
  JlyStore *store = jly_application_get_store (jly_application_get (), NULL);
  g_autoptr (GPtrArray) notes
      = store != NULL
            ? jly_store_list_notes (store, jly_draft_get_contract (self->draft)->study_id, NULL)
            : NULL;

  return notes != NULL ? jly_study_book_list_guests (notes) : NULL;
}

static void
show_offers (JlyPartiesPage *self)
{
  JlyMessenger *messenger = jly_application_get_messenger (jly_application_get ());

  jly_card_offers_update (self->offers, jly_messenger_get_folder (messenger), list_guests (self));
}

static void
refresh (JlyPage *page)
{
  show_offers (JLY_PARTIES_PAGE (page));
}

static JlyPartyRow *
get_row (JlyPartiesPage *self, guint place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)place);

  return row != NULL ? JLY_PARTY_ROW (row) : NULL;
}

/* For tests and tools: the card of the party at this place is in this file. */
static void
put_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyPartiesPage *self = JLY_PARTIES_PAGE (widget);
  guint place;
  const char *path;

  g_variant_get (parameter, "(u&s)", &place, &path);
  if (get_row (self, place) != NULL)
    use_card (self, get_row (self, place), path);
}

static gboolean
remove_idle_cb (gpointer data)
{
  JlyPartyRow *row = data;
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), JLY_TYPE_PARTIES_PAGE);
  JlyPartiesPage *self;

  if (page == NULL)
    return G_SOURCE_REMOVE;
  self = JLY_PARTIES_PAGE (page);
  jly_draft_remove_party (self->draft, jly_party_row_get_party (row));
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  jly_draft_changed (self->draft);
  jly_page_focus_first (JLY_PAGE (self));
  return G_SOURCE_REMOVE;
}

/* Later, for the button that was pressed is in the row. */
static void
remove_cb (JlyPartyRow *row)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_idle_cb, g_object_ref (row), g_object_unref);
}

static void
use_dropped (GtkWidget *row, const char *path)
{
  use_card (JLY_PARTIES_PAGE (gtk_widget_get_ancestor (row, JLY_TYPE_PARTIES_PAGE)),
            JLY_PARTY_ROW (row), path);
}

static JlyPartyRow *
append_row (JlyPartiesPage *self, JlyContractParty *party)
{
  static const char *const cards[] = { JLY_CARD_SUFFIX, JLY_PASS_ENDING, NULL };
  GtkWidget *row = jly_party_row_new (self->draft, party);

  g_signal_connect (row, "paste-wanted", G_CALLBACK (paste_wanted_cb), NULL);
  g_signal_connect_object (row, "card-wanted", G_CALLBACK (card_wanted_cb), self, 0);
  g_signal_connect (row, "remove", G_CALLBACK (remove_cb), NULL);
  /* One's own card is one's own keys. */
  if (!jly_draft_is_own (self->draft, party))
    jly_drop_accept (row, cards, N_ ("This is no card. Drop the card of this party here."),
                     use_dropped);
  gtk_list_box_append (self->list, row);
  return JLY_PARTY_ROW (row);
}

static void
add_party (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyPartiesPage *self = JLY_PARTIES_PAGE (widget);
  guint kind = g_variant_get_uint32 (parameter);
  JlyPartyRow *row;

  if (kind >= self->kinds->len
      || jly_draft_get_contract (self->draft)->parties->len >= JLY_POLICY_MAX_PARTIES)
    return;
  row = append_row (self, jly_draft_add_party (self->draft, self->kinds->pdata[kind], ""));
  jly_draft_changed (self->draft);
  jly_party_row_focus_name (row);
}

/* A party whose card lies in the shared folder. */
static void
add_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyPartiesPage *self = JLY_PARTIES_PAGE (widget);
  const JlyParty *card;
  JlyPartyRow *row;
  guint kind, number;

  g_variant_get (parameter, "(uu)", &kind, &number);
  card = jly_card_offers_get (self->offers, number);
  if (card == NULL || kind >= self->kinds->len
      || jly_draft_get_contract (self->draft)->parties->len >= JLY_POLICY_MAX_PARTIES)
    return;
  row = append_row (self, jly_draft_add_party (self->draft, self->kinds->pdata[kind], card->name));
  jly_party_row_put_card (row, card->name, &card->keys);
  jly_draft_changed (self->draft);
  show_offers (self);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
invite (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyPartiesPage *self = JLY_PARTIES_PAGE (widget);

  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_invite_page_new (self->draft, self->kinds)));
}

static GtkWidget *
make_add_button (JlyPartiesPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->kinds->len; i++)
    {
      const JlyPartyKind *kind = self->kinds->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (kind->name, NULL);

      g_menu_item_set_action_and_target (item, "parties.add", "u", i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Add a Party"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
make_buttons (JlyPartiesPage *self)
{
  JlyWrap *wrap = JLY_WRAP (jly_wrap_new (6));
  GtkWidget *invite_button = gtk_button_new_with_mnemonic (_ ("_Invite Somebody…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (invite_button), "parties.invite");
  jly_wrap_add (wrap, make_add_button (self));
  jly_wrap_add (wrap, invite_button);
  return GTK_WIDGET (wrap);
}

static void
build_computing (JlyPartiesPage *self, GtkBox *box)
{
  const char *accepted = _ ("We have seen this and accept it; the contract will say so.");
  GtkBox *group = jly_guide_add_group (box, _ ("Computing parties"), "");

  self->computing_group = GTK_WIDGET (group);
  self->computing_note = GTK_LABEL (gtk_widget_get_last_child (self->computing_group));
  self->sheets = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->sheets, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->sheets, TRUE);
  gtk_flow_box_set_min_children_per_line (self->sheets, 1);
  gtk_flow_box_set_max_children_per_line (self->sheets, 3);
  gtk_flow_box_set_column_spacing (self->sheets, 12);
  gtk_flow_box_set_row_spacing (self->sheets, 12);
  jly_accessible_set_label (GTK_WIDGET (self->sheets), _ ("Computing parties"));
  gtk_box_append (group, GTK_WIDGET (self->sheets));
  self->dependence = g_object_new (JLY_TYPE_NOTICE, NULL);
  gtk_box_append (group, GTK_WIDGET (self->dependence));
  self->accept = gtk_check_button_new ();
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->accept), jly_text_new (accepted, NULL));
  jly_accessible_set_label (self->accept, accepted);
  g_signal_connect_object (self->accept, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (group, self->accept);
}

static void
build (JlyPartiesPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 900);
  const JlyContract *contract = jly_draft_get_contract (self->draft);

  jly_guide_add_question (box, _ ("Who takes part, and who computes?"),
                          _ ("Three computing parties work together. Any one of them alone learns "
                             "nothing; two who work together in secret could learn everything. "
                             "Choose three that have no reason to."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->list = jly_guide_new_list (_ ("Parties"));
  gtk_box_append (box, GTK_WIDGET (self->list));
  for (guint i = 0; i < contract->parties->len; i++)
    append_row (self, contract->parties->pdata[i]);
  gtk_box_append (box, make_buttons (self));
  self->offers = JLY_CARD_OFFERS (jly_card_offers_new (self->draft, self->kinds));
  gtk_box_append (box, GTK_WIDGET (self->offers));
  build_computing (self, box);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Continue"), "parties.continue", TRUE);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_terms_page_new (JLY_PARTIES_PAGE (widget)->draft)));
}

static void
dispose (GObject *object)
{
  JlyPartiesPage *self = JLY_PARTIES_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  G_OBJECT_CLASS (jly_parties_page_parent_class)->dispose (object);
}

static void
jly_parties_page_class_init (JlyPartiesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "parties.add", "u", add_party);
  gtk_widget_class_install_action (widget_class, "parties.invite", NULL, invite);
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  gtk_widget_class_install_action (widget_class, "parties.add-card", "(uu)", add_card);
  gtk_widget_class_install_action (widget_class, "parties.put-card", "(us)", put_card);
  gtk_widget_class_install_action (widget_class, "parties.continue", NULL, go_on);
}

static void
jly_parties_page_init (JlyPartiesPage *self)
{
}

JlyPartiesPage *
jly_parties_page_new (JlyDraft *draft)
{
  JlyPartiesPage *self = g_object_new (JLY_TYPE_PARTIES_PAGE, "title", _ ("Parties"), "subtitle",
                                       jly_draft_get_contract (draft)->title, NULL);

  self->draft = g_object_ref (draft);
  jly_study_header_add_draft (JLY_PAGE (self), draft);
  self->kinds = jly_parts_list_kinds (jly_draft_get_case (draft));
  build (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
