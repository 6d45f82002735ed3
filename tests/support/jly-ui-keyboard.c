/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks a page by the Tab key. */
#include "config.h"

#include "jly-ui-check.h"

#include "app/jly-send-line.h"

/* More than any page has; who needs more goes round in a part of it. */
#define MOST_STOPS 600

/* Within these one is at Tab's place, and arrow keys reach the others. */
static gboolean
is_group (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX (widget) || GTK_IS_FLOW_BOX (widget) || GTK_IS_LIST_VIEW (widget)
         || GTK_IS_GRID_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget);
}

/* From the one row at which Tab stops it goes on to the buttons in that row. */
static gboolean
is_in_visited_group (GtkWidget *widget, GHashTable *visited)
{
  for (GtkWidget *w = gtk_widget_get_parent (widget); w != NULL; w = gtk_widget_get_parent (w))
    if (GTK_IS_BUTTON (widget) && GTK_IS_LIST_BOX_ROW (w) && g_hash_table_contains (visited, w))
      return FALSE;
    else if (is_group (w) && g_hash_table_contains (visited, w))
      return TRUE;
  return FALSE;
}

/* Of a group of radio buttons Tab stops at the active one. */
static gboolean
is_radio (GtkWidget *widget)
{
  return GTK_IS_CHECK_BUTTON (widget)
         && g_str_equal (gtk_widget_get_css_name (gtk_widget_get_first_child (widget)), "radio");
}

/* Or it is a field into which Tab writes a tab, so that one is caught there. visited: of
 * GtkWidget*, with all that holds one of them. */
static gboolean
is_missed (GtkWidget *widget, GHashTable *visited)
{
  if (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (widget)))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (widget));
  return jly_ui_is_interactive (widget) && gtk_widget_is_sensitive (widget) && !is_radio (widget)
         && !is_group (widget) && !g_hash_table_contains (visited, widget)
         && !is_in_visited_group (widget, visited);
}

static gboolean
report_missed (GtkWidget *widget, gpointer visited)
{
  g_autofree char *place = jly_ui_dup_place (widget);
  g_autofree char *name = jly_ui_dup_name (widget);

  if (is_missed (widget, visited))
    jly_ui_report ("Tab does not get to, or not out of, “%s”: %s", name, place);
  return FALSE;
}

static void
remember (GHashTable *visited, GtkWidget *focus)
{
  for (GtkWidget *w = focus; w != NULL; w = gtk_widget_get_parent (w))
    g_hash_table_add (visited, w);
}

static GtkWidget *
get_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
}

/* One under the other in one column, and not in the order of reading. */
static gboolean
is_backwards (GtkWidget *window, GtkWidget *before, GtkWidget *now)
{
  graphene_rect_t a, b;

  /* A row that was built anew in the meantime stands nowhere. */
  if (gtk_widget_get_root (before) == NULL || get_scrolled (before) != get_scrolled (now)
      || !gtk_widget_compute_bounds (before, window, &a)
      || !gtk_widget_compute_bounds (now, window, &b) || gtk_widget_is_ancestor (before, now)
      || gtk_widget_is_ancestor (now, before))
    return FALSE;
  return b.origin.y + b.size.height <= a.origin.y && b.origin.x < a.origin.x + a.size.width
         && a.origin.x < b.origin.x + b.size.width;
}

static GtkWidget *
press_tab (GtkWidget *window)
{
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  return gtk_root_get_focus (GTK_ROOT (window));
}

/* Until the first place comes again. Only from there to the top may it go upwards. */
static void
walk_round (GtkWidget *window, GHashTable *visited)
{
  /* Some page may build anew what the focus was in. */
  g_autoptr (GtkWidget) before = NULL;
  GtkWidget *first, *now;
  guint n = 0;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  first = press_tab (window);
  if (first == NULL)
    return;
  g_set_object (&before, first);
  do
    {
      remember (visited, before);
      now = press_tab (window);
      if (now == NULL)
        return;
      if (now != first && is_backwards (window, before, now))
        {
          g_autofree char *from = jly_ui_dup_place (before), *to = jly_ui_dup_place (now);

          jly_ui_report ("Tab goes up from %s to %s", from, to);
        }
      g_set_object (&before, now);
    }
  while (now != first && ++n < MOST_STOPS);
  if (now != first)
    jly_ui_report ("Tab does not come round: %s", G_OBJECT_TYPE_NAME (now));
}

/* Where the page is scrolled to follows the focus. */
static gboolean
keep_place (GtkWidget *widget, gpointer places)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

      g_hash_table_insert (
          places, g_object_ref (down),
          g_memdup2 (&(double){ gtk_adjustment_get_value (down) }, sizeof (double)));
    }
  return FALSE;
}

static void
put_back (GHashTable *places)
{
  GHashTableIter iter;
  gpointer down, value;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &down, &value))
    gtk_adjustment_set_value (down, *(double *)value);
}

/* Whoever presses what stands last in the bottom line goes on, on each page. */
static gboolean
report_main_button (GtkWidget *button, gpointer data)
{
  if (!GTK_IS_BUTTON (button) || !gtk_widget_has_css_class (button, "suggested-action")
      || gtk_widget_get_ancestor (button, JLY_TYPE_SEND_LINE) == NULL)
    return FALSE;
  for (GtkWidget *next = gtk_widget_get_next_sibling (button); next != NULL;
       next = gtk_widget_get_next_sibling (next))
    if (gtk_widget_get_visible (next))
      {
        g_autofree char *place = jly_ui_dup_place (button);

        jly_ui_report ("another button stands after the main one: %s", place);
      }
  return FALSE;
}

void
jly_ui_assert_walked (JlyUiTest *ui)
{
  GtkWidget *window = GTK_WIDGET (ui->window);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) places = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);

  jly_ui_walk (window, report_main_button, NULL);
  jly_ui_walk (window, keep_place, places);
  walk_round (window, visited);
  jly_ui_walk (window, report_missed, visited);
  gtk_window_set_focus (GTK_WINDOW (window), focus);
  put_back (places);
  jly_ui_settle (ui);
}
