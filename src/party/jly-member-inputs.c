/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures on their way into a frozen set. An upload goes as letters in pieces to each computing
 * party, which checks it, keeps it as it came in DIR/uploads (sealed to it, so that the file alone
 * tells nothing), and answers with a receipt. What all three acknowledged can be closed into a set;
 * only they learn whose uploads are in it.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "party/jly-upload-pieces.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define ENTRY_BYTES (32 + JLY_HASH_BYTES + 32 + 8)

static JlyStudy *
make_frame (const JlyMember *self, const guint8 key[32], guint *provider, GError **error)
{
  return jly_agreed_frame_new (self->contract, self->contract_hash, key,
                               jly_member_find_joined (self, key), provider, error);
}

static gboolean
check_signed (const JlyMember *self, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);
  JlyPartySet missing;

  if (governance == NULL)
    return FALSE;
  missing = jly_governance_get_unsigned (governance);
  return missing == 0
         || jly_refuse (error, JLY_REFUSAL_CONTRACT_SIGNED,
                        jly_member_get_name (self, (guint)__builtin_ctzll (missing)));
}

/* That there is this upload, with its number, for who made it or holds it. */
JlyNote *
jly_member_describe_upload (guint8 miner, const guint8 sender[32], const JlyUploadPart *part)
{
  JlyNote *note = jly_note_new ("upload");

  jly_note_add (note, &miner, 1);
  jly_note_add_bytes (note, part->manifest);
  memcpy (note->signer, sender, sizeof note->signer);
  memcpy (note->signature, part->signature, sizeof note->signature);
  return note;
}

gboolean
jly_member_send_part (JlyMember *self, guint miner, const JlyUploadPart *part, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (self);
  g_autoptr (JlyStudy) frame = NULL;
  guint provider;
  gboolean is_early = FALSE;
  gint member;

  frame = make_frame (self, self->keys.identity, &provider, error);
  if (frame == NULL)
    return FALSE;
  member = jly_address_book_find (study->book,
                                  ((const JlyParty *)frame->miners->pdata[miner])->keys.identity);
  g_assert (member >= 0);
  if ((guint)member == jly_post_get_own (study->post))
    return jly_member_take_part (self, self->keys.identity, part, &is_early, error);
  return jly_upload_pieces_send (study->post, (guint)member, part, error);
}

gboolean
jly_member_is_of_contract (const JlyMember *self, const JlyUploadPart *part)
{
  g_autoptr (JlyStudy) frame = NULL;
  g_autoptr (JlyManifest) manifest = jly_manifest_decode (part->manifest, NULL);
  guint8 hash[JLY_HASH_BYTES];
  guint provider;

  frame = make_frame (self, self->keys.identity, &provider, NULL);
  if (frame == NULL || manifest == NULL)
    return FALSE;
  jly_study_hash (frame, hash);
  return memcmp (manifest->study, hash, sizeof hash) == 0;
}

gboolean
jly_member_submit (JlyMember *self, const JlyFigures *figures, GError **error)
{
  g_autoptr (JlyStudy) frame = NULL;
  JlyUploadPart *parts[JLY_STUDY_MINERS] = { NULL };
  JlyFigures marked = *figures;
  guint provider;
  guint64 number;
  gboolean ok;

  if (!jly_member_check_contract (self, error) || !jly_member_check_may_act (self, error)
      || !check_signed (self, error) || !jly_member_find_number (self, &number, error))
    return FALSE;
  frame = make_frame (self, self->keys.identity, &provider, error);
  ok = frame != NULL && jly_member_mark_figures (self, frame, figures, marked.mark, error)
       && jly_upload_build (frame, provider, self->identity, number, &marked, parts, error);
  ok = ok && jly_member_send_upload (self, parts, error);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    jly_upload_part_free (parts[i]);
  return ok;
}

static char *
get_upload_path (const JlyMember *self, const guint8 manifest[JLY_HASH_BYTES])
{
  char hex[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, manifest, JLY_HASH_BYTES);
  return g_build_filename (self->dir, "uploads", hex, NULL);
}

