/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-qr-view.h. */
#include "config.h"

#include "app/jly-qr-view.h"

#include "app/jly-accessible.h"

#include <string.h>

#define BORDER 4         /* light modules around the code, which readers need (ISO/IEC 18004) */
#define LARGEST_SIDE 320 /* pixels; a phone reads modules of two pixels from a screen */

struct _JlyQrView
{
  GtkWidget parent_instance;

  JlyQr *qr;
  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (JlyQrView, jly_qr_view, GTK_TYPE_WIDGET)

static int
count_modules (const JlyQrView *self)
{
  return (int)self->qr->size + 2 * BORDER;
}

/* Whole pixels for a module, at least two, or a camera sees stripes. */
static int
choose_module (const JlyQrView *self, int side)
{
  return MAX (2, side / count_modules (self));
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
  const JlyQrView *self = JLY_QR_VIEW (widget);

  *minimum = *natural = gdk_texture_get_width (self->texture);
}

static gboolean
is_dark (const JlyQr *qr, int row, int column)
{
  const int size = (int)qr->size;

  return row >= 0 && column >= 0 && row < size && column < size
         && qr->modules[row * size + column] != 0;
}

/* One picture of whole pixels: rectangles beside each other would show seams where the page stands
 * between two pixels of the screen. */
static GdkTexture *
make_texture (const JlyQrView *self)
{
  const int module = choose_module (self, LARGEST_SIDE), side = module * count_modules (self);
  const gsize stride = (gsize)side * 3;
  guint8 *pixels = g_malloc (stride * (gsize)side);
  g_autoptr (GBytes) bytes = NULL;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      memset (pixels + (gsize)y * stride + (gsize)x * 3,
              is_dark (self->qr, y / module - BORDER, x / module - BORDER) ? 0 : 255, 3);
  bytes = g_bytes_new_take (pixels, stride * (gsize)side);
  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, bytes, stride);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const JlyQrView *self = JLY_QR_VIEW (widget);
  const int side = gdk_texture_get_width (self->texture);
  const int left = (gtk_widget_get_width (widget) - side) / 2;
  const int top = (gtk_widget_get_height (widget) - side) / 2;

  gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT ((float)left, (float)top, (float)side, (float)side));
}

static void
finalize (GObject *object)
{
  JlyQrView *self = JLY_QR_VIEW (object);

  g_clear_pointer (&self->qr, jly_qr_free);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (jly_qr_view_parent_class)->finalize (object);
}

static void
jly_qr_view_class_init (JlyQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->snapshot = snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
jly_qr_view_init (JlyQrView *self)
{
}

GtkWidget *
jly_qr_view_new (JlyQr *qr, const char *label)
{
  JlyQrView *self = g_object_new (JLY_TYPE_QR_VIEW, "halign", GTK_ALIGN_CENTER, NULL);

  self->qr = qr;
  self->texture = make_texture (self);
  jly_accessible_set_label (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}
