/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a narrow window or a wordy language does: a row's words are not squeezed by what stands at
 * their end, a line at the bottom is as high as its words, and a table shows where it begins; and
 * no width is tried that nothing gets. */
#include "config.h"

#include "jly-ui-check.h"
#include "jly-ui-page.h"
#include "jly-ui-test.h"

#include "app/jly-data-table.h"
#include "app/jly-guide.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-status.h"

#define LONG_WORDS "What a translator needs for three words of English"

/* With a status and a button at its end. */
static GtkWidget *
add_row (GtkListBox *list, const char *title)
{
  GtkWidget *row = jly_plain_row_new (title, "And what else is to be known");
  GtkWidget *status = jly_status_new (JLY_STATUS_DONE, "Received by all");
  GtkWidget *button = gtk_button_new_with_label ("Open");

  gtk_widget_set_hexpand (status, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (list, row);
  return row;
}

static JlyPage *
show_page (JlyUiTest *ui, GtkWidget *widget)
{
  JlyPage *page = jly_ui_page_new ();

  gtk_box_append (jly_guide_fill (page, 700), widget);
  jly_page_set_title (page, "Test");
  jly_window_push (ui->window, page);
  jly_ui_settle (ui);
  return page;
}

static graphene_rect_t
get_bounds (GtkWidget *row, GType type, const char *name)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (jly_ui_get (row, type, name), row, &bounds));
  return bounds;
}

static gboolean
is_below (GtkWidget *row)
{
  graphene_rect_t title = get_bounds (row, GTK_TYPE_LABEL, LONG_WORDS);
  graphene_rect_t status = get_bounds (row, GTK_TYPE_LABEL, "Received by all");

  return status.origin.y >= title.origin.y + title.size.height;
}

/* Beside the words where there is room; below them, and the words with the whole width, where there
 * is none. */
static void
test_row (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkListBox *list = jly_guide_new_list ("List");
  GtkWidget *row = add_row (list, LONG_WORDS);
  graphene_rect_t words, button;
  JlyPage *page = show_page (ui, GTK_WIDGET (list));

  g_assert_false (is_below (row));
  jly_ui_resize (ui, 360, 720);
  g_assert_true (is_below (row));
  words = get_bounds (row, GTK_TYPE_LABEL, LONG_WORDS);
  g_assert_cmpfloat (words.size.width, >, 200);
  button = get_bounds (row, GTK_TYPE_BUTTON, "Open");
  g_assert_cmpfloat (button.origin.x + button.size.width, <=, gtk_widget_get_width (row));
  g_assert_cmpfloat (button.origin.x, >, words.origin.x + 100);
  /* From right to left the same, as in a mirror. */
  gtk_widget_set_direction (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), GTK_TEXT_DIR_RTL);
  jly_ui_settle (ui);
  g_assert_true (is_below (row));
  jly_ui_resize (ui, 1000, 700);
  words = get_bounds (row, GTK_TYPE_LABEL, LONG_WORDS);
  button = get_bounds (row, GTK_TYPE_BUTTON, "Open");
  g_assert_cmpfloat (button.origin.x, <, words.origin.x);
  g_assert_true (JLY_IS_PAGE (page));
}

/* Nothing leaves its line for words that have enough room. */
static void
test_short_row (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkListBox *list = jly_guide_new_list ("List");
  GtkWidget *row = jly_plain_row_new ("Short", NULL);
  GtkWidget *status = jly_status_new (JLY_STATUS_DONE, "Done");
  graphene_rect_t words, end;

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  gtk_list_box_append (list, row);
  show_page (ui, GTK_WIDGET (list));
  jly_ui_resize (ui, 360, 720);
  words = get_bounds (row, GTK_TYPE_LABEL, "Short");
  end = get_bounds (row, GTK_TYPE_LABEL, "Done");
  g_assert_cmpfloat (end.origin.x, >, words.origin.x + words.size.width);
  g_assert_cmpfloat (end.origin.y, <, words.origin.y + words.size.height);
}

/* Names in a list: what one needs, all get. */
static void
test_joined (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkListBox *list = jly_guide_new_list ("List");
  static const char *const names[] = { "Ann", "Everybody of the first house" };
  graphene_rect_t title, status;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = jly_plain_row_new (names[i], NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 jly_status_new (JLY_STATUS_DONE, "Received by all three"));
      gtk_list_box_append (list, row);
      jly_row_layout_join (ADW_ACTION_ROW (row), list);
    }
  show_page (ui, GTK_WIDGET (list));
  jly_ui_resize (ui, 360, 720);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int)i));

      title = get_bounds (row, GTK_TYPE_LABEL, names[i]);
      status = get_bounds (row, GTK_TYPE_LABEL, "Received by all three");
      g_assert_cmpfloat (status.origin.y, >=, title.origin.y + title.size.height);
    }
}

