/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview is a GtkColumnView over row numbers. GTK makes widgets for 200 rows of a long list,
 * and lays all of them out again and again, which takes seconds with many columns: so a long file
 * is shown in pages of rows, and a page grows and goes bit by bit while the main loop is idle. */
#include "config.h"

#include "app/jly-sheet-view.h"

#include "app/jly-accessible.h"
#include "app/jly-data-table.h"
#include "app/jly-row-model.h"
#include "app/jly-sheet-cell.h"
#include "app/jly-sheet-hand.h"
#include "app/jly-sheet-lines.h"
#include "app/jly-sheet-marks.h"
#include "app/jly-sheet-menu.h"
#include "app/jly-sheet-number.h"
#include "app/jly-sheet-pager.h"
#include "app/jly-sheet-shape.h"

#include <glib/gi18n.h>

#define MAX_HEIGHT 272 /* six rows under the titles; more scroll */
#define GROW_CELLS 60  /* made in one go */
#define PAGE_ROWS 40

struct _JlySheetView
{
  AdwBin parent_instance;

  GtkColumnView *column_view;
  GtkWidget *pager;
  gsize first; /* line at which the page begins */
  JlySheet *sheet;
  JlyRowModel *rows; /* owned by the view's model */
  JlySheetMarks *marks;
  GHashTable *bound;      /* JlySheetCell -> Place: the cells that exist now */
  gboolean is_described;  /* anew: the titles have to be made again */
  gboolean is_other_file; /* the page begins at the top */
  gboolean is_foreign;    /* the cells that are there are another sheet's, and go first */
  guint grow_id;
  gboolean has_scrolled; /* to it */
  gboolean has_pending;  /* a cell to which the keyboard goes once it is there */
  gsize pending_line;
  guint pending_column;
  GtkWidget *menu_cell; /* that the menu is of; only compared with those that are bound */
};

enum
{
  EDITED,
  LEFT_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlySheetView, jly_sheet_view, ADW_TYPE_BIN)

/* What a cell's factory must know of its column. */
typedef struct
{
  JlySheetView *view; /* not owned: the factory is gone before it */
  guint column;
  gboolean at_end;
  JlySheetSample *sample;
} CellStyle;

/* Where a cell is now; column G_MAXUINT is that of the row numbers. */
typedef struct
{
  guint position; /* in the page */
  guint column;
} Place;

static JlySheetLine
get_line_at (JlySheetView *self, gsize at)
{
  return jly_sheet_lines_get (self->sheet, at);
}

static gsize
count_lines (JlySheetView *self)
{
  return jly_sheet_lines_count (self->sheet);
}

static gsize
get_line (JlySheetView *self, const Place *place)
{
  return self->first + place->position;
}

/* Translators: a column's title and a row's number. */
static char *
dup_place (JlySheetView *self, const JlySheetLine *line, guint column)
{
  return g_strdup_printf (_ ("%s, row %u"), jly_sheet_get_header (self->sheet, column),
                          (guint)jly_sheet_line_get_file_row (self->sheet, line));
}

static gboolean
is_taken (JlySheetView *self, guint column)
{
  const JlySheetDescription *described = jly_sheet_marks_get_description (self->marks, column);

  return described != NULL && described->is_taken;
}

static void
bind_value (JlySheetView *self, GtkWidget *cell, const JlySheetLine *line, guint column)
{
  const JlySheetMark *mark
      = line->left == NULL ? jly_sheet_marks_get (self->marks, line->row, column) : NULL;
  g_autofree char *place = dup_place (self, line, column);
  const JlySheetCellState state
      = { .text = jly_sheet_line_get_cell (self->sheet, line, column),
          .place = place,
          .words = mark != NULL ? mark->words : jly_sheet_line_get_reason (line),
          .kind = mark != NULL ? mark->kind : JLY_STATUS_PLAIN,
          .is_edited
          = line->left == NULL && jly_sheet_marks_is_edited (self->marks, line->row, column),
          .is_left_out = line->left != NULL,
          .is_taken = is_taken (self, column),
          .n_free = jly_sheet_line_count_free (self->sheet, line, column) };

  jly_sheet_cell_set (JLY_SHEET_CELL (cell), &state);
}

