/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The notes of a study that this party holds, its own and those that letters brought, in the order
 * in which they came. A note stays until its study is removed: it may have to be tried again when
 * what it needs is there, and its signature is evidence. What a note says is the caller's matter;
 * here it is sealed bytes, known again by a hash.
 *
 * An own note is here before any letter with it is written, and is marked when all of them are: so
 * after a stop in between they are written again, and never forgotten. The store must be unlocked.
 */
#pragma once

#include "store/jly-store.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_NOTE_TAKEN = 1 << 0,   /* made use of; need not be tried again */
  JLY_NOTE_SENT = 1 << 1,    /* its letters are in the outbox, or it is somebody else's */
  JLY_NOTE_LASTING = 1 << 2, /* holds no figure: stays when those of the study are erased */
} JlyNoteFlags;

typedef struct
{
  guint number; /* from 1, in the order of arrival */
  JlyNoteFlags flags;
  GBytes *bytes;
} JlyStoredNote;

/* Keeps a note, unless one with this hash is kept already, whose flags then stay as they are.
 * number and is_new may be NULL. */
gboolean jly_store_add_note (JlyStore *self,
                             const char *study_id,
                             const guint8 hash[32],
                             GBytes *note,
                             JlyNoteFlags flags,
                             guint *number,
                             gboolean *is_new,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* JlyStoredNote* in the order of their numbers; NULL on failure. */
GPtrArray *jly_store_list_notes (JlyStore *self, const char *study_id, GError **error);
void jly_stored_note_free (JlyStoredNote *note);
/* Adds flags to the notes of these numbers (guint), in one transaction. */
gboolean jly_store_mark_notes (JlyStore *self,
                               const char *study_id,
                               const GArray *numbers,
                               JlyNoteFlags flags,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStoredNote, jly_stored_note_free)

G_END_DECLS
