/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines over time with their names at the end, and boxes of quartiles; see jly-plot-layout.h. */
#include "config.h"

#include "chart/jly-plot-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LINES_HIGH 7.0 /* in lines of text */
#define GRID_LINES 3
#define NAMES_MOST 0.4 /* of the width, for names beside the lines */
#define HIDDEN_TAIL 0.12

/* The last value of a series: its name stands there. */
static const JlyPlotCell *
find_last (const JlyPlot *plot, guint series, guint *place)
{
  for (guint p = plot->places->len; p-- > 0;)
    {
      const JlyPlotCell *cell = jly_plot_get_cell (plot, series, p);

      *place = p;
      if (cell->state == JLY_PLOT_VALUE)
        return cell;
    }
  return NULL;
}

static PangoLayout *
make_name (const JlyPlotLayout *self, guint series, double width)
{
  guint place;
  const JlyPlotCell *last = find_last (self->plot, series, &place);
  g_autofree char *text = g_strdup_printf ("%s %s", (const char *)self->plot->series->pdata[series],
                                           last != NULL ? last->text : "");

  return jly_plot_layout_make_text (self, g_strstrip (text), width);
}

static double
measure_names (const JlyPlotLayout *self)
{
  double widest = 0;

  for (guint s = 0; s < self->plot->series->len; s++)
    {
      g_autoptr (PangoLayout) name = make_name (self, s, 0);

      widest = MAX (widest, jly_plot_layout_measure (name).width);
    }
  return MIN (ceil (widest) + 1, self->width * NAMES_MOST);
}

typedef struct
{
  double least, most;
  JlyBox box; /* where lines run */
} Frame;

static double
get_x (const JlyPlotLayout *self, const Frame *frame, guint place)
{
  guint n = self->plot->places->len;

  return n > 1 ? frame->box.x + frame->box.width * place / (n - 1)
               : frame->box.x + frame->box.width / 2;
}

static double
get_y (const Frame *frame, double value)
{
  return frame->box.y
         + frame->box.height * (1 - (value - frame->least) / (frame->most - frame->least));
}

/* As many labels as fit, the last one first. */
static void
add_labels (JlyPlotLayout *self, const Frame *frame, double y)
{
  double free_until = self->width;

  for (guint p = self->plot->places->len; p-- > 0;)
    {
      PangoLayout *label = jly_plot_layout_make_text (self, self->plot->places->pdata[p], 0);
      JlyBox size = jly_plot_layout_measure (label);
      double x = MAX (0, get_x (self, frame, p) - size.width / 2);

      if (x + size.width > free_until)
        {
          g_object_unref (label);
          continue;
        }
      jly_plot_layout_add_text (self, label, x, y, TRUE);
      free_until = x - self->line * 0.5;
    }
}

static void
add_points (JlyPlotLayout *self, const Frame *frame)
{
  double half = self->line * 0.22;

  for (guint s = 0; s < self->plot->series->len; s++)
    for (guint p = 0; p < self->plot->places->len; p++)
      {
        const JlyPlotCell *cell = jly_plot_get_cell (self->plot, s, p);
        double x = get_x (self, frame, p);

        if (cell->state == JLY_PLOT_VALUE)
          jly_plot_layout_add_mark (
              self, JLY_PLOT_MARK_POINT, s, p,
              (JlyBox){ x - half, get_y (frame, cell->value) - half, 2 * half, 2 * half });
        else if (cell->state == JLY_PLOT_HIDDEN)
          jly_plot_layout_add_mark (
              self, JLY_PLOT_MARK_HIDDEN, s, p,
              (JlyBox){ x - 2 * half, frame->box.y, 4 * half, frame->box.height });
      }
}

typedef struct
{
  guint series;
  double y, height;
} Name;

static int
compare_names (const void *a, const void *b)
{
  const Name *x = a, *y = b;

  return (x->y > y->y) - (x->y < y->y);
}

/* Names beside the ends of their lines, moved apart where lines end close to each other. Returns
 * the lowest edge. */