static void
bind_cell (JlySheetView *self, GtkWidget *cell, const Place *place)
{
  const gsize at = get_line (self, place);
  JlySheetLine line;

  /* The last page may be shorter than what GTK still has widgets for. */
  if (self->is_foreign || at >= count_lines (self))
    return;
  line = get_line_at (self, at);
  if (place->column == G_MAXUINT)
    jly_sheet_number_set (cell, self->sheet, &line);
  else
    bind_value (self, cell, &line, place->column);
}

static void
changed_cb (JlySheetCell *cell, const char *text, JlySheetView *self)
{
  const Place *place = g_hash_table_lookup (self->bound, cell);
  JlySheetLine line;

  if (place == NULL || self->is_foreign)
    return;
  line = get_line_at (self, get_line (self, place));
  g_signal_emit (self, signals[EDITED], 0, jly_sheet_line_get_file_row (self->sheet, &line),
                 place->column, text);
}

static void go_to_line (JlySheetView *self, gsize line, guint column);
static int find_neighbour (JlySheetView *self, guint column, int direction);
static void menu_cb (JlySheetCell *cell, JlySheetView *self);

static void
move_cb (JlySheetCell *cell, int rows, int columns, JlySheetView *self)
{
  const Place *place = g_hash_table_lookup (self->bound, cell);
  gint64 line;
  int column;

  if (place == NULL || self->is_foreign)
    return;
  line = (gint64)get_line (self, place) + rows;
  column = columns == 0 ? (int)place->column : find_neighbour (self, place->column, columns);
  if (line >= 0 && line < (gint64)count_lines (self) && column >= 0)
    go_to_line (self, (gsize)line, (guint)column);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  GtkWidget *cell = jly_sheet_cell_new (style->sample, style->at_end);

  g_signal_connect_object (cell, "changed", G_CALLBACK (changed_cb), style->view, 0);
  g_signal_connect_object (cell, "move", G_CALLBACK (move_cb), style->view, 0);
  g_signal_connect_object (cell, "menu", G_CALLBACK (menu_cb), style->view, 0);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

/* A table that still grows may not have the line yet. */
static void
scroll_to_pending (JlySheetView *self)
{
  const gsize line = self->pending_line - self->first;

  if (self->is_foreign || line >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return;
  jly_data_table_scroll_to (self->column_view, (guint)line);
  self->has_scrolled = TRUE;
}

static gboolean
focus_pending_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);
  GHashTableIter iter;
  gpointer cell, place;

  if (self->has_pending && self->is_foreign)
    return G_SOURCE_CONTINUE;
  if (!self->has_pending || self->pending_line >= count_lines (self))
    {
      self->has_pending = FALSE;
      return G_SOURCE_REMOVE;
    }
  if (!self->has_scrolled)
    scroll_to_pending (self);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &cell, &place))
    if (get_line (self, place) == self->pending_line
        && ((Place *)place)->column == self->pending_column && gtk_widget_get_mapped (cell))
      {
        self->has_pending = FALSE;
        gtk_widget_grab_focus (cell);
        jly_data_table_scroll_sideways (self->column_view, cell);
        return G_SOURCE_REMOVE;
      }
  return G_SOURCE_CONTINUE;
}

/* The keyboard goes to the cell as soon as it is there. */
static void
wait_for_cell (JlySheetView *self, gsize line, guint column)
{
  self->has_scrolled = FALSE;
  self->pending_line = line;
  self->pending_column = column;
  if (!self->has_pending)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_pending_cb, NULL, NULL);
  self->has_pending = TRUE;
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  Place *place = g_new (Place, 1);
  GtkWidget *cell = gtk_list_item_get_child (item);

  place->position = gtk_list_item_get_position (item);
  place->column = style->column;
  g_hash_table_insert (style->view->bound, cell, place);
  bind_cell (style->view, cell, place);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlySheetView *self)
{
  g_hash_table_remove (self->bound, gtk_list_item_get_child (item));
}

