/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK 4.8 has no properties for some of this, so widgets inside the column view are looked up;
 * where a later GTK builds it otherwise, titles and names just stay as they are. */
#include "config.h"

#include "app/jly-data-table.h"

#include "app/jly-accessible.h"

/* The part that takes the keyboard is a list inside, which does not take over the view's name. */
static void
set_name (GtkColumnView *table, const char *name)
{
  jly_accessible_set_label (GTK_WIDGET (table), name);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (table)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      jly_accessible_set_label (child, name);
}

GtkColumnView *
jly_data_table_put (AdwBin *card, const char *name, int max_height)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *table = gtk_column_view_new (NULL);

  set_name (GTK_COLUMN_VIEW (table), name);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (table), TRUE);
  gtk_widget_add_css_class (table, "data-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), table);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), max_height);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  max_height < 0 ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_widget_add_css_class (GTK_WIDGET (card), "card");
  gtk_widget_set_overflow (GTK_WIDGET (card), GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (card, scrolled);
  return GTK_COLUMN_VIEW (table);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_label (child);

      if (label != NULL)
        return label;
    }
  return NULL;
}

static void
align_last_title (GtkColumnView *table)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (table));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *label = title != NULL ? find_label (title) : NULL;

  if (label == NULL)
    return;
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

void
jly_data_table_append (GtkColumnView *table,
                       const char *title,
                       GtkListItemFactory *factory,
                       gboolean at_end)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (table, column);
  if (at_end)
    align_last_title (table);
}
