/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The limit chart at every width and text size that a window can give it: nothing overlaps, nothing
 * is cut off, met and not met look different, and the own part is there only when handed in. Set
 * JLY_SCREENSHOTS to a folder to get the pictures.
 */
#include "config.h"

#include "chart/jly-limit-layout.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>

static const JlyColor white = { 1, 1, 1, 1 };
static const JlyColor rose = { 0.875, 0.247, 0.588, 1 };
static const JlyColor rose_tint = { 0.98, 0.85, 0.91, 1 };
static const JlyColor teal = { 0.067, 0.373, 0.365, 1 };

static JlyChartStyle
make_style (double scale, gboolean right_to_left)
{
  JlyChartStyle style = { .text = { 0.1, 0.1, 0.1, 1 },
                          .dim = { 0.4, 0.4, 0.4, 1 },
                          .background = white,
                          .grid = { 0.8, 0.8, 0.8, 1 },
                          .opened = rose,
                          .opened_tint = rose_tint,
                          .own = teal,
                          .own_tint = { 0.067, 0.373, 0.365, 0.3 },
                          .stripe = { 0, 0, 0, 0.16 },
                          .right_to_left = right_to_left,
                          .scale = scale };

  style.font = pango_font_description_from_string ("Cantarell 11");
  return style;
}

static void
clear_style (JlyChartStyle *style)
{
  pango_font_description_free (style->font);
}

static JlyLimitChart *
make_chart (gboolean own, gboolean all_met)
{
  JlyLimitChart *chart = jly_limit_chart_new ("Requirements of the tender");

  jly_limit_chart_add (chart, "Roofing", "640 hours", TRUE, own ? 0.33 : -1, "212 hours");
  jly_limit_chart_add (chart, "Timber framing", "420 hours", all_met, own ? 0.02 : -1, "8 hours");
  jly_limit_chart_add (chart, "Scaffold area, with the north gable", "1 900 square metres", TRUE,
                       own ? 1 : -1, "1 900 square metres");
  jly_limit_chart_add (chart, "Crane days", "12 days", all_met, own ? 0 : -1, "none");
  return chart;
}

static gboolean
overlap (const JlyBox *a, const JlyBox *b)
{
  const double slack = 0.5;

  return a->x + a->width > b->x + slack && b->x + b->width > a->x + slack
         && a->y + a->height > b->y + slack && b->y + b->height > a->y + slack;
}

static gboolean
contains (const JlyBox *outer, const JlyBox *inner)
{
  const double slack = 0.5;

  return inner->x >= outer->x - slack && inner->y >= outer->y - slack
         && inner->x + inner->width <= outer->x + outer->width + slack
         && inner->y + inner->height <= outer->y + outer->height + slack;
}

/* A text may share its place with its own bar and with nothing else. */
static void
check_text (const JlyLimitLayout *layout, const JlyLimitText *text)
{
  const JlyBox whole = { 0, 0, layout->width, layout->height };

  g_assert_true (contains (&whole, &text->box));
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const JlyLimitRow *row = &g_array_index (layout->rows, JlyLimitRow, i);

      if (text->kind == JLY_LIMIT_TEXT_NEED && text->row == i)
        {
          g_assert_true (contains (&row->bar, &text->box));
          g_assert_false (row->has_own && row->own.width > 0 && overlap (&row->own, &text->box));
        }
      else
        g_assert_false (overlap (&row->bar, &text->box));
      if (text->kind == JLY_LIMIT_TEXT_NOT_MET && text->row == i)
        g_assert_true (contains (&row->beyond, &text->box));
      else
        g_assert_false (overlap (&row->beyond, &text->box));
    }
}

static void
check_layout (const JlyLimitLayout *layout)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const JlyLimitText *text = &g_array_index (layout->texts, JlyLimitText, i);

      check_text (layout, text);
      for (guint k = 0; k < i; k++)
        g_assert_false (overlap (&text->box, &g_array_index (layout->texts, JlyLimitText, k).box));
    }
}

static cairo_t *
make_context (cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

static void
test_nothing_overlaps (void)
{
  g_autoptr (JlyLimitLayout) layout = NULL;

  for (int width = 260; width <= 900; width += 20)
    for (int variant = 0; variant < 16; variant++)
      {
        JlyChartStyle style = make_style (1 + (variant & 3) / 3.0, (variant & 4) != 0);
        JlyLimitChart *chart = make_chart (width % 40 == 0, (variant & 8) != 0);
        cairo_t *cr
            = make_context (cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL));
        double x, y, w, h;

        layout = jly_limit_layout_new (chart, cr, width, &style);
        check_layout (layout);
        jly_limit_chart_draw (chart, cr, width, layout->height, &style);
        /* What was painted is inside, as well as what was planned. */
        cairo_recording_surface_ink_extents (cairo_get_target (cr), &x, &y, &w, &h);
        g_assert_cmpfloat (x, >=, -1);
        g_assert_cmpfloat (x + w, <=, width + 1);
        g_assert_cmpfloat (y, >=, -1);
        g_assert_cmpfloat (y + h, <=, layout->height + 2);
        g_assert_cmpfloat (layout->height, ==,
                           jly_limit_chart_get_height (chart, cr, width, &style));
        g_clear_pointer (&layout, jly_limit_layout_free);
        cairo_destroy (cr);
        jly_limit_chart_free (chart);
        clear_style (&style);
      }
}

