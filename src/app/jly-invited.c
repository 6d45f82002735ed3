/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-invited.h. */
#include "config.h"

#include "app/jly-invited.h"

#include "base/jly-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "invitations"
#define ANSWERED ".answered"
#define ID_DIGITS 32

static gboolean
is_id (const char *id)
{
  return strlen (id) == ID_DIGITS && strspn (id, "0123456789abcdef") == ID_DIGITS;
}

/* NULL for an id that could lead out of the folder. */
static char *
make_path (const char *dir, const char *id, const char *ending)
{
  g_autofree char *name = g_strconcat (id, ending, NULL);

  g_return_val_if_fail (is_id (id), NULL);
  return g_build_filename (dir, FOLDER, name, NULL);
}

char *
jly_invited_make_id (GBytes *bytes)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strndup (hash, ID_DIGITS);
}

static gboolean
write_whole (const char *path, const void *data, gsize n, GError **error)
{
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Free some space on the disk. Until then keep its file.") };

  return (path != NULL
          && g_file_set_contents_full (path, data, (gssize)n, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                       NULL))
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s",
                      _ ("The invitation could not be kept on this computer."));
}

gboolean
jly_invited_keep (const char *dir, GBytes *bytes, gboolean is_answered, GError **error)
{
  g_autofree char *folder = g_build_filename (dir, FOLDER, NULL);
  g_autofree char *id = jly_invited_make_id (bytes);
  g_autofree char *path = make_path (dir, id, ""), *mark = make_path (dir, id, ANSWERED);

  g_mkdir_with_parents (folder, 0700);
  return write_whole (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error)
         && (!is_answered || write_whole (mark, "", 0, error));
}

JlyInvited *
jly_invited_find (const char *dir, const char *id)
{
  g_autofree char *path = make_path (dir, id, ""), *mark = make_path (dir, id, ANSWERED);
  JlyInvitation *invitation;
  g_autoptr (GBytes) bytes = NULL;
  JlyInvited *self;
  char *data;
  gsize n;

  if (path == NULL || !g_file_get_contents (path, &data, &n, NULL))
    return NULL;
  bytes = g_bytes_new_take (data, n);
  invitation = jly_invitation_decode (bytes, NULL);
  if (invitation == NULL)
    return NULL;
  self = g_new0 (JlyInvited, 1);
  *self = (JlyInvited){ g_strdup (id), g_steal_pointer (&bytes), invitation,
                        g_file_test (mark, G_FILE_TEST_EXISTS) };
  return self;
}

static gint
compare_ends (gconstpointer a, gconstpointer b)
{
  const JlyInvited *left = *(const JlyInvited *const *)a, *right = *(const JlyInvited *const *)b;
  gint64 x = left->invitation->expires_at, y = right->invitation->expires_at;

  return x != y ? (x > y) - (x < y) : strcmp (left->id, right->id);
}

GPtrArray *
jly_invited_list (const char *dir)
{
  g_autofree char *folder = g_build_filename (dir, FOLDER, NULL);
  g_autoptr (GDir) open = g_dir_open (folder, 0, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_invited_free);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      JlyInvited *invited = is_id (name) ? jly_invited_find (dir, name) : NULL;

      if (invited != NULL)
        g_ptr_array_add (list, invited);
    }
  g_ptr_array_sort (list, compare_ends);
  return list;
}

gboolean
jly_invited_remove (const char *dir, const char *id, GError **error)
{
  g_autofree char *path = make_path (dir, id, ""), *mark = make_path (dir, id, ANSWERED);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Remove the file by hand.") };

  if (path != NULL && (g_unlink (path) == 0 || errno == ENOENT)
      && (g_unlink (mark) == 0 || errno == ENOENT))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The invitation could not be removed."));
}

void
jly_invited_free (JlyInvited *self)
{
  g_free (self->id);
  g_bytes_unref (self->bytes);
  jly_invitation_free (self->invitation);
  g_free (self);
}
