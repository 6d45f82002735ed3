/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How numbers with check digits are built. A format more is a row more in jly-key-formats.c. */
#pragma once

#include "table/jly-key.h"

G_BEGIN_DECLS

#define JLY_KEY_CHARACTERS_MAX 34

/* What the check digits are, which always come last unless it says otherwise. */
typedef enum
{
  JLY_CHECK_REMAINDER,     /* the weighted sum of the others modulo the modulus */
  JLY_CHECK_COMPLEMENT,    /* what that sum lacks to the next multiple of the modulus */
  JLY_CHECK_COMPLEMENT_10, /* the same, where nothing counts as the whole modulus, modulo 10 */
  JLY_CHECK_LUHN,          /* each second digit doubled, from the right; ISO/IEC 7812-1, annex B */
  JLY_CHECK_LUHN_4, /* the same without the last digit, which with 4 more makes it a multiple of 10
                     */
  JLY_CHECK_MOD_11_10, /* ISO/IEC 7064, hybrid system MOD 11,10 */
  JLY_CHECK_MOD_97,    /* two digits: 97 less the remainder of the others by 97 */
  JLY_CHECK_MOD_97_10, /* two digits, letters count from 10; ISO/IEC 7064, MOD 97-10 */
  JLY_CHECK_IBAN       /* the same with the first four characters behind; ISO 13616 */
} JlyCheckRule;

struct _JlyKeyFormat
{
  const char *id;
  const char *name;     /* N_() */
  const char *prefix;   /* letters that may be left out when writing; part of the key */
  guint n_characters;   /* behind the prefix, with the check digits; 0: as its country says */
  gboolean has_letters; /* A to Z may stand where digits do */
  JlyCheckRule rule;
  const char *weights;    /* one for each digit but the last, 'a' for ten; of weighted sums */
  const char *weights_10; /* used instead where the first ones give 10; NULL: such numbers are never
                             given out */
  guint modulus;
  gboolean has_birth; /* starts with century and sex, year, month, day: GYYMMDD */
};

extern const JlyKeyFormat jly_key_formats[];
extern const guint jly_key_n_formats;

/* Whether the check digits are right. characters are as many as the format has, 0-9 and A-Z. */
gboolean jly_key_check (const char *characters, const JlyKeyFormat *format);

/* How many characters an IBAN of this country has ("EE…"), 0 if that is not known. */
guint jly_key_iban_length (const char *iban);

G_END_DECLS
