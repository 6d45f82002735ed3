/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts come back as they were, to their owner alone. */
#include "config.h"

#include "store/jly-drafts.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gstdio.h>
#include <string.h>

#define ID "0123456789abcdef0123456789abcdef"
#define OTHER "ffffffffffffffffffffffffffffffff"

typedef struct
{
  char *dir, *path;
  JlyIdentity *identity;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("jointly-drafts-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "drafts", ID, NULL);
  self->identity = jly_identity_generate ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->dir, "drafts", NULL);

  jly_drafts_remove (self->dir, ID, NULL);
  jly_drafts_remove (self->dir, OTHER, NULL);
  g_rmdir (folder);
  g_rmdir (self->dir);
  g_free (self->dir);
  g_free (self->path);
  jly_identity_free (self->identity);
}

static void
save (Fixture *self, const char *id, const char *text)
{
  g_autoptr (GBytes) draft = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_drafts_save (self->dir, self->identity, id, draft, &error));
  g_assert_no_error (error);
}

static void
test_round (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) read = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *contents = NULL;
  GStatBuf status;
  gsize n;

  save (self, OTHER, "another one");
  save (self, ID, "first");
  save (self, ID, "the Carpenters");
  read = jly_drafts_load (self->dir, self->identity, ID, NULL);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), g_bytes_get_size (read), "the Carpenters", 14);
  ids = jly_drafts_list (self->dir);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_cmpstr (ids[0], ==, ID);
  g_assert_true (g_file_get_contents (self->path, &contents, &n, NULL));
  g_assert_null (g_strstr_len (contents, (gssize)n, "Carpenters"));
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

/* Nobody else's keys open it, nor does it open in another's place. */
static void
test_owner (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) stranger = jly_identity_generate ();
  g_autofree char *other = g_build_filename (self->dir, "drafts", OTHER, NULL);
  g_autoptr (GError) error = NULL;

  save (self, ID, "mine");
  g_assert_null (jly_drafts_load (self->dir, stranger, ID, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_cmpint (g_rename (self->path, other), ==, 0);
  g_assert_null (jly_drafts_load (self->dir, self->identity, OTHER, NULL));
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = jly_drafts_list (self->dir);

  g_assert_cmpuint (g_strv_length (ids), ==, 0);
  g_assert_null (jly_drafts_load (self->dir, self->identity, ID, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  save (self, ID, "mine");
  g_assert_true (jly_drafts_remove (self->dir, ID, NULL));
  g_assert_true (jly_drafts_remove (self->dir, ID, NULL));
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

/* A file where the folder should be: nothing can be written there. */
static void
test_no_room (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->dir, "drafts", NULL);
  g_autoptr (GBytes) draft = g_bytes_new ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (jly_drafts_save (self->dir, self->identity, ID, draft, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_nonnull (jly_error_get_detail (error)->next);
  g_unlink (folder);
}

int
main (int argc, char **argv)
{
  jly_secret_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/drafts/round", Fixture, NULL, set_up, test_round, tear_down);
  g_test_add ("/store/drafts/owner", Fixture, NULL, set_up, test_owner, tear_down);
  g_test_add ("/store/drafts/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/store/drafts/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  return g_test_run ();
}
