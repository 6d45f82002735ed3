/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose turn it is to compute, where more studies are ready than a service computes at once.
 *
 * Services that compute together have the same studies, and no common clock. So each serves those
 * who wait in the same order, that of the studies' ids, and whoever only waits for the other
 * services to call makes room for one that comes before it: all three come to the same study
 * without a word. A computation that has met its partners is never disturbed. From any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _JlyServiceTurns JlyServiceTurns;

/* It may be a study's turn: it is to try again soon. Called from any thread, at once; must not call
 * back into the turns. */
typedef void (*JlyServiceTurnsWake) (gpointer study);

JlyServiceTurns *jly_service_turns_new (void);
void jly_service_turns_free (JlyServiceTurns *self);

/* TRUE: study may begin, of at most most at once, and gives back. meeting (borrowed until then) is
 * cancelled if it has to make room. FALSE: it is woken later. id is what the order is made of; both
 * it and study are borrowed until jly_service_turns_forget. */
gboolean jly_service_turns_take (JlyServiceTurns *self,
                                 const char *id,
                                 gpointer study,
                                 JlyServiceTurnsWake wake,
                                 guint most,
                                 GCancellable *meeting);
/* The partners of study are there: it is not disturbed any more. FALSE: it was asked to make room
 * just before. */
gboolean jly_service_turns_met (JlyServiceTurns *self, gpointer study);
void jly_service_turns_give_back (JlyServiceTurns *self, gpointer study);
/* If there is room, wakes the first of those who wait. For whoever was woken and had nothing to do
 * after all. */
void jly_service_turns_pass_on (JlyServiceTurns *self, guint most);
/* study is about to go, and has given back. */
void jly_service_turns_forget (JlyServiceTurns *self, gpointer study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceTurns, jly_service_turns_free)

G_END_DECLS
