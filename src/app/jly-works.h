/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that runs in this program, whichever page is seen (jly-work.h). One for the program.
 *
 * Signals: "changed" when something began, is further or ended; "trouble" (JlyWork, string);
 * "ended" (JlyWork), after its own pages have heard it.
 */
#pragma once

#include "app/jly-work.h"

G_BEGIN_DECLS

#define JLY_TYPE_WORKS (jly_works_get_type ())
G_DECLARE_FINAL_TYPE (JlyWorks, jly_works, JLY, WORKS, GObject)

JlyWorks *jly_works_new (void);
/* Keeps it until it has ended; it has begun. */
void jly_works_add (JlyWorks *self, JlyWork *work);
guint jly_works_count (JlyWorks *self);
JlyWork *jly_works_get (JlyWorks *self, guint i);
/* The one of this study; NULL if none runs. */
JlyWork *jly_works_find (JlyWorks *self, const char *study_id);
void jly_works_stop (JlyWorks *self);
/* The program ends. */
void jly_works_abandon (JlyWorks *self);

G_END_DECLS
