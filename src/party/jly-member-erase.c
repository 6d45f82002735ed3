/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing the figures and answers of a study, when its days are over or because its person wants
 * it; and the signed note that says so to everybody else, which stays with them. The note is a
 * statement: that nothing was copied before, or is kept by another program, it cannot show.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "store/jly-drafts.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECONDS_A_DAY 86400
#define SIGNS_ERASED "figures-erased"

/* The contract itself, or a version of it that was in force before. */
static gboolean
is_own_contract (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES])
{
  if (memcmp (hash, self->contract_hash, JLY_HASH_BYTES) == 0)
    return TRUE;
  for (guint version = 1; version < self->contract->version; version++)
    {
      g_autoptr (GBytes) bytes
          = jly_store_get_contract (self->store, self->contract->study_id, version, NULL);
      guint8 before[JLY_HASH_BYTES];

      if (bytes == NULL)
        continue;
      jly_contract_hash (bytes, before);
      if (memcmp (hash, before, JLY_HASH_BYTES) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_member (const JlyMember *self, const guint8 key[32])
{
  return jly_member_find_party (self, key) != JLY_MEMBER_NOBODY
         || jly_member_find_joined (self, key) != NULL;
}

/* When, if it is signed for this study by a party of it; else 0. */
static gint64
read_erased (const JlyMember *self, const JlyNote *note)
{
  g_autoptr (GBytes) all = NULL;
  guint8 contract[JLY_HASH_BYTES];
  guint64 moment;

  if (!g_str_equal (note->kind, JLY_NOTE_ERASED) || note->parts->len != 2
      || !jly_note_copy (note, 0, contract, sizeof contract)
      || !jly_note_copy (note, 1, (guint8 *)&moment, sizeof moment)
      || !is_own_contract (self, contract) || !is_member (self, note->signer))
    return 0;
  moment = GUINT64_FROM_BE (moment);
  all = jly_member_join_parts (note);
  return moment <= G_MAXINT64 && jly_note_verify (note, SIGNS_ERASED, all) ? (gint64)moment : 0;
}

gint64
jly_member_get_erased (const JlyMember *self, const guint8 key[32])
{
  gint64 last = 0;

  for (guint i = 0; self->contract != NULL && i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];

      if (memcmp (note->signer, key, 32) != 0)
        continue;
      if (g_str_equal (note->kind, "upload"))
        last = 0;
      else
        last = MAX (last, read_erased (self, note));
    }
  return last;
}

gboolean
jly_member_take_erased (JlyMember *self, const JlyNote *note, GError **error)
{
  const JlyParty *joined = jly_member_find_joined (self, note->signer);

  if (read_erased (self, note) == 0)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  return jly_store_log (
      self->store, self->study_id,
      joined != NULL ? joined->name
                     : jly_member_get_name (self, jly_member_find_party (self, note->signer)),
      "has signed that it erased its uploads and answers", error);
}

static gboolean
put_note (JlyMember *self, GError **error)
{
  JlyNote *note = jly_note_new (JLY_NOTE_ERASED);
  const guint64 moment = GUINT64_TO_BE ((guint64)self->now);
  g_autoptr (GBytes) all = NULL;

  jly_note_add (note, self->contract_hash, JLY_HASH_BYTES);
  jly_note_add (note, (const guint8 *)&moment, sizeof moment);
  all = jly_member_join_parts (note);
  jly_note_sign (note, self->identity, SIGNS_ERASED, all);
  return jly_store_log (self->store, self->study_id, "",
                        "uploads and answers are erased here, and the others are told", error)
         && jly_member_put (self, note, error);
}

/* Sealed results that an attempt kept before it counted, of every version's questions. */
static void
unlink_prepared (const JlyMember *self)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];
      g_autofree char *path = NULL;
      guint8 hash[JLY_HASH_BYTES];

      if (!g_str_equal (note->kind, "proposal") || jly_note_get (note, 0) == NULL)
        continue;
      jly_proposal_hash (jly_note_get (note, 0), hash);
      path = jly_member_build_prepared (self, hash);
      g_unlink (path);
    }
}

/* Letters of others that a computing party carries have figures and answers in them. Those that
 * still wait are brought again by whoever sends them, without what it erased. */
static void
unlink_carried (const JlyMember *self)
{
  g_autofree char *mail = g_build_filename (self->dir, "mail", NULL);

  jly_folder_remove (mail);
}

static void
unlink_all (const JlyMember *self)
{
  jly_member_unlink_uploads (self);
  jly_member_unlink_unsent (self);
  unlink_prepared (self);
  unlink_carried (self);
  jly_drafts_remove_of_study (self->dir, self->study_id);
}

gboolean
jly_member_erase (JlyMember *self, GError **error)
{
  guint erased = 0;

  if (!jly_member_check_contract (self, error))
    return FALSE;
  unlink_all (self);
  return jly_store_erase_study (self->store, self->study_id, self->now, &erased, error)
         && jly_member_load_posts (self, error)
         && (!is_member (self, self->keys.identity) || put_note (self, error));
}

/* On the same day as jly_store_erase_expired. */
static gboolean
is_over (const JlyMember *self, gint64 moment)
{
  return self->contract != NULL
         && moment / SECONDS_A_DAY - self->contract->ends_at / SECONDS_A_DAY
                > (gint64)self->contract->policy.days_kept;
}

/* Whether this process has looked at all studies of this folder on this day: is_over counts whole
 * days, and to look means to read every study's log. */
static gboolean
was_looked_at (const JlyMember *self, gboolean is_now)
{
  static GMutex mutex;
  static GHashTable *days; /* folder -> the day */
  const gsize day = (gsize)(self->now / SECONDS_A_DAY);
  gboolean was;

  g_mutex_lock (&mutex);
  if (days == NULL)
    days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  was = GPOINTER_TO_SIZE (g_hash_table_lookup (days, self->dir)) == day;
  if (is_now)
    g_hash_table_insert (days, g_strdup (self->dir), GSIZE_TO_POINTER (day));
  g_mutex_unlock (&mutex);
  return was;
}

static gboolean
erase_expired (JlyMember *self, GError **error)
{
  guint erased = 0;

  if (self->study_id != NULL && was_looked_at (self, FALSE))
    return jly_store_erase_expired_study (self->store, self->study_id, self->now, &erased, error);
  if (!jly_store_erase_expired (self->store, self->now, &erased, error))
    return FALSE;
  was_looked_at (self, TRUE);
  return TRUE;
}

gboolean
jly_member_is_over (const JlyMember *self)
{
  return is_over (self, self->now);
}

/* A note of before says nothing of what came since. */
gboolean
jly_member_erase_expired (JlyMember *self, GError **error)
{
  if (is_over (self, self->now))
    unlink_all (self);
  if (!erase_expired (self, error))
    return FALSE;
  if (!is_over (self, self->now) || !is_member (self, self->keys.identity)
      || is_over (self, jly_member_get_erased (self, self->keys.identity)))
    return TRUE;
  return jly_member_load_posts (self, error) && put_note (self, error);
}
