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
dup_hex (const guint8 hash[32])
{
  char hex[65];

  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, 32));
}

void
jly_member_mark_taken (JlyMember *self, const JlyNote *post)
{
  if (g_hash_table_add (self->taken, dup_hex (post->hash)) && post->number > 0)
    g_array_append_val (self->marks, post->number);
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
  return jly_post_office_reload (self->office, id, error);
}

/* One that is kept already, perhaps an older version, is no news. */
static gboolean
is_kept (const JlyMember *self, const JlyContract *contract, GBytes *bytes)
{
  g_autoptr (GBytes) kept
      = jly_store_get_contract (self->store, contract->study_id, contract->version, NULL);

  return kept != NULL && g_bytes_equal (kept, bytes);
}

/* Another one than those that are kept is refused by the store, unless it follows. */
static gboolean
take_contract (JlyMember *self, const JlyNote *post, GError **error)
{
  GBytes *bytes = jly_note_get (post, 0);
  g_autoptr (JlyContract) contract = NULL;

  if (bytes == NULL)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  if (!jly_note_verify (post, JLY_SIGNS_DRAFT, bytes))
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  contract = jly_contract_decode (bytes, error);
  if (contract == NULL)
    return FALSE;
  if (g_strcmp0 (contract->study_id, self->study_id) != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  if (is_kept (self, contract, bytes))
    return TRUE;
  if (!jly_member_check_next (self, contract, error))
    return FALSE;
  if (!jly_store_add_contract (self->store, bytes, self->now, error))
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
  { "inputs", jly_member_take_inputs }, { "proposal", take_proposal },
  { "decision", take_decision },        { "acceptance", jly_member_take_acceptance },
  { "head", jly_member_take_head },     { JLY_NOTE_ERASED, jly_member_take_erased },
};

static gboolean
is_taken (const JlyMember *self, const JlyNote *post)
{
  g_autofree char *hex = dup_hex (post->hash);

  return g_hash_table_contains (self->taken, hex);
}

void
jly_member_refuse (JlyMember *self, guint number, const char *kind, const GError *error)
{
  g_autofree char *line = jly_plain_line (error->message);

  g_ptr_array_add (self->refused, number > 0 ? g_strdup_printf ("%u %s: %s", number, kind, line)
                                             : g_strdup_printf ("%s: %s", kind, line));
}

static gboolean
is_old_news (const JlyNote *post, const GError *error)
{
  return jly_refusal_get_rule (error) == JLY_REFUSAL_TWICE
         && (g_str_equal (post->kind, "proposal") || g_str_equal (post->kind, "decision"));
}

/* TRUE if it was taken now. */
static gboolean
try_post (JlyMember *self,
          const JlyNote *post,
          gboolean (*take) (JlyMember *, const JlyNote *, GError **))
{
  g_autoptr (GError) error = NULL;

  if (is_taken (self, post))
    return FALSE;
  if (take (self, post, &error))
    {
      jly_member_mark_taken (self, post);
      return TRUE;
    }
  /* Taken before a stop that came before the mark; or somebody's copy, which changes nothing. */
  if (is_old_news (post, error))
    {
      jly_member_mark_taken (self, post);
      return FALSE;
    }
  jly_member_refuse (self, post->number, post->kind, error);
  return FALSE;
}

/* The newest contract that is kept, and those that came since. */
static gboolean
find_contract (JlyMember *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) kept = NULL;

  if (self->governance == NULL)
    {
      kept = jly_store_get_contract (self->store, self->study_id, 0, &problem);
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      if (kept == NULL ? problem != NULL : !load_contract (self, self->study_id, error))
        return FALSE;
    }
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];

      if (g_str_equal (post->kind, "contract") && !jly_member_is_waiting (self, post))
        try_post (self, post, take_contract);
    }
  return TRUE;
}

