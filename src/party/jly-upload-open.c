/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The miner's side of an upload. All bytes here are a stranger's until the signature is verified,
 * and a possibly dishonest provider's after that: whatever does not fit is an error with the
 * provider's name, and says which of the checks failed, never what the bytes were.
 */
#include "config.h"

#include "party/jly-upload.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "engine/jly-input.h"
#include "party/jly-upload-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

/* What one miner does with one provider's upload. */
typedef struct
{
  const JlyUploadPart *part;
  const JlyStudy *study;
  const JlyParty *party;
  guint provider;
  guint miner;
  JlyManifest *manifest;
  guint8 hash[JLY_HASH_BYTES];
  JlyErrorDetail detail;
  const guint8 *key;         /* borrowed from the opened secrets; NULL where this miner has none */
  const guint8 *(*seeds)[2]; /* one pair per column, likewise */
} Opening;

static gboolean
check_signature (Opening *self, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->part->manifest, &size);

  if (jly_verify (self->party->keys.identity, "manifest", bytes, size, self->part->signature))
    return TRUE;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                   _ ("The figures of “%s” are not signed with this company's key."),
                   self->party->name);
}

static gboolean
check_blob (Opening *self, GError **error)
{
  gboolean holds = jly_manifest_holds_blob (self->manifest->explicit_index, self->miner);
  guint8 hash[JLY_HASH_BYTES];
  gsize size;
  const guint8 *bytes;

  if (!holds && self->part->blob == NULL)
    return TRUE;
  if (holds && self->part->blob != NULL)
    {
      bytes = g_bytes_get_data (self->part->blob, &size);
      jly_hash (JLY_UPLOAD_BLOB, bytes, size, hash);
      if (sodium_memcmp (hash, self->manifest->blob_hash, sizeof hash) == 0)
        return TRUE;
    }
  return jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                   _ ("The encrypted figures of “%s” are not the ones that it signed."),
                   self->party->name);
}

/* The next secret and its salt; NULL if it is not there or not the one committed to. */
static const guint8 *
take_secret (JlyReader *reader, const char *what, const guint8 commitment[32])
{
  const guint8 *value = jly_reader_peek (reader, JLY_UPLOAD_SECRET_BYTES);
  const guint8 *salt = jly_reader_peek (reader, JLY_UPLOAD_SECRET_BYTES);
  guint8 found[32];

  if (value == NULL || salt == NULL)
    return NULL;
  jly_commit (what, value, salt, found);
  return sodium_memcmp (found, commitment, sizeof found) == 0 ? value : NULL;
}

static gboolean
take_secrets (Opening *self, JlyReader *reader)
{
  const JlyManifest *manifest = self->manifest;

  if (jly_manifest_holds_blob (manifest->explicit_index, self->miner))
    {
      self->key = take_secret (reader, JLY_UPLOAD_KEY, manifest->key_commitment);
      if (self->key == NULL)
        return FALSE;
    }
  for (guint i = 0; i < 2 * manifest->n_columns; i++)
    if (jly_upload_holds_seed (manifest->explicit_index, self->miner, i % 2))
      {
        self->seeds[i / 2][i % 2]
            = take_secret (reader, JLY_UPLOAD_SEED, manifest->columns[i / 2].commitment[i % 2]);
        if (self->seeds[i / 2][i % 2] == NULL)
          return FALSE;
      }
  return jly_reader_is_done (reader);
}

/* Opens the sealed letter; the bytes that key and seeds point into, owned by the caller. */
static GBytes *
open_secrets (Opening *self, const JlyIdentity *identity, GError **error)
{
  g_autoptr (GBytes) context = jly_upload_secrets_context (self->hash, self->miner);
  g_autoptr (GBytes) plain
      = jly_identity_unseal (identity, JLY_UPLOAD_SECRETS, context, self->part->sealed);
  JlyReader reader;
  gsize size;
  const guint8 *bytes;

  if (plain == NULL)
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                _ ("What “%s” sealed for this computing party does not open."), self->party->name);
      return NULL;
    }
  bytes = g_bytes_get_data (plain, &size);
  jly_reader_init (&reader, bytes, size, size);
  if (!take_secrets (self, &reader))
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                _ ("What “%s” sealed for this computing party is not what it committed to."),
                self->party->name);
      return NULL;
    }
  return g_steal_pointer (&plain);
}

