/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As few widgets as possible, because a table makes a thousand cells: icon and field are made when
 * they are needed, and the text is drawn here. GTK's own inscription asks Pango for the font's
 * measures whenever it is measured, which takes most of a second for a table. */
#include "config.h"

#include "app/jly-sheet-cell.h"

#include "app/jly-accessible.h"
#include "app/jly-data-table.h"

#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#define SPACING 6

struct _JlySheetCell
{
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* NULL: to be made when it is drawn */
  JlySheetSample *sample;
  GtkWidget *icon;  /* NULL: none yet */
  GtkWidget *field; /* NULL: not being changed */
  char *place;
  char *words;
  gboolean at_end;
  gboolean is_edited;
  gboolean is_left_out;
  guint n_free;
};

enum
{
  CHANGED,
  MOVE,
  MENU,
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (keep && g_strcmp0 (typed, self->text) != 0)
    g_signal_emit (self, signals[CHANGED], 0, typed);
}

/* As in a spreadsheet, Enter goes on to the cell below. The last one keeps the keyboard. */
static void
activate_cb (GtkText *field, JlySheetCell *self)
{
  g_object_ref (self);
  end_edit (self, TRUE);
  g_signal_emit (self, signals[MOVE], 0, 1, 0);
  g_object_unref (self);
}

static gboolean
left_cb (gpointer self)
{
  end_edit (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* The window is still walking from the old focus to the new one, by way of the field: it goes when
 * the window is done, and before anything is laid out anew. */
static void
leave_cb (GtkEventControllerFocus *focus, JlySheetCell *self)
{
  g_idle_add_full (G_PRIORITY_HIGH, left_cb, g_object_ref (self), g_object_unref);
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
  gtk_editable_set_text (GTK_EDITABLE (self->field), self->text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->field), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->field),
                              self->at_end ? jly_data_table_get_right () : 0);
  jly_accessible_set_label (self->field, self->place);
  if (self->words != NULL)
    jly_accessible_set_description (self->field, self->words);
  gtk_widget_add_css_class (self->field, "cell-field");
  gtk_widget_set_parent (self->field, GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
style_layout (JlySheetCell *self, PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (self->at_end)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (self->is_edited)
    pango_attr_list_insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE));
  if (self->is_left_out)
    pango_attr_list_insert (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* With the size of its text in the font that was asked for last: all cells have the same. */
struct _JlySheetSample
{
  char *text;
  PangoFontDescription *font; /* NULL: not measured yet */
  double dpi;
  int width, height; /* pixels */
};

JlySheetSample *
jly_sheet_sample_new (const char *text)
{
  JlySheetSample *self = g_rc_box_new0 (JlySheetSample);

  self->text = g_strdup (text);
  return self;
}

static void
clear_sample (gpointer data)
{
  JlySheetSample *self = data;

  g_free (self->text);
  g_clear_pointer (&self->font, pango_font_description_free);
}

void
jly_sheet_sample_free (JlySheetSample *self)
{
  g_rc_box_release_full (self, clear_sample);
}

gboolean
jly_sheet_sample_is_equal (const JlySheetSample *a, const JlySheetSample *b)
{
  return g_str_equal (a->text, b->text);
}

static const JlySheetSample *
measure_sample (JlySheetCell *cell)
{
  JlySheetSample *self = cell->sample;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (cell));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const double dpi = pango_cairo_context_get_resolution (context);
  g_autoptr (PangoLayout) layout = NULL;

  if (self->font != NULL && self->dpi == dpi && pango_font_description_equal (self->font, font))
    return self;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (cell), self->text);
  style_layout (cell, layout);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_pixel_size (layout, &self->width, &self->height);
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  self->dpi = dpi;
  return self;
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
  const JlySheetSample *sample = measure_sample (self);
  const gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int size = across ? sample->width : sample->height;
  int other = 0;

  if (self->icon != NULL && gtk_widget_get_visible (self->icon))
    gtk_widget_measure (self->icon, orientation, -1, &other, NULL, NULL, NULL);
  size = across ? size + (other > 0 ? other + SPACING : 0) : MAX (size, other);
  if (self->field != NULL)
    {
      gtk_widget_measure (self->field, orientation, -1, &other, NULL, NULL, NULL);
      size = MAX (size, other);
    }
  *minimum = *natural = size;
}

/* Where the text stands, beside the icon if there is one. */
static GtkAllocation
get_text_box (JlySheetCell *self, int width, int height)
{
  const gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation box = { 0, 0, width, height };
  int icon;

  if (self->icon == NULL || !gtk_widget_should_layout (self->icon))
    return box;
  gtk_widget_measure (self->icon, GTK_ORIENTATION_HORIZONTAL, -1, &icon, NULL, NULL, NULL);
  box.width = MAX (width - icon - SPACING, 1);
  box.x = mirrored ? 0 : width - box.width;
  return box;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JlySheetCell *self = JLY_SHEET_CELL (widget);
  const GtkAllocation box = get_text_box (self, width, height);

  g_clear_object (&self->layout);
  if (box.width < width)
    {
      const int icon = width - box.width - SPACING;

      gtk_widget_size_allocate (
          self->icon, &(GtkAllocation){ box.x > 0 ? 0 : width - icon, 0, icon, height }, -1);
    }
  if (self->field != NULL)
    gtk_widget_size_allocate (self->field, &box, -1);
}

