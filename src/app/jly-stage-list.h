/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run in words, one a row: what is done and when, what is under way, what comes. */
#pragma once

#include "party/jly-rehearsal.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_STAGE_LIST (jly_stage_list_get_type ())
G_DECLARE_FINAL_TYPE (JlyStageList, jly_stage_list, JLY, STAGE_LIST, AdwBin)

/* The stage under way and how much of it is done (0..1, negative: not known). */
void jly_stage_list_set (JlyStageList *self, JlyStage stage, double fraction);
/* Nothing has begun. */
void jly_stage_list_reset (JlyStageList *self);

/* "Comparing in secret", and a line that says what that means; translated, owned by the program. */
const char *jly_stage_title (JlyStage stage);
const char *jly_stage_explanation (JlyStage stage);

G_END_DECLS
