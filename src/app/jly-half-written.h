/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has half written on a page of a study: kept sealed in the data folder while it is
 * written (store/jly-drafts.h), found again when the page is opened, gone once it was signed. */
#pragma once

#include "app/jly-agreement.h"
#include "store/jly-drafts.h"

G_BEGIN_DECLS

/* purpose: JLY_DRAFT_…. Texts, in an order that the page knows; NULL-terminated. FALSE: it
 * cannot be kept, which is no reason to stop: nothing is lost while the page is open. */
gboolean
jly_half_written_keep (JlyAgreement *agreement, const char *purpose, const char *const *texts);
/* NULL if nothing is kept. Owned by the caller. */
char **jly_half_written_find (JlyAgreement *agreement, const char *purpose);
void jly_half_written_forget (JlyAgreement *agreement, const char *purpose);

G_END_DECLS
