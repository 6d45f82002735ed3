/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-label-width.h. GtkLabel is final, and nothing but its class decides how it is measured.
 */
#include "config.h"

#include "app/jly-label-width.h"

#include <gtk/gtk.h>

/* In letters; such a word fits into a window of 360 pixels at twice the size. */
#define LONG_WORD 16

typedef void (*Measure) (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline);

static Measure measure_as_ever;
static void (*root_as_ever) (GtkWidget *widget);

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  measure_as_ever (widget, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                   minimum, natural, minimum_baseline, natural_baseline);
}

static void (*measure_box_as_ever) (GtkLayoutManager *manager,
                                    GtkWidget *widget,
                                    GtkOrientation orientation,
                                    int for_size,
                                    int *minimum,
                                    int *natural,
                                    int *minimum_baseline,
                                    int *natural_baseline);

/* What stands below one another in a box is as wide as its widest, whatever the height. */
static void
measure_box (GtkLayoutManager *manager,
             GtkWidget *widget,
             GtkOrientation orientation,
             int for_size,
             int *minimum,
             int *natural,
             int *minimum_baseline,
             int *natural_baseline)
{
  const gboolean is_column
      = gtk_orientable_get_orientation (GTK_ORIENTABLE (manager)) == GTK_ORIENTATION_VERTICAL;

  measure_box_as_ever (manager, widget, orientation,
                       is_column && orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                       minimum, natural, minimum_baseline, natural_baseline);
}

static gboolean
has_long_word (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      n = g_unichar_isspace (g_utf8_get_char (text)) ? 0 : n + 1;
      if (n > LONG_WORD)
        return TRUE;
    }
  return FALSE;
}

static void
choose_wrap_cb (GtkLabel *label)
{
  gtk_label_set_wrap_mode (label, has_long_word (gtk_label_get_text (label)) ? PANGO_WRAP_WORD_CHAR
                                                                             : PANGO_WRAP_WORD);
}

/* A label becomes part of a window, perhaps again. */
static void
root (GtkWidget *widget)
{
  GtkLabel *label = GTK_LABEL (widget);

  if (gtk_label_get_wrap (label) && gtk_label_get_wrap_mode (label) == PANGO_WRAP_WORD_CHAR)
    {
      g_signal_handlers_disconnect_by_func (label, choose_wrap_cb, NULL);
      g_signal_connect (label, "notify::label", G_CALLBACK (choose_wrap_cb), NULL);
      choose_wrap_cb (label);
    }
  root_as_ever (widget);
}

void
jly_label_width_install (void)
{
  /* The classes are kept for good, as GTK keeps them. */
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_LABEL);
  GtkLayoutManagerClass *box = g_type_class_ref (GTK_TYPE_BOX_LAYOUT);

  if (klass->measure == measure)
    return;
  measure_as_ever = klass->measure;
  klass->measure = measure;
  root_as_ever = klass->root;
  klass->root = root;
  measure_box_as_ever = box->measure;
  box->measure = measure_box;
}
