/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is processed under a contract, where, and on which basis: for those who look after data
 * protection and the law at a party, who do not want to read how Jointly works. Made from the
 * contract alone. It describes and gives no legal advice, which its last section says; unlike the
 * sentences of jly-contract-words.h it is no part of what is signed.
 */
#pragma once

#include "study/jly-contract.h"
#include "study/jly-statement.h"

G_BEGIN_DECLS

/* Sections: basis, processed, where, opened, kept, open (what the parties must find out
 * themselves). */
JlyStatement *jly_processing_new (const JlyContract *contract);

G_END_DECLS
