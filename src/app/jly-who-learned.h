/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Who learned what, and what can be worked out from it": a matrix of parties and things, what was
 * opened and what was not, and on paper what follows from it.
 */
#pragma once

#include "app/jly-bid-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_WHO_LEARNED (jly_who_learned_get_type ())
G_DECLARE_FINAL_TYPE (JlyWhoLearned, jly_who_learned, JLY, WHO_LEARNED, AdwBin)

/* Fills the view once; report is not kept. */
void jly_who_learned_set_report (JlyWhoLearned *self, const JlyBidReport *report);

G_END_DECLS
