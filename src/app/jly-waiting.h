/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a study waits for, besides the person at the screen: who has to do what, since when, what is
 * known of why it has not, and what helps. Made from what lies on the disk alone. No widgets.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-missing.h"

G_BEGIN_DECLS

/* JlyMissing*, in the contract's order; none where it is nobody's turn, or only one's own. now:
 * seconds since 1970. Owned by the caller. */
GPtrArray *jly_waiting_list (JlyAgreement *agreement, gint64 now);

G_END_DECLS
