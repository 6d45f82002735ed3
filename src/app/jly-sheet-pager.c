/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-pager.h. */
#include "config.h"

#include "app/jly-sheet-pager.h"

#include "app/jly-accessible.h"
#include "table/jly-amount.h"

#include <glib/gi18n.h>

struct _JlySheetPager
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkWidget *previous, *next;
};

enum
{
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlySheetPager, jly_sheet_pager, ADW_TYPE_BIN)

static void
jly_sheet_pager_class_init (JlySheetPagerClass *klass)
{
  signals[TURNED] = g_signal_new ("turned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
pressed_cb (GtkWidget *button, JlySheetPager *self)
{
  g_signal_emit (self, signals[TURNED], 0, button == self->next ? 1 : -1);
}

static GtkWidget *
new_turner (JlySheetPager *self, const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  jly_accessible_set_label (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), self);
  return button;
}

static void
jly_sheet_pager_init (JlySheetPager *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  self->previous = new_turner (self, "go-previous-symbolic", _ ("Rows Before"));
  self->next = new_turner (self, "go-next-symbolic", _ ("Rows After"));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->next);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
jly_sheet_pager_new (void)
{
  return g_object_new (JLY_TYPE_SHEET_PAGER, NULL);
}

void
jly_sheet_pager_show (
    JlySheetPager *self, gsize first, gsize last, gsize n_rows, gboolean can_go_on)
{
  g_autofree char *from = jly_amount_format (first, 0);
  g_autofree char *to = jly_amount_format (last, 0);
  g_autofree char *all = jly_amount_format (n_rows, 0);
  g_autofree char *words = g_strdup_printf (_ ("Rows %s to %s of %s"), from, to, all);

  g_return_if_fail (JLY_IS_SHEET_PAGER (self));
  gtk_label_set_text (self->label, words);
  gtk_widget_set_sensitive (self->previous, first > 1);
  gtk_widget_set_sensitive (self->next, can_go_on);
}
