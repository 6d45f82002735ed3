/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which bits are multiplied when to compare numbers of a width: the circuit, without any data.
 *
 * Let e_i say that bits i of x and y are the same, which is linear. In a block of bits let P_i be
 * the product of e_i and all e above it in the block; P_i ^ P_{i+1} is then 1 at the highest bit
 * that differs, and x < y in the block if y has a 1 there: XOR_i (P_i ^ P_{i+1}) y_i, which is
 * y_top ^ XOR_i P_i (y_i ^ y_{i-1}). A sum of products costs one bit, however many they are
 * (jly_round_sum), so a block of k bits costs one bit more than its P_i. Blocks combine in the same
 * way, with "the block is the same" for e and "the block is less" for y; whether the lowest block
 * is the same is never asked.
 *
 * How many bits and blocks are taken together on each level, and how many rounds their products
 * P_i may take, is chosen such that the fewest bits are sent in at most 2 + lg w rounds; of
 * circuits with as few bits the one with the fewest rounds. An arrangement of our own; prefix
 * products after Sklansky 1960. Equality is a product of w bits and takes w - 1 bits in lg w
 * rounds: each bit sent raises the degree by one at most, and the product has degree w.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_COMPARE_LESS,        /* x < y */
  JLY_COMPARE_LESS_PUBLIC, /* x < c for public c: blocks of bits cost their P_i alone */
  JLY_COMPARE_EQUAL,       /* x = y, also for public y */
  JLY_COMPARE_N_KINDS
} JlyCompareKind;

/* What is multiplied: plane i of e is number i, plane i of y is width + i, and the result of step i
 * is 2 width + i. */
typedef guint JlyPlaneNumber;
#define JLY_PLANE_NONE G_MAXUINT

/* x & (y ^ v); v may be JLY_PLANE_NONE. */
typedef struct
{
  JlyPlaneNumber x, y, v;
} JlyCompareTerm;

/* linear ^ the sum of n_terms terms. Done in exchange number round, from 1 on; a local step sends
 * nothing, is done before that exchange, and has planes of c as all y, v and linear. */
typedef struct
{
  guint round;
  gboolean is_local;
  JlyPlaneNumber linear;
  guint first_term, n_terms;
} JlyCompareStep;

typedef struct
{
  guint width;
  guint n_rounds;
  guint n_sent;  /* steps that send a bit a lane; they come first, in the order of their rounds */
  GArray *steps; /* JlyCompareStep */
  GArray *terms; /* JlyCompareTerm */
  JlyPlaneNumber result;
} JlyComparePlan;

/* The plans that were asked for so far; used by one thread at a time. */
typedef struct _JlyComparePlans JlyComparePlans;

JlyComparePlans *jly_compare_plans_new (void);
void jly_compare_plans_free (JlyComparePlans *plans);
/* The plan for numbers of width bits, 1 to JLY_BITS_MAX_WIDTH. Owned by plans. */
const JlyComparePlan *
jly_compare_plans_get (JlyComparePlans *plans, JlyCompareKind kind, guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyComparePlans, jly_compare_plans_free)

G_END_DECLS
