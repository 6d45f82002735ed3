/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bars, histograms, lines and boxes at every width and text size that a window can give them: no
 * text meets another or leaves the picture, bars are as long as their values, and what is hidden
 * has one size. Set JLY_SCREENSHOTS to a folder to get the pictures.
 */
#include "config.h"

#include "chart/jly-plot-layout.h"

#include <cairo-svg.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static JlyChartStyle
make_style (double scale, gboolean right_to_left)
{
  JlyChartStyle style = { .text = { 0.18, 0.2, 0.21, 1 },
                          .dim = { 0.37, 0.36, 0.39, 1 },
                          .background = { 1, 1, 1, 1 },
                          .grid = { 0.8, 0.8, 0.8, 1 },
                          .opened = { 0.875, 0.247, 0.588, 1 },
                          .opened_tint = { 0.98, 0.85, 0.91, 1 },
                          .stripe = { 0, 0, 0, 0.16 },
                          .right_to_left = right_to_left,
                          .scale = scale };

  style.font = pango_font_description_from_string ("Cantarell 11");
  return style;
}

static void
fill (JlyPlot *plot,
      const double *values,
      guint n_series,
      guint n_places,
      guint decimals,
      const char *unit)
{
  for (guint p = 0; p < n_places; p++)
    for (guint s = 0; s < n_series; s++)
      {
        double value = values[p * n_series + s];
        g_autofree char *text = g_strdup_printf ("%.*f%s", (int)decimals, value, unit);

        if (isnan (value))
          jly_plot_set_hidden (plot, s, p, "fewer than 5 rows");
        else
          jly_plot_set_value (plot, s, p, value, text);
      }
}

static JlyPlot *
make_plot (JlyPlotKind kind,
           const char *const *series,
           const char *const *places,
           const double *values,
           guint decimals,
           const char *unit)
{
  JlyPlot *plot = jly_plot_new (kind, "Turnover");
  guint n_series = 0, n_places = 0;

  for (; series[n_series] != NULL; n_series++)
    jly_plot_add_series (plot, series[n_series]);
  for (; places[n_places] != NULL; n_places++)
    jly_plot_add_place (plot, places[n_places]);
  fill (plot, values, n_series, n_places, decimals, unit);
  return plot;
}

static const char *const one[] = { "", NULL };
static const char *const two[] = { "Home", "Abroad, with the islands", NULL };
static const char *const four[] = { "North", "East", "South", "West", NULL };
static const char *const figures[]
    = { "smallest", "lower quartile", "median", "upper quartile", "largest", NULL };
static const char *const years[] = { "2021", "2022", "2023", "2024", "2025", NULL };
static const char *const ranges[] = { "below 10", "10 to 20", "20 to 30",    "30 to 40",
                                      "40 to 50", "50 to 60", "60 and more", NULL };
static const char *const sizes[]
    = { "small", "medium-sized companies of the region", "large", NULL };

/* All that is tried. */
static JlyPlot *
make (guint i)
{
  static const double simple[] = { 1.08, 1.17, 1.22, 0, 1.31 };
  static const double hidden[] = { 6, 9, 15, 21, 18, 7, NAN };
  static const double signs[] = { -120.5, 80.25, NAN };
  static const double pairs[] = { 0.86, 0.61, 0.94, 0.74, NAN, 0.5 };
  static const double all_hidden[] = { NAN, NAN, NAN };
  static const double lines[]
      = { 40, 38, 39, 20, 52, 36, 39, 21, 48, 40, 39, 22, 55, 39, 40, 23, 61, 44, 43, 24 };
  static const double boxes[]
      = { NAN, 0.92, 1.31, 1.74, NAN, 0.2, 0.5, 0.51, 0.52, 3, NAN, NAN, NAN, NAN, NAN };

  switch (i)
    {
    case 0:
      return make_plot (JLY_PLOT_BARS, one, years, simple, 2, "");
    case 1:
      return make_plot (JLY_PLOT_HISTOGRAM, one, ranges, hidden, 0, "");
    case 2:
      return make_plot (JLY_PLOT_BARS, one, sizes, signs, 2, " EUR");
    case 3:
      return make_plot (JLY_PLOT_BARS, two, sizes, pairs, 2, "");
    case 4:
      return make_plot (JLY_PLOT_BARS, one, sizes, all_hidden, 2, "");
    case 5:
      return make_plot (JLY_PLOT_LINES, four, years, lines, 0, " %");
    case 6:
      return make_plot (JLY_PLOT_BOXES, figures, sizes, boxes, 2, " million EUR");
    default:
      return NULL;
    }
}

