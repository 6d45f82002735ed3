/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question that is being put together under a contract: which kind, of what, by what, for whom;
 * what it would say and tell; and why it cannot be asked yet. Signs and sends nothing. No widgets.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-asked.h"

G_BEGIN_DECLS

#define JLY_TYPE_ASK (jly_ask_get_type ())
G_DECLARE_FINAL_TYPE (JlyAsk, jly_ask, JLY, ASK, GObject)

/* Begins with the first kind that the contract permits. Signal "changed" after each change. */
JlyAsk *jly_ask_new (JlyAgreement *agreement);
const JlyContract *jly_ask_get_contract (JlyAsk *self);

/* The kinds of question of the contract that this program knows. */
guint jly_ask_count_kinds (JlyAsk *self);
const JlyAnalysis *jly_ask_get_kind (JlyAsk *self, guint kind);
/* Whether the kind has settings that the person can choose from what the contract has; NULL, or why
 * not. Owned by the caller. */
char *jly_ask_find_kind_obstacle (JlyAsk *self, guint kind);
void jly_ask_choose_kind (JlyAsk *self, guint kind);
guint jly_ask_get_chosen_kind (JlyAsk *self);

/* A setting of the chosen kind; NULL value: it is not given. One that the contract has fixed cannot
 * be changed. */
gboolean jly_ask_is_fixed (JlyAsk *self, const char *name);
const char *jly_ask_get (JlyAsk *self, const char *name);
void jly_ask_set (JlyAsk *self, const char *name, const char *value);
/* The same for a condition that is being put together: its text, and what keeps it from being
 * asked, in one sentence (NULL: nothing). Until then nothing can be asked, and the text is only
 * kept. */
void jly_ask_set_condition (JlyAsk *self, const char *name, const char *text, const char *why);
/* Why this column of the contract cannot be used for a setting: one sentence; NULL if it can.
 * Owned by the caller. */
char *jly_ask_find_column_obstacle (JlyAsk *self, const JlyParameterSpec *spec, guint column);

/* Who is to learn the answer; never more than the contract allows. */
JlyPartySet jly_ask_get_learners (JlyAsk *self);
JlyPartySet jly_ask_get_recipients (JlyAsk *self);
void jly_ask_set_recipients (JlyAsk *self, JlyPartySet recipients);
guint jly_ask_get_days (JlyAsk *self);
void jly_ask_set_days (JlyAsk *self, guint days);

/* What was chosen so far, as texts to be kept; and that again, as far as the contract still has it.
 * NULL-terminated, owned by the caller. */
char **jly_ask_dup_choices (JlyAsk *self);
void jly_ask_restore (JlyAsk *self, const char *const *choices);
/* Whether a condition was not finished then: what was restored may ask for more rows than were
 * meant. */
gboolean jly_ask_was_half (const JlyAsk *self);

/* The whole sentence as it stands. Owned by the caller. */
char *jly_ask_dup_sentence (JlyAsk *self);
/* What it would open, and what others could work out; NULL with the reason while it cannot be
 * asked: a setting that is missing is JLY_ERROR_USAGE. */
JlyAsked *jly_ask_preview (JlyAsk *self, gint64 now, GError **error);
/* Asks it. Refused where a finding refuses. */
gboolean jly_ask_send (JlyAsk *self, gint64 now, guint *question, GError **error);

G_END_DECLS
