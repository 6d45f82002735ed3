/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a rehearsal that is kept: which one shows its result depends on what was asked. */
#pragma once

#include "app/jly-page.h"
#include "party/jly-result.h"
#include "store/jly-store.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* Never NULL: what cannot be read is said on the page. */
JlyPage *jly_kept_page_new (JlyStore *store, const char *study_id);
/* The same of a run that has just ended; headline, owned by the caller, is what the list of all
 * studies says of it. NULL with error where study and result do not belong together. */
JlyPage *
jly_kept_page_new_for (const JlyStudy *study, JlyResult *result, char **headline, GError **error);

G_END_DECLS
