/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that are left half written: what stood on them is found again, sealed meanwhile, gone once
 * it was signed or the person starts anew. Nothing runs when they are left, so that a program that
 * is killed loses no more than one that is closed. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-approve-page.h"
#include "app/jly-ask-page.h"
#include "app/jly-compute-page.h"
#include "app/jly-figures-page.h"
#include "app/jly-half-written.h"
#include "app/jly-import-view.h"
#include "app/jly-places.h"
#include "app/jly-sheet-cell.h"
#include "app/jly-terms-page.h"

#include <string.h>

static GtkWidget *
show (Round *self, JlyPage *page, GType type)
{
  jly_window_push (self->ui->window, page);
  return GTK_WIDGET (jly_ui_wait_page (self->ui, type));
}

static GtkWidget *
show_ask (Round *self)
{
  return show (self, JLY_PAGE (jly_ask_page_new (self->agreements[0])), JLY_TYPE_ASK_PAGE);
}

static GtkCheckButton *
find_column (GtkWidget *page)
{
  return GTK_CHECK_BUTTON (jly_ui_get (page, GTK_TYPE_CHECK_BUTTON, "Turnover"));
}

/* Whether text stands in clear in one of the drafts of the first person. */
static gboolean
is_in_clear (Round *self, const char *text)
{
  g_autofree char *folder = g_build_filename (self->dirs[0], "drafts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean any = FALSE, is_in = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize n;

      any = TRUE;
      g_assert_true (g_file_get_contents (path, &data, &n, NULL));
      is_in = is_in || memmem (data, n, text, strlen (text)) != NULL;
    }
  g_assert_true (any);
  return is_in;
}

static gboolean
is_kept (Round *self, const char *purpose)
{
  g_auto (GStrv) texts = jly_half_written_find (self->agreements[0], purpose);

  return texts != NULL;
}

/* Two columns to choose from: an only one is chosen already. */
static void
fill (JlyDraft *draft)
{
  people_fill (draft);
  jly_contract_add_column (jly_draft_get_contract (draft), "debts", "Debts", 0, 0, 100)->rights
      = JLY_USE_SUM;
  jly_draft_changed (draft);
}

static void
test_question (void)
{
  Round *round = round_new ("a", fill);
  GtkWidget *page;

  round_close (round);
  page = show_ask (round);
  gtk_check_button_set_active (find_column (page), TRUE);
  jly_ui_settle (round->ui);
  g_assert_true (is_kept (round, JLY_DRAFT_QUESTION));
  g_assert_false (is_in_clear (round, "turnover"));
  jly_window_go_home (round->ui->window);
  jly_ui_settle (round->ui);
  page = show_ask (round);
  g_assert_true (gtk_check_button_get_active (find_column (page)));
  jly_ui_press (round->ui, "Start Anew");
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_ASK_PAGE));
  g_assert_false (gtk_check_button_get_active (find_column (page)));
  g_assert_false (is_kept (round, JLY_DRAFT_QUESTION));
  gtk_check_button_set_active (find_column (page), TRUE);
  jly_ui_settle (round->ui);
  jly_ui_press (round->ui, "Ask");
  g_assert_false (is_kept (round, JLY_DRAFT_QUESTION));
  round_free (round);
}

static void
test_reason (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page, *reason;

  round_close (round);
  round_ask (round, 1, "sum", "turnover");
  page = show (round, JLY_PAGE (jly_approve_page_new (round->agreements[0], 0)),
               JLY_TYPE_APPROVE_PAGE);
  jly_ui_press (round->ui, "Reject…");
  reason = jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Your reason");
  gtk_editable_set_text (GTK_EDITABLE (reason), "MARKERREASON");
  jly_ui_settle (round->ui);
  g_assert_false (is_in_clear (round, "MARKERREASON"));
  jly_window_go_home (round->ui->window);
  page = show (round, JLY_PAGE (jly_approve_page_new (round->agreements[0], 0)),
               JLY_TYPE_APPROVE_PAGE);
  reason = jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Your reason");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (reason)), ==, "MARKERREASON");
  g_assert_true (jly_ui_shows (page, "Why do you reject this question?"));
  jly_ui_press (round->ui, "Keep Reading");
  g_assert_false (is_kept (round, JLY_DRAFT_REASON));
  round_free (round);
}

