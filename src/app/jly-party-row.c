/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-party-row.h. */
#include "config.h"

#include "app/jly-party-row.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-parts.h"
#include "app/jly-plain-row.h"
#include "app/jly-role-tag.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyPartyRow
{
  AdwExpanderRow parent_instance;

  JlyDraft *draft;
  JlyContractParty *party;
  GtkWidget *tags;
  GtkWidget *name;
  GtkWidget *card;
  GtkWidget *choose; /* its file */
  GtkWidget *side;   /* NULL where the case has no sides */
  gboolean is_filling;
};

enum
{
  CARD_WANTED,
  PASTE_WANTED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyPartyRow, jly_party_row, ADW_TYPE_EXPANDER_ROW)

/* What people may give a party, if the case's rules speak of it. */
static const struct
{
  guint role;
  const char *title, *subtitle;
} offered[] = {
  { JLY_ROLE_FLAG_PROVIDER, N_ ("Brings figures"), N_ ("Its figures enter in sealed pieces") },
  { JLY_ROLE_FLAG_MINER, N_ ("Computes"), N_ ("Exactly three parties do; each holds pieces only") },
  { JLY_ROLE_FLAG_ASKER, N_ ("Asks questions"), NULL },
  { JLY_ROLE_FLAG_REPRESENTATIVE, N_ ("Represents its side"),
    N_ ("Once the members of the side have given it their mandate") },
  { JLY_ROLE_FLAG_APPROVER, N_ ("Checks questions"), N_ ("Nothing is computed without its yes") },
  { JLY_ROLE_FLAG_OFFICER, N_ ("Data security officer"),
    N_ ("Agrees to the contract before anything is asked") },
  { JLY_ROLE_FLAG_RECIPIENT, N_ ("Learns results"), NULL },
};

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_PARTY_ROW (object)->draft);
  G_OBJECT_CLASS (jly_party_row_parent_class)->dispose (object);
}

static void
jly_party_row_class_init (JlyPartyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CARD_WANTED] = g_signal_new ("card-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PASTE_WANTED] = g_signal_new ("paste-wanted", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_party_row_init (JlyPartyRow *self)
{
}

static guint
get_parts (JlyPartyRow *self)
{
  const JlyContract *contract = jly_draft_get_contract (self->draft);
  guint place;

  return g_ptr_array_find (contract->parties, self->party, &place) ? jly_parts_of (contract, place)
                                                                   : 0;
}

/* Shapes alone, for the words stand beside them. */
static void
show_tags (JlyPartyRow *self, guint parts)
{
  JlyTableShape shape = jly_case_get_shape (jly_draft_get_case (self->draft));

  jly_guide_clear (self->tags);
  for (JlyRole role = 0; role < JLY_N_ROLES; role++)
    if (parts & 1u << role)
      {
        GtkWidget *tag = jly_role_tag_new (role, shape);

        gtk_widget_set_visible (gtk_widget_get_last_child (tag), FALSE);
        gtk_box_append (GTK_BOX (self->tags), tag);
      }
}

static void
show_card (JlyPartyRow *self)
{
  g_autofree char *number = NULL;
  g_autofree char *subtitle = NULL;

  if (jly_draft_has_card (self->party))
    {
      number = jly_card_check_number (&self->party->keys);
      subtitle
          = g_strdup_printf (_ ("Check number %s: let the party read its own to you."), number);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->card),
                               subtitle != NULL
                                   ? subtitle
                                   : _ ("Not there yet. A card is a small file that says who the "
                                        "party is; ask it for it, or invite it."));
  gtk_button_set_label (GTK_BUTTON (self->choose),
                        subtitle != NULL ? _ ("_Another File…") : _ ("Choose _File…"));
}

void
jly_party_row_update (JlyPartyRow *self)
{
  guint parts = get_parts (self);
  gboolean is_own = jly_draft_is_own (self->draft, self->party);
  const char *name = *self->party->name != '\0' ? self->party->name : _ ("Without a name yet");
  /* Translators: the name of the person's own party. */
  g_autofree char *title = is_own ? g_strdup_printf (_ ("%s (you)"), name) : g_strdup (name);
  g_autofree char *words = jly_parts_describe (parts);
  g_autofree char *subtitle
      = jly_draft_has_card (self->party)
            ? g_strdup (words)
            /* Translators: what a party does, and that its card is missing. */
            : g_strdup_printf (_ ("%s; its card is not there yet"), words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  jly_accessible_set_label (GTK_WIDGET (self), title);
  show_tags (self, parts);
  show_card (self);
}

static void
name_changed_cb (JlyPartyRow *self)
{
  if (self->is_filling)
    return;
  g_free (self->party->name);
  self->party->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  jly_draft_changed (self->draft);
}

static void
role_cb (GtkSwitch *toggle, GParamSpec *pspec, JlyPartyRow *self)
{
  guint role = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "role"));

  if (role == JLY_ROLE_FLAG_PROVIDER)
    role |= JLY_ROLE_FLAG_OWNER;
  if (gtk_switch_get_active (toggle))
    self->party->roles |= role;
  else
    self->party->roles &= ~role;
  jly_draft_changed (self->draft);
}

