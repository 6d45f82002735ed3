/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a study have in common: its title, the way to who sees what, the mark of a
 * practice, and the rail of all steps. */
#pragma once

#include "app/jly-draft.h"
#include "app/jly-page.h"
#include "app/jly-steps.h"

G_BEGIN_DECLS

/* here: the step of the page, or JLY_N_STEPS. */
void jly_study_header_add (JlyPage *page, JlyAgreement *agreement, JlyStepKind here);
/* The rail alone. */
void jly_study_header_add_rail (JlyPage *page, JlyAgreement *agreement, JlyStepKind here);
/* The way to who would see what, while a study is prepared. */
void jly_study_header_add_draft (JlyPage *page, JlyDraft *draft);

G_END_DECLS
