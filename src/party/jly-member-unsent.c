/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An upload between the moment at which it is made and that at which all its pieces are letters:
 * its parts, each sealed to its computing party, lie in DIR/unsent, written before its number is
 * used up. Whatever is found there was handed in by its person and cut off by a stop; it is sent at
 * the next opening, the same bytes, so that no randomness is used for anything else and nobody has
 * to notice. A part that was sent before the stop goes out twice, which changes nothing.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define N JLY_STUDY_MINERS

static char *
build_folder (const JlyMember *self)
{
  return g_build_filename (self->dir, "unsent", self->contract->study_id, NULL);
}

/* Of the part for a computing party. */
static char *
build_path (const JlyMember *self, const guint8 manifest[JLY_HASH_BYTES], guint miner)
{
  char hex[2 * JLY_HASH_BYTES + 1];
  g_autofree char *folder = build_folder (self);
  g_autofree char *name = g_strdup_printf (
      "%s-%u", sodium_bin2hex (hex, sizeof hex, manifest, JLY_HASH_BYTES), miner);

  return g_build_filename (folder, name, NULL);
}

static void
forget (const JlyMember *self, const guint8 manifest[JLY_HASH_BYTES])
{
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = build_path (self, manifest, i);

      g_unlink (path);
    }
}

void
jly_member_unlink_unsent (const JlyMember *self)
{
  g_autofree char *folder = build_folder (self);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
is_number_used (const JlyMember *self, const guint8 manifest[JLY_HASH_BYTES])
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      guint8 hash[JLY_HASH_BYTES];

      if (!g_str_equal (note->kind, "upload")
          || memcmp (note->signer, self->keys.identity, sizeof note->signer) != 0
          || jly_note_get (note, 1) == NULL)
        continue;
      jly_manifest_hash (jly_note_get (note, 1), hash);
      if (memcmp (hash, manifest, sizeof hash) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The number first, then the parts that are there; one that is NULL was sent before. */
static gboolean
send_parts (JlyMember *self,
            const guint8 manifest[JLY_HASH_BYTES],
            JlyUploadPart *const parts[N],
            GError **error)
{
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = build_path (self, manifest, i);

      if (parts[i] == NULL)
        continue;
      if (!jly_member_send_part (self, i, parts[i], error))
        return FALSE;
      g_unlink (path);
    }
  return TRUE;
}

gboolean
jly_member_send_upload (JlyMember *self, JlyUploadPart *const parts[N], GError **error)
{
  guint8 manifest[JLY_HASH_BYTES];

  jly_manifest_hash (parts[0]->manifest, manifest);
  /* What was cut off before is corrected by this one. */
  jly_member_unlink_unsent (self);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = build_path (self, manifest, i);

      if (!jly_member_write_part (path, i, self->keys.identity, parts[i], error))
        return FALSE;
    }
  return jly_member_put (self, jly_member_describe_upload (N, self->keys.identity, parts[0]), error)
         && send_parts (self, manifest, parts, error);
}

/* Of an upload whose number is not used up all parts are there, or the stop came before anything
 * was handed in. One of a contract that is not in force any more fits no frame. */
static gboolean
finish (JlyMember *self, const guint8 manifest[JLY_HASH_BYTES], GError **error)
{
  JlyUploadPart *parts[N];
  guint n = 0, any = N;
  gboolean ok = TRUE;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = build_path (self, manifest, i);

      parts[i] = jly_member_read_part (path);
      n += parts[i] != NULL;
      any = parts[i] != NULL ? i : any;
    }
  if (any == N || !jly_member_is_of_contract (self, parts[any])
      || (n < N && !is_number_used (self, manifest)))
    forget (self, manifest);
  else
    ok = jly_member_put (self, jly_member_describe_upload (N, self->keys.identity, parts[any]),
                         error)
         && send_parts (self, manifest, parts, error);
  for (guint i = 0; i < N; i++)
    g_clear_pointer (&parts[i], jly_upload_part_free);
  return ok;
}

gboolean
jly_member_complete_upload (JlyMember *self, GError **error)
{
  g_autofree char *folder = self->contract != NULL ? build_folder (self) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL || !jly_member_check_may_act (self, NULL))
    return TRUE;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++)
    {
      guint8 manifest[JLY_HASH_BYTES];
      gsize n = 0;

      /* Nothing else is there, but what another program left of a write. */
      if (sodium_hex2bin (manifest, sizeof manifest, names->pdata[i], 2 * JLY_HASH_BYTES, NULL, &n,
                          NULL)
              == 0
          && n == sizeof manifest && !finish (self, manifest, error))
        return FALSE;
    }
  return TRUE;
}
