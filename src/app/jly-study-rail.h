/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All steps of a study and who is where, beside a page of it. A step leads to its page, which takes
 * the place of the one that is seen: Back leads to the study's own page, which says the same where
 * the window is too narrow for a rail.
 */
#pragma once

#include "app/jly-steps.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_STUDY_RAIL (jly_study_rail_get_type ())
G_DECLARE_FINAL_TYPE (JlyStudyRail, jly_study_rail, JLY, STUDY_RAIL, AdwBin)

/* here: the step of the page that it stands beside, or JLY_N_STEPS. */
GtkWidget *jly_study_rail_new (JlyAgreement *agreement, JlyStepKind here);

G_END_DECLS