/* *plain is NULL afterwards for the miner that lacks the explicit component. */
static gboolean
open_blob (Opening *self, GBytes **plain, GError **error)
{
  g_autoptr (GBytes) context = jly_upload_blob_context (self->manifest);

  *plain = NULL;
  if (self->key == NULL)
    return TRUE;
  *plain = jly_aead_open (self->key, JLY_UPLOAD_BLOB, context, self->part->blob);
  if (*plain != NULL)
    return TRUE;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                   _ ("The encrypted figures of “%s” do not open."), self->party->name);
}

static gboolean
fail_length (Opening *self, GError **error)
{
  return jly_fail (error, JLY_ERROR_PROTOCOL, &self->detail,
                   _ ("The encrypted figures of “%s” have the wrong length."), self->party->name);
}

/* The explicit components of all columns, one after the other, and nothing behind them. */
static gboolean
has_blob_size (Opening *self, GBytes *plain)
{
  gsize size = 0;

  for (guint i = 0; i < self->manifest->n_columns; i++)
    size += jly_input_blob_size (self->manifest->n_rows, self->manifest->columns[i].width);
  return plain == NULL || g_bytes_get_size (plain) == size;
}

static gboolean
expand (Opening *self, GBytes *plain, JlyBits **bits, GError **error)
{
  const guint8 *at = plain != NULL ? g_bytes_get_data (plain, NULL) : NULL;

  if (!has_blob_size (self, plain))
    return fail_length (self, error);
  for (guint i = 0; i < self->manifest->n_columns; i++)
    {
      guint width = self->manifest->columns[i].width;
      gsize size = at != NULL ? jly_input_blob_size (self->manifest->n_rows, width) : 0;

      bits[i]
          = jly_input_expand (self->miner, self->manifest->explicit_index, self->manifest->n_rows,
                              width, i, self->seeds[i][0], self->seeds[i][1], at, size);
      if (bits[i] == NULL)
        {
          while (i > 0)
            g_clear_pointer (&bits[--i], jly_bits_free);
          return fail_length (self, error);
        }
      bits[i] = jly_bits_tighten (bits[i]);
      at = at != NULL ? at + size : NULL;
    }
  return TRUE;
}

static gboolean
check_manifest (Opening *self, GError **error)
{
  guint8 study_hash[JLY_HASH_BYTES];

  jly_study_hash (self->study, study_hash);
  jly_manifest_hash (self->part->manifest, self->hash);
  self->manifest = jly_manifest_decode (self->part->manifest, error);
  if (self->manifest == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_PROTOCOL, &self->detail);
      return FALSE;
    }
  return jly_manifest_check (self->manifest, self->study, study_hash, self->provider, error);
}

static gboolean
open_all (Opening *self, const JlyIdentity *identity, JlyBits **bits, GError **error)
{
  g_autoptr (GBytes) secrets = NULL;
  g_autoptr (GBytes) plain = NULL;

  if (!check_manifest (self, error) || !check_signature (self, error) || !check_blob (self, error))
    return FALSE;
  self->seeds = g_malloc0_n (self->manifest->n_columns, sizeof *self->seeds);
  secrets = open_secrets (self, identity, error);
  return secrets != NULL && open_blob (self, &plain, error) && expand (self, plain, bits, error);
}

gboolean
jly_upload_open (const JlyUploadPart *part,
                 const JlyStudy *study,
                 guint provider,
                 guint miner,
                 const JlyIdentity *identity,
                 JlyBits **bits,
                 GError **error)
{
  const JlyParty *party = study->providers->pdata[provider];
  Opening self = {
    .part = part,
    .study = study,
    .party = party,
    .provider = provider,
    .miner = miner,
    .detail = {
      .party = party->name,
      .step = "upload",
      .next = _ ("Nothing was computed; ask this company to send its figures again."),
    },
  };
  gboolean ok = open_all (&self, identity, bits, error);

  jly_manifest_free (self.manifest);
  g_free (self.seeds);
  return ok;
}
