/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The least or largest value of every group, where it is public which rows are a group.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

typedef struct
{
  const JlyBits *bits;
  gboolean is_signed, is_max;
  JlyBits *out; /* one lane a group; the caller's */
} JlyTournament;

/* Rows rows[0] .. rows[sizes[0] - 1] are the first group, and so on; no group is empty. Neighbours
 * meet, and of an odd number the last waits, for all tournaments at once: one comparison and one
 * choice for each row but one of a group, of each tournament; lg (largest group) times the rounds
 * of one comparison and one choice. Replicated shares in and out, opens nothing. On failure no out
 * is set. */
gboolean jly_tournament_run (JlyEngine *engine,
                             JlyTournament *tournaments,
                             guint n_tournaments,
                             const guint32 *rows,
                             const guint64 *sizes,
                             gsize n_groups,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
