/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the three computing parties. One turn of the dots takes two seconds. */
#include "config.h"

#include "app/jly-mill-picture.h"

#include <adwaita.h>
#include <math.h>

#define WIDTH 220
#define HEIGHT 168
#define HEXAGON 30 /* from middle to corner */
#define TURN_MS 2000
#define DOTS 3

struct _JlyMillPicture
{
  GtkWidget parent_instance;

  gboolean running;
  AdwAnimation *animation;
  double phase; /* 0..1 of a turn */
  GtkWindow *window;
};

G_DEFINE_FINAL_TYPE (JlyMillPicture, jly_mill_picture, GTK_TYPE_WIDGET)

typedef struct
{
  double x, y;
} Point;

static const Point places[3] = { { WIDTH / 2.0, 32 }, { 170, 136 }, { 50, 136 } };

static void
phase_cb (double value, gpointer user_data)
{
  JlyMillPicture *self = user_data;

  self->phase = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
should_move (JlyMillPicture *self)
{
  return self->running && self->window != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
         && gtk_window_is_active (self->window) && adw_get_enable_animations (GTK_WIDGET (self));
}

static void
update_motion (JlyMillPicture *self)
{
  AdwAnimationState state = adw_animation_get_state (self->animation);

  if (!should_move (self))
    adw_animation_pause (self->animation);
  else if (state == ADW_ANIMATION_PAUSED)
    adw_animation_resume (self->animation);
  else if (state == ADW_ANIMATION_IDLE)
    adw_animation_play (self->animation);
}

static void
trace_hexagon (cairo_t *cr, const Point *middle)
{
  /* Text that was drawn before leaves a point behind. */
  cairo_new_path (cr);
  for (int i = 0; i < 6; i++)
    {
      double angle = G_PI / 6 + i * G_PI / 3;

      cairo_line_to (cr, middle->x + HEXAGON * cos (angle), middle->y + HEXAGON * sin (angle));
    }
  cairo_close_path (cr);
}

/* A link at 45 percent, and dots on it that all move one way around. */
static void
draw_link (JlyMillPicture *self, cairo_t *cr, const GdkRGBA *color, const Point *a, const Point *b)
{
  double length = hypot (b->x - a->x, b->y - a->y);
  double from = (HEXAGON + 3) / length;
  double room = 1 - 2 * from;

  cairo_set_source_rgba (cr, color->red, color->green, color->blue, 0.45);
  cairo_set_line_width (cr, 3);
  cairo_move_to (cr, a->x, a->y);
  cairo_line_to (cr, b->x, b->y);
  cairo_stroke (cr);
  if (!self->running)
    return;
  gdk_cairo_set_source_rgba (cr, color);
  for (int i = 0; i < DOTS; i++)
    {
      double at = from + room * fmod (self->phase + (i + 0.5) / DOTS, 1.0);

      cairo_new_path (cr);
      cairo_arc (cr, a->x + at * (b->x - a->x), a->y + at * (b->y - a->y), 4, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
draw_number (JlyMillPicture *self, cairo_t *cr, const GdkRGBA *color, int number)
{
  g_autofree char *text = g_strdup_printf ("%d", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  int w, h;

  /* The number is part of the picture, so it keeps the picture's size. */
  pango_font_description_set_absolute_size (font, 24 * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &w, &h);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, places[number - 1].x - w / 2.0, places[number - 1].y - h / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
jly_mill_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JlyMillPicture *self = JLY_MILL_PICTURE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_width (widget);
  GdkRGBA color, cut;
  cairo_t *cr;

  if (!gtk_style_context_lookup_color (style, "jly_computing", &color))
    gtk_style_context_get_color (style, &color);
  if (!gtk_style_context_lookup_color (style, "jly_cut", &cut))
    cut = (GdkRGBA){ 1, 1, 1, 1 };
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, width, gtk_widget_get_height (widget)));
  cairo_translate (cr, (width - WIDTH) / 2.0, 0);
  for (int i = 0; i < 3; i++)
    draw_link (self, cr, &color, &places[i], &places[(i + 1) % 3]);
  for (int i = 0; i < 3; i++)
    {
      gdk_cairo_set_source_rgba (cr, &color);
      trace_hexagon (cr, &places[i]);
      cairo_fill (cr);
      draw_number (self, cr, &cut, i + 1);
    }
  cairo_destroy (cr);
}

static void
jly_mill_picture_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
jly_mill_picture_root (GtkWidget *widget)
{
  JlyMillPicture *self = JLY_MILL_PICTURE (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (jly_mill_picture_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;
  self->window = GTK_WINDOW (root);
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (update_motion), self,
                           G_CONNECT_SWAPPED);
}

static void
jly_mill_picture_unroot (GtkWidget *widget)
{
  JlyMillPicture *self = JLY_MILL_PICTURE (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  self->window = NULL;
  update_motion (self);
  GTK_WIDGET_CLASS (jly_mill_picture_parent_class)->unroot (widget);
}

static void
jly_mill_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (jly_mill_picture_parent_class)->map (widget);
  update_motion (JLY_MILL_PICTURE (widget));
}

static void
jly_mill_picture_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (jly_mill_picture_parent_class)->unmap (widget);
  update_motion (JLY_MILL_PICTURE (widget));
}

static void
jly_mill_picture_dispose (GObject *object)
{
  JlyMillPicture *self = JLY_MILL_PICTURE (object);

  if (self->animation != NULL)
    adw_animation_pause (self->animation);
  g_clear_object (&self->animation);
  G_OBJECT_CLASS (jly_mill_picture_parent_class)->dispose (object);
}

static void
jly_mill_picture_class_init (JlyMillPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_mill_picture_dispose;
  widget_class->snapshot = jly_mill_picture_snapshot;
  widget_class->measure = jly_mill_picture_measure;
  widget_class->root = jly_mill_picture_root;
  widget_class->unroot = jly_mill_picture_unroot;
  widget_class->map = jly_mill_picture_map;
  widget_class->unmap = jly_mill_picture_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
jly_mill_picture_init (JlyMillPicture *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (phase_cb, self, NULL);

  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, TURN_MS, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), ADW_LINEAR);
  adw_timed_animation_set_repeat_count (ADW_TIMED_ANIMATION (self->animation), 0);
}

void
jly_mill_picture_set_running (JlyMillPicture *self, gboolean running)
{
  self->running = running;
  update_motion (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