static void
free_style (gpointer data, GClosure *closure)
{
  jly_sheet_sample_free (((CellStyle *)data)->sample);
  g_free (data);
}

static void
append_column (JlySheetView *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellStyle *style = g_new0 (CellStyle, 1);
  GtkColumnViewColumn *added;
  JlyTableTitle title;

  style->view = self;
  style->column = column;
  style->at_end = jly_sheet_shape_is_at_end (self->sheet, column);
  style->sample = jly_sheet_shape_new_sample (self->sheet, column);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell_cb), style, free_style, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), style);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), style->view);
  title = jly_sheet_marks_make_title (self->marks, column,
                                      jly_sheet_get_header (self->sheet, column), style->at_end);
  added = jly_data_table_append_titled (self->column_view, &title, factory);
  g_object_set_data (G_OBJECT (added), "style", style);
}

/* Of the column at this place of the table; NULL for that of the row numbers and past the end. */
static const CellStyle *
get_style (JlySheetView *self, guint position)
{
  g_autoptr (GObject) column
      = g_list_model_get_item (gtk_column_view_get_columns (self->column_view), position);

  return column != NULL ? g_object_get_data (column, "style") : NULL;
}

/* The next column that is shown, in the direction; -1 if there is none. */
static int
find_neighbour (JlySheetView *self, guint column, int direction)
{
  const CellStyle *style;

  for (guint i = 1; (style = get_style (self, i)) != NULL; i++)
    if (style->column == column)
      {
        style = get_style (self, i + (guint)direction);
        return style != NULL ? (int)style->column : -1;
      }
  return -1;
}

