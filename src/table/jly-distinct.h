/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts texts that differ, a million of them in little memory and time: only a mixture of 64 bits
 * of each is kept. That any two of a million have the same one happens once in 30 million files,
 * and who makes such texts on purpose only miscounts a file of his own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JlyDistinct JlyDistinct;

JlyDistinct *jly_distinct_new (void);
void jly_distinct_free (JlyDistinct *self);
void jly_distinct_add (JlyDistinct *self, const char *text);
gsize jly_distinct_count (JlyDistinct *self);
/* Back to none; its memory is kept for the next count. */
void jly_distinct_clear (JlyDistinct *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyDistinct, jly_distinct_free)

G_END_DECLS
