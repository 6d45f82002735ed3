/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insides of JlyVerification, for its own files and for the test that counts how often somebody
 * in between succeeds. */
#pragma once

#include "post/jly-verification.h"

G_BEGIN_DECLS

#define JLY_VERIFICATION_BYTES 32

typedef struct
{
  gboolean has_commitment, has_number;
  guint8 commitment[JLY_VERIFICATION_BYTES];
  guint8 number[JLY_VERIFICATION_BYTES];
} JlyVerificationPart;

struct _JlyVerification
{
  guint8 draft[JLY_VERIFICATION_BYTES];
  guint8 keys[JLY_VERIFICATION_BYTES]; /* hash of all founders' keys in their order */
  JlyFounder *founders;
  guint n_founders;
  guint own;
  JlyVerificationPart *parts; /* one for each founder */
  JlyVerificationState state;
  gint other;
  guint n_tries;
  guint n_syllables; /* JLY_SPOKEN_SYLLABLES, but for tests */
  char *words;       /* own, or NULL */
};

/* What a founder commits to. */
void jly_verification_hash_part (const JlyVerification *self,
                                 guint founder,
                                 const guint8 number[JLY_VERIFICATION_BYTES],
                                 guint8 commitment[JLY_VERIFICATION_BYTES]);
/* The words of a founder; all numbers are there. Owned by the caller. */
char *jly_verification_words_of (const JlyVerification *self, guint founder);
/* Makes words and moves the state on, as far as what is there allows. */
void jly_verification_advance (JlyVerification *self);
/* From here on blocked, by founder other; with the error of the state. Returns FALSE. */
gboolean jly_verification_block (JlyVerification *self,
                                 JlyVerificationState state,
                                 guint other,
                                 GError **error);

G_END_DECLS
