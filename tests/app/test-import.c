/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing figures: the samples, good and bad files, and what the page says of each. */
#include "config.h"

#include "jly-import-test.h"
#include "jly-ui-drop.h"

#include "app/jly-checks-page.h"
#include "app/jly-finding-list.h"
#include "app/jly-import-page.h"
#include "app/jly-match-row.h"
#include "app/jly-notice.h"
#include "app/jly-question-card.h"
#include "app/jly-sheet-cell.h"
#include "app/jly-sheet-view.h"
#include "base/jly-error.h"
#include "base/jly-paths.h"

static gboolean
is_focus (gpointer widget)
{
  return gtk_widget_has_focus (widget);
}

static gboolean
shows_stop (gpointer page)
{
  return jly_ui_find (page, GTK_TYPE_BUTTON, "Stop Reading") != NULL;
}

static void
test_empty (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);

  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "figures are still missing"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Nothing leaves this computer"));
  jly_ui_check_page (ui, "import-empty");
}

static void
test_sample (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);

  jly_ui_press (ui, "Use the Sample");
  jly_ui_wait (has_read, page, "the sample to be read");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Is this what you meant?"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Nothing leaves this computer on this page."));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "still missing"));
  jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL);
  jly_ui_check_page (ui, "import-sample");
  jly_ui_check_menu (ui, jly_ui_get (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "Other Figures"),
                     "over-other-figures");
}

/* A tender beside the company's file needs no asking for. */
static void
test_finds_tender_beside (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "south-works.csv", good_text);

  open_and_wait (ui, page, NULL, figures);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_import_page_get_files (page)->beside);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "found beside your file"));
  jly_ui_get (GTK_WIDGET (page), GTK_TYPE_EDITABLE, NULL);
}

static void
test_asks_for_tender (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *figures = write_file (ui, "figures.csv", good_text);
  g_autofree char *tender = write_file (ui, "roof.csv", tender_text);

  open_and_wait (ui, page, NULL, figures);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Which tender is it?"));
  open_and_wait (ui, page, tender, NULL);
  g_assert_true (can_rehearse (page));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "Which tender is it?"));
}

/* A name is needed, because it stands in the study. */
static void
test_needs_name (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  GtkWidget *entry;

  open_and_wait (ui, page, tender, figures);
  entry = jly_ui_get (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "North");
  /* Hours and days, and what one of something costs, have no sum. */
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Amounts in different units are not added up."));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "in total"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (can_rehearse (page));
  gtk_editable_set_text (GTK_EDITABLE (entry), "South");
  g_assert_true (can_rehearse (page));
  /* What the person typed outlives the next file. */
  open_and_wait (ui, page, NULL, figures);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "South");
}

static const struct
{
  const char *name;
  const char *text;
} bad_files[] = {
  { "empty.csv", "" },
  { "strange.csv", "Resource,Free amount,Unit cost,Smallest unit revenue\nBaking,1,2,3\n" },
};

/* Each bad file: a sentence with the file's name, a next step, no button, and nothing of the file
 * before on the page. Then a good file mends it. */
static void
test_bad_files (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *good = write_file (ui, "north.csv", good_text);

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *bad = write_file (ui, bad_files[i].name, bad_files[i].text);
      const GError *error;

      open_and_wait (ui, page, tender, good);
      g_assert_true (can_rehearse (page));
      open_and_wait (ui, page, NULL, bad);
      error = jly_import_page_get_files (page)->figures_error;
      g_assert_nonnull (error);
      g_assert_nonnull (jly_error_get_detail (error)->next);
      g_assert_false (can_rehearse (page));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), error->message));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), jly_error_get_detail (error)->next));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), bad_files[i].name));
      g_assert_false (jly_ui_shows (GTK_WIDGET (page), "north.csv"));
      if (i == 0)
        {
          g_assert_null (jly_ui_find (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL));
          jly_ui_check_page (ui, "import-bad");
        }
    }
  open_and_wait (ui, page, NULL, good);
  g_assert_true (can_rehearse (page));
  g_assert_null (jly_ui_find (GTK_WIDGET (page), JLY_TYPE_NOTICE, NULL));
}

