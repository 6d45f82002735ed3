/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The provider's side of an upload, and what both sides share. Seeds and keys live in locked memory
 * and are wiped before the call returns. */
#include "config.h"

#include "party/jly-upload.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "base/jly-writer.h"
#include "engine/jly-input.h"
#include "party/jly-upload-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  guint8 value[JLY_UPLOAD_SECRET_BYTES];
  guint8 salt[JLY_UPLOAD_SECRET_BYTES];
} Secret;

JlyUploadPart *
jly_upload_part_new (GBytes *manifest,
                     const guint8 signature[JLY_SIGNATURE_BYTES],
                     GBytes *sealed,
                     GBytes *blob)
{
  JlyUploadPart *part = g_new0 (JlyUploadPart, 1);

  part->manifest = g_bytes_ref (manifest);
  memcpy (part->signature, signature, JLY_SIGNATURE_BYTES);
  part->sealed = g_bytes_ref (sealed);
  part->blob = blob != NULL ? g_bytes_ref (blob) : NULL;
  return part;
}

void
jly_upload_part_free (JlyUploadPart *part)
{
  if (part == NULL)
    return;
  g_bytes_unref (part->manifest);
  g_bytes_unref (part->sealed);
  g_clear_pointer (&part->blob, g_bytes_unref);
  g_free (part);
}

gboolean
jly_upload_holds_seed (guint explicit_index, guint miner, guint seed)
{
  guint place = (miner + JLY_STUDY_MINERS - explicit_index) % JLY_STUDY_MINERS;

  return place == 2 || (place == 0 ? seed == 1 : seed == 0);
}

GBytes *
jly_upload_blob_context (const JlyManifest *manifest)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, 64);
  jly_writer_put_bytes (&writer, manifest->study, JLY_HASH_BYTES);
  jly_writer_put_u32 (&writer, manifest->provider);
  jly_writer_put_u64 (&writer, manifest->number);
  return jly_writer_finish (&writer);
}

GBytes *
jly_upload_secrets_context (const guint8 manifest_hash[JLY_HASH_BYTES], guint miner)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, 64);
  jly_writer_put_bytes (&writer, manifest_hash, JLY_HASH_BYTES);
  jly_writer_put_u32 (&writer, miner);
  return jly_writer_finish (&writer);
}

static gsize
plain_blob_size (const JlyStudy *study, gsize n_rows)
{
  gsize size = 0;

  for (guint i = 0; i < study->columns->len; i++)
    size += jly_input_blob_size (n_rows,
                                 jly_study_column_get_upload_width (study->columns->pdata[i]));
  return size;
}

gsize
jly_upload_blob_size (const JlyStudy *study)
{
  return plain_blob_size (study, jly_study_get_most_rows (study))
         + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;
}

static gboolean
fail_value (const JlyStudy *study, const JlyStudyColumn *column, gsize row, GError **error)
{
  JlyErrorDetail detail = {
    .column = column->title,
    .step = "upload",
    .next = _ ("Correct the figure, or agree on a wider range."),
  };

  if (row < study->rows->len)
    return jly_fail (error, JLY_ERROR_DATA, &detail,
                     _ ("“%s” for “%s” is not in the agreed range."), column->title,
                     ((const JlyStudyRow *)study->rows->pdata[row])->name);
  return jly_fail (error, JLY_ERROR_DATA, &detail,
                   _ ("“%s” in row %u of the figures is not in the agreed range."), column->title,
                   (guint)row + 1);
}

static gboolean
check_values (const JlyStudy *study, const JlyFigures *figures, GError **error)
{
  for (guint c = 0; c < study->columns->len; c++)
    {
      const JlyStudyColumn *column = study->columns->pdata[c];

      for (gsize r = 0; r < figures->n_rows; r++)
        if (!jly_figures_has (figures, c, r)
                ? !column->may_be_missing
                : figures->values[c][r] < column->least || figures->values[c][r] > column->max)
          return fail_value (study, column, r, error);
    }
  return TRUE;
}

static void
draw_secret (Secret *secret, const char *what, guint8 commitment[32])
{
  randombytes_buf (secret, sizeof *secret);
  jly_commit (what, secret->value, secret->salt, commitment);
}

/* A code is the distance from the least value, or from zero, with a bit above that says that the
 * cell is there where it may be missing (jly-query.h). */
static guint64
make_code (const JlyStudyColumn *column, const JlyFigures *figures, guint c, gsize row)
{
  guint64 code = (guint64)figures->values[c][row] - (guint64)MIN (column->least, 0);

  if (!column->may_be_missing)
    return code;
  return jly_figures_has (figures, c, row) ? code | (guint64)1 << column->width : 0;
}

/* All columns' explicit components, one after the other, in one buffer that is wiped when freed. */
static GBytes *
split_columns (const JlyStudy *study, const JlyFigures *figures, const Secret *seeds)
{
  gsize size = plain_blob_size (study, figures->n_rows), at = 0;
  guint64 *codes = (guint64 *)(gpointer)jly_secret_buffer_new (figures->n_rows * sizeof *codes);
  guint8 *plain = jly_secret_buffer_new (size);
  guint8 pair[2][JLY_SEED_BYTES];

  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = study->columns->pdata[i];
      guint width = jly_study_column_get_upload_width (column);

      for (gsize r = 0; r < figures->n_rows; r++)
        codes[r] = make_code (column, figures, i, r);
      memcpy (pair[0], seeds[2 * i].value, JLY_SEED_BYTES);
      memcpy (pair[1], seeds[2 * i + 1].value, JLY_SEED_BYTES);
      jly_input_split (codes, figures->n_rows, width, i, (const guint8 (*)[JLY_SEED_BYTES])pair,
                       plain + at);
      at += jly_input_blob_size (figures->n_rows, width);
    }
  jly_secret_buffer_free ((guint8 *)codes, figures->n_rows * sizeof *codes);
  sodium_memzero (pair, sizeof pair);
  return jly_secret_bytes_take (plain, size);
}

