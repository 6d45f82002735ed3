/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: no keys, open keys; backup, another passphrase, bringing back; wrong passphrase, broken
 * copy, a folder that cannot be written; language; erasing, and what it leaves. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-appearance.h"
#include "app/jly-erasing.h"
#include "app/jly-home-page.h"
#include "app/jly-identity-page.h"
#include "app/jly-keys-page.h"
#include "app/jly-language.h"
#include "app/jly-qr-view.h"
#include "app/jly-settings-page.h"
#include "base/jly-secret.h"

#include <glib/gstdio.h>
#include <string.h>

#define OLD "cloud basket seven violin"
#define NEW "harbour lamp nineteen frost"

static GtkWidget *
open_settings (JlyUiTest *ui)
{
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-settings", NULL);
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE));
}

static GBytes *
make_passphrase (const char *text)
{
  guint8 *buffer = jly_secret_buffer_new (strlen (text));

  memcpy (buffer, text, strlen (text));
  return jly_secret_bytes_take (buffer, strlen (text));
}

/* Keys of the app's own person, made without its page. */
static void
make_keys (JlyUiTest *ui)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) passphrase = make_passphrase (OLD);
  JlyPerson *person = jly_application_get_person (ui->application);
  JlyIdentity *identity = jly_vault_create (ui->data_dir, passphrase, &error);

  g_assert_no_error (error);
  jly_person_set_name (person, "The Roofers", &error);
  g_assert_no_error (error);
  jly_person_take (person, identity, jly_application_get_store (ui->application, NULL), &error);
  g_assert_no_error (error);
}

static void
fill (JlyUiTest *ui, const char *title, const char *text)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));

  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_PASSWORD_ENTRY_ROW, title)),
                         text);
  jly_ui_settle (ui);
}

static gboolean
is_idle (gpointer data)
{
  JlyUiTest *ui = data;
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));
  GtkWidget *entry = jly_ui_find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  return entry == NULL || gtk_widget_is_sensitive (entry);
}

/* On the page of a deed. */
static void
go_on (JlyUiTest *ui)
{
  gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), "keys.continue", NULL);
  jly_ui_wait (is_idle, ui, "the keys");
  jly_ui_settle (ui);
}

static void
use_copy (JlyUiTest *ui, const char *what, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), "settings.use-copy",
                              "(ss)", what, path);
  jly_ui_wait_page (ui, JLY_TYPE_KEYS_PAGE);
}

static void
assert_shows (JlyUiTest *ui, const char *text)
{
  if (!jly_ui_shows (GTK_WIDGET (jly_window_get_page (ui->window)), text))
    g_error ("the page does not say “%s”", text);
}

static void
test_no_keys (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  page = open_settings (ui);
  assert_shows (ui, "Make your keys");
  assert_shows (ui, "Bring your keys back from a copy");
  assert_shows (ui, "English");
  g_assert_false (jly_ui_shows (page, "Back up your keys"));
  jly_ui_check_page (ui, "settings-empty");
  gtk_widget_activate_action (page, "settings.open-keys", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_IDENTITY_PAGE);
}