/* What only the tender can tell of a row is said of all rows, and mended like anything else. */
static void
test_tender_findings (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "twice.csv",
                                      "Resource,Unit,Free amount,Unit cost,Smallest unit revenue\n"
                                      "Roofing,days,1,2,3\nRoofing,hours,4,5,6\n");

  open_and_wait (ui, page, tender, path);
  g_assert_null (jly_import_page_get_files (page)->figures_error);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "2 things must be mended"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Unit, row 2"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Resource, row 3"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "“Roofing” stands in row 2 already."));
  press_and_wait (ui, page, "Leave This Row Out: Resource, row 3");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 thing must be mended"));
  edit_cell (ui, page, "Unit, row 2", "hours");
  g_assert_true (can_rehearse (page));
}

static const struct
{
  const char *text;  /* of the row below the names */
  const char *cell;  /* that is wrong */
  const char *words; /* that say so */
  const char *mended;
} wrong_cells[] = {
  { "Roofing,-1,2,3", "Free amount, row 2", "-1", "1" },
  { "Roofing,1,many,3", "Unit cost, row 2", "many", "2" },
  { "Roofing,99999999999,2,3", "Free amount, row 2", "99999999999", "9" },
};

/* A wrong cell is said by icon and words, mended in place, and the person's file stays as it is. */
static void
test_mend_in_place (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);

  for (guint i = 0; i < G_N_ELEMENTS (wrong_cells); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Resource,Free amount,Unit cost,Smallest unit revenue\n%s\nCrane,4,5,6\n",
          wrong_cells[i].text);
      g_autofree char *path = write_file (ui, "south.csv", text);
      g_autofree char *after = NULL;
      GtkWidget *list;

      open_and_wait (ui, page, tender, path);
      g_assert_false (can_rehearse (page));
      list = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_FINDING_LIST, NULL);
      g_assert_true (jly_ui_shows (list, wrong_cells[i].cell));
      g_assert_true (jly_ui_shows (list, wrong_cells[i].words));
      g_assert_true (jly_ui_shows (list, "Must be mended"));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), "still to be answered or mended"));
      g_assert_true (gtk_widget_has_css_class (get_cell (page, wrong_cells[i].cell), "failed"));
      if (i == 1)
        jly_ui_check_page (ui, "import-finding");
      edit_cell (ui, page, wrong_cells[i].cell, wrong_cells[i].mended);
      g_assert_true (can_rehearse (page));
      g_assert_null (jly_ui_find (GTK_WIDGET (page), JLY_TYPE_FINDING_LIST, NULL));
      g_assert_true (jly_ui_shows (GTK_WIDGET (page), "You changed 1 cell"));
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, text);
    }
}

/* The keyboard comes from the finding to the cell. */
static void
test_go_there (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                                      "Roofing,1,many,3\nCrane,1,2,3\n");
  GtkWidget *cell;

  open_and_wait (ui, page, tender, path);
  jly_ui_press (ui, "Go There: Unit cost, row 2");
  cell = get_cell (page, "Unit cost, row 2");
  jly_ui_wait (is_focus, cell, "the keyboard to come to the cell");
  /* Arrow keys go on from there. */
  g_assert_true (jly_ui_key (ui, GDK_KEY_Down, 0));
  jly_ui_wait (is_focus, get_cell (page, "Unit cost, row 3"), "the cell below");
}