/* Wide or narrow when it comes, and after the window became narrow. */
static void
test_toast (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *words;
  int height;

  jly_window_toast (ui->window, LONG_WORDS ", and then some more of them");
  jly_ui_settle (ui);
  words = jly_ui_get (GTK_WIDGET (ui->window), GTK_TYPE_LABEL,
                      LONG_WORDS ", and then some more of them");
  jly_ui_resize (ui, 360, 720);
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (words)), NULL, &height);
  g_assert_cmpint (height, >, 30);
  g_assert_cmpint (height, <=, gtk_widget_get_height (words) + 1);
}

static graphene_rect_t
get_place (JlyUiTest *ui, GType type, const char *name)
{
  return get_bounds (GTK_WIDGET (ui->window), type, name);
}

static JlyPage *
show_page_with_foot (JlyUiTest *ui)
{
  static const char *const names[] = { "Reject…", "Ask for a Change…", "Approve" };
  JlyPage *page = show_page (ui, gtk_label_new ("Words"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    jly_page_add_send_action (page, gtk_button_new_with_label (names[i]));
  jly_page_set_send_line (page, "Read to the end, then decide.");
  jly_ui_settle (ui);
  return page;
}

/* Buttons stand side by side as far as they fit, and the last, which is the main one, is as wide as
 * those over it together. */
static void
test_foot (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  graphene_rect_t reject, change, approve;
  JlyPage *page = show_page_with_foot (ui);
  GtkWidget *first;

  approve = get_place (ui, GTK_TYPE_BUTTON, "Approve");
  reject = get_place (ui, GTK_TYPE_BUTTON, "Reject…");
  g_assert_cmpfloat (approve.origin.y, ==, reject.origin.y);
  jly_ui_resize (ui, 360, 720);
  reject = get_place (ui, GTK_TYPE_BUTTON, "Reject…");
  change = get_place (ui, GTK_TYPE_BUTTON, "Ask for a Change…");
  approve = get_place (ui, GTK_TYPE_BUTTON, "Approve");
  g_assert_cmpfloat (change.origin.y, ==, reject.origin.y);
  g_assert_cmpfloat (change.origin.x, >, reject.origin.x);
  g_assert_cmpfloat (approve.origin.y, >, reject.origin.y);
  g_assert_cmpfloat (approve.size.width, >,
                     change.origin.x + change.size.width - reject.origin.x - 3);
  /* No gap stays where all are hidden. */
  first = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Approve");
  for (GtkWidget *button = first; button != NULL; button = gtk_widget_get_prev_sibling (button))
    gtk_widget_set_visible (button, FALSE);
  jly_ui_settle (ui);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (first)));
}

/* It would keep the person from going on for as long as it is there. */
static void
test_toast_above_foot (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  const int widths[] = { 1000, 360 };
  JlyPage *page = show_page_with_foot (ui);

  jly_window_toast (ui->window, "Saved");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      graphene_rect_t words, sentence;

      jly_ui_resize (ui, widths[i], 700);
      words = get_place (ui, GTK_TYPE_LABEL, "Saved");
      sentence = get_place (ui, GTK_TYPE_LABEL, "Read to the end, then decide.");
      g_assert_cmpfloat (words.origin.y + words.size.height, <, sentence.origin.y);
      g_assert_cmpfloat (words.origin.y, >, 300);
    }
  /* Without a strip it stands at the window's end. */
  jly_page_set_send_line (page, NULL);
  jly_ui_settle (ui);
  g_assert_cmpfloat (get_place (ui, GTK_TYPE_LABEL, "Saved").origin.y, >, 620);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *cell = gtk_label_new ("1 234 567.89 EUR in all");

  gtk_widget_set_size_request (cell, 300, -1);
  gtk_list_item_set_child (item, cell);
}

/* From right to left a table that is too wide shows its first column, which is the right one. */
static void
test_table (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  AdwBin *card = ADW_BIN (adw_bin_new ());
  static const char *const rows[] = { "row", NULL };
  GtkColumnView *table = jly_data_table_put (card, "Table", -1);
  GtkWidget *title;
  graphene_rect_t bounds;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < 3; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      jly_data_table_append (table, i == 0 ? "First" : "Later", factory, TRUE);
    }
  gtk_column_view_set_model (table, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                        G_LIST_MODEL (gtk_string_list_new (rows)))));
  show_page (ui, GTK_WIDGET (card));
  jly_ui_resize (ui, 360, 720);
  title = jly_ui_get (GTK_WIDGET (card), GTK_TYPE_LABEL, "First");
  g_assert_true (gtk_widget_compute_bounds (title, GTK_WIDGET (card), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     gtk_widget_get_width (GTK_WIDGET (card)));
  /* Its numbers stand at the right, as everywhere. */
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (title)), ==, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* How bright a picture is at x, where it is brightest. */
static guint
get_brightest (GdkTexture *texture, int x)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  gsize stride = (gsize)width * 4;
  g_autofree guchar *pixels = g_malloc (stride * (gsize)height);
  guint most = 0;

  gdk_texture_download (texture, pixels, stride);
  for (int y = height / 3; y < height * 2 / 3; y++)
    most = MAX (most, pixels[(gsize)y * stride + (gsize)x * 4]);
  return most;
}

