/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vector of secret numbers modulo 2^width, as one miner holds it: the arithmetic sharing, for
 * sums and products of whole numbers.
 *
 * x = x_0 + x_1 + x_2 modulo 2^width; miner i holds x_i ("own") and x_{i-1} ("prev"). Numbers lie
 * one a word and are kept reduced. On the wire they are packed to exactly width bits, one after the
 * other, lowest bit first.
 *
 * Everything in this file is local: no bytes, no rounds. Products are in jly-round.h.
 */
#pragma once

#include "engine/jly-pool.h"

G_BEGIN_DECLS

#define JLY_RING_MAX_WIDTH 64

typedef struct
{
  gsize n;
  guint width; /* 1..64 */
  guint64 *own, *prev;
  JlyPool *pool; /* where both are from, or NULL */
} JlyRing;

JlyRing *jly_ring_new (gsize n, guint width); /* all zero */
/* From a pool, with undefined contents: every number must be written. */
JlyRing *jly_ring_new_from (JlyPool *pool, gsize n, guint width);
JlyRing *jly_ring_copy (const JlyRing *x);
void jly_ring_free (JlyRing *x); /* wipes, or gives back to the pool */

/* x := x + y, x - y, x + c, c x; vectors of the same n and width. Of a public c only the holders of
 * component 0 add it; self says whether this miner is one. */
void jly_ring_add (JlyRing *x, const JlyRing *y);
void jly_ring_subtract (JlyRing *x, const JlyRing *y);
void jly_ring_add_public (JlyRing *x, const guint64 *c, guint self);
void jly_ring_scale (JlyRing *x, guint64 c);
/* The sum of all n numbers, as a vector of one. */
JlyRing *jly_ring_sum (const JlyRing *x);

/* One component to bytes and back. */
gsize jly_ring_packed_size (gsize n, guint width);
void jly_ring_pack (const guint64 *numbers, gsize n, guint width, guint8 *bytes);
void jly_ring_unpack (const guint8 *bytes, gsize n, guint width, guint64 *numbers);

/* 2^width - 1. */
guint64 jly_ring_mask (guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRing, jly_ring_free)

G_END_DECLS
