/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview is a GtkColumnView over row numbers, so that a file of any length costs only the rows
 * that are seen. Never changes a cell. */
#include "config.h"

#include "app/jly-sheet-view.h"

#include "app/jly-data-table.h"
#include "app/jly-row-model.h"

#include <glib/gi18n.h>

/* More columns than this help nobody to recognise a file, and each costs widgets. */
#define MAX_COLUMNS 40
#define SAMPLED_ROWS 50
#define MAX_CHARS 28
#define MAX_HEIGHT 236 /* six rows; more scroll */

struct _JlySheetView
{
  AdwBin parent_instance;

  JlySheet *sheet;
  GtkColumnView *column_view;
};

G_DEFINE_FINAL_TYPE (JlySheetView, jly_sheet_view, ADW_TYPE_BIN)

/* What a cell's factory must know of its column. */
typedef struct
{
  JlySheet *sheet;
  guint column;
  gboolean number;
  gboolean understood;
  int chars;
} CellStyle;

static void
free_cell_style (gpointer data, GClosure *closure)
{
  CellStyle *style = data;

  jly_sheet_unref (style->sheet);
  g_free (style);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), style->number ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), style->chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), style->chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (style->number)
    gtk_widget_add_css_class (cell, "numeric");
  if (style->understood)
    gtk_widget_add_css_class (cell, "understood");
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  gsize row = gtk_list_item_get_position (item);
  const char *text = jly_sheet_get_cell (style->sheet, row, style->column);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
}

/* A column whose cells begin like numbers is set flush to its end, as figures are. */
static gboolean
looks_like_numbers (JlySheet *sheet, guint column)
{
  gsize n_rows = MIN (jly_sheet_get_n_rows (sheet), SAMPLED_ROWS);
  gsize n_numbers = 0;

  for (gsize row = 0; row < n_rows; row++)
    {
      const char *text = jly_sheet_get_cell (sheet, row, column);

      n_numbers += g_ascii_isdigit (*text) || (*text == '-' && g_ascii_isdigit (text[1])) ? 1 : 0;
    }
  return n_numbers > 0 && n_numbers * 2 >= n_rows;
}

static int
measure_column (JlySheet *sheet, guint column)
{
  gsize n_rows = MIN (jly_sheet_get_n_rows (sheet), SAMPLED_ROWS);
  glong longest = 3;

  for (gsize row = 0; row < n_rows; row++)
    longest = MAX (longest, g_utf8_strlen (jly_sheet_get_cell (sheet, row, column), 200));
  return (int)MIN (longest, MAX_CHARS);
}

static gboolean
is_listed (guint column, const int *list, guint n)
{
  for (guint i = 0; i < n; i++)
    if (list[i] == (int)column)
      return TRUE;
  return FALSE;
}

static void
append_column (JlySheetView *self, guint column, gboolean understood)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellStyle *style = g_new0 (CellStyle, 1);
  const char *header = jly_sheet_get_header (self->sheet, column);
  g_autofree char *title = understood ? g_strdup_printf ("✓ %s", header) : g_strdup (header);

  style->sheet = jly_sheet_ref (self->sheet);
  style->column = column;
  style->understood = understood;
  style->number = understood || looks_like_numbers (self->sheet, column);
  style->chars = measure_column (self->sheet, column);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell_cb), style, free_cell_style, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), style);
  jly_data_table_append (self->column_view, title, factory, style->number);
}

static void
remove_columns (JlySheetView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->column_view, column);
    }
}

void
jly_sheet_view_set_sheet (JlySheetView *self,
                          JlySheet *sheet,
                          const int *understood,
                          guint n_understood)
{
  guint n_columns = MIN (jly_sheet_get_n_columns (sheet), MAX_COLUMNS);
  g_autoptr (GtkSelectionModel) rows = NULL;

  gtk_column_view_set_model (self->column_view, NULL);
  remove_columns (self);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  self->sheet = jly_sheet_ref (sheet);
  for (guint i = 0; i < n_columns; i++)
    append_column (self, i, is_listed (i, understood, n_understood));
  rows = GTK_SELECTION_MODEL (
      gtk_no_selection_new (G_LIST_MODEL (jly_row_model_new (jly_sheet_get_n_rows (sheet)))));
  gtk_column_view_set_model (self->column_view, rows);
}

static void
jly_sheet_view_finalize (GObject *object)
{
  JlySheetView *self = JLY_SHEET_VIEW (object);

  g_clear_pointer (&self->sheet, jly_sheet_unref);
  G_OBJECT_CLASS (jly_sheet_view_parent_class)->finalize (object);
}

static void
jly_sheet_view_class_init (JlySheetViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = jly_sheet_view_finalize;
}

static void
jly_sheet_view_init (JlySheetView *self)
{
  self->column_view = jly_data_table_put (ADW_BIN (self), _ ("Your file"), MAX_HEIGHT);
}
