/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts texts that differ, a million of them in little memory and time: only a mixture of 64 bits
 * of each is kept. That any two of a million have the same one happens once in 30 million files,
 * and who makes such texts on purpose only miscounts a file of his own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JlySeen JlySeen;

JlySeen *jly_seen_new (void);
void jly_seen_free (JlySeen *self);
void jly_seen_add (JlySeen *self, const char *text);
/* The same in two steps, for whoever needs the mixture of a text, too. It is never 0. */
guint64 jly_seen_mix (const char *text);
void jly_seen_add_mixture (JlySeen *self, guint64 mixture);
gsize jly_seen_count (JlySeen *self);
/* Back to none; its memory is kept for the next count. */
void jly_seen_clear (JlySeen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySeen, jly_seen_free)

G_END_DECLS
