/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a study as people write it down (STUDY.md) to the part of a contract that says the same. */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Takes columns, checks, rows, currency and kinds of questions of draft, which passed
 * jly_study_check_draft. Each column may be used as the draft's own questions use it, and no
 * other way. */
void jly_contract_take_draft (JlyContract *self, const JlyStudy *draft);

G_END_DECLS