static gboolean
overlap (const JlyBox *a, const JlyBox *b)
{
  const double slack = 0.5;

  return a->x + a->width > b->x + slack && b->x + b->width > a->x + slack
         && a->y + a->height > b->y + slack && b->y + b->height > a->y + slack;
}

static void
check_text (const JlyPlotLayout *layout, guint i)
{
  const JlyPlotText *text = &g_array_index (layout->texts, JlyPlotText, i);
  const char *words = pango_layout_get_text (text->layout);

  if (text->box.x < -1 || text->box.y < -1 || text->box.x + text->box.width > layout->width + 1
      || text->box.y + text->box.height > layout->height + 1)
    g_error ("“%s” leaves a plot of %g by %g", words, layout->width, layout->height);
  for (guint k = 0; k < i; k++)
    {
      const JlyPlotText *other = &g_array_index (layout->texts, JlyPlotText, k);

      if (overlap (&text->box, &other->box))
        g_error ("“%s” meets “%s” in a plot %g wide", words, pango_layout_get_text (other->layout),
                 layout->width);
    }
  for (guint k = 0; k < layout->marks->len; k++)
    {
      const JlyPlotMark *mark = &g_array_index (layout->marks, JlyPlotMark, k);

      if (mark->kind != JLY_PLOT_MARK_GRID && mark->box.width > 0 && mark->box.height > 0
          && overlap (&text->box, &mark->box))
        g_error ("“%s” lies on a mark in a plot %g wide", words, layout->width);
    }
}

static void
check_marks (const JlyPlotLayout *layout)
{
  for (guint k = 0; k < layout->marks->len; k++)
    {
      const JlyPlotMark *mark = &g_array_index (layout->marks, JlyPlotMark, k);

      g_assert_cmpfloat (mark->box.x, >=, -1);
      g_assert_cmpfloat (mark->box.x + mark->box.width, <=, layout->width + 1);
      g_assert_cmpfloat (mark->box.y, >=, -1);
      g_assert_cmpfloat (mark->box.y + mark->box.height, <=, layout->height + 1);
    }
}