/* Everything once; whether anything was taken, so that what was refused may be taken now. */
static gboolean
take_posts (JlyMember *self)
{
  gboolean any = FALSE;

  for (guint i = 0; self->governance != NULL && i < self->posts->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (g_str_equal (((const JlyNote *)self->posts->pdata[i])->kind, kinds[k].kind)
          && !is_taken (self, self->posts->pdata[i])
          && !jly_member_is_waiting (self, self->posts->pdata[i]))
        any = try_post (self, self->posts->pdata[i], kinds[k].take) || any;
  return any;
}

/* What came is taken in no order but that each sender's letters have: until nothing more is. */
static gboolean
take_all (JlyMember *self, GError **error)
{
  guint n_before = self->refused->len;
  gboolean is_new, any;

  do
    {
      g_ptr_array_set_size (self->refused, (gint)n_before);
      is_new = any = FALSE;
      if (!find_contract (self, error) || !jly_member_take_letters (self, &is_new, error))
        return FALSE;
      if (is_new && !find_contract (self, error))
        return FALSE;
      any = take_posts (self);
    }
  while (is_new || any);
  return TRUE;
}

guint
jly_member_get_last_note (const JlyMember *self)
{
  guint last = 0;

  for (guint i = 0; i < self->posts->len; i++)
    last = MAX (last, ((const JlyNote *)self->posts->pdata[i])->number);
  return last;
}

gboolean
jly_member_sync (JlyMember *self, GError **error)
{
  g_ptr_array_set_size (self->refused, 0);
  if (self->folder != NULL && !jly_member_take_folder (self, error))
    return FALSE;
  if (self->study_id == NULL)
    return TRUE;
  return jly_member_load_posts (self, error) && take_all (self, error)
         && jly_member_save_taken (self, error) && jly_member_complete (self, error)
         && jly_member_complete_letters (self, error) && jly_member_complete_proofs (self, error)
         && jly_member_complete_upload (self, error)
         && jly_member_play_words (self, FALSE, NULL, error) && jly_member_send (self, error);
}

static JlyMember *
new_member (const char *dir, const char *study_id, JlyIdentity *identity, gint64 now)
{
  JlyMember *self = g_new0 (JlyMember, 1);

  self->dir = g_strdup (dir);
  self->study_id = g_strdup (study_id);
  self->identity = identity;
  jly_keys_of (identity, &self->keys);
  self->self = JLY_MEMBER_NOBODY;
  self->now = now;
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_note_free);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->receipts
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  self->marks = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static gboolean
start (JlyMember *self, GError **error)
{
  /* Only a folder brings letters of other studies. */
  self->office = self->folder == NULL && self->study_id != NULL
                     ? jly_post_office_new_for_study (self->store, self->identity, self->study_id,
                                                      self->now, error)
                     : jly_post_office_new (self->store, self->identity, self->now, error);
  return self->office != NULL && jly_member_sync (self, error)
         && jly_member_erase_expired (self, error);
}

JlyMember *
jly_member_open (const char *dir,
                 const char *folder,
                 const char *study_id,
                 JlyIdentity *identity,
                 gint64 now,
                 GError **error)
{
  g_autoptr (JlyMember) self = new_member (dir, study_id, identity, now);

  self->folder = g_strdup (folder);
  self->store = jly_store_open (dir, error);
  if (self->store == NULL || !jly_store_unlock (self->store, identity, error)
      || !start (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

JlyMember *
jly_member_new (
    JlyStore *store, const char *study_id, const JlyIdentity *identity, gint64 now, GError **error)
{
  g_autofree char *dir = jly_store_dup_dir (store);
  g_autoptr (JlyMember) self = new_member (dir, study_id, (JlyIdentity *)identity, now);

  self->is_guest = TRUE;
  self->store = store;
  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

void
jly_member_free (JlyMember *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->governance, jly_store_governance_free);
  g_clear_pointer (&self->office, jly_post_office_free);
  if (!self->is_guest)
    {
      g_clear_pointer (&self->store, jly_store_close);
      g_clear_pointer (&self->identity, jly_identity_free);
    }
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->receipts, g_hash_table_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self->study_id);
  g_free (self->dir);
  g_free (self->folder);
  g_free (self);
}
