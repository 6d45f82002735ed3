/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever turns the mouse wheel scrolls the page, whatever lies under the mouse: a table takes the
 * wheel only for as long as it can move, and a number does not change. */
#include "config.h"

#include "jly-people.h"
#include "jly-ui-page.h"

#include "app/jly-data-table.h"
#include "app/jly-field-rows.h"
#include "app/jly-guide.h"

/* Above something that is higher than the window. */
static GtkAdjustment *
show (JlyUiTest *ui, GtkWidget *widget)
{
  JlyPage *page = jly_ui_page_new ();
  GtkWidget *high = gtk_label_new ("The rest of the page");
  GtkBox *box = GTK_BOX (jly_guide_fill (page, 700));
  GtkWidget *scrolled;

  gtk_widget_set_size_request (high, -1, 3000);
  gtk_box_append (box, widget);
  gtk_box_append (box, high);
  jly_page_set_title (page, "Test");
  jly_window_push (ui->window, page);
  jly_ui_settle (ui);
  scrolled = gtk_widget_get_ancestor (GTK_WIDGET (box), GTK_TYPE_SCROLLED_WINDOW);
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

/* One click of the wheel, before the widget itself gets it; TRUE if it went to the page. */
static gboolean
turn (GtkWidget *widget, double down)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE
          || g_strcmp0 (gtk_event_controller_get_name (controller), "wheel") != 0)
        continue;
      g_signal_emit_by_name (controller, "scroll", 0.0, down, &is_taken);
      return is_taken;
    }
  return FALSE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gtk_label_new ("Cell"));
}

static GtkWidget *
make_table (guint n_rows)
{
  AdwBin *card = ADW_BIN (adw_bin_new ());
  GtkColumnView *table = jly_data_table_put (card, "Table", 200);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    gtk_string_list_append (rows, "row");
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  jly_data_table_append (table, "Column", factory, FALSE);
  gtk_column_view_set_model (table,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));
  return GTK_WIDGET (card);
}

static void
test_short_table (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *card = make_table (2);
  GtkAdjustment *page = show (ui, card);

  g_assert_true (turn (adw_bin_get_child (ADW_BIN (card)), 1));
  g_assert_cmpfloat (gtk_adjustment_get_value (page), >, 20);
  g_assert_true (turn (adw_bin_get_child (ADW_BIN (card)), -1));
  g_assert_cmpfloat (gtk_adjustment_get_value (page), ==, 0);
}

static void
test_long_table (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *card = make_table (100);
  GtkAdjustment *page = show (ui, card);
  GtkWidget *scrolled = adw_bin_get_child (ADW_BIN (card));
  GtkAdjustment *own = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  g_assert_false (turn (scrolled, 1));
  g_assert_cmpfloat (gtk_adjustment_get_value (page), ==, 0);
  gtk_adjustment_set_value (own, gtk_adjustment_get_upper (own));
  g_assert_false (turn (scrolled, -1));
  g_assert_true (turn (scrolled, 1));
  g_assert_cmpfloat (gtk_adjustment_get_value (page), >, 20);
}

/* A limit of a contract does not change because somebody reads on. */
static void
test_number (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "c");
  guint least = 5;
  GtkWidget *row = jly_field_row_count (draft, "Rows", NULL, &least, 1, 100);
  GtkWidget *list = gtk_list_box_new ();
  GtkAdjustment *page = show (ui, list);

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  jly_ui_settle (ui);
  g_assert_true (turn (jly_ui_get (row, GTK_TYPE_SPIN_BUTTON, NULL), 1));
  g_assert_cmpuint (least, ==, 5);
  g_assert_cmpfloat (gtk_adjustment_get_value (page), >, 20);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/wheel/short-table", test_short_table);
  g_test_add_func ("/app/wheel/long-table", test_long_table);
  g_test_add_func ("/app/wheel/number", test_number);
  return g_test_run ();
}
