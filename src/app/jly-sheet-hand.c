/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-hand.h. */
#include "config.h"

#include "app/jly-sheet-hand.h"

#include "app/jly-sheet-cell.h"

typedef struct
{
  GtkWidget *table;
  GtkWidget *owner;
  JlySheetHandMenu menu;
} Hand;

static GtkWidget *
find_cell (Hand *hand, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (hand->table, x, y, GTK_PICK_DEFAULT);

  return at != NULL ? gtk_widget_get_ancestor (at, JLY_TYPE_SHEET_CELL) : NULL;
}

/* The row would take keyboard and click for itself, so a click on a cell never comes to it. A field
 * that is open is the mouse's own. */
static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, Hand *hand)
{
  GtkWidget *cell = find_cell (hand, x, y);

  if (cell == NULL || jly_sheet_cell_is_editing (JLY_SHEET_CELL (cell)))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  if (n_press == 2)
    jly_sheet_cell_begin_edit (JLY_SHEET_CELL (cell));
  else
    gtk_widget_grab_focus (cell);
}

static void
second_pressed_cb (GtkGestureClick *click, int n_press, double x, double y, Hand *hand)
{
  hand->menu (hand->owner, x, y);
}

static void
held_cb (GtkGestureLongPress *press, double x, double y, Hand *hand)
{
  hand->menu (hand->owner, x, y);
}

static void
free_hand (gpointer data, GClosure *closure)
{
  g_rc_box_release (data);
}

static void
connect (GtkGesture *gesture, GCallback cb, Hand *hand)
{
  g_signal_connect_data (gesture, "pressed", cb, g_rc_box_acquire (hand), free_hand, 0);
  gtk_widget_add_controller (hand->table, GTK_EVENT_CONTROLLER (gesture));
}

void
jly_sheet_hand_listen (GtkColumnView *table, JlySheetHandMenu menu, GtkWidget *owner)
{
  Hand *hand = g_rc_box_new0 (Hand);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *second = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  hand->table = GTK_WIDGET (table);
  hand->owner = owner;
  hand->menu = menu;
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (second), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  connect (click, G_CALLBACK (pressed_cb), hand);
  connect (second, G_CALLBACK (second_pressed_cb), hand);
  connect (hold, G_CALLBACK (held_cb), hand);
  g_rc_box_release (hand);
}