/* A copy, another passphrase, and a start on another computer with the copy. */
static void
test_keys (void)
{
  g_autofree char *copy = NULL;

  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

    make_keys (ui);
    copy = g_build_filename (g_get_tmp_dir (), "jointly-copy-XXXXXX", NULL);
    g_close (g_mkstemp (copy), NULL);
    g_unlink (copy);
    open_settings (ui);
    assert_shows (ui, "Your check number");
    jly_ui_check_page (ui, "settings");
    gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), "settings.show-code",
                                NULL);
    jly_ui_settle (ui);
    g_assert_cmpuint (jly_ui_count (GTK_WIDGET (ui->window), JLY_TYPE_QR_VIEW), ==, 1);
    assert_shows (ui, "The link of your card is copied");
    jly_ui_check_page (ui, "settings-code");
    use_copy (ui, "back-up", copy);
    jly_ui_check_page (ui, "keys-backup");
    fill (ui, "Passphrase", "not this one at all");
    go_on (ui);
    assert_shows (ui, "This is not the passphrase");
    assert_shows (ui, "Try again");
    g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
    jly_ui_check_page (ui, "keys-wrong");
    fill (ui, "Passphrase", OLD);
    go_on (ui);
    jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
    assert_shows (ui, "The copy of your keys is saved");
    g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
    gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), "settings.keys", "u",
                                (guint)JLY_KEYS_CHANGE_PASSPHRASE);
    jly_ui_wait_page (ui, JLY_TYPE_KEYS_PAGE);
    fill (ui, "Present passphrase", OLD);
    fill (ui, "New passphrase", NEW);
    assert_shows (ui, "Hard to guess");
    fill (ui, "New passphrase again", "something else here");
    assert_shows (ui, "type the new passphrase twice");
    fill (ui, "New passphrase again", NEW);
    jly_ui_check_page (ui, "keys-passphrase");
    go_on (ui);
    jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
    assert_shows (ui, "The new passphrase opens your keys");
    {
      g_autoptr (GBytes) passphrase = make_passphrase (NEW);
      g_autoptr (JlyIdentity) identity = jly_vault_open (ui->data_dir, passphrase, NULL);

      g_assert_nonnull (identity);
    }
  }
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

    jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
    open_settings (ui);
    use_copy (ui, "bring-back", copy);
    /* The copy has the passphrase of its day. */
    fill (ui, "Passphrase of the copy", NEW);
    go_on (ui);
    assert_shows (ui, "This is not the passphrase");
    fill (ui, "Passphrase of the copy", OLD);
    go_on (ui);
    jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
    assert_shows (ui, "Your keys are back");
    assert_shows (ui, "Your check number");
    g_assert_true (jly_store_is_unlocked (jly_application_get_store (ui->application, NULL)));
  }
  g_unlink (copy);
}

/* A copy that is damaged, and a folder that nobody can write to. */
static void
test_broken (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *copy = g_build_filename (ui->data_dir, "broken.jointlykeys", NULL);

  g_assert_true (g_file_set_contents (copy, "no keys", -1, NULL));
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  open_settings (ui);
  use_copy (ui, "bring-back", copy);
  fill (ui, "Passphrase of the copy", OLD);
  go_on (ui);
  assert_shows (ui, "damaged, or holds no keys");
  assert_shows (ui, "Try another copy of your keys");
  jly_ui_check_page (ui, "keys-broken");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
  make_keys (ui);
  use_copy (ui, "back-up", "/nonexistent/folder/keys.jointlykeys");
  fill (ui, "Passphrase", OLD);
  go_on (ui);
  assert_shows (ui, "could not be written");
  assert_shows (ui, "the folder may be written to");
}

static void
test_name (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page, *entry;

  make_keys (ui);
  page = open_settings (ui);
  entry = jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Your name on your card");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_signal_emit_by_name (entry, "apply");
  assert_shows (ui, "This cannot be a name");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Roof & Sons");
  g_signal_emit_by_name (entry, "apply");
  assert_shows (ui, "Your name is changed");
  g_assert_cmpstr (jly_person_get_name (jly_application_get_person (ui->application)), ==,
                   "Roof & Sons");
}

static void
test_language (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-language-XXXXXX", NULL);
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = jly_language_list ();

  g_assert_cmpuint (list->len, >=, 1);
  g_assert_cmpstr (((JlyLanguage *)list->pdata[0])->code, ==, "en");
  g_assert_null (jly_language_load (dir));
  g_assert_true (jly_language_save (dir, "en_XA", &error));
  code = jly_language_load (dir);
  g_assert_cmpstr (code, ==, "en_XA");
  g_assert_true (jly_language_save (dir, NULL, &error));
  g_assert_null (jly_language_load (dir));
  g_assert_false (jly_language_save ("/proc/nowhere", "en", &error));
  g_assert_nonnull (error);
  jly_ui_remove_folder (dir);
}

/* Seen at once, kept, and forgotten with the desktop's. */
static void
test_appearance (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *page, *row;
  g_autoptr (GError) error = NULL;

  jly_window_push (ui->window, JLY_PAGE (jly_settings_page_new ()));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE));
  row = jly_ui_get (page, ADW_TYPE_COMBO_ROW, "Light or dark");
  jly_ui_check_menu (ui, row, "over-appearance");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), JLY_APPEARANCE_DARK);
  g_assert_true (adw_style_manager_get_dark (manager));
  g_assert_cmpint (jly_appearance_load (ui->data_dir), ==, JLY_APPEARANCE_DARK);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), JLY_APPEARANCE_LIGHT);
  g_assert_false (adw_style_manager_get_dark (manager));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  jly_appearance_apply (ui->data_dir);
  g_assert_false (adw_style_manager_get_dark (manager));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), JLY_APPEARANCE_DESKTOP);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
  g_assert_cmpint (jly_appearance_load (ui->data_dir), ==, JLY_APPEARANCE_DESKTOP);
  g_assert_false (jly_appearance_choose ("/proc/nowhere", JLY_APPEARANCE_DARK, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
}

/* What a field of a page that opens holds is not selected: the first key would take its place. */
static void
test_nothing_selected (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *focus;

  make_keys (ui);
  open_settings (ui);
  focus = gtk_root_get_focus (GTK_ROOT (ui->window));
  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), !=, "");
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL));
}

