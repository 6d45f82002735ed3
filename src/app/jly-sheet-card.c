/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-card.h. */
#include "config.h"

#include "app/jly-sheet-card.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-plain-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_LINES 4
#define HEXAGON 36

static const struct
{
  goffset field;
  const char *title;
} lines[N_LINES] = {
  { G_STRUCT_OFFSET (JlyContractParty, operated_by), N_ ("Run by") },
  { G_STRUCT_OFFSET (JlyContractParty, administered_by), N_ ("Looked after by") },
  { G_STRUCT_OFFSET (JlyContractParty, hosted_by), N_ ("On a machine of") },
  { G_STRUCT_OFFSET (JlyContractParty, network_of), N_ ("On the network of") },
};

struct _JlySheetCard
{
  AdwBin parent_instance;

  JlyDraft *draft;
  JlyContractParty *party;
  GtkWidget *name;
  GtkWidget *entries[N_LINES];
  GtkWidget *marks[N_LINES];
};

G_DEFINE_FINAL_TYPE (JlySheetCard, jly_sheet_card, ADW_TYPE_BIN)

static char **
get_field (JlyContractParty *party, gsize line)
{
  return &G_STRUCT_MEMBER (char *, party, lines[line].field);
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_SHEET_CARD (object)->draft);
  G_OBJECT_CLASS (jly_sheet_card_parent_class)->dispose (object);
}

static void
jly_sheet_card_class_init (JlySheetCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
jly_sheet_card_init (JlySheetCard *self)
{
}

GtkWidget *
jly_hexagon_new (guint number)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *shape = jly_accessible_new_icon ("jly-computes-symbolic");
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text);

  gtk_image_set_pixel_size (GTK_IMAGE (shape), HEXAGON);
  gtk_widget_add_css_class (overlay, "role-computes");
  gtk_widget_add_css_class (label, "hexagon-number");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), shape);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  return overlay;
}

static void
entry_changed_cb (GtkEditable *entry, JlySheetCard *self)
{
  for (gsize i = 0; i < N_LINES; i++)
    if (self->entries[i] == GTK_WIDGET (entry))
      {
        char **field = get_field (self->party, i);

        g_free (*field);
        *field = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
      }
  jly_draft_changed (self->draft);
}

static GtkWidget *
make_head (JlySheetCard *self, guint number)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->name = jly_text_new (NULL, "heading");
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_box_append (GTK_BOX (head), jly_hexagon_new (number));
  gtk_box_append (GTK_BOX (head), self->name);
  return head;
}

static GtkWidget *
make_entry (JlySheetCard *self, gsize line)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *mark = jly_accessible_new_icon ("jly-look-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (lines[line].title));
  jly_plain_row_tell_title (row);
  gtk_editable_set_text (GTK_EDITABLE (row), *get_field (self->party, line));
  gtk_widget_add_css_class (mark, "warning");
  gtk_widget_set_tooltip_text (mark, _ ("Another computing party has the same here"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), mark);
  g_signal_connect_object (row, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  self->entries[line] = row;
  self->marks[line] = mark;
  return row;
}

GtkWidget *
jly_sheet_card_new (JlyDraft *draft, JlyContractParty *party, guint number)
{
  JlySheetCard *self = g_object_new (JLY_TYPE_SHEET_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autofree char *label = NULL;
  GtkListBox *list;

  self->draft = g_object_ref (draft);
  self->party = party;
  /* Translators: for screen readers; the name of a computing party. */
  label = g_strdup_printf (_ ("Independence of %s"), party->name);
  list = jly_guide_new_list (label);
  gtk_box_append (GTK_BOX (box), make_head (self, number));
  for (gsize i = 0; i < N_LINES; i++)
    gtk_list_box_append (list, make_entry (self, i));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (list));
  adw_bin_set_child (ADW_BIN (self), box);
  jly_sheet_card_update (self);
  return GTK_WIDGET (self);
}

JlyContractParty *
jly_sheet_card_get_party (JlySheetCard *self)
{
  return self->party;
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return *a != '\0' && strcmp (folded_a, folded_b) == 0;
}

static gboolean
is_shared (JlySheetCard *self, gsize line)
{
  const JlyContract *contract = jly_draft_get_contract (self->draft);

  for (guint i = 0; i < contract->parties->len; i++)
    {
      JlyContractParty *other = contract->parties->pdata[i];

      if (other != self->party && (other->roles & JLY_ROLE_FLAG_MINER) != 0
          && is_same (*get_field (self->party, line), *get_field (other, line)))
        return TRUE;
    }
  return FALSE;
}

void
jly_sheet_card_update (JlySheetCard *self)
{
  gtk_label_set_text (GTK_LABEL (self->name),
                      *self->party->name != '\0' ? self->party->name : _ ("Without a name yet"));
  for (gsize i = 0; i < N_LINES; i++)
    {
      gboolean shared = is_shared (self, i);

      gtk_widget_set_visible (self->marks[i], shared);
      if (shared)
        gtk_widget_add_css_class (self->entries[i], "shared");
      else
        gtk_widget_remove_css_class (self->entries[i], "shared");
    }
}
