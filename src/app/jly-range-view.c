/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars are src/chart's; here are the knobs, and which part of all numbers the track shows. */
#include "config.h"

#include "app/jly-range-view.h"

#include "app/jly-accessible.h"
#include "app/jly-chart-style.h"
#include "app/jly-range-knob.h"
#include "chart/jly-range-chart.h"

#include <glib/gi18n.h>

#define HEIGHT 74
/* Limits that lie further from the figures than so many times their spread stand at the track's
 * end; otherwise all bars would become one line. */
#define REACH 2.5
#define STEPS 100 /* of the arrow keys, along the track */

struct _JlyRangeView
{
  GtkWidget parent_instance;

  JlyRangeChart chart;
  guint64 *counts;
  GtkWidget *knobs[2];
  GtkWidget *dragged; /* NULL while none is */
  double drag_offset;
  JlyRangeFormat format; /* NULL: no numbers below the track */
  gpointer format_data;
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyRangeView, jly_range_view, GTK_TYPE_WIDGET)

static gboolean
is_right_to_left (JlyRangeView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* The track shows all figures and the limits, as far as these are near. */
static void
choose_track (JlyRangeView *self)
{
  JlyRangeChart *chart = &self->chart;
  double from = chart->n_bins > 0 ? chart->bins_from : chart->least;
  double to = chart->n_bins > 0 ? chart->bins_to : chart->most;
  const double spread = MAX (to - from, 1e-9);
  const double room = chart->n_bins > 0 ? REACH * spread : spread;

  from = MIN (from, MAX (chart->least, from - room));
  to = MAX (to, MIN (chart->most, to + room));
  chart->from = from - (to - from) * 0.04;
  chart->to = MAX (to + (to - from) * 0.04, chart->from + 1e-6);
}

/* Of the numbers below the track. */
static int
get_marks_height (JlyRangeView *self)
{
  return self->format != NULL ? jly_range_marks_get_height (GTK_WIDGET (self)) : 0;
}

static void
place_knobs (JlyRangeView *self, int width, int height)
{
  for (guint i = 0; i < 2; i++)
    {
      GtkRequisition size;
      const double value = i == 0 ? self->chart.least : self->chart.most;
      double x = jly_range_chart_get_x (&self->chart, value, width, is_right_to_left (self));

      gtk_widget_get_preferred_size (self->knobs[i], &size, NULL);
      gtk_widget_size_allocate (
          self->knobs[i],
          &(GtkAllocation){ (int)x - size.width / 2,
                            height - (int)JLY_RANGE_CHART_TRACK - size.height / 2, size.width,
                            size.height },
          -1);
    }
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JlyRangeView *self = JLY_RANGE_VIEW (widget);

  place_knobs (self, width, height - get_marks_height (self));
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  const gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 160 : HEIGHT + get_marks_height (JLY_RANGE_VIEW (widget));
  *natural = across ? 480 : *minimum;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snap)
{
  JlyRangeView *self = JLY_RANGE_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget) - get_marks_height (self);
  JlyChartStyle style = jly_chart_style_of (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snap, &GRAPHENE_RECT_INIT (0, 0, width, height));

  jly_range_chart_draw (&self->chart, cr, width, height, &style);
  cairo_destroy (cr);
  jly_chart_style_clear (&style);
  if (self->format != NULL)
    jly_range_marks_snapshot (widget, snap, &self->chart, height, self->format, self->format_data);
  for (guint i = 0; i < 2; i++)
    gtk_widget_snapshot_child (widget, self->knobs[i], snap);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (jly_range_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static double
get_knob_value (JlyRangeView *self, guint knob)
{
  return CLAMP (knob == 0 ? self->chart.least : self->chart.most, self->chart.from, self->chart.to);
}

static void
step_cb (JlyRangeKnob *knob, int n, JlyRangeView *self)
{
  const guint i = GTK_WIDGET (knob) == self->knobs[1] ? 1 : 0;
  const double step = (self->chart.to - self->chart.from) / STEPS;

  g_signal_emit (self, signals[MOVED], 0, i, get_knob_value (self, i) + n * step);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, JlyRangeView *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  double least = 0;

  self->dragged = NULL;
  for (guint i = 0; i < 2; i++)
    {
      double at = jly_range_chart_get_x (&self->chart, get_knob_value (self, i), width,
                                         is_right_to_left (self));

      if (self->dragged != NULL && ABS (x - at) > least)
        continue;
      least = ABS (x - at);
      self->dragged = self->knobs[i];
      self->drag_offset = least <= 14 ? at - x : 0;
    }
  gtk_widget_grab_focus (self->dragged);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, JlyRangeView *self)
{
  double x, y;

  if (self->dragged == NULL || dx * dx < 4 || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MOVED], 0, self->dragged == self->knobs[1] ? 1u : 0u,
                 jly_range_chart_get_value (&self->chart, x + dx + self->drag_offset,
                                            gtk_widget_get_width (GTK_WIDGET (self)),
                                            is_right_to_left (self)));
}

/* The track stays as it is under a moving hand; afterwards it may show more or less. */
static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, JlyRangeView *self)
{
  self->dragged = NULL;
  choose_track (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
jly_range_view_dispose (GObject *object)
{
  JlyRangeView *self = JLY_RANGE_VIEW (object);

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->knobs[i], gtk_widget_unparent);
  g_clear_pointer (&self->counts, g_free);
  self->chart.counts = NULL;
  self->chart.n_bins = 0;
  G_OBJECT_CLASS (jly_range_view_parent_class)->dispose (object);
}

static void
jly_range_view_class_init (JlyRangeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_range_view_dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->snapshot = snapshot;
  widget_class->css_changed = css_changed;
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "rangeview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
jly_range_view_init (JlyRangeView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->chart = (JlyRangeChart){ .from = 0, .to = 1, .least = 0, .most = 1 };
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
jly_range_view_new (const char *title)
{
  JlyRangeView *self = g_object_new (JLY_TYPE_RANGE_VIEW, NULL);
  /* Translators: %s is the title of a column. */
  g_autofree char *least = g_strdup_printf (_ ("Smallest allowed: %s"), title);
  /* Translators: %s is the title of a column. */
  g_autofree char *most = g_strdup_printf (_ ("Largest allowed: %s"), title);
  /* Translators: %s is the title of a column. */
  g_autofree char *name = g_strdup_printf (_ ("Your own figures: %s"), title);

  self->knobs[0] = jly_range_knob_new (least);
  self->knobs[1] = jly_range_knob_new (most);
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_set_parent (self->knobs[i], GTK_WIDGET (self));
      g_signal_connect (self->knobs[i], "step", G_CALLBACK (step_cb), self);
    }
  jly_accessible_set_label (GTK_WIDGET (self), name);
  return GTK_WIDGET (self);
}

void
jly_range_view_set_bins (
    JlyRangeView *self, double from, double to, const guint64 *counts, guint n_bins)
{
  g_return_if_fail (JLY_IS_RANGE_VIEW (self));
  g_free (self->counts);
  self->counts = n_bins > 0 ? g_memdup2 (counts, n_bins * sizeof *counts) : NULL;
  self->chart.counts = self->counts;
  self->chart.n_bins = n_bins;
  self->chart.bins_from = from;
  self->chart.bins_to = to;
  choose_track (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
jly_range_view_set_limits (
    JlyRangeView *self, double least, double most, const char *least_words, const char *most_words)
{
  g_return_if_fail (JLY_IS_RANGE_VIEW (self));
  self->chart.least = least;
  self->chart.most = most;
  if (self->dragged == NULL)
    choose_track (self);
  jly_range_knob_set_value (JLY_RANGE_KNOB (self->knobs[0]), least, self->chart.from,
                            self->chart.to, least_words);
  jly_range_knob_set_value (JLY_RANGE_KNOB (self->knobs[1]), most, self->chart.from, self->chart.to,
                            most_words);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
jly_range_view_set_format (JlyRangeView *self, JlyRangeFormat format, gpointer data)
{
  g_return_if_fail (JLY_IS_RANGE_VIEW (self));
  self->format = format;
  self->format_data = data;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
jly_range_view_set_reading (JlyRangeView *self, const char *reading)
{
  g_return_if_fail (JLY_IS_RANGE_VIEW (self));
  jly_accessible_set_description (GTK_WIDGET (self), reading);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reading);
}
