/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl identity: a person's own keys. */
#include "config.h"

#include "ctl/jly-ctl-passphrase.h"
#include "ctl/jly-ctl.h"
#include "party/jly-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

typedef gboolean (*Action) (const JlyCtlKeys *keys, char **words, GError **error);

static char *
to_hex (const guint8 bytes[32])
{
  GString *hex = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, FALSE);
}

static void
print_keys (const JlyCtlKeys *keys, const JlyVaultInfo *info, const char *const *hex)
{
  static const char *const names[] = { "identity", "link", "sealing" };
  g_autofree char *text = NULL;
  JsonObject *object;

  if (!keys->json)
    {
      printf (_ ("Your keys are in “%s”.\n"), keys->dir);
      printf ("%s\n", info->by_passphrase ? _ ("A passphrase opens them.")
                                          : _ ("No passphrase opens them yet."));
      printf ("%s\n", info->by_keyring ? _ ("This computer's keyring opens them.")
                                       : _ ("No keyring opens them."));
      printf (_ ("Others know you by %s.\n"), hex[0]);
      return;
    }
  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (object, names[i], hex[i]);
  json_object_set_boolean_member (object, "passphrase", info->by_passphrase);
  json_object_set_boolean_member (object, "keyring", info->by_keyring);
  text = jly_json_print (object, TRUE);
  printf ("%s\n", text);
}

static gboolean
show (const JlyCtlKeys *keys, JlyIdentity *identity, GError **error)
{
  guint8 parts[3][32];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  JlyVaultInfo info;

  if (identity == NULL || !jly_vault_get_info (keys->dir, &info, error))
    return FALSE;
  jly_identity_get_public (identity, parts[0], parts[1], parts[2]);
  first = to_hex (parts[0]);
  second = to_hex (parts[1]);
  third = to_hex (parts[2]);
  print_keys (keys, &info, (const char *const[]){ first, second, third });
  return TRUE;
}

static gboolean
run_new (const JlyCtlKeys *keys, char **words, GError **error)
{
  g_autoptr (GBytes) passphrase = NULL;
  g_autoptr (JlyIdentity) identity = NULL;

  if (!keys->use_keyring)
    passphrase = jly_ctl_ask_new_passphrase (keys, error);
  if (!keys->use_keyring && passphrase == NULL)
    return FALSE;
  identity = jly_vault_create (keys->dir, passphrase, error);
  return show (keys, identity, error);
}

static gboolean
run_show (const JlyCtlKeys *keys, char **words, GError **error)
{
  g_autoptr (JlyIdentity) identity = jly_ctl_open_keys (keys, error);

  return show (keys, identity, error);
}

static gboolean
run_passphrase (const JlyCtlKeys *keys, char **words, GError **error)
{
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GBytes) passphrase = NULL;

  if (!jly_ctl_ask_to_open (keys, &old, error))
    return FALSE;
  passphrase = jly_ctl_ask_new_passphrase (keys, error);
  if (passphrase == NULL || !jly_vault_set_passphrase (keys->dir, old, passphrase, error))
    return FALSE;
  printf ("%s\n", _ ("The new passphrase opens your keys. Backups open with the one that they were "
                     "made with."));
  return TRUE;
}

static gboolean
run_keyring (const JlyCtlKeys *keys, char **words, GError **error)
{
  gboolean on = g_str_equal (words[0], "on");
  g_autoptr (GBytes) passphrase = NULL;

  if (!on && !g_str_equal (words[0], "off"))
    return jly_ctl_fail_usage (error, _ ("Write jointlyctl identity keyring on, or keyring off."));
  if (!jly_ctl_ask_to_open (keys, &passphrase, error)
      || !jly_vault_set_keyring (keys->dir, passphrase, on, error))
    return FALSE;
  printf ("%s\n", on ? _ ("This computer's keyring opens your keys.")
                     : _ ("Only the passphrase opens your keys."));
  return TRUE;
}

static gboolean
run_backup (const JlyCtlKeys *keys, char **words, GError **error)
{
  g_autoptr (GBytes) passphrase = NULL;
  JlyVaultInfo info;

  if (!jly_vault_get_info (keys->dir, &info, error))
    return FALSE;
  if (info.by_passphrase)
    {
      passphrase = jly_ctl_ask_passphrase (keys, _ ("Passphrase: "), error);
      if (passphrase == NULL)
        return FALSE;
    }
  if (!jly_vault_backup (keys->dir, passphrase, words[0], error))
    return FALSE;
  printf (_ ("A copy of your keys is in “%s”; your passphrase opens it. Keep it away from this "
             "computer.\n"),
          words[0]);
  return TRUE;
}

static gboolean
run_restore (const JlyCtlKeys *keys, char **words, GError **error)
{
  g_autoptr (GBytes) passphrase
      = jly_ctl_ask_passphrase (keys, _ ("Passphrase of the backup: "), error);
  g_autoptr (JlyIdentity) identity = NULL;

  if (passphrase == NULL)
    return FALSE;
  identity = jly_vault_restore (keys->dir, passphrase, words[0], error);
  return show (keys, identity, error);
}

static const struct
{
  const char *name;
  int n_words; /* behind the name */
  Action run;
} actions[] = {
  { "new", 0, run_new },         { "show", 0, run_show },     { "passphrase", 0, run_passphrase },
  { "keyring", 1, run_keyring }, { "backup", 1, run_backup }, { "restore", 1, run_restore },
};

static gboolean
run (const JlyCtlKeys *keys, int argc, char **argv, GError **error)
{
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (argv[1], actions[i].name) && argc == 2 + actions[i].n_words)
      return actions[i].run (keys, argv + 2, error);
  return jly_ctl_fail_usage (
      error, _ ("Write jointlyctl identity new, show, passphrase, keyring on, keyring off, backup "
                "FILE, or restore FILE."));
}

int
jly_ctl_identity (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  JlyCtlKeys keys;
  gboolean ok = jly_ctl_keys_take (&keys, &argc, argv, &error) && run (&keys, argc, argv, &error);

  jly_ctl_keys_clear (&keys);
  return ok ? EX_OK : jly_ctl_print_error (error);
}
