/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Studies with others, as the start page shows them: drafts and contracts that are kept here, each
 * with what it waits for; invitations that wait for an answer, or for the contract; and the ways in
 * and out: one's card, and what others sent.
 */
#pragma once

#include "app/jly-mine.h"
#include "app/jly-removal.h"
#include "app/jly-work.h"

G_BEGIN_DECLS

#define JLY_TYPE_TOGETHER (jly_together_get_type ())
G_DECLARE_FINAL_TYPE (JlyTogether, jly_together, JLY, TOGETHER, AdwBin)

GtkWidget *jly_together_new (void);
/* Reads what is kept, without what is being removed; hidden where there is nothing and the person
 * has no keys. */
void jly_together_refresh (JlyTogether *self, JlyRemoval *removal);
/* How far a work of one of the studies is, on its row. */
void jly_together_say (JlyTogether *self, JlyWork *work);
/* How many studies, drafts and invitations there are; and how many wait for the person. */
guint jly_together_count (JlyTogether *self);
guint jly_together_count_mine (JlyTogether *self);
/* Those (JlyMine), as they were when the list was last read; borrowed, and never changed
 * afterwards. */
GPtrArray *jly_together_get_mine (JlyTogether *self);

/* Calls then once the person's keys are open, after asking for them if need be. data goes with
 * destroy (may be NULL). */
typedef void (*JlyTogetherFunc) (JlyWindow *window, gpointer data);
void jly_together_with_keys (JlyWindow *window,
                             JlyTogetherFunc then,
                             gpointer data,
                             GDestroyNotify destroy);

/* A new study of the case; keys are asked for first. */
void jly_together_prepare (JlyWindow *window, JlyCase *the_case);
/* Goes on with a study where it waits: draft, signature, approval. Keys are open. */
void jly_together_open (JlyWindow *window, const char *study_id);
/* Takes what is new in a file of letters. Keys are open. *study_id is owned by the caller. */
gboolean jly_together_receive (const char *path, char **study_id, guint *n_new, GError **error);
/* The same, and opens the study. */
gboolean jly_together_take_file (JlyWindow *window, const char *path, GError **error);
/* Take what is kept under an id of theirs off the disk; for jly_removal_begin. */
gboolean jly_together_remove_draft (const char *id, GError **error);
gboolean jly_together_remove_invitation (const char *id, GError **error);
/* Writes the person's card. Keys are open. */
gboolean jly_together_save_card (const char *path, GError **error);

G_END_DECLS
