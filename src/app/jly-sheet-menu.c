/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-menu.h. */
#include "config.h"

#include "app/jly-sheet-menu.h"

#include <glib/gi18n.h>

static GMenuModel *
new_model (gboolean is_out)
{
  GMenu *menu = g_menu_new ();

  if (is_out)
    g_menu_append (menu, _ ("_Take This Row In Again"), "sheet.take-in");
  else
    {
      g_menu_append (menu, _ ("_Mend This Cell"), "sheet.edit");
      g_menu_append (menu, _ ("_Leave This Row Out"), "sheet.leave-out");
    }
  return G_MENU_MODEL (menu);
}

static GtkPopoverMenu *
find_menu (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      return GTK_POPOVER_MENU (child);
  return NULL;
}

void
jly_sheet_menu_popup (GtkWidget *view, double x, double y, gboolean is_out)
{
  g_autoptr (GMenuModel) model = new_model (is_out);
  GtkPopoverMenu *menu = find_menu (view);

  if (menu == NULL)
    {
      menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
      gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
      gtk_widget_set_halign (GTK_WIDGET (menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (menu), view);
    }
  gtk_popover_menu_set_menu_model (menu, model);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}

void
jly_sheet_menu_remove (GtkWidget *view)
{
  GtkPopoverMenu *menu = find_menu (view);

  if (menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (menu));
}