static void
setup_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlySheetView *self)
{
  gtk_list_item_set_child (item, jly_sheet_number_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlySheetView *self)
{
  Place *place = g_new (Place, 1);

  place->position = gtk_list_item_get_position (item);
  place->column = G_MAXUINT;
  g_hash_table_insert (self->bound, gtk_list_item_get_child (item), place);
  bind_cell (self, gtk_list_item_get_child (item), place);
}

static void
append_numbers (JlySheetView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const JlyTableTitle title = { .title = _ ("Row"), .at_end = TRUE };

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_number_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_number_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_column_view_column_set_expand (
      jly_data_table_append_titled (self->column_view, &title, factory), FALSE);
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

static gboolean
is_shown (JlySheetView *self, guint column)
{
  return column < JLY_SHEET_VIEW_COLUMNS || is_taken (self, column);
}

/* Whether the column at this place of the table can show this one of the sheet. */
static gboolean
fits_column (JlySheetView *self, guint position, guint column)
{
  g_autoptr (GtkColumnViewColumn) shown
      = g_list_model_get_item (gtk_column_view_get_columns (self->column_view), position);
  const CellStyle *style = get_style (self, position);
  JlySheetSample *sample;
  gboolean is_same;

  if (style == NULL || style->column != column
      || style->at_end != jly_sheet_shape_is_at_end (self->sheet, column)
      || g_strcmp0 (gtk_column_view_column_get_title (shown),
                    jly_sheet_get_header (self->sheet, column))
             != 0)
    return FALSE;
  sample = jly_sheet_shape_new_sample (self->sheet, column);
  is_same = jly_sheet_sample_is_equal (sample, style->sample);
  jly_sheet_sample_free (sample);
  return is_same;
}

/* To make cells anew takes long: those that are there are used again where they can be. */
static gboolean
fits_columns (JlySheetView *self)
{
  const guint n_columns = jly_sheet_get_n_columns (self->sheet);
  guint position = 1;

  for (guint i = 0; i < n_columns; i++)
    if (is_shown (self, i) && !fits_column (self, position++, i))
      return FALSE;
  return get_style (self, position) == NULL;
}

static void
describe_columns (JlySheetView *self)
{
  const CellStyle *style;

  for (guint i = 1; (style = get_style (self, i)) != NULL; i++)
    {
      const JlyTableTitle title = jly_sheet_marks_make_title (
          self->marks, style->column, jly_sheet_get_header (self->sheet, style->column),
          style->at_end);

      jly_data_table_set_title (self->column_view, i, &title);
    }
}

/* So many rows are made or taken away in one go. */
static guint
count_grown (JlySheetView *self)
{
  const guint n_columns
      = g_list_model_get_n_items (gtk_column_view_get_columns (self->column_view));

  return MAX (GROW_CELLS / MAX (n_columns, 1), 2);
}

static gsize
count_page (JlySheetView *self)
{
  return MIN (count_lines (self) - self->first, PAGE_ROWS);
}

static gsize
count_made (JlySheetView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
show_pager (JlySheetView *self)
{
  const gsize n = count_lines (self);
  const gsize end = self->first + count_page (self);

  gtk_widget_set_visible (self->pager, n > PAGE_ROWS);
  jly_sheet_pager_show (JLY_SHEET_PAGER (self->pager), get_line_at (self, self->first).row + 1,
                        get_line_at (self, end).row, jly_sheet_get_n_rows (self->sheet), end < n);
}

static void
build (JlySheetView *self)
{
  const guint n_columns = jly_sheet_get_n_columns (self->sheet);
  g_autoptr (GtkSelectionModel) model = NULL;

  gtk_column_view_set_model (self->column_view, NULL);
  remove_columns (self);
  append_numbers (self);
  for (guint i = 0; i < n_columns; i++)
    if (is_shown (self, i))
      append_column (self, i);
  self->is_foreign = FALSE;
  self->rows = jly_row_model_new (MIN (count_page (self), count_grown (self)));
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->rows)));
  gtk_column_view_set_model (self->column_view, model);
  show_pager (self);
}

/* One step of the way to the page as it shall be: cells of another sheet go, a few at a time, then
 * its columns are changed for others, and rows are made. */
static gboolean
grow_cb (gpointer data)
{
  JlySheetView *self = data;
  const gsize now = count_made (self);
  const gsize step = count_grown (self);
  const gsize all = self->is_foreign ? 0 : count_page (self);

  if (self->is_foreign && now == 0)
    {
      build (self);
      return G_SOURCE_CONTINUE;
    }
  jly_row_model_set_n_rows (self->rows,
                            now > all ? MAX (now, all + step) - step : MIN (now + step, all));
  if (self->is_foreign || count_made (self) != all)
    return G_SOURCE_CONTINUE;
  self->grow_id = 0;
  return G_SOURCE_REMOVE;
}

static void
grow (JlySheetView *self)
{
  if (self->grow_id == 0)
    self->grow_id = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
}

/* Shows the page that begins at line first, in the widgets that are there. */
static void
turn_to (JlySheetView *self, gsize first)
{
  self->first = first;
  grow (self);
  jly_sheet_view_refresh (self);
  show_pager (self);
}

static void
turned_cb (JlySheetPager *pager, int direction, JlySheetView *self)
{
  if (direction < 0)
    turn_to (self, self->first - MIN (self->first, PAGE_ROWS));
  else if (self->first + PAGE_ROWS < count_lines (self))
    turn_to (self, self->first + PAGE_ROWS);
}

static gboolean
has_same_shape (JlySheet *a, JlySheet *b)
{
  return a != NULL && jly_sheet_lines_count (a) == jly_sheet_lines_count (b)
         && jly_sheet_get_n_columns (a) == jly_sheet_get_n_columns (b);
}

