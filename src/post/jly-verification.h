/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How founders make sure, on one call, that all have the same draft of the contract and each
 * other's true keys: commit, reveal, read out, type. Decisions only, no I/O: what goes to the
 * others are bodies of letters, which any carrier may change.
 *
 * Each founder commits to a random number together with the draft and all keys as it has them, and
 * reveals it when it has everybody's commitment. From the draft, all keys, all commitments and all
 * numbers come three words for each founder, which that founder reads out and the others type. Who
 * typed the words of one other rightly knows that this one has the same draft and the same keys of
 * everybody. Nobody can copy from an own screen: it shows the own words only.
 *
 * Source: the handling of short strings in S. Vaudenay, Secure Communications over Insecure
 * Channels Based on Short Authenticated Strings (CRYPTO 2005), section 4, with every founder
 * committing; the bound is in PROTOCOL.md, "Verification words".
 */
#pragma once

#include "crypto/jly-identity.h"

G_BEGIN_DECLS

#define JLY_VERIFICATION_MAX_FOUNDERS 50
/* Who mistypes this often is told that the words differ: one in 3 x 2^-45 for who guesses. */
#define JLY_VERIFICATION_TRIES 3

typedef enum
{
  JLY_VERIFICATION_COMMITTING, /* commitments of others are missing */
  JLY_VERIFICATION_REVEALING,  /* their numbers are missing */
  JLY_VERIFICATION_READING,    /* there are words; nobody's were typed yet */
  JLY_VERIFICATION_VERIFIED,
  /* All below block, for good: a new draft begins anew. */
  JLY_VERIFICATION_KEY_CHANGED,   /* a founder has other keys of somebody than this one */
  JLY_VERIFICATION_DRAFT_CHANGED, /* a founder has another draft */
  JLY_VERIFICATION_BROKEN,        /* a number is not what its founder committed to, or changed */
  JLY_VERIFICATION_WORDS_DIFFER,  /* on the call: somebody is in between, or all misheard */
  JLY_N_VERIFICATION_STATES
} JlyVerificationState;

typedef struct
{
  char *name;
  guint8 identity[32], link[32], sealing[32];
} JlyFounder;

typedef struct _JlyVerification JlyVerification;

/* For the draft with this hash; founders are copied, in the order of the draft, own is this party's
 * place. Draws the random number: a new one, whatever happened before. */
JlyVerification *jly_verification_new (const guint8 draft[32],
                                       const JlyFounder *founders,
                                       guint n_founders,
                                       guint own);
void jly_verification_free (JlyVerification *self);

JlyVerificationState jly_verification_get_state (const JlyVerification *self);
/* Who caused one of the states that block, or whose words were typed: a place, or -1. */
gint jly_verification_get_other (const JlyVerification *self);

/* The body of this party's letter JLY_POST_COMMITMENT, at any time. */
GBytes *jly_verification_commit (const JlyVerification *self);
/* The body of its letter JLY_POST_REVEAL; NULL while a commitment is missing or after a state that
 * blocks, since revealing earlier would let another choose its number to fit. */
GBytes *jly_verification_reveal (const JlyVerification *self);

/* Bodies of the letters of founder from; the same again is no error. JLY_ERROR_PROTOCOL for one
 * that cannot be read, which changes nothing; JLY_ERROR_REFUSED for one that blocks, with the
 * sentence of the state. Reveals that come before all commitments are JLY_ERROR_REFUSED with the
 * step "early": to be given again later. */
gboolean jly_verification_take_commitment (JlyVerification *self,
                                           guint from,
                                           GBytes *body,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_verification_take_reveal (JlyVerification *self,
                                       guint from,
                                       GBytes *body,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What this party reads out; NULL before JLY_VERIFICATION_READING. Owned by self. */
const char *jly_verification_get_words (const JlyVerification *self);
/* What was heard from founder from and typed here. Right: JLY_VERIFICATION_VERIFIED. Wrong:
 * JLY_ERROR_REFUSED, with "again" as step while there are tries left. */
gboolean jly_verification_type (JlyVerification *self,
                                guint from,
                                const char *typed,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sentence and next step of a state that blocks as an error; FALSE. For other states TRUE. */
gboolean jly_verification_check (const JlyVerification *self, GError **error);
/* Whether this party may approve, sign and hand in: only when verified, else JLY_ERROR_REFUSED. It
 * may read and change the draft at any time. */
gboolean jly_verification_check_may_act (const JlyVerification *self, GError **error);

/* For jly_store_set_verification: the number is a secret until it is revealed. */
GBytes *jly_verification_encode (const JlyVerification *self);
/* Only what was encoded for this draft and these founders; else JLY_ERROR_DATA. */
JlyVerification *jly_verification_decode (GBytes *bytes,
                                          const guint8 draft[32],
                                          const JlyFounder *founders,
                                          guint n_founders,
                                          guint own,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyVerification, jly_verification_free)

G_END_DECLS
