/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-range-knob.h; its looks are the style sheet's. */
#include "config.h"

#include "app/jly-range-knob.h"

#include "app/jly-accessible.h"

#define SIZE 20

struct _JlyRangeKnob
{
  GtkWidget parent_instance;
};

enum
{
  STEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyRangeKnob, jly_range_knob, GTK_TYPE_WIDGET)

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

/* The arrows to left and right follow what is seen, those up and down the numbers. */
static gboolean
step (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int n = g_variant_get_int32 (arguments);
  const gboolean sideways = ABS (n) == 2;

  n = sideways ? n / 2 : n;
  if (sideways && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    n = -n;
  g_signal_emit (widget, signals[STEP], 0, n);
  return TRUE;
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int n;
  } keys[] = {
    { GDK_KEY_Left, -2 },    { GDK_KEY_Right, 2 },    { GDK_KEY_Up, 1 },
    { GDK_KEY_Down, -1 },    { GDK_KEY_Page_Up, 10 }, { GDK_KEY_Page_Down, -10 },
    { GDK_KEY_KP_Left, -2 }, { GDK_KEY_KP_Right, 2 }, { GDK_KEY_KP_Up, 1 },
    { GDK_KEY_KP_Down, -1 }, { GDK_KEY_plus, 1 },     { GDK_KEY_minus, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, step, "i", keys[i].n);
}

static void
jly_range_knob_class_init (JlyRangeKnobClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = measure;
  signals[STEP] = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "rangeknob");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
jly_range_knob_init (JlyRangeKnob *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
jly_range_knob_new (const char *name)
{
  GtkWidget *self = g_object_new (JLY_TYPE_RANGE_KNOB, NULL);

  jly_accessible_set_label (self, name);
  return self;
}

void
jly_range_knob_set_value (
    JlyRangeKnob *self, double value, double from, double to, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, from,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, to,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}
