/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parties that bring figures and are no founders: how they get the contract and take it on, and how
 * whoever brought figures knows that they are in a closed set.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "study/jly-acceptance.h"
#include "study/jly-contract-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const JlyParty *
jly_member_find_joined (const JlyMember *self, const guint8 key[32])
{
  const JlyGovernance *governance
      = self->governance != NULL ? jly_store_governance_get (self->governance, NULL) : NULL;
  const GPtrArray *joined = governance != NULL ? jly_governance_get_joined (governance) : NULL;

  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      const JlyParty *party = joined->pdata[i];

      if (memcmp (party->keys.identity, key, sizeof party->keys.identity) == 0)
        return party;
    }
  return NULL;
}

/* By its own key, which stands in the bytes; what else must hold is the governance's to say. */
gboolean
jly_member_take_acceptance (JlyMember *self, const JlyNote *post, GError **error)
{
  JlySigned item = { .bytes = jly_note_get (post, 0) };

  if (item.bytes == NULL)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  memcpy (item.signature, post->signature, sizeof item.signature);
  return jly_store_take_acceptance (self->governance, &item, self->now, error);
}

static gboolean
find_card (const JlyMember *self, const char *name, JlyPublicKeys *keys, GError **error)
{
  g_autoptr (GPtrArray) cards = jly_member_list_cards (self);
  const JlyErrorDetail detail = { .party = name, .next = _ ("Ask for it: study card.") };

  for (guint i = 0; i < cards->len; i++)
    {
      const JlyParty *card = cards->pdata[i];

      if (!g_str_equal (card->name, name))
        continue;
      *keys = card->keys;
      return TRUE;
    }
  return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no card of “%s” in the folder."),
                   name);
}

/* The contract first: nothing else is read by somebody who does not have it. Signatures of others
 * are as good from here as from them. */
static gboolean
send_contract (JlyMember *self, guint receiver, GError **error)
{
  static const struct
  {
    const char *kind;
    JlyPostKind post;
  } kinds[] = { { "contract", JLY_POST_CONTRACT }, { "signature", JLY_POST_SIGNATURE } };
  const JlyPostStudy *study = jly_member_get_post (self);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < self->posts->len; i++)
      {
        const JlyNote *note = self->posts->pdata[i];
        g_autoptr (GBytes) bytes = NULL;

        if (!g_str_equal (note->kind, kinds[k].kind))
          continue;
        bytes = jly_note_encode (note);
        if (!jly_post_send (study->post, receiver, kinds[k].post, bytes, error))
          return FALSE;
      }
  return TRUE;
}

/* Who drafted the contract has its note; what others sent of it is not for them to hand on. */
static gboolean
check_drafter (const JlyMember *self, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Ask whoever drafted the contract.") };

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];

      if (g_str_equal (note->kind, "contract")
          && memcmp (note->signer, self->keys.identity, 32) == 0)
        return TRUE;
    }
  return jly_fail (error, JLY_ERROR_USAGE, &detail,
                   _ ("Only whoever drafted the contract can hand it to others."));
}

gboolean
jly_member_admit (JlyMember *self, const char *name, GError **error)
{
  const JlyPostStudy *study;
  JlyPublicKeys keys;
  gint receiver;

  if (!jly_member_check_contract (self, error) || !check_drafter (self, error)
      || !find_card (self, name, &keys, error))
    return FALSE;
  if (self->contract->policy.n_joining == 0)
    return jly_refuse (error, JLY_REFUSAL_JOINING, name);
  if (!jly_member_note (self, jly_study_book_guest_new (name, &keys), error)
      || !jly_post_office_reload (self->office, self->study_id, error))
    return FALSE;
  study = jly_member_get_post (self);
  receiver = jly_address_book_find (study->book, keys.identity);
  return receiver >= 0 ? send_contract (self, (guint)receiver, error)
                       : jly_refuse (error, JLY_REFUSAL_TWICE, name);
}

