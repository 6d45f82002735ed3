/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The limits of a contract that is being prepared, as rules that a person can hold beside figures
 * of one's own, and back again. Only limits go back: nothing of the figures does.
 */
#pragma once

#include "base/jly-rules.h"
#include "study/jly-contract.h"

G_BEGIN_DECLS

/* The columns with what must hold in every row of them, in the order of the contract. */
JlyRules *jly_contract_make_rules (const JlyContract *self);
/* Makes what must hold by these rules the contract's: the ranges of its columns of numbers, found
 * by id and scale, whether cells may be missing, and what may not be above what. What only asks a
 * person whether a figure is right stays with that person, and so do categories. Whoever signs
 * checks the contract as ever (jly_contract_check). Returns how many limits are others than before.
 */
guint jly_contract_take_limits (JlyContract *self, const JlyRules *rules);

G_END_DECLS
