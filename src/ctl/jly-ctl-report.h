/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint bid's result for people to read in a terminal. */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* "Yes: together ..." or "Not yet: ..."; owned by the caller. */
char *jly_ctl_report_headline (const JlyStudy *study, JlyResult *result);
/* Headline, a table of all requirements, who learned what, what was opened, what it cost. */
char *jly_ctl_report_text (const JlyStudy *study, JlyResult *result);

G_END_DECLS