static JlyUploadPart *
read_part (const JlyNote *post)
{
  GBytes *blob = jly_note_get (post, 3);

  if (post->parts->len != 4)
    return NULL;
  return jly_upload_part_new (jly_note_get (post, 1), post->signature, jly_note_get (post, 2),
                              g_bytes_get_size (blob) > 0 ? blob : NULL);
}

static gboolean
open_upload (JlyMember *self, const guint8 sender[32], const JlyUploadPart *part, GError **error)
{
  g_autoptr (JlyStudy) frame = NULL;
  g_autofree JlyBits **bits = NULL;
  guint provider;
  gboolean ok;

  frame = make_frame (self, sender, &provider, error);
  if (frame == NULL)
    return FALSE;
  bits = g_new0 (JlyBits *, frame->columns->len);
  ok = jly_upload_open (part, frame, provider, jly_member_get_miner (self), self->identity, bits,
                        error);
  for (guint i = 0; i < frame->columns->len; i++)
    g_clear_pointer (&bits[i], jly_bits_free);
  return ok;
}

gboolean
jly_member_write_part (const char *path,
                       guint miner,
                       const guint8 sender[32],
                       const JlyUploadPart *part,
                       GError **error)
{
  g_autoptr (JlyNote) note = jly_member_describe_upload ((guint8)miner, sender, part);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = NULL;
  const JlyErrorDetail detail = { .file = path, .next = _ ("Make room on the disk.") };

  jly_note_add_bytes (note, part->sealed);
  jly_note_add_bytes (note, part->blob != NULL ? part->blob : none);
  bytes = jly_note_encode (note);
  if (bytes == NULL)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
  if (g_mkdir_with_parents (dir, 0700) == 0
      && g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, _ ("Figures could not be kept."));
}

/* Kept before anybody hears of it: the receipt must outlive a crash. */
static gboolean
keep_upload (const JlyMember *self,
             guint miner,
             const guint8 sender[32],
             const JlyUploadPart *part,
             GError **error)
{
  guint8 hash[JLY_HASH_BYTES];
  g_autofree char *path = NULL;

  jly_manifest_hash (part->manifest, hash);
  path = get_upload_path (self, hash);
  return jly_member_write_part (path, miner, sender, part, error);
}

static gboolean
put_receipt (JlyMember *self,
             const guint8 hash[JLY_HASH_BYTES],
             const guint8 key[32],
             GError **error)
{
  g_autoptr (JlyStudy) frame = NULL;
  JlyNote *post;
  guint8 frame_hash[JLY_HASH_BYTES];
  guint provider;

  frame = make_frame (self, key, &provider, error);
  if (frame == NULL)
    return FALSE;
  jly_study_hash (frame, frame_hash);
  post = jly_note_new ("receipt");
  jly_note_add (post, frame_hash, sizeof frame_hash);
  jly_note_add (post, hash, JLY_HASH_BYTES);
  memcpy (post->signer, self->keys.identity, sizeof post->signer);
  jly_receipt_sign (self->identity, frame_hash, hash, post->signature);
  return jly_member_put (self, post, error);
}

