/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What analyses of two columns of the same rows have in common: a row counts where both are there,
 * and the study's limits are kept for all of these rows together. The second column is the setting
 * "minus" or "with". */
#pragma once

#include "analysis/jly-moments.h"

G_BEGIN_DECLS

/* Whether the two columns differ and, if one is taken off the other, count in the same steps:
 * JLY_ERROR_CONFIG. */
gboolean jly_pairs_check (const JlyQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds both columns, the vector of ones, which is returned, and the cells: with_amounts, no party
 * may have too large a share of either column. */
guint jly_pairs_add (JlyMoments *moments, const JlyQuery *query, gboolean with_amounts);
/* The headline of a comparison of which there is none for this reason, or, where it is NULL, that
 * is hidden; owned by the caller. */
char *jly_pairs_describe_none (const JlyQuery *query, const char *reason);

G_END_DECLS
