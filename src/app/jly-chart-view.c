/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thin widget around a chart: hands it colours and font, and gives it all the height it needs.
 */
#include "config.h"

#include "app/jly-chart-view.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

struct _JlyChartView
{
  GtkWidget parent_instance;

  JlyLimitChart *chart;
};

enum
{
  SHOW_TABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyChartView, jly_chart_view, GTK_TYPE_WIDGET)

/* A colour of the style sheet; the text's colour where a style sheet has none of that name. */
static JlyColor
look_up (GtkWidget *widget, const char *name, double alpha)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);
  return (JlyColor){ color.red, color.green, color.blue, color.alpha * alpha };
}

/* The widget's own font in pixels, so that it follows the person's text size. */
static PangoFontDescription *
dup_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (context));
  double dpi = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, pango_font_description_get_size (font)
                                                        * (dpi > 0 ? dpi : 96) / 72);
  return font;
}

static JlyChartStyle
make_style (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (manager);
  JlyChartStyle style = { .scale = 1 };

  style.text = look_up (widget, NULL, 1);
  style.dim = look_up (widget, NULL, 0.65);
  style.background = look_up (widget, "card_bg_color", 1);
  /* Cards are translucent in the dark style: what shows is the window through them. */
  if (style.background.a < 1)
    {
      JlyColor below = look_up (widget, "window_bg_color", 1);
      double a = style.background.a;

      style.background = (JlyColor){ style.background.r * a + below.r * (1 - a),
                                     style.background.g * a + below.g * (1 - a),
                                     style.background.b * a + below.b * (1 - a), 1 };
    }
  style.grid = look_up (widget, "borders", 1);
  style.opened = look_up (widget, "jly_recipient", 1);
  style.opened_tint = look_up (widget, "jly_recipient", 0.2);
  style.own = look_up (widget, "jly_provider", 1);
  style.own_tint = look_up (widget, "jly_provider", 0.4);
  style.stripe = look_up (widget, NULL, dark ? 0.2 : 0.16);
  style.font = dup_font (widget);
  style.high_contrast = adw_style_manager_get_high_contrast (manager);
  style.right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  return style;
}

static double
measure_height (JlyChartView *self, double width)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  JlyChartStyle style = make_style (GTK_WIDGET (self));
  double height = jly_limit_chart_get_height (self->chart, cr, width, &style);

  pango_font_description_free (style.font);
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
  else if (self->chart != NULL)
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

  if (self->chart == NULL || width <= 0)
    return;
  style = make_style (widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  jly_limit_chart_draw (self->chart, cr, width, height, &style);
  cairo_destroy (cr);
  pango_font_description_free (style.font);
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

void
jly_chart_view_set_chart (JlyChartView *self, const char *title, JlyLimitChart *chart)
{
  g_autofree char *reading = jly_limit_chart_dup_reading (chart);

  g_clear_pointer (&self->chart, jly_limit_chart_free);
  self->chart = chart;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reading, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reading);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