/* The secrets one miner needs, in the order of PROTOCOL.md, sealed to it. */
static GBytes *
seal_secrets (const JlyStudy *study,
              guint explicit_index,
              guint miner,
              const guint8 manifest_hash[JLY_HASH_BYTES],
              const Secret *key,
              const Secret *seeds)
{
  const JlyParty *party = study->miners->pdata[miner];
  g_autoptr (GBytes) context = jly_upload_secrets_context (manifest_hash, miner);
  guint n_seeds = 2 * study->columns->len;
  gsize size = (1 + n_seeds) * sizeof (Secret), at = 0;
  guint8 *plain = jly_secret_buffer_new (size);
  g_autoptr (GBytes) all = jly_secret_bytes_take (plain, size);
  g_autoptr (GBytes) used = NULL;

  if (jly_manifest_holds_blob (explicit_index, miner))
    {
      memcpy (plain, key, sizeof *key);
      at += sizeof *key;
    }
  for (guint i = 0; i < n_seeds; i++)
    if (jly_upload_holds_seed (explicit_index, miner, i % 2))
      {
        memcpy (plain + at, &seeds[i], sizeof *seeds);
        at += sizeof *seeds;
      }
  used = g_bytes_new_from_bytes (all, 0, at);
  return jly_seal (party->keys.sealing, JLY_UPLOAD_SECRETS, context, used);
}

/* Draws every secret, commits to it, and encrypts the explicit components. */
static GBytes *
encrypt_columns (const JlyStudy *study,
                 const JlyFigures *figures,
                 JlyManifest *manifest,
                 Secret *key,
                 Secret *seeds)
{
  g_autoptr (GBytes) context = jly_upload_blob_context (manifest);
  g_autoptr (GBytes) plain = NULL;
  GBytes *blob;

  draw_secret (key, JLY_UPLOAD_KEY, manifest->key_commitment);
  for (guint i = 0; i < 2 * study->columns->len; i++)
    draw_secret (&seeds[i], JLY_UPLOAD_SEED, manifest->columns[i / 2].commitment[i % 2]);
  plain = split_columns (study, figures, seeds);
  blob = jly_aead_seal (key->value, JLY_UPLOAD_BLOB, context, plain);
  if (blob != NULL)
    jly_hash (JLY_UPLOAD_BLOB, g_bytes_get_data (blob, NULL), g_bytes_get_size (blob),
              manifest->blob_hash);
  return blob;
}

static JlyManifest *
describe (const JlyStudy *study, guint provider, guint64 number, const JlyFigures *figures)
{
  JlyManifest *manifest = jly_manifest_new (study->columns->len);

  jly_study_hash (study, manifest->study);
  manifest->provider = provider;
  manifest->number = number;
  manifest->n_rows = figures->n_rows;
  memcpy (manifest->figures, figures->mark, sizeof manifest->figures);
  manifest->explicit_index = jly_manifest_explicit_index (provider);
  for (guint i = 0; i < manifest->n_columns; i++)
    manifest->columns[i].width = jly_study_column_get_upload_width (study->columns->pdata[i]);
  return manifest;
}

gboolean
jly_upload_build_unchecked (const JlyStudy *study,
                            guint provider,
                            const JlyIdentity *identity,
                            guint64 number,
                            const JlyFigures *figures,
                            JlyUploadPart *parts[JLY_STUDY_MINERS],
                            GError **error)
{
  g_autoptr (JlyManifest) manifest = describe (study, provider, number, figures);
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GBytes) encoded = NULL;
  guint8 hash[JLY_HASH_BYTES], signature[JLY_SIGNATURE_BYTES];
  Secret *secrets;
  gboolean ok;

  secrets = jly_secret_alloc ((1 + 2 * study->columns->len) * sizeof *secrets);
  blob = encrypt_columns (study, figures, manifest, &secrets[0], &secrets[1]);
  encoded = jly_manifest_encode (manifest);
  jly_manifest_hash (encoded, hash);
  jly_identity_sign (identity, "manifest", g_bytes_get_data (encoded, NULL),
                     g_bytes_get_size (encoded), signature);
  ok = blob != NULL;
  for (guint i = 0; ok && i < JLY_STUDY_MINERS; i++)
    {
      g_autoptr (GBytes) sealed
          = seal_secrets (study, manifest->explicit_index, i, hash, &secrets[0], &secrets[1]);
      gboolean holds = jly_manifest_holds_blob (manifest->explicit_index, i);

      ok = sealed != NULL;
      parts[i] = ok ? jly_upload_part_new (encoded, signature, sealed, holds ? blob : NULL) : NULL;
    }
  jly_secret_free (secrets);
  if (!ok)
    jly_fail (error, JLY_ERROR_INTERNAL, NULL, _ ("The figures could not be encrypted."));
  return ok;
}

gboolean
jly_upload_build (const JlyStudy *study,
                  guint provider,
                  const JlyIdentity *identity,
                  guint64 number,
                  const JlyFigures *figures,
                  JlyUploadPart *parts[JLY_STUDY_MINERS],
                  GError **error)
{
  return check_values (study, figures, error)
         && jly_upload_build_unchecked (study, provider, identity, number, figures, parts, error);
}
