/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thin widget around a chart: hands it colours and font, and gives it all the height it needs.
 */
#include "config.h"

#include "app/jly-chart-view.h"

#include "app/jly-chart-style.h"

struct _JlyChartView
{
  GtkWidget parent_instance;

  JlyLimitChart *chart; /* or */
  JlyPlot *plot;
};

enum
{
  SHOW_TABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyChartView, jly_chart_view, GTK_TYPE_WIDGET)

static double
measure_height (JlyChartView *self, double width)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  JlyChartStyle style = jly_chart_style_of (GTK_WIDGET (self));
  double height = self->plot != NULL ? jly_plot_get_height (self->plot, cr, width, &style)
                                     : jly_limit_chart_get_height (self->chart, cr, width, &style);

  jly_chart_style_clear (&style);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return height;
}

static void
jly_chart_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  JlyChartView *self = JLY_CHART_VIEW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 240;
      *natural = 560;
    }
  else if (self->chart != NULL || self->plot != NULL)
    *minimum = *natural = (int)measure_height (self, for_size > 0 ? for_size : 560) + 1;
}

static void
jly_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JlyChartView *self = JLY_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  JlyChartStyle style;
  cairo_t *cr;

  if ((self->chart == NULL && self->plot == NULL) || width <= 0)
    return;
  style = jly_chart_style_of (widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->plot != NULL)
    jly_plot_draw (self->plot, cr, width, &style);
  else
    jly_limit_chart_draw (self->chart, cr, width, height, &style);
  cairo_destroy (cr);
  jly_chart_style_clear (&style);
}

static GtkSizeRequestMode
jly_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Light, dark, text size and contrast all come through the style sheet. */
static void
jly_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (jly_chart_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
  gtk_widget_queue_draw (widget);
}

static gboolean
show_table (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (widget, signals[SHOW_TABLE], 0);
  return TRUE;
}

static void
jly_chart_view_finalize (GObject *object)
{
  JlyChartView *self = JLY_CHART_VIEW (object);

  g_clear_pointer (&self->chart, jly_limit_chart_free);
  g_clear_pointer (&self->plot, jly_plot_unref);
  G_OBJECT_CLASS (jly_chart_view_parent_class)->finalize (object);
}

static void
jly_chart_view_class_init (JlyChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jly_chart_view_finalize;
  widget_class->measure = jly_chart_view_measure;
  widget_class->snapshot = jly_chart_view_snapshot;
  widget_class->get_request_mode = jly_chart_view_get_request_mode;
  widget_class->css_changed = jly_chart_view_css_changed;
  signals[SHOW_TABLE] = g_signal_new ("show-table", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, show_table, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, show_table, NULL);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
jly_chart_view_init (JlyChartView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

static void
say (JlyChartView *self, const char *title, const char *reading)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reading, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reading);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
jly_chart_view_set_chart (JlyChartView *self, const char *title, JlyLimitChart *chart)
{
  g_autofree char *reading = jly_limit_chart_dup_reading (chart);

  g_clear_pointer (&self->plot, jly_plot_unref);
  g_clear_pointer (&self->chart, jly_limit_chart_free);
  self->chart = chart;
  say (self, title, reading);
}

void
jly_chart_view_set_plot (JlyChartView *self, const char *title, JlyPlot *plot)
{
  g_autofree char *reading = jly_plot_dup_reading (plot);

  g_clear_pointer (&self->chart, jly_limit_chart_free);
  g_clear_pointer (&self->plot, jly_plot_unref);
  self->plot = plot;
  say (self, title, reading);
}
