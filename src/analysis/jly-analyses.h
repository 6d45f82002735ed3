/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyses by name, for the registry and for tests; everybody else finds them by id. */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

extern const JlyAnalysis jly_count_analysis;
extern const JlyAnalysis jly_joint_bid_analysis;
extern const JlyAnalysis jly_sum_analysis;
extern const JlyAnalysis jly_threshold_analysis;

G_END_DECLS
