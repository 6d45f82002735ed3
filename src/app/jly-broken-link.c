/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-broken-link.h. */
#include "config.h"

#include "app/jly-broken-link.h"

#include <math.h>

#define WIDTH 132
#define HEIGHT 60
#define HEXAGON 26 /* from middle to corner */

struct _JlyBrokenLink
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (JlyBrokenLink, jly_broken_link, GTK_TYPE_WIDGET)

static void
trace_hexagon (cairo_t *cr, double x, double y)
{
  for (int i = 0; i < 6; i++)
    {
      double angle = G_PI / 6 + i * G_PI / 3;

      cairo_line_to (cr, x + HEXAGON * cos (angle), y + HEXAGON * sin (angle));
    }
  cairo_close_path (cr);
}

static void
draw_missing (cairo_t *cr, double x, double y)
{
  const double half = 8;

  cairo_set_line_width (cr, 3);
  trace_hexagon (cr, x, y);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 4);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - half, y - half);
  cairo_line_to (cr, x + half, y + half);
  cairo_move_to (cr, x + half, y - half);
  cairo_line_to (cr, x - half, y + half);
  cairo_stroke (cr);
}

static void
set_color (cairo_t *cr, GtkWidget *widget, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);
  gdk_cairo_set_source_rgba (cr, &color);
}

static void
jly_broken_link_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_translate (cr, (width - WIDTH) / 2.0, (height - HEIGHT) / 2.0);
  set_color (cr, widget, "jly_computing");
  trace_hexagon (cr, HEXAGON + 2, HEIGHT / 2.0);
  cairo_fill (cr);
  set_color (cr, widget, "error_color");
  for (int i = 0; i < 2; i++)
    {
      cairo_arc (cr, WIDTH / 2.0 - 7 + i * 13, HEIGHT / 2.0, 3.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  draw_missing (cr, WIDTH - HEXAGON - 2, HEIGHT / 2.0);
  cairo_destroy (cr);
}

static void
jly_broken_link_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
jly_broken_link_class_init (JlyBrokenLinkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = jly_broken_link_snapshot;
  widget_class->measure = jly_broken_link_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
jly_broken_link_init (JlyBrokenLink *self)
{
}
