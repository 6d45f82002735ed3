/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview is a GtkColumnView over row numbers. GTK makes widgets for 200 rows of a long list,
 * and lays all of them out again and again, which takes seconds with many columns: so a long file
 * is shown in pages of rows, and a page grows bit by bit while the main loop is idle. */
#include "config.h"

#include "app/jly-sheet-view.h"

#include "app/jly-accessible.h"
#include "app/jly-data-table.h"
#include "app/jly-row-model.h"
#include "app/jly-sheet-cell.h"
#include "app/jly-sheet-lines.h"
#include "app/jly-sheet-marks.h"
#include "app/jly-sheet-menu.h"
#include "table/jly-amount.h"

#include <glib/gi18n.h>

#define SAMPLED_ROWS 50
#define SAMPLED_BYTES 200
#define MAX_CHARS 28
#define MAX_HEIGHT 272 /* six rows under the titles; more scroll */
#define GROW_CELLS 60  /* made in one go */
#define PAGE_ROWS 40

struct _JlySheetView
{
  AdwBin parent_instance;

  GtkColumnView *column_view;
  GtkWidget *pager;
  GtkLabel *page_label;
  GtkWidget *previous, *next;
  gsize first; /* line at which the page begins */
  JlySheet *sheet;
  JlyRowModel *rows; /* owned by the view's model */
  JlySheetMarks *marks;
  GHashTable *bound;     /* JlySheetCell -> Place: the cells that exist now */
  gboolean is_described; /* anew: the titles have to be made again */
  guint grow_id;
  gboolean has_pending; /* a cell to which the keyboard goes once it is there */
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
  gboolean is_taken;
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

/* The number is a label, with an icon before it once the row was left out. */
static void
bind_number (JlySheetView *self, GtkWidget *cell, const JlySheetLine *line)
{
  GtkWidget *label = gtk_widget_get_last_child (cell);
  GtkWidget *icon = gtk_widget_get_first_child (cell);
  g_autofree char *words = jly_sheet_line_dup_number (self->sheet, line);

  if (icon == label && line->left != NULL)
    {
      icon = jly_accessible_new_icon (jly_status_kind_get_icon (JLY_STATUS_HIDDEN));
      gtk_box_prepend (GTK_BOX (cell), icon);
    }
  if (icon != label)
    gtk_widget_set_visible (icon, line->left != NULL);
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_widget_set_tooltip_text (cell, jly_sheet_line_get_reason (line));
}

/* Translators: a column's title and a row's number. */
static char *
dup_place (JlySheetView *self, const JlySheetLine *line, guint column)
{
  return g_strdup_printf (_ ("%s, row %u"), jly_sheet_get_header (self->sheet, column),
                          (guint)jly_sheet_line_get_file_row (self->sheet, line));
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
          .n_free = jly_sheet_line_count_free (self->sheet, line, column) };

  jly_sheet_cell_set (JLY_SHEET_CELL (cell), &state);
}

static void
bind_cell (JlySheetView *self, GtkWidget *cell, const Place *place)
{
  const gsize at = get_line (self, place);
  JlySheetLine line;

  /* The last page may be shorter than what GTK still has widgets for. */
  if (at >= count_lines (self))
    return;
  line = get_line_at (self, at);
  if (place->column == G_MAXUINT)
    bind_number (self, cell, &line);
  else
    bind_value (self, cell, &line, place->column);
}

static void
changed_cb (JlySheetCell *cell, const char *text, JlySheetView *self)
{
  const Place *place = g_hash_table_lookup (self->bound, cell);
  JlySheetLine line;

  if (place == NULL)
    return;
  line = get_line_at (self, get_line (self, place));
  g_signal_emit (self, signals[EDITED], 0, jly_sheet_line_get_file_row (self->sheet, &line),
                 place->column, text);
}

/* The next column that is shown, in the direction; -1 if there is none. */
static int
find_neighbour (JlySheetView *self, guint column, int direction)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  int i;

  for (i = 0; i < (int)g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (columns, (guint)i);

      if (GPOINTER_TO_UINT (g_object_get_data (item, "column")) == column + 1)
        {
          g_autoptr (GObject) next
              = i + direction < 0 ? NULL : g_list_model_get_item (columns, (guint)(i + direction));

          return next != NULL ? GPOINTER_TO_INT (g_object_get_data (next, "column")) - 1 : -1;
        }
    }
  return -1;
}

