/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person's hand decides about a file: which rows count, and how it is read. */
#include "config.h"

#include "jly-import-test.h"
#include "jly-ui-check.h"

#include "app/jly-import-page.h"
#include "app/jly-import-session.h"
#include "app/jly-reading-choice.h"
#include "app/jly-sheet-view.h"

static gboolean
is_focus (gpointer widget)
{
  return gtk_widget_has_focus (widget);
}

/* A title and a totals row stand greyed in the preview and say why; the totals row is a row like
 * others once the person wants it counted. */
static void
test_totals (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Figures of 2025,,,\n"
                                      "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                                      "Roofing,420,258.40,270.00\nCrane,5,2240.00,2150.00\n"
                                      "Total,425,2498.40,2420.00\n");
  GtkWidget *toggle, *cell;

  open_and_wait (ui, page, tender, path);
  g_assert_true (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "2 rows"));
  toggle = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_SWITCH, "Count the totals row like any other");
  cell = get_cell (page, "Resource, row 1: Figures of 2025. Left out.");
  g_assert_true (gtk_widget_has_css_class (cell, "left-out"));
  cell = get_cell (page, "Unit cost, row 5: 2498.40. Left out.");
  g_assert_true (gtk_widget_has_css_class (cell, "left-out"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "title: 1"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "total: 5"));
  g_assert_false (gtk_widget_has_css_class (get_cell (page, "Unit cost, row 4"), "left-out"));
  jly_ui_check_page (ui, "import-totals");
  /* The keyboard passes over both, and an edit meets the row that is seen. */
  gtk_widget_grab_focus (cell);
  g_assert_true (jly_ui_key (ui, GDK_KEY_Up, 0));
  jly_ui_wait (is_focus, get_cell (page, "Unit cost, row 4"), "the row above the totals");
  edit_cell (ui, page, "Unit cost, row 4", "2240.50");
  get_cell (page, "Unit cost, row 4: 2240.50. Changed by you.");
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  jly_ui_wait (has_read, page, "the file to be read again");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "3 rows"));
  toggle = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_SWITCH, "Count the totals row like any other");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  g_assert_false (gtk_widget_has_css_class (get_cell (page, "Unit cost, row 5"), "left-out"));
}

/* A row that is called a total and is none is counted: no switch says otherwise. */
static void
test_no_total (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                                      "Roofing,420,258.40,270.00\nCrane,5,2240.00,2150.00\n"
                                      "Total,426,2498.40,2420.00\n");

  open_and_wait (ui, page, tender, path);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "3 rows"));
  g_assert_null (
      jly_ui_find (GTK_WIDGET (page), GTK_TYPE_SWITCH, "Count the totals row like any other"));
  /* It is left out here, not in the file. */
  press_and_wait (ui, page, "Leave Row 4 Out");
  get_cell (page, "Unit cost, row 4: 2498.40. Left out.");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "You left 1 row out"));
  press_and_wait (ui, page, "Take Row 4 Back In");
  g_assert_false (gtk_widget_has_css_class (get_cell (page, "Unit cost, row 4"), "left-out"));
}

static void
choose (JlyUiTest *ui, JlyImportPage *page, const char *name, guint choice)
{
  GtkWidget *choices = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN, name);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choices), choice);
  jly_ui_wait (has_read, page, "the file to be read differently");
  jly_ui_settle (ui);
}

static void
choose_card (JlyUiTest *ui, JlyImportPage *page, const char *name)
{
  GtkWidget *button = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_CHECK_BUTTON, name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  jly_ui_wait (has_read, page, "the file to be read again");
  jly_ui_settle (ui);
}

/* Character set, separator and rows of names are chosen by hand where the reader was wrong. */
static void
test_differently (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  /* Nothing tells 1252 from 1257 by one letter, and the bar is rarer than the comma. */
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource|Free amount|Unit cost|Smallest unit revenue\n"
                                      "Roofing|1|2,5|3,5\nCrane|1|2,5|3,5\nT\xf6\xf6|1|1,0|1,0\n");
  GtkWidget *fold;

  open_and_wait (ui, page, tender, path);
  fold = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_READING_CHOICE, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (jly_ui_get (fold, ADW_TYPE_EXPANDER_ROW, NULL)),
                                 TRUE);
  jly_ui_settle (ui);
  jly_ui_check_page (ui, "import-differently");
  choose (ui, page, "Character set", 4);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Windows-1252"));
  get_cell (page, "Resource, row 4: T\303\266\303\266");
  choose (ui, page, "Character set", 5);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Windows-1257"));
  choose (ui, page, "Separator", 2);
  g_assert_false (can_rehearse (page));
  /* What cannot be read so is said, and the choice is still there. */
  choose (ui, page, "Separator", 0);
  choose (ui, page, "Character set", 1);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "UTF-8"));
  choose (ui, page, "Character set", 0);
  choose (ui, page, "Column names", 2);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "2 rows"));
  /* Another file is read as it is. */
  open_and_wait (ui, page, NULL, path);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "3 rows"));
}

