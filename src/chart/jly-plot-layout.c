/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-plot-layout.h: names of series, and bars, upright or lying. Lines and boxes are in
 * jly-plot-curves.c. */
#include "config.h"

#include "chart/jly-plot-layout.h"

#include <math.h>

#define PLOT_LINES 8    /* height of upright bars, in lines of text */
#define HIDDEN_PART 0.4 /* of the height or length: never a true one */
#define GAP 0.32        /* of a place's room, between bars of different places */
#define LEAST_BAR 1.0   /* a value of zero is still seen */
#define MOST_BAR 96.0
#define LABEL_LINES 2
#define WHY_LINES 3 /* above a hidden bar, which leaves this much room */

static void
clear_text (gpointer data)
{
  g_object_unref (((JlyPlotText *)data)->layout);
}

PangoLayout *
jly_plot_layout_make_text (const JlyPlotLayout *self, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (self->style->font);
  double size = pango_font_description_get_size (font) * self->style->scale;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int)size);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, (int)ceil (width * PANGO_SCALE));
  pango_layout_set_auto_dir (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

JlyBox
jly_plot_layout_measure (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (JlyBox){ (double)logical.x / PANGO_SCALE, 0, (double)logical.width / PANGO_SCALE,
                   (double)logical.height / PANGO_SCALE };
}

void
jly_plot_layout_add_text (
    JlyPlotLayout *self, PangoLayout *layout, double x, double y, gboolean is_dim)
{
  JlyBox size = jly_plot_layout_measure (layout);
  JlyPlotText text = { { x, y, size.width, size.height }, layout, is_dim };

  g_array_append_val (self->texts, text);
}

void
jly_plot_layout_add_mark (
    JlyPlotLayout *self, JlyPlotMarkKind kind, guint series, guint place, JlyBox box)
{
  JlyPlotMark mark = { kind, series, place, box };

  g_array_append_val (self->marks, mark);
}

gboolean
jly_plot_spread (double *starts, const double *sizes, guint n, double gap, double room)
{
  double end = -gap, start = room + gap;

  for (guint i = 0; i < n; i++)
    {
      starts[i] = MAX (starts[i], end + gap);
      end = starts[i] + sizes[i];
    }
  for (guint i = n; i-- > 0;)
    {
      starts[i] = MIN (starts[i], start - gap - sizes[i]);
      start = starts[i];
    }
  return n == 0 || starts[0] >= -0.5;
}

/* Names of series with their fill, side by side as far as they go. Returns where they end. */
static double
add_keys (JlyPlotLayout *self)
{
  double x = 0, y = 0, side = self->line * 0.7;

  if (self->plot->series->len < 2 || self->plot->kind == JLY_PLOT_BOXES)
    return 0;
  for (guint i = 0; i < self->plot->series->len; i++)
    {
      PangoLayout *layout = jly_plot_layout_make_text (self, self->plot->series->pdata[i], 0);
      JlyBox size = jly_plot_layout_measure (layout);
      double needed = side * 1.6 + size.width;

      if (needed > self->width)
        {
          pango_layout_set_width (layout, (int)((self->width - side * 1.6) * PANGO_SCALE));
          size = jly_plot_layout_measure (layout);
        }
      if (x > 0 && x + needed > self->width)
        {
          x = 0;
          y = self->height + self->line * 0.2;
        }
      jly_plot_layout_add_mark (self, JLY_PLOT_MARK_KEY, i, 0,
                                (JlyBox){ x, y + (self->line - side) / 2, side, side });
      jly_plot_layout_add_text (self, layout, x + side * 1.6, y, FALSE);
      x += needed + self->line;
      self->height = MAX (self->height, y + size.height);
    }
  return self->height + self->line * 0.7;
}

static double
measure_text (const JlyPlotLayout *self, const char *text)
{
  g_autoptr (PangoLayout) layout = jly_plot_layout_make_text (self, text, 0);

  return jly_plot_layout_measure (layout).width;
}

/* Whether text fits into that width in so many lines, without breaking a word. */
static gboolean
fits_wrapped (const JlyPlotLayout *self, const char *text, double width, int n_lines)
{
  g_autoptr (PangoLayout) layout = jly_plot_layout_make_text (self, text, width);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (measure_text (self, words[i]) > width)
      return FALSE;
  return pango_layout_get_line_count (layout) <= n_lines;
}

/* Whether every number fits over its bar, and every label under its place. */
static gboolean
fits_upright (const JlyPlotLayout *self)
{
  const JlyPlot *plot = self->plot;
  double slot = self->width / plot->places->len, gap = self->line * 0.3;
  double bar = slot * (1 - (plot->series->len > 1 ? GAP : 0)) / plot->series->len;

  for (guint p = 0; p < plot->places->len; p++)
    {
      if (!fits_wrapped (self, plot->places->pdata[p], slot - gap, LABEL_LINES))
        return FALSE;
      for (guint s = 0; s < plot->series->len; s++)
        {
          const JlyPlotCell *cell = jly_plot_get_cell (plot, s, p);
          int n_lines = cell->state == JLY_PLOT_HIDDEN ? WHY_LINES : 1;

          if (cell->text != NULL && !fits_wrapped (self, cell->text, bar - gap, n_lines))
            return FALSE;
        }
    }
  return TRUE;
}

/* Values in the room that they have. */
typedef struct
{
  double least, most, start, room;
} Scale;

static double
scale (const Scale *self, double value)
{
  return self->start + self->room * (value - self->least) / (self->most - self->least);
}

/* In the middle of that room, wrapped where it must; from y on, or ending there with is_above. */
static double
add_text_centred (JlyPlotLayout *self,
                  const char *text,
                  double middle,
                  double room,
                  double y,
                  gboolean is_above,
                  gboolean is_dim)
{
  PangoLayout *layout = jly_plot_layout_make_text (self, text, room);
  JlyBox size;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  size = jly_plot_layout_measure (layout);
  jly_plot_layout_add_text (self, layout, middle - size.width / 2, is_above ? y - size.height : y,
                            is_dim);
  return size.height;
}

/* One upright bar with its number above, or below where it hangs. */
static void
add_upright (
    JlyPlotLayout *self, const Scale *heights, guint series, guint place, JlyBox room, double slot)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, series, place);
  double zero = room.y + room.height - scale (heights, 0);
  double value = cell->state == JLY_PLOT_HIDDEN ? heights->most * HIDDEN_PART : cell->value;
  double tip = room.y + room.height - scale (heights, value);
  double top = MIN (tip, zero), high = MAX (fabs (tip - zero), LEAST_BAR);

  if (cell->state == JLY_PLOT_NOTHING)
    return;
  if (cell->state == JLY_PLOT_HIDDEN && heights->most <= 0)
    {
      high = room.height * HIDDEN_PART;
      top = zero;
    }
  jly_plot_layout_add_mark (
      self, cell->state == JLY_PLOT_HIDDEN ? JLY_PLOT_MARK_HIDDEN : JLY_PLOT_MARK_BAR, series,
      place, (JlyBox){ room.x, top, room.width, high });
  add_text_centred (self, cell->text, room.x + room.width / 2, slot - self->line * 0.3,
                    value < 0 ? top + high + self->line * 0.1 : top - self->line * 0.1, value >= 0,
                    cell->state == JLY_PLOT_HIDDEN);
}

