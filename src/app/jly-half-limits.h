/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits that a person has set for a study that is prepared, and has not proposed yet: kept beside
 * the draft: ranges, other checks and cells that must not be empty. Rules that only ask are no
 * limits of a study. */
#pragma once

#include "app/jly-draft.h"
#include "base/jly-rules.h"
#include "store/jly-drafts.h"

G_BEGIN_DECLS

/* TRUE if the rules say other limits than the draft does; what says the same is not kept. */
gboolean jly_half_limits_keep (JlyDraft *draft, const JlyRules *rules);
/* NULL if nothing is kept, or the draft's limits are others than they were then: whoever changed
 * those changed them later. Owned by the caller. */
JlyRules *jly_half_limits_find (JlyDraft *draft);

G_END_DECLS
