/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-who-matrix.h. */
#include "config.h"

#include "app/jly-who-matrix.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-matrix-grid.h"

#include <glib/gi18n.h>

static const struct
{
  const char *icon;
  const char *style;
} looks[JLY_N_SIGHTS] = {
  [JLY_SIGHT_SEES] = { "jly-sees-symbolic", "sees" },
  [JLY_SIGHT_OWN] = { "jly-sees-symbolic", "sees" },
  [JLY_SIGHT_HIDDEN] = { NULL, "striped" },
  [JLY_SIGHT_PIECES] = { NULL, "striped" },
  [JLY_SIGHT_WORKS_OUT] = { "jly-look-symbolic", "works-out" },
};

static const struct
{
  const char *icon;
  const char *style;
} shapes[JLY_N_ROLES] = {
  [JLY_ROLE_BRINGS] = { "jly-brings-symbolic", "role-brings" },
  [JLY_ROLE_COMPUTES] = { "jly-computes-symbolic", "role-computes" },
  [JLY_ROLE_ASKS] = { "jly-asks-symbolic", "role-asks" },
  [JLY_ROLE_APPROVES] = { "jly-approves-symbolic", "role-approves" },
  [JLY_ROLE_LEARNS] = { "jly-learns-symbolic", "role-learns" },
};

struct _JlyWhoMatrix
{
  AdwBin parent_instance;

  JlyMatrixGrid *grid;
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyWhoMatrix, jly_who_matrix, ADW_TYPE_BIN)

static void
jly_who_matrix_init (JlyWhoMatrix *self)
{
}

static void
select_row (JlyWhoMatrix *self, guint chosen)
{
  for (guint row = 0; row < jly_matrix_grid_count_rows (self->grid); row++)
    {
      GtkWidget *name = jly_matrix_grid_get_name (self->grid, row);

      if (row == chosen)
        gtk_widget_add_css_class (name, "accent");
      else
        gtk_widget_remove_css_class (name, "accent");
    }
  g_signal_emit (self, signals[SELECTED], 0, chosen);
}

static void
focused_cb (GtkEventControllerFocus *controller, JlyWhoMatrix *self)
{
  guint column, row;

  if (jly_matrix_grid_find (self->grid,
                            gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)),
                            &column, &row))
    select_row (self, row);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, JlyWhoMatrix *self)
{
  gtk_widget_grab_focus (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

/* In a list a cell has one before it and one after it, and those of the next party come after them.
 */
static void
step_list (JlyWhoMatrix *self, guint *column, guint *row, int step)
{
  guint n = jly_matrix_grid_count_columns (self->grid);
  int last = (int)(n * jly_matrix_grid_count_rows (self->grid)) - 1;
  guint place = (guint)CLAMP ((int)(*row * n + *column) + step, 0, last);

  *column = place % n;
  *row = place / n;
}

static void
step_table (JlyWhoMatrix *self, guint *column, guint *row, int right, int down)
{
  int last_column = (int)jly_matrix_grid_count_columns (self->grid) - 1;
  int last_row = (int)jly_matrix_grid_count_rows (self->grid) - 1;

  *column = (guint)CLAMP ((int)*column + right, 0, last_column);
  *row = (guint)CLAMP ((int)*row + down, 0, last_row);
}

/* As the page runs: Right goes to the left where people write so. */
static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  JlyWhoMatrix *self = JLY_WHO_MATRIX (widget);
  GtkWidget *cell = gtk_root_get_focus (gtk_widget_get_root (widget));
  int right, down;
  guint column, row;

  if (cell == NULL || !jly_matrix_grid_find (self->grid, cell, &column, &row))
    return FALSE;
  g_variant_get (args, "(ii)", &right, &down);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    right = -right;
  if (jly_matrix_grid_is_list (self->grid))
    step_list (self, &column, &row, right + down);
  else
    step_table (self, &column, &row, right, down);
  gtk_widget_grab_focus (jly_matrix_grid_get_cell (self->grid, column, row));
  return TRUE;
}

static void
add_move (GtkWidgetClass *widget_class, guint key, int right, int down)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_cb, "(ii)", right, down);
}