/* Whether nothing of the cell is cut off, by the table, its titles, or the page. */
static void
assert_whole (GtkWidget *cell)
{
  GtkWidget *table = gtk_widget_get_ancestor (cell, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *titles = gtk_widget_get_first_child (table);
  graphene_rect_t box, above;

  g_assert_true (gtk_widget_compute_bounds (cell, table, &box)
                 && gtk_widget_compute_bounds (titles, table, &above));
  g_assert_cmpfloat (box.origin.y, >=, above.origin.y + above.size.height - 1);
  for (GtkWidget *w = gtk_widget_get_ancestor (cell, GTK_TYPE_SCROLLED_WINDOW); w != NULL;
       w = gtk_widget_get_ancestor (gtk_widget_get_parent (w), GTK_TYPE_SCROLLED_WINDOW))
    {
      g_assert_true (gtk_widget_compute_bounds (cell, w, &box));
      g_test_message ("%g %g %g %g in %d %d", box.origin.x, box.origin.y, box.size.width,
                      box.size.height, gtk_widget_get_width (w), gtk_widget_get_height (w));
      g_assert_cmpfloat (box.origin.x, >=, 0);
      g_assert_cmpfloat (box.origin.y, >=, 0);
      g_assert_cmpfloat (box.origin.x + box.size.width, <=, gtk_widget_get_width (w));
      g_assert_cmpfloat (box.origin.y + box.size.height, <=, gtk_widget_get_height (w));
    }
}

/* The table of a file that is longer and wider than the window. */
static char *
write_wide (JlyUiTest *ui)
{
  g_autoptr (GString) text = g_string_new ("Resource,Free amount,Unit cost,Smallest unit revenue");

  for (guint k = 0; k < 20; k++)
    g_string_append_printf (text, ",Remark %u", k);
  for (guint i = 0; i < 90; i++)
    {
      g_string_append_printf (text, "\n%s,1,%s,3",
                              i == 0   ? "Roofing"
                              : i == 1 ? "Crane"
                                       : "Else",
                              i == 70 ? "many" : "2");
      for (guint k = 0; k < 20; k++)
        g_string_append_printf (text, ",word %u", k);
    }
  return write_file (ui, "wide.csv", text->str);
}

/* "Go There" far down a long file, and the last column of a wide one. */
static void
test_wide (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_wide (ui);
  GtkWidget *cell, *table;
  GtkAdjustment *across;
  GtkWidget *bar;

  open_and_wait (ui, page, tender, path);
  jly_ui_resize (ui, 1000, 700);
  jly_ui_press (ui, "Go There: Unit cost, row 72");
  cell = get_cell (page, "Unit cost, row 72");
  jly_ui_wait (is_focus, cell, "the keyboard to come to the cell");
  jly_ui_settle (ui);
  assert_whole (cell);
  jly_ui_screenshot (ui, "import-wide-there");
  jly_sheet_view_go_to (JLY_SHEET_VIEW (jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL)),
                        75, 23);
  cell = get_cell (page, "Remark 19, row 77");
  jly_ui_wait (is_focus, cell, "the last column");
  jly_ui_settle (ui);
  assert_whole (cell);
  table = gtk_widget_get_ancestor (cell, GTK_TYPE_COLUMN_VIEW);
  across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (table));
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >, gtk_adjustment_get_page_size (across));
  bar = gtk_scrolled_window_get_hscrollbar (
      GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_true (gtk_widget_get_visible (bar));
  jly_ui_check_page (ui, "import-wide");
  /* At no width does anything get less room than it says that it needs. */
  for (int width = 1000; width >= 360; width -= 80)
    jly_ui_resize (ui, width, 700);
}

static void
test_undo (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);

  open_and_wait (ui, page, tender, figures);
  g_assert_false (
      gtk_widget_is_sensitive (jly_ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Undo")));
  edit_cell (ui, page, "Unit cost, row 2", "x");
  g_assert_false (can_rehearse (page));
  press_and_wait (ui, page, "Undo");
  g_assert_true (can_rehearse (page));
  press_and_wait (ui, page, "Redo");
  g_assert_false (can_rehearse (page));
  gtk_widget_grab_focus (get_cell (page, "Unit cost, row 2"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_z, GDK_CONTROL_MASK));
  jly_ui_wait (has_read, page, "the change to be taken back");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
}

static void
answer (JlyUiTest *ui, JlyImportPage *page, guint choice)
{
  GtkWidget *card = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_QUESTION_CARD, NULL);
  GtkWidget *button = jly_ui_get (card, GTK_TYPE_CHECK_BUTTON, NULL);

  for (; choice > 0; choice--)
    button = gtk_widget_get_next_sibling (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  jly_ui_wait (has_read, page, "the answer to be taken");
  jly_ui_settle (ui);
}

static guint64
get_cost (JlyImportPage *page)
{
  const JlyBidTable *table = jly_import_page_get_files (page)->table;

  return table != NULL ? table->values[1][0] : 0;
}

/* Nothing is guessed and nothing chosen beforehand; either answer can be changed into the other. */
static void
test_question (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource;Free amount;Unit cost;Smallest unit revenue\n"
                                      "Roofing;4;1,234;1500\nCrane;5;2,345;3000\n");
  GtkWidget *card;
  guint64 first, second;

  open_and_wait (ui, page, tender, path);
  card = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_QUESTION_CARD, NULL);
  g_assert_cmpint (jly_question_card_get_chosen (JLY_QUESTION_CARD (card)), ==, -1);
  g_assert_false (can_rehearse (page));
  jly_ui_check_page (ui, "import-question");
  answer (ui, page, 0);
  first = get_cost (page);
  answer (ui, page, 1);
  second = get_cost (page);
  g_assert_cmpuint (MAX (first, second), ==, 123400);
  g_assert_cmpuint (first, !=, second);
  jly_ui_check_page (ui, "import-answered");
}

