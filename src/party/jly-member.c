/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-member.h. Opening, and taking what the others sent. */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "party/jly-keys.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static char *
get_taken_path (const JlyMember *self)
{
  return g_build_filename (self->dir, "taken", NULL);
}

static char *
dup_hex (const guint8 hash[32])
{
  char hex[65];

  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, 32));
}

static void
load_taken (JlyMember *self)
{
  g_autofree char *path = get_taken_path (self);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_hash_table_add (self->taken, g_strdup (lines[i]));
}

/* What is lost of this list is only tried again. */
static void
save_taken (const JlyMember *self)
{
  g_autofree char *path = get_taken_path (self);
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_string_append_printf (text, "%s\n", (const char *)hash);
  g_file_set_contents (path, text->str, (gssize)text->len, NULL);
}

void
jly_member_mark_taken (JlyMember *self, const JlyNote *post)
{
  g_hash_table_add (self->taken, dup_hex (post->hash));
}

gboolean
jly_member_put (JlyMember *self, JlyNote *post, GError **error)
{
  g_autoptr (JlyNote) own = post;

  if (!jly_note_put (own, self->folder, error))
    return FALSE;
  jly_member_mark_taken (self, own);
  save_taken (self);
  g_ptr_array_add (self->posts, g_steal_pointer (&own));
  return TRUE;
}

guint
jly_member_find_party (const JlyMember *self, const guint8 key[32])
{
  for (guint i = 0; self->contract != NULL && i < self->contract->parties->len; i++)
    if (memcmp (((const JlyContractParty *)self->contract->parties->pdata[i])->keys.identity, key,
                32)
        == 0)
      return i;
  return JLY_MEMBER_NOBODY;
}

const char *
jly_member_get_name (const JlyMember *self, guint party)
{
  const JlyContractParty *found
      = self->contract != NULL ? jly_contract_get_party (self->contract, party) : NULL;

  return found != NULL ? found->name : _ ("somebody");
}

guint
jly_member_get_miner (const JlyMember *self)
{
  guint place = 0;

  for (guint i = 0; self->contract != NULL && i < self->contract->parties->len; i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0)
        continue;
      if (i == self->self)
        return place;
      place++;
    }
  return JLY_STUDY_MINERS;
}

gboolean
jly_member_check_contract (const JlyMember *self, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Bring the folder in which the contract is, or make one: study new.") };

  return self->contract != NULL
         || jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no contract yet."));
}

/* The governance of the newest contract that was taken of this study. */
static gboolean
load_contract (JlyMember *self, const char *study_id, GError **error)
{
  g_autofree char *id = g_strdup (study_id);
  g_autoptr (GBytes) bytes = jly_store_get_contract (self->store, id, 0, error);

  if (bytes == NULL)
    return FALSE;
  g_clear_pointer (&self->governance, jly_store_governance_free);
  self->contract = NULL;
  self->governance = jly_store_load_governance (self->store, id, self->now, error);
  if (self->governance == NULL)
    return FALSE;
  self->contract = jly_store_governance_get_contract (self->governance);
  jly_contract_hash (bytes, self->contract_hash);
  self->self = jly_member_find_party (self, self->keys.identity);
  return TRUE;
}

/* One that is kept already is no news; an older or other one is refused by the store. */
static gboolean
take_contract (JlyMember *self, const JlyNote *post, GError **error)
{
  GBytes *bytes = jly_note_get (post, 0);
  g_autoptr (JlyContract) contract = NULL;

  if (bytes == NULL)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  contract = jly_contract_decode (bytes, error);
  if (contract == NULL || !jly_store_add_contract (self->store, bytes, self->now, error))
    return FALSE;
  return load_contract (self, contract->study_id, error);
}

/* Who signed; refused if nobody of the contract did. */
static gboolean
make_signed (
    const JlyMember *self, const JlyNote *post, GBytes *bytes, JlySigned *item, GError **error)
{
  item->bytes = bytes;
  item->signer = jly_member_find_party (self, post->signer);
  memcpy (item->signature, post->signature, sizeof item->signature);
  if (bytes == NULL || item->signer == JLY_MEMBER_NOBODY)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  return TRUE;
}

static gboolean
take_signature (JlyMember *self, const JlyNote *post, GError **error)
{
  guint8 hash[JLY_HASH_BYTES];
  guint signer = jly_member_find_party (self, post->signer);

  if (!jly_note_copy (post, 0, hash, sizeof hash)
      || memcmp (hash, self->contract_hash, sizeof hash) != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, jly_member_get_name (self, signer));
  return jly_store_take_signature (self->governance, signer, post->signature, self->now, error);
}