static void
jly_who_matrix_class_init (JlyWhoMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  add_move (widget_class, GDK_KEY_Right, 1, 0);
  add_move (widget_class, GDK_KEY_Left, -1, 0);
  add_move (widget_class, GDK_KEY_Down, 0, 1);
  add_move (widget_class, GDK_KEY_Up, 0, -1);
}

/* Boxes pass Tab on to what is in them; a cell takes it itself. */
#define JLY_TYPE_MATRIX_CELL (jly_matrix_cell_get_type ())
G_DECLARE_FINAL_TYPE (JlyMatrixCell, jly_matrix_cell, JLY, MATRIX_CELL, GtkBox)
struct _JlyMatrixCell
{
  GtkBox parent_instance;
};
G_DEFINE_FINAL_TYPE (JlyMatrixCell, jly_matrix_cell, GTK_TYPE_BOX)

static gboolean
cell_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return !gtk_widget_is_focus (widget) && gtk_widget_grab_focus (widget);
}

static void
jly_matrix_cell_class_init (JlyMatrixCellClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = cell_focus;
}

static void
jly_matrix_cell_init (JlyMatrixCell *self)
{
}

static void
make_reachable (JlyWhoMatrix *self, GtkWidget *cell)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (cell, TRUE);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focused_cb), self, 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (cell, focus);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
}

static GtkWidget *
make_cell (JlyWhoMatrix *self, const JlySightRow *row, JlyThing thing)
{
  JlySight sight = row->sights[thing];
  GtkWidget *cell = g_object_new (JLY_TYPE_MATRIX_CELL, "spacing", 6, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GRID_CELL, NULL);
  /* Translators: party, thing, and whether it sees it: "The board, Group results: sees". */
  g_autofree char *label = g_strdup_printf (_ ("%1$s, %2$s: %3$s"), row->name,
                                            jly_sight_thing (thing), jly_sight_words (sight));

  if (looks[sight].icon != NULL)
    gtk_box_append (GTK_BOX (cell), jly_accessible_new_icon (looks[sight].icon));
  gtk_box_append (GTK_BOX (cell), jly_matrix_grid_new_words (jly_sight_words (sight)));
  gtk_widget_add_css_class (cell, "cell");
  gtk_widget_add_css_class (cell, looks[sight].style);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  jly_accessible_set_label (cell, label);
  make_reachable (self, cell);
  return cell;
}

static GtkWidget *
make_name (const JlySightRow *row)
{
  GtkWidget *name = g_object_new (GTK_TYPE_BOX, "spacing", 9, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_ROW_HEADER, NULL);
  GtkWidget *shape = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = jly_text_new (row->name, "heading");

  gtk_box_append (GTK_BOX (shape), jly_accessible_new_icon (shapes[row->role].icon));
  gtk_widget_add_css_class (shape, shapes[row->role].style);
  gtk_widget_set_valign (shape, GTK_ALIGN_CENTER);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_INHERIT);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (name), shape);
  gtk_box_append (GTK_BOX (name), label);
  jly_accessible_set_label (name, row->name);
  return name;
}

static void
fill (JlyWhoMatrix *self, const JlySightTable *table)
{
  for (JlyThing thing = 0; thing < JLY_N_THINGS; thing++)
    if (thing != JLY_THING_OWN_PART || table->has_own_part)
      jly_matrix_grid_add_head (self->grid, jly_sight_thing (thing));
  for (guint row = 0; row < table->rows->len; row++)
    {
      jly_matrix_grid_add_name (self->grid, make_name (table->rows->pdata[row]));
      for (JlyThing thing = 0; thing < JLY_N_THINGS; thing++)
        if (thing != JLY_THING_OWN_PART || table->has_own_part)
          jly_matrix_grid_add_cell (self->grid, make_cell (self, table->rows->pdata[row], thing));
    }
}

GtkWidget *
jly_who_matrix_new (const JlySightTable *table)
{
  JlyWhoMatrix *self = g_object_new (JLY_TYPE_WHO_MATRIX, NULL);
  GtkWidget *card = adw_bin_new ();

  self->grid = g_object_new (JLY_TYPE_MATRIX_GRID, "corner", _ ("Who"), NULL);
  jly_accessible_set_label (GTK_WIDGET (self->grid), _ ("Who sees what"));
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "matrix");
  fill (self, table);
  adw_bin_set_child (ADW_BIN (card), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (self), card);
  return GTK_WIDGET (self);
}
