/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws once into a texture, and again only when size, colours or direction have changed. */
#include "config.h"

#include "app/jly-case-picture.h"

#include "app/jly-accessible.h"
#include "app/jly-case-draw.h"

#include <adwaita.h>

struct _JlyCasePicture
{
  GtkWidget parent_instance;

  JlyCase *the_case;
  JlyPictureSize size;

  GdkTexture *texture;
  int width, height, scale; /* of the texture */
  JlyCaseColors colors;     /* in it */
  gboolean numbered;
};

static const struct
{
  int width, height, least_width;
  const char *style;
} sizes[] = {
  [JLY_PICTURE_CARD] = { 214, 100, 160, "card-picture" },
  [JLY_PICTURE_DETAIL] = { 420, 245, 240, "detail" },
  [JLY_PICTURE_THUMBNAIL] = { 76, 44, 76, "thumbnail" },
};

G_DEFINE_FINAL_TYPE (JlyCasePicture, jly_case_picture, GTK_TYPE_WIDGET)

static GdkRGBA
look_up (GtkStyleContext *style, const char *name)
{
  GdkRGBA color = { 0, 0, 0, 1 };

  if (!gtk_style_context_lookup_color (style, name, &color))
    g_warning ("the style has no colour named %s", name);
  return color;
}

static JlyCaseColors
look_up_colors (GtkWidget *widget)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  JlyCaseColors colors = { 0 };

  colors.role[JLY_ROLE_BRINGS] = look_up (style, "jly_provider");
  colors.role[JLY_ROLE_COMPUTES] = look_up (style, "jly_computing");
  colors.role[JLY_ROLE_ASKS] = look_up (style, "jly_asker");
  colors.role[JLY_ROLE_APPROVES] = look_up (style, "jly_approver");
  colors.role[JLY_ROLE_LEARNS] = look_up (style, "jly_recipient");
  colors.cut = look_up (style, "jly_cut");
  colors.ground = look_up (style, "jly_ground");
  colors.line = look_up (style, "window_fg_color");
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    colors.outline = look_up (style, "window_fg_color");
  colors.line.alpha = 0.6f;
  return colors;
}

static GdkTexture *
draw_texture (JlyCasePicture *self)
{
  JlyLayoutFlags flags = self->size == JLY_PICTURE_THUMBNAIL ? JLY_LAYOUT_SIMPLE : JLY_LAYOUT_FULL;
  g_autoptr (JlyCaseLayout) layout = NULL;
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  int stride;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    flags |= JLY_LAYOUT_MIRRORED;
  if (self->numbered)
    flags |= JLY_LAYOUT_NUMBERED;
  layout = jly_case_layout_new (self->the_case, flags);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width * self->scale,
                                        self->height * self->scale);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  cr = cairo_create (surface);
  jly_case_draw (layout, &self->colors, cr, self->width, self->height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)stride * (gsize)self->height * self->scale,
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  return gdk_memory_texture_new (self->width * self->scale, self->height * self->scale,
                                 GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JlyCasePicture *self = JLY_CASE_PICTURE (widget);
  JlyCaseColors colors = look_up_colors (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  if (!self->the_case || width < 1 || height < 1)
    return;
  if (!self->texture || width != self->width || height != self->height || scale != self->scale
      || memcmp (&colors, &self->colors, sizeof colors) != 0)
    {
      self->width = width;
      self->height = height;
      self->scale = scale;
      self->colors = colors;
      g_clear_object (&self->texture);
      self->texture = draw_texture (self);
    }
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
}

/* Only the detail picture has a shape to keep: lower where it is narrower. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  JlyCasePicture *self = JLY_CASE_PICTURE (widget);
  int height = sizes[self->size].height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = sizes[self->size].least_width;
      *natural = sizes[self->size].width;
      return;
    }
  if (self->size == JLY_PICTURE_DETAIL && for_size >= 0)
    height = MIN (height, for_size * height / sizes[self->size].width);
  *minimum = *natural = height;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  g_clear_object (&JLY_CASE_PICTURE (widget)->texture);
  gtk_widget_queue_draw (widget);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (jly_case_picture_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
finalize (GObject *object)
{
  JlyCasePicture *self = JLY_CASE_PICTURE (object);

  g_clear_object (&self->the_case);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (jly_case_picture_parent_class)->finalize (object);
}

static void
jly_case_picture_class_init (JlyCasePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->get_request_mode = get_request_mode;
  widget_class->direction_changed = direction_changed;
  widget_class->css_changed = css_changed;
  gtk_widget_class_set_css_name (widget_class, "casepicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
jly_case_picture_init (JlyCasePicture *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  /* Contrast is not a part of the CSS style. */
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
jly_case_picture_new (JlyCase *the_case, JlyPictureSize size)
{
  JlyCasePicture *self = g_object_new (JLY_TYPE_CASE_PICTURE, NULL);

  self->the_case = g_object_ref (the_case);
  self->size = size;
  gtk_widget_add_css_class (GTK_WIDGET (self), sizes[size].style);
  jly_accessible_set_label (GTK_WIDGET (self), jly_case_get_title (the_case));
  jly_accessible_set_description (GTK_WIDGET (self), jly_case_get_picture_sentence (the_case));
  return GTK_WIDGET (self);
}

void
jly_case_picture_set_numbered (JlyCasePicture *self, gboolean numbered)
{
  g_return_if_fail (JLY_IS_CASE_PICTURE (self));
  self->numbered = numbered;
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
