/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The working memory of one engine. Gates need the same few sizes over and over; a buffer that is
 * given back is kept as it is and handed out again, so that nothing is zeroed or asked of the
 * operating system in between.
 *
 * What lies in the pool is secret. It is wiped when the pool is closed, which the end of an attempt
 * does, also of one that failed; and whatever the pool does not keep is wiped at once.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JlyPool JlyPool;

JlyPool *jly_pool_new (void);

/* n words of undefined contents, on a boundary of 64 bytes. Any thread. */
guint64 *jly_pool_take (JlyPool *pool, gsize n_words);
/* Takes back what jly_pool_take gave; NULL is nothing. Any thread, also after the pool was closed:
 * then the buffer is wiped and released. */
void jly_pool_give (JlyPool *pool, guint64 *words);

/* Wipes and releases all that was given back. The pool itself goes when its last buffer has come
 * back; nothing may be taken any more. NULL is nothing. */
void jly_pool_close (JlyPool *pool);

/* Bytes given back and kept. For tests. */
gsize jly_pool_get_kept (JlyPool *pool);

G_END_DECLS