static double
add_names (JlyPlotLayout *self, const Frame *frame, double width)
{
  Name names[JLY_PLOT_MAX_SERIES];
  double starts[JLY_PLOT_MAX_SERIES], sizes[JLY_PLOT_MAX_SERIES], low = 0;
  guint n = 0, place;

  for (guint s = 0; s < self->plot->series->len; s++)
    {
      const JlyPlotCell *last = find_last (self->plot, s, &place);
      g_autoptr (PangoLayout) layout = make_name (self, s, width);
      double height = jly_plot_layout_measure (layout).height;

      if (last != NULL)
        names[n++] = (Name){ s, get_y (frame, last->value) - self->line / 2, height };
    }
  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    {
      starts[i] = names[i].y;
      sizes[i] = names[i].height;
    }
  if (!jly_plot_spread (starts, sizes, n, self->line * 0.1, frame->box.y + frame->box.height))
    for (guint i = 0; i < n; i++)
      starts[i] = i == 0 ? 0 : starts[i - 1] + sizes[i - 1] + self->line * 0.1;
  for (guint i = 0; i < n; i++)
    {
      PangoLayout *layout = make_name (self, names[i].series, width);

      jly_plot_layout_add_text (self, layout, self->width - width, starts[i], FALSE);
      low = starts[i] + sizes[i];
    }
  return low;
}

void
jly_plot_layout_add_lines (JlyPlotLayout *self)
{
  double names = measure_names (self), low;
  Frame frame = { .box = { self->line * 0.6, self->line * 0.6, 0, self->line * LINES_HIGH } };

  if (self->plot->places->len == 0 || !jly_plot_find_range (self->plot, &frame.least, &frame.most))
    return;
  frame.box.width = MAX (self->width - names - self->line * 1.8, 1);
  for (guint i = 0; i < GRID_LINES; i++)
    jly_plot_layout_add_mark (self, JLY_PLOT_MARK_GRID, 0, 0,
                              (JlyBox){ 0, frame.box.y + frame.box.height * i / (GRID_LINES - 1),
                                        frame.box.x + frame.box.width + self->line * 0.3, 0 });
  add_points (self, &frame);
  low = MAX (add_names (self, &frame, names), frame.box.y + frame.box.height + self->line * 0.3);
  add_labels (self, &frame, low + self->line * 0.2);
  self->height = low + self->line * 1.3;
}

enum
{
  LEAST,
  LOWER,
  MEDIAN,
  UPPER,
  LARGEST
};

static double
get_at (const JlyPlotLayout *self, guint figure, guint place, double least, double most)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, figure, place);
  double tail = self->width * HIDDEN_TAIL;

  return tail + (self->width - 2 * tail) * (cell->value - least) / (most - least);
}

/* A whisker to the end that is known, or stripes that end nowhere. */
static void
add_end (JlyPlotLayout *self,
         guint figure,
         guint place,
         double from,
         double least,
         double most,
         double y)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, figure, place);
  double end = figure == LEAST ? 0 : self->width;
  double high = self->line * 0.6;

  if (cell->state == JLY_PLOT_VALUE)
    {
      end = get_at (self, figure, place, least, most);
      jly_plot_layout_add_mark (self, JLY_PLOT_MARK_WHISKER, figure, place,
                                (JlyBox){ MIN (from, end), y, fabs (end - from), 0 });
      return;
    }
  jly_plot_layout_add_mark (self, JLY_PLOT_MARK_HIDDEN, figure, place,
                            (JlyBox){ MIN (from, end), y - high / 2, fabs (end - from), high });
}

static PangoLayout *
make_end_words (const JlyPlotLayout *self, guint figure, guint place)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, figure, place);
  const char *value = cell->state == JLY_PLOT_VALUE ? cell->text : _ ("hidden");
  /* Translators: what a number is, and the number: "smallest: 12". */
  g_autofree char *words
      = g_strdup_printf (_ ("%s: %s"), (const char *)self->plot->series->pdata[figure], value);

  return jly_plot_layout_make_text (self, words, 0);
}

