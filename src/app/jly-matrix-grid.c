/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-matrix-grid.h. Both forms lay out the same cells, so that the keyboard stays where it is
 * when the window is made narrower. All is measured anew each time: there are few cells. */
#include "config.h"

#include "app/jly-matrix-grid.h"

#define ACROSS 12  /* between columns, pixels */
#define DOWN 6     /* between lines */
#define BETWEEN 18 /* between the parties of a list */

struct _JlyMatrixGrid
{
  GtkWidget parent_instance;

  GtkWidget *corner;
  GPtrArray *heads; /* of the columns */
  GPtrArray *names; /* of the rows */
  GPtrArray *cells; /* row by row */
  GPtrArray *signs; /* before each cell of the list: the head of its column */
  gboolean is_list;
};

enum
{
  PROP_CORNER = 1
};

G_DEFINE_FINAL_TYPE (JlyMatrixGrid, jly_matrix_grid, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *child, gboolean natural)
{
  int least, wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  return natural ? wanted : least;
}

static int
get_height (GtkWidget *child, int width)
{
  int wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
  return wanted;
}

static int
get_widest (const GPtrArray *children, gboolean natural)
{
  int widest = 0;

  for (guint i = 0; i < children->len; i++)
    widest = MAX (widest, get_width (children->pdata[i], natural));
  return widest;
}

/* Cells do not wrap in a table: a column is as wide as its longest words. */
static int
get_column_width (JlyMatrixGrid *self, guint column)
{
  int widest = get_width (self->heads->pdata[column], TRUE);

  for (guint i = column; i < self->cells->len; i += self->heads->len)
    widest = MAX (widest, get_width (self->cells->pdata[i], TRUE));
  return widest;
}

static int
get_columns_width (JlyMatrixGrid *self)
{
  int sum = 0;

  for (guint column = 0; column < self->heads->len; column++)
    sum += ACROSS + get_column_width (self, column);
  return sum;
}

static int
get_table_width (JlyMatrixGrid *self, gboolean natural)
{
  return MAX (get_widest (self->names, natural), get_width (self->corner, TRUE))
         + get_columns_width (self);
}

static int
get_list_width (JlyMatrixGrid *self)
{
  return MAX (get_widest (self->names, FALSE),
              get_widest (self->signs, FALSE) + ACROSS + get_widest (self->cells, FALSE));
}

/* Where a child comes to stand; lines run from the start of the text. */
static void
put (JlyMatrixGrid *self, GtkWidget *child, int width, GdkRectangle at)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    at.x = width - at.x - at.width;
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &at, -1);
}

typedef struct
{
  JlyMatrixGrid *grid;
  int width;
  gboolean places; /* else only measures */
} Pass;

/* Child i of a line is widths[i] wide; returns how high the line is. */
static int
lay_line (const Pass *pass, GtkWidget **children, const int *widths, guint n, int y)
{
  int height = 0, x = 0;

  for (guint i = 0; i < n; i++)
    height = MAX (height, get_height (children[i], widths[i]));
  for (guint i = 0; pass->places && i < n; i++)
    {
      put (pass->grid, children[i], pass->width, (GdkRectangle){ x, y, widths[i], height });
      x += widths[i] + ACROSS;
    }
  return height;
}

/* What is left goes to the columns in equal parts. */
static int *
share_table (JlyMatrixGrid *self, int width)
{
  guint n = self->heads->len;
  int *widths = g_new (int, n + 1);
  int names = get_widest (self->names, TRUE);
  int columns = get_columns_width (self);

  widths[0] = MAX (CLAMP (names, 0, width - columns), get_widest (self->names, FALSE));
  widths[0] = MAX (widths[0], get_width (self->corner, TRUE));
  for (guint i = 0; i < n; i++)
    widths[i + 1]
        = get_column_width (self, i) + MAX (width - columns - widths[0], 0) / (int)MAX (n, 1);
  return widths;
}

static int
lay_table (const Pass *pass)
{
  JlyMatrixGrid *self = pass->grid;
  guint n = self->heads->len;
  g_autofree int *widths = share_table (self, pass->width);
  g_autofree GtkWidget **line = g_new (GtkWidget *, n + 1);
  int y;

  line[0] = self->corner;
  for (guint i = 0; i < n; i++)
    line[i + 1] = self->heads->pdata[i];
  y = lay_line (pass, line, widths, n + 1, 0);
  for (guint row = 0; row < self->names->len; row++)
    {
      line[0] = self->names->pdata[row];
      for (guint i = 0; i < n; i++)
        line[i + 1] = self->cells->pdata[row * n + i];
      y += DOWN + lay_line (pass, line, widths, n + 1, y + DOWN);
    }
  return y;
}

