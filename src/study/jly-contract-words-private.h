/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a contract in words, for the files that make them. Each appends its own. */
#pragma once

#include "study/jly-contract-words.h"

G_BEGIN_DECLS

void contract_words_data (JlyStatement *words, const JlyContract *contract);
void contract_words_joining (JlyStatement *words, const JlyContract *contract);
void contract_words_asking (JlyStatement *words, const JlyContract *contract);
void contract_words_approving (JlyStatement *words, const JlyContract *contract);
void contract_words_learning (JlyStatement *words, const JlyContract *contract);
void contract_words_limits (JlyStatement *words, const JlyContract *contract);
void contract_words_changes (JlyStatement *words, const JlyContract *contract, JlyCase *template);

/* The translated words of the bits that are set, as a list. */
char *contract_words_list_bits (guint bits, const char *const *words, gsize n);
/* Names of the parties of a set; places beyond the contract's are named by their number. */
char *contract_words_name_set (const JlyContract *contract, JlyPartySet set);
/* "those who bring figures", "those who compute or may ask". */
char *contract_words_name_roles (guint roles);
/* The title of a side, or its number where the contract has no such side. */
char *contract_words_name_side (const JlyContract *contract, guint side);
/* A moment, to the second, in UTC. */
char *contract_words_name_time (gint64 time);

G_END_DECLS
