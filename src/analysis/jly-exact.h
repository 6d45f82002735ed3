/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact fractions of opened sums. What statistics subtract from each other is nearly the same where
 * data are ill-conditioned, so nothing is rounded before the last step: a double comes out of a
 * fraction once. Only for numbers that were opened: the time that this takes depends on them.
 */
#pragma once

#include <glib.h>
#include <gmp.h>

G_BEGIN_DECLS

typedef struct
{
  mpq_t q;
} JlyExact;

/* To be cleared. */
JlyExact jly_exact_new (__int128 value);
void jly_exact_clear (JlyExact *self);
/* self += times value. */
void jly_exact_add (JlyExact *self, const JlyExact *value, __int128 times);
/* self *= value; self /= value, which is not zero. */
void jly_exact_multiply (JlyExact *self, const JlyExact *value);
void jly_exact_divide (JlyExact *self, const JlyExact *value);
/* -1, 0 or 1. */
int jly_exact_sign (const JlyExact *self);
/* self times 10^power. */
double jly_exact_get (const JlyExact *self, int power);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyExact, jly_exact_clear)

/* A linear system with a symmetric matrix, n by n, and its right side. */
typedef struct
{
  guint n;
  JlyExact *cells; /* n by n + 1; the last place of a line is the right side */
  JlyExact *inverse;
  gboolean *is_free; /* a column that follows from those before it: left out */
} JlyExactSystem;

JlyExactSystem *jly_exact_system_new (guint n);
void jly_exact_system_free (JlyExactSystem *self);
/* Line i, place k; k = n is the right side. Borrowed, to be added to. */
JlyExact *jly_exact_system_at (JlyExactSystem *self, guint i, guint k);
/* After this the right side is the solution, and inverse the inverse matrix, of the columns that
 * are not free; how many these are is returned. Gauss and Jordan, in the order of the columns: of a
 * Gram matrix a pivot is zero just where a column is a sum of multiples of those before it. */
guint jly_exact_system_solve (JlyExactSystem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyExactSystem, jly_exact_system_free)

G_END_DECLS