/* Somebody whose acceptance came with its figures, and was not taken yet. */
static gboolean
is_joining (const JlyMember *self, const guint8 sender[32])
{
  if (jly_member_find_party (self, sender) != JLY_MEMBER_NOBODY
      || jly_member_find_joined (self, sender) != NULL)
    return FALSE;
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];

      if (g_str_equal (post->kind, JLY_NOTE_ACCEPTANCE) && memcmp (post->signer, sender, 32) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_member_take_part (JlyMember *self,
                      const guint8 sender[32],
                      const JlyUploadPart *part,
                      gboolean *is_early,
                      GError **error)
{
  guint8 miner = (guint8)jly_member_get_miner (self), hash[JLY_HASH_BYTES];

  *is_early = !check_signed (self, error);
  if (!*is_early && is_joining (self, sender))
    *is_early = !jly_refuse (error, JLY_REFUSAL_JOINING, NULL);
  if (*is_early || !open_upload (self, sender, part, error)
      || !jly_member_check_number (self, sender, part, error)
      || !keep_upload (self, miner, sender, part, error))
    return FALSE;
  jly_manifest_hash (part->manifest, hash);
  return jly_member_note (self, jly_member_describe_upload (miner, sender, part), error)
         && put_receipt (self, hash, sender, error);
}

const guint8 *
jly_member_find_provider (const JlyMember *self, const JlyNote *receipt)
{
  guint8 named[JLY_HASH_BYTES], hash[JLY_HASH_BYTES];

  for (guint i = 0; jly_note_copy (receipt, 1, named, sizeof named) && i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];

      if (!g_str_equal (post->kind, "upload") || jly_note_get (post, 1) == NULL)
        continue;
      jly_manifest_hash (jly_note_get (post, 1), hash);
      if (memcmp (hash, named, sizeof hash) == 0)
        return post->signer;
    }
  return NULL;
}

void
jly_member_unlink_uploads (const JlyMember *self)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      guint8 hash[JLY_HASH_BYTES];
      g_autofree char *path = NULL;

      if (!g_str_equal (post->kind, "upload") || jly_note_get (post, 1) == NULL)
        continue;
      jly_manifest_hash (jly_note_get (post, 1), hash);
      path = get_upload_path (self, hash);
      g_unlink (path);
    }
}

JlyUploadPart *
jly_member_read_part (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyNote) post = NULL;
  gsize n;

  if (!g_file_get_contents (path, &text, &n, NULL))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&text), n);
  post = jly_note_decode (bytes, NULL);
  return post != NULL ? read_part (post) : NULL;
}

/* Each is verified once, however often somebody looks how far the figures are: a computing party
 * looks after every letter, at those of all. */
static gboolean
check_receipt (JlyMember *self,
               const JlyNote *post,
               const JlyParty *miner,
               const guint8 frame[JLY_HASH_BYTES],
               const guint8 manifest[JLY_HASH_BYTES])
{
  guint8 both[sizeof post->hash + JLY_HASH_BYTES];
  g_autoptr (GBytes) key = NULL;

  memcpy (both, post->hash, sizeof post->hash);
  memcpy (both + sizeof post->hash, frame, JLY_HASH_BYTES);
  key = g_bytes_new (both, sizeof both);
  if (g_hash_table_contains (self->receipts, key))
    return TRUE;
  if (!jly_receipt_verify (miner, frame, manifest, post->signature))
    return FALSE;
  g_hash_table_add (self->receipts, g_steal_pointer (&key));
  return TRUE;
}

JlyUploadPart *
jly_member_load_upload (const JlyMember *self, const guint8 manifest[JLY_HASH_BYTES])
{
  g_autofree char *path = get_upload_path (self, manifest);

  return jly_member_read_part (path);
}

/* Bits of the computing parties that acknowledged an upload. */
static guint
find_receipts (JlyMember *self, const guint8 key[32], const guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyStudy) frame = NULL;
  guint8 frame_hash[JLY_HASH_BYTES], named[JLY_HASH_BYTES];
  guint provider, by = 0;

  frame = make_frame (self, key, &provider, NULL);
  if (frame == NULL)
    return 0;
  jly_study_hash (frame, frame_hash);
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];

      if (!g_str_equal (post->kind, "receipt") || !jly_note_copy (post, 1, named, sizeof named)
          || memcmp (named, hash, sizeof named) != 0)
        continue;
      for (guint m = 0; m < JLY_STUDY_MINERS; m++)
        {
          const JlyParty *miner = frame->miners->pdata[m];

          if (memcmp (miner->keys.identity, post->signer, 32) == 0
              && check_receipt (self, post, miner, frame_hash, hash))
            by |= 1u << m;
        }
    }
  return by;
}

static gboolean
has_all_receipts (JlyMember *self, const guint8 key[32], const guint8 hash[JLY_HASH_BYTES])
{
  return find_receipts (self, key, hash) == (1u << JLY_STUDY_MINERS) - 1;
}

