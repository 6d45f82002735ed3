/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-page-body.h. */
#include "config.h"

#include "app/jly-page-body.h"

struct _JlyPageBody
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (JlyPageBody, jly_page_body, GTK_TYPE_WIDGET)

static gboolean
scrolls_down (GtkWidget *child)
{
  GtkPolicyType down = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (child))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (child), NULL, &down);
  return down != GTK_POLICY_NEVER;
}

/* What scrolls is as low as its bar can be. */
static void
measure_bar (GtkWidget *child, int *minimum, int *natural)
{
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (child));

  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, -1, minimum, NULL, NULL, NULL);
  *natural = *minimum;
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
  GtkWidget *child = JLY_PAGE_BODY (widget)->child;

  *minimum = *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && scrolls_down (child))
    measure_bar (child, minimum, natural);
  else
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = JLY_PAGE_BODY (widget)->child;

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dispose (GObject *object)
{
  jly_page_body_set_child (JLY_PAGE_BODY (object), NULL);
  G_OBJECT_CLASS (jly_page_body_parent_class)->dispose (object);
}

static void
jly_page_body_class_init (JlyPageBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_page_body_init (JlyPageBody *self)
{
}

void
jly_page_body_set_child (JlyPageBody *self, GtkWidget *child)
{
  g_return_if_fail (JLY_IS_PAGE_BODY (self) && (child == NULL || GTK_IS_WIDGET (child)));
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

GtkWidget *
jly_page_body_get_child (JlyPageBody *self)
{
  g_return_val_if_fail (JLY_IS_PAGE_BODY (self), NULL);
  return self->child;
}
