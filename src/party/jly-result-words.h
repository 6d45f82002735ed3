/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a result says, in the words of its analyses. */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study-inputs.h"

G_BEGIN_DECLS

/* One sentence for the study's question of this number, from what the document has for everyone.
 * NULL if the document does not belong to the study. Owned by the caller. */
char *
jly_result_headline (JlyResult *self, const JlyStudy *study, guint question, JlyFormatFunc format);

G_END_DECLS