/* A column of another name is chosen by hand. */
static void
test_match (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (
      ui, "south.csv", "Resource,Free amount,Zebra,Giraffe\nRoofing,1,2.5,3.5\nCrane,4,5.5,6.5\n");
  GtkWidget *choice;

  open_and_wait (ui, page, tender, path);
  g_assert_false (can_rehearse (page));
  jly_ui_check_page (ui, "import-match");
  choice = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN,
                       "Column of your file for Unit cost, in EUR");
  jly_ui_check_menu (ui, choice, "over-match");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 3);
  jly_ui_wait (has_read, page, "the column to be read");
  choice = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN,
                       "Column of your file for Smallest unit revenue, in EUR");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 4);
  jly_ui_wait (has_read, page, "the column to be read");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 250);
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[2][1], ==, 650);
}

static void
type_field (JlyUiTest *ui, JlyImportPage *page, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (GTK_WIDGET (page), GTK_TYPE_ENTRY, name)), text);
  jly_ui_settle (ui);
  jly_ui_wait (has_read, page, "what was typed to be checked");
  jly_ui_settle (ui);
}

static void
test_form (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *bad = write_file (ui, "bad.csv", "");
  GtkWidget *notice;

  jly_ui_press (ui, "Type Them In");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "The tender comes first"));
  jly_ui_check_page (ui, "import-tender-first");
  /* Of one that cannot be used, the page says so already, and is asked to once more. */
  open_and_wait (ui, page, bad, NULL);
  jly_ui_press (ui, "Type Them In");
  notice = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_NOTICE, NULL);
  g_assert_false (jly_ui_shows (notice, "The tender comes first"));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (ui->window)), notice)
                 || gtk_root_get_focus (GTK_ROOT (ui->window)) == notice);
  open_and_wait (ui, page, tender, NULL);
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "The tender comes first"));
  jly_ui_press (ui, "Type Them In");
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, NULL)),
                         "South");
  type_field (ui, page, "Free amount, row 1", "420");
  type_field (ui, page, "Unit cost (EUR), row 1", "25x");
  type_field (ui, page, "Smallest unit revenue (EUR), row 1", "270");
  g_assert_false (can_rehearse (page));
  jly_ui_check_page (ui, "import-form");
  type_field (ui, page, "Unit cost (EUR), row 1", "258.40");
  type_field (ui, page, "Unit, row 1", "days");
  type_field (ui, page, "Resource, row 2", "Roofing");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "“Roofing” stands in row 1 already."));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Unit, row 1"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Resource, row 2"));
  type_field (ui, page, "Unit, row 1", "hours");
  jly_ui_press (ui, "Take Away Row 2");
  jly_ui_wait (has_read, page, "what was typed to be checked");
  jly_ui_settle (ui);
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 25840);
  jly_ui_press (ui, "Add a Row");
  type_field (ui, page, "Resource, row 2", "Crane");
  type_field (ui, page, "Free amount, row 2", "5");
  type_field (ui, page, "Unit cost (EUR), row 2", "2240");
  type_field (ui, page, "Smallest unit revenue (EUR), row 2", "2150");
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[0][1], ==, 5);
}

/* --- Totals, stopping, checks ------------------------------------------------------------------
 */

