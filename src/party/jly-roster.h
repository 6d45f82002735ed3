/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may connect to whom in a study, and reaching a miner by the address that was given. */
#pragma once

#include "crypto/jly-identity.h"
#include "net/jly-link.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* What this party says first on every link of the study. */
void jly_roster_make_hello (const JlyStudy *study, guint32 role, guint32 index, JlyHello *hello);

/* The party of this role and index, NULL if the study has none. */
const JlyParty *jly_roster_find (const JlyStudy *study, guint32 role, guint32 index);

/* TRUE if peer_key is the pinned link key of the party that hello names, of a role and index that
 * may connect to miner self: any provider, and the miner before it. The sentence names the party.
 */
gboolean jly_roster_admit (const JlyStudy *study,
                           guint self,
                           const guint8 peer_key[32],
                           const JlyHello *hello,
                           GError **error);

/* A link to a miner at "host:port", with the study's pin. */
JlyLink *jly_roster_connect (const JlyStudy *study,
                             guint miner,
                             const char *address,
                             const JlyIdentity *identity,
                             const JlyHello *hello,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