/* Where a table goes on, and there alone. */
static void
test_shade (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  AdwBin *card = ADW_BIN (adw_bin_new ());
  static const char *const rows[] = { "row", "row", "row", "row", NULL };
  GtkColumnView *table = jly_data_table_put (card, "Table", -1);
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (table));

  for (guint i = 0; i < 3; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      jly_data_table_append (table, "Column", factory, FALSE);
    }
  gtk_column_view_set_model (table, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                        G_LIST_MODEL (gtk_string_list_new (rows)))));
  show_page (ui, GTK_WIDGET (card));
  jly_ui_resize (ui, 360, 720);
  for (guint at_end = 0; at_end < 2; at_end++)
    {
      g_autoptr (GdkTexture) texture = NULL;
      int width;

      gtk_adjustment_set_value (across, at_end ? gtk_adjustment_get_upper (across) : 0);
      jly_ui_settle (ui);
      texture = jly_ui_render (GTK_WIDGET (card), 1);
      width = gdk_texture_get_width (texture);
      g_assert_cmpuint (get_brightest (texture, at_end ? 3 : width - 4) + 20, <,
                        get_brightest (texture, width / 2));
      g_assert_cmpuint (get_brightest (texture, at_end ? width - 4 : 3) + 5, >,
                        get_brightest (texture, width / 2));
    }
}

/* The words of a row that is higher than they need stand in its middle. */
static void
test_high_row (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkListBox *list = jly_guide_new_list ("List");
  GtkWidget *row = add_row (list, "Short");
  graphene_rect_t title;

  jly_row_layout_use (ADW_ACTION_ROW (row));
  gtk_widget_set_size_request (row, -1, 200);
  show_page (ui, GTK_WIDGET (list));
  title = get_bounds (row, GTK_TYPE_LABEL, "Short");
  g_assert_cmpfloat (title.origin.y, >, 60);
  g_assert_cmpfloat (title.origin.y + title.size.height, <, 140);
}

static int asked[8];
static guint n_asked;

static GtkSizeRequestMode
get_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_and_note (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  *minimum = *natural = 100;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  for (guint i = 0; i < n_asked; i++)
    if (asked[i] == for_size)
      return;
  g_assert_cmpuint (n_asked, <, G_N_ELEMENTS (asked));
  asked[n_asked++] = for_size;
}

static void
allocate_nothing (GtkWidget *widget, int width, int height, int baseline)
{
}

/* Notes what height widget is asked for, until the next. */
static void
note_heights (GtkWidget *widget)
{
  n_asked = 0;
  gtk_widget_set_layout_manager (
      widget, gtk_custom_layout_new (get_mode, measure_and_note, allocate_nothing));
}

static void
check_asked_once (GtkWidget *widget)
{
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_cmpint (asked[0], ==, gtk_widget_get_width (widget));
}

/* To break all words of a contract into lines of a width that they do not get takes longer than
 * anything else about its page. */
static void
test_asked_for_its_own_width (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyPage *page = jly_ui_page_new ();
  GtkWidget *widget = gtk_drawing_area_new ();

  note_heights (widget);
  gtk_box_append (jly_guide_fill (page, 960), widget);
  jly_page_set_rail (page, gtk_label_new ("Rail"));
  jly_page_set_title (page, "Test");
  jly_window_push (ui->window, page);
  jly_ui_settle (ui);
  check_asked_once (widget);
}

static void
test_row_asked_for_its_own_width (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkListBox *list = jly_guide_new_list ("List");
  GtkWidget *row = add_row (list, LONG_WORDS);
  GtkWidget *label;

  jly_row_layout_use (ADW_ACTION_ROW (row));
  show_page (ui, GTK_WIDGET (list));
  label = jly_ui_get (row, GTK_TYPE_LABEL, LONG_WORDS);
  note_heights (label);
  jly_ui_settle (ui);
  check_asked_once (label);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  /* Both directions are played below, with text of 100 %. */
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  g_test_add_func ("/app/narrow/row", test_row);
  g_test_add_func ("/app/narrow/short-row", test_short_row);
  g_test_add_func ("/app/narrow/high-row", test_high_row);
  g_test_add_func ("/app/narrow/joined", test_joined);
  g_test_add_func ("/app/narrow/toast", test_toast);
  g_test_add_func ("/app/narrow/foot", test_foot);
  g_test_add_func ("/app/narrow/toast-above-foot", test_toast_above_foot);
  g_test_add_func ("/app/narrow/table", test_table);
  g_test_add_func ("/app/narrow/shade", test_shade);
  g_test_add_func ("/app/narrow/asked-for-its-own-width", test_asked_for_its_own_width);
  g_test_add_func ("/app/narrow/row-asked-for-its-own-width", test_row_asked_for_its_own_width);
  return g_test_run ();
}
