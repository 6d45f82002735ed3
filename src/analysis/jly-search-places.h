/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where quantiles lie among the rows of a group, whose number is secret; for jly-search.c and
 * jly-search-sorted.c alone. A search is of one group and fraction: number g * n_fractions + f.
 */
#pragma once

#include "analysis/jly-search.h"

G_BEGIN_DECLS

typedef struct
{
  JlyEngine *engine;
  const JlyFraction *fractions;
  guint n_groups, n_fractions;
  gboolean is_type_1;
  guint width, divisor; /* of numbers of rows times the largest divisor */
  JlyRing *rows;        /* of each group their number, modulo 2^width */
} JlySearchPlaces;

/* Of n_lanes rows. Borrows fractions; the numbers of rows are still to be counted. */
JlySearchPlaces jly_search_places (JlyEngine *engine,
                                   gsize n_lanes,
                                   guint n_groups,
                                   const JlyFraction *fractions,
                                   guint n_fractions,
                                   gboolean is_type_1);
void jly_search_places_clear (JlySearchPlaces *self);

/* planes has one a group: the rows of it. What jly_count_wide costs. */
gboolean jly_search_places_count (JlySearchPlaces *self,
                                  const JlyBits *planes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A lane a search: how many rows of the group come before the value (or the lower of the two), and
 * how many steps of 1 / q lie beyond it: (N - 1) p / q and its rest; for type 1 (N p - 1) / q, of
 * which the rest means nothing. Either may be NULL. Without rows they mean nothing. About lg N
 * additions one after the other; opens nothing. */
gboolean jly_search_places_divide (const JlySearchPlaces *self,
                                   JlyBits **before,
                                   JlyBits **rests,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Each value times its own divisor. */
JlyBits *
jly_search_places_scale (const JlySearchPlaces *self, const JlyBits *values, GError **error);
/* q low + rest (high - low); high is not below low where there is a rest, and what it is without
 * one does not count. */
JlyBits *jly_search_places_interpolate (const JlySearchPlaces *self,
                                        const JlyBits *low,
                                        const JlyBits *high,
                                        const JlyBits *rests,
                                        GError **error);

G_END_DECLS
