/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-upload-pieces.h; bytes in PROTOCOL.md. */
#include "config.h"

#include "party/jly-upload-pieces.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "store/jly-store-post.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PURPOSE "upload-pieces"
#define PIECE_BYTES (JLY_ENVELOPE_PIECE_BODY - 64)
#define MAX_BYTES ((gsize)JLY_UPLOAD_MAX_PIECES * PIECE_BYTES)

enum
{
  PIECE_UPLOAD = 1,
  PIECE_NUMBER,
  PIECE_COUNT,
  PIECE_DATA,
  N_PIECE_KEYS = PIECE_DATA
};

enum
{
  RECEIPT_MANIFEST = 1,
  RECEIPT_SIGNATURE,
  N_RECEIPT_KEYS = RECEIPT_SIGNATURE
};

/* One piece, read. */
typedef struct
{
  guint8 upload[JLY_HASH_BYTES];
  guint64 number, count;
  GBytes *data;
} Piece;

static void
put_sized (JlyWriter *writer, GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_writer_put_u32 (writer, (guint32)n);
  jly_writer_put_bytes (writer, data, n);
}

/* The whole, which is then cut. */
static GBytes *
join_part (const JlyUploadPart *part)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, MAX_BYTES);
  jly_writer_put_bytes (&writer, part->signature, sizeof part->signature);
  put_sized (&writer, part->manifest);
  put_sized (&writer, part->sealed);
  jly_writer_put_u8 (&writer, part->blob != NULL);
  if (part->blob != NULL)
    put_sized (&writer, part->blob);
  return jly_writer_finish (&writer);
}

static gboolean
get_sized (JlyReader *reader, GBytes *all, GBytes **bytes)
{
  guint32 n = 0;
  const guint8 *start;

  if (!jly_reader_get_u32 (reader, &n))
    return FALSE;
  start = jly_reader_peek (reader, n);
  if (start != NULL)
    *bytes = g_bytes_new_from_bytes (
        all, (gsize)(start - (const guint8 *)g_bytes_get_data (all, NULL)), n);
  return start != NULL;
}

static JlyUploadPart *
split_part (GBytes *all)
{
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) blob = NULL;
  guint8 signature[JLY_SIGNATURE_BYTES], has_blob = 0;
  JlyReader reader;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (all, &n);

  jly_reader_init (&reader, bytes, n, MAX_BYTES);
  if (!jly_reader_get_bytes (&reader, signature, sizeof signature)
      || !get_sized (&reader, all, &manifest) || !get_sized (&reader, all, &sealed)
      || !jly_reader_get_u8 (&reader, &has_blob) || has_blob > 1
      || (has_blob && !get_sized (&reader, all, &blob)) || !jly_reader_is_done (&reader))
    return NULL;
  return jly_upload_part_new (manifest, signature, sealed, blob);
}

static GBytes *
encode_piece (const Piece *piece)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_PIECE_KEYS);
  jly_cbor_put_key (writer, PIECE_UPLOAD);
  jly_cbor_put_bytes (writer, piece->upload, sizeof piece->upload);
  jly_cbor_put_key (writer, PIECE_NUMBER);
  jly_cbor_put_uint (writer, piece->number);
  jly_cbor_put_key (writer, PIECE_COUNT);
  jly_cbor_put_uint (writer, piece->count);
  jly_cbor_put_key (writer, PIECE_DATA);
  jly_cbor_put_bytes (writer, g_bytes_get_data (piece->data, NULL), g_bytes_get_size (piece->data));
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

