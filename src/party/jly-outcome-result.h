/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a reader was told to the result document. */
#pragma once

#include "party/jly-letter.h"
#include "party/jly-result.h"
#include "study/jly-plan.h"

G_BEGIN_DECLS

/* The joint results, said to be for recipient. */
void jly_outcome_add_joint (JlyResult *result,
                            const JlyStudy *study,
                            const JlyPlan *plan,
                            const JlyOutcome *outcome,
                            const char *recipient);
/* What is recipient's alone, of whose n_rows rows some may have been left out. */
void jly_outcome_add_own (JlyResult *result,
                          const JlyStudy *study,
                          const JlyPlan *plan,
                          const JlyOutcome *outcome,
                          const char *recipient,
                          gsize n_rows);
/* What was opened, and to whom. */
void jly_outcome_add_opened (JlyResult *result,
                             const JlyStudy *study,
                             const JlyPlan *plan,
                             const JlyOutcome *outcome);

G_END_DECLS