static void
side_cb (JlyPartyRow *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->side));
  const JlyContract *contract = jly_draft_get_contract (self->draft);

  self->party->side = chosen < contract->sides->len ? chosen : JLY_NO_SIDE;
  jly_draft_changed (self->draft);
}

static void
add (JlyPartyRow *self, GtkWidget *row)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_role (JlyPartyRow *self, gsize i)
{
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *row = jly_plain_row_new (_ (offered[i].title), NULL);

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), (self->party->roles & offered[i].role) != 0);
  g_object_set_data (G_OBJECT (toggle), "role", GUINT_TO_POINTER (offered[i].role));
  jly_accessible_set_label (toggle, _ (offered[i].title));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (role_cb), self, 0);
  if (offered[i].subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (offered[i].subtitle));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  add (self, row);
}

static void
add_side (JlyPartyRow *self)
{
  const JlyContract *contract = jly_draft_get_contract (self->draft);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (contract->sides->len == 0)
    return;
  for (guint i = 0; i < contract->sides->len; i++)
    gtk_string_list_append (names, contract->sides->pdata[i]);
  gtk_string_list_append (names, _ ("None"));
  self->side = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->side), _ ("Side"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->side), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->side),
                              MIN (self->party->side, contract->sides->len));
  g_signal_connect_object (self->side, "notify::selected", G_CALLBACK (side_cb), self,
                           G_CONNECT_SWAPPED);
  add (self, self->side);
}

static void
card_clicked_cb (JlyPartyRow *self)
{
  g_signal_emit (self, signals[CARD_WANTED], 0);
}

static void
paste_clicked_cb (JlyPartyRow *self)
{
  g_signal_emit (self, signals[PASTE_WANTED], 0);
}

static void
remove_clicked_cb (JlyPartyRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/* Of one's own card there is nothing to choose. */
static GtkWidget *
add_card_button (JlyPartyRow *self, const char *label, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !jly_draft_is_own (self->draft, self->party));
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->card), button);
  return button;
}

/* One's own card is one's own keys. */
static void
add_card (JlyPartyRow *self)
{
  GtkWidget *paste;

  self->card = jly_plain_row_new (_ ("Card"), NULL);
  paste = add_card_button (self, _ ("_Paste"), G_CALLBACK (paste_clicked_cb));
  /* Both with words are too wide for a phone. */
  gtk_button_set_icon_name (GTK_BUTTON (paste), "edit-paste-symbolic");
  gtk_widget_set_tooltip_text (paste, _ ("Paste the Link of a Card"));
  jly_accessible_set_label (paste, _ ("Paste the Link of a Card"));
  self->choose = add_card_button (self, _ ("Choose _File…"), G_CALLBACK (card_clicked_cb));
  add (self, self->card);
}

static void
add_remove (JlyPartyRow *self)
{
  GtkWidget *row, *button;

  if (jly_draft_is_own (self->draft, self->party))
    return;
  row = gtk_list_box_row_new ();
  button = gtk_button_new_with_mnemonic (_ ("_Take This Party Out"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_margin_top (button, 6);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  add (self, row);
}

static void
build (JlyPartyRow *self)
{
  guint wanted = jly_parts_get_roles (jly_draft_get_case (self->draft));

  self->tags = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->tags, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->tags);
  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name"));
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->party->name);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add (self, self->name);
  add_card (self);
  add_side (self);
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    if (wanted & offered[i].role)
      add_role (self, i);
  add_remove (self);
}

GtkWidget *
jly_party_row_new (JlyDraft *draft, JlyContractParty *party)
{
  JlyPartyRow *self = g_object_new (JLY_TYPE_PARTY_ROW, "use-markup", FALSE, NULL);

  self->draft = g_object_ref (draft);
  self->party = party;
  build (self);
  jly_party_row_update (self);
  return GTK_WIDGET (self);
}

JlyContractParty *
jly_party_row_get_party (JlyPartyRow *self)
{
  return self->party;
}

void
jly_party_row_put_card (JlyPartyRow *self, const char *name, const JlyPublicKeys *keys)
{
  self->party->keys = *keys;
  if (*self->party->name == '\0')
    {
      g_free (self->party->name);
      self->party->name = g_strdup (name);
      self->is_filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->name), name);
      self->is_filling = FALSE;
    }
  jly_draft_changed (self->draft);
}

void
jly_party_row_focus_name (JlyPartyRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (self->name);
}
