/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-number.h. A label, with an icon before it once its line was left out. */
#include "config.h"

#include "app/jly-sheet-number.h"

#include "app/jly-accessible.h"
#include "app/jly-data-table.h"
#include "app/jly-status.h"

GtkWidget *
jly_sheet_number_new (void)
{
  GtkWidget *number = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), jly_data_table_get_right ());
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (number), label);
  gtk_widget_add_css_class (number, "row-number");
  return number;
}

void
jly_sheet_number_set (GtkWidget *number, JlySheet *sheet, const JlySheetLine *line)
{
  GtkWidget *label = gtk_widget_get_last_child (number);
  GtkWidget *icon = gtk_widget_get_first_child (number);
  g_autofree char *words = jly_sheet_line_dup_number (sheet, line);

  if (icon == label && line->left != NULL)
    {
      icon = jly_accessible_new_icon (jly_status_kind_get_icon (JLY_STATUS_HIDDEN));
      gtk_box_prepend (GTK_BOX (number), icon);
    }
  if (icon != label)
    gtk_widget_set_visible (icon, line->left != NULL);
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_widget_set_tooltip_text (number, jly_sheet_line_get_reason (line));
}