static cairo_t *
paint (JlyLimitChart *chart, double width, const JlyChartStyle *style, double *height)
{
  cairo_t *probe = make_context (cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL));
  cairo_t *cr;

  *height = jly_limit_chart_get_height (chart, probe, width, style);
  cairo_destroy (probe);
  cr = make_context (
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)width, (int)ceil (*height)));
  jly_paint_color (cr, &style->background);
  cairo_paint (cr);
  jly_limit_chart_draw (chart, cr, width, *height, style);
  return cr;
}

static gboolean
is_color (cairo_t *cr, double x, double y, const JlyColor *color)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  const guint32 *line;
  guint32 pixel;

  cairo_surface_flush (surface);
  line = (const guint32 *)(gpointer)(cairo_image_surface_get_data (surface)
                                     + (int)y * cairo_image_surface_get_stride (surface));
  pixel = line[(int)x];
  return fabs ((pixel >> 16 & 0xff) - color->r * 255) < 3
         && fabs ((pixel >> 8 & 0xff) - color->g * 255) < 3
         && fabs ((pixel & 0xff) - color->b * 255) < 3;
}

/* Looks along the middle of the space below the need's words, where nothing but pattern is. */
static guint
count_color (cairo_t *cr, const JlyBox *box, const JlyColor *color)
{
  double y = box->y + 3;
  guint n = 0;

  for (double x = box->x + 6; x < box->x + box->width - 6; x++)
    n += is_color (cr, x, y, color) ? 1 : 0;
  return n;
}

static void
test_met_differs_from_not_met (void)
{
  JlyChartStyle style = make_style (1, FALSE);
  JlyLimitChart *chart = make_chart (FALSE, FALSE);
  double height;
  cairo_t *cr = paint (chart, 700, &style, &height);
  g_autoptr (JlyLimitLayout) layout = jly_limit_layout_new (chart, cr, 700, &style);
  const JlyLimitRow *met = &g_array_index (layout->rows, JlyLimitRow, 0);
  const JlyLimitRow *unmet = &g_array_index (layout->rows, JlyLimitRow, 1);

  g_assert_true (is_color (cr, met->line_x, met->bar.y + 3, &rose));
  g_assert_cmpuint (count_color (cr, &met->bar, &rose_tint), >, met->bar.width / 2);
  g_assert_cmpuint (count_color (cr, &unmet->bar, &rose_tint), ==, 0);
  g_assert_false (is_color (cr, unmet->line_x, unmet->bar.y + 3, &rose));
  /* Stripes: neither all background nor none of it. */
  g_assert_cmpuint (count_color (cr, &met->beyond, &white), <, met->beyond.width - 12);
  g_assert_cmpuint (count_color (cr, &met->beyond, &white), >, 10);
  g_assert_cmpuint (count_color (cr, &unmet->bar, &white), <, unmet->bar.width - 12);
  cairo_destroy (cr);
  jly_limit_chart_free (chart);
  clear_style (&style);
}

static void
test_own_part_only_when_given (void)
{
  JlyChartStyle style = make_style (1, FALSE);

  for (int own = 0; own <= 1; own++)
    {
      JlyLimitChart *chart = make_chart (own, TRUE);
      double height;
      cairo_t *cr = paint (chart, 700, &style, &height);
      guint n = 0;

      for (int y = 0; y < (int)height; y++)
        for (int x = 0; x < 700; x++)
          n += is_color (cr, x, y, &teal) ? 1 : 0;
      if (own)
        g_assert_cmpuint (n, >, 100);
      else
        g_assert_cmpuint (n, ==, 0);
      cairo_destroy (cr);
      jly_limit_chart_free (chart);
    }
  clear_style (&style);
}

