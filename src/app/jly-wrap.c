/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkFlowBox would put them into columns of one width, and each in a box of its own. */
#include "config.h"

#include "app/jly-wrap.h"

struct _JlyWrap
{
  GtkWidget parent_instance;

  int spacing;
  gboolean is_centered, is_filled;
};

enum
{
  PROP_SPACING = 1,
  PROP_CENTERED,
  PROP_FILLED,
  N_PROPS
};

static GtkBuildableIface *parent_buildable;

static void jly_wrap_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JlyWrap,
                               jly_wrap,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, jly_wrap_buildable_init))

typedef struct
{
  int width;
  gboolean mirrored;
  int indent; /* of the line, where lines are centred */
  int more;   /* for each child of the line, where lines are filled */
  int x, y, line_height;
  gboolean allocate;
} Run;

/* A child is never wider than a line; its words wrap instead. */
static int
measure_child (GtkWidget *child, int line_width)
{
  int minimum, width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &width, NULL, NULL);
  return MAX (minimum, MIN (width, line_width));
}

/* What is left by the line that begins with this child, and how many stand in it. */
static int
find_rest (JlyWrap *self, GtkWidget *first, int line_width, int *n)
{
  int used = -self->spacing;

  *n = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width = gtk_widget_should_layout (child) ? measure_child (child, line_width) : 0;

      if (width == 0)
        continue;
      if (used > 0 && used + self->spacing + width > line_width)
        break;
      used += self->spacing + width;
      (*n)++;
    }
  return MAX (line_width - used, 0);
}

static void
begin_line (JlyWrap *self, GtkWidget *first, Run *run)
{
  int n;
  int rest = find_rest (self, first, run->width, &n);

  run->indent = self->is_centered ? rest / 2 : 0;
  run->more = self->is_filled ? rest / MAX (n, 1) : 0;
}

static void
place (JlyWrap *self, GtkWidget *child, Run *run)
{
  int width = measure_child (child, run->width);
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (run->x > 0 && run->x + width > run->width)
    {
      run->y += run->line_height + self->spacing;
      run->x = run->line_height = 0;
    }
  if (run->x == 0 && run->allocate)
    begin_line (self, child, run);
  width += run->more;
  if (run->allocate)
    {
      int start = run->indent + run->x;
      int x = run->mirrored ? run->width - start - width : start;

      gtk_widget_size_allocate (child, &(GtkAllocation){ x, run->y, width, height }, -1);
    }
  run->x += width + self->spacing;
  run->line_height = MAX (run->line_height, height);
}

static int
run_lines (JlyWrap *self, int width, gboolean allocate)
{
  Run run = { .width = width, .allocate = allocate };

  run.mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (self, child, &run);
  return run.y + run.line_height;
}

static void
measure_width (JlyWrap *self, int *minimum, int *natural)
{
  *natural = -self->spacing;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + self->spacing;
    }
  *natural = MAX (*natural, *minimum);
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
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (JLY_WRAP (widget), minimum, natural);
  else
    *minimum = *natural
        = run_lines (JLY_WRAP (widget), for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  run_lines (JLY_WRAP (widget), width, TRUE);
}

/* GTK would go by where the middle of a child is, so that one with a sentence below its field comes
 * after the whole line. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *at = gtk_widget_get_focus_child (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (jly_wrap_parent_class)->focus (widget, direction);
  if (at == NULL)
    at = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  for (; at != NULL;
       at = forward ? gtk_widget_get_next_sibling (at) : gtk_widget_get_prev_sibling (at))
    if (gtk_widget_child_focus (at, direction))
      return TRUE;
  return FALSE;
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
    jly_wrap_add (JLY_WRAP (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
jly_wrap_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CENTERED)
    g_value_set_boolean (value, JLY_WRAP (object)->is_centered);
  else if (id == PROP_FILLED)
    g_value_set_boolean (value, JLY_WRAP (object)->is_filled);
  else
    g_value_set_int (value, JLY_WRAP (object)->spacing);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CENTERED)
    JLY_WRAP (object)->is_centered = g_value_get_boolean (value);
  else if (id == PROP_FILLED)
    JLY_WRAP (object)->is_filled = g_value_get_boolean (value);
  else
    JLY_WRAP (object)->spacing = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (jly_wrap_parent_class)->dispose (object);
}

static void
jly_wrap_class_init (JlyWrapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GParamSpec *props[N_PROPS] = { NULL };

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;
  widget_class->focus = focus;
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_CENTERED] = g_param_spec_boolean ("centered", NULL, NULL, FALSE, flags);
  props[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_wrap_init (JlyWrap *self)
{
}

GtkWidget *
jly_wrap_new (int spacing)
{
  return g_object_new (JLY_TYPE_WRAP, "spacing", spacing, NULL);
}

void
jly_wrap_add (JlyWrap *self, GtkWidget *child)
{
  g_return_if_fail (JLY_IS_WRAP (self) && GTK_IS_WIDGET (child));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
