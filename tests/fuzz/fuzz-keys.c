/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of keys from anybody: what is taken is written the same again, asks for no more and no
 * less work than ours, and does not open with a key that it was not sealed with. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "store/jly-vault-box.h"

#include <string.h>

const char *const fuzz_name = "keys";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  guint8 wrong[JLY_VAULT_KEY_BYTES] = { 1 }, key[JLY_VAULT_KEY_BYTES];
  JlyVaultBox box;

  if (!jly_vault_box_decode (whole, &box, &error))
    {
      g_assert (error != NULL);
      return 0;
    }
  again = jly_vault_box_encode (&box);
  g_assert (g_bytes_equal (whole, again));
  g_assert (box.has_passphrase || box.has_keyring);
  g_assert (!box.has_passphrase
            || (box.passes >= JLY_VAULT_PASSES && box.passes <= JLY_VAULT_MAX_PASSES
                && box.memory >= JLY_VAULT_MEMORY && box.memory <= JLY_VAULT_MAX_MEMORY));
  g_assert (!jly_vault_box_open_passphrase (&box, wrong, key));
  g_assert (!jly_vault_box_open_keyring (&box, wrong, key));
  g_assert (jly_vault_box_get_identity (&box, wrong) == NULL);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  guint8 key[JLY_VAULT_KEY_BYTES];
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  JlyVaultBox box = { .passes = JLY_VAULT_PASSES, .memory = JLY_VAULT_MEMORY };

  if (index > 2)
    return NULL;
  memset (key, 5, sizeof key);
  jly_vault_box_put_identity (&box, key, identity);
  box.has_passphrase = index != 1;
  if (index > 0)
    jly_vault_box_set_keyring (&box, key, key);
  return jly_vault_box_encode (&box);
}