static void
add_upright_bars (JlyPlotLayout *self, double y)
{
  const JlyPlot *plot = self->plot;
  double slot = self->width / plot->places->len, high = self->line * PLOT_LINES;
  double gap = plot->kind == JLY_PLOT_HISTOGRAM ? 0.04 : GAP;
  double bar = MIN (slot * (1 - gap) / plot->series->len, MOST_BAR * self->style->scale);
  /* Room for numbers above and below all bars. */
  Scale heights = { .start = self->line * 1.3, .room = high - self->line * 2.6 };
  double zero, labels = 0, share;

  jly_plot_find_range (plot, &heights.least, &heights.most);
  if (heights.least >= 0)
    heights = (Scale){ heights.least, heights.most, 0, high - self->line * 1.3 };
  zero = y + high - scale (&heights, 0);
  /* A number may be wider than its bar, up to the next one's. */
  share = plot->series->len > 1 ? slot * (1 - GAP) / plot->series->len : slot;
  for (guint p = 0; p < plot->places->len; p++)
    {
      double first = (p + 0.5) * slot - bar * plot->series->len / 2, label;

      for (guint s = 0; s < plot->series->len; s++)
        add_upright (self, &heights, s, p, (JlyBox){ first + s * bar, y, bar * 0.96, high }, share);
      label = add_text_centred (self, plot->places->pdata[p], (p + 0.5) * slot,
                                slot - self->line * 0.3, y + high + self->line * 0.3, FALSE, TRUE);
      labels = MAX (labels, label);
    }
  jly_plot_layout_add_mark (self, JLY_PLOT_MARK_GRID, 0, 0, (JlyBox){ 0, zero, self->width, 0 });
  self->height = y + high + self->line * 0.4 + labels;
}

