/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-plot.h: what is to be drawn, and how it is read out. */
#include "config.h"

#include "chart/jly-plot-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
clear_cell (gpointer data)
{
  g_free (((JlyPlotCell *)data)->text);
}

JlyPlot *
jly_plot_new (JlyPlotKind kind, const char *title)
{
  JlyPlot *self = g_new0 (JlyPlot, 1);

  self->n_refs = 1;
  self->kind = kind;
  self->title = g_strdup (title);
  self->series = g_ptr_array_new_with_free_func (g_free);
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_array_new (FALSE, TRUE, sizeof (JlyPlotCell));
  g_array_set_clear_func (self->cells, clear_cell);
  return self;
}

JlyPlot *
jly_plot_ref (JlyPlot *self)
{
  self->n_refs++;
  return self;
}

void
jly_plot_unref (JlyPlot *self)
{
  if (self == NULL || --self->n_refs > 0)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->places);
  g_array_unref (self->cells);
  g_free (self);
}

guint
jly_plot_add_series (JlyPlot *self, const char *name)
{
  g_assert (self->series->len
            < (self->kind == JLY_PLOT_BOXES ? JLY_PLOT_BOX_FIGURES : JLY_PLOT_MAX_SERIES));
  g_ptr_array_add (self->series, g_strdup (name != NULL ? name : ""));
  return self->series->len - 1;
}

guint
jly_plot_add_place (JlyPlot *self, const char *label)
{
  g_ptr_array_add (self->places, g_strdup (label));
  g_array_set_size (self->cells, self->places->len * JLY_PLOT_BOX_FIGURES);
  return self->places->len - 1;
}

static void
set_cell (
    JlyPlot *self, guint series, guint place, JlyPlotState state, double value, const char *text)
{
  JlyPlotCell *cell
      = &g_array_index (self->cells, JlyPlotCell, place * JLY_PLOT_BOX_FIGURES + series);

  g_assert (series < self->series->len && place < self->places->len);
  g_free (cell->text);
  *cell = (JlyPlotCell){ state, value, g_strdup (text) };
}

void
jly_plot_set_value (JlyPlot *self, guint series, guint place, double value, const char *text)
{
  if (isfinite (value))
    set_cell (self, series, place, JLY_PLOT_VALUE, value, text);
}

void
jly_plot_set_hidden (JlyPlot *self, guint series, guint place, const char *why)
{
  set_cell (self, series, place, JLY_PLOT_HIDDEN, 0, why);
}

const JlyPlotCell *
jly_plot_get_cell (const JlyPlot *self, guint series, guint place)
{
  return &g_array_index (self->cells, JlyPlotCell, place * JLY_PLOT_BOX_FIGURES + series);
}

gboolean
jly_plot_find_range (const JlyPlot *self, double *least, double *most)
{
  gboolean is_any = FALSE,
           from_zero = self->kind == JLY_PLOT_BARS || self->kind == JLY_PLOT_HISTOGRAM;

  *least = *most = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const JlyPlotCell *cell = &g_array_index (self->cells, JlyPlotCell, i);

      if (cell->state != JLY_PLOT_VALUE)
        continue;
      *least = is_any || from_zero ? MIN (*least, cell->value) : cell->value;
      *most = is_any || from_zero ? MAX (*most, cell->value) : cell->value;
      is_any = TRUE;
    }
  if (*most <= *least)
    *most = *least + 1;
  return is_any;
}

const char *
jly_plot_get_title (const JlyPlot *self)
{
  return self->title;
}

gboolean
jly_plot_is_empty (const JlyPlot *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, JlyPlotCell, i).state != JLY_PLOT_NOTHING)
      return FALSE;
  return TRUE;
}

static void
read_cell (const JlyPlot *self, guint series, guint place, GString *text)
{
  const JlyPlotCell *cell = jly_plot_get_cell (self, series, place);
  const char *name = self->series->pdata[series], *label = self->places->pdata[place];

  if (cell->state == JLY_PLOT_NOTHING)
    return;
  g_string_append (text, text->len > 0 ? "; " : "");
  g_string_append (text, label);
  g_string_append_printf (text, "%s%s", *label != '\0' && *name != '\0' ? ", " : "", name);
  if (cell->state == JLY_PLOT_HIDDEN)
    g_string_append_printf (text, _ (" hidden (%s)"), cell->text);
  else
    g_string_append_printf (text, " %s", cell->text);
}

char *
jly_plot_dup_reading (const JlyPlot *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint place = 0; place < self->places->len; place++)
    for (guint series = 0; series < self->series->len; series++)
      read_cell (self, series, place, text);
  return g_strdup_printf ("%s: %s.", self->title, text->str);
}

double
jly_plot_get_height (JlyPlot *self, cairo_t *cr, double width, const JlyChartStyle *style)
{
  g_autoptr (JlyPlotLayout) layout = jly_plot_layout_new (self, cr, width, style);

  return layout->height;
}
