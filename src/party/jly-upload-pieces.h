/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An upload as letters: cut into pieces that each fit 64 KiB, so that a connection that breaks, or
 * a stick that is forgotten, costs one piece and not all. What arrived stays, what did not is sent
 * again: outbox and inbox see to it (post/jly-post.h). It ends with a receipt, which is a letter
 * too. Bytes: PROTOCOL.md, "Upload in pieces".
 */
#pragma once

#include "party/jly-upload.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

#define JLY_UPLOAD_MAX_PIECES 4000u /* about 250 MiB */

/* Writes all pieces of part into the outbox, for the computing party at place member of the post's
 * book. After a stop in the middle, to be called again with the same part: pieces that were there
 * already are known again by the receiver. JLY_ERROR_USAGE if it is too large. */
gboolean jly_upload_pieces_send (JlyPost *post,
                                 guint member,
                                 const JlyUploadPart *part,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A letter of kind JLY_POST_PIECE: keeps the piece; *part is the upload if this was the last that
 * was missing, and NULL otherwise. The same letter again does no harm and gives the same. FALSE
 * with JLY_ERROR_PROTOCOL, which names sender, if the pieces do not fit each other; they are then
 * forgotten. Checking the upload itself is for jly_upload_open; when it is kept,
 * jly_store_erase_pieces. */
gboolean jly_upload_pieces_take (JlyStore *store,
                                 const char *study_id,
                                 const JlyEnvelope *letter,
                                 const char *sender,
                                 JlyUploadPart **part,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The body of a letter JLY_POST_RECEIPT for an upload that is kept. */
GBytes *jly_upload_receipt_new (const JlyIdentity *miner,
                                const guint8 study_hash[JLY_HASH_BYTES],
                                const guint8 manifest_hash[JLY_HASH_BYTES]);
/* TRUE if body is miner's receipt for exactly this upload. */
gboolean jly_upload_receipt_check (GBytes *body,
                                   const JlyParty *miner,
                                   const guint8 study_hash[JLY_HASH_BYTES],
                                   const guint8 manifest_hash[JLY_HASH_BYTES]);

G_END_DECLS
