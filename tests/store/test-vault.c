/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys under a passphrase: nothing else opens them, and no mistake loses them. There is no keyring
 * here; where there is one, see test-vault-keyring.c. */
#include "config.h"

#include "store/vault-fixture.h"

#include "base/jly-error.h"
#include "store/jly-vault-box.h"

#include <string.h>
#include <sys/stat.h>

#define WORDS "four plain words here"
#define OTHERS "another four plain words"

static void
assert_wrong (const char *dir, const char *text)
{
  g_autoptr (GBytes) words = vault_words (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_vault_open (dir, words, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "passphrase"));
}

static void
test_life (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autofree char *path = g_build_filename (dir, "identity.jly", NULL);
  g_autoptr (GBytes) words = vault_words (WORDS);
  g_autoptr (GBytes) others = vault_words (OTHERS);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyIdentity) made = NULL;
  g_autoptr (JlyIdentity) again = NULL;
  g_autoptr (JlyIdentity) changed = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  JlyVaultInfo info;
  struct stat status;
  gsize n, n_after;

  g_assert_null (jly_vault_open (dir, words, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_clear_error (&error);
  made = jly_vault_create (dir, words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  again = jly_vault_open (dir, words, &error);
  vault_assert_same (made, again);

  /* What fails leaves every byte as it was. */
  before = vault_read_file (dir, "identity.jly", &n);
  assert_wrong (dir, "four plain words Here");
  g_assert_false (jly_vault_set_passphrase (dir, others, words, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (jly_vault_create (dir, others, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  after = vault_read_file (dir, "identity.jly", &n_after);
  g_assert_cmpmem (before, n, after, n_after);

  g_assert_true (jly_vault_set_passphrase (dir, words, others, &error));
  g_assert_no_error (error);
  assert_wrong (dir, WORDS);
  changed = jly_vault_open (dir, others, &error);
  vault_assert_same (made, changed);
  g_assert_true (jly_vault_get_info (dir, &info, &error));
  g_assert_true (info.exists && info.by_passphrase && !info.by_keyring);
  vault_remove_folder (dir);
}

static void
test_backup (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autofree char *other = vault_make_folder ();
  g_autofree char *copy = g_build_filename (other, "my keys.jly", NULL);
  g_autoptr (GBytes) words = vault_words (WORDS);
  g_autoptr (GBytes) wrong = vault_words (OTHERS);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyIdentity) made = jly_vault_create (dir, words, &error);
  g_autoptr (JlyIdentity) back = NULL;

  g_assert_no_error (error);
  g_assert_true (jly_vault_backup (dir, words, copy, &error));
  g_assert_no_error (error);
  /* A backup is never written over another file. */
  g_assert_false (jly_vault_backup (dir, words, copy, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (jly_vault_restore (other, wrong, copy, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  back = jly_vault_restore (other, words, copy, &error);
  g_assert_no_error (error);
  vault_assert_same (made, back);
  g_assert_null (jly_vault_restore (dir, words, copy, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  vault_remove_folder (dir);
  vault_remove_folder (other);
}

/* A device without end is given as the copy of the keys, and a folder. */
static void
test_no_copy (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autoptr (GBytes) words = vault_words (WORDS);
  const char *const paths[] = { "/dev/zero", dir };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_vault_restore (dir, words, paths[i], &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
      g_assert_nonnull (strstr (error->message, i == 0 ? "is not a plain file" : "is a folder"));
    }
  vault_remove_folder (dir);
}

static void
test_short (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autoptr (GBytes) words = vault_words ("ninechars");
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_vault_create (dir, words, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  /* And nothing is left behind, so that the next try begins anew. */
  vault_remove_folder (dir);
}

static void
test_no_keyring (void)
{
  g_autofree char *dir = vault_make_folder ();
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_vault_create (dir, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (jly_error_get_detail (error)->next, "passphrase"));
  vault_remove_folder (dir);
}

/* A box whose slots open with keys that the test has, so that it need not stretch for each bit. */
typedef struct
{
  JlyVaultBox box;
  guint8 by_passphrase[32], by_keyring[32];
} Opened;

static void
make_box (Opened *opened)
{
  static Opened made;
  g_autoptr (GBytes) words = vault_words (WORDS);
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  guint8 key[32];

  /* Stretching is slow on purpose. */
  if (made.box.has_passphrase)
    {
      *opened = made;
      return;
    }

  memset (opened, 0, sizeof *opened);
  memset (key, 5, sizeof key);
  memset (opened->by_keyring, 6, sizeof opened->by_keyring);
  jly_vault_box_put_identity (&opened->box, key, identity);
  g_assert_true (jly_vault_box_set_passphrase (&opened->box, key, words));
  g_assert_true (jly_vault_box_stretch (&opened->box, words, opened->by_passphrase));
  jly_vault_box_set_keyring (&opened->box, key, opened->by_keyring);
  made = *opened;
}

/* Whether both ways lead to the identity. */
static gboolean
opens (const JlyVaultBox *box, const Opened *opened)
{
  guint8 key[32], other[32];
  g_autoptr (JlyIdentity) identity = NULL;

  if (!jly_vault_box_open_passphrase (box, opened->by_passphrase, key)
      || !jly_vault_box_open_keyring (box, opened->by_keyring, other)
      || memcmp (key, other, sizeof key) != 0)
    return FALSE;
  identity = jly_vault_box_get_identity (box, key);
  return identity != NULL;
}

static void
test_every_bit (void)
{
  g_autoptr (GBytes) bytes = NULL;
  Opened opened;
  JlyVaultBox box;
  gsize n;
  const guint8 *data;

  make_box (&opened);
  bytes = jly_vault_box_encode (&opened.box);
  data = g_bytes_get_data (bytes, &n);
  g_assert_true (jly_vault_box_decode (bytes, &box, NULL) && opens (&box, &opened));
  for (gsize i = 0; i < 8 * n; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, n);
      g_autoptr (GBytes) other = NULL;

      changed[i / 8] ^= (guint8)(1 << i % 8);
      other = g_bytes_new (changed, n);
      g_assert_false (jly_vault_box_decode (other, &box, NULL) && opens (&box, &opened));
    }
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GBytes) shorter = g_bytes_new (data, i);

      g_assert_false (jly_vault_box_decode (shorter, &box, NULL));
    }
}

static void
assert_refused (const JlyVaultBox *box)
{
  g_autoptr (GBytes) bytes = jly_vault_box_encode (box);
  g_autoptr (GError) error = NULL;
  JlyVaultBox out;

  g_assert_false (jly_vault_box_decode (bytes, &out, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

/* Nobody gets the person to use a weak or a ruinous stretching. */
static void
test_limits (void)
{
  Opened opened;
  JlyVaultBox box;

  make_box (&opened);
  box = opened.box;
  box.passes = JLY_VAULT_PASSES - 1;
  assert_refused (&box);
  box = opened.box;
  box.memory = JLY_VAULT_MEMORY - 1;
  assert_refused (&box);
  box = opened.box;
  box.passes = JLY_VAULT_MAX_PASSES + 1;
  assert_refused (&box);
  box = opened.box;
  box.memory = JLY_VAULT_MAX_MEMORY + 1;
  assert_refused (&box);
  box = opened.box;
  box.has_passphrase = box.has_keyring = FALSE;
  assert_refused (&box);
}

int
main (int argc, char **argv)
{
  /* No keyring can be reached, whoever runs this. */
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/life", test_life);
  g_test_add_func ("/vault/backup", test_backup);
  g_test_add_func ("/vault/no-copy", test_no_copy);
  g_test_add_func ("/vault/short", test_short);
  g_test_add_func ("/vault/no-keyring", test_no_keyring);
  g_test_add_func ("/vault/every-bit", test_every_bit);
  g_test_add_func ("/vault/limits", test_limits);
  return g_test_run ();
}
