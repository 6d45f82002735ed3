/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that are pasted: read like a file, and asked about before they go. */
#include "config.h"

#include "jly-import-test.h"

#include "app/jly-sheet-view.h"

static gboolean
shows_no_table (gpointer page)
{
  return jly_ui_shows (page, "no table on the clipboard");
}

static gboolean
has_figures (gpointer page)
{
  return has_read (page) && jly_ui_find (page, JLY_TYPE_SHEET_VIEW, NULL) != NULL;
}

static GtkWidget *
find_question (const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && jly_ui_is_same (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading))
        return window;
    }
  return NULL;
}

static void
test_paste (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);

  open_and_wait (ui, page, tender, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)),
                          "Resource\tFree amount\tUnit cost\tSmallest unit revenue\n"
                          "Roofing\t420\t258.40\t270.00\n"
                          "Crane\t5\t2240.00\t2150.00\n");
  g_assert_true (jly_ui_key (ui, GDK_KEY_v, GDK_CONTROL_MASK));
  jly_ui_wait (has_figures, page, "what was pasted to be read");
  jly_ui_settle (ui);
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 25840);
  g_assert_null (jly_import_page_get_files (page)->figures_path);
  /* A company's name cannot be guessed without a file. */
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, NULL)),
                         "South");
  g_assert_true (can_rehearse (page));
  jly_ui_check_page (ui, "import-pasted");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_check_dialog (ui, "over-leave");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question ("Leave the pasted table?")),
                               "stay");
  jly_ui_settle (ui);
  g_assert_true (jly_window_get_page (ui->window) == JLY_PAGE (page));
}

static gboolean
asks_to_replace (gpointer unused)
{
  return find_question ("Replace the pasted table?") != NULL;
}

/* Pastes over what was pasted, and answers. */
static void
paste_over (JlyUiTest *ui, JlyImportPage *page, const char *answer)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)),
                          "Resource\tFree amount\tUnit cost\tSmallest unit revenue\n"
                          "Roofing\t1\t1.50\t2.50\n"
                          "Crane\t2\t3.50\t4.50\n");
  g_assert_true (jly_ui_key (ui, GDK_KEY_v, GDK_CONTROL_MASK));
  jly_ui_wait (asks_to_replace, NULL, "the question whether to replace");
  if (g_str_equal (answer, "stay"))
    jly_ui_check_dialog (ui, "over-replace");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question ("Replace the pasted table?")),
                               answer);
  jly_ui_settle (ui);
}

static gboolean
has_second (gpointer page)
{
  return has_figures (page) && jly_import_page_get_files (page)->table != NULL
         && jly_import_page_get_files (page)->table->values[1][0] == 150;
}

/* What was pasted is nowhere else: another paste asks before it takes its place. */
static void
test_paste_again (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);

  open_and_wait (ui, page, tender, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)),
                          "Resource\tFree amount\tUnit cost\tSmallest unit revenue\n"
                          "Roofing\t420\t258.40\t270.00\n"
                          "Crane\t5\t2240.00\t2150.00\n");
  g_assert_true (jly_ui_key (ui, GDK_KEY_v, GDK_CONTROL_MASK));
  jly_ui_wait (has_figures, page, "what was pasted to be read");
  jly_ui_settle (ui);
  paste_over (ui, page, "stay");
  g_assert_cmpuint (jly_import_page_get_files (page)->table->values[1][0], ==, 25840);
  paste_over (ui, page, "leave");
  jly_ui_wait (has_second, page, "the second table to be read");
}

static void
test_paste_nothing (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyImportPage *page = push_page (ui);
  g_autofree char *tender = write_file (ui, "tender.csv", tender_text);

  open_and_wait (ui, page, tender, NULL);
  gdk_clipboard_set (gtk_widget_get_clipboard (GTK_WIDGET (page)), G_TYPE_INT, 5);
  jly_ui_press (ui, "Paste a Table");
  jly_ui_wait (shows_no_table, page, "a sentence that says so");
  g_assert_false (can_rehearse (page));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/import/paste", test_paste);
  g_test_add_func ("/app/import/paste-again", test_paste_again);
  g_test_add_func ("/app/import/paste-nothing", test_paste_nothing);
  return g_test_run ();
}
