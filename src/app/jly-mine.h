/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for the person at the screen, and how they are told of it while they look at something
 * else. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *id; /* of a study with others; NULL: nothing that a notification could lead to */
  char *title, *words;
} JlyMine;

JlyMine *jly_mine_new (const char *id, const char *title, const char *words);
void jly_mine_free (JlyMine *self);
/* A notification of what waits now and did not before (JlyMine each): of one study by its name,
 * with a way to its page; of several by their number. Owned by the caller; NULL if there is nothing
 * new. */
GNotification *jly_mine_tell (const GPtrArray *before, const GPtrArray *now);

G_END_DECLS