guint
jly_member_find_holders (JlyMember *self, guint party, guint64 *number)
{
  const JlyContractParty *who = jly_contract_get_party (self->contract, party);
  guint8 hash[JLY_HASH_BYTES];

  *number = who != NULL ? jly_member_find_newest (self, who->keys.identity, hash) : 0;
  return *number > 0 ? find_receipts (self, who->keys.identity, hash) : 0;
}

void
jly_member_get_upload (JlyMember *self, guint party, guint64 *number, guint *n_receipts)
{
  *n_receipts = (guint)__builtin_popcount (jly_member_find_holders (self, party, number));
}

/* The provider's last upload that everybody holds, and its number; 0 if there is none. Receipts are
 * looked for from the newest down, since those of each are a walk through all notes. */
static guint64
find_upload (JlyMember *self, const guint8 key[32], JlySubmission *found)
{
  g_autoptr (GArray) uploads = jly_member_list_uploads (self, key);

  for (guint i = 0; i < uploads->len; i++)
    {
      const JlyNumbered *numbered = &g_array_index (uploads, JlyNumbered, i);
      GBytes *bytes = jly_note_get (self->posts->pdata[numbered->place], 1);
      g_autoptr (JlyManifest) manifest = jly_manifest_decode (bytes, NULL);
      guint8 hash[JLY_HASH_BYTES];

      jly_manifest_hash (bytes, hash);
      if (manifest == NULL || !has_all_receipts (self, key, hash))
        continue;
      memcpy (found->provider, key, sizeof found->provider);
      memcpy (found->upload, hash, sizeof found->upload);
      memcpy (found->figures, manifest->figures, sizeof found->figures);
      found->n_rows = manifest->n_rows;
      return manifest->number;
    }
  return 0;
}

/* Identities, borrowed: founders and who joined later, but for some names (or NULL). */
static GPtrArray *
list_providers (const JlyMember *self, const char *const *without)
{
  GPtrArray *list = g_ptr_array_new ();
  const JlyGovernance *governance = jly_store_governance_get (self->governance, NULL);
  const GPtrArray *joined = governance != NULL ? jly_governance_get_joined (governance) : NULL;

  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      JlyContractParty *party = self->contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) != 0
          && (without == NULL || !g_strv_contains (without, party->name)))
        g_ptr_array_add (list, party->keys.identity);
    }
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      JlyParty *party = joined->pdata[i];

      if (without == NULL || !g_strv_contains (without, party->name))
        g_ptr_array_add (list, party->keys.identity);
    }
  return list;
}

static GArray *
list_submissions (JlyMember *self, const char *const *without)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (JlySubmission));
  g_autoptr (GPtrArray) providers = list_providers (self, without);
  JlySubmission found;

  for (guint i = 0; i < providers->len; i++)
    if (find_upload (self, providers->pdata[i], &found) > 0)
      g_array_append_val (list, found);
  return list;
}

/* Part of an upload has come. */
static gboolean
has_pieces (const JlyMember *self, const guint8 key[32])
{
  guint n = 0;

  return jly_store_count_pieces (self->store, self->study_id, key, &n, NULL) && n > 0;
}

static gboolean
is_upload_known (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES])
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      guint8 known[JLY_HASH_BYTES];

      if (!g_str_equal (post->kind, "upload") || jly_note_get (post, 1) == NULL)
        continue;
      jly_manifest_hash (jly_note_get (post, 1), known);
      if (memcmp (known, hash, sizeof known) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Another computing party holds figures of this provider, and this one does not know of them. */
static gboolean
has_only_receipts (JlyMember *self, const guint8 key[32])
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      guint8 hash[JLY_HASH_BYTES];

      if (g_str_equal (post->kind, "receipt") && jly_note_copy (post, 1, hash, sizeof hash)
          && !is_upload_known (self, hash) && find_receipts (self, key, hash) != 0)
        return TRUE;
    }
  return FALSE;
}

