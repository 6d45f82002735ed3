/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words for reading out on a call, made by rule and not from a list: a syllable is one of 8
 * consonants that no ear takes for another (b f k l m r s t) and one of 4 vowels (a i o u), which
 * is 5 bits; a word is three syllables. "bakilo turafa simoru".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_SPOKEN_SYLLABLE_BITS 5
#define JLY_SPOKEN_SYLLABLES 9 /* three words: 45 bits */

/* The first n_syllables (at most 50) of 32 bytes, in words with a blank between. Owned by caller.
 */
char *jly_spoken_new (const guint8 bytes[32], guint n_syllables);
/* Whether what somebody typed is this, however it is spaced, and in small or capital letters. */
gboolean jly_spoken_is_same (const char *spoken, const char *typed);

G_END_DECLS