static void go_to_line (JlySheetView *self, gsize line, guint column);
static void menu_cb (JlySheetCell *cell, JlySheetView *self);

static void
move_cb (JlySheetCell *cell, int rows, int columns, JlySheetView *self)
{
  const Place *place = g_hash_table_lookup (self->bound, cell);
  gint64 line;
  int column;

  if (place == NULL)
    return;
  line = (gint64)get_line (self, place) + rows;
  column = columns == 0 ? (int)place->column : find_neighbour (self, place->column, columns);
  if (line >= 0 && line < (gint64)count_lines (self) && column >= 0)
    go_to_line (self, (gsize)line, (guint)column);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  GtkWidget *cell = jly_sheet_cell_new (style->sample, style->at_end, style->is_taken);

  g_signal_connect_object (cell, "changed", G_CALLBACK (changed_cb), style->view, 0);
  g_signal_connect_object (cell, "move", G_CALLBACK (move_cb), style->view, 0);
  g_signal_connect_object (cell, "menu", G_CALLBACK (menu_cb), style->view, 0);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

/* Scrolls sideways as far as needed; GTK only knows rows. */
static void
show_sideways (JlySheetView *self, GtkWidget *cell)
{
  GtkWidget *scrolled = gtk_widget_get_parent (GTK_WIDGET (self->column_view));
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->column_view));
  graphene_rect_t box;

  if (across == NULL || !gtk_widget_compute_bounds (cell, scrolled, &box))
    return;
  if (box.origin.x < 0)
    gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + box.origin.x - 12);
  else if (box.origin.x + box.size.width > gtk_widget_get_width (scrolled))
    gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + box.origin.x
                                          + box.size.width - gtk_widget_get_width (scrolled) + 12);
}

static gboolean
focus_pending_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);
  GHashTableIter iter;
  gpointer cell, place;

  if (!self->has_pending)
    return G_SOURCE_REMOVE;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &cell, &place))
    if (get_line (self, place) == self->pending_line
        && ((Place *)place)->column == self->pending_column && gtk_widget_get_mapped (cell))
      {
        self->has_pending = FALSE;
        gtk_widget_grab_focus (cell);
        show_sideways (self, cell);
        return G_SOURCE_REMOVE;
      }
  return G_SOURCE_CONTINUE;
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
unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CellStyle *style)
{
  g_hash_table_remove (style->view->bound, gtk_list_item_get_child (item));
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

/* The longest of the first cells, cut where it would take too much room. */
static JlySheetSample *
sample_column (JlySheet *sheet, guint column)
{
  const gsize n_rows = MIN (jly_sheet_get_n_rows (sheet), SAMPLED_ROWS);
  const char *longest = "0000";
  glong most = 4;
  g_autofree char *text = NULL;

  for (gsize row = 0; row < n_rows; row++)
    {
      const char *cell = jly_sheet_get_cell (sheet, row, column);
      const glong chars = g_utf8_strlen (cell, SAMPLED_BYTES);

      if (chars > most)
        {
          most = chars;
          longest = cell;
        }
    }
  text = g_utf8_substring (longest, 0, MIN (most, MAX_CHARS));
  return jly_sheet_sample_new (text);
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
  const JlySheetDescription *described = jly_sheet_marks_get_description (self->marks, column);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellStyle *style = g_new0 (CellStyle, 1);
  JlyTableTitle title = { .title = jly_sheet_get_header (self->sheet, column) };
  GtkColumnViewColumn *added;

  style->view = self;
  style->column = column;
  style->is_taken = described != NULL && described->is_taken;
  style->at_end = looks_like_numbers (self->sheet, column);
  style->sample = sample_column (self->sheet, column);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell_cb), style, free_style, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), style);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), style);
  title.at_end = style->at_end;
  if (described != NULL)
    {
      title.words = described->words;
      title.reason = described->reason;
      title.icon
          = described->kind != JLY_STATUS_PLAIN ? jly_status_kind_get_icon (described->kind) : NULL;
      title.style = jly_status_kind_get_style (described->kind);
    }
  added = jly_data_table_append_titled (self->column_view, &title, factory);
  g_object_set_data (G_OBJECT (added), "column", GUINT_TO_POINTER (column + 1));
}

