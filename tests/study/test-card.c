/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards: what was written is read, and nothing else is a card. */
#include "config.h"

#include "study/jly-card.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static GBytes *
make_card (const char *name, JlyPublicKeys *keys)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autoptr (GError) error = NULL;
  GBytes *card = jly_card_new (identity, name, &error);

  g_assert_no_error (error);
  jly_identity_get_public (identity, keys->identity, keys->link, keys->sealing);
  return card;
}

static void
test_round (void)
{
  JlyPublicKeys keys, read;
  g_autoptr (GBytes) card = make_card ("Auditors Füssli", &keys);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;

  g_assert_true (jly_card_read (card, &name, &read, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Auditors Füssli");
  g_assert_cmpmem (&keys, sizeof keys, &read, sizeof read);
  number = jly_card_check_number (&read);
  g_assert_cmpuint (strlen (number), ==, 24);
}

/* As it comes by mail: among other words, broken and quoted; and not where its end is missing. */
static void
test_link (void)
{
  JlyPublicKeys keys, read;
  g_autoptr (GBytes) card = make_card ("jointly:card#AAAA~", &keys);
  g_autofree char *link = jly_card_to_link (card), *name = NULL, *direct = NULL;
  g_autofree char *mail
      = g_strdup_printf ("> Here it is:\n> %.40s\n> %s\nRegards", link, link + 40);
  g_autoptr (GBytes) text = g_bytes_new (mail, strlen (mail));
  g_autoptr (GBytes) cut = g_bytes_new (link, strlen (link) - 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (link, "jointly:card#"));
  g_assert_true (jly_card_read (text, &name, &read, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "jointly:card#AAAA~");
  g_assert_cmpmem (&keys, sizeof keys, &read, sizeof read);
  g_assert_true (jly_card_read (card, &direct, &read, NULL));
  g_free (g_steal_pointer (&direct));
  g_assert_false (jly_card_read (cut, &direct, &read, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

static void
expect_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  JlyPublicKeys keys;
  char *name = NULL;

  g_assert_false (jly_card_read (bytes, &name, &keys, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_nonnull (jly_error_get_detail (error)->next);
  g_assert_null (name);
}

/* Every bit turned, every length cut, one byte more. */
static void
test_changed (void)
{
  JlyPublicKeys keys;
  g_autoptr (GBytes) card = make_card ("North", &keys);
  gsize n;
  const guint8 *data = g_bytes_get_data (card, &n);
  g_autofree guint8 *longer = g_malloc0 (n + 1);
  g_autoptr (GBytes) more = NULL;

  for (gsize bit = 0; bit < 8 * n; bit++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, n);
      g_autoptr (GBytes) changed = NULL;

      copy[bit / 8] ^= 1 << bit % 8;
      changed = g_bytes_new (copy, n);
      expect_refused (changed);
    }
  for (gsize length = 0; length < n; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, length);

      expect_refused (cut);
    }
  memcpy (longer, data, n);
  more = g_bytes_new (longer, n + 1);
  expect_refused (more);
}

static void
test_names (void)
{
  static const char *const bad[] = { "", "two\nlines", "turned \xe2\x80\xae round", "tab\there" };
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autofree char *too_long = g_strnfill (JLY_STUDY_MAX_NAME + 1, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_card_new (identity, bad[i], &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
    }
  g_assert_null (jly_card_new (identity, too_long, NULL));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jointly-card-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "north" JLY_CARD_SUFFIX, NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) other = NULL;
  JlyPublicKeys keys;
  char *name = NULL;

  g_assert_false (jly_card_load (path, &name, &keys, &missing));
  g_assert_error (missing, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_assert_cmpstr (jly_error_get_detail (missing)->file, ==, path);
  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  g_assert_false (jly_card_load (path, &name, &keys, &other));
  g_assert_error (other, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (other)->file, ==, path);
  g_unlink (path);
  g_rmdir (folder);
}

/* A pipe in which nobody writes, a device without end, a folder. */
static void
test_no_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jointly-card-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe" JLY_CARD_SUFFIX, NULL);
  const char *const paths[] = { pipe, "/dev/zero", folder };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      JlyPublicKeys keys;
      char *name = NULL;

      g_assert_false (jly_card_load (paths[i], &name, &keys, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
      g_assert_nonnull (strstr (error->message, i < 2 ? "is not a plain file" : "is a folder"));
    }
  g_unlink (pipe);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  jly_secret_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/card/round", test_round);
  g_test_add_func ("/study/card/link", test_link);
  g_test_add_func ("/study/card/changed", test_changed);
  g_test_add_func ("/study/card/names", test_names);
  g_test_add_func ("/study/card/files", test_files);
  g_test_add_func ("/study/card/no-files", test_no_files);
  return g_test_run ();
}