/* A long file: its first rows at once, a bar, and a button that stops. */
static void
test_stop_reading (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *good = write_file (ui, "north.csv", good_text);
  g_autoptr (GString) text
      = g_string_new ("Resource,Free amount,Unit cost,Smallest unit revenue\n");
  g_autofree char *path = NULL;

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "Thing %u,%u,%u.50,%u.25\n", i, i, i, i + 1);
  path = write_file (ui, "long.csv", text->str);
  open_and_wait (ui, page, tender, good);
  jly_import_page_open (page, NULL, path);
  jly_ui_wait (shows_stop, page, "the button that stops");
  jly_ui_press (ui, "Stop Reading");
  jly_ui_wait (has_read, page, "reading to stop");
  jly_ui_settle (ui);
  /* What was there before is there again. */
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "north.csv"));
}

/* A long file is turned in pages; the keyboard goes on from one to the next. */
static void
test_pages (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autoptr (GString) text
      = g_string_new ("Resource,Free amount,Unit cost,Smallest unit revenue\n");
  g_autofree char *path = NULL;
  JlySheetView *view;

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (text, "%s,%u,%u.50,%u.25\n", i == 0 ? "Roofing" : "Else", i, i, i);
  path = write_file (ui, "long.csv", text->str);
  open_and_wait (ui, page, tender, path);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rows 1 to 40 of 90"));
  view = JLY_SHEET_VIEW (jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL));
  jly_sheet_view_go_to (view, 39, 1);
  jly_ui_wait (is_focus, get_cell (page, "Free amount, row 41"), "the last cell of the page");
  g_assert_true (jly_ui_key (ui, GDK_KEY_Down, 0));
  jly_ui_wait (is_focus, get_cell (page, "Free amount, row 42"), "the first cell of the next page");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rows 41 to 80 of 90"));
  jly_ui_press (ui, "Rows After");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rows 81 to 90 of 90"));
  get_cell (page, "Free amount, row 82");
  edit_cell (ui, page, "Free amount, row 82", "7777");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "You changed 1 cell"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rows 81 to 90 of 90"));
  jly_ui_check_page (ui, "import-pages");
}

/* Limits are changed beside one's own figures; then the file is checked by them. */
static void
test_checks (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  JlyPage *checks;
  GtkWidget *entry;

  open_and_wait (ui, page, tender, figures);
  jly_ui_press (ui, "Checks");
  checks = jly_ui_wait_page (ui, JLY_TYPE_CHECKS_PAGE);
  g_assert_true (jly_ui_shows (GTK_WIDGET (checks), "All your 2 rows fit"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (checks), "seen only here"));
  jly_ui_press (ui, "Ask Me When “Unit cost” Is Unusual");
  jly_ui_check_page (ui, "checks");
  entry = jly_ui_get (GTK_WIDGET (checks), GTK_TYPE_ENTRY, "Largest value of Free amount");
  gtk_editable_set_text (GTK_EDITABLE (entry), "10");
  g_signal_emit_by_name (entry, "activate");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (checks), "1 of your rows outside"));
  jly_ui_check_page (ui, "checks-outside");
  jly_ui_press (ui, "Use These Checks");
  jly_ui_wait_page (ui, JLY_TYPE_IMPORT_PAGE);
  jly_ui_wait (has_read, page, "the figures to be checked anew");
  jly_ui_settle (ui);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Free amount, row 2"));
  edit_cell (ui, page, "Free amount, row 2", "9");
  g_assert_true (can_rehearse (page));
}

/* A figure that only looks strange is kept once the person says that it is right. */
static void
test_confirm (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  JlyPage *checks;
  GtkWidget *entry;

  open_and_wait (ui, page, tender, figures);
  jly_ui_press (ui, "Checks");
  checks = jly_ui_wait_page (ui, JLY_TYPE_CHECKS_PAGE);
  jly_ui_press (ui, "Ask Me When “Free amount” Is Unusual");
  entry = jly_ui_get (GTK_WIDGET (checks), GTK_TYPE_ENTRY, "Largest usual value of Free amount");
  gtk_editable_set_text (GTK_EDITABLE (entry), "100");
  g_signal_emit_by_name (entry, "activate");
  jly_ui_settle (ui);
  jly_ui_press (ui, "Use These Checks");
  jly_ui_wait_page (ui, JLY_TYPE_IMPORT_PAGE);
  jly_ui_wait (has_read, page, "the figures to be checked anew");
  jly_ui_settle (ui);
  g_assert_false (can_rehearse (page));
  jly_ui_check_page (ui, "import-strange");
  press_and_wait (ui, page, "Yes, It Is Right: Free amount, row 2");
  g_assert_true (can_rehearse (page));
  press_and_wait (ui, page, "Not After All: Free amount, row 2");
  g_assert_false (can_rehearse (page));
}