static void
test_places (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  JlyPlot *plot;

  for (guint i = 0; (plot = make (i)) != NULL; i++)
    {
      for (double scale = 1; scale <= 2; scale += 0.5)
        for (double width = 200 * scale; width < 1000; width += 37)
          for (guint mirrored = 0; mirrored < 2; mirrored++)
            {
              JlyChartStyle style = make_style (scale, mirrored);
              g_autoptr (JlyPlotLayout) layout = jly_plot_layout_new (plot, cr, width, &style);

              for (guint k = 0; k < layout->texts->len; k++)
                check_text (layout, k);
              check_marks (layout);
              pango_font_description_free (style.font);
            }
      jly_plot_unref (plot);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static const JlyPlotMark *
find_mark (const JlyPlotLayout *layout, JlyPlotMarkKind kind, guint place)
{
  for (guint k = 0; k < layout->marks->len; k++)
    {
      const JlyPlotMark *mark = &g_array_index (layout->marks, JlyPlotMark, k);

      if (mark->kind == kind && mark->place == place)
        return mark;
    }
  return NULL;
}

/* Lengths are to each other as values are, from zero on; a hidden one is always the same part. */
static void
test_lengths (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  for (guint narrow = 0; narrow < 2; narrow++)
    {
      g_autoptr (JlyPlot) plot = make (1);
      JlyChartStyle style = make_style (1, FALSE);
      g_autoptr (JlyPlotLayout) layout = jly_plot_layout_new (plot, cr, narrow ? 200 : 900, &style);
      const JlyBox *first = &find_mark (layout, JLY_PLOT_MARK_BAR, 0)->box;
      const JlyBox *highest = &find_mark (layout, JLY_PLOT_MARK_BAR, 3)->box;
      const JlyBox *hidden = &find_mark (layout, JLY_PLOT_MARK_HIDDEN, 6)->box;
      double a = narrow ? first->width : first->height,
             b = narrow ? highest->width : highest->height;
      double c = narrow ? hidden->width : hidden->height;

      g_assert_cmpfloat_with_epsilon (a / b, 6.0 / 21, 0.01);
      g_assert_cmpfloat_with_epsilon (c / b, 0.4, 0.01);
      pango_font_description_free (style.font);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *)data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GString *
print_svg (JlyPlot *plot, double width)
{
  GString *text = g_string_new (NULL);
  JlyChartStyle style = make_style (1, FALSE);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, text, width, 600);
  cairo_t *cr = cairo_create (surface);

  jly_plot_draw (plot, cr, width, &style);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  pango_font_description_free (style.font);
  return text;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

/* As many filled bars in rose as there are values, and one clip for the stripes of a hidden one. */
static void
test_svg (void)
{
  g_autoptr (JlyPlot) plot = make (1);
  GString *svg = print_svg (plot, 900);

  g_assert_nonnull (strstr (svg->str, "<svg"));
  g_assert_cmpuint (count (svg->str, "fill=\"rgb(87.5%, 24.7%, 58.8%)\"")
                        + count (svg->str, "fill:rgb(87.5%,24.7%,58.8%)"),
                    ==, 6);
  g_assert_cmpuint (count (svg->str, "<clipPath"), >=, 1);
  g_string_free (svg, TRUE);
}

static void
test_reading (void)
{
  g_autoptr (JlyPlot) plot = make (3);
  g_autofree char *reading = jly_plot_dup_reading (plot);

  g_assert_cmpstr (
      reading, ==,
      "Turnover: small, Home 0.86; small, Abroad, with the islands 0.61; medium-sized "
      "companies of the region, Home 0.94; medium-sized companies of the region, Abroad, "
      "with the islands 0.74; large, Home hidden (fewer than 5 rows); large, Abroad, with "
      "the islands 0.50.");
}

static void
test_spread (void)
{
  double starts[] = { 10, 12, 90 }, tight[] = { 0, 0, 0 };
  const double lengths[] = { 20, 20, 20 };

  g_assert_true (jly_plot_spread (starts, lengths, 3, 2, 100));
  for (guint i = 1; i < 3; i++)
    g_assert_cmpfloat (starts[i], >=, starts[i - 1] + 22);
  g_assert_cmpfloat (starts[2], <=, 80);
  g_assert_false (jly_plot_spread (tight, lengths, 3, 2, 50));
}

static void
save_picture (guint i, double width, const char *folder)
{
  g_autoptr (JlyPlot) plot = make (i);
  JlyChartStyle style = make_style (1, FALSE);
  g_autofree char *name = g_strdup_printf ("plot-%u-%.0f.png", i, width);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *none = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1), *surface;
  cairo_t *cr = cairo_create (none);
  double height = jly_plot_get_height (plot, cr, width, &style);

  cairo_destroy (cr);
  cairo_surface_destroy (none);
  surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)width + 20, (int)ceil (height) + 20);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, 10, 10);
  jly_plot_draw (plot, cr, width, &style);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  pango_font_description_free (style.font);
}

static void
test_pictures (void)
{
  const char *folder = g_getenv ("JLY_SCREENSHOTS");

  if (folder == NULL)
    {
      g_test_skip ("JLY_SCREENSHOTS is not set");
      return;
    }
  g_mkdir_with_parents (folder, 0755);
  for (guint i = 0; i < 7; i++)
    {
      save_picture (i, 560, folder);
      save_picture (i, 300, folder);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/places", test_places);
  g_test_add_func ("/plot/lengths", test_lengths);
  g_test_add_func ("/plot/svg", test_svg);
  g_test_add_func ("/plot/reading", test_reading);
  g_test_add_func ("/plot/spread", test_spread);
  g_test_add_func ("/plot/pictures", test_pictures);
  return g_test_run ();
}
