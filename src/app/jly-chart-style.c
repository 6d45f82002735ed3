/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks the colours up in the style sheets that are in force for the widget. */
#include "config.h"

#include "app/jly-chart-style.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

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

JlyChartStyle
jly_chart_style_of (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean is_high = adw_style_manager_get_high_contrast (manager);
  JlyChartStyle style = { .scale = 1 };

  style.text = look_up (widget, NULL, 1);
  /* As the style sheet’s dim labels: still to be read (4.5 to 1). */
  style.dim = look_up (widget, NULL, is_high ? 1 : 0.72);
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
  style.accent = look_up (widget, "accent_bg_color", 1);
  style.warning = look_up (widget, "warning_color", 1);
  style.stripe = look_up (widget, NULL, dark ? 0.2 : 0.16);
  style.font = dup_font (widget);
  style.high_contrast = is_high;
  style.right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  return style;
}

JlyChartStyle
jly_chart_style_for_paper (void)
{
  /* Those of the light style (style.css). */
  return (JlyChartStyle){
    .text = { 0.18, 0.2, 0.21, 1 },
    .dim = { 0.37, 0.36, 0.39, 1 },
    .background = { 1, 1, 1, 1 },
    .grid = { 0.8, 0.8, 0.8, 1 },
    .opened = { 0.875, 0.247, 0.588, 1 },
    .opened_tint = { 0.875, 0.247, 0.588, 0.2 },
    .own = { 0.067, 0.373, 0.365, 1 },
    .own_tint = { 0.067, 0.373, 0.365, 0.4 },
    .accent = { 0.11, 0.44, 0.85, 1 },
    .warning = { 0.68, 0.33, 0, 1 },
    .stripe = { 0, 0, 0, 0.16 },
    .scale = 1,
    .right_to_left = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL,
  };
}

void
jly_chart_style_clear (JlyChartStyle *style)
{
  g_clear_pointer (&style->font, pango_font_description_free);
}
