/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-carrier.h. */
#include "config.h"

#include "party/jly-carrier.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"
#include "post/jly-bundle.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define BYTES_FOR_ONE (256u << 10)
#define PIECES_FOR_ONE (1u << 20) /* where pieces of uploads are among them; no more is kept */

static gboolean
send_end (JlyLink *link, GError **error)
{
  const guint8 end = 0;

  return jly_link_send (link, JLY_FRAME_CARRIED, &end, sizeof end, error);
}

static gboolean
send_one (JlyLink *link, GBytes *envelope, GError **error)
{
  gsize n;
  const guint8 *bytes = g_bytes_get_data (envelope, &n);

  return jly_link_send (link, JLY_FRAME_CARRIED, bytes, n, error);
}

gboolean
jly_carrier_give_these (JlyLink *link, const GPtrArray *envelopes, GError **error)
{
  for (guint i = 0; i < envelopes->len; i++)
    if (!send_one (link, envelopes->pdata[i], error))
      return FALSE;
  return send_end (link, error);
}

/* Of one member, so that much for one keeps nothing from the others. */
static gboolean
add_for (JlyPost *post,
         guint member,
         gboolean with_pieces,
         GPtrArray *envelopes,
         gsize *total,
         GError **error)
{
  g_autoptr (GPtrArray) items = jly_post_gather (
      post, (gint)member, with_pieces ? PIECES_FOR_ONE : BYTES_FOR_ONE, NULL, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const JlyPostItem *item = items->pdata[i];
      gsize n = g_bytes_get_size (item->envelope);

      if ((item->kind == JLY_POST_PIECE && !with_pieces) || *total + n > JLY_CARRIER_MAX_BYTES
          || envelopes->len == JLY_CARRIER_MAX_LETTERS)
        continue;
      *total += n;
      g_ptr_array_add (envelopes, g_bytes_ref (item->envelope));
    }
  return items != NULL;
}

gboolean
jly_carrier_give (
    JlyLink *link, JlyPost *post, guint other, const gboolean *is_away, GError **error)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gsize total = 0;

  for (guint i = 0; i < jly_post_get_book (post)->members->len; i++)
    if (i != other && i != jly_post_get_own (post)
        && !add_for (post, i, is_away != NULL && is_away[i], envelopes, &total, error))
      return FALSE;
  return jly_carrier_give_these (link, envelopes, error);
}

GPtrArray *
jly_carrier_get (JlyLink *link, const char *name, GError **error)
{
  const JlyErrorDetail detail = { .party = name, .step = "letters" };
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gsize total = 0;

  while (envelopes->len <= JLY_CARRIER_MAX_LETTERS && total <= JLY_CARRIER_MAX_BYTES)
    {
      g_autoptr (GBytes) bytes
          = jly_link_receive (link, JLY_FRAME_CARRIED, JLY_ENVELOPE_MAX_BYTES, error);

      if (bytes == NULL)
        return NULL;
      if (g_bytes_get_size (bytes) == 1)
        return g_steal_pointer (&envelopes);
      total += g_bytes_get_size (bytes);
      g_ptr_array_add (envelopes, g_steal_pointer (&bytes));
    }
  jly_fail (error, JLY_ERROR_PROTOCOL, &detail, _ ("“%s” sends more at once than was agreed."),
            name);
  return NULL;
}

static char *
build_path (const char *dir, guint receiver, guint from)
{
  return g_strdup_printf ("%s/%u-%u" JLY_BUNDLE_ENDING, dir, receiver, from);
}

static gboolean
has_bytes (const char *path, GBytes *bytes)
{
  g_autofree char *text = NULL;
  gsize n = 0;

  return g_file_get_contents (path, &text, &n, NULL) && n == g_bytes_get_size (bytes)
         && memcmp (text, g_bytes_get_data (bytes, NULL), n) == 0;
}

/* What was there stays until the new is whole. While a receiver is away each call brings the same,
 * which is not written again. */
static gboolean
replace (const char *path, GPtrArray *envelopes, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Make room on the disk.") };
  g_autoptr (GBytes) bytes = NULL;

  if (envelopes->len == 0)
    {
      g_unlink (path);
      return TRUE;
    }
  bytes = jly_bundle_encode (envelopes, error);
  if (bytes == NULL)
    return FALSE;
  if (has_bytes (path, bytes)
      || g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                   (gssize)g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, NULL))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, _ ("Letters for others could not be kept."));
}

static guint64
measure (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64)info.st_size : 0;
}

/* GPtrArray* of GBytes* by receiver, as far as there is room, and as one sender may have there. */
static GPtrArray *
sort_out (const JlyAddressBook *book, const GPtrArray *envelopes, guint64 room)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autofree guint64 *sums = g_new0 (guint64, book->members->len);

  for (guint i = 0; i < book->members->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_new ());
  for (guint i = 0; i < envelopes->len; i++)
    {
      guint64 n = g_bytes_get_size (envelopes->pdata[i]) + JLY_BUNDLE_LETTER_BYTES;
      guint8 mark[JLY_ENVELOPE_MARK_BYTES];
      gint member = jly_envelope_peek (envelopes->pdata[i], mark, NULL)
                        ? jly_address_book_find_mark (book, mark)
                        : -1;
      GPtrArray *some = member >= 0 ? sorted->pdata[member] : NULL;

      if (some == NULL)
        continue;
      if (some->len == 0)
        n += JLY_BUNDLE_FRAME_BYTES;
      if (n > room || (some->len > 0 && sums[member] + n > PIECES_FOR_ONE))
        continue;
      room -= n;
      sums[member] += n;
      g_ptr_array_add (some, envelopes->pdata[i]);
    }
  return sorted;
}

gboolean
jly_carrier_keep (const char *dir,
                  const JlyAddressBook *book,
                  guint from,
                  const GPtrArray *envelopes,
                  guint64 room,
                  gint64 *grown,
                  GError **error)
{
  guint n = book->members->len;
  guint64 before = 0, after = 0;
  g_autoptr (GPtrArray) sorted = NULL;

  if (g_mkdir_with_parents (dir, 0700) != 0)
    return jly_fail (error, JLY_ERROR_IO, &(JlyErrorDetail){ .file = dir },
                     _ ("Letters for others could not be kept."));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = build_path (dir, i, from);

      before += measure (path);
    }
  sorted = sort_out (book, envelopes, room + MIN (before, G_MAXUINT64 - room));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = build_path (dir, i, from);

      if (!replace (path, sorted->pdata[i], error))
        return FALSE;
      after += measure (path);
    }
  *grown = (gint64)(after - before);
  return TRUE;
}

GPtrArray *
jly_carrier_list (const char *dir, const JlyAddressBook *book, guint receiver)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  const guint n = book->members->len;
  guint first = n > 0 ? randombytes_uniform (n) : 0;
  gsize total = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = build_path (dir, receiver, (first + i) % n);
      g_autoptr (GPtrArray) some
          = g_file_test (path, G_FILE_TEST_EXISTS) ? jly_bundle_load (path, NULL) : NULL;

      for (guint k = 0; some != NULL && k < some->len && all->len < JLY_CARRIER_MAX_LETTERS; k++)
        {
          total += g_bytes_get_size (some->pdata[k]);
          if (total > JLY_CARRIER_MAX_BYTES)
            return all;
          g_ptr_array_add (all, g_bytes_ref (some->pdata[k]));
        }
    }
  return all;
}
