/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of an answer: one figure of every group, as bars, a histogram or boxes. Only what was
 * opened to all is in it; hidden groups are striped. */
#pragma once

#include "chart/jly-plot.h"
#include "party/jly-result.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* Of the study's question of this number; NULL where a chart would say no more than the sentence:
 * one number alone, or more series than can be told apart. */
JlyPlot *jly_answer_plot_new (const JlyStudy *study, const JlyResult *result, guint question);

G_END_DECLS