static void
test_missing_file (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *gone = g_build_filename (ui->data_dir, "gone.csv", NULL);

  open_and_wait (ui, page, tender, gone);
  g_assert_false (can_rehearse (page));
  g_assert_error (jly_import_page_get_files (page)->figures_error, JLY_ERROR, JLY_ERROR_NO_INPUT);
}

static void
drop (JlyUiTest *ui, JlyImportPage *page, const char *path)
{
  jly_ui_drop_file (GTK_WIDGET (page), path);
  jly_ui_wait (has_read, page, "the dropped file to be read");
  jly_ui_settle (ui);
}

/* A picture is no table, here or elsewhere, and the page says so and stays as it was. */
static void
test_drop_refused (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page;
  g_autofree char *letters = g_build_filename (ui->data_dir, "x.jointly", NULL);

  jly_ui_drop_file (GTK_WIDGET (ui->window), "/tmp/photo.png");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "Nothing here takes this file."));
  page = push_page (ui);
  jly_ui_drop_file (GTK_WIDGET (page), "/tmp/photo.png");
  jly_ui_settle (ui);
  g_assert_null (jly_import_page_get_files (page)->figures_path);
  /* What fits anywhere is opened as by a double click. */
  jly_ui_drop_file (GTK_WIDGET (page), letters);
  jly_ui_settle (ui);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (jly_window_get_page (ui->window)), ==, "JlyInvitationPage");
}

/* A file is taken for what it is called, wherever on the page it is dropped. */
static void
test_drop (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *figures = write_file (ui, "north.csv", good_text);
  g_autofree char *tender = write_file (ui, "Tender-school.csv", tender_text);

  drop (ui, page, figures);
  g_assert_false (can_rehearse (page));
  drop (ui, page, tender);
  g_assert_true (can_rehearse (page));
  g_assert_cmpstr (jly_import_page_get_files (page)->tender_path, ==, tender);
  g_assert_cmpstr (jly_import_page_get_files (page)->figures_path, ==, figures);
}

/* Two files in a row: only the last one counts, whichever is read first. */
static void
test_last_file_counts (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *first = write_file (ui, "first.csv", good_text);
  g_autofree char *last = write_file (ui, "last.csv", good_text);

  jly_import_page_open (page, tender, first);
  open_and_wait (ui, page, tender, last);
  g_assert_cmpstr (jly_import_page_get_files (page)->figures_path, ==, last);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/import/empty", test_empty);
  g_test_add_func ("/app/import/sample", test_sample);
  g_test_add_func ("/app/import/finds-tender-beside", test_finds_tender_beside);
  g_test_add_func ("/app/import/asks-for-tender", test_asks_for_tender);
  g_test_add_func ("/app/import/needs-name", test_needs_name);
  g_test_add_func ("/app/import/bad-files", test_bad_files);
  g_test_add_func ("/app/import/tender-findings", test_tender_findings);
  g_test_add_func ("/app/import/mend-in-place", test_mend_in_place);
  g_test_add_func ("/app/import/go-there", test_go_there);
  g_test_add_func ("/app/import/drop-refused", test_drop_refused);
  g_test_add_func ("/app/import/wide", test_wide);
  g_test_add_func ("/app/import/undo", test_undo);
  g_test_add_func ("/app/import/question", test_question);
  g_test_add_func ("/app/import/match", test_match);
  g_test_add_func ("/app/import/form", test_form);
  g_test_add_func ("/app/import/stop-reading", test_stop_reading);
  g_test_add_func ("/app/import/pages", test_pages);
  g_test_add_func ("/app/import/checks", test_checks);
  g_test_add_func ("/app/import/confirm", test_confirm);
  g_test_add_func ("/app/import/missing-file", test_missing_file);
  g_test_add_func ("/app/import/drop", test_drop);
  g_test_add_func ("/app/import/last-file-counts", test_last_file_counts);
  return g_test_run ();
}