/* One lying bar; its number stands after the room for bars. Returns where it ends. */
static double
add_lying (JlyPlotLayout *self, const Scale *lengths, guint series, guint place, double y)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, series, place);
  double zero = scale (lengths, 0), high = self->line * 0.9, from = zero, to;
  double left = lengths->start + lengths->room + self->line * 0.5;
  PangoLayout *layout;
  JlyBox size;

  if (cell->state == JLY_PLOT_NOTHING)
    return y;
  to = cell->state == JLY_PLOT_HIDDEN ? zero + lengths->room * HIDDEN_PART
                                      : scale (lengths, cell->value);
  to = MIN (to, lengths->start + lengths->room);
  from = MIN (zero, to);
  jly_plot_layout_add_mark (
      self, cell->state == JLY_PLOT_HIDDEN ? JLY_PLOT_MARK_HIDDEN : JLY_PLOT_MARK_BAR, series,
      place, (JlyBox){ from, y + self->line * 0.05, MAX (fabs (to - zero), LEAST_BAR), high });
  layout = jly_plot_layout_make_text (self, cell->text, self->width - left);
  size = jly_plot_layout_measure (layout);
  jly_plot_layout_add_text (self, layout, left, y, cell->state == JLY_PLOT_HIDDEN);
  return y + MAX (self->line, size.height) + self->line * 0.2;
}

/* Numbers have up to half the width, and bars the rest. */
static double
find_number_width (const JlyPlotLayout *self)
{
  double widest = 0;

  for (guint i = 0; i < self->plot->cells->len; i++)
    {
      const JlyPlotCell *cell = &g_array_index (self->plot->cells, JlyPlotCell, i);

      if (cell->text != NULL)
        widest = MAX (widest, measure_text (self, cell->text));
    }
  return MIN (ceil (widest) + 1, self->width / 2);
}

static void
add_lying_bars (JlyPlotLayout *self, double y)
{
  const JlyPlot *plot = self->plot;
  Scale lengths = { .room = self->width - find_number_width (self) - self->line * 0.5 };

  jly_plot_find_range (plot, &lengths.least, &lengths.most);
  for (guint p = 0; p < plot->places->len; p++)
    {
      PangoLayout *label = jly_plot_layout_make_text (self, plot->places->pdata[p], self->width);
      JlyBox size = jly_plot_layout_measure (label);

      jly_plot_layout_add_text (self, label, 0, y, TRUE);
      y += size.height + self->line * 0.1;
      for (guint s = 0; s < plot->series->len; s++)
        y = add_lying (self, &lengths, s, p, y);
      y += self->line * 0.5;
    }
  self->height = y - self->line * 0.5;
}

static double
measure_line (const JlyPlotLayout *self)
{
  g_autoptr (PangoLayout) layout = jly_plot_layout_make_text (self, "Ag", 0);

  return jly_plot_layout_measure (layout).height;
}

static void
mirror (JlyPlotLayout *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      JlyBox *box = &g_array_index (self->texts, JlyPlotText, i).box;

      box->x = self->width - box->x - box->width;
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      JlyBox *box = &g_array_index (self->marks, JlyPlotMark, i).box;

      box->x = self->width - box->x - box->width;
    }
}

JlyPlotLayout *
jly_plot_layout_new (const JlyPlot *plot, cairo_t *cr, double width, const JlyChartStyle *style)
{
  JlyPlotLayout *self = g_new0 (JlyPlotLayout, 1);
  double y;

  self->plot = plot;
  self->cr = cr;
  self->style = style;
  self->width = MAX (width, 1);
  self->texts = g_array_new (FALSE, FALSE, sizeof (JlyPlotText));
  g_array_set_clear_func (self->texts, clear_text);
  self->marks = g_array_new (FALSE, FALSE, sizeof (JlyPlotMark));
  self->line = measure_line (self);
  if (plot->kind == JLY_PLOT_LINES)
    jly_plot_layout_add_lines (self);
  else if (plot->kind == JLY_PLOT_BOXES)
    jly_plot_layout_add_boxes (self);
  else if (plot->places->len > 0)
    {
      y = add_keys (self);
      if (fits_upright (self))
        add_upright_bars (self, y);
      else
        add_lying_bars (self, y);
    }
  if (style->right_to_left)
    mirror (self);
  return self;
}

void
jly_plot_layout_free (JlyPlotLayout *self)
{
  g_array_unref (self->texts);
  g_array_unref (self->marks);
  g_free (self);
}
