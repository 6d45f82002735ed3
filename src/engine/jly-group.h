/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Group-by: sums, counts, least and largest values of the rows that share a key.
 *
 * Keys are one or more columns of up to 64 bits, at most 240 bits together; valid (one plane, NULL:
 * all) says which rows count. How many rows there are is public everywhere. Groups come in
 * ascending order of their keys, of which the first counts most.
 *
 * Replicated shares in and out. FALSE with the transport's error, or as said below; then nothing is
 * set. For a few public codes see also jly-one-hot.h.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_GROUP_SUM,
  JLY_GROUP_MIN,
  JLY_GROUP_MAX,
} JlyGroupKind;

/* One column that is wanted by group. The result, one number or lane a group, is the caller's. */
typedef struct
{
  JlyGroupKind kind;
  gboolean is_signed;   /* of MIN and MAX: two's complement */
  const JlyRing *ring;  /* SUM: modulo 2^width, which the caller has made wide enough */
  const JlyBits *bits;  /* MIN and MAX: up to 64 bits */
  JlyRing *ring_result; /* SUM */
  JlyBits *bits_result; /* MIN and MAX */
} JlyGroupValue;

void jly_group_values_clear (JlyGroupValue *values, guint n_values); /* frees results */

/* Groups that are known to everybody. */
typedef struct
{
  gsize n_groups;
  guint n_keys;
  guint64 **keys;    /* keys[k][g] */
  guint64 *counts;   /* valid rows of group g, at least 1 */
  guint64 n_invalid; /* rows of no group */
} JlyOpenGroups;

void jly_open_groups_free (JlyOpenGroups *groups);

/* OPENS which groups there are, how many valid rows each has, and how many rows are invalid; so it
 * is for studies in which counts are results and none is held back. Keys of invalid rows are made
 * zero, w ANDs a row; then a shuffle of keys and values and an opening of the keys; sums are local.
 * Least and largest values by a tournament in every group: less than a row's comparison and choice
 * for each row, lg (largest group) times a comparison's and a choice's rounds. A dry run
 * predicts them as if all rows were one group, which is the most that they can cost. */
gboolean jly_group_by_open (JlyEngine *engine,
                            const JlyBits *const *keys,
                            guint n_keys,
                            const JlyBits *valid,
                            JlyGroupValue *values,
                            guint n_values,
                            JlyOpenGroups **groups,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Groups that nobody knows, in a stated number of places; unused places come last, and everything
 * in them is zero. */
typedef struct
{
  gsize n_places;
  guint n_keys;
  JlyBits **keys;
  JlyBits *is_used; /* one plane */
  JlyRing *counts;  /* jly_count_width (rows) bits */
} JlyHiddenGroups;

void jly_hidden_groups_free (JlyHiddenGroups *groups);

/* Nothing is opened that depends on the data, but for one bit if n_places < min (n, 2^w): whether
 * there are more groups than places, which is JLY_ERROR_REFUSED. 1 <= n_places <= n. The rows are
 * sorted by keys; running sums are local, and where a group ends they are taken: a comparison of
 * neighbours (w ANDs a row), jly_place_flagged_first, and products that clear unused places. One
 * sort more for every further column of which a least or largest value is wanted. */
gboolean jly_group_by_hidden (JlyEngine *engine,
                              const JlyBits *const *keys,
                              guint n_keys,
                              const JlyBits *valid,
                              JlyGroupValue *values,
                              guint n_values,
                              gsize n_places,
                              JlyHiddenGroups **groups,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyOpenGroups, jly_open_groups_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyHiddenGroups, jly_hidden_groups_free)

G_END_DECLS