guint
jly_member_count_coming (JlyMember *self, const char *const *without)
{
  g_autoptr (GPtrArray) providers = self->contract != NULL ? list_providers (self, without) : NULL;
  guint n = 0;

  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      guint8 newest[JLY_HASH_BYTES];
      JlySubmission found;

      n += jly_member_find_newest (self, providers->pdata[i], newest)
               > find_upload (self, providers->pdata[i], &found)
           || has_pieces (self, providers->pdata[i])
           || has_only_receipts (self, providers->pdata[i]);
    }
  return n;
}

guint64
jly_member_get_counted (JlyMember *self, guint party)
{
  const JlyContractParty *who = jly_contract_get_party (self->contract, party);
  JlySubmission found;

  return who != NULL ? find_upload (self, who->keys.identity, &found) : 0;
}

void
jly_member_count_held (JlyMember *self, guint *held, guint *expected)
{
  JlySubmission found;

  *held = *expected = 0;
  for (guint i = 0; self->contract != NULL && i < self->contract->parties->len; i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) == 0)
        continue;
      *expected += 1;
      *held += find_upload (self, party->keys.identity, &found) > 0;
    }
}

static GBytes *
encode_list (const GArray *list)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, ENTRY_BYTES * (list->len + 1));
  for (guint i = 0; i < list->len; i++)
    {
      const JlySubmission *submission = &g_array_index (list, JlySubmission, i);

      jly_writer_put_bytes (&writer, submission->provider, 32);
      jly_writer_put_bytes (&writer, submission->upload, JLY_HASH_BYTES);
      jly_writer_put_bytes (&writer, submission->figures, sizeof submission->figures);
      jly_writer_put_u64 (&writer, submission->n_rows);
    }
  return jly_writer_finish (&writer);
}

static GArray *
decode_list (GBytes *bytes)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (JlySubmission));
  JlyReader reader;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_reader_init (&reader, data, n, n);
  for (gsize i = 0; i < n / ENTRY_BYTES; i++)
    {
      JlySubmission submission = { .n_rows = 0 };

      jly_reader_get_bytes (&reader, submission.provider, 32);
      jly_reader_get_bytes (&reader, submission.upload, JLY_HASH_BYTES);
      jly_reader_get_bytes (&reader, submission.figures, sizeof submission.figures);
      jly_reader_get_u64 (&reader, &submission.n_rows);
      g_array_append_val (list, submission);
    }
  return list;
}

static gboolean
seal_list (const JlyMember *self, JlyNote *post, GBytes *plain, GError **error)
{
  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[i];
      g_autoptr (GBytes) sealed = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0)
        continue;
      sealed = jly_seal (party->keys.sealing, JLY_SIGNS_INPUTS, NULL, plain);
      if (sealed == NULL)
        return jly_refuse (error, JLY_REFUSAL_INPUTS, party->name);
      jly_note_add_bytes (post, sealed);
    }
  return TRUE;
}

/* By the own rules: what this party would not compute with, it does not close. */
static gboolean
check_closed (const JlyMember *self, const guint8 root[JLY_HASH_BYTES], GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);
  gsize n;

  return governance != NULL
         && (jly_governance_get_submissions (governance, root, &n) != NULL
             || jly_refuse (error, JLY_REFUSAL_INPUTS, NULL));
}

gboolean
jly_member_freeze (JlyMember *self, const char *const *without, GError **error)
{
  g_autoptr (GArray) list = NULL;
  g_autoptr (GBytes) plain = NULL, all = NULL;
  JlyNote *post;
  guint8 root[JLY_HASH_BYTES], n[4];

  if (!jly_member_check_contract (self, error) || !check_signed (self, error))
    return FALSE;
  if (jly_member_get_miner (self) == JLY_STUDY_MINERS)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, jly_member_get_name (self, self->self));
  list = list_submissions (self, without);
  if (list->len == 0)
    return jly_refuse (error, JLY_REFUSAL_FEW_PARTIES, NULL);
  jly_submissions_root ((const JlySubmission *)(gpointer)list->data, list->len, root);
  for (guint i = 0; i < sizeof n; i++)
    n[i] = (guint8)(list->len >> (8 * (sizeof n - 1 - i)));
  plain = encode_list (list);
  post = jly_note_new ("inputs");
  jly_note_add (post, self->contract_hash, JLY_HASH_BYTES);
  jly_note_add (post, root, sizeof root);
  jly_note_add (post, n, sizeof n);
  if (!seal_list (self, post, plain, error))
    {
      jly_note_free (post);
      return FALSE;
    }
  all = jly_member_join_parts (post);
  jly_note_sign (post, self->identity, JLY_SIGNS_INPUTS, all);
  return jly_member_offer (self, post, error) && check_closed (self, root, error)
         && jly_member_put_proofs (self, (const JlySubmission *)(gpointer)list->data, list->len,
                                   root, error);
}