/* Ours is what is seen; Pango changes left for right where a text runs against the window. */
static void
make_layout (JlySheetCell *self, int width)
{
  const gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  /* Numbers in any language, so that their places stand below each other. */
  const gboolean flush_right = (self->at_end && self->n_free == 0) || mirrored;
  gboolean is_swapped;

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  is_swapped
      = (pango_layout_get_line_readonly (self->layout, 0)->resolved_dir == PANGO_DIRECTION_RTL)
        != mirrored;
  pango_layout_set_alignment (self->layout,
                              flush_right != is_swapped ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  style_layout (self, self->layout);
}

/* The width of the empty cells behind this one, which the table's own cells around it know. */
static int
measure_free (JlySheetCell *self)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (self));
  int width = 0;

  for (guint i = 0; i < self->n_free && place != NULL; i++)
    {
      place = gtk_widget_get_next_sibling (place);
      if (place != NULL)
        width += gtk_widget_get_width (place);
    }
  return width;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snap)
{
  JlySheetCell *self = JLY_SHEET_CELL (widget);
  const int height = gtk_widget_get_height (widget);
  const GtkAllocation box = get_text_box (self, gtk_widget_get_width (widget), height);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int text_height, more;

  if (self->icon != NULL)
    gtk_widget_snapshot_child (widget, self->icon, snap);
  if (self->field != NULL)
    {
      gtk_widget_snapshot_child (widget, self->field, snap);
      return;
    }
  more = measure_free (self);
  if (self->layout != NULL
      && pango_layout_get_width (self->layout) != (box.width + more) * PANGO_SCALE)
    g_clear_object (&self->layout);
  if (self->layout == NULL)
    make_layout (self, box.width + more);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  gtk_snapshot_render_layout (snap, gtk_widget_get_style_context (widget),
                              mirrored ? box.x - more : box.x, (height - text_height) / 2,
                              self->layout);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (jly_sheet_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&JLY_SHEET_CELL (widget)->layout);
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

static gboolean
ask_menu (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (JLY_SHEET_CELL (widget)->field != NULL)
    return FALSE;
  g_signal_emit (widget, signals[MENU], 0);
  return TRUE;
}

static void
jly_sheet_cell_dispose (GObject *object)
{
  JlySheetCell *self = JLY_SHEET_CELL (object);

  g_clear_pointer (&self->field, gtk_widget_unparent);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->sample, jly_sheet_sample_free);
  G_OBJECT_CLASS (jly_sheet_cell_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, begin, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, ask_menu, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, ask_menu, NULL);
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
  widget_class->snapshot = snapshot;
  widget_class->css_changed = css_changed;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sheetcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
jly_sheet_cell_init (JlySheetCell *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
jly_sheet_cell_new (JlySheetSample *sample, gboolean at_end)
{
  JlySheetCell *self = g_object_new (JLY_TYPE_SHEET_CELL, NULL);

  self->at_end = at_end;
  self->sample = g_rc_box_acquire (sample);
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
  const gboolean has_icon = state->words != NULL && !state->is_left_out;

  if (has_icon && self->icon == NULL)
    {
      self->icon = jly_accessible_new_icon (NULL);
      gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
    }
  if (self->icon == NULL)
    return;
  gtk_widget_set_visible (self->icon, has_icon);
  if (has_icon)
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

/* The table cuts off what its cells draw beyond their place, unless it is told otherwise. */
static void
spread (JlySheetCell *self, guint n_free)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (self));

  if (place != NULL && self->n_free != n_free)
    gtk_widget_set_overflow (place, n_free > 0 ? GTK_OVERFLOW_VISIBLE : GTK_OVERFLOW_HIDDEN);
  self->n_free = n_free;
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
  spread (self, state->n_free);
  g_free (self->text);
  self->text = g_strdup (state->text);
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  show_icon (self, state);
  set_class (self, "failed", state->words != NULL && state->kind == JLY_STATUS_FAILED);
  set_class (self, "look", state->words != NULL && state->kind == JLY_STATUS_LOOK);
  set_class (self, "edited", state->is_edited);
  set_class (self, "left-out", state->is_left_out);
  set_class (self, "understood", state->is_taken);
  if (state->words != NULL || gtk_widget_get_has_tooltip (GTK_WIDGET (self)))
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), state->words);
  name_cell (self, state);
}
