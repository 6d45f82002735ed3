/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-fold.h. All children are measured anew each time: there are never more than a few. */
#include "config.h"

#include "app/jly-fold.h"

struct _JlyFold
{
  GtkWidget parent_instance;

  int threshold;
  int share;
  int spacing;
  int drop_last;
};

enum
{
  PROP_0,
  PROP_THRESHOLD,
  PROP_SHARE,
  PROP_SPACING,
  PROP_DROP_LAST,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void jly_fold_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JlyFold,
                               jly_fold,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, jly_fold_buildable_init))

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_shown (JlyFold *self)
{
  return next_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
following (GtkWidget *child)
{
  return next_shown (gtk_widget_get_next_sibling (child));
}

static gboolean
is_dropped (JlyFold *self, GtkWidget *child)
{
  return self->drop_last && !following (child);
}

static int
count_shown (JlyFold *self)
{
  int n = 0;

  for (GtkWidget *child = first_shown (self); child; child = following (child))
    n++;
  return n;
}

int
jly_fold_scale (GtkWidget *widget, int pixels)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int)((gint64)pixels * dpi / (96 * 1024)) : pixels;
}

static void
measure_width (GtkWidget *child, int *minimum, int *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

/* The width of child number i of n in a row that is width wide in all. */
static int
get_row_width (JlyFold *self, int i, int n, int width)
{
  int room = width - (n - 1) * self->spacing;
  int natural = 0;
  int others = 0;

  if (n == 1)
    return room;
  if (self->share > 0)
    {
      int first = room * self->share / 100;
      return i == 0 ? first : (room - first) / (n - 1);
    }

  int k = 0;
  for (GtkWidget *child = first_shown (self); child; child = following (child), k++)
    {
      measure_width (child, NULL, &natural);
      if (k == i && k > 0)
        return natural;
      if (k > 0)
        others += natural;
    }
  return MAX (room - others, 0);
}

static gboolean
is_folded (JlyFold *self, int width)
{
  int n = count_shown (self);
  int i = 0;

  if (n < 2)
    return FALSE;
  if (width < jly_fold_scale (GTK_WIDGET (self), self->threshold))
    return TRUE;
  for (GtkWidget *child = first_shown (self); child; child = following (child), i++)
    {
      int minimum;

      measure_width (child, &minimum, NULL);
      if (get_row_width (self, i, n, width) < minimum)
        return TRUE;
    }
  return FALSE;
}

static void
measure_across (JlyFold *self, int *minimum, int *natural)
{
  *natural = -self->spacing;
  for (GtkWidget *child = first_shown (self); child; child = following (child))
    {
      int child_minimum, child_natural;

      measure_width (child, &child_minimum, &child_natural);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + self->spacing;
    }
  *natural = MAX (*natural, *minimum);
}

static void
measure_down (JlyFold *self, int width, int *minimum, int *natural)
{
  gboolean folded = width >= 0 && is_folded (self, width);
  int n = count_shown (self);
  int i = 0;

  for (GtkWidget *child = first_shown (self); child; child = following (child), i++)
    {
      int given = width < 0 || folded ? width : get_row_width (self, i, n, width);
      int child_minimum, child_natural;

      if (folded && is_dropped (self, child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, given, &child_minimum, &child_natural,
                          NULL, NULL);
      if (folded)
        {
          *minimum += child_minimum + (i > 0 ? self->spacing : 0);
          *natural += child_natural + (i > 0 ? self->spacing : 0);
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
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
  JlyFold *self = JLY_FOLD (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_across (self, minimum, natural);
  else
    measure_down (self, for_size, minimum, natural);
}

static void
allocate_stacked (JlyFold *self, int width, int height)
{
  int n = count_shown (self);
  int y = 0;
  int wanted = 0;
  int smallest = 0;

  measure_down (self, width, &smallest, &wanted);
  for (GtkWidget *child = first_shown (self); child; child = following (child))
    {
      int natural;

      gtk_widget_set_child_visible (child, !is_dropped (self, child));
      if (is_dropped (self, child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      if (height > wanted && n == 1)
        natural = height;
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, natural }, -1);
      y += natural + self->spacing;
    }
}

static void
allocate_row (JlyFold *self, int width, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int n = count_shown (self);
  int x = 0;
  int i = 0;

  for (GtkWidget *child = first_shown (self); child; child = following (child), i++)
    {
      int own = get_row_width (self, i, n, width);
      int left = mirrored ? width - x - own : x;

      gtk_widget_set_child_visible (child, TRUE);
      gtk_widget_size_allocate (child, &(GtkAllocation){ left, 0, own, height }, -1);
      x += own + self->spacing;
    }
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JlyFold *self = JLY_FOLD (widget);

  if (is_folded (self, width))
    allocate_stacked (self, width, height);
  else
    allocate_row (self, width, height);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    jly_fold_add (JLY_FOLD (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
jly_fold_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static int *
get_field (JlyFold *self, guint id)
{
  switch (id)
    {
    case PROP_THRESHOLD:
      return &self->threshold;
    case PROP_SHARE:
      return &self->share;
    case PROP_SPACING:
      return &self->spacing;
    case PROP_DROP_LAST:
      return &self->drop_last;
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DROP_LAST)
    g_value_set_boolean (value, *get_field (JLY_FOLD (object), id));
  else
    g_value_set_int (value, *get_field (JLY_FOLD (object), id));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  int *field = get_field (JLY_FOLD (object), id);
  int wanted = id == PROP_DROP_LAST ? g_value_get_boolean (value) : g_value_get_int (value);

  if (*field == wanted)
    return;

  *field = wanted;
  gtk_widget_queue_resize (GTK_WIDGET (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (jly_fold_parent_class)->dispose (object);
}

static void
jly_fold_class_init (JlyFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;

  props[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_SHARE] = g_param_spec_int ("share", NULL, NULL, 0, 99, 0, flags);
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_DROP_LAST] = g_param_spec_boolean ("drop-last", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_fold_init (JlyFold *self)
{
}

GtkWidget *
jly_fold_new (int threshold, int share, int spacing)
{
  return g_object_new (JLY_TYPE_FOLD, "threshold", threshold, "share", share, "spacing", spacing,
                       NULL);
}

void
jly_fold_add (JlyFold *self, GtkWidget *child)
{
  g_return_if_fail (JLY_IS_FOLD (self) && GTK_IS_WIDGET (child));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