/* The strip's length is the own part's share of the need. */
static void
test_own_part_is_to_scale (void)
{
  JlyChartStyle style = make_style (1, FALSE);
  JlyLimitChart *chart = make_chart (TRUE, TRUE);
  cairo_t *cr = make_context (cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL));
  g_autoptr (JlyLimitLayout) layout = jly_limit_layout_new (chart, cr, 700, &style);
  const JlyLimitRow *third = &g_array_index (layout->rows, JlyLimitRow, 0);
  const JlyLimitRow *whole = &g_array_index (layout->rows, JlyLimitRow, 2);

  g_assert_cmpfloat_with_epsilon (third->own.width, 0.33 * third->bar.width, 0.01);
  g_assert_cmpfloat_with_epsilon (whole->own.width, whole->bar.width, 0.01);
  cairo_destroy (cr);
  jly_limit_chart_free (chart);
  clear_style (&style);
}

/* Where labels stand beside the bars with room to spare, none of them is broken into lines. */
static void
test_what_fits_stays_whole (void)
{
  JlyChartStyle style = make_style (1, FALSE);

  for (int width = 700; width <= 900; width++)
    {
      JlyLimitChart *chart = make_chart (TRUE, TRUE);
      cairo_t *cr = make_context (cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL));
      JlyLimitLayout *layout = jly_limit_layout_new (chart, cr, width, &style);

      for (guint i = 0; i < layout->texts->len; i++)
        g_assert_cmpint (
            pango_layout_get_line_count (g_array_index (layout->texts, JlyLimitText, i).layout), ==,
            1);
      jly_limit_layout_free (layout);
      cairo_destroy (cr);
      jly_limit_chart_free (chart);
    }
  clear_style (&style);
}

static void
test_right_to_left_mirrors (void)
{
  JlyChartStyle ltr = make_style (1, FALSE);
  JlyChartStyle rtl = make_style (1, TRUE);
  JlyLimitChart *chart = make_chart (TRUE, TRUE);
  cairo_t *cr = make_context (cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL));
  g_autoptr (JlyLimitLayout) left = jly_limit_layout_new (chart, cr, 700, &ltr);
  g_autoptr (JlyLimitLayout) right = jly_limit_layout_new (chart, cr, 700, &rtl);
  const JlyBox *a = &g_array_index (left->rows, JlyLimitRow, 0).bar;
  const JlyBox *b = &g_array_index (right->rows, JlyLimitRow, 0).bar;

  g_assert_cmpfloat_with_epsilon (a->x + b->x + b->width, 700, 0.01);
  g_assert_cmpfloat (g_array_index (right->rows, JlyLimitRow, 0).line_x, <, b->x + 1);
  cairo_destroy (cr);
  jly_limit_chart_free (chart);
  clear_style (&ltr);
  clear_style (&rtl);
}

static void
test_reading (void)
{
  JlyLimitChart *all = make_chart (TRUE, TRUE);
  JlyLimitChart *some = make_chart (FALSE, FALSE);
  g_autofree char *all_reading = jly_limit_chart_dup_reading (all);
  g_autofree char *some_reading = jly_limit_chart_dup_reading (some);

  g_assert_cmpstr (all_reading, ==,
                   "Requirements of the tender: all 4 are met, at least as required; by how much "
                   "stays hidden.");
  g_assert_cmpstr (some_reading, ==,
                   "Requirements of the tender: 2 of 4 are met; not met: Timber framing, Crane "
                   "days; how much there is stays hidden.");
  jly_limit_chart_free (all);
  jly_limit_chart_free (some);
}

static void
test_pictures (void)
{
  const char *folder = g_getenv ("JLY_SCREENSHOTS");
  const int widths[] = { 290, 560, 900 };

  if (folder == NULL)
    {
      g_test_skip ("JLY_SCREENSHOTS is not set");
      return;
    }
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (int variant = 0; variant < 4; variant++)
      {
        JlyChartStyle style = make_style (variant == 3 ? 2 : 1, variant == 2);
        JlyLimitChart *chart = make_chart (variant != 1, variant == 0);
        g_autofree char *name
            = g_strdup_printf ("%s/chart-limit-%d-%d.png", folder, widths[i], variant);
        double height;
        cairo_t *cr = paint (chart, widths[i], &style, &height);

        g_assert_cmpint (cairo_surface_write_to_png (cairo_get_target (cr), name), ==,
                         CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        jly_limit_chart_free (chart);
        clear_style (&style);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/limit/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/chart/limit/met-differs", test_met_differs_from_not_met);
  g_test_add_func ("/chart/limit/own-only-when-given", test_own_part_only_when_given);
  g_test_add_func ("/chart/limit/own-to-scale", test_own_part_is_to_scale);
  g_test_add_func ("/chart/limit/what-fits", test_what_fits_stays_whole);
  g_test_add_func ("/chart/limit/right-to-left", test_right_to_left_mirrors);
  g_test_add_func ("/chart/limit/reading", test_reading);
  g_test_add_func ("/chart/limit/pictures", test_pictures);
  return g_test_run ();
}
