/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyses by name, for the registry and for tests; everybody else finds them by id. */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

extern const JlyAnalysis jly_anova_analysis;
extern const JlyAnalysis jly_box_plot_analysis;
extern const JlyAnalysis jly_chi_squared_analysis;
extern const JlyAnalysis jly_count_analysis;
extern const JlyAnalysis jly_gini_analysis;
extern const JlyAnalysis jly_growth_analysis;
extern const JlyAnalysis jly_herfindahl_analysis;
extern const JlyAnalysis jly_histogram_analysis;
extern const JlyAnalysis jly_joint_bid_analysis;
extern const JlyAnalysis jly_largest_analysis;
extern const JlyAnalysis jly_largest_share_analysis;
extern const JlyAnalysis jly_mann_whitney_analysis;
extern const JlyAnalysis jly_mean_analysis;
extern const JlyAnalysis jly_median_analysis;
extern const JlyAnalysis jly_missing_analysis;
extern const JlyAnalysis jly_own_position_analysis;
extern const JlyAnalysis jly_paired_t_test_analysis;
extern const JlyAnalysis jly_pearson_analysis;
extern const JlyAnalysis jly_percentile_analysis;
extern const JlyAnalysis jly_quartiles_analysis;
extern const JlyAnalysis jly_ratio_analysis;
extern const JlyAnalysis jly_regression_analysis;
extern const JlyAnalysis jly_richer_analysis;
extern const JlyAnalysis jly_share_analysis;
extern const JlyAnalysis jly_spearman_analysis;
extern const JlyAnalysis jly_sum_analysis;
extern const JlyAnalysis jly_t_test_analysis;
extern const JlyAnalysis jly_threshold_analysis;
extern const JlyAnalysis jly_variance_analysis;
extern const JlyAnalysis jly_weighted_mean_analysis;
extern const JlyAnalysis jly_wilcoxon_analysis;

G_END_DECLS