/* The cell that has the keyboard, itself or in its field; NULL: none of them. */
static const Place *
find_focus (JlySheetView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, JLY_TYPE_SHEET_CELL) : NULL;

  return cell != NULL ? g_hash_table_lookup (self->bound, cell) : NULL;
}

/* Cells that are made anew do not take the keyboard from the person who is at work in them. */
static void
keep_focus (JlySheetView *self)
{
  const Place *place = self->has_pending || self->is_other_file ? NULL : find_focus (self);

  if (place != NULL)
    wait_for_cell (self, get_line (self, place), place->column);
}

/* Another sheet than before, or the same with other things to say of its columns. */
static void
change (JlySheetView *self)
{
  keep_focus (self);
  if (self->is_other_file || self->first >= count_lines (self))
    self->first = 0;
  if (self->rows == NULL)
    build (self);
  else if (self->is_foreign || !fits_columns (self))
    self->is_foreign = TRUE;
  else
    {
      describe_columns (self);
      show_pager (self);
    }
  grow (self);
}

void
jly_sheet_view_set_sheet (JlySheetView *self, JlySheet *sheet)
{
  const gboolean stays
      = has_same_shape (self->sheet, sheet) && !self->is_described && !self->is_other_file;

  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  jly_sheet_ref (sheet);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  self->sheet = sheet;
  jly_sheet_marks_forget_cells (self->marks);
  if (!stays)
    change (self);
  self->is_described = self->is_other_file = FALSE;
}

void
jly_sheet_view_forget (JlySheetView *self)
{
  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  jly_sheet_marks_forget_columns (self->marks);
  self->is_other_file = TRUE;
}

void
jly_sheet_view_describe (JlySheetView *self,
                         guint column,
                         JlyStatusKind kind,
                         gboolean is_taken,
                         const char *words,
                         const char *reason)
{
  const JlySheetDescription description
      = { .kind = kind, .is_taken = is_taken, .words = (char *)words, .reason = (char *)reason };

  g_return_if_fail (JLY_IS_SHEET_VIEW (self) && words != NULL);
  if (jly_sheet_marks_describe (self->marks, column, &description))
    self->is_described = TRUE;
}

void
jly_sheet_view_mark (
    JlySheetView *self, gsize row, guint column, JlyStatusKind kind, const char *words)
{
  g_return_if_fail (JLY_IS_SHEET_VIEW (self) && words != NULL);
  jly_sheet_marks_add (self->marks, row, column, kind, words);
}

void
jly_sheet_view_mark_edited (JlySheetView *self, gsize row, guint column)
{
  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  jly_sheet_marks_add_edited (self->marks, row, column);
}

void
jly_sheet_view_refresh (JlySheetView *self)
{
  GHashTableIter iter;
  gpointer cell, place;

  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &cell, &place))
    bind_cell (self, cell, place);
}

static void
go_to_line (JlySheetView *self, gsize line, guint column)
{
  if (line - line % PAGE_ROWS != self->first)
    turn_to (self, line - line % PAGE_ROWS);
  wait_for_cell (self, line, column);
  scroll_to_pending (self);
}

void
jly_sheet_view_go_to (JlySheetView *self, gsize row, guint column)
{
  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  if (self->sheet != NULL && row < jly_sheet_get_n_rows (self->sheet))
    go_to_line (self, jly_sheet_lines_find (self->sheet, row), column);
}