gboolean
jly_upload_pieces_send (JlyPost *post, guint member, const JlyUploadPart *part, GError **error)
{
  g_autoptr (GBytes) all = join_part (part);
  Piece piece = { 0 };
  gsize n;

  if (all == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("These are too many figures to be sent."));
  n = g_bytes_get_size (all);
  jly_hash (PURPOSE, g_bytes_get_data (all, NULL), n, piece.upload);
  piece.count = (n + PIECE_BYTES - 1) / PIECE_BYTES;
  for (piece.number = 0; piece.number < piece.count; piece.number++)
    {
      gsize at = piece.number * PIECE_BYTES;
      g_autoptr (GBytes) data = g_bytes_new_from_bytes (all, at, MIN (PIECE_BYTES, n - at));
      g_autoptr (GBytes) body = NULL;

      piece.data = data;
      body = encode_piece (&piece);
      if (!jly_post_send (post, member, JLY_POST_PIECE, body, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
decode_piece (GBytes *body, Piece *piece)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (body, "a piece");

  jly_cbor_enter_map (reader, "piece", N_PIECE_KEYS);
  jly_cbor_get_key (reader, "upload", PIECE_UPLOAD);
  jly_cbor_get_fixed_bytes (reader, "upload", piece->upload, sizeof piece->upload);
  jly_cbor_get_key (reader, "number", PIECE_NUMBER);
  jly_cbor_get_uint (reader, "number", JLY_UPLOAD_MAX_PIECES - 1, &piece->number);
  jly_cbor_get_key (reader, "count", PIECE_COUNT);
  jly_cbor_get_uint (reader, "count", JLY_UPLOAD_MAX_PIECES, &piece->count);
  jly_cbor_get_key (reader, "data", PIECE_DATA);
  jly_cbor_get_bytes (reader, "data", PIECE_BYTES, &piece->data);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL) && piece->number < piece->count;
}

/* All pieces one after the other, if they are what was cut. */
static JlyUploadPart *
assemble (JlyStore *store,
          const char *study_id,
          const guint8 sender[32],
          const Piece *last,
          GError **error)
{
  g_autoptr (GPtrArray) pieces = jly_store_list_pieces (store, study_id, sender, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) all = NULL;
  guint8 hash[JLY_HASH_BYTES];

  if (pieces == NULL)
    return NULL;
  for (guint i = 0; i < pieces->len; i++)
    g_byte_array_append (bytes, g_bytes_get_data (pieces->pdata[i], NULL),
                         (guint)g_bytes_get_size (pieces->pdata[i]));
  all = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  jly_hash (PURPOSE, g_bytes_get_data (all, NULL), g_bytes_get_size (all), hash);
  return memcmp (hash, last->upload, sizeof hash) == 0 ? split_part (all) : NULL;
}

static gboolean
fail_unfit (JlyStore *store,
            const char *study_id,
            const JlyEnvelope *letter,
            const char *sender,
            GError **error)
{
  const JlyErrorDetail detail = {
    .party = sender,
    .step = "upload",
    .next = _ ("It has to hand in its figures once more."),
  };

  if (error != NULL && *error != NULL)
    return FALSE;
  return jly_store_erase_pieces (store, study_id, letter->sender, error)
         && jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                      _ ("The pieces of figures from “%s” do not fit together."), sender);
}

gboolean
jly_upload_pieces_take (JlyStore *store,
                        const char *study_id,
                        const JlyEnvelope *letter,
                        const char *sender,
                        JlyUploadPart **part,
                        GError **error)
{
  Piece piece = { 0 };
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean ok = decode_piece (letter->body, &piece);
  guint n = 0;

  data = piece.data;
  *part = NULL;
  if (!ok)
    return fail_unfit (store, study_id, letter, sender, error);
  if (!jly_store_add_piece (store, study_id, letter->sender, piece.upload, (guint)piece.number,
                            data, error)
      || !jly_store_count_pieces (store, study_id, letter->sender, &n, error))
    return FALSE;
  if (n < piece.count)
    return TRUE;
  *part = assemble (store, study_id, letter->sender, &piece, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return *part != NULL || fail_unfit (store, study_id, letter, sender, error);
}

GBytes *
jly_upload_receipt_new (const JlyIdentity *miner,
                        const guint8 study_hash[JLY_HASH_BYTES],
                        const guint8 manifest_hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  guint8 signature[JLY_SIGNATURE_BYTES];

  jly_receipt_sign (miner, study_hash, manifest_hash, signature);
  jly_cbor_begin_map (writer, N_RECEIPT_KEYS);
  jly_cbor_put_key (writer, RECEIPT_MANIFEST);
  jly_cbor_put_bytes (writer, manifest_hash, JLY_HASH_BYTES);
  jly_cbor_put_key (writer, RECEIPT_SIGNATURE);
  jly_cbor_put_bytes (writer, signature, sizeof signature);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

gboolean
jly_upload_receipt_check (GBytes *body,
                          const JlyParty *miner,
                          const guint8 study_hash[JLY_HASH_BYTES],
                          const guint8 manifest_hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (body, "a receipt");
  guint8 hash[JLY_HASH_BYTES], signature[JLY_SIGNATURE_BYTES];

  jly_cbor_enter_map (reader, "receipt", N_RECEIPT_KEYS);
  jly_cbor_get_key (reader, "manifest", RECEIPT_MANIFEST);
  jly_cbor_get_fixed_bytes (reader, "manifest", hash, sizeof hash);
  jly_cbor_get_key (reader, "signature", RECEIPT_SIGNATURE);
  jly_cbor_get_fixed_bytes (reader, "signature", signature, sizeof signature);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL) && memcmp (hash, manifest_hash, sizeof hash) == 0
         && jly_receipt_verify (miner, study_hash, manifest_hash, signature);
}
