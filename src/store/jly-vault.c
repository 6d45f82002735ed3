/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-vault.h. The file is always written whole beside the old one and put in its place, so
 * that there is never half of one. */
#include "config.h"

#include "store/jly-vault.h"

#include "store/jly-vault-box.h"
#include "store/jly-vault-keyring.h"

#include "base/jly-error.h"
#include "base/jly-own-file.h"
#include "base/jly-secret.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define MAX_FILE 4096

static char *
make_path (const char *dir)
{
  return g_build_filename (dir, "identity.jly", NULL);
}

static gboolean
fail_wrong (const char *path, GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .step = "passphrase",
    .next = _ ("Try again; capital letters and the keyboard’s language count."),
  };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s", _ ("This is not the passphrase."));
}

static gboolean
fail_memory (GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Close other programs, then try again.") };

  return jly_fail (error, JLY_ERROR_SYSTEM, &detail,
                   _ ("There is not enough memory to open your keys: it takes 256 MiB."));
}

static gboolean
check_length (GBytes *passphrase, GError **error)
{
  gsize n;
  const char *text = g_bytes_get_data (passphrase, &n);
  const JlyErrorDetail detail
      = { .next = _ ("Four or five words that only you would put together are easy to keep.") };

  if (n > 0 && g_utf8_validate (text, (gssize)n, NULL)
      && g_utf8_strlen (text, (gssize)n) >= JLY_VAULT_LEAST_PASSPHRASE)
    return TRUE;
  return jly_fail (error, JLY_ERROR_USAGE, &detail,
                   _ ("A passphrase has at least %d letters or digits."),
                   JLY_VAULT_LEAST_PASSPHRASE);
}

static gboolean
read_box (const char *path, JlyVaultBox *box, GError **error)
{
  JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Bring your keys back from your backup, in the settings or by: jointlyctl identity "
               "restore FILE."),
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_access (path, F_OK) != 0 && errno == ENOENT)
    {
      detail.next = _ ("Make your keys first, or bring them back from your backup.");
      return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("There are no keys in “%s” yet."),
                       path);
    }
  bytes = jly_own_file_load (path, MAX_FILE, &reason);
  if (bytes == NULL && reason->code == JLY_ERROR_NO_INPUT)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (bytes != NULL && jly_vault_box_decode (bytes, box, NULL))
    return TRUE;
  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("The file “%s” is damaged, or holds no keys of Jointly."), path);
}

/* Whole, on the disk, and for nobody else's eyes. */
static gboolean
write_box (const char *path, const JlyVaultBox *box, GError **error)
{
  g_autoptr (GBytes) bytes = jly_vault_box_encode (box);
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Check that the disk is not full and that the folder may be written to, then try "
               "again."),
  };
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &reason))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, _ ("“%s” could not be written: %s"), path,
                   reason->message);
}

static gboolean
check_free (const char *path, GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Choose another folder with --data-dir; keys are never overwritten."),
  };

  return !g_file_test (path, G_FILE_TEST_EXISTS)
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, _ ("There are keys in “%s” already."),
                      path);
}

gboolean
jly_vault_get_info (const char *dir, JlyVaultInfo *info, GError **error)
{
  g_autofree char *path = make_path (dir);
  JlyVaultBox box;

  memset (info, 0, sizeof *info);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!read_box (path, &box, error))
    return FALSE;
  *info = (JlyVaultInfo){ TRUE, box.has_passphrase, box.has_keyring };
  return TRUE;
}

/* The vault key, from the passphrase or, where that is NULL, from the keyring. */
static gboolean
open_with_passphrase (
    const char *path, const JlyVaultBox *box, GBytes *passphrase, guint8 *key, GError **error)
{
  guint8 *slot_key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  gboolean ok = box->has_passphrase
                    ? jly_vault_box_stretch (box, passphrase, slot_key) || fail_memory (error)
                    : fail_wrong (path, error);

  if (ok && !jly_vault_box_open_passphrase (box, slot_key, key))
    ok = fail_wrong (path, error);
  jly_secret_free (slot_key);
  return ok;
}

static gboolean
open_with_keyring (const char *dir, const JlyVaultBox *box, guint8 *key, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "keyring",
    .next = _ ("Unlock your keys with the passphrase."),
  };
  guint8 *slot_key = NULL;
  gboolean ok;

  if (!box->has_keyring)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("These keys open with a passphrase, not with the keyring."));
  slot_key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  ok = jly_vault_keyring_find (dir, slot_key, error);
  if (ok && !jly_vault_box_open_keyring (box, slot_key, key))
    ok = jly_fail (error, JLY_ERROR_REFUSED, &detail,
                   _ ("What the keyring holds opens other keys than these."));
  jly_secret_free (slot_key);
  return ok;
}

static JlyIdentity *
open_box (const char *dir,
          const char *path,
          const JlyVaultBox *box,
          GBytes *passphrase,
          guint8 *key,
          GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Bring your keys back from your backup, in the settings or by: jointlyctl identity "
               "restore FILE."),
  };
  JlyIdentity *identity;

  if (!(passphrase != NULL ? open_with_passphrase (path, box, passphrase, key, error)
                           : open_with_keyring (dir, box, key, error)))
    return NULL;
  identity = jly_vault_box_get_identity (box, key);
  if (identity == NULL)
    jly_fail (error, JLY_ERROR_CONFIG, &detail,
              _ ("The file “%s” is damaged, or holds no keys of Jointly."), path);
  return identity;
}

