/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which keys are different: how many, which rows repeat one, and whether none does.
 *
 * keys and valid as in jly-group.h. Replicated shares in and out; each sorts the rows by key, and
 * opens what jly_sort opens, which says nothing about the keys. NULL or FALSE with the transport's
 * error.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-count.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* One number, of jly_count_width (n) bits: how many different keys the valid rows have. */
JlyRing *jly_distinct_count (JlyEngine *engine,
                             const JlyBits *const *keys,
                             guint n_keys,
                             const JlyBits *valid,
                             JlyCountWay way,
                             GError **error);

/* One plane, a lane for each row in the order of the caller: 1 where a valid row has the key of a
 * valid row above it. To take repeated rows out is to XOR this to valid. */
JlyBits *jly_distinct_mark_repeats (JlyEngine *engine,
                                    const JlyBits *const *keys,
                                    guint n_keys,
                                    const JlyBits *valid,
                                    GError **error);

/* Whether no two valid rows have the same key. OPENS that one bit to all. */
gboolean jly_distinct_check_unique (JlyEngine *engine,
                                    const JlyBits *const *keys,
                                    guint n_keys,
                                    const JlyBits *valid,
                                    gboolean *is_unique,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a plane has no 1. OPENS that one bit. */
gboolean jly_distinct_is_none (JlyEngine *engine,
                               const JlyBits *flags,
                               gboolean *is_none,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
