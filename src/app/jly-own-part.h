/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * This computing party's part of an approved question, whether its page is seen or not. It runs in
 * a child process. The other two begin at about the same time: one that is late is waited for, and
 * called again, for ten minutes; an attempt that is lost on the way, with the connection or with
 * the child, is followed by another, as long as the contract's rules let one begin.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-missing.h"
#include "app/jly-work.h"

G_BEGIN_DECLS

#define JLY_TYPE_OWN_PART (jly_own_part_get_type ())
G_DECLARE_FINAL_TYPE (JlyOwnPart, jly_own_part, JLY, OWN_PART, JlyWork)

/* Begins, and is among the program's works until it ends. addresses are copied. */
JlyOwnPart *jly_own_part_begin (JlyAgreement *agreement, guint question, char *const *addresses);
/* The one under way for a question; NULL if none is. Borrowed. */
JlyOwnPart *jly_own_part_find (const char *study_id, guint question);
/* Why it ended without counting; NULL while it runs, if it went well, and if it was stopped. */
const GError *jly_own_part_get_error (JlyOwnPart *self);
gboolean jly_own_part_is_done (JlyOwnPart *self);
/* JlyMissing*, those of the two others who are waited for; owned by self, until it says "changed".
 */
const GPtrArray *jly_own_part_get_missing (JlyOwnPart *self);
/* What of the attempt under way is computed, 0 to 1; negative before all three are there. */
double jly_own_part_get_share (JlyOwnPart *self);
/* Why the attempt before this one was lost; NULL if there was none, or all three are there again.
 */
const GError *jly_own_part_get_loss (JlyOwnPart *self);

G_END_DECLS