/* Seals key for passphrase, or for a keyring. */
static gboolean
add_slot (JlyVaultBox *box, const char *dir, GBytes *passphrase, const guint8 *key, GError **error)
{
  guint8 *slot_key;
  gboolean ok;

  if (passphrase != NULL)
    return check_length (passphrase, error)
           && (jly_vault_box_set_passphrase (box, key, passphrase) || fail_memory (error));
  slot_key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  ok = jly_vault_keyring_make (dir, slot_key, error);
  if (ok)
    jly_vault_box_set_keyring (box, key, slot_key);
  jly_secret_free (slot_key);
  return ok;
}

static gboolean
make_folder (const char *dir, GError **error)
{
  const JlyErrorDetail detail = {
    .file = dir,
    .next = _ ("Choose a folder that you may write to, with --data-dir."),
  };

  return g_mkdir_with_parents (dir, 0700) == 0
         || jly_fail (error, JLY_ERROR_SYSTEM, &detail, _ ("“%s” could not be opened: %s."), dir,
                      g_strerror (errno));
}

JlyIdentity *
jly_vault_create (const char *dir, GBytes *passphrase, GError **error)
{
  g_autofree char *path = make_path (dir);
  g_autoptr (JlyIdentity) identity = NULL;
  JlyVaultBox box = { 0 };
  guint8 *key;
  gboolean ok;

  if (!make_folder (dir, error) || !check_free (path, error))
    return NULL;
  identity = jly_identity_generate ();
  key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  randombytes_buf (key, JLY_VAULT_KEY_BYTES);
  jly_vault_box_put_identity (&box, key, identity);
  ok = add_slot (&box, dir, passphrase, key, error) && write_box (path, &box, error);
  jly_secret_free (key);
  return ok ? g_steal_pointer (&identity) : NULL;
}

JlyIdentity *
jly_vault_open (const char *dir, GBytes *passphrase, GError **error)
{
  g_autofree char *path = make_path (dir);
  guint8 *key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  JlyIdentity *identity = NULL;
  JlyVaultBox box;

  if (read_box (path, &box, error))
    identity = open_box (dir, path, &box, passphrase, key, error);
  jly_secret_free (key);
  return identity;
}

/* What a change does to a box that is open. */
typedef gboolean (*Change) (
    JlyVaultBox *box, const char *dir, GBytes *passphrase, const guint8 *key, GError **error);

static gboolean
change_box (const char *dir, GBytes *opens, Change change, GBytes *passphrase, GError **error)
{
  g_autofree char *path = make_path (dir);
  guint8 *key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  g_autoptr (JlyIdentity) identity = NULL;
  JlyVaultBox box;
  gboolean ok = read_box (path, &box, error);

  if (ok)
    identity = open_box (dir, path, &box, opens, key, error);
  ok = identity != NULL && change (&box, dir, passphrase, key, error)
       && write_box (path, &box, error);
  jly_secret_free (key);
  return ok;
}

gboolean
jly_vault_set_passphrase (const char *dir, GBytes *old, GBytes *passphrase, GError **error)
{
  return check_length (passphrase, error) && change_box (dir, old, add_slot, passphrase, error);
}

static gboolean
fail_needs_passphrase (GError **error)
{
  const JlyErrorDetail detail = {
    .next
    = _ ("Choose a passphrase first, in the settings or by: jointlyctl identity passphrase.")
  };

  return jly_fail (error, JLY_ERROR_USAGE, &detail,
                   _ ("Without a passphrase, only this computer's keyring opens your keys."));
}

static gboolean
remove_keyring (
    JlyVaultBox *box, const char *dir, GBytes *passphrase, const guint8 *key, GError **error)
{
  if (!box->has_passphrase)
    return fail_needs_passphrase (error);
  box->has_keyring = FALSE;
  return TRUE;
}

gboolean
jly_vault_set_keyring (const char *dir, GBytes *passphrase, gboolean use, GError **error)
{
  if (!change_box (dir, passphrase, use ? add_slot : remove_keyring, NULL, error))
    return FALSE;
  /* The slot is gone, so that what is left in the keyring opens nothing. */
  if (!use)
    jly_vault_keyring_forget (dir, NULL);
  return TRUE;
}

gboolean
jly_vault_backup (const char *dir, GBytes *passphrase, const char *to, GError **error)
{
  g_autofree char *path = make_path (dir);
  guint8 *key = NULL;
  g_autoptr (JlyIdentity) identity = NULL;
  JlyVaultBox box;

  if (passphrase == NULL)
    return fail_needs_passphrase (error);
  if (!check_free (to, error) || !read_box (path, &box, error))
    return FALSE;
  key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  identity = open_box (dir, path, &box, passphrase, key, error);
  jly_secret_free (key);
  box.has_keyring = FALSE;
  return identity != NULL && write_box (to, &box, error);
}

JlyIdentity *
jly_vault_restore (const char *dir, GBytes *passphrase, const char *from, GError **error)
{
  g_autofree char *path = make_path (dir);
  guint8 *key = NULL;
  g_autoptr (JlyIdentity) identity = NULL;
  JlyVaultBox box;

  if (!make_folder (dir, error) || !check_free (path, error) || !read_box (from, &box, error))
    return NULL;
  key = jly_secret_alloc (JLY_VAULT_KEY_BYTES);
  identity = open_box (dir, from, &box, passphrase, key, error);
  jly_secret_free (key);
  box.has_keyring = FALSE;
  if (identity == NULL || !write_box (path, &box, error))
    return NULL;
  return g_steal_pointer (&identity);
}