/* Nothing goes on before the person has said whether a row belongs to the names; the answer can be
 * changed. */
static void
test_names_card (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  const char *text = "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                     ",10,2.50,3.50\nRoofing,420,258.40,270.00\nCrane,5,2240.00,2150.00\n";
  g_autofree char *path = write_file (ui, "south.csv", text);

  open_and_wait (ui, page, tender, path);
  g_assert_false (can_rehearse (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Row 2: names of columns, or figures?"));
  jly_ui_check_page (ui, "import-names-asked");
  choose_card (ui, page, "These are figures");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "3 rows"));
  choose_card (ui, page, "These are names");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "2 rows"));
  g_assert_true (can_rehearse (page));
  jly_ui_check_page (ui, "import-names-answered");
}

static gboolean
is_idle (gpointer session)
{
  return !jly_import_session_is_busy (session);
}

static void
open_in_session (JlyImportSession *session, const char *path)
{
  jly_import_session_open (session, path);
  jly_ui_wait (is_idle, session, "the file to be read");
  g_assert_nonnull (jly_import_session_get_import (session));
}

/* What was chosen by hand is used for the next file of the same shape, whether what is wanted is
 * known before the file is read or after; and not for another file. */
static void
test_remembered (void)
{
  static const char *const text = "Resource|Free amount\n|10\nRoofing|420\nCrane|5\n";
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *folder = g_build_filename (ui->data_dir, "remembered", NULL);
  g_autofree char *first = write_file (ui, "march.csv", text);
  g_autofree char *next = write_file (ui, "april.csv", text);
  g_autofree char *other = write_file (ui, "other.csv", "Thing|Free amount\n|10\nA|4\nB|5\n");
  g_autoptr (JlyImportSession) session = jly_import_session_new (folder);
  g_autoptr (JlyImportSession) later = jly_import_session_new (folder);
  g_autoptr (JlyRules) rules = jly_rules_new ();

  jly_rules_add_column (rules, "Resource", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "Free amount", JLY_VALUE_NUMBER, 0);
  jly_import_session_set_rules (session, rules);
  open_in_session (session, first);
  g_assert_nonnull (jly_import_get_names_question (jly_import_session_get_import (session)));
  jly_import_session_choose_names (session, 1);
  jly_ui_wait (is_idle, session, "the file to be read again");
  g_assert_true (jly_import_is_ready (jly_import_session_get_import (session)));
  jly_import_session_remember (session);
  open_in_session (session, next);
  g_assert_cmpuint (jly_import_session_get_reading (session)->n_name_rows, ==, 1);
  g_assert_true (jly_import_is_ready (jly_import_session_get_import (session)));
  open_in_session (session, other);
  g_assert_cmpuint (jly_import_session_get_reading (session)->n_name_rows, ==, 0);
  /* The other order. */
  jly_import_session_open (later, next);
  jly_ui_wait (is_idle, later, "the file to be read");
  jly_import_session_set_rules (later, rules);
  jly_ui_wait (is_idle, later, "the file to be understood");
  g_assert_cmpuint (jly_import_session_get_reading (later)->n_name_rows, ==, 1);
  g_assert_true (jly_import_is_ready (jly_import_session_get_import (later)));
}

/* The decimal mark answers every column that leaves it open. */
static void
test_decimal_mark (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource;Free amount;Unit cost;Smallest unit revenue\n"
                                      "Roofing;4;1,234;1,500\nCrane;5;2,345;3,000\n");
  GtkWidget *fold;

  open_and_wait (ui, page, tender, path);
  g_assert_false (can_rehearse (page));
  fold = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_READING_CHOICE, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (jly_ui_get (fold, ADW_TYPE_EXPANDER_ROW, NULL)),
                                 TRUE);
  jly_ui_settle (ui);
  choose (ui, page, "Decimal mark", 1);
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 123400);
}

static GtkWidget *
find_menu (JlyImportPage *page)
{
  GtkWidget *view = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL);

  return jly_ui_find (view, GTK_TYPE_POPOVER_MENU, NULL);
}

static gboolean
has_menu (gpointer page)
{
  return find_menu (page) != NULL;
}

static gboolean
has_no_menu (gpointer page)
{
  return find_menu (page) == NULL;
}

/* A row is left out as what mends a finding, and from its menu, with the keyboard alone; it stays
 * where it is, greyed, with a word, and an undo brings it back. */
