/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fraction of two exact secret numbers, rounded: what comes out is all that is told of them.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

#define JLY_ROUNDED_STEPS 10000 /* of one */
#define JLY_ROUNDED_WIDTH 14    /* bits of 0 to JLY_ROUNDED_STEPS */

/* numerator / denominator in steps of 1 / JLY_ROUNDED_STEPS, halves rounded up: the whole part of
 * (2 steps numerator + denominator) / (2 denominator). Both from 0 on, the first not above the
 * second; G_MAXUINT where the denominator is 0. */
guint jly_rounded_clear (unsigned __int128 numerator, unsigned __int128 denominator);

/* The same lane by lane; *is_defined gets a plane of one bit: where the denominator is not 0. Where
 * it is, the quotient means nothing. JLY_ROUNDED_WIDTH steps of long division, each a
 * subtraction and a choice of all bits: numerator and denominator have at most
 * JLY_BITS_MAX_WIDTH - 16 of them. Opens nothing. NULL with the transport's error. */
JlyBits *jly_rounded_secure (JlyEngine *engine,
                             const JlyBits *numerator,
                             const JlyBits *denominator,
                             JlyBits **is_defined,
                             GError **error);

G_END_DECLS