static int
lay_list (const Pass *pass)
{
  JlyMatrixGrid *self = pass->grid;
  guint n = self->heads->len;
  int cell = MAX (get_widest (self->cells, FALSE),
                  pass->width - ACROSS - get_widest (self->signs, TRUE));
  const int widths[] = { pass->width - ACROSS - cell, cell };
  int y = 0;

  for (guint row = 0; row < self->names->len; row++)
    {
      GtkWidget *name = self->names->pdata[row];

      y += row > 0 ? BETWEEN : 0;
      y += lay_line (pass, &name, &pass->width, 1, y);
      for (guint i = row * n; i < (row + 1) * n; i++)
        {
          GtkWidget *line[] = { self->signs->pdata[i], self->cells->pdata[i] };

          y += DOWN + lay_line (pass, line, widths, 2, y + DOWN);
        }
    }
  return y;
}

static gboolean
is_too_narrow (JlyMatrixGrid *self, int width)
{
  return width < get_table_width (self, FALSE);
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
  JlyMatrixGrid *self = JLY_MATRIX_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (get_list_width (self), get_table_width (self, FALSE));
      *natural = get_table_width (self, TRUE);
    }
  else
    {
      Pass pass = { self, for_size < 0 ? get_table_width (self, TRUE) : for_size, FALSE };

      *minimum = *natural = is_too_narrow (self, pass.width) ? lay_list (&pass) : lay_table (&pass);
    }
}

static void
hide (const GPtrArray *children)
{
  for (guint i = 0; i < children->len; i++)
    gtk_widget_set_child_visible (children->pdata[i], FALSE);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JlyMatrixGrid *self = JLY_MATRIX_GRID (widget);
  Pass pass = { self, width, TRUE };

  self->is_list = is_too_narrow (self, width);
  if (self->is_list)
    {
      gtk_widget_set_child_visible (self->corner, FALSE);
      hide (self->heads);
      lay_list (&pass);
    }
  else
    {
      hide (self->signs);
      lay_table (&pass);
    }
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dispose (GObject *object)
{
  JlyMatrixGrid *self = JLY_MATRIX_GRID (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->signs, g_ptr_array_unref);

  G_OBJECT_CLASS (jly_matrix_grid_parent_class)->dispose (object);
}

static GtkWidget *
add_words (JlyMatrixGrid *self, const char *text, GtkAccessibleRole role)
{
  GtkWidget *label
      = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "accessible-role", role, NULL);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  gtk_label_set_text (GTK_LABEL (JLY_MATRIX_GRID (object)->corner), g_value_get_string (value));
}

static void
jly_matrix_grid_class_init (JlyMatrixGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->set_property = set_property;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_CORNER,
      g_param_spec_string ("corner", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
jly_matrix_grid_init (JlyMatrixGrid *self)
{
  self->heads = g_ptr_array_new ();
  self->names = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->signs = g_ptr_array_new ();
  self->corner = add_words (self, "", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
}

void
jly_matrix_grid_add_head (JlyMatrixGrid *self, const char *text)
{
  g_return_if_fail (JLY_IS_MATRIX_GRID (self));
  g_ptr_array_add (self->heads, add_words (self, text, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER));
}

void
jly_matrix_grid_add_name (JlyMatrixGrid *self, GtkWidget *name)
{
  g_return_if_fail (JLY_IS_MATRIX_GRID (self) && GTK_IS_WIDGET (name));
  gtk_widget_set_parent (name, GTK_WIDGET (self));
  g_ptr_array_add (self->names, name);
}

/* The sign is for the eye: the name of a cell says its column anyway. */
void
jly_matrix_grid_add_cell (JlyMatrixGrid *self, GtkWidget *cell)
{
  GtkWidget *sign;
  guint column;

  g_return_if_fail (JLY_IS_MATRIX_GRID (self) && GTK_IS_WIDGET (cell));
  column = self->cells->len % self->heads->len;
  sign = add_words (self, gtk_label_get_text (self->heads->pdata[column]),
                    GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_label_set_wrap (GTK_LABEL (sign), TRUE);
  g_ptr_array_add (self->signs, sign);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  g_ptr_array_add (self->cells, cell);
}

GtkWidget *
jly_matrix_grid_new_words (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

guint
jly_matrix_grid_count_rows (JlyMatrixGrid *self)
{
  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), 0);
  return self->names->len;
}

guint
jly_matrix_grid_count_columns (JlyMatrixGrid *self)
{
  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), 0);
  return self->heads->len;
}

GtkWidget *
jly_matrix_grid_get_name (JlyMatrixGrid *self, guint row)
{
  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), NULL);
  return self->names->pdata[row];
}

GtkWidget *
jly_matrix_grid_get_cell (JlyMatrixGrid *self, guint column, guint row)
{
  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), NULL);
  return self->cells->pdata[row * self->heads->len + column];
}

gboolean
jly_matrix_grid_find (JlyMatrixGrid *self, GtkWidget *cell, guint *column, guint *row)
{
  guint i;

  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), FALSE);
  if (!g_ptr_array_find (self->cells, cell, &i))
    return FALSE;
  *column = i % self->heads->len;
  *row = i / self->heads->len;
  return TRUE;
}

gboolean
jly_matrix_grid_is_list (JlyMatrixGrid *self)
{
  g_return_val_if_fail (JLY_IS_MATRIX_GRID (self), FALSE);
  return self->is_list;
}
