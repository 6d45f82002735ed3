/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person prepares and nobody has signed yet: one file for each study, DIR/drafts/ID, sealed
 * with a key of the identity as the records of the store are (SCHEMA.md, "Drafts"). A file is
 * replaced whole: after a crash there is the old draft or the new one.
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

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

G_END_DECLS