static void
test_leave_out (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv",
                                      "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                                      "Roofing,1,many,3\nCrane,1,2,3\n");
  GtkWidget *cell;

  open_and_wait (ui, page, tender, path);
  g_assert_false (can_rehearse (page));
  press_and_wait (ui, page, "Leave This Row Out: Unit cost, row 2");
  g_assert_true (can_rehearse (page));
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_page_get_files (page)->table->sheet), ==, 1);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "out: 2"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "You left 1 row out"));
  cell = get_cell (page, "Unit cost, row 2: many. Left out.");
  g_assert_true (gtk_widget_has_css_class (cell, "left-out"));
  jly_ui_check_page (ui, "import-left-out");
  press_and_wait (ui, page, "Undo");
  g_assert_false (can_rehearse (page));
  press_and_wait (ui, page, "Redo");
  /* Its menu takes it in again, another row's leaves that one out. */
  gtk_widget_grab_focus (get_cell (page, "Unit cost, row 2"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_Menu, 0));
  jly_ui_wait (has_menu, page, "the menu of the row");
  jly_ui_assert_whole_below (GTK_WIDGET (find_menu (page)));
  jly_ui_screenshot (ui, "over-row-menu");
  gtk_popover_popdown (GTK_POPOVER (find_menu (page)));
  gtk_widget_activate_action (jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL),
                              "sheet.take-in", NULL);
  jly_ui_wait (has_read, page, "the row to be back");
  jly_ui_settle (ui);
  g_assert_false (can_rehearse (page));
  jly_ui_wait (has_no_menu, page, "the menu to close");
  jly_ui_settle (ui);
  edit_cell (ui, page, "Unit cost, row 2", "5");
  gtk_widget_grab_focus (get_cell (page, "Unit cost, row 3"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_F10, GDK_SHIFT_MASK));
  jly_ui_wait (has_menu, page, "the menu of the row");
  gtk_popover_popdown (GTK_POPOVER (find_menu (page)));
  jly_ui_wait (has_no_menu, page, "the menu to close");
  gtk_widget_activate_action (jly_ui_get (GTK_WIDGET (page), JLY_TYPE_SHEET_VIEW, NULL),
                              "sheet.leave-out", NULL);
  jly_ui_wait (has_read, page, "the row to be left out");
  jly_ui_settle (ui);
  get_cell (page, "Unit cost, row 3: 2. Left out.");
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 500);
}

static void
type_field (JlyUiTest *ui, JlyImportPage *page, const char *name, const char *text)
{
  GtkWidget *entry = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_ENTRY, name);

  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  jly_ui_settle (ui);
  jly_ui_wait (has_read, page, "what was typed to be checked");
  jly_ui_settle (ui);
  /* Whatever is said about a form, the keyboard stays where the person types. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (ui->window)) != NULL
                 && gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (ui->window)), entry));
}

/* What was typed is neither lost to a sentence that asks for the keyboard, nor to a file. */
static void
test_typed (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);
  g_autofree char *path = write_file (ui, "south.csv", good_text);
  GtkWidget *entry;

  open_and_wait (ui, page, tender, NULL);
  jly_ui_press (ui, "Type Them In");
  type_field (ui, page, "Free amount, row 1", "420");
  type_field (ui, page, "Unit cost (EUR), row 1", "258.40");
  type_field (ui, page, "Smallest unit revenue (EUR), row 1", "270");
  jly_ui_check_page (ui, "import-form-half");
  open_and_wait (ui, page, NULL, path);
  g_assert_null (jly_ui_find (GTK_WIDGET (page), GTK_TYPE_ENTRY, "Free amount, row 1"));
  jly_ui_check_page (ui, "import-form-aside");
  jly_ui_press (ui, "Back to What You Typed");
  jly_ui_wait (has_read, page, "what was typed to be checked");
  jly_ui_settle (ui);
  entry = jly_ui_get (GTK_WIDGET (page), GTK_TYPE_ENTRY, "Unit cost (EUR), row 1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "258.40");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "What you typed in"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/import-hand/totals", test_totals);
  g_test_add_func ("/app/import-hand/no-total", test_no_total);
  g_test_add_func ("/app/import-hand/typed", test_typed);
  g_test_add_func ("/app/import-hand/leave-out", test_leave_out);
  g_test_add_func ("/app/import-hand/differently", test_differently);
  g_test_add_func ("/app/import-hand/names-card", test_names_card);
  g_test_add_func ("/app/import-hand/remembered", test_remembered);
  g_test_add_func ("/app/import-hand/decimal-mark", test_decimal_mark);
  return g_test_run ();
}
