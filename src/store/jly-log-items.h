/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signed things as a log keeps them: the bytes as they came, each with its signature. One list
 * serves a contract's signature, a mandate with all who gave it, and a question with the decision
 * that proposed it.
 */
#pragma once

#include "study/jly-governance.h"

G_BEGIN_DECLS

#define JLY_LOG_MAX_ITEMS JLY_POLICY_MAX_PARTIES
/* In place of a party of the contract: not signed, or by a key that stands in the bytes. */
#define JLY_LOG_NO_SIGNER 255

/* Deterministic CBOR of n items. NULL if it becomes longer than JLY_CBOR_MAX_BYTES. */
GBytes *jly_log_items_encode (const JlySigned *items, gsize n);
/* JlySigned, which free their bytes with the array; JLY_ERROR_PROTOCOL for any other bytes than
 * those that encoding gives. */
GArray *jly_log_items_decode (GBytes *bytes, GError **error);

/* The submissions of an input set, in the order given: 72 bytes each. */
GBytes *jly_log_submissions_encode (const JlySubmission *submissions, gsize n);
GArray *jly_log_submissions_decode (GBytes *bytes, GError **error); /* JlySubmission */

G_END_DECLS