/* Signed by a computing party of this contract. */
static gboolean
is_inputs (const JlyMember *self, const JlyNote *post)
{
  g_autoptr (GBytes) all = jly_member_join_parts (post);
  guint signer = jly_member_find_party (self, post->signer);
  const JlyContractParty *party = jly_contract_get_party (self->contract, signer);
  guint8 hash[JLY_HASH_BYTES];

  return g_str_equal (post->kind, "inputs") && post->parts->len == 3 + JLY_STUDY_MINERS
         && party != NULL && (party->roles & JLY_ROLE_FLAG_MINER) != 0
         && jly_note_copy (post, 0, hash, sizeof hash)
         && memcmp (hash, self->contract_hash, sizeof hash) == 0
         && jly_note_verify (post, JLY_SIGNS_INPUTS, all);
}

gboolean
jly_member_get_inputs (const JlyMember *self, guint8 root[JLY_HASH_BYTES], guint *n, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Ask a computing party to close the set of figures.") };

  for (guint i = self->posts->len; i > 0; i--)
    {
      const JlyNote *post = self->posts->pdata[i - 1];
      guint8 count[4];

      if (!is_inputs (self, post) || !jly_note_copy (post, 1, root, JLY_HASH_BYTES)
          || !jly_note_copy (post, 2, count, sizeof count))
        continue;
      *n = (guint)count[0] << 24 | (guint)count[1] << 16 | (guint)count[2] << 8 | count[3];
      return TRUE;
    }
  return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                   _ ("No set of figures has been closed yet."));
}

/* Whether this party holds every upload of the list itself. */
static gboolean
check_held (const JlyMember *self, const GArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const JlySubmission *submission = &g_array_index (list, JlySubmission, i);
      g_autoptr (JlyUploadPart) part = jly_member_load_upload (self, submission->upload);
      g_autoptr (JlyManifest) manifest
          = part != NULL ? jly_manifest_decode (part->manifest, NULL) : NULL;

      if (manifest == NULL || manifest->n_rows != submission->n_rows
          || memcmp (manifest->figures, submission->figures, sizeof manifest->figures) != 0)
        return jly_refuse (
            error, JLY_REFUSAL_INPUTS,
            jly_member_get_name (self, jly_member_find_party (self, submission->provider)));
    }
  return TRUE;
}

gboolean
jly_member_take_inputs (JlyMember *self, const JlyNote *post, GError **error)
{
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GArray) list = NULL;
  guint miner = jly_member_get_miner (self);
  guint8 root[JLY_HASH_BYTES], found[JLY_HASH_BYTES];

  if (!is_inputs (self, post) || !jly_note_copy (post, 1, root, sizeof root))
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  if (miner == JLY_STUDY_MINERS)
    return TRUE;
  plain = jly_identity_unseal (self->identity, JLY_SIGNS_INPUTS, NULL,
                               jly_note_get (post, 3 + miner));
  if (plain == NULL)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
  list = decode_list (plain);
  jly_submissions_root ((const JlySubmission *)(gpointer)list->data, list->len, found);
  if (memcmp (root, found, sizeof root) != 0)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
  return check_held (self, list, error)
         && jly_store_freeze (self->governance, (const JlySubmission *)(gpointer)list->data,
                              list->len, self->now, error);
}
