/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As few widgets as possible: a table makes thousands of cells. Icon and field are made when they
 * are needed. */
#include "config.h"

#include "app/jly-sheet-cell.h"

#include "app/jly-accessible.h"

#include <glib/gi18n.h>

#define SPACING 6

struct _JlySheetCell
{
  GtkWidget parent_instance;

  GtkWidget *text;
  GtkWidget *icon;  /* NULL: none yet */
  GtkWidget *field; /* NULL: not being changed */
  char *place;
  char *words;
  gboolean at_end;
  gboolean is_edited;
  gboolean is_left_out;
};

enum
{
  CHANGED,
  MOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlySheetCell, jly_sheet_cell, GTK_TYPE_WIDGET)

static void
end_edit (JlySheetCell *self, gboolean keep)
{
  g_autofree char *typed = NULL;
  GtkWidget *field = g_steal_pointer (&self->field);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean had_focus;

  if (field == NULL)
    return;
  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
  had_focus = root != NULL && gtk_root_get_focus (root) == field;
  gtk_widget_unparent (field);
  gtk_widget_set_child_visible (self->text, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (keep && g_strcmp0 (typed, gtk_inscription_get_text (GTK_INSCRIPTION (self->text))) != 0)
    g_signal_emit (self, signals[CHANGED], 0, typed);
}

static void
activate_cb (GtkText *field, JlySheetCell *self)
{
  end_edit (self, TRUE);
}

static void
leave_cb (GtkEventControllerFocus *focus, JlySheetCell *self)
{
  end_edit (self, TRUE);
}

static gboolean
escape_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, JlySheetCell *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_edit (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
add_controllers (JlySheetCell *self, GtkWidget *field)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* A field that lost the keyboard because its cell went away outlives it for a moment. */
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (escape_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (field, focus);
  gtk_widget_add_controller (field, keys);
}

void
jly_sheet_cell_begin_edit (JlySheetCell *self)
{
  g_return_if_fail (JLY_IS_SHEET_CELL (self));
  if (self->field != NULL || self->is_left_out)
    return;
  self->field = gtk_text_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->field),
                         gtk_inscription_get_text (GTK_INSCRIPTION (self->text)));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->field), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->field), self->at_end ? 1 : 0);
  jly_accessible_set_label (self->field, self->place);
  if (self->words != NULL)
    jly_accessible_set_description (self->field, self->words);
  gtk_widget_add_css_class (self->field, "cell-field");
  gtk_widget_set_parent (self->field, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->text, FALSE);
  g_signal_connect_object (self->field, "activate", G_CALLBACK (activate_cb), self, 0);
  add_controllers (self, self->field);
  gtk_widget_grab_focus (self->field);
}

gboolean
jly_sheet_cell_is_editing (JlySheetCell *self)
{
  return self->field != NULL;
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
  JlySheetCell *self = JLY_SHEET_CELL (widget);
  int icon = 0;

  gtk_widget_measure (self->text, orientation, -1, minimum, natural, NULL, NULL);
  if (self->icon != NULL && gtk_widget_get_visible (self->icon))
    {
      gtk_widget_measure (self->icon, orientation, -1, &icon, NULL, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        icon += SPACING;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += icon;
      *natural += icon;
    }
  else
    *minimum = *natural = MAX (*natural, icon);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JlySheetCell *self = JLY_SHEET_CELL (widget);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *main = self->field != NULL ? self->field : self->text;
  GtkAllocation box = { 0, 0, width, height };

  if (self->icon != NULL && gtk_widget_should_layout (self->icon))
    {
      int icon;

      gtk_widget_measure (self->icon, GTK_ORIENTATION_HORIZONTAL, -1, &icon, NULL, NULL, NULL);
      gtk_widget_size_allocate (
          self->icon, &(GtkAllocation){ mirrored ? width - icon : 0, 0, icon, height }, -1);
      box.width = MAX (width - icon - SPACING, 1);
      box.x = mirrored ? 0 : width - box.width;
    }
  gtk_widget_size_allocate (main, &box, -1);
}

static gboolean
begin (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  jly_sheet_cell_begin_edit (JLY_SHEET_CELL (widget));
  return TRUE;
}

/* Columns follow what is seen. */
static gboolean
move (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int rows, columns;

  if (JLY_SHEET_CELL (widget)->field != NULL)
    return FALSE;
  g_variant_get (arguments, "(ii)", &rows, &columns);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    columns = -columns;
  g_signal_emit (widget, signals[MOVE], 0, rows, columns);
  return TRUE;
}

static void
jly_sheet_cell_dispose (GObject *object)
{
  JlySheetCell *self = JLY_SHEET_CELL (object);

  g_clear_pointer (&self->field, gtk_widget_unparent);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (jly_sheet_cell_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move, "(ii)", 0, 1);
}

static void
jly_sheet_cell_class_init (JlySheetCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_sheet_cell_dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sheetcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, JlySheetCell *self)
{
  if (n_press == 2)
    jly_sheet_cell_begin_edit (self);
  else if (self->field == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
jly_sheet_cell_init (JlySheetCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->text = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
jly_sheet_cell_new (int chars, gboolean at_end, gboolean understood)
{
  JlySheetCell *self = g_object_new (JLY_TYPE_SHEET_CELL, NULL);

  self->at_end = at_end;
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->text), at_end ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->text), (guint)chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->text), (guint)chars);
  if (at_end)
    gtk_widget_add_css_class (self->text, "numeric");
  if (understood)
    gtk_widget_add_css_class (GTK_WIDGET (self), "understood");
  return GTK_WIDGET (self);
}

static void
set_class (JlySheetCell *self, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
show_icon (JlySheetCell *self, const JlySheetCellState *state)
{
  if (state->words != NULL && self->icon == NULL)
    {
      self->icon = jly_accessible_new_icon (NULL);
      gtk_widget_insert_before (self->icon, GTK_WIDGET (self), self->text);
    }
  if (self->icon == NULL)
    return;
  gtk_widget_set_visible (self->icon, state->words != NULL);
  if (state->words != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), jly_status_kind_get_icon (state->kind));
}

/* "Turnover, row 12: 1.23a. Changed by you." The words of a finding follow as a description. */
static void
name_cell (JlySheetCell *self, const JlySheetCellState *state)
{
  const char *text = *state->text != '\0' ? state->text : _ ("empty");
  g_autofree char *name
      = state->is_left_out ? g_strdup_printf (_ ("%s: %s. Left out."), state->place, text)
        : state->is_edited ? g_strdup_printf (_ ("%s: %s. Changed by you."), state->place, text)
                           : g_strdup_printf ("%s: %s", state->place, text);

  jly_accessible_set_label (GTK_WIDGET (self), name);
  jly_accessible_set_description (GTK_WIDGET (self), state->words != NULL ? state->words : "");
}

void
jly_sheet_cell_set (JlySheetCell *self, const JlySheetCellState *state)
{
  g_return_if_fail (JLY_IS_SHEET_CELL (self) && state->text != NULL && state->place != NULL);
  g_free (self->place);
  self->place = g_strdup (state->place);
  g_free (self->words);
  self->words = g_strdup (state->words);
  self->is_edited = state->is_edited;
  self->is_left_out = state->is_left_out;
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), state->text);
  show_icon (self, state);
  set_class (self, "failed", state->words != NULL && state->kind == JLY_STATUS_FAILED);
  set_class (self, "look", state->words != NULL && state->kind != JLY_STATUS_FAILED);
  set_class (self, "edited", state->is_edited);
  set_class (self, "left-out", state->is_left_out);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), state->words);
  name_cell (self, state);
}
