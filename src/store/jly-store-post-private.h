/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What outbox, inbox and invitations share; not for other files. */
#pragma once

#include "store/jly-store-post.h"
#include "store/jly-store-sql.h"

G_BEGIN_DECLS

/* The tables, which are version 3 of the database. */
extern const char jly_store_post_tables[];
/* Those of pieces, which are version 4. */
extern const char jly_store_piece_tables[];
/* Those of notes, which are version 5. */
extern const char jly_store_note_tables[];

/* What stands for another party in the columns: nothing to who lacks the store's key. */
GBytes *jly_store_post_blind (JlyStore *self, const char *study_id, const guint8 other[32]);
/* Inside a transaction; zeros for a party that nothing came from or went to. */
gboolean jly_store_post_read_state (
    JlyStore *self, const char *study_id, GBytes *other, JlyPostState *state, GError **error);
gboolean jly_store_post_write_state (
    JlyStore *self, const char *study_id, GBytes *other, const JlyPostState *state, GError **error);
/* Inside a transaction: JlyOutgoing* of a study, without their envelopes' bytes. */
GPtrArray *jly_store_post_list_waiting (JlyStore *self, const char *study_id, GError **error);
/* jly_sql_begin for an unlocked store. */
gboolean jly_store_post_begin (JlyStore *self, GError **error);

G_END_DECLS
