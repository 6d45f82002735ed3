/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-drafts.h. */
#include "config.h"

#include "store/jly-drafts.h"

#include "base/jly-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define FOLDER "drafts"
#define PURPOSE "draft"
#define ID_DIGITS 32
#define HASH_BYTES 32

static gboolean
is_id (const char *id)
{
  return strlen (id) == ID_DIGITS && strspn (id, "0123456789abcdef") == ID_DIGITS;
}

/* NULL for an id that could lead out of the folder. */
static char *
make_path (const char *dir, const char *id)
{
  g_return_val_if_fail (is_id (id), NULL);
  return g_build_filename (dir, FOLDER, id, NULL);
}

static gboolean
fail_to_write (const char *path, GError **error)
{
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Free some space on the disk, then change something again.") };

  return jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The draft could not be saved."));
}

gboolean
jly_drafts_save (
    const char *dir, const JlyIdentity *identity, const char *id, GBytes *draft, GError **error)
{
  g_autofree char *path = make_path (dir, id);
  g_autofree char *folder = g_build_filename (dir, FOLDER, NULL);
  g_autoptr (GBytes) context = g_bytes_new (id, strlen (id));
  g_autoptr (GBytes) sealed = NULL;
  guint8 key[32];

  if (path == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return fail_to_write (folder, error);
  jly_identity_derive (identity, PURPOSE, key);
  sealed = jly_aead_seal (key, PURPOSE, context, draft);
  sodium_memzero (key, sizeof key);
  if (!g_file_set_contents_full (path, g_bytes_get_data (sealed, NULL),
                                 (gssize)g_bytes_get_size (sealed), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, NULL))
    return fail_to_write (path, error);
  return TRUE;
}

GBytes *
jly_drafts_load (const char *dir, const JlyIdentity *identity, const char *id, GError **error)
{
  g_autofree char *path = make_path (dir, id);
  const JlyErrorDetail missing = { .file = path, .next = _ ("Begin the study again.") };
  const JlyErrorDetail damaged
      = { .file = path, .next = _ ("Bring it back from a copy, or remove it and begin again.") };
  g_autoptr (GBytes) context = g_bytes_new (id, strlen (id));
  g_autoptr (GBytes) sealed = NULL;
  GBytes *draft;
  char *contents;
  gsize n;
  guint8 key[32];

  if (path == NULL || !g_file_get_contents (path, &contents, &n, NULL))
    {
      jly_fail (error, JLY_ERROR_NO_INPUT, &missing, "%s", _ ("This draft is no longer there."));
      return NULL;
    }
  sealed = g_bytes_new_take (contents, n);
  jly_identity_derive (identity, PURPOSE, key);
  draft = jly_aead_open (key, PURPOSE, context, sealed);
  sodium_memzero (key, sizeof key);
  if (draft == NULL)
    jly_fail (error, JLY_ERROR_CONFIG, &damaged, "%s",
              _ ("This draft is damaged, or somebody else’s."));
  return draft;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

char **
jly_drafts_list (const char *dir)
{
  g_autofree char *folder = g_build_filename (dir, FOLDER, NULL);
  g_autoptr (GDir) open = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    if (is_id (name))
      g_ptr_array_add (ids, g_strdup (name));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

gboolean
jly_drafts_remove (const char *dir, const char *id, GError **error)
{
  g_autofree char *path = make_path (dir, id);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Remove the file by hand.") };

  if (path != NULL && (g_unlink (path) == 0 || errno == ENOENT))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The draft could not be removed."));
}

char *
jly_drafts_make_id (const char *study_id, const char *purpose)
{
  g_autofree char *both = g_strconcat (study_id, " ", purpose, NULL);
  guint8 hash[HASH_BYTES];
  char hex[2 * HASH_BYTES + 1];

  jly_hash ("draft-id", (const guint8 *)both, strlen (both), hash);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  return g_strndup (hex, ID_DIGITS);
}

void
jly_drafts_remove_of_study (const char *dir, const char *study_id)
{
  static const char *const purposes[] = { JLY_DRAFT_QUESTION, JLY_DRAFT_FIGURES, JLY_DRAFT_REASON,
                                          JLY_DRAFT_PLACES, JLY_DRAFT_LIMITS };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autofree char *id = jly_drafts_make_id (study_id, purposes[i]);

      jly_drafts_remove (dir, id, NULL);
    }
}
