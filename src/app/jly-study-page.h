/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study with others at a glance: what is next and for whom, the steps, who is where, and the
 * files that go between the parties. Every other page of the study opens from here.
 *
 * Actions: study.go (u, a JlyStepKind), study.go-on, study.ask, study.show-who,
 * study.save-for-others, study.open-sent, study.use-file (ss).
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"
#include "app/jly-steps.h"

G_BEGIN_DECLS

#define JLY_TYPE_STUDY_PAGE (jly_study_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyStudyPage, jly_study_page, JLY, STUDY_PAGE, JlyPage)

JlyStudyPage *jly_study_page_new (JlyAgreement *agreement);
JlyAgreement *jly_study_page_get_agreement (JlyStudyPage *self);
/* The page of a step, for this study as it stands; NULL if there is nothing to see of it yet. */
JlyPage *jly_study_page_new_step (JlyAgreement *agreement, JlyStepKind step);

G_END_DECLS
