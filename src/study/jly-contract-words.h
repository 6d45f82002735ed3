/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contract in plain sentences. They are made from its bytes alone, the very ones that are hashed
 * and signed; every field is in some sentence, so that two contracts that read the same are the
 * same. Sections, in this order:
 *
 *   about, parties, data, computing, asking, approving, learning, limits, changes, not-promised
 *
 * A sentence's field is the name that jly_contract_decode gives the field in its errors.
 */
#pragma once

#include "study/jly-contract.h"
#include "study/jly-statement.h"

G_BEGIN_DECLS

/* The version of these sentences, which a contract pins (JlyContract.wording). To be raised when
 * the meaning of a sentence changes. */
#define JLY_CONTRACT_WORDING 2

/* template: the case it was made from, to say what was changed; NULL if this computer has none
 * (and one with another hash counts as none), which the sentences then say. Whether the contract is
 * fit to be signed is jly_contract_check's matter: a draft can be read too. NULL with
 * JLY_ERROR_PROTOCOL if the bytes are no contract. */
JlyStatement *jly_contract_words_new (GBytes *contract, JlyCase *template, GError **error);

/* Twenty hexadecimal digits that depend on every bit of a hash, in groups of four, for people to
 * compare. Owned by the caller. */
char *jly_words_check_number (const guint8 hash[JLY_HASH_BYTES]);

/* "those who bring figures on the side “Buyers”": whom a clause of a rule is about. Owned by the
 * caller. */
char *jly_words_name_clause (const JlyContract *contract, const JlyClause *clause);

G_END_DECLS
