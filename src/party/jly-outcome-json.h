/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a provider learned, on its way to the program that started it. */
#pragma once

#include "party/jly-letter.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Closes what is for this provider alone: the program that made a partner up never learns it. */
void jly_outcome_forget_own (JlyOutcome *outcome, const JlyStudyInputs *inputs);

/* Adds "attempt", "answers" and "rejected" to an event. */
void jly_outcome_to_json (const JlyOutcome *outcome, JsonObject *event);
/* Reads them. NULL if they are not there, or not of the shapes that the study has. */
JlyOutcome *jly_outcome_from_json (JsonObject *event, const JlyStudyInputs *inputs);

/* Whether two providers were told the same of all that is not for one alone. */
gboolean
jly_outcome_is_alike (const JlyOutcome *a, const JlyOutcome *b, const JlyStudyInputs *inputs);

G_END_DECLS