static guint
count_entries (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  guint n = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_test_message ("left: %s", name);
      n++;
    }
  return n;
}

/* Whatever a whole study writes into a folder goes; a file that is somebody else's stays. */
static void
test_erases_study (void)
{
  Round *round = round_new ("a", NULL);
  /* Not the app's own folder, which it has open. */
  g_autofree char *dir = g_strdup (round->dirs[1]);
  g_autofree char *others = g_build_filename (dir, "holiday.txt", NULL);
  g_autoptr (GError) error = NULL;

  round_close (round);
  g_clear_object (&round->agreements[1]);
  g_assert_true (g_file_set_contents (others, "mine", -1, NULL));
  g_assert_true (jly_erasing_finish (dir, &error));
  g_assert_cmpuint (count_entries (dir), >, 1);
  g_assert_true (jly_erasing_ask (dir, &error));
  g_assert_true (jly_erasing_is_due (dir));
  g_assert_true (jly_erasing_finish (dir, &error));
  g_assert_no_error (error);
  g_assert_false (jly_erasing_is_due (dir));
  g_assert_cmpuint (count_entries (dir), ==, 1);
  g_assert_true (g_file_test (others, G_FILE_TEST_EXISTS));
  round_free (round);
}

static gboolean
is_closed (gpointer window)
{
  return !gtk_widget_get_visible (window);
}

/* It is asked first; then the window goes, and after it all that there was. */
static void
test_erase (void)
{
  JlyUiTest *ui = jly_ui_start (NULL);
  g_autofree char *dir = g_strdup (ui->data_dir);
  g_autofree char *keys = g_build_filename (dir, "identity.jly", NULL);
  GtkWidget *window = GTK_WIDGET (ui->window);
  GtkWidget *page;
  GtkWindow *dialog;

  make_keys (ui);
  page = open_settings (ui);
  gtk_widget_activate_action (page, "settings.erase", NULL);
  dialog = jly_ui_find_dialog ();
  jly_ui_check_dialog (ui, "over-erase");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  gtk_window_destroy (dialog);
  g_assert_false (jly_erasing_is_due (dir));
  gtk_widget_activate_action (page, "settings.erase", NULL);
  dialog = jly_ui_find_dialog ();
  g_object_ref (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "erase");
  jly_ui_wait (is_closed, window, "the window to close");
  g_object_unref (window);
  ui->own_data_dir = FALSE;
  g_assert_true (g_file_test (keys, G_FILE_TEST_EXISTS));
  jly_ui_stop (ui);
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
}

/* Killed between the question and the end: the next start finishes it. */
static void
test_erase_after_kill (void)
{
  JlyUiTest *ui = jly_ui_start (NULL);
  g_autofree char *dir = g_strdup (ui->data_dir);

  make_keys (ui);
  ui->own_data_dir = FALSE;
  jly_ui_stop (ui);
  g_assert_true (jly_erasing_ask (dir, NULL));
  ui = jly_ui_start (dir);
  ui->own_data_dir = TRUE;
  open_settings (ui);
  assert_shows (ui, "Make your keys");
  jly_ui_stop (ui);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/settings/no-keys", test_no_keys);
  g_test_add_func ("/app/settings/keys", test_keys);
  g_test_add_func ("/app/settings/broken", test_broken);
  g_test_add_func ("/app/settings/name", test_name);
  g_test_add_func ("/app/settings/language", test_language);
  g_test_add_func ("/app/settings/appearance", test_appearance);
  g_test_add_func ("/app/settings/nothing-selected", test_nothing_selected);
  g_test_add_func ("/app/settings/erases-study", test_erases_study);
  g_test_add_func ("/app/settings/erase", test_erase);
  g_test_add_func ("/app/settings/erase-after-kill", test_erase_after_kill);
  return g_test_run ();
}