static void
setup_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlySheetView *self)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (cell), label);
  gtk_widget_add_css_class (cell, "row-number");
  gtk_list_item_set_child (item, cell);
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
unbind_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlySheetView *self)
{
  g_hash_table_remove (self->bound, gtk_list_item_get_child (item));
}

static void
append_numbers (JlySheetView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const JlyTableTitle title = { .title = _ ("Row"), .at_end = TRUE };

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_number_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_number_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_number_cb), self, 0);
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
  const JlySheetDescription *described = jly_sheet_marks_get_description (self->marks, column);

  return column < JLY_SHEET_VIEW_COLUMNS || (described != NULL && described->is_taken);
}

static guint
count_grown (JlySheetView *self)
{
  const guint n_columns = MIN (jly_sheet_get_n_columns (self->sheet), JLY_SHEET_VIEW_COLUMNS);

  return MAX (GROW_CELLS / MAX (n_columns, 1), 2);
}

static gsize
count_page (JlySheetView *self)
{
  return MIN (count_lines (self) - self->first, PAGE_ROWS);
}

static gboolean
grow_cb (gpointer data)
{
  JlySheetView *self = data;
  const gsize all = count_page (self);
  const gsize now = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  const gsize next = MIN (now + count_grown (self), all);

  jly_row_model_set_n_rows (self->rows, next);
  if (next < all)
    return G_SOURCE_CONTINUE;
  self->grow_id = 0;
  return G_SOURCE_REMOVE;
}

static void
show_pager (JlySheetView *self)
{
  const gsize n = count_lines (self);
  const gsize end = self->first + count_page (self);
  g_autofree char *from = jly_amount_format (get_line_at (self, self->first).row + 1, 0);
  g_autofree char *to = jly_amount_format (get_line_at (self, end).row, 0);
  g_autofree char *all = jly_amount_format (jly_sheet_get_n_rows (self->sheet), 0);
  g_autofree char *words = g_strdup_printf (_ ("Rows %s to %s of %s"), from, to, all);

  gtk_widget_set_visible (self->pager, n > PAGE_ROWS);
  gtk_label_set_text (self->page_label, words);
  gtk_widget_set_sensitive (self->previous, self->first > 0);
  gtk_widget_set_sensitive (self->next, end < n);
}

/* Shows the page that begins at line first, in the widgets that are there. */
static void
turn_to (JlySheetView *self, gsize first)
{
  self->first = first;
  if (self->grow_id == 0)
    jly_row_model_set_n_rows (self->rows, count_page (self));
  jly_sheet_view_refresh (self);
  show_pager (self);
}

static void
previous_cb (GtkButton *button, JlySheetView *self)
{
  turn_to (self, self->first - MIN (self->first, PAGE_ROWS));
}

static void
next_cb (GtkButton *button, JlySheetView *self)
{
  if (self->first + PAGE_ROWS < count_lines (self))
    turn_to (self, self->first + PAGE_ROWS);
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
  self->first = 0;
  self->rows = jly_row_model_new (MIN (count_page (self), count_grown (self)));
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->rows)));
  gtk_column_view_set_model (self->column_view, model);
  if (self->grow_id == 0)
    self->grow_id = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
  show_pager (self);
}

static gboolean
has_same_shape (JlySheet *a, JlySheet *b)
{
  return a != NULL && jly_sheet_lines_count (a) == jly_sheet_lines_count (b)
         && jly_sheet_get_n_columns (a) == jly_sheet_get_n_columns (b);
}

void
jly_sheet_view_set_sheet (JlySheetView *self, JlySheet *sheet)
{
  const gboolean stays = has_same_shape (self->sheet, sheet) && !self->is_described;

  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  jly_sheet_ref (sheet);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  self->sheet = sheet;
  jly_sheet_marks_forget_cells (self->marks);
  if (!stays)
    build (self);
  self->is_described = FALSE;
}