/* All that lies there over the same bytes, since they count together. */
static gboolean
take_mandate (JlyMember *self, const JlyNote *post, GError **error)
{
  GBytes *bytes = jly_note_get (post, 0);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (JlySigned));

  for (guint i = 0; bytes != NULL && i < self->posts->len; i++)
    {
      const JlyNote *other = self->posts->pdata[i];
      JlySigned item;

      if (g_str_equal (other->kind, post->kind) && jly_note_get (other, 0) != NULL
          && g_bytes_equal (jly_note_get (other, 0), bytes)
          && make_signed (self, other, bytes, &item, NULL))
        g_array_append_val (items, item);
    }
  if (!jly_store_take_mandate (self->governance, (const JlySigned *)(gpointer)items->data,
                               items->len, self->now, error))
    return FALSE;
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *other = self->posts->pdata[i];

      if (g_str_equal (other->kind, post->kind) && jly_note_get (other, 0) != NULL
          && g_bytes_equal (jly_note_get (other, 0), bytes))
        jly_member_mark_taken (self, other);
    }
  return TRUE;
}

static gboolean
take_proposal (JlyMember *self, const JlyNote *post, GError **error)
{
  JlySigned item;

  return make_signed (self, post, jly_note_get (post, 1), &item, error)
         && jly_store_take_question (self->governance, jly_note_get (post, 0), &item, self->now,
                                     NULL, error);
}

static gboolean
take_decision (JlyMember *self, const JlyNote *post, GError **error)
{
  JlySigned item;

  return make_signed (self, post, jly_note_get (post, 0), &item, error)
         && jly_store_take_decision (self->governance, &item, self->now, error);
}

static const struct
{
  const char *kind;
  gboolean (*take) (JlyMember *self, const JlyNote *post, GError **error);
} kinds[] = {
  { "signature", take_signature },      { "mandate", take_mandate },
  { "upload", jly_member_take_upload }, { "inputs", jly_member_take_inputs },
  { "proposal", take_proposal },        { "decision", take_decision },
};

static gboolean
is_taken (const JlyMember *self, const JlyNote *post)
{
  g_autofree char *hex = dup_hex (post->hash);

  return g_hash_table_contains (self->taken, hex);
}

static void
note_refusal (JlyMember *self, const JlyNote *post, const GError *error)
{
  g_autofree char *line = jly_plain_line (error->message);

  g_ptr_array_add (self->refused, g_strdup_printf ("%u %s: %s", post->number, post->kind, line));
}

static void
try_post (JlyMember *self,
          const JlyNote *post,
          gboolean (*take) (JlyMember *, const JlyNote *, GError **))
{
  g_autoptr (GError) error = NULL;

  if (is_taken (self, post))
    return;
  if (take (self, post, &error))
    jly_member_mark_taken (self, post);
  else
    note_refusal (self, post, error);
}

/* The study of this folder that is kept already, if nothing new says so. */
static gboolean
find_contract (JlyMember *self, GError **error)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];

      if (g_str_equal (post->kind, "contract"))
        try_post (self, post, take_contract);
    }
  for (guint i = 0; self->governance == NULL && i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      g_autoptr (JlyContract) contract = NULL;

      if (g_str_equal (post->kind, "contract") && is_taken (self, post)
          && (contract = jly_contract_decode (jly_note_get (post, 0), NULL)) != NULL
          && !load_contract (self, contract->study_id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_member_sync (JlyMember *self, GError **error)
{
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_ptr_array_set_size (self->refused, 0);
  self->posts = jly_note_list (self->folder, self->refused, error);
  if (self->posts == NULL || !find_contract (self, error))
    return FALSE;
  for (guint i = 0; self->governance != NULL && i < self->posts->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (g_str_equal (((const JlyNote *)self->posts->pdata[i])->kind, kinds[k].kind))
        try_post (self, self->posts->pdata[i], kinds[k].take);
  save_taken (self);
  return TRUE;
}

JlyMember *
jly_member_open (
    const char *dir, const char *folder, JlyIdentity *identity, gint64 now, GError **error)
{
  g_autoptr (JlyMember) self = g_new0 (JlyMember, 1);

  self->dir = g_strdup (dir);
  self->folder = g_strdup (folder);
  self->identity = identity;
  jly_keys_of (identity, &self->keys);
  self->self = JLY_MEMBER_NOBODY;
  self->now = now;
  self->refused = g_ptr_array_new_with_free_func (g_free);
  load_taken (self);
  self->store = jly_store_open (dir, error);
  if (self->store == NULL || !jly_store_unlock (self->store, identity, error)
      || !jly_member_sync (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jly_member_free (JlyMember *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->governance, jly_store_governance_free);
  g_clear_pointer (&self->store, jly_store_close);
  g_clear_pointer (&self->identity, jly_identity_free);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self->dir);
  g_free (self->folder);
  g_free (self);
}
