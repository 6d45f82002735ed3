/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-wheel.h. */
#include "config.h"

#include "app/jly-wheel.h"

#include <math.h>

/* A finger's way over a touchpad, as GTK's own scrolled window counts it. */
#define SURFACE_FACTOR 2.5

static GtkAdjustment *
get_adjustment (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget)
             ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget))
             : NULL;
}

static gboolean
can_move (GtkAdjustment *adjustment, double down)
{
  double value = gtk_adjustment_get_value (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return down < 0 ? value > gtk_adjustment_get_lower (adjustment) : value < floor (last);
}

/* One click of a wheel moves as far as it does where GTK scrolls by itself. */
static double
find_way (GtkEventControllerScroll *wheel, GtkAdjustment *adjustment, double down)
{
  return gtk_event_controller_scroll_get_unit (wheel) == GDK_SCROLL_UNIT_SURFACE
             ? down * SURFACE_FACTOR
             : down * pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
}

static gboolean
scroll_cb (GtkEventControllerScroll *wheel, double across, double down, GtkWidget *widget)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (wheel);
  GtkWidget *around = gtk_widget_get_parent (widget);
  GtkAdjustment *own = get_adjustment (widget);
  gboolean is_sideways = gtk_event_controller_get_current_event_state (controller) & GDK_SHIFT_MASK
                         || fabs (across) > fabs (down);

  around = around == NULL ? NULL : gtk_widget_get_ancestor (around, GTK_TYPE_SCROLLED_WINDOW);
  if (around == NULL || (own != NULL && (is_sideways || can_move (own, down))))
    return GDK_EVENT_PROPAGATE;
  own = get_adjustment (around);
  gtk_adjustment_set_value (own, gtk_adjustment_get_value (own) + find_way (wheel, own, down));
  return GDK_EVENT_STOP;
}

void
jly_wheel_pass_on (GtkWidget *widget)
{
  GtkEventController *wheel
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  /* Before the widget's own, and before what lies in it. */
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_name (wheel, "wheel");
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), widget);
  gtk_widget_add_controller (widget, wheel);
}