static GBytes *
make_acceptance (JlyMember *self, const char *name, guint side, GError **error)
{
  g_autoptr (JlyAcceptance) acceptance = jly_acceptance_new ();
  guint8 signature[JLY_SIGNATURE_BYTES];
  JlyLogHead head;

  if (!jly_store_get_log_head (self->store, self->contract->study_id, &head, signature, error))
    return NULL;
  memcpy (acceptance->contract_hash, self->contract_hash, JLY_HASH_BYTES);
  g_free (acceptance->name);
  acceptance->name = g_strdup (name);
  acceptance->keys = self->keys;
  acceptance->side = side;
  acceptance->wording = JLY_CONTRACT_WORDING;
  acceptance->made_at = self->now;
  acceptance->log_size = head.size;
  memcpy (acceptance->log_root, head.root.bytes, JLY_HASH_BYTES);
  return jly_acceptance_encode (acceptance);
}

gboolean
jly_member_join (JlyMember *self, const char *name, guint side, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  JlyNote *post;

  if (!jly_member_check_contract (self, error))
    return FALSE;
  if (self->self != JLY_MEMBER_NOBODY)
    return jly_refuse (error, JLY_REFUSAL_TWICE, jly_member_get_name (self, self->self));
  bytes = make_acceptance (self, name, side, error);
  if (bytes == NULL)
    return FALSE;
  post = jly_note_add_bytes (jly_note_new ("acceptance"), bytes);
  jly_note_sign (post, self->identity, JLY_SIGNS_ACCEPTANCE, bytes);
  if (jly_member_take_acceptance (self, post, error))
    return jly_member_put (self, post, error);
  jly_note_free (post);
  return FALSE;
}

GBytes *
jly_member_join_parts (const JlyNote *post)
{
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; i < post->parts->len; i++)
    {
      gsize n;
      const guint8 *data = g_bytes_get_data (post->parts->pdata[i], &n);

      g_byte_array_append (all, data, (guint)n);
    }
  return g_byte_array_free_to_bytes (all);
}

/* Contract, root, reader's key, then hash of the manifest, rows, place, size and path. */
static JlyNote *
make_proof (const JlyMember *self,
            const JlySubmission *own,
            const JlySubmission *list,
            guint n,
            const guint8 root[JLY_HASH_BYTES])
{
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) path_bytes = NULL, all = NULL;
  JlyNote *post = jly_note_new ("proof");
  JlyMerklePath path;
  guint64 index;

  if (!jly_submissions_prove (list, n, own, &index, &path))
    g_assert_not_reached (); /* own is one of them */
  jly_writer_init (&writer, 1u << 13);
  jly_writer_put_bytes (&writer, own->upload, JLY_HASH_BYTES);
  jly_writer_put_u64 (&writer, own->n_rows);
  jly_writer_put_u64 (&writer, index);
  jly_writer_put_u64 (&writer, n);
  for (guint i = 0; i < path.n; i++)
    jly_writer_put_bytes (&writer, path.hashes[i].bytes, JLY_MERKLE_BYTES);
  path_bytes = jly_writer_finish (&writer);
  jly_note_add (post, self->contract_hash, JLY_HASH_BYTES);
  jly_note_add (post, root, JLY_HASH_BYTES);
  jly_note_add (post, own->provider, sizeof own->provider);
  jly_note_add_bytes (post, path_bytes);
  all = jly_member_join_parts (post);
  jly_note_sign (post, self->identity, JLY_SIGNS_PROOF, all);
  return post;
}

gboolean
jly_member_put_proofs (JlyMember *self,
                       const JlySubmission *list,
                       guint n,
                       const guint8 root[JLY_HASH_BYTES],
                       GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!jly_member_put (self, make_proof (self, &list[i], list, n, root), error))
      return FALSE;
  return TRUE;
}

