/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One exchange in which not every miner does the same: who sends what to whom is queued, and so are
 * the two ways in which what one miner knows, or two know together, becomes shares of all three.
 *
 *   g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert", error);
 *   if (parcel == NULL)
 *     return FALSE;
 *   jly_parcel_spread_ring (parcel, out, known);
 *   if (!jly_parcel_run (parcel, error))
 *     return FALSE;
 *
 * All three miners queue the same spreads in the same order. What is spread or reshared is read at
 * once, and need not last until the run; what it becomes must. A parcel runs once. Every spread
 * reads its masks on from where the one before stopped, so that no mask is used twice.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

typedef struct _JlyParcel JlyParcel;

/* Takes the next operation and starts its masks. step is a static string. NULL with
 * JLY_ERROR_INTERNAL if masks would be used twice. */
JlyParcel *jly_parcel_new (JlyEngine *engine, const char *step, GError **error);
void jly_parcel_free (JlyParcel *parcel); /* wipes */

/* Miner 0 knows known (n numbers reduced modulo 2^width, or planes of out's shape); nobody else
 * looks at it. out becomes (rho_0, 0, known - rho_0), with the last sent from miner 0 to miner 2.
 * width n bits in all. Source: input of replicated shares as in Araki et al., CCS 2016. */
void jly_parcel_spread_ring (JlyParcel *parcel, JlyRing *out, const guint64 *known);
void jly_parcel_spread_bits (JlyParcel *parcel, const JlyBits *out, const guint64 *known);

/* Miners 1 and 2 hold parts u_1 and u_2 of a number; miner 0 ignores part. out becomes shares of
 * u_1 + u_2: (rho_0, u_1 - rho_0 + u_2 - rho_2, rho_2), where miners 1 and 2 swap the two masked
 * parts. 2 width n bits in all. Source: resharing from two to three in
 * replicated shares, Mohassel and Rindal, CCS 2018. */
void jly_parcel_reshare_ring (JlyParcel *parcel, JlyRing *out, const guint64 *part);
void jly_parcel_reshare_bits (JlyParcel *parcel, const JlyBits *out, const guint64 *part);

/* planes (packed like lanes) or numbers to or from miner peer; borrowed until the run. What is sent
 * is packed when the parcel runs. The rest of a last byte is zero. */
void jly_parcel_send_bits (
    JlyParcel *parcel, guint peer, const guint64 *planes, gsize n_lanes, guint width);
void jly_parcel_receive_bits (
    JlyParcel *parcel, guint peer, guint64 *planes, gsize n_lanes, guint width);

/* One round, also for a miner that neither sends nor receives. */
gboolean jly_parcel_run (JlyParcel *parcel, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next masks of a stream: n numbers modulo 2^width, or planes with their padding zero. */
void jly_mask_ring (JlyPrgStream *stream, guint64 *numbers, gsize n, guint width);
void jly_mask_bits (JlyPrgStream *stream, guint64 *planes, gsize n_lanes, guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyParcel, jly_parcel_free)

G_END_DECLS
