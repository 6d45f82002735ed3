/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A correlation from exact sums, what chance has to do with it, and how it is said. */
#pragma once

#include "analysis/jly-figure.h"

G_BEGIN_DECLS

typedef struct
{
  const char *reason; /* why there is none; NULL: there is */
  gint64 n;
  gboolean is_perfect; /* r is 1 or -1: there is nothing that chance could add */
  double r, t, p;
} JlyCorrelation;

/* Of n rows, from the sums of both columns, of their squares, and of their products. */
JlyCorrelation jly_correlation_work_out (__int128 n,
                                         const __int128 sums[2],
                                         const __int128 squares[2],
                                         __int128 products);
/* NULL: it is hidden by the limits on small groups. With an interval in which the correlation lies
 * in 95 of 100 cases, where rows are enough. */
void jly_correlation_add_figures (const JlyCorrelation *self,
                                  const JlyQuery *query,
                                  gboolean with_interval,
                                  GPtrArray *figures);
/* Of the columns "column" and "with"; NULL: it is hidden. Owned by the caller. */
char *
jly_correlation_describe (const JlyCorrelation *self, const JlyQuery *query, JlyFormatFunc format);

G_END_DECLS
