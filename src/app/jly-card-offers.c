/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-card-offers.h. */
#include "config.h"

#include "app/jly-card-offers.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-parts.h"
#include "app/jly-plain-row.h"
#include "party/jly-drop-folder.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyCardOffers
{
  AdwBin parent_instance;

  JlyDraft *draft;
  GPtrArray *kinds; /* JlyPartyKind* */
  GPtrArray *cards; /* JlyParty*: guests, then cards in the folder */
  guint n_guests;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (JlyCardOffers, jly_card_offers, ADW_TYPE_BIN)

static gboolean
is_same (const JlyPublicKeys *a, const JlyPublicKeys *b)
{
  return memcmp (a->identity, b->identity, sizeof a->identity) == 0;
}

static gboolean
is_in_draft (JlyCardOffers *self, const JlyParty *card)
{
  const GPtrArray *parties = jly_draft_get_contract (self->draft)->parties;

  for (guint i = 0; i < parties->len; i++)
    if (is_same (&((const JlyContractParty *)parties->pdata[i])->keys, &card->keys))
      return TRUE;
  return FALSE;
}

/* Of somebody who answered and put a card into the folder too, once is enough. */
static gboolean
is_among (const GPtrArray *cards, guint n, const JlyParty *card)
{
  for (guint i = 0; i < n; i++)
    if (is_same (&((const JlyParty *)cards->pdata[i])->keys, &card->keys))
      return TRUE;
  return FALSE;
}

/* As what it is added is asked where the case has several kinds of parties. */
static GtkWidget *
make_button (JlyCardOffers *self, const char *name, guint number)
{
  /* Translators: a party's name. */
  g_autofree char *label = g_strdup_printf (_ ("Add %s"), name);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      const JlyPartyKind *kind = self->kinds->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (kind->name, NULL);

      g_menu_item_set_action_and_target (item, "parties.add-card", "(uu)", i, number);
      g_menu_append_item (menu, item);
    }
  if (self->kinds->len > 1)
    {
      button = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Add As"));
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
    }
  else
    {
      button = gtk_button_new_with_label (_ ("Add"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "parties.add-card");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", 0u, number);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_accessible_set_label (button, label);
  return button;
}

static void
add_row (JlyCardOffers *self, const JlyParty *card, guint number)
{
  gboolean is_guest = number < self->n_guests;
  g_autofree char *check = jly_card_check_number (&card->keys);
  g_autofree char *subtitle = g_strdup_printf (
      is_guest ? _ ("Answered your invitation. Check number %s, not yet verified")
               : _ ("Card in the shared folder. Check number %s, not yet verified"),
      check);
  GtkWidget *row = jly_plain_row_new (card->name, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, card->name, number));
  gtk_list_box_append (self->list, row);
}

void
jly_card_offers_update (JlyCardOffers *self, const char *folder, GPtrArray *guests)
{
  g_autoptr (GPtrArray) cards = jly_drop_folder_list_cards (folder != NULL ? folder : "");
  guint n = 0;

  g_clear_pointer (&self->cards, g_ptr_array_unref);
  self->n_guests = guests != NULL ? guests->len : 0;
  if (guests != NULL)
    g_ptr_array_extend_and_steal (guests, g_steal_pointer (&cards));
  self->cards = guests != NULL ? guests : g_steal_pointer (&cards);
  jly_guide_clear (GTK_WIDGET (self->list));
  for (guint i = 0; i < self->cards->len; i++)
    if (!is_in_draft (self, self->cards->pdata[i])
        && !is_among (self->cards, i, self->cards->pdata[i]))
      {
        add_row (self, self->cards->pdata[i], i);
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

const JlyParty *
jly_card_offers_get (JlyCardOffers *self, guint number)
{
  return self->cards != NULL && number < self->cards->len ? self->cards->pdata[number] : NULL;
}

static void
finalize (GObject *object)
{
  JlyCardOffers *self = JLY_CARD_OFFERS (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (jly_card_offers_parent_class)->finalize (object);
}

static void
jly_card_offers_class_init (JlyCardOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_card_offers_init (JlyCardOffers *self)
{
}

GtkWidget *
jly_card_offers_new (JlyDraft *draft, GPtrArray *kinds)
{
  JlyCardOffers *self = g_object_new (JLY_TYPE_CARD_OFFERS, "visible", FALSE, NULL);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  self->draft = g_object_ref (draft);
  self->kinds = g_ptr_array_ref (kinds);
  self->list = jly_guide_new_list (_ ("Who could be added"));
  gtk_box_append (box, jly_text_new (_ ("Who could be added"), "heading"));
  gtk_box_append (box, GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  return GTK_WIDGET (self);
}