static gboolean
can_hand_in (GtkWidget *page)
{
  GtkWidget *button = jly_ui_find (page, GTK_TYPE_BUTTON, "Hand In");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
wait_for_figures (Round *round, GtkWidget *page)
{
  while (!can_hand_in (page))
    {
      g_main_context_iteration (NULL, TRUE);
      jly_ui_settle (round->ui);
    }
}

/* A file is read again from where it lies. */
static void
test_figures (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *path = g_build_filename (round->dirs[0], "own.csv", NULL);
  GtkWidget *page;

  g_assert_true (g_file_set_contents (path, "Turnover\n71234\n81234\n", -1, NULL));
  page
      = show (round, JLY_PAGE (jly_figures_page_new (round->agreements[0])), JLY_TYPE_FIGURES_PAGE);
  gtk_widget_activate_action (page, "import.open-file", "(ss)", "", path);
  wait_for_figures (round, page);
  g_assert_true (is_kept (round, JLY_DRAFT_FIGURES));
  g_assert_false (is_in_clear (round, "own.csv"));
  jly_window_go_home (round->ui->window);
  jly_ui_settle (round->ui);
  page
      = show (round, JLY_PAGE (jly_figures_page_new (round->agreements[0])), JLY_TYPE_FIGURES_PAGE);
  wait_for_figures (round, page);
  jly_ui_press (round->ui, "Hand In");
  g_assert_false (is_kept (round, JLY_DRAFT_FIGURES));
  round_free (round);
}

/* Whether the figures that are kept hold this text. */
static gboolean
keeps_text (Round *self, const char *text)
{
  g_auto (GStrv) texts = jly_half_written_find (self->agreements[0], JLY_DRAFT_FIGURES);

  return texts != NULL && texts[0] != NULL && texts[1] != NULL && strstr (texts[1], text) != NULL;
}

static void
wait_for_text (Round *self, const char *text)
{
  while (!keeps_text (self, text))
    {
      g_main_context_iteration (NULL, TRUE);
      jly_ui_settle (self->ui);
    }
}

/* In the preview, as a person does it. */
static void
mend (Round *self, GtkWidget *page, const char *cell, const char *text)
{
  GtkWidget *widget = jly_ui_get (page, JLY_TYPE_SHEET_CELL, cell), *field;

  gtk_widget_grab_focus (widget);
  g_assert_true (jly_ui_key (self->ui, GDK_KEY_F2, 0));
  field = jly_ui_get (widget, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (field), text);
  g_signal_emit_by_name (field, "activate");
}

/* Pasted figures are in no file: they are kept with what was mended in them, and nobody is asked
 * whether they may be lost. */
static void
test_pasted (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page
      = show (round, JLY_PAGE (jly_figures_page_new (round->agreements[0])), JLY_TYPE_FIGURES_PAGE);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (page), "Turnover\n71234\n81234\n");
  g_assert_true (jly_ui_key (round->ui, GDK_KEY_v, GDK_CONTROL_MASK));
  wait_for_figures (round, page);
  mend (round, page, "Turnover, row 2: 71234", "72345");
  wait_for_text (round, "72345");
  g_assert_false (is_in_clear (round, "72345"));
  gtk_widget_activate_action (page, "win.go-back", NULL);
  jly_ui_settle (round->ui);
  g_assert_null (jly_ui_find_dialog ());
  page
      = show (round, JLY_PAGE (jly_figures_page_new (round->agreements[0])), JLY_TYPE_FIGURES_PAGE);
  wait_for_figures (round, page);
  jly_ui_get (page, JLY_TYPE_SHEET_CELL, "Turnover, row 2: 72345");
  jly_ui_get (page, JLY_TYPE_SHEET_CELL, "Turnover, row 3: 81234");
  round_free (round);
}

static GtkWidget *
show_places (Round *self)
{
  return show (self, JLY_PAGE (jly_compute_page_new (self->agreements[0], 0)),
               JLY_TYPE_COMPUTE_PAGE);
}

static GtkSwitch *
find_here (GtkWidget *page)
{
  return GTK_SWITCH (jly_ui_get (page, GTK_TYPE_SWITCH, "All three are on this computer"));
}

/* Addresses, until one computes with them. Those of the own computer are found out anew. */
static void
test_places (void)
{
  Round *round = round_new ("a", NULL);
  g_autofree char *title
      = g_strdup_printf ("Address and port of %s, unless it tells them by itself", people_names[1]);
  const char *own = "Where the others reach this computer: address and port";
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  round_close (round);
  round_ask (round, 1, "sum", "turnover");
  page = show_places (round);
  g_assert_false (is_kept (round, JLY_DRAFT_PLACES));
  gtk_switch_set_active (find_here (page), FALSE);
  jly_ui_settle (round->ui);
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, title)),
                         "marker.example:7000");
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, own)), "");
  jly_ui_settle (round->ui);
  g_assert_true (is_kept (round, JLY_DRAFT_PLACES));
  g_assert_false (is_in_clear (round, "marker.example"));
  jly_window_go_home (round->ui->window);
  jly_ui_settle (round->ui);
  page = show_places (round);
  g_assert_false (gtk_switch_get_active (find_here (page)));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, title))), ==,
      "marker.example:7000");
  /* What was emptied on purpose is not proposed again. */
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, own))), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, own)),
                         "own.example:7000");
  jly_places_tell (JLY_PLACES (jly_ui_get (page, JLY_TYPE_PLACES, NULL)), round_now (), &error);
  g_assert_no_error (error);
  g_assert_false (is_kept (round, JLY_DRAFT_PLACES));
  round_free (round);
}

/* A number that is typed, and the page left by a key without leaving its field. */
static void
test_number (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  GtkWidget *spin;

  jly_window_push (ui->window, JLY_PAGE (jly_terms_page_new (draft)));
  spin = jly_ui_get (GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE)), GTK_TYPE_SPIN_BUTTON,
                     "Least rows of a group");
  gtk_widget_grab_focus (spin);
  gtk_editable_set_text (GTK_EDITABLE (spin), "17");
  jly_ui_settle (ui);
  jly_window_go_home (ui->window);
  jly_ui_settle (ui);
  g_assert_cmpuint (jly_draft_get_contract (draft)->policy.min_rows, ==, 17);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/half-written/question", test_question);
  g_test_add_func ("/app/half-written/reason", test_reason);
  g_test_add_func ("/app/half-written/figures", test_figures);
  g_test_add_func ("/app/half-written/pasted", test_pasted);
  g_test_add_func ("/app/half-written/places", test_places);
  g_test_add_func ("/app/half-written/number", test_number);
  return g_test_run ();
}
