/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of uploads: each provider counts its own upwards, and a computing party takes them
 * that way alone and not for ever, since it looks at all of them again and again.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail_often (GError **error)
{
  const JlyErrorDetail detail
      = { .step = "figures",
          .next = _ ("Make a new study for figures that change as often as these.") };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                   ngettext ("In one study figures can be handed in %u time by each party.",
                             "In one study figures can be handed in %u times by each party.",
                             JLY_UPLOAD_MOST_NUMBER),
                   JLY_UPLOAD_MOST_NUMBER);
}

guint64
jly_member_find_newest (const JlyMember *self, const guint8 key[32], guint8 hash[JLY_HASH_BYTES])
{
  guint64 number = 0;

  /* From the last note on, which is mostly the newest: so few signatures are verified. */
  for (guint i = self->posts->len; i > 0; i--)
    {
      const JlyNote *post = self->posts->pdata[i - 1];
      g_autoptr (JlyManifest) manifest = NULL;

      if (!g_str_equal (post->kind, "upload")
          || memcmp (post->signer, key, sizeof post->signer) != 0 || jly_note_get (post, 1) == NULL)
        continue;
      manifest = jly_manifest_decode (jly_note_get (post, 1), NULL);
      if (manifest == NULL || manifest->number <= number
          || !jly_note_verify (post, JLY_SIGNS_UPLOAD, jly_note_get (post, 1)))
        continue;
      number = manifest->number;
      jly_manifest_hash (jly_note_get (post, 1), hash);
    }
  return number;
}

gboolean
jly_member_find_number (const JlyMember *self, guint64 *number, GError **error)
{
  guint8 newest[JLY_HASH_BYTES];

  *number = jly_member_find_newest (self, self->keys.identity, newest) + 1;
  return *number <= JLY_UPLOAD_MOST_NUMBER || fail_often (error);
}

gboolean
jly_member_check_number (const JlyMember *self,
                         const guint8 sender[32],
                         const JlyUploadPart *part,
                         GError **error)
{
  const JlyErrorDetail detail
      = { .step = "figures", .next = _ ("Hand in your figures once more.") };
  g_autoptr (JlyManifest) manifest = jly_manifest_decode (part->manifest, error);
  guint8 hash[JLY_HASH_BYTES], newest[JLY_HASH_BYTES] = { 0 };
  guint64 number;

  if (manifest == NULL)
    return FALSE;
  if (manifest->number > JLY_UPLOAD_MOST_NUMBER)
    return fail_often (error);
  number = jly_member_find_newest (self, sender, newest);
  jly_manifest_hash (part->manifest, hash);
  return manifest->number > number || memcmp (hash, newest, sizeof hash) == 0
         || jly_fail (error, JLY_ERROR_REFUSED, &detail,
                      _ ("Figures came that are older than others of the same party."));
}

static gint
compare_downwards (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const JlyNumbered *)a)->number, y = ((const JlyNumbered *)b)->number;

  return (x < y) - (x > y);
}

GArray *
jly_member_list_uploads (const JlyMember *self, const guint8 key[32])
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (JlyNumbered));

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      g_autoptr (JlyManifest) manifest = NULL;

      if (!g_str_equal (post->kind, "upload") || memcmp (post->signer, key, 32) != 0
          || jly_note_get (post, 1) == NULL)
        continue;
      manifest = jly_manifest_decode (jly_note_get (post, 1), NULL);
      if (manifest != NULL && manifest->number > 0)
        g_array_append_vals (list, &(JlyNumbered){ manifest->number, i }, 1);
    }
  g_array_sort (list, compare_downwards);
  return list;
}
