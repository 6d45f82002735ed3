/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Secret keys, row after row, so that any rows can be brought together quickly: what lies in planes
 * is slow to pick from. Local: no bytes, no rounds. Which rows are picked is public.
 */
#pragma once

#include "engine/jly-bits.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n;
  guint width;
  guint n_words;  /* words that a row has in each component */
  guint64 *words; /* row after row: own, then prev */
} JlyKeyRows;

/* The planes of all parts, first part lowest, as one key; all parts have the same lanes. */
JlyKeyRows *jly_key_rows_new (const JlyBits *const *parts, gsize n_parts);
void jly_key_rows_free (JlyKeyRows *keys); /* wipes */

/* Flips bits first .. first + n_bits - 1 of every key. self as in jly_bits_flip. */
void jly_key_rows_flip (JlyKeyRows *keys, guint first, guint n_bits, guint self);

/* Row i becomes the one that was row from[i]: an order that is public. In place. */
void jly_key_rows_move (JlyKeyRows *keys, const guint32 *from);

/* out := the keys of rows[0], rows[1], ... in planes. out has the keys' width, and says how many.
 */
void jly_key_rows_pick (const JlyKeyRows *keys, const guint32 *rows, JlyBits *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyKeyRows, jly_key_rows_free)

G_END_DECLS
