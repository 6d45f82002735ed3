/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person prepares and nobody has signed yet: one file for each study, DIR/drafts/ID, sealed
 * with a key of the identity as the records of the store are (SCHEMA.md, "Drafts"). A file is
 * replaced whole: after a crash there is the old draft or the new one.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_DRAFT_QUESTION "question"
#define JLY_DRAFT_FIGURES "figures"
#define JLY_DRAFT_REASON "reason"
#define JLY_DRAFT_PLACES "places"
#define JLY_DRAFT_LIMITS "limits"

/* id: 32 hex digits. JLY_ERROR_IO with what to do if it cannot be written. */
gboolean jly_drafts_save (
    const char *dir, const JlyIdentity *identity, const char *id, GBytes *draft, GError **error);
/* JLY_ERROR_NO_INPUT if there is none, JLY_ERROR_CONFIG if it is damaged or another identity's. */
GBytes *
jly_drafts_load (const char *dir, const JlyIdentity *identity, const char *id, GError **error);
/* Ids of all drafts that are there, in ascending order; NULL-terminated, owned by the caller. Never
 * NULL. */
char **jly_drafts_list (const char *dir);
/* A draft that is not there counts as removed. */
gboolean jly_drafts_remove (const char *dir, const char *id, GError **error);

/* The id of what a person has half written about a study: 32 hex digits, another for each purpose.
 * Owned by the caller. */
char *jly_drafts_make_id (const char *study_id, const char *purpose);
/* Whatever is half written about a study, for each purpose above. */
void jly_drafts_remove_of_study (const char *dir, const char *study_id);

G_END_DECLS
