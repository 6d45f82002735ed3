/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that the desktop's keyring opens. The keyring is libsecret's own in a file, which it has for
 * tests: no session of a person is touched. */
#include "config.h"

#include "store/vault-fixture.h"

#include "base/jly-error.h"
#include "store/jly-vault-keyring.h"

static void
test_keyring (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autoptr (GBytes) words = vault_words ("four plain words here");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyIdentity) made = jly_vault_create (dir, NULL, &error);
  g_autoptr (JlyIdentity) again = NULL;
  g_autoptr (JlyIdentity) by_words = NULL;
  JlyVaultInfo info;

  g_assert_no_error (error);
  again = jly_vault_open (dir, NULL, &error);
  g_assert_no_error (error);
  vault_assert_same (made, again);

  /* The keyring must never be the only way for whoever takes it away. */
  g_assert_false (jly_vault_set_keyring (dir, NULL, FALSE, &error));
  g_clear_error (&error);
  g_assert_true (jly_vault_set_passphrase (dir, NULL, words, &error));
  g_assert_true (jly_vault_get_info (dir, &info, &error));
  g_assert_true (info.by_passphrase && info.by_keyring);
  by_words = jly_vault_open (dir, words, &error);
  vault_assert_same (made, by_words);
  g_assert_true (jly_vault_set_keyring (dir, words, FALSE, &error));
  g_assert_no_error (error);
  g_assert_null (jly_vault_open (dir, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  vault_remove_folder (dir);
}

/* A backup opens with the passphrase alone, wherever it is taken. */
static void
test_backup (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autofree char *other = vault_make_folder ();
  g_autofree char *third = vault_make_folder ();
  g_autofree char *copy = g_build_filename (third, "identity.jly", NULL);
  g_autoptr (GBytes) words = vault_words ("four plain words here");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyIdentity) made = jly_vault_create (dir, NULL, &error);
  g_autoptr (JlyIdentity) back = NULL;
  JlyVaultInfo info;

  /* Without a passphrase there is nothing that a backup could open with. */
  g_assert_false (jly_vault_backup (dir, NULL, copy, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (jly_vault_set_passphrase (dir, NULL, words, &error));
  g_assert_true (jly_vault_backup (dir, words, copy, &error));
  g_assert_true (jly_vault_get_info (third, &info, &error));
  g_assert_true (info.by_passphrase && !info.by_keyring);
  back = jly_vault_restore (other, words, copy, &error);
  g_assert_no_error (error);
  vault_assert_same (made, back);
  g_assert_true (jly_vault_get_info (other, &info, &error));
  g_assert_true (info.by_passphrase && !info.by_keyring);
  vault_remove_folder (dir);
  vault_remove_folder (other);
  vault_remove_folder (third);
}

/* Somebody clears the keyring: that is said, and the passphrase still opens. */
static void
test_forgotten (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autoptr (GBytes) words = vault_words ("four plain words here");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyIdentity) made = jly_vault_create (dir, words, &error);
  g_autoptr (JlyIdentity) opened = NULL;

  g_assert_true (jly_vault_set_keyring (dir, words, TRUE, &error));
  opened = jly_vault_open (dir, NULL, &error);
  vault_assert_same (made, opened);
  g_clear_pointer (&opened, jly_identity_free);
  jly_vault_keyring_forget (dir, &error);
  g_assert_null (jly_vault_open (dir, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  opened = jly_vault_open (dir, words, &error);
  vault_assert_same (made, opened);
  vault_remove_folder (dir);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = vault_make_folder ();
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);
  int code;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of this test alone", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/keyring", test_keyring);
  g_test_add_func ("/vault/keyring/backup", test_backup);
  g_test_add_func ("/vault/keyring/forgotten", test_forgotten);
  code = g_test_run ();
  vault_remove_folder (folder);
  return code;
}
