/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes FOLDER/north, /harbour and /ridge: keys under one passphrase, and a contract of all three
 * and others, as three people have them who agreed on it. For letters.sh. */
#include "config.h"

#include "study/governance-fixture.h"

#include "base/jly-secret.h"
#include "store/jly-store-governance.h"
#include "store/jly-vault.h"

#include <string.h>

#define PASSPHRASE "four plain words here"

static const char *const names[] = { "north", "harbour", "ridge" };

/* The same keys beside the folder, for commands that are not to stretch a passphrase each time. */
static void
write_key_file (const JlyIdentity *identity, const char *dir)
{
  g_autofree char *path = g_strconcat (dir, ".key", NULL);
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);
  g_autoptr (GError) error = NULL;

  jly_identity_export_secret (identity, secret);
  g_file_set_contents_full (path, (const char *)secret, JLY_IDENTITY_SECRET_BYTES,
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  jly_secret_free (secret);
}

/* Keys on the disk, which the contract then names. */
static void
take_keys (Fixture *fixture, guint person, const char *dir)
{
  JlyContractParty *party = fixture->contract->parties->pdata[person];
  guint8 *buffer = jly_secret_buffer_new (strlen (PASSPHRASE));
  g_autoptr (GBytes) passphrase = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (buffer, PASSPHRASE, strlen (PASSPHRASE));
  passphrase = jly_secret_bytes_take (buffer, strlen (PASSPHRASE));
  jly_identity_free (fixture->people[person]);
  fixture->people[person] = jly_vault_create (dir, passphrase, &error);
  g_assert_no_error (error);
  jly_identity_get_public (fixture->people[person], party->keys.identity, party->keys.link,
                           party->keys.sealing);
  write_key_file (fixture->people[person], dir);
}

static void
keep_contract (Fixture *fixture, guint person, const char *dir)
{
  g_autoptr (GBytes) contract = jly_contract_encode (fixture->contract);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStore) store = jly_store_open (dir, &error);

  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (store, fixture->people[person], &error));
  jly_store_add_contract (store, contract, NOW, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  Fixture fixture = { 0 };

  g_assert_cmpint (argc, ==, 2);
  fixture_set_up (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *dir = g_build_filename (argv[1], names[i], NULL);

      take_keys (&fixture, i, dir);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *dir = g_build_filename (argv[1], names[i], NULL);

      keep_contract (&fixture, i, dir);
    }
  fixture_tear_down (&fixture);
  return 0;
}
