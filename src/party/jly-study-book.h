/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who in a study letters can go to: the contract's parties, those who have accepted it since, and
 * guests, which were let in by an invitation and may read the contract before they accept it. The
 * last two stand in notes that are kept (jly-store-notes.h).
 */
#pragma once

#include "party/jly-note.h"
#include "post/jly-address-book.h"
#include "store/jly-store-notes.h"
#include "study/jly-acceptance.h"

G_BEGIN_DECLS

#define JLY_NOTE_ACCEPTANCE "acceptance"
/* Own, never sent: name, identity key, sealing key, and since guests can be added to a draft the
 * link key. */
#define JLY_NOTE_GUEST "guest"

/* notes are JlyStoredNote*; those that are none of these kinds, or contradict an earlier address,
 * are passed over. hash is the contract's. */
JlyAddressBook *jly_study_book_new (const JlyContract *contract,
                                    const guint8 hash[JLY_HASH_BYTES],
                                    const GPtrArray *notes);

/* An acceptance of exactly this contract, signed by the key in it, from somebody who is not a party
 * of it, where the contract lets parties join. NULL with the refusal. How many may join is decided
 * by the governance. */
JlyAcceptance *jly_study_book_read_acceptance (const JlyContract *contract,
                                               const guint8 hash[JLY_HASH_BYTES],
                                               const JlyNote *note,
                                               GError **error);

/* A guest's note, for jly_store_add_note. */
JlyNote *jly_study_book_guest_new (const char *name, const JlyPublicKeys *keys);
/* The guests among the notes (JlyStoredNote*) that gave name and all their keys (JlyParty*), in the
 * order in which they were let in. What they say is claimed, and not verified. Owned by the caller.
 */
GPtrArray *jly_study_book_list_guests (const GPtrArray *notes);

G_END_DECLS
