/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys at the first start and at later ones: name, passphrase, wrong passphrase, no keyring. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-identity-page.h"

#include <string.h>

#define PASSPHRASE "cloud basket seven violin"

typedef struct
{
  JlyPerson *person;
  gboolean is_ready;
} Keys;

static void
ready_cb (JlyIdentityPage *page, Keys *keys)
{
  keys->is_ready = TRUE;
}

static GtkWidget *
open_page (JlyUiTest *ui, Keys *keys)
{
  JlyIdentityPage *page;

  keys->person = jly_person_new (ui->data_dir);
  keys->is_ready = FALSE;
  page = jly_identity_page_new (keys->person, jly_application_get_store (ui->application, NULL));
  g_signal_connect (page, "ready", G_CALLBACK (ready_cb), keys);
  jly_window_push (ui->window, JLY_PAGE (page));
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_IDENTITY_PAGE));
}

static void
fill (JlyUiTest *ui, GtkWidget *page, GType type, const char *title, const char *text)
{
  GtkWidget *entry = jly_ui_get (page, type, title);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  jly_ui_settle (ui);
}

static gboolean
can_continue (GtkWidget *page, const char *label)
{
  return gtk_widget_get_sensitive (jly_ui_get (page, GTK_TYPE_BUTTON, label));
}

static gboolean
is_ready (gpointer data)
{
  return ((Keys *)data)->is_ready;
}

static gboolean
is_idle (gpointer data)
{
  return jly_ui_find (data, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase") != NULL
         && gtk_widget_is_sensitive (jly_ui_get (data, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase"));
}

static void
make_keys (JlyUiTest *ui, GtkWidget *page, Keys *keys)
{
  fill (ui, page, ADW_TYPE_ENTRY_ROW, "Name of your company, office or person", "The Roofers");
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", PASSPHRASE);
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase again", PASSPHRASE);
  g_assert_true (can_continue (page, "Make My Keys"));
  gtk_widget_activate_action (page, "identity.continue", NULL);
  jly_ui_wait (is_ready, keys, "the keys");
}

/* Every guard, one after the other, then keys that unlock the store. */
static void
test_first_start (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  Keys keys;
  GtkWidget *page = open_page (ui, &keys);

  g_assert_true (jly_ui_shows (page, "Who are you, to the others?"));
  g_assert_true (jly_ui_shows (page, "Write the passphrase down"));
  g_assert_false (can_continue (page, "Make My Keys"));
  jly_ui_check_page (ui, "identity");
  fill (ui, page, ADW_TYPE_ENTRY_ROW, "Name of your company, office or person", "The Roofers");
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", "short");
  g_assert_true (jly_ui_shows (page, "At least 10 characters"));
  g_assert_false (can_continue (page, "Make My Keys"));
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", "aaaaaaaaaaaa");
  g_assert_true (jly_ui_shows (page, "Easy to guess"));
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", PASSPHRASE);
  g_assert_true (jly_ui_shows (page, "Hard to guess"));
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase again", "another one here");
  g_assert_true (jly_ui_shows (page, "type the same passphrase twice"));
  g_assert_false (can_continue (page, "Make My Keys"));
  make_keys (ui, page, &keys);
  g_assert_nonnull (jly_person_get_identity (keys.person));
  g_assert_true (jly_store_is_unlocked (jly_application_get_store (ui->application, NULL)));
  g_clear_object (&keys.person);
}

static void
test_wrong_passphrase (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  Keys keys;
  GtkWidget *page = open_page (ui, &keys);

  make_keys (ui, page, &keys);
  g_clear_object (&keys.person);
  jly_window_go_home (ui->window);
  jly_ui_settle (ui);
  page = open_page (ui, &keys);
  g_assert_cmpstr (jly_person_get_name (keys.person), ==, "The Roofers");
  g_assert_true (jly_ui_shows (page, "Open your keys"));
  g_assert_false (can_continue (page, "Open"));
  jly_ui_check_page (ui, "identity-locked");
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", "not this one at all");
  gtk_widget_activate_action (page, "identity.continue", NULL);
  jly_ui_wait (is_idle, page, "the answer");
  jly_ui_settle (ui);
  g_assert_false (keys.is_ready);
  g_assert_null (jly_person_get_identity (keys.person));
  /* What was typed is gone. */
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase"))),
                   ==, "");
  jly_ui_check_page (ui, "identity-wrong");
  /* By the keyboard alone. */
  fill (ui, page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase", PASSPHRASE);
  gtk_widget_grab_focus (jly_ui_get (page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_Return, 0));
  jly_ui_wait (is_ready, &keys, "the keys");
  g_clear_object (&keys.person);
}

/* The bus of the tests has no keyring: that is said, and a passphrase still goes. */
static void
test_no_keyring (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  Keys keys;
  GtkWidget *page = open_page (ui, &keys);
  GtkWidget *keyring = jly_ui_get (page, GTK_TYPE_SWITCH, "The desktop’s keyring instead");

  g_assert_false (gtk_switch_get_active (GTK_SWITCH (keyring)));
  fill (ui, page, ADW_TYPE_ENTRY_ROW, "Name of your company, office or person", "The Roofers");
  gtk_switch_set_active (GTK_SWITCH (keyring), TRUE);
  jly_ui_settle (ui);
  g_assert_null (jly_ui_find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Passphrase"));
  g_assert_true (can_continue (page, "Make My Keys"));
  gtk_switch_set_active (GTK_SWITCH (keyring), FALSE);
  make_keys (ui, page, &keys);
  g_clear_object (&keys.person);
}

static void
test_rate (void)
{
  g_assert_cmpint (jly_person_rate (""), ==, JLY_STRENGTH_TOO_SHORT);
  g_assert_cmpint (jly_person_rate ("ninechars"), ==, JLY_STRENGTH_TOO_SHORT);
  g_assert_cmpint (jly_person_rate ("aaaaaaaaaaaaaaaaaaaa"), ==, JLY_STRENGTH_WEAK);
  g_assert_cmpint (jly_person_rate ("1234567890"), ==, JLY_STRENGTH_WEAK);
  g_assert_cmpint (jly_person_rate (PASSPHRASE), ==, JLY_STRENGTH_GOOD);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/identity/first-start", test_first_start);
  g_test_add_func ("/app/identity/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/app/identity/no-keyring", test_no_keyring);
  g_test_add_func ("/app/identity/rate", test_rate);
  return g_test_run ();
}