static void
jly_sheet_view_dispose (GObject *object)
{
  JlySheetView *self = JLY_SHEET_VIEW (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  jly_sheet_menu_remove (GTK_WIDGET (self));
  /* Cells are let go of while their tables are still there. */
  if (self->column_view != NULL)
    gtk_column_view_set_model (self->column_view, NULL);
  self->column_view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (jly_sheet_view_parent_class)->dispose (object);
}

static void
jly_sheet_view_finalize (GObject *object)
{
  JlySheetView *self = JLY_SHEET_VIEW (object);

  g_clear_pointer (&self->sheet, jly_sheet_unref);
  jly_sheet_marks_free (self->marks);
  g_hash_table_unref (self->bound);
  G_OBJECT_CLASS (jly_sheet_view_parent_class)->finalize (object);
}

/* A menu that closes gives the keyboard back to the cell, which would end the edit at once. */
static gboolean
edit_cb (gpointer data)
{
  JlySheetView *self = data;

  if (g_hash_table_contains (self->bound, self->menu_cell) && JLY_IS_SHEET_CELL (self->menu_cell))
    jly_sheet_cell_begin_edit (JLY_SHEET_CELL (self->menu_cell));
  return G_SOURCE_REMOVE;
}

static void
edit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_idle_add_full (G_PRIORITY_LOW, edit_cb, g_object_ref (widget), g_object_unref);
}

static void
leave_out_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);
  const Place *place = g_hash_table_lookup (self->bound, self->menu_cell);
  JlySheetLine line;

  if (place == NULL || self->is_foreign)
    return;
  line = get_line_at (self, get_line (self, place));
  g_signal_emit (self, signals[LEFT_OUT], 0, jly_sheet_line_get_file_row (self->sheet, &line),
                 g_str_equal (action, "sheet.leave-out"));
}

/* Titles and totals have no menu: a note below the table says what can be done about them. */
static void
open_menu (JlySheetView *self, GtkWidget *cell, double x, double y)
{
  const Place *place = g_hash_table_lookup (self->bound, cell);
  JlySheetLine line;

  if (place == NULL || self->is_foreign)
    return;
  line = get_line_at (self, get_line (self, place));
  if (line.left != NULL && line.left->why != JLY_LEFT_BY_HAND)
    return;
  self->menu_cell = cell;
  gtk_widget_grab_focus (cell);
  jly_sheet_menu_popup (GTK_WIDGET (self), x, y, line.left != NULL);
}

static void
menu_cb (JlySheetCell *cell, JlySheetView *self)
{
  graphene_rect_t box;

  if (gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &box))
    open_menu (self, GTK_WIDGET (cell), box.origin.x + box.size.width / 2,
               box.origin.y + box.size.height);
}

static void
jly_sheet_view_class_init (JlySheetViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jly_sheet_view_dispose;
  object_class->finalize = jly_sheet_view_finalize;
  signals[EDITED]
      = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_UINT64, G_TYPE_UINT, G_TYPE_STRING);
  signals[LEFT_OUT]
      = g_signal_new ("left-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "sheet.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "sheet.leave-out", NULL, leave_out_action);
  gtk_widget_class_install_action (widget_class, "sheet.take-in", NULL, leave_out_action);
}

/* The cell or the row's number at a point of the table; NULL: neither. */
static GtkWidget *
find_bound_at (JlySheetView *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);

  while (at != NULL && !g_hash_table_contains (self->bound, at))
    at = gtk_widget_get_parent (at);
  return at;
}

static void
open_menu_at (GtkWidget *widget, double x, double y)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);
  GtkWidget *cell = find_bound_at (self, x, y);
  double view_x, view_y;

  if (cell != NULL
      && gtk_widget_translate_coordinates (GTK_WIDGET (self->column_view), widget, x, y, &view_x,
                                           &view_y))
    open_menu (self, cell, view_x, view_y);
}

static void
jly_sheet_view_init (JlySheetView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *card = adw_bin_new ();

  self->marks = jly_sheet_marks_new ();
  self->bound = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->column_view = jly_data_table_put (ADW_BIN (card), _ ("Your file"), MAX_HEIGHT);
  jly_sheet_hand_listen (self->column_view, open_menu_at, GTK_WIDGET (self));
  self->pager = jly_sheet_pager_new ();
  gtk_widget_set_visible (self->pager, FALSE);
  g_signal_connect (self->pager, "turned", G_CALLBACK (turned_cb), self);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), self->pager);
  adw_bin_set_child (ADW_BIN (self), box);
}
