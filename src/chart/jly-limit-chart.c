/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture of "yes or no, over a limit": how far a limit is exceeded, or missed, is never drawn,
 * because nobody knows it. One's own part is drawn in teal where the caller hands it in; exports
 * leave it out.
 */
#include "config.h"
#include "chart/jly-chart.h"
#include "chart/jly-limit-layout.h"

#include <glib/gi18n-lib.h>

static void
free_bar (gpointer data)
{
  JlyLimitBar *bar = data;

  g_free (bar->label);
  g_free (bar->need);
  g_free (bar->own);
  g_free (bar);
}

JlyLimitChart *
jly_limit_chart_new (const char *title)
{
  JlyLimitChart *self = g_new0 (JlyLimitChart, 1);

  self->title = g_strdup (title);
  self->bars = g_ptr_array_new_with_free_func (free_bar);
  return self;
}

void
jly_limit_chart_add (JlyLimitChart *self,
                     const char *label,
                     const char *need,
                     gboolean met,
                     double own_share,
                     const char *own)
{
  JlyLimitBar *bar = g_new0 (JlyLimitBar, 1);

  bar->label = g_strdup (label);
  bar->need = g_strdup (need);
  bar->met = met;
  bar->own_share = own_share;
  /* Translators: stands beside the diamond that marks a person's own part, e.g. "You: 212 hours".
   */
  bar->own = g_strdup_printf (_ ("You: %s"), own != NULL ? own : "");
  g_ptr_array_add (self->bars, bar);
}

void
jly_limit_chart_free (JlyLimitChart *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->bars);
  g_free (self);
}

char *
jly_limit_chart_dup_reading (JlyLimitChart *self)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n_met = 0;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const JlyLimitBar *bar = g_ptr_array_index (self->bars, i);

      n_met += bar->met ? 1 : 0;
      if (!bar->met)
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", bar->label);
    }
  if (n_met == self->bars->len)
    return g_strdup_printf (
        _ ("%s: all %u are met, at least as required; by how much stays hidden."), self->title,
        n_met);
  return g_strdup_printf (_ ("%s: %u of %u are met; not met: %s; how much there is stays hidden."),
                          self->title, n_met, self->bars->len, missing->str);
}

double
jly_limit_chart_get_height (JlyLimitChart *self,
                            cairo_t *cr,
                            double width,
                            const JlyChartStyle *style)
{
  g_autoptr (JlyLimitLayout) layout = jly_limit_layout_new (self, cr, width, style);

  return layout->height;
}

/* Met: filled up to the limit, and stripes after it, since there may be more. Not met: stripes that
 * stop short of the limit, since there is less, and nobody knows how much. */
static void
draw_bar (cairo_t *cr, const JlyLimitRow *row, const JlyChartStyle *style)
{
  if (row->met)
    {
      jly_paint_rounded (cr, &row->bar, 4);
      jly_paint_color (cr, &style->opened_tint);
      cairo_fill (cr);
      jly_paint_stripes (cr, &row->beyond, style);
    }
  else
    jly_paint_stripes (cr, &row->bar, style);
  if (row->has_own && row->own.width > 0)
    {
      jly_paint_rounded (cr, &row->own, 2);
      jly_paint_color (cr, row->met ? &style->own : &style->own_tint);
      cairo_fill (cr);
    }
}

static void
draw_limit (cairo_t *cr, const JlyLimitRow *row, const JlyChartStyle *style)
{
  cairo_rectangle (cr, row->line_x - 1.5, row->bar.y - 4, 3, row->bar.height + 8);
  jly_paint_color (cr, row->met ? &style->opened : &style->text);
  cairo_fill (cr);
}

static void
draw_marks (cairo_t *cr, const JlyLimitRow *row, double half, const JlyChartStyle *style)
{
  if (!row->has_own)
    return;
  jly_paint_diamond (cr, row->diamond_x, row->diamond_y, half, style);
  jly_paint_diamond (cr, row->key_x, row->key_y, half, style);
}

static void
draw_text (cairo_t *cr,
           const JlyLimitText *text,
           const JlyLimitRow *row,
           const JlyChartStyle *style)
{
  PangoRectangle logical;

  /* Words on stripes stand on a patch of the background, or they could not be read. */
  if (text->kind == JLY_LIMIT_TEXT_NEED && !row->met)
    {
      JlyBox patch
          = { text->box.x - 4, text->box.y - 1, text->box.width + 8, text->box.height + 2 };

      jly_paint_rounded (cr, &patch, 4);
      jly_paint_color (cr, &style->background);
      cairo_fill (cr);
    }
  if (text->kind == JLY_LIMIT_TEXT_HIDDEN)
    jly_paint_color (cr, &style->dim);
  else if (text->kind == JLY_LIMIT_TEXT_OWN)
    jly_paint_color (cr, &style->own);
  else
    jly_paint_color (cr, &style->text);
  pango_layout_get_pixel_extents (text->layout, NULL, &logical);
  cairo_move_to (cr, text->box.x - logical.x, text->box.y - logical.y);
  pango_cairo_show_layout (cr, text->layout);
}

void
jly_limit_chart_draw (
    JlyLimitChart *self, cairo_t *cr, double width, double height, const JlyChartStyle *style)
{
  g_autoptr (JlyLimitLayout) layout = jly_limit_layout_new (self, cr, width, style);
  double half = jly_limit_layout_get_diamond (layout);

  cairo_save (cr);
  for (guint i = 0; i < layout->rows->len; i++)
    draw_bar (cr, &g_array_index (layout->rows, JlyLimitRow, i), style);
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const JlyLimitText *text = &g_array_index (layout->texts, JlyLimitText, i);

      draw_text (cr, text, &g_array_index (layout->rows, JlyLimitRow, text->row), style);
    }
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const JlyLimitRow *row = &g_array_index (layout->rows, JlyLimitRow, i);

      draw_limit (cr, row, style);
      draw_marks (cr, row, half, style);
    }
  cairo_restore (cr);
}
