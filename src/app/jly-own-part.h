/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * This computing party's part of an approved question, whether its page is seen or not. The other
 * two begin at about the same time; one that is late is waited for, and called again, for ten
 * minutes.
 */
#pragma once

#include "app/jly-agreement.h"
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

G_END_DECLS
