/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the three computing parties of a study find each other: what the person typed, kept
 * on this computer; or, for three programs on one computer, ports that all three work out from the
 * contract without asking each other.
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Three of "127.0.0.1:PORT", NULL-terminated and owned by the caller: the same for everybody who
 * has the contract, and others for another contract. */
char **jly_addresses_for_here (const guint8 contract_hash[JLY_HASH_BYTES]);
/* As they were kept for the study in folder, "" where one was not known; NULL if none were. */
char **jly_addresses_load (const char *folder, const char *study_id);
gboolean jly_addresses_save (const char *folder,
                             const char *study_id,
                             char *const *addresses,
                             GError **error);
/* The first that is no "host:port", or -1. Those of others may be "": they are told. */
gint jly_addresses_find_wrong (char *const *addresses, guint own);
/* Where the party at this place is probably reached: by the address of this computer that leads to
 * towards ("host:port", or NULL: anywhere), and its port of jly_addresses_for_here. Nothing is
 * sent. Owned by the caller. */
char *
jly_addresses_guess (const guint8 contract_hash[JLY_HASH_BYTES], guint place, const char *towards);

G_END_DECLS
