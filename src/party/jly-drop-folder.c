/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-drop-folder.h. */
#include "config.h"

#include "party/jly-drop-folder.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "base/jly-own-file.h"
#include "study/jly-card.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define MARK_BYTES                                                                                 \
  4 /* of the key, in file names, so that two parties of one name have two files                   \
     */

static gboolean
fail_folder (const char *folder, JlyErrorCode code, GError **error)
{
  const JlyErrorDetail detail = {
    .file = folder,
    .next = _ ("Check that the folder is there, that you may write to it, and that there is room."),
  };

  return jly_fail (error, code, &detail,
                   _ ("The folder “%s” of what the parties send cannot be used."), folder);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* In one order everywhere; NULL for a folder that cannot be read. */
static GPtrArray *
list_names (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, ending))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* FOLDER/name-1a2b3c4d.ending; signs that some disks do not take become others. */
static char *
build_path (const char *folder, const char *name, const JlyIdentity *identity, const char *ending)
{
  g_autofree char *plain = g_strndup (name, 60);
  g_autofree char *file = NULL;
  guint8 key[32], unused[32];
  char hex[2 * MARK_BYTES + 1];

  jly_identity_get_public (identity, key, unused, unused);
  sodium_bin2hex (hex, sizeof hex, key, MARK_BYTES);
  for (char *at = plain; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      *at = '_';
  file = g_strdup_printf ("%s-%s%s", plain, hex, ending);
  return g_build_filename (folder, file, NULL);
}

/* Whole or not at all, also over the one before, and also on a disk that has no links. */
static gboolean
write_file (const char *folder, const char *path, GBytes *bytes, GError **error)
{
  return (g_mkdir_with_parents (folder, 0700) == 0
          && g_file_set_contents_full (
              path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
         || fail_folder (folder, JLY_ERROR_IO, error);
}

static gboolean
is_own (const char *name, const JlyIdentity *identity)
{
  g_autofree char *path = build_path ("", "", identity, JLY_BUNDLE_ENDING);
  g_autofree char *end = g_path_get_basename (path);

  return g_str_has_suffix (name, end);
}

gboolean
jly_drop_folder_take (JlyPostOffice *office,
                      const char *folder,
                      JlyPostReport *report,
                      GHashTable *ids,
                      GError **error)
{
  g_autoptr (GPtrArray) names = list_names (folder, JLY_BUNDLE_ENDING);

  if (names == NULL)
    return fail_folder (folder, JLY_ERROR_NO_INPUT, error);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *name = jly_plain_line (names->pdata[i]);
      GError *problem = NULL;
      g_autoptr (GPtrArray) envelopes = NULL;

      if (is_own (names->pdata[i], office->identity) && ids == NULL)
        continue;
      envelopes = jly_bundle_load (path, &problem);
      if (envelopes == NULL)
        {
          g_prefix_error (&problem, "%s: ", name);
          jly_post_report_problem (report, problem);
        }
      else if (!jly_post_office_take (office, envelopes, report, ids, error))
        return FALSE;
    }
  return TRUE;
}

/* By which name people know the file. */
static const char *
get_own_name (const JlyPostOffice *office)
{
  const JlyPostStudy *study = office->studies->len > 0 ? office->studies->pdata[0] : NULL;

  return study != NULL ? jly_address_book_get (study->book, jly_post_get_own (study->post))->name
                       : "";
}

static char *
build_own_path (const JlyPostOffice *office, const char *folder)
{
  return build_path (folder, get_own_name (office), office->identity, JLY_BUNDLE_ENDING);
}

gboolean
jly_drop_folder_put (JlyPostOffice *office, const char *folder, GError **error)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  gboolean is_all = TRUE;
  g_autoptr (GPtrArray) envelopes
      = jly_post_office_gather (office, NULL, report->for_others, &is_all, error);
  g_autofree char *path = build_own_path (office, folder);
  g_autoptr (GBytes) bytes = NULL;

  if (envelopes == NULL)
    return FALSE;
  if (envelopes->len == 0)
    {
      g_unlink (path);
      return TRUE;
    }
  bytes = jly_bundle_encode (envelopes, error);
  return bytes != NULL && write_file (folder, path, bytes, error);
}

gboolean
jly_drop_folder_put_new (JlyPostOffice *office,
                         const char *folder,
                         guint8 state[JLY_HASH_BYTES],
                         GError **error)
{
  g_autofree char *path = build_own_path (office, folder);
  guint8 now[JLY_HASH_BYTES];

  if (!jly_post_office_digest (office, now, error))
    return FALSE;
  if (memcmp (now, state, sizeof now) == 0 && g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!jly_drop_folder_put (office, folder, error))
    return FALSE;
  memcpy (state, now, sizeof now);
  return TRUE;
}

gboolean
jly_drop_folder_put_card (const JlyIdentity *identity,
                          const char *name,
                          const char *folder,
                          GError **error)
{
  g_autoptr (GBytes) card = jly_card_new (identity, name, error);
  g_autofree char *path = build_path (folder, name, identity, JLY_CARD_SUFFIX);

  return card != NULL && write_file (folder, path, card, error);
}

GPtrArray *
jly_drop_folder_list_cards (const char *folder)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);
  g_autoptr (GPtrArray) names = list_names (folder, JLY_CARD_SUFFIX);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GBytes) bytes = jly_own_file_load (path, JLY_CARD_MAX_BYTES, NULL);
      JlyParty *card = g_new0 (JlyParty, 1);

      if (bytes != NULL && jly_card_read (bytes, &card->name, &card->keys, NULL))
        g_ptr_array_add (cards, card);
      else
        g_free (card);
    }
  return cards;
}
