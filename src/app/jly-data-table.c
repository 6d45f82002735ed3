/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK 4.8 has no properties for some of this, so widgets inside the column view are looked up;
 * where a later GTK builds it otherwise, titles and names just stay as they are. */
#include "config.h"

#include "app/jly-data-table.h"

#include "app/jly-accessible.h"
#include "app/jly-wheel.h"

#define SIDEWAYS_MARGIN 12 /* pixels */

static GtkWidget *
find_list (GtkColumnView *table)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (table));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* The part that takes the keyboard is a list inside, which does not take over the view's name. */
static void
set_name (GtkColumnView *table, const char *name)
{
  GtkWidget *list = find_list (table);

  jly_accessible_set_label (GTK_WIDGET (table), name);
  if (list != NULL)
    jly_accessible_set_label (list, name);
}

/* How far the view is from the side on which a line begins. GTK counts from the left always, so
 * that a table which grows would show its last columns where people read from right to left. */
static void
note_start_cb (GtkAdjustment *across, GtkWidget *table)
{
  double *from_right = g_object_get_data (G_OBJECT (table), "from-right");

  *from_right = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across)
                - gtk_adjustment_get_value (across);
}

static gboolean
show_start_cb (gpointer table)
{
  gtk_widget_queue_allocate (table);
  return G_SOURCE_REMOVE;
}

/* The view changes this while it is laid out, after it placed its columns: they are placed anew. */
static void
keep_start_cb (GtkAdjustment *across, GtkWidget *table)
{
  const double *from_right = g_object_get_data (G_OBJECT (table), "from-right");

  if (gtk_widget_get_direction (table) != GTK_TEXT_DIR_RTL)
    return;
  gtk_adjustment_set_value (across, gtk_adjustment_get_upper (across)
                                        - gtk_adjustment_get_page_size (across) - *from_right);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_start_cb, g_object_ref (table), g_object_unref);
}

static void
follow_start (GtkWidget *table)
{
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (table));

  g_object_set_data_full (G_OBJECT (table), "from-right", g_new0 (double, 1), g_free);
  g_signal_connect_object (across, "changed", G_CALLBACK (keep_start_cb), table, 0);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (note_start_cb), table, 0);
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
  gtk_widget_add_css_class (scrolled, "sideways");
  jly_wheel_pass_on (scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (card), "card");
  gtk_widget_set_overflow (GTK_WIDGET (card), GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (card, scrolled);
  follow_start (table);
  return GTK_COLUMN_VIEW (table);
}

/* GTK changes left for right in an alignment. */
float
jly_data_table_get_right (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? 0 : 1;
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

/* The second line, under the title's own label: an icon and words. */
static GtkWidget *
new_words (const JlyTableTitle *title)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *words = gtk_label_new (title->words);

  if (title->icon != NULL)
    gtk_box_append (GTK_BOX (line), jly_accessible_new_icon (title->icon));
  gtk_widget_add_css_class (words, "caption");
  gtk_box_append (GTK_BOX (line), words);
  gtk_widget_set_halign (line, title->at_end && jly_data_table_get_right () > 0 ? GTK_ALIGN_END
                                                                                : GTK_ALIGN_START);
  gtk_widget_add_css_class (line, "title-words");
  gtk_widget_add_css_class (line, title->style != NULL ? title->style : "dim-label");
  return line;
}

/* The box of the two lines, made around the label the first time. NULL: GTK builds it otherwise. */
static GtkWidget *
get_lines (GtkWidget *label)
{
  GtkWidget *box = gtk_widget_get_parent (label);
  GtkWidget *lines;

  if (gtk_widget_has_css_class (box, "title-lines"))
    return box;
  if (!GTK_IS_BOX (box))
    return NULL;
  lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (lines, "title-lines");
  g_object_ref (label);
  gtk_box_remove (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (lines), label);
  g_object_unref (label);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_prepend (GTK_BOX (box), lines);
  return lines;
}

static void
shape_title (GtkWidget *button, const JlyTableTitle *title)
{
  GtkWidget *label = button != NULL ? find_label (button) : NULL;
  GtkWidget *lines = label != NULL ? get_lines (label) : NULL;

  if (lines == NULL)
    return;
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), title->at_end ? jly_data_table_get_right () : 0);
  gtk_widget_set_tooltip_text (button, title->reason);
  if (gtk_widget_get_last_child (lines) != label)
    gtk_box_remove (GTK_BOX (lines), gtk_widget_get_last_child (lines));
  if (title->words != NULL)
    gtk_box_append (GTK_BOX (lines), new_words (title));
}

void
jly_data_table_set_title (GtkColumnView *table, guint position, const JlyTableTitle *title)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (table));
  GtkWidget *button = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (; position > 0 && button != NULL; position--)
    button = gtk_widget_get_next_sibling (button);
  shape_title (button, title);
}

GtkColumnViewColumn *
jly_data_table_append_titled (GtkColumnView *table,
                              const JlyTableTitle *title,
                              GtkListItemFactory *factory)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (title->title, factory);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (table));

  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (table, column);
  g_object_unref (column);
  if (header != NULL)
    shape_title (gtk_widget_get_last_child (header), title);
  return column;
}

void
jly_data_table_append (GtkColumnView *table,
                       const char *title,
                       GtkListItemFactory *factory,
                       gboolean at_end)
{
  const JlyTableTitle plain = { .title = title, .at_end = at_end };

  jly_data_table_append_titled (table, &plain, factory);
}

/* GTK 4.8 has only the action of the list inside. */
void
jly_data_table_scroll_to (GtkColumnView *table, guint row)
{
  GtkWidget *list = find_list (table);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", row);
}

/* GTK only knows rows. */
void
jly_data_table_scroll_sideways (GtkColumnView *table, GtkWidget *cell)
{
  GtkWidget *scrolled = gtk_widget_get_parent (GTK_WIDGET (table));
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (table));
  graphene_rect_t box;
  float past_end;

  if (across == NULL || !gtk_widget_compute_bounds (cell, scrolled, &box))
    return;
  past_end = box.origin.x + box.size.width - (float)gtk_widget_get_width (scrolled);
  if (box.origin.x < 0)
    gtk_adjustment_set_value (across,
                              gtk_adjustment_get_value (across) + box.origin.x - SIDEWAYS_MARGIN);
  else if (past_end > 0)
    gtk_adjustment_set_value (across,
                              gtk_adjustment_get_value (across) + past_end + SIDEWAYS_MARGIN);
}