static guint
count_own_proofs (const JlyMember *self, const guint8 root[JLY_HASH_BYTES])
{
  guint count = 0;

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      guint8 about[JLY_HASH_BYTES];

      count += g_str_equal (post->kind, "proof")
               && memcmp (post->signer, self->keys.identity, 32) == 0
               && jly_note_copy (post, 1, about, sizeof about)
               && memcmp (about, root, sizeof about) == 0;
    }
  return count;
}

/* A stop between closing and proving is made good; what is there already changes nothing. */
gboolean
jly_member_complete_proofs (JlyMember *self, GError **error)
{
  guint8 root[JLY_HASH_BYTES];
  const JlySubmission *list = NULL;
  gboolean is_own = FALSE;
  gsize n = 0;

  for (guint i = self->posts->len; self->governance != NULL && i > 0 && !is_own; i--)
    {
      const JlyNote *post = self->posts->pdata[i - 1];

      is_own = g_str_equal (post->kind, "inputs")
               && memcmp (post->signer, self->keys.identity, 32) == 0
               && jly_note_copy (post, 1, root, sizeof root);
    }
  if (is_own)
    list = jly_governance_get_submissions (jly_store_governance_get (self->governance, NULL), root,
                                           &n);
  return list == NULL || count_own_proofs (self, root) >= n
         || jly_member_put_proofs (self, list, (guint)n, root, error);
}

/* The hash of the manifest of the last upload that this party made. */
static gboolean
find_own_upload (const JlyMember *self, guint8 hash[JLY_HASH_BYTES])
{
  guint64 last = 0;

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      g_autoptr (JlyManifest) manifest = NULL;

      if (!g_str_equal (post->kind, "upload") || memcmp (post->signer, self->keys.identity, 32) != 0
          || jly_note_get (post, 1) == NULL)
        continue;
      manifest = jly_manifest_decode (jly_note_get (post, 1), NULL);
      if (manifest == NULL || manifest->number <= last)
        continue;
      last = manifest->number;
      jly_manifest_hash (jly_note_get (post, 1), hash);
    }
  return last > 0;
}

/* Whoever sent it: what it says is proved by its own hashes. */
static gboolean
is_proof (const JlyMember *self,
          const JlyNote *post,
          const guint8 root[JLY_HASH_BYTES],
          guint n,
          const guint8 upload[JLY_HASH_BYTES])
{
  GBytes *bytes = jly_note_get (post, 3);
  JlySubmission own;
  JlyMerklePath path = { 0 };
  JlyReader reader;
  guint64 index, size;
  gsize length;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (!g_str_equal (post->kind, "proof") || data == NULL)
    return FALSE;
  jly_reader_init (&reader, data, length, 1u << 13);
  memcpy (own.provider, self->keys.identity, sizeof own.provider);
  if (!jly_reader_get_bytes (&reader, own.upload, JLY_HASH_BYTES)
      || !jly_reader_get_u64 (&reader, &own.n_rows) || !jly_reader_get_u64 (&reader, &index)
      || !jly_reader_get_u64 (&reader, &size))
    return FALSE;
  while (!jly_reader_is_done (&reader))
    if (path.n == JLY_MERKLE_MAX_PATH
        || !jly_reader_get_bytes (&reader, path.hashes[path.n++].bytes, JLY_MERKLE_BYTES))
      return FALSE;
  return size == n && memcmp (own.upload, upload, JLY_HASH_BYTES) == 0
         && jly_submissions_verify (&own, index, size, &path, root);
}

gboolean
jly_member_check_included (JlyMember *self, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Ask a computing party, and do not agree to a question before.") };
  guint8 root[JLY_HASH_BYTES], upload[JLY_HASH_BYTES];
  guint n;

  if (!jly_member_check_contract (self, error) || !jly_member_get_inputs (self, root, &n, error))
    return FALSE;
  for (guint i = 0; find_own_upload (self, upload) && i < self->posts->len; i++)
    if (is_proof (self, self->posts->pdata[i], root, n, upload))
      return TRUE;
  return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                   _ ("Nobody has proved to you that your last figures are in the closed set."));
}