/* What the ends are, below the box: left and right, or one below the other. */
static double
add_end_words (JlyPlotLayout *self, guint place, double y)
{
  PangoLayout *left = make_end_words (self, LEAST, place);
  PangoLayout *right = make_end_words (self, LARGEST, place);
  JlyBox one = jly_plot_layout_measure (left), other = jly_plot_layout_measure (right);

  y += self->line * 0.1;
  if (one.width + other.width + self->line > self->width)
    {
      pango_layout_set_width (left, (int)(self->width * PANGO_SCALE));
      pango_layout_set_width (right, (int)(self->width * PANGO_SCALE));
      jly_plot_layout_add_text (self, left, 0, y, TRUE);
      y += jly_plot_layout_measure (left).height;
      jly_plot_layout_add_text (self, right, 0, y, TRUE);
      return y + jly_plot_layout_measure (right).height;
    }
  jly_plot_layout_add_text (self, left, 0, y, TRUE);
  jly_plot_layout_add_text (self, right, self->width - other.width, y, TRUE);
  return y + MAX (one.height, other.height);
}

/* Lower quartile, median and upper quartile above their edges, moved apart where they are close;
 * one below the other where even that is too wide. Returns the lower edge. */
static double
add_numbers (JlyPlotLayout *self, guint place, const double *at, double y)
{
  double starts[3], sizes[3];
  PangoLayout *layouts[3];
  gboolean fits;

  for (guint i = 0; i < 3; i++)
    {
      const char *text = jly_plot_get_cell (self->plot, LOWER + i, place)->text;

      layouts[i] = jly_plot_layout_make_text (self, text, 0);
      sizes[i] = jly_plot_layout_measure (layouts[i]).width;
      starts[i] = at[i] - sizes[i] / 2;
    }
  fits = jly_plot_spread (starts, sizes, 3, self->line * 0.5, self->width);
  for (guint i = 0; i < 3; i++)
    {
      if (!fits)
        pango_layout_set_width (layouts[i], (int)(self->width * PANGO_SCALE));
      jly_plot_layout_add_text (self, layouts[i], fits ? starts[i] : 0, y, FALSE);
      if (!fits || i == 2)
        y += jly_plot_layout_measure (layouts[i]).height;
    }
  return y + self->line * 0.2;
}

static double
add_hidden_box (JlyPlotLayout *self, guint place, double y)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self->plot, MEDIAN, place);
  PangoLayout *why;

  if (cell->state != JLY_PLOT_HIDDEN)
    return y;
  why = jly_plot_layout_make_text (self, cell->text, self->width);
  jly_plot_layout_add_text (self, why, 0, y, TRUE);
  y += jly_plot_layout_measure (why).height + self->line * 0.2;
  jly_plot_layout_add_mark (self, JLY_PLOT_MARK_HIDDEN, MEDIAN, place,
                            (JlyBox){ 0, y, self->width, self->line });
  return y + self->line * 1.2;
}

static double
add_box (JlyPlotLayout *self, guint place, double least, double most, double y)
{
  double high = self->line * 1.8, at[3];

  for (guint i = 0; i < 3; i++)
    {
      if (jly_plot_get_cell (self->plot, LOWER + i, place)->state != JLY_PLOT_VALUE)
        return add_hidden_box (self, place, y);
      at[i] = get_at (self, LOWER + i, place, least, most);
    }
  y = add_numbers (self, place, at, y);
  add_end (self, LEAST, place, at[0], least, most, y + high / 2);
  add_end (self, LARGEST, place, at[2], least, most, y + high / 2);
  jly_plot_layout_add_mark (self, JLY_PLOT_MARK_BOX, LOWER, place,
                            (JlyBox){ at[0], y, MAX (at[2] - at[0], 1), high });
  jly_plot_layout_add_mark (self, JLY_PLOT_MARK_MEDIAN, MEDIAN, place,
                            (JlyBox){ at[1], y, 0, high });
  return add_end_words (self, place, y + high);
}

void
jly_plot_layout_add_boxes (JlyPlotLayout *self)
{
  double least, most, y = 0;

  g_assert (self->plot->series->len == JLY_PLOT_BOX_FIGURES);
  jly_plot_find_range (self->plot, &least, &most);
  for (guint p = 0; p < self->plot->places->len; p++)
    {
      const char *name = self->plot->places->pdata[p];

      if (*name != '\0')
        {
          PangoLayout *label = jly_plot_layout_make_text (self, name, self->width);

          jly_plot_layout_add_text (self, label, 0, y, TRUE);
          y += jly_plot_layout_measure (label).height + self->line * 0.2;
        }
      y = add_box (self, p, least, most, y) + self->line * 0.7;
    }
  self->height = MAX (y - self->line * 0.5, 0);
}
