/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study that is being prepared: a contract as it stands, kept on the disk at every change, until
 * it is signed. Signal "changed": something in it is different, and has been saved or could not
 * be (jly_draft_get_error).
 */
#pragma once

#include "study/jly-contract.h"

#include "store/jly-store.h"

G_BEGIN_DECLS

#define JLY_TYPE_DRAFT (jly_draft_get_type ())
G_DECLARE_FINAL_TYPE (JlyDraft, jly_draft, JLY, DRAFT, GObject)

/* A new study of the case with the person, whose card's name is own_name, as its first party.
 * Nothing is saved before the first change. identity and dir must outlive it. */
JlyDraft *jly_draft_new (const char *dir,
                         const JlyIdentity *identity,
                         JlyCase *the_case,
                         const char *own_name,
                         gint64 now);
/* The version after the contract with these bytes, with nothing changed yet. What was changed
 * before and not signed is found again, if it follows the same bytes. NULL if they are no contract.
 */
JlyDraft *jly_draft_new_next (
    const char *dir, const JlyIdentity *identity, JlyCase *the_case, GBytes *before, gint64 now);
/* Whether it is a next version: parties and rules stay as they were signed, but for what a person
 * changes. */
gboolean jly_draft_is_next (JlyDraft *self);
/* No longer kept on the disk. */
void jly_draft_discard (JlyDraft *self);
/* NULL with JLY_ERROR_CONFIG or JLY_ERROR_NO_INPUT. the_case is found among cases (JlyCase*). */
JlyDraft *jly_draft_load (
    const char *dir, const JlyIdentity *identity, const char *id, GPtrArray *cases, GError **error);

/* To be changed in place, then jly_draft_changed. */
JlyContract *jly_draft_get_contract (JlyDraft *self);
JlyCase *jly_draft_get_case (JlyDraft *self);
/* The bytes as they are to be signed, or NULL if a text in it cannot be written. */
GBytes *jly_draft_encode (JlyDraft *self);
/* Brings the case's rules in line with the parties, saves and says so. */
void jly_draft_changed (JlyDraft *self);
/* Why the last change could not be saved; NULL if it was. */
const GError *jly_draft_get_error (JlyDraft *self);

/* A party of a kind (jly-parts.h; borrowed); it computes while the kind and the study still want
 * one who does. */
JlyContractParty *jly_draft_add_party (JlyDraft *self, gconstpointer kind, const char *name);
void jly_draft_remove_party (JlyDraft *self, const JlyContractParty *party);
gboolean jly_draft_is_own (JlyDraft *self, const JlyContractParty *party);
/* Whether the party's card was put in. */
gboolean jly_draft_has_card (const JlyContractParty *party);

/* What a person has half written beside the draft, kept sealed as the draft is; purpose:
 * JLY_DRAFT_…. That it cannot be kept is no reason to stop. */
void jly_draft_keep (JlyDraft *self, const char *purpose, GBytes *bytes);
/* NULL if nothing is kept. Owned by the caller. */
GBytes *jly_draft_find (JlyDraft *self, const char *purpose);
void jly_draft_forget (JlyDraft *self, const char *purpose);

/* Why one cannot go on from the parties yet: one sentence with a name or a number; NULL if one
 * can. Owned by the caller. */
char *jly_draft_find_obstacle (JlyDraft *self);

G_END_DECLS