void
jly_sheet_view_forget (JlySheetView *self)
{
  g_return_if_fail (JLY_IS_SHEET_VIEW (self));
  jly_sheet_marks_forget_columns (self->marks);
  self->is_described = TRUE;
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
  jly_row_model_set_n_rows (self->rows, count_page (self));
  jly_data_table_scroll_to (self->column_view, (guint)(line - self->first));
  self->pending_line = line;
  self->pending_column = column;
  if (!self->has_pending)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_pending_cb, NULL, NULL);
  self->has_pending = TRUE;
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

static void
edit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);

  if (g_hash_table_contains (self->bound, self->menu_cell) && JLY_IS_SHEET_CELL (self->menu_cell))
    jly_sheet_cell_begin_edit (JLY_SHEET_CELL (self->menu_cell));
}

static void
leave_out_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlySheetView *self = JLY_SHEET_VIEW (widget);
  const Place *place = g_hash_table_lookup (self->bound, self->menu_cell);
  JlySheetLine line;

  if (place == NULL)
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

  if (place == NULL)
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

/* One ear for all cells: a controller for each would cost more than the cell. */
static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, JlySheetView *self)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = at != NULL ? gtk_widget_get_ancestor (at, JLY_TYPE_SHEET_CELL) : NULL;

  if (cell == NULL || jly_sheet_cell_is_editing (JLY_SHEET_CELL (cell)))
    return;
  if (n_press == 2)
    jly_sheet_cell_begin_edit (JLY_SHEET_CELL (cell));
  else
    gtk_widget_grab_focus (cell);
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
open_menu_at (JlySheetView *self, double x, double y)
{
  GtkWidget *cell = find_bound_at (self, x, y);
  double view_x, view_y;

  if (cell != NULL
      && gtk_widget_translate_coordinates (GTK_WIDGET (self->column_view), GTK_WIDGET (self), x, y,
                                           &view_x, &view_y))
    open_menu (self, cell, view_x, view_y);
}

static void
second_pressed_cb (GtkGestureClick *click, int n_press, double x, double y, JlySheetView *self)
{
  open_menu_at (self, x, y);
}

static void
held_cb (GtkGestureLongPress *press, double x, double y, JlySheetView *self)
{
  open_menu_at (self, x, y);
}

static void
listen (JlySheetView *self)
{
  GtkWidget *table = GTK_WIDGET (self->column_view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *second = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (table, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (second), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (second, "pressed", G_CALLBACK (second_pressed_cb), self, 0);
  gtk_widget_add_controller (table, GTK_EVENT_CONTROLLER (second));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (held_cb), self, 0);
  gtk_widget_add_controller (table, GTK_EVENT_CONTROLLER (hold));
}

static GtkWidget *
new_turner (JlySheetView *self, const char *icon, const char *name, GCallback cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  jly_accessible_set_label (button, name);
  g_signal_connect (button, "clicked", cb, self);
  return button;
}

static GtkWidget *
new_pager (JlySheetView *self)
{
  GtkWidget *pager = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  self->page_label = GTK_LABEL (label);
  self->previous
      = new_turner (self, "go-previous-symbolic", _ ("Rows Before"), G_CALLBACK (previous_cb));
  self->next = new_turner (self, "go-next-symbolic", _ ("Rows After"), G_CALLBACK (next_cb));
  gtk_label_set_wrap (self->page_label, TRUE);
  gtk_label_set_justify (self->page_label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_halign (pager, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (pager), self->previous);
  gtk_box_append (GTK_BOX (pager), label);
  gtk_box_append (GTK_BOX (pager), self->next);
  gtk_widget_set_visible (pager, FALSE);
  return pager;
}

static void
jly_sheet_view_init (JlySheetView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *card = adw_bin_new ();

  self->marks = jly_sheet_marks_new ();
  self->bound = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->column_view = jly_data_table_put (ADW_BIN (card), _ ("Your file"), MAX_HEIGHT);
  listen (self);
  self->pager = new_pager (self);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), self->pager);
  adw_bin_set_child (ADW_BIN (self), box);
}
